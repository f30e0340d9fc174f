"""The page of one finding: what it says at the left, what is done about it and what has happened at the right.

Only what may be done here has a button; a sentence says who decides the rest. It registers nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.file_box import dropped_files
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import ElidedLabel, WrapLabel
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn, bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.lugares.seguimiento.archivos import FileShelf, carried
from supervisor_app.ui.lugares.seguimiento.borrador import Draft, Drafts
from supervisor_app.ui.lugares.seguimiento.ficha import FindingCard, Sheet
from supervisor_app.ui.lugares.seguimiento.formulario import LOOKS, ActForm
from supervisor_app.ui.lugares.seguimiento.linea import Timeline

_SHORTCUTS = {
    "1": ClaseDeActo.SOLVENTADA,
    "2": ClaseDeActo.DEVUELTA,
    "3": ClaseDeActo.NO_SOLVENTADA,
    "Ctrl+E": ClaseDeActo.EVIDENCIA,
    "Ctrl+Shift+P": ClaseDeActo.PRORROGA,
    "Ctrl+Shift+A": ClaseDeActo.AVANCE,
    "F4": ClaseDeActo.NOTA,
}


class FindingPage(QWidget):
    """``registered(finding, Draft)``: an act is to be written. ``left()``; ``walked(by)``: to another finding;
    ``file_wanted(sha256)``.
    """

    registered = Signal(str, object)
    left = Signal()
    walked = Signal(int)
    file_wanted = Signal(str)
    turned = Signal()

    def __init__(self, drafts: Drafts, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._drafts = drafts
        self.sheet: Sheet | None = None
        self.setAcceptDrops(True)
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc")
        self.where = ElidedLabel("", "small", "text2")
        self.previous = Button("", "ghost", icon="chevron-up", tool=True, name="Anterior (Alt+↑)")
        self.following = Button("", "ghost", icon="chevron-down", tool=True, name="Siguiente (Alt+↓)")
        self.title = WrapLabel("", "title")
        self.pills = Flow(gap=SPACE_2)
        self.about = WrapLabel("", "small", "text2")
        self.answer = Sentence()
        self.begun = Banner("", "accent", icon="pen-line", button="Continuar")
        self.card = FindingCard()
        self.form = ActForm(today)
        self.timeline = Timeline()
        self.decides = WrapLabel("", "small", "text2")
        self.buttons = {clase: self._button(clase) for clase in LOOKS}
        self._begun = ClaseDeActo.NOTA
        self._lay_out()
        self._connect()

    def _button(self, clase: ClaseDeActo) -> Button:
        look = LOOKS[clase]
        button = Button(look.verb, "outline", icon=look.icon, keys=look.keys, writes=True)
        button.clicked.connect(lambda _=False: self.write(clase))
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, SPACE_3, 20, 0)
        top.setSpacing(SPACE_2)
        top.addWidget(self.back)
        top.addWidget(self.where, 1)
        top.addWidget(self.previous)
        top.addWidget(self.following)
        self.acts = Card("Qué se hace")
        self._actions = Flow(gap=SPACE_2, line_gap=SPACE_2)
        self._actions.set_items(list(self.buttons.values()))
        parts: tuple[QWidget, ...] = (self._actions, self.decides, self.begun, self.form)
        for part in parts:
            self.acts.body.addWidget(part)
        self.acts.body.setContentsMargins(SPACE_4, SPACE_1, SPACE_4, SPACE_4)
        area = self.area = ScrollColumn(name="Inconsistencia")
        area.set_margins(20, SPACE_2, 20, SPACE_4)
        area.column.setSpacing(SPACE_2)
        parts = (self.title, self.pills, self.about, self.answer)
        for part in parts:
            area.add(part)
        right = _column(self.acts, self.timeline)
        area.add(Reflow((self.card, right), under=900, shares=(5, 6), stacked_gap=SPACE_3))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_1)
        layout.addLayout(top)
        layout.addWidget(area, 1)
        self.begun.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.previous.clicked.connect(lambda _=False: self.walked.emit(-1))
        self.following.clicked.connect(lambda _=False: self.walked.emit(1))
        self.form.typed.connect(self._keep)
        self.form.wanted.connect(self._register)
        self.form.left.connect(self._leave_form)
        self.begun.action.connect(lambda: self.write(self._begun))
        self.timeline.opened.connect(self.file_wanted)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, clase in _SHORTCUTS.items():
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(lambda c=clase: self.write(c))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(lambda b=by: self._walk(b))
        QShortcut(QKeySequence("Ctrl+P"), self, context=inside).activated.connect(self.card.unit.click)
        QShortcut(QKeySequence("F2"), self, context=inside).activated.connect(self._correct)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, where: str, *, first: bool, last: bool) -> None:
        """A finding as it stands; ``where``: which of the list it is."""
        other = self.sheet is None or self.sheet.id != sheet.id
        self.sheet = sheet
        self.where.setText(" · ".join(p for p in (sheet.folio, sheet.unit, where) if p))
        self.title.setText(sheet.title)
        self.pills.set_items([Pill(*state) for state in sheet.pills])
        self.about.setText(sheet.about)
        self.previous.setEnabled(not first)
        self.following.setEnabled(not last)
        self.card.show_sheet(sheet)
        self.timeline.show_events(sheet.events)
        for clase, button in self.buttons.items():
            button.setVisible(clase in sheet.allowed)
        self._actions.restyle()
        self.decides.setText(sheet.decides)
        self.decides.setVisible(bool(sheet.decides))
        if other:
            self.answer.say("")
            self.form.hide()
            self.area.verticalScrollBar().setValue(0)
        elif not self.form.isHidden() and self.form.clase not in sheet.allowed:
            self.form.hide()
        self._show_begun()
        if other:
            self.focus()
        self.turned.emit()

    def focus(self) -> None:
        """On the first thing that may be done."""
        target: QWidget = next((b for b in self.buttons.values() if not b.isHidden() and b.isEnabled()), self.back)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_begun(self) -> None:
        """Say what was begun and not registered, while its form is not open."""
        sheet = self.sheet
        begun = [c for c in self._drafts.begun(sheet.id) if c in sheet.allowed] if sheet is not None else []
        words = f"Dejó a medias: {LOOKS[begun[-1]].title.lower()}. Lo que escribió sigue aquí." if begun else ""
        if begun:
            self._begun = begun[-1]
        self.begun.set_message(words, "accent", "pen-line", "Continuar")
        self.begun.setVisible(bool(begun) and self.form.isHidden())

    # --- writing --------------------------------------------------------------------------------------------------

    def write(self, clase: ClaseDeActo) -> None:
        """Open the form of an act, with what was typed of it before."""
        sheet = self.sheet
        if sheet is None or clase not in sheet.allowed or not self.buttons[clase].isEnabled():
            return
        self.answer.say("")
        self.form.show_draft(self._drafts.of(sheet.id, clase), sheet.choices())
        self._show_begun()
        self.form.focus()
        self.turned.emit()

    def _keep_in_sight(self) -> None:
        """What is being written, when the page finds its height."""
        here = self.window().focusWidget()
        if self.writing() and here is not None and self.form.isAncestorOf(here):
            bring_into_view(self.form)

    def _keep(self, draft: Draft) -> None:
        if self.sheet is not None:
            self._drafts.keep(self.sheet.id, draft)

    def _register(self, draft: Draft) -> None:
        if self.sheet is not None:
            self._keep(draft)
            self.registered.emit(self.sheet.id, draft)

    def _leave_form(self) -> None:
        self._show_begun()
        self.buttons[self.form.clase].setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    def done(self, finding: str, clase: ClaseDeActo, told: str) -> None:
        """It was registered: its draft is no draft any more."""
        self._drafts.forget(finding, clase)
        if self.sheet is not None and self.sheet.id == finding and self.form.clase is clase:
            self.form.hide()
            self.focus()
        self.answer.say(told, "ok")
        self._show_begun()
        self.turned.emit()

    def refuse(self, sentence: str, field: str | None) -> None:
        """It could not be registered: what was typed stays as it is."""
        if self.form.isHidden():
            self.answer.say(sentence, "bad")
        else:
            self.form.refuse(sentence, field)

    def writing(self) -> bool:
        return not self.form.isHidden()

    # --- hands ----------------------------------------------------------------------------------------------------

    def _walk(self, by: int) -> None:
        if (self.previous if by < 0 else self.following).isEnabled():
            self.walked.emit(by)

    def _correct(self) -> None:
        if not self.card.correct.isHidden():
            self.card.correct.click()

    def _shelf(self) -> FileShelf | None:
        """Where files of evidence go, its form opened; None where none may be received."""
        if not self.writing() or self.form.clase is not ClaseDeActo.EVIDENCIA:
            self.write(ClaseDeActo.EVIDENCIA)
        return self.form.files if self.writing() and self.form.clase is ClaseDeActo.EVIDENCIA else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carried(event.mimeData()) and self.sheet is not None and ClaseDeActo.EVIDENCIA in self.sheet.allowed:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Dropped anywhere on the page: it is evidence that came."""
        shelf = self._shelf()
        if shelf is not None:
            shelf.take(carried(event.mimeData()))
            event.acceptProposedAction()

    def paste(self) -> None:
        """The same for what the clipboard carries, where that is a file or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if dropped_files(data) or (data.hasImage() and not data.text()):
            shelf = self._shelf()
            if shelf is not None:
                shelf.paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typing = isinstance(QApplication.focusWidget(), TextField | TextArea)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and not typing:
            self.paste()
        else:
            super().keyPressEvent(event)

    def hints(self) -> tuple[Hint, ...]:
        if self.sheet is None:
            return (("Esc", "Volver"),)
        if self.writing():
            return (("Ctrl+Enter", "Registrar"), ("Esc", "Dejar para después"))
        shown = [(LOOKS[c].keys, LOOKS[c].verb) for c in LOOKS if c in self.sheet.allowed]
        walk = (("Alt+↑ ↓", "Anterior y siguiente"),) if self.previous.isEnabled() or self.following.isEnabled() else ()
        return (*shown, *walk, ("Esc", "Volver"))


def _column(*parts: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_3)
    for part in parts:
        layout.addWidget(part)
    return column
