"""The file that takes a sealed recovery key to the office: ``recuperacion-<id>.sello``.

Whoever has the private key of the office reads the recovery key out of it, and nobody else. It must never hold anything
that opens a folder by itself.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.errors import UserError
from supervisor_app.services.acceso import Sello

TIPO = "supervisor-app/recuperacion-sellada"
FORMATO = 1
LIMITE = 64 * 1024
"""No such file is larger."""
_ID, _HUELLA = re.compile(r"[0-9a-f]{16}"), re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SelloEntregado:
    """``carpeta``: which data folder it opens, as its lock says. ``de``: who handed it in. ``sello``: to whom."""

    carpeta: str
    de: str
    hecho: datetime
    sello: Sello

    @property
    def nombre(self) -> str:
        return f"recuperacion-{self.carpeta}.sello"


def escribir(s: SelloEntregado) -> bytes:
    """The file, as JSON."""
    dicho = {
        "tipo": TIPO,
        "formato": FORMATO,
        "carpeta": s.carpeta,
        "de": s.de,
        "hecho": s.hecho.isoformat(timespec="seconds"),
        "para": s.sello.para,
        "huella": s.sello.huella,
        "cifrado": "RSA-OAEP, SHA-256, MGF1 SHA-256",
        "sellado": base64.b64encode(s.sello.sellado).decode("ascii"),
    }
    return (json.dumps(dicho, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def leer(contenido: bytes) -> SelloEntregado:
    """Raises UserError for what is no such file, or one of a newer version."""
    try:
        dicho = json.loads(contenido)
        if dicho["tipo"] != TIPO:
            raise ValueError("another kind of file")
        if isinstance(dicho["formato"], int) and dicho["formato"] > FORMATO:
            raise UserError("Ese sello lo hizo una versión más nueva de la aplicación. Instálela para abrirlo.")
        carpeta, huella, textos = dicho["carpeta"], dicho["huella"], (dicho["de"], dicho["para"])
        if not (_ID.fullmatch(carpeta) and _HUELLA.fullmatch(huella) and all(isinstance(t, str) for t in textos)):
            raise ValueError("not as it is written")
        sellado = base64.b64decode(dicho["sellado"], validate=True)
        hecho = datetime.fromisoformat(dicho["hecho"])
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise UserError("Ese archivo no es el sello de una clave de recuperación, o está dañado.") from error
    return SelloEntregado(carpeta, textos[0], hecho, Sello(textos[1], huella, sellado))


def pide_contrasena(privada: bytes) -> bool:
    """Whether a private key is enciphered with a password of its own."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - only the office needs it
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above

    pem = privada.lstrip().startswith(b"-----")
    try:
        (serialization.load_pem_private_key if pem else serialization.load_der_private_key)(privada, None)
    except TypeError:  # how the library says that a password is missing
        return True
    except (ValueError, UnsupportedAlgorithm):
        return False
    return False
