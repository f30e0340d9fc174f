"""The first card of a draw: the file or paste, its sheet, the row of its titles and what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from supervisor_app.domain.lectura import leer_numero
from supervisor_app.domain.muestreo.columnas import nombrar
from supervisor_app.domain.muestreo.universo import Papel, Universo
from supervisor_app.domain.texto import cantidad, cuantos, pesos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM, SPACE_2
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.visita.cedulas.sorteo import lectura
from supervisor_app.ui.visita.cedulas.sorteo.lectura import Reading
from supervisor_app.wiring import Servicios

ASKED = (Papel.REGISTRO, Papel.CREDITO, Papel.PERIODO, Papel.TIPO_DOCUMENTO, Papel.INCIDENCIA, Papel.IMPORTE)
"""The columns a person is asked about; the others are known by their titles or stay as they are."""
_FILES = "Listados (*.xlsx *.csv *.txt *.tsv);;Todos los archivos (*)"


class UniverseCard(Card):
    """``changed()`` when there is another universe, or none: ``reading`` has it."""

    changed = Signal()

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__("1 · Universo", icon="list")
        self._lanes = lanes
        self._work: Work | None = None
        self._file: Path | None = None
        self.reading: Reading | None = None
        self.theme = follow(self)
        self.open = Button("Elegir archivo…", icon="folder-open", keys="Ctrl+O")
        self.open.clicked.connect(self.choose)
        self.paste = Button("Pegar listado", icon="clipboard-paste", keys="Ctrl+V")
        self.paste.clicked.connect(self.take_clipboard)
        self.sheet = Choice(name="Hoja del libro")
        self.header = TextField(name="Fila de los encabezados")
        self.roles = {p: Choice(name=f"Columna de {p.label}", placeholder="No está") for p in ASKED}
        self.answer = Sentence()
        self.warned = Sentence("", "warn")
        self.notices = WrapLabel("", "small", "text2")
        self._build()
        self.sheet.chosen.connect(self._other_sheet)
        self.header.committed.connect(self._other_header)
        for papel, choice in self.roles.items():
            choice.chosen.connect(lambda place, p=papel: self._other_role(p, place))
        self._show()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.open, self.paste):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._progress = QWidget()
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        self._meter = Meter(name="Avance de la lectura")
        self._said = WrapLabel("", "small", "text2", figures=True)
        self.cancel_button = Button("Cancelar", tool=True)
        self.cancel_button.clicked.connect(self.cancel)
        row.addWidget(self._said, 1)
        row.addWidget(self._meter, 1)
        row.addWidget(self.cancel_button)
        self._progress.hide()
        self._columns = QWidget()
        self._grid = QGridLayout(self._columns)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._fields = [
            Field("Hoja", self.sheet),
            Field("Fila de los encabezados (0 si no hay)", self.header),
            *(Field(p.label, c) for p, c in self.roles.items()),
        ]
        self._grid.addWidget(self._fields[0], 0, 0)
        self.body.addLayout(buttons)
        for widget in (self._progress, self.answer, self.warned, self.notices, self._columns):
            self.body.addWidget(widget)
        self.restyle()

    def restyle(self) -> None:
        columns = 2 if self.theme.zoom >= NARROW_ZOOM else 4
        many = self.reading is not None and len(self.reading.listado.hojas) > 1
        self._fields[0].setVisible(many)
        for place, field in enumerate(self._fields[0 if many else 1 :]):
            self._grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # --- reading --------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """The system's dialog, without stopping the screen."""
        dialog = QFileDialog(self, "Universo del que se sortea", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def read_file(self, ruta: Path, hoja: str = "") -> None:
        """Read a listing off the main lane."""
        self._file = ruta
        self._start(lambda work: lectura.read_file(work, ruta, hoja))

    def take_clipboard(self) -> None:
        """Read what was copied from a sheet."""
        texto = QGuiApplication.clipboard().text()
        if not texto.strip():
            self.answer.say("No hay nada copiado: copie en Excel el listado con sus encabezados.", "bad")
            return
        self._file = None
        self._start(lambda work: lectura.read_text(work, texto))

    def _start(self, job: Callable[[Work], Reading]) -> None:
        self.cancel()
        self.answer.say("")
        self._tell(0, 0, "Leyendo")
        self._progress.show()
        # What was cancelled may still end well: only the work that is waited for is listened to.
        work = self._work = self._lanes.free(
            job,
            lambda reading: self._read(reading) if self._work is work else None,
            lambda error: self._failed(error) if self._work is work else None,
            progress=lambda *told: self._tell(*told) if self._work is work else None,
            owner=self,
        )

    def pending(self) -> str:
        """What stands between what was asked for and ``reading``, which until then is the universe before; or ""."""
        self.header.commit()
        if self._work is not None:
            return "Espere a que termine la lectura del universo, o cancélela."
        return "Corrija la fila de los encabezados." if self._fields[1].error() else ""

    def cancel(self) -> None:
        """Stop a reading; the universe there was stays."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self._progress.hide()

    def _tell(self, done: int, total: int, words: str) -> None:
        rows = f": {cuantos(done, 'renglón', 'renglones')}" if done else ""
        self._said.setText(f"{words}{rows}…")
        self._meter.set_share(done / total if total else 0.0, f"{words}{rows}")

    def _read(self, reading: Reading) -> None:
        self._work = None
        self._progress.hide()
        self.reading = reading
        self._show()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        self._work = None
        self._progress.hide()
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")

    # --- columns --------------------------------------------------------------------------------------------------

    def _other_sheet(self, hoja: str) -> None:
        if self._file is not None:
            self.read_file(self._file, hoja)

    def _other_header(self, texto: str) -> None:
        r = self.reading
        if r is None:
            return
        try:
            numero = leer_numero(texto) if texto.strip() else 0
            fila = -1 if numero == 0 else list(r.listado.numeros).index(numero)
        except (UserError, ValueError):
            self._fields[1].set_error("Escriba el número de una fila del archivo, o 0 si no tiene encabezados.")
            return
        columnas = nombrar(r.listado.filas, fila)
        self._start(lambda work: lectura.make(work, r.listado, fila, columnas))

    def _other_role(self, papel: Papel, place: str) -> None:
        """The chosen column has this meaning now, and no other; the one that had it has none."""
        r = self.reading
        if r is None:
            return
        columnas = tuple(
            replace(c, papel=papel if str(n) == place else None if c.papel is papel else c.papel)
            for n, c in enumerate(r.columnas)
        )
        self._start(lambda work: lectura.make(work, r.listado, r.encabezado, columnas))

    def _show(self) -> None:
        r = self.reading
        self._columns.setVisible(r is not None)
        self.notices.setVisible(r is not None)
        self._fields[1].set_error("")
        if r is None:
            self.warned.say("")
            self.notices.setText("")
            return
        u = r.armado.universo
        importe = f" · {pesos(u.total)}" if u.total is not None else ""
        self.answer.say(f"{r.listado.nombre}: {cuantos(len(u), 'renglón', 'renglones')}{importe}", "ok")
        self.warned.say("\n".join(r.armado.avisos))
        # The first and the last case show whether the columns are what they were taken for.
        ends = [_case(u, n) for n in sorted({1, len(u)})]
        self.notices.setText("\n".join((*r.armado.apartadas, *ends, f"Huella del universo: {u.sha256}")))
        self.sheet.set_choices([(hoja, hoja) for hoja in r.listado.hojas])
        self.sheet.set_value(r.listado.hoja)
        self.restyle()
        self.header.set_value(str(r.listado.numeros[r.encabezado]) if r.encabezado >= 0 else "0")
        titles = [("", "No está"), *((str(n), c.titulo) for n, c in enumerate(r.columnas))]
        for papel, choice in self.roles.items():
            choice.set_choices(titles)
            choice.set_value(next((str(n) for n, c in enumerate(r.columnas) if c.papel is papel), ""))


def _case(u: Universo, numero: int) -> str:
    """A case as its row of the muestra will say it."""
    importe = u.importe(numero)
    parts = (u.referencia(numero), u.detalle(numero), pesos(importe) if importe is not None else "sin importe")
    return f"Caso {cantidad(numero)}: {' · '.join(p for p in parts if p)}"
