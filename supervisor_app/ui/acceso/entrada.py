"""The door: which page of the way in comes after which, until there is a key. It must never show or open the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app import settings
from supervisor_app.services.acceso import Acceso, Llave
from supervisor_app.services.cifrar_carpeta import Cifrada
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import reloj_local, respaldos

if TYPE_CHECKING:
    from supervisor_app.ui.acceso.cerrada import AskPage


class Room:
    """What the lane of the way in owns: nothing that has to be closed."""

    def close(self) -> None:
        return


class Door(QObject):
    """``opened(key, kept)``: somebody may come in, without a key to what was restored in the clear; ``kept`` says
    whether a new recovery key was kept, None where none was made. ``plain()``: the person wants no passphrase.
    ``told(sentence)``: to be told inside. ``show`` puts a page in sight and lets the one before go.
    """

    opened = Signal(object, object)
    plain = Signal()
    told = Signal(str)

    def __init__(self, acceso: Acceso, show: Callable[[QWidget], None], *, today: Callable[[], date]) -> None:
        super().__init__()
        self._acceso, self._show, self._today = acceso, show, today
        self._lanes: Lanes[Room] | None = None
        self.ask_page: AskPage | None = None
        """The page that asks for the passphrase; it stays, as every lock needs it."""

    @property
    def lanes(self) -> Lanes[Room]:
        """The lanes of the way in, made when they are first needed: a plain folder needs none."""
        if self._lanes is None:
            self._lanes = Lanes(Room)
        return self._lanes

    def is_busy(self) -> bool:
        return self._lanes is not None and self._lanes.is_busy()

    def close(self) -> None:
        if self._lanes is not None:
            self._lanes.close()

    # --- the first time -------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """A new folder: its passphrase, then its recovery key."""
        from supervisor_app.ui.acceso.primera import FirstPage  # noqa: PLC0415 - once in the life of a folder

        page = FirstPage(self._acceso, self.lanes)
        page.made.connect(self._on_made)
        page.plain.connect(self.plain)
        page.restore.connect(self._restore)
        self._show(page)
        page.start()

    def _restore(self) -> None:
        """A new folder on a new laptop: what a backup holds becomes it."""
        from supervisor_app.ui.acceso.restaurar import RestorePage  # noqa: PLC0415 - once in the life of a folder

        page = RestorePage(respaldos(self._acceso.carpeta), self.lanes)
        page.back.connect(self.choose)
        page.restored.connect(self._on_restored)
        self._show(page)
        page.start()

    def _on_restored(self, llave: Llave | None, by_code: bool, sentence: str) -> None:
        self.told.emit(sentence)
        if llave is not None and by_code:
            self._renew(llave)  # the passphrase of then was forgotten
        else:
            self.opened.emit(llave, None)

    def _on_made(self, llave: Llave, clave: str, remember: bool) -> None:
        if remember:
            self.lanes.free(lambda _work: self._acceso.recordar(llave), None, self._tell, owner=self)
        self._show_key(clave, llave)

    def _tell(self, error: BaseException) -> None:
        self.told.emit(words_of(error))

    def after_enciphering(self, made: Cifrada) -> None:
        """The folder was plain and has a lock now."""
        self.told.emit(made.aviso)
        self._show_key(made.recuperacion, made.llave)

    def _show_key(self, clave: str, llave: Llave) -> None:
        """Show a new recovery key, once it is written down that nobody has it yet: the window may be closed on it."""
        carpeta = self._acceso.carpeta

        def note() -> None:
            ajustes, _ = settings.leer(carpeta, reloj_local(), llave)
            settings.guardar(carpeta, ajustes.model_copy(update={"recuperacion_pendiente": True}), llave)

        def failed(error: BaseException) -> None:
            self._tell(error)
            self._open_key_page(clave, llave)

        self.lanes.free(lambda _work: note(), lambda _none: self._open_key_page(clave, llave), failed, owner=self)

    def _open_key_page(self, clave: str, llave: Llave) -> None:
        from supervisor_app.ui.acceso.primera import KeyPage  # noqa: PLC0415 - loads what prints

        page = KeyPage(self._acceso, self.lanes, today=self._today)
        page.done.connect(lambda kept: self.opened.emit(llave, kept))
        self._show(page)
        page.show_key(clave, llave)

    # --- each time ------------------------------------------------------------------------------------------------

    def ask(self, *, keyring: bool) -> None:
        """The passphrase; with ``keyring`` what the system remembers is tried meanwhile."""
        if self.ask_page is None:
            from supervisor_app.ui.acceso.cerrada import AskPage  # noqa: PLC0415 - a plain folder never asks

            self.ask_page = AskPage(self._acceso, self.lanes)
            self.ask_page.opened.connect(lambda llave: self.opened.emit(llave, None))
            self.ask_page.forgot.connect(self._recover)
        self._show(self.ask_page)
        self.ask_page.start(keyring=keyring)

    def _recover(self) -> None:
        from supervisor_app.ui.acceso.cerrada import RecoverPage  # noqa: PLC0415 - as above

        page = RecoverPage(self._acceso, self.lanes)
        page.back.connect(lambda: self.ask(keyring=False))
        page.recovered.connect(self._renew)
        self._show(page)
        page.start()

    def _renew(self, llave: Llave) -> None:
        from supervisor_app.ui.acceso.cerrada import RenewPage  # noqa: PLC0415 - as above

        page = RenewPage(self._acceso, self.lanes)
        page.renewed.connect(lambda another: self._after_renewal(llave, another=another))
        self._show(page)
        page.start(llave)

    def _after_renewal(self, llave: Llave, *, another: bool) -> None:
        if not another:
            self.opened.emit(llave, None)
            return

        def failed(error: BaseException) -> None:
            # The passphrase is new already: without another key the folder opens all the same.
            self._tell(error)
            self.opened.emit(llave, None)

        self.lanes.free(
            lambda _work: self._acceso.nueva_recuperacion(llave),
            lambda clave: self._show_key(clave, llave),
            failed,
            owner=self,
        )
