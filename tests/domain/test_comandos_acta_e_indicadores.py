"""The commands of the indicators and of the acta: what they change, and that undo takes it back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from supervisor_app import paths
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.indicador import IndicadorMedido, Periodo, nuevo
from supervisor_app.domain.indicadores_pegados import leer_indicadores
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.domain.visita import EstadoVisita, Unidad, Visita
from supervisor_app.errors import UserError
from supervisor_app.services.definiciones import Definiciones

CATALOGO = Definiciones(paths.formas()).indicadores
INGRESOS = CATALOGO["IND-01"]
ANA, BETO = Persona(nombre="Ana Prueba", cargo="Supervisora"), Persona(nombre="Beto Ficticio", cargo="Subdelegado")
VISITA = Visita(
    id="v1",
    folio="V-2026-001",
    unidad=Unidad(tipo=UnitKind.SUB, subdelegacion="01", subdelegacion_nombre="Colima"),
    inicio=date(2026, 6, 8),
    fin=date(2026, 6, 12),
    ciudad="Colima, Colima",
    hora_cierre=time(14),
    equipo=(ANA,),
    titular=BETO,
    recibio=con(BETO, nombre="BETO  FICTICIO"),
    creada=datetime(2026, 6, 1, tzinfo=UTC),
)
ABIERTO = Expediente(VISITA)


def hacer(e: Expediente, op: Operacion) -> Expediente:
    return e.aplicar(op.cambios)


def los(e: Expediente) -> list[IndicadorMedido]:
    return sorted(e.indicadores.values(), key=lambda m: m.id)


# --- indicators ---------------------------------------------------------------------------------------------------


def test_a_figure_makes_the_record_and_taking_it_away_leaves_none() -> None:
    op = comandos.medir(ABIERTO, INGRESOS, Periodo.MES, real=Decimal(10))
    e = hacer(ABIERTO, op)
    assert [(m.codigo, m.nombre, m.real) for m in los(e)] == [("IND-01", INGRESOS.nombre, Decimal(10))]
    assert los(hacer(e, comandos.medir(e, INGRESOS, Periodo.MES, real=None))) == []
    assert e.aplicar(op.inversa.cambios) == ABIERTO


def test_month_and_accumulated_stand_beside_each_other() -> None:
    e = hacer(ABIERTO, comandos.medir(ABIERTO, INGRESOS, Periodo.MES, real=Decimal(10)))
    e = hacer(e, comandos.medir(e, INGRESOS, Periodo.ACUMULADO, real=Decimal(50)))
    assert [m.periodo for m in los(e)] == [Periodo.ACUMULADO, Periodo.MES]


def test_nothing_typed_makes_no_record() -> None:
    assert comandos.medir(ABIERTO, INGRESOS, Periodo.MES, comentario=" ").vacia


def test_a_block_is_pasted_in_one_operation_and_keeps_what_it_does_not_bring() -> None:
    e = hacer(ABIERTO, comandos.medir(ABIERTO, INGRESOS, Periodo.MES, meta=Decimal(100), fuente="SICOFI"))
    pegado = leer_indicadores("IND-01\t\t90\nIND-02\t5\t6", CATALOGO, periodo=Periodo.MES, hoy=date(2026, 6, 12))
    op = comandos.pegar_indicadores(e, pegado.renglones, CATALOGO)
    assert op.que == "Pegó 2 indicadores"
    ingresos, otros = los(hacer(e, op))
    assert (ingresos.meta, ingresos.real, ingresos.fuente) == (Decimal(100), Decimal(90), "SICOFI")
    assert (otros.meta, otros.real) == (Decimal(5), Decimal(6))


def test_the_goals_of_the_last_visit_fill_only_what_is_empty_and_bring_no_figures() -> None:
    antes = [
        con(nuevo("v0", CATALOGO[c], Periodo.MES), meta=Decimal(7), real=Decimal(6), fuente="SICOFI")
        for c in ("IND-01", "IND-02")
    ]
    e = hacer(ABIERTO, comandos.medir(ABIERTO, INGRESOS, Periodo.MES, meta=Decimal(100)))
    e = hacer(e, comandos.traer_metas(e, antes, CATALOGO))
    assert [(m.codigo, m.meta, m.real) for m in los(e)] == [
        ("IND-01", Decimal(100), None),
        ("IND-02", Decimal(7), None),
    ]


# --- acta ---------------------------------------------------------------------------------------------------------


def test_the_acta_begins_with_what_the_visit_knows_and_everybody_once() -> None:
    acta = hacer(ABIERTO, comandos.empezar_acta(ABIERTO)).acta
    assert acta is not None
    assert (acta.lugar, acta.fecha, acta.fin) == ("Subdelegación Colima, Colima, Colima", date(2026, 6, 12), time(14))
    assert (acta.por_supervision, acta.por_unidad) == ((ANA,), (BETO,))
    assert acta.manifestaciones == ""


def test_beginning_twice_changes_nothing() -> None:
    e = hacer(ABIERTO, comandos.empezar_acta(ABIERTO))
    assert comandos.empezar_acta(e).vacia


def test_what_the_acta_misses_is_told_by_field() -> None:
    e = hacer(ABIERTO, comandos.empezar_acta(ABIERTO))
    e = hacer(e, comandos.modificar_acta(e, "Cambió", inicio=time(15), por_unidad=(Persona(cargo="Subdelegado"),)))
    assert e.acta is not None
    falta = faltantes_del_acta(e.acta, e.visita)
    assert [(f.campo, f.impide_emitir) for f in falta] == [
        ("fin", True),
        ("por_unidad", True),
        ("por_unidad", True),
        ("manifestaciones", False),
    ]


def test_a_blank_that_a_phrase_left_holds_back_the_acta() -> None:
    e = hacer(ABIERTO, comandos.empezar_acta(ABIERTO))
    e = hacer(e, comandos.modificar_acta(e, "Escribió", acuerdos="Entregar ‹documento› a la Jefatura."))
    assert e.acta is not None
    falta = next(f for f in faltantes_del_acta(e.acta, e.visita) if f.campo == "acuerdos")
    assert falta.impide_emitir and "‹documento›" in falta.texto


def test_an_acta_begun_by_mistake_can_be_withdrawn_and_brought_back() -> None:
    e = hacer(ABIERTO, comandos.empezar_acta(ABIERTO))
    op = comandos.quitar_acta(e)
    assert hacer(e, op).acta is None
    assert hacer(e, op).aplicar(op.inversa.cambios).acta == e.acta


def test_a_closed_visit_changes_neither() -> None:
    cerrado = Expediente(con(VISITA, estado=EstadoVisita.CERRADA))
    with pytest.raises(UserError, match="cerrada"):
        comandos.empezar_acta(cerrado)
    with pytest.raises(UserError, match="cerrada"):
        comandos.medir(cerrado, INGRESOS, Periodo.MES, real=Decimal(1))
