"""Signing with the e.firma: by keyboard, with its refusals beside the field, and leaving nothing behind."""

from __future__ import annotations

import gc
from pathlib import Path
from types import CellType

import pytest
from PySide6.QtCore import Qt

from supervisor_app.domain.documento import Documento
from supervisor_app.services.demo.datos import EFIRMA_SUPERVISORA, EFIRMA_TITULAR
from supervisor_app.services.firmas import Efirma
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _documento(mesa: Mesa) -> Documento:
    """The newest version of the selected document, as it is on disk."""
    filas = mesa.ask(lambda s: s.documentos.lista(mesa.session.expediente))
    fila = next(f for f in filas if mesa.screen.selected is not None and f.nombre == mesa.screen.selected.nombre)
    assert fila.documento is not None
    return fila.documento


# --- one document -------------------------------------------------------------------------------------------------


def test_enter_on_the_list_files_password_enter(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.press(Qt.Key.Key_Return)
    assert mesa.screen.signers.card.form.cer.hasFocus()
    mesa.paste(supervisora.cer)
    mesa.paste(supervisora.key)
    assert mesa.screen.signers.card.form.password.hasFocus()
    mesa.qtbot.keyClicks(mesa.screen.focusWidget(), supervisora.contrasena)
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · e.firma"
    assert _documento(mesa).firmados == {"Firma_Supervisor"}


def test_who_signed_is_said_with_name_rfc_and_hour(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora)
    mesa.sign()
    words = "LUCIA BERRUETO PEÑUÑURI (RFC BEPL850230XX1) firmó 1 documento a las 09:30."
    assert mesa.screen.signers.result.text() == words
    assert mesa.screen.signers.result.isVisible()


def test_the_page_shown_carries_the_signature(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    antes = mesa.screen.viewer.view.pdf()
    mesa.give(supervisora)
    mesa.sign()
    despues = mesa.screen.viewer.view.pdf()
    assert despues.startswith(antes)
    assert len(despues) > len(antes)


def test_the_next_signer_gets_the_card_and_can_sign_too(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-06")
    mesa.give(banco.escribir_efirma(tmp_path, EFIRMA_TITULAR))
    mesa.sign()
    assert _documento(mesa).firmados == {"Firma_Supervisor", "Firma_Titular"}
    assert not mesa.screen.signers.can_sign()


def test_who_comes_later_is_told_to_wait_and_may_draw_before(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    row = mesa.screen.signers.rows()[0]
    assert "Antes firma Lucía Berrueto Peñúñuri." in row.accessibleName()
    assert row.button.text() == "Firmar dibujando"
    row.button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    card = mesa.screen.signers.card
    assert card.ways.value() == "dibujada"
    assert card.drawing.pad.hasFocus()
    card.set_way("efirma")
    assert card.turn()[0] == "Antes firma Lucía Berrueto Peñúñuri."
    assert card.form.isHidden()


def test_before_the_first_e_firma_it_is_said_what_it_puts_an_end_to(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    assert "ya nadie puede firmar dibujando" in mesa.screen.signers.card.turn()[1]


# --- refusals -----------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_beside_each_field(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    form = mesa.screen.signers.card.form
    mesa.qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert form.error("cer") == "Elija el archivo .cer de su e.firma."
    assert form.error("key") == "Elija el archivo .key de su e.firma."
    assert form.error("contrasena") == "Escriba la contraseña de la clave privada."
    assert form.cer.hasFocus()


def test_a_wrong_password_is_said_under_the_password(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora, "otra cosa")
    mesa.sign()
    form = mesa.screen.signers.card.form
    assert "contraseña" in form.error("contrasena")
    assert form.error("cer") == form.error("key") == ""
    assert form.password.hasFocus()
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"


def test_the_sentence_goes_at_the_next_keystroke(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora, "otra cosa")
    mesa.sign()
    mesa.qtbot.keyClicks(mesa.screen.signers.card.form.password, supervisora.contrasena)
    assert mesa.screen.signers.card.form.error("contrasena") == ""
    mesa.sign()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · e.firma"


def test_a_key_of_another_efirma_is_said_under_the_key(
    documentos: Open, supervisora: banco.Archivos, otra: banco.Archivos
) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(banco.Archivos(supervisora.cer, otra.key, supervisora.contrasena))
    mesa.sign()
    assert "no corresponde" in mesa.screen.signers.card.form.error("key")


def test_a_certificate_that_is_none_is_said_under_the_certificate(
    documentos: Open, supervisora: banco.Archivos, tmp_path: Path
) -> None:
    mesa = documentos(banco.emitir)
    (tmp_path / "roto.cer").write_bytes(b"no es un certificado")
    mesa.give(banco.Archivos(tmp_path / "roto.cer", supervisora.key, supervisora.contrasena))
    mesa.sign()
    assert "no es un certificado" in mesa.screen.signers.card.form.error("cer")


def test_a_file_that_is_gone_is_said_under_its_field(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora)
    supervisora.key.unlink()
    mesa.sign()
    assert "No se pudo leer" in mesa.screen.signers.card.form.error("key")


def test_files_given_in_the_wrong_order_go_each_to_its_box(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    form = mesa.screen.signers.card.form
    form.cer.setFocus()
    mesa.paste(supervisora.key)
    assert form.cer.path() is None
    assert form.key.path() == supervisora.key


def test_the_second_dialog_opens_where_the_first_file_was(
    documentos: Open, supervisora: banco.Archivos, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesa = documentos(banco.emitir)
    folders: list[str] = []

    def choose(_parent: object, _title: str, folder: str, pattern: str) -> tuple[str, str]:
        folders.append(folder)
        return str(supervisora.cer if "cer" in pattern else supervisora.key), ""

    monkeypatch.setattr("supervisor_app.ui.visita.documentos.efirma.QFileDialog.getOpenFileName", choose)
    mesa.press(Qt.Key.Key_Return)
    mesa.press(Qt.Key.Key_Return)
    mesa.press(Qt.Key.Key_Return)
    assert folders == ["", str(supervisora.cer.parent)]
    assert mesa.screen.signers.card.form.password.hasFocus()


# --- somebody else's e.firma --------------------------------------------------------------------------------------


def test_anothers_efirma_asks_before_anything_is_signed(documentos: Open, otra: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(otra)
    mesa.sign()
    assert mesa.screen.signers.card.form.doubt() == (
        "La e.firma es de XOCHITL CASTAÑEDA CHAVARRIA (RFC CACX700909EF3) y el documento espera la firma de "
        "Lucía Berrueto Peñúñuri."
    )
    assert _documento(mesa).firmados == frozenset()


def test_enter_once_more_does_not_sign_with_it(documentos: Open, otra: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(otra)
    mesa.sign()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert _documento(mesa).firmados == frozenset()
    assert mesa.screen.signers.card.form.is_empty()


def test_it_signs_all_the_same_when_told_so(documentos: Open, otra: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(otra)
    mesa.sign()
    mesa.screen.signers.card.form.doubt_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    (archivo,) = _documento(mesa).archivos[1:]
    assert archivo.rfc == "CACX700909EF3"
    assert "XOCHITL" in mesa.screen.signers.rows()[0].accessibleName()


# --- several ------------------------------------------------------------------------------------------------------


def test_one_password_signs_all_that_wait_for_the_same_person(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert mesa.screen.signers.card.form.button.text() == "Firmar 5 documentos"
    mesa.give(supervisora)
    mesa.sign()
    assert set(mesa.demanded().values()) == {"Firmado · e.firma"}
    assert mesa.screen.signers.result.text().endswith("firmó 5 documentos a las 09:30.")


def test_signing_several_tells_how_far_it_is(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.sign_all()
    mesa.give(supervisora)
    mesa.qtbot.keyClick(mesa.screen.signers.card.form.password, Qt.Key.Key_Return)
    task = mesa.screen.signers.card.form.task
    mesa.qtbot.waitUntil(lambda: "2 de 5" in task.words())
    assert "LUCIA BERRUETO PEÑUÑURI" in task.words()
    mesa.settle()


def test_cancelling_keeps_what_is_signed_and_signs_no_more(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.sign_all()
    mesa.give(supervisora)
    mesa.qtbot.keyClick(mesa.screen.signers.card.form.password, Qt.Key.Key_Return)
    task = mesa.screen.signers.card.form.task
    mesa.qtbot.waitUntil(lambda: "2 de 5" in task.words())
    mesa.qtbot.keyClick(task, Qt.Key.Key_Escape)
    mesa.settle()
    assert 1 <= list(mesa.pills().values()).count("Firmado · e.firma") < 5
    assert mesa.screen.signers.result.text().startswith("Se canceló.")
    assert mesa.screen.signers.card.form.is_empty()


def test_one_can_go_back_to_signing_only_this_one(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.screen.sign_all()
    mesa.screen.signers.card.alone_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.give(supervisora)
    mesa.sign()
    assert list(mesa.pills().values()).count("Firmado · e.firma") == 1


def test_the_batch_is_of_whom_closing_waits_for(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-06")
    mesa.screen.sign_all()
    assert [lugar.campo.nombre for lugar in mesa.screen.signers.batch()] == [
        "Lucía Berrueto Peñúñuri",
        "LUCÍA BERRUETO PEÑÚÑURI",
    ]
    assert mesa.screen.selected is not None
    assert mesa.screen.selected.clave == "RC-02"


# --- nothing is left ----------------------------------------------------------------------------------------------


def _alive(contrasena: str) -> list[object]:
    """What still holds an e.firma, or the password in a closure. The files of the test itself are neither."""
    gc.collect()
    held: list[object] = []
    for thing in gc.get_objects():  # no comprehension: it would make a closure over the password itself
        if isinstance(thing, Efirma) or (isinstance(thing, CellType) and _content(thing) == contrasena):
            held.append(thing)
    return held


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # empty
        return None


def test_after_signing_the_fields_are_empty_and_no_efirma_is_held(
    documentos: Open, supervisora: banco.Archivos
) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora)
    mesa.sign()
    assert mesa.screen.signers.card.form.is_empty()
    assert _alive(supervisora.contrasena) == []


def test_after_a_refusal_no_efirma_is_held_either(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora, "otra cosa")
    mesa.sign()
    assert _alive("otra cosa") == []


def test_leaving_the_screen_empties_the_fields(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora)
    mesa.screen.hide()
    form = mesa.screen.signers.card.form
    assert form.is_empty()
    assert not form.password.isUndoAvailable()


def test_choosing_another_document_keeps_what_was_given(documentos: Open, supervisora: banco.Archivos) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora)
    mesa.select("CO-05")
    mesa.sign()
    assert mesa.pills()["cedula:CO-05"] == "Firmado · e.firma"
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"


def test_neither_log_nor_settings_know_the_password_or_the_files(
    documentos: Open, datos: Path, supervisora: banco.Archivos
) -> None:
    mesa = documentos(banco.emitir)
    mesa.give(supervisora, "palabra secreta 7")
    mesa.sign()
    mesa.screen.signers.card.form.password.wipe()
    mesa.type_password(supervisora.contrasena)
    mesa.sign()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · e.firma"
    for file in (f for f in datos.rglob("*") if f.is_file()):
        content = file.read_bytes()
        for word in ("palabra secreta 7", supervisora.contrasena, supervisora.key.name, str(supervisora.cer.parent)):
            assert word.encode() not in content, file


# --- certificate and key in one file --------------------------------------------------------------------------------


def _joined(tmp_path: Path) -> Path:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
    from cryptography.x509 import load_der_x509_certificate

    from supervisor_app.signing.llave import abrir_llave

    propia = banco.como_efirma(EFIRMA_SUPERVISORA)
    p12 = tmp_path / "lucia.p12"
    p12.write_bytes(
        serialize_key_and_certificates(
            b"efirma",
            abrir_llave(propia.key, propia.contrasena),
            load_der_x509_certificate(propia.cer),
            None,
            BestAvailableEncryption(propia.contrasena.encode()),
        )
    )
    return p12


def test_one_file_with_both_needs_no_key_and_signs(
    documentos: Open, supervisora: banco.Archivos, tmp_path: Path
) -> None:
    mesa = documentos(banco.emitir)
    form = mesa.screen.signers.card.form
    form.cer.setFocus()
    mesa.paste(_joined(tmp_path))
    assert form.password.hasFocus()
    assert not form.key.isVisible()
    mesa.type_password(supervisora.contrasena)
    mesa.sign()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · e.firma"


def test_a_certificate_alone_asks_for_its_key_again(
    documentos: Open, supervisora: banco.Archivos, tmp_path: Path
) -> None:
    mesa = documentos(banco.emitir)
    form = mesa.screen.signers.card.form
    form.cer.setFocus()
    mesa.paste(_joined(tmp_path))
    form.cer.setFocus()
    mesa.paste(supervisora.cer)
    assert form.key.isVisible()
    assert form.key.hasFocus()
