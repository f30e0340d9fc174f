"""From the history of one laptop to the versions that it made: nothing more has to be kept than history itself.

Each change of a record is a version that replaces what the laptop knew of that record at that moment. Joining a copy
adds the versions of others and writes what they give together; that is no version of its own, or the laptops would
never come to rest. This module must never decide what the visit shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supervisor_app.domain.fusion.version import Autoria, Version

Clave = tuple[str, str]
"""Kind and id of a record."""


@dataclass(frozen=True, slots=True)
class Escrito:
    """One change as history keeps it: its number, the record, and its JSON before and after."""

    numero: int
    clase: str
    registro_id: str
    antes: str | None
    despues: str | None

    @property
    def clave(self) -> Clave:
        return self.clase, self.registro_id


class Bitacora:
    """History read in order. ``versiones`` are all that the laptop knows, ``puntas`` those that nothing replaces."""

    def __init__(self, visita_id: str, equipo: str) -> None:
        self._visita_id = visita_id
        self._equipo = equipo
        self._actual: dict[Clave, str | None] = {}
        self._decidio: dict[str, str] = {}
        self.versiones: dict[str, Version] = {}
        self.puntas: dict[Clave, frozenset[str]] = {}

    def operacion(
        self, numero: int, quien: str, cuando: str, que: str, cambios: Iterable[Escrito], *, equipo: str = ""
    ) -> None:
        """Something that was done here: an answer, its undoing, a decision. ``equipo``: under an earlier name."""
        cambios = tuple(cambios)
        choques = [c for c in cambios if c.clase == "choque"]
        propios = [c for c in cambios if c.clase != "choque"]
        dichos: dict[Clave, list[tuple[Escrito, str]]] = {}
        for choque in choques:
            crudo = json.loads(choque.despues or choque.antes or "{}")
            dichos.setdefault((crudo["clase"], crudo["registro_id"]), []).append((choque, crudo["campo"]))
        # A decision for what is shown already changes no record, and is a version all the same.
        for clave, suyos in dichos.items():
            if all(c.clave != clave for c in propios) and clave in self.puntas:
                propios.append(Escrito(suyos[0][0].numero, *clave, self._actual[clave], self._actual[clave]))
        for c in propios:
            dicho = dichos.get(c.clave, [])
            reabiertas = {self._decidio.get(choque.registro_id, "") for choque, _ in dicho if choque.despues}
            version = Version(
                self._visita_id,
                c.clase,
                c.registro_id,
                tuple(self.puntas.get(c.clave, ())),
                c.despues,
                Autoria(equipo or self._equipo, numero, c.numero, quien, cuando, que),
                decide=tuple(campo for choque, campo in dicho if choque.despues is None),
                reabre=reabiertas.pop() if len(reabiertas) == 1 else "",
            )
            self._decidio |= {choque.registro_id: version.id for choque, _ in dicho if choque.despues is None}
            self._anotar(version)
            self._actual[c.clave] = c.despues

    def _anotar(self, v: Version) -> None:
        clave = v.clase, v.registro_id
        self.versiones[v.id] = v
        self.puntas[clave] = (self.puntas.get(clave, frozenset()) - frozenset(v.padres)) | {v.id}

    def union(self, ajenas: Sequence[Version], cambios: Iterable[Escrito]) -> None:
        """A copy that was joined: the versions that it brought, and what was written of them."""
        nuevas = [v for v in ajenas if v.id not in self.versiones]
        self.versiones |= {v.id: v for v in nuevas}
        for v in nuevas:
            clave = v.clase, v.registro_id
            self.puntas[clave] = self.puntas.get(clave, frozenset()) | {v.id}
        for v in nuevas:
            clave = v.clase, v.registro_id
            self.puntas[clave] -= frozenset(v.padres)
        self._actual |= {c.clave: c.despues for c in cambios}
