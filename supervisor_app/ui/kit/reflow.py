"""Parts beside each other while there is room, else one under the other. Must never squeeze a part to a ribbon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4


class Reflow(QWidget):
    """``parts`` share the width by ``shares`` from ``under`` px on (at 100 % text); below that they are stacked.

    For fields of one row and for columns of cards. Parts keep their own height, at the top. ``last_on_top``: stacked,
    the last part comes first, where the others only explain it.
    """

    def __init__(
        self,
        parts: Sequence[QWidget],
        *,
        under: int,
        shares: Sequence[int] = (),
        gap: int = SPACE_4,
        stacked_gap: int = SPACE_3,
        last_on_top: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._under = tuple(parts), under
        self._shares = tuple(shares) or (1,) * len(self._parts)
        self._gap, self._stacked_gap = gap, stacked_gap
        self._down = QBoxLayout.Direction.BottomToTop if last_on_top else QBoxLayout.Direction.TopToBottom
        self.theme = follow(self)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for part in self._parts:
            self._box.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._stacked: bool | None = None
        self._arrange()

    def is_stacked(self) -> bool:
        return bool(self._stacked)

    def restyle(self) -> None:
        self._arrange()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stacked = self.width() < self.theme.px(self._under)
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._box.setDirection(self._down if stacked else QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(self._stacked_gap if stacked else self._gap)
        for index, share in enumerate(self._shares):
            self._box.setStretch(index, 0 if stacked else share)
        # At once, or the parts would be painted in the old places first.
        self._box.activate()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        # As narrow as the widest part: beside each other the parts would hold the window open and never stack.
        width = max((part.minimumSizeHint().width() for part in self._parts if not part.isHidden()), default=0)
        return QSize(width, super().minimumSizeHint().height())
