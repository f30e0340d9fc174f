"""A copy of a PDF for a printer: only the chosen pages, with what stands in their fields drawn as part of them.

Many programs that print leave out the fields of a form, and with them the visible signatures. It must never be kept
nor handed over: it is another file, and no signature of the first holds in it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from supervisor_app.errors import UserError


def copia_para_imprimir(pdf: bytes, paginas: Sequence[int]) -> bytes:
    """Pages (from 0) in the order given. Raises UserError where the file cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as origen, pikepdf.new() as copia:
            origen.flatten_annotations("print")
            for indice in paginas:
                pagina = origen.pages[indice]
                # What is left shows nothing: an empty place to sign, a seal of time.
                restos = [nota for nota in pagina.get("/Annots", []) if nota.get("/Subtype") != "/Widget"]
                pagina.Annots = pikepdf.Array(restos)
                copia.pages.append(pagina)
            salida = io.BytesIO()
            copia.save(salida)
    except pikepdf.PasswordError as error:
        raise UserError("El documento PDF tiene contraseña; ábralo con otro programa para imprimirlo.") from error
    except pikepdf.PikepdfError as error:
        raise UserError("No se pudo preparar el documento para imprimir: el archivo está dañado.") from error
    return salida.getvalue()
