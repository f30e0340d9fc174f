"""Training: proposed of what repeats itself, accepted into a session, given or cancelled, and told where it answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from supervisor_app.domain.base import Persona
from supervisor_app.domain.seguimiento import EstadoCapacitacion
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.capacitaciones import como_datos
from supervisor_app.services.desahogo.valores import Paso
from tests.services.desahogo.conftest import Puesto

ASISTE = (Persona(nombre="Ana Ñúñez", cargo="Jefa de oficina"),)


def test_what_repeats_itself_in_several_units_is_proposed_first(mesa: Puesto) -> None:
    primera, segunda = mesa.d.capacitaciones.propuestas()
    assert (primera.proceso, segunda.proceso) == ("CO-90", "AV-90")
    assert primera.unidades == ("Subdelegación Colima", "Subdelegación Hidalgo")
    assert (len(primera.asuntos), primera.reincidentes, primera.veces) == (6, 2, 2)
    assert primera.items == (("CO-90-01", 3), ("CO-90-02", 3))
    assert primera.razon == "6 hallazgos abiertos en 2 unidades; 2 reinciden, hasta 2 veces."


def test_an_accepted_session_answers_its_findings_and_is_told_in_their_life(mesa: Puesto) -> None:
    c = mesa.d.capacitaciones
    propuesta = c.propuestas()[0]
    sesion = c.programar(replace(c.borrador(propuesta), fecha="10/09/2026", horas="4"))
    assert [p.proceso for p in c.propuestas()] == ["AV-90"]
    with pytest.raises(UserError, match="quienes asistieron"):
        c.impartir(sesion.id, como_datos(sesion))
    dada = c.impartir(sesion.id, replace(como_datos(sesion), asistentes=ASISTE))
    assert (dada.estado, dada.asistentes) == (EstadoCapacitacion.IMPARTIDA, ASISTE)
    renglon = next(r for r in mesa.d.detalle(propuesta.asuntos[0].id).linea if r.paso is Paso.CAPACITACION)
    assert renglon.que.startswith("Capacitación impartida: CO-90")
    with pytest.raises(UserError, match="Ya está impartida"):
        c.cancelar(sesion.id, "Tarde")
    assert [a.version for a in c.historia(sesion.id)] == [1, 2]


def test_a_cancelled_session_answers_nothing_any_more(mesa: Puesto) -> None:
    c = mesa.d.capacitaciones
    sesion = c.programar(c.borrador(c.propuestas()[0]))
    with pytest.raises(UserError, match="por qué se cancela") as dicho:
        c.cancelar(sesion.id, " ")
    assert dicho.value.field == "motivo"
    c.cancelar(sesion.id, "Sin presupuesto")
    assert [p.proceso for p in c.propuestas()] == ["CO-90", "AV-90"]


def test_a_session_is_not_given_before_its_day(mesa: Puesto) -> None:
    c = mesa.d.capacitaciones
    sesion = c.programar(replace(c.borrador(c.propuestas()[0]), fecha="10/10/2026"))
    with pytest.raises(UserError, match="todavía no llega"):
        c.impartir(sesion.id, replace(como_datos(sesion), asistentes=ASISTE))
