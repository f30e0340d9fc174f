"""Looks for what is wrong in the database and says it in sentences. It must never mend anything."""

from __future__ import annotations

from sqlite_utils import Database

from supervisor_app.store.codigo import CLASES, de_json
from supervisor_app.store.conexion import filas, lectura
from supervisor_app.store.esquema import disparadores


def comprobar(db: Database) -> list[str]:
    """Whether SQLite finds the file whole, every trigger is there, records read and agree with history."""
    with lectura(db):
        return _comprobar(db)


def _comprobar(db: Database) -> list[str]:
    faltas = [f"Integridad: {m}" for (m,) in filas(db, "pragma integrity_check") if m != "ok"]
    faltas += [f"Referencia rota en la tabla {fila[0]}." for fila in filas(db, "pragma foreign_key_check")]
    presentes = dict(filas(db, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for nombre, orden in disparadores().items():
        if nombre not in presentes:
            faltas.append(f"Falta el candado «{nombre}» de la base.")
        elif presentes[nombre] != orden:
            faltas.append(f"El candado «{nombre}» de la base se modificó por fuera.")
    for tabla in CLASES:
        faltas += _comprobar_tabla(db, tabla)
    return faltas


def _comprobar_tabla(db: Database, tabla: str) -> list[str]:
    faltas = []
    ultimo = (
        "SELECT r.id, r.datos, (SELECT despues FROM cambio WHERE registro_id = r.id AND tabla = ?1"
        f" ORDER BY id DESC LIMIT 1) FROM {tabla} r ORDER BY r.n"
    )
    for registro_id, datos, historia_ in filas(db, ultimo, tabla):
        if datos != historia_:
            faltas.append(f"El registro {registro_id} ({tabla}) no coincide con su historia: se modificó por fuera.")
        try:
            de_json(tabla, datos)
        except ValueError:
            faltas.append(f"El registro {registro_id} ({tabla}) no se puede leer.")
    if tabla != "visita":
        movidos = f"SELECT id FROM {tabla} WHERE visita_id <> json_extract(datos,'$.visita_id') ORDER BY n"
        faltas += [f"El registro {r} ({tabla}) se cambió de visita por fuera." for (r,) in filas(db, movidos)]
    perdidos = (
        "SELECT c.registro_id FROM cambio c WHERE c.tabla = ?1 AND c.despues IS NOT NULL"
        " AND c.id = (SELECT max(u.id) FROM cambio u WHERE u.registro_id = c.registro_id AND u.tabla = ?1)"
        f" AND NOT EXISTS (SELECT 1 FROM {tabla} r WHERE r.id = c.registro_id) ORDER BY c.id"
    )
    faltas += [f"El registro {r} ({tabla}) se borró por fuera." for (r,) in filas(db, perdidos, tabla)]
    return faltas


def archivos_citados(db: Database) -> tuple[tuple[str, str], ...]:
    """Every file that a record speaks of: (SHA-256, what it is)."""
    return tuple(
        (str(s), str(q))
        for s, q in filas(
            db,
            "SELECT sha256, 'Evidencia ' || json_extract(datos,'$.nombre') FROM evidencia UNION"
            " SELECT json_extract(datos,'$.universo.sha256'), 'Universo ' || json_extract(datos,'$.universo.nombre')"
            " FROM muestreo UNION"
            " SELECT json_extract(datos,'$.muestreo.universo.sha256'),"
            " 'Universo ' || json_extract(datos,'$.muestreo.universo.nombre')"
            " FROM sin_lugar WHERE json_extract(datos,'$.muestreo.universo.sha256') IS NOT NULL UNION"
            " SELECT a.sha256, d.titulo || ' v' || d.version FROM documento_archivo a"
            " JOIN documento d ON d.id = a.documento_id",
        )
    )
