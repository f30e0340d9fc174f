"""That a cédula is applied by somebody else of the team: a remark over its questions. It must never stop anybody."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.cedula.answers import Aplicada
from supervisor_app.domain.reparto import aviso_de_ajena
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.sesion import VisitSession


class OwnerLine(Sentence):
    """Hidden in the cédulas of the person of this laptop, and in those that were not given to anybody."""

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__("", "text3", parent)
        self._session = session
        self._code = ""
        self._me = ""
        session.changed.connect(self._on_changed)
        session.lanes.call(lambda s: s.ajustes.leer().nombre, self._known, self._ignored, owner=self)

    def show_cedula(self, code: str) -> None:
        self._code = code
        self._tell()

    def _known(self, name: str) -> None:
        self._me = name
        self._tell()

    def _ignored(self, error: BaseException) -> None:
        """A remark is a help; without it one answers all the same."""
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Aplicada in kinds:
            self._tell()

    def _tell(self) -> None:
        self.say(aviso_de_ajena(self._session.expediente, self._code, self._me), "text3")
