"""Words on the screen: one line, one elided line, or a paragraph. Must never be used for text that can be edited."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from supervisor_app.domain.texto import visible
from supervisor_app.ui.kit.theme import style

_MARKUP = re.compile(r"[<&]")


def plain_tip(text: str) -> str:
    """Words of people for a tooltip, which Qt would read as HTML where they look like it, and fetch what they name."""
    shown = visible(text)
    return f'<p style="white-space:pre-wrap">{html.escape(shown)}</p>' if _MARKUP.search(shown) else shown


class Text(QLabel):
    """One line of plain text in a type role and an ink; ``figures`` for numbers and codes. Never parsed as HTML."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        *,
        figures: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        style(self, ink=ink, role=role, figures=figures)
        self._shape()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(visible(text))

    def _shape(self) -> None:
        """How it takes the room it is given; before it has its text."""

    def set_ink(self, ink: str) -> None:
        if self.property("ink") != ink:
            style(self, ink=ink)


class ElidedLabel(Text):
    """One line that ends in «…» where it does not fit; the tooltip then says it whole."""

    def _shape(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            min(self.fontMetrics().horizontalAdvance("M…"), super().sizeHint().width()), self.sizeHint().height()
        )

    def is_elided(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self.is_elided() else "")

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text) if self.is_elided() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        text = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(self.alignment() | Qt.TextFlag.TextSingleLine), text)


class WrapLabel(Text):
    """A paragraph that takes the width it is given and asks for the height this needs.

    A wrapping ``QLabel`` invents a width of its own unless its horizontal policy is ``Ignored``.
    """

    def _shape(self) -> None:
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(longest, 24 * self.fontMetrics().averageCharWidth()), self.fontMetrics().height())
