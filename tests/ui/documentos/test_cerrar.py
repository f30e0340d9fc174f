"""Closing the visit: one list of what is missing, one button when nothing is."""

from __future__ import annotations

from PySide6.QtCore import Qt

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _missing(mesa: Mesa) -> list[str]:
    return [line.text() for line in mesa.screen.list.missing.lines()]


def _sin_titulo(s: Servicios, e: Expediente) -> Expediente:
    """Something is missing in another step, and all the documents here."""
    op = comandos.modificar_visita(e, "Quitó las fechas", inicio=None, fin=None)
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def test_what_is_missing_elsewhere_leads_there(documentos: Open) -> None:
    mesa = documentos(_sin_titulo)
    assert "Escriba las fechas de la visita" in _missing(mesa)
    line = mesa.screen.list.missing.lines()[0]
    line.setFocus()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.led == [("preparacion", "inicio")]


def test_what_is_missing_here_is_grouped_and_leads_to_the_first(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    assert _missing(mesa) == ["Firmar 2 documentos"]
    mesa.screen.list.missing.lines()[0].setFocus()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.screen.selected is not None
    assert mesa.screen.selected.clave == "RC-02"
    assert mesa.screen.list.rows.hasFocus()


def test_it_cannot_be_closed_while_anything_is_missing(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    assert not mesa.screen.list.can_close()
    mesa.chord(Qt.Key.Key_Return)
    mesa.settle()
    assert not mesa.session.expediente.visita.cerrada


def test_with_everything_signed_ctrl_enter_closes_and_leads_to_delivery(documentos: Open) -> None:
    mesa = documentos(banco.firmada)
    assert _missing(mesa) == []
    assert "se reabre en Entrega" in mesa.screen.list.ready.text()
    mesa.chord(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.session.expediente.visita.cerrada
    assert mesa.led == [("entrega", "")]
    guardada = mesa.ask(lambda s: s.visitas.abrir(mesa.session.expediente.visita.id))
    assert guardada.visita.cerrada


def test_documents_for_ink_do_not_hold_back_the_closing(documentos: Open) -> None:
    def stage(s: Servicios, e: Expediente) -> None:
        banco.emitir(s, e)
        for documento in s.documentos.vigentes(e.visita.id):
            s.documentos.marcar_tinta(documento)

    assert documentos(stage).screen.list.can_close()


def test_a_closed_visit_shows_its_documents_and_changes_none(documentos: Open) -> None:
    mesa = documentos(banco.cerrada)
    lista = mesa.screen.list
    assert "está cerrada" in lista.closed.text()
    assert not mesa.screen.signers.can_sign()
    assert lista.emit_all_button.isHidden()
    assert lista.sign_all_button.isHidden()
    assert lista.print_button.isEnabled()
    assert mesa.screen.viewer.view.pdf()
    lista.delivery_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.led == [("entrega", "")]


def test_optional_signatures_still_missing_are_told_before_closing(documentos: Open) -> None:
    def stage(s: Servicios, e: Expediente) -> None:
        banco.emitir(s, e)
        for documento in s.documentos.vigentes(e.visita.id):
            banco.firmar(s, documento)

    mesa = documentos(stage)
    assert mesa.screen.list.can_close()
    assert "4 documentos admiten otra firma, que es opcional" in mesa.screen.list.ready.text()
    assert mesa.screen.list.sign_all_button.text() == "Firmar 4 documentos"
