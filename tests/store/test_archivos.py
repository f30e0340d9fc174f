"""Contents by their SHA-256: durable before any row speaks of them, stored once, damage noticed."""

import hashlib
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.archivos import Archivos

CONTENIDO = b"%PDF-1.7 ficticio"
HUELLA = hashlib.sha256(CONTENIDO).hexdigest()


@pytest.fixture
def archivos(tmp_path: Path) -> Archivos:
    return Archivos(tmp_path / "archivos")


def test_a_content_is_kept_by_its_hash(archivos: Archivos) -> None:
    assert archivos.guardar(CONTENIDO) == HUELLA


def test_a_content_comes_back_as_it_was(archivos: Archivos) -> None:
    archivos.guardar(CONTENIDO)
    assert archivos.leer(HUELLA) == CONTENIDO


def test_an_empty_content_is_kept_too(archivos: Archivos) -> None:
    assert archivos.leer(archivos.guardar(b"")) == b""


def test_the_same_content_is_stored_once(archivos: Archivos) -> None:
    archivos.guardar(CONTENIDO)
    antes = archivos.ruta(HUELLA).stat()
    archivos.guardar(CONTENIDO)
    assert archivos.ruta(HUELLA).stat().st_ino == antes.st_ino


def test_nothing_is_left_beside_a_content(archivos: Archivos) -> None:
    archivos.guardar(CONTENIDO)
    assert list(archivos.ruta(HUELLA).parent.iterdir()) == [archivos.ruta(HUELLA)]


def test_a_content_that_is_there_and_cannot_be_read_is_not_told_as_missing(archivos: Archivos) -> None:
    archivos.ruta(HUELLA).mkdir(parents=True)
    for leer in (archivos.leer, archivos.comprobar):
        with pytest.raises(EnvironmentProblem, match="No se pudo leer"):
            leer(HUELLA)


def test_a_missing_content_is_a_sentence(archivos: Archivos) -> None:
    with pytest.raises(EnvironmentProblem, match="Falta un archivo"):
        archivos.leer(HUELLA)


@pytest.mark.parametrize("danado", [b"", b"%PDF-1.7 fictici", b"%PDF-1.7 FICTICIO", CONTENIDO * 2])
def test_a_damaged_content_is_a_sentence(archivos: Archivos, danado: bytes) -> None:
    archivos.guardar(CONTENIDO)
    archivos.ruta(HUELLA).write_bytes(danado)
    with pytest.raises(EnvironmentProblem, match="está dañado"):
        archivos.leer(HUELLA)


@pytest.mark.parametrize("danado", [b"", b"%PDF-1.7 FICTICIO"])
def test_storing_a_content_again_mends_its_damaged_copy(archivos: Archivos, danado: bytes) -> None:
    archivos.guardar(CONTENIDO)
    archivos.ruta(HUELLA).write_bytes(danado)
    archivos.guardar(CONTENIDO)
    assert archivos.leer(HUELLA) == CONTENIDO


@pytest.mark.parametrize("nombre", ["", "../../etc/passwd", "A" * 64, "g" * 64, "a" * 63, "a" * 65, "٠" * 64])
def test_what_is_no_hash_names_no_file(archivos: Archivos, nombre: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        archivos.ruta(nombre)


def test_a_file_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "archivos").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="No se pudo guardar el archivo"):
        Archivos(tmp_path / "archivos").guardar(CONTENIDO)


def test_a_full_disk_is_a_sentence_with_what_to_do(disco_chico: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="disco está lleno") as error:
        Archivos(disco_chico / "archivos").guardar(bytes(3_000_000))
    assert error.value.action == "Liberar espacio"


def test_a_full_disk_keeps_no_half_content(disco_chico: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        Archivos(disco_chico / "archivos").guardar(bytes(3_000_000))
    assert [p for p in disco_chico.rglob("*") if p.is_file()] == []
