"""Scanned sheets as one PDF: photos laid on letter pages, pages of other PDFs without anything that acts or hides.

What another program wrote over a page (a stylus on a tablet) is made part of it, since it may be the signature.
It must never be given a document of ours to rewrite: a signed one would be destroyed.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image
from reportlab.lib.pagesizes import letter

from supervisor_app.errors import UserError

_ROTO = (pikepdf.PikepdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError, zlib.error)
_DE_LA_HOJA = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit"}
)
"""What a page keeps; the rest are its actions, notes, threads and thumbnails."""


def foto_en_hoja(jpeg: bytes) -> bytes:
    """One JPEG in grey or RGB as a letter page, in proportion and as large as it fits; landscape where it is broad.

    Its bytes go in as they are.
    """
    with Image.open(io.BytesIO(jpeg)) as imagen:
        (ancho, alto), gris = imagen.size, imagen.mode == "L"
    hoja = (letter[1], letter[0]) if ancho > alto else letter
    escala = min(hoja[0] / ancho, hoja[1] / alto)
    w, h = ancho * escala, alto * escala
    salida = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=hoja)
        foto = pdf.make_stream(
            jpeg,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=ancho,
            Height=alto,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray if gris else Name.DeviceRGB,
            Filter=Name.DCTDecode,
        )
        pagina = pdf.pages[0].obj
        pagina.Resources = Dictionary(XObject=Dictionary(Foto=foto))
        sitio = f"{w:.2f} 0 0 {h:.2f} {(hoja[0] - w) / 2:.2f} {(hoja[1] - h) / 2:.2f}"
        pagina.Contents = pdf.make_stream(f"q {sitio} cm /Foto Do Q".encode())
        pdf.save(salida, deterministic_id=True)
    return salida.getvalue()


def unir_hojas(nombres_y_pdf: Sequence[tuple[str, bytes]], *, maximo: int) -> bytes:
    """The pages of all of them, in order. Raises UserError naming the file that cannot be one, or with too many."""
    unido = pikepdf.Pdf.new()
    for nombre, pdf in nombres_y_pdf:
        try:
            with pikepdf.open(io.BytesIO(pdf)) as parte:
                if len(unido.pages) + len(parte.pages) > maximo:
                    raise UserError(f"El escaneo pasa de {maximo} hojas. Revise que sean las del documento.")
                _aplanar(parte)
                unido.pages.extend(parte.pages)
        except pikepdf.PasswordError as error:
            raise UserError(f"«{nombre}» tiene contraseña. Quítesela, o digitalice la hoja de nuevo.") from error
        except _ROTO as error:
            raise UserError(
                f"«{nombre}» no se puede abrir como PDF: está dañado o incompleto. Digitalice la hoja de nuevo."
            ) from error
    if not unido.pages:
        raise UserError("El escaneo no tiene hojas. Digitalice la hoja de nuevo.")
    for pagina in unido.pages:
        for clave in [c for c in pagina.obj.keys() if c not in _DE_LA_HOJA]:  # noqa: SIM118 - not a dict
            del pagina.obj[clave]
    salida = io.BytesIO()
    unido.remove_unreferenced_resources()
    unido.save(salida, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return salida.getvalue()


def _aplanar(pdf: pikepdf.Pdf) -> None:
    if Name.AcroForm in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
