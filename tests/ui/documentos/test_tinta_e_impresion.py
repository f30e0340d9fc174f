"""Printing, and documents that are to be signed by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _dialogs() -> list[QPrintDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintDialog) and w.isVisible()]


@pytest.fixture(autouse=True)
def close_dialogs() -> Iterator[None]:
    yield
    for dialog in _dialogs():
        dialog.reject()


def _reject(mesa: Mesa) -> None:
    (dialog,) = _dialogs()
    dialog.reject()
    mesa.qtbot.waitUntil(lambda: not _dialogs())


def test_ctrl_p_opens_the_print_dialog_of_the_document_shown(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.select("CO-05")
    mesa.chord(Qt.Key.Key_P)
    (dialog,) = _dialogs()
    assert "CO-05" in dialog.windowTitle()
    _reject(mesa)


def test_it_can_be_asked_again_after_it_was_refused(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    for _ in range(2):
        mesa.qtbot.waitUntil(lambda: not mesa.screen.output.is_busy())
        mesa.screen.activateWindow()
        mesa.qtbot.waitUntil(mesa.screen.isActiveWindow)
        mesa.chord(Qt.Key.Key_P)
        _reject(mesa)


def test_ink_marks_the_document_and_prints_it(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    card = mesa.screen.signers.card
    card.ways.setFocus()
    mesa.qtbot.keyClick(card.ways.focusWidget() or card.ways, Qt.Key.Key_Right)
    card.set_way("tinta")
    card.ink_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Para firma autógrafa"
    assert not mesa.screen.signers.can_sign()
    _reject(mesa)


def test_a_signed_document_does_not_mix_with_ink(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-06")
    mesa.screen.signers.card.set_way("tinta")
    assert mesa.screen.signers.card.ink_button.isHidden()
