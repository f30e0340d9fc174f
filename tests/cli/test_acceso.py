"""Enciphered folders on the command line: with the variable, the keyring and a terminal, and without any of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.cifrado import llavero
from supervisor_app.cli import acceso as cli_acceso
from supervisor_app.cli.entrada import FRASE, Entrada
from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Acceso, Coste
from supervisor_app.settings import Ajustes
from tests.cli.corrida import Correr
from tests.visita_ficticia import AHORA

CLAVE = "cuatro palabras que recuerdo"
OTRA = "cinco palabras que nadie sabe"
BARATO = Coste(64, 1, 1)


def con(frase: str | None = CLAVE, nueva: str | None = None) -> Entrada:
    return Entrada(frase, nueva, coste=BARATO)


@pytest.fixture
def cifrada(datos: Path) -> Path:
    """An enciphered data folder without visits, as the variable SUPERVISOR_DATOS names it."""
    llave, _ = Acceso(datos, coste=BARATO).crear(CLAVE)
    with wiring.abrir(datos, llave=llave, reloj=lambda: AHORA) as s:
        s.ajustes.guardar(Ajustes(nombre="Lucía Berrueto", membrete=("OFICINA DE PRUEBA",)))
    return datos


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal at which these are typed, one after the other."""
    escritos: list[str] = []
    monkeypatch.setattr(cli_acceso, "hay_terminal", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: escritos.pop(0))
    return escritos


# --- opening --------------------------------------------------------------------------------------------------------


def test_the_variable_opens(correr: Correr, cifrada: Path) -> None:
    assert correr("verificar-base", entrada=con()).codigo == 0


@pytest.mark.parametrize(
    "orden", [("verificar-base",), ("entregar",), ("documentos", "listar", "V-1"), ("sellar", "x.pdf")], ids=" ".join
)
def test_without_anything_that_opens_it_a_sentence_says_how(
    correr: Correr, cifrada: Path, orden: tuple[str, ...]
) -> None:
    hecho = correr(*orden)
    assert (hecho.codigo, hecho.salida) == (1, "")
    assert "están cifrados" in hecho.error and FRASE in hecho.error and "terminal" in hecho.error


@pytest.mark.parametrize(("frase", "dicho"), [("", "vacía"), ("  ", "vacía"), ("corta", "al menos 12")])
def test_a_variable_that_holds_no_passphrase_is_told_and_is_no_attempt(
    correr: Correr, cifrada: Path, frase: str, dicho: str
) -> None:
    for _ in range(4):
        hecho = correr("verificar-base", entrada=con(frase))
    assert hecho.codigo == 1 and dicho in hecho.error and FRASE in hecho.error
    assert correr("verificar-base", entrada=con()).codigo == 0


def test_a_wrong_variable_is_told_and_not_repeated(correr: Correr, cifrada: Path) -> None:
    hecho = correr("verificar-base", entrada=con(OTRA))
    assert hecho.codigo == 1
    assert "no es correcta" in hecho.error and FRASE in hecho.error and OTRA not in hecho.error


def test_what_the_keyring_remembers_opens(correr: Correr, cifrada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guardado: dict[str, bytes] = {}
    monkeypatch.setattr(llavero, "guardar", guardado.__setitem__)
    monkeypatch.setattr(llavero, "leer", guardado.get)
    acceso = Acceso(cifrada, coste=BARATO)
    acceso.recordar(acceso.abrir(CLAVE))
    assert correr("verificar-base").codigo == 0


def test_a_terminal_asks_again_until_it_is_right(correr: Correr, cifrada: Path, terminal: list[str]) -> None:
    terminal += [OTRA, OTRA, CLAVE]
    hecho = correr("verificar-base", entrada=con(None))
    assert hecho.codigo == 0
    assert hecho.error.count("no es correcta") == 2


def test_after_three_wrong_ones_the_wait_is_told(correr: Correr, cifrada: Path, terminal: list[str]) -> None:
    terminal += [OTRA, OTRA, OTRA]
    assert "1 segundo" in correr("verificar-base", entrada=con(None)).error
    (cifrada / "intentos.json").write_text(json.dumps({"fallidos": 9, "ultimo": 4e9}))
    hecho = correr("verificar-base", entrada=con(None))
    assert hecho.codigo == 1 and "Espere 64 segundos" in hecho.error


def test_nothing_typed_is_told(correr: Correr, cifrada: Path, terminal: list[str]) -> None:
    terminal.append("")
    hecho = correr("verificar-base", entrada=con(None))
    assert hecho.codigo == 1 and "No se escribió nada" in hecho.error


def test_a_real_terminal_does_not_show_what_is_typed(cifrada: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals; getpass reads its console there")
    maestro, esclavo = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "supervisor_app", "verificar-base"],
        stdin=esclavo,
        stdout=subprocess.PIPE,
        stderr=esclavo,
        start_new_session=True,
    ) as proceso:
        os.close(esclavo)
        visto = os.read(maestro, 1000).decode()
        os.write(maestro, f"{CLAVE}\n".encode())
        salida, _ = proceso.communicate(timeout=60)
    os.close(maestro)
    assert (proceso.returncode, visto) == (0, "Frase de acceso: ")
    assert "íntegra" in salida.decode()


def test_the_letterhead_of_an_enciphered_folder_is_used_and_never_silently_another(
    correr: Correr, cifrada: Path, datos_informe: Path, tmp_path: Path
) -> None:
    pdf = tmp_path / "informe.pdf"
    assert correr("informe", "generar", datos_informe, "-o", pdf).codigo == 1 and not pdf.exists()
    assert correr("informe", "generar", datos_informe, "-o", pdf, entrada=con()).codigo == 0


def test_a_plain_folder_says_that_the_passphrase_was_not_used(correr: Correr, datos: Path) -> None:
    wiring.abrir(datos).close()
    hecho = correr("verificar-base", entrada=con())
    assert hecho.codigo == 0 and "no está cifrada" in hecho.error


# --- the variable stays here ----------------------------------------------------------------------------------------


def test_no_process_that_we_start_gets_the_variable() -> None:
    ambiente = {FRASE: CLAVE, "SUPERVISOR_FRASE_NUEVA": OTRA, "HOME": "/"}
    entrada = Entrada.del_ambiente(ambiente)
    assert (entrada.frase, entrada.nueva, ambiente) == (CLAVE, OTRA, {"HOME": "/"})
    assert CLAVE not in repr(entrada)


def test_a_crash_file_does_not_tell_it(correr: Correr, cifrada: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fallar(*_: object, **__: object) -> None:
        raise RuntimeError(CLAVE)

    monkeypatch.setattr(wiring, "abrir", fallar)
    hecho = correr("verificar-base", entrada=con())
    (fallo,) = (cifrada / "registro").glob("fallo-*.txt")
    assert hecho.codigo == 70
    assert CLAVE not in fallo.read_text("utf-8") + hecho.error + hecho.salida


@pytest.mark.parametrize("opcion", ["--frase", "--frase=secreta77", "--clave=secreta77"])
def test_a_passphrase_in_the_arguments_is_refused_and_not_repeated(correr: Correr, opcion: str) -> None:
    hecho = correr("verificar-base", opcion, "secreta77")
    assert hecho.codigo == 2
    assert FRASE in hecho.error and "secreta77" not in hecho.error


# --- new folders ----------------------------------------------------------------------------------------------------


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    """What nobody shared: enough to see whether a folder is made before it is looked at."""
    ruta = tmp_path / "ajena.copia"
    ruta.write_bytes(b"nada")
    return ruta


def test_a_new_folder_is_not_made_unless_it_is_said_how(correr: Correr, datos: Path, copia: Path) -> None:
    hecho = correr("visitas", "unir", copia)
    assert hecho.codigo == 1 and "--sin-cifrar" in hecho.error and FRASE in hecho.error
    assert not datos.exists()


def test_a_new_folder_is_enciphered_with_the_variable_and_its_key_shown_once(
    correr: Correr, datos: Path, copia: Path
) -> None:
    hecho = correr("visitas", "unir", copia, entrada=con())
    assert "CLAVE DE RECUPERACIÓN" in hecho.error and hecho.salida == ""
    assert not (datos / "supervisor.db").read_bytes().startswith(b"SQLite")
    clave = next(r.strip() for r in hecho.error.splitlines() if r.count("-") == 8)
    assert Acceso(datos).recuperar(clave).id == Acceso(datos).abrir(CLAVE).id


def test_a_new_folder_asks_twice_at_a_terminal(correr: Correr, datos: Path, copia: Path, terminal: list[str]) -> None:
    terminal += [CLAVE, OTRA]
    assert "no son iguales" in correr("visitas", "unir", copia, entrada=con(None)).error
    assert not (datos / "llave.json").exists()
    terminal += [CLAVE, CLAVE]
    correr("visitas", "unir", copia, entrada=con(None))
    assert Acceso(datos).abrir(CLAVE)


def test_a_new_folder_is_plain_where_it_is_asked_for_in_words(correr: Correr, datos: Path, copia: Path) -> None:
    correr("visitas", "unir", copia, "--sin-cifrar")
    assert (datos / "supervisor.db").read_bytes().startswith(b"SQLite")
    hecho = correr("visitas", "unir", copia, "--sin-cifrar", entrada=con())
    assert "no está cifrada" in hecho.error


def test_both_at_once_is_refused(correr: Correr, datos: Path, copia: Path) -> None:
    assert "Quite uno" in correr("visitas", "unir", copia, "--sin-cifrar", entrada=con()).error
    assert not datos.exists()


def test_only_looking_at_a_copy_makes_no_folder(correr: Correr, datos: Path, copia: Path) -> None:
    assert correr("visitas", "unir", copia, "--solo-ver").codigo == 1
    assert not datos.exists()


def test_the_recovery_key_goes_to_a_file_that_only_its_owner_reads(
    correr: Correr, datos: Path, copia: Path, tmp_path: Path
) -> None:
    ruta = tmp_path / "clave.txt"
    hecho = correr("visitas", "unir", copia, "--clave-recuperacion", ruta, entrada=con())
    clave = next(r.strip() for r in ruta.read_text("utf-8-sig").splitlines() if r.count("-") == 8)
    assert Acceso(datos).recuperar(clave) and clave not in hecho.error
    assert sys.platform == "win32" or ruta.stat().st_mode & 0o077 == 0


def test_the_recovery_key_is_not_kept_beside_what_it_opens(correr: Correr, datos: Path, copia: Path) -> None:
    datos.mkdir()
    hecho = correr("visitas", "unir", copia, "--clave-recuperacion", datos / "clave.txt", entrada=con())
    assert hecho.codigo == 1 and "no se guarda junto" in hecho.error
    assert list(datos.iterdir()) == []


def test_a_demo_with_the_variable_is_enciphered(
    correr: Correr, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def basta(*_: object) -> None:
        raise UserError("hasta aquí")

    monkeypatch.setattr("supervisor_app.cli.demo.preparar_carpeta", basta)
    hecha = correr("demo", "--dir", tmp_path, entrada=con())
    assert "CLAVE DE RECUPERACIÓN" in hecha.error and "hasta aquí" in hecha.error
    assert not (tmp_path / "datos" / "supervisor.db").read_bytes().startswith(b"SQLite")
