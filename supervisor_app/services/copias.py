"""Several supervisors on one visit: sharing a working copy, looking at one, and joining it.

Sharing changes nothing; looking writes nothing; joining is one operation in history. Nothing that anybody wrote is
lost: what was written differently on two laptops is kept and asked (ADR 0015).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from supervisor_app.domain.base import con
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.fusion import palabras
from supervisor_app.domain.fusion.presente import Reunida, diferencias, reunir
from supervisor_app.domain.fusion.registro import leer
from supervisor_app.domain.fusion.version import Version
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import copia as formato
from supervisor_app.exchange.copia import EXTENSION, Cabecera
from supervisor_app.exchange.copia_leida import Copia
from supervisor_app.services import copias_avisos
from supervisor_app.services.copias_avisos import nombre_de_equipo
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.services.respaldos.una_visita import Extraida
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.copias import Origen

__all__ = ["EXTENSION", "Compartida", "Copias", "Previa", "Unida", "nombre_de_equipo"]


@dataclass(frozen=True, slots=True)
class Compartida:
    """A copy that was written whole."""

    ruta: Path
    bytes: int
    evidencias: int


@dataclass(frozen=True, slots=True)
class Previa:
    """What joining a copy would do, in words.

    ``nueva``: the visit is not on this laptop; ``nada``: all of it is here already.
    ``choques`` are those that would be open afterwards, with ``expediente``, the visit as it would be.
    """

    ruta: Path
    cabecera: Cabecera
    expediente: Expediente
    nueva: bool
    nada: bool
    novedades: tuple[str, ...]
    choques: tuple[Choque, ...]
    avisos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unida:
    """A joined copy: the visit as it is on disk now, and what the preview said."""

    expediente: Expediente
    previa: Previa
    cuando: datetime


@dataclass(frozen=True, slots=True)
class _Union:
    antes: Expediente | None
    op: Operacion
    luego: Operacion | None
    ajenas: Sequence[Version]
    visto: tuple[int, int]
    previa: Previa


class Fuente(Protocol):
    """What is joined: a copy that a colleague shared, or a visit out of a backup."""

    @property
    def ruta(self) -> Path: ...
    @property
    def sha256(self) -> str: ...
    @property
    def cabecera(self) -> Cabecera: ...
    @property
    def versiones(self) -> Sequence[Version]: ...


class Copias:
    """The verbs of working copies over one store."""

    def __init__(
        self,
        almacen: Almacen,
        evidencias: Evidencias,
        *,
        reloj: Callable[[], datetime],
        ajustes: Callable[[], Ajustes],
    ) -> None:
        self._almacen = almacen
        self._evidencias = evidencias
        self._reloj = reloj
        self._ajustes = ajustes

    def equipo(self) -> str:
        """The name of this laptop, as other laptops see it in history."""
        return self._almacen.equipo()

    # --- sharing --------------------------------------------------------------------------------------------------

    def compartir(
        self, visita_id: str, destino: str | Path, *, progreso: Callable[[int, int], None] | None = None
    ) -> Compartida:
        """Write a copy of the visit into a folder under a name of its own, or under the whole name ``destino``.

        Raises UserError for a closed visit or a place that is none, EnvironmentProblem where a file is missing here or
        the disk refuses.
        """
        if not str(destino).strip():
            raise UserError("Elija dónde guardar la copia: una memoria USB o una carpeta compartida.", field="destino")
        e = self._almacen.expediente(visita_id)
        if e is None:
            raise UserError("Esa visita no está en este equipo.")
        if self._almacen.esta_en_papelera(visita_id):
            raise UserError(f"La visita {e.visita.folio} está en la papelera; restáurela para compartirla.")
        if e.visita.cerrada:
            raise UserError(
                "La visita está cerrada: ya no se trabaja en ella. Entréguela, o reábrala para corregir y compártala."
            )
        bitacora = self._almacen.bitacora(visita_id)
        archivos = self._archivos(e, [bitacora.versiones[i].datos for ids in bitacora.puntas.values() for i in ids])
        cabecera = Cabecera(
            visita_id=visita_id,
            folio=e.visita.folio,
            titulo=e.visita.titulo,
            equipo=self.equipo(),
            quien=self._ajustes().nombre,
            hecha=self._reloj(),
            archivos=archivos,
            paquetes=self._almacen.paquetes(visita_id),
            emitidos=copias_avisos.emitidos(self._almacen.documentos(visita_id)),
        )
        ruta = Path(destino)
        if ruta.is_dir():
            ruta = _sin_pisar(ruta / formato.nombre(cabecera))
        elif ruta.exists():
            raise UserError(f"Ya hay un archivo «{ruta.name}»; escriba otro nombre.", field="destino")
        versiones = tuple(bitacora.versiones.values())
        octetos = formato.escribir(ruta, cabecera, versiones, self._almacen.archivos.legible, progreso=progreso)
        return Compartida(ruta, octetos, len(archivos))

    def _archivos(self, e: Expediente, datos: Sequence[str | None]) -> dict[str, int]:
        """SHA-256 and size of the files that the present records, or a side of a clash, speak of."""
        presentes = _citados(e)
        borradas = {s for v in e.evidencias.values() for s in v.borradas}
        archivos = {}
        for sha256 in sorted((presentes | formato.citados(datos)) - borradas):
            archivo = self._almacen.archivos.legible(sha256)
            if sha256 in presentes:
                self._almacen.archivos.comprobar(sha256)
            elif not archivo.exists():
                continue  # only an earlier state of a record speaks of it
            archivos[sha256] = archivo.stat().st_size
        return archivos

    # --- joining --------------------------------------------------------------------------------------------------

    def examinar(self, ruta: str | Path) -> Previa:
        """What joining this copy would do; nothing is written.

        Raises UserError where it is no copy, is damaged, is of a newer version, or where the visit is closed.
        """
        with Copia(Path(ruta)) as copia:
            return self._calcular(copia).previa

    def unir(self, ruta: str | Path) -> Unida:
        """Join a copy: one operation, all of it or nothing. Joining it again changes nothing.

        Raises what ``examinar`` raises, and EnvironmentProblem where the disk refuses or another window wrote
        meanwhile.
        """
        with Copia(Path(ruta)) as copia:
            return self._unir(copia, lambda hashes: self._copiar(copia, hashes))

    def unir_extraida(self, extraida: Extraida) -> Unida:
        """The same for one visit out of a backup of this laptop, which goes on under a new name: what the backup tells
        and what is done from here on would else have the same numbers (ADR 0029). Raises what ``unir`` raises.
        """
        return self._unir(
            extraida,
            lambda hashes: extraida.poner(hashes, self._almacen.archivos),
            antes=lambda: self._almacen.renombrar_equipo(self._reloj()),
        )

    def _unir(
        self, copia: Fuente, poner: Callable[[Sequence[str]], None], antes: Callable[[], object] | None = None
    ) -> Unida:
        """``poner`` makes sure that files of the copy are here whole; ``antes`` is done right before it is written."""
        union = self._calcular(copia)
        ahora = self._reloj()
        if not union.previa.nada:
            self._poner_archivos(union, copia, poner)
            if antes is not None:
                antes()
            c = copia.cabecera
            self._almacen.unir_copia(
                union.op,
                union.ajenas,
                Origen(c.equipo, c.quien, c.hecha, copia.sha256),
                luego=union.luego,
                paquetes=c.paquetes,
                quien=self._ajustes().nombre,
                cuando=ahora,
                visto=union.visto,
            )
            # A content that the other side blacked out must not stay on this disk.
            self._evidencias.borrar_tachado(c.visita_id)
        e = self._almacen.expediente(union.op.visita_id)
        assert e is not None
        return Unida(e, union.previa, ahora)

    def _calcular(self, copia: Fuente) -> _Union:
        c = copia.cabecera
        visto = self._almacen.marca(c.visita_id)
        antes = self._almacen.expediente(c.visita_id)
        if antes is not None and self._almacen.esta_en_papelera(c.visita_id):
            raise UserError(
                f"La visita {antes.visita.folio} está en la papelera de este equipo. Restáurela y vuelva a unir la "
                "copia; no se unió nada."
            )
        if antes is not None and antes.visita.cerrada:
            raise UserError(
                f"La visita {antes.visita.folio} está cerrada en este equipo. Para unirle trabajo de otra persona, "
                "reábrala para corregir en el paso Entrega y vuelva a unir la copia."
            )
        bitacora = self._almacen.bitacora(c.visita_id)
        ajenas = [v for v in copia.versiones if v.id not in bitacora.versiones]
        for v in ajenas:
            _exigir_legible(copia.ruta, v)
        todas = (*bitacora.versiones.values(), *ajenas)
        reunida = self._reunir(copia, todas)
        despues, luego, avisos = self._con_folio_libre(reunida.expediente, c)
        cambios = diferencias(antes, despues)
        quien = f"de {c.quien}" if c.quien else f"del {nombre_de_equipo(c.equipo)}"
        op = Operacion(c.visita_id, f"Unió la copia {quien}, {fecha_hora(c.hecha)}", cambios)
        previa = Previa(
            ruta=copia.ruta,
            cabecera=c,
            expediente=despues,
            nueva=antes is None,
            nada=not ajenas and op.vacia,
            novedades=(*palabras.resumen(cambios), *copias_avisos.renumeradas(antes, reunida.renumeradas)),
            choques=tuple(despues.choques[i] for i in sorted(despues.choques)),
            avisos=(
                *avisos,
                *self._dos_cierres(c),
                *copias_avisos.renglones_repetidos(antes, despues),
                *copias_avisos.restaurados(todas),
            ),
        )
        return _Union(antes, op, luego, ajenas, visto, previa)

    def _dos_cierres(self, c: Cabecera) -> tuple[str, ...]:
        if c.equipo == self.equipo():
            c = replace(c, emitidos=())  # a copy of one's own says nothing of anybody else
        return copias_avisos.dos_cierres(c, self._almacen.documentos(c.visita_id), self._almacen.paquetes(c.visita_id))

    @staticmethod
    def _reunir(copia: Fuente, versiones: Sequence[Version]) -> Reunida:
        try:
            reunida = reunir(versiones)
        except ValueError as error:
            raise UserError(
                f"A «{copia.ruta.name}» le faltan partes. No se unió nada; pida que la compartan de nuevo."
            ) from error
        if reunida.expediente.visita.cerrada:
            raise UserError(
                "La copia es de una visita que ya se cerró en el otro equipo. Pida allá que la reabran para corregir y "
                "que compartan una copia nueva."
            )
        return reunida

    def _con_folio_libre(self, e: Expediente, c: Cabecera) -> tuple[Expediente, Operacion | None, tuple[str, ...]]:
        """The visit under a folio that no other visit of this laptop has; the change is said and travels back."""
        otra = self._almacen.visita_con_folio(e.visita.folio)
        if otra is None or otra.id == e.visita.id:
            return e, None, ()
        if e.visita.revision > 1 or c.paquetes:
            raise UserError(
                f"El folio {e.visita.folio} ya es de otra visita de este equipo ({otra.titulo}) y la de la copia ya se "
                "entregó con él, así que no puede cambiar. No se unió nada."
            )
        libre = self._folio_libre(f"{e.visita.folio}-{c.equipo[:4].upper()}")
        nueva = con(e.visita, folio=libre)
        aviso = (
            f"El folio {e.visita.folio} ya es de otra visita de este equipo ({otra.titulo}). Esta llevará el "
            f"{libre}, también en los otros equipos cuando unan su copia."
        )
        luego = Operacion(e.visita.id, f"Cambió el folio a {libre}", (Cambio(nueva, nueva),))
        return e.aplicar((Cambio(e.visita, nueva),)), luego, (aviso,)

    def _folio_libre(self, propuesto: str) -> str:
        folio, n = propuesto, 1
        while self._almacen.visita_con_folio(folio) is not None:
            n += 1
            folio = f"{propuesto}-{n}"
        return folio

    def _poner_archivos(self, union: _Union, copia: Fuente, poner: Callable[[Sequence[str]], None]) -> None:
        """The files are whole on this disk before any record speaks of them. Those that only this laptop's own records
        spoke of are where they were.
        """
        e, de_la_copia = union.previa.expediente, copia.cabecera.archivos.keys()
        borradas = {s for v in e.evidencias.values() for s in v.borradas}
        sabidos = _citados(union.antes) if union.antes is not None else frozenset()
        if not all(self._esta(s) for s in _citados(e) - sabidos - de_la_copia - borradas):
            raise UserError(
                f"A «{copia.ruta.name}» le falta un archivo de evidencia. No se unió nada; pida que la compartan de "
                "nuevo."
            )
        poner(sorted(de_la_copia - borradas))

    def _copiar(self, copia: Copia, hashes: Sequence[str]) -> None:
        for sha256 in hashes:
            if not self._esta(sha256):
                self._almacen.archivos.guardar(copia.archivo(sha256))

    def _esta(self, sha256: str) -> bool:
        try:
            self._almacen.archivos.comprobar(sha256)
        except EnvironmentProblem:
            return False  # missing or damaged here: the copy may have it whole
        return True


def _sin_pisar(ruta: Path) -> Path:
    libre, n = ruta, 1
    while libre.exists():
        n += 1
        libre = ruta.with_name(f"{ruta.stem} ({n}){ruta.suffix}")
    return libre


def _citados(e: Expediente) -> frozenset[str]:
    return formato.citados(r.model_dump_json(by_alias=True) for r in e.registros())


def _exigir_legible(ruta: Path, v: Version) -> None:
    """Raises UserError where a version is not the record that it says it is."""
    try:
        valor = leer(v)
    except (ValueError, RecursionError) as error:
        raise UserError(
            f"«{ruta.name}» tiene un registro que esta versión de la aplicación no entiende; puede ser de una más "
            "nueva. No se unió nada; instale aquí la versión más reciente y vuelva a intentar."
        ) from error
    if valor is None:
        return
    suya = valor.id if isinstance(valor, Visita) else valor.visita_id
    if valor.id != v.registro_id or suya != v.visita_id:
        raise UserError(
            f"«{ruta.name}» mezcla registros de otra visita. No se unió nada; pida que la compartan de nuevo."
        )
