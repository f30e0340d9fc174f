"""The settings as cards. What is changed is written on the store lane over the settings of that moment.

It must never write a setting that nobody touched: another place (the zoom of the window) may have changed it meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes.aspecto import LookCard
from supervisor_app.ui.lugares.ajustes.autoridades import AuthoritiesCard
from supervisor_app.ui.lugares.ajustes.cedulas import CedulasCard
from supervisor_app.ui.lugares.ajustes.datos import DataCard
from supervisor_app.ui.lugares.ajustes.entrega import DeliveryFolderCard
from supervisor_app.ui.lugares.ajustes.feriados import HolidaysCard
from supervisor_app.ui.lugares.ajustes.fotos import PhotosCard
from supervisor_app.ui.lugares.ajustes.frases import PhrasesCard
from supervisor_app.ui.lugares.ajustes.identidad import (
    CoordinationCard,
    IdentityCard,
    LetterheadCard,
    PublicCard,
    SignersCard,
)
from supervisor_app.ui.lugares.ajustes.seguridad import SecurityCard
from supervisor_app.ui.lugares.ajustes.sello import SealCard
from supervisor_app.ui.lugares.ajustes.soporte import SupportCard
from supervisor_app.ui.lugares.ajustes.tarjeta import SettingsCard
from supervisor_app.ui.lugares.ajustes.unidades import UnitsCard
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

_BESIDE = 880


class AjustesScreen(Screen):
    """``saving()``, ``saved(Ajustes)``, ``failed(sentence, action)``: for the badge and for who uses the settings."""

    saved = Signal(object)
    saving = Signal()
    failed = Signal(str, str)

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, ajustes: Ajustes) -> None:
        super().__init__()
        self._lanes = lanes
        self._waiting: dict[str, object] = {}
        self._sending = False
        self._make_cards(definiciones)
        self._lay_out()
        self._show(ajustes)

    def _make_cards(self, definiciones: Definiciones) -> None:
        self.identity = IdentityCard(definiciones.ooad)
        self.coordination = CoordinationCard()
        self.signers = SignersCard()
        self.letterhead = LetterheadCard()
        self.public = PublicCard()
        self.look = LookCard()
        self.delivery = DeliveryFolderCard(self._lanes)
        self.phrases = PhrasesCard()
        self.photos = PhotosCard()
        self.seal = SealCard()
        self.security = SecurityCard(self._lanes, today=date.today)
        self.security.wants_lock.connect(lambda: self.wants.emit("bloquear", ""))
        self.security.wants_cipher.connect(lambda: self.wants.emit("cifrar", ""))
        self._cards: tuple[SettingsCard, ...] = (
            self.identity, self.coordination, self.signers, self.letterhead, self.look, self.delivery, self.phrases,
            self.photos, self.public, self.seal, self.security,
        )  # fmt: skip
        for card in self._cards:
            card.edited.connect(self._on_edited)
        self.authorities = AuthoritiesCard(self._lanes)
        self.units = UnitsCard(self._lanes)
        self.holidays = HolidaysCard(self._lanes, today=date.today)
        self.cedulas = CedulasCard(self._lanes, definiciones, today=date.today)
        self.data = DataCard(self._lanes)
        self.data.asked.connect(lambda: self.wants.emit("respaldos", ""))
        editing = (card for card in self._cards if card is not self.security)
        writes(*editing, self.authorities, self.units, self.holidays)
        self.support = SupportCard()
        self.support.asked.connect(lambda: self.wants.emit("soporte", ""))

    def _lay_out(self) -> None:
        left = _column(
            self.identity, self.coordination, self.signers, self.letterhead, self.public, self.phrases, self.cedulas
        )
        right = _column(
            self.look, self.security, self.delivery, self.photos, self.seal, self.authorities, self.units,
            self.holidays, self.data, self.support,
        )  # fmt: skip
        self._area = ScrollColumn(name="Ajustes")
        self._area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        self._area.add(Reflow((left, right), under=_BESIDE, stacked_gap=SPACE_4))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    # --- showing --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self._lanes.call(lambda s: s.ajustes.leer(), self._show, self._on_failed, owner=self)
        for card in (self.authorities, self.units, self.holidays, self.cedulas, self.data, self.security):
            card.refresh()
        self.delivery.try_folder()
        if not self.isAncestorOf(self.focusWidget()):
            first = self.identity.nombre
            (first if first.isEnabled() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, ajustes: Ajustes) -> None:
        """Show the settings; what is changed and not yet on disk stays as it was changed."""
        shown = _with(ajustes, self._waiting)
        for card in self._cards:
            card.show_settings(shown)

    # --- saving ---------------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """How many settings are changed and not on disk yet."""
        return len(self._waiting)

    def _on_edited(self, fields: Mapping[str, object]) -> None:
        self._waiting |= fields
        self.retry()

    def retry(self) -> None:
        """Write what is waiting, if anything is."""
        if not self._waiting or self._sending:
            return
        self._sending = True
        self.saving.emit()
        sent = dict(self._waiting)
        self._lanes.call(
            lambda s: s.ajustes.guardar(_with(s.ajustes.leer(), sent)),
            lambda ajustes: self._on_saved(ajustes, sent),
            self._on_failed,
            owner=self,
        )

    def _on_saved(self, ajustes: Ajustes, sent: Mapping[str, object]) -> None:
        self._sending = False
        self._waiting = {name: value for name, value in self._waiting.items() if sent.get(name, self) != value}
        self._show(ajustes)
        self.saved.emit(ajustes)
        self.retry()

    def _on_failed(self, error: BaseException) -> None:
        self._sending = False
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        action = error.action if isinstance(error, EnvironmentProblem) else None
        self.failed.emit(error.message, action or "Reintentar")

    # --- Screen ---------------------------------------------------------------------------------------------------

    def show_object(self, what: str) -> None:
        """Lead to a setting by its name: «destino», «nombre»…"""
        places: dict[str, QWidget] = {
            "nombre": self.identity.nombre,
            "destino": self.delivery.folder,
            "autoridades": self.authorities.add,
            "sello_url": self.seal.seal,
            "unidades": self.units.add,
            "cedulas": self.cedulas.pick,
            "firmantes": self.signers.rows.add,
        }
        if what == "seguridad":
            self.security.lead_here()
        if what in places:
            places[what].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(places[what])

    def hints(self) -> Sequence[Hint]:
        return (("Tab", "Campo siguiente"), ("Ctrl+F", "Buscar en todo"), ("Alt 1 … 3", "Cambiar de lugar"))


def _with(ajustes: Ajustes, fields: Mapping[str, object]) -> Ajustes:
    return Ajustes.model_validate({**dict(ajustes), **fields})


def _column(*cards: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE_4)
    for card in cards:
        layout.addWidget(card)
    return column
