"""One visit out of a backup, in the form in which a colleague's copy is joined: the same machinery, no file between.

Only what working copies carry comes back: records with their history, and their files. What was emitted, signed or
closed stays in the backup, and is told; a closed visit comes back only with everything (ADR 0029).

All that takes its time is done before anybody joins anything, on any thread: the database is copied and brought to this
version, and the files that are missing here are made ready under a name of half a file, so that joining only gives
them theirs. It must never lay anything in the clear on a disk.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado.corriente import Alterado, ArchivoCifrado
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.fusion.version import Version
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.durable import Readable
from supervisor_app.errors import LLENO, EnvironmentProblem, UserError, codigo, motivo
from supervisor_app.exchange import copia as formato
from supervisor_app.exchange.copia import Cabecera
from supervisor_app.services.copias_avisos import emitidos
from supervisor_app.services.respaldos.hacer import Progreso
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.manifiesto import BASE
from supervisor_app.services.respaldos.piezas import copiar_archivo
from supervisor_app.services.respaldos.restaurar import exigir_espacio, exigir_usable
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.archivos import Archivos
from supervisor_app.store.conexion import disco_lleno


@dataclass(frozen=True)
class Extraida:
    """What ``exchange.copia_leida.Copia`` is for a file: header and versions; and the files, ready to be taken.

    ``nuevos``: those that were missing in the data folder, as it keeps them, in the folder ``temporal``, which goes at
    the end of the context.
    """

    ruta: Path
    sha256: str
    cabecera: Cabecera
    versiones: tuple[Version, ...]
    avisos: tuple[str, ...]
    nuevos: Archivos
    temporal: Path

    def __enter__(self) -> Extraida:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.temporal, ignore_errors=True)

    def poner(self, hashes: Sequence[str], en: Archivos) -> None:
        """Give files their names in the store of the data folder, where they were not there already. Raises
        EnvironmentProblem where one went meanwhile.
        """
        nuevos = [s for s in hashes if self.nuevos.ruta(s).exists()]
        if not all(en.ruta(s).exists() for s in set(hashes).difference(nuevos)):
            raise EnvironmentProblem(
                "Los datos cambiaron mientras se leía el respaldo. No se unió nada; vuelva a intentar.",
                action="Reintentar",
            )
        en.tomar_de(self.nuevos, nuevos)


@dataclass(frozen=True)
class Extractor:
    """Brings visits into one data folder, which the caller has open: else whoever opens it clears away what is being
    made ready. ``llave``: the one of the folder.
    """

    carpeta: Path
    llave: Llave | None
    reserva: int

    def extraer(
        self, juego: Juego, folio: str, llave: Llave | None, ahora: datetime, progreso: Progreso | None = None
    ) -> Extraida:
        """A visit of a backup by its folio; ``llave`` is the one of the backup.

        Raises UserError where the backup or the visit cannot be used so, EnvironmentProblem where the disk refuses;
        then, and where ``progreso`` stops it, nothing stays.
        """
        m = exigir_usable(juego, llave)
        temporal = self.carpeta / durable.part_name("visita")
        try:
            exigir_espacio(self.carpeta, m.sueltos[BASE].bytes, self.reserva)
            temporal.mkdir()
            if progreso is not None:
                progreso(0, 1, "Leyendo la base del respaldo…")
            base = temporal / "base"
            base.mkdir()
            _, sha256 = copiar_archivo(juego.ruta / BASE, base / BASE)
            if sha256 != m.sueltos[BASE].sha256:
                raise UserError("La base de ese respaldo está dañada. No se cambió nada; elija otro respaldo.")
            with Almacen(base, ahora=ahora, llave=llave) as almacen:
                guardados = _Guardados(almacen, juego, llave)
                extraida = _extraida(almacen, juego, folio, guardados, Archivos(temporal / "nuevos", self.llave))
            shutil.rmtree(base)
            self._preparar(extraida, guardados, progreso)
        except OSError as error:
            shutil.rmtree(temporal, ignore_errors=True)
            if codigo(error) in LLENO:
                raise disco_lleno() from error
            raise EnvironmentProblem(f"No se pudo leer el respaldo ({motivo(error)}). No se cambió nada.") from error
        except BaseException:
            shutil.rmtree(temporal, ignore_errors=True)
            raise
        return extraida

    def _preparar(self, extraida: Extraida, guardados: _Guardados, progreso: Progreso | None) -> None:
        """What the data folder has not whole is read, checked, and flushed where joining finds it."""
        propios, hecho, faltan = Archivos(self.carpeta / "archivos", self.llave), 0, 0
        archivos = extraida.cabecera.archivos
        total = 2 * sum(archivos.values())
        nuevos = []
        for sha256, octetos in archivos.items():
            if progreso is not None:
                progreso(hecho, total, "Buscando las evidencias que faltan aquí…")
            try:
                propios.comprobar(sha256)
            except EnvironmentProblem:  # missing or damaged here: the backup may have it whole
                nuevos.append(sha256)
                faltan += octetos
            hecho += octetos
        exigir_espacio(self.carpeta, faltan, self.reserva)
        for sha256 in nuevos:
            if progreso is not None:
                progreso(hecho, total, "Leyendo las evidencias que faltan aquí…")
            extraida.nuevos.guardar(guardados.leer(sha256))
            hecho += archivos[sha256]


def _extraida(almacen: Almacen, juego: Juego, folio: str, guardados: _Guardados, nuevos: Archivos) -> Extraida:
    visita = almacen.visita_con_folio(folio)
    e = almacen.expediente(visita.id) if visita is not None else None
    if e is None:
        raise UserError(f"En ese respaldo no hay ninguna visita {folio}.", field="visita")
    if e.visita.cerrada:
        raise UserError(
            f"La visita {e.visita.folio} ya estaba cerrada en ese respaldo: sus documentos firmados y su paquete sólo "
            "vuelven al restaurar el respaldo entero.",
            field="visita",
        )
    m = juego.manifiesto
    assert m is not None
    bitacora = almacen.bitacora(e.visita.id)
    puntas = [bitacora.versiones[i].datos for ids in bitacora.puntas.values() for i in ids]
    presentes = formato.citados(r.model_dump_json(by_alias=True) for r in e.registros())
    borradas = {s for v in e.evidencias.values() for s in v.borradas}
    archivos = {s: n for s in sorted((presentes | formato.citados(puntas)) - borradas) if (n := guardados.largo(s))}
    hechos = emitidos(almacen.documentos(e.visita.id))
    cabecera = Cabecera(
        visita_id=e.visita.id,
        folio=e.visita.folio,
        titulo=e.visita.titulo,
        equipo=almacen.equipo(),
        quien="un respaldo",
        hecha=m.hecho,
        archivos=archivos,
        paquetes=almacen.paquetes(e.visita.id),
    )
    avisos = (f"Lo que ya se había emitido no vuelve; emítalo de nuevo: {'; '.join(hechos)}.",) if hechos else ()
    return Extraida(
        ruta=juego.ruta,
        sha256=m.sueltos[BASE].sha256,
        cabecera=cabecera,
        versiones=tuple(bitacora.versiones.values()),
        avisos=(f"Es lo que había el {fecha_hora(m.hecho)}.", *avisos),
        nuevos=nuevos,
        temporal=almacen.carpeta.parent,
    )


class _Guardados:
    """The contents of a backup by their own hash, whatever they are called on disk."""

    def __init__(self, almacen: Almacen, juego: Juego, llave: Llave | None) -> None:
        self._almacen, self._juego, self._llave = almacen, juego, llave
        assert juego.manifiesto is not None
        self._piezas: Mapping[str, str] = {n: p.sha256 for n, p in juego.manifiesto.contenidos.items()}

    def largo(self, sha256: str) -> int | None:
        """None where the backup does not hold it."""
        archivo = self._archivo(sha256)
        return archivo.stat().st_size if archivo is not None and archivo.exists() else None

    def leer(self, sha256: str) -> bytes:
        archivo = self._archivo(sha256)
        try:
            with archivo.open("rb") as abierto:  # type: ignore[union-attr]  # only what ``largo`` found is asked for
                contenido = abierto.read()
        except Alterado:
            contenido = b""
        if hashlib.sha256(contenido).hexdigest() != sha256:
            raise UserError("Una evidencia de ese respaldo está dañada. No se cambió nada; elija otro respaldo.")
        return contenido

    def _archivo(self, sha256: str) -> Readable | None:
        ruta = self._almacen.archivos.ruta(sha256)
        guardado = self._piezas.get(ruta.relative_to(self._almacen.carpeta).as_posix())
        if guardado is None:
            return None
        en_disco = self._juego.lugar.contenido(guardado)
        return en_disco if self._llave is None else ArchivoCifrado(ruta, self._llave.archivos, en_disco=en_disco)
