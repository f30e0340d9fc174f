"""The step «Documentos y firma»: every document of the visit from emission to signature, and closing the visit.

It asks the services and shows what they answer. It must never keep a PDF that is not shown, nor anything of an e.firma.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout

from supervisor_app.domain.avance import Faltante, Paso, faltantes
from supervisor_app.domain.documento import Documento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.documentos.columnas import Columns
from supervisor_app.ui.visita.documentos.firmantes import SignersPanel
from supervisor_app.ui.visita.documentos.lectura import read_document
from supervisor_app.ui.visita.documentos.lista import DocumentList
from supervisor_app.ui.visita.documentos.publica import Publishing, se_publica
from supervisor_app.ui.visita.documentos.renglones import (
    Lugar,
    Pendiente,
    clave,
    emitible,
    es,
    lugares_de,
    para_cerrar,
    primer_firmante,
    remedio,
    se_espera,
    se_firma,
)
from supervisor_app.ui.visita.documentos.salida import Output
from supervisor_app.ui.visita.documentos.salida_tinta import InkOutput
from supervisor_app.ui.visita.documentos.teclas import hints_of, make_shortcuts
from supervisor_app.ui.visita.documentos.trabajo import Trabajo
from supervisor_app.ui.visita.documentos.visor import DocumentViewer

WAITING = "por terminar"
"""What ``show_object`` takes for the next document that is neither signed nor printed for ink."""


class DocumentosScreen(Screen):
    """List, page and signers over one session."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._filas: tuple[FilaDocumento, ...] = ()
        self._key = ""
        self._shown: Documento | None = None
        self._versiones: tuple[Documento, ...] = ()
        self._looks_back = False
        self._seeks = False
        self._wanted = ""
        self._asked = 0
        self.list = DocumentList()
        self.viewer = DocumentViewer(session.lanes)
        self.signers = SignersPanel(session.lanes)
        self.output = Output(session.lanes, self)
        self.ink = InkOutput(session.lanes, self)
        self.work = Trabajo(session, self)
        self.columns = Columns(self.list, self.viewer, self.signers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages = Publishing(session, self.columns)
        layout.addWidget(self.pages)
        self._connect()
        self._connect_work()
        make_shortcuts(self)

    def _connect(self) -> None:
        lista = self.list
        lista.moved.connect(self._select)
        lista.opened.connect(self._open)
        lista.led.connect(self._lead)
        lista.emit_all.connect(lambda: self._emit([f for f in self._filas if se_espera(f)]))
        lista.reason.given.connect(self.work.emit_documents)
        lista.sign_all.connect(self.sign_all)
        lista.print_wanted.connect(self.print_document)
        lista.export_wanted.connect(lambda: self.output.export(self._shown))
        lista.public_wanted.connect(lambda: self.pages.publish(self.selected, closed=self.closed))
        self.pages.turned.connect(self.hints_changed)
        lista.close_wanted.connect(self.close_visit)
        lista.delivery_wanted.connect(lambda: self.wants.emit(Paso.ENTREGA.value, ""))
        self.viewer.version_chosen.connect(self._show_version)
        self.viewer.emit_wanted.connect(lambda: self._open(self._key))
        self.viewer.mend_wanted.connect(self._mend)
        self.viewer.open_wanted.connect(self.output.open_outside)
        self.viewer.view.focus_changed.connect(self.hints_changed)
        self.signers.signed.connect(self._on_signed)
        self.signers.ink.connect(lambda d, save: self.ink.save(d) if save else self.ink.print_out(d))
        self.signers.scan.connect(self.ink.save_scan)
        self.signers.wants.connect(self.wants)
        self.signers.busy.connect(self.list.set_busy)
        self.columns.turned.connect(lambda _side: self._focus_side())
        self.session.changed.connect(self._on_changed)

    def _connect_work(self) -> None:
        task = self.list.task
        self.work.progress.connect(self._on_progress)
        self.work.emitted.connect(self._on_emitted)
        self.work.closed.connect(self._on_closed)
        self.work.failed.connect(self._on_problem)
        self.work.idle.connect(lambda: self.list.set_busy(False))
        self.ink.marked.connect(self._on_signed)
        task.cancelled.connect(self.work.cancel)
        for output in (self.output, self.ink):
            output.told.connect(lambda sentence, good: self.viewer.tell(sentence, good=good))
            output.progress.connect(lambda share, words: task.report(share, words) if words else task.done())
            task.cancelled.connect(output.cancel)

    # --- what is on disk ------------------------------------------------------------------------------------------

    @property
    def expediente(self) -> Expediente:
        return self.session.expediente

    @property
    def closed(self) -> bool:
        return self.expediente.visita.cerrada

    @property
    def fixed(self) -> bool:
        """Whether the selected document does not change any more."""
        return self.closed and not (self.selected is not None and self.selected.de_consulta)

    def _on_changed(self, _kinds: object) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Ask for the documents and what closing waits for; the answer is shown when it comes."""
        e = self.expediente
        self.session.lanes.call(
            lambda s: (s.documentos.lista(e), () if e.visita.cerrada else s.entregas.impedimentos(e)),
            lambda answer: self._on_listed(e, *answer),
            self._on_problem,
            owner=self,
        )

    def _on_listed(self, e: Expediente, filas: tuple[FilaDocumento, ...], impedimentos: tuple[str, ...]) -> None:
        if e is not self.expediente:
            return
        self._filas = filas
        falta = para_cerrar(self._faltantes(), filas, impedimentos)
        optional = sum(se_firma(f) for f in filas if not f.de_consulta)
        self.list.show_rows(filas, falta, closed=self.closed, optional=optional)
        if self._key not in {clave(f) for f in filas}:
            waits = (f for f in filas if f.impide_cerrar and not f.estado.deja_cerrar)
            first = next(waits, filas[0] if filas else None)
            self._key = clave(first) if first is not None else ""
        if self._seeks:
            self._seeks = False
            self._key = self._next_waiting() or self._key
        self.list.rows.set_current(self._key)
        self._show_selected()

    def _next_waiting(self) -> str:
        """The key of the next document that closing waits for, after the selected one and then from the top."""
        keys = [clave(f) for f in self._filas]
        here = keys.index(self._key) if self._key in keys else -1
        after = [*self._filas[here + 1 :], *self._filas[: here + 1]]
        return next((clave(f) for f in after if f.impide_cerrar and not f.estado.deja_cerrar), "")

    def _faltantes(self) -> tuple[Faltante, ...]:
        return faltantes(self.expediente, self.session.definiciones, self.session.pasado.anteriores)

    @property
    def selected(self) -> FilaDocumento | None:
        """The row of the selected document."""
        return next((f for f in self._filas if clave(f) == self._key), None)

    @property
    def document(self) -> Documento | None:
        """The version that is shown."""
        return self._shown

    # --- showing one ----------------------------------------------------------------------------------------------

    def _select(self, key: str) -> None:
        if key and key != self._key:
            self._key, self._versiones, self._looks_back = key, (), False
            self.list.show_problem("")
            self._show_selected()

    def _show_version(self, documento_id: str) -> None:
        self._shown = next((d for d in self._versiones if d.id == documento_id), self._shown)
        self._looks_back = self._shown is not None and self._shown != self._versiones[-1]
        self._show_selected()

    def _show_selected(self) -> None:
        """Show the row at once with what is known, and its versions and bytes when they come."""
        fila = self.selected
        if not self._looks_back or self._shown is None:
            self._shown = fila.documento if fila is not None else None
        shown = self._shown
        known = self._versiones if shown in self._versiones else ((shown,) if shown is not None else ())
        self._show_document(known)
        self._asked += 1
        if fila is not None and shown is not None:
            asked, visita_id = self._asked, self.expediente.visita.id
            self.session.lanes.call(
                lambda s: read_document(s, visita_id, fila.tipo, fila.clave, shown.id),
                lambda answer: self._on_read(asked, *answer),
                self._on_problem,
                owner=self,
            )

    def _on_read(self, asked: int, versiones: tuple[Documento, ...], shown: Documento, pdf: bytes, name: str) -> None:
        if asked == self._asked:
            self._versiones, self._shown = versiones, shown
            wanted, self._wanted = self._wanted, ""
            if wanted not in ("", shown.id):
                self._show_version(wanted)
                return
            self.output.hold(pdf, name)
            self._show_document(versiones)
            self.viewer.show_pdf(pdf)

    def _show_document(self, versiones: Sequence[Documento]) -> None:
        fila, closed, fixed = self.selected, self.closed, self.fixed
        self.viewer.show_row(fila, versiones, self._shown, closed=fixed)
        self.signers.show_document(
            fila,
            self._shown,
            self._filas,
            ciudad=self.expediente.visita.ciudad,
            closed=fixed,
            primary=not self.list.can_close(),
        )
        emit = 0 if closed else sum(se_espera(f) for f in self._filas)
        self.list.show_actions(
            emit=emit,
            sign=0 if closed else len(self._batch()),
            ready=len(lugares_de(primer_firmante(self._filas), self._filas)) > 1,
            readable=self._shown is not None,
            public=se_publica(fila, closed=closed),
            primary=not self.signers.can_sign() and not self.list.can_close(),
        )
        self.hints_changed.emit()

    # --- emitting, going where something is missing ---------------------------------------------------------------

    def _open(self, key: str) -> None:
        """Enter on a row: whatever that document needs next."""
        self._select(key)
        fila = self.selected
        if fila is None:
            return
        if not self.fixed and emitible(fila) and self.session.reading:
            self.session.refused.emit(self.session.reading)
        elif not self.fixed and emitible(fila):
            self._emit([fila])
        elif not self.fixed and fila.documento is None:
            self._mend()
        else:
            self.columns.show_side("firmas" if self.signers.can_sign() else "documento")
            self._focus_side()

    def _emit(self, filas: Sequence[FilaDocumento]) -> None:
        if not self.list.reason.asks(filas):
            self.work.emit_documents(filas)

    def _on_progress(self, share: float, words: str, can_cancel: bool) -> None:
        self.list.set_busy(True)
        self.list.task.report(share, words, can_cancel=can_cancel)

    def _on_emitted(self, _hechos: Sequence[Documento]) -> None:
        self.list.set_busy(False)
        self._looks_back = False
        self._tell_changed()
        # The button that was pressed is gone with the empty state; Enter on the list goes on.
        self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mend(self) -> None:
        fila = self.selected
        place = remedio(fila, self._faltantes(), self._filas) if fila is not None else None
        if place is not None:
            self._lead(place)

    def _lead(self, place: Pendiente) -> None:
        if place.paso != Paso.DOCUMENTOS.value:
            self.wants.emit(place.paso, place.objeto)
        elif place.objeto:
            self.show_object(place.objeto)

    # --- signing, printing, closing -------------------------------------------------------------------------------

    def sign_all(self) -> None:
        """Get ready to sign, with one e.firma, every document that waits for the same person."""
        lugares = self._batch()
        barred = self.closed or not self.list.sign_all_button.isEnabled()
        if barred or len(lugares) < 2 or self.work.is_busy() or self.signers.is_busy():
            return
        if self._shown not in [lugar.documento for lugar in lugares] or self.signers.batch() != lugares:
            self.show_object(lugares[0].documento.id)
        self.columns.show_side("firmas")
        self.signers.start_batch(lugares[0].campo.nombre)

    def _batch(self) -> tuple[Lugar, ...]:
        """What is signed together: what closing waits for, else what waits for the person of the card."""
        lugares = lugares_de(primer_firmante(self._filas), self._filas)
        return lugares if len(lugares) > 1 else self.signers.batch()

    def _on_signed(self, _hechos: Sequence[Documento]) -> None:
        self._tell_changed()
        # The card may be gone, or be another person's: the list is where one goes on from.
        self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_changed(self) -> None:
        """Emitting and signing are no operations of the visit: tell the views that documents changed."""
        self.session.changed.emit(frozenset({Documento}))

    def print_document(self) -> None:
        """Open the print dialog for the version that is shown; what is for ink says so on each page again."""
        if self._shown is None or self.work.is_busy():
            return
        if self._shown.para_tinta:
            self.ink.print_out(self._shown)
        else:
            self.output.print_out(self._shown)

    def close_visit(self) -> None:
        """Close the visit, where nothing is missing, and go on to its delivery."""
        if self.list.can_close():
            self.work.close()

    def _on_closed(self, cerrado: Expediente) -> None:
        self.list.set_busy(False)
        self.session.replace(cerrado)
        self.wants.emit(Paso.ENTREGA.value, "")

    def _on_problem(self, error: BaseException) -> None:
        self.list.set_busy(False)
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.list.show_problem(error.message)

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        return hints_of(self)

    def enter(self) -> None:
        self.reload()
        self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_object(self, what: str) -> None:
        """``what``: a key of the list, the code of a cédula, «informe», the id of a document, or WAITING; after a key,
        «@» and the id of the version that is meant.
        """
        if what == WAITING:
            self._seeks = True
            self.reload()
            return
        what, _, self._wanted = what.partition("@")
        if not self._filas:
            self._key = what if ":" in what else ("informe:" if what == "informe" else f"cedula:{what}")
        fila = next((f for f in self._filas if es(f, what)), None)
        if fila is not None:
            self._select(clave(fila))
            self.list.show_current(self._key)
            if self._wanted:
                self._show_selected()

    def turn(self) -> None:
        """Take the focus from the list to the page, to the signers, and back."""
        focus = QApplication.focusWidget()
        if focus is not None and self.viewer.isAncestorOf(focus):
            self.columns.show_side("firmas")
            self.signers.focus_first()
        elif focus is not None and self.signers.isAncestorOf(focus):
            self.list.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.columns.show_side("documento")
            self.viewer.focus_view()

    def _focus_side(self) -> None:
        if self.columns.side() == "firmas":
            self.signers.focus_first()
        else:
            self.viewer.focus_view()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # A window that is only minimised keeps what is half given; a screen that is left does not.
        if not event.spontaneous() and not self.signers.is_busy():
            self.signers.wipe()
