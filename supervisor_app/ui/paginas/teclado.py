"""The keys of shown pages: moving, size, search, selection. It must never know how any of it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.paginas.mesa import Fit

if TYPE_CHECKING:
    from supervisor_app.ui.paginas.vista import PageView

KEYS: tuple[Hint, ...] = (
    ("Ctrl+F", "Buscar en el documento"),
    ("F3", "El siguiente; con Mayús, el anterior"),
    ("Ctrl+G", "Ir a una página"),
    ("+ -", "Tamaño de la página, también con Ctrl"),
    ("Ctrl+0", "Página entera"),
    ("Ctrl+1", "Tamaño real"),
    ("Ctrl+2", "Al ancho"),
    ("RePág AvPág", "Recorrer las páginas"),
    ("Ctrl+A", "Seleccionar el texto de la página"),
    ("Mayús+→", "Seleccionar más o menos; con Ctrl, por palabras"),
    ("Ctrl+C", "Copiar lo seleccionado o lo hallado"),
)
"""For the page of all keys: what works where the pages have the focus."""

HINTS = tuple(hint for hint in KEYS if hint[0] in ("Ctrl+F", "F3", "+ -", "Ctrl+0", "Ctrl+2", "Ctrl+G", "Ctrl+C"))
"""The most used of them, for the hint bar."""

_IGNORED = Qt.KeyboardModifier.KeypadModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_Chord = tuple[Qt.KeyboardModifier, Qt.Key]


def _chords(view: PageView) -> dict[_Chord, Callable[[], None]]:
    none = Qt.KeyboardModifier.NoModifier
    chords: dict[_Chord, Callable[[], None]] = {
        (_CTRL, Qt.Key.Key_F): view.find_wanted.emit,
        (_CTRL, Qt.Key.Key_G): view.page_wanted.emit,
        (none, Qt.Key.Key_F3): lambda: view.finder.step(1),
        (_SHIFT, Qt.Key.Key_F3): lambda: view.finder.step(-1),
        (_CTRL, Qt.Key.Key_C): view.copy_words,
        (_CTRL, Qt.Key.Key_A): lambda: view.selection.all_of(view.page() - 1),
        (_CTRL, Qt.Key.Key_0): lambda: view.set_zoom(Fit.PAGE),
        (_CTRL, Qt.Key.Key_1): lambda: view.set_zoom(1.0),
        (_CTRL, Qt.Key.Key_2): lambda: view.set_zoom(Fit.WIDTH),
    }
    for modifier in (none, _SHIFT, _CTRL, _CTRL | _SHIFT):
        chords[modifier, Qt.Key.Key_Plus] = chords[modifier, Qt.Key.Key_Equal] = view.zoom_in
        chords[modifier, Qt.Key.Key_Minus] = view.zoom_out
    return chords


_OURS = (Qt.Key.Key_F, Qt.Key.Key_G, Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_2)
_SIZES = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)


def is_ours(event: QKeyEvent) -> bool:
    """Whether a shortcut of the window gives way to the pages."""
    held, key = event.modifiers() & ~_IGNORED, Qt.Key(event.key())
    if key == Qt.Key.Key_F3:
        return held in (Qt.KeyboardModifier.NoModifier, _SHIFT)
    if key in _SIZES:
        return bool(held & _CTRL) and not held & ~(_CTRL | _SHIFT)
    return held == _CTRL and key in _OURS


def pressed(view: PageView, event: QKeyEvent) -> bool:
    """Do what a key says. Whether it says anything here."""
    if view.selection.extend(event):
        return True
    held, key = event.modifiers() & ~_IGNORED, Qt.Key(event.key())
    action = _chords(view).get((held, key))
    if action is not None:
        action()
        return True
    return not held & ~_SHIFT and _move(view, key)


def _move(view: PageView, key: Qt.Key) -> bool:
    bar, side = view.verticalScrollBar(), view.horizontalScrollBar()
    page = bar.pageStep() - bar.singleStep()
    moves = {
        Qt.Key.Key_PageDown: page,
        Qt.Key.Key_Space: page,
        Qt.Key.Key_PageUp: -page,
        Qt.Key.Key_Down: bar.singleStep(),
        Qt.Key.Key_Up: -bar.singleStep(),
        Qt.Key.Key_Home: -bar.maximum(),
        Qt.Key.Key_End: bar.maximum(),
    }
    sideways = {Qt.Key.Key_Right: side.singleStep(), Qt.Key.Key_Left: -side.singleStep()}
    if key in moves:
        bar.setValue(bar.value() + moves[key])
    elif key in sideways and side.maximum():
        side.setValue(side.value() + sideways[key])
    else:
        return False
    return True
