"""The sheet with a recovery key: made to be saved or printed at once. It must never be kept by the application."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado import recuperacion
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

NOMBRE = "Clave de recuperación.pdf"


def grupos(clave: str) -> tuple[str, ...]:
    """The nine groups of a recovery key as they are shown and asked."""
    return tuple(clave.split("-"))


def es_clave(escrito: str) -> bool:
    """Whether that is a recovery key, whole and without a slip, and not a passphrase."""
    try:
        recuperacion.leer(escrito)
    except UserError:
        return False
    return True


def datos_dichos(llave_id: str) -> str:
    """Which data folder a sheet belongs to, short enough to be read aloud; tells nothing of its key."""
    corta = hashlib.sha256(llave_id.encode("ascii")).hexdigest()[:8].upper()
    return f"{corta[:4]}-{corta[4:]}"


def hoja(clave: str, llave_id: str, dia: date) -> bytes:
    """The sheet as PDF bytes, one page."""
    from supervisor_app.documents.hoja_recuperacion import imprimir_hoja  # noqa: PLC0415 - loads the library that draws

    return imprimir_hoja(grupos(clave), datos_dichos(llave_id), dia)


def guardar_hoja(clave: str, llave_id: str, dia: date, destino: Path) -> Path:
    """Write the sheet where the person said. Raises EnvironmentProblem."""
    try:
        durable.write_atomic(destino, hoja(clave, llave_id, dia))
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo guardar la hoja en «{destino.parent}» ({motivo(error)}). Elija otro lugar o imprímala."
        ) from error
    return destino


def es_el_grupo(clave: str, numero: int, escrito: str) -> bool:
    """Whether that is the group ``numero`` (from 1) of the key, with letters that are read as others taken for them."""
    partes = list(grupos(clave))
    if len(escrito.strip()) != len(partes[numero - 1]):
        return False
    partes[numero - 1] = escrito.strip()
    try:
        return recuperacion.leer("-".join(partes)) == recuperacion.leer(clave)
    except UserError:
        return False
