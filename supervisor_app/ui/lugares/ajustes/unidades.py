"""The UMF and offices that a person imports from a CSV, with what is wrong in it line by line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.unidades import COLUMNAS, Importacion, Problema, UnidadMedica
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares import frases
from supervisor_app.wiring import Servicios

_LARGEST = 5_000_001
_TOLD = 12


class UnitsCard(Card):
    """The units of ``s.unidades``, read when the place is entered."""

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("UMF y oficinas", icon="building-2", count=" ", parent=parent)
        self._lanes = lanes
        self.kept = WrapLabel("", "body")
        self.answer = Sentence()
        self.problems = WrapLabel("", "small", "text2", figures=True)
        self.problems.hide()
        self.add = Button("Importar CSV…", "outline", icon="upload", tool=True)
        self.add.clicked.connect(self._choose)
        self.clear = Button("Quitar las importadas", "ghost", icon="trash-2", tool=True)
        self.clear.clicked.connect(self._clear)
        self.undo = Button("Deshacer", "outline", icon="undo-2", tool=True)
        self.undo.clicked.connect(self._bring_back)
        self._taken_out: tuple[UnidadMedica, ...] = ()
        columns = ", ".join(COLUMNAS)
        about = f"Se sugieren al escribir la unidad. La primera fila del CSV dice las columnas: {columns}."
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.add)
        buttons.addWidget(self.clear)
        buttons.addWidget(self.undo)
        buttons.addStretch(1)
        for widget in (self.kept, WrapLabel(about, "small", "text3"), self.answer, self.problems):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)

    def refresh(self) -> None:
        self._lanes.call(lambda s: s.unidades.leer(), self._show, self._refused, owner=self)

    def _show(self, unidades: tuple[UnidadMedica, ...]) -> None:
        kinds = Counter(u.tipo for u in unidades)
        counts = [f"{n:,} {kind.value}" for kind, n in kinds.items()]
        self.kept.setText(f"Importadas: {' · '.join(counts)}." if unidades else "Todavía no se ha importado ninguna.")
        self.clear.setVisible(bool(unidades))
        self.undo.setVisible(bool(self._taken_out))
        assert self.heading is not None
        self.heading.set_text("UMF y oficinas", f"{len(unidades):,}" if unidades else "")

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "CSV de UMF y oficinas", "", "CSV (*.csv *.txt)")
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Read the file on the free lane, keep its good rows, and tell the bad ones."""
        self.answer.say("Leyendo el archivo…", "text3")

        def keep(content: bytes) -> None:
            self._lanes.call(lambda s: s.unidades.importar(content), self._imported, self._refused, owner=self)

        self._lanes.free(lambda _work: _read(file), keep, self._refused, owner=self)

    def _imported(self, done: Importacion) -> None:
        self._show(done.unidades)
        new = frases.plural(done.nuevas, "unidad nueva", "unidades nuevas") if done.nuevas else "Ninguna unidad nueva"
        wrong = len(done.problemas)
        if wrong:
            lines = frases.plural(wrong, "problema", "problemas")
            self.answer.say(f"{new}; {lines}. Corrija esas líneas y vuelva a importar el archivo.", "warn")
        else:
            self.answer.say(f"{new}.", "ok")
        self.problems.setText("\n".join(_told(done.problemas)))
        self.problems.setVisible(bool(wrong))

    def _clear(self) -> None:
        def cleared(taken_out: tuple[UnidadMedica, ...]) -> None:
            had_focus = self.clear.hasFocus()
            self._taken_out = taken_out
            self.answer.say("Se quitaron las unidades importadas. Las visitas conservan lo que dicen.", "ok")
            self.problems.hide()
            self._show(())
            if had_focus:
                self.undo.setFocus()

        self._lanes.call(lambda s: s.unidades.quitar_todas(), cleared, self._refused, owner=self)

    def _bring_back(self) -> None:
        taken_out, self._taken_out = self._taken_out, ()

        def back(unidades: tuple[UnidadMedica, ...]) -> None:
            self.answer.say("Se deshizo: las unidades importadas están otra vez.", "ok")
            self._show(unidades)

        self._lanes.call(lambda s: s.unidades.devolver(taken_out), back, self._refused, owner=self)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        # A damaged file can only be taken away.
        self.clear.show()


def _told(problemas: tuple[Problema, ...]) -> list[str]:
    told = [str(p).removeprefix(f"{p.archivo}, ") for p in problemas[:_TOLD]]
    more = len(problemas) - _TOLD
    return [*told, f"… y {more} más."] if more > 0 else told


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError as error:
        raise UserError(f"No se pudo leer «{file.name}» ({motivo(error)}).") from error
