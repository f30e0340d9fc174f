"""Evidence: hostile names and files are refused or cleaned, contents are kept once and looked at when read."""

import io
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.evidencias import Evidencias, nombre_limpio
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import expediente

PDF = b"%PDF-1.7 ficticio"


@pytest.fixture
def evidencias(almacen: Almacen, nuevo_id: Callable[[], str]) -> Evidencias:
    return Evidencias(almacen, nuevo_id=nuevo_id)


@pytest.fixture
def archivo(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def hacer(nombre: str, contenido: bytes = PDF) -> Path:
        ruta = tmp_path / nombre
        ruta.write_bytes(contenido)
        return ruta

    return hacer


def imagen(formato: str, ancho: int = 8, alto: int = 6) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", (ancho, alto), (19, 119, 97)).save(salida, formato)
    return salida.getvalue()


def png_que_dice_medir(ancho: int, alto: int) -> bytes:
    """A few bytes that ask for that many pixels: a decompression bomb."""

    def trozo(tipo: bytes, datos: bytes) -> bytes:
        return struct.pack(">I", len(datos)) + tipo + datos + struct.pack(">I", zlib.crc32(tipo + datos))

    cabeza = struct.pack(">IIBBBBB", ancho, alto, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + trozo(b"IHDR", cabeza) + trozo(b"IDAT", zlib.compress(b"\0")) + trozo(b"IEND", b"")


def preparar(evidencias: Evidencias, ruta: Path) -> Evidencia:
    (una,) = evidencias.preparar(expediente(), [ruta])
    return una


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_a_file_is_kept_with_its_name_size_and_kind(
    evidencias: Evidencias, archivo: Callable[..., Path], almacen: Almacen
) -> None:
    una = preparar(evidencias, archivo("Acta de notificación.pdf"))
    assert (una.nombre, una.bytes, una.mime) == ("Acta de notificación.pdf", len(PDF), "application/pdf")


def test_a_file_reads_back_as_it_was(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    assert evidencias.leer(preparar(evidencias, archivo("acta.pdf"))) == PDF


def test_the_original_stays_where_it_was(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    ruta = archivo("acta.pdf")
    preparar(evidencias, ruta)
    assert ruta.read_bytes() == PDF


def test_the_same_content_twice_is_stored_once(
    evidencias: Evidencias, archivo: Callable[..., Path], datos: Path
) -> None:
    evidencias.preparar(expediente(), [archivo("acta.pdf"), archivo("copia.pdf")])
    assert len([p for p in (datos / "archivos").rglob("*") if p.is_file()]) == 1


def test_files_follow_those_that_the_visit_has(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    e = expediente()
    e = e.aplicar(comandos.adjuntar(e, evidencias.preparar(e, [archivo("1.pdf"), archivo("2.pdf")])).cambios)
    assert [v.orden for v in evidencias.preparar(e, [archivo("3.pdf"), archivo("4.pdf")])] == [3, 4]


def test_a_file_belongs_to_its_item_or_its_finding(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    (una,) = evidencias.preparar(expediente(), [archivo("1.pdf")], item_id="CO-90-01")
    (otra,) = evidencias.preparar(expediente(), [archivo("2.pdf")], inconsistencia_id="h")
    assert (una.item_id, otra.inconsistencia_id) == ("CO-90-01", "h")


def test_an_image_from_the_clipboard_is_kept(evidencias: Evidencias) -> None:
    una = evidencias.preparar_bytes(expediente(), "Pegada.png", imagen("PNG"), item_id="CO-90-01")
    assert (una.mime, una.item_id) == ("image/png", "CO-90-01")


def test_a_damaged_content_is_noticed_when_it_is_read(
    evidencias: Evidencias, archivo: Callable[..., Path], almacen: Almacen
) -> None:
    una = preparar(evidencias, archivo("acta.pdf"))
    almacen.archivos.ruta(una.sha256).write_bytes(b"otra cosa")
    with pytest.raises(EnvironmentProblem, match="dañado"):
        evidencias.leer(una)


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_images_of_every_usual_format_are_taken(
    evidencias: Evidencias, archivo: Callable[..., Path], formato: str
) -> None:
    assert preparar(evidencias, archivo(f"foto.{formato.lower()}", imagen(formato))).mime == f"image/{formato.lower()}"


def test_the_picture_of_a_phone_with_108_million_points_is_taken(
    evidencias: Evidencias, archivo: Callable[..., Path]
) -> None:
    assert preparar(evidencias, archivo("foto.png", png_que_dice_medir(12_000, 9_000))).bytes > 0


@pytest.mark.parametrize(
    ("nombre", "mime"),
    [
        ("RALE.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("oficio.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sin extensión", "application/octet-stream"),
        ("datos.raro", "application/octet-stream"),
    ],
)
def test_the_kind_of_a_file_is_the_same_on_every_machine(
    evidencias: Evidencias, archivo: Callable[..., Path], nombre: str, mime: str
) -> None:
    assert preparar(evidencias, archivo(nombre)).mime == mime


# --- what is refused ------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("contenido", [PDF, b"\x89PNG\r\n\x1a\n", imagen("PNG")[:40], b"%!PS-Adobe-3.0 EPSF-3.0\n"])
def test_an_image_that_is_none_is_refused(
    evidencias: Evidencias, archivo: Callable[..., Path], contenido: bytes
) -> None:
    assert "no se puede abrir" in rechazo(evidencias, archivo("foto.png", contenido))


@pytest.mark.parametrize(("ancho", "alto"), [(11_000, 11_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_an_image_bomb_is_refused(evidencias: Evidencias, archivo: Callable[..., Path], ancho: int, alto: int) -> None:
    assert "puntos" in rechazo(evidencias, archivo("foto.png", png_que_dice_medir(ancho, alto)))


@given(st.sampled_from(["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"]), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_a_damaged_image_is_kept_or_refused_and_never_a_crash(
    evidencias: Evidencias, formato: str, data: st.DataObject
) -> None:
    contenido = bytearray(imagen(formato))
    for _ in range(data.draw(st.integers(1, 6))):
        contenido[data.draw(st.integers(0, len(contenido) - 1))] = data.draw(st.integers(0, 255))
    try:
        evidencias.preparar_bytes(expediente(), f"foto.{formato.lower()}", bytes(contenido))
    except UserError as error:
        assert "foto." in error.message


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


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "limpio"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\acta.pdf", "acta.pdf"),
        ("acta\u202efdp.exe", "actafdp.exe"),
        ("acta\n\x00\x07 1.pdf", "acta 1.pdf"),
        ("  acta   final .pdf", "acta final .pdf"),
        ("acta.pdf. . ", "acta.pdf"),
        ("acta\u00a0.pdf\u00a0", "acta .pdf"),
        ("n\u0303andu\u0301.pdf", "ñandú.pdf"),
        ("...", "archivo"),
        ("", "archivo"),
        ("/", "archivo"),
        (".pdf", "pdf"),
        ("\udcff\udcfe.pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
        ("x" * 119 + ". y" + "z" * 30, "x" * 119),
    ],
)
def test_a_name_is_cleaned(original: str, limpio: str) -> None:
    assert nombre_limpio(original) == limpio


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_name_becomes_one_that_can_be_kept(original: str) -> None:
    limpio = nombre_limpio(original)
    assert 0 < len(limpio) <= 120
    assert limpio.encode()
    assert not set(limpio) & {"/", "\\", "\n", "\0"}


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_a_clean_name_stays_as_it_is(original: str) -> None:
    limpio = nombre_limpio(original)
    assert nombre_limpio(limpio) == limpio
