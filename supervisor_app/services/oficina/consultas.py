"""What the Jefatura asks of all visits together. Every number says what it is made of: beside each question that counts
stands one that lists, with the same filter.

Percentages, states, deadlines and days are the domain's. It must never write, nor look at a clock that was not given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import EstadoHallazgo, Riesgo
from supervisor_app.domain.indicador import Periodo, Veredicto
from supervisor_app.domain.seguimiento import Puntualidad, puntualidad
from supervisor_app.services.oficina.renglones import (
    Cuenta,
    conflicto_de,
    cumplimiento_de,
    departamento_de,
    documento_de,
    entregado_de,
    hallazgo_de,
    indicador_de,
    medida_de,
    rota_de,
    sumando_de,
)
from supervisor_app.services.oficina.valores import (
    CadenaRota,
    Celda,
    Conflicto,
    CuentaHallazgos,
    Cumplimiento,
    DocumentoDe,
    EnPlazo,
    Entregado,
    Hallazgo,
    Indicador,
    Lugar,
    Medida,
    Mes,
    MesEnPlazo,
    Opcion,
    PorSupervisor,
    Recurrencia,
    ResumenIndicador,
    Sumando,
    Totales,
    Tramo,
    Verificado,
)
from supervisor_app.store.oficina import consultas as sql
from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.hechos import Apartado
from supervisor_app.store.oficina.indice import Indice, Novedad

__all__ = ["Filtro", "Tablero"]

TRAMOS: Final = ((0, 30), (31, 60), (61, 90), (91, 180), (181, None))
"""Calendar days since an open finding was found."""
_TODO: Final = Filtro()


class Tablero:
    """The questions over one index. ``feriados``: the official holidays by which working days are counted."""

    def __init__(self, indice: Indice, *, hoy: Callable[[], date], feriados: Collection[date]) -> None:
        self._indice, self._motor = indice, indice.motor
        self._hoy, self._feriados = hoy, feriados

    # --- compliance -----------------------------------------------------------------------------------------------

    def mapa(self, f: Filtro = _TODO) -> tuple[Celda, ...]:
        """Compliance by Subdelegación and process."""
        return tuple(
            Celda(Lugar(*fila[:4]), fila[4], fila[5], Departamento(fila[6]), cumplimiento_de(fila[7:]))
            for fila in sql.mapa(self._motor, f)
        )

    def por_mes(self, f: Filtro = _TODO, proceso: str = "") -> tuple[Mes, ...]:
        """Compliance by month of the visits' last day."""
        return tuple(Mes(fila[0], cumplimiento_de(fila[1:])) for fila in sql.meses(self._motor, f, proceso))

    def cumplimiento(self, f: Filtro = _TODO, proceso: str = "") -> Cumplimiento:
        """Compliance of all of it."""
        # A visit is of one month, so that its visits add up.
        meses = [fila[1:] for fila in sql.meses(self._motor, f, proceso)]
        return cumplimiento_de([sum(int(m[n]) for m in meses) for n in range(10)])

    def sumandos(self, f: Filtro = _TODO, proceso: str = "") -> tuple[Sumando, ...]:
        """What any compliance is made of: each cédula of each visit, newest visits first."""
        return tuple(sumando_de(fila) for fila in sql.sumas(self._motor, f, proceso))

    # --- findings and measures ------------------------------------------------------------------------------------

    def hallazgos(self, f: Filtro = _TODO, *, abiertos: bool = True, vencidos: bool = False) -> tuple[Hallazgo, ...]:
        """Findings as they stand, the most overdue first: those not solved, only the overdue ones, or all."""
        corte = self._hoy().isoformat() if vencidos else ""
        return self._hallazgos(sql.hallazgos(self._motor, f, abiertos=abiertos, vencidos_a=corte))

    def cuenta_de_hallazgos(self, f: Filtro = _TODO) -> CuentaHallazgos:
        """How many there are, by state and by risk (risk: of those not solved)."""
        por_estado: dict[EstadoHallazgo, int] = defaultdict(int)
        por_riesgo: dict[Riesgo, int] = defaultdict(int)
        vencidos, centavos = 0, 0
        for estado, riesgo, vencida, cuantos, millares, resto in sql.cuenta_de_hallazgos(
            self._motor, f, self._hoy().isoformat()
        ):
            por_estado[EstadoHallazgo(estado)] += cuantos
            if EstadoHallazgo(estado) is not EstadoHallazgo.SOLVENTADA:
                por_riesgo[Riesgo(riesgo)] += cuantos
                vencidos += cuantos if vencida else 0
                centavos += int(millares) * 10**9 + int(resto)
        solventados = por_estado.get(EstadoHallazgo.SOLVENTADA, 0)
        return CuentaHallazgos(
            por_estado=dict(por_estado),
            por_riesgo=dict(por_riesgo),
            abiertos=sum(por_estado.values()) - solventados,
            vencidos=vencidos,
            solventados=solventados,
            importe=Decimal(centavos) / 100,
        )

    def antiguedad(self, f: Filtro = _TODO) -> tuple[Tramo, ...]:
        """Open findings by how many calendar days ago they were found. ``de_tramo`` lists one of them."""
        hoy = self._hoy()
        edades = [((hoy - date.fromisoformat(d)).days, n) for d, n in sql.fechas_de_abiertos(self._motor, f)]
        return tuple(
            Tramo(
                desde=a,
                hasta=b,
                # What is dated after today (a wrong clock) is of today.
                cuantos=sum(n for dias, n in edades if a <= max(0, dias) and (b is None or dias <= b)),
                desde_dia=hoy - timedelta(days=b) if b is not None else None,
                hasta_dia=hoy - timedelta(days=a) if a else date.max,
            )
            for a, b in TRAMOS
        )

    def de_tramo(self, f: Filtro, tramo: Tramo) -> tuple[Hallazgo, ...]:
        """The open findings of one bracket of age."""
        return tuple(
            h
            for h in self.hallazgos(f)
            if h.fecha <= tramo.hasta_dia and (tramo.desde_dia is None or h.fecha >= tramo.desde_dia)
        )

    def medidas(
        self, f: Filtro = _TODO, *, pendientes: bool = True, vencidas: bool = False, limite: int = 0
    ) -> tuple[Medida, ...]:
        """Measures, the earliest date first: those not done of findings not solved, only the overdue ones, or all.

        ``limite``: no more than so many.
        """
        corte = self._hoy().isoformat() if vencidas else ""
        cuenta = Cuenta(self._hoy(), self._feriados)
        filas = sql.medidas(self._motor, f, pendientes=pendientes, vencidas_a=corte, limite=limite)
        return tuple(medida_de(fila, cuenta) for fila in filas)

    def en_plazo(self, f: Filtro = _TODO) -> tuple[MesEnPlazo, ...]:
        """Measures done by their date, after it or not at all, by the month of that date; ``medidas_en_plazo`` lists
        them.
        """
        por_mes: dict[str, dict[Puntualidad, int]] = defaultdict(lambda: defaultdict(int))
        for fecha, cumplida, cuantas in sql.fechas_de_medidas(self._motor, f):
            hecha = date.fromisoformat(cumplida) if cumplida else None
            como = puntualidad(date.fromisoformat(fecha), hecha, self._hoy())
            if como is not None:
                por_mes[fecha[:7]][como] += int(cuantas)
        return tuple(
            MesEnPlazo(mes, EnPlazo(**{p.value: cuenta[p] for p in Puntualidad}))
            for mes, cuenta in sorted(por_mes.items())
        )

    def medidas_en_plazo(self, f: Filtro = _TODO, mes: str = "") -> tuple[Medida, ...]:
        """The measures that ``en_plazo`` counts, each with how it stands; ``mes``: only those whose date is of it."""
        return tuple(
            m
            for m in self.medidas(f, pendientes=False)
            if m.puntual is not None and m.fecha is not None and m.fecha.isoformat().startswith(mes)
        )

    def vida_de(self, hallazgo: str) -> tuple[Verificado, ...]:
        """What later visits verified of a finding, oldest first."""
        return tuple(
            Verificado(sha256, folio, date.fromisoformat(dia), quien, resultado, nota)
            for sha256, folio, dia, quien, resultado, nota in sql.verificaciones(self._motor, hallazgo)
        )

    def recurrencia(self, f: Filtro = _TODO) -> tuple[Recurrencia, ...]:
        """Items in which a unit had findings in more than one visit, the most repeated first."""
        return tuple(
            Recurrencia(
                unidad_clave=fila[0],
                unidad=fila[1],
                lugar=Lugar(*fila[2:6]),
                item=fila[6],
                departamento=departamento_de(fila[7]),
                veces=fila[8],
                primera=date.fromisoformat(fila[9]),
                ultima=date.fromisoformat(fila[10]),
                abiertos=fila[11],
            )
            for fila in sql.recurrencia(self._motor, f)
        )

    def de_recurrencia(self, r: Recurrencia, f: Filtro = _TODO) -> tuple[Hallazgo, ...]:
        """The findings that one is made of, oldest first."""
        return self._hallazgos(sql.de_recurrencia(self._motor, f, r.unidad_clave, r.item))

    def _hallazgos(self, filas: Sequence[Sequence[Any]]) -> tuple[Hallazgo, ...]:
        cuenta = Cuenta(self._hoy(), self._feriados)
        return tuple(hallazgo_de(fila, cuenta) for fila in filas)

    # --- indicators and deliveries --------------------------------------------------------------------------------

    def indicadores(self, f: Filtro = _TODO) -> tuple[Indicador, ...]:
        """The last measure of each indicator and period at each unit."""
        return tuple(indicador_de(fila) for fila in sql.indicadores(self._motor, f))

    def resumen_de_indicadores(self, f: Filtro = _TODO) -> tuple[ResumenIndicador, ...]:
        """How many units are at their goal, by indicator and period; ``indicadores`` lists them."""
        resumen = []
        for (codigo, periodo), grupo in groupby(self.indicadores(f), key=lambda i: (i.codigo, i.periodo)):
            cuenta: dict[Veredicto, int] = defaultdict(int)
            nombre = ""
            for i in grupo:
                cuenta[i.veredicto] += 1
                nombre = i.nombre
            resumen.append(ResumenIndicador(codigo, nombre, periodo, dict(cuenta)))
        return tuple(resumen)

    def historia_de_indicador(self, codigo: str, periodo: Periodo, f: Filtro = _TODO) -> tuple[Indicador, ...]:
        """Every measure of one indicator, oldest first."""
        return tuple(indicador_de(x) for x in sql.historia_de_indicador(self._motor, f, codigo, periodo.value))

    def entregas(self, f: Filtro = _TODO, *, todas: bool = False, limite: int = 0) -> tuple[Entregado, ...]:
        """Who delivered what and when, newest first. ``todas``: also what was replaced, clashes or is not trusted.

        ``limite``: no more than so many.
        """
        return tuple(entregado_de(fila) for fila in sql.entregas(self._motor, f, todas=todas, limite=limite))

    def por_supervisor(self, f: Filtro = _TODO) -> tuple[PorSupervisor, ...]:
        """Visits, units and open findings by who heads the team; most visits first."""
        return tuple(
            PorSupervisor(quien, visitas, unidades, date.fromisoformat(a), date.fromisoformat(b), int(abiertos))
            for quien, visitas, unidades, a, b, abiertos in sql.por_supervisor(self._motor, f)
        )

    def documentos(self, sha256: str) -> tuple[DocumentoDe, ...]:
        """The documents of a package, with who signed them."""
        filas = sql.documentos(self._motor, sha256)
        return tuple(documento_de(list(grupo)) for _, grupo in groupby(filas, key=lambda fila: fila[0]))

    # --- what there is, and what does not count -------------------------------------------------------------------

    def totales(self, f: Filtro = _TODO) -> Totales:
        return Totales(*sql.totales(self._motor, f), *sql.sin_contar(self._motor, f.ficticias))

    def lugares(self, f: Filtro = _TODO) -> tuple[Opcion, ...]:
        """OOAD and Subdelegaciones that have visits."""
        return tuple(Opcion(Lugar(*fila[:4]), fila[4]) for fila in sql.lugares(self._motor, f.ficticias))

    def conflictos(self) -> tuple[Conflicto, ...]:
        """Packages of which there is another one for the same revision. None of them is preferred."""
        return tuple(conflicto_de(fila) for fila in sql.conflictos(self._motor))

    def cadenas_rotas(self) -> tuple[CadenaRota, ...]:
        """Packages whose predecessor is not here, or is none."""
        return tuple(rota_de(fila) for fila in sql.rotas(self._motor))

    def cuarentena(self) -> tuple[Apartado, ...]:
        """What came and could not be taken in, with its reason."""
        return self._indice.apartados()

    def novedades(self, cuantas: int = 100) -> tuple[Novedad, ...]:
        """The log of the index, newest first."""
        return self._indice.novedades(cuantas)
