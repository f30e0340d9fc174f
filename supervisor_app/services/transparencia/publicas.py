"""The public versions of informes that a folder has: of which visits, and of which there is none.

A public version is known by what it carries, not by its name. They are copied under names fit for publication; nothing
is made here: the laptop that has the visit makes them (``version_publica``). It must never read a package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from supervisor_app import durable
from supervisor_app.domain.version_publica import SUFIJO_PUBLICA
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

_FOLIO = re.compile(rf"Folio ([0-9A-Za-z][0-9A-Za-z.-]{{2,60}})-INF{re.escape(SUFIJO_PUBLICA)} · Versión (\d+)")
_LIMITE: Final = 64 * 2**20
_TANTOS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Publica:
    """The newest public version of the informe of a visit that was found. ``nombre``: what it is published as."""

    folio: str
    version: int
    ruta: Path
    nombre: str


@dataclass(frozen=True, slots=True)
class Revisadas:
    """``faltan``: folios of closed visits without one; ``ajenos``: PDF files that are no public version of an informe;
    ``sin_visita``: public versions of visits that are not among those asked for.
    """

    publicas: tuple[Publica, ...]
    faltan: tuple[str, ...]
    ajenos: tuple[Path, ...]
    sin_visita: tuple[Publica, ...]

    @property
    def nombres(self) -> Mapping[str, str]:
        """File name by visit's folio, for the hyperlinks."""
        return {p.folio: p.nombre for p in self.publicas}


def revisar(carpeta: Path, folios: Iterable[str]) -> Revisadas:
    """Look through a folder and those inside it. Raises UserError, EnvironmentProblem."""
    halladas: dict[str, Publica] = {}
    ajenos: list[Path] = []
    for ruta in _pdfs(carpeta):
        dicha = _leer(ruta)
        if dicha is None:
            ajenos.append(ruta)
        elif dicha.folio not in halladas or halladas[dicha.folio].version < dicha.version:
            halladas[dicha.folio] = dicha
    pedidos = list(dict.fromkeys(folios))
    return Revisadas(
        publicas=tuple(halladas[f] for f in pedidos if f in halladas),
        faltan=tuple(f for f in pedidos if f not in halladas),
        ajenos=tuple(ajenos),
        sin_visita=tuple(p for f, p in sorted(halladas.items()) if f not in pedidos),
    )


def reunir(revisadas: Revisadas, destino: Path) -> int:
    """Copy them; how many. What is there with other bytes stays: UserError. Raises EnvironmentProblem too."""
    hechas = 0
    for p in revisadas.publicas:
        final = destino / p.nombre
        contenido = _octetos(p.ruta)
        try:
            destino.mkdir(parents=True, exist_ok=True)
            if final.exists() and final.read_bytes() != contenido:
                raise UserError(f"En «{destino}» ya hay otro «{p.nombre}»; elija una carpeta vacía.")
            durable.write_atomic(final, contenido, mode=0o644)
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo escribir «{final}»: {motivo(error)}.") from error
        hechas += 1
    return hechas


def nombre_publico(folio: str, version: int) -> str:
    """``informe-v-2026-012-v1.pdf``: no accents, spaces or capitals, that any server takes as it is."""
    limpio = re.sub(r"[^0-9a-z]+", "-", folio.casefold()).strip("-")
    return f"informe-{limpio}-v{version}.pdf"


def _pdfs(carpeta: Path) -> list[Path]:
    try:
        if not carpeta.is_dir():
            raise UserError(f"No existe la carpeta «{carpeta}».", field="de")
        rutas = sorted(r for r in carpeta.rglob("*") if r.suffix.casefold() == ".pdf" and r.is_file())
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo leer la carpeta «{carpeta}»: {motivo(error)}.") from error
    if len(rutas) > _TANTOS:
        raise UserError(f"En «{carpeta}» hay más de {_TANTOS:,} archivos PDF; elija la de las versiones públicas.")
    return rutas


def _leer(ruta: Path) -> Publica | None:
    """None where it is no public version of an informe, or cannot be read."""
    from supervisor_app.documents.adjuntos import registros_de  # noqa: PLC0415 - loads what reads PDF
    from supervisor_app.documents.texto_pdf import texto_de_pagina  # noqa: PLC0415 - as above

    pdf = _octetos(ruta)
    try:
        if not any("version_publica" in json.loads(r) for r in registros_de(pdf)):
            return None
        dicho = _FOLIO.search(" ".join(texto_de_pagina(pdf, 0).texto.split()))
    except UserError:
        return None
    if dicho is None:
        return None
    version = int(dicho[2])
    return Publica(dicho[1], version, ruta, nombre_publico(dicho[1], version))


def _octetos(ruta: Path) -> bytes:
    try:
        if ruta.stat().st_size > _LIMITE:
            return b""
        return ruta.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo leer «{ruta}»: {motivo(error)}.") from error
