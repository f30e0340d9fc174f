"""The cédula de seguimiento of a unit: seen as a draft, emitted with a key, kept as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.lugares.seguimiento.conftest import Place

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_sheet_of_a_unit_is_seen_emitted_and_saved(
    desk: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cedula.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    desk.open_first()

    desk.press(Qt.Key.Key_P, CTRL)
    page = desk.screen.paper
    assert desk.screen.pages.currentWidget() is page and page.view.pages()
    desk.press(Qt.Key.Key_Return, CTRL)

    assert "versión 1" in page.answer.text()
    assert page.which.count() == 2 and page.which.value()
    assert not page.emit_button.isEnabled()
    desk.press(Qt.Key.Key_S, CTRL)
    assert target.read_bytes().startswith(b"%PDF-")
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.pages.currentWidget() is desk.screen.finding
