"""The open ASM table: its present value, what is on its way to disk, what could not be read yet, undo.

A command of the domain is shown at once and written in order; what could not be written stays in the queue. It must
never touch a widget.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.asm_comandos import HechoAsm
from supervisor_app.errors import ChangedElsewhere, EnvironmentProblem, UserError
from supervisor_app.services.asm.verbos import Asm, Guardada, Vuelta
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

Command = Callable[[TablaAsm], HechoAsm]
Place = tuple[int, str]
"""A row, -1 for the heading, and its field."""
Held = tuple[str, str]
"""A text as it was typed, and why it could not be taken."""
HEADING = -1
_OTHER_WINDOW = (
    "Otra ventana cambió esta tabla mientras tanto. Se guardó lo que usted tiene a la vista; lo de la otra ventana "
    "está en «Historia» y puede volver a ello."
)


class TableSession(QObject):
    """``changed(row)``: the table is another one, and the row to be shown (``HEADING``, or None to stay). ``saving()``,
    ``saved(moment)``, ``failed(sentence, action)``: for the badge. ``refused(sentence)``, ``told(sentence)``.
    """

    changed = Signal(object)
    saving = Signal()
    saved = Signal(object)
    failed = Signal(str, str)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, lanes: Lanes[Servicios], guardada: Guardada, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self.id, self._version = guardada.id, guardada.version
        self._tabla = guardada.tabla
        self._queue: deque[HechoAsm] = deque()
        self._sending = False
        self._going_back = 0
        self._meanwhile: list[Command] = []
        self._held: dict[Place, Held] = {}
        self._after: list[Callable[[], None]] = []

    @property
    def tabla(self) -> TablaAsm:
        """As it is shown: saved, or on its way to be."""
        return self._tabla

    @property
    def held(self) -> Mapping[Place, Held]:
        """What was typed and could not be taken, by its place."""
        return self._held

    @property
    def unsaved(self) -> int:
        return len(self._queue) + len(self._held)

    # --- changing -------------------------------------------------------------------------------------------------

    def do(self, command: Command) -> str:
        """Do it and write it; the sentence of its refusal, "" where it was done."""
        try:
            hecho = command(self._tabla)
        except UserError as error:
            return error.message
        if hecho.tabla != self._tabla:
            before, self._tabla = self._tabla, hecho.tabla
            self._follow_rows(before)
            self._queue.append(hecho)
            if self._going_back:
                self._meanwhile.append(command)
            self.changed.emit(hecho.lugar)
            self._send()
        return ""

    def attempt(self, command: Command) -> bool:
        """The same where no field is there to tell the refusal."""
        sentence = self.do(command)
        if sentence:
            self.refused.emit(sentence)
        return not sentence

    def hold(self, place: Place, text: str, sentence: str) -> None:
        """Keep what was typed and cannot be taken; with no sentence, forget it."""
        if sentence:
            self._held[place] = (text, sentence)
        else:
            self._held.pop(place, None)

    def _follow_rows(self, before: TablaAsm) -> None:
        """What is held goes with its row to its new place, and with it where it is taken away."""
        now = {id(row): n for n, row in enumerate(self._tabla.aspectos)}
        same = len(before.aspectos) == len(self._tabla.aspectos)
        kept: dict[Place, Held] = {}
        for (row, field), held in self._held.items():
            place: int | None = row
            if 0 <= row < len(before.aspectos):
                place = now.get(id(before.aspectos[row]), row if same else None)
            if place is not None:
                kept[place, field] = held
        self._held = kept

    # --- saving ---------------------------------------------------------------------------------------------------

    def retry(self) -> None:
        """Write what waits; what cannot be read is told, since only the person can mend it."""
        self._send()
        if not self._queue and self._held:
            (row, _field), (_text, sentence) = next(iter(self._held.items()))
            self.refused.emit(f"{where(row)}: {sentence}")

    def _send(self) -> None:
        if self._sending or self._going_back or not self._queue:
            return
        self._sending = True
        hecho, version = self._queue[0], self._version
        self.saving.emit()
        self._lanes.call(
            lambda s: s.asm.guardar(self.id, hecho.tabla, version=version, que=hecho.que),
            self._on_saved,
            self._on_failed,
            owner=self,
        )

    def _on_saved(self, guardada: Guardada) -> None:
        self._sending = False
        self._version = guardada.version
        self._queue.popleft()
        if self._queue:
            self._send()
            return
        self.saved.emit(guardada.cuando)
        waiting, self._after = self._after, []
        for then in waiting:
            then()

    def _on_failed(self, error: BaseException) -> None:
        self._sending = False
        if isinstance(error, ChangedElsewhere):
            self._lanes.call(lambda s: s.asm.leer(self.id), self._write_over, self._on_failed, owner=self)
        elif isinstance(error, EnvironmentProblem):
            self.failed.emit(error.message, error.action or "Reintentar")
        elif isinstance(error, UserError):
            self.failed.emit(error.message, "Reintentar")
        else:
            raise error

    def _write_over(self, theirs: Guardada) -> None:
        """The notebook keeps their version; ours comes after it, and it is said."""
        self._version = theirs.version
        self.when_saved(lambda: self.told.emit(_OTHER_WINDOW))
        self._send()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call ``then`` once nothing is on its way to disk."""
        if self._queue:
            self._after.append(then)
        else:
            then()

    # --- undo -----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        self.when_saved(lambda: self._go_back(lambda a: a.deshacer(self.id), "Se deshizo", "No hay nada por deshacer."))

    def redo(self) -> None:
        self.when_saved(lambda: self._go_back(lambda a: a.rehacer(self.id), "Se rehízo", "No hay nada por rehacer."))

    def go_to_version(self, version: int) -> None:
        """An earlier version of the table, written anew."""

        def back(a: Asm) -> Vuelta:
            return Vuelta(a.volver_a(self.id, version), f"la tabla es otra vez como en la versión {version}")

        self.when_saved(lambda: self._go_back(back, "Listo", ""))

    def _go_back(self, verb: Callable[[Asm], Vuelta | None], done: str, nothing: str) -> None:
        def show(vuelta: Vuelta | None) -> None:
            self._going_back -= 1
            if vuelta is None:
                self.told.emit(nothing)
            else:
                before = self._tabla
                self._tabla, self._version = vuelta.guardada.tabla, vuelta.guardada.version
                self._follow_rows(before)
                again = self._redo_meanwhile()
                self.changed.emit(first_change(before, self._tabla) if again is None else again)
                self.told.emit(f"{done}: {vuelta.que[:1].lower()}{vuelta.que[1:]}.")
                if not self._queue:
                    self.saved.emit(vuelta.guardada.cuando)
            self._go_on()

        def fail(error: BaseException) -> None:
            self._going_back -= 1
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            self.refused.emit(error.message)
            self._go_on()

        self._going_back += 1
        self._lanes.call(lambda s: verb(s.asm), show, fail, owner=self)

    def _go_on(self) -> None:
        if not self._going_back:
            self._meanwhile.clear()
            self._send()

    def _redo_meanwhile(self) -> int | None:
        """What was typed while the disk went back is done on what came back; the row of the last, None for nothing."""
        commands, self._meanwhile = self._meanwhile, []
        self._queue.clear()
        row = None
        for command in commands:
            try:
                hecho = command(self._tabla)
            except (UserError, IndexError):  # its row went with what was undone
                self.refused.emit("Lo que escribió mientras se deshacía no tiene ya dónde quedar; escríbalo otra vez.")
                continue
            if hecho.tabla != self._tabla:
                self._tabla, row = hecho.tabla, hecho.lugar
                self._queue.append(hecho)
                if self._going_back:
                    self._meanwhile.append(command)
        return row

    def take(self, guardada: Guardada) -> None:
        """Show it as it is on disk, where nothing of this window is on its way there."""
        if not self.unsaved and guardada.version != self._version:
            before, self._tabla, self._version = self._tabla, guardada.tabla, guardada.version
            self.changed.emit(first_change(before, self._tabla))


def where(row: int) -> str:
    """The words for a row, or for the heading."""
    return "Encabezado" if row == HEADING else f"Renglón {row + 1}"


def first_change(before: TablaAsm, now: TablaAsm) -> int | None:
    """The first row that differs, ``HEADING`` where only the heading does; None where nothing does."""
    if before == now:
        return None
    for n, row in enumerate(now.aspectos):
        if n >= len(before.aspectos) or before.aspectos[n] != row:
            return n
    return len(now.aspectos) - 1 if len(before.aspectos) != len(now.aspectos) else HEADING
