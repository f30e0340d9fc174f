"""The place «Oficina» for the pictures: no desk yet, the board, and what a number is made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from supervisor_app.services.oficina.comprobar import Comprobado
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.lugares.oficina import OficinaScreen
from supervisor_app.ui.lugares.oficina.indice import SERVER
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.lugares.oficina_ficticia import escribir_oficina
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.window_scenes import settle, window_over


def _open(window: MainWindow) -> OficinaScreen:
    window.open_place("oficina")
    settle(window.lanes.is_busy)
    screen = window.shown
    assert isinstance(screen, OficinaScreen)
    return screen


def _board(then: Callable[[OficinaScreen], None] = lambda _screen: None) -> QWidget:
    def show(window: MainWindow) -> None:
        screen = _open(window)
        screen.filters.department.set_value("cobranza")
        screen.read()
        settle(window.lanes.is_busy)
        then(screen)

    return window_over(escribir_oficina, show)


def _scrolled(which: str) -> Callable[[OficinaScreen], None]:
    """With a card at the top, once it has its place."""

    def scroll(screen: OficinaScreen) -> None:
        card = getattr(screen.board, which)
        bar = screen.area.verticalScrollBar()
        screen.window().show()
        settle(lambda: False)
        bar.setValue(card.mapTo(screen.area.content(), QPoint(0, -8)).y())

    return scroll


def _numbers(screen: OficinaScreen) -> None:
    screen.board.view.set_value("numeros")
    screen.board.view.chosen.emit("numeros")


def _new(carpeta: Path) -> None:
    escribir_semana(carpeta)


def _changed(screen: OficinaScreen) -> None:
    """With something of each kind: published and the same, published and changed, never published."""
    s = screen._lanes
    s.call(_prepare, lambda _none: screen.desk_card.publish.click(), lambda error: None, owner=screen)
    settle(s.is_busy)


def _prepare(s: Servicios) -> None:
    s.feriados.agregar(date(2027, 3, 1), "Aniversario de la Subdelegación")
    s.por_publicar.publicar("feriados")
    s.feriados.agregar(date(2027, 5, 10), "Día de las madres")
    s.unidades.importar(b"tipo,ooad,subdelegacion,numero,nombre\nUMF,06,01,19,UMF No. 19\nUMF,06,01,4,UMF No. 4\n")
    s.por_publicar.publicar("unidades")
    s.por_publicar.publicar("antecedentes")


def _summary(screen: OficinaScreen) -> None:
    screen.open_summary()
    settle(screen._lanes.is_busy)


def _exits(screen: OficinaScreen) -> None:
    screen.open_exits()
    settle(screen._lanes.is_busy)


def _row(screen: OficinaScreen) -> None:
    _exits(screen)
    screen.exits.table.opened.emit("0")


def _index(screen: OficinaScreen) -> None:
    """A server as it is told: what it says is the one of tests/ui/lugares/test_oficina_indice.py."""
    screen.desk_card.laptops.click()
    card = screen.laptops.index
    card.where.set_value(SERVER)
    card.where.chosen.emit(SERVER)
    card.address.set_value("postgresql://jperez@base.ejemplo/oficina")
    card.show_found(
        Comprobado(
            "PostgreSQL 15.14. Tablas al día.",
            "Entra como «jperez»: jefe de Departamento (oficina_jefe): lee lo que se le concedió.",
            "Ve lo que le concede la tabla «acceso»: OOAD 06, Departamento Cobranza.",
            escribe=False,
            avisos=("La conexión con el servidor no va cifrada. Pida la dirección con «sslmode=verify-full».",),
        )
    )
    screen.window().show()
    settle(lambda: False)
    bring_into_view(card)


SCENES: dict[str, Callable[[], QWidget]] = {
    "oficina-cerrada": lambda: window_over(_new, lambda w: w.open_place("oficina")),
    "oficina": lambda: _board(lambda s: s.board.heat.tables[0].setFocus()),
    "oficina-mapa": lambda: _board(_scrolled("map_card")),
    "oficina-tendencias": lambda: _board(_scrolled("trend_card")),
    "oficina-abajo": lambda: _board(_scrolled("late_card")),
    "oficina-indicadores": lambda: _board(_scrolled("goal_card")),
    "oficina-numeros": lambda: _board(_numbers),
    "oficina-celda": lambda: _board(lambda s: s.open_key("celda:14\n15\nCO-06")),
    "oficina-medidas": lambda: _board(lambda s: s.open_key("cifra:medidas")),
    "oficina-en-plazo": lambda: _board(lambda s: s.open_key("cifra:en_plazo")),
    "oficina-publicar": lambda: _board(_changed),
    "oficina-resumen": lambda: _board(_summary),
    "oficina-salidas": lambda: _board(_exits),
    "oficina-transparencia": lambda: _board(_row),
    "oficina-equipos": lambda: _board(lambda s: s.desk_card.laptops.click()),
    "oficina-indice": lambda: _board(_index),
}
