"""``oficina``: an index from a folder, what could not be read, and the figures, from a shell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from supervisor_app.cli.entrada import Entrada
from supervisor_app.services.acceso import Acceso, Coste
from tests.cli.corrida import Correr
from tests.services.oficina.paquetes import Buzon, cerrada


@pytest.fixture
def buzon(tmp_path: Path) -> Path:
    """Two practice visits to one unit."""
    buzon = Buzon(tmp_path / "buzón", tmp_path / "taller")
    buzon.entregar(cerrada(1, ficticia=True, pliego="4103"))
    buzon.entregar(cerrada(2, ficticia=True, pliego="4104", inicio=date(2026, 8, 3)))
    return buzon.raiz


@pytest.fixture
def indice(tmp_path: Path) -> Path:
    return tmp_path / "índice.db"


def test_a_folder_is_indexed_once_and_its_figures_are_told(correr: Correr, buzon: Path, indice: Path) -> None:
    assert "2 indexados ahora, 0 ya estaban" in correr("oficina", "indexar", "--de", buzon, "--indice", indice).salida
    assert "0 indexados ahora, 2 ya estaban" in correr("oficina", "indexar", "--de", buzon, "--indice", indice).salida
    dicho = correr("oficina", "tablero", "--indice", indice, "--ficticias").salida
    assert "2 visitas a 1 unidad. Cumplimiento: 37.5\N{NO-BREAK SPACE}%." in dicho
    assert "Colima · Colima  CO-90  25.0" in dicho


def test_practice_is_not_counted_and_that_is_told(correr: Correr, buzon: Path, indice: Path) -> None:
    correr("oficina", "indexar", "--de", buzon, "--indice", indice)
    hecho = correr("oficina", "tablero", "--indice", indice)
    assert hecho.salida.startswith("0 visitas")
    assert "2 visitas de práctica no se cuentan" in hecho.error


def test_programs_read_the_same_figures(correr: Correr, buzon: Path, indice: Path) -> None:
    hecho = correr("oficina", "indexar", "--de", buzon, "--indice", indice, "--reconstruir", "--json").json
    assert (hecho["nuevos"], hecho["apartados"]) == (2, [])
    dicho = correr("oficina", "tablero", "--indice", indice, "--ficticias", "--json").json
    assert (dicho["visitas"], dicho["cumplimiento"]) == (2, "37.50")
    assert sum(c["visitas"] for c in dicho["mapa"]) == 4
    de_otro = correr("oficina", "tablero", "--indice", indice, "--ficticias", "--ooad", "14", "--json").json
    assert de_otro["mapa"] == []


def test_what_cannot_be_read_ends_with_1_and_says_why(correr: Correr, buzon: Path, indice: Path) -> None:
    roto = next(buzon.rglob("*.zip"))
    roto.write_bytes(roto.read_bytes()[:-9])
    hecho = correr("oficina", "indexar", "--de", buzon, "--indice", indice)
    assert hecho.codigo == 1
    assert "En cuarentena" in hecho.salida
    assert "el contenido cambió o está incompleto" in correr("oficina", "cuarentena", "--indice", indice).salida
    (apartado,) = correr("oficina", "cuarentena", "--indice", indice, "--json").json["apartados"]
    assert apartado["clave"].endswith(roto.name)


def test_the_index_of_an_enciphered_data_folder_is_enciphered_too(correr: Correr, buzon: Path, datos: Path) -> None:
    clave, barato = "cuatro palabras que recuerdo", Coste(64, 1, 1)
    llave, _ = Acceso(datos, coste=barato).crear(clave)
    wiring.abrir(datos, llave=llave).close()
    logs.cerrar()
    entrada = Entrada(clave, None, coste=barato)
    assert correr("oficina", "indexar", "--de", buzon, entrada=entrada).codigo == 0
    assert b"Colima" not in (datos / "oficina" / "indice.db").read_bytes()
    assert "2 visitas" in correr("oficina", "tablero", "--ficticias", entrada=entrada).salida


@pytest.mark.parametrize(
    ("orden", "dicho"),
    [
        (("indexar", "--de", "no-está"), "No se encuentra la carpeta"),
        (("indexar", "--de", "{buzon}", "--mes", "ayer"), "2026/11"),
        (("indexar", "--de", "{buzon}", "--mes", "2026/11", "--reconstruir"), "quite los meses"),
        (("tablero",), "No hay ningún índice"),
        (("tablero", "--desde", "ayer"), "--desde"),
        (("cuarentena",), "No hay ningún índice"),
        (("permisos",), "no tiene papeles"),
    ],
)
def test_what_is_not_there_or_not_understood_is_told(
    correr: Correr, buzon: Path, indice: Path, orden: tuple[str, ...], dicho: str
) -> None:
    hecho = correr("oficina", *(o.format(buzon=buzon) for o in orden), "--indice", indice)
    assert hecho.codigo != 0
    assert dicho in hecho.error


def test_without_a_place_and_without_data_nothing_is_made(correr: Correr, buzon: Path, datos: Path) -> None:
    assert "--indice" in correr("oficina", "indexar", "--de", buzon).error
    assert not datos.exists()


def test_the_summary_for_the_titular_is_written_once(correr: Correr, buzon: Path, indice: Path, tmp_path: Path) -> None:
    correr("oficina", "indexar", "--de", buzon, "--indice", indice)
    pedido = ("oficina", "resumen", "--indice", indice, "--ficticias", "--ooad", "06", "-o", tmp_path / "R.pdf")
    assert "Folio:    RE-06-" in correr(*pedido, "--elabora", "Lucía Ñandú").salida
    assert (tmp_path / "R.pdf").read_bytes().startswith(b"%PDF-")
    assert correr(*pedido).codigo == 1


def test_what_is_published_is_written_and_what_lacks_is_said(
    correr: Correr, buzon: Path, indice: Path, tmp_path: Path
) -> None:
    correr("oficina", "indexar", "--de", buzon, "--indice", indice)
    de = ("--indice", indice, "--ficticias")
    hecho = correr("oficina", "transparencia", *de, "-o", tmp_path / "t.csv")
    assert "de 2 visitas" in hecho.salida and "les falta algo: " in hecho.error and "estado de origen" in hecho.error
    assert "RFC" not in (tmp_path / "t.csv").read_text("utf-8-sig")
    hecho = correr("oficina", "publicas", *de, "--de", tmp_path, "--reunir-en", tmp_path / "p")
    assert hecho.codigo == 1 and "Falta: V-2026-002" in hecho.salida


def test_everything_is_exported_as_the_name_says(correr: Correr, buzon: Path, indice: Path, tmp_path: Path) -> None:
    correr("oficina", "indexar", "--de", buzon, "--indice", indice)
    de = ("oficina", "exportar", "--indice", indice, "--ficticias", "-o")
    assert "Escritos: " in correr(*de, tmp_path / "t.json").salida
    correr(*de, tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")
    correr(*de, tmp_path / "carpeta")
    assert len(list((tmp_path / "carpeta").glob("*.csv"))) == 7
    assert correr(*de, tmp_path / "carpeta").codigo == 1
