"""The long form: every proof of durability on every operation, plain and enciphered. `make torture`.

    python -m tests.tortura [--solo WORD]… [--sin-cifrar | --cifrado] [--muchas N] [--semilla N] [--carpeta FOLDER]

Prints one line for each proof of each operation as it ends, and a table for docs/RELIABILITY.md at the end. The exit
code is 1 where anything was lost, and where a proof no longer sees the damage that it is there to see.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from supervisor_app import durable
from supervisor_app.store import conexion
from tests.tortura import escritores, lleno
from tests.tortura.catalogo import operaciones
from tests.tortura.cifrado import salteados
from tests.tortura.cortes import Cuenta, Dano, Taller
from tests.tortura.hijos import NoSePuede, Punto
from tests.tortura.operaciones import Entorno, calentar

Prueba = Callable[[], Cuenta]
_SEMILLAS = 3
"""Random cuts are taken from so many runs of each operation."""


def _sin_vaciar() -> None:
    """SQLite flushes nothing."""
    _con_synchronous("off")


def _normal() -> None:
    """SQLite as most programs have it: a commit may be lost."""
    _con_synchronous("normal")


def _con_synchronous(como: str) -> None:
    durable_de_verdad = conexion.hacer_durable

    def peor(db: Database) -> None:
        durable_de_verdad(db)
        db.conn.execute(f"pragma synchronous={como}")

    conexion.hacer_durable = peor


def _sin_fsync() -> None:
    """Files are written and never flushed."""
    os.fsync = lambda fd: None


def _sin_carpetas() -> None:
    """Names are never made durable."""
    durable.fsync_dir = lambda path: None


DANOS: tuple[tuple[str, str, Dano], ...] = (
    ("synchronous=OFF", "guardar", _sin_vaciar),
    ("synchronous=NORMAL", "guardar", _normal),
    ("no fsync of files", "foto", _sin_fsync),
    ("no fsync of folders", "foto", _sin_carpetas),
    ("no fsync of files", "entregar", _sin_fsync),
    ("no fsync of folders", "entregar", _sin_carpetas),
    ("no fsync of folders", "empaquetar", _sin_carpetas),
)
"""How the product is made worse, what is done then, and how: each must be seen by the power cut."""


MUCHAS = 300
"""Calls of one run from which on pages written to one file in a row are cut at the first, the middle and the last."""


def de_una(taller: Taller, azar: Random, semilla: int, muchas: int = MUCHAS) -> Iterator[tuple[str, Prueba]]:
    """The proofs of one operation, by name."""

    def elegidos(muchas: int) -> list[Punto]:
        puntos = taller.puntos()
        return puntos if len(puntos) < muchas else salteados(puntos)

    def negativas() -> list[Punto]:
        return elegidos(muchas if muchas > MUCHAS else 0)

    yield "SIGKILL at calls", lambda: taller.matar(elegidos(muchas))
    yield "SIGKILL at random", lambda: taller.matar_al_azar(25, lambda: azar.random() ** 2 * 0.4)
    for n in range(_SEMILLAS):
        yield f"power cut, seed {semilla + n}", lambda n=n: taller.apagar(semilla + n)  # type: ignore[misc]
    for error in ("ENOSPC", "EIO"):
        yield f"{error} once", lambda e=error: taller.negar(negativas(), e)  # type: ignore[misc]
    yield "ENOSPC from there on", lambda: taller.negar(negativas(), "ENOSPC", siempre=True)
    yield "short writes", lambda: taller.a_medias()  # noqa: PLW0108 - named before there is a workshop


class Informe:
    """Tells each proof as it ends, and all of them at the end."""

    def __init__(self, solo: list[str]) -> None:
        self._solo, self._renglones, self.mal = solo, list[str](), 0

    def quiere(self, *dicho: str) -> bool:
        return all(any(s in d for d in dicho) for s in self._solo)

    def correr(self, base: str, que: str, prueba: str, hacer: Prueba, *, debe_fallar: bool = False) -> None:
        """Do it and tell it. ``debe_fallar``: the product was made worse, and that must be seen."""
        antes = time.monotonic()
        try:
            c = hacer()
        except NoSePuede as problema:
            _di(f"left out: {base}, {que}, {prueba}: {problema}")
            return
        bien = bool(c.violaciones) is debe_fallar
        self.mal += not bien
        nota = "must fail" if debe_fallar else f"{c.acuses:,} acknowledged" if c.acuses else ""
        renglon = f"| {base} | {que} | {prueba} | {c.puntos} | {c.cortados or ''} | {len(c.violaciones)} | {nota} |"
        self._renglones.append(renglon)
        _di(f"{renglon} {time.monotonic() - antes:.0f} s")
        for violacion in c.violaciones[: 0 if bien else 20]:
            _di(f"    {violacion}")

    def tabla(self) -> str:
        titulo = "| folder | operation | proof | points | cut short | violations | |\n|---|---|---|---|---|---|---|"
        return "\n".join((titulo, *self._renglones))


def _di(texto: str) -> None:
    sys.stdout.write(f"{texto}\n")
    sys.stdout.flush()


def correr(trabajo: Path, entorno: Entorno, informe: Informe, semilla: int, muchas: int) -> None:
    base = "enciphered" if entorno.cifrado else "plain"
    azar = Random(semilla)
    for nombre, op in operaciones(entorno).items():
        if informe.quiere(nombre, *(p for p, _ in de_una(None, azar, semilla))):  # type: ignore[arg-type]
            taller = Taller(op, entorno, trabajo / base / nombre)
            for prueba, hacer in de_una(taller, azar, semilla, muchas):
                if informe.quiere(nombre, prueba):
                    informe.correr(base, nombre, prueba, hacer)
    if informe.quiere("two writers"):
        informe.correr(
            base, "two writers", "SIGKILL at random", lambda: escritores.correr(trabajo / base, entorno, 100, azar)
        )
    for clase in ("tmpfs", "ext4"):
        if informe.quiere("answers and photos", f"full {clase}"):
            informe.correr(
                base,
                "answers and photos",
                f"full {clase}",
                lambda clase=clase: lleno.llenar(clase, trabajo / base / clase, entorno, 40),  # type: ignore[misc]
            )


def dientes(trabajo: Path, informe: Informe, semilla: int) -> None:
    """Each damage must be seen, or the proof proves nothing."""
    for n, (cual, nombre, dano) in enumerate(DANOS):
        if informe.quiere("worse", cual):
            taller = Taller(operaciones(Entorno())[nombre], Entorno(), trabajo / f"dano-{n}")
            informe.correr(
                "plain",
                nombre,
                f"power cut, {cual}",
                lambda taller=taller, dano=dano: taller.apagar(semilla, dano),  # type: ignore[misc]
                debe_fallar=True,
            )


def main() -> int:
    ordenes = argparse.ArgumentParser(prog="python -m tests.tortura")
    ordenes.add_argument(
        "--solo", action="append", default=[], help="only proofs or operations with this in their name"
    )
    ordenes.add_argument("--sin-cifrar", action="store_true", help="only the plain folder")
    ordenes.add_argument("--cifrado", action="store_true", help="only the enciphered folder")
    ordenes.add_argument(
        "--muchas",
        type=int,
        default=MUCHAS,
        help=f"from how many calls on pages in a row are thinned out ({MUCHAS}; 0: always; a million: never)",
    )
    ordenes.add_argument("--semilla", type=int, default=1)
    ordenes.add_argument("--carpeta", type=Path, default=None, help="where to work (default: a temporary folder)")
    args = ordenes.parse_args()
    informe = Informe(args.solo)
    with TemporaryDirectory(prefix="tortura-", dir=args.carpeta) as trabajo:
        calentar(Path(trabajo))
        for cifrado in (False, True):
            if not (args.sin_cifrar if cifrado else args.cifrado):
                correr(Path(trabajo), Entorno(cifrado), informe, args.semilla, args.muchas)
        dientes(Path(trabajo), informe, args.semilla)
    _di(f"\n{informe.tabla()}\n\n{'Nothing was lost.' if not informe.mal else f'{informe.mal} proofs failed.'}")
    return 1 if informe.mal else 0


if __name__ == "__main__":
    sys.exit(main())
