"""The place where a document that somebody brings is verified, and a printed sheet checked. It must never keep it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.services.cotejo import Cotejado
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.file_box import FileBox, dropped_files
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.verificar.resultado import Outcome, ResultCard
from supervisor_app.ui.lugares.verificar.trabajo import Brought, Verifying, of_file, of_image
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_BESIDE = 880
_FILTER = (
    "PDF, fotografías y escaneos (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic);;Todos los archivos (*)"
)
_PDF = (
    "Un PDF firmado: se comprueba quién firmó, con qué certificado, y que nada cambió después. No hace falta red; lo "
    "que sin ella no se puede saber, se dice."
)
_SHEET = (
    "Una hoja impresa: fotografíe o digitalice el código de su pie, o escriba la huella que está a su lado. Dice de "
    "qué registro salió la hoja; que el papel no se haya alterado lo ve usted al comparar."
)


def brings_something(data: QMimeData) -> bool:
    """Whether files or a picture are being dragged or are on the clipboard."""
    return bool(dropped_files(data)) or data.hasImage()


class VerificarScreen(Screen):
    """Files are chosen, dropped anywhere or pasted; pictures pasted; digits typed. What came of each is a card."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__()
        self._folder = ""
        self._cards: list[ResultCard] = []
        self.setAcceptDrops(True)
        self.work = Verifying(lanes, self)
        self._make_controls()
        self._lay_out()
        self.work.progress.connect(self.task.report)
        self.work.found.connect(self._show)
        self.work.done.connect(self.task.done)
        self.task.cancelled.connect(self.work.cancel)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Paste), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.paste)

    def _make_controls(self) -> None:
        self.box = FileBox(placeholder="Suelte aquí el archivo, o elíjalo", name="PDF, fotografía o escaneo")
        self.box.asked.connect(self.choose)
        self.box.dropped.connect(self.take)
        self.paste_button = Button("Pegar imagen", "outline", icon="clipboard-paste", keys="Ctrl+V")
        self.paste_button.clicked.connect(self.paste)
        self.digits = TextField(placeholder="9f86 d081 884c 7d65 …", name="Huella al pie de la hoja")
        self.digits.returnPressed.connect(self.check)
        self.digits_field = Field(
            "Huella al pie de la hoja", self.digits, hint="Bastan sus primeros 8 signos; los espacios no importan."
        )
        self.check_button = Button("Cotejar", "outline", icon="hash", keys="Enter")
        self.check_button.clicked.connect(self.check)
        self.task = TaskRow()
        self.empty = EmptyState(
            "Todavía no hay nada que ver",
            "Aquí se dirá, con palabras, lo que se encontró: quién firmó, qué falla, y si el documento está en este "
            "equipo.",
        )

    def _lay_out(self) -> None:
        given = Card("Documento o fotografía", icon="shield-check")
        given.body.addWidget(self.box)
        given.body.addWidget(self.paste_button, 0, Qt.AlignmentFlag.AlignLeft)
        given.body.addWidget(self.task)
        given.body.addWidget(WrapLabel(_PDF, "small", "text2"))
        typed = Card("Hoja impresa", icon="hash")
        typed.body.addWidget(self.digits_field)
        typed.body.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignLeft)
        typed.body.addWidget(WrapLabel(_SHEET, "small", "text2"))
        left, self._results = _column(), _column()
        for card in (given, typed):
            _layout(left).addWidget(card)
        nothing = Card()
        nothing.body.addWidget(self.empty)
        self._nothing = nothing
        _layout(self._results).addWidget(nothing)
        area = self.area = ScrollColumn(name="Verificar")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.add(Reflow((left, self._results), under=_BESIDE, shares=(2, 3), stacked_gap=SPACE_4))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # --- what is brought ------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files in the dialog of the system."""
        chosen, _ = QFileDialog.getOpenFileNames(self, "Verificar", self._folder, _FILTER)
        if chosen:
            self._folder = str(Path(chosen[0]).parent)
            self.take([Path(name) for name in chosen])

    def take(self, files: Sequence[Path]) -> None:
        """Verify these files."""
        # The box stays empty: the tick of a chosen file would look like a verdict.
        self._begin([of_file(path) for path in files])

    def take_data(self, data: QMimeData) -> None:
        """Verify what was dropped or pasted: files, or a picture."""
        files = dropped_files(data)
        if files:
            self.take(files)
            return
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._begin([of_image(image)])

    def paste(self) -> None:
        """Verify what is on the clipboard; digits go where they are typed."""
        data = QGuiApplication.clipboard().mimeData()
        if brings_something(data):
            self.take_data(data)
        elif data.hasText() and data.text().strip():
            self.digits.setText(data.text().strip()[:200])
            self.check()
        else:
            self._show(
                Outcome(
                    "Portapapeles",
                    problem="No hay ninguna imagen ni archivo en el portapapeles. Copie la imagen y vuelva a pegar.",
                )
            )

    def check(self) -> None:
        """Check the digits that are typed."""
        self.digits_field.set_error("")
        self.digits.set_invalid(False)
        self._clear()
        self.work.type_digits(self.digits.text(), self.digits_field.set_error)

    def _begin(self, things: Sequence[Brought]) -> None:
        self._clear()
        self.digits_field.set_error("")
        if things:
            self.work.take(things)

    # --- what came of it ------------------------------------------------------------------------------------------

    def results(self) -> tuple[ResultCard, ...]:
        return tuple(self._cards)

    def _clear(self) -> None:
        for card in self._cards:
            _layout(self._results).removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        self._nothing.show()

    def _show(self, outcome: Outcome) -> None:
        card = ResultCard(outcome)
        card.opened.connect(self._open)
        card.wants_authorities.connect(lambda: self.wants.emit("ajustes", "autoridades"))
        self._nothing.hide()
        self._cards.append(card)
        _layout(self._results).addWidget(card)
        if len(self._cards) == 1:
            # Once it has its place: under what was given where there is no room beside it.
            QTimer.singleShot(0, card, lambda: self._bring(card))

    def _bring(self, card: ResultCard) -> None:
        if not self.isVisible():
            return  # nothing has its place yet
        top = card.mapTo(self.area.content(), QPoint(0, 0)).y()
        bar = self.area.verticalScrollBar()
        if top - bar.value() > self.area.viewport().height() // 2:
            bar.setValue(top - SPACE_4)

    def _open(self, found: Cotejado) -> None:
        self.wants.emit("visita", f"{found.visita_id}#documentos#{found.lugar}@{found.documento}")

    # --- Screen ---------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """What is typed here is no value to be saved."""

    def hints(self) -> Sequence[Hint]:
        return (
            ("Enter", "Elegir el archivo; cotejar la huella"),
            ("Ctrl+V", "Pegar archivo, imagen o huella"),
            ("RePág AvPág", "Recorrer"),
            ("Esc", "Volver"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            if self.work.is_busy():
                self.work.cancel()
            else:
                self.wants.emit("atras", "")
        elif event.key() == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brings_something(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_data(event.mimeData())
        event.acceptProposedAction()


def _column() -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    return column


def _layout(column: QWidget) -> QVBoxLayout:
    layout = column.layout()
    assert isinstance(layout, QVBoxLayout)
    return layout
