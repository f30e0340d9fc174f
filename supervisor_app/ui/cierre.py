"""Leaving a window: first everything that was typed is on disk. It must never let go of what the disk refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from supervisor_app.ui.aviso import Notice

_UNSAVED = "Hay cambios que no se han podido guardar. Libere espacio y vuelva a cerrar la ventana."
_SAVING = "Guardando lo último que escribió…"


class Leaving(QObject):
    """``unsaved()``: how much is not on disk yet; ``send()``: write again what is waiting."""

    def __init__(
        self, notice: Notice, unsaved: Callable[[], int], send: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notice, self._unsaved, self._send = notice, unsaved, send
        self._then: Callable[[], object] | None = None

    def ask(self, then: Callable[[], object] | None, *, failed: bool) -> bool:
        """Whether all is on disk. What is on its way there calls ``then`` once it arrived. ``failed``: the disk refused
        it when it was last written.
        """
        if not self._unsaved():
            return True
        self._then = then
        if failed:
            self._notice.refuse(_UNSAVED)
        else:
            self._notice.inform(_SAVING)
        self._send()
        return False

    def on_saved(self) -> None:
        """Something arrived: where it was the last, go on, unless a refusal comes with it that has to be read."""
        if self._then is not None and not self._unsaved():
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def stay(self, sentence: str) -> str:
        """Something was refused, and the window stays; what is told of it."""
        leaving, self._then = self._then is not None, None
        return _UNSAVED if leaving else sentence
