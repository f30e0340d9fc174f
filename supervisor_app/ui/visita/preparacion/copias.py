"""The work of several supervisors on this visit: who applies which cédula, and the copies that go to and fro.

It shares what is on disk and joins what was shown; it must never decide a clash.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.reparto import responsable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.copias import Compartida, Unida
from supervisor_app.ui.copias import JoinPanel
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.disclosure import Disclosure
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.preparacion.tarjeta import VisitCard

_ABOUT = (
    "Cada quien trabaja en su laptop. Compartan una copia de trabajo en una memoria USB o carpeta y únanla: nada se "
    "pierde, y lo que ambos escribieron distinto se pregunta. Los documentos no viajan en la copia: emitan, firmen y "
    "cierren la visita en un solo equipo."
)
_NOBODY = "Sin asignar"


class SharedWorkCard(VisitCard):
    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "Trabajo de varias personas", "users", parent)
        self.share = Button("Compartir copia de trabajo…", "outline", icon="upload", tool=True, writes=True)
        self.share.clicked.connect(self._choose)
        self.bring = Button("Unir copia…", "outline", icon="download", tool=True, writes=True)
        self.panel = JoinPanel(session.lanes, session.expediente.visita.id, when_ready=session.when_saved)
        self.panel.joined.connect(self._on_joined)
        self.bring.clicked.connect(self.panel.choose)
        self.answer = Sentence()
        self.choices: dict[str, Choice] = {}
        self._rows: dict[str, QWidget] = {}
        self._shares = Disclosure("Quién aplica cada cédula")
        buttons = Flow(gap=SPACE_2)
        buttons.set_items((self.share, self.bring))
        self.body.setSpacing(SPACE_2)
        for widget in (WrapLabel(_ABOUT, "small", "text2"), buttons, self.answer, self.panel, self._shares):
            self.body.addWidget(widget)
        self._shown: tuple[object, ...] = ()

    # --- who applies what -----------------------------------------------------------------------------------------

    def show_visit(self) -> None:
        super().show_visit()
        e = self.session.expediente
        team = tuple(p.nombre.strip() for p in e.visita.equipo if p.nombre.strip())
        self._shares.setVisible(len(team) > 1 and bool(e.visita.cedulas))
        shown = (team, e.visita.cedulas, e.aplicadas)
        if shown == self._shown:
            return
        self._shown = shown
        for codigo in (c for c in self.choices if c not in e.visita.cedulas):
            self._rows[codigo].hide()
        for codigo in e.visita.cedulas:
            choice = self._choice(codigo)
            name = responsable(e, codigo)
            # Somebody who left the team keeps what was given to him until it is given to another one.
            names = tuple(dict.fromkeys((*team, *((name,) if name else ()))))
            choice.set_choices([("", _NOBODY), *((n, n) for n in names)])
            choice.set_value(name)
            self._rows[codigo].show()
        given = sum(bool(responsable(e, codigo)) for codigo in e.visita.cedulas)
        self._shares.set_summary(f"{given} de {len(e.visita.cedulas)} asignadas" if given else _NOBODY)

    def _choice(self, codigo: str) -> Choice:
        if codigo not in self.choices:
            choice = self.choices[codigo] = Choice(placeholder=_NOBODY, name=f"Quién aplica {codigo}")
            choice.chosen.connect(lambda name, c=codigo: self._give(c, name))
            definition = self.session.definiciones.get(codigo)
            words = f"{codigo} · {definition.proceso}" if definition is not None else codigo
            self._rows[codigo] = Beside(WrapLabel(words, "small"), choice, keep=200)
            self._shares.body.addWidget(self._rows[codigo])
        return self.choices[codigo]

    def _give(self, codigo: str, name: str) -> None:
        person = next((p for p in self.visita.equipo if p.nombre.strip() == name), Persona(nombre=name))
        self.session.attempt(lambda e: comandos.modificar_aplicada(e, codigo, responsable=person if name else None))

    def lock(self, closed: bool) -> None:
        super().lock(closed)
        for widget in (self.share, self.bring, *self.choices.values()):
            widget.setEnabled(not closed)

    # --- copies ---------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Compartir copia de trabajo en…")
        if folder:
            self.share_in(Path(folder))

    def share_in(self, folder: Path) -> None:
        """Write a copy into the folder, once everything that was done is on disk."""
        self.answer.say("Escribiendo la copia…", "text3")
        self.share.setEnabled(False)
        visit_id = self.visita.id
        self.session.when_saved(
            lambda: self.session.lanes.call(
                lambda s: s.copias.compartir(visit_id, folder), self._on_shared, self._refused, owner=self
            )
        )

    def _on_shared(self, made: Compartida) -> None:
        self.share.setEnabled(True)
        self.answer.say(
            f"Copia escrita: {made.ruta.name}. Contiene todo lo capturado; entréguela sólo a la comisión y bórrela "
            "después de unirla.",
            "ok",
        )

    def _on_joined(self, unida: Unida) -> None:
        self.session.take(unida.expediente)

    def _refused(self, error: BaseException) -> None:
        self.share.setEnabled(True)
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
