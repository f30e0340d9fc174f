"""The one window on the screen: the way in, and behind it the window over the data.

It opens the data once there is a key (or none is needed), and locks: then nothing of them is shown, and work that goes
on goes on. It must never keep a passphrase; the key it has is the one that the open store has too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.services.acceso import Acceso, Estado, Llave
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.services.cifrar_carpeta import Cifrada, cifrar
from supervisor_app.ui.acceso.descanso import IdleWatch, running
from supervisor_app.ui.acceso.entrada import Door
from supervisor_app.ui.acceso.portapapeles import SecretClipboard
from supervisor_app.ui.acceso.telon import Curtain
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import current
from supervisor_app.ui.kit.value_edit import DateEdit, NumberEdit
from supervisor_app.ui.pantalla import show_page
from supervisor_app.ui.ventana import MainWindow

if TYPE_CHECKING:
    from supervisor_app.ui.acceso.convertir import ConvertPage

TITLE = "Supervisión de Afiliación y Cobranza"
LOCK_KEYS = "Ctrl+B"
Cipher = Callable[..., Cifrada]
MakeWindow = Callable[[Llave | None], MainWindow]
_SAVING_MS = 300
_SAVED = "Lo que escribió está guardado."
_SAVING = "Guardando lo que escribió…"
_UNFINISHED = "Lo que estaba escribiendo sigue en su lugar; se guarda en cuanto lo termine. Lo demás está guardado."
_UNSAVED = "Hay cambios que todavía no se pudieron guardar; al abrir verá por qué."


class House(QWidget):
    """Asks who comes in, then shows what ``make_window(key)`` gives. ``end`` closes all of it at the end."""

    def __init__(
        self,
        acceso: Acceso,
        make_window: MakeWindow,
        *,
        today: Callable[[], date],
        clock: Callable[[], float] = running,
        cipher: Cipher = cifrar,
    ) -> None:
        super().__init__()
        self._acceso, self._make_window = acceso, make_window
        self.main: MainWindow | None = None
        self.llave: Llave | None = None
        self.locked = False
        self.door = Door(acceso, self._show, today=today)
        self.door.opened.connect(self._on_opened)
        self.door.plain.connect(self._enter_plain)
        self.door.told.connect(self._tell)
        self._later = ""
        self._unfinished = False
        self._zoomed = 0
        self._cipher = cipher
        self.setWindowTitle(TITLE)
        self.setMinimumSize(880, 560)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._idle = IdleWatch(self, clock=clock)
        self._idle.idle.connect(self.lock)
        self._curtain = Curtain(self, self._belongs_to_lock)
        self._saving = QTimer(self, interval=_SAVING_MS)
        self._saving.timeout.connect(self._tell_saved)
        QShortcut(QKeySequence(LOCK_KEYS), self).activated.connect(self.lock)
        self._zoom_keys = self._make_zoom_keys()

    def _make_zoom_keys(self) -> tuple[QShortcut, ...]:
        """The size of the text on the pages that ask; the window over the data has keys of its own."""
        made = []
        for keys, change in (
            ("Ctrl++", current().zoom_in),
            ("Ctrl+=", current().zoom_in),
            ("Ctrl+-", current().zoom_out),
            ("Ctrl+0", lambda: current().set_zoom(1.0)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self._zoom, change))
            made.append(shortcut)
        return tuple(made)

    def _zoom(self, change: Callable[[], None]) -> None:
        change()
        self._zoomed = round(current().zoom * 100)

    # --- the way in -----------------------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget | None:
        """What is shown; nothing before ``begin``."""
        return self._stack.currentWidget()

    def begin(self) -> None:
        """Open a plain folder at once; else ask."""
        estado = self._acceso.estado
        if estado is Estado.SIN_CIFRAR:
            self.enter(None)
        elif estado is Estado.NUEVA:
            self.door.choose()
        else:
            self.door.ask(keyring=True)

    def _enter_plain(self) -> None:
        self.enter(None)
        self._keep({"sin_cifrar": True})

    def _show(self, page: QWidget) -> None:
        """Show a page; another one of the way in before it goes, with all that was typed in it."""
        before = self._stack.currentWidget()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        show_page(self._stack, page)
        for shortcut in self._zoom_keys:
            shortcut.setEnabled(page is not self.main)
        kept = (self.main, self.door.ask_page, page)
        if before is not None and before is self.door.ask_page:
            self.door.ask_page.hush()
        elif before is not None and before not in kept:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()

    def _keep_zoom(self) -> None:
        """The size of the text that was chosen on the way in holds inside, and the next time."""
        zoomed, self._zoomed = self._zoomed, 0
        if zoomed:
            current().set_zoom(zoomed / 100)
            self._keep({"texto": zoomed})

    # --- inside ---------------------------------------------------------------------------------------------------

    def _on_opened(self, llave: Llave | None, key_kept: bool | None) -> None:
        if self.locked:
            self._unlock()
        else:
            self.enter(llave)
        if key_kept is not None:
            self._keep({"recuperacion_pendiente": not key_kept})

    def enter(self, llave: Llave | None) -> None:
        """Show the window over the data; from here on they are read and written."""
        self.llave = llave
        self.main = self._make_window(llave)
        self.main.asked.connect(self._on_asked)
        self.main.settings_changed.connect(lambda _ajustes: self._watch())
        self._stack.addWidget(self.main)
        self._show(self.main)
        self._tell("")
        if llave is not None:
            self.main.header.offer_lock(self.lock, LOCK_KEYS)
        self._keep_zoom()
        self._watch()

    def _tell(self, sentence: str) -> None:
        """Say it inside: now, or as soon as somebody is there."""
        self._later = sentence or self._later
        if self.main is not None and not self.locked:
            self.main.notice.advise(self._later)
            self._later = ""

    def _keep(self, fields: dict[str, object]) -> None:
        """Settings that were decided on the way in."""
        main = self.main
        assert main is not None

        def kept(ajustes: Ajustes) -> None:
            main.ajustes = ajustes

        main.lanes.call(
            lambda s: s.ajustes.guardar(s.ajustes.leer().model_copy(update=fields)),
            kept,
            main.notice.explain,
            owner=main,
        )

    def _watch(self) -> None:
        main = self.main
        if main is not None and self.llave is not None and not self.locked:
            self._idle.watch(60.0 * main.ajustes.bloqueo)

    def _on_asked(self, what: str) -> None:
        if what == "bloquear":
            self.lock()
        elif self.llave is None:
            self._encipher()

    def _encipher(self) -> None:
        from supervisor_app.ui.acceso.convertir import ConvertPage  # noqa: PLC0415 - once in the life of a folder

        page = ConvertPage(self._acceso.carpeta, self.door.lanes, cipher=self._cipher)
        page.starting.connect(lambda: self._let_data_go(page))
        page.done.connect(self.door.after_enciphering)
        page.left.connect(self._back_in)
        self._show(page)
        page.start()

    def _let_data_go(self, page: ConvertPage) -> None:
        """Close the plain folder, so that nobody writes in it meanwhile."""
        main = self.main
        if main is None:
            return
        if not main.may_close():
            page.may_start = False
            self._back_in()
            return
        self.main = None
        self._idle.watch(0)
        self._stack.removeWidget(main)
        main.hide()
        main.lanes.close()
        main.deleteLater()
        # At once: what it does now and then would find its lanes closed.
        QCoreApplication.sendPostedEvents(main, QEvent.Type.DeferredDelete.value)

    def _back_in(self) -> None:
        """From the page that enciphers to the plain folder, as it was."""
        if self.main is None:
            self.enter(None)
        else:
            self._show(self.main)

    # --- locking --------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Show nothing of the data until the passphrase is typed; what is half typed is handed over first."""
        main = self.main
        if main is None or self.llave is None or self.locked:
            return
        field = self.focusWidget()
        self._curtain.draw()
        self.locked = True
        self._idle.watch(0)
        if isinstance(field, TextField | TextArea):
            field.commit()  # also where another application has the keyboard, and no field the focus
        main.shown.commit()
        # A number or a date that is none yet stays in its field, and nowhere else.
        self._unfinished = isinstance(field, NumberEdit | DateEdit) and bool(field.sentence())
        # First away from the field: hiding a page, Qt walks its focus on, and a place in the visit would be lost.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.door.ask(keyring=False)
        # Also where the folder did not open: then there are no copies in the clear, and the call says why.
        main.lanes.call(lambda s: s.abiertas.vaciar(), None, main.notice.explain, owner=main)
        self._clear_clipboard()
        self._tell_saved()
        self._saving.start()

    def _clear_clipboard(self) -> None:
        """A recovery key that was copied goes with what it was shown in."""
        for held in self.findChildren(SecretClipboard):
            held.clear()

    def _unlock(self) -> None:
        main = self.main
        assert main is not None
        self.locked = False
        self._saving.stop()
        self._show(main)
        self._keep_zoom()
        self._tell("")
        self._curtain.lift()
        if self.focusWidget() is None:
            main.shown.setFocus(Qt.FocusReason.OtherFocusReason)  # what had it is not there any more
        self._watch()

    def _belongs_to_lock(self, widget: QWidget) -> bool:
        """Menus, tips and dialogs of the pages that ask."""
        owner = widget.parentWidget()
        if widget.windowType() == Qt.WindowType.ToolTip:
            return True  # only what is seen is pointed at
        while owner is not None and owner is not self:
            if owner is self.main:
                return False
            if self._stack.indexOf(owner) >= 0:
                return True
            owner = owner.parentWidget()
        return False

    def _tell_saved(self) -> None:
        main, page = self.main, self.door.ask_page
        if main is None or page is None or not self.locked:
            return
        if not main.unsaved:
            self._saving.stop()
            page.state.say(_UNFINISHED if self._unfinished else _SAVED, "warn" if self._unfinished else "ok")
        elif main.lanes.is_busy():
            page.state.say(_SAVING, "text3")
        else:
            page.state.say(_UNSAVED, "warn")

    # --- the end --------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed first. Where the disk refuses it, the window stays and says so."""
        if self.main is not None and not self.main.may_close(self.close):
            self._tell_saved()
            event.ignore()
            return
        self._idle.watch(0)
        self._saving.stop()
        self._clear_clipboard()
        super().closeEvent(event)

    def end(self) -> None:
        """Close what was opened: the store on its lane, and the way in."""
        if self.main is not None:
            self.main.lanes.close()
        self.door.close()
