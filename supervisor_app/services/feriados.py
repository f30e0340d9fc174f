"""The holidays as an office keeps them: the official ones of ``feriados.yaml``, with what a person added or took out.

Only the changes are kept, in the data folder, so that a newer official list is not hidden by an older one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from supervisor_app import durable
from supervisor_app.domain.base import Value
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.ajustes import sin_mas
from supervisor_app.services.definiciones import Definiciones

ARCHIVO: Final = "feriados.json"
_LIMITE: Final = 2**20
"""Bytes; a day has some sixty."""
_LOG = logging.getLogger(__name__)


class Agregado(Value):
    """A day that a person added, with its name."""

    fecha: date
    nombre: str


class Cambios(Value):
    agregados: tuple[Agregado, ...] = ()
    quitados: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Dia:
    """A day as it is shown. ``oficial``: it is in the list of the application; ``cuenta``: working days skip it."""

    fecha: date
    nombre: str
    oficial: bool
    cuenta: bool


class Feriados:
    """The holidays of one data folder."""

    def __init__(self, carpeta: Path, definiciones: Definiciones, *, permiso: Callable[[], None] = sin_mas) -> None:
        self._ruta, self._permiso = carpeta / ARCHIVO, permiso
        self._definiciones = definiciones
        self._cambios = self._leer()
        self._antes: Cambios | None = None
        self._aplicar(self._cambios)

    def leer(self) -> tuple[Dia, ...]:
        """Every official day and every added one, in order."""
        oficiales = self._definiciones.feriados_oficiales
        quitados = set(self._cambios.quitados)
        dias = {f: Dia(f, uno.nombre, oficial=True, cuenta=f not in quitados) for f, uno in oficiales.items()}
        for a in self._cambios.agregados:
            dias.setdefault(a.fecha, Dia(a.fecha, a.nombre, oficial=False, cuenta=True))
        return tuple(sorted(dias.values(), key=lambda d: d.fecha))

    @property
    def cambiados(self) -> bool:
        """Whether anything differs from the official list."""
        return self._cambios != Cambios()

    def agregar(self, fecha: date | None, nombre: str) -> tuple[Dia, ...]:
        """Count one more day, or an official one that was taken out. Raises UserError for what it misses."""
        if fecha is None:
            raise UserError("Escriba la fecha del día inhábil.", field="fecha")
        cambios = self._cambios
        if fecha in cambios.quitados:
            return self._guardar(Cambios(agregados=cambios.agregados, quitados=_sin(cambios.quitados, fecha)))
        if any(d.fecha == fecha for d in self.leer()):
            raise UserError(f"El {fecha_corta(fecha)} ya está en la lista.", field="fecha")
        if not nombre.strip():
            raise UserError("Escriba el nombre del día inhábil.", field="nombre")
        nuevo = Agregado(fecha=fecha, nombre=" ".join(nombre.split()))
        return self._guardar(Cambios(agregados=(*cambios.agregados, nuevo), quitados=cambios.quitados))

    def quitar(self, fecha: date) -> tuple[Dia, ...]:
        """Count a day no longer: an added one goes, an official one stays in the list as not counted."""
        cambios = self._cambios
        quedan = tuple(a for a in cambios.agregados if a.fecha != fecha)
        quitados = cambios.quitados
        if fecha in self._definiciones.feriados_oficiales:
            quitados = tuple(sorted({*quitados, fecha}))
        return self._guardar(Cambios(agregados=quedan, quitados=quitados))

    def restablecer(self) -> tuple[Dia, ...]:
        """Back to the official list."""
        return self._guardar(Cambios())

    def deshacer(self) -> tuple[Dia, ...]:
        """Take back the last change of this start; nothing where there was none."""
        return self.leer() if self._antes is None else self._guardar(self._antes)

    def _leer(self) -> Cambios:
        """What was changed; nothing where the file cannot be read, which is told in the log."""
        try:
            with self._ruta.open("rb") as archivo:
                # What is cut is no JSON, and so is told as the damage that it is.
                return Cambios.model_validate_json(archivo.read(_LIMITE))
        except FileNotFoundError:
            return Cambios()
        except (OSError, ValidationError) as error:
            _LOG.warning("the changed holidays cannot be read: %s", type(error).__name__)
            return Cambios()

    def _guardar(self, cambios: Cambios) -> tuple[Dia, ...]:
        self._permiso()
        try:
            durable.write_atomic(self._ruta, cambios.model_dump_json(indent=1).encode())
        except OSError as error:
            raise EnvironmentProblem(f"No se pudieron guardar los días inhábiles ({motivo(error)}).") from error
        self._antes, self._cambios = self._cambios, cambios
        self._aplicar(cambios)
        return self.leer()

    def _aplicar(self, cambios: Cambios) -> None:
        self._definiciones.ajustar_feriados((a.fecha for a in cambios.agregados), cambios.quitados)


def _sin(fechas: tuple[date, ...], fecha: date) -> tuple[date, ...]:
    return tuple(f for f in fechas if f != fecha)
