"""The left side: the documents, what stands between the visit and its closing, and what is done with several at once.

It must never emit, sign or close by itself: it says what the person asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.texto import cuantos
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.list_rows import RowList
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.visita.documentos.motivo import ReasonForm
from supervisor_app.ui.visita.documentos.renglones import Pendiente, como_se_cierra, renglon

_CLOSING = (
    "Todo está listo. Al cerrar, los registros quedan de sólo lectura y se arma el paquete que se entrega. Si después "
    "hay que corregir, se reabre en Entrega y lo firmado se conserva."
)
_CLOSING_IN_SHORT = "Todo está listo. Al cerrar, los registros quedan de sólo lectura y se arma el paquete."
_CLOSED = (
    "La visita está cerrada: sus documentos ya no cambian; sólo el expediente, que es de consulta, se puede emitir. "
    "Para corregirla, use «Reabrir para corregir» en Entrega."
)

_LOW = 430
"""Under this height (at 100 % text) the list, what is missing and the actions do not fit one under the other."""


class DocumentList(QFrame):
    """``moved(key)`` when another document is selected, ``opened(key)`` by Enter. The other signals say which action
    was asked for; ``led(Pendiente)``: a line of what is missing.
    """

    moved = Signal(str)
    opened = Signal(str)
    led = Signal(object)
    emit_all = Signal()
    sign_all = Signal()
    print_wanted = Signal()
    export_wanted = Signal()
    public_wanted = Signal()
    close_wanted = Signal()
    delivery_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="side")
        self.theme = follow(self)
        self._pendientes: tuple[Pendiente, ...] = ()
        self._title = SectionTitle("Documentos de la visita")
        self._signed = Text("", "small-medium", "ok")
        self._title.add(self._signed)
        self._title.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        self.rows = RowList((), "Documentos de la visita", kind="side")
        self.rows.moved.connect(self.moved)
        self.rows.opened.connect(self.opened)
        self._missing_title = SectionTitle("Para cerrar falta")
        self.missing = LinkList("Para cerrar falta")
        self.missing.chosen.connect(lambda key: self.led.emit(self._pendientes[int(key)]))
        self.closed = Banner(_CLOSED, "na", icon="lock")
        self.delivery_button = Button("Ir a Entrega", "outline", icon="send")
        self.delivery_button.clicked.connect(self.delivery_wanted)
        self.ready = Banner(_CLOSING, "ok", icon="circle-check")
        self.how = Banner("", "warn", icon="triangle-alert")
        self.close_button = Button("Cerrar la visita", "primary", icon="lock", keys="Ctrl+Enter", writes=True)
        self.close_button.clicked.connect(self.close_wanted)
        self.problem = Banner("", "bad", icon="circle-alert")
        self.reason = ReasonForm()
        self._emits = False
        self.reason.left.connect(lambda: self.rows.setFocus(Qt.FocusReason.OtherFocusReason))
        self.task = TaskRow()
        self.emit_all_button = Button("", "outline", icon="file-check", writes=True)
        # What it asks for is what comes next: one way to emit at a time.
        self.reason.asking.connect(lambda asking: self.emit_all_button.setVisible(self._emits and not asking))
        self.sign_all_button = Button("", "outline", icon="pen-line", keys="Ctrl+Mayús+F", writes=True)
        self.print_button = Button("Imprimir", "ghost", icon="printer", keys="Ctrl+P")
        self.export_button = Button("Exportar PDF…", "ghost", icon="download")
        self.public_button = Button("Versión pública…", "ghost", icon="eye-off", keys="Ctrl+T")
        self.public_button.clicked.connect(self.public_wanted)
        self.emit_all_button.clicked.connect(self.emit_all)
        self.sign_all_button.clicked.connect(self.sign_all)
        self.print_button.clicked.connect(self.print_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        self._lay_out()
        self.problem.hide()
        self.show_rows((), (), closed=False)
        self.show_actions(emit=0, sign=0, readable=False)

    def _lay_out(self) -> None:
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lower = ScrollColumn(name="Para cerrar falta")
        lower.column.setSpacing(SPACE_2)
        for widget in (
            self.problem,
            self.reason,
            self.closed,
            self.delivery_button,
            self.ready,
            self.how,
            self.close_button,
        ):
            lower.add(widget)
        for button in (self.delivery_button, self.close_button):
            lower.column.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        lower.add(self._missing_title)
        lower.add(self.missing)
        self._actions = QWidget()
        actions = QVBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(6)
        actions.addWidget(self.task)
        for button in (self.emit_all_button, self.sign_all_button):
            actions.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        outputs = Flow(gap=SPACE_2)
        outputs.set_items((self.print_button, self.export_button, self.public_button))
        actions.addWidget(outputs)
        # What is written below is measured once its layout knows of it.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._fit_rows)
        lower.content().installEventFilter(self)
        self._lower = lower
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addWidget(Line())
        layout.addWidget(self.rows)
        layout.addWidget(lower, 1)
        layout.addLayout(self._foot)
        self._low = False
        self._foot.addWidget(self._actions)

    def _arrange(self) -> None:
        """The actions stand at the foot while there is height for them, else they scroll with what is missing."""
        low = self.height() < self.theme.px(_LOW)
        if low != self._low:
            self._low = low
            (self._foot if low else self._lower.column).removeWidget(self._actions)
            (self._lower.column if low else self._foot).addWidget(self._actions)
            margins = (SPACE_4, SPACE_2, SPACE_4, SPACE_3) if not low else (0, 0, 0, 0)
            self._foot.setContentsMargins(*margins)
            # The button first where its explanation would push it out of sight.
            column = self._lower.column
            column.removeWidget(self.close_button)
            place = column.indexOf(self.ready) if low else column.indexOf(self.how) + 1
            column.insertWidget(place, self.close_button, 0, Qt.AlignmentFlag.AlignLeft)

    def restyle(self) -> None:
        self._arrange()
        self._fit_rows()

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_rows(
        self,
        filas: Sequence[FilaDocumento],
        pendientes: Sequence[Pendiente],
        *,
        closed: bool,
        optional: int = 0,
    ) -> None:
        """The documents and what is missing. With nothing missing in an open visit, it can be closed. ``optional``: how
        many documents take one more signature, which closing does not wait for.
        """
        firmados = sum(fila.estado.deja_cerrar for fila in filas)
        self._title.set_text("Documentos de la visita", str(len(filas)))
        # What waits for ink on paper was not signed here.
        que = "listo" if any(fila.estado is EstadoDocumento.TINTA for fila in filas) else "firmado"
        self._signed.setText(cuantos(firmados, que, f"{que}s") if firmados else "")
        self.rows.set_rows([renglon(fila, closed=closed) for fila in filas])
        self._pendientes = tuple(pendientes)
        self.missing.set_links([(str(n), p.texto) for n, p in enumerate(self._pendientes)])
        for widget in (self._missing_title, self.missing):
            widget.setVisible(bool(pendientes) and not closed)
        self.closed.setVisible(closed)
        self.delivery_button.setVisible(closed)
        can_close = bool(filas) and not pendientes and not closed
        how = como_se_cierra(filas)
        # With more to be read, what closing does is said in short: the button stays in sight.
        words = (_CLOSING_IN_SHORT if how else _CLOSING) + _optional(optional)
        self.ready.set_message(words, "ok", "circle-check")
        self.ready.setVisible(can_close)
        self.how.set_message(how, "warn", "triangle-alert")
        self.how.setVisible(can_close and bool(how))
        self.close_button.setVisible(can_close)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """The list takes what the rest does not need, at least more than half, and never more than its rows."""
        foot = self._foot.heightForWidth(self.width())
        foot = foot if foot > 0 else self._foot.sizeHint().height()
        room = self.height() - self._title.sizeHint().height() - 1 - foot
        below = self._lower.content().heightForWidth(self.width())
        mine = max(room - below, round(room * 0.55))
        height = max(1, min(mine, self.rows.content_height()))
        if height != self.rows.height():
            self.rows.setFixedHeight(height)
            # A lower list must not cut the row that one is on.
            self.rows.scrollTo(self.rows.currentIndex())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # What is being done came or went: the list takes the room that it leaves.
            self._fit_rows()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def show_current(self, key: str) -> None:
        """Bring a row into view, as the current one, and give it the focus."""
        self.rows.set_current(key)
        self.rows.scrollTo(self.rows.currentIndex())
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def can_close(self) -> bool:
        return not self.close_button.isHidden() and self.close_button.isEnabled()

    def show_actions(
        self, *, emit: int, sign: int, readable: bool, public: bool = False, primary: bool = False, ready: bool = True
    ) -> None:
        """How many documents can be emitted and signed at once, and whether the selected one can be read. ``primary``:
        emitting is what comes next; ``ready``: closing waits for those signatures.
        """
        self.emit_all_button.set_kind("primary" if primary else "outline")
        self.emit_all_button.set_text("Emitir el que está completo" if emit == 1 else f"Emitir los {emit} completos")
        self._emits = emit > 0
        self.emit_all_button.setVisible(self._emits and self.reason.isHidden())
        self.sign_all_button.set_text(f"Firmar los {sign} listos" if ready else f"Firmar {sign} documentos")
        self.sign_all_button.setVisible(sign > 1)
        self.print_button.setEnabled(readable)
        self.export_button.setEnabled(readable)
        self.public_button.setVisible(public)
        self._fit_rows()

    def set_busy(self, busy: bool) -> None:
        """While something is being done, nothing else can be started, and Esc stops it."""
        if busy:
            self.problem.hide()
            if QApplication.focusWidget() in (self.emit_all_button, self.sign_all_button, self.close_button):
                # A button that is disabled hands the focus on to whatever comes next: another «Emitir».
                self.task.show()
                self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in (self.emit_all_button, self.sign_all_button, self.close_button):
            button.setEnabled(not busy)
        if not busy:
            self.task.done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on the list stops what is being done, as its button says."""
        if event.key() == Qt.Key.Key_Escape and self.task.isVisible():
            self.task.keyPressEvent(event)
            return
        super().keyPressEvent(event)

    def show_problem(self, sentence: str) -> None:
        self.problem.set_message(sentence, "bad", "circle-alert")
        self.problem.setVisible(bool(sentence))


def _optional(n: int) -> str:
    if not n:
        return ""
    which = "1 documento admite" if n == 1 else f"{n} documentos admiten"
    return f" {which} otra firma, que es opcional: una vez cerrada la visita ya no se agrega."
