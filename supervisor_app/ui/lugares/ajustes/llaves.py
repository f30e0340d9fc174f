"""Changing what opens the folder: another passphrase, another recovery key, a seal for the office.

Each asks for the passphrase that is in force: whoever finds the window open must not get a way in for later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from supervisor_app.services.acceso import Acceso, FraseIncorrecta, Llave, Sello
from supervisor_app.ui.acceso.clave import CERTIFICADOS, KeyPanel
from supervisor_app.ui.acceso.frase import NewPhrase, OnePhrase
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.disclosure import Disclosure
from supervisor_app.ui.kit.file_box import FileBox
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios


@dataclass(frozen=True, repr=False)
class Ways:
    """What opens the folder, and its key."""

    acceso: Acceso
    llave: Llave


class _Form(Disclosure):
    """Asks for the passphrase in force, and works on the free lane, one thing at a time."""

    def __init__(self, title: str, lanes: Lanes[Servicios], words: str, action: str) -> None:
        super().__init__(title)
        self._lanes = lanes
        self.ways: Ways | None = None
        self.current = OnePhrase("Frase de acceso actual")
        self.go = Button(action, "outline", tool=True)
        self.told = Sentence("", "bad")
        self._action, self._free = action, True
        self._words = WrapLabel(words, "small", "text2")
        self.body.addWidget(self._words)
        self.go.clicked.connect(self.act)
        self.toggled.connect(lambda opened: self.current.setFocus() if opened else self.wipe())

    def set_ways(self, ways: Ways | None) -> None:
        self.ways = ways

    def act(self) -> None:
        raise NotImplementedError

    def wipe(self) -> None:
        """Nothing typed stays."""
        self.current.take()
        self.current.field.set_error("")
        self.told.say("")

    def _has_current(self) -> bool:
        if self.current.secret.text():
            return True
        self.current.field.set_error("Escriba la frase que usa ahora.")
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _run(self, job: Callable[[Ways], object], then: Callable[[object], None]) -> None:
        ways = self.ways
        if ways is None or not self._free:
            return
        self._busy(True)

        def done(made: object) -> None:
            self._busy(False)
            self.wipe()
            then(made)

        self._lanes.free(lambda _work: job(ways), done, self._fail, owner=self)

    def _busy(self, busy: bool) -> None:
        self._free = not busy
        self.go.set_text("Un momento…" if busy else self._action)
        self.go.setEnabled(not busy)

    def _fail(self, error: BaseException) -> None:
        self._busy(False)
        if isinstance(error, FraseIncorrecta):
            self.current.field.set_error(error.message)
            self.current.setFocus(Qt.FocusReason.OtherFocusReason)
            self.current.secret.selectAll()
        else:
            self.told.say(words_of(error), "bad")


class ChangePhrase(_Form):
    """Another passphrase, at once: nothing is enciphered again."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__(
            "Cambiar la frase de acceso",
            lanes,
            "Vale de inmediato. La clave de recuperación y los sellos siguen abriendo lo mismo.",
            "Cambiar la frase",
        )
        self.new = NewPhrase("Frase nueva")
        for widget in (self.current, self.new, self.told):
            self.body.addWidget(widget)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.current.entered.connect(lambda: self.new.setFocus(Qt.FocusReason.OtherFocusReason))
        self.new.entered.connect(self.act)

    def wipe(self) -> None:
        super().wipe()
        self.new.wipe()

    def act(self) -> None:
        if not self._has_current() or not self.new.check():
            return
        before, after = self.current.secret.text(), self.new.phrase()
        self._run(lambda w: w.acceso.cambiar_frase(before, after), lambda _none: self._changed())

    def _changed(self) -> None:
        self.told.say("La frase cambió. La anterior ya no abre nada.", "ok")


class RecoveryKey(_Form):
    """Another recovery key. ``done(kept)``: whether the person has it."""

    done = Signal(bool)

    def __init__(self, lanes: Lanes[Servicios], *, today: Callable[[], date]) -> None:
        super().__init__(
            "Clave de recuperación",
            lanes,
            "Hágala de nuevo si perdió la hoja o alguien la vio. La anterior dejará de servir en cuanto la haga.",
            "Hacer una clave nueva",
        )
        self._today = today
        self.panel: KeyPanel | None = None
        for widget in (self.current, self.told):
            self.body.addWidget(widget)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.current.entered.connect(self.act)

    def set_pending(self, pending: bool) -> None:
        """Whether the person went on without the one that was made."""
        self.set_state("Sin guardar" if pending else "", "triangle-alert" if pending else "", "warn")

    def act(self) -> None:
        if self._has_current():
            frase = self.current.secret.text()
            self._run(lambda w: w.acceso.nueva_recuperacion(w.acceso.abrir(frase)), self._show_key)

    def _show_key(self, clave: object) -> None:
        ways = self.ways
        assert ways is not None and isinstance(clave, str)
        self.done.emit(False)  # the one before opens nothing any more, and the window may be closed on this one
        panel = self.panel = KeyPanel(self._lanes, ways.acceso, today=self._today)
        panel.seal.hide()  # it has a form of its own, with what it allows
        panel.kept.connect(lambda: self._end("La clave nueva está guardada; la anterior ya no sirve.", kept=True))
        panel.skipped.connect(lambda: self._end("Sigue sin una clave guardada; puede hacer otra aquí.", kept=False))
        self._ask(False)
        self.body.addWidget(panel)
        panel.show_key(clave, ways.llave)

    def _ask(self, shown: bool) -> None:
        for widget in (self._words, self.current, self.go):
            widget.setVisible(shown)

    def _end(self, sentence: str, *, kept: bool) -> None:
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.hide()
            panel.deleteLater()
        self._ask(True)
        self.told.say(sentence, "ok" if kept else "warn")
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.done.emit(kept)


class OfficeSeal(_Form):
    """A recovery key sealed to the public key of the office, and those that are."""

    def __init__(self, lanes: Lanes[Servicios]) -> None:
        super().__init__(
            "Sello para la oficina",
            lanes,
            "Si olvida la frase, la oficina que tenga la llave privada de este certificado podrá decirle una clave que "
            "abre sus datos. También podría abrirlos ella si tuviera este equipo: selle sólo para su Jefatura.",
            "Sellar",
        )
        self.file = FileBox(placeholder="Certificado de la oficina (.cer, .pem)", name="Certificado de la oficina")
        self.file.asked.connect(self._choose)
        self.file.dropped.connect(lambda paths: self.file.set_path(paths[0] if paths else None))
        self.list = WrapLabel("", "small", "text2")
        for widget in (self.list, self.file, self.current, self.told):
            self.body.addWidget(widget)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.current.entered.connect(self.act)

    def set_ways(self, ways: Ways | None) -> None:
        super().set_ways(ways)
        if ways is not None:
            self._lanes.free(lambda _work: ways.acceso.sellos(), self._show_seals, self._fail, owner=self)

    def _show_seals(self, seals: tuple[Sello, ...]) -> None:
        lines = [f"• {seal.para} (llave {seal.huella[:8]}…)" for seal in seals]
        self.list.setText("\n".join(["Sellada para:", *lines]) if lines else "No está sellada para ninguna oficina.")
        self.set_state("" if not seals else "1 sello" if len(seals) == 1 else f"{len(seals)} sellos", "", "na")

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Certificado de la oficina", "", CERTIFICADOS)
        if name:
            self.file.set_path(Path(name))
            self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self) -> None:
        path = self.file.path()
        if path is None:
            self.told.say("Elija primero el certificado que le dio su Jefatura.", "bad")
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._has_current():
            frase = self.current.secret.text()
            self._run(lambda w: w.acceso.sellar(w.acceso.abrir(frase), path), self._sealed)

    def _sealed(self, sello: object) -> None:
        assert isinstance(sello, Sello)
        self.file.set_path(None)
        self.told.say(f"Sellada para «{sello.para}».", "ok")
        self.set_ways(self.ways)
