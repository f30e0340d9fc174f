"""One short sentence with its icon, under what it speaks of. Must never be the place of more than one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.labels import WrapLabel

_ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "text3": "info", "na": "info"}


class Sentence(QWidget):
    """``ink``: bad (an error and how to mend it), warn, ok or text3 (a remark). Hidden while it has nothing to say."""

    def __init__(self, text: str = "", ink: str = "bad", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark(_ICONS[ink], size=14, ink=ink)
        self._words = WrapLabel("", "small-medium", ink)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(text, ink)

    def say(self, text: str, ink: str = "") -> None:
        """Show ``text``; "" hides the line."""
        if ink:
            self._mark.set_icon(_ICONS[ink], ink)
            self._words.set_ink(ink)
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._words.text()
