"""What the versions of one record say together: its present value, and the fields on which they clash.

Each field is kept by whoever wrote it last, along every line of versions; what two lines wrote apart stands side by
side until a version decides. Taking a record away is a write too, and whoever goes on with it writes that it is there.
The result depends on the set of versions alone, never on the order in which they came. This module must never look at
two records at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from supervisor_app.domain.choque import EXISTE, Choque, Lado, id_de_choque
from supervisor_app.domain.clases import CLASES
from supervisor_app.domain.expediente import Entidad
from supervisor_app.domain.fusion.campos import (
    ENTERA,
    NADA,
    Politica,
    aplanar,
    armar,
    de_lista,
    iniciales,
    politica,
)
from supervisor_app.domain.fusion.version import Version, puntas

_SI, _NO = "true", "false"
_Escritores = dict[str, frozenset[str]]
"""For each field, the versions that wrote what it may hold."""


@dataclass(frozen=True, slots=True)
class Presente:
    """One record now. ``valor`` is None where it was taken away; ``ultimo`` is then what it was.

    ``ramificado`` where more than one line of versions led here; ``nacio`` tells which of two records came first.
    """

    valor: Entidad | None
    ultimo: Entidad | None
    choques: tuple[Choque, ...]
    ramificado: bool
    nacio: tuple[str, str]


def leer(v: Version) -> Entidad | None:
    """The record that a version holds. Raises ValueError where it holds none."""
    return None if v.datos is None else CLASES[v.clase].model_validate_json(v.datos)


def resolver(versiones: Sequence[Version]) -> Presente:
    """The present of one record. Raises ValueError where a version it builds on is missing, or one cannot be read."""
    ids = {v.id for v in versiones}
    if any(p not in ids for v in versiones for p in v.padres):
        raise ValueError("a version is missing")
    unica = {v.id: v for v in versiones}
    linea = _Linea(tuple(unica.values()))
    if linea.recta:
        return linea.presente_recto()
    try:
        return linea.presente(politica(CLASES[linea.clase]))
    except ValueError:
        # Apart the fields do not make a record, so one of the whole ones has to be chosen.
        return linea.presente(ENTERA)


class _Linea:
    """The versions of one record in an order in which each comes after those it replaced."""

    def __init__(self, versiones: Sequence[Version]) -> None:
        self.por_id = {v.id: v for v in versiones}
        self.puntas = puntas(versiones)
        self.generacion = _generaciones(self.por_id)
        self.orden = sorted(versiones, key=self._rango)
        self.clase = versiones[0].clase

    def _rango(self, v: Version) -> tuple[int, float, str]:
        """Later is greater: by how much came before it, and only then by the clocks of the laptops."""
        return self.generacion[v.id], v.autoria.momento.timestamp(), v.id

    @property
    def recta(self) -> bool:
        return len(self.puntas) == 1 and self.generacion[self.orden[-1].id] == len(self.orden)

    @property
    def nacio(self) -> tuple[str, str]:
        primera = min((v for v in self.orden if not v.padres), key=lambda v: (v.autoria.momento.timestamp(), v.id))
        return f"{primera.autoria.momento.timestamp():020.6f}", primera.registro_id

    @cached_property
    def _ultimo_entero(self) -> Entidad | None:
        return leer(next((v for v in reversed(self.orden) if v.datos is not None), self.orden[-1]))

    def presente_recto(self) -> Presente:
        valor = leer(self.orden[-1])
        return Presente(valor, valor or self._ultimo_entero, (), False, self.nacio)

    # --- fields ---------------------------------------------------------------------------------------------------

    def presente(self, regla: Politica) -> Presente:
        clase = CLASES[self.clase]
        self._regla = regla
        self._iniciales = iniciales(clase, regla)
        self._planos = {v.id: _plano(v, regla) for v in self.orden}
        escritores = self._recorrer()
        plano: dict[str, str] = {}
        choques: list[tuple[str, frozenset[str]]] = []
        for campo in sorted(escritores):
            plano[campo] = self._elegido(campo, escritores[campo]) or NADA
            if self._choca(campo, escritores[campo]):
                choques.append((campo, escritores[campo]))
        vivo = plano.pop(EXISTE) == _SI
        if all(len(p) == 1 for p in self._planos.values()):
            return Presente(None, None, (), True, self.nacio)
        completo = {**{c: v for c, v in self._iniciales.items() if c not in plano}, **plano}
        valor = armar(clase, {c: completo[c] for c in self._segun_puntas(completo)}, regla)
        registros = tuple(self._choque(campo, quienes) for campo, quienes in choques) if vivo else ()
        return Presente(valor if vivo else None, valor, registros, True, self.nacio)

    def _recorrer(self) -> _Escritores:
        """Who wrote what each field may hold, after all the versions."""
        antes: dict[str, _Escritores] = {}
        despues: dict[str, _Escritores] = {}
        for v in self.orden:
            previos = antes[v.id] = self._reunir(v.padres, despues)
            despues[v.id] = self._tras(v, previos, antes)
        return self._reunir(tuple(self.puntas), despues)

    @cached_property
    def _ancestros(self) -> dict[str, int]:
        """For each version a number with the bits of itself and of all that it builds on."""
        bits: dict[str, int] = {}
        for n, v in enumerate(self.orden):
            bits[v.id] = 1 << n
            for p in v.padres:
                bits[v.id] |= bits[p]
        return bits

    def _incluye(self, version: str, otra: str) -> bool:
        bit = self._ancestros[otra].bit_length() - 1  # its own, as it comes after all that it builds on
        return bool(self._ancestros[version] >> bit & 1)

    def _reunir(self, padres: Sequence[str], despues: Mapping[str, _Escritores]) -> _Escritores:
        padres = self._que_cuentan(padres)
        if len(padres) == 1:
            return despues[padres[0]]
        campos = {c for p in padres for c in despues[p]}
        return {
            campo: frozenset(
                w
                for w in frozenset().union(*(despues[p].get(campo, frozenset()) for p in padres))
                if all(w in despues[p].get(campo, ()) or not self._incluye(p, w) for p in padres)
            )
            for campo in campos
        }

    def _que_cuentan(self, lineas: Sequence[str]) -> Sequence[str]:
        """Without those that took away only what they had begun themselves: they say nothing of the others."""
        vivas = [p for p in lineas if len(self._planos[p]) > 1]
        if not vivas:
            return lineas
        return [p for p in lineas if p in vivas or any(self._ancestros[p] & self._ancestros[q] for q in vivas)]

    def _tras(self, v: Version, previos: _Escritores, antes: Mapping[str, _Escritores]) -> _Escritores:
        """Who wrote each field after ``v``: it replaces what was shown, and only a decision replaces what was not."""
        reabiertos: _Escritores = {}
        if v.reabre and v.padres == (v.reabre,):
            reabiertos = {c: antes[v.reabre].get(c, frozenset()) for c in self.por_id[v.reabre].decide}
        escritores = dict(previos)
        suyo = self._planos[v.id]
        campos = (EXISTE,) if len(suyo) == 1 else set(suyo) | {c for c in previos if de_lista(self._regla, c)}
        for campo in campos:
            anteriores = previos.get(campo, frozenset())
            mostrado = self._elegido(campo, anteriores)
            if campo in reabiertos:
                escritores[campo] = reabiertos[campo]
            elif campo in v.decide:
                escritores[campo] = frozenset((v.id,))
            elif campo == EXISTE or suyo.get(campo, NADA) != mostrado:
                otros = (w for w in anteriores if self._escrito(w, campo) != mostrado)
                escritores[campo] = frozenset((v.id, *otros))
        return escritores

    def _escrito(self, version: str, campo: str) -> str:
        return self._planos[version].get(campo, NADA)

    def _elegido(self, campo: str, escritores: Iterable[str]) -> str | None:
        """What is shown of what these wrote; None where nobody wrote and there is nothing to begin with."""
        valores = {self._escrito(w, campo) for w in escritores}
        if not valores:
            return NADA if de_lista(self._regla, campo) else self._iniciales.get(campo)
        if len(valores) == 1:
            return valores.pop()
        if campo == EXISTE:
            return _SI
        if campo in self._regla.solos:
            return self._regla.solos[campo](sorted(valores))
        vivos = [w for w in escritores if self._escrito(w, campo) != NADA]
        return self._escrito(max(vivos, key=lambda w: self._rango(self.por_id[w])), campo)

    def _choca(self, campo: str, escritores: Iterable[str]) -> bool:
        """Whether a person has to decide. Of a list, what one side kept or added is kept."""
        if campo in self._regla.solos:
            return False
        return len({self._escrito(w, campo) for w in escritores} - {NADA}) > 1

    def _segun_puntas(self, plano: Mapping[str, str]) -> list[str]:
        """The fields in the order of the latest versions, so that a list keeps the order that people gave it."""
        ultimas = sorted((self.por_id[p] for p in self.puntas), key=self._rango)
        nombres = [c for v in ultimas for c in self._planos[v.id] if c in plano]
        return list(dict.fromkeys((*nombres, *sorted(plano))))

    def _choque(self, campo: str, escritores: Iterable[str]) -> Choque:
        por_valor: dict[str, Version] = {}
        for version in sorted((self.por_id[w] for w in escritores), key=self._rango):
            por_valor[self._escrito(version.id, campo)] = version  # the latest of those who wrote the same
        una = next(iter(por_valor.values()))
        return Choque(
            id=id_de_choque(una.registro_id, campo),
            visita_id=una.visita_id,
            clase=una.clase,
            registro_id=una.registro_id,
            campo=campo,
            lados=tuple(
                Lado(
                    version=v.id,
                    valor=valor,
                    quien=v.autoria.quien,
                    equipo=v.autoria.equipo,
                    cuando=v.autoria.momento,
                    que=v.autoria.que,
                )
                for valor, v in por_valor.items()
            ),
        )


def _plano(v: Version, regla: Politica) -> dict[str, str]:
    valor = leer(v)
    return {EXISTE: _NO} if valor is None else {EXISTE: _SI, **aplanar(valor, regla)}


def _generaciones(por_id: Mapping[str, Version]) -> dict[str, int]:
    """How many versions long the longest way to each is. Raises ValueError where they run in a circle."""
    faltan = {i: len(v.padres) for i, v in por_id.items()}
    hijos: dict[str, list[str]] = {}
    for i, v in por_id.items():
        for p in v.padres:
            hijos.setdefault(p, []).append(i)
    generacion = {i: 1 for i, n in faltan.items() if not n}
    listas = list(generacion)
    while listas:
        i = listas.pop()
        for hijo in hijos.get(i, ()):
            faltan[hijo] -= 1
            if not faltan[hijo]:
                generacion[hijo] = 1 + max(generacion[p] for p in por_id[hijo].padres)
                listas.append(hijo)
    if len(generacion) != len(por_id):
        raise ValueError("versions run in a circle")
    return generacion
