"""An ASM table on paper: the present one as a draft, and everything that was emitted, to be saved or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app import durable
from supervisor_app.domain.asm import TablaAsm, validar
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.domain.validacion_informe import Severidad
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.services.asm.verbos import Emitida
from supervisor_app.services.papel.asm_impreso import vista_previa
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.ui.paginas.imprimir import PrintJob
from supervisor_app.ui.paginas.teclado import HINTS
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.wiring import Servicios

_NOW = "ahora"


class PaperPage(QWidget):
    """``emit_wanted(folio)``, ``mend_wanted()`` to go where something is missing, ``left()``."""

    emit_wanted = Signal(str)
    mend_wanted = Signal()
    left = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self.theme = follow(self)
        self._tabla = TablaAsm()
        self._emitted: tuple[Emitida, ...] = ()
        self._job: PrintJob | None = None
        self._asked = 0
        self._folder = ""
        self._make_controls()
        self.view = PageView(lanes, name="Tabla en papel")
        self.bar = PageBar(self.view, "Vista previa")
        self._lay_out()
        self.restyle()
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_out.click)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save.click)

    def _make_controls(self) -> None:
        self.back = Button("Volver", "ghost", icon="arrow-left", keys="Esc", tool=True)
        self.back.clicked.connect(lambda _=False: self.left.emit())
        self.which = Choice(name="Qué se muestra")
        self.which.setMinimumContentsLength(28)
        self.which.chosen.connect(lambda _key: self._show_chosen())
        self.folio = TextField(name="Folio")
        self.folio_field = QWidget()
        beside = QHBoxLayout(self.folio_field)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE_2)
        beside.addWidget(Text("Folio", "small-medium", "text2"))
        beside.addWidget(self.folio)
        self.folio.textEdited.connect(lambda _text: self._mark_folio(""))
        self.issue = Button("Emitir", "primary", icon="file-check", writes=True)
        self.issue.clicked.connect(lambda _=False: self.emit_wanted.emit(self.folio.text()))
        self.save = Button("Guardar PDF…", "outline", icon="save", keys="Ctrl+S")
        self.save.clicked.connect(lambda _=False: self._ask_where())
        self.print_out = Button("Imprimir…", "outline", icon="printer", keys="Ctrl+P")
        self.print_out.clicked.connect(lambda _=False: self._print())
        writes(self.folio)
        self.missing = Banner("", "warn", button="Ir a lo que falta")
        self.missing.action.connect(self.mend_wanted)
        self.answer = Sentence()

    def _lay_out(self) -> None:
        line = Flow(gap=SPACE_3)
        line.set_items((self.back, self.which, self.folio_field, self.issue, self.save, self.print_out))
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        head.setSpacing(SPACE_2)
        for part in (line, self.missing, self.answer):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)

    def restyle(self) -> None:
        self.folio.setMinimumWidth(self.theme.px(200))

    # --- showing --------------------------------------------------------------------------------------------------

    def show_table(
        self,
        tabla: TablaAsm,
        emitted: Sequence[Emitida],
        folio: str,
        *,
        newest: bool = False,
        unread: Sequence[str] = (),
    ) -> None:
        """``newest``: show what was emitted last, and not the draft. ``unread``: what was typed and is not in it."""
        self._tabla, self._emitted = tabla, tuple(emitted)
        choices = [(_NOW, "La tabla de ahora, borrador")]
        choices += [(str(n), _version(e)) for n, e in reversed(list(enumerate(emitted)))]
        self.which.set_choices(choices)
        self.which.set_value(str(len(emitted) - 1) if newest and emitted else _NOW)
        if not self.folio.hasFocus():
            self.folio.set_value(folio)
        wrong = [*unread]
        wrong += [a.mensaje for a in validar(tabla) if a.severidad is Severidad.ERROR]
        told = cuantos(len(wrong), "cosa", "cosas")
        self.missing.set_message(
            f"Para emitirla {'falta' if len(wrong) == 1 else 'faltan'} {told}.\n{palabras.told(wrong, 3)}",
            "warn",
            "triangle-alert",
            "Ir a lo que falta",
        )
        self._wrong = bool(wrong)
        self._show_chosen()

    def _show_chosen(self) -> None:
        key = self.which.value()
        now = key == _NOW
        self.missing.setVisible(now and self._wrong)
        self.issue.setEnabled(now and not self._wrong)
        self.save.setEnabled(not now)
        self.folio_field.setVisible(now)
        self.issue.setVisible(now)
        self.answer.say("")
        show = self._only_if_still_wanted()
        if now:
            tabla, folio = self._tabla, self.folio.text()
            self.bar.set_title("Borrador", "Se emite para guardarlo en PDF con su folio.")
            self._lanes.free(lambda _work: vista_previa(tabla, folio=folio), show, self._fail, owner=self)
        else:
            emision = self._emitted[int(key)].emision
            self.bar.set_title(f"{emision.folio}, versión {emision.version}", "Se conserva como se emitió.")
            self._lanes.call(lambda s: s.asm.pdf(emision), show, self._fail, owner=self)

    def _only_if_still_wanted(self) -> Callable[[bytes], None]:
        """Drafts are drawn in another lane than what was emitted is read: the last one asked for is shown."""
        self._asked += 1
        asked = self._asked

        def show(pdf: bytes) -> None:
            if asked == self._asked:
                self.view.set_pdf(pdf, other=True)

        return show

    def refuse(self, sentence: str, field: str = "") -> None:
        self._mark_folio(sentence if field == "folio" else "")
        self.answer.say(sentence, "bad")

    def _mark_folio(self, sentence: str) -> None:
        self.folio.set_invalid(bool(sentence))
        self.folio.setAccessibleDescription(sentence)

    def _fail(self, error: BaseException) -> None:
        self.answer.say(words_of(error), "bad")

    # --- out ------------------------------------------------------------------------------------------------------

    def _chosen(self) -> Emitida | None:
        key = self.which.value()
        return self._emitted[int(key)] if key.isdigit() else None

    def _ask_where(self) -> None:
        emitted = self._chosen()
        if emitted is None:
            return
        name = f"{emitted.emision.folio} v{emitted.emision.version}.pdf".replace("/", "-")
        start = str(Path(self._folder) / name) if self._folder else name
        chosen, _ = QFileDialog.getSaveFileName(self, "Guardar PDF", start, "Documento PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the emission that is shown."""
        emitted = self._chosen()
        if emitted is None:
            return
        self._folder = str(path.parent)
        emision = emitted.emision

        def write(pdf: bytes) -> None:
            self._lanes.free(
                lambda _work: _write(path, pdf),
                lambda _none: self.answer.say(f"Se guardó «{path.name}» en {path.parent}.", "ok"),
                self._fail,
                owner=self,
            )

        self._lanes.call(lambda s: s.asm.pdf(emision), write, self._fail, owner=self)

    def _print(self) -> None:
        pdf = self.view.pdf()
        if self._job is not None or not pdf:
            return
        job = self._job = ask_and_print(self, self._lanes, pdf, "Tabla de ASM")
        job.progress.connect(lambda _page, _pages, words: self.answer.say(words, "text3"))
        job.finished.connect(lambda: self._end("Se envió a la impresora.", "ok"))
        job.stopped.connect(lambda said: self._end(said, "bad"))
        job.failed.connect(lambda said: self._end(said, "bad"))
        job.destroyed.connect(self._forget)

    def _end(self, sentence: str, ink: str) -> None:
        if self._job is not None:
            self._job.deleteLater()
        self._job = None
        self.answer.say(sentence, ink)

    def _forget(self) -> None:
        self._job = None

    def focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hints(self) -> Sequence[Hint]:
        saves = () if self._chosen() is None else (("Ctrl+S", "Guardar PDF"),)
        return (*saves, ("Ctrl+P", "Imprimir"), *HINTS[:4], ("Esc", "Volver"))


def _version(e: Emitida) -> str:
    return f"Versión {e.emision.version} · {e.emision.folio} · {fecha_corta(e.cuando.date())}"


def _write(path: Path, pdf: bytes) -> None:
    try:
        durable.write_atomic(path, pdf, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{path}»: {motivo(error)}. Elija otro lugar.") from error
