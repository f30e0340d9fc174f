"""The header of the window: where one is, whose data they are, what can be done anywhere, and whether all is saved.

It must never open anything by itself: its buttons are told what to do by the window.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.texto import periodo
from supervisor_app.domain.visita import Visita
from supervisor_app.settings import Ajustes
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.header_bar import HeaderBar
from supervisor_app.ui.kit.pill import Avatar, Pill
from supervisor_app.ui.kit.saved_badge import SavedBadge
from supervisor_app.ui.kit.tokens import NARROW_WINDOW, NARROW_ZOOM, WIDTH_RAIL
from supervisor_app.ui.kit.writing import writes

TITLES = {
    "inicio": "Inicio",
    "buscar": "Buscar",
    "verificar": "Verificar",
    "ajustes": "Ajustes",
    "teclas": "Todas las teclas",
    "soporte": "Ayuda a soporte",
    "respaldos": "Respaldos",
    "papelera": "Papelera",
    "sincronizacion": "Sincronización",
    "oficina": "Oficina",
    "asm": "Aspectos susceptibles de mejora",
    "programa": "Programa de visitas",
    "seguimiento": "Seguimiento",
}
"""The places without a visit, by key."""


class WindowHeader(HeaderBar):
    """Title and subtitle of a place or of the visit, with search, undo, the badge and the round mark of the person."""

    def __init__(
        self, ajustes: Ajustes, *, search: Callable[[], None], undo: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._search = self._add_button("Buscar", "search", "Ctrl+F", search)
        self._undo = self._add_button("Deshacer", "undo-2", "Ctrl+Z", undo)
        writes(self._undo)
        self._fictitious = Pill("Datos ficticios", "flask-conical")
        self.badge = SavedBadge()
        self.avatar = Avatar(ajustes.nombre)
        for widget in (self._fictitious, self.badge, self.avatar):
            self.add(widget)

    def _add_button(self, text: str, icon: str, keys: str, action: Callable[[], None]) -> Button:
        button = Button(text, "ghost", icon=icon, keys=keys)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: action())
        self.add(button)
        return button

    def offer_lock(self, lock: Callable[[], None], keys: str) -> None:
        """A button that hides everything at once, where the data have a passphrase."""
        self._add_button("Bloquear", "lock", keys, lock).set_bare(True)

    def show_visit(self, visita: Visita, ajustes: Ajustes) -> None:
        self.set_title(visita.titulo, _subtitle(visita))
        self._undo.setVisible(True)
        self._fictitious.setVisible(visita.ficticia or ajustes.ficticio)

    def show_place(self, key: str, ajustes: Ajustes, today: date) -> None:
        """One of :data:`TITLES`; Inicio also says which day it is."""
        parts = [_long_day(today) if key == "inicio" else "", ajustes.nombre, ajustes.adscripcion]
        self.set_title(TITLES[key], " · ".join(p for p in parts if p))
        self._undo.setVisible(False)
        self._fictitious.setVisible(ajustes.ficticio)

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """With little room the title keeps its words, and the buttons their icons only."""
        narrow = self.width() < NARROW_WINDOW - WIDTH_RAIL or self.theme.zoom >= NARROW_ZOOM
        for button in (self._search, self._undo):
            button.set_bare(narrow)

    def show_failure(self, sentence: str, action: str) -> None:
        """On the badge, in a few words: «disco lleno»."""
        known = {"lleno": "disco lleno", "sólo lectura": "carpeta protegida", "otra ventana": "otra ventana"}
        short = next((words for mark, words in known.items() if mark in sentence.casefold()), "vea el aviso")
        self.badge.failed(short, action)


def _subtitle(visita: Visita) -> str:
    parts = [f"Visita {visita.folio}", visita.tipo.label]
    if visita.inicio and visita.fin:
        parts.append(periodo(visita.inicio, visita.fin))
    if visita.pliego:
        parts.append(f"Pliego {visita.pliego}")
    if visita.revision > 1:
        parts.append(f"Corrección {visita.revision - 1}")
    if visita.cerrada:
        parts.append("Cerrada")
    return " · ".join(parts)


def _long_day(day: date) -> str:
    names = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")
    return f"{names[day.weekday()]} {periodo(day, day)}"
