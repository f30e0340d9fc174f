"""What every card of this step is: it shows part of the visit and changes it through the session."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.visita import Visita
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.sesion import VisitSession


class VisitCard(Card):
    """``places`` are the fields that links lead to, by the name that ``avance`` gives them."""

    def __init__(self, session: VisitSession, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, icon=icon, parent=parent)
        self.session = session
        self.places: dict[str, QWidget] = {}
        self._texts: dict[str, TextField] = {}
        self.body.setSpacing(SPACE_3)

    @property
    def visita(self) -> Visita:
        return self.session.expediente.visita

    def change(self, que: str, **campos: object) -> None:
        """Change fields of the visit; a refusal is shown by the window."""
        self.session.attempt(lambda e: comandos.modificar_visita(e, que, **campos))

    def text(self, campo: str, que: str, placeholder: str = "") -> TextField:
        """A line of text tied to a field of the visit."""
        field = TextField(placeholder=placeholder)
        Binding(field, lambda text: self.change(que, **{campo: text.strip()}))
        self._texts[campo] = field
        self.places[campo] = field
        return field

    def show_visit(self) -> None:
        """Show the visit as it is; what is being typed is not taken away."""
        for campo, field in self._texts.items():
            text = getattr(self.visita, campo)
            # A space at the end is on its way to a second word: what was saved without it must not take it.
            if field.text().strip() != text:
                field.set_value(text)

    def lock(self, closed: bool) -> None:
        """Readable, not to be changed, for a closed visit."""
        for field in self._texts.values():
            field.setReadOnly(closed)
