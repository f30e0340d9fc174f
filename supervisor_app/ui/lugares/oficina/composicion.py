"""From the key of a number to the lists that it is made of, asked with the same filter. No widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.seguimiento import Puntualidad
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.services.oficina.cifras import mes_largo
from supervisor_app.services.oficina.panorama import Filtro, Panorama, de_un_mes
from supervisor_app.services.oficina.valores import Lugar
from supervisor_app.ui.lugares.oficina import palabras as p
from supervisor_app.ui.lugares.oficina import tablas_hallazgos as h
from supervisor_app.ui.lugares.oficina import tablas_paquetes as q
from supervisor_app.ui.lugares.oficina.detalle import Lists
from supervisor_app.ui.lugares.oficina.tablas_programa import programmed_table

_RULE = "Cumple cada respuesta «cumple»; «parcial» vale la mitad y «no aplica» no cuenta."


def of_key(t: Panorama, f: Filtro, key: str) -> Lists | None:
    """The lists behind a key of the board; None where it says nothing."""
    kind, _, rest = key.partition(":")
    if kind == "cifra":
        ask = _FIGURES.get(rest)
        return ask(t, f) if ask is not None else None
    by_kind: dict[str, Callable[[Panorama, Filtro, str], Lists]] = {
        "celda": _cell,
        "mes": _month,
        "hallazgo": _life,
        "paquete": _package,
        "tramo": _age,
        "supervisor": _person,
        "indicador": _goal,
    }
    return by_kind[kind](t, f, rest) if kind in by_kind else None


# --- figures --------------------------------------------------------------------------------------------------------


def _deliveries(t: Panorama, f: Filtro) -> Lists:
    counted, everything = t.entregas(f), t.entregas(f, todas=True)
    return Lists(
        "Visitas recibidas",
        "Los paquetes que cuentan, uno por visita; y todos, también los reemplazados y los que esperan revisión.",
        (
            ("Cuentan", q.deliveries_table(counted)),
            ("Todos", q.deliveries_table(everything)),
            ("Por supervisor", q.supervisors_table(t.por_supervisor(f))),
            ("Programadas", programmed_table(t.programadas_hasta(f).renglones)),
        ),
    )


def _findings(t: Panorama, f: Filtro) -> Lists:
    everything, waiting = t.hallazgos(f, abiertos=False), t.hallazgos(f)
    return Lists(
        "Inconsistencias",
        "Reincide la que se halló donde la unidad ya tenía otra, en el mismo punto y en una visita anterior.",
        (
            ("Todas", h.findings_table(everything)),
            ("Sin solventar", h.findings_table(waiting)),
            ("Reinciden", h.findings_table(t.reincidentes(f))),
            ("Por antigüedad", h.ages_table(t.antiguedad(f))),
        ),
    )


def _compliance(t: Panorama, f: Filtro) -> Lists:
    return Lists(
        "Cumplimiento",
        f"Cada cédula de cada visita. {_RULE}",
        (
            ("Cédulas", q.sums_table(t.sumandos(f))),
            ("Indicadores", h.goals_table(t.resumen_de_indicadores(f))),
        ),
    )


def _measures(t: Panorama, f: Filtro) -> Lists:
    back = t.reincidencias(f)
    return Lists(
        "Medidas vencidas",
        "Las que pasaron de su fecha sin cumplirse, en inconsistencias sin solventar; y todas las pendientes.",
        (
            ("Vencidas", h.measures_table(t.medidas(f, vencidas=True), back)),
            ("Pendientes", h.measures_table(t.medidas(f), back)),
        ),
    )


def _punctual(t: Panorama, f: Filtro, month: str = "") -> Lists:
    counted = t.medidas_en_plazo(f, month)
    where = f"Las que tienen su fecha en {mes_largo(month)}" if month else "Las que se cumplieron o ya pasó su fecha"
    return Lists(
        f"Medidas en plazo, {mes_largo(month)}" if month else "Medidas en plazo",
        f"{where}, con sus prórrogas. Cuenta el día en que una visita o el seguimiento las dio por cumplidas, o por "
        "solventada su inconsistencia.",
        tuple(
            (name, h.punctual_table(m for m in counted if m.puntual is how))
            for name, how in (
                ("En plazo", Puntualidad.EN_PLAZO),
                ("Tarde", Puntualidad.TARDE),
                ("Sin cumplir", Puntualidad.SIN_CUMPLIR),
            )
        ),
    )


def _waiting(t: Panorama, f: Filtro) -> Lists:
    apart = [e for e in t.entregas(f, todas=True) if not e.confiable]
    return Lists(
        "Paquetes por revisar",
        "Ninguno cuenta hasta que alguien lo vea. Nada se borra ni se prefiere en silencio.",
        (
            ("Cuarentena", q.quarantine_table(t.cuarentena())),
            ("Conflictos", q.conflicts_table(t.conflictos())),
            ("Sin confianza", q.deliveries_table(apart)),
        ),
    )


def _quarantine(t: Panorama, _f: Filtro) -> Lists:
    return Lists(
        "Cuarentena",
        "Lo que llegó y no se pudo tomar, con su motivo. «Revisarlo entero» lo intenta otra vez.",
        (("Apartados", q.quarantine_table(t.cuarentena())),),
    )


def _conflicts(t: Panorama, _f: Filtro) -> Lists:
    return Lists(
        "Conflictos",
        "Dos paquetes distintos de la misma revisión: no cuenta ninguno hasta que el supervisor envíe una corrección.",
        (
            ("En conflicto", q.conflicts_table(t.conflictos())),
            ("Reemplazos sin su original", q.broken_table(t.cadenas_rotas())),
        ),
    )


_FIGURES: dict[str, Callable[[Panorama, Filtro], Lists]] = {
    "entregas": _deliveries,
    "hallazgos": _findings,
    "en_plazo": _punctual,
    "cumplimiento": _compliance,
    "medidas": _measures,
    "revisar": _waiting,
    "cuarentena": _quarantine,
    "conflictos": _conflicts,
}


# --- cells, months, rows --------------------------------------------------------------------------------------------


def _cell(t: Panorama, f: Filtro, rest: str) -> Lists:
    ooad, subdelegacion, process = rest.split("\n")
    place = Lugar(ooad, "", subdelegacion, "")
    sums, found = t.de_lugar(place, f, process), t.hallazgos_de(place, f, process)
    name = next((s.lugar.subdelegacion_nombre or s.lugar.texto for s in sums), "") or "Sin visita"
    where = (ooad, subdelegacion, process)
    total = next((c for c in t.mapa(f) if (c.lugar.ooad, c.lugar.subdelegacion, c.proceso) == where), None)
    said = "" if sums else "No hubo visita en el periodo. "
    if total is not None:
        visits = cuantos(total.cumplimiento.visitas, "visita", "visitas")
        said = f"Cumple {p.by_hundred(total.cumplimiento.porcentaje)} en {visits}. "
    return Lists(
        ", ".join(part for part in (name, process) if part),
        f"{said}{_RULE}",
        (("Cédulas", q.sums_table(sums)), ("Inconsistencias", h.findings_table(found))),
    )


def _month(t: Panorama, f: Filtro, rest: str) -> Lists:
    series, _, month = rest.partition(":")
    name = mes_largo(month)
    if series == "2":
        return _punctual(t, f, month)
    if series == "3":
        return Lists(
            f"Solventadas en {name}",
            "Los días van de cuando se halló a cuando una visita la vio solventada.",
            (("Inconsistencias", h.findings_table(t.solventados_en(f, month))),),
        )
    inside = de_un_mes(f, month)
    return Lists(
        f"Visitas de {name}",
        f"Por el último día de cada visita. {_RULE}",
        (
            ("Cédulas", q.sums_table(t.sumandos(inside))),
            ("Inconsistencias", h.findings_table(t.hallazgos(inside, abiertos=False))),
        ),
    )


def _life(t: Panorama, f: Filtro, finding: str) -> Lists:
    one = next((x for x in t.hallazgos(replace(f, desde=None, hasta=None), abiertos=False) if x.id == finding), None)
    measures = [m for m in t.medidas(replace(f, desde=None, hasta=None), pendientes=False) if m.hallazgo == finding]
    about = f"{one.titulo} {one.unidad}, hallada el {fecha_corta(one.fecha)}." if one is not None else ""
    return Lists(
        f"Inconsistencia {one.folio}" if one is not None else "Inconsistencia",
        about,
        (
            ("Qué vieron después", h.life_table(t.vida_de(finding))),
            ("Medidas", h.measures_table(measures, t.reincidencias(f))),
        ),
    )


def _package(t: Panorama, f: Filtro, sha256: str) -> Lists:
    everything = t.entregas(replace(f, desde=None, hasta=None, ooad="", departamento=""), todas=True)
    one = next((e for e in everything if e.sha256 == sha256), None)
    same = [e for e in everything if one is not None and e.visita == one.visita]
    return Lists(
        f"Visita {one.folio}" if one is not None else "Visita",
        f"{one.unidad}. {one.supervisor}." if one is not None else "",
        (("Documentos", q.documents_table(t.documentos(sha256))), ("Paquetes", q.deliveries_table(same))),
    )


def _age(t: Panorama, f: Filtro, since: str) -> Lists:
    bracket = next(b for b in t.antiguedad(f) if b.desde == int(since))
    return Lists(
        f"Sin solventar: {bracket.texto[0].lower()}{bracket.texto[1:]}",
        "Días naturales desde que se hallaron.",
        (("Inconsistencias", h.findings_table(t.de_tramo(f, bracket))),),
    )


def _person(t: Panorama, f: Filtro, name: str) -> Lists:
    theirs = [e for e in t.entregas(f) if e.supervisor == name]
    return Lists(name or "Sin nombre", "Las visitas que encabezó.", (("Visitas", q.deliveries_table(theirs)),))


def _goal(t: Panorama, f: Filtro, rest: str) -> Lists:
    code, _, period = rest.partition("\n")
    mine = [i for i in t.indicadores(f) if (i.codigo, i.periodo.value) == (code, period)]
    every = t.historia_de_indicador(code, Periodo(period), f)
    return Lists(
        f"{code} {mine[0].nombre if mine else ''}".strip(),
        "La última medición de cada unidad; y todas, de la más antigua a la más reciente.",
        (("Última", h.indicators_table(mine)), ("Todas", h.indicators_table(every))),
    )
