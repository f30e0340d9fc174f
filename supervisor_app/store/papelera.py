"""The bin: which visits are in it and since when, what was taken out of each, and what goes for good (ADR 0030).

Time is counted in days on which the application was opened, never by the clock alone: a clock that is set forward by
years adds one day. This module must never decide what may be deleted; the domain's rules do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from supervisor_app.domain.expediente import Cambio, Entidad
from supervisor_app.domain.papelera import DIAS, Borrado, Quitado, idos_de, quitados
from supervisor_app.domain.papelera_de_visitas import EnPapelera
from supervisor_app.errors import UserError
from supervisor_app.store import borrado, lecturas, registros, sincronia, sobrantes, tachados
from supervisor_app.store.codigo import de_json
from supervisor_app.store.conexion import escritura, filas, lectura


@dataclass(frozen=True, slots=True)
class Hecho:
    """A line of the bin's own history: that a visit went in, came out or was deleted; kept when it is gone."""

    hecho: str
    visita_id: str
    folio: str
    titulo: str
    cuando: datetime
    quien: str


# --- days ---------------------------------------------------------------------------------------------------------


def se_vio(db: Database, dia: date) -> bool:
    return bool(filas(db, "SELECT 1 FROM dia_visto WHERE dia = ?", dia.isoformat()))


def notar_dia(db: Database, dia: date) -> None:
    """Remember that the application was open on this day; a day that was seen before, whenever, counts no more."""
    with escritura(db):
        db.conn.execute(
            "INSERT OR IGNORE INTO dia_visto(dia, operacion) VALUES (?, (SELECT coalesce(max(id), 0) FROM operacion))",
            (dia.isoformat(),),
        )


def limite(db: Database) -> int:
    """The last operation whose things have left the bins of their visits."""
    visto = filas(db, "SELECT operacion FROM dia_visto ORDER BY n DESC LIMIT 1 OFFSET ?", DIAS - 1)
    (vaciada,) = filas(db, "SELECT coalesce(max(operacion), 0) FROM vaciada")[0]
    return max(int(vaciada), int(visto[0][0]) if visto else 0)


# --- visits -------------------------------------------------------------------------------------------------------


def esta(db: Database, visita_id: str) -> bool:
    return bool(filas(db, "SELECT 1 FROM papelera WHERE visita_id = ?", visita_id))


def enviar(db: Database, visita_id: str, *, quien: str, cuando: datetime) -> None:
    """Put a visit in the bin; one that is there already stays as it is. Raises UserError where there is none."""
    with escritura(db):
        visita = lecturas.leer_visita(db, visita_id)
        if visita is None:
            raise UserError("Esa visita ya no está en este equipo.")
        if esta(db, visita_id):
            return
        db.conn.execute(
            "INSERT INTO papelera(visita_id, cuando, quien, desde)"
            " VALUES (?,?,?,(SELECT coalesce(max(n), 0) FROM dia_visto))",
            (visita_id, cuando.isoformat(), quien),
        )
        _anotar(db, "enviada", visita_id, visita.folio, visita.titulo, quien, cuando)


def restaurar(db: Database, visita_id: str, *, quien: str, cuando: datetime) -> None:
    """Take a visit out of the bin, as it was. Raises UserError where it is not there."""
    with escritura(db):
        visita = lecturas.leer_visita(db, visita_id)
        if visita is None or not esta(db, visita_id):
            raise UserError("Esa visita ya no está en la papelera.")
        db.conn.execute("DELETE FROM papelera WHERE visita_id = ?", (visita_id,))
        _anotar(db, "restaurada", visita_id, visita.folio, visita.titulo, quien, cuando)


def visitas(db: Database) -> tuple[EnPapelera, ...]:
    """The visits in the bin, the last one first."""
    with lectura(db):
        encontrado = filas(
            db,
            "SELECT p.visita_id, p.cuando, p.quien, (SELECT count(*) FROM dia_visto d WHERE d.n > p.desde)"
            " FROM papelera p ORDER BY p.rowid DESC",
        )
        return tuple(
            _en_papelera(db, id_, datetime.fromisoformat(cuando), quien, vistos)
            for id_, cuando, quien, vistos in encontrado
        )


def _en_papelera(db: Database, visita_id: str, cuando: datetime, quien: str, vistos: int) -> EnPapelera:
    visita = lecturas.leer_visita(db, visita_id)
    assert visita is not None  # a foreign key holds it
    (firmada,) = filas(
        db,
        "SELECT EXISTS (SELECT 1 FROM documento d JOIN documento_archivo a ON a.documento_id = d.id"
        " WHERE d.visita_id = ? AND a.metodo <> 'emision')",
        visita_id,
    )[0]
    deben = filas(
        db,
        "SELECT revision FROM paquete p WHERE visita_id = ?1 AND NOT EXISTS (SELECT 1 FROM entrega e"
        " WHERE e.visita_id = ?1 AND e.revision = p.revision) UNION ALL SELECT revision FROM turnado t"
        " WHERE visita_id = ?1 AND NOT EXISTS (SELECT 1 FROM entrega_turnado e WHERE e.visita_id = ?1"
        " AND e.revision = t.revision)",
        visita_id,
    )
    (cerradas,) = filas(db, "SELECT count(*) FROM paquete WHERE visita_id = ?", visita_id)[0]
    (respuestas,) = filas(
        db,
        "SELECT count(*) FROM respuesta WHERE visita_id = ? AND json_extract(datos,'$.valor') IS NOT NULL",
        visita_id,
    )[0]
    (hallazgos,) = filas(db, "SELECT count(*) FROM inconsistencia WHERE visita_id = ?", visita_id)[0]
    return EnPapelera(
        visita=visita,
        cuando=cuando,
        quien=quien,
        vistos=vistos,
        firmada=bool(firmada),
        alguna_cerrada=bool(cerradas),
        sin_entregar=bool(deben),
        sin_acuse=sincronia.falta_acuse(db, visita_id),
        respuestas=respuestas,
        hallazgos=hallazgos,
    )


def borrar(db: Database, ids: Iterable[str], *, hecho: str, quien: str, cuando: datetime) -> tuple[Hecho, ...]:
    """Delete visits of the bin for good, in one transaction; what they were called stays in the bin's history.

    Raises UserError for one that is not in the bin or must not go, and then none went. Their files go with
    ``sobrantes``, also after a power cut.
    """
    hechos = []
    with escritura(db):
        presentes = {p.visita.id: p for p in visitas(db)}
        for id_ in dict.fromkeys(ids):
            p = presentes.get(id_)
            if p is None:
                raise UserError("Esa visita ya no está en la papelera.")
            if not p.destino.se_puede_borrar:
                raise UserError(p.por_que_se_queda)
            contenidos, paquetes = borrado.borrar(db, id_)
            sobrantes.sobran(db, "contenido", contenidos)
            sobrantes.sobran(db, "paquete", paquetes)
            hechos.append(_anotar(db, hecho, id_, p.visita.folio, p.visita.titulo, quien, cuando))
        # Numbers of operations are given again after the last ones went: no day may have been seen after them.
        for tabla in ("dia_visto", "vaciada"):
            db.conn.execute(
                f"UPDATE {tabla} SET operacion = min(operacion, (SELECT coalesce(max(id), 0) FROM operacion))"
            )
    return tuple(hechos)


def historia(db: Database, limite: int = 100) -> tuple[Hecho, ...]:
    """What happened in the bin, newest first."""
    return tuple(
        Hecho(hecho, visita_id, folio, titulo, datetime.fromisoformat(cuando), quien)
        for hecho, visita_id, folio, titulo, cuando, quien in filas(
            db,
            "SELECT hecho, visita_id, folio, titulo, cuando, quien FROM papelera_hecho ORDER BY n DESC LIMIT ?",
            limite,
        )
    )


def _anotar(db: Database, hecho: str, visita_id: str, folio: str, titulo: str, quien: str, cuando: datetime) -> Hecho:
    db.conn.execute(
        "INSERT INTO papelera_hecho(hecho, visita_id, folio, titulo, cuando, quien) VALUES (?,?,?,?,?,?)",
        (hecho, visita_id, folio, titulo, cuando.isoformat(), quien),
    )
    return Hecho(hecho, visita_id, folio, titulo, cuando, quien)


# --- what was taken out of visits ---------------------------------------------------------------------------------


def de_visita(db: Database, visita_id: str) -> tuple[Quitado, ...]:
    """What was taken out of a visit and can come back, the last first."""
    with lectura(db):
        hasta = limite(db)
        nacen_y_van = [
            (int(n), Cambio(de_json(tabla, antes), de_json(tabla, despues)))
            for n, tabla, antes, despues in filas(
                db,
                "SELECT c.operacion_id, c.tabla, c.antes, c.despues FROM cambio c WHERE c.operacion_id > ?2"
                " AND (c.antes IS NULL OR c.despues IS NULL) AND c.registro_id IN (SELECT q.registro_id FROM cambio q"
                " JOIN operacion o ON o.id = q.operacion_id WHERE q.despues IS NULL AND o.visita_id = ?1"
                " AND o.id > ?2) ORDER BY c.id",
                visita_id,
                hasta,
            )
        ]
        idos = idos_de(nacen_y_van)
        borrados = [_borrado(db, visita_id, n, frozenset(ids)) for n, ids in sorted(idos.items())]
        perdidos = _perdidos(borrados)
        sin_archivo = {i for (i,) in filas(db, "SELECT nombre FROM sobrante WHERE clase = 'evidencia'")}
        salida = [q for b in borrados for q in quitados(b, perdidos)]
    return tuple(reversed([q for q in salida if not any(r.id in sin_archivo for r in q.registros)]))


def _borrado(db: Database, visita_id: str, numero: int, ids: frozenset[str]) -> Borrado:
    cuando, quien, que = filas(db, "SELECT cuando, quien, que FROM operacion WHERE id = ?", numero)[0]
    op = tachados.de_hoy(db, registros.operacion(db, visita_id, numero, que))
    return Borrado(numero, datetime.fromisoformat(cuando), quien, op, ids)


def _perdidos(borrados: Sequence[Borrado]) -> list[Entidad]:
    return [c.antes for b in borrados for c in b.op.cambios if c.antes is not None and c.antes.id in b.idos]


def visitas_con_quitados(db: Database, cuantas: int = 60) -> tuple[str, ...]:
    """The visits out of the bin of which something was taken out lately, the last first; the others have their own bin
    all the same.
    """
    return tuple(
        v
        for (v,) in filas(
            db,
            "SELECT o.visita_id FROM operacion o WHERE o.id IN (SELECT operacion_id FROM cambio WHERE despues IS NULL"
            f" AND operacion_id > ?) AND o.visita_id {lecturas.FUERA} GROUP BY 1 ORDER BY max(o.id) DESC LIMIT ?",
            limite(db),
            cuantas,
        )
    )


def dias_de(db: Database, operacion: int) -> int:
    """How many days of use passed since an operation."""
    return int(filas(db, "SELECT count(*) FROM dia_visto WHERE operacion >= ?", operacion)[0][0])


def vaciar_quitados(db: Database) -> None:
    """Empty the bins of all visits: nothing that was taken out until now comes back from them."""
    with escritura(db):
        db.conn.execute("DELETE FROM vaciada")
        db.conn.execute("INSERT INTO vaciada(operacion) SELECT coalesce(max(id), 0) FROM operacion")
