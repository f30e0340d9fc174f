"""What the logic of a cédula says of the answers of one visit: relevance, calculations, violations, choices.

``evaluar_cedula`` is a pure function of what it is given. It remembers the last state of a few cédulas and moves from
there by what is different, so that an answer costs what depends on it. «Today» is the visit's last day: a document
printed again says the same. This module must never change an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from supervisor_app.domain.cedula.answers import Fila, Respuesta, Valor
from supervisor_app.domain.cedula.definition import CedulaDefinition, Columna, ItemDefinition, Kind, Opcion
from supervisor_app.domain.cedula.logica import (
    compilada,
    fila_dada,
    nombre_de_columna,
    nombre_de_filas,
    textos_de_respuesta,
    valor_de,
)
from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Estado, Evaluacion, FilaDada, Lugar, Violacion
from supervisor_app.domain.logica.reglas import FormaCompilada
from supervisor_app.domain.logica.sesion import Sesion
from supervisor_app.domain.visita import Visita

_CABEN = 12
"""Cédulas whose last state is remembered; a visit has about that many."""
_SE_GUARDAN = 1_000
"""Rows that went whose texts are remembered."""


@dataclass(frozen=True, slots=True)
class CedulaEvaluada:
    """The cédula with what follows from its answers. Without logic everything is relevant and nothing else is said."""

    definicion: CedulaDefinition
    evaluacion: Evaluacion

    def relevante(self, item_id: str) -> bool:
        """Whether the item is asked."""
        return Lugar(item_id) not in self.evaluacion.no_relevantes

    def celda_relevante(self, item: ItemDefinition, columna: Columna, fila_id: str) -> bool:
        """Whether a column is asked in a row."""
        return Lugar(nombre_de_columna(item, columna.clave), fila_id) not in self.evaluacion.no_relevantes

    def relevantes(self) -> Iterator[ItemDefinition]:
        """The items that are asked, in their order."""
        return (i for i in self.definicion.items if self.relevante(i.id))

    def pendientes(self, respuestas: Mapping[str, Respuesta]) -> Iterator[str]:
        """The items that a person still has to answer, in their order."""
        for item in self.relevantes():
            respuesta = respuestas.get(item.id)
            contestada = respuesta is not None and respuesta.contestada
            if not contestada and not item.opcional and item.calculo is None:
                yield item.id

    def calculado(self, item: ItemDefinition) -> Valor | None:
        """What a calculated item is worth."""
        return self._valor(item, Lugar(item.id))

    def celda_calculada(self, item: ItemDefinition, columna: Columna, fila_id: str) -> Valor | None:
        """What a calculated column is worth in a row."""
        return self._valor(columna, Lugar(nombre_de_columna(item, columna.clave), fila_id))

    def _valor(self, que: ItemDefinition | Columna, lugar: Lugar) -> Valor | None:
        texto = self.evaluacion.calculados.get(lugar, "")
        return valor_de(que, texto, self.definicion.lista(que.lista) if que.lista else None)

    def violaciones(self, item_id: str) -> tuple[Violacion, ...]:
        """The rules that the answer of an item does not meet."""
        return self.evaluacion.violaciones.get(Lugar(item_id), ())

    def violaciones_de_celda(self, item: ItemDefinition, columna: Columna, fila_id: str) -> tuple[Violacion, ...]:
        """The rules that a cell does not meet."""
        return self.evaluacion.violaciones.get(Lugar(nombre_de_columna(item, columna.clave), fila_id), ())

    def violaciones_en_filas(self, item: ItemDefinition) -> dict[Violacion, tuple[str, ...]]:
        """The rules that cells of a muestra do not meet, each with the ids of its rows."""
        if not item.columnas or not self.evaluacion.violaciones:
            return {}
        propios = {nombre_de_columna(item, c.clave) for c in item.columnas}
        halladas: dict[Violacion, list[str]] = {}
        for lugar, violadas in self.evaluacion.violaciones.items():
            if lugar.nombre in propios:
                for una in violadas:
                    halladas.setdefault(una, []).append(lugar.fila)
        return {v: tuple(dict.fromkeys(filas)) for v, filas in halladas.items()}

    def opciones(self, item: ItemDefinition) -> tuple[Opcion, ...]:
        """The choices that an item offers now."""
        return self._opciones(item, Lugar(item.id))

    def opciones_de_celda(self, item: ItemDefinition, columna: Columna, fila_id: str) -> tuple[Opcion, ...]:
        """The choices that a column offers in a row."""
        return self._opciones(columna, Lugar(nombre_de_columna(item, columna.clave), fila_id))

    def _opciones(self, que: ItemDefinition | Columna, lugar: Lugar) -> tuple[Opcion, ...]:
        lista = self.definicion.lista(que.lista) if que.lista else None
        if lista is None:
            return ()
        claves = self.evaluacion.listas.get(lugar) if que.filtro else None
        return lista.opciones if claves is None else tuple(o for o in lista.opciones if o.clave in set(claves))


@dataclass(slots=True)
class _Abierta:
    """The last state of a cédula, and the very values it was evaluated from."""

    definicion: CedulaDefinition
    sesion: Sesion
    evaluacion: Evaluacion
    ambiente: Ambiente
    respuestas: Mapping[str, Respuesta]
    filas: Mapping[str, Fila]
    dadas: dict[str, tuple[Fila, FilaDada]]
    por_repeticion: dict[str, Sequence[FilaDada]]


_abiertas: dict[tuple[str, str], _Abierta] = {}
# Two threads may evaluate: who takes a state out with ``pop`` is alone with it, another one starts anew.


def evaluar_cedula(
    definicion: CedulaDefinition, visita: Visita, respuestas: Mapping[str, Respuesta], filas: Mapping[str, Fila]
) -> CedulaEvaluada:
    """The cédula evaluated with the answers (by item) and the rows (by id) of a visit, of this and other cédulas."""
    forma = compilada(definicion)
    if forma is None:
        return CedulaEvaluada(definicion, Evaluacion())
    clave, ambiente = (visita.id, definicion.codigo), _ambiente(visita, definicion)
    abierta = _abiertas.pop(clave, None)
    if abierta is None or abierta.definicion is not definicion:
        abierta = _abrir(definicion, forma, ambiente, respuestas, filas)
    else:
        _mover(abierta, ambiente, respuestas, filas)
    while len(_abiertas) >= _CABEN:
        _abiertas.pop(next(iter(list(_abiertas))), None)
    _abiertas[clave] = abierta
    return CedulaEvaluada(definicion, abierta.evaluacion)


def valores_iniciales(
    definicion: CedulaDefinition, visita: Visita, respuestas: Mapping[str, Respuesta]
) -> Mapping[str, Valor]:
    """What the unanswered items of a cédula that was just chosen start with, by item."""
    forma = compilada(definicion)
    if forma is None or not forma.iniciales:
        return {}
    sesion = Sesion(forma, _ambiente(visita, definicion), Estado(_textos(definicion, respuestas)))
    puestos = sesion.poner_iniciales().iniciales
    return dict(_iniciales(definicion, puestos))


def celdas_iniciales(
    definicion: CedulaDefinition,
    visita: Visita,
    respuestas: Mapping[str, Respuesta],
    item: ItemDefinition,
    filas: Sequence[Fila],
    nuevas: Sequence[Fila],
) -> Mapping[str, Mapping[str, Valor]]:
    """What the empty own columns of the new rows of a muestra start with, by row and column."""
    forma, con_inicial = compilada(definicion), [c for c in item.columnas if c.inicial]
    if forma is None or not con_inicial or not nuevas:
        return {}
    nombre, valores = nombre_de_filas(item), _Valores(definicion)
    # Where all start with the same, one row that is not there tells it; otherwise each has to stand among the others.
    una = FilaDada("") if forma.iniciales_iguales(nombre) else None
    dadas = (una,) if una is not None else tuple(fila_dada(item, f) for f in filas)
    sesion = Sesion(forma, _ambiente(visita, definicion), Estado(_textos(definicion, respuestas), {nombre: dadas}))
    de = {f.id: f.id if una is None else una.id for f in nuevas}
    puestos = sesion.poner_iniciales(nombre, list(dict.fromkeys(de.values()))).iniciales
    salida: dict[str, dict[str, Valor]] = {}
    for fila in nuevas:
        escritas = {c.columna for c in fila.celdas}
        for columna in con_inicial:
            texto = puestos.get(Lugar(nombre_de_columna(item, columna.clave), de[fila.id]), "")
            valor = valores.de(columna, texto) if columna.clave not in escritas else None
            if valor is not None:
                salida.setdefault(fila.id, {})[columna.clave] = valor
    return salida


@dataclass(slots=True)
class _Valores:
    """What texts are worth in the columns of a cédula, each read once."""

    definicion: CedulaDefinition
    _leidos: dict[tuple[str, str], Valor | None] = field(default_factory=dict)

    def de(self, columna: Columna, texto: str) -> Valor | None:
        clave = columna.clave, texto
        if clave not in self._leidos:
            lista = self.definicion.lista(columna.lista) if columna.lista else None
            self._leidos[clave] = valor_de(columna, texto, lista)
        return self._leidos[clave]


def _iniciales(definicion: CedulaDefinition, puestos: Mapping[Lugar, str]) -> Iterator[tuple[str, Valor]]:
    for item in definicion.items:
        texto = puestos.get(Lugar(item.id), "")
        valor = valor_de(item, texto, definicion.lista(item.lista) if item.lista else None)
        if valor is not None:
            yield item.id, valor


def _ambiente(visita: Visita, definicion: CedulaDefinition) -> Ambiente:
    """Noon of the visit's last day; chance by the visit and the cédula."""
    dia = visita.fin or visita.inicio or visita.creada.date()
    zona = (visita.creada.utcoffset() or timedelta(0)) // timedelta(minutes=1)
    ahora = datetime.combine(dia, time(12))
    return Ambiente(ahora, zona, f"{visita.id}:{definicion.codigo}", str(definicion.version))


def _textos(definicion: CedulaDefinition, respuestas: Mapping[str, Respuesta]) -> dict[str, str]:
    textos: dict[str, str] = {}
    for item in definicion.items:
        respuesta = respuestas.get(item.id)
        if respuesta is not None and respuesta.valor is not None:
            textos.update(textos_de_respuesta(item, respuesta.valor))
    return textos


def _abrir(
    definicion: CedulaDefinition,
    forma: FormaCompilada,
    ambiente: Ambiente,
    respuestas: Mapping[str, Respuesta],
    filas: Mapping[str, Fila],
) -> _Abierta:
    dadas: dict[str, tuple[Fila, FilaDada]] = {}
    por_repeticion = _filas(definicion, filas, dadas)
    sesion = Sesion(forma, ambiente, Estado(_textos(definicion, respuestas), por_repeticion))
    return _Abierta(definicion, sesion, sesion.evaluacion(), ambiente, respuestas, filas, dadas, por_repeticion)


def _mover(
    abierta: _Abierta, ambiente: Ambiente, respuestas: Mapping[str, Respuesta], filas: Mapping[str, Fila]
) -> None:
    """To other answers, by what is different; the very same ones cost nothing."""
    if abierta.respuestas is respuestas and abierta.filas is filas and abierta.ambiente == ambiente:
        return
    if abierta.filas is not filas:
        abierta.por_repeticion = _filas(abierta.definicion, filas, abierta.dadas)
    estado = Estado(_textos(abierta.definicion, respuestas), abierta.por_repeticion)
    abierta.evaluacion = abierta.evaluacion.con(abierta.sesion.mover_a(estado, ambiente))
    abierta.respuestas, abierta.filas, abierta.ambiente = respuestas, filas, ambiente


def _filas(
    definicion: CedulaDefinition, filas: Mapping[str, Fila], dadas: dict[str, tuple[Fila, FilaDada]]
) -> dict[str, Sequence[FilaDada]]:
    """The rows of every muestra in their order; those that are the same value as before, as the same one."""
    muestras = {i.id: i for i in definicion.items if i.tipo is Kind.MUESTRA}
    propias = sorted((f for f in filas.values() if f.item_id in muestras), key=lambda f: (f.orden, f.id))
    salida: dict[str, list[FilaDada]] = {nombre_de_filas(i): [] for i in muestras.values()}
    for fila in propias:
        conocida = dadas.get(fila.id)
        if conocida is None or conocida[0] is not fila:
            conocida = dadas[fila.id] = (fila, fila_dada(muestras[fila.item_id], fila))
        salida[nombre_de_filas(muestras[fila.item_id])].append(conocida[1])
    if len(dadas) > 2 * len(propias) + _SE_GUARDAN:  # those that went come back with an undo
        vivas = {f.id for f in propias}
        for id_ in [i for i in dadas if i not in vivas]:
            del dadas[id_]
    return dict(salida)
