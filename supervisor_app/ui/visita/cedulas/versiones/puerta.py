"""Knows whether newer versions have come, opens their page over the questions and comes back from it.

The folder is asked on the store lane; a definition that cannot be read offers nothing. It must never change the visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from supervisor_app.domain.cedula.answers import CedulaFijada
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.novedades import por_ofrecer
from supervisor_app.domain.visita import Visita
from supervisor_app.services.versiones import disponibles
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas.centro import Centre
from supervisor_app.ui.visita.cedulas.lateral import CedulaSide
from supervisor_app.ui.visita.cedulas.versiones.pagina import VersionsPage
from supervisor_app.ui.visita.cedulas.versiones.textos import announced

VERSION_HINTS: Sequence[Hint] = (
    ("Tab", "Seguir o quedarse"),
    ("↑ ↓", "Recorrer los cambios"),
    ("Ctrl+Z", "Deshacer"),
    ("Esc", "Volver"),
)


class VersionsDoor(QStackedWidget):
    """``main`` is what is shown while the page is closed; ``centre`` and ``side`` tell what there is and lead to it.
    ``opening()`` before the page opens; ``turned()`` when it opened or closed.
    """

    opening = Signal()
    turned = Signal()

    def __init__(self, session: VisitSession, main: QWidget, centre: Centre, side: CedulaSide) -> None:
        super().__init__()
        self._session, self._centre, self._side = session, centre, side
        for teller in (centre, side):
            teller.versions_wanted.connect(self.open)
        self._available: tuple[CedulaDefinition, ...] = ()
        self.page: VersionsPage | None = None
        self.addWidget(main)
        session.changed.connect(self._on_changed)
        self._show()

    def ask(self) -> None:
        """Look what versions there are of the cédulas of the visit."""
        e = self._session.expediente
        self._session.lanes.call(lambda s: disponibles(s.definiciones, e), self._on_known, owner=self)

    def _on_known(self, available: tuple[CedulaDefinition, ...]) -> None:
        if available == self._available:
            return
        self._available = available
        if self.page is not None and self.is_open():
            self.page.show_available(available)
        self._show()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Visita in kinds:
            self.ask()
        if kinds & {CedulaFijada, SinLugar, Visita}:
            self._show()

    def _show(self) -> None:
        self._centre.show_versions(self.notice())
        self._side.show_versions(self.label())

    # --- what there is --------------------------------------------------------------------------------------------

    def notice(self) -> str:
        """The sentence over the questions; "" where nothing waits for an answer."""
        e = self._session.expediente
        return announced(e, por_ofrecer(e, self._available))

    def label(self) -> str:
        """What the way to the page is called; "" where there is nothing on it."""
        e = self._session.expediente
        lost = sum(s.cedula in e.visita.cedulas for s in e.sin_lugar.values())
        if lost:
            return f"Sin lugar ({lost})"
        return "Versiones" if por_ofrecer(e, self._available, descartadas=True) else ""

    def holds(self, item_id: str) -> bool:
        """Whether a question is only on the page: it is not asked any more, and what was answered has no place."""
        e = self._session.expediente
        return e.item(item_id) is None and any(s.item_id == item_id for s in e.sin_lugar.values())

    # --- the page -------------------------------------------------------------------------------------------------

    def is_open(self) -> bool:
        return self.page is not None and self.currentWidget() is self.page

    def open(self) -> None:
        self.opening.emit()
        if self.page is None:
            self.page = VersionsPage(self._session)
            self.page.left.connect(self.close_page)
            self.addWidget(self.page)
        self.setCurrentWidget(self.page)
        self.page.show_available(self._available)
        self.page.focus_first()
        self.turned.emit()

    def close_page(self) -> None:
        """Back to the questions."""
        if self.is_open():
            self.setCurrentIndex(0)
            self.turned.emit()
