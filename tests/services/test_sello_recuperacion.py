"""The file that takes a sealed recovery key to the office: read as it was written, and anything else is a sentence."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.services import sello_recuperacion
from supervisor_app.services.acceso import Sello
from supervisor_app.services.sello_recuperacion import SelloEntregado

CUANDO = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)
ENTREGADO = SelloEntregado("0123456789abcdef", "Lucía", CUANDO, Sello("Jefatura", "ab" * 32, b"\0" * 256))
VALORES = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=2)


@given(st.text(max_size=40), st.text(max_size=40), st.binary(max_size=600))
def test_it_is_read_as_it_was_written(de: str, para: str, sellado: bytes) -> None:
    uno = SelloEntregado(ENTREGADO.carpeta, de, CUANDO, Sello(para, "ab" * 32, sellado))
    assert sello_recuperacion.leer(sello_recuperacion.escribir(uno)) == uno


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sentence(contenido: bytes) -> None:
    with pytest.raises(UserError, match="no es el sello"):
        sello_recuperacion.leer(contenido)


@given(st.sampled_from(("tipo", "carpeta", "huella", "de", "para", "sellado", "hecho")), VALORES)
def test_any_field_that_is_another_thing_is_read_or_a_sentence(campo: str, valor: object) -> None:
    dicho = json.loads(sello_recuperacion.escribir(ENTREGADO)) | {campo: valor}
    try:
        leido = sello_recuperacion.leer(json.dumps(dicho).encode())
    except UserError as error:
        assert "no es el sello" in error.message
    else:
        assert leido.nombre == "recuperacion-0123456789abcdef.sello"


def test_one_of_a_newer_version_says_so() -> None:
    dicho = json.loads(sello_recuperacion.escribir(ENTREGADO)) | {"formato": 2, "sellado": {"otra": "cosa"}}
    with pytest.raises(UserError, match="versión más nueva"):
        sello_recuperacion.leer(json.dumps(dicho).encode())


@pytest.mark.parametrize("contenido", [b"", b"-----BEGIN PRIVATE KEY-----\nx\n-----END", b"\x30\x03"])
def test_what_is_no_private_key_asks_for_no_password(contenido: bytes) -> None:
    assert not sello_recuperacion.pide_contrasena(contenido)
