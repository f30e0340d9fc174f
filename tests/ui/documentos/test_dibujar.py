"""Signing by drawing on the screen: with the mouse, taken back, told apart, and refused where it comes too late."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from supervisor_app.domain.base import con
from supervisor_app.domain.documento import Documento, Metodo
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.wiring import Servicios
from tests.services.test_firma_dibujada import firma
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _draw(mesa: Mesa, n: int = 14) -> None:
    pad = mesa.screen.signers.card.drawing.pad
    points = [QPoint(30 + 12 * i, 40 + (i % 3) * 15) for i in range(n)]
    mesa.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        mesa.qtbot.mouseMove(pad, point)
    mesa.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def _sign(mesa: Mesa) -> None:
    mesa.screen.signers.card.drawing.button.click()
    mesa.settle()
    mesa.settle()


def _documento(mesa: Mesa) -> Documento:
    assert mesa.screen.document is not None
    return mesa.screen.document


def drawn(s: Servicios, e: Expediente) -> None:
    """Every document emitted; the first one signed by drawing."""
    banco.emitir(s, e)
    primero = s.documentos.vigentes(e.visita.id)[0]
    s.firmas.firmar_dibujada(primero, firma(primero.campos[0].campo))


def test_what_is_drawn_becomes_the_signature_and_the_list_says_how(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.signers.card.set_way("dibujada")
    _draw(mesa)
    _sign(mesa)
    assert mesa.pills()["cedula:CO-02"] == "Firmado · dibujada"
    ultimo = _documento(mesa).ultimo
    assert (ultimo.metodo, ultimo.firmante) == (Metodo.DIBUJADA, "Lucía Berrueto Peñúñuri")
    assert mesa.screen.signers.result.text() == (
        "Lucía Berrueto Peñúñuri firmó dibujando a las 09:30. Es firma dibujada, no e.firma."
    )


def test_nothing_of_it_stays_in_the_pad(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.signers.card.set_way("dibujada")
    _draw(mesa)
    _sign(mesa)
    assert mesa.screen.signers.card.drawing.pad.is_empty()


def test_what_was_drawn_goes_when_another_document_is_shown_or_the_step_is_left(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    pad = mesa.screen.signers.card.drawing.pad
    mesa.screen.signers.card.set_way("dibujada")
    _draw(mesa)
    mesa.select("CO-05")
    assert pad.is_empty()
    _draw(mesa)
    mesa.screen.hide()
    assert pad.is_empty()


def test_a_touch_is_no_signature(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.signers.card.set_way("dibujada")
    _draw(mesa, 3)
    _sign(mesa)
    assert mesa.screen.signers.card.drawing.problem() == "Dibuje la firma completa en el recuadro."
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"


def test_the_last_stroke_and_all_of_them_are_taken_back_by_buttons(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    drawing = mesa.screen.signers.card.drawing
    mesa.screen.signers.card.set_way("dibujada")
    assert not drawing.button.isEnabled()
    _draw(mesa)
    _draw(mesa)
    drawing.undo_button.click()
    assert len(drawing.pad.strokes()) == 1
    drawing.erase_button.click()
    assert drawing.pad.is_empty()
    assert not drawing.button.isEnabled()


def test_after_an_e_firma_the_card_says_why_nobody_draws(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-06")
    mesa.screen.signers.card.set_way("dibujada")
    assert "primero se dibuja y después se firma con e.firma" in mesa.screen.signers.card.drawing.barred()


def test_a_visit_that_changed_meanwhile_is_said_above_the_button(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.signers.card.set_way("dibujada")
    _draw(mesa)
    e = mesa.session.expediente
    cambiada = con(e.visita, periodo_revisado="Otro periodo")

    otra = Operacion(e.visita.id, "Otra ventana", (Cambio(e.visita, cambiada),))
    mesa.ask(lambda s: s.visitas.guardar(otra))
    _sign(mesa)
    assert "La visita cambió después de emitir" in mesa.screen.signers.card.drawing.problem()
    assert not mesa.screen.signers.card.drawing.pad.is_empty()


def test_the_next_one_may_draw_too_and_then_an_e_firma_covers_them(
    documentos: Open, supervisora: banco.Archivos
) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.signers.rows()[0].button.click()
    _draw(mesa)
    _sign(mesa)
    assert mesa.pills()["cedula:CO-02"] == "En firma"
    mesa.select("CO-02")
    mesa.screen.signers.card.set_way("efirma")
    mesa.give(supervisora)
    mesa.sign()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · e.firma y dibujada"
    mesa.screen.signers.verify.click()
    mesa.settle()
    verdict = mesa.screen.signers.verdict()
    assert verdict is not None
    assert "cubre estos trazos" in verdict.words()
    assert "Las firmas son auténticas" not in verdict.words()


def test_verifying_what_is_only_drawn_claims_nothing(documentos: Open) -> None:
    mesa = documentos(drawn)
    mesa.select("CO-02")
    mesa.screen.signers.verify.click()
    mesa.settle()
    verdict = mesa.screen.signers.verdict()
    assert verdict is not None
    assert "No es e.firma" in verdict.words()
    assert "Nadie ha firmado con e.firma" in verdict.words()
    assert "auténticas" not in verdict.words()


def test_each_row_of_the_signers_says_how(documentos: Open) -> None:
    mesa = documentos(drawn)
    mesa.select("CO-02")
    mesa.settle()
    said = " ".join(row.accessibleName() for row in mesa.screen.signers.rows())
    assert "firma dibujada, 10/06/2026" in said.replace("\u00a0", " ")
    assert "Dibujó" in said


def test_closing_says_what_goes_with_a_drawing_only(documentos: Open) -> None:
    def stage(s: Servicios, e: Expediente) -> None:
        drawn(s, e)
        for documento in s.documentos.vigentes(e.visita.id)[1:]:
            banco.firmar(s, documento, titular=True)

    mesa = documentos(stage)
    assert mesa.screen.list.can_close()
    assert mesa.screen.list.how.text() == "1 documento va sólo con firma dibujada, que no es e.firma."
