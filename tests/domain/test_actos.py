"""Acts between visits: in which state they leave a finding, and what they make of its measures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida, Prorroga
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Antecedente,
    Verificacion,
    Verificada,
    estado_de,
    medida_tras,
    pasado,
    visto_el,
)
from supervisor_app.domain.seguimiento.acto import ClaseDeActo
from supervisor_app.domain.seguimiento.verificacion import MedidaVerificada, ResultadoVerificacion
from supervisor_app.domain.visita import EstadoVisita, Unidad, Visita

UNIDAD = Unidad(tipo=UnitKind.SUB, ooad="06", subdelegacion="01", subdelegacion_nombre="Colima")
HALLAZGO = Inconsistencia(id="h", visita_id="v1", numero=1)
MEDIDA = Medida(id="m", visita_id="v1", inconsistencia_id="h", orden=1, texto="Corregir", fecha=date(2026, 6, 30))


def dia(texto: str, hora: int = 9) -> datetime:
    return datetime.fromisoformat(f"2026-{texto}T{hora:02d}:00:00-06:00")


def visita(id_: str, inicio: str, **mas: Any) -> Visita:
    fin = dia(inicio).date()
    return Visita(id=id_, folio=id_, unidad=UNIDAD, inicio=fin, fin=fin, creada=dia(inicio), **mas)


def acto(clase: ClaseDeActo, cuando: str, **mas: Any) -> ActoDeSeguimiento:
    datos: dict[str, Any] = {"id": f"{abs(hash((clase, cuando))):032x}"[-32:], "motivo": "Porque sí."} | mas
    return ActoDeSeguimiento(hallazgo_id="h", folio="v1-01", clase=clase, cuando=dia(cuando), quien="Ana", **datos)


def verificada(inicio: str, resultado: ResultadoVerificacion | None, *medidas: MedidaVerificada) -> Verificada:
    v = Verificacion(
        id=f"r{inicio}", visita_id=inicio, hallazgo_id="h", hallazgo_visita_id="v1", folio="v1-01",
        resultado=resultado, medidas=medidas,
    )  # fmt: skip
    return Verificada(v, visita(inicio, inicio))


@pytest.mark.parametrize(
    ("clase", "estado"),
    [
        (ClaseDeActo.EVIDENCIA, EstadoHallazgo.EN_REVISION),
        (ClaseDeActo.SOLVENTADA, EstadoHallazgo.SOLVENTADA),
        (ClaseDeActo.DEVUELTA, EstadoHallazgo.EN_ATENCION),
        (ClaseDeActo.NO_SOLVENTADA, EstadoHallazgo.NO_SOLVENTADA),
        (ClaseDeActo.NOTA, EstadoHallazgo.ABIERTA),
    ],
)
def test_an_act_leaves_the_finding_in_its_state(clase: ClaseDeActo, estado: EstadoHallazgo) -> None:
    assert estado_de(HALLAZGO, (), [acto(clase, "07-01")]) is estado


def test_the_last_word_counts_whoever_said_it() -> None:
    solventada, no = ResultadoVerificacion.SOLVENTADA, ResultadoVerificacion.NO_SOLVENTADA
    devuelta = acto(ClaseDeActo.DEVUELTA, "07-05")
    assert estado_de(HALLAZGO, [verificada("07-01", solventada)], [devuelta]) is EstadoHallazgo.EN_ATENCION
    assert estado_de(HALLAZGO, [verificada("07-09", no)], [devuelta]) is EstadoHallazgo.NO_SOLVENTADA


def test_evidence_that_comes_after_it_was_solved_opens_nothing_again() -> None:
    """A laptop that does not know of the decision yet may send some; to send it back is the office's."""
    actos = [acto(ClaseDeActo.SOLVENTADA, "07-05"), acto(ClaseDeActo.EVIDENCIA, "07-08")]
    assert estado_de(HALLAZGO, (), actos) is EstadoHallazgo.SOLVENTADA
    assert visto_el(HALLAZGO, (), actos) == date(2026, 7, 5)
    devuelta = acto(ClaseDeActo.DEVUELTA, "07-09")
    assert estado_de(HALLAZGO, (), [*actos, devuelta]) is EstadoHallazgo.EN_ATENCION
    assert visto_el(HALLAZGO, (), [*actos, devuelta]) == date(2026, 7, 9)


def test_of_one_day_what_was_seen_on_site_has_the_last_word() -> None:
    seen = verificada("07-05", ResultadoVerificacion.NO_SOLVENTADA)
    assert estado_de(HALLAZGO, [seen], [acto(ClaseDeActo.SOLVENTADA, "07-05")]) is EstadoHallazgo.NO_SOLVENTADA


def test_a_visit_that_says_nothing_of_it_takes_no_word_back() -> None:
    callada = verificada("07-09", None)
    assert estado_de(HALLAZGO, [callada], [acto(ClaseDeActo.SOLVENTADA, "07-05")]) is EstadoHallazgo.SOLVENTADA


def test_prorroga_and_progress_move_their_measure_only() -> None:
    nueva = Prorroga(antes=date(2026, 6, 30), despues=date(2026, 8, 15), motivo="x", autorizo="y", cuando=dia("07-01"))
    actos = [
        acto(ClaseDeActo.PRORROGA, "07-01", medida_id="m", prorroga=nueva),
        acto(ClaseDeActo.AVANCE, "07-02", medida_id="m", avance=40),
        acto(ClaseDeActo.AVANCE, "07-03", medida_id="otra", avance=90),
    ]
    tras = medida_tras(MEDIDA, (), actos=actos)
    assert (tras.fecha, tras.avance, tras.prorrogas) == (date(2026, 8, 15), 40, (nueva,))


def test_the_order_in_which_acts_were_read_does_not_matter() -> None:
    actos = [acto(ClaseDeActo.AVANCE, d, medida_id="m", avance=a) for d, a in (("07-03", 60), ("07-01", 20))]
    visto = [verificada("07-02", None, MedidaVerificada(medida_id="m", avance=50))]
    assert medida_tras(MEDIDA, visto, actos=actos).avance == 60
    assert medida_tras(MEDIDA, visto, actos=actos[::-1]).avance == 60


def test_the_past_of_an_open_visit_has_what_the_office_did_since() -> None:
    antes = Antecedente(visita("v1", "06-01"), inconsistencias=(HALLAZGO,), medidas=(MEDIDA,), actos=(
        acto(ClaseDeActo.DEVUELTA, "07-05"),
    ))  # fmt: skip
    (uno,) = pasado(visita("v2", "07-01"), (), [antes]).anteriores
    assert uno.estado is EstadoHallazgo.EN_ATENCION


def test_what_was_done_after_a_visit_was_closed_is_no_past_of_it() -> None:
    antes = Antecedente(visita("v1", "06-01"), inconsistencias=(HALLAZGO,), actos=(
        acto(ClaseDeActo.SOLVENTADA, "07-05"),
    ))  # fmt: skip
    cerrada = visita("v2", "07-01", estado=EstadoVisita.CERRADA)
    (uno,) = pasado(cerrada, (), [antes]).anteriores
    assert uno.estado is EstadoHallazgo.ABIERTA


def test_what_an_act_solved_is_known_as_solved_when_it_comes_back() -> None:
    antes = Antecedente(
        visita("v1", "06-01"), inconsistencias=(HALLAZGO.model_copy(update={"items": ("CO-02-01",)}),),
        actos=(acto(ClaseDeActo.SOLVENTADA, "07-05"),),
    )  # fmt: skip
    assert pasado(visita("v2", "08-01"), (), [antes]).levantadas["CO-02-01"].solventada == date(2026, 7, 5)


@pytest.mark.parametrize(
    ("clase", "sin"),
    [
        (ClaseDeActo.DEVUELTA, {"motivo": " "}),
        (ClaseDeActo.NO_SOLVENTADA, {"motivo": ""}),
        (ClaseDeActo.PRORROGA, {"medida_id": "m"}),
        (ClaseDeActo.AVANCE, {"avance": 10}),
        (ClaseDeActo.EVIDENCIA, {"motivo": ""}),
    ],
)
def test_an_act_without_what_its_kind_needs_is_none(clase: ClaseDeActo, sin: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        acto(clase, "07-01", **sin)


@pytest.mark.parametrize("clase", [ClaseDeActo.NOTA, ClaseDeActo.EVIDENCIA, ClaseDeActo.SOLVENTADA])
def test_only_a_prorroga_moves_a_date_and_only_an_avance_says_how_far(clase: ClaseDeActo) -> None:
    nueva = Prorroga(antes=date(2026, 6, 30), despues=date(2027, 8, 15), motivo="x", autorizo="y", cuando=dia("07-01"))
    with pytest.raises(ValidationError, match="Sólo una prórroga"):
        acto(clase, "07-01", medida_id="m", prorroga=nueva)
    with pytest.raises(ValidationError, match="Sólo un avance"):
        acto(clase, "07-01", medida_id="m", avance=100)
