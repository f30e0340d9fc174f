"""The keys that work everywhere in the window. It must never do anything by itself, only ask the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from supervisor_app.settings import Ajustes
from supervisor_app.ui.escritura import WritingScreen
from supervisor_app.ui.kit.nav_rail import Place
from supervisor_app.ui.kit.theme import current

if TYPE_CHECKING:
    from supervisor_app.ui.ventana import MainWindow
    from supervisor_app.ui.visita.espacio import VisitWorkspace


class WindowKeys(QObject):
    """Makes them for a window and lives as long as it."""

    def __init__(self, window: MainWindow, places: tuple[Place, ...]) -> None:
        super().__init__(window)
        self._window = window
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+F": window.open_search,
            "Ctrl+N": window.new_visit,
            "Ctrl+Z": window.undo,
            "Ctrl+Y": self._redo,
            "Ctrl+Shift+Z": self._redo,
            "F1": partial(window.open_place, "teclas"),
            "Ctrl++": lambda: self._zoom(current().zoom_in),
            "Ctrl+=": lambda: self._zoom(current().zoom_in),
            "Ctrl+-": lambda: self._zoom(current().zoom_out),
            "Ctrl+0": lambda: self._zoom(lambda: current().set_zoom(1.0)),
            "Ctrl+PgDown": lambda: self._step(1),
            "Ctrl+PgUp": lambda: self._step(-1),
            "F8": lambda: self._go_to_missing(1),
            "Shift+F8": lambda: self._go_to_missing(-1),
        }
        for place in places:
            keys[place.keys] = partial(window.open_place, place.key)
        for sequence, action in keys.items():
            QShortcut(QKeySequence(sequence), window).activated.connect(action)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def _visit(self) -> VisitWorkspace | None:
        """The visit, where it is what is shown."""
        workspace = self._window.workspace
        return workspace if workspace is not None and self._window.shown is workspace else None

    def _redo(self) -> None:
        if visit := self._visit():
            visit.commit()
            visit.session.redo()
        elif isinstance(self._window.shown, WritingScreen):
            self._window.shown.commit()
            self._window.shown.redo()

    def _step(self, by: int) -> None:
        if visit := self._visit():
            visit.next_step(by)

    def _go_to_missing(self, by: int) -> None:
        if visit := self._visit():
            visit.go_to_missing(by)

    def _zoom(self, change: Callable[[], None]) -> None:
        """Change the size of the text now, and keep it in the settings for the next start."""
        change()
        window = self._window
        if window.watch.why:
            return
        texto = round(current().zoom * 100)

        def kept(ajustes: Ajustes) -> None:
            window.ajustes = ajustes

        window.lanes.call(
            lambda s: s.ajustes.guardar(s.ajustes.leer().model_copy(update={"texto": texto})),
            kept,
            window.notice.explain,
            owner=window,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep undo and redo from the fields: there is one history, the visit's or that of the place
        which writes. Only what is drawn and not in it yet has an undo of its own (``ownUndo``).
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focus = QApplication.focusWidget()
            if (
                (self._visit() is not None or isinstance(self._window.shown, WritingScreen))
                and not (focus is not None and focus.property("ownUndo"))
                and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)
