"""The cédulas of this installation: which versions are in use, one as an Excel workbook, and one from it.

It must never import half a workbook: what is wrong in it is listed by sheet, row and column, to be copied and mended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.cedulas_propias import exportar_a, exportar_todas
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.file_box import FileBox
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import bring_into_view
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.suggest_field import PickField, Suggestion
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares import frases
from supervisor_app.wiring import Servicios

if TYPE_CHECKING:
    from supervisor_app.services.xlsform.importar import Lectura
    from supervisor_app.services.xlsform.problemas import Problema

_LARGEST = 10 * 2**20 + 1
_LIBRO = "Libro de Excel (*.xlsx)"
_ABOUT = (
    "Exporte una cédula, edítela en Excel, suba su versión y tráigala de vuelta. Las visitas que ya aplican la versión "
    "anterior la conservan."
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is in use, read on the store lane."""

    cedulas: tuple[CedulaDefinition, ...]
    importadas: frozenset[str]


class CedulasCard(Card):
    """The definitions of ``s.definiciones``, read when the place is entered."""

    def __init__(
        self,
        lanes: Lanes[Servicios],
        definiciones: Definiciones,
        *,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Cédulas", icon="file-text", count=" ", parent=parent)
        self._lanes = lanes
        self._definiciones = definiciones
        self._today = today
        self._known: dict[str, CedulaDefinition] = {}
        self._imported: frozenset[str] = frozenset()
        self._told = ""
        self._make_export()
        self._make_import()
        self._lay_out()

    def _make_export(self) -> None:
        self.pick = PickField(placeholder="Escriba su clave o su tema, o elija con ↓")
        self._pick_field = Field("Cédula", self.pick)
        self.pick.problem.connect(self._pick_field.set_error)
        self.pick.chosen.connect(lambda _key: self._show_chosen())
        self.chosen = WrapLabel("", "small", "text2", figures=True)
        self.export = Button("Exportar a Excel…", "outline", icon="download", tool=True)
        self.export.clicked.connect(self._choose_export)
        self.export_all = Button("Exportar todas…", "ghost", icon="folder-open", tool=True)
        self.export_all.clicked.connect(self._choose_folder)
        self.exported = Sentence()

    def _make_import(self) -> None:
        self.file = FileBox(placeholder="Arrastre o pegue aquí un libro .xlsx", name="Importar una cédula de Excel")
        writes(self.file)
        self.file.asked.connect(self._choose_import)
        self.file.dropped.connect(self._on_dropped)
        self.answer = Sentence()
        self.problems = TextArea(minimum_lines=2, maximum_lines=14, name="Lo que se encontró en el libro")
        self.problems.setReadOnly(True)
        self.copy = Button("Copiar la lista", "outline", icon="copy", tool=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._told))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addWidget(self.export)
        buttons.addWidget(self.export_all)
        buttons.addStretch(1)
        self.body.addWidget(self._pick_field)
        self.body.addWidget(self.chosen)
        self.body.addLayout(buttons)
        self.body.addWidget(self.exported)
        self.body.addSpacing(SPACE_3)
        self.body.addWidget(Field("Importar de Excel", self.file))
        for widget in (WrapLabel(_ABOUT, "small", "text3"), self.answer, self.problems, self.copy):
            self.body.addWidget(widget)
        self._list("")

    # --- what is in use -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lanes.call(_read_known, self._show, self._refused_here(self.answer), owner=self)

    def _show(self, known: _Known) -> None:
        self._known = {one.codigo: one for one in known.cedulas}
        self._imported = known.importadas
        self.pick.set_suggestions(
            [Suggestion(one.codigo, one.titulo, f"v{one.version}", one.departamento.label) for one in known.cedulas]
        )
        assert self.heading is not None
        self.heading.set_text("Cédulas", f"{len(known.cedulas):,}")
        self._show_chosen()

    def _show_chosen(self) -> None:
        one = self._known.get(self.pick.key())
        self.export.setEnabled(one is not None)
        if one is None:
            n = len(self._imported)
            self.chosen.setText(frases.plural(n, "importada de Excel", "importadas de Excel") + "." if n else "")
            self.chosen.setVisible(bool(n))
            return
        origin = "importada de Excel" if one.codigo in self._imported else "de la aplicación"
        questions = frases.plural(len(one.items), "pregunta", "preguntas")
        self.chosen.setText(f"Versión {one.version}, vigente al {fecha_corta(one.vigente_al)}, {origin}. {questions}.")
        self.chosen.show()

    # --- out ------------------------------------------------------------------------------------------------------

    def _choose_export(self) -> None:
        one = self._known.get(self.pick.key())
        if one is None:
            return
        suggested = f"{one.codigo} versión {one.version}.xlsx"
        name, _ = QFileDialog.getSaveFileName(self, "Exportar la cédula", suggested, _LIBRO)
        if not name:
            return
        path = Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx")
        self.exported.say("Escribiendo el libro…", "text3")
        self._lanes.free(
            lambda _work: exportar_a(path, one),
            lambda _none: self.exported.say(f"Se escribió «{path.name}».", "ok"),
            self._refused_here(self.exported),
            owner=self,
        )

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Carpeta para los libros")
        if not name:
            return
        self.exported.say("Escribiendo los libros…", "text3")
        self._lanes.free(
            lambda _work: exportar_todas(Path(name), self._definiciones),
            lambda n: self.exported.say(f"Se escribieron {n} libros en «{Path(name).name}».", "ok"),
            self._refused_here(self.exported),
            owner=self,
        )

    # --- in -------------------------------------------------------------------------------------------------------

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Cédula en Excel", "", _LIBRO)
        if name:
            self.import_file(Path(name))

    def _on_dropped(self, files: list[Path]) -> None:
        if files:
            self.import_file(files[0])
        else:
            self.file.set_path(None)
            self.answer.say("")
            self._list("")

    def import_file(self, file: Path) -> None:
        """Read the workbook on the free lane; keep its cédula, or list what is wrong in it."""
        self.file.set_path(file)
        self._list("")
        self._tell("Leyendo el libro…", "text3")
        today, definiciones = self._today(), self._definiciones
        self._lanes.free(
            lambda _work: _read_book(file, definiciones, today),
            self._on_read,
            self._refused_here(self.answer),
            owner=self,
        )

    def _on_read(self, read: Lectura) -> None:
        self._list(_listed(read))
        definicion = read.definicion
        if definicion is None:
            wrong, file = frases.plural(len(read.problemas), "problema", "problemas"), self.file.path()
            of = f" de «{file.name}»" if file is not None else ""
            self.file.set_path(None)
            self._tell(f"No se importó nada{of}: {wrong}. Corrija el libro y vuelva a importarlo.", "bad")
            return
        self._lanes.call(
            lambda s: (str(s.cedulas.guardar(definicion)), _read_known(s)),
            lambda kept: self._on_kept(definicion.codigo, *kept),
            self._refused_here(self.answer),
            owner=self,
        )

    def _on_kept(self, codigo: str, sentence: str, known: _Known) -> None:
        self._show(known)
        self.pick.set_key(codigo)
        self._show_chosen()
        self.file.set_path(None)
        self._tell(sentence, "ok")

    def _tell(self, sentence: str, ink: str) -> None:
        """How the importing goes, and what was found, in sight: they stand under the fold of a low window."""
        self.answer.say(sentence, ink)
        bring_into_view(self.copy if self._told else self.answer)

    def _list(self, text: str) -> None:
        self._told = text
        self.problems.set_value(text)
        for widget in (self.problems, self.copy):
            widget.setVisible(bool(text))

    def _refused_here(self, sentence: Sentence) -> Callable[[BaseException], None]:
        def refused(error: BaseException) -> None:
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            sentence.say(error.message, "bad")
            bring_into_view(sentence)

        return refused


def _read_known(s: Servicios) -> _Known:
    return _Known(tuple(s.definiciones.cedulas.values()), s.definiciones.importadas())


def _read_book(file: Path, definiciones: Definiciones, today: date) -> Lectura:
    from supervisor_app.services.xlsform.importar import importar  # noqa: PLC0415 - a start must not load it

    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST)
    except OSError as error:
        raise UserError(f"No se pudo leer «{file.name}» ({motivo(error)}).") from error
    return importar(content, definiciones.contexto, today)


def _listed(read: Lectura) -> str:
    """Problems first, then what was decided for whoever wrote the workbook, a line each."""
    parts = [_lines(read.problemas)]
    if read.avisos:
        parts.append("Avisos:\n" + _lines(read.avisos))
    return "\n\n".join(part for part in parts if part)


def _lines(told: tuple[Problema, ...]) -> str:
    return "\n".join(str(one) for one in told)
