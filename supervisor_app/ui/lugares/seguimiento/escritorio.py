"""What only a desk writes besides acts: observations, one by one or pasted, and training. It carries between the pages
and the services; it must never decide what they accept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.seguimiento import Capacitacion, EstadoCapacitacion, Observacion
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo.capacitaciones import DatosCapacitacion, Propuesta, como_datos
from supervisor_app.services.desahogo.datos_observacion import DatosObservacion
from supervisor_app.services.desahogo.pegado import Vista
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.seguimiento.capacitacion import TrainingPage
from supervisor_app.ui.lugares.seguimiento.guardado import FormKeeper
from supervisor_app.ui.lugares.seguimiento.observacion import ObservationPage
from supervisor_app.ui.lugares.seguimiento.pegado import PastePage
from supervisor_app.wiring import Servicios

T = TypeVar("T")
Refuse = Callable[[str, str | None], object]


class DeskPages(QObject):
    """``shown(page)``: this page is wanted in front. ``written(id, sentence)``: something stands in the lists now, that
    finding ("" for none of them) being what to look at. ``left()``: back to where one was. ``turned()``: other keys.
    """

    shown = Signal(object)
    written = Signal(str, str)
    left = Signal()
    turned = Signal()

    def __init__(
        self, lanes: Lanes[Servicios], ooad: Mapping[str, Ooad], owner: QWidget, *, today: Callable[[], date]
    ) -> None:
        super().__init__(owner)
        self._lanes = lanes
        self._reading = 0
        self._practice = False
        self._ooad, self._today = ooad, today
        self.keeper = FormKeeper(lanes, self)

    @cached_property
    def observation(self) -> ObservationPage:
        page = ObservationPage(self._ooad, today=self._today)
        page.left.connect(self.left)
        page.registered.connect(self._register)
        page.touched.connect(lambda: self.keeper.hold(_observation(page.of), page.data()))
        page.dropped.connect(self._drop_observation)
        page.removed.connect(self._remove)
        page.paste_wanted.connect(self._open_paste)
        return page

    @cached_property
    def paste(self) -> PastePage:
        page = PastePage()
        page.left.connect(lambda: self.shown.emit(self.observation))
        page.read_wanted.connect(self._preview)
        page.import_wanted.connect(self._import)
        return page

    @cached_property
    def training(self) -> TrainingPage:
        page = TrainingPage(today=self._today)
        page.left.connect(self.left)
        page.proposal_wanted.connect(self._write_proposal)
        page.session_wanted.connect(self._write_session)
        form = page.form
        form.touched.connect(lambda: self.keeper.hold(_session(form.of), form.data()))
        form.dropped.connect(self._drop_session)
        form.saved.connect(self._save_session)
        form.given.connect(lambda of, d: self._do(lambda s: s.desahogo.capacitaciones.impartir(of, d), _GIVEN))
        form.cancelled.connect(
            lambda of, why: self._do(lambda s: s.desahogo.capacitaciones.cancelar(of, why), _CANCELLED)
        )
        return page

    # --- observations ---------------------------------------------------------------------------------------------

    def begin_observation(self, *, practice: bool) -> None:
        self._practice = practice
        self.shown.emit(self.observation)
        self.observation.begin(practice=practice)
        self._take_up_observation()
        self._suggest_units()

    def _take_up_observation(self) -> None:
        """What was typed of it before and not registered."""
        page, of = self.observation, self.observation.of

        def show(data: DatosObservacion) -> None:
            if page.of == of and not page.dirty:
                page.show_data(of, data)
                page.set_dirty(dirty=True)
                page.answer.say(_STILL)

        if not page.dirty:
            self.keeper.take(_observation(of), DatosObservacion, show)

    def _drop_observation(self) -> None:
        page = self.observation
        self.keeper.hold(_observation(page.of), None)
        if not page.of:
            page.show_data("", DatosObservacion(ficticia=self._practice))
            page.begin(practice=self._practice)
            return
        page.set_dirty(dirty=False)
        self.correct(page.of)

    def _suggest_units(self) -> None:
        """The UMF and offices that are known here."""
        page = self.observation
        self._call(lambda s: s.unidades.leer(), page.unit.set_imported, page.refuse)

    def correct(self, observation: str) -> None:
        """Open one as it is registered; what was typed of it and not registered is still there."""
        if self.observation.of == observation and self.observation.dirty:
            self.shown.emit(self.observation)
            return

        def show(data: DatosObservacion) -> None:
            self.observation.show_data(observation, data)
            self._take_up_observation()
            self.shown.emit(self.observation)
            self.observation.title.setFocus()
            self._suggest_units()

        self._call(lambda s: s.desahogo.observaciones.datos(observation), show, self.observation.refuse)

    def _register(self, of: str, data: DatosObservacion) -> None:
        def write(s: Servicios) -> Observacion:
            o = s.desahogo.observaciones
            return o.corregir(of, data) if of else o.registrar(data)

        def done(o: Observacion) -> None:
            self.observation.set_dirty(dirty=False)
            self.keeper.hold(_observation(of), None)
            self.written.emit(o.id, f"{o.folio} quedó {'corregida' if of else 'registrada'}.")

        self._call(write, done, self.observation.refuse)

    def _remove(self, of: str, why: str) -> None:
        def done(_none: None) -> None:
            self.observation.show_data("", DatosObservacion())
            self.written.emit("", "La observación se quitó; su historia se conserva.")

        self._call(lambda s: s.desahogo.observaciones.quitar(of, why), done, self.observation.refuse)

    def _open_paste(self) -> None:
        self.shown.emit(self.paste)
        self.paste.begin()

    def _preview(self, text: str) -> None:
        """Of two readings only the last is shown."""
        number, practice = self._reading + 1, self._practice
        self._reading = number

        def show(preview: Vista) -> None:
            if number == self._reading:
                self.paste.show_preview(preview)

        def refuse(sentence: str, _field: str | None) -> None:
            if number == self._reading:
                self.paste.refuse(sentence)

        self._call(lambda s: s.desahogo.observaciones.leer_pegado(text, ficticia=practice), show, refuse)

    def _import(self, preview: Vista) -> None:
        def done(written: tuple[Observacion, ...]) -> None:
            self.paste.done()
            told = cuantos(len(written), "observación", "observaciones")
            self.written.emit("", f"Se importaron {told}.")

        self._call(
            lambda s: s.desahogo.observaciones.importar(preview), done, lambda said, _field: self.paste.refuse(said)
        )

    # --- training -------------------------------------------------------------------------------------------------

    def open_training(self, *, practice: bool) -> None:
        self._practice = practice
        self.shown.emit(self.training)
        self.training.answer.say("")
        self._read_training(self.training.focus)

    def _read_training(self, then: Callable[[], object] = lambda: None) -> None:
        practice = self._practice

        def read(s: Servicios) -> tuple[tuple[Propuesta, ...], tuple[Capacitacion, ...]]:
            c = s.desahogo.capacitaciones
            return c.propuestas(practice), tuple(x for x in c.todas() if x.ficticia == practice)

        def show(got: tuple[tuple[Propuesta, ...], tuple[Capacitacion, ...]]) -> None:
            self.training.show_all(*got)
            then()
            self.turned.emit()

        self._call(read, show, self._refuse_training)

    def _refuse_training(self, sentence: str, _field: str | None) -> None:
        self.training.answer.say(sentence, "bad")

    def _write_proposal(self, which: int) -> None:
        """A session as a proposal suggests it, or a blank one (-1)."""
        form, practice = self.training.form, self._practice
        if which < 0:
            if form.of or not form.dirty:
                form.show_data("", DatosCapacitacion(ficticia=practice), None)
                self._take_up_session(None)
            self._write()
            return
        proposal = self.training.proposals[which]

        def show(data: DatosCapacitacion) -> None:
            form.show_data("", data, None)
            self._write()

        self._call(lambda s: s.desahogo.capacitaciones.borrador(proposal), show, self._refuse_training)

    def _write_session(self, of: str) -> None:
        session = next((c for c in self.training.sessions if c.id == of), None)
        if session is not None:
            form = self.training.form
            if form.of != of or not form.dirty:
                form.show_data(of, como_datos(session), session.estado)
                self._take_up_session(session.estado)
            self._write()

    def _take_up_session(self, state: EstadoCapacitacion | None) -> None:
        """What was typed of it before and not saved."""
        form, of = self.training.form, self.training.form.of

        def show(data: DatosCapacitacion) -> None:
            if form.of == of and not form.dirty:
                form.show_data(of, data, state)
                form.set_dirty(dirty=True)
                self.training.answer.say(_STILL)

        self.keeper.take(_session(of), DatosCapacitacion, show)

    def _drop_session(self) -> None:
        form = self.training.form
        self.keeper.hold(_session(form.of), None)
        form.set_dirty(dirty=False)
        self._write_session(form.of) if form.of else self._write_proposal(-1)

    def _write(self) -> None:
        self.training.write()
        self.turned.emit()

    def _save_session(self, of: str, data: DatosCapacitacion) -> None:
        def write(s: Servicios) -> Capacitacion:
            c = s.desahogo.capacitaciones
            return c.corregir(of, data) if of else c.programar(data)

        self._do(write, "Los cambios quedaron guardados." if of else "La sesión quedó programada.")

    def _do(self, write: Callable[[Servicios], Capacitacion], told: str) -> None:
        of = self.training.form.of

        def done(c: Capacitacion) -> None:
            self.keeper.hold(_session(of), None)
            self.training.form.show_data(c.id, como_datos(c), c.estado)
            self.training.answer.say(told, "ok")
            self._read_training(self.training.held.setFocus)

        self._call(write, done, self.training.form.refuse)

    # --- asking ---------------------------------------------------------------------------------------------------

    def _call(self, job: Callable[[Servicios], T], then: Callable[[T], None], refuse: Refuse) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                return
            if not isinstance(error, UserError | EnvironmentProblem):
                raise error
            refuse(error.message, error.field if isinstance(error, UserError) else None)

        self._lanes.call(job, then, failed, owner=self)


def _observation(of: str) -> str:
    return f"observacion:{of}"


def _session(of: str) -> str:
    return f"capacitacion:{of}"


_STILL = "Sigue aquí lo que había escrito y no registró."
_GIVEN = "La sesión quedó como impartida."
_CANCELLED = "La sesión quedó cancelada; las inconsistencias que atendía vuelven a proponerse."
