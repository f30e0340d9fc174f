"""A new laptop and a stick: a backup becomes the data folder before there is one. It must never write to the backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from supervisor_app.domain.texto import cuantos, fecha_hora
from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Llave
from supervisor_app.services.hoja_recuperacion import es_clave
from supervisor_app.services.respaldos.comparar import Comparacion
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.verbos import Estado, Respaldos
from supervisor_app.ui.acceso.cerrada import without_wait
from supervisor_app.ui.acceso.frase import OnePhrase
from supervisor_app.ui.acceso.marco import CalmPage, Points, buttons, headed
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import RowList
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.task_row import TaskRow
from supervisor_app.ui.lanes import Cancelled, Lanes, Work
from supervisor_app.ui.lugares.respaldos.palabras import backup_rows, kept_rows, key_of
from supervisor_app.ui.lugares.respaldos.tarjetas import FRASE_O_CLAVE, fit

T = TypeVar("T")
_POINTS = (
    ("usb", "La memoria donde respaldaba", "Conéctela y elija la memoria, o la carpeta donde estén los respaldos. Se "
     "muestran todos, también los de otros equipos."),
    ("key-round", "La frase de entonces", "Un respaldo cifrado se abre con la frase de acceso que tenían los datos, o "
     "con su clave de recuperación. Será también la frase de este equipo."),
    ("shield-check", "El respaldo no cambia", "Se lee completo y se comprueba antes de ponerlo aquí. En la memoria "
     "sigue como estaba."),
)  # fmt: skip
_ROWS = 4
_PLAIN = "No está cifrado: sus datos quedarán legibles en este equipo. Después puede cifrarlos en Ajustes › Seguridad."
_OR_CODE = " Si escribió la clave de recuperación, compárela con la hoja, grupo por grupo."


class RestorePage(CalmPage):
    """``restored(key, by_code, sentence)`` once the backup is the data folder: its key, None for a plain one, whether
    that was opened by its recovery key, and what to tell inside. ``back()`` where the person goes back.
    """

    restored = Signal(object, bool, str)
    back = Signal()

    def __init__(self, verbs: Respaldos, lanes: Lanes[Any], parent: QWidget | None = None) -> None:
        self._verbs, self._lanes = verbs, lanes
        self._found: dict[str, Juego] = {}
        self._keys: dict[str, Llave] = {}
        self._by_code: set[str] = set()
        self._seen: Juego | None = None
        """The backup whose content is shown: only that one is restored."""
        self._work: Work | None = None
        self.choose = Button("Elegir la memoria o carpeta…", "primary", icon="folder-open")
        self.where = WrapLabel("", "small", "text2")
        self.backups = RowList(name="Respaldos que hay ahí")
        self.phrase = OnePhrase(FRASE_O_CLAVE)
        self.what = WrapLabel("", "body-medium")
        self.warnings = WrapLabel("", "small-medium", "warn")
        self.visits = RowList(name="Visitas del respaldo")
        self.told = Sentence("", "bad")
        self.task = TaskRow()
        self.go = Button("Ver qué contiene", "outline", keys="Enter")
        self.leave = Button("Volver", "ghost", keys="Esc")
        card = headed("Restaurar un respaldo", "Lo que había en otro equipo, o en éste, vuelve como estaba.")
        card.body.addLayout(buttons(self.choose))
        for widget in (
            self.where, self.backups, self.phrase, self.what, self.warnings, self.visits, self.told, self.task,
        ):  # fmt: skip
            card.body.addWidget(widget)
        card.body.addLayout(buttons(self.go, self.leave))
        beside = Points("Siga donde se quedó", "Un equipo nuevo y la memoria con sus respaldos bastan.", _POINTS)
        super().__init__(card, beside, name="Restaurar un respaldo", parent=parent)
        for hidden in (self.where, self.backups, self.go):
            hidden.hide()
        self._forget_seen()
        self._connect()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.backups.moved.connect(lambda _key: self._on_moved())
        self.backups.opened.connect(lambda _key: self._next())
        self.phrase.entered.connect(self._next)
        self.go.clicked.connect(self._next)
        self.leave.clicked.connect(self._leave)
        self.task.cancelled.connect(self._leave)

    def start(self) -> None:
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what there is --------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Memoria o carpeta con respaldos", self.where.text())
        if chosen:
            self.look_in(Path(chosen))

    def look_in(self, folder: Path) -> None:
        """Show the backups of a stick or folder."""
        self._run("Buscando respaldos…", lambda _work: self._verbs.listar(folder),
                  lambda found: self._show_found(folder, found))  # fmt: skip

    def _show_found(self, folder: Path, estados: Sequence[Estado]) -> None:
        self.where.setText(str(folder))
        self._found = {key_of(j): j for e in estados for j in e.juegos}
        rows = backup_rows(estados)
        self.backups.set_rows(rows)
        fit(self.backups, _ROWS)
        for widget in (self.where, self.backups, self.go):
            widget.setVisible(bool(rows))
        self.choose.set_kind("outline" if rows else "primary")
        if rows:
            self.backups.set_current(rows[0].key)
            self.backups.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.told.say(next((e.problema for e in estados if e.problema), "Ahí todavía no hay respaldos."), "bad")
        self._on_moved()

    def chosen(self) -> Juego | None:
        """The backup that is current in the list."""
        return self._found.get(self.backups.current())

    def _on_moved(self) -> None:
        if self._found:
            self.told.say("")
        self._forget_seen()

    def _forget_seen(self) -> None:
        self._seen = None
        juego = self.chosen()
        m = juego.manifiesto if juego is not None else None
        self.phrase.setVisible(m is not None and bool(m.llave) and m.llave not in self._keys)
        self.phrase.take()
        self.phrase.field.set_error("")
        for widget in (self.what, self.warnings, self.visits):
            widget.hide()
        self.go.set_text("Ver qué contiene")
        self.go.set_kind("outline")

    # --- what it holds --------------------------------------------------------------------------------------------

    def _next(self) -> None:
        """Enter: see what it holds, and then restore it."""
        juego = self.chosen()
        if juego is None or self._work is not None:
            return
        if juego.manifiesto is None:
            self.told.say(f"Este respaldo no sirve: {juego.falla} Elija otro.", "bad")
        elif juego is self._seen:
            self._restore(juego)
        else:
            self._look(juego, juego.manifiesto.llave)

    def _look(self, juego: Juego, name: str) -> None:
        typed, known = self.phrase.secret.text(), self._keys.get(name)
        if name and known is None and not typed:
            self.phrase.field.set_error("Escriba la frase de acceso que tenían los datos, o su clave de recuperación.")
            self.phrase.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            return

        def look(_work: Work) -> tuple[Llave | None, Comparacion]:
            key = self._verbs.abrir_llave(juego, typed) if name and known is None else known
            return key, self._verbs.comparar(juego, key)

        self._run("Abriendo el respaldo…", look, lambda seen: self._show_seen(juego, *seen, by_code=es_clave(typed)))

    def _show_seen(self, juego: Juego, key: Llave | None, seen: Comparacion, *, by_code: bool) -> None:
        m = juego.manifiesto
        assert m is not None
        if key is not None:
            self._keys[m.llave] = key
            if by_code:
                self._by_code.add(m.llave)
        self._forget_seen()
        self._seen = juego
        many = cuantos(len(seen.visitas), "visita", "visitas") if seen.visitas else "ninguna visita todavía"
        self.what.setText(f"Respaldo del {fecha_hora(m.hecho)}, con {many}.")
        self.warnings.setText(" ".join((*(() if m.llave else (_PLAIN,)), *seen.avisos)))
        self.visits.set_rows(kept_rows(seen.visitas))
        fit(self.visits, _ROWS)
        self.what.show()
        self.warnings.setVisible(bool(self.warnings.text()))
        self.visits.setVisible(bool(seen.visitas))
        self.go.set_text("Restaurar en este equipo")
        self.go.set_kind("primary")
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once it has its place.
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.go))

    # --- the way back ---------------------------------------------------------------------------------------------

    def _restore(self, juego: Juego) -> None:
        m = juego.manifiesto
        assert m is not None
        key = self._keys.get(m.llave)
        said = f"Se restauró el respaldo del {fecha_hora(m.hecho)}."
        self._run(
            "Leyendo el respaldo…",
            lambda work: self._verbs.restaurar(juego, llave=key, progreso=work.report),
            lambda _made: self.restored.emit(key, m.llave in self._by_code, said),
        )

    def _run(self, words: str, job: Callable[[Work], T], then: Callable[[T], None]) -> None:
        """One thing at a time on the free lane, with words and bar."""
        if self._work is not None:
            return

        def ended() -> None:
            self._work = None
            self.task.done()
            self._enable(busy=False)

        def done(value: T) -> None:
            ended()
            then(value)

        def failed(error: BaseException) -> None:
            ended()
            self._fail(error)

        self.told.say("")
        self.task.report(0.0, words)
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable(busy=True)
        self._work = self._lanes.free(
            job,
            done,
            failed,
            progress=lambda n, of, said: self.task.report(min(n / max(of, 1), 1.0), said),
            owner=self,
        )

    def _enable(self, *, busy: bool) -> None:
        for widget in (self.choose, self.backups, self.phrase, self.go, self.leave):
            widget.setEnabled(not busy)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self.told.say("Se canceló; no se restauró nada.", "text3")
        elif isinstance(error, UserError) and error.field == "frase":
            self.phrase.field.set_error(without_wait(words_of(error)) + _OR_CODE)
            self.phrase.secret.setFocus(Qt.FocusReason.OtherFocusReason)
            self.phrase.secret.selectAll()
            return
        else:
            self.told.say(words_of(error), "bad")
        (self.backups if self._found else self.choose).setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self._work is not None:
            self._work.cancel()
            return
        self.phrase.take()
        self.back.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
