"""Whom to believe on a TLS connection: the system's authorities, and the institution's own where it was handed in.

It must never switch verification off.
"""

from __future__ import annotations

import ssl

from supervisor_app.errors import UserError
from supervisor_app.exchange.transportes.valores import Confianza


def contexto(confianza: Confianza) -> ssl.SSLContext:
    """TLS 1.2 or later; the name of the server is checked. UserError where the own authority is no certificate."""
    hecho = ssl.create_default_context()
    hecho.minimum_version = ssl.TLSVersion.TLSv1_2
    if confianza.autoridad is not None:
        try:
            hecho.load_verify_locations(cadata=confianza.autoridad.decode("ascii"))
        except (ssl.SSLError, ValueError) as error:
            raise UserError(
                "El certificado de la autoridad del buzón no se puede leer. Agregue el archivo PEM que le dio quien lo "
                "administra.",
                field="autoridad",
            ) from error
    return hecho
