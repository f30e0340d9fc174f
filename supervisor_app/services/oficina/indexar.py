"""Walks a mailbox and takes its packages into the index: what is new, or all of it anew.

Nothing is skipped in silence: what cannot be taken in stands in the quarantine with its reason, what is no package is
counted. It must never write in the mailbox.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.cifrado.sobre import EXTENSION, EnMemoria
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.verificador import Informe, Legible
from supervisor_app.services.oficina.bajar import bajado, responde
from supervisor_app.services.oficina.leer_paquete import LECTOR, Procedencia, Rechazado, expediente, leer
from supervisor_app.store.oficina.hechos import Apartado, Leido, Veredicto
from supervisor_app.store.oficina.indice import Indice

RAIZ: Final = "visitas"
_MES: Final = re.compile(r"\d{4}/(0[1-9]|1[0-2])")
_CLAVE: Final = re.compile(rf"{RAIZ}/\d{{4}}/\d{{2}}/[^/\\:]{{1,200}}\.zip({re.escape(EXTENSION)})?")
_PAQUETES: Final = (".zip", f".zip{EXTENSION}")
_ACOMPANANTES: Final = (".zip.sig", f".zip{EXTENSION}.sig", ".zip.p7s", f".zip.p7s{EXTENSION}")
SIN_LLAVE: Final = (
    "Está sellado para la oficina y falta su llave privada. Atienda el buzón con ella («oficina atender "
    "--llave-privada») y se recibirá; el paquete no se perdió."
)
_LOTE: Final = 40
_LOTE_AL_RECONSTRUIR: Final = 200
_MUESTRAS: Final = 20

Procedencias = Callable[[str, str], Procedencia]
"""From the key and the SHA-256 of a package to what is known of who sent it."""
Progreso = Callable[[int, int], None]
"""Packages looked at, of how many."""


def sin_procedencia(_clave: str, _sha256: str) -> Procedencia:
    """Nobody looks at signatures."""
    return Procedencia()


@dataclass(frozen=True, slots=True)
class Apartada:
    """A package that was set aside, and why."""

    clave: str
    motivo: str


@dataclass(frozen=True, slots=True)
class Resumen:
    """What one walk did. ``ajenos``: what in the folders of packages is none; ``ausentes``: packages of the index that
    the mailbox does not show any more; ``esperan``: those that stay in quarantine from before; ``sin_leer``: those that
    this machine or the mailbox did not let be read this time, and why.
    """

    vistos: int = 0
    nuevos: int = 0
    ya_estaban: int = 0
    apartados: tuple[Apartada, ...] = ()
    sin_leer: tuple[Apartada, ...] = ()
    esperan: int = 0
    ajenos: int = 0
    ausentes: int = 0
    dictaminados: int = 0
    cancelado: bool = False


@dataclass(frozen=True)
class Indexador:
    """An index and the mailbox it is made from. ``procedencias`` None: signatures are not looked at.

    ``carpeta``: the mailbox itself where it is a folder of this machine, so that its packages are read in place.
    ``llave``: the office's private key, for those that are sealed to it; they are never plain on a disk.
    """

    indice: Indice
    buzon: Destino
    reloj: Callable[[], datetime]
    procedencias: Procedencias | None = None
    carpeta: Path | None = None
    llave: LlaveDeSobres | None = None

    def indexar(
        self,
        *,
        meses: Sequence[str] | None = None,
        claves: Sequence[str] | None = None,
        reintentar: bool = False,
        progreso: Progreso = lambda *_: None,
        cancelar: Callable[[], bool] = lambda: False,
    ) -> Resumen:
        """Take in what the index does not have yet: of all months, of some (``2026/11``), or of these keys alone.

        What is in quarantine is tried again where it may have changed, or where ``reintentar``. Stopping keeps what was
        taken in so far. Raises EnvironmentProblem where the mailbox or the index do not answer; the same holds then.
        """
        hallado = self._hallar(meses, claves)
        conocidas = self.indice.ubicaciones()
        espera = {} if reintentar else {a.clave: a for a in self.indice.apartados()}
        callan = {c for c, n in hallado.paquetes.items() if _calla(espera.get(_guardable(c)), n)}
        faltan = [c for c in hallado.paquetes if c not in conocidas and c not in callan]
        sin_leer: list[Apartada] = []
        try:
            nuevos, apartados = self._asentar(faltan, hallado.paquetes, _LOTE, progreso, cancelar, sin_leer=sin_leer)
            cancelado = False
        except _Parado as parado:
            nuevos, apartados, cancelado = parado.nuevos, parado.apartados, True
        return Resumen(
            vistos=len(hallado.paquetes),
            nuevos=nuevos,
            ya_estaban=sum(c in conocidas for c in hallado.paquetes),
            apartados=tuple(Apartada(a.clave, a.motivo) for a in apartados),
            sin_leer=tuple(sin_leer),
            esperan=len(callan),
            ajenos=hallado.ajenos,
            ausentes=sum(c not in hallado.paquetes for c in conocidas if c.startswith(hallado.de)) if hallado.de else 0,
            dictaminados=0 if cancelado else self._dictaminar(hallado.paquetes, cancelar),
            cancelado=cancelado,
        )

    def reconstruir(
        self, *, progreso: Progreso = lambda *_: None, cancelar: Callable[[], bool] = lambda: False
    ) -> Resumen:
        """The whole index anew from the mailbox, in one step: stopping or an error leaves the one that was there."""
        hallado = self._hallar(None, None)
        desde = {(a.clave, a.sha256): a.desde for a in self.indice.apartados()}
        try:
            with self.indice.reconstruccion():
                nuevos, apartados = self._asentar(
                    list(hallado.paquetes), hallado.paquetes, _LOTE_AL_RECONSTRUIR, progreso, cancelar, desde
                )
                self.indice.anotar_reconstruccion(self._ahora(), nuevos)
        except _Parado:
            return Resumen(vistos=len(hallado.paquetes), cancelado=True)
        return Resumen(
            vistos=len(hallado.paquetes),
            nuevos=nuevos,
            apartados=tuple(Apartada(a.clave, a.motivo) for a in apartados),
            ajenos=hallado.ajenos,
        )

    # --- what is there --------------------------------------------------------------------------------------------

    def _hallar(self, meses: Sequence[str] | None, claves: Sequence[str] | None) -> _Hallado:
        if claves is not None:
            tamanos = {c: self.buzon.exists(c) for c in dict.fromkeys(claves) if _CLAVE.fullmatch(c)}
            presentes = {c: n for c, n in tamanos.items() if n is not None}
            return _Hallado(presentes, len(set(claves)) - len(presentes), "")
        for mes in meses or ():
            if not _MES.fullmatch(mes):
                raise UserError(f"«{mes[:40]}» no es un mes. Escríbalo así: 2026/11.", field="mes")
        paquetes: dict[str, int] = {}
        ajenos = 0
        for carpeta in [f"{RAIZ}/{m}" for m in meses] if meses is not None else [RAIZ]:
            for clave, tamano in sorted(self.buzon.list(carpeta).items()):
                if clave.endswith(_PAQUETES):
                    paquetes[clave] = tamano
                elif not clave.endswith(_ACOMPANANTES):
                    ajenos += 1
        return _Hallado(paquetes, ajenos, "" if meses is not None else f"{RAIZ}/")

    # --- taking in ------------------------------------------------------------------------------------------------

    def _asentar(
        self,
        claves: Sequence[str],
        tamanos: Mapping[str, int],
        lote: int,
        progreso: Progreso,
        cancelar: Callable[[], bool],
        desde: Mapping[tuple[str, str], str] | None = None,
        sin_leer: list[Apartada] | None = None,
    ) -> tuple[int, list[Apartado]]:
        """How many were new, and what was set aside. Raises _Parado; what was taken in until then is there.

        ``sin_leer`` hears of those that could not be read while the mailbox answers for others; without it, that ends
        everything: whoever makes all anew must not leave one out.
        """
        leidos: list[Leido] = []
        apartados: list[Apartado] = []
        nuevos = 0
        progreso(0, len(claves))
        parado = False
        try:
            for n, clave in enumerate(claves, start=1):
                if cancelar():
                    parado = True
                    break
                try:
                    leidos.append(self._leer(clave))
                except Rechazado as error:
                    apartados.append(self._apartado(clave, tamanos[clave], error, desde or {}))
                except EnvironmentProblem as problema:
                    if sin_leer is None or not responde(self.buzon, clave):
                        raise
                    sin_leer.append(Apartada(clave, problema.message))
                if len(leidos) >= lote:
                    nuevos += self.indice.asentar(leidos, cuando=self._ahora())
                    leidos = []
                progreso(n, len(claves))
        finally:
            # Also where the mailbox stopped answering: what was read is worth keeping.
            if leidos:
                nuevos += self.indice.asentar(leidos, cuando=self._ahora())
            if apartados:
                self.indice.apartar(apartados, cuando=self._ahora())
        if parado:
            raise _Parado(nuevos, apartados)
        return nuevos, apartados

    def expediente(self, clave: str) -> Expediente:
        """The visit of a package of the mailbox. Raises Rechazado with the reason, EnvironmentProblem."""
        with self._abierto(clave) as archivo:
            return expediente(archivo)

    def _leer(self, clave: str) -> Leido:
        with self._abierto(clave) as archivo:
            return leer(archivo, clave=clave, procedencia=self.procedencias or sin_procedencia)

    @contextlib.contextmanager
    def _abierto(self, clave: str) -> Iterator[Legible]:
        """A package to be read, out of its envelope where it is in one."""
        if clave.endswith(EXTENSION):
            if self.llave is None:
                raise Rechazado(SIN_LLAVE, Informe(EnMemoria(PurePosixPath(clave).name, b""), (SIN_LLAVE,)))
            with bajado(self.buzon, clave) as ruta:
                try:
                    abierto, _ = sobre.abrir(ruta, self.llave)
                except UserError as error:
                    raise Rechazado(error.message, Informe(ruta, (error.message,))) from error
                yield abierto
        elif self.carpeta is not None:
            yield self.carpeta.joinpath(*PurePosixPath(clave).parts)
        else:
            with bajado(self.buzon, clave) as ruta:
                yield ruta

    def _apartado(self, clave: str, tamano: int, error: Rechazado, desde: Mapping[tuple[str, str], str]) -> Apartado:
        informe = error.informe
        hechos = {
            "visita": informe.visita_id,
            "revision": informe.revision,
            "reemplaza": informe.reemplaza,
            "fecha": informe.fecha,
            "bytes": informe.bytes,
            "problemas": list(informe.problemas[:_MUESTRAS]),
        }
        clave = _guardable(clave)
        return Apartado(
            clave=clave,
            sha256=informe.sha256,
            bytes=tamano,
            motivo=_guardable(error.message),
            hechos=_guardable(json.dumps(hechos, ensure_ascii=False, sort_keys=True)),
            lector=LECTOR,
            desde=desde.get((clave, informe.sha256), ""),
        )

    # --- verdicts that may be others by now -----------------------------------------------------------------------

    def _dictaminar(self, presentes: Mapping[str, int], cancelar: Callable[[], bool]) -> int:
        """A laptop that was enrolled since makes of what it sent before what it is now."""
        if self.procedencias is None:
            return 0
        vistos: set[str] = set()
        cambiaron = 0
        for clave, sha256 in self.indice.por_dictaminar().items():
            if clave not in presentes or sha256 in vistos or cancelar():
                continue
            vistos.add(sha256)
            p = self.procedencias(clave, sha256)
            cambiaron += self.indice.dictaminar(
                sha256, veredicto=Veredicto(p.veredicto), equipo=p.equipo, firmante=p.firmante, cuando=self._ahora()
            )
        return cambiaron

    def _ahora(self) -> str:
        return self.reloj().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class _Hallado:
    """Key -> size of what is to be looked at, how much else is there, and the folder that was looked at whole."""

    paquetes: Mapping[str, int]
    ajenos: int
    de: str


class _Parado(Exception):
    def __init__(self, nuevos: int, apartados: list[Apartado]) -> None:
        super().__init__("stopped")
        self.nuevos, self.apartados = nuevos, apartados


def _calla(apartado: Apartado | None, tamano: int) -> bool:
    """Whether it was refused before, is no other thing now, and would be refused again."""
    if apartado is None or not apartado.sha256:
        return False
    return apartado.bytes == tamano and apartado.lector == LECTOR


def _guardable(texto: str) -> str:
    """Names of files may have half characters, which no index keeps."""
    return texto.encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")
