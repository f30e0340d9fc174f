"""What cannot be evidence: a sentence for each, and nothing is kept of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import UserError
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.services.ingreso import hacer_pieza
from tests.services.imagenes.fotos import HEIC, exif, foto, png_que_dice_medir
from tests.services.ingresos import archivo, evidencias, preparar
from tests.visita_ficticia import expediente

__all__ = ["archivo", "evidencias"]
PDF = b"%PDF-1.7 ficticio"


ZIP, OLE = b"PK\x03\x04 ficticio", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ficticio"


def rechazo(evidencias: Evidencias, ruta: Path) -> str:
    with pytest.raises(UserError) as error:
        preparar(evidencias, ruta)
    return error.value.message


def test_an_empty_file_is_refused(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    assert "está vacío" in rechazo(evidencias, archivo("acta.pdf", b""))


def test_a_folder_is_refused(evidencias: Evidencias, tmp_path: Path) -> None:
    assert "no carpetas" in rechazo(evidencias, tmp_path)


def test_a_file_that_vanished_is_told_so(evidencias: Evidencias, tmp_path: Path) -> None:
    assert "ya no está en su lugar" in rechazo(evidencias, tmp_path / "acta.pdf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are files of Unix")
def test_a_pipe_is_refused_and_nobody_waits_for_it(evidencias: Evidencias, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "acta.pdf")
    assert "no es un archivo" in rechazo(evidencias, tmp_path / "acta.pdf")


def test_a_file_over_200_mb_is_refused_without_reading_it(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    ruta = archivo("video.mp4")
    os.truncate(ruta, 200 * 1024 * 1024 + 1)
    assert "más de 200 MB" in rechazo(evidencias, ruta)


@pytest.mark.parametrize(
    "nombre",
    [
        "programa.exe",
        "PROGRAMA.EXE",
        "macro.vbs",
        "orden.bat",
        "acceso.lnk",
        "guion.js",
        "consola.ps1",
        "aplicación.hta",
    ],
)
def test_a_program_is_refused(evidencias: Evidencias, archivo: Callable[..., Path], nombre: str) -> None:
    assert "es un programa" in rechazo(evidencias, archivo(nombre))


@pytest.mark.parametrize(
    "nombre", ["acta.bat.", "acta.bat ", "acta.bat . .", "acta.b\u200bat", "acta.bat\u202e", "acta.\u00adbat"]
)
def test_a_program_is_refused_whatever_hides_its_ending(
    evidencias: Evidencias, archivo: Callable[..., Path], nombre: str
) -> None:
    assert "es un programa" in rechazo(evidencias, archivo(nombre))


def test_a_program_under_the_name_of_a_document_is_refused(
    evidencias: Evidencias, archivo: Callable[..., Path]
) -> None:
    assert "es un programa" in rechazo(evidencias, archivo("acta.pdf", b"MZ\x90\x00"))


def test_a_program_from_the_clipboard_is_refused(evidencias: Evidencias) -> None:
    with pytest.raises(UserError, match="es un programa"):
        evidencias.preparar_bytes(expediente(), "acta.cmd.", b"del *.*")


@pytest.mark.parametrize("contenido", [b"\x89PNG\r\n\x1a\n", foto("PNG")[:40], b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_an_image_that_is_none_is_refused(
    evidencias: Evidencias, archivo: Callable[..., Path], contenido: bytes
) -> None:
    assert "no se puede abrir" in rechazo(evidencias, archivo("foto.png", contenido))


@pytest.mark.parametrize(
    ("nombre", "contenido", "dicho"),
    [
        ("foto.png", PDF, "es PDF"),
        ("acta.pdf", foto("JPEG"), "es JPEG"),
        ("acta.pdf", b"hola", "no contiene lo que dice"),
        ("RALE.xlsx", PDF, "es PDF"),
        ("oficio.docx", foto("PNG"), "es PNG"),
        ("lista.csv", ZIP, "es ZIP o de Office"),
    ],
)
def test_a_file_that_lies_about_its_kind_is_refused(
    evidencias: Evidencias, archivo: Callable[..., Path], nombre: str, contenido: bytes, dicho: str
) -> None:
    assert dicho in rechazo(evidencias, archivo(nombre, contenido))


def test_a_photo_under_the_ending_of_another_kind_is_kept_under_its_own() -> None:
    una = hacer_pieza("foto.png", foto("JPEG"), lado=None)
    assert (una.nombre, una.mime) == ("foto.jpg", "image/jpeg")
    assert una.aviso == "«foto.png» es en realidad una imagen JPEG; se guardó como «foto.jpg»."


def test_a_heic_under_the_name_of_a_jpeg_is_said_to_be_converted() -> None:
    una = hacer_pieza("IMG_0001.jpg", HEIC, lado=None)
    assert una.aviso == "«IMG_0001.jpg» es en realidad una imagen HEIC; se guardó convertida a JPEG."


def test_a_photo_without_ending_is_stripped_all_the_same() -> None:
    una = hacer_pieza("foto de whatsapp", foto("JPEG", con=exif()), lado=None)
    assert una.nombre == "foto de whatsapp.jpg"
    assert b"Exif" not in una.contenido


@pytest.mark.parametrize(("ancho", "alto"), [(11_000, 11_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_an_image_bomb_is_refused(evidencias: Evidencias, archivo: Callable[..., Path], ancho: int, alto: int) -> None:
    assert "puntos" in rechazo(evidencias, archivo("foto.png", png_que_dice_medir(ancho, alto)))


def test_one_bad_file_keeps_none_of_the_others(
    evidencias: Evidencias, archivo: Callable[..., Path], datos: Path
) -> None:
    with pytest.raises(UserError):
        evidencias.preparar(expediente(), [archivo("1.pdf"), archivo("2.exe")])
    assert not (datos / "archivos").exists()


def test_nothing_is_attached_by_keeping(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    e: Expediente = expediente()
    evidencias.preparar(e, [archivo("1.pdf")])
    assert not e.evidencias
