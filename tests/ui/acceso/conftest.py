"""Houses for the tests, closed at the end, and a keyring that is none of the machine's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.cifrado import llavero
from tests.ui.acceso.casas import Casa, encipher


@pytest.fixture(autouse=True)
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the machine's keyring would hold. ``disponible`` is false until a test says otherwise."""
    held: dict[str, bytes] = {}
    monkeypatch.setattr(llavero, "disponible", lambda: False)
    monkeypatch.setattr(llavero, "guardar", held.__setitem__)
    monkeypatch.setattr(llavero, "leer", held.get)
    monkeypatch.setattr(llavero, "borrar", lambda nombre: held.pop(nombre, None))
    return held


@pytest.fixture
def new(qtbot: QtBot, datos: Path, on_stage: Callable[[QWidget], None]) -> Iterator[Casa]:
    """A house over a folder that does not exist yet."""
    made = Casa(qtbot, datos, show=on_stage)
    yield made
    made.house.close()
    made.house.end()


@pytest.fixture
def shut(new: Casa) -> Casa:
    """A house over an enciphered folder with the fictitious visit, which asks for the passphrase."""
    _, new.clave = encipher(new.carpeta)
    return new.begin()
