"""Which certifying authorities are trusted, which are missing, and how to bring them. It never fetches anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Check
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_LARGEST = 64 * 1024
_WHY = (
    "Sin el certificado de su autoridad, una firma se comprueba pero no se puede decir quién la respalda. Descárguelo "
    "del portal del SAT («Certificados de autoridades certificadoras», archivo Cert_Prod.zip) o pídalo a su área de "
    "informática, y agregue aquí los archivos .cer o .crt: la aplicación comprueba su huella."
)
_Known = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Names of those present, missing and refused; and of those present for time stamps."""


class AuthoritiesCard(Card):
    """The anchors of ``s.firmas``, read when the place is entered."""

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__("Autoridades certificadoras", icon="shield-check", count=" ", parent=parent)
        self._lanes = lanes
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_1)
        self.lines: list[Sentence] = []
        self.why = WrapLabel(_WHY, "small", "text2")
        self.answer = Sentence()
        self.add = Button("Agregar certificados…", "outline", icon="plus", tool=True)
        self.add.clicked.connect(self._choose)
        self.approved = Check("La oficina comprobó la huella y la aprueba")
        self.of_time = Check("Es de sellado de tiempo y no de e.firmas")
        self.body.setSpacing(SPACE_2)
        self.body.addLayout(self._list)
        self.body.addWidget(self.why)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.approved)
        self.body.addWidget(self.of_time)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        self._lanes.call(_known, self._show, self._refused, owner=self)

    def _show(self, known: _Known) -> None:
        present, missing, refused, of_time = known
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        told = [
            *((name, "ok") for name in present),
            *((f"{name}: falta su certificado", "warn") for name in missing),
            *((f"{name}: no está entre los esperados y no se usa", "bad") for name in refused),
            *((f"{name} (sellado de tiempo)", "ok") for name in of_time),
        ]
        self.lines = [Sentence(text, ink, self) for text, ink in told]
        for line in self.lines:
            self._list.addWidget(line)
        self.why.setVisible(bool(missing))
        assert self.heading is not None
        self.heading.set_text("Autoridades certificadoras", f"{len(present)} de {len(present) + len(missing)}")

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, "Certificados de autoridades", "", "Certificados (*.cer *.crt *.der *.pem)"
        )
        if names:
            self.add_files([Path(name) for name in names])

    def add_files(self, files: list[Path]) -> None:
        """Read the files on the free lane and trust those that are expected, or that the office approved."""
        approved, of_time = self.approved.isChecked(), self.of_time.isChecked()

        def add(s: Servicios, contents: list[bytes]) -> list[str]:
            return [
                s.firmas.agregar_autoridad(c, aprobada_por_la_oficina=approved, para_sellos=of_time) for c in contents
            ]

        def keep(contents: list[bytes]) -> None:
            self._lanes.call(lambda s: add(s, contents), self._added, self._refused, owner=self)

        self._lanes.free(lambda _work: [_read(file) for file in files], keep, self._refused, owner=self)

    def _added(self, names: list[str]) -> None:
        self.approved.setChecked(False)
        self.of_time.setChecked(False)
        word = "Se agregó" if len(names) == 1 else "Se agregaron"
        self.answer.say(f"{word}: {', '.join(names)}.", "ok")
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        if not self.lines:
            return
        # Of several files, those before the refused one were added.
        self._lanes.call(_known, self._show, lambda _error: None, owner=self)


def _known(s: Servicios) -> _Known:
    anclas, sellos = s.firmas.anclas(), s.firmas.confianza.anclas(para_sellos=True)
    present, of_time = (tuple(a.nombre for a in some.autoridades) for some in (anclas, sellos))
    return present, anclas.faltantes, anclas.rechazadas + sellos.rechazadas, of_time


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST + 1)
    except OSError as error:
        raise UserError(f"No se pudo leer «{file.name}» ({motivo(error)}).") from error
