"""A cell of the grid of a muestra: how it is painted and typed in. It must never decide where the focus goes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.errors import UserError
from supervisor_app.ui.kit.paint import LEFT, RIGHT, Canvas
from supervisor_app.ui.kit.theme import current, style
from supervisor_app.ui.kit.tokens import RADIUS_CELL
from supervisor_app.ui.visita.cedulas.campos import LetCommandsThrough
from supervisor_app.ui.visita.cedulas.renglones import CORTAS, IMPORTE, PALABRAS, RESULTADO, ROW, RowsModel

_Index = QModelIndex | QPersistentModelIndex
_LOOK = {None: ("circle-dashed", "text3"), False: ("circle-check", "ok"), True: ("circle-x", "bad")}
_FIGURES = (Kind.NUMERO, Kind.PORCENTAJE, Kind.MONTO)
PAD = 8


class CellDelegate(QStyledItemDelegate):
    """Paints a cell and edits it in a line. What cannot be read leaves its sentence in ``refused``.

    ``typed()`` at each character. ``short``: a result is told in one word.
    """

    typed = Signal()

    def __init__(self, table: QAbstractItemView, guard: LetCommandsThrough) -> None:
        super().__init__(table)
        self._table, self._guard = table, guard
        self.short = False
        self.refused = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        fila = index.data(ROW)
        if not isinstance(fila, Fila):
            return
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            canvas.fill(rect, "accent_soft")
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        if index.column() == RESULTADO:
            icon, ink = _LOOK[fila.con_inconsistencia]
            canvas.icon(icon, inside.left(), inside.center().y(), size=14, ink=ink)
            inside.setLeft(inside.left() + canvas.theme.px(14) + 6)
            canvas.write(inside, (CORTAS if self.short else PALABRAS)[fila.con_inconsistencia], "small-medium", ink=ink)
        else:
            self._paint_text(canvas, inside, index, fila)
        if option.state & QStyle.StateFlag.State_HasFocus and self._table.hasFocus():
            canvas.box(rect, RADIUS_CELL, line="accent", width=2)
        painter.restore()

    def _paint_text(self, canvas: Canvas, inside: QRectF, index: _Index, fila: Fila) -> None:
        """The words of a cell; an own column that breaks a rule carries a sign, a calculated one is muted."""
        model = self._table.model()
        own = model.own(index.column()) if isinstance(model, RowsModel) else None
        broken = model.broken(fila, index.column()) if isinstance(model, RowsModel) else ()
        ink = "text"
        if broken:
            icon, ink = ("circle-alert", "bad") if any(v.dura for v in broken) else ("triangle-alert", "warn")
            canvas.icon(icon, inside.left(), inside.center().y(), size=14, ink=ink)
            inside.setLeft(inside.left() + canvas.theme.px(14) + 6)
        elif own is not None and own.calculo is not None:
            ink = "text2"
        figures = index.column() == IMPORTE or (own is not None and own.tipo in _FIGURES)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        canvas.write(inside, text, "small", align=RIGHT if figures else LEFT, ink=ink, figures=True)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        style(editor, role="small", figures=True)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        if index.column() == IMPORTE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.textEdited.connect(lambda _text: self.typed.emit())
        editor.installEventFilter(self._guard)
        self.refused = ""
        return editor

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        if not isinstance(editor, QLineEdit) or not isinstance(model, RowsModel):
            return
        try:
            model.write(index.row(), index.column(), editor.text())
            self.refused = ""
        except UserError as error:
            self.refused = error.message
