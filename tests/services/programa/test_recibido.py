"""What a laptop makes of a programme that came: the right one in the right year, and a sentence for anything else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.programa import Publicados
from supervisor_app.errors import UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.programa import recibido
from supervisor_app.services.programa.recibido import leer_publicados
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.wiring import Servicios
from tests.documents.ejemplo_programa import programme, programmed
from tests.services.programa.conftest import COLIMA, por_programar

JUNIO = date(2026, 6, 15)
BUENO = canonico(Publicados(programas=(programme(programmed()),)))


def test_from_the_desk_to_a_laptop_that_begins_a_visit_and_writes_nothing(
    oficina: Servicios, abrir: Callable[[str], Servicios], tmp_path: Path
) -> None:
    (tmp_path / "buzon").mkdir()
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.publicar(2026)
    p.programar(por_programar(date(2027, 1, 11), unidad=COLIMA, anio=2027))
    p.publicar(2027)
    with Indice(str(tmp_path / "indice.db")) as indice:
        oficina.mesa.atender(DestinoCarpeta(tmp_path / "buzon"), "buzon", indice)
    laptop = abrir("laptop")
    propia = laptop.programa.programar(por_programar(date(2026, 9, 7), unidad=COLIMA))
    laptop.sincronizacion.sincronizar(DestinoCarpeta(tmp_path / "buzon"), "buzon", confirmada=oficina.mesa.palabras())

    suyo = laptop.programa
    assert suyo.recibido() == p.publicado(2026)
    assert suyo.recibido(2027) == p.publicado(2027)
    assert suyo.visitas(2026) == (v, propia)
    assert suyo.anios() == (2026, 2027)
    assert "Jefatura de prueba" in suyo.por_que_no_se_edita(2026)
    with pytest.raises(UserError, match="lo lleva Jefatura de prueba"):
        suyo.programar(por_programar(JUNIO))
    with pytest.raises(UserError, match="lo lleva Jefatura de prueba"):
        suyo.cancelar(v.id, "No")
    assert suyo.iniciar(v.id).visita.programada == v.id


@pytest.mark.parametrize(
    "contenido",
    [
        b"",
        b"{}{}",
        b"[]",
        b'{"programas": 1}',
        b'{"otra": 1}',
        b"\xff\xfe",
        BUENO[:-4],
        BUENO.replace(b"2026-01-05", b"0001-01-05"),
        BUENO.replace(b"2026-01-07", b"2025-01-07"),
        BUENO.replace(b'"anio":2026,"cancel', b'"anio":2027,"cancel'),
        BUENO.replace(b"Lugar Ficticio", b"x" * 400),
    ],
)
def test_what_is_no_programme_is_told(contenido: bytes) -> None:
    with pytest.raises(UserError, match="No se entiende el programa"):
        leer_publicados(contenido)


def test_one_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recibido, "LIMITE", 10)
    with pytest.raises(UserError, match="demasiado grande"):
        leer_publicados(BUENO)


def test_a_published_file_that_is_no_programme_is_told_where_it_is_asked_for(
    abrir: Callable[[str], Servicios],
) -> None:
    s = abrir("laptop")
    s.mesa.abrir("Jefatura")
    s.mesa.publicar("programa", "Programa", b"no lo es")
    with pytest.raises(UserError, match="No se entiende"):
        recibido.Recibidos(s.sincronizacion).todos()


@given(st.binary(max_size=200) | st.integers(0, len(BUENO)).map(lambda n: BUENO[:n]))
def test_whatever_comes_is_read_whole_or_told(contenido: bytes) -> None:
    try:
        assert canonico(leer_publicados(contenido)) == contenido
    except UserError as error:
        assert "programa" in error.message
