"""Commands on findings and measures."""

from datetime import date

import pytest
from pydantic import ValidationError

from supervisor_app.domain import comandos
from supervisor_app.errors import UserError
from tests.domain.comandos import con_hallazgo
from tests.visita_ficticia import (
    CONTROL,
    CUMPLE,
    aplicar,
    contador_de_ids,
    evidencia,
    expediente,
    responder,
)


def test_a_free_finding_takes_the_next_number() -> None:
    e, _ = con_hallazgo()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids(), cedula="CO-90"))
    assert [(h.numero, h.items) for h in e.inconsistencias_en_orden()] == [(1, (CONTROL.id,)), (2, ())]


def test_an_emptied_title_of_a_finding_of_an_answer_is_derived_again() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="Escrito"))
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="  "))
    assert e.inconsistencias[id_].titulo is None


def test_an_emptied_title_of_a_free_finding_stays_empty() -> None:
    e = expediente()
    e = aplicar(e, comandos.nueva_inconsistencia(e, contador_de_ids()))
    (id_,) = e.inconsistencias
    e = aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="Escrito"))
    assert aplicar(e, comandos.modificar_inconsistencia(e, id_, titulo="")).inconsistencias[id_].titulo == ""


def test_a_finding_that_an_answer_sustains_cannot_be_taken_away() -> None:
    e, id_ = con_hallazgo()
    with pytest.raises(UserError, match="corrija la respuesta"):
        comandos.quitar_inconsistencia(e, id_)


def test_a_finding_goes_with_its_medidas_and_its_files() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids()))
    e = aplicar(e, comandos.adjuntar(e, [evidencia(1, inconsistencia_id=id_), evidencia(2, item_id=CONTROL.id)]))
    e = responder(e, CONTROL.id, CUMPLE)
    e = aplicar(e, comandos.quitar_inconsistencia(e, id_))
    assert (len(e.inconsistencias), len(e.medidas), list(e.evidencias)) == (0, 0, ["evidencia-2"])


def test_a_new_medida_starts_from_the_responsible_and_date_of_the_last() -> None:
    e, id_ = con_hallazgo()
    nuevo_id = contador_de_ids()
    campos = {"responsable_cargo": "Jefa de Cobranza", "fecha": date(2026, 7, 1), "texto": "Capturar"}
    e = aplicar(e, comandos.nueva_medida(e, id_, nuevo_id, **campos))
    e = aplicar(e, comandos.nueva_medida(e, id_, nuevo_id))
    nueva = e.medidas_de(id_)[-1]
    assert (nueva.orden, nueva.responsable_cargo, nueva.fecha, nueva.texto) == (
        2,
        "Jefa de Cobranza",
        date(2026, 7, 1),
        "",
    )


def test_a_medida_beyond_100_per_cent_is_refused() -> None:
    e, id_ = con_hallazgo()
    e = aplicar(e, comandos.nueva_medida(e, id_, contador_de_ids()))
    (medida_id,) = e.medidas
    with pytest.raises(ValidationError):
        comandos.modificar_medida(e, medida_id, avance=101)
