"""A migration that dies, like a laptop without power, at the k-th thing it does. Run as a program.

    python -m tests.store.migracion_con_corte DATABASE WORK STEP

On a copy of the database of a released version, a child dies at every STEP-th SQL statement, write, flush or rename of
opening it; then it is opened again and has all it had, linked and whole. Prints how often it died.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import sys
from pathlib import Path
from shutil import rmtree

from supervisor_app import durable
from supervisor_app.store import conexion, esquema
from supervisor_app.store.almacen import BASE, Almacen
from tests.visita_ficticia import AHORA

MUERTO, MAL = 99, 3
_SUCESOS = {"open", "os.mkdir", "os.link", "os.rename", "os.remove"}
_CONTADAS = ("visita", "respuesta", "inconsistencia", "medida", "operacion", "cambio", "documento", "documento_archivo")


def cuentas(base: Path) -> list[int]:
    """How many rows there are of each thing."""
    db = sqlite3.connect(base)
    try:
        return [db.execute(f"SELECT count(*) FROM {tabla}").fetchone()[0] for tabla in _CONTADAS]
    finally:
        db.close()


def abrir_con_corte(datos: Path, limite: int) -> None:
    quedan = [limite]

    def contar() -> None:
        quedan[0] -= 1
        if quedan[0] == 0:
            os._exit(MUERTO)

    escribir, abrir = durable.write_all, conexion.abrir

    def a_medias(fd: int, data: bytes | memoryview) -> None:
        escribir(fd, data[: len(data) // 2])
        contar()
        escribir(fd, data[len(data) // 2 :])
        contar()

    def vigilar(suceso: str, argumentos: tuple[object, ...]) -> None:
        if suceso in _SUCESOS and any(str(uno).startswith(str(datos)) for uno in argumentos):
            contar()

    def abrir_vigilada(*que: object, **como: object) -> object:
        db = abrir(*que, **como)  # type: ignore[arg-type]  # whatever it is called with
        db.conn.set_trace_callback(lambda _sql: contar())
        return db

    durable.write_all = a_medias
    conexion.abrir = abrir_vigilada  # type: ignore[assignment]  # counted, and else the same
    sys.addaudithook(vigilar)
    Almacen(datos, ahora=AHORA).cerrar()


def en_un_hijo(datos: Path, limite: int) -> int:
    hijo = os.fork()
    if hijo == 0:
        try:
            abrir_con_corte(datos, limite)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent says it
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(MAL)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(hijo, 0)[1])


def revisar(datos: Path, antes: list[int]) -> None:
    """Opened again, it is of today, with all that it had."""
    with Almacen(datos, ahora=AHORA) as almacen:
        assert conexion.filas(almacen._db, "pragma user_version") == [(esquema.VERSION,)]
        # Of the contents only their names are kept with the tests.
        faltas = [f for f in almacen.comprobar() if "Falta un archivo" not in f]
        assert faltas == [], faltas
    assert cuentas(datos / BASE) == antes


def main() -> int:
    vieja, trabajo, paso = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    contenido, muertes = gzip.decompress(vieja.read_bytes()), 0
    for limite in range(1, 10_000, paso):
        datos = trabajo / f"corte-{limite}"
        datos.mkdir()
        (datos / BASE).write_bytes(contenido)
        antes = cuentas(datos / BASE)
        codigo = en_un_hijo(datos, limite)
        assert codigo in (0, MUERTO), f"corte {limite}: código {codigo}"
        revisar(datos, antes)
        rmtree(datos)
        if codigo == 0:
            break
        muertes += 1
    sys.stdout.write(f"{muertes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
