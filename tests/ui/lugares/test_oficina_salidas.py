"""What leaves the office: the summary for the titular, everything as files, the transparency table."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.ui.lugares.test_oficina import Office, attended, enter, office, packed, written

__all__ = ["attended", "enter", "office", "packed", "written"]

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_summary_is_seen_and_saved_by_keyboard(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen, where = office.screen, tmp_path / "R"
    office.press(screen, Qt.Key.Key_T, CTRL)
    assert screen.pages.currentWidget() is screen.paper and screen.paper.save.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(where), ""))
    office.press(screen.paper.view, Qt.Key.Key_S, CTRL)
    assert (tmp_path / "R.pdf").read_bytes().startswith(b"%PDF-")
    office.press(screen.paper.view, Qt.Key.Key_Return, CTRL)
    assert screen.paper.form.cer.isVisible()
    office.press(screen.paper.form, Qt.Key.Key_Escape)
    assert not screen.paper.form.cer.isVisible()
    office.press(screen.paper, Qt.Key.Key_Escape)
    assert screen.pages.currentWidget() is screen.area


def test_everything_is_written_where_a_person_says(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.press(office.screen, Qt.Key.Key_E, CTRL | SHIFT)
    page = office.screen.exits
    assert office.screen.pages.currentWidget() is page and "Todos los departamentos" in page.about.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "todo"), ""))
    page.json.click()
    office.settle()
    assert len(json.loads((tmp_path / "todo.json").read_bytes())["visitas"]) == 2
    assert "Se escribieron" in page.answer.text()


def test_what_a_visit_does_not_know_is_asked_and_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = office.screen
    office.press(screen, Qt.Key.Key_E, CTRL | SHIFT)
    page = screen.exits
    assert "en 1 visita" in page.missing.text() and "importe total erogado" in page.missing.text()
    page.table.opened.emit("0")
    office.qtbot.keyClicks(page.form.spent, "1250.50")
    office.qtbot.keyClicks(page.form.texts["nota"], "BEPL850230XX1")
    office.press(page.form.texts["nota"], Qt.Key.Key_Return, CTRL)
    assert "no se publican" in page.form.answer.text() and page.form.isVisible()
    page.form.texts["nota"].clear()
    office.press(page.form.texts["nota"], Qt.Key.Key_Return, CTRL)
    assert not page.form.isVisible() and Decimal("1250.50") in page._rows[0].valores
    page.shared_button.click()
    office.settle()
    office.qtbot.keyClicks(page.shared.texts["fundamento"], "El que diga la Unidad")
    office.press(page.shared.texts["fundamento"], Qt.Key.Key_Return, CTRL)
    assert "El que diga la Unidad" in page._rows[0].valores
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "t.csv"), ""))
    page.write_rows.click()
    assert "El que diga la Unidad" in (tmp_path / "t.csv").read_text("utf-8-sig")


def test_visits_without_a_public_version_are_named(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.press(office.screen, Qt.Key.Key_E, CTRL | SHIFT)
    page = office.screen.exits
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    page.look.click()
    office.settle()
    assert "Hay versión pública de 0 de 2 visitas. Falta la de: V-2026-00" in page.public.text()
    assert not page.gather.isEnabled()
