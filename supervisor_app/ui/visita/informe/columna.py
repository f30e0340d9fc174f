"""The left column of the informe: title and what is missing, the header, the five sections, what else can be done.

One part is open at a time. It shows what it is given and says what a person does; it saves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.informe import SECCIONES, DatosInforme
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.disclosure import Disclosure
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.visita.informe.datos import HeaderForm
from supervisor_app.ui.visita.informe.estado import State
from supervisor_app.ui.visita.informe.seccion import SectionPart

DATOS = "datos"
_CLOSED = (
    "La visita está cerrada y su informe ya no se modifica. Para corregirlo, use «Reabrir para corregir» en Entrega."
)


class InformeColumn(QFrame):
    """``composed`` and ``borrowed`` when a draft is asked for, from this visit or from another; ``moved`` when another
    part is open; ``preview_wanted`` and ``delivery_wanted`` lead elsewhere.
    """

    composed = Signal()
    borrowed = Signal()
    moved = Signal(str)
    preview_wanted = Signal()
    delivery_wanted = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self.header = HeaderForm(today)
        self.data = Disclosure("Datos")
        self.data.body.addWidget(self.header)
        titles = {name: str(DatosInforme.model_fields[name].title).upper() for name in SECCIONES}
        self.sections = {name: SectionPart(name, titles[name]) for name in SECCIONES}
        self.area = ScrollColumn(name="Informe")
        self.area.set_margins(0, 0, 0, 0)
        self.area.column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title_row())
        layout.addWidget(Line())
        layout.addWidget(self.area, 1)
        self._add_notices()
        self.area.add(self._empty_state())
        for _, part in self.parts():
            self.area.add(part)
        self.area.add(self._more())
        self._connect()

    # --- building -------------------------------------------------------------------------------------------------

    def _title_row(self) -> QWidget:
        self.key = Text("", "small", "text3")
        self.pill = Pill("")
        self.preview_button = Button("Vista previa", "ghost", icon="eye", keys="F6", tool=True)
        self.preview_button.clicked.connect(self.preview_wanted)
        words, signs = QWidget(), QWidget()
        left, right = QHBoxLayout(words), QHBoxLayout(signs)
        for line in (left, right):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(SPACE_3)
        left.addWidget(ElidedLabel("Informe de la comisión", "title"))
        left.addWidget(self.key)
        left.addStretch(1)
        right.addWidget(self.pill)
        right.addWidget(self.preview_button)
        row = QWidget()
        holder = QVBoxLayout(row)
        holder.setContentsMargins(SPACE_4, 9, SPACE_4, 9)
        holder.addWidget(Beside(words, signs, keep=280))
        return row

    def _add_notices(self) -> None:
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.closed.action.connect(self.delivery_wanted)
        self.notice = Banner("", "na", icon="info", button="Entendido")
        self.notice.action.connect(self.hide_notice)
        self._notices = QWidget()
        holder = QVBoxLayout(self._notices)
        holder.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        holder.setSpacing(SPACE_2)
        for banner in (self.closed, self.notice):
            banner.hide()
            holder.addWidget(banner)
        self._notices.hide()
        self.area.add(self._notices)

    def _empty_state(self) -> QWidget:
        self.empty = QWidget()
        state = EmptyState(
            "Todavía no hay informe",
            "Se compone un primer borrador con lo que ya sabe la visita: datos, procesos revisados, inconsistencias y "
            "medidas acordadas. Después se corrige aquí, con la hoja a la vista.",
            button="Componer desde la visita",
            keys="Enter",
            icon="file-text",
        )
        state.action.connect(self.composed)
        found = state.findChild(Button)
        assert found is not None
        self.compose_button = found
        self._borrow_first = Button("Usar el informe de otra visita", "ghost", icon="copy")
        layout = QVBoxLayout(self.empty)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(state)
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_2, 0, SPACE_4, 0)
        inner.addWidget(self._borrow_first, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(inner)
        return self.empty

    def _more(self) -> QWidget:
        self.more = QWidget()
        self.again = Button("Volver a componer", "ghost", icon="refresh-cw")
        self.again.setToolTip("Llena sólo lo que está vacío; lo escrito se conserva")
        self.again.setAccessibleDescription("Llena sólo lo que está vacío; lo escrito se conserva")
        self._borrow = Button("Usar el informe de otra visita", "ghost", icon="copy")
        layout = QVBoxLayout(self.more)
        layout.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_3)
        layout.setSpacing(0)
        for button in (self.again, self._borrow):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return self.more

    def _connect(self) -> None:
        self.again.clicked.connect(self.composed)
        for button in (self._borrow, self._borrow_first):
            button.clicked.connect(self.borrowed)
        for name, part in self.parts():
            part.toggled.connect(lambda opened, name=name: self._on_toggled(name, opened))
        for section in self.sections.values():
            section.caret_moved.connect(lambda rect, section=section: self._follow(section, rect))
            section.finished.connect(self._go_on)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._show_focus)

    # --- what is shown --------------------------------------------------------------------------------------------

    def parts(self) -> Iterator[tuple[str, Disclosure]]:
        """Every part that opens, by name, in printed order."""
        yield DATOS, self.data
        yield from self.sections.items()

    def show_presence(self, *, draft: bool, closed: bool) -> None:
        """Whether there is an informe at all, and whether it can still be changed."""
        self.empty.setVisible(not draft)
        for _, part in self.parts():
            part.setVisible(draft)
        self.more.setVisible(draft and not closed)
        self.closed.setVisible(closed)
        self._notices.setVisible(closed or not self.notice.isHidden())
        for widget in (self.compose_button, self._borrow_first):
            widget.setVisible(not closed)
        self.pill.setVisible(draft and not closed)
        self.header.set_read_only(closed)
        for section in self.sections.values():
            section.set_read_only(closed)

    def show_state(self, state: State) -> None:
        self.pill.set_state(*state)

    def tell(self, sentence: str, kind: str = "na") -> None:
        """A sentence above the parts, for what came of something asked for."""
        icons = {"na": "info", "ok": "circle-check", "bad": "circle-alert"}
        self.notice.set_message(sentence, kind, icons[kind], "Entendido")
        self.notice.show()
        self._notices.show()

    def hide_notice(self) -> None:
        self.notice.hide()
        self._notices.setVisible(not self.closed.isHidden())

    # --- which part is open ---------------------------------------------------------------------------------------

    def open_part(self, name: str) -> None:
        """Open one part and close the others, without moving the focus."""
        for other, part in self.parts():
            if part.is_open() != (other == name):
                part.set_open(other == name)
        self._settle.start()
        self.moved.emit(name)

    def open_name(self) -> str:
        """The part that is open, or ""."""
        return next((name for name, part in self.parts() if part.is_open()), "")

    def write_in(self, name: str, row: int | None = None) -> None:
        """Open a section and put the focus into its list."""
        self.open_part(name)
        self.sections[name].write_at(row)

    def fill_in(self, campo: str) -> None:
        """Open the header and put the focus into a field."""
        self.open_part(DATOS)
        self.header.focus_field(campo)

    def _on_toggled(self, name: str, opened: bool) -> None:
        if not opened:
            self.moved.emit(self.open_name())
        elif name == DATOS:
            self.fill_in("numero_pliego")
        else:
            self.write_in(name)

    def _go_on(self, name: str) -> None:
        names = [*self.sections]
        following = names.index(name) + 1
        if following < len(names):
            self.write_in(names[following])
        else:
            self.sections[name].head().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keeping the caret in view ----------------------------------------------------------------------------------

    def _follow(self, section: SectionPart, rect: QRect) -> None:
        if section.editor.hasFocus():
            spot = section.editor.viewport().mapTo(self.area.content(), QPoint(0, rect.center().y()))
            self.area.ensureVisible(0, spot.y(), 0, rect.height() + SPACE_4)

    def _show_focus(self) -> None:
        """After parts opened and closed and the column has its new height."""
        for section in self.sections.values():
            if section.editor.hasFocus():
                self._follow(section, section.editor.cursorRect())
                return
        focused = self.window().focusWidget()
        if focused is not None and self.area.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, 0, SPACE_4)
