"""Entries of a feed: each in its place, after the one before, as it was written; all else is refused in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.feed import Clase, Entrada, Presentacion
from supervisor_app.errors import UserError

EQUIPO = "00112233aabbccdd"
AHORA = datetime(2026, 11, 20, 12, tzinfo=UTC)


def entrada(n: int = 1, anterior: str = "", nombre: str = "Persona Ficticia") -> Entrada:
    dicho = Presentacion(publica="ssh-ed25519 AAAA", nombre=nombre)
    cuerpo = feed.componer(EQUIPO, (n - 1, anterior), Clase.PRESENTACION, dicho, cuando=AHORA, quien=nombre)
    return Entrada(cuerpo=cuerpo, firma="x")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_an_entry_is_read_as_it_was_written(nombre: str) -> None:
    una = entrada(nombre=nombre)
    assert feed.leer(una.octetos, EQUIPO, 1, "") == una
    assert una.cuerpo.dicho == Presentacion(publica="ssh-ed25519 AAAA", nombre=nombre)


@pytest.mark.parametrize(
    ("octetos", "donde", "porque"),
    [
        (entrada().octetos, (EQUIPO, 2, ""), "fuera de su lugar"),
        (entrada().octetos, ("ff" * 8, 1, ""), "fuera de su lugar"),
        (entrada().octetos, (EQUIPO, 1, "ab" * 32), "dos historias"),
        (entrada().octetos.replace(b"Persona", b"persona"), (EQUIPO, 1, ""), ""),
        (entrada().octetos + b"\n", (EQUIPO, 1, ""), "lo cambió"),
        (entrada().octetos.replace(b'"formato":1', b'"formato":2'), (EQUIPO, 1, ""), "más nueva"),
        (b"[" * 100_000, (EQUIPO, 1, ""), "dañado"),
        (b"x" * (feed.LIMITE + 1), (EQUIPO, 1, ""), "demasiado grande"),
        (b'{"cuerpo": 1}', (EQUIPO, 1, ""), "dañado"),
    ],
)
def test_what_is_not_that_entry_is_refused_in_words(octetos: bytes, donde: tuple[str, int, str], porque: str) -> None:
    if not porque:  # another text is another entry: its signature tells
        assert feed.leer(octetos, *donde).sha256 != entrada().sha256
        return
    with pytest.raises(UserError, match=porque):
        feed.leer(octetos, *donde)


@given(st.binary(max_size=200))
def test_strangers_bytes_are_refused_in_words(octetos: bytes) -> None:
    with pytest.raises(UserError):
        feed.leer(octetos, EQUIPO, 1, "")


def test_a_kind_of_a_newer_version_says_nothing_and_breaks_nothing() -> None:
    una = entrada()
    assert con(una.cuerpo, clase="otra_cosa").dicho is None


def test_data_of_another_kind_are_refused() -> None:
    with pytest.raises(UserError, match="no dice lo que debe"):
        _ = con(entrada().cuerpo, clase=Clase.ACUSE.value).dicho


def test_a_feed_that_lacks_an_entry_or_was_rewritten_says_where() -> None:
    uno = entrada()
    dos = entrada(2, uno.sha256)
    assert feed.rotura([uno, dos]) == ""
    assert "falta el asiento 1" in feed.rotura([dos])
    assert "no sigue" in feed.rotura([uno, entrada(2, "ab" * 32)])


@pytest.mark.parametrize("autor", ["../x", "OFICINA", "oficina/para/..", "0011", "", "oficina/para/00112233aabbccdd/x"])
def test_no_author_leads_out_of_the_mailbox(autor: str) -> None:
    with pytest.raises(ValueError, match="author"):
        feed.clave(autor, 1)


def test_places_in_the_mailbox() -> None:
    assert feed.clave(EQUIPO, 7) == f"feed/{EQUIPO}/00000007.json"
    assert feed.clave("oficina", 1) == "oficina/feed/00000001.json"
    assert feed.clave(feed.para(EQUIPO), 1) == f"oficina/para/{EQUIPO}/00000001.json"


def test_the_file_is_json_that_anyone_reads() -> None:
    assert json.loads(entrada().octetos)["cuerpo"]["datos"]["nombre"] == "Persona Ficticia"
