"""Following up at the desk: what there is, what may be done about it, and that the dashboard agrees at once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.valores import FiltroAsuntos, Paso
from supervisor_app.services.oficina import verbos
from supervisor_app.services.oficina.consultas import Tablero
from supervisor_app.wiring import Servicios
from tests.services.desahogo.conftest import HOY, Puesto

PRIMERO = "V-2026-001-01"
"""Found in June, verified in August: under way, with a measure prolonged to September 1."""


def tablero(s: Servicios) -> Tablero:
    indice = verbos.abrir_indice("", s.carpeta, s.llave)
    return Tablero(indice, hoy=HOY.date, feriados=())


def test_findings_of_all_units_stand_in_one_list_the_most_overdue_first(mesa: Puesto) -> None:
    todos = mesa.d.asuntos()
    assert [a.folio for a in todos][:2] == ["V-2026-002-01", "V-2026-003-01"]
    assert {a.unidad for a in todos} == {"Subdelegación Colima", "Subdelegación Hidalgo"}
    primero = mesa.uno(PRIMERO)
    assert primero.estado is EstadoHallazgo.EN_ATENCION
    assert primero.plazo == date(2026, 9, 1)
    assert primero.atraso is not None
    assert (primero.atraso.naturales, primero.atraso.habiles) == (14, 10)
    assert mesa.uno("V-2026-002-01").veces == 2
    assert primero.veces == 1


@pytest.mark.parametrize(
    ("filtro", "cuales"),
    [
        (FiltroAsuntos(ooad="14"), {"V-2026-003-01", "V-2026-003-02", "V-2026-003-03"}),
        (FiltroAsuntos(reincidentes=True), {"V-2026-002-01", "V-2026-002-02", "V-2026-002-03"}),
        (FiltroAsuntos(vencidas=True), {"V-2026-001-01", "V-2026-002-01", "V-2026-003-01"}),
        (FiltroAsuntos(estados=frozenset({EstadoHallazgo.EN_ATENCION})), {"V-2026-001-01"}),
        (FiltroAsuntos(texto="v-2026-003-02"), {"V-2026-003-02"}),
        (FiltroAsuntos(responsable="jefe del departamento", ooad="06"), {"V-2026-001-01", "V-2026-002-01"}),
        (FiltroAsuntos(origen=Origen.OIC), set()),
        (FiltroAsuntos(por_revisar=True), set()),
        (FiltroAsuntos(ficticias=True), {"V-2026-004-01", "V-2026-004-02", "V-2026-004-03"}),
    ],
)
def test_a_filter_picks_from_the_list(mesa: Puesto, filtro: FiltroAsuntos, cuales: set[str]) -> None:
    assert {a.folio for a in mesa.d.asuntos(filtro)} == cuales


def test_measures_are_listed_with_what_they_answer(mesa: Puesto) -> None:
    [primera, *_] = mesa.d.medidas(FiltroAsuntos(texto=PRIMERO))
    assert (primera.asunto_folio, primera.numero, primera.avance, primera.prorrogas) == (PRIMERO, 1, 40, 1)
    assert (primera.fecha, primera.fecha_original) == (date(2026, 9, 1), date(2026, 7, 1))
    detallada = mesa.d.detalle(primera.asunto).medidas[0]
    assert detallada.historial[0].motivo == "Falta personal"
    assert detallada.fecha_original == primera.fecha_original


def test_evidence_waits_for_review_and_is_solved(mesa: Puesto, tmp_path: Path) -> None:
    archivo = tmp_path / "oficio.txt"
    archivo.write_text("Se capturaron las actas.", encoding="utf-8")
    id_ = mesa.uno(PRIMERO).id
    acto = mesa.d.recibir_evidencia(id_, [archivo], "Oficio 12/2026")
    assert mesa.uno(PRIMERO).por_revisar
    [evidencia] = mesa.d.detalle(id_).evidencias
    assert mesa.d.leer_evidencia(evidencia.evidencia) == archivo.read_bytes()
    guardado = mesa.s._almacen.archivos.ruta(evidencia.evidencia.sha256)
    guardado.rename(guardado.with_suffix(".aparte"))
    assert any("Seguimiento de V-2026-001-01: evidencia oficio.txt" in f for f in mesa.s.comprobar())
    guardado.with_suffix(".aparte").rename(guardado)
    mesa.reloj.adelantar(minutes=5)
    mesa.d.solventar(id_)
    d = mesa.d.detalle(id_)
    assert d.asunto.estado is EstadoHallazgo.SOLVENTADA
    assert not d.asunto.vencido
    assert [r.paso for r in d.linea] == [Paso.HALLADO, Paso.VERIFICADO, Paso.ACTO, Paso.ACTO]
    assert d.linea[2].acto == acto.id
    assert d.linea[-1].quien == "Lucía Ñandú Peñaloza"


def test_the_dashboard_agrees_with_what_was_decided_at_once(mesa: Puesto) -> None:
    antes = tablero(mesa.s).cuenta_de_hallazgos()
    mesa.d.solventar(mesa.uno(PRIMERO).id, "Se revisó en la oficina")
    m = mesa.d.medidas(FiltroAsuntos(texto="V-2026-002-01"))[0]
    mesa.d.prorrogar(m.asunto, m.id, date(2026, 10, 1), "Auditoría en curso", "Titular de la JSAC")
    despues = tablero(mesa.s)
    cuenta = despues.cuenta_de_hallazgos()
    assert (cuenta.abiertos, cuenta.vencidos) == (antes.abiertos - 1, antes.vencidos - 2)
    [movida] = [x for x in despues.medidas(pendientes=False) if x.id == m.id]
    assert (movida.fecha, movida.prorrogas) == (date(2026, 10, 1), 1)
    [solventado] = [h for h in despues.hallazgos(abiertos=False) if h.folio == PRIMERO]
    assert solventado.visto_el == HOY.date()
    despues._indice.cerrar()


def test_a_return_needs_its_reason_and_something_to_return(mesa: Puesto) -> None:
    id_ = mesa.uno(PRIMERO).id
    with pytest.raises(UserError, match="No hay evidencia por revisar"):
        mesa.d.devolver(id_, "Falta la firma")
    mesa.d.recibir_evidencia(id_, palabras="Oficio 12/2026")
    with pytest.raises(UserError, match="por qué se devuelve"):
        mesa.d.devolver(id_, " ")
    mesa.d.devolver(id_, "Falta la firma")
    assert mesa.uno(PRIMERO).estado is EstadoHallazgo.EN_ATENCION


def test_what_is_solved_is_not_solved_again(mesa: Puesto) -> None:
    id_ = mesa.uno(PRIMERO).id
    with pytest.raises(UserError, match="en qué se basa"):
        mesa.d.solventar(id_)
    mesa.d.solventar(id_, "Se revisó")
    with pytest.raises(UserError, match="Ya está solventada"):
        mesa.d.solventar(id_, "Otra vez")
    mesa.d.devolver(id_, "Se solventó por error")
    assert mesa.uno(PRIMERO).estado is EstadoHallazgo.EN_ATENCION


def test_a_prorroga_moves_a_date_later_and_says_who_allowed_it(mesa: Puesto) -> None:
    m = mesa.d.medidas(FiltroAsuntos(texto=PRIMERO))[0]
    with pytest.raises(UserError, match="posterior a la que tiene") as temprano:
        mesa.d.prorrogar(m.asunto, m.id, date(2026, 9, 1), "Falta personal", "Titular")
    assert temprano.value.field == "fecha"
    with pytest.raises(UserError, match="quién autorizó"):
        mesa.d.prorrogar(m.asunto, m.id, date(2026, 10, 1), "Falta personal", "")
    with pytest.raises(UserError, match="por qué se prorroga"):
        mesa.d.prorrogar(m.asunto, m.id, date(2026, 10, 1), "", "Titular")
    mesa.d.prorrogar(m.asunto, m.id, date(2026, 10, 1), "Falta personal", "Titular")
    [movida] = mesa.d.detalle(m.asunto).medidas
    assert movida.fecha == date(2026, 10, 1)
    assert [p.autorizo for p in movida.historial] == ["Titular", "Titular"]


def test_progress_says_something_new(mesa: Puesto) -> None:
    m = mesa.d.medidas(FiltroAsuntos(texto=PRIMERO))[0]
    with pytest.raises(UserError, match="ya está en 40"):
        mesa.d.registrar_avance(m.asunto, m.id, 40)
    with pytest.raises(UserError, match="de 0 a 100"):
        mesa.d.registrar_avance(m.asunto, m.id, 101)
    mesa.d.registrar_avance(m.asunto, m.id, 100, "Terminada")
    assert mesa.uno(PRIMERO).medidas_pendientes == 0
    assert mesa.d.detalle(m.asunto).impedimentos[ClaseDeActo.PRORROGA] == "No tiene medidas pendientes."


def test_on_the_day_of_a_visit_what_it_saw_holds(mesa: Puesto) -> None:
    mesa.reloj.ahora = HOY - timedelta(days=43)  # the day of the second visit
    with pytest.raises(UserError, match="V-2026-002 la verificó en sitio"):
        mesa.d.solventar(mesa.uno(PRIMERO).id, "Se revisó")
    mesa.d.anotar(mesa.uno(PRIMERO).id, "Pendiente de revisar mañana")


def test_who_has_no_name_in_the_settings_is_asked_for_it(mesa: Puesto) -> None:
    mesa.s.ajustes.guardar(mesa.s.ajustes.leer().model_copy(update={"nombre": ""}))
    with pytest.raises(UserError, match="su nombre"):
        mesa.d.anotar(mesa.uno(PRIMERO).id, "Nota")


def test_files_that_cannot_be_evidence_leave_nothing_behind(mesa: Puesto, tmp_path: Path) -> None:
    programa = tmp_path / "acta.exe"
    programa.write_bytes(b"MZ")
    with pytest.raises(UserError, match="es un programa"):
        mesa.d.recibir_evidencia(mesa.uno(PRIMERO).id, [programa])
    assert not mesa.d.actos()


def test_practice_and_real_never_mix(mesa: Puesto) -> None:
    de_practica = mesa.uno("V-2026-004-01", ficticias=True)
    acto = mesa.d.solventar(de_practica.id, "De práctica")
    assert acto.ficticio
    assert mesa.uno("V-2026-004-01", ficticias=True).estado is EstadoHallazgo.SOLVENTADA
    assert all(a.estado is not EstadoHallazgo.SOLVENTADA for a in mesa.d.asuntos())
    assert mesa.d.cuentas(mesa.d.asuntos()).solventadas == 0


def test_an_index_made_anew_has_the_acts_of_the_notebook(mesa: Puesto, indexadas: Path) -> None:
    mesa.d.solventar(mesa.uno(PRIMERO).id, "Se revisó")
    unidad = mesa.uno(PRIMERO).unidad_clave
    verbos.indice_de(mesa.s.carpeta).write_bytes(indexadas.read_bytes())
    for resto in ("-wal", "-shm"):
        verbos.indice_de(mesa.s.carpeta).with_name(f"indice.db{resto}").unlink(missing_ok=True)
    assert mesa.uno(PRIMERO).estado is EstadoHallazgo.SOLVENTADA
    assert [a.clase for a in mesa.d.actos(unidad)] == [ClaseDeActo.SOLVENTADA]
