"""The enciphered twin of a plain data folder, made beside it: database, contents, packages, settings, backups.

What is of no visit (own cédulas, units, holidays, authorities, logs) is plain in an enciphered folder too (ADR 0027).
It must never change the plain folder.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from supervisor_app import durable, fallos, settings
from supervisor_app.cifrado import cerradura
from supervisor_app.cifrado.cerradura import Cerradura
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services import cedulas_propias, feriados, unidades
from supervisor_app.services.abiertas import CARPETA as ABIERTAS
from supervisor_app.services.cifrar_piezas import Cifrado, Cifrador
from supervisor_app.services.cifrar_respaldos import cifrar_respaldos
from supervisor_app.services.demo import CARPETA_EFIRMA as EFIRMA
from supervisor_app.services.respaldos.fuentes import APARTADO, RESPALDOS, RESTAURANDO
from supervisor_app.store import base_respaldada
from supervisor_app.store.almacen import BASE
from supervisor_app.store.espacio import LASTRE

_CONTENIDO = re.compile(r"[0-9a-f]{64}")
_DE_LA_BASE = frozenset({BASE, f"{BASE}-wal", f"{BASE}-shm", f"{BASE}-journal"})
_DE_SQLITE = re.compile(r"-(journal|wal|shm)$")
_CARPETAS = ("archivos", "paquetes", "turnados")
_SE_VA = frozenset({ABIERTAS, RESTAURANDO})
"""Copies that were made to be looked at, and a restoration that was never finished: made again when they are wanted."""
_LEGIBLES = frozenset(
    {
        fallos.CARPETA, cedulas_propias.CARPETA, unidades.NOMBRE, feriados.ARCHIVO, "anclas", EFIRMA, LASTRE,
        cerradura.INTENTOS,
    }
)  # fmt: skip
"""What stands plain in an enciphered folder too."""
LLAVES = (cerradura.NOMBRE, cerradura.COPIA)


def se_convierte(entrada: Path) -> bool:
    """Whether an entry of a plain data folder is enciphered, or goes."""
    nombre = entrada.name
    if entrada.is_symlink():
        return False
    if nombre in _SE_VA or nombre in _DE_LA_BASE or durable.PART_NAME.search(_DE_SQLITE.sub("", nombre)):
        return True
    if nombre in (*_CARPETAS, RESPALDOS):
        return entrada.is_dir()
    if nombre.startswith(APARTADO):
        return entrada.is_dir() and not Cerradura.hay(entrada)
    return nombre == settings.NOMBRE or (nombre.startswith("ajustes.danado-") and entrada.is_file())


def es_nuestra(entrada: Path) -> bool:
    """Whether an entry belongs to the application and stays as it is; others are somebody's files."""
    nombre = entrada.name
    if nombre in _LEGIBLES or nombre in LLAVES or nombre.endswith(".lock") or nombre.startswith("."):
        return True
    return nombre.startswith(APARTADO)


def archivos_de(entrada: Path) -> Iterator[Path]:
    """The files under an entry, in the same order each time; no link is followed."""
    if entrada.is_file() and not entrada.is_symlink():
        yield entrada
        return
    for lugar, carpetas, nombres in os.walk(entrada):
        carpetas.sort()
        for nombre in sorted(nombres):
            ruta = Path(lugar, nombre)
            if ruta.is_file() and not ruta.is_symlink() and not durable.PART_NAME.search(nombre):
                yield ruta


def cifrar_contenido(origen: Path, destino: Path, con: Cifrador, ahora: datetime) -> None:
    """Make in ``destino`` what ``se_convierte`` of a data folder is to become. Nobody may write in ``origen``, and its
    database has no journal beside it.

    Raises OSError, EnvironmentProblem and whatever ``con.avance`` raises.
    """
    if (origen / BASE).exists():
        con.base(origen / BASE, destino / BASE)
    _cifrar_lo_demas(origen, destino, con, ahora)


def _cifrar_lo_demas(origen: Path, destino: Path, con: Cifrador, ahora: datetime) -> None:
    hechos: dict[str, Cifrado] = {}
    for carpeta in _CARPETAS:
        for ruta in archivos_de(origen / carpeta):
            relativa = ruta.relative_to(origen)
            if carpeta == "archivos" and _CONTENIDO.fullmatch(ruta.name) and ruta.parent.name == ruta.name[:2]:
                hechos[relativa.as_posix()] = con.contenido(ruta, destino / carpeta, ruta.name)
            elif relativa.as_posix() == "archivos/revisado":
                con.tal_cual(ruta, destino / relativa)
            else:
                hechos[relativa.as_posix()] = con.suelto(ruta, (destino / relativa).parent)
    _cifrar_ajustes(origen, destino, con, ahora)
    cifrar_respaldos(origen, destino, con, hechos)
    for apartada in sorted(origen.glob(f"{APARTADO}*")):
        if se_convierte(apartada):
            _cifrar_apartada(apartada, destino / apartada.name, con, ahora)


def _cifrar_ajustes(origen: Path, destino: Path, con: Cifrador, ahora: datetime) -> None:
    """The settings as ciphertext, whatever version wrote them, and the look beside them in plain."""
    for ruta in sorted(origen.glob("ajustes.danado-*")):
        if ruta.is_file():
            con.suelto(ruta, destino)
    if (origen / settings.NOMBRE).is_file():
        con.suelto(origen / settings.NOMBRE, destino)
        ajustes, _ = settings.leer(destino, ahora, con.llave)
        settings.guardar(destino, ajustes.model_copy(update={"sin_cifrar": False}), con.llave)


def _cifrar_apartada(origen: Path, destino: Path, con: Cifrador, ahora: datetime) -> None:
    """A whole data folder that was set aside when a backup was restored: it opens with the same passphrase."""
    destino.mkdir()
    for nombre in LLAVES:
        con.tal_cual(destino.parent / nombre, destino / nombre)
    with contextlib.suppress(EnvironmentProblem):  # it may be there because it was damaged
        if (origen / BASE).exists():
            base_respaldada.cerrar_en_un_archivo(origen / BASE, None)
    for nombre in sorted(_DE_LA_BASE):
        if (origen / nombre).is_file():
            con.quiza_base(origen / nombre, destino)
    _cifrar_lo_demas(origen, destino, con, ahora)
    for entrada in sorted(origen.iterdir()):
        if not se_convierte(entrada):
            for ruta in archivos_de(entrada):
                con.tal_cual(ruta, destino / ruta.relative_to(origen))
