"""The answer of a muestra: a summary beside the question, and while it is current, its three counts or its rows.

Where rows have results they give the counts, and the fields give way to their sums. It must never save anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from supervisor_app.domain.cedula.answers import Fila, Valor, ValorMuestra
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada
from supervisor_app.domain.cedula.session import NO_APLICA
from supervisor_app.domain.texto import cantidad
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import RADIUS_CONTROL
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.cuerpo import MuestraBody
from supervisor_app.ui.visita.cedulas.respuesta import Answer, Draft, na_bar


class SummaryPill(QAbstractButton):
    """«Muestra · 3 de 25» as a sign that takes the focus, so that the item can be reached and left by key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.theme = follow(self)
        self._name = name
        self._kind, self._icon, self._alert = "", "", ""
        self._valor: Valor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_value(None)

    def show_alert(self, alert: str) -> None:
        """``bad`` or ``warn`` where it breaks a rule: then nothing says that it is in order."""
        if alert != self._alert:
            self._alert = alert
            self.show_value(self._valor)

    def show_value(self, valor: Valor | None) -> None:
        self._valor = valor
        if isinstance(valor, ValorMuestra):
            text = f"Muestra · {cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)}"
            found = valor.con_inconsistencia > 0
            self._kind, self._icon = ("warn", "triangle-alert") if found else ("ok", "circle-check")
            if self._alert == "bad" or (self._alert and not found):
                self._kind, self._icon = ("bad", "circle-alert") if self._alert == "bad" else ("na", "info")
        else:
            text, self._kind, self._icon = "Muestra", "", ""
        self.setText(text)
        rules = {"bad": ", por corregir", "warn": ", con advertencia"}.get(self._alert, "")
        self.setAccessibleName(f"{self._name} {text if valor is not None else 'Muestra sin contestar'}{rules}")
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        room = 2 * paint.FOCUS_ROOM
        width = int(paint.pill_width(self.theme, self.text(), self._icon))
        return QSize(width + room, max(self.theme.px(24), paint.pill_height(self.theme) + room))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The arrows, Enter and Space belong to the question; a button would walk or click with them.
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        room = paint.FOCUS_ROOM
        height = paint.pill_height(self.theme)
        rect = QRectF(room, (self.height() - height) / 2, self.width() - 2 * room, height)
        if self._kind:
            canvas.pill(rect, self.text(), icon=self._icon, kind=self._kind)
        else:
            canvas.box(rect, RADIUS_CONTROL - 1, fill="surface", line="control")
            canvas.write(rect, self.text(), "small-medium", ink="text2", align=paint.CENTER)
        if self.hasFocus():
            canvas.focus_ring(rect, RADIUS_CONTROL - 1)


class MuestraAnswer(Answer):
    """``rows_edited(rows, phrase)``: the rows are others now, and the phrase for history and undo.

    ``left(step)``: the person walked out of the table. ``draw_wanted()``: the rows are to be drawn from a universe.
    """

    rows_edited = Signal(object, str)
    left = Signal(int)
    draw_wanted = Signal()

    def __init__(
        self,
        item: ItemDefinition,
        name: str,
        *,
        visita_id: str,
        new_id: Callable[[], str],
        guard: LetCommandsThrough,
    ) -> None:
        holder = QWidget()
        super().__init__(item, holder)
        self._name, self._visita_id, self._new_id, self._guard = name, visita_id, new_id, guard
        self._rows: tuple[Fila, ...] = ()
        self._drawn = ""
        self._logic: CedulaEvaluada | None = None
        self._locked = self._current = False
        self._body: MuestraBody | None = None
        self.summary = SummaryPill(name)
        self._na = na_bar(name)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(self._na, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.summary, 0, Qt.AlignmentFlag.AlignVCenter)
        self._arrange()
        self._na.answered.connect(lambda _word: self.no_aplica())
        self._na.cleared.connect(lambda: self.answered.emit(None))

    # --- showing --------------------------------------------------------------------------------------------------

    def body(self) -> QWidget | None:
        if self._body is None:
            body = MuestraBody(self.item, self._name, visita_id=self._visita_id, new_id=self._new_id, guard=self._guard)
            body.setParent(self.widget)
            body.hide()
            body.answered.connect(self.answered)
            body.rows_edited.connect(self.rows_edited)
            body.left.connect(self._on_left)
            body.draw_wanted.connect(self.draw_wanted)
            body.show_draw(self._drawn)
            body.set_locked(self._locked)
            body.show_logic(self._logic)
            body.show_rows(self._rows)
            body.show_value(self.valor)
            self._body = body
        return self._body

    def show_value(self, valor: Valor | None) -> None:
        self.valor = valor
        self.summary.show_value(valor)
        self._na.set_value("no_aplica" if valor == NO_APLICA else None)
        if self._body is not None:
            self._body.show_value(valor)
        self._arrange()

    def show_rows(self, rows: Sequence[Fila]) -> None:
        """Show the rows that the visit has."""
        self._rows = tuple(rows)
        if self._body is not None:
            self._body.show_rows(self._rows)

    def show_logic(self, logic: CedulaEvaluada | None) -> None:
        """What the cédula says of the own columns of the rows."""
        self._logic = logic
        if self._body is not None:
            self._body.show_logic(logic)

    def show_alert(self, alert: str) -> None:
        """``bad`` or ``warn`` where it breaks a rule, "" otherwise."""
        self.summary.show_alert(alert)

    def show_draw(self, words: str) -> None:
        """What is said of the draw under the rows."""
        if words != self._drawn:
            self._drawn = words
            if self._body is not None:
                self._body.show_draw(words)

    def set_current(self, current_item: bool) -> None:
        self._current = current_item
        if not current_item and self._body is not None:
            self._body.leave()
        self._arrange()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self._na.set_locked(locked)
        if self._body is not None:
            self._body.set_locked(locked)
        self._arrange()

    def _arrange(self) -> None:
        chosen = self.valor == NO_APLICA
        had_focus = self.summary.hasFocus() or self._na.hasFocus()
        # Rows give the counts: «no aplica» would have to throw them away, so it is not offered beside them.
        offered = self._current and not self._locked and not self._has_rows()
        self._visible.set(self._na, chosen or offered)
        self._visible.set(self.summary, not chosen)
        if self._body is not None:
            self._visible.set(self._body, self._current and not chosen)
        if had_focus and chosen:
            self._na.setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus and self._na.isHidden():
            self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_rows(self) -> bool:
        return self._body.has_rows() if self._body is not None else bool(self._rows)

    # --- focus ----------------------------------------------------------------------------------------------------

    def entry(self) -> QWidget:
        """The first count; with rows (or locked) the summary, so that one key passes the item by."""
        if self.valor == NO_APLICA:
            return self._na
        if self._body is None or not self._current or self._has_rows() or self._locked:
            return self.summary
        return self._body.first_field()

    def focus_rows(self) -> None:
        """Go to the rows, where there are any: they are what has to be reviewed now."""
        if self._body is not None and self._has_rows():
            self._body.go_to_rows()

    def stops(self) -> list[QWidget]:
        if self.valor == NO_APLICA or not self._current or self._body is None:
            return [self.entry()]
        return [*([self.summary] if self._has_rows() or self._locked else []), *self._body.stops()]

    def _on_left(self, step: int) -> None:
        if step < 0:
            self.summary.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit(step)

    # --- answering ------------------------------------------------------------------------------------------------

    def add_row(self) -> None:
        """Begin to write row by row (or go on)."""
        self._with_body(lambda body: body.add_row())

    def paste_rows(self) -> None:
        """Take the copied cells as rows."""
        self._with_body(lambda body: body.paste())

    def _with_body(self, action: Callable[[MuestraBody], None]) -> None:
        if self._body is not None and not self._locked and self.valor != NO_APLICA:
            action(self._body)
            self._arrange()

    def no_aplica(self) -> None:
        if not self._locked:
            super().no_aplica()

    def commit(self) -> None:
        if self._body is not None and not self._locked:
            self._body.commit()

    def error(self) -> str:
        return self._body.error() if self._body is not None else ""

    def draft(self) -> Draft | None:
        return self._body.draft() if self._body is not None else None

    def restore(self, draft: Draft) -> None:
        if isinstance(draft, Mapping) and self.body() is not None and self._body is not None:
            self._body.restore(draft)
