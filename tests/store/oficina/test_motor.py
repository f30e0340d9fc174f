"""Where an index may be: addresses that are understood, files and servers that do not let, and no secret told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.store.oficina import esquema
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import sin_secretos
from tests.store.oficina.hechos_ficticios import leido

AHORA = "2026-06-20T10:00:00-06:00"


@pytest.mark.parametrize(
    "mala", ["", "mysql://x/y", "sqlite://x.db", "sqlite:///", "postgresql://[roto", "postgres://a?b=c"]
)
def test_an_address_that_is_none_is_told_in_words(mala: str) -> None:
    with pytest.raises(UserError, match=r"base|dirección|Escriba"):
        Indice(mala)


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No existe la carpeta"):
        Indice(str(tmp_path / "no está" / "indice.db"))
    assert not (tmp_path / "no está").exists()


def test_an_enciphered_index_opens_with_its_key_and_with_no_other(tmp_path: Path) -> None:
    ruta, llave = tmp_path / "indice.db", Llave.nueva()
    with Indice(str(ruta), llave) as indice:
        indice.asentar([leido(1)], cuando=AHORA)
    assert b"Colima" not in ruta.read_bytes()
    with Indice(str(ruta), llave) as indice:
        assert len(indice.ubicaciones()) == 1
    for otra in (None, Llave.nueva()):
        with pytest.raises(EnvironmentProblem, match="otra llave"):
            Indice(str(ruta), otra)


def test_a_file_that_is_no_index_is_left_as_it_is(tmp_path: Path) -> None:
    ruta = tmp_path / "indice.db"
    ruta.write_bytes(b"esto es otra cosa" * 100)
    with pytest.raises(EnvironmentProblem, match="no es un índice"):
        Indice(str(ruta))
    assert ruta.read_bytes() == b"esto es otra cosa" * 100


def test_an_index_of_a_newer_version_is_left_as_it_is(url: str) -> None:
    with Indice(url) as indice:
        indice.motor.ejecutar("INSERT INTO esquema (version) VALUES (99)")
    with pytest.raises(EnvironmentProblem, match="más nueva"):
        Indice(url)


def test_who_only_reads_makes_no_tables(url: str) -> None:
    with Indice(url, solo_leer=True) as indice:
        assert indice.vacio
    with Indice(url) as indice:
        assert not indice.vacio


def test_an_index_of_an_older_version_is_brought_up_to_date_where_it_is_a_file(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as antes:
        antes.setattr(esquema, "MIGRACIONES", esquema.MIGRACIONES[:1])
        antes.setattr(esquema, "VERSION", 1)
        Indice(url).cerrar()
    if "://" in url and not url.startswith("sqlite"):
        with pytest.raises(UserError, match="versión anterior"):
            Indice(url, solo_leer=True)
        return
    with Indice(url, solo_leer=True) as indice:
        assert indice.motor.filas("SELECT programada FROM visita") == []


def test_a_server_that_is_not_there_is_told_without_user_or_password() -> None:
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    with pytest.raises(EnvironmentProblem) as dicho:
        Indice(f"postgresql://lucia@127.0.0.1:{puerto}/oficina", contrasena="secreta")
    assert "no responde" in dicho.value.message
    assert "secreta" not in dicho.value.message
    assert "lucia" not in dicho.value.message


@pytest.mark.red
@pytest.mark.parametrize("otra", ["nadie@127", "/no_hay"])
def test_a_server_that_does_not_let_one_in_is_told_from_one_that_is_silent(postgres: str, otra: str) -> None:
    url = postgres.replace("duena@127", otra) if "@" in otra else postgres.replace("/postgres", otra)
    with pytest.raises(EnvironmentProblem, match="no aceptó"):
        Indice(url)


@pytest.mark.parametrize("url", ["postgresql://lucia:secreta@servidor/base", "postgres://servidor/b?password=secreta"])
def test_an_address_with_a_password_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UserError, match="pgpass") as dicho:
        Indice(url)
    assert "secreta" not in dicho.value.message


def test_an_address_is_shown_without_user_and_password() -> None:
    assert (
        sin_secretos("postgresql://ana:clave@servidor:5433/base?sslmode=require") == "postgresql://servidor:5433/base"
    )
    assert sin_secretos("/datos/indice.db") == "/datos/indice.db"
