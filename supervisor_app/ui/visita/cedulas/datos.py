"""The data of an applied cédula: who attended it, the universe, how the sample was taken, remarks. Saved as typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.ui.enlace import Binding
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import NARROW_ZOOM
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.notas import NoteArea

_PERSON = (("nombre", "Atendió (nombre)"), ("cargo", "Cargo de quien atendió"))
_PLAIN = (("universo", "Universo"), ("metodo_muestra", "Método de la muestra"))


class CedulaData(QWidget):
    """A card over the questions. It shows the cédula it is told and saves into that one, also while it is left."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self._session = session
        self._code = ""
        self.theme = follow(self)
        self.fields: dict[str, TextField] = {key: TextField(name=label) for key, label in (*_PERSON, *_PLAIN)}
        self.fields["universo"].setPlaceholderText("Por ejemplo: 1,240 créditos del bimestre")
        self.fields["metodo_muestra"].setPlaceholderText("Por ejemplo: al azar, 5 %")
        self.remarks = NoteArea(name="Observaciones generales")
        card = Card("Datos de la cédula")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._framed = [Field(label, self.fields[key]) for key, label in (*_PERSON, *_PLAIN)]
        self._framed_remarks = Field("Observaciones generales", self.remarks)
        card.body.addLayout(self._grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.addWidget(card)
        for key, field in self.fields.items():
            Binding(field, lambda text, key=key: self._save(key, text))  # type: ignore[misc]  # default binds the key
        Binding(self.remarks, lambda text: self._save("observaciones", text))
        self.restyle()

    def restyle(self) -> None:
        """Two columns, or one with large text."""
        columns = 1 if self.theme.zoom >= NARROW_ZOOM else 2
        for place, field in enumerate(self._framed):
            self._grid.addWidget(field, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        last = len(self._framed) // columns
        self._grid.addWidget(self._framed_remarks, last, 0, 1, columns)

    def show_cedula(self, codigo: str) -> None:
        """Show the data of a cédula; what is being typed in another one is saved first."""
        if codigo != self._code:
            self.commit()
            self._code = codigo
        self.refresh()

    def refresh(self) -> None:
        applied = self._session.expediente.aplicadas.get(self._code)
        attended = (applied.atendio if applied else None) or Persona()
        values = {"nombre": attended.nombre, "cargo": attended.cargo}
        values |= {key: getattr(applied, key) if applied else "" for key, _label in _PLAIN}
        for key, text in values.items():
            self.fields[key].set_value(text)
        self.remarks.show_text(applied.observaciones if applied else "")
        locked = self._session.locked or applied is None
        for field in self.fields.values():
            field.setReadOnly(locked)
        self.remarks.setReadOnly(locked)

    def _save(self, key: str, text: str) -> None:
        code, applied = self._code, self._session.expediente.aplicadas.get(self._code)
        if applied is None:
            return
        if key in ("nombre", "cargo"):
            person = con(applied.atendio or Persona(), **{key: text})
            self._session.attempt(
                lambda e: comandos.modificar_aplicada(e, code, atendio=None if person.vacia else person)
            )
        else:
            self._session.attempt(lambda e: comandos.modificar_aplicada(e, code, **{key: text}))

    def commit(self) -> None:
        for field in self.fields.values():
            field.commit()
        self.remarks.commit()

    def stops(self) -> list[QWidget]:
        return [] if self.isHidden() else [*self.fields.values(), self.remarks]
