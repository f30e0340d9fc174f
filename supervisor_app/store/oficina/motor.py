"""The narrow place where SQLite and PostgreSQL differ: connecting, placeholders, bulk rows, transactions, words of DDL.

Statements are written once, with ``?`` and without any text in them. This module must never know a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import sqlcipher3.dbapi2 as sqlite

from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.store.conexion import BUSY_MS, cifrar, problema

Fila = tuple[Any, ...]
_DE_POSTGRES = ("postgresql", "postgres")
_NO_DEL_ENTORNO = (sqlite.ProgrammingError, sqlite.InterfaceError, sqlite.NotSupportedError, sqlite.IntegrityError)


class Motor(Protocol):
    """A connection to one engine. It belongs to the thread that opened it."""

    @property
    def es_postgres(self) -> bool: ...

    def filas(self, sql: str, parametros: Sequence[object] = ()) -> list[Fila]:
        """All rows at once."""

    def ejecutar(self, sql: str, parametros: Sequence[object] = ()) -> int:
        """How many rows it touched."""

    def muchas(self, sql: str, renglones: Iterable[Sequence[object]]) -> None:
        """One statement with each of these parameters."""

    def volcar(self, tabla: str, columnas: Sequence[str], renglones: Sequence[Sequence[object]]) -> None:
        """New rows in bulk; every one of them must be new."""

    def escritura(self) -> AbstractContextManager[None]:
        """One transaction that shuts out every other one of writers: all of it stays, or none. Inside one, that one."""

    def lectura(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment."""

    def definir(self, sql: str) -> None:
        """A statement of DDL written with ``ENTERO`` (64 bits), ``SERIE`` (a key that counts) and ``TEXT``."""

    def hay_tabla(self, nombre: str) -> bool: ...

    def contar(self, tablas: Sequence[str]) -> None:
        """Let the engine see how large these tables have become, where it chooses its ways by that."""

    def cerrar(self) -> None: ...


def abrir_motor(url: str, llave: Llave | None = None, *, contrasena: str = "") -> Motor:
    """``postgresql://…``, ``sqlite:///path`` or the path of a file, which is made where it is missing.

    ``llave`` enciphers a file, ``contrasena`` is for a server; an address holds none. Raises UserError for another
    address, EnvironmentProblem where it cannot be opened.
    """
    texto = url.strip()
    esquema = texto.partition("://")[0].casefold() if "://" in texto else ""
    if esquema in _DE_POSTGRES:
        from supervisor_app.store.oficina.postgres import MotorPostgres  # noqa: PLC0415 - loads the client library

        exigir_direccion(texto)
        return MotorPostgres(texto, contrasena)
    if esquema == "sqlite":
        return MotorSqlite(_ruta_de_sqlite(texto), llave)
    exigir_direccion(texto)
    if not texto:
        raise UserError("Escriba dónde está el índice de la oficina.", field="indice")
    return MotorSqlite(Path(texto), llave)


def exigir_direccion(url: str) -> None:
    """Raises UserError for the address of an engine that is not known here, or one with a password."""
    esquema = url.partition("://")[0].casefold() if "://" in url else ""
    if esquema not in ("", "sqlite", *_DE_POSTGRES):
        raise UserError(
            f"No se conoce la base «{esquema}». Escriba la ruta de un archivo o una dirección postgresql://…",
            field="indice",
        )
    if esquema in _DE_POSTGRES:
        exigir_sin_contrasena(url)


def exigir_sin_contrasena(url: str) -> None:
    """Raises UserError for an address with a password: it would stand in histories and lists of processes."""
    try:
        partes = urlsplit(url)
        lleva = bool(partes.password) or "password" in {clave for clave, _ in parse_qsl(partes.query)}
    except ValueError:
        lleva = False  # it is no address, which is told where it is opened
    if lleva:
        raise UserError(
            "La dirección lleva una contraseña, que quedaría a la vista de otros. Quítela y póngala en el archivo de "
            "contraseñas de PostgreSQL (pgpass) o en la variable PGPASSWORD.",
            field="indice",
        )


def sin_secretos(url: str) -> str:
    """An address as it may be shown: without user or password."""
    if "://" not in url:
        return url
    try:
        partes = urlsplit(url.strip())
        puerto = f":{partes.port}" if partes.port else ""
    except ValueError:
        return url.partition("://")[0] + "://…"
    return f"{partes.scheme}://{partes.hostname or ''}{puerto}{partes.path}"


def _ruta_de_sqlite(texto: str) -> Path:
    """``sqlite:///relative``, ``sqlite:////absolute``, ``sqlite:///C:/…``, as others write them too."""
    resto = texto.partition("://")[2]
    if not resto.startswith("/") or len(resto) < 2:
        raise UserError("La dirección de SQLite se escribe sqlite:///ruta/del/archivo.", field="indice")
    return Path(unquote(resto[1:]))


class MotorSqlite:
    """One file, plain or enciphered, by the library of everything else here."""

    es_postgres = False

    def __init__(self, ruta: Path, llave: Llave | None = None) -> None:
        self.ruta = ruta
        if not ruta.absolute().parent.is_dir():
            raise UserError(f"No existe la carpeta «{ruta.absolute().parent}» del índice.", field="indice")
        try:
            self._conexion = sqlite.connect(str(ruta), isolation_level=None)
        except sqlite.Error as error:
            raise self._problema(error) from error
        try:
            cifrar(self._conexion, llave)
            for orden in (
                f"pragma busy_timeout={BUSY_MS}",
                "pragma trusted_schema=off",
                "pragma journal_mode=wal",
                # It is made again from the packages; a power cut may cost the last moments, never the file.
                "pragma synchronous=normal",
                "pragma foreign_keys=on",
                "pragma temp_store=memory",
            ):
                self._conexion.execute(orden).fetchall()
        except sqlite.Error as error:
            self._conexion.close()
            raise self._problema(error) from error

    def filas(self, sql: str, parametros: Sequence[object] = ()) -> list[Fila]:
        with self._en_palabras():
            return list(self._conexion.execute(sql, tuple(parametros)).fetchall())

    def ejecutar(self, sql: str, parametros: Sequence[object] = ()) -> int:
        with self._en_palabras():
            return int(self._conexion.execute(sql, tuple(parametros)).rowcount)

    def muchas(self, sql: str, renglones: Iterable[Sequence[object]]) -> None:
        with self._en_palabras():
            self._conexion.executemany(sql, renglones)

    def volcar(self, tabla: str, columnas: Sequence[str], renglones: Sequence[Sequence[object]]) -> None:
        huecos = ",".join("?" * len(columnas))
        self.muchas(f"INSERT INTO {tabla} ({','.join(columnas)}) VALUES ({huecos})", renglones)

    @contextmanager
    def escritura(self) -> Iterator[None]:
        if self._conexion.in_transaction:
            yield
            return
        self.ejecutar("BEGIN IMMEDIATE")
        try:
            yield
            self.ejecutar("COMMIT")
        except BaseException:
            # A failed commit (full disk) may have rolled back already.
            if self._conexion.in_transaction:
                self._conexion.execute("ROLLBACK")
            raise

    @contextmanager
    def lectura(self) -> Iterator[None]:
        if self._conexion.in_transaction:
            yield
            return
        self.ejecutar("BEGIN")
        try:
            yield
        finally:
            if self._conexion.in_transaction:
                self._conexion.execute("ROLLBACK")

    def definir(self, sql: str) -> None:
        escrito = sql.replace("SERIE", "INTEGER PRIMARY KEY").replace("ENTERO", "INTEGER")
        if escrito.startswith("CREATE TABLE"):
            # What hangs on a package lies together, in the order of its key.
            escrito += " STRICT, WITHOUT ROWID" if "PRIMARY KEY (sha256" in escrito else " STRICT"
        self.ejecutar(escrito)

    def hay_tabla(self, nombre: str) -> bool:
        return bool(self.filas("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (nombre,)))

    def contar(self, tablas: Sequence[str]) -> None:
        """Without counts it takes the index where there is one, which is what the statements are written for."""

    def cerrar(self) -> None:
        self._conexion.close()

    @contextmanager
    def _en_palabras(self) -> Iterator[None]:
        try:
            yield
        except _NO_DEL_ENTORNO:
            raise
        except sqlite.Error as error:
            raise self._problema(error) from error

    def _problema(self, error: sqlite.Error) -> EnvironmentProblem:
        texto = str(error).casefold()
        if "not a database" in texto or "malformed" in texto or "file is encrypted" in texto:
            return EnvironmentProblem(
                f"«{self.ruta}» está dañado, está cifrado con otra llave o no es un índice de la oficina. Los paquetes "
                "no se tocaron: bórrelo o elija otro archivo, y vuelva a indexar."
            )
        if "readonly" in texto or "read-only" in texto or "unable to open" in texto:
            return EnvironmentProblem(
                f"No se puede usar «{self.ruta}» como índice. Revise que la carpeta exista y que pueda escribir "
                "en ella."
            )
        return problema(error)
