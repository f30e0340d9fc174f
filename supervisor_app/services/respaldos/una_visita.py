"""One visit out of a backup, in the form in which a colleague's copy is joined: the same machinery, no file between.

Only what working copies carry comes back: records with their history, and their files. What was emitted, signed or
closed stays in the backup, and is told; a closed visit comes back only with everything (ADR 0029). It must never lay
anything in the clear on a disk.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado.corriente import Alterado, ArchivoCifrado
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.fusion.version import Version
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.exchange import copia as formato
from supervisor_app.exchange.copia import Cabecera
from supervisor_app.services.copias_avisos import emitidos
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.manifiesto import BASE
from supervisor_app.services.respaldos.piezas import copiar_archivo
from supervisor_app.services.respaldos.restaurar import exigir_usable
from supervisor_app.store.almacen import Almacen

TEMPORAL = "visita"


@dataclass(frozen=True)
class Extraida:
    """What ``exchange.copia_leida.Copia`` is for a file: header, versions, and contents when asked."""

    ruta: Path
    sha256: str
    cabecera: Cabecera
    versiones: tuple[Version, ...]
    avisos: tuple[str, ...]
    leer: Callable[[str], bytes]

    def archivo(self, sha256: str) -> bytes:
        """Raises UserError where it is damaged."""
        return self.leer(sha256)


@contextmanager
def extraer(carpeta: Path, juego: Juego, folio: str, llave: Llave | None, ahora: datetime) -> Iterator[Extraida]:
    """Open a visit of a backup by its folio. A copy of the database is brought to this version beside the data folder's
    own, enciphered as it is, and goes away again.

    Raises UserError where the backup or the visit cannot be used so, EnvironmentProblem where the disk refuses.
    """
    m = exigir_usable(juego, llave)
    temporal = carpeta / durable.part_name(TEMPORAL)
    try:
        temporal.mkdir()
        _, sha256 = copiar_archivo(juego.ruta / BASE, temporal / BASE)
        if sha256 != m.sueltos[BASE].sha256:
            raise UserError("La base de ese respaldo está dañada. No se cambió nada; elija otro respaldo.")
        with Almacen(temporal, ahora=ahora, llave=llave) as almacen:
            yield _extraida(almacen, juego, folio, llave)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo leer el respaldo ({motivo(error)}). No se cambió nada.") from error
    finally:
        shutil.rmtree(temporal, ignore_errors=True)


def _extraida(almacen: Almacen, juego: Juego, folio: str, llave: Llave | None) -> Extraida:
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
    guardados = _Guardados(almacen, juego, llave)
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
        leer=guardados.leer,
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
