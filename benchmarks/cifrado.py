"""What encipherment costs: a keystroke, the way in, opening a visit, keeping a photo, each against its yardstick."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import random
import sqlite3
import statistics
from collections.abc import Callable
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from PIL import Image

from benchmarks import muestra
from benchmarks.llenado import VISITAS, llenar
from benchmarks.ratio import compare, seconds
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.session import interpretar
from supervisor_app.services.acceso import Acceso, Coste
from supervisor_app.store import registros
from supervisor_app.store.conexion import escritura
from supervisor_app.wiring import Servicios, abrir, reloj_local

FRASE = "una frase ficticia de prueba"


def medir(carpeta: Path) -> None:
    """All of them."""
    teclazo(carpeta)
    entrada(carpeta)
    abrir_una(carpeta)
    foto(carpeta)


# --- a keystroke ----------------------------------------------------------------------------------------------------


def teclazo(carpeta: Path) -> None:
    """An answer in an enciphered folder, with history, chain and search index, against one raw row of the standard
    library in WAL + FULL; then where the time goes, each part against the same row.
    """
    llave = Llave.nueva()
    crudo = _fila(sqlite3.connect(str(carpeta / "crudo.db"), isolation_level=None))
    con_llave = sqlcipher.connect(str(carpeta / "cifrado.db"), isolation_level=None)
    con_llave.execute(f"pragma key=\"x'{llave.base.hex()}'\"")
    cifrado = _fila(con_llave)
    with abrir(carpeta / "teclazo", llave=llave) as s:
        guardar, calcular = _respuesta(s)
        partes = {
            "keystroke to durable, enciphered": guardar,
            "  one raw row, enciphered": cifrado,
            "  domain alone (answer, consequences)": calcular,
            "  its SQL, undone instead of committed": _sin_confirmar(s),
        }
        for nombre, hacer in partes.items():
            compare(nombre, hacer, crudo, against="raw row, sqlite3 WAL FULL", times=300)


def _fila(conexion: sqlite3.Connection) -> Callable[[], object]:
    conexion.execute("pragma journal_mode=wal")
    conexion.execute("pragma synchronous=full")
    conexion.execute("create table respuesta(id integer primary key, datos text)")
    n = itertools.count()

    def una() -> None:
        conexion.execute("begin immediate")
        conexion.execute("insert into respuesta(datos) values (?)", (f'{{"valor": {next(n)}}}',))
        conexion.execute("commit")

    return una


def _respuesta(s: Servicios) -> tuple[Callable[[], object], Callable[[], object]]:
    """To answer a question of a visit, and the same without keeping it."""
    estado = [muestra.visita(s)]
    item = s.definiciones.cedula("CO-02").items[1]
    n = itertools.count()

    def calcular() -> None:
        op = comandos.responder(estado[0], item, interpretar(item, str(next(n))))
        estado[0].aplicar(op.cambios)

    def guardar() -> None:
        op = comandos.responder(estado[0], item, interpretar(item, str(next(n))))
        s.visitas.guardar(op)
        estado[0] = estado[0].aplicar(op.cambios)

    return guardar, calcular


def _sin_confirmar(s: Servicios) -> Callable[[], object]:
    """All that is read and written for an answer, and no flush: the transaction is taken back."""
    e, db = muestra.visita(s), s._almacen._db
    item = s.definiciones.cedula("CO-02").items[1]
    ahora, n = reloj_local(), itertools.count(1_000)

    def una() -> None:
        op = comandos.responder(e, item, interpretar(item, str(next(n))))
        with contextlib.suppress(_Atras), escritura(db):
            registros.anotar(db, op, quien="", cuando=ahora)
            raise _Atras

    return una


class _Atras(Exception):
    """Takes a transaction back."""


# --- the way in -----------------------------------------------------------------------------------------------------


def entrada(carpeta: Path) -> None:
    """From the passphrase to the first list of visits, against opening the same folder plain."""
    cifrada, plana = carpeta / "con-frase", carpeta / "sin-frase"
    llave, _ = Acceso(cifrada).crear(FRASE)
    for donde, con in ((cifrada, llave), (plana, None)):
        with abrir(donde, llave=con) as s:
            muestra.contestar(s, muestra.visita(s))

    def ours() -> None:
        with abrir(cifrada, llave=Acceso(cifrada).abrir(FRASE)) as s:
            s.visitas.lista()

    def theirs() -> None:
        with abrir(plana) as s:
            s.visitas.lista()

    compare("passphrase to first list", ours, theirs, against="plain folder", times=15)
    solo = [seconds(lambda: Acceso(cifrada).abrir(FRASE)) for _ in range(15)]
    c = Coste()
    print(f"  of it Argon2id, {c.memoria // 1024} MiB, {c.pasadas} passes: {statistics.median(solo) * 1e3:.0f} ms")


# --- a visit and a photo --------------------------------------------------------------------------------------------


def abrir_una(carpeta: Path) -> None:
    """Opening a visit with four cédulas answered among 10,000, enciphered and plain, cold and warm."""
    llave = Llave.nueva()
    ids = []
    for nombre, con in (("muchas-cifradas", llave), ("muchas", None)):
        with abrir(carpeta / nombre, llave=con) as s:
            e = muestra.contestar(s, muestra.visita(s, ("CO-02", "CO-05", "CO-06", "RC-02")))
            ids.append(e.visita.id)
            llenar(s._almacen._db.conn, e.visita.id)
    with abrir(carpeta / "muchas-cifradas", llave=llave) as cifradas, abrir(carpeta / "muchas") as planas:
        compare(
            f"open a visit among {VISITAS:,}, enciphered",
            lambda: cifradas.visitas.abrir(ids[0]),
            lambda: planas.visitas.abrir(ids[1]),
            against=f"among {VISITAS:,}, plain",
            times=60,
        )

    def de_nuevo(nombre: str, con: Llave | None, visita: str) -> Callable[[], object]:
        def una() -> None:
            with abrir(carpeta / nombre, llave=con) as s:
                s.visitas.abrir(visita)

        return una

    compare(
        "  the same with opening the folder",
        de_nuevo("muchas-cifradas", llave, ids[0]),
        de_nuevo("muchas", None, ids[1]),
        against="plain",
        times=20,
    )


def foto(carpeta: Path) -> None:
    """Against a plain copy with fsync: 270 KB kept as ciphertext; and a photo of that size looked at, cleaned, kept and
    attached, in an enciphered folder.
    """
    fotos = iter([_jpeg(n) for n in range(120)])
    destino, n = carpeta / "copias", itertools.count()
    destino.mkdir()
    azar = next(fotos)

    def copia() -> None:
        with (destino / f"{next(n)}.jpg").open("xb") as archivo:
            archivo.write(azar)
            archivo.flush()
            os.fsync(archivo.fileno())

    with abrir(carpeta / "fotos", llave=Llave.nueva()) as s:

        def guardar() -> None:
            s._almacen.archivos.guardar(azar + next(n).to_bytes(8, "big"))

        compare(f"{len(azar) // 1000} KB kept as ciphertext", guardar, copia, against="plain file, fsync", times=200)
        estado = [muestra.visita(s)]
        item = s.definiciones.cedula("CO-02").items[1]

        def adjuntar() -> None:
            e = estado[0]
            nueva = s.evidencias.preparar_bytes(e, "foto.jpg", next(fotos), item_id=item.id)
            op = comandos.adjuntar(e, [nueva])
            s.visitas.guardar(op)
            estado[0] = e.aplicar(op.cambios)

        compare("  a photo to attached evidence", adjuntar, copia, against="plain file, fsync", times=100)


def _jpeg(semilla: int) -> bytes:
    """A picture of some 270 KB, each another."""
    azar = random.Random(semilla)
    grano = Image.frombytes("RGB", (400, 300), azar.randbytes(400 * 300 * 3)).resize((1600, 1200))
    salida = io.BytesIO()
    grano.save(salida, "JPEG", quality=50)
    return salida.getvalue()
