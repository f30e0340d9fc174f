"""The programmes that the office published, as a laptop got them. A confirmed office signed them, and still they are
strangers' bytes: bounded, and whole or not at all. It must never write anything.
"""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from supervisor_app.domain import feed
from supervisor_app.domain.feed import Clase, Publicacion
from supervisor_app.domain.programa import Programa
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen

QUE: Final = "programa"
LIMITE: Final = 16 * 2**20
"""Bytes; 5,000 visits with their reasons have some 8 MB."""
_CUANTAS: Final = 200
"""Publications that are looked at, newest first, to find the last one of each year."""


def leer_programa(octetos: bytes) -> Programa:
    """Raises UserError where it is no programme that this version can read."""
    if len(octetos) > LIMITE:
        raise UserError("El programa que envió la oficina es demasiado grande; no se tomó nada de él.")
    try:
        return Programa.model_validate_json(octetos)
    except ValidationError as error:
        raise UserError(
            "No se entiende el programa que envió la oficina; puede ser de una versión más nueva de la aplicación. "
            "Actualice la aplicación, o pida a la oficina que lo publique otra vez."
        ) from error


class Recibidos:
    """The published programmes of one store; each is read once."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen
        self._leidos: dict[str, Programa] = {}

    def de(self, anio: int) -> Programa | None:
        """The last one of a year; None where none came. Raises UserError, EnvironmentProblem."""
        return next((p for p in self._desde_el_ultimo() if p.anio == anio), None)

    def todos(self) -> tuple[Programa, ...]:
        """The last one of each year, by year. Raises UserError, EnvironmentProblem."""
        por_anio: dict[int, Programa] = {}
        for p in self._desde_el_ultimo():
            por_anio.setdefault(p.anio, p)
        return tuple(p for _, p in sorted(por_anio.items()))

    def _desde_el_ultimo(self) -> list[Programa]:
        entradas = self._almacen.sincronia.entradas(feed.OFICINA, clase=Clase.PUBLICACION)
        dichas = [d for e in entradas if isinstance(d := e.cuerpo.dicho, Publicacion) and d.que == QUE]
        return [self._leer(d) for d in dichas[: -_CUANTAS - 1 : -1]]

    def _leer(self, dicha: Publicacion) -> Programa:
        if dicha.sha256 not in self._leidos:
            self._leidos[dicha.sha256] = leer_programa(self._almacen.archivos.leer(dicha.sha256))
        return self._leidos[dicha.sha256]
