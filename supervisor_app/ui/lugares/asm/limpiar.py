"""«Limpiar texto pegado» of a whole row: each text before and after, and only what is ticked is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain.asm import titulo_de
from supervisor_app.domain.limpieza import Tramo, diferencias
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

_WHAT = (
    "Se unen renglones cortados y letras separadas, y se quitan espacios, comillas y guiones que sobran. Ninguna letra "
    "cambia. Desmarque lo que deba quedar como está."
)


class CleanRowPage(QWidget):
    """``taken(texts)``: the cleaned texts by column; ``left()``."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.ticks: dict[str, Check] = {}
        self._texts: Mapping[str, tuple[str, str]] = {}
        self.take = Button("Usar lo marcado", "primary", keys="Ctrl+Enter", writes=True)
        self.take.clicked.connect(lambda _=False: self._take())
        leave = Button("Dejarlo como está", "ghost", keys="Esc")
        leave.clicked.connect(lambda _=False: self.left.emit())
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.take, leave))
        self.area = ScrollColumn(name="Limpiar texto pegado")
        self.area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        self.area.column.setSpacing(SPACE_3)
        self._parts = QWidget()
        self._column = QVBoxLayout(self._parts)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        for part in (WrapLabel(_WHAT, "body", "text2"), buttons, self._parts):
            self.area.add(part)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def show_texts(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """By column, before and after."""
        self._texts = texts
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = {}
        for campo, (before, after) in texts.items():
            tick = self.ticks[campo] = Check(f"Limpiar «{titulo_de(campo)}»", checked=True)
            tick.toggled.connect(lambda _on: self.take.setEnabled(any(t.isChecked() for t in self.ticks.values())))
            gone, new = diferencias(before, after)
            shown = (self._shown("Antes", before, gone, "bad_soft"), self._shown("Después", after, new, "ok_soft"))
            pair = Reflow(shown, under=640, gap=SPACE_3)
            self._column.addWidget(tick)
            self._column.addWidget(pair)
        self.take.setEnabled(bool(texts))

    def _shown(self, label: str, text: str, spans: Sequence[Tramo], wash: str) -> Field:
        area = TextArea(text, minimum_lines=2, maximum_lines=12, name=label)
        area.setReadOnly(True)
        marks = []
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            shape = QTextCharFormat()
            shape.setBackground(self.theme.color(wash))
            shape.setFontStrikeOut(label == "Antes")
            cursor = QTextCursor(area.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format, mark.cursor = shape, cursor
            marks.append(mark)
        area.setExtraSelections(marks)
        return Field(label, area)

    def focus(self) -> None:
        first: QWidget = next(iter(self.ticks.values()), self.take)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        return (("Espacio", "Marcar o desmarcar"), ("Ctrl+Enter", "Usar lo marcado"), ("Esc", "Dejarlo como está"))

    def _take(self) -> None:
        if self.take.isEnabled():
            self.taken.emit({c: self._texts[c][1] for c, tick in self.ticks.items() if tick.isChecked()})
