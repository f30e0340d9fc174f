"""The backups inside a data folder, made ciphertext with it: each stays the backup that it was, under the same number.

A backup that does not say what it holds becomes ciphertext file by file: it could not be restored before either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from supervisor_app import durable, settings
from supervisor_app.cifrado import cerradura
from supervisor_app.cifrado.corriente import EXTENSION
from supervisor_app.domain.base import con as con_cambios
from supervisor_app.services.cifrar_piezas import Cifrado, Cifrador
from supervisor_app.services.respaldos import manifiesto as escritura
from supervisor_app.services.respaldos.fuentes import RESPALDOS
from supervisor_app.services.respaldos.lugar import CANDADO, CONTENIDOS, MARCA, RETIRADOS, Lugar
from supervisor_app.services.respaldos.manifiesto import BASE, Manifiesto, Pieza
from supervisor_app.services.respaldos.piezas import huella_de

_DE_EVIDENCIA = re.compile(r"archivos/[0-9a-f]{2}/([0-9a-f]{64})")
_CIFRADAS = ("paquetes/", "turnados/")
_LLAVES = (cerradura.NOMBRE, cerradura.COPIA)


def cifrar_respaldos(origen: Path, destino: Path, con: Cifrador, hechos: Mapping[str, Cifrado]) -> None:
    """``origen``, ``destino``: the data folders. ``hechos``: what was enciphered of the plain one, by its path there.

    Raises OSError, EnvironmentProblem and whatever ``con.avance`` raises.
    """
    if (origen / RESPALDOS).is_dir():
        _Respaldos(origen / RESPALDOS, destino, con, hechos).hacer()


class _Respaldos:
    def __init__(self, raiz: Path, destino: Path, con: Cifrador, hechos: Mapping[str, Cifrado]) -> None:
        self._raiz, self._destino, self._con, self._hechos = raiz, destino / RESPALDOS, con, hechos
        self._carpeta = destino
        self._piezas: dict[tuple[str, str], tuple[str, Pieza]] = {}
        self._usados: set[str] = set()
        """Contents of the store, by their hashes there, of which some backup speaks."""

    def hacer(self) -> None:
        self._destino.mkdir(parents=True, exist_ok=True)
        lugar = Lugar(self._raiz, propio=True)
        dichos = {j.ruta.name: j.manifiesto for j in lugar.juegos() if j.manifiesto}
        for entrada in sorted(self._raiz.iterdir()):
            nombre = entrada.name
            if nombre in dichos and dichos[nombre].llave:
                self._ajeno(entrada, dichos[nombre])
            elif nombre in dichos:
                self._juego(entrada, dichos[nombre])
            elif nombre in (MARCA, RETIRADOS, "LEEME.txt"):
                self._con.tal_cual(entrada, self._destino / nombre)
            elif nombre not in (CONTENIDOS, CANDADO):
                for ruta in _archivos(entrada):
                    carpeta = self._destino / ruta.relative_to(self._raiz).parent
                    carpeta.mkdir(parents=True, exist_ok=True)
                    self._con.quiza_base(ruta, carpeta)

        for sha256 in sorted(lugar.guardados().keys() - self._usados):
            # Of a backup that does not say what it holds, perhaps: kept, and no more readable than the rest.
            carpeta = self._destino / CONTENIDOS / sha256[:2]
            carpeta.mkdir(parents=True, exist_ok=True)
            self._con.suelto(lugar.contenido(sha256), carpeta)

    def _ajeno(self, carpeta: Path, m: Manifiesto) -> None:
        """A backup that is ciphertext already, of the key that the folder had then: as it is."""
        for ruta in _archivos(carpeta):
            self._con.tal_cual(ruta, self._destino / ruta.relative_to(self._raiz))
        for pieza in m.contenidos.values():
            origen, relativa = self._almacenado(pieza), Path(CONTENIDOS, pieza.sha256[:2], pieza.sha256)
            if origen.is_file() and not (self._destino / relativa).exists():
                self._con.tal_cual(origen, self._destino / relativa)

    def _almacenado(self, pieza: Pieza) -> Path:
        self._usados.add(pieza.sha256)
        return self._raiz / CONTENIDOS / pieza.sha256[:2] / pieza.sha256

    def _juego(self, carpeta: Path, m: Manifiesto) -> None:
        """One backup; its manifest last, as it says that all the rest is there."""
        nueva = self._destino / carpeta.name
        nueva.mkdir()
        # What is not as it was is told of the new one too, and stops nothing.
        malos = {n: p for n, p in m.sueltos.items() if not self._suelto(carpeta / n, nueva, p)}
        for nombre in _LLAVES:
            self._con.tal_cual(self._carpeta / nombre, nueva / nombre)
        contenidos = dict(self._pieza(nombre, p) for nombre, p in m.contenidos.items())
        hechos = {r.name: Pieza(bytes=r.stat().st_size, sha256=huella_de(r)) for r in sorted(nueva.iterdir())}
        nuevo = con_cambios(m, llave=self._con.llave.id, sueltos=malos | hechos, contenidos=contenidos)
        durable.write_atomic(nueva / escritura.NOMBRE, escritura.escrito(nuevo))

    def _suelto(self, ruta: Path, nueva: Path, pieza: Pieza) -> bool:
        """A file of a backup beside its contents; whether it was what the backup says of it."""
        if not ruta.is_file():
            return False
        if huella_de(ruta) != pieza.sha256:
            self._con.suelto(ruta, nueva)
            return False
        if ruta.name == BASE:
            return self._con.quiza_base(ruta, nueva).name == BASE
        if ruta.name == settings.NOMBRE or ruta.name.startswith("ajustes.danado-"):
            self._con.suelto(ruta, nueva)
        else:
            self._con.tal_cual(ruta, nueva / ruta.name)
        return True

    def _nombre(self, nombre: str) -> str:
        """How a content of a plain folder is called in the enciphered one."""
        if evidencia := _DE_EVIDENCIA.fullmatch(nombre):
            n = self._con.llave.nombre(evidencia[1])
            return f"archivos/{n[:2]}/{n}"
        return f"{nombre}{EXTENSION}" if nombre.startswith(_CIFRADAS) else nombre

    def _pieza(self, nombre: str, pieza: Pieza) -> tuple[str, Pieza]:
        """A content as it is called and kept now. One that is missing or damaged is so as before, and is told."""
        clave = nombre, pieza.sha256
        if clave not in self._piezas:
            self._piezas[clave] = self._nombre(nombre), self._guardada(nombre, pieza)
        return self._piezas[clave]

    def _guardada(self, nombre: str, pieza: Pieza) -> Pieza:
        nuevo, guardado = self._nombre(nombre), self._almacenado(pieza)
        if not guardado.is_file():
            return pieza
        parte = self._destino / CONTENIDOS / durable.part_name("nuevo")
        parte.parent.mkdir(parents=True, exist_ok=True)
        presente = self._hechos.get(nombre)
        if presente is not None and presente.claro == pieza.sha256:
            self._con.avance(guardado.stat().st_size)
            _enlazar(presente.ruta, parte, self._con)
            claro = presente.claro
        elif nuevo == nombre:
            self._con.tal_cual(guardado, parte)
            claro = huella_de(parte)
        else:
            claro = self._con.archivo(guardado, parte).claro
        # One that was damaged keeps the name that it should not have: it is told as damaged as before.
        sano = claro == pieza.sha256
        sha256 = huella_de(parte) if sano else pieza.sha256
        destino = self._destino / CONTENIDOS / sha256[:2] / sha256
        destino.parent.mkdir(parents=True, exist_ok=True)
        parte.replace(destino)
        if not sano:
            return pieza
        return Pieza(bytes=destino.stat().st_size, sha256=sha256, visto=destino.stat().st_mtime_ns)


def _archivos(entrada: Path) -> Iterator[Path]:
    if entrada.is_file() and not entrada.is_symlink():
        yield entrada
        return
    for lugar, _, nombres in os.walk(entrada):
        yield from (r for n in sorted(nombres) if (r := Path(lugar, n)).is_file() and not r.is_symlink())


def _enlazar(origen: Path, destino: Path, con: Cifrador) -> None:
    try:
        os.link(origen, destino, follow_symlinks=False)
    except OSError:  # no links in this file system
        con.tal_cual(origen, destino)
