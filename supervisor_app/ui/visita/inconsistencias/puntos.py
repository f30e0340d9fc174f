"""The questions that a finding gathers, as pills that lead to their answers; others are gathered by typing, and another
finding is joined by choosing it.

It emits what a person wants and saves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.suggest_field import SuggestField, Suggestion
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import LINE_FOCUS, RADIUS_CONTROL, SPACE_1


class LinkPill(RovingButton):
    """A question of the finding; it leads to its answer. ``removed`` by Supr."""

    access_role = QAccessible.Role.Link
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self._sustains = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_item(self, item_id: str, question: str, *, sustains: bool = True) -> None:
        self._sustains = sustains
        self.setText(item_id)
        self.setToolTip(plain_tip(question if sustains else f"{question}\nSu respuesta ya no la sustenta."))
        self.setAccessibleName(f"Ir a la respuesta {item_id}{'' if sustains else ', que ya no la sustenta'}")
        self.restyle()

    def _icon(self) -> str:
        return "link-2" if self._sustains else "circle-alert"

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.pill_width(self.theme, self.text(), self._icon())
        return QSize(round(width), max(24, paint.pill_height(self.theme)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        kind = "accent" if self._sustains else "warn"
        canvas.pill(rect, self.text(), icon=self._icon(), kind=kind, outlined=self.underMouse())
        if self.hasFocus():
            canvas.box(rect, RADIUS_CONTROL - 1, line="accent", width=LINE_FOCUS)


class ItemsField(QWidget):
    """``wanted(item)`` to see its answer; ``gathered(item)`` and ``taken_out(item)``; ``joined(finding)``."""

    wanted = Signal(str)
    gathered = Signal(str)
    taken_out = Signal(str)
    joined = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str, bool], ...] = ()
        self._read_only = False
        self.first = LinkPill()
        self.pills = [self.first]
        self.more = Button("Reunir otro punto", "link", icon="plus")
        self.more.clicked.connect(self.ask)
        self.join = Button("Unir con otra", "link", icon="plus")
        self.join.clicked.connect(self._ask_other)
        self.others = Choice(placeholder="Elija con cuál…", name="Unir con otra inconsistencia")
        self.others.hide()
        self.others.chosen.connect(self._join)
        self._flow = Flow()
        self._flow.set_items([self.first, self.more, self.join])
        self.entry = SuggestField(placeholder="CO-02-03 o palabras de la pregunta…", name="Punto que se reúne")
        self.entry.committed.connect(self._gather)
        self.entry.installEventFilter(self)
        self.others.installEventFilter(self)
        self.entry.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addWidget(self._flow)
        layout.addWidget(self.entry)
        layout.addWidget(self.others)
        self._connect(self.first)

    def _connect(self, pill: LinkPill) -> None:
        pill.clicked.connect(lambda: self.wanted.emit(pill.text()))
        pill.removed.connect(lambda: None if self._read_only else self.taken_out.emit(pill.text()))

    def set_items(self, items: Sequence[tuple[str, str, bool]]) -> None:
        """(item, question, whether its answer sustains the finding); none for a free one."""
        if tuple(items) == self._shown and items:
            return
        self._shown = tuple(items)
        while len(self.pills) < len(items):
            self.pills.append(LinkPill(self))
            self._connect(self.pills[-1])
        for pill, (item, question, sustains) in zip(self.pills, items, strict=False):
            pill.set_item(item, question, sustains=sustains)
        for n, pill in enumerate(self.pills):
            pill.setVisible(n < len(items))
        self._flow.set_items([*self.pills, self.more, self.join])
        for one, following in pairwise([*self.pills[: len(items)], self.more, self.join, self.entry, self.others]):
            QWidget.setTabOrder(one, following)

    def set_known(self, items: Sequence[tuple[str, str]], findings: Sequence[tuple[str, str]]) -> None:
        """The items that may be gathered, with their questions, and the findings that may be joined."""
        self.entry.set_suggestions([Suggestion(i, i, question, also=question) for i, question in items])
        self.others.set_choices(findings)
        self.others.set_value("")
        self.join.setVisible(bool(findings) and not self._read_only)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.more.setVisible(not read_only)
        self.join.setVisible(not read_only and self.others.count() > 0)

    def ask(self) -> None:
        """Open the field in which a question is sought."""
        self.entry.set_value("")
        self.entry.setText("")
        self.entry.show()
        self.entry.setFocus()

    def _gather(self, text: str) -> None:
        """What was typed, or taken from the list; what is no question is left to be mended."""
        item = next((s.key for s in self.entry.suggestions() if s.key.casefold() == text.strip().casefold()), "")
        if item:
            self._close()
            self.gathered.emit(item)

    def _ask_other(self) -> None:
        self.others.set_value("")
        self.others.show()
        self.others.setFocus(Qt.FocusReason.OtherFocusReason)
        self.others.showPopup()

    def _join(self, finding: str) -> None:
        self.others.set_value("")
        self.others.hide()
        self.join.setFocus(Qt.FocusReason.OtherFocusReason)
        self.joined.emit(finding)

    def _close(self) -> None:
        self.entry.setText("")
        self.entry.set_value("")
        if self.entry.hasFocus():
            self.more.setFocus()
        self.entry.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk([p for p in self.pills if not p.isHidden()], event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if watched is self.others:
                self.others.hide()
                self.join.setFocus()
            else:
                self._close()
            return True
        if watched is self.entry and event.type() == QEvent.Type.FocusOut and not self.entry.text().strip():
            self.entry.hide()
        return super().eventFilter(watched, event)
