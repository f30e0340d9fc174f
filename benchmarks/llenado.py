"""Many visits in a database, made by copying one."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite

VISITAS = 10_000


def llenar(conexion: sqlite.Connection, modelo: str) -> None:
    """Copy one visit 10,000 times under other ids, records and search index included."""
    conexion.execute("begin immediate")
    for tabla in ("visita", "aplicada", "respuesta", "inconsistencia"):
        columna = "id" if tabla == "visita" else "visita_id"
        filas = conexion.execute(f"select id, datos from {tabla} where {columna} = ?", (modelo,)).fetchall()
        for n in range(VISITAS):
            otra = f"{n:032x}"
            for registro, datos in filas:
                texto = datos.replace(modelo, otra).replace('"folio":"V-', f'"folio":"B{n:05d}-')
                if tabla == "visita":
                    conexion.execute("insert into visita(id, datos) values (?,?)", (otra, texto))
                else:
                    conexion.execute(
                        f"insert into {tabla}(id, visita_id, datos) values (?,?,?)",
                        (registro.replace(modelo, otra), otra, texto),
                    )
    conexion.execute("commit")
