"""Two laptops, one of which follows a version of a cédula while the other goes on answering the one before."""

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import CedulaDefinition
from tests.definiciones_al_azar import con_items
from tests.domain.fusion.equipo import Equipo
from tests.domain.fusion.test_reunir import cruzar, dos, responde
from tests.visita_ficticia import CO_90, CONTROL, CUMPLE, NO_CUMPLE, RESPONSABLE

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
