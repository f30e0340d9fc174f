"""The badge that tells the truth about saving. Must never say "saved" before the store has said so."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit import access, paint
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_TOOL, RADIUS_CONTROL

SHOW_SAVING_AFTER_MS = 300
_PAD, _GAP = 9, 6


class SavedBadge(QWidget):
    """``saving()``, ``saved("12:03")``, ``failed("disco lleno", "Liberar espacio")``.

    ``action`` is emitted when the button of a failure is used. "Guardando…" appears
    only when saving lasts; a failure stays until the next success.
    """

    action = Signal()
    access_role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.state = "empty"
        self._words, self._icon, self._kind = "", "", "na"
        self._timer = QTimer(self, singleShot=True, interval=SHOW_SAVING_AFTER_MS)
        self._timer.timeout.connect(self._show_saving)
        self._button = Button("", "link", parent=self)
        self._button.hide()
        self._button.clicked.connect(self.action)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, _PAD, 0)
        layout.addStretch(1)
        layout.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        return self._words

    def saving(self) -> None:
        if not self._timer.isActive() and self.state != "saving":
            self._timer.start()

    def saved(self, time: str) -> None:
        self._timer.stop()
        self._button.hide()
        self._show("saved", f"Guardado {time}", "circle-check", "ok")

    def failed(self, reason: str, action: str = "") -> None:
        self._timer.stop()
        self._button.set_text(action)
        self._button.setVisible(bool(action))
        self._show("failed", f"No guardado: {reason}", "circle-x", "bad")

    def _show_saving(self) -> None:
        # After a failure the red words stay until something was saved: a retry is not a success.
        if self.state != "failed":
            self._show("saving", "Guardando…", "save", "na")

    def _show(self, state: str, words: str, icon: str, kind: str) -> None:
        self.state, self._words, self._icon, self._kind = state, words, icon, kind
        self.setAccessibleName(words)
        access.tell(self, QAccessible.Event.Alert if state == "failed" else QAccessible.Event.NameChanged)
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self.theme.height(HEIGHT_TOOL)
        if not self._words:
            return QSize(0, height)
        # As wide as "Guardado 00:00" at least, so that the header does not move at each keystroke.
        words = max(self.theme.text_width(text, "small-medium") for text in (self._words, "Guardado 00:00"))
        width = 2 * _PAD + self.theme.px(16) + _GAP + math.ceil(words)
        if not self._button.isHidden():
            width += 12 + self._button.sizeHint().width()
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._words:
            return
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect, RADIUS_CONTROL, fill=f"{self._kind}_soft")
        middle = rect.center().y()
        canvas.icon(self._icon, _PAD, middle, ink=self._kind)
        x = _PAD + self.theme.px(16) + _GAP
        canvas.write(rect.adjusted(x, 0, 0, 0), self._words, "small-medium", ink=self._kind)
