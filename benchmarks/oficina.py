"""The office: an index of 10,000 visits × 200 answers made anew, and every question of the dashboard, against raw SQL
on the same engine in the same run. On SQLite, and on PostgreSQL where a server is installed.

``PAQUETES=10000`` also reads that many real packages instead of the 400 that it takes otherwise (3 GB of disk).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.ratio import compare, seconds
from supervisor_app.domain.avance import resultados
from supervisor_app.domain.base import Persona
from supervisor_app.domain.catalogo import Sentido, UnidadIndicador
from supervisor_app.domain.cedula.answers import CedulaFijada, Cumplimiento, Respuesta, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Departamento,
    FunctionRef,
    ItemDefinition,
    Kind,
    UnitKind,
)
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida, Riesgo
from supervisor_app.domain.indicador import IndicadorMedido, Periodo, id_de_indicador
from supervisor_app.domain.seguimiento import ResultadoVerificacion, Verificacion, id_de_verificacion
from supervisor_app.domain.visita import EstadoVisita, Unidad, Visita
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.paquete import Contenido, armar
from supervisor_app.exchange.verificador import Informe
from supervisor_app.services.contenido_paquete import registros_compartidos
from supervisor_app.services.oficina import filas
from supervisor_app.services.oficina.consultas import Filtro, Tablero
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.services.oficina.panorama import Panorama
from supervisor_app.store.oficina.hechos import HIJAS, Leido, Veredicto, columnas, de, valores
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.store.oficina.motor import Motor
from tests.store.oficina.motores import esquema_nuevo, hay_servidor, servidor

VISITAS = 10_000
UNIDADES = 134
CEDULAS, PUNTOS = 10, 20
_LOTE = 200
_HOY = date(2026, 11, 21)
_LISTAS = 5
"""Times each list is asked for; sums, three times as often."""


# --- fictitious visits ----------------------------------------------------------------------------------------------


def _definicion(n: int) -> CedulaDefinition:
    codigo = f"CO-{n + 1:02d}"
    items = tuple(
        ItemDefinition(
            id=f"{codigo}-{p + 1:02d}",
            pregunta=f"¿El expediente {p + 1} de la muestra reúne todo lo que pide la norma que se revisa?",
            tipo=Kind.MUESTRA if p % 4 == 0 else Kind.CUMPLE,
            evidencia="Expediente y control de la unidad",
            fundamento=(FunctionRef.parse("JSAC:7.1.3:3"),),
        )
        for p in range(PUNTOS)
    )
    return CedulaDefinition(
        codigo=codigo, version=1, vigente_al=date(2026, 1, 1), departamento=list(Departamento)[n % 4],
        seccion_manual="7.1.3", proceso=f"Proceso de prueba {n + 1}", unidades=(UnitKind.SUB,), items=items,
    )  # fmt: skip


DEFINICIONES = [_definicion(n) for n in range(CEDULAS)]
_PALABRAS = (Cumplimiento.CUMPLE,) * 7 + (Cumplimiento.PARCIAL, Cumplimiento.NO_CUMPLE, Cumplimiento.NO_APLICA)


def _id(n: int) -> str:
    return f"{n:032x}"


def visita(n: int) -> Expediente:
    """The n-th visit: 200 answers, five findings with six measures, two indicators, a verification in a third."""
    azar = random.Random(n)
    sub, dia, id_ = n % UNIDADES, date(2024, 1, 8) + timedelta(days=n * 1000 // VISITAS), _id(n)
    v = Visita(
        id=id_, folio=f"V-{dia.year}-{n:05d}", estado=EstadoVisita.CERRADA, inicio=dia, fin=dia,
        unidad=Unidad(
            tipo=UnitKind.SUB, ooad=f"{sub // 4 + 1:02d}", ooad_nombre=f"OOAD {sub // 4 + 1}",
            subdelegacion=f"{sub % 4 + 1:02d}", subdelegacion_nombre=f"Subdelegación {sub + 1}",
        ),
        equipo=(Persona(nombre=f"Supervisora {n % 80:02d}", cargo="Supervisora"),), fecha_corte=dia,
        cedulas=tuple(d.codigo for d in DEFINICIONES),
        creada=datetime(dia.year, dia.month, dia.day, 9, tzinfo=UTC) + timedelta(seconds=n % 3600),
    )  # fmt: skip
    respuestas = {}
    for d in DEFINICIONES:
        for item in d.items:
            valor = (
                ValorMuestra(revisados=20, con_inconsistencia=azar.choice((0, 0, 0, 3)), importe=Decimal("1250.50"))
                if item.tipo is Kind.MUESTRA
                else ValorCumple(valor=azar.choice(_PALABRAS))
            )
            respuestas[item.id] = Respuesta(
                id=f"{id_}:{item.id}", visita_id=id_, cedula=d.codigo, item_id=item.id, valor=valor
            )
    malas = [r for r in respuestas.values() if r.levanta_inconsistencia][:5]
    hallazgos = {
        f"{id_}:i:{r.item_id}": Inconsistencia(
            id=f"{id_}:i:{r.item_id}", visita_id=id_, numero=k, cedula=r.cedula, items=(r.item_id,),
            riesgo=list(Riesgo)[k % 3],
        )
        for k, r in enumerate(malas, start=1)
    }  # fmt: skip
    medidas = {
        f"{h.id}:m{m}": Medida(
            id=f"{h.id}:m{m}", visita_id=id_, inconsistencia_id=h.id, orden=m, texto="Integrar lo que falta",
            responsable_cargo="Jefatura del Departamento", fecha=dia + timedelta(days=30 * (m + h.numero)),
            avance=azar.choice((0, 40, 100)),
        )
        for h in hallazgos.values() for m in ((1, 2) if h.numero == 1 else (1,))
    }  # fmt: skip
    return Expediente(
        visita=v,
        fijadas={d.codigo: CedulaFijada(id=f"{id_}:{d.codigo}", visita_id=id_, definicion=d) for d in DEFINICIONES},
        respuestas=respuestas, inconsistencias=hallazgos, medidas=medidas,
        verificaciones=_verificaciones(n), indicadores=_indicadores(v, azar),
    )  # fmt: skip


def _verificaciones(n: int) -> dict[str, Verificacion]:
    """Of the first items of the visit before to the same unit, whether or not they were found wanting there."""
    if n < UNIDADES or n % 3:
        return {}
    antes = n - UNIDADES
    dichas = {}
    for item in ("CO-01-01", "CO-01-02", "CO-01-03"):
        hallazgo = f"{_id(antes)}:i:{item}"
        v = Verificacion(
            id=id_de_verificacion(_id(n), hallazgo), visita_id=_id(n), hallazgo_id=hallazgo,
            hallazgo_visita_id=_id(antes), folio=f"V-{antes}", resultado=ResultadoVerificacion.SOLVENTADA,
        )  # fmt: skip
        dichas[v.id] = v
    return dichas


def _indicadores(v: Visita, azar: random.Random) -> dict[str, IndicadorMedido]:
    medidos = {}
    for codigo in ("IND-03", "IND-04"):
        id_ = id_de_indicador(v.id, codigo, Periodo.MES)
        medidos[id_] = IndicadorMedido(
            id=id_, visita_id=v.id, codigo=codigo, nombre="Índice de prueba", unidad=UnidadIndicador.PORCENTAJE,
            sentido=Sentido.SUBE, meta=Decimal(90), real=Decimal(azar.randint(7000, 9900)) / 100,
        )  # fmt: skip
    return medidos


def leido(n: int) -> Leido:
    """What reading the package of the n-th visit gives."""
    e, sha256 = visita(n), f"{n:064x}"
    informe = Informe(
        Path("x"), (), sha256, 300_000, e.visita.id, e.visita.folio, 1, None, e.visita.creada.date().isoformat(), 12
    )
    de_hallazgos, items, medidas = filas.hallazgos(e, sha256)
    return Leido(
        clave=f"visitas/{e.visita.creada:%Y/%m}/{e.visita.id}.r1.{n:016x}.zip",
        paquete=filas.paquete(informe, Veredicto.INSCRITO, f"{n % 40:016x}", "", ""),
        visita=filas.visita(e.visita, sha256),
        sumas=filas.sumas(e, resultados(e, e.definiciones), sha256),
        hallazgos=de_hallazgos,
        items=items,
        medidas=medidas,
        verificaciones=filas.verificaciones(e.verificaciones_en_orden(), sha256),
        indicadores=filas.indicadores(e, sha256),
    )


# --- measuring ------------------------------------------------------------------------------------------------------


def medir(carpeta: Path) -> None:
    """Every engine that is here, one after the other."""
    _paquetes(carpeta, int(os.environ.get("PAQUETES", "400")))
    todos = [leido(n) for n in range(VISITAS)]
    _motor("SQLite", lambda n: str(carpeta / f"{n}.db"), todos)
    if not hay_servidor():
        print("office: PostgreSQL is not installed here (.ci/setup red)")
        return
    with servidor(durable=True) as url:
        _motor("PostgreSQL", lambda _: esquema_nuevo(url), todos)


def _paquetes(carpeta: Path, cuantos: int) -> None:
    """Real packages through the whole walk: verified, read by the domain's models, taken in."""
    buzon = carpeta / "buzon"
    octetos = 0
    for n in range(cuantos):
        e = visita(n)
        archivos = {f"registros/{k}.json": v for k, v in registros_compartidos(e).items()}
        hecho = armar(Contenido(e.visita.id, e.visita.folio, 1, None, e.visita.creada, archivos), buzon / "visitas")
        ruta = buzon / hecho.clave
        ruta.parent.mkdir(parents=True, exist_ok=True)
        hecho.path.rename(ruta)
        octetos += hecho.bytes
    with Indice(str(carpeta / "paquetes.db")) as indice:
        x = Indexador(indice, DestinoCarpeta(buzon), lambda: datetime.now(UTC), carpeta=buzon)
        todo = seconds(x.reconstruir)
        nada = seconds(x.indexar)
    print(
        f"office: rebuild from {cuantos:,} packages ({octetos / 1e6:,.0f} MB): {todo:8.2f} s, "
        f"{todo / cuantos * 1e3:.2f} ms each; a walk with nothing new {nada * 1e3:.1f} ms"
    )


def _motor(nombre: str, lugar: Callable[[str], str], todos: Sequence[Leido]) -> None:
    crudo = Indice(lugar("crudo"))
    with Indice(lugar("nuestro")) as indice:
        nuestro = seconds(lambda: _cargar(indice, todos))
        raso = seconds(lambda: _cargar_crudo(crudo.motor, todos))
        print(
            f"office: index {VISITAS:,} visits, {nombre:<18} {nuestro / raso:6.2f} x   {nuestro:9.2f} s against "
            f"{raso:9.2f} s (the same rows in bulk, one transaction, nothing derived)"
        )
        _una_mas(nombre, indice, crudo.motor)
        _afinar(indice.motor)
        _preguntas(nombre, indice)
        _contra_respuestas(nombre, indice)
    crudo.cerrar()


def _cargar(indice: Indice, todos: Sequence[Leido]) -> None:
    with indice.reconstruccion():
        for n in range(0, len(todos), _LOTE):
            indice.asentar(todos[n : n + _LOTE], cuando="2026-11-21T10:00:00+00:00")


def _cargar_crudo(motor: Motor, todos: Sequence[Leido]) -> None:
    with motor.escritura():
        for tabla, clase in {"paquete": type(todos[0].paquete), **HIJAS}.items():
            nombres = columnas(clase)
            suyas = [u.paquete for u in todos] if tabla == "paquete" else [f for u in todos for f in de(u, tabla)]
            motor.volcar(tabla, nombres, [valores(f, nombres) for f in suyas])


def _una_mas(nombre: str, indice: Indice, crudo: Motor) -> None:
    """One more visit taken in, durably, with all that follows from it."""
    nuevas, otras = iter(range(VISITAS, VISITAS + 400)), iter(range(VISITAS, VISITAS + 400))
    compare(
        f"office: take in one visit, {nombre}",
        lambda: indice.asentar([leido(next(nuevas))], cuando="2026-11-21T10:00:00+00:00"),
        lambda: _cargar_crudo(crudo, [leido(next(otras))]),
        against="the same rows, nothing derived",
        times=100,
    )


def _afinar(motor: Motor) -> None:
    """As a server does by itself after a while."""
    motor.ejecutar("ANALYZE")


_VALE = "v.vale = 1 AND v.ficticia = 0"
_CRUDAS: dict[str, tuple[Callable[[Panorama], object], str]] = {
    "heat map": (
        lambda t: t.mapa(),
        "SELECT v.ooad, v.subdelegacion, s.proceso, SUM(s.cumple), SUM(s.parcial), SUM(s.no_cumple), SUM(s.logrado),"
        f" SUM(s.posible) FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {_VALE}"
        " GROUP BY v.ooad, v.subdelegacion, s.proceso",
    ),
    "heat map of one OOAD": (
        lambda t: t.mapa(Filtro(ooad="06")),
        "SELECT v.ooad, v.subdelegacion, s.proceso, SUM(s.cumple), SUM(s.parcial), SUM(s.no_cumple), SUM(s.logrado),"
        f" SUM(s.posible) FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {_VALE} AND v.ooad = '06'"
        " GROUP BY v.ooad, v.subdelegacion, s.proceso",
    ),
    "compliance by month": (
        lambda t: t.por_mes(),
        "SELECT v.mes, SUM(s.cumple), SUM(s.parcial), SUM(s.no_cumple), SUM(s.logrado), SUM(s.posible) FROM suma s"
        f" JOIN visita v ON v.sha256 = s.sha256 WHERE {_VALE} GROUP BY v.mes",
    ),
    "findings counted": (
        lambda t: t.cuenta_de_hallazgos(),
        "SELECT h.estado_actual, h.riesgo, COUNT(*) FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {_VALE} GROUP BY h.estado_actual, h.riesgo",
    ),
    "findings by age": (
        lambda t: t.antiguedad(),
        "SELECT h.fecha, COUNT(*) FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {_VALE} AND h.estado_actual <> 'solventada' GROUP BY h.fecha",
    ),
    "overdue findings of one OOAD, listed": (
        lambda t: t.hallazgos(Filtro(ooad="06"), vencidos=True),
        "SELECT h.*, v.unidad_titulo FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {_VALE} AND v.ooad = '06' AND h.estado_actual <> 'solventada' AND h.plazo <> ''"
        f" AND h.plazo < '{_HOY}' ORDER BY h.plazo",
    ),
    "overdue findings, all listed": (
        lambda t: t.hallazgos(vencidos=True),
        "SELECT h.*, v.unidad_titulo FROM hallazgo h JOIN visita v ON v.sha256 = h.sha256"
        f" WHERE {_VALE} AND h.estado_actual <> 'solventada' AND h.plazo <> '' AND h.plazo < '{_HOY}' ORDER BY h.plazo",
    ),
    "overdue measures of one OOAD, listed": (
        lambda t: t.medidas(Filtro(ooad="06"), vencidas=True),
        "SELECT m.*, h.titulo FROM medida m JOIN hallazgo h ON h.sha256 = m.sha256 AND h.id = m.hallazgo"
        f" JOIN visita v ON v.sha256 = m.sha256 WHERE {_VALE} AND v.ooad = '06' AND m.avance_actual < 100"
        f" AND h.estado_actual <> 'solventada' AND m.fecha_actual < '{_HOY}' ORDER BY m.fecha_actual",
    ),
    "recurrence": (
        lambda t: t.recurrencia(),
        "SELECT v.unidad, i.item, COUNT(DISTINCT v.visita) AS veces, MIN(v.dia), MAX(v.dia), COUNT(DISTINCT CASE WHEN"
        " h.estado_actual <> 'solventada' THEN h.id END) FROM hallazgo_item i JOIN hallazgo h ON h.sha256 = i.sha256"
        f" AND h.id = i.hallazgo JOIN visita v ON v.sha256 = i.sha256 WHERE {_VALE} GROUP BY v.unidad, i.item"
        " HAVING COUNT(DISTINCT v.visita) > 1 ORDER BY veces DESC",
    ),
    "indicators against goals": (
        lambda t: t.resumen_de_indicadores(),
        "SELECT codigo, periodo, veredicto, COUNT(*) FROM (SELECT i.codigo, i.periodo, i.veredicto, ROW_NUMBER() OVER"
        " (PARTITION BY v.unidad, i.codigo, i.periodo ORDER BY v.momento DESC) AS n FROM indicador i JOIN visita v"
        f" ON v.sha256 = i.sha256 WHERE {_VALE}) AS t WHERE n = 1 GROUP BY codigo, periodo, veredicto",
    ),
    "who delivered, counted": (
        lambda t: t.por_supervisor(),
        "SELECT v.supervisor, COUNT(*), MAX(v.dia), SUM(a.n) FROM visita v LEFT JOIN (SELECT sha256, COUNT(*) AS n"
        " FROM hallazgo WHERE estado_actual <> 'solventada' GROUP BY sha256) AS a ON a.sha256 = v.sha256"
        f" WHERE {_VALE} GROUP BY v.supervisor",
    ),
    "deliveries of a month, listed": (
        lambda t: t.entregas(Filtro(desde=date(2026, 6, 1), hasta=date(2026, 6, 30))),
        f"SELECT p.*, v.* FROM paquete p JOIN visita v ON v.sha256 = p.sha256 WHERE {_VALE}"
        " AND v.dia BETWEEN '2026-06-01' AND '2026-06-30'",
    ),
    "what a cell is made of": (
        lambda t: t.sumandos(Filtro(ooad="06", subdelegacion="01"), "CO-05"),
        f"SELECT s.*, v.folio FROM suma s JOIN visita v ON v.sha256 = s.sha256 WHERE {_VALE} AND v.ooad = '06'"
        " AND v.subdelegacion = '01' AND s.proceso = 'CO-05'",
    ),
    "visits made since a year, for the programme, listed": (
        lambda t: t.visitas_hechas(False, date(2025, 1, 1)),
        "SELECT DISTINCT v.*, s.departamento FROM visita v LEFT JOIN suma s ON s.sha256 = v.sha256"
        f" WHERE {_VALE} AND v.dia >= '2025-01-01'",
    ),
    "totals and what does not count": (
        lambda t: t.totales(),
        f"SELECT COUNT(*), COUNT(DISTINCT v.unidad) FROM visita v WHERE {_VALE}",
    ),
}


def _preguntas(nombre: str, indice: Indice) -> None:
    t = Panorama(indice, hoy=lambda: _HOY, feriados=())
    for que, (nuestra, cruda) in _CRUDAS.items():
        compare(
            f"office: {que}, {nombre}",
            lambda nuestra=nuestra: nuestra(t),  # type: ignore[misc]  # the loop's own, kept
            lambda cruda=cruda: _crudo(indice.motor, cruda),  # type: ignore[misc]  # the loop's own, kept
            against="raw SQL",
            times=_LISTAS if "listed" in que else 3 * _LISTAS,
        )


def _crudo(motor: Motor, sql: str) -> list[tuple[Any, ...]]:
    """Straight on the driver's connection: nothing of ours between."""
    conexion: Any = motor._conexion  # type: ignore[attr-defined]  # both engines have it
    return list(conexion.execute(sql).fetchall())


def _contra_respuestas(nombre: str, indice: Indice) -> None:
    """The heat map from the sums, against the same from two million answers without sums."""
    with indice.motor.escritura():
        indice.motor.definir("CREATE TABLE respuesta (sha256 TEXT NOT NULL, item TEXT NOT NULL, palabra TEXT NOT NULL)")
        for tanda in _respuestas():
            indice.motor.volcar("respuesta", ("sha256", "item", "palabra"), tanda)
    t = Tablero(indice, hoy=lambda: _HOY, feriados=())
    cruda = (
        "SELECT v.ooad, v.subdelegacion, SUBSTR(r.item, 1, 5), SUM(CASE WHEN r.palabra = 'cumple' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN r.palabra = 'parcial' THEN 1 ELSE 0 END), COUNT(*) FROM respuesta r JOIN visita v"
        f" ON v.sha256 = r.sha256 WHERE {_VALE} GROUP BY v.ooad, v.subdelegacion, SUBSTR(r.item, 1, 5)"
    )
    compare(f"office: heat map, {nombre}", t.mapa, lambda: _crudo(indice.motor, cruda), against="2 M answers", times=3)


def _respuestas() -> Iterator[list[tuple[str, str, str]]]:
    azar = random.Random(7)
    items = [i.id for d in DEFINICIONES for i in d.items]
    for n in range(0, VISITAS, _LOTE):
        yield [(f"{v:064x}", item, azar.choice(_PALABRAS).value) for v in range(n, n + _LOTE) for item in items]
