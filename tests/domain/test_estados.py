"""The states of a finding, with their history, and the deadlines of measures, with their prórrogas."""

from datetime import date
from typing import Any

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen, exige_motivo, siguientes
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    AHORA,
    CONTROL,
    NO_CUMPLE,
    aplicar,
    cerrada,
    contador_de_ids,
    evidencia,
    expediente,
    responder,
)

ABIERTA, EN_ATENCION = EstadoHallazgo.ABIERTA, EstadoHallazgo.EN_ATENCION
EN_REVISION, SOLVENTADA = EstadoHallazgo.EN_REVISION, EstadoHallazgo.SOLVENTADA
NO_SOLVENTADA = EstadoHallazgo.NO_SOLVENTADA
PRORROGA: Any = {"motivo": "Falta personal", "autorizo": "Titular de la JSAC", "cuando": AHORA, "quien": "Lucía"}


@pytest.fixture
def e() -> Expediente:
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    return aplicar(e, comandos.nueva_medida(e, hallazgo(e), contador_de_ids(), fecha=date(2026, 7, 1)))


def hallazgo(e: Expediente) -> str:
    return e.inconsistencias_en_orden()[0].id


def pasar(e: Expediente, *pasos: tuple[EstadoHallazgo, str]) -> Expediente:
    for estado, motivo in pasos:
        op = comandos.cambiar_estado(e, hallazgo(e), estado, cuando=AHORA, quien="Lucía", motivo=motivo)
        e = aplicar(e, op)
    return e


def test_a_finding_goes_through_its_states_and_remembers_them(e: Expediente) -> None:
    e = pasar(e, (EN_ATENCION, ""), (EN_REVISION, "Oficio 12/2026"), (SOLVENTADA, ""))
    h = e.inconsistencias[hallazgo(e)]
    assert h.estado is SOLVENTADA
    assert [(p.estado, p.quien, p.motivo) for p in h.historial] == [
        (EN_ATENCION, "Lucía", ""),
        (EN_REVISION, "Lucía", "Oficio 12/2026"),
        (SOLVENTADA, "Lucía", ""),
    ]


@pytest.mark.parametrize("estado", [ABIERTA, EN_REVISION, SOLVENTADA, NO_SOLVENTADA])
def test_a_step_that_is_none_is_refused_and_told_which_follows(e: Expediente, estado: EstadoHallazgo) -> None:
    with pytest.raises(UserError, match="el paso que sigue es «En atención»"):
        pasar(e, (estado, "Oficio 1/2026"))


def test_a_return_needs_its_reason(e: Expediente) -> None:
    e = pasar(e, (EN_ATENCION, ""), (EN_REVISION, "Oficio 12/2026"))
    with pytest.raises(UserError, match="por qué pasa de «En revisión» a «En atención»"):
        pasar(e, (EN_ATENCION, "  "))
    assert pasar(e, (EN_ATENCION, "El oficio no trae sello")).inconsistencias[hallazgo(e)].estado is EN_ATENCION


def test_no_solventada_needs_its_reason(e: Expediente) -> None:
    e = pasar(e, (EN_ATENCION, ""), (EN_REVISION, "Oficio 12/2026"))
    with pytest.raises(UserError, match="por qué"):
        pasar(e, (NO_SOLVENTADA, ""))


def test_there_is_nothing_to_review_without_a_file_or_a_document(e: Expediente) -> None:
    e = pasar(e, (EN_ATENCION, ""))
    with pytest.raises(UserError, match="adjunte la evidencia"):
        pasar(e, (EN_REVISION, "Ya quedó"))
    con_archivo = aplicar(e, comandos.adjuntar(e, [evidencia(1, inconsistencia_id=hallazgo(e))]))
    assert pasar(con_archivo, (EN_REVISION, "")).inconsistencias[hallazgo(e)].estado is EN_REVISION


@pytest.mark.parametrize("estado", list(EstadoHallazgo))
def test_every_state_leads_somewhere_and_every_way_back_says_why(estado: EstadoHallazgo) -> None:
    orden = list(EstadoHallazgo)
    for a in siguientes(estado):
        assert exige_motivo(estado, a) or orden.index(a) > orden.index(estado)


def test_the_state_is_not_changed_as_a_mere_field(e: Expediente) -> None:
    with pytest.raises(ValueError, match="estado"):
        comandos.modificar_inconsistencia(e, hallazgo(e), estado=SOLVENTADA)


def test_an_observation_without_its_number_is_noticed_and_holds_nothing_back(e: Expediente) -> None:
    def avisos(e: Expediente) -> list[bool]:
        return [f.impide_cerrar for f in faltantes(e, {}) if "observación" in f.texto]

    e = aplicar(e, comandos.modificar_inconsistencia(e, hallazgo(e), origen=Origen.OIC))
    assert avisos(e) == [False]
    assert avisos(aplicar(e, comandos.modificar_inconsistencia(e, hallazgo(e), referencia="14/2026"))) == []


# --- deadlines ------------------------------------------------------------------------------------------------------


def test_a_prorroga_moves_the_date_and_keeps_the_earlier_ones(e: Expediente) -> None:
    (id_,) = e.medidas
    e = aplicar(e, comandos.prorrogar_medida(e, id_, date(2026, 8, 1), **PRORROGA))
    e = aplicar(e, comandos.prorrogar_medida(e, id_, date(2026, 9, 1), **PRORROGA))
    m = e.medidas[id_]
    assert m.fecha == date(2026, 9, 1)
    assert [(p.antes, p.despues) for p in m.prorrogas] == [
        (date(2026, 7, 1), date(2026, 8, 1)),
        (date(2026, 8, 1), date(2026, 9, 1)),
    ]
    assert (m.prorrogas[0].motivo, m.prorrogas[0].autorizo) == ("Falta personal", "Titular de la JSAC")


@pytest.mark.parametrize(
    ("nueva", "campos", "campo"),
    [
        (None, {}, "nueva"),
        (date(2026, 7, 1), {}, "nueva"),
        (date(2026, 6, 1), {}, "nueva"),
        (date(2026, 8, 1), {"motivo": " "}, "motivo"),
        (date(2026, 8, 1), {"autorizo": ""}, "autorizo"),
    ],
)
def test_a_prorroga_says_what_it_misses(e: Expediente, nueva: date | None, campos: dict[str, Any], campo: str) -> None:
    (id_,) = e.medidas
    with pytest.raises(UserError) as error:
        comandos.prorrogar_medida(e, id_, nueva, **PRORROGA | campos)
    assert error.value.field == campo


def test_a_measure_without_date_has_nothing_to_extend(e: Expediente) -> None:
    (id_,) = e.medidas
    e = aplicar(e, comandos.modificar_medida(e, id_, fecha=None))
    with pytest.raises(UserError, match="no tiene plazo"):
        comandos.prorrogar_medida(e, id_, date(2026, 8, 1), **PRORROGA)


def test_a_date_not_yet_delivered_is_simply_corrected(e: Expediente) -> None:
    (id_,) = e.medidas
    assert aplicar(e, comandos.modificar_medida(e, id_, fecha=date(2026, 6, 20))).medidas[id_].fecha == date(
        2026, 6, 20
    )


def test_a_date_that_was_delivered_moves_only_by_prorroga(e: Expediente) -> None:
    (id_,) = e.medidas
    e = cerrada(e)
    e = aplicar(e, comandos.cerrar(e, con(e.visita, estado=EstadoVisita.EN_CURSO, revision=2)))
    assert e.medidas[id_].pactada == date(2026, 7, 1)
    with pytest.raises(UserError, match="registre una prórroga"):
        comandos.modificar_medida(e, id_, fecha=date(2026, 8, 1))
    e = aplicar(e, comandos.modificar_medida(e, id_, texto="Otra"))
    assert aplicar(e, comandos.prorrogar_medida(e, id_, date(2026, 8, 1), **PRORROGA)).medidas[id_].fecha == date(
        2026, 8, 1
    )


def test_a_date_once_extended_is_not_simply_changed_any_more(e: Expediente) -> None:
    (id_,) = e.medidas
    e = aplicar(e, comandos.prorrogar_medida(e, id_, date(2026, 8, 1), **PRORROGA))
    with pytest.raises(UserError, match="prórroga"):
        comandos.modificar_medida(e, id_, fecha=date(2026, 8, 2))
