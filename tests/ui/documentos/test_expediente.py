"""The expediente in the list: of consultation, never in the way of closing, made and signed also after it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from supervisor_app.ui.visita.documentos.renglones import DE_CONSULTA
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa

KEY = "expediente:"


def _emit(mesa: Mesa) -> None:
    mesa.select("expediente")
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()


def test_it_says_that_it_is_of_consultation(documentos: Open) -> None:
    mesa = documentos(banco.emitir)

    assert {row.key: row.second for row in mesa.rows()}[KEY] == DE_CONSULTA


def test_enter_leads_to_the_document_that_it_misses(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    _emit(mesa)

    assert mesa.screen.list.rows.current() == "cedula:CO-02"


def test_emitted_it_neither_holds_back_closing_nor_is_signed_with_the_others(documentos: Open) -> None:
    mesa = documentos(banco.firmada)
    _emit(mesa)

    assert mesa.pills()[KEY] == "Listo para firma"
    assert mesa.screen.list.can_close()
    assert mesa.screen.list.sign_all_button.isHidden()


def test_it_is_emitted_and_signed_after_closing(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.cerrada)
    _emit(mesa)
    mesa.give(supervisora)
    mesa.sign()

    assert mesa.pills()[KEY] == "Firmado · e.firma"


def test_the_others_stay_as_they_are_after_closing(documentos: Open) -> None:
    mesa = documentos(banco.cerrada)
    mesa.select("CO-02")
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()

    assert not mesa.screen.signers.can_sign()


def test_it_is_printed_for_ink_after_closing(documentos: Open) -> None:
    mesa = documentos(banco.cerrada)
    _emit(mesa)
    documento = mesa.screen.document
    assert documento is not None
    mesa.ask(lambda s: s.documentos.marcar_tinta(documento))

    assert mesa.ask(lambda s: s.documentos.versiones(documento.visita_id, documento.tipo, ""))[-1].para_tinta


def test_what_was_told_of_a_document_goes_with_it(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.viewer.tell("Se guardó.", good=True)
    mesa.select("CO-05")

    assert mesa.screen.viewer.told.isHidden()
