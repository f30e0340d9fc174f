"""Two laptops, one of which follows a version of a cédula while the other goes on answering the one before."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.errors import UserError
from tests.definiciones_al_azar import con_items
from tests.domain.fusion.equipo import Equipo
from tests.domain.fusion.test_reunir import cruzar, dos, responde
from tests.visita_ficticia import CO_90, CONTROL, CUMPLE, NO_CUMPLE, RESPONSABLE, aplicar

__all__ = ["dos"]
SIN_CONTROL = con_items(CO_90, *CO_90.items[1:])


def sigue(equipo: Equipo, nueva: CedulaDefinition) -> None:
    equipo.hacer(lambda e: comandos.seguir_versiones(e, [nueva]))


def test_what_the_other_side_answered_to_a_withdrawn_question_is_kept_without_a_place(
    dos: tuple[Equipo, Equipo],
) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    otra.unir(una.versiones.values())
    sigue(una, SIN_CONTROL)
    responde(otra, CONTROL.id, NO_CUMPLE)
    responde(otra, RESPONSABLE.id, CUMPLE)
    e = cruzar(una, otra)
    assert e.definiciones["CO-90"].version == 2
    assert CONTROL.id not in e.respuestas
    assert {s.respuesta.valor for s in e.sin_lugar.values()} >= {NO_CUMPLE}
    assert e.respuestas[RESPONSABLE.id].valor == CUMPLE


def test_two_that_follow_the_same_version_keep_one_record(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    otra.unir(una.versiones.values())
    sigue(una, SIN_CONTROL)
    sigue(otra, SIN_CONTROL)
    assert len(cruzar(una, otra).sin_lugar) == 1


def test_an_answer_on_which_two_copies_differ_is_decided_before_its_question_is_withdrawn(
    dos: tuple[Equipo, Equipo],
) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    responde(otra, CONTROL.id, NO_CUMPLE)
    e = cruzar(una, otra)
    with pytest.raises(UserError, match="decida antes cuál vale"):
        sigue(una, SIN_CONTROL)
    (choque,) = e.choques.values()
    for lado in choque.lados:
        decidida = aplicar(e, decidir_choque(e, choque.id, lado.valor, "Decidió"))
        (s,) = aplicar(decidida, comandos.seguir_versiones(decidida, [SIN_CONTROL])).sin_lugar.values()
        assert s.respuesta.valor == decidida.respuestas[CONTROL.id].valor


def test_a_clash_over_a_question_that_stays_stands_in_no_way(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, RESPONSABLE.id, CUMPLE)
    responde(otra, RESPONSABLE.id, NO_CUMPLE)
    cruzar(una, otra)
    sigue(una, SIN_CONTROL)
    assert una.visita.choques
