"""The open visit of the window: its present value, what is being saved, undo, and the truth for the badge.

A screen makes an operation from ``expediente`` with the domain's commands and hands it to ``do``. It is shown at once
and written in order; what could not be written stays in the queue until it is. This module must never touch a widget.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.evidencia import Evidencia, Sitio
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.seguimiento import Antecedente, Pasado, pasado
from supervisor_app.errors import ChangedElsewhere, EnvironmentProblem, ReadOnly, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.evidencias import Marcada, marcar
from supervisor_app.services.visitas import Guardado
from supervisor_app.ui.cola_evidencia import EvidenceQueue
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.papelera import TakenOut
from supervisor_app.wiring import Servicios, nuevo_id

if TYPE_CHECKING:
    from supervisor_app.services.imagenes.trazos import Trazo

Command = Callable[[Expediente], Operacion]
_OTHER_WINDOW = "Otra ventana cambió el mismo dato; se muestra lo que quedó guardado."


class Signed(TypedDict):
    """The moment, with its zone, and the person that a record tells."""

    cuando: datetime
    quien: str


class VisitSession(QObject):
    """One open visit. Lives on the main thread.

    ``changed(kinds)``: the classes of records that changed, a frozenset, so that views repaint only those.
    ``saving()``, ``saved(moment)``, ``failed(sentence, action)``: for the badge. ``refused(sentence)``: a command or
    the store said no, and nothing changed. ``told(sentence)``: what was done where it may not be in sight (undo);
    ``informed(sentence)``: how a batch of evidence ended.
    ``advised(sentence)``: what the person should know now; ``offered(sentence)``: what was taken away, once that is on
    disk, to be offered back.
    ``confirmed(number, visit)``: that operation is on disk, and the badge may say so.
    ``recalled()``: the earlier visits to the unit were read, or read again.
    """

    changed = Signal(object)
    saving = Signal()
    saved = Signal(object)
    failed = Signal(str, str)
    refused = Signal(str)
    told = Signal(str)
    informed = Signal(str)
    advised = Signal(str)
    offered = Signal(str)
    confirmed = Signal(int, str)
    recalled = Signal()

    def __init__(
        self,
        lanes: Lanes[Servicios],
        definiciones: Definiciones,
        expediente: Expediente,
        *,
        today: Callable[[], date],
        reading: str = "",
    ) -> None:
        super().__init__()
        self.lanes = lanes
        self.catalogos = definiciones
        self.today = today
        self.author = ""
        self._expediente = expediente
        self._reading = reading
        self._queue: deque[Operacion] = deque()
        self._sending = False
        self._lost: list[str] = []
        self._earlier: tuple[Antecedente, ...] = ()
        self._past = Pasado()
        self._let_gone: set[str] = set()
        self.taken_out = TakenOut()
        self.evidence = EvidenceQueue(self, self)
        self.evidence.kept.connect(self._on_kept)
        self.evidence.told.connect(self.informed)
        self.evidence.refused.connect(self.refused)
        self.evidence.failed.connect(self._on_refused)
        self.saved.connect(lambda _moment: self._let_go())
        self._recall()
        self._let_go()
        lanes.call(
            lambda s: s.papelera.cedulas_quitadas(expediente.visita.id),
            lambda read: self.taken_out.read(read, self._expediente),
            self._on_refused,
            owner=self,
        )

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def expediente(self) -> Expediente:
        """The visit as it is shown: saved, or on its way to be."""
        return self._expediente

    @property
    def locked(self) -> bool:
        """Whether nothing of the visit may be changed here: it is closed, or this window only reads."""
        return bool(self._reading) or self._expediente.visita.cerrada

    @property
    def reading(self) -> str:
        """Why this window only reads; «» where it writes."""
        return self._reading

    def set_reading(self, why: str) -> None:
        """From now on this window only reads, or it writes again; then what another one saved meanwhile is shown."""
        self._reading = why
        self._send()
        visita_id = self._expediente.visita.id
        self.lanes.call(lambda s: s.visitas.abrir(visita_id), self.take, self._on_refused, owner=self)

    @property
    def definiciones(self) -> Mapping[str, CedulaDefinition]:
        """The definitions that this visit applies, by code."""
        return self._expediente.definiciones

    @property
    def pasado(self) -> Pasado:
        """What the unit brings from its earlier visits, and what this one verified of it."""
        return self._past

    def _recall(self) -> None:
        """Read the earlier visits to the unit; without them the visit goes on all the same."""
        e = self._expediente
        if e.visita.unidad is None:
            self._on_recalled(())
            return
        self.lanes.call(lambda s: s.seguimiento.antecedentes(e), self._on_recalled, self._on_refused, owner=self)

    def _on_recalled(self, antecedentes: tuple[Antecedente, ...]) -> None:
        if antecedentes != self._earlier:
            self._earlier = antecedentes
            self._derive()
            self.recalled.emit()

    def _derive(self) -> None:
        e = self._expediente
        self._past = pasado(e.visita, e.verificaciones.values(), self._earlier)

    @property
    def unsaved(self) -> int:
        """How many operations are not on disk yet."""
        return len(self._queue)

    # --- changing -------------------------------------------------------------------------------------------------

    def attempt(self, command: Command) -> bool:
        """Run a domain command on the visit and do what it says. A UserError becomes ``refused``; True where done."""
        try:
            operacion = command(self._expediente)
        except UserError as error:
            self.refused.emit(error.message)
            return False
        self.do(operacion)
        return True

    def signed(self) -> Signed:
        """When and who, for what records it: the person of the settings, else the first of the team."""
        team = [p.nombre for p in self._expediente.visita.equipo if p.nombre.strip()]
        return {"cuando": datetime.now().astimezone(), "quien": self.author or (team[0] if team else "")}

    def do(self, operacion: Operacion) -> None:
        """Show an operation at once and write it; an empty one is nothing."""
        if operacion.vacia:
            return
        if self._reading:
            self.refused.emit(self._reading)
            return
        self._show(operacion)
        self._queue.append(operacion)
        self._send()
        if gone := self.taken_out.note(operacion, self.author):
            self.offer_back(gone)

    def offer_back(self, sentence: str) -> None:
        """Tell what was taken away by the last thing done, once it is on disk, with undo at hand."""
        self.when_saved(lambda: self.offered.emit(sentence))

    def _show(self, operacion: Operacion) -> None:
        before = self._expediente
        self._expediente = before.aplicar(operacion.cambios)
        self.taken_out.forget_those_of(self._expediente)
        self._look_back(before)
        self.changed.emit(frozenset(c.clase for c in operacion.cambios))

    def _look_back(self, before: Expediente) -> None:
        """What is verified counts at once; another unit or day has another past. An answer costs nothing here."""
        now = self._expediente
        if now.visita is before.visita and now.verificaciones is before.verificaciones:
            return
        self._derive()
        if (before.visita.unidad, before.visita.inicio) != (now.visita.unidad, now.visita.inicio):
            self._recall()

    def _send(self) -> None:
        if self._sending or not self._queue or self._reading:
            return
        self._sending = True
        operacion = self._queue[0]
        self.saving.emit()
        self.lanes.call(lambda s: s.visitas.guardar(operacion), self._on_saved, self._on_failed, owner=self)

    def _on_saved(self, guardado: Guardado) -> None:
        self._sending = False
        self.confirmed.emit(guardado.numero, self._queue.popleft().visita_id)
        if self._queue:
            self._send()
        elif self._lost:
            self._read_anew(_OTHER_WINDOW)
        else:
            self.saved.emit(guardado.cuando)

    def _on_failed(self, error: BaseException) -> None:
        self._sending = False
        if isinstance(error, ChangedElsewhere):
            # The rest of the queue may well be about something else; what is on disk is read after it.
            self._lost.append(_in_a_sentence(self._queue.popleft().que))
            if self._queue:
                self._send()
            else:
                self._read_anew(_OTHER_WINDOW)
        elif isinstance(error, EnvironmentProblem):
            self.failed.emit(error.message, error.action or "Reintentar")
        elif isinstance(error, UserError):
            # The store refuses for good (the visit was closed elsewhere): show what is really on disk.
            self._queue.clear()
            self._read_anew(error.message)
        else:
            raise error

    def _read_anew(self, sentence: str) -> None:
        """Show what is on disk, and say why and what did not get there."""
        lost, self._lost = self._lost, []
        said = f"{sentence} No se guardó: {'; '.join(lost)}." if lost else sentence

        def then(expediente: Expediente) -> None:
            # What was done meanwhile is on its way.
            for operacion in self._queue:
                expediente = expediente.aplicar(operacion.cambios)
            self.replace(expediente)
            if not self._queue:
                self.saved.emit(datetime.now().astimezone())
            self.refused.emit(said)

        visita_id = self._expediente.visita.id
        self.lanes.call(lambda s: s.visitas.abrir(visita_id), then, self._on_refused, owner=self)

    def retry(self) -> None:
        """Try again to write what is waiting."""
        self._send()

    def undo(self) -> None:
        """Take back the last thing done, also from before the last start."""
        self._step(lambda s: s.visitas.deshacer(self._expediente.visita.id), "Se deshizo", "No hay nada que deshacer.")

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._step(lambda s: s.visitas.rehacer(self._expediente.visita.id), "Se rehizo", "No hay nada que rehacer.")

    def _step(self, job: Callable[[Servicios], Operacion | None], done: str, nothing: str) -> None:
        if self._queue and not self._sending:
            # What is waiting for the disk goes first, or the order of things would be lost.
            self._send()
        self.lanes.call(job, lambda op: self._on_step(op, done, nothing), self._on_refused, owner=self)

    def _on_step(self, operacion: Operacion | None, done: str, nothing: str) -> None:
        if operacion is None:
            self.refused.emit(nothing)
            return
        if operacion.vacia:
            self.told.emit(
                f"No se deshizo: {_in_a_sentence(operacion.que)}. Lo tachado o borrado ya no existe; Ctrl+Z otra vez "
                "deshace lo anterior."
            )
            return
        self._show(operacion)
        self.saved.emit(datetime.now().astimezone())
        self.told.emit(f"{done}: {_in_a_sentence(operacion.que)}.")

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, ChangedElsewhere):
            self._read_anew(_OTHER_WINDOW)
        elif isinstance(error, UserError | ReadOnly):
            self.refused.emit(error.message)
        elif isinstance(error, EnvironmentProblem):
            self.failed.emit(error.message, error.action or "Reintentar")
        else:
            raise error

    def replace(self, expediente: Expediente) -> None:
        """Show this value of the visit, which a service made and wrote (closing, reopening)."""
        before, self._expediente = self._expediente, expediente
        self._look_back(before)
        kinds = {type(r) for e in (before, expediente) for r in e.registros()}
        self.changed.emit(frozenset({type(expediente.visita), *kinds}))

    def take(self, expediente: Expediente) -> None:
        """The same where things may have been done meanwhile that are still on their way."""
        for operacion in self._queue:
            expediente = expediente.aplicar(operacion.cambios)
        self.replace(expediente)
        if not self._queue:
            self.saved.emit(datetime.now().astimezone())

    def when_saved(self, then: Callable[[], None]) -> None:
        """Call ``then`` once nothing is on its way to disk: at once, or after the last of it is there."""
        if not self._queue:
            then()
            return

        def look(_moment: object) -> None:
            if not self._queue:
                self.saved.disconnect(look)
                then()

        self.saved.connect(look)

    # --- evidence -------------------------------------------------------------------------------------------------

    def attach(
        self, files: Sequence[Path], *, item_id: str = "", inconsistencia_id: str = "", place: Sitio | None = None
    ) -> None:
        """Keep the files and attach them to ``place``; what cannot be evidence is told, the rest is attached."""
        self.evidence.take_files(files, place or Sitio(item_id=item_id, inconsistencia_id=inconsistencia_id))

    def _on_kept(self, evidencias: Sequence[Evidencia]) -> None:
        self.attempt(lambda e: comandos.adjuntar(e, evidencias))

    def mark(self, evidence_id: str, marks: Sequence[Trazo], then: Callable[[], None]) -> None:
        """Draw on a picture for good or until undone; ``then`` when it is shown. A refusal changes nothing."""
        e = self._expediente
        evidence = e.evidencias[evidence_id]

        def put(operacion: Operacion) -> None:
            if self._expediente.evidencias != e.evidencias:
                self.mark(evidence_id, marks, then)  # its caption was written meanwhile, for example
                return
            self.do(operacion)
            then()

        def keep(marked: Marcada) -> None:
            self.lanes.call(
                lambda s: s.evidencias.aplicar_marcas(e, evidence_id, marked), put, self._on_refused, owner=self
            )

        def draw(content: bytes) -> None:
            self.lanes.free(lambda _work: marcar(evidence, content, marks), keep, self._on_refused, owner=self)

        self.lanes.call(lambda s: s.evidencias.leer(evidence), draw, self._on_refused, owner=self)

    def _let_go(self) -> None:
        """Make the contents go that were blacked out, once that is on disk; again after a power cut."""
        gone = {sha for v in self._expediente.evidencias.values() for sha in v.borradas}
        if gone <= self._let_gone or self._queue or self._reading:
            return
        self._let_gone = gone
        visita_id = self._expediente.visita.id
        self.lanes.call(
            lambda s: s.evidencias.borrar_tachado(visita_id), lambda _who: None, self._on_still_there, owner=self
        )

    def _on_still_there(self, error: BaseException) -> None:
        self._let_gone = set()
        self._on_refused(error)

    @staticmethod
    def new_id() -> str:
        return nuevo_id()


def _in_a_sentence(que: str) -> str:
    return f"{que[:1].lower()}{que[1:]}"
