"""The file of an act: whatever stands in it, it opens as that very act or is refused in words."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.seguimiento import ActoDeSeguimiento, ClaseDeActo, EvidenciaRecibida
from supervisor_app.errors import UserError
from supervisor_app.exchange.acto import abrir, clave_de, empaquetar
from supervisor_app.exchange.verificador_actos import revisar_acto

OFICIO = b"Oficio de prueba\n"
ACTO = ActoDeSeguimiento(
    id="a" * 32, hallazgo_id="h", folio="V-2026-001-01", clase=ClaseDeActo.EVIDENCIA, motivo="Oficio ñ",
    evidencias=(
        EvidenciaRecibida(sha256=hashlib.sha256(OFICIO).hexdigest(), nombre="oficio ñ.txt", bytes=len(OFICIO)),
    ),
    cuando=datetime(2026, 9, 15, 12, tzinfo=UTC), quien="Ana Paz", equipo="0123456789abcdef",
)  # fmt: skip
HECHO = empaquetar(ACTO, lambda _: OFICIO)


def test_it_opens_as_what_it_was() -> None:
    leido = abrir(HECHO)
    assert (leido.acto, list(leido.contenidos.values())) == (ACTO, [OFICIO])
    assert clave_de(ACTO, "f" * 64) == f"seguimiento/2026/09/{'a' * 32}.{'f' * 16}.zip"


@settings(max_examples=60)
@given(st.integers(0, len(HECHO) - 1), st.integers(1, 255), st.integers(0, 3))
def test_any_change_is_refused_or_changes_nothing(donde: int, cual: int, como: int) -> None:
    cambiado = bytearray(HECHO)
    if como == 0:
        cambiado = cambiado[:donde]
    elif como == 1:
        del cambiado[donde : donde + cual]
    elif como == 2:
        cambiado[donde:donde] = bytes([cual]) * cual
    else:
        cambiado[donde] ^= cual
    try:
        assert abrir(bytes(cambiado)).acto == ACTO
    except UserError as error:
        assert error.message.endswith(".")


def test_a_file_that_is_not_the_acts_is_refused() -> None:
    with pytest.raises(UserError, match="no es el que dice el acto"):
        abrir(empaquetar(ACTO, lambda _: b"Otro oficio     \n"))


def test_what_would_become_more_than_it_is_is_not_even_read(tmp_path: Path) -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(HECHO)) as antes, zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as despues:
        for nombre in antes.namelist():
            despues.writestr(nombre, antes.read(nombre))
    apretado = salida.getvalue()
    with pytest.raises(UserError, match="No es un acto de seguimiento"):
        abrir(apretado)
    ruta = tmp_path / f"{ACTO.id}.{hashlib.sha256(apretado).hexdigest()[:16]}.zip"
    ruta.write_bytes(apretado)
    assert revisar_acto(ruta)[0] == "Está dañado o no es un acto de seguimiento."
