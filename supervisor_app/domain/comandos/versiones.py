"""Following a newer version of an applied cédula, or staying with the present one; giving an answer its place back.

Each is one operation that undo takes back whole. It must never drop an answer: ``traslado`` says where each one goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.acomodo import repartir, repartir_celdas
from supervisor_app.domain.cedula.answers import Celda, Fila, Respuesta, Valor, ValorOpciones
from supervisor_app.domain.cedula.definition import CedulaDefinition, Columna, ItemDefinition, Kind
from supervisor_app.domain.cedula.evaluada import valores_iniciales
from supervisor_app.domain.cedula.sin_lugar import Alcance, SinLugar
from supervisor_app.domain.cedula.versiones import huella_de_definicion
from supervisor_app.domain.clases import nombre_de
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.consecuencias import (
    con_consecuencias,
    con_sus_hallazgos,
    recalcular,
    relevancias,
)
from supervisor_app.domain.comandos.puntos import fundamento_de
from supervisor_app.domain.comandos.respuestas import cambios_de_respuesta
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.traslado import trasladar
from supervisor_app.errors import UserError


def seguir_versiones(e: Expediente, nuevas: Sequence[CedulaDefinition]) -> Operacion:
    """Apply these versions instead of the present ones. Raises UserError for a cédula that the visit does not apply,
    and as ``cambios_al_seguir``.
    """
    exigir_abierta(e)
    for ajena in (n.codigo for n in nuevas if n.codigo not in e.definiciones):
        raise UserError(f"La visita no aplica {ajena}.")
    return operacion(e, _que("Siguió", nuevas), *cambios_al_seguir(e, nuevas))


def cambios_al_seguir(e: Expediente, nuevas: Sequence[CedulaDefinition]) -> list[Cambio]:
    """The changes of following these versions; also what cédulas need that come back into the visit in another one.

    Raises UserError where an answer that does not stay as it is waits for a decision between two copies.
    """
    despues = e
    for nueva in nuevas:
        fijada = despues.fijadas[nueva.codigo]
        if fijada.definicion != nueva:
            preguntadas = relevancias(despues, nueva.codigo)
            traslados = trasladar(despues, fijada.definicion, nueva)
            cambios = [c for t in traslados for c in t.cambios]
            _exigir_decidido(e, cambios, nueva)
            cambios.append(Cambio(fijada, con(fijada, definicion=nueva, descartada="")))
            despues = _con_su_fundamento(despues, _evaluada(despues.aplicar(cambios), fijada.definicion, nueva))
            despues = despues.aplicar(recalcular(despues, nueva.codigo))
            despues = con_sus_hallazgos(despues, nueva.codigo, preguntadas)
    return _entre(e, despues)


def hallazgos_al_seguir(
    e: Expediente, nueva: CedulaDefinition
) -> tuple[tuple[Inconsistencia, ...], tuple[Inconsistencia, ...]]:
    """The findings that go with following a version, and those that it brings; none where it cannot be followed yet."""
    try:
        cambios = cambios_al_seguir(e, [nueva])
    except UserError:
        return (), ()
    salen = tuple(c.antes for c in cambios if isinstance(c.antes, Inconsistencia) and c.despues is None)
    nacen = tuple(c.despues for c in cambios if isinstance(c.despues, Inconsistencia) and c.antes is None)
    return salen, nacen


def _exigir_decidido(e: Expediente, cambios: Iterable[Cambio], nueva: CedulaDefinition) -> None:
    """Refuse to move what two copies answered differently: of the two, only the one that is shown would be kept."""
    dudosos = {(c.clase, c.registro_id) for c in e.choques.values()}
    for cambio in cambios:
        antes = cambio.antes
        if isinstance(antes, Respuesta | Fila | Muestreo) and (nombre_de(type(antes)), antes.id) in dudosos:
            raise UserError(
                f"Dos copias de la visita dicen algo distinto en {antes.item_id}, que cambia con la versión "
                f"{nueva.version} de {nueva.codigo}; decida antes cuál vale, en Preparación."
            )


def _evaluada(e: Expediente, antes: CedulaDefinition, nueva: CedulaDefinition) -> Expediente:
    """With what new questions start with, and what the version calculates of the answers that it found."""
    conocidas = {i.id for i in antes.items}
    iniciales = valores_iniciales(nueva, e.visita, e.respuestas)
    nuevos = [i for i in nueva.items if i.id in iniciales and i.id not in conocidas]
    for item in nuevos:
        e = e.aplicar(cambios_de_respuesta(e, item, iniciales[item.id]))
    calculado = next((i for i in nueva.items if i.calculo is not None), None)
    if calculado is not None:
        e = e.aplicar(con_consecuencias(e, nueva.codigo, [], calculado))
    return e.aplicar(recalcular(e, nueva.codigo))


def _con_su_fundamento(antes: Expediente, despues: Expediente) -> Expediente:
    """Findings with the basis of their questions, which nobody changed, follow that of the questions as asked now."""
    cambios = []
    for h in (h for h in despues.inconsistencias.values() if h.id in antes.inconsistencias):
        base, otra = _fundamento(antes, h), _fundamento(despues, h)
        if h.items and h.fundamento == base != otra:
            cambios.append(Cambio(h, con(h, fundamento=otra)))
    return despues.aplicar(cambios)


def _fundamento(e: Expediente, h: Inconsistencia) -> tuple[str, ...]:
    return tuple(f for c in e.casos(h) if c.item is not None for f in fundamento_de(c.item))


def quedarse(e: Expediente, nuevas: Sequence[CedulaDefinition]) -> Operacion:
    """Stay with the present versions: these ones are not offered again, later ones are."""
    exigir_abierta(e)
    fijadas = [(e.fijadas[n.codigo], n) for n in nuevas]
    cambios = (Cambio(f, con(f, descartada=huella_de_definicion(n))) for f, n in fijadas)
    presentes = [f.definicion for f, _ in fijadas]
    return operacion(e, _que("Se quedó con", presentes), *cambios)


def _que(verbo: str, cedulas: Sequence[CedulaDefinition]) -> str:
    if len(cedulas) == 1:
        return f"{verbo} la versión {cedulas[0].version} de {cedulas[0].codigo}"
    que = "las versiones nuevas" if verbo == "Siguió" else "las versiones que aplica"
    return f"{verbo} {que} de {', '.join(d.codigo for d in cedulas)}"


# --- back to its place --------------------------------------------------------------------------------------------


def puede_volver(e: Expediente, s: SinLugar) -> bool:
    """Whether something of it has a free place in the version that the visit applies now."""
    return not e.visita.cerrada and bool(_vuelta(e, s))


def devolver(e: Expediente, sin_lugar_id: str) -> Operacion:
    """Give an answer its place back. Raises UserError where its question has none for it now."""
    exigir_abierta(e)
    s = e.sin_lugar[sin_lugar_id]
    cambios = _vuelta(e, s)
    if not cambios:
        raise UserError(f"La respuesta a {s.item_id} no tiene un lugar libre en la versión que se aplica.")
    return operacion(e, f"Devolvió a su lugar la respuesta de {s.item_id}", *cambios)


def _vuelta(e: Expediente, s: SinLugar) -> list[Cambio]:
    definicion = e.definiciones.get(s.cedula)
    item = definicion.item(s.item_id) if definicion is not None else None
    if definicion is None or item is None:
        return []
    if s.alcance is Alcance.TODO:
        return _vuelve_todo(e, s, item, definicion)
    if s.alcance is Alcance.OPCIONES:
        return _vuelven_opciones(e, s, item, definicion)
    return _vuelven_celdas(e, s, item, definicion)


def _vuelve_todo(e: Expediente, s: SinLugar, item: ItemDefinition, cedula: CedulaDefinition) -> list[Cambio]:
    """The answer with its note, rows and draw, where nobody answered the question meanwhile and all of it fits."""
    actual = e.respuesta(item.id)
    ocupado = (actual is not None and actual.contestada) or bool(e.filas_de(item.id)) or item.id in e.muestreos
    valor = s.respuesta.valor
    vuelve = repartir(valor, s.punto, item, cedula) if valor is not None else None
    quedan, salen = repartir_celdas(s.filas, s.punto, item, cedula)
    no_cabe = (vuelve is not None and vuelve.sale is not None) or salen
    if ocupado or no_cabe or ((s.filas or s.muestreo) and item.tipo is not Kind.MUESTRA):
        return []
    nota = "\n".join(n for n in (actual.nota if actual else "", s.respuesta.nota) if n)
    cambios = [Cambio(s, None), *(Cambio(None, f) for f in quedan), Cambio(actual, con(actual or _vacia(s), nota=nota))]
    cambios += [Cambio(None, s.muestreo)] if s.muestreo is not None else []
    despues = e.aplicar(cambios)
    despues = despues.aplicar(cambios_de_respuesta(despues, item, vuelve.queda if vuelve else None))
    return _entre(e, _con_su_fundamento(e, despues))


def _vacia(s: SinLugar) -> Respuesta:
    return con(s.respuesta, valor=None, nota="")


def _vuelven_opciones(e: Expediente, s: SinLugar, item: ItemDefinition, cedula: CedulaDefinition) -> list[Cambio]:
    """Choices that are offered again join those of the present answer."""
    actual = e.respuesta(item.id)
    if s.respuesta.valor is None or item.tipo is not Kind.OPCIONES:
        return []
    r = repartir(s.respuesta.valor, s.punto, item, cedula)
    presente = actual.valor if actual is not None else None
    juntas = r.queda if presente is None or r.queda is None else _unir(presente, r.queda, item, cedula)
    if juntas is None or r.sale is not None:
        return []
    return [Cambio(s, None), Cambio(actual, con(actual or _vacia(s), valor=juntas))]


def _vuelven_celdas(e: Expediente, s: SinLugar, item: ItemDefinition, cedula: CedulaDefinition) -> list[Cambio]:
    """Cells go back to their rows, where these are there, the columns are back and nobody filled them."""
    if item.tipo is not Kind.MUESTRA:
        return []
    quedan, salen = repartir_celdas(s.filas, s.punto, item, cedula)
    if salen:
        return []
    orden = {c.clave: n for n, c in enumerate(item.columnas)}
    cambios = [Cambio(s, None)]
    for fila in quedan:
        actual = e.filas.get(fila.id)
        juntas = {c.columna: c for c in actual.celdas} if actual is not None else {}
        for celda in fila.celdas:
            columna = next(c for c in item.columnas if c.clave == celda.columna)
            junta = _junta(juntas.get(celda.columna), celda, columna, cedula)
            if junta is None:
                return []
            juntas[celda.columna] = junta
        if actual is None:
            return []
        celdas = tuple(sorted(juntas.values(), key=lambda c: orden.get(c.columna, len(orden))))
        cambios.append(Cambio(actual, con(actual, celdas=celdas)))
    return cambios


def _junta(actual: Celda | None, vuelve: Celda, columna: Columna, cedula: CedulaDefinition) -> Celda | None:
    """The cell with what comes back to it; None where it was filled meanwhile. Choices join those that stayed."""
    if actual is None:
        return vuelve
    juntas = _unir(actual.valor, vuelve.valor, columna, cedula)
    return con(actual, valor=juntas) if juntas is not None else None


def _unir(una: Valor, otra: Valor, de: ItemDefinition | Columna, cedula: CedulaDefinition) -> Valor | None:
    """Both choices in the order of their list; None where they are no choices, or the list lacks one."""
    if not isinstance(una, ValorOpciones) or not isinstance(otra, ValorOpciones):
        return None
    unidas = {v.valor: v for v in (*otra.valores, *una.valores)}
    r = repartir(ValorOpciones(valores=tuple(unidas.values())), de, de, cedula)
    return r.queda if r.sale is None else None


# --- several changes of one record --------------------------------------------------------------------------------


def _entre(antes: Expediente, despues: Expediente) -> list[Cambio]:
    """What changed between two values of a visit, each record once: what goes first, then what comes."""
    cambios: list[Cambio] = []
    for campo in ("fijadas", "respuestas", "filas", "muestreos", "sin_lugar", "inconsistencias"):
        unos, otros = getattr(antes, campo), getattr(despues, campo)
        if unos is otros:
            continue
        for clave in dict.fromkeys((*unos, *otros)):
            uno, otro = unos.get(clave), otros.get(clave)
            if uno is not otro and uno != otro:
                cambios.append(Cambio(uno, otro))
    return cambios
