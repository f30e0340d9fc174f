"""The place of backups: whether there are recent ones, a second place for them, what is newer where, and the way back.

Nothing here asks whether one is sure: what stands here is set aside whole and backed up before anything is restored.
The work runs on the free lane; it must never read or write a backup itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from supervisor_app.domain.texto import fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.acceso import Llave
from supervisor_app.services.copias import Unida
from supervisor_app.services.respaldos.comparar import Comparacion
from supervisor_app.services.respaldos.lugar import Juego, Lugar
from supervisor_app.services.respaldos.una_visita import Extraida
from supervisor_app.services.respaldos.verbos import Estado, Respaldos
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import RowList
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.kit.tokens import SPACE_4, SPACE_6
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.respaldos.palabras import backup_rows, key_of, totals
from supervisor_app.ui.lugares.respaldos.tarjetas import CompareCard, KeyRow, OutsideCard, column_of, fit, row_of
from supervisor_app.ui.pantalla import Screen
from supervisor_app.wiring import Servicios

T = TypeVar("T")
_BESIDE = 880
_ABOUT = (
    "Se respalda sola: al abrir, cada 4 horas con cambios, al cerrar y antes de actualizarse. Guarda los últimos, y "
    "después uno por día, semana y mes. Un respaldo nunca ocupa lo último del disco."
)


class RespaldosScreen(Screen):
    """Wants ``restaurar`` once a backup is ready to take the place of the present folder."""

    def __init__(self, lanes: Lanes[Servicios], verbs: Respaldos | None = None) -> None:
        """``verbs`` where the data cannot be opened: then backups are looked at and restored, and none is made."""
        super().__init__()
        self._lanes = lanes
        self._alone = verbs is not None
        self._verbs: Respaldos | None = verbs
        self._found: dict[str, Juego] = {}
        self._elsewhere: Path | None = None
        self._compared: Juego | None = None
        self._keys: dict[str, Llave] = {}
        """Of backups of other folders, by the key's own name: opened here, forgotten with the screen."""
        self._work: Work | None = None
        self._make_controls()
        self._lay_out()
        for widget in (self.make, self.outside, self.both.bring):
            widget.setVisible(not self._alone)
        QShortcut(
            QKeySequence("Ctrl+R"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.back_up)

    # --- building -------------------------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.make = Button("Respaldar ahora", "primary", icon="save", keys="Ctrl+R", writes=True)
        self.make.clicked.connect(self.back_up)
        self.last = Sentence()
        self.task = TaskRow()
        self.task.cancelled.connect(self._cancel)
        self.answer = Sentence()
        self.backups = RowList(name="Respaldos guardados")
        self.backups.opened.connect(lambda _key: self._ask_compare())
        self.backups.moved.connect(lambda _key: self._enable())
        self.totals = WrapLabel("", "small", "text3")
        self.look = Button("Comparar con lo de hoy", "outline", icon="scale", keys="Enter")
        self.look.clicked.connect(self._ask_compare)
        self.check = Button("Verificar", "outline", icon="shield-check")
        self.check.clicked.connect(self.verify)
        self.other = Button("Buscar en otra carpeta…", "ghost", icon="search")
        self.other.clicked.connect(self._choose_elsewhere)
        self.key = KeyRow()
        self.key.opened.connect(self.open_key)
        self.outside = OutsideCard()
        self.outside.choose.clicked.connect(self._choose_second)
        self.outside.forget.clicked.connect(lambda: self._keep_second(""))
        self.both = CompareCard()
        self.both.visits.moved.connect(lambda _key: self._enable())
        self.both.restore.clicked.connect(self.prepare)
        self.both.bring.clicked.connect(self.bring_visit)
        self.both.ready.action.connect(lambda: self.wants.emit("restaurar", ""))

    def _lay_out(self) -> None:
        made = Card("Sus respaldos", icon="save")
        for widget in (self.last, WrapLabel(_ABOUT, "small", "text2"), self.task, self.answer):
            made.body.addWidget(widget)
        made.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        kept = Card("Respaldos guardados", icon="history")
        kept.body.addWidget(self.backups)
        kept.body.addWidget(self.totals)
        kept.body.addWidget(self.key)
        kept.body.addLayout(row_of(self.look, self.check, self.other))
        area = self.area = ScrollColumn(name="Respaldos")
        area.set_margins(SPACE_6, SPACE_4, SPACE_6, SPACE_4)
        area.add(
            Reflow(
                (column_of(made, self.outside), column_of(kept, self.both)),
                under=_BESIDE,
                shares=(2, 3),
                stacked_gap=SPACE_4,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    # --- what there is --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.backups.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def refresh(self) -> None:
        """Look again at every place."""

        def got(verbs: Respaldos) -> None:
            self._verbs, elsewhere = verbs, self._elsewhere
            self.outside.show_chosen(verbs.elegida, encrypted=verbs.cifrado)
            self._lanes.free(
                lambda _work: (verbs.listar_ademas(elsewhere), verbs.segundo()),
                lambda seen: self._show(*seen),
                self._refuse,
                owner=self,
            )

        if self._alone and self._verbs is not None:
            got(self._verbs)
        else:
            self._lanes.call(lambda s: s.respaldos, got, self._refuse, owner=self)

    def _show(self, estados: Sequence[Estado], second: Lugar | None) -> None:
        self._found = {key_of(j): j for e in estados for j in e.juegos}
        self.backups.set_rows(backup_rows(estados))
        fit(self.backups)
        self.totals.setText(totals(estados))
        self.backups.setVisible(bool(self._found))
        whole = [j for j in self._found.values() if j.manifiesto is not None and j.manifiesto.completo]
        if whole:
            newest = max(whole, key=lambda j: (j.lugar.propio, j.numero))
            assert newest.manifiesto is not None
            self.last.say(f"Último respaldo: {fecha_hora(newest.manifiesto.hecho)}.", "ok")
        else:
            self.last.say("Todavía no hay ningún respaldo.", "warn")
        self.outside.show_place(None if second is None else second.nombre)
        if not self.backups.current() and self._found:
            self.backups.set_current(next(iter(row.key for row in backup_rows(estados))))
        self._enable()

    def chosen(self) -> Juego | None:
        """The backup that is current in the list."""
        return self._found.get(self.backups.current())

    def _enable(self) -> None:
        busy, juego = self._work is not None, self.chosen()
        for button in (self.make, self.outside.choose, self.outside.forget, self.other):
            button.setEnabled(not busy and self._verbs is not None)
        for button in (self.look, self.check):
            button.setEnabled(not busy and juego is not None)
        self.both.enable(busy=busy)

    # --- work -----------------------------------------------------------------------------------------------------

    def _run(
        self, words: str, job: Callable[[Respaldos, Callable[[int, int, str], None]], T], then: Callable[[T], None]
    ) -> None:
        """One thing at a time on the free lane, with words and bar."""
        verbs = self._verbs
        if verbs is None or self._work is not None:
            return
        self.task.report(0.0, words)

        def ended() -> None:
            self._work = None
            self.task.done()
            self._enable()

        def done(value: T) -> None:
            ended()
            then(value)

        def failed(error: BaseException) -> None:
            ended()
            self._refuse(error)

        self._work = self._lanes.free(
            lambda work: job(verbs, work.report),
            done,
            failed,
            progress=lambda n, of, said: self.task.report(min(n / max(of, 1), 1.0), said),
            owner=self,
        )
        self._enable()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.answer.say("Se canceló; no cambió nada.", "text3")
            return
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.answer.say(error.message, "bad")
        if isinstance(error, UserError) and error.field == "frase":
            self.key.ask()

    def back_up(self) -> None:
        """One now, here and in the second place where it is there."""
        if self._alone or not self.make.isEnabled():
            return

        def job(r: Respaldos, report: Callable[[int, int, str], None]) -> int:
            for place in r.lugares():
                r.respaldar_en(place, progreso=report)
            return len(r.lugares())

        def told(places: int) -> None:
            self.answer.say("Respaldo hecho." if places == 1 else "Respaldo hecho, aquí y en la memoria.", "ok")
            self.refresh()

        self.answer.say("")
        self._run("Respaldando…", job, told)

    def verify(self) -> None:
        """Read the chosen backup through."""
        juego = self.chosen()
        if juego is None:
            return

        def told(faults: tuple[str, ...]) -> None:
            if faults:
                more = f" Y {len(faults) - 1} más." if len(faults) > 1 else ""
                self.answer.say(f"Ese respaldo no está completo: {faults[0]}{more}", "bad")
            else:
                self.answer.say("Ese respaldo está completo.", "ok")

        self.answer.say("")
        self._run("Leyendo el respaldo…", lambda r, report: r.verificar(juego, report), told)

    # --- the second place -----------------------------------------------------------------------------------------

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Memoria o carpeta de otro disco", self.outside.folder.text())
        if chosen:
            self.take_second(Path(chosen))

    def take_second(self, folder: Path) -> None:
        """Make that folder the second place, and back up into it at once."""
        self._run("Preparando la memoria…", lambda r, _report: r.elegir_segundo(folder),
                  lambda _place: self._keep_second(str(folder)))  # fmt: skip

    def _keep_second(self, folder: str) -> None:
        def kept(_ajustes: object) -> None:
            self.outside.folder.set_value(folder)
            if folder:
                self.back_up()
            else:
                self.refresh()

        self._lanes.call(
            lambda s: s.ajustes.guardar(s.ajustes.leer().model_copy(update={"respaldo_en": folder})),
            kept,
            self._refuse,
            owner=self,
        )

    def _choose_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Carpeta con respaldos", self.outside.folder.text())
        if chosen:
            self.look_in(Path(chosen))

    def look_in(self, folder: Path) -> None:
        """Show the backups of another folder besides those of here."""

        def found(_estados: object) -> None:
            self._elsewhere = folder
            self.refresh()

        self._run("Buscando respaldos…", lambda r, _report: r.listar(folder), found)

    # --- the way back ---------------------------------------------------------------------------------------------

    def _ask_compare(self) -> None:
        self.answer.say("")
        self.compare()

    def open_key(self, phrase: str) -> None:
        """The chosen backup is of another folder: open its key, and go on."""
        juego = self.chosen()
        if juego is None or juego.manifiesto is None:
            return
        name = juego.manifiesto.llave

        def opened(key: Llave) -> None:
            self._keys[name] = key
            self.key.hide()
            self._ask_compare()

        self._run("Abriendo el respaldo…", lambda r, _report: r.abrir_llave(juego, phrase), opened)

    def _key_of(self, juego: Juego) -> Llave | None:
        return self._keys.get(juego.manifiesto.llave) if juego.manifiesto is not None else None

    def compare(self) -> None:
        """What is newer on either side, visit by visit; nothing changes."""
        juego = self.chosen()
        if juego is not None:
            self._run("Comparando visita por visita…", lambda r, _report: r.comparar(juego, self._key_of(juego)),
                      lambda seen: self._show_compared(juego, seen))  # fmt: skip

    def _show_compared(self, juego: Juego, seen: Comparacion) -> None:
        assert juego.manifiesto is not None
        self._compared = juego
        self.both.show_seen(fecha_hora(juego.manifiesto.hecho), seen)
        self._enable()
        # Once it has its place.
        QTimer.singleShot(0, self.both, lambda: self.area.ensureWidgetVisible(self.both))

    def prepare(self) -> None:
        """Read the backup through and make it ready; the folder in use is not touched yet."""
        juego = self._compared
        if juego is None:
            return
        key = self._key_of(juego)

        def job(r: Respaldos, report: Callable[[int, int, str], None]) -> str:
            r.preparar_restauracion(juego, llave=key, progreso=report)
            # Only now: making one may let go of the very backup that was chosen.
            return r.respaldar_antes(report)

        def told(warning: str) -> None:
            if warning:
                self.answer.say(warning, "warn")
            self.both.ready.show()
            self.both.ready.focus_button()
            self._enable()
            QTimer.singleShot(0, self.both, lambda: self.area.ensureWidgetVisible(self.both.ready))

        self._run("Leyendo el respaldo…", job, told)

    def bring_visit(self) -> None:
        """One visit of the backup into the data of today."""
        juego, folio = self._compared, self.both.visits.current()
        if juego is None or not folio:
            return

        key = self._key_of(juego)

        def ready(extraida: Extraida) -> None:
            # Only this holds up saving; what takes its time was done beside it.
            self._lanes.call(lambda s: join(s, extraida), lambda unida: told(unida, extraida.avisos), self._refuse,
                             owner=self)  # fmt: skip

        def join(s: Servicios, extraida: Extraida) -> Unida:
            with extraida:
                return s.copias.unir_extraida(extraida)

        def told(unida: Unida, avisos: tuple[str, ...]) -> None:
            name = unida.expediente.visita.folio
            said = f"{name} ya tenía todo lo del respaldo." if unida.previa.nada else f"{name} volvió del respaldo."
            self.answer.say(" ".join((said, *avisos, *unida.previa.avisos)), "ok")
            self.wants.emit("releer", unida.expediente.visita.id)
            self.compare()

        self.answer.say("")
        self._run("Trayendo la visita…", lambda r, report: r.extraer(juego, folio, key, report), ready)

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        return (("Ctrl+R", "Respaldar ahora"), ("Enter", "Comparar con lo de hoy"), ("↑ ↓", "Recorrer"),
                ("Esc", "Volver"))  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._work is not None:
                self._cancel()
            else:
                self.wants.emit("atras", "")
        else:
            super().keyPressEvent(event)
