"""Small signs: a state in a pill, the caps of a key, the initials of a person. Must never be clickable."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow


class _Sign(QWidget):
    """A widget of fixed size that paints one thing and is text to a screen reader."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Pill(_Sign):
    """A state as icon and word. ``kind``: ok, warn, bad, na, accent."""

    def __init__(
        self, text: str, icon: str = "", kind: str = "na", *, outlined: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._icon, self._kind, self._outlined = text, icon, kind, outlined
        self.setAccessibleName(text)

    def set_state(self, text: str, icon: str = "", kind: str = "na") -> None:
        self._text, self._icon, self._kind = text, icon, kind
        self.setAccessibleName(text)
        self.restyle()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(int(paint.pill_width(self.theme, self._text, self._icon)), paint.pill_height(self.theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.pill(QRectF(self.rect()), self._text, icon=self._icon, kind=self._kind, outlined=self._outlined)


class KeyCap(_Sign):
    """The caps of one key or chord, for example ``"Ctrl+E"``."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)

    def sizeHint(self) -> QSize:
        return QSize(int(paint.caps_width(self.theme, self._keys)), self.theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.Canvas(self, self.theme).caps(0.0, self.height() / 2, self._keys)


class Avatar(_Sign):
    """Initials of a person in a disc, nothing without a name; the accessible name is the whole name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self.set_name(name)

    def set_name(self, name: str) -> None:
        words = [word for word in name.split() if word[0].isalpha() and word[0].isupper()]
        self._initials = "".join(word[0] for word in words[:2])
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.restyle()

    def initials(self) -> str:
        return self._initials

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(28) if self._initials else 0, self.theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._initials:
            return
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect, rect.width() / 2, fill="na_soft")
        canvas.write(rect, self._initials, "micro", ink="text2", align=paint.CENTER)
