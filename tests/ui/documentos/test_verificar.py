"""Verifying in place: who signed, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from supervisor_app.domain.expediente import Expediente
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _verify(mesa: Mesa) -> str:
    mesa.screen.signers.verify.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    verdict = mesa.screen.signers.verdict()
    assert verdict is not None
    return verdict.words()


def test_a_good_one_names_its_signers(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-02")
    words = _verify(mesa)
    assert "el documento no cambió después de firmarse" in words
    assert "LUCIA BERRUETO PEÑUÑURI BEPL850230XX1" in words
    assert "EVARISTO OLMEDO QUIÑONERO" in words


def test_an_unknown_authority_is_explained_with_the_way_to_the_settings(documentos: Open) -> None:
    mesa = documentos(banco.a_medias, conocida=False)
    mesa.select("CO-02")
    assert "no está entre las reconocidas en este equipo" in _verify(mesa)
    verdict = mesa.screen.signers.verdict()
    assert verdict is not None
    (link,) = (b for b in verdict.findChildren(QPushButton) if "autoridades" in b.text())
    link.setFocus()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.led == [("ajustes", "autoridades")]


def _alterar(s: Servicios, e: Expediente) -> None:
    banco.a_medias(s, e)
    documento = s.documentos.vigentes(e.visita.id)[0]
    (file,) = (f for f in s.carpeta.rglob(f"*{documento.ultimo.sha256}*") if f.is_file())
    content = file.read_bytes()
    file.chmod(0o644)
    middle = len(content) // 3
    file.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])


def test_a_file_changed_on_disk_is_never_shown_as_good(documentos: Open) -> None:
    mesa = documentos(_alterar)
    mesa.select("CO-02")
    assert mesa.screen.list.problem.isVisible() or "cambió después de firmarse" not in _verify(mesa)


def test_what_was_said_goes_with_another_document(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-02")
    _verify(mesa)
    mesa.select("CO-05")
    assert mesa.screen.signers.verdict() is None


def test_without_signatures_there_is_nothing_to_verify(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    assert mesa.screen.signers.verify.isHidden()
