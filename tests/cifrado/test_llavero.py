"""The operating system's keyring: a real Secret Service (GNOME's) on a bus of its own, and what refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.errors import KeyringLocked

from supervisor_app.cifrado import llavero
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Acceso

RAIZ = Path(__file__).parents[2]
de_verdad = pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="a keyring of its own needs gnome-keyring and dbus",
)
DESBLOQUEADO = "printf una-clave | gnome-keyring-daemon --unlock --components=secrets >&2; "


def correr(casa: Path, *antes: str, antes_de_el: str = "") -> dict[str, Any]:
    """What ``llavero_de_verdad`` tells where nothing of this machine's own keyring is at hand."""
    for nombre in ("run", "share"):
        (casa / nombre).mkdir(mode=0o700)
    ajenas = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL")
    entorno = {n: v for n, v in os.environ.items() if n not in ajenas} | {
        "HOME": str(casa),
        "XDG_RUNTIME_DIR": str(casa / "run"),
        "XDG_DATA_HOME": str(casa / "share"),
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    guion = f'{antes_de_el}exec "$@"'
    programa = (sys.executable, "-m", "tests.cifrado.llavero_de_verdad", str(casa / "datos"))
    orden = [*antes, "sh", "-c", guion, "sh", *programa]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, env=entorno, capture_output=True, text=True, timeout=60)
    assert hecho.returncode == 0, hecho.stderr
    dicho: dict[str, Any] = json.loads(hecho.stdout)
    return dicho


# --- a real one -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dicho(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return correr(tmp_path_factory.mktemp("llavero"), "dbus-run-session", "--", antes_de_el=DESBLOQUEADO)


@de_verdad
def test_a_real_keyring_opens_the_folder_by_itself(dicho: dict[str, Any]) -> None:
    assert dicho["disponible"] and dicho["no"] == "" and dicho["recordada"] and dicho["abre"]
    assert dicho["guarda_la_llave"] is False
    assert dicho["cada_una_la_suya"] == [True, True]


@de_verdad
def test_what_a_real_keyring_forgot_opens_nothing(dicho: dict[str, Any]) -> None:
    assert dicho["olvidada"] == [False, True, 1]


@de_verdad
def test_a_locked_real_keyring_opens_nothing_and_changes_nothing(dicho: dict[str, Any]) -> None:
    abre, frase, recordada = dicho["bloqueado"]
    assert not abre and "bloqueado" in frase and not recordada
    assert dicho["olvidada_bloqueado"] is False


@de_verdad
def test_a_real_keyring_that_was_never_made_refuses_in_a_sentence(tmp_path: Path) -> None:
    dicho = correr(tmp_path, "dbus-run-session", "--")
    assert dicho["disponible"] and "llavero" in dicho["no"] and not dicho["recordada"] and not dicho["abre"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a keyring")
def test_without_a_keyring_nothing_is_remembered(tmp_path: Path) -> None:
    dicho = correr(tmp_path)
    assert not dicho["disponible"] and "no tiene un llavero" in dicho["no"] and not dicho["recordada"]


# --- one that refuses -----------------------------------------------------------------------------------------------


def errores() -> list[Exception]:
    """Of the keyring's library, and of the system's own that pass through it."""
    dichos: list[Exception] = [KeyringLocked("locked"), RuntimeError("no daemon"), OSError(5, "gone"), ValueError("x")]
    if sys.platform == "linux":
        from secretstorage.exceptions import LockedException  # there is one on Linux only

        dichos.append(LockedException("locked"))
    return dichos


@pytest.mark.parametrize("error", errores(), ids=lambda e: type(e).__name__)
def test_whatever_a_keyring_raises_fails_no_work(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def negarse(*_: str) -> None:
        raise error

    guardado: dict[tuple[str, str], str] = {}

    def poner(de: str, nombre: str, texto: str) -> None:
        guardado[de, nombre] = texto

    monkeypatch.setattr(llavero, "disponible", lambda: True)
    monkeypatch.setattr(keyring, "set_password", poner)
    acceso = Acceso(tmp_path, coste=Coste(64, 1, 1))
    llave, _ = acceso.crear("cuatro palabras que recuerdo")
    acceso.recordar(llave)
    for verbo in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, verbo, negarse)
    with pytest.raises(UserError, match="bloqueado"):
        acceso.recordar(llave)
    assert acceso.recordada and acceso.abrir_con_llavero() is None
    monkeypatch.setattr(keyring, "get_password", lambda *cual: guardado[cual])
    abierta = acceso.abrir_con_llavero()  # what was kept before still opens
    assert abierta is not None and abierta.secreto == llave.secreto
    acceso.olvidar(llave)
    assert not Acceso(tmp_path).recordada and acceso.abrir_con_llavero() is None
