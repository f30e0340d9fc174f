"""Risk and compliance from a real index, and the numbers that the board shows of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import Departamento, UnitKind
from supervisor_app.domain.programa.cumplimiento import Situacion
from supervisor_app.domain.programa.propuesta import Peticion
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.services.oficina.verbos import indice_de, preparar_lugar
from supervisor_app.services.programa import tabla
from supervisor_app.store.oficina import programa as sql
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import Fila, Motor
from supervisor_app.wiring import Servicios
from tests.services.programa.conftest import COLIMA, TECOMAN, por_programar
from tests.store.oficina.hechos_ficticios import leido

COBRANZA = (Departamento.COBRANZA,)


def asentar(s: Servicios, *leidos: object) -> Path:
    ruta = indice_de(s.carpeta)
    preparar_lugar(ruta)
    with Indice(str(ruta)) as indice:
        indice.asentar(leidos, cuando="2026-06-10")  # type: ignore[arg-type]
    return ruta


@pytest.fixture
def con_indice(oficina: Servicios) -> Servicios:
    """Colima was visited twice; in both the same item failed. Today is 10 June 2026."""
    primera, segunda = leido(1, dia=date(2025, 9, 1), ficticia=True), leido(2, dia=date(2026, 2, 16), ficticia=True)
    asentar(oficina, primera, segunda)
    return oficina


def test_what_the_index_knows_of_a_unit_weighs(con_indice: Servicios) -> None:
    riesgo = next(r for r in con_indice.programa.fuente().riesgos() if r.unidad == COLIMA)
    assert riesgo.puntos == 10
    assert [r.texto for r in riesgo.razones] == ["Reincide en 1 punto", "2 inconsistencias sin solventar"]


def test_every_subdelegacion_is_weighed_also_those_never_visited(con_indice: Servicios) -> None:
    riesgos = con_indice.programa.fuente().riesgos()
    assert len(riesgos) == 134
    assert sum(r.hechos.ultima is None for r in riesgos) == 133


def test_a_department_that_was_never_there_has_its_own_risk(con_indice: Servicios) -> None:
    fuente = con_indice.programa.fuente()
    por_departamento = {d: fuente.riesgos((d,), "06") for d in (Departamento.COBRANZA, Departamento.AUDITORIA_PATRONES)}
    ultimas = {d: {r.unidad.corto: r.hechos.ultima for r in suyos} for d, suyos in por_departamento.items()}
    assert ultimas[Departamento.COBRANZA]["Colima"] == date(2026, 2, 16)
    assert ultimas[Departamento.AUDITORIA_PATRONES]["Colima"] is None


def test_a_proposal_writes_nothing_until_it_is_accepted(con_indice: Servicios) -> None:
    p = con_indice.programa
    propuesta = p.fuente().proponer(Peticion(2026, (7,), COBRANZA, cuantas=2, duracion=3, ooad="06"))
    assert p.visitas(2026) == ()
    aceptadas = p.aceptar(propuesta.visitas)
    assert [v.folio for v in p.visitas(2026)] == ["P-2026-001", "P-2026-002"]
    assert p.visitas(2026) == aceptadas
    assert aceptadas[0].razones


def test_a_programmed_visit_is_made_when_its_package_is_in_the_index(con_indice: Servicios) -> None:
    p = con_indice.programa
    p.programar(por_programar(date(2026, 2, 16), unidad=COLIMA))
    p.programar(por_programar(date(2026, 2, 16), unidad=TECOMAN))
    c = p.fuente().cumplimiento(2026)
    assert [r.situacion for r in c.renglones] == [Situacion.EN_FECHA, Situacion.ATRASADA]
    assert c.renglones[0].hechas[0].sha256
    assert c.no_programadas == ()


def test_the_visit_that_names_its_programmed_one_is_its_own(oficina: Servicios) -> None:
    v = oficina.programa.programar(por_programar(date(2026, 1, 12), unidad=COLIMA))
    uno = leido(1, dia=date(2026, 5, 4), ficticia=True)
    asentar(oficina, replace(uno, visita=replace(uno.visita, programada=v.id)))
    assert oficina.programa.fuente().cumplimiento(2026).renglones[0].situacion is Situacion.OTRA_FECHA


def test_a_visit_of_january_is_made_for_one_programme_only_as_the_board_counts(oficina: Servicios) -> None:
    p = oficina.programa
    cercana = p.programar(por_programar(date(2026, 1, 8), unidad=COLIMA))
    p.programar(por_programar(date(2025, 12, 29), anio=2025, unidad=COLIMA))
    tardia = p.programar(por_programar(date(2025, 11, 3), anio=2025))
    suya = leido(1, dia=date(2026, 1, 6), ficticia=True)
    otra = leido(2, dia=date(2026, 2, 9), ficticia=True)
    ruta = asentar(oficina, suya, replace(otra, visita=replace(otra.visita, programada=tardia.id)))
    este, antes = p.fuente().cumplimiento(2026), p.fuente().cumplimiento(2025)
    assert [r.programada.id for r in (*este.total.realizadas, *antes.total.realizadas)] == [cercana.id, tardia.id]
    assert este.no_programadas == antes.no_programadas == ()
    with Indice(str(ruta)) as indice:
        dichas = Panorama(indice, hoy=lambda: date(2026, 6, 10), feriados=(), plan=p.plan()).programadas_hasta(
            Filtro(ficticias=True)
        )
    assert (dichas.realizadas, len(dichas.renglones)) == (2, 3)


def test_what_is_indexed_between_two_questions_leaves_no_unit_half_counted(
    con_indice: Servicios, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruta, ultimas = indice_de(con_indice.carpeta), sql.ultimas

    def y_entonces_llega_otra(motor: Motor, f: Filtro) -> list[Fila]:
        filas = ultimas(motor, f)
        with Indice(str(ruta)) as otro:
            otro.asentar([leido(9, dia=date(2026, 5, 4), unidad='["SUB", "06", "03", ""]', ficticia=True)], cuando="x")
        return filas

    monkeypatch.setattr(sql, "ultimas", y_entonces_llega_otra)
    assert sum(r.hechos.abiertas for r in con_indice.programa.fuente().riesgos()) == 2


def test_without_an_index_the_visits_of_the_folder_count(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(date(2026, 6, 8)))
    assert p.fuente().cumplimiento(2026).renglones[0].situacion is Situacion.PENDIENTE
    p.iniciar(v.id)
    assert p.fuente().cumplimiento(2026).renglones[0].situacion is Situacion.EN_CURSO


def test_a_unit_of_another_kind_keeps_its_name(oficina: Servicios) -> None:
    umf = Unidad(tipo=UnitKind.UMF, ooad="06", ooad_nombre="Colima", nombre="No. 19 Colima")
    uno = leido(1, dia=date(2026, 5, 4), ficticia=True)
    visita = replace(
        uno.visita, unidad='["UMF", "06", "", "no. 19 colima"]', unidad_tipo="UMF", unidad_titulo=umf.titulo,
        subdelegacion="", subdelegacion_nombre="",
    )  # fmt: skip
    asentar(oficina, replace(uno, visita=visita))
    assert [r.unidad for r in oficina.programa.fuente().riesgos() if r.unidad.tipo is UnitKind.UMF] == [umf]
    assert con(umf).titulo == "UMF No. 19 Colima"


def test_the_board_tells_of_how_many_programmed_ones_and_lists_them(con_indice: Servicios) -> None:
    p = con_indice.programa
    p.programar(por_programar(date(2026, 2, 16), unidad=COLIMA))
    p.programar(por_programar(date(2026, 3, 2), unidad=TECOMAN))
    p.programar(por_programar(date(2026, 12, 7), unidad=TECOMAN))
    p.cancelar(p.programar(por_programar(date(2026, 3, 9), unidad=TECOMAN)).id, "Sin viáticos")
    with Indice(str(indice_de(con_indice.carpeta))) as indice:
        panorama = Panorama(indice, hoy=lambda: date(2026, 6, 10), feriados=(), plan=p.plan())
        todas = Filtro(ficticias=True)
        dichas = panorama.programadas_hasta(todas)
        assert (dichas.realizadas, [r.programada.folio for r in dichas.renglones]) == (1, ["P-2026-001", "P-2026-002"])
        assert panorama.foto(todas).programadas == dichas
        por_filtro = [
            len(panorama.programadas_hasta(f).renglones)
            for f in (
                Filtro(ooad="06", subdelegacion="03", ficticias=True),
                Filtro(departamento="auditoria_patrones", ficticias=True),
                Filtro(desde=date(2026, 3, 1), ficticias=True),
                Filtro(hasta=date(2026, 2, 28), ficticias=True),
                Filtro(),
            )
        ]
        assert por_filtro == [1, 0, 1, 1, 0]


def test_what_weighs_is_what_the_board_counts(oficina: Servicios) -> None:
    otra = '["SUB", "06", "03", ""]'
    ruta = asentar(
        oficina,
        leido(1, dia=date(2025, 3, 3)),
        leido(2, dia=date(2025, 9, 1)),
        leido(3, dia=date(2026, 2, 2), verifica=1),
        leido(4, dia=date(2026, 3, 2), unidad=otra),
        leido(5, dia=date(2026, 4, 6), ficticia=True),
    )
    with Indice(str(ruta)) as indice:
        t = Panorama(indice, hoy=lambda: date(2026, 9, 9), feriados=())
        cuentas = t.por_unidad(False)
        abiertas, vencidas = Counter(h.unidad_clave for h in t.hallazgos()), Counter[str]()
        for h in t.hallazgos(vencidos=True):
            vencidas[h.unidad_clave] += 1
        recurrentes = Counter(r.unidad_clave for r in t.recurrencia() if r.abiertos)
        assert {k: sum(c.abiertas.values()) for k, c in cuentas.items()} == abiertas
        assert {k: sum(c.vencidas.values()) for k, c in cuentas.items()} == vencidas
        assert {k: n for k, c in cuentas.items() if (n := sum(c.recurrentes.values()))} == recurrentes
        atrasos = [h.atraso.naturales for h in t.hallazgos(vencidos=True) if h.atraso and h.unidad_clave != otra]
        primera = cuentas['["SUB", "06", "01", ""]'].primera_vencida["cobranza"]
        assert (date(2026, 9, 9) - primera).days == max(atrasos)


def test_a_table_of_a_laptop_calls_nothing_late_that_others_may_have_made(oficina: Servicios) -> None:
    p = oficina.programa
    suya, mia = p.programar(por_programar(date(2026, 2, 2))), p.programar(por_programar(date(2026, 3, 2)))
    filas = tabla.filas((suya, mia), p.fuente().cumplimiento(2026), ajenas={suya.id})
    assert [f[tabla.TITULOS.index("Situación")] for f in filas] == ["Pasó su fecha", "Atrasada"]
