"""What a person began to say of a finding and has not registered: kept in the notebook, so that no cut takes it.

It is nobody's act. It must never travel, nor count for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, TypeVar

from pydantic import JsonValue, TypeAdapter, ValidationError

from supervisor_app.domain.base import Value
from supervisor_app.domain.seguimiento import ClaseDeActo, EvidenciaRecibida
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.ingreso import Pieza
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

BORRADOR: Final = "borrador"
FORMA: Final = "borrador_forma"
T = TypeVar("T")


class BorradorDeActo(Value):
    """An act as it is typed: dates and figures as text. ``rutas``: files of this machine; ``pegados``: what was pasted
    and is kept here.
    """

    hallazgo_id: str
    clase: ClaseDeActo
    palabras: str = ""
    medida: str = ""
    plazo: str = ""
    autorizo: str = ""
    avance: str = ""
    rutas: tuple[str, ...] = ()
    pegados: tuple[EvidenciaRecibida, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.clase.value}:{self.hallazgo_id}"

    @property
    def vacio(self) -> bool:
        """Whether nothing was typed nor brought in; to have chosen a measure is not enough to keep it."""
        escrito = self.palabras.strip() or self.plazo or self.autorizo.strip() or self.avance
        return not (escrito or self.rutas or self.pegados)


class BorradorDeForma(Value):
    """Any other form as it is typed: ``datos``, its fields as JSON."""

    datos: dict[str, JsonValue]


class Borradores:
    """Over one store."""

    def __init__(self, almacen: Almacen, reloj: Callable[[], datetime], quien: Callable[[], str]) -> None:
        self._almacen, self._reloj, self._quien = almacen, reloj, quien

    def todos(self) -> tuple[BorradorDeActo, ...]:
        """What was begun and neither registered nor emptied; one of a newer version is left out, and kept."""
        leidos = []
        for apunte in self._almacen.cuaderno.todos(BORRADOR):
            try:
                leidos.append(BorradorDeActo.model_validate_json(apunte.datos or ""))
            except ValidationError:
                continue
        return tuple(leidos)

    def guardar(self, borradores: Iterable[BorradorDeActo]) -> None:
        """Keep these as they stand now; an empty one is taken out."""
        apuntes = []
        for uno in borradores:
            previo = self._almacen.cuaderno.leer(BORRADOR, uno.id)
            if uno.vacio and (previo is None or previo.datos is None):
                continue
            valor = None if uno.vacio else uno
            apuntes.append(PorApuntar(BORRADOR, uno.id, previo.version if previo else 0, valor, "Borrador"))
        if apuntes:
            self._almacen.cuaderno.escribir(apuntes, cuando=self._reloj(), quien=self._quien())

    def guardar_forma(self, clave: str, datos: object | None) -> None:
        """Keep a form as it stands (a dataclass of plain fields); None once it is registered or emptied."""
        previo = self._almacen.cuaderno.leer(FORMA, clave)
        if datos is None and (previo is None or previo.datos is None):
            return
        valor = (
            None if datos is None else BorradorDeForma(datos=TypeAdapter(type(datos)).dump_python(datos, mode="json"))
        )
        apunte = PorApuntar(FORMA, clave, previo.version if previo else 0, valor, "Borrador")
        self._almacen.cuaderno.escribir([apunte], cuando=self._reloj(), quien=self._quien())

    def leer_forma(self, clave: str, clase: type[T]) -> T | None:
        """As it was left; None where nothing was, or where another version wrote it."""
        apunte = self._almacen.cuaderno.leer(FORMA, clave)
        if apunte is None or apunte.datos is None:
            return None
        try:
            return TypeAdapter(clase).validate_python(BorradorDeForma.model_validate_json(apunte.datos).datos)
        except ValidationError:
            return None

    def pegado(self, pieza: Pieza) -> EvidenciaRecibida:
        """Keep what was pasted, which is no file yet."""
        return EvidenciaRecibida(
            sha256=self._almacen.archivos.guardar(pieza.contenido),
            nombre=pieza.nombre,
            bytes=len(pieza.contenido),
            tipo=pieza.mime,
        )

    def pieza(self, pegado: EvidenciaRecibida) -> Pieza | None:
        """What was pasted, again; None where its content is gone."""
        try:
            contenido = self._almacen.archivos.leer(pegado.sha256)
        except (UserError, EnvironmentProblem):
            return None
        return Pieza(pegado.nombre, contenido, pegado.tipo, pegado.sha256)
