"""The office's private key in the window: opened, used while attending, forgotten when the place is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.errors import UserError
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina import llave
from supervisor_app.ui.lugares.oficina.llave import SealedKey
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import lanes

__all__ = ["lanes"]


@pytest.fixture
def key(
    lanes: Lanes[Servicios], on_stage: Callable[[QWidget], None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> SealedKey:
    """With a stand-in for RSA, which takes one password."""

    def opened(content: bytes, password: bytes | None) -> Any:
        if password != b"abrete":
            raise UserError("No se pudo abrir la llave privada: revise el archivo y su contraseña.")

    monkeypatch.setattr(llave, LlaveDeSobres.__name__, opened)
    made = SealedKey(lanes)
    on_stage(made)
    return made


def give(key: SealedKey, qtbot: QtBot, lanes: Lanes[Servicios], path: Path, password: str) -> None:
    key.open_button.click()
    key._take(path)
    key.password.clear()
    qtbot.keyClicks(key.password, password)
    qtbot.keyClick(key.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not lanes.is_busy())


def held(key: SealedKey) -> tuple[bytes, str] | None:
    return key.given


def test_a_key_that_opens_is_held_and_its_password_is_not_shown(
    key: SealedKey, qtbot: QtBot, lanes: Lanes[Servicios], tmp_path: Path
) -> None:
    (tmp_path / "llave.pem").write_bytes(b"clave")
    give(key, qtbot, lanes, tmp_path / "llave.pem", "otra")
    assert held(key) is None and "revise el archivo y su contraseña" in key.password_field.error()
    give(key, qtbot, lanes, tmp_path / "llave.pem", "abrete")
    assert held(key) == (b"clave", "abrete")
    assert not key.password.text() and key.forget_button.hasFocus()


def test_leaving_the_place_forgets_it(key: SealedKey, qtbot: QtBot, lanes: Lanes[Servicios], tmp_path: Path) -> None:
    (tmp_path / "llave.pem").write_bytes(b"clave")
    give(key, qtbot, lanes, tmp_path / "llave.pem", "abrete")
    key.hide()
    assert held(key) is None and key.box.path() is None


def test_what_cannot_be_read_is_said_beside_the_file(
    key: SealedKey, qtbot: QtBot, lanes: Lanes[Servicios], tmp_path: Path
) -> None:
    give(key, qtbot, lanes, tmp_path / "no.pem", "abrete")
    assert "No se pudo leer" in key.box_field.error()
    key.box.set_path(None)
    key.read()
    assert "Elija el archivo" in key.box_field.error()
