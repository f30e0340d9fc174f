"""What travels of earlier visits, and how it stands beside a laptop's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from supervisor_app.domain.antecedentes_recibidos import AntecedentesPublicados, antecedente_de, publicados, unir
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.answers import Cumplimiento, Respuesta, ValorCumple
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Antecedente, ClaseDeActo
from supervisor_app.domain.visita import Visita
from tests.visita_ficticia import COLIMA

INICIO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def visita(n: int, **campos: object) -> Visita:
    dichos = {"id": f"{n:032x}", "folio": f"V-{n}", "unidad": COLIMA, "creada": INICIO + timedelta(days=n)}
    return Visita.model_validate(dichos | campos)


def respuesta(v: Visita, item: str) -> Respuesta:
    valor = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
    return Respuesta(id=f"{v.id}:{item}", visita_id=v.id, cedula="CO-01", item_id=item, valor=valor)


def antecedente(n: int, *items: str, hallazgo: str = "", **campos: object) -> Antecedente:
    v = visita(n, **campos)
    hallazgos = (Inconsistencia(id=f"{v.id}:i", visita_id=v.id, numero=1, items=(hallazgo,)),) if hallazgo else ()
    return Antecedente(v, respuestas=tuple(respuesta(v, i) for i in items), inconsistencias=hallazgos)


def acto(id_: str, hallazgo: str) -> ActoDeSeguimiento:
    return ActoDeSeguimiento(
        id=id_ * 32, hallazgo_id=hallazgo, folio="V-1-01", clase=ClaseDeActo.NOTA, motivo="Oficio", cuando=INICIO,
        quien="Jefa",
    )  # fmt: skip


def test_an_answer_given_again_later_travels_only_where_a_finding_speaks_of_it() -> None:
    de = {"a" * 64: antecedente(1, "P-1", "P-2", "P-3", hallazgo="P-2"), "b" * 64: antecedente(2, "P-1", "P-2")}
    vieja, nueva = publicados(de).visitas
    assert [r.item_id for r in vieja.respuestas] == ["P-2", "P-3"]
    assert [r.item_id for r in nueva.respuestas] == ["P-1", "P-2"]


def test_practice_makes_no_answer_needless() -> None:
    de = {"a" * 64: antecedente(1, "P-1"), "b" * 64: antecedente(2, "P-1", ficticia=True)}
    assert all(v.respuestas for v in publicados(de).visitas)


def test_the_same_visits_are_the_same_bytes_and_read_back() -> None:
    de = {"a" * 64: antecedente(1, "P-1"), "b" * 64: antecedente(2, "P-1", hallazgo="P-1")}
    al_reves = dict(reversed(de.items()))
    octetos = canonico(publicados(de))
    assert octetos == canonico(publicados(al_reves))
    assert AntecedentesPublicados.model_validate_json(octetos).antecedentes()[1] == de["b" * 64]


def test_what_only_papers_say_does_not_travel() -> None:
    v = visita(1, objeto="Revisar", pliego="PL-1", equipo=({"nombre": "Ana"},), cedulas=("CO-01",))
    dicha = antecedente_de(Expediente(v)).visita
    assert (dicha.objeto, dicha.pliego, dicha.cedulas, dicha.equipo[0].nombre) == ("", "", (), "Ana")


def test_of_one_visit_the_higher_revision_holds_and_else_one_s_own() -> None:
    hoy, propia = visita(9), antecedente(1, "P-1")
    for revision, gana in ((1, propia.visita), (2, None)):
        otra = replace(propia, visita=con(propia.visita, revision=revision, lugar="Otro"))
        (unida,) = unir(hoy, [propia], [otra])
        assert unida.visita == (gana or otra.visita)


def test_acts_of_both_are_kept_once() -> None:
    propia = replace(antecedente(1, hallazgo="P-1"), actos=(acto("a", "h"), acto("b", "h")))
    otra = replace(propia, actos=(acto("b", "h"), acto("c", "h")))
    (unida,) = unir(visita(9), [propia], [otra])
    assert sorted(x.id[0] for x in unida.actos) == ["a", "b", "c"]


def test_of_another_unit_later_or_practised_nothing_is_taken() -> None:
    otra_unidad = antecedente(1, unidad=con(COLIMA, subdelegacion="02", subdelegacion_nombre="Otra"))
    ajenas = [otra_unidad, antecedente(10), antecedente(1, ficticia=True), antecedente(9)]
    assert unir(visita(9), [], ajenas) == ()
