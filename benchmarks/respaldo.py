"""A backup against ``VACUUM INTO``: the database alone, with photos for the first time, and when nothing is new."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from benchmarks import muestra
from benchmarks.llenado import llenar
from benchmarks.ratio import compare
from supervisor_app.services.respaldos.hacer import Hacedor
from supervisor_app.services.respaldos.lugar import Lugar
from supervisor_app.services.respaldos.manifiesto import Motivo
from supervisor_app.services.respaldos.restaurar import verificar
from supervisor_app.wiring import abrir

FOTOS, BYTES = 1_000, 270_000
AHORA = datetime(2026, 6, 10, 9, 30).astimezone()


def medir(carpeta: Path) -> None:
    """10,000 visits in the database and 1,000 photos of 270 KB; the stick is a folder of the same disk."""
    datos = carpeta / "app"
    with abrir(datos) as s:
        e = muestra.contestar(s, muestra.visita(s, ("CO-02", "CO-05", "CO-06", "RC-02")))
        llenar(s._almacen._db.conn, e.visita.id)
        numeros = count()

        def theirs() -> None:
            destino = carpeta / f"vacuum-{next(numeros)}.db"
            s._almacen._db.conn.execute("VACUUM INTO ?", (str(destino),))
            with destino.open("rb+") as archivo:
                os.fsync(archivo.fileno())
            destino.unlink()

        hacedor = Hacedor(datos)

        def ours(raiz: Path, *, propio: bool, nuevo: bool) -> Callable[[], None]:
            def hacer() -> None:
                if nuevo:
                    shutil.rmtree(raiz, ignore_errors=True)
                raiz.mkdir(exist_ok=True)
                hacedor.hacer(Lugar(raiz, propio=propio), AHORA, Motivo.PEDIDO)

            return hacer

        megas = (datos / "supervisor.db").stat().st_size / 1e6
        print(f"database of {megas:.0f} MB; then {FOTOS:,} photos, {FOTOS * BYTES / 1e6:.0f} MB")
        compare(
            "backup, no photos", ours(carpeta / "a", propio=False, nuevo=False), theirs, against="VACUUM INTO", times=5
        )
        _fotos(datos / "archivos")
        here, stick = datos / "respaldos", carpeta / "memoria"
        compare(
            "the first with 1,000 photos, to a stick",
            ours(stick, propio=False, nuevo=True),
            lambda: _copiar(datos / "archivos", carpeta / "copia"),
            against="each copied and flushed",
            times=1,
        )
        compare(
            "the next one, to a stick", ours(stick, propio=False, nuevo=False), theirs, against="VACUUM INTO", times=5
        )
        compare(
            "the first, on the same disk", ours(here, propio=True, nuevo=True), theirs, against="VACUUM INTO", times=1
        )
        compare(
            "the next one, on the same disk",
            ours(here, propio=True, nuevo=False),
            theirs,
            against="VACUUM INTO",
            times=5,
        )
        juego = Lugar(stick).juegos()[0]
        compare(
            "reading it through",
            lambda: verificar(juego),
            lambda: _sumar(stick),
            against="SHA-256 of each file",
            times=3,
        )


def _fotos(archivos: Path) -> None:
    for n in range(FOTOS):
        contenido = n.to_bytes(8) + os.urandom(BYTES - 8)
        sha256 = hashlib.sha256(contenido).hexdigest()
        (archivos / sha256[:2]).mkdir(parents=True, exist_ok=True)
        (archivos / sha256[:2] / sha256).write_bytes(contenido)


def _copiar(de: Path, a: Path) -> None:
    shutil.rmtree(a, ignore_errors=True)
    for origen in de.rglob("*"):
        if origen.is_file():
            destino = a / origen.relative_to(de)
            destino.parent.mkdir(parents=True, exist_ok=True)
            with origen.open("rb") as fuente, destino.open("wb") as salida:
                shutil.copyfileobj(fuente, salida, 1 << 20)
                salida.flush()
                os.fsync(salida.fileno())


def _sumar(lugar: Path) -> None:
    for ruta in lugar.rglob("*"):
        if ruta.is_file():
            with ruta.open("rb") as archivo:
                hashlib.file_digest(archivo, "sha256")
