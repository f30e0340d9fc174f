"""Observations copied from a sheet: what each row would bring is seen before anything is written.

It must never read a row by itself: it shows what it is told.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento.observaciones_pegadas import Columna
from supervisor_app.domain.texto import cuantos
from supervisor_app.services.desahogo.pegado import RenglonPegado, Vista
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table
from supervisor_app.ui.lugares.seguimiento.lista import KeyedTable

_ABOUT = (
    "Copie en Excel la tabla con sus encabezados y péguela aquí. Se reconocen, en cualquier orden: órgano, número, "
    "fecha, OOAD, unidad, departamento, observación, descripción, riesgo, importe, medida, responsable y plazo. Nada "
    "se guarda hasta que usted lo importe."
)


class PastePage(QWidget):
    """``read_wanted(text)`` at each change; ``import_wanted(Vista)``; ``left()``."""

    read_wanted = Signal(str)
    import_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preview: Vista | None = None
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.text = TextArea(minimum_lines=3, maximum_lines=5, name="Tabla copiada de Excel")
        self.answer = Sentence()
        self.told = WrapLabel("", "body", "text2")
        self.table = KeyedTable("Lo que se leyó", whole=True)
        self.accept = Button("Importar", "primary", keys="Ctrl+Enter", writes=True)
        self.accept.setEnabled(False)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        pasted = Card("Pegar observaciones", icon="clipboard-paste")
        for part in (WrapLabel(_ABOUT, "small", "text2"), self.text, self.answer):
            pasted.body.addWidget(part)
        seen = Card("Lo que se leyó")
        seen.flush()
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        inner.addWidget(self.told)
        inner.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignLeft)
        seen.body.addWidget(words)
        seen.body.addWidget(self.table)
        self.seen = seen
        top.setContentsMargins(20, SPACE_3, 20, 0)
        area = ScrollColumn(name="Pegar observaciones")
        area.set_margins(20, SPACE_2, 20, SPACE_4)
        area.column.setSpacing(SPACE_3)
        area.add(pasted)
        area.add(seen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(area, 1)
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.text.typed.connect(self._on_typed)
        self.accept.clicked.connect(lambda _=False: self._import())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._import)
        self.seen.hide()

    def begin(self) -> None:
        """What was pasted before and not imported is still there."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        self.preview = None
        self.accept.setEnabled(False)
        self.answer.say("")
        if text.strip():
            self.read_wanted.emit(text)
        else:
            self.seen.hide()

    def show_preview(self, preview: Vista) -> None:
        self.preview = preview
        good, bad = preview.buenas, [r for r in preview.renglones if r.observacion is None]
        measures = sum(len(o.medidas) for o in good)
        told = f"Se importarían {cuantos(len(good), 'observación', 'observaciones')} con "
        told += f"{cuantos(measures, 'medida', 'medidas')}."
        if bad:
            told += (
                f" {cuantos(len(bad), 'renglón no se toma', 'renglones no se toman')}: corríjalos arriba o en Excel."
            )
        if preview.sin_usar:
            told += f" No se usan las columnas: {', '.join(preview.sin_usar)}."
        self.told.setText(told)
        self.table.show_table(_table(preview))
        self.seen.show()
        self.accept.set_text(f"Importar {cuantos(len(good), 'observación', 'observaciones')}")
        self.accept.setEnabled(bool(good))

    def refuse(self, sentence: str) -> None:
        self.answer.say(sentence, "bad")
        if self.preview is None:
            self.seen.hide()

    def done(self) -> None:
        """All of it was written."""
        self.text.set_value("")
        self.preview = None
        self.seen.hide()
        self.accept.setEnabled(False)

    def _import(self) -> None:
        if self.preview is not None and self.accept.isEnabled():
            self.import_wanted.emit(self.preview)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        return (("Ctrl+V", "Pegar la tabla"), ("Ctrl+Enter", "Importar"), ("Esc", "Volver"))


def _table(preview: Vista) -> Table:
    columns = (Column("Renglón", right=True), Column("Qué se hace"), Column("Número"), Column("De quién es", flex=2),
               Column("Observación", flex=4), Column("Qué pasa", flex=5))  # fmt: skip
    return Table(columns, tuple(_row(r) for r in preview.renglones), main=4)


def _row(r: RenglonPegado) -> Line:
    o = r.observacion
    said = r.dicho
    if o is None:
        state = Cell("No se toma", icon="circle-x", ink="bad", strong=True)
    elif r.avisos:
        state = Cell("Se toma", icon="triangle-alert", ink="warn", strong=True)
    else:
        state = Cell("Se toma", icon="circle-check", ink="ok", strong=True)
    return Line(
        (
            Cell(str(r.numero), r.numero),
            state,
            Cell(o.folio if o is not None else said.get(Columna.REFERENCIA, "")),
            Cell(o.de if o is not None else said.get(Columna.UNIDAD, "") or said.get(Columna.OOAD, "")),
            Cell(o.titulo if o is not None else said.get(Columna.TITULO, ""), strong=True),
            Cell(" ".join((*r.problemas, *r.avisos)), ink="bad" if o is None else "text"),
        )
    )
