"""The recovery key as it is shown: nine numbered groups, large enough to be copied by hand. Paints, and keeps nothing
once it is cleared.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CARD

_ACROSS, _CELL, _WIDTH = 3, 58, 96


class KeyGrid(QWidget):
    """Three by three. It is a stop of Tab, so that a screen reader says it, letter by letter."""

    access_role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._groups: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_groups(self, groups: Sequence[str]) -> None:
        """Show these; none clears it."""
        self._groups = tuple(groups)
        said = ". ".join(f"Grupo {n}: {' '.join(group)}" for n, group in enumerate(groups, start=1))
        self.setAccessibleName(f"Clave de recuperación. {said}" if said else "")
        self.updateGeometry()
        self.update()

    def groups(self) -> tuple[str, ...]:
        return self._groups

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def _high(self) -> int:
        return self.theme.height(_CELL, "figure")

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_WIDTH) * _ACROSS, self._high() * _ACROSS)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        canvas.box(rect, RADIUS_CARD, fill="sunken", line="edge")
        wide, high = rect.width() / _ACROSS, self._high()
        for line in (1, 2):
            canvas.rule(wide * line, 1, rect.height() - 2, ink="edge", upright=True)
            canvas.rule(1, high * line, rect.width() - 2, ink="edge")
        for index, group in enumerate(self._groups):
            cell = QRectF(wide * (index % _ACROSS), high * (index // _ACROSS), wide, high)
            canvas.write(cell.adjusted(8, 5, 0, 0), str(index + 1), "micro", ink="text3", align=_CORNER)
            canvas.write(cell.adjusted(0, 6, 0, 0), group, "figure", align=paint.CENTER, figures=True)
        if self.hasFocus():
            canvas.box(rect, RADIUS_CARD, line="accent", width=LINE_FOCUS)


_CORNER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
