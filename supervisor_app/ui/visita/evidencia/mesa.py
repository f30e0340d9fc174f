"""One file of evidence at a time, large: seen, captioned, moved, drawn on, blacked out; the others at its left.

It stands where the screen was that opened it, until Esc. It must never keep a picture that is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.sustento import de_que, evidencias_en
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.evidencias import nombre_limpio
from supervisor_app.services.imagenes.trazos import Tachado
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.evidencia import EvidenceTiles
from supervisor_app.ui.visita.cedulas.miniaturas import EvidenceFiles
from supervisor_app.ui.visita.evidencia.ficha import EvidenceCard
from supervisor_app.ui.visita.evidencia.imagen import Picture, read_picture
from supervisor_app.ui.visita.evidencia.lienzo import PictureCanvas, Tool
from supervisor_app.ui.visita.evidencia.trazado import DrawingBar

_CARD, _TILES = 300, 104
_TOOLS = {"1": Tool.ARROW, "2": Tool.BOX, "3": Tool.TEXT, "4": Tool.BLACK}
HINTS: Sequence[Hint] = (
    ("Esc", "Volver"),
    ("↑ ↓", "Otro archivo"),
    ("+ -", "Acercar y alejar"),
    ("F2", "Dibujar o tachar"),
    ("Alt+↑ ↓", "Cambiar de lugar"),
    ("Supr", "Quitar"),
    ("Ctrl+Z", "Deshacer"),
)
DRAWING_HINTS: Sequence[Hint] = (
    ("1 2 3 4", "Herramienta"),
    ("← ↑ → ↓", "Llevar la cruz; con Ctrl, fino"),
    ("Enter", "Comenzar y terminar"),
    ("Supr", "Quitar la última marca"),
    ("Ctrl+S", "Guardar"),
    ("Esc", "Descartar"),
)


class EvidenceDesk(QWidget):
    """``left()``: the person goes back. ``hints_changed()``: the keys are others now."""

    left = Signal()
    hints_changed = Signal()

    def __init__(self, session: VisitSession, files: EvidenceFiles) -> None:
        super().__init__()
        self._session, self._files = session, files
        self._place = Sitio()
        self._current = ""
        self._shown = ""
        self.theme = follow(self)
        self.back = Button("Volver", "ghost", icon="chevron-left", keys="Esc")
        self.title = ElidedLabel("", "body-medium")
        self.percent = Text("", "small", "text2", figures=True)
        self.nearer = Button("", "ghost", icon="zoom-in", tool=True, name="Acercar (+)")
        self.farther = Button("", "ghost", icon="zoom-out", tool=True, name="Alejar (-)")
        self.tiles = EvidenceTiles(files, per_line=1)
        self.canvas = PictureCanvas()
        self.bar = DrawingBar()
        self.bar.hide()
        self.card = EvidenceCard()
        self._build()
        self._connect()

    def _build(self) -> None:
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        line.setSpacing(SPACE_2)
        line.addWidget(self.back)
        line.addWidget(self.title, 1)
        for widget in (self.farther, self.percent, self.nearer):
            line.addWidget(widget)
        self._left = ScrollColumn(name="Archivos")
        self._left.set_margins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        self._left.add(self.tiles)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.bar)
        middle.addWidget(self.canvas, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        lines = (Line(upright=True), Line(upright=True))
        self._beside: tuple[QWidget, ...] = (self._left, self.card, *lines)
        row.addWidget(self._left)
        row.addWidget(lines[0])
        row.addLayout(middle, 1)
        row.addWidget(lines[1])
        row.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(Line())
        column.addLayout(row, 1)
        self.restyle()

    def restyle(self) -> None:
        self._left.setFixedWidth(self.theme.px(_TILES) + 2 * SPACE_2)
        self.card.setFixedWidth(min(self.theme.px(_CARD), 460))

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _=False: self.leave())
        self.nearer.clicked.connect(lambda _=False: self.canvas.zoom_by(1.25))
        self.farther.clicked.connect(lambda _=False: self.canvas.zoom_by(0.8))
        self.canvas.zoomed.connect(self._show_percent)
        self.tiles.moved.connect(self._go_to)
        self.tiles.opened.connect(self._files.open)
        self.tiles.removed.connect(self._remove)
        card, do = self.card, self._do
        card.captioned.connect(lambda text: do(lambda e, v: comandos.escribir_leyenda(e, v, text)))
        card.renamed.connect(lambda text: do(lambda e, v: comandos.renombrar_evidencia(e, v, nombre_limpio(text))))
        card.moved.connect(lambda place: do(lambda e, v: comandos.mover_evidencia(e, v, place)))
        card.ordered.connect(self._order)
        card.place_dropped.connect(lambda: do(comandos.quitar_lugar))
        card.time_dropped.connect(lambda: do(comandos.quitar_fecha))
        card.draw_wanted.connect(self.draw)
        card.open_wanted.connect(lambda: self._files.open(self._evidence()))
        card.removed.connect(lambda: self._remove(self._current))
        self.bar.tool_chosen.connect(self._take_tool)
        self.bar.taken_back.connect(self.canvas.take_back)
        self.bar.saved.connect(self._save)
        self.bar.confirmed.connect(self._keep)
        self.bar.left.connect(self._stop_drawing)
        self.bar.words.returnPressed.connect(lambda: self.canvas.setFocus(Qt.FocusReason.OtherFocusReason))
        self.canvas.text_wanted.connect(lambda: self.canvas.put_text(self.bar.words.text()))
        self.canvas.drawn.connect(lambda: self.bar.show_marks(len(self.canvas.marks)))
        self._session.changed.connect(lambda _kinds: self._refresh())
        # What could not be kept can be tried again.
        for no in (self._session.refused, self._session.failed):
            no.connect(lambda *_: self.bar.show_marks(len(self.canvas.marks)))
        keys: dict[str, Callable[[], object]] = {
            "F2": self.draw,
            "Ctrl+S": self.bar.save.click,
            "Alt+Up": lambda: self._order(-1),
            "Alt+Down": lambda: self._order(1),
        }
        for sequence, action in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda action=action: action())

    # --- which one ------------------------------------------------------------------------------------------------

    def open(self, place: Sitio, evidence_id: str = "") -> None:
        """Show the files of a place, beginning with this one."""
        self._place, self._current, self._shown = place, evidence_id, ""
        self._refresh()
        self.tiles.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def place(self) -> Sitio:
        """What the files that are shown support."""
        return self._place

    @property
    def current(self) -> str:
        """The id of the file that is shown, or ""."""
        return self._current

    def _among(self) -> tuple[Evidencia, ...]:
        return evidencias_en(self._session.expediente, self._place)

    def _evidence(self) -> Evidencia:
        return self._session.expediente.evidencias[self._current]

    def _go_to(self, v: Evidencia) -> None:
        if v.id != self._current:
            self.card.commit()
            self._current = v.id
            self._stop_drawing()
            self._refresh()

    def _refresh(self) -> None:
        if self.isHidden() and not self._current:
            return
        among = self._among()
        if not among:
            self._current = ""
            if not self.isHidden():
                self.leave()
            return
        ids = [v.id for v in among]
        if self._current not in ids:
            # What was taken off or moved away gives its place to the one that follows.
            self._current = ids[min(self.tiles.row(), len(ids) - 1)]
        e = self._session.expediente
        self.tiles.locked = self._session.locked
        self.tiles.show_files(among)
        self.tiles.go_to(self._current)
        at = ids.index(self._current)
        self.title.setText(f"{de_que(e, self._place)} · {at + 1} de {len(ids)} · {among[at].nombre}")
        self.card.show_evidence(e, among[at], ids, locked=self._session.locked)
        self._show_picture(among[at])

    def _show_picture(self, v: Evidencia) -> None:
        """Read it anew where its content is another."""
        if v.sha256 == self._shown:
            return
        self._stop_drawing()
        self._shown = v.sha256
        if not v.es_imagen:
            self.canvas.show_picture(None, v.nombre, "Este archivo se ve con otro programa: Enter para abrirlo.")
            return
        self.canvas.show_picture(None, v.nombre, "Abriendo la imagen…")
        lanes, sha = self._session.lanes, v.sha256

        def show(picture: Picture | None) -> None:
            if sha == self._shown:
                words = "Esta imagen se ve con otro programa: Enter para abrirla."
                self.canvas.show_picture(picture, v.leyenda or v.nombre, words)

        def read(content: bytes) -> None:
            lanes.free(lambda _work: read_picture(content), show, owner=self)

        lanes.call(lambda s: s.evidencias.leer(v), read, self._on_problem, owner=self)

    def _on_problem(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.canvas.show_picture(None, "", error.message)

    def _show_percent(self) -> None:
        self.percent.setText(f"{self.canvas.percent} %" if self.canvas.picture is not None else "")

    # --- changing -------------------------------------------------------------------------------------------------

    def _do(self, command: Callable[[Expediente, str], Operacion]) -> None:
        key = self._current
        if key in self._session.expediente.evidencias:
            self._session.attempt(lambda e: command(e, key))

    def _remove(self, key: str) -> None:
        self.card.commit()
        self._session.attempt(lambda e: comandos.quitar_evidencia(e, key))

    def _order(self, step: int) -> None:
        among = [v.id for v in self._among()]
        if self._current in among and not self._session.locked:
            self._do(lambda e, v: comandos.ordenar_evidencia(e, v, step, among))

    # --- drawing --------------------------------------------------------------------------------------------------

    @property
    def is_drawing(self) -> bool:
        return not self.bar.isHidden()

    def draw(self) -> None:
        """Take up the tools, where the picture can be drawn on."""
        if self.card.draw.isHidden() or self.canvas.picture is None or self.is_drawing:
            return
        self.card.commit()
        # The picture takes all the room: what is drawn must be seen.
        for beside in self._beside:
            beside.hide()
        self.bar.show()
        self.bar.choose(Tool.ARROW)
        self.bar.show_marks(0)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def _take_tool(self, tool: Tool) -> None:
        self.canvas.set_tool(tool)
        if tool is not Tool.TEXT:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_drawing(self) -> None:
        if not self.is_drawing:
            return
        inside = self.bar.isAncestorOf(self.window().focusWidget()) or self.canvas.hasFocus()
        self.canvas.clear_marks()
        self.bar.hide()
        for beside in self._beside:
            beside.show()
        if inside:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def _save(self) -> None:
        """Burn the marks in; a black-out is asked about first."""
        if not any(isinstance(mark, Tachado) for mark in self.canvas.marks):
            self._keep()
            return
        e, key = self._session.expediente, self._current
        self._session.lanes.call(lambda s: s.evidencias.donde_queda(e, key), self.bar.ask, self._on_problem, owner=self)

    def _keep(self) -> None:
        if not self.canvas.marks:
            return
        key, marks, before = self._current, self.canvas.marks, self._evidence()

        def shown() -> None:
            if any(isinstance(mark, Tachado) for mark in marks):
                self._files.forget(before)

        self._session.mark(key, marks, shown)
        self.bar.save.setEnabled(False)

    # --- keys and focus -------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        if self.is_drawing:
            return DRAWING_HINTS
        if self._session.locked:
            return tuple(h for h in HINTS if h[0] in ("Esc", "↑ ↓", "+ -"))
        return tuple(h for h in HINTS if h[0] != "F2" or not self.card.draw.isHidden())

    def commit(self) -> None:
        self.card.commit()

    def leave(self) -> None:
        """Back to the screen."""
        self.card.commit()
        self._stop_drawing()
        self._current = self._shown = ""
        self.canvas.show_picture(None, "")
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys; they come here only from where nothing is being typed."""
        focus = self.window().focusWidget()
        typing = isinstance(focus, QLineEdit | QPlainTextEdit)
        if event.key() == Qt.Key.Key_Escape:
            if self.is_drawing and self.bar.take_question_back():
                self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            elif self.is_drawing:
                self._stop_drawing()
            else:
                self.leave()
        elif self.is_drawing and event.text() in _TOOLS and not typing:
            self.bar.choose(_TOOLS[event.text()])
        elif event.text() in ("+", "-", "0") and not typing:
            self.canvas.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
