"""The programmes that the office published: as they go, and as a laptop got them. A confirmed office signed them, and
still they are strangers' bytes: bounded, and whole or not at all. It must never write anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.programa import Programa, Publicados
from supervisor_app.domain.programa.programada import MAS_ANIOS
from supervisor_app.errors import UserError
from supervisor_app.services.sincronia.verbos import Sincronizacion

QUE: Final = "programa"
LIMITE: Final = 32 * 2**20
"""Bytes; a year of 3,000 visits with their reasons has some 4 MB."""


def contenido_de(programas: Iterable[Programa]) -> bytes:
    """What is published of these years. Raises UserError for more than a laptop takes."""
    por_anio = tuple(sorted(programas, key=lambda p: p.anio))
    if len(por_anio) > MAS_ANIOS:
        raise UserError(f"Ya hay programas publicados de {MAS_ANIOS} años, y los equipos no reciben más.")
    contenido = canonico(Publicados(programas=por_anio))
    if len(contenido) > LIMITE:
        raise UserError(
            "El programa es demasiado grande para los equipos y no se publicó; acorte los objetos y las notas de sus "
            "visitas."
        )
    return contenido


def leer_publicados(octetos: bytes) -> Publicados:
    """Raises UserError where it is no programme that this version can read."""
    if len(octetos) > LIMITE:
        raise UserError("El programa que envió la oficina es demasiado grande; no se tomó nada de él.")
    try:
        return Publicados.model_validate_json(octetos)
    except ValidationError as error:
        raise UserError(
            "No se entiende el programa que envió la oficina; puede ser de una versión más nueva de la aplicación. "
            "Actualice la aplicación, o pida a la oficina que lo publique otra vez."
        ) from error


class Recibidos:
    """The last publication of one store, read once."""

    def __init__(self, sincronizacion: Sincronizacion) -> None:
        self._sincronizacion = sincronizacion
        self._leido = ("", Publicados())

    def de(self, anio: int) -> Programa | None:
        """That of a year; None where none came. Raises UserError, EnvironmentProblem."""
        return next((p for p in self.todos() if p.anio == anio), None)

    def todos(self) -> tuple[Programa, ...]:
        """One of each year, by year. Raises UserError, EnvironmentProblem."""
        dicha = self._sincronizacion.recibidas().get(QUE)
        if dicha is None:
            return ()
        if self._leido[0] != dicha.sha256:
            self._leido = (dicha.sha256, leer_publicados(self._sincronizacion.leer_recibida(QUE) or b""))
        return self._leido[1].programas
