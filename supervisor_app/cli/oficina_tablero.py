"""The office's dashboard on a terminal: the figures of the screen in words, or as JSON."""

from __future__ import annotations

from decimal import Decimal

from supervisor_app.cli.salida import avisar, decir, tabla
from supervisor_app.domain.texto import cantidad, cuantos, fecha_corta, pesos, porcentaje
from supervisor_app.services.oficina.consultas import Filtro, Tablero
from supervisor_app.services.oficina.valores import Celda, EnPlazo, Mes, sumar_en_plazo

_PRIMEROS = 10


def mostrar(t: Tablero, f: Filtro) -> None:
    """Every figure with the longest of its lists, and what does not count on standard error."""
    totales, todo, cuenta = t.totales(f), t.cumplimiento(f), t.cuenta_de_hallazgos(f)
    decir(
        f"{cuantos(totales.visitas, 'visita', 'visitas')} a {cuantos(totales.unidades, 'unidad', 'unidades')}."
        f" Cumplimiento: {_por_ciento(todo.porcentaje)}."
    )
    decir(
        f"Inconsistencias: {cantidad(cuenta.abiertos)} sin solventar ({cantidad(cuenta.vencidos)} con plazo vencido, "
        f"{pesos(cuenta.importe)}), {cantidad(cuenta.solventados)} solventadas."
    )
    puntuales = sumar_en_plazo(t.en_plazo(f))
    decir(
        f"Medidas en plazo: {_por_ciento(puntuales.porcentaje)} ({cantidad(puntuales.en_plazo)} en plazo, "
        f"{cantidad(puntuales.tarde)} tarde, {cantidad(puntuales.sin_cumplir)} sin cumplir)."
    )
    _seccion("Cumplimiento por Subdelegación y proceso", [_fila_de_celda(c) for c in t.mapa(f)])
    _seccion("Por mes", [_fila_de_mes(m) for m in t.por_mes(f)])
    _seccion("Antigüedad de lo no solventado", [(x.texto, cantidad(x.cuantos)) for x in t.antiguedad(f) if x.cuantos])
    vencidos = [h for h in t.hallazgos(f, vencidos=True) if h.atraso]
    _seccion(
        "Lo más vencido",
        [(h.folio, h.unidad, h.atraso.texto, h.titulo) for h in vencidos[:_PRIMEROS] if h.atraso],
        de=len(vencidos),
    )
    recurrentes = t.recurrencia(f)
    _seccion(
        "Reincidencia",
        [(r.unidad, r.item, f"{r.veces} visitas", f"{r.abiertos} sin solventar") for r in recurrentes[:_PRIMEROS]],
        de=len(recurrentes),
    )
    _seccion(
        "Indicadores",
        [
            (i.codigo, i.periodo.label, ", ".join(f"{v.label}: {n}" for v, n in i.por_veredicto.items()), i.nombre)
            for i in t.resumen_de_indicadores(f)
        ],
    )
    _seccion(
        "Quién ha entregado",
        [
            (s.supervisor or "Sin nombre", cuantos(s.visitas, "visita", "visitas"), f"última {fecha_corta(s.ultima)}")
            for s in t.por_supervisor(f)
        ],
    )
    _lo_que_no_cuenta(t, f)


def _seccion(titulo: str, filas: list[tuple[str, ...]], *, de: int = 0) -> None:
    if not filas:
        return
    decir(f"\n{titulo}:")
    decir(tabla(filas, sangria="   "))
    if de > len(filas):
        decir(f"   … y {cantidad(de - len(filas))} más.")


def _fila_de_celda(c: Celda) -> tuple[str, ...]:
    visitas = cuantos(c.cumplimiento.visitas, "visita", "visitas")
    return (c.lugar.texto, c.proceso, _por_ciento(c.cumplimiento.porcentaje), visitas, c.titulo)


def _fila_de_mes(m: Mes) -> tuple[str, ...]:
    return (m.mes, cuantos(m.cumplimiento.visitas, "visita", "visitas"), _por_ciento(m.cumplimiento.porcentaje))


def _por_ciento(valor: Decimal | None) -> str:
    return porcentaje(valor) if valor is not None else "sin dato"


def _lo_que_no_cuenta(t: Tablero, f: Filtro) -> None:
    x = t.totales(f)
    if x.otras:
        otras = "reales" if f.ficticias else "de práctica"
        avisar(f"Aviso: {cuantos(x.otras, 'visita', 'visitas')} {otras} no se cuentan aquí.")
    if x.en_conflicto:
        avisar(f"Aviso: {cuantos(x.en_conflicto, 'paquete', 'paquetes')} en conflicto no se cuentan.")
    if x.aparte:
        avisar(f"Aviso: {cuantos(x.aparte, 'paquete', 'paquetes')} sin firma de un equipo inscrito no se cuentan.")
    if x.en_cuarentena:
        avisar(f"Aviso: {cuantos(x.en_cuarentena, 'paquete', 'paquetes')} en cuarentena.")


def como_json(t: Tablero, f: Filtro) -> dict[str, object]:
    """The same figures for programs: the keys that ``--help`` tells."""
    totales, cuenta = t.totales(f), t.cuenta_de_hallazgos(f)
    return {
        "visitas": totales.visitas,
        "unidades": totales.unidades,
        "cumplimiento": _numero(t.cumplimiento(f).porcentaje),
        "no_cuentan": {
            n: getattr(totales, n) for n in ("otras", "en_conflicto", "reemplazados", "aparte", "en_cuarentena")
        },
        "mapa": [
            {
                "ooad": c.lugar.ooad, "subdelegacion": c.lugar.subdelegacion, "lugar": c.lugar.texto,
                "proceso": c.proceso, "departamento": c.departamento.value, "visitas": c.cumplimiento.visitas,
                "cumple": c.cumplimiento.resultado.cumple, "parcial": c.cumplimiento.resultado.parcial,
                "no_cumple": c.cumplimiento.resultado.no_cumple, "no_aplica": c.cumplimiento.resultado.no_aplica,
                "porcentaje": _numero(c.cumplimiento.porcentaje),
            }
            for c in t.mapa(f)
        ],
        "meses": [
            {"mes": m.mes, "visitas": m.cumplimiento.visitas, "porcentaje": _numero(m.cumplimiento.porcentaje)}
            for m in t.por_mes(f)
        ],
        "inconsistencias": {
            "abiertas": cuenta.abiertos, "vencidas": cuenta.vencidos, "solventadas": cuenta.solventados,
            "importe": str(cuenta.importe), "por_estado": {e.value: n for e, n in cuenta.por_estado.items()},
            "por_riesgo": {r.value: n for r, n in cuenta.por_riesgo.items()},
        },
        "antiguedad": [{"tramo": x.texto, "cuantas": x.cuantos} for x in t.antiguedad(f)],
        "vencidas": [
            {
                "folio": h.folio, "unidad": h.unidad, "titulo": h.titulo,
                "plazo": h.plazo.isoformat() if h.plazo else "",
                "atraso": h.atraso.naturales, "atraso_habiles": h.atraso.habiles,
            }
            for h in t.hallazgos(f, vencidos=True) if h.atraso
        ],
        "medidas_vencidas": [
            {
                "folio": m.hallazgo_folio, "unidad": m.unidad, "texto": m.texto, "responsable": m.responsable,
                "fecha": m.fecha.isoformat() if m.fecha else "", "prorrogas": m.prorrogas,
                "atraso": m.atraso.naturales, "atraso_habiles": m.atraso.habiles,
            }
            for m in t.medidas(f, vencidas=True) if m.atraso
        ],
        "medidas_en_plazo": {
            **_en_plazo(sumar_en_plazo(t.en_plazo(f))),
            "meses": [{"mes": m.mes, **_en_plazo(m.cuenta)} for m in t.en_plazo(f)],
        },
        "recurrencia": [
            {
                "unidad": r.unidad, "item": r.item, "veces": r.veces, "primera": r.primera.isoformat(),
                "ultima": r.ultima.isoformat(), "abiertas": r.abiertos,
            }
            for r in t.recurrencia(f)
        ],
        "indicadores": [
            {
                "codigo": i.codigo, "nombre": i.nombre, "periodo": i.periodo.value, "unidades": i.unidades,
                "por_veredicto": {v.value: n for v, n in i.por_veredicto.items()},
            }
            for i in t.resumen_de_indicadores(f)
        ],
        "supervisores": [
            {
                "supervisor": s.supervisor, "visitas": s.visitas, "unidades": s.unidades,
                "ultima": s.ultima.isoformat(), "abiertas": s.abiertos,
            }
            for s in t.por_supervisor(f)
        ],
    }  # fmt: skip


def _en_plazo(c: EnPlazo) -> dict[str, object]:
    return {
        "en_plazo": c.en_plazo, "tarde": c.tarde, "sin_cumplir": c.sin_cumplir, "porcentaje": _numero(c.porcentaje),
    }  # fmt: skip


def _numero(valor: Decimal | None) -> str | None:
    """Two decimals, as text: a percentage is no binary fraction."""
    return None if valor is None else str(valor.quantize(Decimal("0.01")))
