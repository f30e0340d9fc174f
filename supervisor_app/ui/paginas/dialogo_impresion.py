"""Asks how to print a document and shows the paper as it will come out. It must never open a nested event loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.impresion import (
    COPIAS,
    Caras,
    Escala,
    Impresoras,
    Pedido,
    hay_cups,
    impresoras_cups,
    leer_paginas,
)
from supervisor_app.services.paginas import medir_paginas
from supervisor_app.ui.kit import tab_order
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.value_edit import NumberEdit
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.imprimir import PrintJob, printer_of
from supervisor_app.ui.paginas.muestra import PaperView

_NONE = "No hay ninguna impresora en este equipo. Conecte una y vuelva a abrir esta ventana, o exporte el PDF."
_LOOKING = "Buscando impresoras…"
_QUALITIES = (("300", "Normal"), ("600", "Fina, más lenta"))


class PrintDialog(QDialog):
    """``wanted(Pedido)`` when the person prints. Esc leaves."""

    wanted = Signal(object)

    def __init__(self, lanes: Lanes[Any], pdf: bytes, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._lanes, self._pdf, self._title = lanes, pdf, title
        self._vector = hay_cups()
        self._sizes: Sequence[tuple[float, float]] = ()
        self._pages: tuple[int, ...] = ()
        self._at = 0
        self.setWindowTitle(f"Imprimir: {title}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        style(self, kind="window")
        self._make_controls()
        self._lay_out()
        self.resize(min(980, parent.window().width()), min(660, parent.window().height()))
        self._ask()

    def _make_controls(self) -> None:
        self.told = Banner("", "bad", icon="circle-alert")
        self.told.hide()
        self.printer = Choice(placeholder=_LOOKING, name="Impresora")
        self.pages = TextField(placeholder="Todas", name="Páginas")
        self.copies = NumberEdit(minimum=1, maximum=COPIAS, name="Copias")
        self.copies.set_number(1)
        self.sides = Choice([(c.value, c.dicho) for c in Caras], name="Caras de la hoja")
        self.sides.set_value(Caras.UNA.value)
        self.grey = Check("En grises")
        self.scale = Segmented(
            [(Escala.AJUSTAR.value, "Ajustar al papel"), (Escala.REAL.value, "Tamaño real")], name="Tamaño"
        )
        self.quality = Segmented(_QUALITIES, name="Calidad")
        self.paper = PaperView(self._lanes, self._pdf)
        self.previous = Button("", "ghost", icon="chevron-left", tool=True, name="Página anterior (RePág)")
        self.next = Button("", "ghost", icon="chevron-right", tool=True, name="Página siguiente (AvPág)")
        self.where = Text("", "body", "text2", figures=True)
        self.go = Button("Imprimir", "primary", icon="printer", keys="Ctrl+Enter")
        self.leave = Button("Cancelar", "outline", keys="Esc")
        self.pages_field = Field("Páginas", self.pages, hint="Por ejemplo 1-3, 5. Vacío: todas.")
        self.copies_field = Field("Copias", self.copies)
        self.printer.chosen.connect(lambda _key: self._refresh())
        self.pages.textChanged.connect(lambda _text: self._read_pages())
        self.grey.toggled.connect(lambda _on: self._show_paper())
        self.scale.chosen.connect(lambda _key: self._show_paper())
        self.copies.textChanged.connect(lambda _text: self._refresh())
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.go.clicked.connect(self._print)
        self.leave.clicked.connect(self.reject)
        self.paper.problem.connect(self._explain)

    def _lay_out(self) -> None:
        left = ScrollColumn(name="Cómo imprimir")
        left.set_margins(SPACE_4, SPACE_4, SPACE_4, SPACE_3)
        left.column.setSpacing(SPACE_3)
        left.add(self.told)
        for field in (Field("Impresora", self.printer), self.pages_field, self.copies_field):
            left.add(field)
        left.add(Field("Caras de la hoja", self.sides))
        left.add(Field("Tamaño", self.scale))
        quality = Field("Calidad", self.quality)
        left.add(quality)
        quality.setVisible(not self._vector)  # what goes as it is has no dots
        left.add(self.grey)
        turning = QHBoxLayout()
        turning.setSpacing(SPACE_2)
        turning.addStretch(1)
        for widget in (self.previous, self.where, self.next):
            turning.addWidget(widget)
        turning.addStretch(1)
        shown = QVBoxLayout()
        shown.setContentsMargins(0, 0, 0, SPACE_2)
        shown.addWidget(self.paper, 1)
        shown.addLayout(turning)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(left, 4)
        middle.addLayout(shown, 5)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        buttons.setSpacing(SPACE_2)
        self.summary = Text("", "small", "text2", figures=True)
        buttons.addWidget(self.summary)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    # --- what there is --------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Look for the printers and measure the pages; what comes is shown then."""
        pdf = self._pdf
        self._lanes.free(lambda _work: medir_paginas(pdf), self._on_measured, self._on_problem, owner=self)
        if self._vector:
            self._lanes.free(lambda _work: impresoras_cups(), self._on_printers, self._on_problem, owner=self)
        else:
            names = tuple(QPrinterInfo.availablePrinterNames())
            self._on_printers(Impresoras(names, QPrinterInfo.defaultPrinterName()))
        self._refresh()

    def _on_measured(self, sizes: Sequence[tuple[float, float]]) -> None:
        self._sizes = sizes
        self._read_pages()

    def _on_printers(self, found: Impresoras) -> None:
        self.printer.setPlaceholderText("Elija…" if found.nombres else "Ninguna")
        self.printer.set_choices([(name, name) for name in found.nombres])
        only = found.nombres[0] if len(found.nombres) == 1 else ""
        self.printer.set_value(found.usual or only)
        if not found.nombres:
            self._explain(_NONE)
        self._refresh()

    def _on_problem(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self._explain(error.message)

    def _explain(self, sentence: str) -> None:
        self.told.set_message(sentence, "bad", "circle-alert")
        self.told.show()

    # --- what the person wants ------------------------------------------------------------------------------------

    def _read_pages(self) -> None:
        if not self._sizes:
            return
        try:
            self._pages = leer_paginas(self.pages.text(), len(self._sizes))
            self.pages_field.set_error("")
        except UserError as error:
            self._pages = ()
            self.pages_field.set_error(error.message)
        self._at = 0
        self._show_paper()
        self._refresh()

    def _copies(self) -> int | None:
        text = self.copies.text().strip()
        return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= COPIAS else None

    def _refresh(self) -> None:
        copies = self._copies()
        ready = bool(self.printer.value() and self._pages and copies)
        self.go.setEnabled(ready)
        pages = len(self._pages)
        words = "1 página" if pages == 1 else f"{pages} páginas"
        self.summary.setText(f"{words}, {copies} copias" if copies and copies > 1 else words if pages else "")

    def _turn(self, by: int) -> None:
        self._at = max(0, min(len(self._pages) - 1, self._at + by))
        self._show_paper()

    def _show_paper(self) -> None:
        pages = len(self._pages)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at < pages - 1)
        if not pages:
            self.where.setText("")
            self.paper.clear()
            return
        index = self._pages[self._at]
        self.where.setText(f"Página {index + 1}" + (f" · {self._at + 1} de {pages}" if pages > 1 else ""))
        self.paper.show_page(index, QSizeF(*self._sizes[index]), Escala(self.scale.value()), grey=self.grey.isChecked())

    def pedido(self) -> Pedido:
        """What is wanted, as it stands."""
        return Pedido(
            impresora=self.printer.value(),
            titulo=self._title,
            paginas=self._pages,
            copias=self._copies() or 1,
            caras=Caras(self.sides.value()),
            gris=self.grey.isChecked(),
            escala=Escala(self.scale.value()),
            ppp=int(self.quality.value()),
        )

    def _print(self) -> None:
        if self.go.isEnabled():
            self.wanted.emit(self.pedido())
            self.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as things stand."""
        return tab_order.go(self, forward=forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        typing = self.pages.hasFocus() or self.copies.hasFocus()
        if enter and (event.modifiers() & Qt.KeyboardModifier.ControlModifier or typing):
            self._print()
        elif event.key() == Qt.Key.Key_PageDown:
            self._turn(1)
        elif event.key() == Qt.Key.Key_PageUp:
            self._turn(-1)
        elif not enter:  # Enter in a list or a field must not print by surprise
            super().keyPressEvent(event)


def ask_and_print(parent: QWidget, lanes: Lanes[Any], pdf: bytes, title: str) -> PrintJob:
    """Open the dialog over ``parent``; the job starts when the person accepts. ``title`` names it in the queue.

    The job belongs to ``parent``; its signals tell how it goes. It is deleted where the person does not print.
    """
    dialog = PrintDialog(lanes, pdf, title, parent)
    job = PrintJob(lanes, pdf, parent, make_printer=None if hay_cups() else printer_of)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.wanted.connect(job.start)
    dialog.rejected.connect(job.deleteLater)
    dialog.open()
    return job
