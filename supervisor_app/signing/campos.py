"""The signature fields of a PDF: which there are, and adding one to a document that nobody has signed.

It must never touch a document that is already signed.
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict
from pyhanko.pdf_utils.form_tools import get_single_field_annot
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields

from supervisor_app.errors import UserError
from supervisor_app.signing.lectura import DANADO, PDF_ILEGIBLE, EscritorIncremental, abrir_pdf, entrada, paginas

Rect = tuple[float, float, float, float]

_MM = 72 / 25.4
_ANCHO, _ALTO, _MARGEN = 80 * _MM, 26 * _MM, 15 * _MM


class CampoFirma(BaseModel):
    """A signature field. ``pagina`` counts from 0; ``rect`` is in points, all zeros for an invisible field.

    ``giro`` is the page's rotation in degrees (0, 90, 180, 270).
    """

    model_config = ConfigDict(frozen=True)

    nombre: str
    pagina: int
    rect: Rect
    firmado: bool
    giro: int = 0

    @property
    def visible(self) -> bool:
        return self.rect[2] > self.rect[0] and self.rect[3] > self.rect[1]


def campos_de_firma(pdf: bytes) -> tuple[CampoFirma, ...]:
    """In the order of the form. Raises UserError where the bytes are no readable PDF."""
    try:
        return campos_en(abrir_pdf(pdf))
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error


def campos_en(lector: PdfFileReader) -> tuple[CampoFirma, ...]:
    """Raises one of ``PDF_ILEGIBLE``."""
    indices = {ref: (i, _giro(atributos)) for i, (ref, atributos) in enumerate(paginas(lector))}
    campos = []
    for nombre, valor, ref in enumerate_sig_fields(lector):
        anotacion = get_single_field_annot(ref.get_object())
        pagina, giro = 0, 0
        if "/P" in anotacion:
            pagina, giro = indices.get(anotacion.raw_get("/P").reference, (0, 0))
        rect = _normal(anotacion["/Rect"]) if "/Rect" in anotacion else (0.0, 0.0, 0.0, 0.0)
        campos.append(CampoFirma(nombre=str(nombre), pagina=pagina, rect=rect, firmado=bool(valor), giro=giro))
    return tuple(campos)


def asegurar_campo(pdf: bytes, nombre: str, rect: Rect | None = None, pagina: int = -1) -> bytes:
    """The same bytes if the unsigned field is there, else the PDF with it appended as an increment.

    ``rect`` in points of the page; None: lower left corner of the page as it is seen, invisible if it does not fit.
    ``pagina`` counts from 0, negative from the end. Raises UserError for a document with signatures, a field that is
    signed already or a page that is not there.
    """
    if not nombre or "." in nombre:
        raise ValueError("a field name is not empty and has no dots")
    lector = abrir_pdf(pdf)
    try:
        campos = campos_en(lector)
        hojas = list(paginas(lector))
        formulario = entrada(lector.root, "/AcroForm", {})
        xfa = "/XFA" in formulario
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error
    existente = next((campo for campo in campos if campo.nombre == nombre), None)
    if existente and not existente.firmado:
        return pdf
    if any(campo.firmado for campo in campos):
        raise UserError(
            "El documento ya tiene firmas y no admite campos nuevos: agregarlos las invalidaría. Firme en uno de sus "
            "campos libres o parta del documento sin firmas."
        )
    if xfa:
        raise UserError(
            "El PDF es un formulario dinámico (XFA) que no se puede firmar. Imprímalo como PDF nuevo y firme ese."
        )
    if not -len(hojas) <= pagina < len(hojas):
        raise UserError(f"El documento tiene {len(hojas)} páginas y no la que se pidió. Elija otra página.")
    try:
        lugar = rect or _esquina_inferior_izquierda(hojas[pagina][1])
        return _agregar(lector, nombre, lugar, pagina % len(hojas))
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error


def _agregar(lector: PdfFileReader, nombre: str, rect: Rect | None, pagina: int) -> bytes:
    escritor = EscritorIncremental.from_reader(lector)
    caja: Any = rect  # pyHanko says int and takes fractions
    campo = SigFieldSpec(nombre, on_page=pagina, box=caja, readable_field_name=f"Campo de firma {nombre}")
    append_signature_field(escritor, campo)
    salida = io.BytesIO()
    escritor.write(salida)
    return salida.getvalue()


def _esquina_inferior_izquierda(atributos: dict[str, Any]) -> Rect | None:
    """Where the stamp goes on a page that has no place for it; None where it would not fit."""
    x0, y0, x1, y1 = _normal(atributos.get("/CropBox", atributos.get("/MediaBox", (0, 0, 612, 792))))
    giro = _giro(atributos)
    visto_ancho, visto_alto = (y1 - y0, x1 - x0) if giro in (90, 270) else (x1 - x0, y1 - y0)
    if visto_ancho < _ANCHO + 2 * _MARGEN or visto_alto < _ALTO + 2 * _MARGEN:
        return None
    cerca, ancho, alto = _MARGEN, _MARGEN + _ANCHO, _MARGEN + _ALTO
    if giro == 90:
        return (x1 - alto, y0 + cerca, x1 - cerca, y0 + ancho)
    if giro == 180:
        return (x1 - ancho, y1 - alto, x1 - cerca, y1 - cerca)
    if giro == 270:
        return (x0 + cerca, y1 - ancho, x0 + alto, y1 - cerca)
    return (x0 + cerca, y0 + cerca, x0 + ancho, y0 + alto)


def _giro(atributos: dict[str, Any]) -> int:
    giro = int(atributos.get("/Rotate", 0)) % 360
    return giro if giro in (90, 180, 270) else 0


def _normal(rect: Iterable[Any]) -> Rect:
    x0, y0, x1, y1 = (float(valor) for valor in rect)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
