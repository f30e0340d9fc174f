"""``sellar`` and the authorities of time, over an authority that answers on this machine."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from tests.cli.corrida import Correr
from tests.signing.autoridad_de_hora import AutoridadDeHora, crear_autoridad, der, servidor


@cache
def autoridad() -> AutoridadDeHora:
    """The demo signs by the clock of this machine, so this authority goes by it too."""
    return crear_autoridad(datetime.now(UTC) + timedelta(seconds=1))


@pytest.fixture
def tsa() -> Iterator[str]:
    with servidor(autoridad().responder) as url:
        yield url


@pytest.fixture
def copia(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the demo, to be written in, where the authority of time is trusted."""
    carpeta = shutil.copytree(demo / "datos", tmp_path / "copia")
    monkeypatch.setenv("SUPERVISOR_DATOS", str(carpeta))
    return carpeta


def confiar(correr: Correr, tmp_path: Path) -> None:
    (tmp_path / "tsa.cer").write_bytes(der(autoridad().ac))
    orden = ("autoridades", "agregar", tmp_path / "tsa.cer", "--para-sellos", "--aprobada-por-la-oficina")
    assert correr(*orden).salida == "Se reconoce la autoridad de sellado de tiempo «AC DE SELLOS DE PRUEBA».\n"


def test_a_file_is_sealed_beside_the_original(
    correr: Correr, copia: Path, informe_firmado: Path, tsa: str, tmp_path: Path
) -> None:
    confiar(correr, tmp_path)
    original = shutil.copy(informe_firmado, tmp_path / "informe.pdf")
    hecho = correr("sellar", original, "--tsa", tsa)
    assert hecho.codigo == 0, hecho.error
    sellado = tmp_path / "informe-sellado.pdf"
    assert sellado.read_bytes().startswith(informe_firmado.read_bytes())
    assert "por SELLOS DE PRUEBA" in hecho.salida
    verificado = correr("verificar", sellado)
    assert verificado.codigo == 0
    for dicho in ("Sello de tiempo: SELLOS DE PRUEBA", "ya estaba firmado el", "no comprobada"):
        assert dicho in verificado.salida


def test_the_seal_as_json(correr: Correr, copia: Path, informe_firmado: Path, tsa: str, tmp_path: Path) -> None:
    confiar(correr, tmp_path)
    salida = tmp_path / "x.pdf"
    (dicho,) = correr("sellar", informe_firmado, "--tsa", tsa, "-o", salida, "--json").json["sellados"]
    assert set(dicho) == {"archivo", "salida", "sha256", "autoridad", "momento", "avisos", "error"}
    assert dicho["sha256"] == hashlib.sha256(salida.read_bytes()).hexdigest()
    sello = correr("verificar", salida, "--json").json["sellos"][0]
    assert set(sello) == {
        "campo", "autoridad", "emisor", "emisor_reconocido", "momento", "vence", "integro", "confiable", "revocacion",
        "revocacion_dicho", "problemas",
    }  # fmt: skip


def test_nothing_is_written_where_nobody_answers(
    correr: Correr, copia: Path, informe_firmado: Path, tmp_path: Path
) -> None:
    salida = tmp_path / "x.pdf"
    hecho = correr("sellar", informe_firmado, "--tsa", "http://127.0.0.1:1/", "-o", salida)
    assert hecho.codigo == 3
    assert "sigue firmado como estaba" in hecho.error
    assert not salida.exists()


def test_user_and_password_go_in_the_question_and_nowhere_else(
    correr: Correr, copia: Path, informe_firmado: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confiar(correr, tmp_path)
    monkeypatch.setenv("SUPERVISOR_SELLO_USUARIO", "imss")
    monkeypatch.setenv("SUPERVISOR_SELLO_PASSWORD", "contraseñaÑ7")
    vistas: list[str] = []
    with servidor(autoridad().responder, cabeceras=lambda c: vistas.append(c.get("Authorization", ""))) as url:
        hecho = correr("sellar", informe_firmado, "--tsa", url, "-o", tmp_path / "x.pdf")
    assert hecho.codigo == 0, hecho.error
    assert base64.b64decode(vistas[0].removeprefix("Basic ")).decode() == "imss:contraseñaÑ7"
    assert "contraseñaÑ7" not in hecho.salida + hecho.error
    en_claro = correr("sellar", informe_firmado, "--tsa", "http://sello.example/", "-o", tmp_path / "y.pdf")
    assert en_claro.error.endswith("El usuario y la contraseña sólo se envían a una dirección https://.\n")


def test_without_an_address_it_is_asked_for(correr: Correr, copia: Path, informe_firmado: Path, tmp_path: Path) -> None:
    hecho = correr("sellar", informe_firmado, "-o", tmp_path / "x.pdf")
    assert hecho.codigo == 1
    assert "Falta la dirección de la autoridad de sellado" in hecho.error


def test_of_several_the_good_ones_are_sealed(
    correr: Correr, copia: Path, informe_firmado: Path, tsa: str, tmp_path: Path
) -> None:
    confiar(correr, tmp_path)
    (tmp_path / "nada.pdf").write_bytes(b"nada")
    (tmp_path / "en").mkdir()
    hecho = correr("sellar", tmp_path / "nada.pdf", informe_firmado, "--tsa", tsa, "--en", tmp_path / "en")
    assert hecho.codigo == 1
    assert "nada.pdf: El archivo no es un PDF." in hecho.error
    assert [p.name for p in (tmp_path / "en").iterdir()] == [f"{informe_firmado.stem}-sellado.pdf"]


def test_a_file_that_is_there_is_not_replaced_unasked(
    correr: Correr, copia: Path, informe_firmado: Path, tsa: str, tmp_path: Path
) -> None:
    confiar(correr, tmp_path)
    (tmp_path / "x.pdf").write_bytes(b"mio")
    assert correr("sellar", informe_firmado, "--tsa", tsa, "-o", tmp_path / "x.pdf").codigo == 1
    assert (tmp_path / "x.pdf").read_bytes() == b"mio"
    assert correr("sellar", informe_firmado, "--tsa", tsa, "-o", tmp_path / "x.pdf", "--reemplazar").codigo == 0


@pytest.mark.largo
def test_the_documents_of_a_closed_visit_are_sealed_once(correr: Correr, copia: Path, tsa: str, tmp_path: Path) -> None:
    confiar(correr, tmp_path)
    hecho = correr("sellar", "--visita", "V-2026-001", "--tsa", tsa)
    assert hecho.codigo == 0, hecho.error
    assert "su paquete no cambia" in hecho.error
    assert correr("sellar", "--visita", "V-2026-001", "--tsa", tsa).salida == (
        "No hay documentos firmados que falte sellar.\n"
    )
    assert correr("sellar", "--visita", "V-2026-001", "--tsa", tsa, "--otra-vez").codigo == 0
    assert correr("verificar-base").codigo == 0


@pytest.mark.parametrize("orden", [("sellar",), ("sellar", "x.pdf", "--visita", "V-1")])
def test_files_or_a_visit(correr: Correr, orden: tuple[str, ...]) -> None:
    assert "Indique los archivos" in correr(*orden).error


# --- autoridades ----------------------------------------------------------------------------------------------------


def test_authorities_are_brought_up_to_date_from_a_file(correr: Correr, datos: Path, tmp_path: Path) -> None:
    archivo = tmp_path / "nuevas.cer"
    archivo.write_bytes(der(autoridad().ac))
    negado = correr("autoridades", "actualizar", archivo, "--json")
    assert negado.codigo == 1
    assert set(negado.json) == {"agregadas", "ya_estaban", "ajenos"}
    assert set(negado.json["ajenos"][0]) == {"nombre", "sha256"}
    assert "nadie la espera" in correr("autoridades", "actualizar", archivo).error
    huella = hashlib.sha256(archivo.read_bytes()).hexdigest()
    assert correr("autoridades", "actualizar", archivo, "--huella", huella).codigo == 0
    assert "AC DE SELLOS DE PRUEBA · aprobada por la oficina" in correr("autoridades", "listar").salida


def test_authorities_of_time_are_listed_apart(correr: Correr, datos: Path, tmp_path: Path) -> None:
    assert "Ninguna. Las da el prestador" in correr("autoridades", "listar").salida
    confiar(correr, tmp_path)
    dichas = correr("autoridades", "listar", "--json").json
    assert [a["nombre"] for a in dichas["sellos"]["autoridades"]] == ["AC DE SELLOS DE PRUEBA"]
    assert dichas["autoridades"] == []
