"""The earlier visits that the office sent, read from the content that is in use when a visit asks for them.

Read-only. It must never hold a content longer than it is the one in use.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from supervisor_app.domain.feed import Publicacion
from supervisor_app.domain.seguimiento import Antecedente, clave_de_unidad
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.recibido import contenidos
from supervisor_app.services.recibido.clases import Hecho

_LOG = logging.getLogger(__name__)
_NO_SIRVE = "«Antecedentes de las unidades»: está dañado o no es de esta aplicación."
Clave = tuple[str, ...]


@dataclass(frozen=True)
class _Leidos:
    contenido: str
    por_unidad: dict[Clave, tuple[Antecedente, ...]]


class DeAntecedentes:
    """``en_uso``: the publication whose content is in use; ``leer``: its bytes. Asked on the store's thread."""

    def __init__(self, en_uso: Callable[[], Publicacion | None], leer: Callable[[Publicacion], bytes]) -> None:
        self._en_uso, self._leer = en_uso, leer
        self._leidos: _Leidos | None = None

    def aplicar(self, contenido: bytes) -> Hecho:
        por_unidad = _por_unidad(contenido)
        visitas = cuantos(sum(map(len, por_unidad.values())), "visita anterior", "visitas anteriores")
        a = cuantos(len(por_unidad), "unidad", "unidades")
        return Hecho(
            f"{visitas} a {a}. Al abrir una visita a esas unidades verá sus inconsistencias, medidas y últimas "
            "respuestas, también las que hallaron otros equipos."
        )

    def empezar(self, contenido: bytes) -> None:
        """Nothing: they are read when a visit asks for them."""

    def de(self, visita: Visita) -> tuple[Antecedente, ...]:
        """What came of the unit of a visit."""
        return self.de_unidad(visita.unidad) if visita.unidad is not None else ()

    def de_unidad(self, unidad: Unidad) -> tuple[Antecedente, ...]:
        return self._por_unidad().get(clave_de_unidad(unidad), ())

    def todos(self) -> tuple[Antecedente, ...]:
        """Everything that came, of all units."""
        return tuple(a for suyos in self._por_unidad().values() for a in suyos)

    def _por_unidad(self) -> dict[Clave, tuple[Antecedente, ...]]:
        dicha = self._en_uso()
        if dicha is None:
            return {}
        if self._leidos is None or self._leidos.contenido != dicha.contenido:
            try:
                self._leidos = _Leidos(dicha.contenido, _por_unidad(self._leer(dicha)))
            except (UserError, EnvironmentProblem) as error:
                # A visit opens without them; ``verificar-base`` and the place of synchronising tell it.
                _LOG.warning("what the office sent of earlier visits cannot be read: %s", type(error).__name__)
                self._leidos = _Leidos(dicha.contenido, {})
        return self._leidos.por_unidad


def _por_unidad(contenido: bytes) -> dict[Clave, tuple[Antecedente, ...]]:
    try:
        todos: Iterable[Antecedente] = contenidos.antecedentes(contenido).antecedentes()
    except ValueError as error:
        raise UserError(_NO_SIRVE) from error
    hechos: dict[Clave, list[Antecedente]] = {}
    for a in todos:
        # A moment without its zone has no place among the others.
        if a.visita.creada.tzinfo is None or any(x.cuando.tzinfo is None for x in a.actos):
            raise UserError(_NO_SIRVE)
        if a.visita.unidad is not None:
            hechos.setdefault(clave_de_unidad(a.visita.unidad), []).append(a)
    return {clave: tuple(suyos) for clave, suyos in hechos.items()}
