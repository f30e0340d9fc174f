"""The button: icon, word and key caps in one painted widget. Must never decide what its action does.

Kinds: ``primary`` (one per screen), ``outline``, ``ghost``, ``link`` (words in the accent, no box), ``danger``.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint, writing
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_CONTROL, HEIGHT_TOOL, LINE_FOCUS, RADIUS_CONTROL

_PADDING = {"primary": 12, "outline": 10, "ghost": 8, "link": 0, "danger": 10}
_GAP = 7


class Button(QPushButton):
    """``clicked`` by pointer, Space and Enter. ``keys`` are shown as caps and told to screen readers; with ``bind``
    they also work as a shortcut of the window. ``writes``: shut where the window only reads. With ``set_bare`` the icon
    stands alone and the rest is its tip.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "outline",
        *,
        icon: str = "",
        keys: str = "",
        bind: bool = False,
        tool: bool = False,
        name: str = "",
        writes: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self._icon, self._keys, self._tool = kind, icon, keys, tool
        self._bare = False
        self.theme = follow(self)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setAccessibleDescription(keys)
        if name and not text:
            self.setToolTip(f"{name} ({keys})" if keys else name)
        if bind:
            self.setShortcut(QKeySequence(keys))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        if writes:
            writing.writes(self)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the words, and the accessible name with them."""
        self.setText(text)
        self.setAccessibleName(text)
        self.restyle()

    def set_bare(self, bare: bool) -> None:
        """The icon alone, where there is no room for more; the words stay for whoever hears them."""
        if bare != self._bare:
            self._bare = bare
            self.setToolTip(f"{self.text()} ({self._keys})" if bare and self._keys else self.text() if bare else "")
            self.restyle()

    def set_kind(self, kind: str) -> None:
        self.kind = kind
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        base = HEIGHT_TOOL if self._tool else HEIGHT_CONTROL
        height = self.theme.height(24 if self.kind == "link" else base)
        width = self._content_width() + 2 * self._padding()
        return QSize(max(math.ceil(width), 0 if self._words() or self._caps() else height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside dialogs QPushButton leaves Enter to nobody; here a focused button always answers to it.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _words(self) -> str:
        return "" if self._bare else self.text()

    def _caps(self) -> str:
        return "" if self._bare else self._keys

    def _padding(self) -> int:
        return _PADDING[self.kind] if self._words() or self._caps() else 4

    def _content_width(self) -> float:
        parts: list[float] = []
        if self._icon:
            parts.append(self.theme.px(16))
        if self._words():
            parts.append(math.ceil(self.theme.text_width(self._words(), "body-medium")))
        if self._caps():
            parts.append(paint.caps_width(self.theme, self._caps()))
        return sum(parts) + _GAP * max(0, len(parts) - 1)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "text3"
        return {"primary": "on_accent", "outline": "text", "ghost": "text2", "link": "accent", "danger": "bad"}[
            self.kind
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        self._paint_box(canvas, rect)
        ink, middle, pad = self._ink(), rect.center().y(), self._padding()
        spare = rect.width() - 2 * pad - self._content_width()
        x = pad + (max(0.0, spare / 2) if self.kind != "link" else 0.0)
        if self._icon:
            canvas.icon(self._icon, x, middle, ink=ink)
            x += self.theme.px(16) + _GAP
        if self._words():
            width = math.ceil(self.theme.text_width(self._words(), "body-medium")) + min(0.0, spare)
            canvas.write(QRectF(x, 0, width, rect.height()), self._words(), "body-medium", ink=ink)
            x += width + _GAP
        if self._caps():
            canvas.caps(x, middle, self._caps(), on_accent=self.kind == "primary" and self.isEnabled())

    def _paint_box(self, canvas: paint.Canvas, rect: QRectF) -> None:
        hover = self.isEnabled() and (self.underMouse() or self.isDown())
        fill, line = self._box_inks(hover=hover)
        if fill or line:
            canvas.box(rect, RADIUS_CONTROL, fill=fill, line=line)
        if self.hasFocus():
            self._paint_focus(canvas, rect)
        elif hover and self.kind == "primary":
            canvas.box(rect.adjusted(1, 1, -1, -1), RADIUS_CONTROL - 1, line="on_accent")
        elif hover and self.kind == "link":
            canvas.rule(0, rect.center().y() + self.theme.line("body") / 2, rect.width(), ink="accent")

    def _box_inks(self, *, hover: bool) -> tuple[str, str]:
        if self.kind == "primary":
            return ("accent" if self.isEnabled() else "track"), ""
        if self.kind == "link":
            return "", ""
        if self.kind == "ghost":
            return ("hover" if hover else ""), ""
        line = "bad" if self.kind == "danger" else "control"
        return ("hover" if hover else "surface"), (line if self.isEnabled() else "border")

    def _paint_focus(self, canvas: paint.Canvas, rect: QRectF) -> None:
        # Inside the box, so that a row of buttons keeps its spacing; on the accent it is a line of its text colour.
        if self.kind == "primary":
            canvas.box(rect.adjusted(2, 2, -2, -2), RADIUS_CONTROL - 2, line="on_accent", width=LINE_FOCUS)
        else:
            canvas.box(rect, RADIUS_CONTROL, line="accent", width=LINE_FOCUS)
