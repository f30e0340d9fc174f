"""``visitas compartir`` and ``visitas unir`` between two data folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app import logs, wiring
from supervisor_app.domain import comandos
from tests.cli.corrida import Correr
from tests.visita_ficticia import CO_90, COLIMA, CONTROL, CUMPLE, NO_CUMPLE


@pytest.fixture
def folio(datos: Path) -> str:
    """A visit in the data folder, with one answer."""
    with wiring.abrir(datos) as s:
        e = s.visitas.crear(COLIMA)
        s.visitas.guardar(comandos.elegir_cedulas(e, [CO_90]))
        s.visitas.guardar(comandos.responder(s.visitas.abrir(e.visita.id), CONTROL, CUMPLE))
    logs.cerrar()
    return e.visita.folio


def test_a_shared_copy_brings_the_visit_to_another_folder(correr: Correr, folio: str, tmp_path: Path) -> None:
    hecha = correr("visitas", "compartir", folio, "-o", tmp_path, "--json")
    unida = correr("--datos", tmp_path / "otra", "visitas", "unir", hecha.json["ruta"], "--sin-cifrar", "--json")
    assert (unida.codigo, unida.json["nueva"], unida.json["unida"]) == (0, True, True)
    assert unida.json["folio"] == folio
    otra_vez = correr("--datos", tmp_path / "otra", "visitas", "unir", hecha.json["ruta"])
    assert "no trae nada nuevo" in otra_vez.salida


def test_what_only_looks_changes_nothing(correr: Correr, folio: str, tmp_path: Path) -> None:
    ruta = correr("visitas", "compartir", folio, "-o", tmp_path, "--json").json["ruta"]
    vista = correr("--datos", tmp_path / "otra", "visitas", "unir", ruta, "--solo-ver")
    assert "1 respuesta nueva" in vista.salida
    with wiring.abrir(tmp_path / "otra") as s:
        assert s.visitas.lista() == ()
    logs.cerrar()


def test_a_clash_is_told_with_both_sides(correr: Correr, folio: str, datos: Path, tmp_path: Path) -> None:
    ruta = correr("visitas", "compartir", folio, "-o", tmp_path, "--json").json["ruta"]
    correr("--datos", tmp_path / "otra", "visitas", "unir", ruta, "--sin-cifrar")
    for carpeta, valor in ((datos, None), (tmp_path / "otra", NO_CUMPLE)):
        with wiring.abrir(carpeta) as s:
            s.visitas.guardar(comandos.responder(s.visitas.abrir(folio), CONTROL, valor))
            if valor is None:
                s.visitas.guardar(comandos.responder(s.visitas.abrir(folio), CONTROL, CUMPLE))
        logs.cerrar()
    suya = correr("--datos", tmp_path / "otra", "visitas", "compartir", folio, "-o", tmp_path, "--json").json["ruta"]
    unida = correr("visitas", "unir", suya)
    assert unida.codigo == 0
    assert "1 dato quedó distinto" in unida.salida
    assert "No cumple (" in unida.salida


def test_what_is_no_copy_ends_with_one(correr: Correr, folio: str, tmp_path: Path) -> None:
    roto = tmp_path / "roto.copia"
    roto.write_bytes(b"nada")
    hecho = correr("visitas", "unir", roto)
    assert (hecho.codigo, "no es una copia de trabajo" in hecho.error) == (1, True)
    assert folio
