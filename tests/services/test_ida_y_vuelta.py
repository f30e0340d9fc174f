"""A visit with every kind of record: what is on disk is what the window shows, all of it is undone and done again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain import comandos
from supervisor_app.domain.choque import Choque, Lado, id_de_choque
from supervisor_app.domain.clases import CLASES
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.indicador import Periodo
from tests.services.banco import Banco
from tests.services.visita_marcada import sembrar
from tests.visita_ficticia import RelojFijo


@pytest.fixture
def entera(tmp_path: Path) -> Iterator[Banco]:
    b, _ = sembrar(tmp_path / "datos")
    b.hacer(comandos.modificar_aplicada(b.e, "CO-90", universo="Todos", observaciones="Ninguna"))
    b.hacer(comandos.medir(b.e, b.s.definiciones.indicadores["IND-01"], Periodo.MES, meta=10, real=9, fuente="RALE"))
    b.hacer(comandos.guardar_informe(b.e, b.s.documentos.componer_informe(b.e)))
    h = b.e.inconsistencias_en_orden()[0]
    lados = tuple(
        Lado(version=v, valor=f'"{v}"', quien="Q", equipo=v, cuando=b.reloj(), que="Cambió") for v in ("uno", "dos")
    )
    choque = Choque(
        id=id_de_choque(h.id, "causa"), visita_id=b.e.visita.id, clase="inconsistencia", registro_id=h.id,
        campo="causa", lados=lados,
    )  # fmt: skip
    b.hacer(Operacion(b.e.visita.id, "Unió una copia", (Cambio(None, choque),)))
    yield b
    b.s.close()


def _todas(b: Banco, hacia: str) -> int:
    """Undo or redo as long as there is something; how many steps."""
    pasos = 0
    while (op := getattr(b.s.visitas, hacia)(b.e.visita.id)) is not None:
        b.e = b.e.aplicar(op.cambios)
        assert b.releer() == b.e
        pasos += 1
    return pasos


def test_there_is_a_record_of_every_kind_that_a_visit_has(entera: Banco) -> None:
    assert {type(r) for r in (entera.e.visita, *entera.e.registros())} == set(CLASES.values())


def test_the_disk_has_what_the_window_shows(entera: Banco) -> None:
    assert entera.releer() == entera.e


def test_everything_is_undone_to_the_empty_visit_and_done_again(entera: Banco) -> None:
    llena = entera.e
    deshechos = _todas(entera, "deshacer")
    assert list(entera.e.registros()) == []
    assert _todas(entera, "rehacer") == deshechos > 40
    assert entera.e == llena


def test_it_goes_on_after_a_restart_in_the_middle(entera: Banco) -> None:
    llena, carpeta = entera.e, entera.s.carpeta
    for _ in range(20):
        op = entera.s.visitas.deshacer(entera.e.visita.id)
        assert op is not None
        entera.e = entera.e.aplicar(op.cambios)
    entera.s.close()
    reloj = RelojFijo(entera.reloj())
    entera.s = wiring.abrir(carpeta, reloj=reloj)
    assert entera.releer() == entera.e
    assert _todas(entera, "rehacer") == 20
    assert entera.e == llena
