"""The cédula de seguimiento of a unit: what it tells, its version, what is kept; it is PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.domain.base import Persona
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.capacitaciones import como_datos
from supervisor_app.services.desahogo.valores import FiltroAsuntos
from tests import verapdf
from tests.services.banco import texto
from tests.services.desahogo.conftest import Puesto
from tests.services.desahogo.test_observaciones import DE_ASF

REVISO = Persona(nombre="Óscar Íñiguez Ávila", cargo="Jefe del Departamento de Supervisión de Cobranza")


@pytest.fixture
def trabajada(mesa: Puesto, tmp_path: Path) -> Puesto:
    """A desk that received evidence, returned it, solved another finding, and has an observation and training."""
    archivo = tmp_path / "Oficio 12.txt"
    archivo.write_text("Se capturaron las actas.", encoding="utf-8")
    primero, segundo = mesa.uno("V-2026-001-01"), mesa.uno("V-2026-001-02")
    mesa.d.recibir_evidencia(primero.id, [archivo], "Oficio 12/2026 de la Subdelegación")
    mesa.d.devolver(primero.id, "El oficio no trae la relación de los créditos; falta la firma del titular")
    mesa.d.solventar(segundo.id, "Se revisó el expediente en la oficina")
    o = mesa.d.observaciones.registrar(DE_ASF)
    mesa.d.prorrogar(o.id, o.medidas[0].id, date(2026, 10, 30), "Volumen de créditos", "Titular de la JSAC")
    c = mesa.d.capacitaciones
    sesion = c.programar(replace(c.borrador(c.propuestas()[0]), fecha="10/09/2026", horas="4"))
    c.impartir(sesion.id, replace(como_datos(sesion), asistentes=(REVISO,)))
    return mesa


@verapdf.group
def test_it_tells_what_is_open_what_was_solved_and_what_was_done(trabajada: Puesto, tmp_path: Path) -> None:
    unidad = trabajada.uno("V-2026-001-01").unidad_clave
    emitida = trabajada.d.cedulas.emitir(unidad, reviso=REVISO)
    pdf = trabajada.d.cedulas.leer(emitida)
    dicho = " ".join(texto(pdf).split())
    assert (emitida.folio, emitida.version) == ("SEG-06-01-20260915", 1)
    for parte in (
        "V-2026-001-01", "falta la firma del titular", "ASF 2025-5-19GYR-19-0123-06-001", "autorizó Titular de la JSAC",
        "Se revisó el", "Capacitación", "Óscar Íñiguez Ávila", "Lucía Ñandú Peñaloza",
    ):  # fmt: skip
        assert parte in dicho
    assert "V-2026-003" not in dicho  # of another unit
    assert verapdf.broken(pdf, tmp_path) == []


def test_the_same_again_is_the_same_copy_and_another_state_another_version(mesa: Puesto) -> None:
    unidad = mesa.uno("V-2026-001-01").unidad_clave
    cedulas = mesa.d.cedulas
    primera = cedulas.emitir(unidad)
    assert cedulas.emitir(unidad) == primera
    mesa.d.anotar(mesa.uno("V-2026-001-01").id, "Se llamó a la unidad")
    segunda = cedulas.emitir(unidad)
    assert (segunda.version, cedulas.emitidas(unidad)) == (2, (segunda, primera))
    assert cedulas.leer(primera) != cedulas.leer(segunda)
    with pytest.raises(UserError, match="no hay nada que seguir"):
        cedulas.emitir("otra")


def test_a_unit_with_nothing_open_says_so(mesa: Puesto) -> None:
    for a in mesa.d.asuntos(FiltroAsuntos(ooad="14")):
        mesa.d.solventar(a.id, "Se revisó")
    dicho = " ".join(texto(mesa.d.cedulas.borrador(a.unidad_clave)).split())
    assert "no tiene hallazgos ni observaciones por solventar" in dicho
    assert "En el periodo se solventaron 3" in dicho


def test_what_is_practised_says_so_and_takes_no_folio_of_what_is_real(mesa: Puesto) -> None:
    unidad = mesa.d.asuntos(FiltroAsuntos(ficticias=True))[0].unidad_clave
    practica = mesa.d.cedulas.emitir(unidad, ficticias=True)
    assert practica.folio.startswith("SEG-PRACTICA-")
    assert "PRÁCTICA · DATOS FICTICIOS" in texto(mesa.d.cedulas.leer(practica))
    real = mesa.d.cedulas.emitir(mesa.uno("V-2026-001-01").unidad_clave)
    assert "PRÁCTICA" not in texto(mesa.d.cedulas.leer(real))
