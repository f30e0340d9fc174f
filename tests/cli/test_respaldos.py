"""``respaldar`` and ``respaldos …`` over a data folder, a stick and a new laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from supervisor_app.cli.entrada import Entrada
from supervisor_app.domain import comandos
from supervisor_app.services.acceso import Acceso, Coste
from tests.cli.corrida import Correr
from tests.visita_ficticia import CO_90, COLIMA, CONTROL, CUMPLE, NO_CUMPLE

FRASE = Entrada("cuatro palabras que recuerdo", coste=Coste(64, 1, 1))


def _responder(datos: Path, folio: str, valor: object) -> None:
    with wiring.abrir(datos) as s:
        s.visitas.guardar(comandos.responder(s.visitas.abrir(folio), CONTROL, valor))  # type: ignore[arg-type]
    logs.cerrar()


def _respuesta(datos: Path, folio: str) -> object:
    with wiring.abrir(datos) as s:
        valor = s.visitas.abrir(folio).respuestas[CONTROL.id].valor
    logs.cerrar()
    return valor


@pytest.fixture
def folio(datos: Path) -> str:
    with wiring.abrir(datos) as s:
        e = s.visitas.crear(COLIMA)
        s.visitas.guardar(comandos.elegir_cedulas(e, [CO_90]))
    _responder(datos, e.visita.folio, CUMPLE)
    return e.visita.folio


def test_a_backup_is_made_listed_and_found_whole(correr: Correr, folio: str, tmp_path: Path) -> None:
    assert correr("respaldar").codigo == 0
    hecho = correr("respaldar", "--a", tmp_path, "--json").json
    listados = correr("respaldos", "listar", "--en", tmp_path, "--json").json["lugares"]
    assert [r["respaldo"] for lugar in listados for r in lugar["respaldos"]] == [hecho["respaldo"]]
    assert "1 visita" in correr("respaldos", "listar").salida
    vista = correr("respaldos", "verificar", hecho["respaldo"], "--en", tmp_path)
    assert (vista.codigo, "está completo" in vista.salida) == (0, True)


def test_a_damaged_backup_ends_with_1_and_says_what(correr: Correr, folio: str, tmp_path: Path) -> None:
    hecho = correr("respaldar", "--a", tmp_path, "--json").json
    (Path(hecho["ruta"]) / "supervisor.db").write_bytes(b"nada")
    vista = correr("respaldos", "verificar", hecho["respaldo"], "--en", tmp_path)
    assert (vista.codigo, "«supervisor.db» está dañado" in vista.salida) == (1, True)
    assert correr("respaldos", "restaurar", hecho["respaldo"], "--en", tmp_path).codigo == 1


def test_what_is_newer_is_told_and_the_folder_goes_back(correr: Correr, folio: str, datos: Path) -> None:
    correr("respaldar")
    _responder(datos, folio, NO_CUMPLE)
    comparada = correr("respaldos", "comparar")
    assert folio in comparada.salida and "más nueva aquí" in comparada.salida and "1 distintas" in comparada.salida
    hecha = correr("respaldos", "restaurar", "--json").json
    assert Path(hecha["aparte"]).is_dir()
    assert _respuesta(datos, folio) == CUMPLE


def test_a_new_laptop_gets_everything_from_the_stick(correr: Correr, folio: str, tmp_path: Path) -> None:
    correr("respaldar", "--a", tmp_path)
    nueva = tmp_path / "laptop nueva"
    hecha = correr("--datos", nueva, "respaldos", "restaurar", "--en", tmp_path)
    assert hecha.codigo == 0
    assert _respuesta(nueva, folio) == CUMPLE


def test_one_visit_comes_back_alone(correr: Correr, folio: str, tmp_path: Path) -> None:
    correr("respaldar", "--a", tmp_path)
    nueva = tmp_path / "otra laptop"
    with wiring.abrir(nueva) as s:
        propia = s.visitas.crear(COLIMA).visita.folio
    logs.cerrar()
    traida = correr("--datos", nueva, "respaldos", "restaurar", "--en", tmp_path, "--visita", folio, "--json")
    assert traida.codigo == 0
    with wiring.abrir(nueva) as s:
        assert {v.folio for v in s.visitas.lista()} >= {propia, traida.json["visita"]}
    logs.cerrar()


def test_the_recovery_key_opens_a_backup_on_a_new_laptop(correr: Correr, datos: Path, tmp_path: Path) -> None:
    hecho = correr("llave", "crear", entrada=FRASE)
    clave = next(r.strip() for r in hecho.error.splitlines() if r.count("-") == 8)
    with wiring.abrir(datos, llave=Acceso(datos).recuperar(clave)) as s:
        s.visitas.crear(COLIMA)
    logs.cerrar()
    correr("respaldar", "--a", tmp_path, entrada=FRASE)
    nueva = tmp_path / "laptop nueva"
    hecha = correr("--datos", nueva, "respaldos", "restaurar", "--en", tmp_path, entrada=Entrada(clave))
    assert hecha.codigo == 0, hecha.error
    assert Acceso(nueva).recuperar(clave).id == Acceso(datos).recuperar(clave).id


def test_restoring_what_is_not_enciphered_over_what_is_says_so(correr: Correr, folio: str, tmp_path: Path) -> None:
    correr("respaldar", "--a", tmp_path)
    nueva = tmp_path / "laptop cifrada"
    correr("--datos", nueva, "llave", "crear", entrada=FRASE)
    comparado = correr("--datos", nueva, "respaldos", "comparar", "--en", tmp_path, entrada=FRASE)
    assert folio in comparado.salida and "no está cifrado" in comparado.error
    hecha = correr("--datos", nueva, "respaldos", "restaurar", "--en", tmp_path, entrada=FRASE)
    assert hecha.codigo == 0, hecha.error
    assert "no está cifrado" in hecha.error and "llave cifrar" in hecha.error
    assert _respuesta(nueva, folio) == CUMPLE


@pytest.mark.parametrize("orden", [["respaldar"], ["respaldos", "verificar"], ["respaldos", "comparar"]])
def test_where_there_is_nothing_it_is_said(correr: Correr, orden: list[str]) -> None:
    hecha = correr(*orden)
    assert hecha.codigo == 1
    assert "No hay" in hecha.error
