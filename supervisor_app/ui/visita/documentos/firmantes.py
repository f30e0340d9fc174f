"""The right side: who signed, who signs now, what verifying says. It must never keep what the person gave to sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.domain.documento import CampoDeFirma, Documento
from supervisor_app.domain.turnos import impide_dibujar, impide_efirma, se_puede_firmar
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.firmas import Comprobado
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, SectionTitle
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.documentos.firma import Firma, Firmado
from supervisor_app.ui.visita.documentos.firmante import SignerRow
from supervisor_app.ui.visita.documentos.frases import attached_of, drawn_of, note_of, offer_of, result_of, why_empty
from supervisor_app.ui.visita.documentos.gente import People
from supervisor_app.ui.visita.documentos.nombres import same_person
from supervisor_app.ui.visita.documentos.renglones import Lugar, libres, lugares_de, se_firma
from supervisor_app.ui.visita.documentos.tarjeta import SigningCard
from supervisor_app.ui.visita.documentos.tinta import InkForm
from supervisor_app.ui.visita.documentos.verificacion import VerificationCard
from supervisor_app.wiring import Servicios

_AIR = 48


class SignersPanel(QFrame):
    """``signed(documents)`` when files changed; ``ink(documento, save)`` when one is to be printed to be signed by
    hand, or saved to be printed elsewhere; ``scan(documento, archivo)`` to take a scan out; ``wants(place, what)``
    leads elsewhere; ``busy(bool)`` while it signs.
    """

    signed = Signal(object)
    ink = Signal(object, bool)
    scan = Signal(object, object)
    wants = Signal(str, str)
    busy = Signal(bool)

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._ciudad = ""
        self._documento: Documento | None = None
        self._actual: CampoDeFirma | None = None
        self._filas: tuple[FilaDocumento, ...] = ()
        self._lote: tuple[Lugar, ...] = ()
        self._en_lote = False
        self._firma: Firma | None = None
        self._drawing = False
        self._closing = False
        style(self, kind="panel")
        self._title = SectionTitle("Firmantes")
        self.verify = Button("Verificar", "ghost", icon="shield-check", tool=True)
        self.verify.clicked.connect(self._ask_to_verify)
        self._title.add(self.verify)
        self._note = Banner("", "na", icon="info")
        self.result = Banner("", "ok", icon="circle-check")
        self.result.hide()
        self._empty = WrapLabel("", "body", "text2")
        self.card = SigningCard(lanes)
        writes(self.card)
        self.people = People(self.card)
        self.people.chosen.connect(self._choose_person)
        self.by_hand = InkForm(lanes)
        self._by_hand = Card("Firma autógrafa", icon="stamp")
        self._by_hand.body.addWidget(self.by_hand)
        self._by_hand.hide()
        self.superior = Button("", "link", icon="user-plus")
        self.superior.clicked.connect(lambda: self.wants.emit(Paso.PREPARACION.value, "superior"))
        self._verdict: VerificationCard | None = None
        self._lay_out()
        self._connect()
        self.show_document(None, None, (), ciudad="")

    def _lay_out(self) -> None:
        self._column = ScrollColumn(name="Firmantes")
        for widget in (self._title, self.result, self._empty, self.people, self._by_hand, self._note):
            self._column.add(widget)
        self._column.column.addWidget(self.superior, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    def _connect(self) -> None:
        form = self.card.form
        form.sign.connect(self._sign)
        form.cancelled.connect(self._cancel)
        self.card.alone.connect(self.leave_batch)
        self.card.drawing.sign.connect(self._sign_drawn)
        for hand in (self.card.ink, self.by_hand):
            hand.print_wanted.connect(lambda: self.ink.emit(self._documento, False))
            hand.save_wanted.connect(lambda: self.ink.emit(self._documento, True))
            hand.scan_wanted.connect(lambda archivo: self.scan.emit(self._documento, archivo))
            hand.attached.connect(self._on_attached)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_document(
        self,
        fila: FilaDocumento | None,
        documento: Documento | None,
        filas: Sequence[FilaDocumento],
        *,
        ciudad: str,
        closed: bool = False,
        primary: bool = True,
    ) -> None:
        """The signers of ``documento``, a version of ``fila``. With ``closed`` nobody signs any more."""
        before, self._documento, self._ciudad, self._filas = self._documento, documento, ciudad, tuple(filas)
        if documento != before:
            self.hide_verdict()
        another = documento is None or before is None or documento.id != before.id
        if another:
            self.result.hide()
        current = documento is not None and fila is not None and fila.documento == documento
        signs = current and not closed and fila is not None and se_firma(fila)
        self._actual = self._choose_field(documento) if signs and documento is not None else None
        self._lote = lugares_de(self._actual.nombre, filas) if self._actual is not None else ()
        self._en_lote = self._en_lote and len(self._lote) > 1
        self._closing = not primary
        if another:
            self._keep_way_that_works()
        self._show_card()
        self._show_by_hand(current=current, closed=closed)
        self.superior.set_text(offer_of(fila, documento) if current and not closed else "")
        self.superior.setVisible(bool(self.superior.text()))
        self.verify.setVisible(documento is not None and bool(documento.firmados or documento.escaneos))
        self._empty.setText(why_empty(documento))
        self._empty.setVisible(bool(self._empty.text()))
        note = note_of(fila, documento, current=current, closed=closed)
        self._note.set_message(note, "na", "info")
        self._note.setVisible(bool(note))

    def _choose_field(self, documento: Documento) -> CampoDeFirma | None:
        """The place that was being signed if it is still free, else whose turn it is."""
        abiertos = se_puede_firmar(documento)
        before = self._actual.campo if self._actual is not None else ""
        turno = next((c for c in abiertos if not impide_efirma(documento, c)), abiertos[0] if abiertos else None)
        return next((c for c in abiertos if c.campo == before), turno)

    def _show_card(self) -> None:
        self.people.show_people(self._documento, self._actual)
        if self._actual is not None and self._documento is not None:
            self.card.show_place(Lugar(self._documento, self._actual), primary=not self._closing)
            self._show_batch()

    def _show_by_hand(self, *, current: bool, closed: bool) -> None:
        """The card of what is signed by hand, once it was printed for it."""
        documento = self._documento
        shown = documento is not None and documento.para_tinta and (bool(documento.escaneos) or not closed)
        self._by_hand.setVisible(shown)
        if shown and documento is not None:
            self.by_hand.show_document(documento, closed=closed or not current)

    def _show_batch(self) -> None:
        n = len(self._lote)
        titles = ", ".join(lugar.documento.clave or lugar.documento.titulo for lugar in self._lote)
        self.card.set_batch(f"Con la misma e.firma se firman {n} documentos: {titles}." if self._en_lote else "")
        words = f"Firmar {n} documentos" if self._en_lote else "Firmar"
        self.card.form.set_action(words, primary=not self._closing)

    def _choose_person(self, campo: str) -> None:
        assert self._documento is not None
        self._actual = next(c for c in self._documento.campos if c.campo == campo)
        self._lote = lugares_de(self._actual.nombre, self._filas)
        self._en_lote = False
        self.card.form.wipe()
        self._keep_way_that_works()
        self._show_card()
        self.focus_first()

    def _keep_way_that_works(self) -> None:
        """Stay with the way of signing that was chosen last, but where this person cannot sign this document so."""
        if self._documento is None or self._actual is None:
            return
        barred = {
            "efirma": impide_efirma(self._documento, self._actual),
            "dibujada": impide_dibujar(self._documento, self._actual),
            "tinta": "".join(self._documento.firmados),
        }
        before = self.card.ways.value()
        if barred[before]:
            self.card.set_way(next((way for way, why in barred.items() if not why), before))

    def rows(self) -> list[SignerRow]:
        """Who signed or will, but for the person of the card, from top to bottom."""
        return self.people.rows()

    # --- signing --------------------------------------------------------------------------------------------------

    def can_sign(self) -> bool:
        return self._actual is not None and self.card.isEnabled()

    def batch(self) -> tuple[Lugar, ...]:
        """What waits for the person of the card: one place in each document."""
        return self._lote

    def start_batch(self, nombre: str) -> None:
        """Get ready to sign every document that waits for this person."""
        actual = self._actual
        if self._documento is not None and actual is not None and not same_person(actual.nombre, nombre):
            campo = next((c for c in libres(self._documento) if same_person(c.nombre, nombre)), actual)
            self._choose_person(campo.campo)
        self._en_lote = len(self._lote) > 1
        self.card.set_way("efirma")
        self._show_batch()
        self.card.form.focus_first()

    def leave_batch(self) -> None:
        self._en_lote = False
        self._show_batch()
        self.card.form.focus_first()

    def focus_first(self) -> None:
        """Put the focus where signing goes on, or on what there is."""
        way = self.card.ways.value()
        if self._actual is None:
            if not self._by_hand.isHidden():
                self.by_hand.focus_first()
            else:
                (self.verify if self.verify.isVisible() else self).setFocus()
        elif way == "tinta":
            self.card.ink.focus_first()
        elif way == "dibujada" and not self.card.drawing.barred():
            self.card.drawing.focus_first()
        elif way == "efirma" and not self.card.turn()[0]:
            self.card.form.focus_first()
        else:
            self.card.ways.setFocus()

    def wipe(self) -> None:
        """Forget what was given to sign; the person left."""
        self._en_lote = False
        self.card.form.wipe()
        self.card.drawing.wipe()
        self.card.ink.forget()
        self.by_hand.forget()
        if self._actual is not None:
            self._show_batch()

    def is_busy(self) -> bool:
        return self._firma is not None or self._drawing

    def _reveal_focus(self) -> None:
        """Bring what has the focus into view: it may just have been moved down by an error above it."""
        layout = self._column.content().layout()
        focus = self.focusWidget()
        if layout is not None and focus is not None:
            layout.activate()
            self._column.ensureWidgetVisible(focus, 0, _AIR)

    def _sign(self, confirmed: bool) -> None:
        given = self.card.form.given()
        if given is None or self._documento is None or self._actual is None or self._firma is not None:
            return
        lugares = self._lote if self._en_lote else (Lugar(self._documento, self._actual),)
        self.result.hide()
        self.card.form.set_busy(True)
        self.busy.emit(True)
        self._firma = Firma(self._lanes, lugares, ciudad=self._ciudad, confirmada=confirmed, parent=self)
        self._firma.progress.connect(
            lambda done, total, words: self.card.form.task.report(done / total, words, can_cancel=total > 1)
        )
        self._firma.differs.connect(self._on_differs)
        self._firma.finished.connect(self._on_finished)
        self._firma.failed.connect(self._on_failed)
        self._firma.start(*given)

    def _cancel(self) -> None:
        if self._firma is not None:
            self._firma.cancel()

    def _end(self) -> None:
        if self._firma is not None:
            self._firma.deleteLater()
        self._firma = None
        self.card.form.set_busy(False)
        self.busy.emit(False)

    def _on_differs(self, nombre: str, rfc: str, esperado: str) -> None:
        self._end()
        which = "el documento espera" if not self._en_lote else "los documentos esperan"
        self.card.form.show_doubt(f"La e.firma es de {nombre} (RFC {rfc}) y {which} la firma de {esperado}.")
        self._reveal_focus()

    def _on_finished(self, firmado: Firmado) -> None:
        self._end()
        self.card.form.wipe()
        self._en_lote = False
        self.signed.emit(firmado.documentos)
        self.result.set_message(result_of(firmado), "ok", "circle-check")
        self.result.setVisible(bool(firmado.documentos) or firmado.cancelado)

    def _on_failed(self, error: BaseException, hechos: tuple[Documento, ...]) -> None:
        self._end()
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(error, UserError):
            self.card.form.show_error(error)
        else:
            self.card.form.show_problem(error.message)
        if hechos:
            self.card.form.show_problem(f"Se firmaron {len(hechos)} y después hubo un problema. {error.message}")
            self.signed.emit(hechos)
        self._reveal_focus()

    # --- by drawing, by hand --------------------------------------------------------------------------------------

    def _sign_drawn(self) -> None:
        documento, firma = self._documento, self.card.drawing.given()
        if documento is None or firma is None or self.is_busy():
            self._reveal_focus()
            return
        self._drawing = True
        self.result.hide()
        self.card.drawing.set_busy(True)
        self.busy.emit(True)
        self._lanes.call(
            lambda s: s.firmas.firmar_dibujada(documento, firma), self._on_drawn, self._on_not_drawn, owner=self
        )

    def _end_drawing(self) -> None:
        self._drawing = False
        self.card.drawing.set_busy(False)
        self.busy.emit(False)

    def _on_drawn(self, documento: Documento) -> None:
        self._end_drawing()
        self.card.drawing.wipe()
        self.signed.emit((documento,))
        self._tell(drawn_of(documento))

    def _on_not_drawn(self, error: BaseException) -> None:
        self._end_drawing()
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.card.drawing.show_problem(error.message)
        self._reveal_focus()

    def _on_attached(self, documento: Documento) -> None:
        self.signed.emit((documento,))
        self._tell(attached_of(documento))

    def _tell(self, sentence: str) -> None:
        self.result.set_message(sentence, "ok", "circle-check")
        self.result.show()

    # --- verifying ------------------------------------------------------------------------------------------------

    def _ask_to_verify(self) -> None:
        documento = self._documento
        if documento is not None:
            self._lanes.call(
                lambda s: s.firmas.comprobar_documento(documento),
                lambda comprobado: self._show_verdict(documento, comprobado),
                self._on_failed_verifying,
                owner=self,
            )

    def _show_verdict(self, documento: Documento, comprobado: Comprobado) -> None:
        if documento != self._documento:
            return
        self.hide_verdict()
        self._verdict = VerificationCard(comprobado)
        self._verdict.closed.connect(self.hide_verdict)
        self._verdict.wants_authorities.connect(lambda: self.wants.emit("ajustes", "autoridades"))
        self._column.column.insertWidget(1, self._verdict)
        self._column.verticalScrollBar().setValue(0)

    def _on_failed_verifying(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        self.result.set_message(error.message, "bad", "circle-alert")
        self.result.show()

    def verdict(self) -> VerificationCard | None:
        """What verifying said of the document that is shown, while it is open."""
        return self._verdict

    def hide_verdict(self) -> None:
        if self._verdict is not None:
            self._verdict.hide()
            self._verdict.deleteLater()
            self._verdict = None
