"""Makes one backup in one place: the database of one moment, every file it speaks of, and a manifest. All or nothing.

First the database, then the contents: a content is on disk before any row speaks of it, so none can be missing. It
runs on any thread, holds nobody up, and must never take the last room of a disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from supervisor_app import __version__, durable
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.texto import tamano
from supervisor_app.errors import LLENO, EnvironmentProblem, codigo, motivo
from supervisor_app.services.respaldos import fuentes, rotacion
from supervisor_app.services.respaldos import manifiesto as escritura
from supervisor_app.services.respaldos.lugar import Juego, Lugar
from supervisor_app.services.respaldos.manifiesto import BASE, Manifiesto, Motivo, Pieza
from supervisor_app.services.respaldos.piezas import copiar_archivo, hacer_carpeta, huella_de, largo
from supervisor_app.services.respaldos.rotacion import Ficha
from supervisor_app.store import base_respaldada
from supervisor_app.store.archivos import Archivos
from supervisor_app.store.turno import Turno

RESERVA_DE_TRABAJO = 200_000_000
"""Bytes that a backup leaves free on the disk where the work is."""
RESERVA_AJENA = 8_000_000
Progreso = Callable[[int, int, str], None]
"""``progreso(done, total, words)``, in bytes; what it raises stops the work."""


@dataclass(frozen=True, slots=True)
class Hecho:
    """A backup that was made: ``copiados`` bytes written, ``soltados`` older ones that went."""

    juego: Juego
    copiados: int
    soltados: int


@dataclass(frozen=True)
class Hacedor:
    """Backs up one data folder. ``reserva``: bytes to leave free on its disk."""

    carpeta: Path
    llave: Llave | None = None
    reserva: int = RESERVA_DE_TRABAJO

    def hacer(self, lugar: Lugar, ahora: datetime, porque: Motivo, progreso: Progreso | None = None) -> Hecho:
        """Raises EnvironmentProblem with the sentence; then the place holds what it held."""
        try:
            with self._presente(), lugar.tomado():
                return _Uno(self, lugar, progreso or _callado).hacer(ahora, porque)
        except OSError as error:
            raise _problema(lugar, error) from error

    def adoptar(self, lugar: Lugar) -> None:
        """Give the copies that were made before a migration the form of every other backup."""
        sueltas = sorted(lugar.raiz.glob("antes-de-migrar-*.db")) if lugar.raiz.is_dir() else []
        for suelta in sueltas:
            # It stays as it is where it cannot be read or the disk refuses; nothing depends on it.
            with contextlib.suppress(OSError, EnvironmentProblem), self._presente(), lugar.tomado():
                if self.llave is not None and _es_legible(suelta):
                    suelta.unlink()  # made before the folder was enciphered: see ``_soltar_legibles``
                else:
                    _Uno(self, lugar, _callado).adoptar(suelta)

    @contextmanager
    def _presente(self) -> Iterator[None]:
        """Among those who have the folder open, so that nobody clears away or replaces it meanwhile."""
        turno = Turno(self.carpeta, solo_lectura=True)
        try:
            yield
        finally:
            turno.soltar()

    def libres_en(self, lugar: Lugar) -> int | None:
        """Bytes that a backup may take in a place; None where the file system does not say."""
        libres = durable.free_space(lugar.raiz)
        if libres is None:
            return None
        return libres - (self.reserva if self.mismo_disco(lugar) else RESERVA_AJENA)

    def mismo_disco(self, lugar: Lugar) -> bool:
        try:
            return self.carpeta.stat().st_dev == _existente(lugar.raiz).stat().st_dev
        except OSError:
            return lugar.propio


class _Uno:
    """The making of one backup; the caller holds the place."""

    def __init__(self, de: Hacedor, lugar: Lugar, progreso: Progreso) -> None:
        self._de, self._lugar, self._progreso = de, lugar, progreso
        self._copiados = 0
        self._tocadas: set[Path] = set()
        """Folders of the store with new names in them, which have to be durable before any manifest speaks of them."""
        self._enlaza = lugar.propio and de.mismo_disco(lugar)

    def hacer(self, ahora: datetime, porque: Motivo) -> Hecho:
        numero, destino = self._lugar.nombre_nuevo(ahora)
        parte = destino.with_name(durable.part_name(destino.name))
        base = self._de.carpeta / BASE
        self._exigir_lugar(largo(base) + largo(base.with_name(f"{BASE}-wal")))
        try:
            parte.mkdir()
            base_respaldada.copiar(
                base,
                parte / BASE,
                llave=self._de.llave,
                paso=lambda hecho, total: self._progreso(hecho, max(total, 1) * 4, "Copiando la base de datos…"),
            )
            hechos = base_respaldada.hechos(parte / BASE, self._de.llave)
            halladas = fuentes.de(self._de.carpeta)
            contenidos = self._contenidos(halladas.contenidos)
            sueltos = self._sueltos(parte, halladas.sueltos)
            m = self._manifiesto(numero, ahora, porque, hechos, sueltos=sueltos, contenidos=contenidos)
            self._cerrar(parte, destino, m)
        finally:
            # After the rename there is nothing under this name any more.
            shutil.rmtree(parte, ignore_errors=True)
        self._retirar(hechos.borradas, m)
        self._soltar_legibles()
        return Hecho(Juego(self._lugar, destino, numero, m), self._copiados, self._rotar())

    def _manifiesto(
        self, numero: int, momento: datetime, porque: Motivo, hechos: base_respaldada.Hechos, **demas: Any
    ) -> Manifiesto:
        return Manifiesto(
            numero=numero,
            hecho=momento,
            motivo=porque,
            version=__version__,
            esquema=hechos.esquema,
            llave=self._de.llave.id if self._de.llave else "",
            visitas=hechos.visitas,
            marca=hechos.marca,
            **demas,
        )

    def adoptar(self, suelta: Path) -> None:
        hechos = base_respaldada.hechos(suelta, self._de.llave)
        momento = datetime.fromtimestamp(suelta.stat().st_mtime).astimezone()
        numero, destino = self._lugar.nombre_nuevo(momento)
        parte = destino.with_name(durable.part_name(destino.name))
        try:
            parte.mkdir()
            copiar_archivo(suelta, parte / BASE)
            sueltos = self._sueltos(parte, fuentes.de(self._de.carpeta).sueltos)
            porque = Motivo.ANTES_DE_ACTUALIZAR
            m = self._manifiesto(numero, momento, porque, hechos, sueltos=sueltos, completo=False)
            self._cerrar(parte, destino, m)
        finally:
            shutil.rmtree(parte, ignore_errors=True)
        suelta.unlink()
        self._rotar()

    def _cerrar(self, parte: Path, destino: Path, m: Manifiesto) -> None:
        # Once for each folder and not for each file: with thousands of photos that is most of the time.
        for carpeta in sorted(self._tocadas):
            durable.fsync_dir(carpeta)
        durable.write_atomic(parte / escritura.NOMBRE, escritura.escrito(m))
        durable.replace(parte, destino)

    # --- files ----------------------------------------------------------------------------------------------------

    def _sueltos(self, parte: Path, nombres: tuple[str, ...]) -> dict[str, Pieza]:
        piezas = {BASE: Pieza(bytes=largo(parte / BASE), sha256=huella_de(parte / BASE))}
        self._copiados += piezas[BASE].bytes
        for nombre in nombres:
            with contextlib.suppress(FileNotFoundError):  # settings are replaced whole while this runs
                datos = (self._de.carpeta / nombre).read_bytes()
                durable.write_atomic(parte / nombre, datos)
                piezas[nombre] = Pieza(bytes=len(datos), sha256=hashlib.sha256(datos).hexdigest())
        return piezas

    def _contenidos(self, halladas: Mapping[str, os.stat_result]) -> dict[str, Pieza]:
        previas = self._previas()
        guardados = dict(self._lugar.guardados())
        piezas: dict[str, Pieza] = {}
        nuevas = []
        for nombre, estado in halladas.items():
            p = previas.get(nombre)
            igual = p is not None and (p.visto, p.bytes) == (estado.st_mtime_ns, estado.st_size)
            if p is not None and igual and guardados.get(p.sha256) == p.bytes:
                piezas[nombre] = p
            else:
                nuevas.append(nombre)
        total = sum(halladas[n].st_size for n in nuevas)
        self._exigir_lugar(0 if self._enlaza else total)
        hecho = 0
        for nombre in nuevas:
            self._progreso(total + 3 * hecho, max(total, 1) * 4, "Copiando evidencias y documentos…")
            try:
                piezas[nombre] = self._traer(nombre, guardados)
            except FileNotFoundError:
                # One that was blacked out meanwhile is gone, as it should. A stick that was pulled out is no such case.
                if (self._de.carpeta / nombre).exists():
                    raise
            hecho += halladas[nombre].st_size
        return piezas

    def _previas(self) -> Mapping[str, Pieza]:
        """The pieces of the last backup of this place, which need not be read again."""
        ultimo = self._lugar.ultimo()
        return ultimo.contenidos if ultimo else {}

    def _traer(self, nombre: str, guardados: dict[str, int]) -> Pieza:
        """Into the store of the place, under its hash: the same file under two names where the disk is the same."""
        origen = self._de.carpeta / nombre
        if self._enlaza and fuentes.se_escribe_una_vez(nombre):
            estado, sha256 = origen.stat(), huella_de(origen)
            # Also of what an interrupted run put there, whose name may not be durable.
            self._tocadas.add(self._lugar.contenido(sha256).parent)
            if guardados.get(sha256) != estado.st_size and not self._enlazar(origen, sha256):
                self._guardar(origen)
        else:
            estado, sha256 = self._guardar(origen)
        guardados[sha256] = estado.st_size
        return Pieza(bytes=estado.st_size, sha256=sha256, visto=estado.st_mtime_ns)

    def _enlazar(self, origen: Path, sha256: str) -> bool:
        destino = self._lugar.contenido(sha256)
        hacer_carpeta(destino.parent, self._lugar.raiz)
        try:
            destino.unlink(missing_ok=True)  # of another size: it was damaged
            os.link(origen, destino, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:  # FAT and some shares have no links, each with its own code
            self._enlaza = False
            return False
        return True

    def _guardar(self, origen: Path) -> tuple[os.stat_result, str]:
        """A copy of its own, flushed, and under its hash only when it is whole."""
        carpeta = self._lugar.raiz / "contenidos"
        hacer_carpeta(carpeta, self._lugar.raiz)
        parte = carpeta / durable.part_name("nuevo")
        try:
            estado, sha256 = copiar_archivo(origen, parte)
            destino = self._lugar.contenido(sha256)
            hacer_carpeta(destino.parent, self._lugar.raiz)
            durable.rename_over(parte, destino)
            self._tocadas.add(destino.parent)
        finally:
            parte.unlink(missing_ok=True)
        self._copiados += estado.st_size
        return estado, sha256

    # --- room and rotation ----------------------------------------------------------------------------------------

    def _exigir_lugar(self, necesarios: int) -> None:
        """Raises EnvironmentProblem where the reserve would be touched, after letting old backups go for it; none goes
        where all of them would not make the room.
        """
        libres = self._de.libres_en(self._lugar)
        if libres is None or libres >= necesarios:
            return
        buenos = {j.numero: j for j in self._buenos()}
        van = [buenos[n] for n in rotacion.sobran_en_apuro(map(_ficha, buenos.values()))]
        for juego in van if libres + self._liberan(van) >= necesarios else ():
            self._lugar.soltar([juego])
            libres = self._de.libres_en(self._lugar)
            if libres is None or libres >= necesarios:
                return
        hay = durable.free_space(self._lugar.raiz) or 0
        raise EnvironmentProblem(
            f"No se respaldó en {self._lugar.nombre}: quedan {tamano(hay)} libres y el respaldo no debe ocupar lo "
            "último. Su trabajo está guardado y los respaldos anteriores siguen ahí. Libere espacio.",
            action="Liberar espacio",
        )

    def _liberan(self, van: Sequence[Juego]) -> int:
        """Bytes that come free at the most where these backups go."""
        quedan = [j.manifiesto for j in self._lugar.juegos() if j.manifiesto and j not in van]
        comunes = {p.sha256 for m in quedan for p in m.contenidos.values()}
        idos = [j.manifiesto for j in van if j.manifiesto]
        propios = {p.sha256: p.bytes for m in idos for p in m.contenidos.values() if p.sha256 not in comunes}
        return sum(propios.values()) + sum(p.bytes for m in idos for p in m.sueltos.values())

    def _buenos(self) -> list[Juego]:
        guardados = self._lugar.guardados()
        return [j for j in self._lugar.juegos() if not self._lugar.faltas(j, guardados)]

    def _rotar(self) -> int:
        buenos = self._buenos()
        sobran = set(rotacion.sobran(map(_ficha, buenos)))
        # The backup is made: what cannot be let go now goes the next time.
        with contextlib.suppress(OSError):
            self._lugar.soltar(j for j in buenos if j.numero in sobran)
        return len(sobran)

    def _soltar_legibles(self) -> None:
        """Once there is an enciphered backup, those that anybody could read go: a person asked for that in words."""
        if self._de.llave is not None:
            with contextlib.suppress(OSError):
                self._lugar.soltar(j for j in self._lugar.juegos() if j.manifiesto and not j.manifiesto.llave)

    def _retirar(self, borradas: frozenset[str], m: Manifiesto) -> None:
        """What was blacked out for good leaves the backups of this place too (ADR 0010)."""
        archivos = Archivos(self._de.carpeta / "archivos", self._de.llave)
        rutas = [archivos.ruta(s) for s in borradas]
        with contextlib.suppress(OSError):
            self._lugar.retirar([r.relative_to(self._de.carpeta).as_posix() for r in rutas if not r.exists()], m)


def _ficha(j: Juego) -> Ficha:
    assert j.manifiesto is not None
    return Ficha(j.numero, j.manifiesto.hecho.date(), j.manifiesto.motivo)


def _callado(_hecho: int, _total: int, _palabras: str) -> None:
    """Nobody asked how far it is."""


def _es_legible(base: Path) -> bool:
    with base.open("rb") as archivo:
        return archivo.read(16) == b"SQLite format 3\0"


def _existente(ruta: Path) -> Path:
    while not ruta.exists() and ruta != ruta.parent:
        ruta = ruta.parent
    return ruta


def _problema(lugar: Lugar, error: OSError) -> EnvironmentProblem:
    if codigo(error) in LLENO:
        return EnvironmentProblem(
            f"No se respaldó en {lugar.nombre}: el disco está lleno. Su trabajo está guardado. Libere espacio.",
            action="Liberar espacio",
        )
    return EnvironmentProblem(
        f"No se respaldó en {lugar.nombre} ({motivo(error)}). Su trabajo está guardado; se intentará de nuevo."
    )
