"""The versions that this laptop knows of a visit, and the joining of what others wrote, all in one transaction.

Own versions are not stored: history has all that makes them (ADR 0015). This module must never decide what the visit
shows; it writes what the domain computed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.expediente import Operacion
from supervisor_app.domain.fusion.bitacora import Bitacora, Escrito
from supervisor_app.domain.fusion.version import Autoria, Version
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store import cadena, documentos, registros
from supervisor_app.store.codigo import de_json
from supervisor_app.store.conexion import escritura, filas, lectura
from supervisor_app.store.lecturas import marca

_AJENA = ", ".join(cadena.AJENA)


@dataclass(frozen=True, slots=True)
class Origen:
    """Where a copy comes from: laptop, person, when it was made, and the hash of the file."""

    equipo: str
    quien: str
    hecha: datetime
    sha256: str


def equipo(db: Database) -> str:
    """The name of this laptop: sixteen hex digits, made with the data folder and again with each restoration."""
    return _equipos(db)[-1][1]


def _equipos(db: Database) -> list[tuple[int, str]]:
    """Every name it had, the present one last: (its first operation, name)."""
    primero = filas(db, "SELECT 0, id FROM equipo")
    return [(int(d), str(i)) for d, i in primero + filas(db, "SELECT desde, id FROM equipo_posterior ORDER BY n")]


def renombrar(db: Database, ahora: datetime) -> str:
    """Go on under a new name; what was written so far keeps the one it was written under. The caller holds the
    transaction.

    A laptop that was restored counts again from where the backup stood: under its earlier name it would give two
    different things one number, and whoever knows the first of them would take the second for a fork (ADR 0029).
    """
    (nuevo,) = db.conn.execute(
        "INSERT INTO equipo_posterior(id, desde, cuando) SELECT lower(hex(randomblob(8))),"
        " 1 + coalesce((SELECT max(id) FROM operacion), 0), ? RETURNING id",
        (ahora.isoformat(),),
    ).fetchone()
    return str(nuevo)


def bitacora(db: Database, visita_id: str, registro_id: str | None = None) -> Bitacora:
    """Every version that is known of a visit, or of one of its records. All read as of one moment."""
    with lectura(db):
        nombres = _equipos(db)
        hecha = Bitacora(visita_id, nombres[-1][1])
        de_otros = _de_otros(db, visita_id, registro_id)
        for operacion, renglones in groupby(_cambios(db, visita_id, registro_id), key=lambda r: r[:5]):
            numero, quien, cuando, que, unida = operacion
            escritos = [Escrito(*r[5:]) for r in renglones if r[5] is not None]
            if unida:
                hecha.union(de_otros.get(numero, ()), escritos)
            else:
                suyo = next(nombre for desde, nombre in reversed(nombres) if desde <= numero)
                hecha.operacion(numero, quien, cuando, que, escritos, equipo=suyo)
        return hecha


def _cambios(db: Database, visita_id: str, registro_id: str | None) -> list[tuple[Any, ...]]:
    """Operation by operation; also those that joined a copy and changed no record."""
    de_uno = " AND (c.registro_id = ?2 OR json_extract(coalesce(c.antes, c.despues),'$.registro_id') = ?2)"
    return filas(
        db,
        # What was undone or redone says so on the other laptops too.
        "SELECT o.id, o.quien, o.cuando, CASE o.clase WHEN 'deshacer' THEN 'Deshizo: ' WHEN 'rehacer' THEN 'Rehízo: '"
        " ELSE '' END || o.que, u.operacion_id IS NOT NULL, c.id, c.tabla, c.registro_id, c.antes, c.despues"
        " FROM operacion o LEFT JOIN copia_unida u ON u.operacion_id = o.id"
        f" LEFT JOIN cambio c ON c.operacion_id = o.id{de_uno if registro_id else ''}"
        " WHERE o.visita_id = ?1 ORDER BY o.id, c.id",
        visita_id,
        *([registro_id] if registro_id else []),
    )


def _de_otros(db: Database, visita_id: str, registro_id: str | None) -> dict[int, list[Version]]:
    de_uno = " AND registro_id = ?2" if registro_id else ""
    encontrado = filas(
        db,
        f"SELECT copia, {_AJENA} FROM version_ajena WHERE visita_id = ?1{de_uno} ORDER BY n",
        visita_id,
        *([registro_id] if registro_id else []),
    )
    por_copia: dict[int, list[Version]] = {}
    for copia, *renglon in encontrado:
        por_copia.setdefault(int(copia), []).append(_version(renglon))
    return por_copia


def _version(r: Sequence[Any]) -> Version:
    version = Version(
        visita_id=r[1], clase=r[2], registro_id=r[3], padres=tuple(json.loads(r[4])), datos=r[5],
        autoria=Autoria(equipo=r[8], operacion=r[9], cambio=r[10], quien=r[11], cuando=r[12], que=r[13]),
        decide=tuple(json.loads(r[6])), reabre=r[7],
    )  # fmt: skip
    if version.id != r[0]:
        raise EnvironmentProblem(
            "Lo que se unió de otra copia se modificó por fuera de la aplicación. No se cambió nada. "
            "Restaure el respaldo más reciente de la carpeta «respaldos»."
        )
    return version


def unir(
    db: Database,
    op: Operacion,
    ajenas: Sequence[Version],
    origen: Origen,
    *,
    luego: Operacion | None,
    paquetes: Sequence[PaqueteCerrado],
    quien: str,
    cuando: datetime,
    visto: tuple[int, int],
) -> int:
    """Write a joined copy: what the visit shows now, and the versions that came. Returns the number of the operation.

    ``luego`` is what this laptop itself had to change with it, ``paquetes`` those of revisions closed elsewhere.
    One that brings nothing is not written; its number is 0. Raises EnvironmentProblem where the visit is no longer as
    ``visto``, its mark, says; then nothing was written.
    """
    with escritura(db):
        if visto != marca(db, op.visita_id):
            raise EnvironmentProblem(
                "La visita cambió en otra ventana mientras se leía la copia. No se unió nada; vuelva a intentar.",
                action="Reintentar",
            )
        conocidas = {i for (i,) in filas(db, "SELECT id FROM version_ajena WHERE visita_id = ?", op.visita_id)}
        nuevas = [v for v in ajenas if v.id not in conocidas]
        if not nuevas and op.vacia:
            return 0
        de_quien = (origen.equipo, origen.quien, origen.hecha.isoformat(), origen.sha256)
        renglones = [_renglon(v) for v in nuevas]
        traido = cadena.de_copia(de_quien, renglones)
        numero = registros.anotar(db, op, quien=quien, cuando=cuando, copia=traido)
        db.conn.execute(
            "INSERT INTO copia_unida(operacion_id, equipo, quien, hecha, sha256) VALUES (?,?,?,?,?)",
            (numero, *de_quien),
        )
        db.conn.executemany(
            f"INSERT INTO version_ajena(copia, {_AJENA}) VALUES ({','.join('?' * 15)})",
            [(numero, *renglon) for renglon in renglones],
        )
        if luego is not None:
            registros.anotar(db, luego, quien=quien, cuando=cuando)
        tenidas = {p.revision for p in documentos.paquetes(db, op.visita_id)}
        for paquete in paquetes:
            if paquete.revision not in tenidas:
                documentos.agregar_paquete(db, paquete)
        return numero


def _renglon(v: Version) -> tuple[object, ...]:
    """Its ``cadena.AJENA`` columns."""
    a = v.autoria
    return (
        v.id, v.visita_id, v.clase, v.registro_id, json.dumps(v.padres), v.datos, json.dumps(v.decide), v.reabre,
        a.equipo, a.operacion, a.cambio, a.quien, a.cuando, a.que,
    )  # fmt: skip


def historia(db: Database, registro_id: str, limite: int = 50) -> tuple[registros.Entrada, ...]:
    """What happened to one record on every laptop, newest first: what a copy brought stands where it was joined."""
    propias = registros.historia(db, registro_id, limite)
    ajenas = filas(db, "SELECT copia, id, visita_id FROM version_ajena WHERE registro_id = ? ORDER BY n", registro_id)
    if not ajenas:
        return propias
    sabida = bitacora(db, ajenas[0][2], registro_id)
    unidas = registros.unidas(db, ajenas[0][2])
    # What joining wrote of this record is told by what came, with its author.
    lineas = [((e.operacion, 1, 0.0, 0, 0), e) for e in propias if e.operacion not in unidas]
    for copia, version_id, _ in ajenas:
        v, a = sabida.versiones[version_id], sabida.versiones[version_id].autoria
        cuando = (int(copia), 0, a.momento.timestamp(), a.operacion, a.cambio)
        lineas.append((cuando, _entrada(v, sabida, int(copia))))
    orden = sorted(range(len(lineas)), key=lambda i: (lineas[i][0], -i), reverse=True)
    return tuple(lineas[i][1] for i in orden[:limite])


def _entrada(v: Version, sabida: Bitacora, copia: int) -> registros.Entrada:
    previas = [sabida.versiones[p] for p in v.padres]
    antes = max(previas, key=lambda p: (p.autoria.momento, p.id)) if previas else None
    return registros.Entrada(
        operacion=copia,
        cuando=v.autoria.momento,
        quien=v.autoria.quien,
        que=v.autoria.que,
        clase="nueva",
        antes=de_json(v.clase, antes.datos) if antes is not None else None,
        despues=de_json(v.clase, v.datos),
        equipo=v.autoria.equipo,
    )
