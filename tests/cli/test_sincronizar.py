"""``sincronizar``: what goes and what came, an office recognised by its words, and how it all stands. Real folders."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from supervisor_app.cifrado import llavero
from supervisor_app.cli import buzon as buzon_cli
from supervisor_app.cli.entrada import Entrada
from tests.cli.corrida import Correr
from tests.exchange.transportes.servidor_sftp import CLAVE, USUARIO, ServidorSftp, servidor_sftp


@pytest.fixture
def copia(demo: Path, datos: Path) -> Path:
    return shutil.copytree(demo / "datos", datos)


@pytest.fixture
def buzon(tmp_path: Path) -> Path:
    carpeta = tmp_path / "Buzón de la oficina"
    carpeta.mkdir()
    return carpeta


@pytest.fixture
def palabras(tmp_path: Path, buzon: Path, correr: Correr) -> str:
    """An office that presented itself in the mailbox; its words."""
    mesa = str(tmp_path / "oficina")
    hecho = correr("oficina", "abrir", "Jefatura ficticia", "--sin-cifrar", "--datos", mesa, "--json")
    assert correr("oficina", "atender", "--buzon", buzon, "--datos", mesa).codigo == 0
    return str(hecho.json["palabras"])


@pytest.mark.usefixtures("copia")
def test_what_is_closed_goes_once_and_its_words_are_told(correr: Correr, buzon: Path) -> None:
    primera = correr("sincronizar", "--buzon", buzon)
    assert primera.codigo == 0
    assert "se envió y se comprobó completa" in primera.salida
    assert "léale estas palabras" in primera.error
    antes = {p: p.stat().st_mtime_ns for p in buzon.rglob("*") if p.is_file()}
    assert correr("sincronizar", "--buzon", buzon).salida == "Sin novedad: no había nada que enviar ni que recibir.\n"
    assert {p: p.stat().st_mtime_ns for p in buzon.rglob("*") if p.is_file()} == antes


@pytest.mark.usefixtures("copia")
def test_json_tells_what_was_done(correr: Correr, buzon: Path) -> None:
    hecho = correr("sincronizar", "--buzon", buzon, "--json").json
    assert set(hecho) == {"buzon", "enviados", "recibidos", "esperan", "avisos", "renglones", "por_confirmar"}
    assert (hecho["enviados"], hecho["esperan"], hecho["por_confirmar"]) == (len(list(buzon.rglob("*.zip"))), 0, None)


@pytest.mark.usefixtures("copia")
def test_an_unknown_office_is_believed_only_by_its_words(correr: Correr, buzon: Path, palabras: str) -> None:
    sin = correr("sincronizar", "--buzon", buzon)
    assert sin.codigo == 0
    assert f"--confirmar {palabras}" in sin.error
    otras = correr("sincronizar", "--buzon", buzon, "--confirmar", "0000-0000-0000-0000-0000")
    assert otras.codigo == 1
    assert "no son las de la oficina" in otras.error
    assert correr("sincronizar", "--buzon", buzon, "--confirmar", palabras.lower().replace("-", " ")).codigo == 0
    assert correr("sincronizar", "--estado", "--json").json["oficina"] == "Jefatura ficticia"


@pytest.mark.usefixtures("copia")
def test_the_state_tells_what_waits_without_going_anywhere(correr: Correr, buzon: Path) -> None:
    antes = correr("sincronizar", "--estado", "--json").json
    assert {v["etapa"] for v in antes["visitas"]} == {"cerrada"}
    assert all(v["espera"] for v in antes["visitas"])
    assert antes["equipo"]["situacion"] == "por inscribir"
    correr("sincronizar", "--buzon", buzon)
    despues = correr("sincronizar", "--estado", "--json").json
    assert {v["etapa"] for v in despues["visitas"]} == {"enviada"}
    assert despues["buzones"][0]["direccion"] == str(buzon)
    texto = correr("sincronizar", "--estado").salida
    assert "Enviada, sin acuse todavía" in texto
    assert despues["equipo"]["palabras"] in texto


@pytest.mark.usefixtures("copia")
def test_a_mailbox_that_is_not_there_is_told_kept_in_the_log_and_not_made(correr: Correr, tmp_path: Path) -> None:
    hecho = correr("sincronizar", "--buzon", tmp_path / "desconectada")
    assert hecho.codigo in (1, 3)
    assert not (tmp_path / "desconectada").exists()
    (renglon,) = correr("sincronizar", "--estado", "--json").json["registro"]
    assert renglon["clase"] == "error"
    assert renglon["texto"] in hecho.error


@pytest.mark.usefixtures("copia")
def test_without_any_mailbox_it_says_what_to_write(correr: Correr, datos: Path) -> None:
    with wiring.abrir(datos) as s:
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"destino": "", "buzon": ""}))
    logs.cerrar()
    hecho = correr("sincronizar")
    assert hecho.codigo == 1
    assert "No se ha dicho a dónde enviar" in hecho.error


@pytest.mark.usefixtures("copia")
def test_a_mailbox_is_remembered_when_asked(correr: Correr, buzon: Path) -> None:
    correr("sincronizar", "--buzon", buzon, "--recordar")
    assert correr("sincronizar", "--estado", "--json").json["buzon"] == str(buzon)
    assert correr("sincronizar").salida.startswith("Sin novedad")


@pytest.mark.usefixtures("copia")
def test_ctrl_c_ends_in_a_sentence_and_the_next_time_goes_on(
    correr: Correr, buzon: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulsar(_avance: object, texto: str, _hechos: int, _total: int) -> None:
        if texto.startswith("Enviando"):
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as pulsado:
        pulsado.setattr(buzon_cli.Avance, "__call__", pulsar)
        hecho = correr("sincronizar", "--buzon", buzon)
    assert hecho.codigo == 130
    assert "Se canceló la sincronización" in hecho.error
    assert correr("sincronizar", "--buzon", buzon, "--json").json["enviados"] >= 1


# --- a server that nobody knows yet ---------------------------------------------------------------------------------


@pytest.fixture
def sftp(buzon: Path) -> Iterator[ServidorSftp]:
    with servidor_sftp(buzon) as servidor:
        yield servidor


@pytest.mark.usefixtures("copia")
def test_an_unknown_server_is_shown_and_accepted_only_by_its_fingerprint(
    correr: Correr, sftp: ServidorSftp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llavero, "disponible", lambda: False)
    ir = ("sincronizar", "--buzon", f"sftp://127.0.0.1:{sftp.puerto}/", "--usuario", USUARIO)
    clave = Entrada(buzon=CLAVE)
    sin = correr(*ir, entrada=clave)
    assert sin.codigo == 1
    assert f"--aceptar-huella {sftp.huella}" in sin.error
    otra = correr(*ir, "--aceptar-huella", "SHA256:otra", entrada=clave)
    assert otra.codigo == 1
    assert "no la que escribió" in otra.error
    assert not list(sftp.raiz.iterdir())
    aceptada = correr(*ir, "--aceptar-huella", sftp.huella, "--recordar", entrada=clave)
    assert aceptada.codigo == 0
    assert "no guardó la contraseña" in aceptada.error, "without a keyring"
    assert list(sftp.raiz.rglob("*.zip"))
    assert correr(*ir[:1], entrada=clave).salida.startswith("Sin novedad"), "address, user and key are remembered"


@pytest.mark.usefixtures("copia")
def test_a_wrong_password_is_told_and_sends_nothing(correr: Correr, sftp: ServidorSftp) -> None:
    ir = ("sincronizar", "--buzon", f"sftp://127.0.0.1:{sftp.puerto}/", "--usuario", USUARIO)
    hecho = correr(*ir, "--aceptar-huella", sftp.huella, entrada=Entrada(buzon="otra clave"))
    assert hecho.codigo == 3
    assert "contraseña" in hecho.error
    assert "otra clave" not in hecho.error
    assert not list(sftp.raiz.iterdir())


def test_the_password_leaves_the_environment() -> None:
    ambiente = {"SUPERVISOR_BUZON_CONTRASENA": "clave"}
    assert Entrada.del_ambiente(ambiente).buzon == "clave"
    assert not ambiente
