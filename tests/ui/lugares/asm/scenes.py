"""The place of ASM tables for the pictures, over fictitious tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QWidget

from supervisor_app.ui.lugares.asm import AsmScreen
from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.asm.tablas_ficticias import PEGADA, escribir_tablas
from tests.ui.window_scenes import settle, window_over


def _over(then: Callable[[AsmScreen, list[str]], None]) -> QWidget:
    ids: list[str] = []

    def write(carpeta: Path) -> None:
        ids.extend(escribir_tablas(carpeta))

    def show(window: MainWindow) -> None:
        window.open_place("asm")
        settle(window.lanes.is_busy)
        then(cast(AsmScreen, window.shown), ids)
        settle(window.lanes.is_busy)

    return window_over(write, show)


def tablas() -> QWidget:
    return _over(lambda screen, ids: None)


def _opened(then: Callable[[AsmScreen], None]) -> QWidget:
    def show(screen: AsmScreen, ids: list[str]) -> None:
        screen.open_table(ids[0])
        settle(screen.lanes.is_busy)
        then(screen)

    return _over(show)


def renglon() -> QWidget:
    return _opened(lambda screen: screen.editor.go_to(1))


def incompleto() -> QWidget:
    """A row that is begun, with the columns of progress."""

    def show(screen: AsmScreen) -> None:
        screen.editor.heading.avances.setChecked(True)
        screen.editor.heading.prioridades.setChecked(True)
        screen.editor.go_to(4)
        screen.editor.add_row()
        screen.editor.fields.edited.emit("aspecto", "Difundir la guía de prueba entre los patrones.")
        screen.editor.fields.held.emit("fecha", "31/06/2026", "El día 31/06/2026 no existe.")

    return _opened(show)


def encabezado() -> QWidget:
    return _opened(lambda screen: screen.editor.go_to(-1))


def pegar() -> QWidget:
    def show(screen: AsmScreen) -> None:
        screen.bringing.show_paste()
        screen.paste.text.setPlainText(PEGADA)
        screen.paste.read()
        screen.paste.go_to(2)

    return _opened(show)


def limpiar() -> QWidget:
    def show(screen: AsmScreen) -> None:
        screen.editor.go_to(0)
        screen.editor.fields.edited.emit("productos", "Acceso en el portal para  f a c i l i t a r  el\ncumplimiento.")
        screen.editor.fields.edited.emit("resultados", 'Matriz de indicado-\nres del ejercicio 2026."')
        screen.bringing.show_cleaning()

    return _opened(show)


def papel() -> QWidget:
    def show(screen: AsmScreen) -> None:
        screen.window().show()  # only pages in sight are drawn
        screen.papers.show_paper()
        settle(screen.lanes.is_busy)
        settle(lambda: not screen.paper.view.is_drawn())

    return _opened(show)


def historia() -> QWidget:
    def show(screen: AsmScreen) -> None:
        screen.editor.add_row()
        screen.editor.copy_row()
        screen.undo()
        settle(screen.lanes.is_busy)
        screen.papers.show_past()

    return _opened(show)


def listas() -> QWidget:
    return _over(lambda screen, ids: screen.turn_to(screen.lists))


SCENES: dict[str, Callable[[], QWidget]] = {
    "asm-tablas": tablas,
    "asm-renglon": renglon,
    "asm-incompleto": incompleto,
    "asm-encabezado": encabezado,
    "asm-pegar": pegar,
    "asm-limpiar": limpiar,
    "asm-papel": papel,
    "asm-historia": historia,
    "asm-listas": listas,
}
