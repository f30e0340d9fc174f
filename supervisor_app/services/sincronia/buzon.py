"""Reading and writing small files of a mailbox: which one it is, entries, signatures.

Everything read is bounded and judged by the caller; nothing that stands there already is written over.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import datetime

from supervisor_app.cifrado.firma_ssh import Publica, verificar
from supervisor_app.domain import feed
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.feed import Entrada
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino, Pulso, sin_pulso
from supervisor_app.services.entregas import BUZON

NOMBRE = BUZON
_ID = re.compile(r"[0-9a-f]{32}")
_LIMITE = 4_096


def presentacion(equipo: str) -> str:
    """Where a copy of the first entry of a laptop stands."""
    return f"equipos/{equipo}.json"


class Horquilla(UserError):
    """Under this laptop's name and number there is something else: another one writes in its name."""


def identificar(destino: Destino, ahora: datetime, *, crear: bool = True) -> str:
    """The id of a mailbox; it gets one where it has none and ``crear``, else "".

    Raises UserError where its file is no such file, and what the destination raises.
    """
    if destino.exists(NOMBRE) is None:
        if not crear:
            return ""
        dicho = {"id": secrets.token_hex(16), "creado": ahora.date().isoformat(), "formato": feed.FORMATO}
        # Two at once: what stands there afterwards is the mailbox's, whoever wrote it.
        try:
            poner(destino, NOMBRE, legible(dicho))
        except EnvironmentProblem:
            if destino.exists(NOMBRE) is None:
                raise
    try:
        leido = json.loads(leer(destino, NOMBRE, _LIMITE) or b"")
        id_, formato = leido["id"], leido["formato"]
        if not (isinstance(id_, str) and _ID.fullmatch(id_) and isinstance(formato, int)):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(
            f"El archivo «{NOMBRE}» del destino está dañado. Pida a quien lo administra que lo recupere de su "
            "respaldo; no se envió nada.",
            field="destino",
        ) from error
    if formato > feed.FORMATO:
        raise UserError("Ese destino lo preparó una versión más nueva de la aplicación. Instálela para sincronizar.")
    return id_


def leer(destino: Destino, clave: str, limite: int) -> bytes | None:
    """A small file, or None where there is none. Raises UserError where it is larger than ``limite`` bytes."""
    tamano = destino.exists(clave)
    if tamano is None:
        return None
    if tamano > limite:
        raise UserError(f"«{clave}» es demasiado grande para lo que debe ser y no se leyó.")
    partes, leidos = [], 0
    for trozo in destino.get(clave):
        partes.append(trozo)
        leidos += len(trozo)
        if leidos > limite:
            raise UserError(f"«{clave}» es demasiado grande para lo que debe ser y no se leyó.")
    return b"".join(partes)


def poner(destino: Destino, clave: str, datos: bytes, pulso: Pulso = sin_pulso) -> None:
    """Put a small file, read back; nothing is sent where the very same stands there."""
    destino.put_atomic(clave, datos, sha256=hashlib.sha256(datos).hexdigest(), tamano=len(datos), pulso=pulso)


def esta(destino: Destino, entrada: Entrada) -> bool:
    """Whether an own entry stands in the mailbox. Raises Horquilla where something else has its place."""
    octetos = leer(destino, entrada.clave, feed.LIMITE)
    if octetos is None:
        return False
    if octetos != entrada.octetos:
        raise Horquilla(
            "En el destino hay otra historia con el nombre de este equipo. Suele pasar cuando se copió la carpeta de "
            "datos a otra computadora."
        )
    return True


def siguiente(
    destino: Destino, autor: str, ultimo: tuple[int, str], llaves: Callable[[], tuple[Publica, ...]]
) -> Entrada | None:
    """The next entry of somebody's feed, its signature by one of ``llaves``; None where there is none yet.

    Raises UserError where what stands there is no such entry.
    """
    n, sha256 = ultimo
    octetos = leer(destino, feed.clave(autor, n + 1), feed.LIMITE)
    if octetos is None:
        return None
    entrada = feed.leer(octetos, autor, n + 1, sha256)
    exigir_firma(entrada, llaves())
    return entrada


def exigir_firma(entrada: Entrada, llaves: tuple[Publica, ...]) -> None:
    """Raises UserError where an entry is not signed by one of these keys."""
    if verificar(entrada.firma, feed.ESPACIO, entrada.cuerpo.octetos) not in llaves:
        raise UserError(
            f"El asiento {entrada.cuerpo.n} de «{entrada.cuerpo.autor}» no lleva la firma que debe; no se aceptó."
        )


def contenido(destino: Destino, sha256: str, tamano: int, pulso: Pulso = sin_pulso) -> bytes:
    """What the office published, whole and as its entry says. Raises EnvironmentProblem where it is not."""
    partes = []
    for trozo in destino.get(f"{feed.OFICINA}/contenido/{sha256}"):
        pulso(len(trozo))
        partes.append(trozo)
        if sum(map(len, partes)) > tamano:
            break
    dicho = b"".join(partes)
    if len(dicho) != tamano or hashlib.sha256(dicho).hexdigest() != sha256:
        raise EnvironmentProblem(
            "Lo que publicó la oficina todavía no está completo en el destino. Se intentará en la siguiente "
            "sincronización.",
            action="Reintentar",
        )
    return dicho
