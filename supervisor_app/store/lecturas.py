"""Reads visits whole and lists them. It must never write."""

from __future__ import annotations

from datetime import datetime
from typing import Final, TypeVar, cast

from sqlite_utils import Database

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.base import Persona
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada, Fila, Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Entidad, Expediente
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.seguimiento import Verificacion
from supervisor_app.domain.visita import Visita
from supervisor_app.store.codigo import leer, tabla_de
from supervisor_app.store.conexion import filas, lectura

E = TypeVar("E", bound=Entidad)
FUERA: Final = "NOT IN (SELECT visita_id FROM papelera)"
"""After the id of a visit, in a condition: it is not in the bin."""


def leer_visita(db: Database, visita_id: str) -> Visita | None:
    encontrado = filas(db, "SELECT datos FROM visita WHERE id = ?", visita_id)
    return leer(Visita, encontrado[0][0]) if encontrado else None


def visita_con_folio(db: Database, folio: str) -> Visita | None:
    """The visit with that folio, in capitals or not."""
    # As it is written first: that has an index.
    for igual in ("folio IN (?1, upper(?1))", "folio = ?1 COLLATE NOCASE"):
        if encontrado := filas(db, f"SELECT datos FROM visita WHERE {igual} ORDER BY n LIMIT 1", folio):
            return leer(Visita, encontrado[0][0])
    return None


def leer_expediente(db: Database, visita_id: str) -> Expediente | None:
    """The visit with everything in it, as of one moment; None where there is no such visit."""
    with lectura(db):
        visita = leer_visita(db, visita_id)
        if visita is None:
            return None
        informes = _de_visita(db, InformeBorrador, visita_id)
        actas = _de_visita(db, Acta, visita_id)
        return Expediente(
            visita=visita,
            fijadas={f.definicion.codigo: f for f in _de_visita(db, CedulaFijada, visita_id)},
            aplicadas={a.codigo: a for a in _de_visita(db, Aplicada, visita_id)},
            respuestas={r.item_id: r for r in _de_visita(db, Respuesta, visita_id)},
            filas={f.id: f for f in _de_visita(db, Fila, visita_id)},
            evidencias={v.id: v for v in _de_visita(db, Evidencia, visita_id)},
            inconsistencias={h.id: h for h in _de_visita(db, Inconsistencia, visita_id)},
            medidas={m.id: m for m in _de_visita(db, Medida, visita_id)},
            verificaciones={v.id: v for v in _de_visita(db, Verificacion, visita_id)},
            muestreos={m.item_id: m for m in _de_visita(db, Muestreo, visita_id)},
            sin_lugar={s.id: s for s in _de_visita(db, SinLugar, visita_id)},
            indicadores={i.id: i for i in _de_visita(db, IndicadorMedido, visita_id)},
            acta=actas[0] if actas else None,
            informe=informes[0] if informes else None,
            choques={c.id: c for c in _de_visita(db, Choque, visita_id)},
        )


def _de_visita(db: Database, clase: type[E], visita_id: str) -> list[E]:
    tabla = tabla_de(clase)
    encontrado = filas(db, f"SELECT datos FROM {tabla} WHERE visita_id = ? ORDER BY n", visita_id)
    return [leer(clase, d) for (d,) in encontrado]


def leer_visitas(db: Database, *, limite: int | None = None) -> tuple[Visita, ...]:
    """The newest visits first, by first day and then by creation; all of them where there is no limit."""
    cuantas = -1 if limite is None else limite
    encontrado = filas(db, f"SELECT datos FROM visita WHERE id {FUERA} ORDER BY inicio DESC, n DESC LIMIT ?", cuantas)
    return tuple(leer(Visita, d) for (d,) in encontrado)


def abiertas(db: Database, limite: int) -> tuple[Visita, ...]:
    """The visits that are not closed, the one worked on last first."""
    encontrado = filas(
        db,
        f"SELECT v.datos FROM visita v WHERE v.estado <> 'cerrada' AND v.id {FUERA}"
        " ORDER BY (SELECT max(o.id) FROM operacion o WHERE o.visita_id = v.id) DESC LIMIT ?",
        limite,
    )
    return tuple(leer(Visita, d) for (d,) in encontrado)


def cerradas(db: Database, limite: int) -> tuple[Visita, ...]:
    """The closed visits; first those whose present revision was delivered nowhere, then the newest."""
    encontrado = filas(
        db,
        f"SELECT v.datos FROM visita v WHERE v.estado = 'cerrada' AND v.id {FUERA}"
        " ORDER BY EXISTS (SELECT 1 FROM entrega e"
        " WHERE e.visita_id = v.id AND e.revision = json_extract(v.datos,'$.revision')), v.inicio DESC, v.n DESC"
        " LIMIT ?",
        limite,
    )
    return tuple(leer(Visita, d) for (d,) in encontrado)


def folios(db: Database, prefijo: str) -> tuple[str, ...]:
    """The folios that begin so, of visits that are here, in the bin or deleted from it: no other visit gets one."""
    hasta = prefijo + chr(0x10FFFF)
    encontrado = filas(
        db,
        "SELECT folio FROM visita WHERE folio >= ?1 AND folio < ?2 UNION"
        " SELECT folio FROM papelera_hecho WHERE folio >= ?1 AND folio < ?2",
        prefijo,
        hasta,
    )
    return tuple(f for (f,) in encontrado)


def ultima_operacion(db: Database, visita_id: str) -> datetime | None:
    """When the visit was last changed. By number: texts of moments in two time zones do not sort."""
    encontrado = filas(db, "SELECT cuando FROM operacion WHERE visita_id = ? ORDER BY id DESC LIMIT 1", visita_id)
    return datetime.fromisoformat(encontrado[0][0]) if encontrado else None


def marca(db: Database, visita_id: str) -> tuple[int, int]:
    """What moves with every write to the visit and its documents: its last operation and its files of documents."""
    return cast(
        tuple[int, int],
        filas(
            db,
            "SELECT (SELECT coalesce(max(id), 0) FROM operacion WHERE visita_id = ?1), (SELECT count(*)"
            " FROM documento d JOIN documento_archivo a ON a.documento_id = d.id WHERE d.visita_id = ?1)",
            visita_id,
        )[0],
    )


def medidas_con_plazo(db: Database, hasta: str, limite: int = 200) -> tuple[tuple[Medida, Visita], ...]:
    """Measures whose date is on or before ``hasta`` (ISO) and that are not at 100 %, soonest first.

    Those of a finding that the last verification found solved are left out, or they would fill the list with the years.
    """
    encontrado = filas(
        db,
        f"SELECT m.datos, v.datos FROM medida m JOIN visita v ON v.id = m.visita_id WHERE m.fecha <= ? AND v.id {FUERA}"
        " AND json_extract(m.datos,'$.avance') < 100 AND coalesce("
        "(SELECT json_extract(r.datos,'$.resultado') FROM verificacion r JOIN visita w ON w.id = r.visita_id"
        f" WHERE w.id {FUERA} AND r.hallazgo_id = json_extract(m.datos,'$.inconsistencia_id')"
        " AND json_extract(r.datos,'$.resultado') IS NOT NULL ORDER BY w.inicio DESC, w.n DESC LIMIT 1),"
        " '') <> 'solventada' ORDER BY m.fecha, m.n LIMIT ?",
        hasta,
        limite,
    )
    return tuple((leer(Medida, m), leer(Visita, v)) for m, v in encontrado)


def pliegos(db: Database, excepto: str) -> tuple[str, ...]:
    """The pliego numbers of the other visits."""
    encontrado = filas(
        db, f"SELECT DISTINCT json_extract(datos,'$.pliego') FROM visita WHERE id <> ? AND id {FUERA}", excepto
    )
    return tuple(str(p) for (p,) in encontrado if p)


def personas(db: Database, campo: str, limite: int = 200) -> tuple[Persona, ...]:
    """The people that earlier visits name in ``campo`` (``recibio``, ``titular`` or ``superior``), latest first."""
    if campo not in ("recibio", "titular", "superior"):
        raise ValueError(campo)
    encontrado = filas(
        db,
        f"SELECT json_extract(datos,'$.{campo}.nombre'), json_extract(datos,'$.{campo}.cargo'), max(n) FROM visita"
        f" WHERE json_extract(datos,'$.{campo}.nombre') <> '' AND id {FUERA} GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ?",
        limite,
    )
    return tuple(Persona(nombre=n, cargo=c) for n, c, _ in encontrado)
