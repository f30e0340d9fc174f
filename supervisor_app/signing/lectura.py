"""Opens strangers' PDF bytes for reading and for appending, and says no in a sentence.

It must never repair a file: what is signed must be what every reader sees, so a file that needs guessing is refused.
"""

# pyHanko leaves parts of itself without types.

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from supervisor_app.errors import UserError
from supervisor_app.signing import satcompat

satcompat.aplicar()

#: What pyHanko lets out on hostile bytes (SyntaxError is lxml's, ArithmeticError decimal's). It parses lazily, so these
#: can come from any access to an object.
PDF_ILEGIBLE = (
    PdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
)

_FINALES = (b"", b"\n", b"\r", b"\r\n")

NO_ES_PDF = "El archivo no es un PDF. Elija un documento que termine en .pdf."
VACIO = "El archivo está vacío. Elija otro o vuelva a generarlo."
CIFRADO = "El PDF está protegido con contraseña. Guarde una copia sin protección y vuelva a intentarlo."
DANADO = "El PDF está dañado o incompleto y no se puede leer con seguridad. Vuelva a generarlo o pida otra copia."


class EscritorIncremental(IncrementalPdfFileWriter):
    """Appends only what it is told to.

    pyHanko would also rewrite the document's metadata with the machine's clock and its own name: a signature of this
    application adds the signature and nothing else.
    """

    def _update_meta(self) -> None:
        return


def abrir_pdf(pdf: bytes) -> PdfFileReader:
    """A reader in strict mode. Raises UserError where the bytes are no readable, unencrypted PDF."""
    if not pdf:
        raise UserError(VACIO)
    if not pdf.startswith(b"%PDF-"):
        raise UserError(NO_ES_PDF)
    try:
        lector = PdfFileReader(io.BytesIO(pdf), strict=True)
        cifrado = bool(lector.encrypted)
        _ = lector.root["/Pages"]
        hibrido = bool(lector.xrefs.hybrid_xrefs_present)
    except PDF_ILEGIBLE as error:
        raise UserError(DANADO) from error
    if cifrado:
        raise UserError(CIFRADO)
    if hibrido:
        raise UserError(
            "El PDF guarda su índice de dos maneras distintas y cada lector podría mostrar algo diferente. Ábralo e "
            "imprímalo como PDF nuevo antes de usarlo."
        )
    return lector


def termina_bien(pdf: bytes) -> bool:
    """Whether the file ends with %%EOF and at most one line end."""
    marca = pdf.rfind(b"%%EOF")
    return marca >= 0 and pdf[marca + 5 :] in _FINALES


def entrada(diccionario: Any, clave: str, ausente: Any) -> Any:
    """The resolved value of a key. pyHanko's own ``get`` answers with the unresolved reference."""
    try:
        return diccionario[clave]
    except KeyError:
        return ausente


def paginas(lector: PdfFileReader) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each page's reference with its inherited /MediaBox, /CropBox and /Rotate, in order."""
    vistos: set[Any] = set()
    pendientes: list[tuple[Any, dict[str, Any]]] = [(lector.root.raw_get("/Pages"), {})]
    while pendientes:
        ref, heredado = pendientes.pop()
        if not isinstance(ref, generic.IndirectObject) or ref.reference in vistos:
            raise ValueError("page tree with loops or direct nodes")
        vistos.add(ref.reference)
        nodo = ref.get_object()
        atributos = heredado | {c: nodo[c] for c in ("/MediaBox", "/CropBox", "/Rotate") if c in nodo}
        if "/Kids" in nodo:
            hijos = nodo["/Kids"]
            pendientes.extend((hijos.raw_get(i), atributos) for i in reversed(range(len(hijos))))
        else:
            yield ref.reference, atributos
