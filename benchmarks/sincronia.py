"""Synchronising 500 closed visits of 2 MB against ``cp``, ``rsync`` and ``rclone`` to the same folder; and nothing new.

Ours are verified, signed, flushed one by one, read back and recorded; theirs are copied, and flushed at the end.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from benchmarks import muestra
from benchmarks.ratio import compare_seconds, seconds
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.paquete import Contenido, armar
from supervisor_app.services.sincronia.verbos import Resultado
from supervisor_app.store import documentos
from supervisor_app.store.conexion import escritura
from supervisor_app.wiring import Servicios, abrir

VISITAS, OCTETOS = 500, 2_000_000
AHORA = datetime(2026, 6, 10, 9, 30).astimezone()


def medir(carpeta: Path) -> None:
    """To a folder of the same disk, flushed on both sides; then again with nothing new, at 100 and 10,000 packages."""
    datos = carpeta / "laptop"
    with abrir(datos) as s:
        _visitas(s, VISITAS, OCTETOS)
        paquetes = datos / "paquetes"
        numeros = count()
        for nombre, orden in _rivales(paquetes).items():
            compare_seconds(
                f"500 visits, {VISITAS * OCTETOS / 1e9:.1f} GB, to a folder",
                lambda: _nuestra(s, carpeta / f"nuestro-{next(numeros)}"),
                lambda orden=orden: _ajena(orden, carpeta / f"ajeno-{next(numeros)}"),  # type: ignore[misc]
                against=nombre,
                times=3,
            )
    for cuantos in (100, 10_000):
        _sin_novedad(carpeta, cuantos)


def _rivales(paquetes: Path) -> dict[str, Callable[[Path], list[str]]]:
    """Programs that are there, each as the command that copies the packages into a folder."""
    rivales: dict[str, Callable[[Path], list[str]]] = {"cp": lambda a: ["cp", "-r", str(paquetes), str(a)]}
    if shutil.which("rsync"):
        rivales["rsync --checksum"] = lambda a: ["rsync", "-a", "--checksum", f"{paquetes}/", f"{a}/"]
    rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if rclone:
        rivales["rclone copy"] = lambda a: [rclone, "copy", "--config", "/dev/null", str(paquetes), str(a)]
    return rivales


def _ajena(orden: Callable[[Path], list[str]], destino: Path) -> float:
    destino.mkdir()

    def copiar() -> None:
        subprocess.run(orden(destino), check=True, capture_output=True)
        subprocess.run(["sync", "-f", str(destino)], check=True)

    tardo = seconds(copiar)
    shutil.rmtree(destino)
    return tardo


def _nuestra(s: Servicios, destino: Path) -> float:
    destino.mkdir()
    tardo = seconds(lambda: _sincronizar(s, destino))
    assert sum(1 for _ in destino.rglob("*.zip")) == VISITAS
    shutil.rmtree(destino)
    return tardo


def _sincronizar(s: Servicios, destino: Path) -> Resultado:
    return s.sincronizacion.sincronizar(DestinoCarpeta(destino), str(destino))


def _sin_novedad(carpeta: Path, cuantos: int) -> None:
    """Nothing new, against one that looks at every file."""
    datos, buzon = carpeta / f"laptop-{cuantos}", carpeta / f"buzon-{cuantos}"
    buzon.mkdir()
    with abrir(datos) as s:
        _visitas(s, cuantos, 200)
        _sincronizar(s, buzon)
        paquetes = datos / "paquetes"
        destino = carpeta / f"otro-{cuantos}"
        programa = "rsync" if shutil.which("rsync") else "cp"
        orden = (
            ["rsync", "-a", f"{paquetes}/", f"{destino}/"]
            if programa == "rsync"
            else ["cp", "-ru", str(paquetes), str(destino)]
        )
        destino.mkdir()
        subprocess.run(orden, check=True)
        compare_seconds(
            f"nothing new, {cuantos:,} packages",
            lambda: seconds(lambda: _sincronizar(s, buzon)),
            lambda: seconds(lambda: subprocess.run(orden, check=True)),
            against=programa,
            times=9,
        )


def _visitas(s: Servicios, cuantas: int, octetos: int) -> None:
    """Closed visits with their packages, as closing would have left them; their content is noise."""
    azar = random.Random(1)
    e = muestra.visita(s)
    for n in range(cuantas):
        visita = s.visitas.crear(e.visita.unidad).visita
        hecho = armar(
            Contenido(
                visita_id=visita.id,
                folio=visita.folio,
                revision=1,
                reemplaza=None,
                creado=AHORA + timedelta(minutes=n),
                archivos={"evidencia/foto.jpg": azar.randbytes(octetos)},
            ),
            s.carpeta / "paquetes",
            s.llave,
        )
        registro = PaqueteCerrado(
            visita_id=visita.id, revision=1, nombre=hecho.nombre, sha256=hecho.sha256, bytes=hecho.bytes, creado=AHORA
        )
        with escritura(s._almacen._db):
            documentos.agregar_paquete(s._almacen._db, registro)
