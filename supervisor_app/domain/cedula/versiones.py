"""What changes between two versions of a cédula, in words: questions added, withdrawn, moved or changed, and its data.

``comparar`` finds a difference wherever two definitions are not equal, whatever their version number says; a test holds
that. This module must never look at an answer.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.palabras import Detalle, detalles_de_cedula, detalles_de_punto
from supervisor_app.domain.texto import cuantos

__all__ = ["Clase", "Comparacion", "Detalle", "PuntoComparado", "comparar", "es_nueva", "huella_de_definicion"]


class Clase(StrEnum):
    """What happened to a question between two versions."""

    NUEVA = "nueva"
    RETIRADA = "retirada"
    CAMBIA = "cambia"
    SE_MUEVE = "se_mueve"

    @property
    def label(self) -> str:
        return {"nueva": "Nueva", "retirada": "Se retira", "cambia": "Cambia", "se_mueve": "Cambia de lugar"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class PuntoComparado:
    """One question that is not the same in both. ``numero_*`` is its place from 1, 0 where it is not there."""

    item_id: str
    clase: Clase
    antes: ItemDefinition | None
    despues: ItemDefinition | None
    numero_antes: int
    numero_despues: int
    se_mueve: bool = False
    detalles: tuple[Detalle, ...] = ()

    @property
    def pregunta(self) -> str:
        """As it reads now, or as it read where it is withdrawn."""
        punto = self.despues or self.antes
        assert punto is not None
        return punto.pregunta

    @property
    def lugar(self) -> str:
        """Where it stands, in words."""
        if self.clase is Clase.NUEVA:
            return f"Será la pregunta {self.numero_despues:02d}."
        if self.clase is Clase.RETIRADA:
            return f"Era la pregunta {self.numero_antes:02d}."
        if self.se_mueve:
            return f"Pasa del lugar {self.numero_antes:02d} al {self.numero_despues:02d}."
        return ""


@dataclass(frozen=True, slots=True)
class Comparacion:
    """Two versions of one cédula side by side: what changes in its data, and the questions that are not the same."""

    antes: CedulaDefinition
    despues: CedulaDefinition
    datos: tuple[Detalle, ...]
    puntos: tuple[PuntoComparado, ...]

    @property
    def misma_version(self) -> bool:
        """True where the content changed and the number of the version did not."""
        return self.antes.version == self.despues.version

    @property
    def vacia(self) -> bool:
        return not self.datos and not self.puntos

    def cuantas(self, clase: Clase) -> int:
        return sum(p.clase is clase for p in self.puntos)

    @property
    def resumen(self) -> str:
        """``2 preguntas nuevas, 1 retirada, 3 cambian y 1 cambia de lugar``."""
        n, r, c, m = (self.cuantas(clase) for clase in Clase)
        partes = [
            *([cuantos(n, "pregunta nueva", "preguntas nuevas")] if n else []),
            *([cuantos(r, "pregunta retirada", "preguntas retiradas")] if r else []),
            *([cuantos(c, "pregunta cambia", "preguntas cambian")] if c else []),
            *([cuantos(m, "pregunta cambia de lugar", "preguntas cambian de lugar")] if m else []),
        ]
        if not partes:
            return "Cambian datos de la cédula; las preguntas son las mismas" if self.datos else "Sin cambios"
        return partes[0] if len(partes) == 1 else f"{', '.join(partes[:-1])} y {partes[-1]}"


def comparar(antes: CedulaDefinition, despues: CedulaDefinition) -> Comparacion:
    """Every difference. A question is the same one where it has the same id; one withdrawn stands where it was."""
    lugar_antes = {item.id: n for n, item in enumerate(antes.items, start=1)}
    lugar_despues = {item.id: n for n, item in enumerate(despues.items, start=1)}
    movidos = _movidos([i.id for i in antes.items if i.id in lugar_despues], lugar_despues)
    puntos = [
        punto
        for item in despues.items
        if (punto := _punto(antes, despues, item.id, lugar_antes, lugar_despues, movidos)) is not None
    ]
    for item in antes.items:
        if item.id not in lugar_despues:
            retirado = PuntoComparado(item.id, Clase.RETIRADA, item, None, lugar_antes[item.id], 0)
            puntos.append(retirado)
    puntos.sort(key=lambda p: p.numero_despues or p.numero_antes)
    return Comparacion(antes, despues, detalles_de_cedula(antes, despues), tuple(puntos))


def _punto(
    antes: CedulaDefinition,
    despues: CedulaDefinition,
    item_id: str,
    lugar_antes: dict[str, int],
    lugar_despues: dict[str, int],
    movidos: frozenset[str],
) -> PuntoComparado | None:
    uno, otro = antes.item(item_id), despues.item(item_id)
    assert otro is not None
    numero = lugar_despues[item_id]
    if uno is None:
        return PuntoComparado(item_id, Clase.NUEVA, None, otro, 0, numero)
    detalles = detalles_de_punto(antes, uno, despues, otro)
    if not detalles and item_id not in movidos:
        return None
    clase = Clase.CAMBIA if detalles else Clase.SE_MUEVE
    return PuntoComparado(
        item_id, clase, uno, otro, lugar_antes[item_id], numero, se_mueve=item_id in movidos, detalles=detalles
    )


def _movidos(comunes: Sequence[str], lugar: dict[str, int]) -> frozenset[str]:
    """The fewest questions that have to be moved to get from one order to the other.

    Those of a longest increasing run of places stay, so that one question put first does not move all the others.
    """
    finales: list[int] = []
    ultimos: list[int] = []
    previo: list[int] = []
    for n, item_id in enumerate(comunes):
        k = bisect_left(finales, lugar[item_id])
        previo.append(ultimos[k - 1] if k else -1)
        finales[k:] = [lugar[item_id], *finales[k + 1 :]]
        ultimos[k:] = [n, *ultimos[k + 1 :]]
    quedan: set[str] = set()
    n = ultimos[-1] if ultimos else -1
    while n >= 0:
        quedan.add(comunes[n])
        n = previo[n]
    return frozenset(comunes) - quedan


def es_nueva(aplicada: CedulaDefinition, disponible: CedulaDefinition) -> bool:
    """Whether ``disponible`` is to be offered: a higher version, or the same one with another content."""
    if disponible.codigo != aplicada.codigo:
        return False
    return disponible.version > aplicada.version or (disponible.version == aplicada.version and disponible != aplicada)


def huella_de_definicion(definicion: CedulaDefinition) -> str:
    """SHA-256 of what a definition says. A field that later models add, left empty, does not change it."""
    return hashlib.sha256(canonico(definicion.model_dump(mode="json", exclude_defaults=True))).hexdigest()
