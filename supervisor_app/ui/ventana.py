"""The window: places at the left, header with the badge, the screen, and the keys at the bottom.

It opens places and visits and carries the keys that work everywhere. It must never know what a screen shows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.settings import Ajustes
from supervisor_app.ui import escritura, puertas
from supervisor_app.ui.atajos import WindowKeys
from supervisor_app.ui.aviso import Notice, fatal_page
from supervisor_app.ui.cabecera import TITLES, WindowHeader
from supervisor_app.ui.cierre import Leaving
from supervisor_app.ui.kit import tab_order
from supervisor_app.ui.kit.hint_bar import HintBar
from supervisor_app.ui.kit.nav_rail import NavRail
from supervisor_app.ui.kit.tokens import LOW_WINDOW
from supervisor_app.ui.kit.writing import only_reads
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.pantalla import Screen, show_page
from supervisor_app.ui.papelera import BinDoor
from supervisor_app.ui.riel import PASSING, PLACES
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.soltar import DropDoor
from supervisor_app.ui.vigilancia import FolderWatch
from supervisor_app.wiring import Servicios

if TYPE_CHECKING:
    from supervisor_app.ui.lugares.ajustes import AjustesScreen
    from supervisor_app.ui.visita.espacio import VisitWorkspace


class MainWindow(QWidget):
    """The window over one data folder. ``settings_changed(Ajustes)``, ``confirmed(number, visit)``: it is on disk.
    ``asked(what)``: a screen wants what only the house around it can do, to lock or to encipher.
    """

    support: Callable[[], Screen] | None = None
    """Makes what support needs where the folder cannot be opened."""
    backups: Callable[[], Screen] | None = None
    """Makes the place of backups there."""
    settings_changed = Signal(object)
    confirmed = Signal(int, str)
    asked = Signal(str)

    def __init__(
        self, lanes: Lanes[Servicios], definiciones: Definiciones, ajustes: Ajustes, *, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.lanes = lanes
        self.definiciones = definiciones
        self.ajustes = ajustes
        self.today = today
        self.workspace: VisitWorkspace | None = None
        self._places: dict[str, Screen] = {}
        self._settings: AjustesScreen | None = None
        self._here = ""
        self._way_back: list[str] = []
        self.restoring = False
        """A backup was made ready: it takes the place of the data once this window is closed."""
        self._fatal = False
        self.setWindowTitle("Supervisión de Afiliación y Cobranza")
        self.setMinimumSize(880, 560)
        self._build()
        WindowKeys(self, PLACES)
        DropDoor(self, self._verifies_what_is_dropped).dropped.connect(self._verify)
        self.rail.set_available("visita", False)
        self.open_place("inicio")

    # --- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = NavRail(PLACES)
        self.rail.chosen.connect(self.open_place)
        self.header = WindowHeader(self.ajustes, search=self.open_search, undo=self.undo)
        self.badge = self.header.badge
        self.badge.action.connect(self._on_badge_action)
        self.notice = Notice()
        self.bin = BinDoor(self.lanes, self.notice, session=self._open_session, show=self._show_visit)
        self.leaving = Leaving(self.notice, lambda: self.unsaved, self._on_badge_action, self)
        self.watch = FolderWatch(self.lanes, self)
        self.watch.reading.connect(self._on_reading)
        self.watch.told.connect(self.notice.inform)
        self._stack = QStackedWidget()
        self.hint_bar = HintBar()
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.header, *self.watch.banners, self.notice):
            right.addWidget(part)
        right.addWidget(self._stack, 1)
        right.addWidget(self.hint_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)

    def _adopt(self, screen: Screen) -> None:
        screen.wants.connect(self.lead)
        screen.hints_changed.connect(self._show_hints)
        if isinstance(screen, escritura.WritingScreen):
            screen.saved.connect(self._on_saved)
            screen.failed.connect(self._on_failed)
            screen.refused.connect(self._on_refused)
            escritura.tell(screen, self.badge, self.notice, self.undo)
        self._stack.addWidget(screen)

    # --- places ---------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> Screen:
        """The screen that is shown."""
        screen = self._stack.currentWidget()
        assert isinstance(screen, Screen)
        return screen

    def place(self, key: str) -> Screen:
        """A place of :data:`TITLES`, made when it is first asked for."""
        if key not in self._places:
            self._places[key] = self._make_place(key)
            self._adopt(self._places[key])
        return self._places[key]

    def _make_place(self, key: str) -> Screen:
        if key == "ajustes":
            return self._make_settings()
        if key in puertas.OVER_LANES:
            return puertas.OVER_LANES[key](self.lanes)
        if key == "programa":
            return puertas.make_programme(self.lanes, self.definiciones, today=self.today)
        if key == "oficina":
            return puertas.make_office(self.lanes, self.definiciones, today=self.today)
        if key == "seguimiento":
            return puertas.make_follow_up(self.lanes, self.definiciones, today=self.today)
        if key == "teclas":
            return puertas.make_keys()
        return InicioScreen(self.lanes, self.definiciones, today=self.today)

    def _make_settings(self) -> Screen:
        settings = self._settings = puertas.make_settings(self.lanes, self.definiciones, self.ajustes)
        settings.saved.connect(self._on_settings)
        settings.saving.connect(self.badge.saving)
        settings.failed.connect(self._on_failed)
        return settings

    def open_place(self, key: str) -> None:
        """Open a place by its key; «visita» only where a visit is open."""
        if self._stack.count() and isinstance(self._stack.currentWidget(), Screen):
            self.shown.commit()
        if self._fatal:
            return
        target: Screen | None = self.workspace if key == "visita" else self.place(key) if key in TITLES else None
        if target is None:
            return
        self._remember_way(key)
        self.notice.hide()
        self.rail.set_here(key if key in {p.key for p in PLACES} else "")
        show_page(self._stack, target)
        self._show_header(key)
        target.enter()
        self._show_hints()

    def _remember_way(self, key: str) -> None:
        """Keep where one was while looking into places that Esc leaves; any other place begins anew."""
        if key not in PASSING:
            self._way_back.clear()
        elif self._here != key:
            self._way_back.append(self._here)
        self._here = key

    def go_back(self) -> None:
        """Back to where one was before looking into this place."""
        self._here = self._way_back.pop() if self._way_back else "inicio"
        self.open_place(self._here)

    def lead(self, place: str, what: str) -> None:
        """Go where a screen asked to: a place, ``visita`` with an id or ``id#paso#objeto``, or ``nueva``."""
        if place == "visita" and what:
            visita_id, _, rest = what.partition("#")
            paso, _, objeto = rest.partition("#")
            self.open_visit(visita_id, paso, objeto)
        elif place == "atras":
            self.go_back()
        elif place == "nueva":
            self.new_visit()
        elif place in ("bloquear", "cifrar"):
            self.asked.emit(place)
        elif place == "demo":
            self._call(puertas.practice_visit, self._show_visit)
        elif place == "releer":
            self.bin.read_anew(what)
        elif place == "restaurar":
            self.restoring = True
            self.window().close()
        elif place == "quitada":
            visita_id, _, told = what.partition("#")
            self._let_visit_go(visita_id)
            self.bin.offer_back(visita_id, told)
        else:
            self.open_place(place)
            if what:
                self.shown.show_object(what)

    def open_search(self) -> None:
        self.open_place("buscar")

    def _verifies_what_is_dropped(self) -> bool:
        if self._fatal:
            return False
        return self.workspace is None or self.shown is not self.workspace or self.workspace.step is Paso.DOCUMENTOS

    def _verify(self, data: QMimeData) -> None:
        self.open_place("verificar")
        puertas.hand_to_verifier(self.shown, data)

    def new_visit(self) -> None:
        """Create a visit and open it at its first step."""
        self._call(lambda s: s.visitas.crear(), self._show_visit)

    def open_visit(self, visita_id: str, paso: str = "", objeto: str = "") -> None:
        """Open a visit by id or folio, at a step and an object of it where given."""

        def then(expediente: Expediente) -> None:
            self._show_visit(expediente)
            if paso and self.workspace is not None:
                self.workspace.open_step(Paso(paso), objeto)

        self._call(lambda s: s.visitas.abrir(visita_id), then)

    def _open_session(self) -> VisitSession | None:
        return self.workspace.session if self.workspace is not None else None

    def _call(self, job: Callable[[Servicios], Expediente], then: Callable[[Expediente], None]) -> None:
        self.lanes.call(job, then, self.notice.explain, owner=self)

    def _show_visit(self, expediente: Expediente) -> None:
        previous = self.workspace
        if previous is not None:
            previous.commit()
        session = VisitSession(self.lanes, self.definiciones, expediente, today=self.today, reading=self.watch.why)
        session.saving.connect(self.badge.saving)
        session.saved.connect(self._on_saved)
        session.confirmed.connect(self.confirmed)
        session.failed.connect(self._on_failed)
        session.refused.connect(self._on_refused)
        session.told.connect(self.notice.tell_undone)
        session.informed.connect(self.notice.inform)
        session.advised.connect(self.notice.advise)
        session.offered.connect(lambda told: self.notice.offer_undo(told, self.undo))
        session.changed.connect(lambda _kinds: self._show_header("visita"))
        self.workspace = puertas.make_workspace(session)
        session.setParent(self.workspace)
        self._adopt(self.workspace)
        self.workspace.turning.connect(self.notice.hide)
        self._fit()
        self.rail.set_available("visita", True)
        self.open_place("visita")
        if previous is not None:
            self._stack.removeWidget(previous)
            previous.deleteLater()

    def _let_visit_go(self, visita_id: str) -> None:
        """The visit is not there any more: nothing of it is saved or shown again."""
        gone = self.workspace
        if gone is None or gone.session.expediente.visita.id != visita_id:
            return
        self.workspace = None
        self.rail.set_available("visita", False)
        self.open_place("inicio")
        self._stack.removeWidget(gone)
        gone.deleteLater()

    # --- header, badge, notice ------------------------------------------------------------------------------------

    def _show_header(self, key: str) -> None:
        if key == "visita" and self.workspace is not None:
            self.header.show_visit(self.workspace.session.expediente.visita, self.ajustes)
        else:
            self.header.show_place(key, self.ajustes, self.today())

    def _show_hints(self) -> None:
        self.hint_bar.set_hints(tuple(self.shown.hints()))

    def _on_saved(self, moment: datetime) -> None:
        self.notice.hide()
        self.badge.saved(f"{moment:%H:%M}")
        self.leaving.on_saved()

    def _on_refused(self, sentence: str) -> None:
        self.leaving.stay(sentence)
        self.notice.refuse(sentence)

    def _on_failed(self, sentence: str, action: str) -> None:
        self.header.show_failure(sentence, action)
        self.notice.refuse(self.leaving.stay(sentence))
        self.restoring = False

    def _on_reading(self, why: str) -> None:
        """This window only reads from now on, or it writes: then everything is read again."""
        only_reads(self, why)
        if self.workspace is not None:
            self.workspace.session.set_reading(why)
        if self.shown is not self.workspace:
            self.shown.enter()

    def _on_badge_action(self) -> None:
        if self._settings is not None:
            self._settings.retry()
        escritura.send(self._places.values())
        if self.workspace is not None:
            self.workspace.session.retry()

    def show_fatal(self, error: BaseException) -> None:
        """The data folder could not be opened: say why in the middle of the window, and touch nothing."""
        self._fatal = True
        page = fatal_page(error, lambda: self.window().close(), self.support, self.backups)
        page.wants.connect(self.lead)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.rail.setEnabled(False)
        self._show_hints()

    def _on_settings(self, ajustes: Ajustes) -> None:
        self.ajustes = ajustes
        self.header.avatar.set_name(ajustes.nombre)
        self._show_header(self._here)
        self._on_saved(datetime.now().astimezone())
        self.settings_changed.emit(ajustes)

    # --- keys and window ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """One undo for everything in the visit; what is half typed is handed over first. Elsewhere, the place's own, or
        what is offered.
        """
        if self.workspace is not None and self.shown is self.workspace:
            self.workspace.commit()
            self.workspace.session.undo()
        else:
            escritura.undo(self.shown, self.notice.undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.notice.isVisible():
            self.notice.hide()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes as things stand, also to what came later."""
        return tab_order.go(self, forward=forward) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window header and stepper take one line each."""
        low = self.height() < LOW_WINDOW
        self.header.set_low(low)
        if self.workspace is not None:
            self.workspace.stepper.set_low(low)

    @property
    def unsaved(self) -> int:
        """How much is not on disk yet."""
        places = escritura.waiting(self._places.values())
        settings = self._settings.unsaved if self._settings is not None else 0
        return places + settings + (self.workspace.session.unsaved if self.workspace is not None else 0)

    def may_close(self, then: Callable[[], object] | None = None) -> bool:
        """Save what is typed first, as :meth:`Leaving.ask` does."""
        self.shown.commit()
        return self.leaving.ask(then, failed=self.badge.state == "failed")

    def closeEvent(self, event: QCloseEvent) -> None:
        """The same where this window stands by itself."""
        if self.may_close(self.close):
            super().closeEvent(event)
        else:
            event.ignore()
