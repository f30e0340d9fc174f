"""The sheet by which the office is taken up again once its computer is lost: on paper or as a file, never on screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog

from supervisor_app.services.hoja_oficina import NOMBRE, HojaDeOficina
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import ask_and_print
from supervisor_app.wiring import Servicios

R = TypeVar("R")
_WHAT = (
    "Con ella y el buzón, otra computadora sigue siendo esta oficina si ésta se pierde sin respaldo. Guárdela en un "
    "lugar con llave, aparte de la computadora: quien la tenga puede hablar en nombre de la oficina."
)


class SheetCard(Card):
    """Prints or saves it. The key is asked of the store for each, and no widget keeps it."""

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date]) -> None:
        super().__init__("Hoja de recuperación", icon="key-round")
        self._lanes, self._today = lanes, today
        self.print_it = Button("Imprimir", "outline", icon="printer")
        self.save = Button("Guardar PDF…", "outline", icon="download")
        self.print_it.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self.told = Sentence()
        ways = Flow(gap=SPACE_2)
        ways.set_items((self.print_it, self.save))
        for part in (WrapLabel(_WHAT, "small", "text2"), ways, self.told):
            self.body.addWidget(part)

    def _print(self) -> None:
        self._with_sheet(lambda sheet, day: sheet.pdf(day), self._open_print)

    def _open_print(self, pdf: bytes) -> None:
        self.told.say("")
        job = ask_and_print(self, self._lanes, pdf, "Hoja de recuperación de la oficina")
        job.finished.connect(lambda: self.told.say("La hoja se envió a la impresora. Recójala usted.", "ok"))
        for refused in (job.failed, job.stopped):
            refused.connect(lambda sentence: self.told.say(sentence, "bad"))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Guardar la hoja en…", NOMBRE, "Documento PDF (*.pdf)")
        if name:
            path = Path(name)
            self.save_in(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_in(self, path: Path) -> None:
        """The sheet as a file."""
        self._with_sheet(
            lambda sheet, day: sheet.guardar(day, path),
            lambda made: self.told.say(
                f"Se guardó «{made.name}». No está cifrada: imprímala o llévela a una memoria, y bórrela de aquí.",
                "ok",
            ),
        )

    def _with_sheet(self, make: Callable[[HojaDeOficina, date], R], then: Callable[[R], object]) -> None:
        day = self._today()
        self.told.say("Preparando la hoja…", "text3")

        def draw(sheet: HojaDeOficina) -> None:
            self._lanes.free(lambda _work: make(sheet, day), lambda made: (then(made), None)[1], self._fail, owner=self)

        self._lanes.call(lambda s: s.mesa.hoja(), draw, self._fail, owner=self)

    def _fail(self, error: BaseException) -> None:
        self.told.say(words_of(error), "bad")
