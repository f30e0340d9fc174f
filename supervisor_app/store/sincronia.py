"""Rows of what is exchanged with the office: keys of machines, entries of feeds, mailboxes and the log people read.

Entries and keys are added, never changed. This module must never judge an entry: who calls it verified it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlcipher3.dbapi2 as sqlite
from sqlite_utils import Database

from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.feed import OFICINA, Clase, Cuerpo, Entrada
from supervisor_app.errors import UserError
from supervisor_app.store import cadena
from supervisor_app.store.candados import asegurar_disparadores
from supervisor_app.store.conexion import escritura, filas
from supervisor_app.store.negados import o_bien

NINGUNO = (0, "")
"""Where a feed stands that has no entry yet."""
_SIN_ANUNCIAR = (
    "NOT EXISTS (SELECT 1 FROM feed f INDEXED BY feed_sobre WHERE f.sobre = p.sha256 AND f.clase = 'paquete'"
    " AND f.autor = ?1)"
)
_REGISTRO_MAXIMO = 20_000
"""Lines of the log; the oldest go."""


@dataclass(frozen=True, slots=True)
class Buzon:
    """A mailbox that was met: its id, where it was met last, and when a synchronisation with it ended well last."""

    id: str
    direccion: str
    visto: datetime | None


@dataclass(frozen=True, slots=True)
class Anotado:
    """One line of the log: when, with which mailbox, what kind (``envio``, ``recepcion``, ``aviso``, ``error``)."""

    cuando: datetime
    buzon: str
    clase: str
    visita_id: str
    texto: str


class Sincronia:
    """The rows over one connection; every write goes through ``guardar``, which asks for the turn."""

    def __init__(self, db: Database, guardar: Callable[[Callable[[Database], None]], None]) -> None:
        self._db, self._guardar = db, guardar
        self._anunciado: dict[str, tuple[int, str]] = {}

    # --- keys -----------------------------------------------------------------------------------------------------

    def llave(self, nombre: str) -> bytes | None:
        """The private key of a laptop's name, or of ``oficina``; None where there is none."""
        encontrada = filas(self._db, "SELECT secreto FROM llave_propia WHERE nombre = ?", nombre)
        return bytes(encontrada[0][0]) if encontrada else None

    def guardar_llave(self, nombre: str, secreto: bytes, cuando: datetime) -> None:
        """Keep a new private key. Raises UserError where that name has one."""

        def hacer(db: Database) -> None:
            try:
                with escritura(db):
                    db.conn.execute(
                        "INSERT INTO llave_propia(nombre, secreto, creada) VALUES (?,?,?)",
                        (nombre, secreto, cuando.isoformat()),
                    )
            except sqlite.IntegrityError as error:
                raise o_bien(error, "Este equipo ya tiene su llave.") from error

        self._guardar(hacer)

    # --- entries --------------------------------------------------------------------------------------------------

    def ultimo(self, autor: str) -> tuple[int, str]:
        """Number and hash of the last entry of a feed that is kept here; ``NINGUNO`` where there is none."""
        return _ultimo(self._db, autor)

    def entrada(self, autor: str, n: int) -> Entrada | None:
        encontrada = filas(self._db, "SELECT contenido FROM feed WHERE autor = ? AND n = ?", autor, n)
        return Entrada.model_validate_json(encontrada[0][0]) if encontrada else None

    def entradas(self, autor: str, *, desde: int = 1, clase: Clase | None = None) -> tuple[Entrada, ...]:
        """The entries of a feed in order, from a number on, all or those of one kind."""
        # By its own choice the planner reads the whole feed, contents and all.
        por, donde, datos = ("INDEXED BY feed_clase", "AND clase = ?", (clase.value,)) if clase else ("", "", ())
        orden = f"SELECT contenido FROM feed {por} WHERE autor = ? AND n >= ? {donde} ORDER BY n"
        return tuple(Entrada.model_validate_json(c) for (c,) in filas(self._db, orden, autor, desde, *datos))

    def cuantos(self, autor: str, clase: Clase) -> int:
        """Of how many things a feed says something of that kind: what is said twice of one thing counts once."""
        orden = "SELECT count(DISTINCT sobre) FROM feed INDEXED BY feed_clase WHERE autor = ? AND clase = ?"
        return int(filas(self._db, orden, autor, clase.value)[0][0])

    def autores(self) -> tuple[str, ...]:
        """Everybody whose feed is kept here, and this laptop."""
        return tuple(str(a) for (a,) in filas(self._db, "SELECT DISTINCT autor FROM feed ORDER BY autor"))

    def equipos(self) -> tuple[str, ...]:
        """The laptops whose feeds are kept here."""
        return tuple(a for a in self.autores() if not a.startswith(OFICINA))

    def agregar(self, entradas: Iterable[Entrada]) -> None:
        """Keep entries that follow the last one of their feed, all in one transaction; those kept already change
        nothing. Raises UserError where one would make a second history.
        """

        def hacer(db: Database) -> None:
            with escritura(db):
                for una in entradas:
                    _agregar(db, una)

        self._guardar(hacer)

    def escribir(self, autor: str, hacer_cuerpos: Callable[[tuple[int, str]], Cuerpo], firmar: Firmar) -> Entrada:
        """Write an own entry after the last one: number and hash are taken and used in one transaction."""
        hecha: list[Entrada] = []

        def hacer(db: Database) -> None:
            with escritura(db):
                cuerpo = hacer_cuerpos(_ultimo(db, autor))
                una = Entrada(cuerpo=cuerpo, firma=firmar(cuerpo.octetos))
                _agregar(db, una)
            hecha.append(una)

        self._guardar(hacer)
        return hecha[-1]

    def refundir(
        self,
        ajenas: Sequence[Entrada],
        rehacer: Callable[[Sequence[Entrada]], Sequence[Callable[[tuple[int, str]], Cuerpo]]],
        firmar: Firmar,
    ) -> None:
        """Put entries of an own feed, as a mailbox has them, where others stand here, and behind them again what
        ``rehacer`` keeps of these, all in one transaction. Only what no mailbox is known to have gives way.

        Raises UserError where a mailbox is, or where the former do not follow what stays.
        """
        autor, n = ajenas[0].cuerpo.autor, ajenas[0].cuerpo.n

        def hacer(db: Database) -> None:
            with escritura(db):
                if filas(db, "SELECT 1 FROM publicado WHERE autor = ? AND n >= ?", autor, n):
                    raise UserError(
                        f"En otro buzón está una historia de «{autor}» distinta de la de éste, desde el asiento {n}. "
                        "Una de las dos la escribió otra copia de esta carpeta de datos; no se cambió nada."
                    )
                cola = _entradas(db, autor, n)
                db.conn.execute("DROP TRIGGER feed_fija_delete")
                db.conn.execute("DELETE FROM feed WHERE autor = ? AND n >= ?", (autor, n))
                asegurar_disparadores(db)
                for una in ajenas:
                    _agregar(db, una)
                for hacer_cuerpo in rehacer(cola):
                    cuerpo = hacer_cuerpo(_ultimo(db, autor))
                    _agregar(db, Entrada(cuerpo=cuerpo, firma=firmar(cuerpo.octetos)))

        self._guardar(hacer)

    def por_anunciar(self, autor: str) -> tuple[tuple[PaqueteCerrado, str], ...]:
        """Packages that no entry of this feed speaks of, in the order they were closed, each with its predecessor's
        hash ("" for a first revision).
        """
        renglones = filas(
            self._db,
            f"SELECT {', '.join(f'p.{c}' for c in cadena.PAQUETE)}, coalesce(a.sha256, '') FROM paquete p"
            " LEFT JOIN paquete a ON a.visita_id = p.visita_id AND a.revision = p.revision - 1"
            f" WHERE p.rowid > ?2 AND {_SIN_ANUNCIAR}"
            " AND NOT EXISTS (SELECT 1 FROM papelera WHERE papelera.visita_id = p.visita_id)"
            " ORDER BY p.rowid",
            autor,
            self._anunciado_hasta(autor),
        )
        return tuple(
            (PaqueteCerrado.model_validate(dict(zip(cadena.PAQUETE, r[:-1], strict=True))), str(r[-1]))
            for r in renglones
        )

    def _anunciado_hasta(self, autor: str) -> int:
        """The last package up to which this feed speaks of every one. Kept from one question to the next: packages and
        entries are only added, so what was announced stays it; a package that was deleted since begins the search anew.
        """
        rowid, sha256 = self._anunciado.get(autor, NINGUNO)
        if rowid and filas(self._db, "SELECT sha256 FROM paquete WHERE rowid = ?", rowid) != [(sha256,)]:
            rowid = 0
        faltan = f"SELECT min(p.rowid) FROM paquete p WHERE p.rowid > ?2 AND {_SIN_ANUNCIAR}"
        primero = filas(self._db, faltan, autor, rowid)[0][0]
        hasta = "SELECT rowid, sha256 FROM paquete WHERE rowid < ? ORDER BY rowid DESC LIMIT 1"
        ultimo = filas(self._db, hasta, primero if primero is not None else 2**62)
        self._anunciado[autor] = (int(ultimo[0][0]), str(ultimo[0][1])) if ultimo else NINGUNO
        return self._anunciado[autor][0]

    def paquetes(self) -> tuple[tuple[PaqueteCerrado, datetime | None], ...]:
        """Every package that was closed, the newest first, and when it was first read back in a destination."""
        columnas = ", ".join(f"p.{c}" for c in cadena.PAQUETE)
        return tuple(
            (
                PaqueteCerrado.model_validate(dict(zip(cadena.PAQUETE, r[:-1], strict=True))),
                datetime.fromisoformat(r[-1]) if r[-1] else None,
            )
            for r in filas(
                self._db,
                f"SELECT {columnas}, (SELECT min(e.cuando) FROM entrega e WHERE e.visita_id = p.visita_id"
                " AND e.revision = p.revision) FROM paquete p WHERE NOT EXISTS (SELECT 1 FROM papelera x WHERE"
                " x.visita_id = p.visita_id) ORDER BY p.rowid DESC",
            )
        )

    # --- mailboxes ------------------------------------------------------------------------------------------------

    def buzones(self) -> tuple[Buzon, ...]:
        return tuple(
            Buzon(i, d, datetime.fromisoformat(v) if v else None)
            for i, d, v in filas(self._db, "SELECT id, direccion, visto FROM buzon ORDER BY visto DESC, id")
        )

    def ver_buzon(self, id_: str, direccion: str, visto: datetime | None) -> None:
        """Remember a mailbox, where it stands now, and when a synchronisation with it ended well."""
        self._guardar_orden(
            "INSERT INTO buzon(id, direccion, visto) VALUES (?1,?2,?3) ON CONFLICT(id) DO UPDATE SET direccion = ?2,"
            " visto = coalesce(?3, visto)",
            (id_, direccion, visto.isoformat() if visto else None),
        )

    def publicado(self, buzon: str, autor: str) -> int:
        """The last entry of an own feed that is known to stand in that mailbox; 0 for none."""
        encontrado = filas(self._db, "SELECT n FROM publicado WHERE buzon = ? AND autor = ?", buzon, autor)
        return int(encontrado[0][0]) if encontrado else 0

    def marcar_publicado(self, buzon: str, autor: str, n: int) -> None:
        """That entry, and every one before it, stands in that mailbox."""
        self._guardar_orden(
            "INSERT INTO publicado(buzon, autor, n) VALUES (?1,?2,?3) ON CONFLICT(buzon, autor) DO UPDATE SET n = ?3",
            (buzon, autor, n),
        )

    # --- the log --------------------------------------------------------------------------------------------------

    def anotar(self, renglones: Sequence[Anotado]) -> None:
        if not renglones:
            return

        def hacer(db: Database) -> None:
            with escritura(db):
                db.conn.executemany(
                    "INSERT INTO sincronia(cuando, buzon, clase, visita_id, texto) VALUES (?,?,?,?,?)",
                    [(a.cuando.isoformat(), a.buzon, a.clase, a.visita_id, a.texto) for a in renglones],
                )
                db.conn.execute(
                    "DELETE FROM sincronia WHERE n <= (SELECT max(n) FROM sincronia) - ?", (_REGISTRO_MAXIMO,)
                )

        self._guardar(hacer)

    def registro(self, limite: int = 500, visita_id: str | None = None) -> tuple[Anotado, ...]:
        """The log, newest first; of one visit where it is named."""
        donde, datos = ("WHERE visita_id = ?", (visita_id,)) if visita_id else ("", ())
        return tuple(
            Anotado(datetime.fromisoformat(c), b, k, v, t)
            for c, b, k, v, t in filas(
                self._db,
                f"SELECT cuando, buzon, clase, visita_id, texto FROM sincronia {donde} ORDER BY n DESC LIMIT ?",
                *datos,
                limite,
            )
        )

    def _guardar_orden(self, orden: str, datos: tuple[object, ...]) -> None:
        def hacer(db: Database) -> None:
            with escritura(db):
                db.conn.execute(orden, datos)

        self._guardar(hacer)


Firmar = Callable[[bytes], str]
"""The armoured signature of some bytes."""


def _entradas(db: Database, autor: str, desde: int) -> tuple[Entrada, ...]:
    orden = "SELECT contenido FROM feed WHERE autor = ? AND n >= ? ORDER BY n"
    return tuple(Entrada.model_validate_json(c) for (c,) in filas(db, orden, autor, desde))


def _ultimo(db: Database, autor: str) -> tuple[int, str]:
    encontrado = filas(db, "SELECT n, sha256 FROM feed WHERE autor = ? ORDER BY n DESC LIMIT 1", autor)
    return (int(encontrado[0][0]), str(encontrado[0][1])) if encontrado else NINGUNO


def falta_acuse(db: Database, visita_id: str) -> bool:
    """Whether the office that this laptop knows did not acknowledge every package of a visit; False without one."""
    (falta,) = filas(
        db,
        "SELECT EXISTS (SELECT 1 FROM feed WHERE autor = 'oficina') AND EXISTS (SELECT 1 FROM paquete p"
        " WHERE p.visita_id = ? AND NOT EXISTS (SELECT 1 FROM feed a WHERE a.sobre = p.sha256 AND a.clase = 'acuse'"
        " AND a.autor LIKE 'oficina/para/%'"
        " AND json_extract(CAST(a.contenido AS TEXT), '$.cuerpo.datos.estado') = 'recibido'))",
        visita_id,
    )[0]
    return bool(falta)


def _agregar(db: Database, e: Entrada) -> None:
    c = e.cuerpo
    guardada = filas(db, "SELECT sha256 FROM feed WHERE autor = ? AND n = ?", c.autor, c.n)
    if guardada and guardada[0][0] == e.sha256:
        return
    if guardada or (c.n - 1, c.anterior) != _ultimo(db, c.autor):
        raise UserError(
            f"El asiento {c.n} de «{c.autor}» no sigue al que se tiene: hay dos historias, o falta una parte."
        )
    db.conn.execute(
        "INSERT INTO feed(autor, n, clase, sobre, sha256, contenido) VALUES (?,?,?,?,?,?)",
        (c.autor, c.n, c.clase, str(c.datos.get("sha256", "")), e.sha256, e.octetos),
    )
