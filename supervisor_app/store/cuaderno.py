"""The notebook: what an office or a supervisor keeps that belongs to no visit (programme, follow-up, ASM tables).

Every line is a whole version of one thing, with who wrote it and why, chained to the line before; lines are only added,
so the past of everything can be read and nothing that was written is lost. It must never know what a line means.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.errors import ChangedElsewhere, UserError
from supervisor_app.store.conexion import escritura, filas

_COLUMNAS = "n, clase, id, version, cuando, quien, que, datos, anterior, sha256"


@dataclass(frozen=True, slots=True)
class PorApuntar:
    """What is to be written: of which kind, which one, and how it reads from now on; ``valor`` None takes it out.

    ``version``: the one that the writer saw (0: none yet). ``que``: what was done, in words people read in its history.
    """

    clase: str
    id: str
    version: int
    valor: Value | None
    que: str


@dataclass(frozen=True, slots=True)
class Apunte:
    """One version of one thing. ``datos`` is its canonical JSON; None where this version takes it out."""

    n: int
    clase: str
    id: str
    version: int
    cuando: datetime
    quien: str
    que: str
    datos: str | None
    sha256: str


class Cuaderno:
    """The lines over one connection; every write goes through ``guardar``, which asks for the turn."""

    def __init__(self, db: Database, guardar: Callable[[Callable[[Database], None]], None]) -> None:
        self._db, self._guardar = db, guardar

    def escribir(self, apuntes: Sequence[PorApuntar], *, cuando: datetime, quien: str) -> None:
        """Add these versions, all or none. One that says what the last one said adds nothing.

        Raises ChangedElsewhere where somebody wrote another version meanwhile, UserError where a text cannot be kept.
        """

        def hacer(db: Database) -> None:
            with escritura(db):
                for uno in apuntes:
                    _agregar(db, uno, cuando.isoformat(), quien)

        self._guardar(hacer)

    def leer(self, clase: str, id_: str) -> Apunte | None:
        """The last version of one thing, also where that one takes it out; None where there never was one."""
        orden = f"SELECT {_COLUMNAS} FROM cuaderno WHERE clase = ? AND id = ? ORDER BY version DESC LIMIT 1"
        return next(_leidos(filas(self._db, orden, clase, id_)), None)

    def todos(self, clase: str) -> tuple[Apunte, ...]:
        """The last version of each thing of a kind that was not taken out, in the order in which they began."""
        orden = (
            f"SELECT {_COLUMNAS} FROM cuaderno c WHERE clase = ? AND datos IS NOT NULL AND version ="
            " (SELECT max(version) FROM cuaderno u WHERE u.clase = c.clase AND u.id = c.id)"
            " ORDER BY (SELECT min(n) FROM cuaderno p WHERE p.clase = c.clase AND p.id = c.id)"
        )
        return tuple(_leidos(filas(self._db, orden, clase)))

    def quitados(self, clase: str) -> tuple[Apunte, ...]:
        """The last version of each thing of a kind that was taken out, the last one first."""
        orden = (
            f"SELECT {_COLUMNAS} FROM cuaderno c WHERE clase = ? AND datos IS NULL AND version ="
            " (SELECT max(version) FROM cuaderno u WHERE u.clase = c.clase AND u.id = c.id) ORDER BY n DESC"
        )
        return tuple(_leidos(filas(self._db, orden, clase)))

    def historia(self, clase: str, id_: str) -> tuple[Apunte, ...]:
        """Every version of one thing, the oldest first."""
        orden = f"SELECT {_COLUMNAS} FROM cuaderno WHERE clase = ? AND id = ? ORDER BY version"
        return tuple(_leidos(filas(self._db, orden, clase, id_)))

    def ultimo(self, clase: str = "") -> int:
        """The number of the last line, of all or of one kind, which changes with everything that is written of it; 0
        for none.
        """
        donde, datos = ("WHERE clase = ?", (clase,)) if clase else ("", ())
        return int(filas(self._db, f"SELECT coalesce(max(n), 0) FROM cuaderno {donde}", *datos)[0][0])


def comprobar(db: Database) -> list[str]:
    """What was changed from outside, as sentences."""
    anterior, esperado = "", 1
    for n, clase, id_, version, cuando, quien, que, datos, antes, sha256 in filas(
        db, f"SELECT {_COLUMNAS} FROM cuaderno ORDER BY n"
    ):
        if (
            n != esperado
            or antes != anterior
            or _huella(antes, clase, id_, version, cuando, quien, que, datos) != sha256
        ):
            return [f"El cuaderno de la oficina se cambió por fuera a partir del renglón {min(n, esperado)}."]
        anterior, esperado = sha256, n + 1
    return []


def _agregar(db: Database, uno: PorApuntar, cuando: str, quien: str) -> None:
    datos = None if uno.valor is None else _texto(uno.valor)
    previo = filas(
        db, "SELECT version, datos FROM cuaderno WHERE clase = ? AND id = ? ORDER BY version DESC LIMIT 1",
        uno.clase, uno.id,
    )  # fmt: skip
    version, antes = previo[0] if previo else (0, None)
    if version != uno.version:
        raise ChangedElsewhere("Otra ventana cambió esto mismo hace un momento; no se guardó encima. Vuelva a abrirlo.")
    if datos == antes:
        return
    ultimo = filas(db, "SELECT n, sha256 FROM cuaderno ORDER BY n DESC LIMIT 1")
    n, anterior = ultimo[0] if ultimo else (0, "")
    renglon = (uno.clase, uno.id, version + 1, cuando, quien, uno.que, datos)
    db.conn.execute(
        f"INSERT INTO cuaderno({_COLUMNAS}) VALUES (?,?,?,?,?,?,?,?,?,?)",
        (n + 1, *renglon, anterior, _huella(anterior, *renglon)),
    )


def _texto(valor: Value) -> str:
    try:
        return canonico(valor).decode()
    except ValueError as error:
        raise UserError(
            "El texto contiene un carácter que no se puede guardar; bórrelo y vuelva a escribirlo."
        ) from error


def _huella(anterior: str, *renglon: object) -> str:
    return hashlib.sha256(json.dumps([anterior, *renglon], ensure_ascii=False).encode()).hexdigest()


def _leidos(renglones: Iterable[Sequence[object]]) -> Iterator[Apunte]:
    for n, clase, id_, version, cuando, quien, que, datos, _, sha256 in renglones:
        yield Apunte(
            int(str(n)), str(clase), str(id_), int(str(version)), datetime.fromisoformat(str(cuando)),
            str(quien), str(que), None if datos is None else str(datos), str(sha256),
        )  # fmt: skip
