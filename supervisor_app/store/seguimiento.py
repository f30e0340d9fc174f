"""Reads what the earlier visits to a unit left: findings, measures, answers and verifications.

Which of it still stands is for the domain to say. It must never write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqlite_utils import Database

from supervisor_app.domain.cedula.answers import CedulaFijada, Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.expediente import Entidad
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Antecedente,
    Verificacion,
    Verificada,
    misma_unidad,
    momento,
)
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.store.codigo import leer, tabla_de
from supervisor_app.store.conexion import filas, lectura
from supervisor_app.store.lecturas import FUERA
from supervisor_app.store.tablas import UNIDAD

E = TypeVar("E", bound=Entidad)


def antecedentes(db: Database, visita: Visita) -> tuple[Antecedente, ...]:
    """The visits to the same unit before ``visita``, open or closed, as of one moment; none where it has no unit."""
    if visita.unidad is None:
        return ()
    with lectura(db):
        previas = [
            v
            for v in _de_unidad(db, visita.unidad)
            # What was practised is no past of a real visit, nor the other way round.
            if v.id != visita.id and momento(v) < momento(visita) and v.ficticia == visita.ficticia
        ]
        return tuple(_antecedente(db, v) for v in previas)


def cerrados(db: Database) -> tuple[Antecedente, ...]:
    """The closed visits that have findings or verified some, each with these, its measures and the questions and
    answers that findings speak of; as of one moment.
    """
    with lectura(db):
        visitas = {
            v.id: v
            for v in (leer(Visita, d) for (d,) in filas(db, f"SELECT datos FROM visita WHERE id {FUERA} ORDER BY n"))
            if v.cerrada
        }
        hallazgos, medidas = _por_visita(db, Inconsistencia, visitas), _por_visita(db, Medida, visitas)
        dichas = _por_visita(db, Verificacion, visitas)
        return tuple(
            Antecedente(
                visita=v,
                fijadas=_fijadas(db, id_, {c for h in hallazgos.get(id_, ()) for c in h.cedulas}),
                respuestas=_respuestas(db, id_, {i for h in hallazgos.get(id_, ()) for i in h.items}),
                inconsistencias=tuple(hallazgos.get(id_, ())),
                medidas=tuple(medidas.get(id_, ())),
                verificaciones=tuple(dichas.get(id_, ())),
                sin_lugar=_de_visita(db, SinLugar, id_),
            )
            for id_, v in visitas.items()
            if id_ in hallazgos or id_ in dichas
        )


def _por_visita(db: Database, clase: type[E], visitas: Mapping[str, Visita]) -> dict[str, list[E]]:
    suyos: dict[str, list[E]] = {}
    for id_, datos in filas(db, f"SELECT visita_id, datos FROM {tabla_de(clase)} ORDER BY n"):
        if id_ in visitas:
            suyos.setdefault(str(id_), []).append(leer(clase, datos))
    return suyos


def _respuestas(db: Database, visita_id: str, items: Iterable[str]) -> tuple[Respuesta, ...]:
    encontrado = filas(
        db,
        "SELECT datos FROM respuesta WHERE visita_id = ? AND item_id IN (SELECT value FROM json_each(?)) ORDER BY n",
        visita_id,
        json.dumps(sorted(items)),
    )
    return tuple(leer(Respuesta, d) for (d,) in encontrado)


def _de_unidad(db: Database, unidad: Unidad) -> list[Visita]:
    partes = " AND ".join(f"{parte} = ?" for parte in UNIDAD)
    encontrado = filas(
        db,
        f"SELECT datos FROM visita WHERE {partes} AND id {FUERA} ORDER BY n",
        unidad.tipo.value,
        unidad.ooad,
        unidad.subdelegacion,
    )
    return [v for v in (leer(Visita, d) for (d,) in encontrado) if misma_unidad(v.unidad, unidad)]


def _antecedente(db: Database, visita: Visita) -> Antecedente:
    hallazgos = _de_visita(db, Inconsistencia, visita.id)
    return Antecedente(
        visita=visita,
        # Only the questions that a finding speaks of: a definition is the largest of the records.
        fijadas=_fijadas(db, visita.id, {c for h in hallazgos for c in h.cedulas}),
        respuestas=_de_visita(db, Respuesta, visita.id),
        inconsistencias=hallazgos,
        medidas=_de_visita(db, Medida, visita.id),
        verificaciones=_de_visita(db, Verificacion, visita.id),
        indicadores=_de_visita(db, IndicadorMedido, visita.id),
        sin_lugar=_de_visita(db, SinLugar, visita.id),
    )


def _de_visita(db: Database, clase: type[E], visita_id: str) -> tuple[E, ...]:
    encontrado = filas(db, f"SELECT datos FROM {tabla_de(clase)} WHERE visita_id = ? ORDER BY n", visita_id)
    return tuple(leer(clase, d) for (d,) in encontrado)


def _fijadas(db: Database, visita_id: str, codigos: Iterable[str]) -> tuple[CedulaFijada, ...]:
    encontrado = filas(
        db,
        "SELECT datos FROM fijada WHERE visita_id = ? AND codigo IN (SELECT value FROM json_each(?)) ORDER BY n",
        visita_id,
        json.dumps(sorted(codigos)),
    )
    return tuple(leer(CedulaFijada, d) for (d,) in encontrado)


def verificadas(db: Database, hallazgos: Iterable[str]) -> tuple[Verificada, ...]:
    """Every verification of these findings, with the visit that made it."""
    encontrado = filas(
        db,
        "SELECT r.datos, v.datos FROM verificacion r JOIN visita v ON v.id = r.visita_id"
        f" WHERE r.hallazgo_id IN (SELECT value FROM json_each(?)) AND v.id {FUERA} ORDER BY r.n",
        json.dumps(sorted(set(hallazgos))),
    )
    return tuple(Verificada(leer(Verificacion, r), leer(Visita, v)) for r, v in encontrado)


def actos_de(db: Database, hallazgos: Iterable[str]) -> tuple[ActoDeSeguimiento, ...]:
    """What the notebook keeps that was done about these findings, in the order in which it was written down."""
    encontrado = filas(
        db,
        "SELECT datos FROM cuaderno WHERE clase = 'acto' AND json_extract(datos, '$.hallazgo_id') IN"
        " (SELECT value FROM json_each(?)) ORDER BY n",
        json.dumps(sorted(set(hallazgos))),
    )
    return tuple(ActoDeSeguimiento.model_validate_json(d) for (d,) in encontrado)


def inconsistencias(db: Database, ids: Iterable[str]) -> tuple[Inconsistencia, ...]:
    encontrado = filas(
        db,
        "SELECT datos FROM inconsistencia WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n",
        json.dumps(sorted(set(ids))),
    )
    return tuple(leer(Inconsistencia, d) for (d,) in encontrado)


def levantadas(db: Database, unidad: Unidad) -> tuple[tuple[Visita, str], ...]:
    """The items in which the visits to a unit found an inconsistencia: (visit, item)."""
    return tuple(
        (v, item)
        for v in _de_unidad(db, unidad)
        for item in sorted({i for h in _de_visita(db, Inconsistencia, v.id) for i in h.items})
    )
