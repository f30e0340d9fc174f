"""What is printed and how, and the way through CUPS, which takes the PDF itself (letters stay letters).

Where there is no CUPS the window paints pages as pictures. The file that is printed is a copy; it must never change the
bytes it is given, which may be signed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.errors import EnvironmentProblem, UserError, motivo

COPIAS = 99
"""The most that can be asked for at once."""
_ESPERA = 60.0  # seconds that CUPS may take to answer; a server that is not there takes longer
_TRAMO = re.compile(r"(\d{1,6})(-(\d{1,6})?)?")
_HASTA = re.compile(r"\s*(?:[-\u2013\u2014]|\ba\b)\s*")  # «1-3», «1 a 3»
_ENTRE = re.compile(r"[,;\s]+(?:y\s+)?")


class Caras(StrEnum):
    UNA = "una"
    LARGO = "largo"
    CORTO = "corto"

    @property
    def dicho(self) -> str:
        return {
            Caras.UNA: "Por una cara",
            Caras.LARGO: "Doble cara, se pasa como libro",
            Caras.CORTO: "Doble cara, se pasa como libreta",
        }[self]


class Escala(StrEnum):
    AJUSTAR = "ajustar"
    REAL = "real"


@dataclass(frozen=True)
class Pedido:
    """``paginas``: those to print, from 0, in their order. ``ppp``: dots an inch where pages go as pictures."""

    impresora: str
    titulo: str
    paginas: tuple[int, ...]
    copias: int = 1
    caras: Caras = Caras.UNA
    gris: bool = False
    escala: Escala = Escala.AJUSTAR
    ppp: int = 300


@dataclass(frozen=True)
class Impresoras:
    """The printers of this machine by name, and the usual one ("" where none is)."""

    nombres: tuple[str, ...]
    usual: str = ""


def leer_paginas(texto: str, total: int) -> tuple[int, ...]:
    """«1-3, 5» as pages from 0, each once, in the order written; all of them where nothing is written. «8-» goes to
    the end. Raises UserError with field ``paginas``.
    """
    if not texto.strip():
        return tuple(range(total))
    paginas: list[int] = []
    for tramo in _ENTRE.split(_HASTA.sub("-", texto.strip(" ,;"))):
        paginas += _tramo(tramo, total)
    return tuple(dict.fromkeys(paginas))


def _tramo(tramo: str, total: int) -> range:
    leido = _TRAMO.fullmatch(tramo)
    if leido is None:
        raise UserError(f"No se entiende «{tramo}». Escriba las páginas así: 1-3, 5.", field="paginas")
    desde = int(leido[1])
    hasta = int(leido[3]) if leido[3] else total if leido[2] else desde
    if hasta < desde:
        raise UserError(f"«{tramo}» va hacia atrás; escriba primero la página menor.", field="paginas")
    if not 1 <= desde <= hasta <= total:
        cuantas = "una página" if total == 1 else f"{total} páginas"
        raise UserError(f"El documento tiene {cuantas}; «{tramo}» no está entre ellas.", field="paginas")
    return range(desde - 1, hasta)


# --- CUPS -------------------------------------------------------------------------------------------------------------


def hay_cups() -> bool:
    """Whether this machine prints through CUPS."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def impresoras_cups() -> Impresoras:
    """What CUPS knows; no printers where it does not answer."""
    try:
        nombres = _llamar("lpstat", "-e").stdout.split()
        usual = _llamar("lpstat", "-d").stdout.rpartition(":")[2].strip()
    except (OSError, subprocess.SubprocessError):
        return Impresoras(())
    return Impresoras(tuple(nombres), usual if usual in nombres else "")


def enviar_a_cups(pdf: bytes, pedido: Pedido) -> None:
    """Hand a document to CUPS, which prints it when the printer is free.

    Raises EnvironmentProblem where it is not taken, UserError where the file cannot be read.
    """
    from supervisor_app.documents.copia_impresa import copia_para_imprimir  # noqa: PLC0415 - loads what reads PDF

    copia = copia_para_imprimir(pdf, pedido.paginas)
    try:
        # Handed over without a file: a copy in the clear would stay where the machine dies in between.
        hecho = _llamar("lp", *_opciones(pedido), entrada=copia)
    except subprocess.TimeoutExpired as error:
        raise EnvironmentProblem(
            f"El servicio de impresión no respondió al enviar a «{pedido.impresora}». Revise que la impresora esté "
            "encendida y conectada, e imprima de nuevo."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo enviar a «{pedido.impresora}» ({motivo(error)}). Libere espacio o revise la impresora, e "
            "imprima de nuevo."
        ) from error
    if hecho.returncode != 0:
        raise EnvironmentProblem(_rechazo(pedido.impresora, hecho.stderr))


def _opciones(pedido: Pedido) -> list[str]:
    lados = {Caras.UNA: "one-sided", Caras.LARGO: "two-sided-long-edge", Caras.CORTO: "two-sided-short-edge"}
    opciones = ["-d", pedido.impresora, "-n", str(pedido.copias), "-t", pedido.titulo]
    dichas = ["document-format=application/pdf", f"sides={lados[pedido.caras]}", "media=Letter"]
    # Each in the two ways that printers understand: of IPP, and of a description file of the maker.
    dichas += ["print-scaling=fit", "fit-to-page"] if pedido.escala is Escala.AJUSTAR else ["print-scaling=none"]
    dichas += ["print-color-mode=monochrome", "ColorModel=Gray"] if pedido.gris else []
    dichas += ["collate=true"] if pedido.copias > 1 else []
    for dicha in dichas:
        opciones += ["-o", dicha]
    return opciones


def _rechazo(impresora: str, dicho: str) -> str:
    if "does not exist" in dicho or "Unknown" in dicho or "not-found" in dicho:
        return f"La impresora «{impresora}» ya no está. Conéctela o elija otra, e imprima de nuevo."
    return (
        f"La impresora «{impresora}» no aceptó el documento. Revise que esté encendida, conectada y sin detener, e "
        "imprima de nuevo."
    )


def _llamar(programa: str, *argumentos: str, entrada: bytes = b"") -> subprocess.CompletedProcess[str]:
    ruta = shutil.which(programa)
    if ruta is None:
        raise FileNotFoundError(programa)
    hecho = subprocess.run(
        [ruta, *argumentos], capture_output=True, input=entrada, timeout=_ESPERA, check=False, env=_entorno()
    )
    dicho, error = (flujo.decode("utf-8", "replace") for flujo in (hecho.stdout, hecho.stderr))
    return subprocess.CompletedProcess(hecho.args, hecho.returncode, dicho, error)


def _entorno() -> dict[str, str]:
    """English, as its sentences are compared, in UTF-8, as titles have accents; with the libraries of the system."""
    entorno = dict(os.environ) | {"LC_ALL": "C.UTF-8"}
    if getattr(sys, "frozen", False):  # a bundle puts its own libraries before those that ``lp`` needs
        entorno.pop("LD_LIBRARY_PATH", None)
        if antes := entorno.pop("LD_LIBRARY_PATH_ORIG", ""):
            entorno["LD_LIBRARY_PATH"] = antes
    return entorno
