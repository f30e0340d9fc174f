"""Signing the package from the delivery screen: for whoever asks, and no password is left behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from supervisor_app.services.demo.datos import EFIRMA_SUPERVISORA
from tests.ui.documentos import banco
from tests.ui.entrega.conftest import Open
from tests.ui.entrega.muelle import Muelle


def give(muelle: Muelle, archivos: banco.Archivos, contrasena: str = "") -> None:
    """Open the form by keyboard, both files, the password, Enter."""
    card = muelle.screen.signature
    card.button.setFocus()
    muelle.press(Qt.Key.Key_Return)
    card.form._take([archivos.cer, archivos.key], "cer")
    card.form.password.setFocus()
    muelle.qtbot.keyClicks(card.form.password, contrasena or archivos.contrasena)
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()


def test_a_package_is_signed_by_keyboard(entrega: Open, tmp_path: Path) -> None:
    muelle = entrega()
    card = muelle.screen.signature
    assert card.isVisible()
    assert not card.form.isVisible()
    give(muelle, banco.escribir_efirma(tmp_path))
    assert f"RFC {EFIRMA_SUPERVISORA.rfc}" in card.state.text()
    assert not card.button.isVisible()
    assert not card.form.isVisible()
    assert card.form.is_empty()


def test_a_wrong_password_is_told_beside_its_field(entrega: Open, tmp_path: Path) -> None:
    muelle = entrega()
    give(muelle, banco.escribir_efirma(tmp_path), "otra cosa")
    assert "no abre la clave" in muelle.screen.signature.form.error("contrasena")
    assert not muelle.screen.signature.is_busy()


def test_who_leaves_leaves_no_password_behind(entrega: Open) -> None:
    muelle = entrega()
    card = muelle.screen.signature
    card.open_form()
    card.form.password.setFocus()
    muelle.qtbot.keyClicks(card.form.password, "secreto")
    muelle.screen.hide()
    assert card.form.is_empty()
    muelle.screen.show()
    assert card.button.isVisible()


def test_an_open_visit_has_no_package_to_sign(entrega: Open) -> None:
    assert not entrega(banco.firmada).screen.signature.isVisible()
