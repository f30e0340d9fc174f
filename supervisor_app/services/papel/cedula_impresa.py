"""Makes what a cédula prints from the visit: every value in its words. It must never draw nor store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from supervisor_app.documents.modelos import (
    DocumentoCedula,
    FilaMuestra,
    FotoImpresa,
    InconsistenciaImpresa,
    ItemImpreso,
    MedidaImpresa,
    MuestraImpresa,
    RespuestaImpresa,
    ResultadoImpreso,
    Signo,
)
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Aplicada, Cumplimiento, Fila, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada, evaluar_cedula
from supervisor_app.domain.cedula.result import Resultado, calcular
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.cedula.violaciones import violaciones
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, Origen
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.proyeccion import proyectar_muestra
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.redaccion import descripcion, importe, titulo
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.seguimiento import Reincidencia, reincidencia_de
from supervisor_app.domain.sustento import de_que, es_reservada, items_reservados
from supervisor_app.domain.texto import cantidad, coordenadas, fecha_corta, fecha_hora, pesos, porcentaje
from supervisor_app.domain.traslado import sin_lugar_de
from supervisor_app.domain.visita import Visita
from supervisor_app.services.papel.sin_lugar_impreso import imprimir_sin_lugar

_SIGNOS = {
    Cumplimiento.CUMPLE: Signo.CUMPLE,
    Cumplimiento.PARCIAL: Signo.PARCIAL,
    Cumplimiento.NO_CUMPLE: Signo.NO_CUMPLE,
    Cumplimiento.NO_APLICA: Signo.NO_APLICA,
}


def folio_de_cedula(visita: Visita, codigo: str) -> str:
    return f"{visita.folio}-{codigo}"


def registro_cedula(
    e: Expediente, definicion: CedulaDefinition, levantadas: Mapping[str, Reincidencia]
) -> dict[str, object]:
    """The record attached to a cédula: its definition's version, what was answered and what is printed."""
    ids = {i.id for i in definicion.items}
    e = compartido(e)
    return {
        "folio": folio_de_cedula(e.visita, definicion.codigo),
        "cedula": {"codigo": definicion.codigo, "version": definicion.version},
        "respuestas": [r for i, r in sorted(e.respuestas.items()) if i in ids and (r.valor or r.nota)],
        "impreso": imprimir_cedula(e, definicion, levantadas),
    }


def imprimir_cedula(
    e: Expediente, definicion: CedulaDefinition, levantadas: Mapping[str, Reincidencia]
) -> DocumentoCedula:
    """The printed cédula of an applied definition, dated on the visit's last day. Needs the visit's unit and dates.

    ``levantadas`` are the inconsistencias of earlier visits to the unit that may be printed, by item.
    """
    suyos = {i.id for i in definicion.items} | {s.item_id for s in sin_lugar_de(e, definicion.codigo)}
    reservada = bool(suyos & items_reservados(e))
    evaluada = evaluar_cedula(definicion, e.visita, e.respuestas, e.filas)
    e = compartido(e)
    v = e.visita
    aplicada = e.aplicadas.get(definicion.codigo)
    fecha = v.fin or v.inicio or v.creada.date()
    return DocumentoCedula(
        folio=folio_de_cedula(v, definicion.codigo),
        folio_visita=v.folio,
        fecha=fecha,
        departamento=definicion.departamento.label,
        codigo=definicion.codigo,
        proceso=definicion.proceso,
        version=str(definicion.version),
        ooad=v.unidad.ooad_nombre if v.unidad else "",
        unidad=v.titulo,
        fechas=_fechas(v),
        periodo_revisado=v.periodo_revisado,
        fecha_corte=fecha_corta(v.fecha_corte) if v.fecha_corte else "",
        fuente=v.fuente,
        universo=(aplicada.universo if aplicada else "") or _universos(e, definicion),
        muestra=(aplicada.metodo_muestra if aplicada else "") or _como_se_eligio(e, definicion),
        supervisores=tuple(p for p in v.equipo if not p.vacia),
        atendio=quien_atendio(v, aplicada),
        titular=v.titular if not v.titular.vacia else v.recibio,
        resultado=_resultado(calcular(definicion, e.respuestas, evaluada)),
        items=tuple(_item(e, n, item, evaluada) for n, item in enumerate(definicion.items, start=1)),
        inconsistencias=tuple(
            _inconsistencia(e, h, definicion, reincidencia_de(h, levantadas))
            for h in e.inconsistencias_en_orden()
            if definicion.codigo in h.cedulas
        ),
        calla_inconsistencias=reservada,
        observaciones=aplicada.observaciones if aplicada else "",
        sin_lugar=imprimir_sin_lugar(e, definicion.codigo, decir_respuesta, _fotos),
    )


def _sorteos(e: Expediente, definicion: CedulaDefinition) -> list[Muestreo]:
    return [e.muestreos[i.id] for i in definicion.items if i.id in e.muestreos]


def _universos(e: Expediente, definicion: CedulaDefinition) -> str:
    """The universes that samples were drawn from, each once, where a person wrote none."""
    return "; ".join(dict.fromkeys(frases.del_universo(m) for m in _sorteos(e, definicion)))


def _como_se_eligio(e: Expediente, definicion: CedulaDefinition) -> str:
    numeros = {item.id: n for n, item in enumerate(definicion.items, start=1)}
    dichos = [f"{m.metodo.label} (punto {numeros[m.item_id]})" for m in _sorteos(e, definicion)]
    return f"{', '.join(dichos)}; el sorteo se describe con cada muestra." if dichos else ""


def quien_atendio(visita: Visita, aplicada: Aplicada | None) -> Persona:
    """Who attended this cédula, or else who received the visit."""
    return aplicada.atendio if aplicada is not None and aplicada.atendio is not None else visita.recibio


def _fechas(v: Visita) -> str:
    if v.inicio is None or v.fin is None:
        return ""
    return fecha_corta(v.inicio) if v.inicio == v.fin else f"{fecha_corta(v.inicio)} al {fecha_corta(v.fin)}"


def _resultado(r: Resultado) -> ResultadoImpreso:
    return ResultadoImpreso(
        cumple=cantidad(r.cumple),
        parcial=cantidad(r.parcial),
        no_cumple=cantidad(r.no_cumple),
        no_aplica=cantidad(r.no_aplica),
        contestadas=f"{r.contestadas} de {r.total}",
        porcentaje=porcentaje(r.porcentaje) if r.porcentaje is not None else "Sin puntos calificables",
    )


def _item(e: Expediente, numero: int, item: ItemDefinition, evaluada: CedulaEvaluada) -> ItemImpreso:
    if not evaluada.relevante(item.id):
        # What was written while it was asked is kept in the visit; on paper it would contradict the answer above.
        no_se_pregunta = RespuestaImpresa(Signo.NO_APLICA, "No aplica por condición")
        return ItemImpreso(numero=f"{numero:02d}", pregunta=item.pregunta, respuesta=no_se_pregunta)
    respuesta = e.respuesta(item.id)
    dicha = decir_respuesta(respuesta, item)
    return ItemImpreso(
        numero=f"{numero:02d}",
        pregunta=item.pregunta,
        respuesta=replace(dicha, detalle=(*dicha.detalle, *_de_las_reglas(e, item, evaluada))),
        nota=respuesta.nota if respuesta else "",
        evidencias=_nombres(e.evidencias_de(item.id)),
        muestra=_muestra(item, respuesta, e.filas_de(item.id), e.muestreos.get(item.id)),
        fotos=_fotos(e, e.evidencias_de(item.id)),
    )


def _de_las_reglas(e: Expediente, item: ItemDefinition, evaluada: CedulaEvaluada) -> Iterator[str]:
    """That it is calculated, and the rules of its cédula that it does not meet."""
    respuesta = e.respuesta(item.id)
    if item.calculo is not None and respuesta is not None and respuesta.contestada:
        yield "Calculado con otras respuestas"
    for v in violaciones(evaluada, e.filas):
        if v.item_id == item.id:
            yield f"Aviso: {v.texto.removeprefix(item.id).lstrip(':, ')}"


def fotos_impresas(e: Expediente, definicion: CedulaDefinition) -> tuple[Evidencia, ...]:
    """The pictures that the cédula prints, each content once; none that supports a possible irregularity."""
    items = {i.id for i in definicion.items} | {s.item_id for s in sin_lugar_de(e, definicion.codigo)}
    hallazgos = {h.id for h in e.inconsistencias.values() if definicion.codigo in h.cedulas}
    propias = (
        v
        for v in e.evidencias.values()
        if v.es_imagen and (v.item_id in items or v.inconsistencia_id in hallazgos) and not es_reservada(e, v)
    )
    return tuple({v.sha256: v for v in propias}.values())


def _nombres(evidencias: Sequence[Evidencia]) -> tuple[str, ...]:
    return tuple(v.leyenda or v.nombre for v in evidencias if not v.es_imagen)


def _fotos(e: Expediente, evidencias: Sequence[Evidencia]) -> tuple[FotoImpresa, ...]:
    """The pictures with their caption, what part they belong to, and when and where they were taken."""
    return tuple(
        FotoImpresa(v.sha256, v.leyenda or v.nombre, " · ".join(_datos_de_foto(e, v)))
        for v in evidencias
        if v.es_imagen and not es_reservada(e, v)
    )


def _datos_de_foto(e: Expediente, v: Evidencia) -> Iterator[str]:
    if v.fila_id in e.filas or v.medida_id in e.medidas:
        yield de_que(e, v.sitio)
    if v.tomada is not None:
        yield fecha_hora(v.tomada)
    if v.lugar is not None:
        yield coordenadas(v.lugar.latitud, v.lugar.longitud)


def decir_respuesta(respuesta: Respuesta | None, item: ItemDefinition) -> RespuestaImpresa:
    """An answer as it is printed: its sign and its words."""
    if respuesta is None or respuesta.valor is None:
        return RespuestaImpresa(Signo.SIN_RESPUESTA, "Sin respuesta")
    valor = respuesta.valor
    if isinstance(valor, ValorCumple):
        return RespuestaImpresa(_SIGNOS[valor.valor], valor.valor.label)
    if isinstance(valor, ValorMuestra):
        signo = Signo.NO_CUMPLE if valor.con_inconsistencia else Signo.CUMPLE
        partes = []
        if valor.proporcion is not None:
            partes.append(porcentaje(valor.proporcion))
        if valor.importe is not None:
            partes.append(pesos(valor.importe))
        con_ = f"{cantidad(valor.con_inconsistencia)} de {cantidad(valor.revisados)} con inconsistencia"
        return RespuestaImpresa(signo, con_, (" · ".join(partes),) if partes else ())
    texto = como_texto(valor)
    # «1 documentos» would be wrong and a unit has no singular of its own.
    return RespuestaImpresa(Signo.DATO, f"{texto} {item.unidad}" if item.unidad and texto != "1" else texto)


def _muestra(
    item: ItemDefinition, respuesta: Respuesta | None, filas: tuple[Fila, ...], sorteo: Muestreo | None = None
) -> MuestraImpresa | None:
    m = respuesta.valor if respuesta is not None else None
    if m is None and sorteo is not None:
        m = ValorMuestra(revisados=0, con_inconsistencia=0)
    if not filas or not isinstance(m, ValorMuestra):
        return None
    return MuestraImpresa(
        revisados=cantidad(m.revisados),
        con_inconsistencia=cantidad(m.con_inconsistencia),
        porcentaje=porcentaje(m.proporcion) if m.proporcion is not None else "",
        importe=pesos(m.importe) if m.importe is not None else "",
        filas=tuple(_fila(f, item) for f in filas),
        sorteo=_sorteo(sorteo, filas) if sorteo is not None else (),
    )


def _sorteo(m: Muestreo, filas: tuple[Fila, ...]) -> tuple[tuple[str, str], ...]:
    """What repeats the draw, and what its rows prove of the universe."""
    dichos = (
        ("Universo", frases.del_universo(m)),
        ("Huella del universo (SHA-256)", m.universo.sha256),
        ("Método", frases.del_metodo(m)),
        ("Tamaño", frases.del_tamano(m.calculo, m.tamano)),
        ("Reparto", frases.de_los_estratos(m)),
        ("Sorteada", fecha_hora(m.cuando)),
        ("Se repite con", frases.de_la_orden(m)),
        ("Resultado", frases.de_la_proyeccion(m, proyectar_muestra(m, filas))),
    )
    return tuple((palabra, frase) for palabra, frase in dichos if frase)


def _fila(fila: Fila, item: ItemDefinition) -> FilaMuestra:
    signo = {None: Signo.SIN_RESPUESTA, True: Signo.NO_CUMPLE, False: Signo.CUMPLE}[fila.con_inconsistencia]
    palabra = {None: "Sin revisar", True: "Con inconsistencia", False: "Sin inconsistencia"}[fila.con_inconsistencia]
    return FilaMuestra(
        referencia=fila.referencia,
        detalle=" · ".join(d for d in (fila.detalle, *_celdas(fila, item)) if d),
        signo=signo,
        resultado=palabra,
        importe=pesos(fila.importe) if fila.importe is not None else "",
        nota=fila.nota,
        numero=cantidad(fila.universo) if fila.universo is not None else "",
    )


def _celdas(fila: Fila, item: ItemDefinition) -> Iterator[str]:
    """The own columns of a row, each with its title."""
    valores = {c.columna: c.valor for c in fila.celdas}
    return (f"{c.titulo}: {como_texto(valores[c.clave])}" for c in item.columnas if c.clave in valores)


def _inconsistencia(
    e: Expediente, h: Inconsistencia, definicion: CedulaDefinition, anterior: Reincidencia | None
) -> InconsistenciaImpresa:
    casos = tuple(replace(c, item=c.item or definicion.item(c.item_id)) for c in e.casos(h))
    datos = [f"Riesgo {h.riesgo.label.lower()}"]
    if h.items:
        puntos = (c.item_id if c.version is None else f"{c.item_id} (versión {c.version})" for c in casos)
        datos.append(f"{'Punto' if len(h.items) == 1 else 'Puntos'} {', '.join(puntos)}")
    if h.origen is not Origen.SUPERVISION:
        datos.append(f"Origen: {h.origen_completo}")
    if monto := importe(h, casos):
        datos.append(f"Importe {pesos(monto)}")
    if h.historial:
        datos.append(f"Estado: {h.estado.label.lower()}")
    if anterior is not None:
        datos.append(f"Reincide ({anterior.visita.folio})")
    if h.causa.strip():
        datos.append(f"Causa: {h.causa.strip()}")
    if h.fundamento:
        # «núm. 3» and «CFF 137» are read as one word; a line must not end inside them.
        datos.append(f"Fundamento: {', '.join(f.replace(' ', chr(0xA0)) for f in h.fundamento)}")
    return InconsistenciaImpresa(
        numero=f"{h.numero:02d}",
        titulo=titulo(h, casos),
        descripcion=descripcion(h, casos),
        datos=tuple(datos),
        medidas=tuple(_medida(m) for m in e.medidas_de(h.id)),
        evidencias=_nombres(e.evidencias_de_hallazgo(h.id)),
        fotos=_fotos(e, e.evidencias_de_hallazgo(h.id)),
    )


def _medida(m: Medida) -> MedidaImpresa:
    return MedidaImpresa(
        tipo=m.tipo.label,
        texto=m.texto,
        responsable=m.responsable,
        fecha=fecha_corta(m.fecha) if m.fecha else "",
    )
