"""The page on which the sample of one muestra is drawn. It leaves for its item when that is done or given up.

The universe is kept before the visit speaks of it. This module must never work out which cases come out.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from supervisor_app import durable
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.comandos.muestreo import se_perderian
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.plan import registrar
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.muestreo.universo import Universo
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.universos.exporta import a_csv, a_xlsx
from supervisor_app.services.universos.verbos import nueva_semilla
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.sorteo.plan import PlanCard
from supervisor_app.ui.visita.cedulas.sorteo.universo import UniverseCard
from supervisor_app.ui.visita.evidencia.entrada import local_files

_KINDS = "Excel (*.xlsx);;CSV (*.csv);;Universo completo (*.tsv)"


class SamplePage(QWidget):
    """``left()``: back to the item, with or without a draw."""

    left = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self._session = session
        self._item: ItemDefinition | None = None
        self.title = Text("", "title")
        self.question = WrapLabel("", "body", "text2")
        self.universe = UniverseCard(session.lanes)
        self.plan = PlanCard()
        self.now = Card("Sorteo vigente", icon="list-todo")
        self.described = WrapLabel("", "body")
        self.export = Button("Guardar muestra o universo…", icon="download", tool=True)
        self.answer = Sentence()
        self.back = Button("Volver", "ghost", keys="Esc")
        self.draw = Button("Sortear", "primary", icon="play", keys="Ctrl+Enter")
        self.setAcceptDrops(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        column = self._column = ScrollColumn(name="Sorteo de la muestra")
        for widget in (self.title, self.question, self.universe, self.plan, self.now):
            column.add(widget)
        self.now.body.addWidget(self.described)
        self.now.body.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QWidget()
        lines = QVBoxLayout(foot)
        lines.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        lines.setSpacing(SPACE_2)
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.answer, 1)
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.draw)
        lines.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(column, 1)
        outer.addWidget(foot)

    def _connect(self) -> None:
        self.universe.changed.connect(self._on_universe)
        self.draw.clicked.connect(self.draw_sample)
        self.back.clicked.connect(self.leave)
        self.export.clicked.connect(self._choose_target)
        for keys, action in (("Ctrl+O", self.universe.choose), ("Ctrl+Return", self.draw_sample)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_item(self, item: ItemDefinition) -> None:
        """Begin with a muestra; the universe of the draw before stays on the page while it is open."""
        self._item = item
        self.title.setText(f"Sorteo de la muestra · {item.id}")
        self.question.setText(item.pregunta)
        self.plan.seed.set_value(nueva_semilla())
        self.answer.say("")
        self._show_present()
        self.universe.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_present(self) -> None:
        m = self._present()
        self.now.setVisible(m is not None)
        if m is not None:
            size = frases.del_tamano(m.calculo, m.tamano)
            parts = (frases.del_universo(m), frases.del_metodo(m), frases.de_los_estratos(m), size)
            self.described.setText("\n".join(p for p in parts if p))

    def _present(self) -> Muestreo | None:
        return self._session.expediente.muestreos.get(self._item.id) if self._item is not None else None

    def _on_universe(self) -> None:
        self.answer.say("")
        self.plan.show_universe(self.universe.reading)
        # That of the window: while the system's dialog is still going away, the application has none.
        if self.universe.isAncestorOf(self.window().focusWidget() or self):
            self.plan.method.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.ensureWidgetVisible(self.plan)

    # --- drawing --------------------------------------------------------------------------------------------------

    def draw_sample(self) -> None:
        """Draw off the main lane, keep the universe, and write the draw."""
        reading, item = self.universe.reading, self._item
        if item is None:
            return
        pending = self.universe.pending()
        if pending:
            self.answer.say(pending, "bad")
            return
        if reading is None:
            self.answer.say("Elija primero el universo: un archivo, o pegue el listado.", "bad")
            return
        for field in (self.plan.cases, self.plan.confidence, self.plan.expected, self.plan.tolerable, self.plan.seed):
            field.commit()
        try:
            plan = self.plan.plan()
        except UserError as error:
            self.plan.tell(error)
            return
        u, nombre, visita_id = reading.armado.universo, reading.listado.nombre, self._session.expediente.visita.id
        cuando = datetime.now().astimezone()
        self.draw.setEnabled(False)
        self.answer.say("Sorteando…", "text3")
        self._session.lanes.free(
            lambda _work: registrar(u, plan, nombre=nombre, visita_id=visita_id, item_id=item.id, cuando=cuando),
            lambda m: self._drawn(m, u),
            self._failed,
            owner=self,
        )

    def _drawn(self, m: Muestreo, u: Universo) -> None:
        self.draw.setEnabled(True)
        self.answer.say("")
        lost = len(se_perderian(self._session.expediente, m))

        def kept(_sha: str) -> None:
            item = self._item
            if item is None or item.id != m.item_id:
                return
            # What it takes away is not asked before: it is told, and offered back.
            done = self._session.attempt(
                lambda e: comandos.sortear(e, item, m, u, nuevo_id=self._session.new_id, aceptar_perdida=True)
            )
            if done:
                self.leave()
            if done and lost:
                texto = cuantos(lost, "renglón ya revisado", "renglones ya revisados")
                self._session.offer_back(f"Se sorteó de nuevo {item.id}; el sorteo anterior tenía {texto}.")

        self._session.lanes.call(lambda s: s.universos.guardar(u), kept, self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        self.draw.setEnabled(True)
        if isinstance(error, UserError):
            self.answer.say("")
            self.plan.tell(error)
        elif isinstance(error, EnvironmentProblem):
            self.answer.say(error.message, "bad")
        else:
            raise error

    def leave(self) -> None:
        """Back to the item; a reading that goes on is stopped."""
        self.universe.cancel()
        self.left.emit()

    # --- exporting ------------------------------------------------------------------------------------------------

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, "Guardar la muestra", "muestra.xlsx", _KINDS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda name: self.save_sample(Path(name)))
        dialog.open()

    def save_sample(self, ruta: Path) -> None:
        """The drawn rows as xlsx or csv, or the whole universe in its canonical form as tsv."""
        m = self._present()
        if m is None:
            return

        def content(u: Universo) -> bytes:
            match ruta.suffix.casefold():
                case ".tsv":
                    return u.canonico
                case ".csv":
                    return a_csv(u, m.numeros)
                case _:
                    return a_xlsx(u, m.numeros)

        def read(u: Universo) -> None:
            self._session.lanes.free(
                lambda _work: _save(ruta, content(u)),
                lambda _none: self.answer.say(f"Se guardó «{ruta.name}».", "ok"),
                self._failed,
                owner=self,
            )

        self._session.lanes.call(lambda s: s.universos.leer(m.universo.sha256), read, self._failed, owner=self)

    # --- dropping -------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A listing that is led here is the universe, not evidence of the question under the page."""
        if len(local_files(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        (ruta,) = local_files(event.mimeData())
        event.acceptProposedAction()
        self.universe.read_file(ruta)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Paste) and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.universe.take_clipboard()
        # Nothing goes further: the single keys of the questions under the page would answer them.


def _save(ruta: Path, contenido: bytes) -> None:
    try:
        durable.write_atomic(ruta, contenido, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta.name}» ({motivo(error)}).") from error
