"""Where asuntos come from: on a desk the index and the notebook, on a laptop its own visits and what the office sent.

Both answer alike; what follows is the domain's to say. They must never write.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from supervisor_app.domain.hallazgo import EstadoHallazgo, Inconsistencia, Medida, Origen, Riesgo, TipoMedida
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Antecedente,
    HallazgoAnterior,
    Observacion,
    Verificacion,
    Verificada,
    con_actos,
    medida_tras,
    momento,
    seguidos,
)
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.services.desahogo import armado, cuaderno
from supervisor_app.services.desahogo.valores import Asunto, ClaseDeAsunto, MedidaSeguida
from supervisor_app.services.oficina.filas import clave
from supervisor_app.services.oficina.renglones import Cuenta, hallazgo_de
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina import asuntos as sql
from supervisor_app.store.oficina import consultas
from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.indice import Indice


@dataclass(frozen=True)
class Seguido:
    """One asunto with all that is known of it. ``halladores``: who found it; ``verificadores``: by visit, who did."""

    asunto: Asunto
    anterior: HallazgoAnterior
    causa: str = ""
    fundamento: tuple[str, ...] = ()
    halladores: str = ""
    verificadores: dict[str, str] | None = None
    falta_detalle: bool = False

    def quien_verifico(self, v: Verificada) -> str:
        return (self.verificadores or {}).get(v.visita.id, "")


class Fuente(Protocol):
    """Of one moment."""

    def asuntos(self, ficticias: bool) -> list[Asunto]: ...

    def medidas(self, de: Mapping[str, Asunto]) -> list[MedidaSeguida]:
        """Those of these asuntos, by id."""

    def uno(self, id_: str) -> Seguido | None: ...

    def items(self, ficticias: bool) -> dict[str, list[str]]:
        """The questions that each finding gathers, by its id."""

    def procesos(self) -> dict[str, str]:
        """The titles of processes, by code."""


# --- observations, on either ----------------------------------------------------------------------------------------


class DeObservaciones:
    """The observations of reviewers from outside, folded with the acts and verifications on them."""

    def __init__(
        self,
        observaciones: Iterable[Observacion],
        actos: Iterable[ActoDeSeguimiento],
        verificadas: Iterable[tuple[str, Verificada]],
        cuenta: Cuenta,
    ) -> None:
        self._todas = {o.id: o for o in observaciones}
        self._actos: dict[str, list[ActoDeSeguimiento]] = defaultdict(list)
        self._dichas: dict[str, list[Verificada]] = defaultdict(list)
        for a in actos:
            self._actos[a.hallazgo_id].append(a)
        for id_, v in verificadas:
            self._dichas[id_].append(v)
        self._cuenta = cuenta

    def asuntos(self, ficticias: bool) -> list[Asunto]:
        return [self._asunto(o, self._anterior(o)) for o in self._todas.values() if o.ficticia == ficticias]

    def medidas(self, de: Mapping[str, Asunto]) -> list[MedidaSeguida]:
        suyas = (Seguido(de[i], self._anterior(o)) for i, o in self._todas.items() if i in de)
        return [m for s in suyas for m in medidas_de(s, self._cuenta)]

    def uno(self, id_: str) -> Seguido | None:
        o = self._todas.get(id_)
        if o is None:
            return None
        t = self._anterior(o)
        return Seguido(self._asunto(o, t), t, halladores=o.quien)

    def _anterior(self, o: Observacion) -> HallazgoAnterior:
        actos = tuple(a for a in self._actos[o.id] if a.ficticio == o.ficticia)
        dichas = tuple(v for v in self._dichas[o.id] if v.visita.ficticia == o.ficticia)
        sola = seguidos([replace(o.como_antecedente(), actos=actos)])[0]
        medidas = tuple(medida_tras(m, dichas, actos=actos) for m in o.medidas)
        return replace(sola, verificadas=dichas, medidas=medidas)

    def _asunto(self, o: Observacion, t: HallazgoAnterior) -> Asunto:
        return armado.asunto_de(
            t,
            self._cuenta,
            clase=ClaseDeAsunto.OBSERVACION,
            folio=o.folio,
            lugar=armado.lugar_de(o.unidad, o.ooad, o.ooad_nombre),
            de=o.de,
            departamento=o.departamento,
        )


def medidas_de(s: Seguido, cuenta: Cuenta) -> list[MedidaSeguida]:
    return [
        armado.medida_de(s.asunto, m, n, armado.original(m), cuenta) for n, m in enumerate(s.anterior.medidas, start=1)
    ]


# --- the desk -------------------------------------------------------------------------------------------------------


class DeOficina:
    """Over the index, whose acts are those of the notebook, and the observations of the notebook."""

    def __init__(self, almacen: Almacen, indice: Indice, cuenta: Cuenta) -> None:
        self._motor, self._cuenta = indice.motor, cuenta
        suyas = cuaderno.observaciones(almacen)
        ids = sorted(o.id for o in suyas)
        actos = (ActoDeSeguimiento.model_validate_json(d) for d in sql.actos_de(self._motor, ids))
        dichas = ((fila[0], _verificada(fila)) for fila in sql.verificaciones(self._motor, ids))
        self._observaciones = DeObservaciones(suyas, actos, dichas, cuenta)

    def asuntos(self, ficticias: bool) -> list[Asunto]:
        medidas: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for fila in sql.medidas(self._motor, ficticias):
            medidas[fila[0]].append((fila[5], fila[8]))
        veces: dict[str, int] = dict(sql.veces(self._motor, ficticias))
        filas = consultas.hallazgos(self._motor, Filtro(ficticias=ficticias), abiertos=False)
        return [
            *(self._asunto(f, medidas.get(f[10], []), veces.get(f[10], 1), ficticias) for f in filas),
            *self._observaciones.asuntos(ficticias),
        ]

    def _asunto(self, fila: tuple[object, ...], suyas: list[tuple[str, int]], veces: int, ficticias: bool) -> Asunto:
        h = hallazgo_de(fila, self._cuenta)
        return Asunto(
            id=h.id,
            clase=ClaseDeAsunto.HALLAZGO,
            folio=h.folio,
            titulo=h.titulo,
            unidad=h.unidad,
            unidad_clave=h.unidad_clave,
            lugar=h.lugar,
            departamento=h.departamento,
            proceso=h.proceso,
            origen=armado.origen_de(h.origen),
            origen_completo=h.origen,
            riesgo=h.riesgo,
            importe=h.importe,
            estado=h.estado,
            fecha=h.fecha,
            visto_el=h.visto_el,
            plazo=h.plazo,
            antiguedad=h.antiguedad,
            atraso=h.atraso,
            veces=int(veces),
            medidas=len(suyas),
            medidas_pendientes=sum(avance < 100 for _, avance in suyas),
            responsables=tuple(dict.fromkeys(r for r, _ in suyas if r)),
            visita=h.visita_folio,
            ficticio=ficticias,
        )

    def medidas(self, de: Mapping[str, Asunto]) -> list[MedidaSeguida]:
        hechas: list[MedidaSeguida] = []
        numero, anterior = 0, ""
        for hallazgo, id_, _, tipo, texto, responsable, fecha, actual, avance, prorrogas in sql.medidas(
            self._motor, any(a.ficticio for a in de.values())
        ):
            numero, anterior = (numero + 1 if anterior == hallazgo else 1), hallazgo
            if (a := de.get(hallazgo)) is None:
                continue
            m = Medida.model_construct(
                id=id_, tipo=TipoMedida(tipo), texto=texto, responsable_nombre=responsable, responsable_cargo="",
                fecha=_dia(actual), avance=avance, prorrogas=(), evidencia_esperada="",
            )  # fmt: skip
            hechas.append(armado.medida_de(a, m, numero, _dia(fecha), self._cuenta, prorrogas=prorrogas))
        return [*hechas, *self._observaciones.medidas(de)]

    def uno(self, id_: str) -> Seguido | None:
        return self._observaciones.uno(id_) or self._hallazgo(id_)

    def items(self, ficticias: bool) -> dict[str, list[str]]:
        suyos: dict[str, list[str]] = defaultdict(list)
        for hallazgo, item in sql.items_de_todos(self._motor, ficticias):
            suyos[hallazgo].append(item)
        return suyos

    def procesos(self) -> dict[str, str]:
        return sql.procesos(self._motor)

    def _hallazgo(self, id_: str) -> Seguido | None:
        fila = sql.hallazgo(self._motor, id_)
        if fila is None:
            return None
        detalle, numero, estado, titulo, riesgo, importe, *de_visita = fila
        visita = _visita(de_visita[:5], ficticia=bool(de_visita[5]))
        unidad_clave, sha256, supervisor = de_visita[6:]
        renglones = sql.verificaciones(self._motor, [id_])
        dichas = tuple(
            v
            for f in renglones
            for v in [_verificada(f)]
            if unidad_clave and (f[8], bool(f[9])) == (unidad_clave, visita.ficticia) and v.visita.id != visita.id
        )
        actos = tuple(
            a
            for d in sql.actos_de(self._motor, [id_])
            for a in [ActoDeSeguimiento.model_validate_json(d)]
            if a.ficticio == visita.ficticia
        )
        acordadas = (Medida.model_validate_json(d) for d in sql.registros_de_medidas(self._motor, sha256, id_))
        dicho = json.loads(detalle) if detalle else {}
        h = Inconsistencia(
            id=id_,
            visita_id=visita.id,
            numero=numero,
            items=sql.items(self._motor, sha256, id_),
            riesgo=Riesgo(riesgo),
            estado=EstadoHallazgo(estado),
        )
        anterior = HallazgoAnterior(
            hallazgo=h,
            visita=visita,
            titulo=titulo,
            descripcion=str(dicho.get("descripcion", "")),
            importe=Decimal(importe) / 100 if importe is not None else None,
            medidas=tuple(medida_tras(m, dichas, actos=actos) for m in acordadas),
            verificadas=dichas,
            actos=actos,
        )
        suyo = self._de_lista(id_, visita.ficticia, anterior)
        return Seguido(
            suyo,
            anterior,
            causa=str(dicho.get("causa", "")),
            fundamento=tuple(map(str, dicho.get("fundamento", ()))),
            halladores=str(supervisor),
            verificadores={f[2]: f[7] for f in renglones},
            falta_detalle=not detalle,
        )

    def _de_lista(self, id_: str, ficticia: bool, t: HallazgoAnterior) -> Asunto:
        """The same that the list shows of it."""
        fila = next(iter(consultas.hallazgos(self._motor, Filtro(ficticias=ficticia), abiertos=False, id_=id_)))
        veces = sql.veces_de(self._motor, id_)
        medidas = [(m.responsable, m.avance) for m in t.medidas]
        return self._asunto(fila, medidas, veces, ficticia)


def _visita(columnas: Collection[object], *, ficticia: bool = False) -> Visita:
    id_, folio, inicio, fin, creada = (str(c) for c in columnas)
    return Visita.model_construct(
        id=id_, folio=folio, inicio=_dia(inicio), fin=_dia(fin), creada=datetime.fromisoformat(creada),
        ficticia=ficticia, unidad=None,
    )  # fmt: skip


def _verificada(fila: tuple[object, ...]) -> Verificada:
    return Verificada(Verificacion.model_validate_json(str(fila[1])), _visita(fila[2:7], ficticia=bool(fila[9])))


def _dia(texto: str) -> date | None:
    return date.fromisoformat(texto) if texto else None


# --- a laptop -------------------------------------------------------------------------------------------------------


class DeEquipo:
    """Over the closed visits of this laptop and what the office sent of the units' others."""

    def __init__(
        self,
        almacen: Almacen,
        cuenta: Cuenta,
        recibidos: Callable[[], Iterable[Antecedente]],
    ) -> None:
        self._cuenta = cuenta
        unidas = {a.visita.id: a for a in almacen.antecedentes_cerrados()}
        de_otros = tuple(recibidos())
        for a in de_otros:
            propia = unidas.get(a.visita.id)
            if propia is None or a.visita.revision > propia.visita.revision:
                unidas[a.visita.id] = a
        aparte = {h.id for a in unidas.values() for h in a.inconsistencias if h.posible_irregularidad}
        aparte |= {v.hallazgo_id for a in unidas.values() for v in a.verificaciones if v.posible_irregularidad}
        actos = {x.id: x for x in (*(x for a in de_otros for x in a.actos), *cuaderno.actos(almacen))}
        todos = con_actos(
            (
                replace(a, inconsistencias=tuple(h for h in a.inconsistencias if h.id not in aparte), actos=())
                for a in unidas.values()
            ),
            actos.values(),
        )
        self._supervisores = {a.visita.id: next((p.nombre for p in a.visita.equipo if p.nombre), "") for a in todos}
        self._departamentos = {
            (a.visita.id, f.definicion.codigo): f.definicion.departamento for a in todos for f in a.fijadas
        }
        self._procesos = {f.definicion.codigo: f.definicion.proceso for a in todos for f in a.fijadas}
        veces = _veces(todos)
        self._todos = {t.hallazgo.id: self._seguido(t, veces) for t in seguidos(todos)}

    def asuntos(self, ficticias: bool) -> list[Asunto]:
        return [s.asunto for s in self._todos.values() if s.asunto.ficticio == ficticias]

    def medidas(self, de: Mapping[str, Asunto]) -> list[MedidaSeguida]:
        suyos = (s for i, s in self._todos.items() if i in de)
        return [m for s in suyos for m in medidas_de(s, self._cuenta)]

    def uno(self, id_: str) -> Seguido | None:
        return self._todos.get(id_)

    def items(self, ficticias: bool) -> dict[str, list[str]]:
        return {i: list(s.anterior.hallazgo.items) for i, s in self._todos.items() if s.asunto.ficticio == ficticias}

    def procesos(self) -> dict[str, str]:
        return self._procesos

    def _seguido(self, t: HallazgoAnterior, veces: dict[tuple[str, str], int]) -> Seguido:
        de_fuera = t.hallazgo.origen is not Origen.SUPERVISION and t.visita.id == t.hallazgo.id
        asunto = armado.asunto_de(
            t,
            self._cuenta,
            clase=ClaseDeAsunto.OBSERVACION if de_fuera else ClaseDeAsunto.HALLAZGO,
            folio=t.visita.folio if de_fuera else "",
            departamento=self._departamentos.get((t.visita.id, next(iter(t.hallazgo.cedulas), ""))),
            veces=max((veces.get((t.visita.id, i), 1) for i in t.hallazgo.items), default=1),
        )
        return Seguido(
            asunto,
            t,
            causa=t.hallazgo.causa,
            fundamento=t.hallazgo.fundamento,
            halladores=self._supervisores.get(t.visita.id, ""),
            verificadores=self._supervisores,
        )


def _veces(antecedentes: Iterable[Antecedente]) -> dict[tuple[str, str], int]:
    """By visit and item, in how many visits up to that one the unit had a finding in it."""
    hasta: dict[tuple[str, bool, str], int] = defaultdict(int)
    veces: dict[tuple[str, str], int] = {}
    for a in sorted(antecedentes, key=lambda a: momento(a.visita)):
        unidad: Unidad | None = a.visita.unidad
        if not clave(unidad):
            continue
        for item in {i for h in a.inconsistencias for i in h.items}:
            hasta[clave(unidad), a.visita.ficticia, item] += 1
            veces[a.visita.id, item] = hasta[clave(unidad), a.visita.ficticia, item]
    return veces
