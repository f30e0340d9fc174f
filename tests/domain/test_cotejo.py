"""What a printed page carries to be checked: how it is written, scanned and typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.cotejo import Sello, en_grupos, leer_huella, leer_qr, sellar
from supervisor_app.errors import UserError

HUELLA = "9f86d081884c7d659a2feaa0c55ad015"
SELLO = Sello(folio="V-2026-001-INF", dia=date(2026, 6, 12), huella=HUELLA)

folios = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60)
huellas = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(folios.map(str.strip).filter(lambda f: f and "D:" not in f), st.dates(), huellas)
def test_what_was_printed_is_what_is_scanned(folio: str, dia: date, huella: str) -> None:
    sello = Sello(folio=folio, dia=dia, huella=huella)
    assert leer_qr(sello.qr) == sello


def test_a_seal_has_the_first_128_bits() -> None:
    assert sellar("V-1", date(2026, 1, 2), HUELLA.upper() + "f" * 32).huella == HUELLA


def test_a_qr_of_0_2_0_is_still_read() -> None:
    assert leer_qr(f"F:V-2026-001-INF|D:2026-06-12|S:{HUELLA}") == SELLO


@pytest.mark.parametrize(
    "texto",
    ["", "https://example.com", "F:V-1 D:2026-13-45 S:" + HUELLA, "F:V-1 D:2026-06-12 S:" + HUELLA[:31], "F: D: S:"],
)
def test_another_qr_is_none_of_ours(texto: str) -> None:
    assert leer_qr(texto) is None


@given(st.text())
def test_no_scanned_text_breaks_it(texto: str) -> None:
    leer_qr(texto)


@pytest.mark.parametrize(
    "tecleado",
    [
        en_grupos(HUELLA),
        en_grupos(HUELLA).upper(),
        HUELLA,
        f"Huella {en_grupos(HUELLA)}",
        "9f86-do81 884c.7d65\n9a2f eaao c55a dol5",
    ],
)
def test_typed_digits_are_understood(tecleado: str) -> None:
    assert leer_huella(tecleado) == HUELLA


def test_the_first_eight_are_enough() -> None:
    assert leer_huella("9F86 D081") == "9f86d081"


@pytest.mark.parametrize(
    ("tecleado", "dicho"),
    [
        ("", "Escriba la huella"),
        ("  - ", "Escriba la huella"),
        ("9f86d08", "escribió 7"),
        ("9f86 d0x1 884c", "letras de la a a la f"),
        ("0" * 65, "escribió 65"),
    ],
)
def test_what_is_no_hash_is_said(tecleado: str, dicho: str) -> None:
    with pytest.raises(UserError, match=dicho) as negado:
        leer_huella(tecleado)
    assert negado.value.field == "huella"


@given(st.text(max_size=80))
def test_anything_typed_is_read_or_refused(tecleado: str) -> None:
    try:
        assert 8 <= len(leer_huella(tecleado)) <= 32
    except UserError as error:
        assert error.field == "huella"
