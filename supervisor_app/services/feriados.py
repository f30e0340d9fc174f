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

from pydantic import Field, ValidationError

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
    nombre: str = Field(max_length=200)


class Cambios(Value):
    """Days added to a list and taken out of it."""

    agregados: tuple[Agregado, ...] = Field(default=(), max_length=5_000, fail_fast=True)
    quitados: tuple[date, ...] = Field(default=(), max_length=5_000, fail_fast=True)

    @property
    def dias(self) -> frozenset[date]:
        """Every day that it says something of."""
        return frozenset(self.quitados) | {a.fecha for a in self.agregados}


@dataclass(frozen=True, slots=True)
class Dia:
    """A day as it is shown. ``oficial``: it is in the list of the application, or in what the office sent; ``cuenta``:
    working days skip it.
    """

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
        self._de_oficina = Cambios()
        self._aplicar()

    def leer(self) -> tuple[Dia, ...]:
        """Every official day and every added one, in order."""
        quitados, agregados = set(self._cambios.quitados), {a.fecha for a in self._cambios.agregados}
        dias = {
            f: Dia(f, nombre, oficial=True, cuenta=f in agregados or (cuenta and f not in quitados))
            for f, (nombre, cuenta) in self._base().items()
        }
        for a in self._cambios.agregados:
            dias.setdefault(a.fecha, Dia(a.fecha, a.nombre, oficial=False, cuenta=True))
        return tuple(sorted(dias.values(), key=lambda d: d.fecha))

    def _base(self) -> dict[date, tuple[str, bool]]:
        """What a person changes: the official list with what the office sent. Day -> name, whether it counts."""
        fuera = set(self._de_oficina.quitados)
        base = {f: (uno.nombre, f not in fuera) for f, uno in self._definiciones.feriados_oficiales.items()}
        return base | {a.fecha: (a.nombre, True) for a in self._de_oficina.agregados}

    # --- what the office sent -------------------------------------------------------------------------------------

    @property
    def propios(self) -> Cambios:
        """What a person changed here."""
        return self._cambios

    def poner_de_oficina(self, cambios: Cambios) -> None:
        """Count from now on as the office does, except for the days of which a person said otherwise here."""
        self._de_oficina = cambios
        self._aplicar()

    def choques(self) -> tuple[date, ...]:
        """The days that the office counts one way and a person here another; the person's way holds."""
        base = self._base()
        quitados = {f for f in self._cambios.quitados if base.get(f, ("", False))[1]}
        agregados = {a.fecha for a in self._cambios.agregados if a.fecha in self._de_oficina.quitados}
        return tuple(sorted((quitados | agregados) & self._de_oficina.dias))

    def tomar_de_oficina(self) -> tuple[Dia, ...]:
        """Say of those days what the office says; what was said here stays in ``deshacer``."""
        fuera = set(self.choques())
        return self._guardar(
            Cambios(
                agregados=tuple(a for a in self._cambios.agregados if a.fecha not in fuera),
                quitados=tuple(f for f in self._cambios.quitados if f not in fuera),
            )
        )

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
        dia = next((d for d in self.leer() if d.fecha == fecha), None)
        if dia is not None and not dia.cuenta:  # the office took it out
            nuevo = Agregado(fecha=fecha, nombre=dia.nombre)
            return self._guardar(Cambios(agregados=(*cambios.agregados, nuevo), quitados=cambios.quitados))
        if dia is not None:
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
        if self._base().get(fecha, ("", False))[1]:
            quitados = tuple(sorted({*quitados, fecha}))
        return self._guardar(Cambios(agregados=quedan, quitados=quitados))

    def restablecer(self) -> tuple[Dia, ...]:
        """Back to the official list, with what the office sent."""
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
        self._aplicar()
        return self.leer()

    def _aplicar(self) -> None:
        """Where both say something of a day, the person's word is the last one."""
        propios, suyos = self._cambios, self._de_oficina
        mas = {a.fecha for a in suyos.agregados if a.fecha not in propios.quitados}
        menos = {f for f in suyos.quitados if f not in propios.dias}
        self._definiciones.ajustar_feriados(mas | {a.fecha for a in propios.agregados}, menos | set(propios.quitados))


def _sin(fechas: tuple[date, ...], fecha: date) -> tuple[date, ...]:
    return tuple(f for f in fechas if f != fecha)
