"""The programme from a shell: proposed, accepted, published, exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervisor_app.cli.codigos import Codigo
from tests.cli.corrida import Correr


@pytest.fixture
def oficina(correr: Correr, datos: Path) -> Path:
    assert correr("oficina", "abrir", "Jefatura de prueba", "--sin-cifrar").codigo == Codigo.BIEN
    return datos


PROPONER = ("programa", "proponer", "--anio", "2099", "--mes", "2", "--departamento", "cobranza", "--ooad", "06",
            "--equipo", "Ana Ficticia; Eva Inventada")  # fmt: skip


def test_a_programme_from_its_proposal_to_its_files(correr: Correr, oficina: Path, tmp_path: Path) -> None:
    solo = correr(*PROPONER)
    assert "Sin ninguna visita registrada (25)" in solo.salida
    assert "no tiene visitas" in correr("programa", "ver", "--anio", "2099").salida

    aceptadas = json.loads(correr(*PROPONER, "--cuantas", "2", "--aceptar", "--json").salida)
    assert aceptadas["aceptadas"] == ["P-2099-001", "P-2099-002"]
    visto = json.loads(correr("programa", "ver", "--anio", "2099", "--json").salida)
    assert [v["situacion"] for v in visto["visitas"]] == ["pendiente", "pendiente"]
    assert (visto["por_publicar"], visto["cumplimiento"]["porcentaje"]) == (2, None)

    una = correr(*PROPONER, "--mes", "3", "--cuantas", "1", "--aceptar")
    assert una.salida.endswith("\nSe agregó al programa de 2099: P-2099-003.\n")

    publicado = correr("programa", "publicar", "--anio", "2099")
    assert "versión 1" in publicado.salida
    assert "no cambió nada" in correr("programa", "publicar", "--anio", "2099").salida

    for tipo, empieza in (("pdf", b"%PDF-"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        ruta = tmp_path / f"programa.{tipo}"
        assert correr("programa", "exportar", "--anio", "2099", "-o", ruta, "--autoriza", "Quien").codigo == Codigo.BIEN
        assert ruta.read_bytes().startswith(empieza)


def test_what_cannot_be_done_is_told(correr: Correr, oficina: Path, tmp_path: Path) -> None:
    for argumentos, dicho in (
        (("programa", "ver", "--anio", "1999"), "entre 2000 y 2100"),
        (("programa", "publicar", "--anio", "2099"), "no hay qué publicar"),
        (("programa", "exportar", "-o", tmp_path / "p.docx"), "terminar en .pdf"),
        (("programa", "exportar", "-o", tmp_path / "p.csv"), "no hay qué exportar"),
        (("programa", "proponer", "--anio", "2001"), "Ya pasaron todos los meses"),
        (("programa", "proponer", "--mes", "13"), "del 1 al 12"),
        (("programa", "ver", "--indice", tmp_path / "no.db"), "No hay ningún índice"),
    ):
        hecho = correr(*argumentos)
        assert (hecho.codigo, dicho in hecho.error) == (Codigo.NO_VALIDO, True), argumentos
