"""The place «Programa» for the pictures: on the desk, on a laptop, and where there is nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.ui.lugares.programa import ProgramaScreen
from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.oficina_ficticia import escribir_oficina
from tests.ui.lugares.programa_ficticio import abrir, por_programar, programar_anio, programar_junio, recibir_programa
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.visit_fixtures import HOY
from tests.ui.window_scenes import settle, window_over

Then = Callable[[ProgramaScreen], None]


def _open(window: MainWindow, then: Then) -> None:
    window.open_place("programa")
    settle(window.lanes.is_busy)
    screen = window.shown
    assert isinstance(screen, ProgramaScreen)
    then(screen)
    settle(window.lanes.is_busy)


def _desk(carpeta: Path) -> None:
    escribir_oficina(carpeta)
    with abrir(carpeta) as s:
        programar_junio(s)
        s.programa.publicar(2026)
        programar_anio(s)
        primera = s.programa.visitas(2026)[0]
        fin = primera.fin + timedelta(days=1)
        s.programa.reprogramar(primera.id, primera.inicio, fin, "Hay más cédulas")


def _week(carpeta: Path) -> None:
    escribir_semana(carpeta)
    with abrir(carpeta) as s:
        s.programa.programar(por_programar("Puerto Vallarta", HOY, 2))
        s.programa.programar(por_programar("Juárez", HOY + timedelta(days=5), 3))


def _office(then: Then = lambda _s: None) -> QWidget:
    return window_over(_desk, lambda w: _open(w, then))


def _laptop(then: Then = lambda _s: None) -> QWidget:
    return window_over(lambda c: recibir_programa(c, c.parent), lambda w: _open(w, then))


def _visit(screen: ProgramaScreen, words: str) -> None:
    assert screen.year is not None
    screen.open_visit(next(v.id for v in screen.year.visits if words in v.unidad.titulo and v.inicio.month == 6))


def _form(screen: ProgramaScreen) -> None:
    _visit(screen, "Hidalgo")
    settle(screen._lanes.is_busy)
    screen.sheet.buttons["cambiar"].click()


def _move(screen: ProgramaScreen) -> None:
    _visit(screen, "Ocotlán")
    settle(screen._lanes.is_busy)
    screen.sheet.buttons["reprogramar"].click()


def _propose(screen: ProgramaScreen) -> None:
    screen.open_proposals()
    page = screen.propose_page
    page.departments[Departamento.COBRANZA].setChecked(True)
    page.ooad.set_value("14")
    page.ask()
    settle(screen._lanes.is_busy)


def _view(which: str) -> Then:
    return lambda screen: screen.board.set_view(which)


def _share(screen: ProgramaScreen) -> None:
    screen.board.set_view("cumplimiento")
    screen.board.share.bars.setFocus()


SCENES: dict[str, Callable[[], QWidget]] = {
    "programa-mes": lambda: _office(lambda s: s.board.month.setFocus()),
    "programa-anio": lambda: _office(_view("anio")),
    "programa-tabla": lambda: _office(_view("tabla")),
    "programa-cumplimiento": lambda: _office(_share),
    "programa-visita": lambda: _office(lambda s: _visit(s, "Juárez")),
    "programa-forma": lambda: _office(_form),
    "programa-mover": lambda: _office(_move),
    "programa-proponer": lambda: _office(_propose),
    "programa-publicar": lambda: _office(lambda s: s.open_publishing()),
    "programa-equipo": _laptop,
    "programa-equipo-visita": lambda: _laptop(lambda s: _visit(s, "Ciudad")),
    "inicio-programa": lambda: window_over(_week, lambda _w: None),
    "programa-vacio": lambda: window_over(escribir_semana, lambda w: _open(w, lambda _s: None)),
}
