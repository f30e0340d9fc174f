"""Evidence: hostile names and files are refused or cleaned, contents are kept once and looked at when read."""

import errno
import hashlib
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Lugar, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.evidencias import Evidencias, nombre_limpio
from supervisor_app.services.ingreso import hacer_pieza, listar
from supervisor_app.settings import Ajustes, TamanoFotos
from supervisor_app.store.almacen import Almacen
from tests.services.imagenes.fotos import HEIC, foto
from tests.services.ingresos import archivo, evidencias, preparar
from tests.visita_ficticia import expediente

__all__ = ["archivo", "evidencias"]
PDF = b"%PDF-1.7 ficticio"


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
    una = evidencias.preparar_bytes(expediente(), "Pegada.png", foto("PNG"), item_id="CO-90-01")
    assert (una.mime, una.item_id) == ("image/png", "CO-90-01")


def test_a_damaged_content_is_noticed_when_it_is_read(
    evidencias: Evidencias, archivo: Callable[..., Path], almacen: Almacen
) -> None:
    una = preparar(evidencias, archivo("acta.pdf"))
    almacen.archivos.ruta(una.sha256).write_bytes(b"otra cosa")
    with pytest.raises(EnvironmentProblem, match="dañado"):
        evidencias.leer(una)


@pytest.mark.parametrize(
    ("formato", "mime"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("BMP", "image/png"),
        ("TIFF", "image/tiff"),
        ("WEBP", "image/webp"),
    ],
)
def test_images_of_every_usual_format_are_taken(
    evidencias: Evidencias, archivo: Callable[..., Path], formato: str, mime: str
) -> None:
    assert preparar(evidencias, archivo(f"acta.{formato.lower()}", foto(formato))).mime == mime


def test_a_heic_is_kept_as_a_jpeg_with_its_place_and_time(evidencias: Evidencias, archivo: Callable[..., Path]) -> None:
    una = preparar(evidencias, archivo("IMG_0042.HEIC", HEIC))
    assert (una.nombre, una.mime) == ("IMG_0042.jpg", "image/jpeg")
    assert una.lugar == Lugar(latitud=Decimal("19.2435"), longitud=Decimal("-103.725"))
    assert una.tomada is not None
    assert una.original == hashlib.sha256(HEIC).hexdigest() != una.sha256


def test_photos_are_kept_as_large_as_the_settings_say(almacen: Almacen, nuevo_id: Callable[[], str]) -> None:
    ajustes = Ajustes(fotos=TamanoFotos.MEDIANA)
    servicio = Evidencias(almacen, nuevo_id=nuevo_id, ajustes=lambda: ajustes)
    una = servicio.preparar_bytes(expediente(), "foto.jpg", foto(ancho=3000, alto=60))
    with Image.open(almacen.archivos.ruta(una.sha256)) as imagen:
        assert imagen.width == 1600


ZIP, OLE = b"PK\x03\x04 ficticio", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ficticio"


@pytest.mark.parametrize(
    ("nombre", "contenido", "mime"),
    [
        ("RALE.XLSX", ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("RALE.xls", OLE, "application/vnd.ms-excel"),
        ("reporte de sistema.xls", b"<html><table>", "application/vnd.ms-excel"),
        ("oficio.docx", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("listado.csv", b"a,b\n1,2", "text/csv"),
        ("sin extensión", PDF, "application/octet-stream"),
        ("datos.raro", PDF, "application/octet-stream"),
    ],
)
def test_the_kind_of_a_file_is_the_same_on_every_machine(
    evidencias: Evidencias, archivo: Callable[..., Path], nombre: str, contenido: bytes, mime: str
) -> None:
    assert preparar(evidencias, archivo(nombre, contenido)).mime == mime


# --- twice ----------------------------------------------------------------------------------------------------------

AQUI, ALLA = Sitio(item_id="CO-90-01"), Sitio(item_id="CO-90-02")


def con_una(evidencias: Evidencias) -> Expediente:
    e = expediente()
    una = evidencias.guardar(e, hacer_pieza("acta.pdf", PDF, lado=None), AQUI).evidencia
    assert una is not None
    return e.aplicar(comandos.adjuntar(e, [una]).cambios)


def test_the_same_file_in_the_same_place_is_told_and_not_attached_again(evidencias: Evidencias) -> None:
    otra = evidencias.guardar(con_una(evidencias), hacer_pieza("copia.pdf", PDF, lado=None), AQUI)
    assert otra.evidencia is None
    assert otra.aviso == "«copia.pdf» ya está aquí; no se adjuntó otra vez."


def test_the_same_file_in_another_place_is_told_where_it_is(evidencias: Evidencias, datos: Path) -> None:
    otra = evidencias.guardar(con_una(evidencias), hacer_pieza("copia.pdf", PDF, lado=None), ALLA)
    assert otra.evidencia is not None
    assert (otra.evidencia.nombre, otra.evidencia.item_id) == ("copia.pdf", "CO-90-02")
    assert "ya estaba en la visita (Punto CO-90-01)" in otra.aviso
    assert len([p for p in (datos / "archivos").rglob("*") if p.is_file()]) == 1


def test_the_same_photo_at_another_size_is_noticed(evidencias: Evidencias) -> None:
    e, grande = expediente(), foto(ancho=900)
    una = evidencias.guardar(e, hacer_pieza("foto.jpg", grande, lado=None), AQUI).evidencia
    assert una is not None
    e = e.aplicar(comandos.adjuntar(e, [una]).cambios)
    assert "ya estaba" in evidencias.guardar(e, hacer_pieza("foto.jpg", grande, lado=300), ALLA).aviso


def test_the_same_file_twice_in_one_batch_is_noticed(evidencias: Evidencias) -> None:
    e, pieza = expediente(), hacer_pieza("acta.pdf", PDF, lado=None)
    una = evidencias.guardar(e, pieza, AQUI).evidencia
    assert una is not None
    assert evidencias.guardar(e, pieza, AQUI, despues_de=[una]).evidencia is None


# --- a folder -------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_and_those_of_its_folders_in_order(tmp_path: Path) -> None:
    (tmp_path / "Camera").mkdir()
    for nombre in ("b.jpg", "A.pdf", "Camera/c.heic"):
        (tmp_path / nombre).write_bytes(b"x")
    assert [p.name for p in listar(tmp_path).archivos] == ["A.pdf", "b.jpg", "c.heic"]


def test_what_a_folder_has_besides_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    for nombre in ("foto.aae", "juego.exe", "Thumbs.db", ".DS_Store", "foto.jpg"):
        (tmp_path / nombre).write_bytes(b"x")
    listado = listar(tmp_path)
    assert [p.name for p in listado.archivos] == ["foto.jpg"]
    assert listado.omitidos == (
        "«foto.aae»: no es documento, imagen ni hoja de cálculo",
        "«juego.exe»: es un programa",
        "«c»: está demasiado adentro; adjúntela por separado",
    )


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "vuelta").symlink_to(tmp_path)
    (tmp_path / "foto.jpg").symlink_to(tmp_path / "otra.jpg")
    assert listar(tmp_path).archivos == ()


def test_a_folder_within_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Privada").mkdir()
    (tmp_path / "x.jpg").mkdir()
    (tmp_path / "x.jpg" / "foto.png").touch()
    abrir = os.scandir

    def negar(carpeta: Path) -> object:
        if carpeta.name == "Privada":
            raise PermissionError(errno.EACCES, "no", str(carpeta))
        return abrir(str(carpeta))

    monkeypatch.setattr(os, "scandir", negar)
    listado = listar(tmp_path)
    assert [p.name for p in listado.archivos] == ["foto.png"]
    assert listado.omitidos[0].startswith("«Privada»: no se pudo leer (")


def test_a_folder_of_a_thousand_and_one_files_is_refused(tmp_path: Path) -> None:
    for n in range(1_001):
        (tmp_path / f"{n}.txt").touch()
    with pytest.raises(UserError, match="más de 1,000 archivos"):
        listar(tmp_path)


def test_a_folder_that_is_gone_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No se pudo leer la carpeta"):
        listar(tmp_path / "no")


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
