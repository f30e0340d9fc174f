"""What a changed answer brings with it, in the same operation: the inconsistencia it raises or no longer sustains,
the answers and cells that are calculated from it, and the inconsistencias of questions that are asked no more or again.

It must never decide what a person answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila, Respuesta, Valor
from supervisor_app.domain.cedula.definition import ItemDefinition, Kind
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada, celdas_iniciales, valores_iniciales
from supervisor_app.domain.cedula.logica import con_celdas, nombre_de_columna, texto_de
from supervisor_app.domain.comandos.puntos import intacta, nacida
from supervisor_app.domain.expediente import Cambio, Expediente
from supervisor_app.domain.logica.evaluacion import Lugar
from supervisor_app.domain.redaccion import sustentada


def cambiar_respuesta(e: Expediente, item: ItemDefinition, **campos: object) -> list[Cambio]:
    """The answer with other fields; emptying what was never there changes nothing."""
    antes = e.respuestas.get(item.id)
    cedula = item.id.rsplit("-", 1)[0]
    nueva = Respuesta(id=f"{e.visita.id}:{item.id}", visita_id=e.visita.id, cedula=cedula, item_id=item.id)
    previa = antes or nueva
    despues = con(previa, **campos)
    return [Cambio(antes, despues)] if despues != previa else []


def con_consecuencias(e: Expediente, codigo: str, cambios: Sequence[Cambio], tocado: ItemDefinition) -> list[Cambio]:
    """Those changes and all that follows from them in their cédula. ``tocado`` is the item that was answered."""
    if codigo not in e.fijadas:
        despues = e.aplicar(cambios)
        return [*cambios, *_de_hallazgo(despues, tocado, relevante=True)]
    antes = e.evaluada(codigo)  # first: it is the state that the evaluation is in
    despues = e.aplicar(cambios)
    evaluada = despues.evaluada(codigo)
    tocadas = {c.vigente.id for c in cambios if isinstance(c.vigente, Fila)} | _otras(antes, evaluada)
    despues, hechos = _seguir(despues, list(cambios), _calculadas(despues, evaluada, tocadas))
    for item in evaluada.definicion.items:
        ahora = evaluada.relevante(item.id)
        if item.id == tocado.id or ahora is not antes.relevante(item.id) or _cambio(item, hechos, cambios):
            despues, hechos = _seguir(despues, hechos, _de_hallazgo(despues, item, relevante=ahora))
    return fundir(hechos)


def _seguir(e: Expediente, hechos: list[Cambio], mas: Iterable[Cambio]) -> tuple[Expediente, list[Cambio]]:
    nuevos = list(mas)
    return (e.aplicar(nuevos), hechos + nuevos) if nuevos else (e, hechos)


def _cambio(item: ItemDefinition, hechos: Sequence[Cambio], dados: Sequence[Cambio]) -> bool:
    """Whether its answer was calculated anew."""
    if item.calculo is None:
        return False
    return any(isinstance(c.vigente, Respuesta) and c.vigente.item_id == item.id for c in hechos[len(dados) :])


def _de_hallazgo(e: Expediente, item: ItemDefinition, *, relevante: bool) -> list[Cambio]:
    """The inconsistencia that the answer raises, or the untouched ones that nothing sustains any more."""
    respuesta = e.respuestas.get(item.id)
    actuales = e.inconsistencias_de(item.id)
    if respuesta is not None and respuesta.levanta_inconsistencia and relevante:
        return [] if actuales else [Cambio(None, nacida(e, item))]
    return [Cambio(h, None) for h in actuales if not sustentada(h, e.casos(h)) and intacta(e, h, item)]


# --- what is calculated


def relevancias(e: Expediente, codigo: str) -> dict[str, bool]:
    """Which questions of a kept cédula are asked now, by id."""
    evaluada = e.evaluada(codigo)
    return {item.id: evaluada.relevante(item.id) for item in evaluada.definicion.items}


def con_sus_hallazgos(e: Expediente, codigo: str, antes: Mapping[str, bool]) -> Expediente:
    """The visit with the inconsistencias of questions that are asked now and were not, without those of the opposite.

    ``antes`` is what was asked under another version of the cédula. What somebody worked on stays.
    """
    ahora = relevancias(e, codigo)
    for item in e.fijadas[codigo].definicion.items:
        if antes.get(item.id, ahora[item.id]) is not ahora[item.id]:
            e = e.aplicar(_de_hallazgo(e, item, relevante=ahora[item.id]))
    return e


def _otras(antes: CedulaEvaluada, ahora: CedulaEvaluada) -> set[str]:
    """The ids of the rows in which something is calculated otherwise."""
    viejos, nuevos = antes.evaluacion.calculados, ahora.evaluacion.calculados
    if viejos is nuevos:
        return set()
    return {k.fila for k, v in nuevos.items() if viejos.get(k) != v} | {k.fila for k in viejos if k not in nuevos}


def _calculadas(e: Expediente, evaluada: CedulaEvaluada, filas: Collection[str] | None = None) -> Iterator[Cambio]:
    """The answers and cells that are worth something else now. ``filas``: only cells of these rows can be."""
    for item in evaluada.definicion.items:
        if item.calculo is not None:
            valor = evaluada.calculado(item)
            actual = e.respuestas.get(item.id)
            if valor != (actual.valor if actual is not None else None):
                yield from cambiar_respuesta(e, item, valor=valor)
        elif item.tipo is Kind.MUESTRA and any(c.calculo for c in item.columnas):
            vistas = e.filas.values() if filas is None else (e.filas[i] for i in filas if i in e.filas)
            yield from _celdas_calculadas(evaluada, item, [f for f in vistas if f.item_id == item.id])


def _celdas_calculadas(evaluada: CedulaEvaluada, item: ItemDefinition, filas: Iterable[Fila]) -> Iterator[Cambio]:
    columnas = [c for c in item.columnas if c.calculo]
    calculados = evaluada.evaluacion.calculados
    for fila in filas:
        valores: dict[str, Valor | None] = {}
        escritas = {c.columna: texto_de(c.valor) for c in fila.celdas}
        for columna in columnas:
            lugar = Lugar(nombre_de_columna(item, columna.clave), fila.id)
            # The texts tell cheaply that nothing changed; an amount is written with its cents and has to be read.
            if calculados.get(lugar, "") != escritas.get(columna.clave, ""):
                valores[columna.clave] = evaluada.celda_calculada(item, columna, fila.id)
        despues = con_celdas(fila, item, valores) if valores else fila
        if despues != fila:
            yield Cambio(fila, despues)


def con_iniciales(e: Expediente, item: ItemDefinition, filas: Sequence[Fila], nuevas: Sequence[Fila]) -> list[Fila]:
    """The rows, the new ones with the values that their empty columns start with."""
    fijada = e.fijadas.get(item.id.rsplit("-", 1)[0])
    if fijada is None or not any(c.inicial for c in item.columnas):
        return list(filas)
    celdas = celdas_iniciales(fijada.definicion, e.visita, e.respuestas, item, filas, nuevas)
    return [con_celdas(f, item, dict(celdas[f.id])) if f.id in celdas else f for f in filas]


def iniciales(e: Expediente, codigos: Iterable[str]) -> list[Cambio]:
    """What the items of cédulas that were just chosen start with, and what is calculated before any answer."""
    despues, hechos = e, list[Cambio]()
    for codigo in codigos:
        definicion = e.fijadas[codigo].definicion
        for item_id, valor in valores_iniciales(definicion, e.visita, e.respuestas).items():
            item = definicion.item(item_id)
            if item is not None:
                puesta = cambiar_respuesta(despues, item, valor=valor)
                despues, hechos = _seguir(despues, hechos, con_consecuencias(despues, codigo, puesta, item))
        despues, hechos = _seguir(despues, hechos, recalcular(despues, codigo))
    return fundir(hechos)


def recalcular(e: Expediente, codigo: str) -> list[Cambio]:
    """The answers and cells of a kept cédula that its calculations make something else."""
    return list(_calculadas(e, e.evaluada(codigo)))


def fundir(cambios: Iterable[Cambio]) -> list[Cambio]:
    """One change for each record, from what it was first to what it is last."""
    juntos: dict[tuple[type, str], Cambio | None] = {}
    for c in cambios:
        clave = (c.clase, c.vigente.id)
        primero = juntos.get(clave)
        if primero is None:
            juntos[clave] = c
        elif primero.antes is None and c.despues is None:
            juntos[clave] = None
        else:
            juntos[clave] = Cambio(primero.antes, c.despues)
    return [c for c in juntos.values() if c is not None]
