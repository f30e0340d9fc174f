"""Joining a colleague's working copy: the file, what it would do in words, and only then the joining.

It never joins what was not shown. Whoever holds it says which visit it may be of, and what comes after.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.copias import EXTENSION, Previa, Unida, nombre_de_equipo
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios


class JoinPanel(QWidget):
    """``joined(Unida)`` once it is on disk. Empty while nothing is chosen.

    ``visit_id``: the only visit that it may be of, where there is one; ``when_ready`` calls back once nothing that was
    done is still on its way to disk.
    """

    joined = Signal(object)

    def __init__(
        self,
        lanes: Lanes[Servicios],
        visit_id: str = "",
        *,
        when_ready: Callable[[Callable[[], None]], None] = lambda then: then(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._visit_id = visit_id
        self._when_ready = when_ready
        self._file: Path | None = None
        self._title = WrapLabel("", "body-medium")
        self._news = WrapLabel("", "body", "text2")
        self._clashes = Sentence("", "warn")
        self._notes = Sentence("", "warn")
        self.answer = Sentence()
        self.accept = Button("Unir", "primary", icon="check", writes=True)
        self.accept.clicked.connect(self.join)
        self.dismiss = Button("No unir", "ghost", icon="x")
        self.dismiss.clicked.connect(lambda _=False: self._forget())
        self._buttons = Flow(gap=SPACE_2)
        self._buttons.set_items((self.accept, self.dismiss))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for widget in (self._title, self._news, self._clashes, self._notes, self.answer, self._buttons):
            column.addWidget(widget)
        self._forget()

    @property
    def asks(self) -> bool:
        """Whether a copy is shown that waits to be joined or not."""
        return self._file is not None

    def texts(self) -> str:
        """What is shown, as it is read."""
        parts = (self._title, self._news, self._clashes, self._notes, self.answer)
        return "\n".join(p.text() for p in parts if not p.isHidden() and p.text())

    def choose(self) -> None:
        """Ask for the file in the dialog of the system."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Unir copia de trabajo", "", f"Copia de trabajo (*{EXTENSION})")
        if chosen:
            self.look(Path(chosen))

    def look(self, file: Path) -> None:
        """Read the copy and say what joining it would do."""
        self._forget()
        self.answer.say("Leyendo la copia…", "text3")
        self._lanes.call(lambda s: s.copias.examinar(file), self._show, self._refused, owner=self)

    def join(self) -> None:
        """Join what is shown."""
        file = self._file
        if file is None:
            return
        for button in (self.accept, self.dismiss):
            button.setEnabled(False)
        self.answer.say("Uniendo…", "text3")
        self._when_ready(
            lambda: self._lanes.call(lambda s: s.copias.unir(file), self._joined, self._refused, owner=self)
        )

    def _show(self, previa: Previa) -> None:
        self.answer.say("")
        c = previa.cabecera
        if self._visit_id and c.visita_id != self._visit_id:
            self.answer.say(f"La copia es de otra visita ({c.folio}, {c.titulo}). Únala desde Inicio.", "bad")
            return
        who = c.quien or nombre_de_equipo(c.equipo)
        self._title.setText(f"{c.folio}, {c.titulo}. La compartió {who} el {fecha_hora(c.hecha)}.")
        self._title.show()
        # Also where nothing is new: that another laptop emits or closed is worth knowing.
        self._notes.say(" ".join(previa.avisos), "warn")
        if previa.nada:
            self.answer.say("Ya estaba unida: no trae nada nuevo.", "ok")
            return
        self._file = previa.ruta
        whole = "La visita no está en este equipo; se traerá completa.\n" if previa.nueva else ""
        self._news.setText(whole + "\n".join(f"· {line}" for line in previa.novedades))
        self._news.show()
        if previa.choques:
            n = cuantos(len(previa.choques), "dato quedó distinto", "datos quedaron distintos")
            self._clashes.say(f"{n} en las dos copias. Nada se pierde: se conservan las dos y usted decide.", "warn")
        self._buttons.show()
        self.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _joined(self, unida: Unida) -> None:
        c = unida.previa.cabecera
        self._forget()
        self.answer.say(f"Se unió la copia de {c.quien or nombre_de_equipo(c.equipo)}.", "ok")
        self.joined.emit(unida)

    def _forget(self) -> None:
        self._file = None
        for widget in (self._title, self._news, self._buttons):
            widget.hide()
        for sentence in (self._clashes, self._notes, self.answer):
            sentence.say("")
        for button in (self.accept, self.dismiss):
            button.setEnabled(True)

    def _refused(self, error: BaseException) -> None:
        self._forget()
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
