"""What the office writes in its programme, and how it reads afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.programa import ClaseDeAviso, Programa, Publicados, Razon, VisitaProgramada
from supervisor_app.errors import UserError
from supervisor_app.services.programa import recibido
from supervisor_app.services.programa.recibido import contenido_de
from supervisor_app.wiring import Servicios
from tests.services.programa.conftest import ANA, COLIMA, LUIS, TECOMAN, por_programar
from tests.visita_ficticia import AHORA

JUNIO = date(2026, 6, 15)


def test_what_is_programmed_is_numbered_and_listed_by_its_days(oficina: Servicios) -> None:
    p = oficina.programa
    segunda = p.programar(por_programar(date(2026, 7, 6)))
    primera = p.programar(por_programar(JUNIO, unidad=COLIMA))
    assert [v.folio for v in p.visitas(2026)] == [primera.folio, segunda.folio] == ["P-2026-002", "P-2026-001"]
    assert p.buscar("p-2026-001") == segunda
    assert p.anios() == (2026,)


def test_a_number_is_never_given_twice(oficina: Servicios) -> None:
    p = oficina.programa
    p.programar(por_programar(JUNIO))
    p.publicar(2026)
    otra = p.programar(por_programar(JUNIO, unidad=COLIMA))
    assert otra.numero == 2


def test_a_change_keeps_what_only_its_own_verb_may_change(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    assert p.cambiar(con(v, equipo=(LUIS,), numero=77)).numero == v.numero
    assert p.buscar(v.id).equipo == (LUIS,)


def test_a_published_visit_is_moved_with_its_motive_only(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.publicar(2026)
    with pytest.raises(UserError, match="Reprogramar"):
        p.cambiar(con(v, inicio=date(2026, 6, 14)))
    with pytest.raises(UserError, match="motivo"):
        p.reprogramar(v.id, date(2026, 7, 6), date(2026, 7, 8), "  ")
    movida = p.reprogramar(v.id, date(2026, 7, 6), date(2026, 7, 8), "La unidad se muda")
    assert (movida.inicio_original, movida.reprogramaciones[0].quien) == (JUNIO, "Persona de oficina")


def test_a_published_visit_is_cancelled_never_taken_out(oficina: Servicios) -> None:
    p = oficina.programa
    v, borrador = p.aceptar([por_programar(JUNIO), por_programar(JUNIO, unidad=COLIMA)])
    p.quitar(borrador.id)
    p.publicar(2026)
    with pytest.raises(UserError, match="cancélela"):
        p.quitar(v.id)
    assert p.cancelar(v.id, "Sin viáticos").cancelada
    with pytest.raises(UserError, match="cancelada"):
        p.reprogramar(v.id, date(2026, 7, 6), date(2026, 7, 8), "No")


def test_each_undo_goes_one_step_further_back(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.cambiar(con(v, nota="uno"))
    p.cancelar(v.id, "Sin viáticos")
    assert p.deshacer(v.id) == con(v, nota="uno")
    assert p.deshacer(v.id) == v
    assert p.deshacer(v.id) is None
    with pytest.raises(UserError, match="nada por deshacer"):
        p.deshacer(v.id)
    assert [h.que for h in p.historia(v.id)][-1] == "Deshizo: Programó la visita"


def test_undoing_moves_no_published_visit_without_its_motive(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.cambiar(con(v, inicio=date(2026, 7, 6), fin=date(2026, 7, 8)))
    p.publicar(2026)
    p.reprogramar(v.id, JUNIO, JUNIO, "La unidad se muda")
    regresada = p.deshacer(v.id)
    assert regresada is not None
    assert regresada.inicio == date(2026, 7, 6)
    with pytest.raises(UserError, match="Reprogramar"):
        p.deshacer(v.id)
    assert p.buscar(v.id) == regresada


def test_why_a_unit_was_chosen_is_not_said_of_another_one(oficina: Servicios) -> None:
    p, razones = oficina.programa, (Razon(clase="abiertas", puntos=8, texto="4 inconsistencias sin solventar"),)
    v = p.programar(por_programar(JUNIO, razones=razones))
    assert p.cambiar(con(v, nota="Con viáticos")).razones == razones
    assert p.cambiar(con(v, unidad=COLIMA)).razones == ()


def test_more_than_laptops_take_is_not_published(oficina: Servicios, monkeypatch: pytest.MonkeyPatch) -> None:
    p = oficina.programa
    p.programar(por_programar(JUNIO))
    monkeypatch.setattr(recibido, "LIMITE", 300)
    with pytest.raises(UserError, match="demasiado grande"):
        p.publicar(2026)
    assert p.publicado(2026) is None


def test_what_was_taken_out_comes_back_by_undoing(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.quitar(v.id)
    assert p.visitas(2026) == ()
    otra = p.programar(por_programar(date(2026, 7, 6)))
    assert p.deshacer(v.id) == v
    assert p.visitas(2026) == (v, otra)
    assert (v.folio, otra.folio) == ("P-2026-001", "P-2026-002")


def test_publishing_counts_versions_and_the_same_again_changes_nothing(oficina: Servicios) -> None:
    p = oficina.programa
    p.programar(por_programar(JUNIO))
    assert p.por_publicar(2026) == 1
    primera = p.publicar(2026)
    assert p.publicar(2026) == primera
    assert (primera.version, p.por_publicar(2026)) == (1, 0)
    p.programar(por_programar(JUNIO, unidad=COLIMA))
    assert p.publicar(2026).version == 2
    assert p.recibido() == p.publicado(2026)


def test_what_a_cut_left_out_of_the_feed_is_published_with_the_next_try(
    oficina: Servicios, monkeypatch: pytest.MonkeyPatch
) -> None:
    p = oficina.programa
    p.programar(por_programar(JUNIO))
    cortado = pytest.MonkeyPatch()
    from supervisor_app.services.mesa.verbos import Mesa

    def corte(*_: object) -> None:
        raise RuntimeError("corte")

    cortado.setattr(Mesa, "publicar", corte)
    with pytest.raises(RuntimeError):
        p.publicar(2026)
    cortado.undo()
    assert p.publicar(2026).version == 1
    assert oficina.mesa.publicadas()["programa"].titulo == "Programa de visitas 2026, versión 1"


def test_a_desk_whose_notebook_is_older_than_its_feed_repeats_neither_versions_nor_folios(oficina: Servicios) -> None:
    p = oficina.programa
    ajena = VisitaProgramada(**dict(por_programar(JUNIO)), id="a" * 32, numero=41)
    dicho = Programa(anio=2026, version=7, publicado=AHORA, visitas=(ajena,))
    oficina.mesa.publicar("programa", "Programa", canonico(Publicados(programas=(dicho,))))
    assert p.programar(por_programar(JUNIO)).numero == 42
    assert p.publicar(2026).version == 8
    assert p.publicar(2026).version == 8


def test_what_only_the_feed_knows_as_published_is_not_taken_out(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    oficina.mesa.publicar(
        "programa", "Programa", contenido_de([Programa(anio=2026, version=1, publicado=AHORA, visitas=(v,))])
    )
    with pytest.raises(UserError, match="cancélela"):
        p.quitar(v.id)


def test_only_a_desk_publishes(abrir: Callable[[str], Servicios]) -> None:
    p = abrir("laptop").programa
    p.programar(por_programar(JUNIO))
    with pytest.raises(UserError, match="ábrala primero"):
        p.publicar(2026)


def test_a_programme_without_visits_is_not_published(oficina: Servicios) -> None:
    with pytest.raises(UserError, match="no hay qué publicar"):
        oficina.programa.publicar(2026)


def test_clashes_are_told(oficina: Servicios) -> None:
    p = oficina.programa
    p.programar(por_programar(JUNIO))
    v = p.programar(por_programar(JUNIO, unidad=COLIMA, equipo=(con(ANA, nombre="ANA  ruelas ficticia"), LUIS)))
    assert [(a.visita_id, a.clase) for a in p.avisos(2026)] == [(v.id, ClaseDeAviso.PERSONA)]


def test_a_visit_begins_with_what_the_programme_says(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO, objeto="Revisar la notificación"))
    e = p.iniciar(v.id)
    assert e == oficina.visitas.abrir(e.visita.id)
    assert (e.visita.unidad, e.visita.inicio, e.visita.equipo) == (TECOMAN, v.inicio, v.equipo)
    assert (e.visita.objeto, e.visita.programada) == (v.objeto, v.id)
    assert list(e.definiciones) == ["CO-02"]


def test_a_visit_is_begun_once(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    folio = p.iniciar(v.id).visita.folio
    with pytest.raises(UserError, match=folio):
        p.iniciar(v.id)


def test_a_cancelled_visit_is_not_begun(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    p.cancelar(v.id, "Sin viáticos este mes")
    with pytest.raises(UserError, match="Sin viáticos este mes"):
        p.iniciar(v.id)


def test_a_cedula_that_is_not_here_does_not_keep_a_visit_from_beginning(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO, cedulas=("CO-02", "ZZ-99")))
    assert p.sin_cedula(v) == ("ZZ-99",)
    assert list(p.iniciar(v.id).definiciones) == ["CO-02"]


def test_an_unknown_one_is_told_of(oficina: Servicios) -> None:
    with pytest.raises(UserError, match="no está «P-2026-999»"):
        oficina.programa.buscar("P-2026-999")


def test_a_programme_cannot_hold_one_visit_twice(oficina: Servicios) -> None:
    p = oficina.programa
    v = p.programar(por_programar(JUNIO))
    with pytest.raises(ValueError, match="dos veces"):
        Programa(anio=2026, version=1, publicado=AHORA, visitas=(v, v))
