"""Finds where the chain of a visit's history breaks, and says it in words (ADR 0028). It must never mend anything.

Each link is worked out from the one before as it is kept, so what is wrong in one entry is told of that entry and not
of all that come after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from supervisor_app.domain.cadena import FORMATO, Asiento, contra, enlazar, partes_distintas
from supervisor_app.domain.texto import enlistar
from supervisor_app.store import cadena
from supervisor_app.store import comprobacion_palabras as palabras
from supervisor_app.store.cadena import Clave
from supervisor_app.store.codigo import CLASES
from supervisor_app.store.conexion import filas

CUANTAS: Final = 12
"""Sentences about one visit; how many more there are is told."""
_VARIOS: Final = 3


@dataclass(frozen=True, slots=True)
class _Roto:
    """An entry that is not what was linked: its traces tell whether it only changed places with another."""

    asiento: Asiento
    distintas: tuple[str, ...]
    guardado: str
    hoy: str


def comprobar(db: Database) -> list[str]:
    """What is wrong in the chains of all visits."""
    faltas: list[str] = []
    for (visita_id,) in filas(
        db,
        "SELECT visita_id FROM eslabon UNION SELECT visita_id FROM operacion UNION SELECT visita_id FROM documento"
        " UNION SELECT visita_id FROM paquete UNION SELECT visita_id FROM turnado UNION SELECT visita_id FROM entrega"
        " UNION SELECT visita_id FROM entrega_turnado",
    ):
        de_esta = [*_eslabones(db, visita_id), *_cabezas(db, visita_id)]
        sobran = len(de_esta) - CUANTAS
        de_cual = f"Visita {folio(db, visita_id)}"
        faltas += [f"{de_cual}: {falta}" for falta in de_esta[:CUANTAS]]
        if sobran > 0:
            faltas.append(f"{de_cual}: y {sobran} {'falta' if sobran == 1 else 'faltas'} más en su historia.")
    return faltas


def folio(db: Database, visita_id: str) -> str:
    """The folio of a visit, from its history where its record is gone."""
    encontrado = filas(db, "SELECT folio FROM visita WHERE id = ?", visita_id) or filas(
        db,
        "SELECT json_extract(coalesce(despues, antes), '$.folio') FROM cambio WHERE tabla = 'visita'"
        " AND registro_id = ? ORDER BY id DESC LIMIT 1",
        visita_id,
    )
    return str(encontrado[0][0]) if encontrado and encontrado[0][0] else visita_id


# --- link by link ---------------------------------------------------------------------------------------------------


def _eslabones(db: Database, visita_id: str) -> Iterator[str]:
    anterior, esperado, previo = "", 1, ""
    vistos: set[Clave] = set()
    rotos: list[_Roto] = []
    borrados: list[str] = []
    for n, de, cual, formato, rastro, sha256 in filas(
        db, "SELECT n, de, cual, formato, rastro, sha256 FROM eslabon WHERE visita_id = ? ORDER BY n", visita_id
    ):
        clave = (str(de), str(cual))
        if n != esperado:
            yield f"{_cuantos_faltan(esperado, n - 1)}{_despues_de(previo)}."
        if clave in vistos:
            yield f"{_nombre(db, visita_id, clave, None)} está dos veces en la cadena: se agregó por fuera."
        vistos.add(clave)
        asiento = cadena.leer(db, visita_id, clave)
        if formato != FORMATO:
            yield f"el asiento {n} tiene un formato que esta versión no conoce; instale la más reciente."
        elif asiento is None:
            borrados.append(f"{_falta(db, visita_id, clave)}: se borró por fuera{_despues_de(previo)}.")
        else:
            hoy = enlazar(anterior, asiento)
            distintas = partes_distintas(asiento, rastro) if hoy.sha256 != sha256 else ()
            # After a gap nothing can follow what was before it, and the gap was told.
            if hoy.sha256 != sha256 and (distintas or n == esperado):
                rotos.append(_Roto(asiento, distintas, rastro, hoy.rastro))
            previo = palabras.breve(asiento) or previo
        anterior, esperado = sha256, n + 1
    yield from borrados
    yield from _rotos(db, visita_id, rotos)
    for _, clave in cadena.claves(db, visita_id):
        if clave not in vistos:
            asiento = cadena.leer(db, visita_id, clave)
            yield f"{_nombre(db, visita_id, clave, asiento)}, no está en la cadena: se agregó por fuera."


def _cuantos_faltan(desde: int, hasta: int) -> str:
    if desde == hasta:
        return f"falta el asiento {desde} de su historia: se borró por fuera"
    return f"faltan los asientos {desde} a {hasta} de su historia: se borraron por fuera"


def _despues_de(previo: str) -> str:
    return f"; iba después de {previo}" if previo else ""


def _falta(db: Database, visita_id: str, clave: Clave) -> str:
    de, cual = clave
    que = f"la operación {cual}" if de == "operacion" else _nombre(db, visita_id, clave, None)
    return f"falta {que}"


def _rotos(db: Database, visita_id: str, rotos: Sequence[_Roto]) -> Iterator[str]:
    movidos = {r.guardado: r for r in rotos if r.distintas}
    for roto in rotos:
        de, cual = roto.asiento.de, roto.asiento.cual
        nombre = _nombre(db, visita_id, (de, cual), roto.asiento)
        otro = movidos.get(roto.hoy)
        if not roto.distintas:
            yield (
                f"{nombre}, no sigue a lo que estaba antes: se quitó, se agregó o se cambió de lugar algo "
                "anterior, o se tocó la cadena."
            )
        elif otro is not None and otro is not roto:
            yield f"{nombre}, no está en su lugar: se cambió por fuera el orden de la historia."
        else:
            yield f"{nombre}, no dice lo que se guardó: se cambió por fuera {_que_cambio(db, roto)}."


def _que_cambio(db: Database, roto: _Roto) -> str:
    dichas = [palabras.parte(p) for p in roto.distintas if p != "cambios"]
    if "cambios" in roto.distintas:
        dichas.append(_registros(db, roto.asiento))
    return enlistar(dichas)


def _registros(db: Database, asiento: Asiento) -> str:
    """The records that an operation no longer changes as it did: those that do not go on as history has them."""
    cambios: Any = asiento.partes["cambios"]
    cortados = [c for c in cambios if not _continua(db, *c)] or cambios
    nombres = list(
        dict.fromkeys(palabras.registro(tabla, despues or antes) for _, tabla, _, antes, despues in cortados)
    )
    if not nombres:
        return "lo que cambió"
    if len(nombres) > _VARIOS:
        return f"lo que dice de alguno de {len(nombres)} registros"
    return f"lo que dice de {enlistar(nombres)}".replace("de el ", "del ")


def _continua(db: Database, numero: int, tabla: str, registro_id: str, antes: str | None, despues: str | None) -> bool:
    suyo = "FROM cambio WHERE registro_id = ? AND tabla = ?"
    previo = filas(db, f"SELECT despues {suyo} AND id < ? ORDER BY id DESC LIMIT 1", registro_id, tabla, numero)
    luego = filas(db, f"SELECT antes {suyo} AND id > ? ORDER BY id LIMIT 1", registro_id, tabla, numero)
    if not luego and tabla in CLASES:
        luego = filas(db, f"SELECT datos FROM {tabla} WHERE id = ?", registro_id)
    return (previo[0][0] if previo else None) == antes and (luego[0][0] if luego else None) == despues


def _nombre(db: Database, visita_id: str, clave: Clave, asiento: Asiento | None) -> str:
    """What an entry is called; from its key alone where there is nothing else."""
    de, cual = clave
    p: Mapping[str, Any] = asiento.partes if asiento is not None else {}
    if de == "operacion":
        return palabras.operacion(cual, p) if p else f"la operación {cual}"
    if de in ("documento", "archivo"):
        titulo = filas(db, "SELECT titulo, version FROM documento WHERE id = ?", cual.partition("/")[0])
        que = palabras.documento(*titulo[0]) if titulo else "un documento"
        if de == "documento":
            return f"la emisión de {que}"
        return palabras.archivo(p, que) if p else f"un archivo de {que}"
    return palabras.otro(de, cual)


# --- what was emitted knows where the history stood -----------------------------------------------------------------


def _cabezas(db: Database, visita_id: str) -> Iterator[str]:
    """Documents whose rows say that the history was another one when they were emitted."""
    eslabones = {0: ""} | dict(filas(db, "SELECT n, sha256 FROM eslabon WHERE visita_id = ?", visita_id))
    for titulo, version, creado, asientos, eslabon in filas(
        db,
        "SELECT titulo, version, creado, asientos, eslabon FROM documento WHERE visita_id = ? AND asientos > 0"
        " ORDER BY asientos, rowid",
        visita_id,
    ):
        if falta := contra(eslabones, asientos, eslabon):
            yield f"{palabras.documento(titulo, version)}, se emitió el {palabras.momento(creado)} {falta}"


def eslabones_de(db: Database, visita_id: str) -> dict[int, str]:
    """The links of a visit by their place."""
    return {int(n): str(s) for n, s in filas(db, "SELECT n, sha256 FROM eslabon WHERE visita_id = ?", visita_id)}
