"""A quick look from a connection of its own: what is wrong, and whether what was called saved is there."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.almacen import BASE, Almacen
from supervisor_app.store.revision import Confirmada, Interrumpida, revisar
from tests.store.conftest import Libro
from tests.visita_ficticia import AHORA, expediente


def danar(ruta: Path) -> None:
    """Overwrite pages of the database as a bad disk would."""
    with ruta.open("r+b") as archivo:
        largo = archivo.seek(0, 2)
        for desde in range(4096, largo - 4096, 8192):
            archivo.seek(desde)
            archivo.write(secrets.token_bytes(512))


def test_what_was_confirmed_is_found_while_the_store_is_open(libro: Libro, datos: Path) -> None:
    hallado = revisar(datos / BASE, None, confirmada=Confirmada(1, libro.id))
    assert (hallado.faltas, hallado.esta, hallado.ultima) == ((), True, AHORA)


def test_and_once_it_is_closed(libro: Libro, datos: Path) -> None:
    libro.almacen.cerrar()
    assert revisar(datos / BASE, None, confirmada=Confirmada(1, libro.id)).esta is True


def test_what_is_not_there_is_told(libro: Libro, datos: Path) -> None:
    assert revisar(datos / BASE, None, confirmada=Confirmada(7, libro.id)).esta is False


def test_of_a_visit_that_is_not_there_any_more_nothing_is_said(libro: Libro, datos: Path) -> None:
    assert revisar(datos / BASE, None, confirmada=Confirmada(7, "otra")).esta is None


def test_records_are_counted_and_nothing_else(libro: Libro, datos: Path) -> None:
    hallado = revisar(datos / BASE, None)
    assert (hallado.renglones["visita"], hallado.renglones["operacion"], hallado.esta) == (1, 1, None)


def test_an_enciphered_folder_is_looked_at_with_its_key(datos: Path) -> None:
    llave = Llave.nueva()
    with Almacen(datos, ahora=AHORA, llave=llave) as almacen:
        libro = Libro(almacen, expediente())
        assert revisar(datos / BASE, llave, confirmada=Confirmada(1, libro.id)).esta is True


def test_damage_is_told(libro: Libro, datos: Path) -> None:
    libro.almacen.cerrar()
    danar(datos / BASE)
    try:
        assert revisar(datos / BASE, None).faltas
    except EnvironmentProblem as error:
        assert error.message


def test_a_file_that_is_no_database_is_told(datos: Path) -> None:
    datos.mkdir()
    (datos / BASE).write_bytes(b"no es una base" * 400)
    with pytest.raises(EnvironmentProblem):
        revisar(datos / BASE, None)


def test_a_folder_without_database_is_told_and_none_is_made(datos: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        revisar(datos / BASE, None)
    assert not datos.exists()


def test_it_stops_when_nobody_waits_any_more(libro: Libro, datos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervisor_app.store.revision._PASOS", 1)
    with pytest.raises(Interrumpida):
        revisar(datos / BASE, None, seguir=lambda: False)
