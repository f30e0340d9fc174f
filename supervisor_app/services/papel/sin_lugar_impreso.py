"""What has no place in the version that a visit applies, in words: for the paper, the screen and the clipboard.

It must never decide what has a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from supervisor_app.documents.modelos import FilaSinLugar, FotoImpresa, RespuestaImpresa, Signo, SinLugarImpreso
from supervisor_app.domain.cedula.answers import Fila, Respuesta
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.cedula.sin_lugar import Alcance, SinLugar
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.sustento import es_reservada, items_reservados
from supervisor_app.domain.texto import cuantos, fecha_corta, pesos
from supervisor_app.domain.traslado import evidencias_sin_lugar, sin_lugar_de

_RESERVADO = "RESERVADO: es de una posible irregularidad y sólo va en el turnado."
Decir = Callable[[Respuesta | None, ItemDefinition], RespuestaImpresa]
Fotos = Callable[[Expediente, Sequence[Evidencia]], tuple[FotoImpresa, ...]]


def imprimir_sin_lugar(e: Expediente, codigo: str, decir: Decir, fotos: Fotos) -> tuple[SinLugarImpreso, ...]:
    """What a cédula prints of it; ``decir`` and ``fotos`` put answers and photos as the rest of the paper does."""
    return tuple(
        replace(_impreso(e, s, decir), fotos=fotos(e, evidencias_sin_lugar(e, s))) for s in sin_lugar_de(e, codigo)
    )


def _impreso(e: Expediente, s: SinLugar, decir: Decir) -> SinLugarImpreso:
    if s.respuesta.contestada:
        dicha = decir(s.respuesta, s.punto)
    else:
        dicha = RespuestaImpresa(Signo.SIN_RESPUESTA, que_queda(s))
    return SinLugarImpreso(
        punto=s.item_id,
        version=str(s.version),
        pregunta=s.pregunta,
        motivo=s.motivo,
        respuesta=dicha,
        nota=s.respuesta.nota,
        evidencias=nombres_de_evidencias(e, s, fotos=False),
        muestreo=_sorteo(s),
        filas=tuple(_fila(f, s.punto, solo_celdas=s.alcance is Alcance.CELDAS) for f in s.filas),
    )


def nombres_de_evidencias(e: Expediente, s: SinLugar, *, fotos: bool = True) -> tuple[str, ...]:
    """What its files are called, those that are reserved left out; photos have their own place on paper."""
    suyas = (v for v in evidencias_sin_lugar(e, s) if not es_reservada(e, v))
    return tuple(v.leyenda or v.nombre for v in suyas if fotos or not v.es_imagen)


def que_queda(s: SinLugar) -> str:
    """What there is of an answer that has no value."""
    if s.alcance is Alcance.CELDAS:
        return f"Columnas de {cuantos(len(s.filas), 'renglón', 'renglones')}"
    if s.filas:
        return f"{cuantos(len(s.filas), 'renglón', 'renglones')} sin resultado"
    return "Sólo su nota" if s.respuesta.nota.strip() else "Sin respuesta"


def _sorteo(s: SinLugar) -> str:
    """What repeats the draw, in one line."""
    m = s.muestreo
    if m is None:
        return ""
    partes = (frases.del_universo(m), f"huella {m.universo.sha256}", frases.del_metodo(m), frases.de_los_estratos(m))
    return "; ".join(p.rstrip(".") for p in (*partes, fecha_corta(m.cuando.date())) if p)


def _fila(fila: Fila, punto: ItemDefinition, *, solo_celdas: bool) -> FilaSinLugar:
    titulos = {c.clave: c.titulo for c in punto.columnas}
    otros = [pesos(fila.importe)] if fila.importe is not None and not solo_celdas else []
    otros += [f"{titulos.get(c.columna, c.columna)}: {como_texto(c.valor)}" for c in fila.celdas]
    if fila.nota.strip() and not solo_celdas:
        otros.append(f"Nota: {fila.nota.strip()}")
    mal = fila.con_inconsistencia
    return FilaSinLugar(
        referencia=fila.referencia,
        detalle=fila.detalle,
        signo={None: Signo.SIN_RESPUESTA, True: Signo.NO_CUMPLE, False: Signo.CUMPLE}[mal],
        resultado=""
        if solo_celdas
        else {None: "Sin revisar", True: "Con inconsistencia", False: "Sin inconsistencia"}[mal],
        otros=tuple(otros),
    )


def texto_sin_lugar(e: Expediente, s: SinLugar, decir: Decir) -> str:
    """All of it as plain text, to be pasted elsewhere; its rows with their cells apart by tabs."""
    impreso = _impreso(e, s, decir)
    # A person may paste it anywhere: who reads it there has to know what it is.
    lineas = [_RESERVADO] if s.item_id in items_reservados(e) else []
    lineas += [
        f"{s.item_id} (versión {s.version}): {s.pregunta}",
        f"Respuesta: {'; '.join((impreso.respuesta.texto, *impreso.respuesta.detalle))}",
    ]
    lineas += [f"Nota: {impreso.nota}"] if impreso.nota.strip() else []
    evidencias = nombres_de_evidencias(e, s)
    lineas += [f"Evidencia: {', '.join(evidencias)}"] if evidencias else []
    lineas += [f"Sorteo: {impreso.muestreo}"] if impreso.muestreo else []
    lineas.append(f"Motivo: {impreso.motivo}")
    for n, f in enumerate(impreso.filas, start=1):
        lineas.append("\t".join((str(n), f.referencia, f.detalle, f.resultado, *f.otros)))
    return "\n".join(lineas)
