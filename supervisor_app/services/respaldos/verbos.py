"""The verbs of backups over one data folder: when one is due, where it goes, and the way back.

It holds a path and a key, opens what it needs and closes it again; so it works on any thread, and also where the
database of the folder no longer opens.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from supervisor_app.cifrado import cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.acceso import Acceso
from supervisor_app.services.respaldos import comparar as comparacion
from supervisor_app.services.respaldos import fuentes, restaurar, segundo
from supervisor_app.services.respaldos.comparar import Comparacion
from supervisor_app.services.respaldos.fuentes import RESPALDOS, RESTAURANDO
from supervisor_app.services.respaldos.hacer import RESERVA_DE_TRABAJO, Hacedor, Hecho, Progreso
from supervisor_app.services.respaldos.lugar import Juego, Lugar
from supervisor_app.services.respaldos.manifiesto import BASE, Manifiesto, Motivo
from supervisor_app.services.respaldos.piezas import copiar_archivo, huella_de
from supervisor_app.services.respaldos.restaurar import Restaurada, Restaurador, exigir_legible
from supervisor_app.services.respaldos.una_visita import Extractor, Extraida
from supervisor_app.store import base_respaldada

HORAS = timedelta(hours=4)
"""After so long a new one is due, if anything changed."""
ULTIMO = "ultimo"
_UN_DIA = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Estado:
    """One place and what stands in it. ``problema``: why it cannot be read, in a sentence."""

    lugar: Lugar
    juegos: tuple[Juego, ...]
    ocupa: int = 0
    libres: int | None = None
    problema: str = ""


@dataclass(frozen=True, slots=True)
class Pasada:
    """What an automatic round did. ``avisos``: what did not go well, to be told quietly; it is tried again."""

    hechos: tuple[Hecho, ...] = ()
    avisos: tuple[str, ...] = ()


class Respaldos:
    """``elegida``: the folder of the second place as the settings have it now, or ""."""

    def __init__(
        self,
        carpeta: Path,
        *,
        reloj: Callable[[], datetime],
        elegida: Callable[[], str] = str,
        llave: Llave | None = None,
        donde: segundo.Unidades = segundo.unidades,
        reserva: int = RESERVA_DE_TRABAJO,
    ) -> None:
        self._carpeta = carpeta
        self._reloj = reloj
        self._elegida = elegida
        self._llave = llave
        self._donde = donde
        self._hacedor = Hacedor(carpeta, llave, reserva)
        self.propio = Lugar(carpeta / RESPALDOS, propio=True)

    @property
    def cifrado(self) -> bool:
        """Whether nobody reads a backup without the key of the folder."""
        return self._llave is not None

    @property
    def elegida(self) -> str:
        """The folder of the second place, as it was chosen; empty for none."""
        return self._elegida()

    # --- making ---------------------------------------------------------------------------------------------------

    def respaldar(
        self, a: Path | None = None, *, porque: Motivo = Motivo.PEDIDO, progreso: Progreso | None = None
    ) -> Hecho:
        """Make one now, in this computer or in the folder ``a``. Raises UserError, EnvironmentProblem."""
        return self.respaldar_en(
            self.propio if a is None else segundo.preparar(a, self._id()), porque=porque, progreso=progreso
        )

    def respaldar_en(self, lugar: Lugar, *, porque: Motivo = Motivo.PEDIDO, progreso: Progreso | None = None) -> Hecho:
        """The same in a place that is there. Raises EnvironmentProblem."""
        return self._hacedor.hacer(lugar, self._reloj(), porque, progreso)

    def automatico(self, porque: Motivo, progreso: Progreso | None = None) -> Pasada:
        """One in each place where one is due. What a place refuses is a notice, and nothing stops because of it."""
        if porque is Motivo.AL_ABRIR:
            self._quitar_restos()
        self._hacedor.adoptar(self.propio)
        hechos, avisos = [], []
        for lugar in self.lugares():
            try:
                if self._toca(lugar, porque):
                    hechos.append(self._hacedor.hacer(lugar, self._reloj(), porque, progreso))
            except (EnvironmentProblem, UserError) as error:
                avisos.append(error.message)
        return Pasada(tuple(hechos), tuple(avisos))

    def _quitar_restos(self) -> None:
        """What a run that died had made ready a day ago and nobody came back for."""
        resto = self._carpeta / RESTAURANDO
        with contextlib.suppress(OSError):
            viejo = resto.is_dir() and abs(self._reloj().timestamp() - resto.stat().st_mtime) > _UN_DIA
            if viejo and not restaurar.pendiente(self._carpeta):
                shutil.rmtree(resto, ignore_errors=True)

    def lugares(self) -> tuple[Lugar, ...]:
        """The places that are there now: this computer, and the second one while it is plugged in."""
        otro = self.segundo()
        return (self.propio,) if otro is None else (self.propio, otro)

    def segundo(self) -> Lugar | None:
        return segundo.buscar(self._elegida(), self._id_sabido(), self._donde)

    def elegir_segundo(self, carpeta: Path) -> Lugar:
        """Make a folder the second place; the caller keeps its path in the settings. Raises UserError."""
        if carpeta.resolve().is_relative_to(self._carpeta.resolve()):
            raise UserError("Esa carpeta está dentro de sus datos. Elija una memoria USB u otro disco.", field="lugar")
        return segundo.preparar(carpeta, self._id())

    def _id(self) -> str:
        """The mark of this data folder among those that share a stick. Raises EnvironmentProblem."""
        if not self._id_sabido():
            try:
                with self.propio.tomado():
                    pass
            except OSError as error:
                raise EnvironmentProblem(f"No se puede escribir en la carpeta de datos ({motivo(error)}).") from error
        return self._id_sabido()

    def _id_sabido(self) -> str:
        try:
            return self.propio.id()
        except OSError:
            return ""

    def _toca(self, lugar: Lugar, porque: Motivo) -> bool:
        if not (self._carpeta / BASE).exists():
            return False
        try:
            ultimo = lugar.ultimo()
            if ultimo is None:
                return True
            hace = self._reloj() - ultimo.hecho
            # A clock that was set back says nothing of how old it is.
            reciente = timedelta() <= hace < HORAS and porque is not Motivo.AL_CERRAR
            return not reciente and self._cambio(ultimo)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo leer el lugar de los respaldos, {lugar.nombre} ({motivo(error)}). Se intentará de nuevo."
            ) from error

    def _cambio(self, m: Manifiesto) -> bool:
        halladas = fuentes.de(self._carpeta)
        sueltos = {n: huella_de(self._carpeta / n) for n in halladas.sueltos}
        return (
            sueltos != {n: p.sha256 for n, p in m.sueltos.items() if n != BASE}
            or {n: e.st_size for n, e in halladas.contenidos.items()} != {n: p.bytes for n, p in m.contenidos.items()}
            or m.llave != (self._llave.id if self._llave else "")
            or m.marca != base_respaldada.marca(self._carpeta / BASE, self._llave)
        )

    # --- looking --------------------------------------------------------------------------------------------------

    def listar(self, en: Path | None = None) -> tuple[Estado, ...]:
        """Every place with its backups, the newest first; or those of a folder. Raises UserError."""
        if en is None:
            self._hacedor.adoptar(self.propio)
        lugares = self.lugares() if en is None else segundo.lugares_en(en)
        return tuple(self._estado(lugar) for lugar in lugares)

    def listar_ademas(self, otra: Path | None) -> tuple[Estado, ...]:
        """Those of here and, besides, those of another folder."""
        aqui = self.listar()
        sabidos = {e.lugar.raiz.resolve() for e in aqui}
        mas = () if otra is None else self.listar(otra)
        return (*aqui, *(e for e in mas if e.lugar.raiz.resolve() not in sabidos))

    def _estado(self, lugar: Lugar) -> Estado:
        try:
            return Estado(lugar, lugar.juegos(), lugar.ocupa(), self._hacedor.libres_en(lugar))
        except OSError as error:
            return Estado(lugar, (), problema=f"No se puede leer {lugar.nombre} ({motivo(error)}).")

    def juego(self, cual: str, en: Path | None = None) -> Juego:
        """A backup by its name, or the newest that is whole at a glance (``ultimo``). Raises UserError."""
        estados = self.listar(en)
        if cual == ULTIMO:
            # By its number within a place; only two places need their clocks compared.
            primeros = [j for e in estados if (j := self._ultimo_bueno(e)) is not None]
            if not primeros:
                raise UserError("No hay ningún respaldo completo. Conecte la memoria donde los guarda.")
            return max(primeros, key=lambda j: exigir_legible(j).hecho)
        hallado = next((j for e in estados for j in e.juegos if j.id == cual), None)
        if hallado is None:
            raise UserError(f"No hay ningún respaldo «{cual}». Véalos con «respaldos listar».")
        return hallado

    @staticmethod
    def _ultimo_bueno(estado: Estado) -> Juego | None:
        guardados = estado.lugar.guardados() if estado.juegos else {}
        return next((j for j in estado.juegos if not estado.lugar.faltas(j, guardados)), None)

    def verificar(self, juego: Juego, progreso: Progreso | None = None) -> tuple[str, ...]:
        """What is wrong with a backup, in sentences; every byte is read."""
        return restaurar.verificar(juego, progreso)

    def comparar(self, juego: Juego, llave: Llave | None = None) -> Comparacion:
        """What is newer on either side. ``llave``: the one of the backup, where it is not the folder's own."""
        return comparacion.comparar(self._carpeta, juego, self._llave, self._llave_de(juego, llave))

    def abrir_llave(self, juego: Juego, escrito: str) -> Llave:
        """The key of a backup by the passphrase or the recovery key that its folder had then. Raises FraseIncorrecta, a
        UserError.
        """
        with tempfile.TemporaryDirectory() as temporal:
            # In a copy: counting wrong attempts must not write into a backup.
            for nombre in (cerradura.NOMBRE, cerradura.COPIA):
                if (juego.ruta / nombre).is_file():
                    copiar_archivo(juego.ruta / nombre, Path(temporal) / nombre)
            return Acceso(Path(temporal)).abrir_con(escrito)

    # --- the way back ---------------------------------------------------------------------------------------------

    def preparar_restauracion(
        self, juego: Juego, *, llave: Llave | None = None, progreso: Progreso | None = None
    ) -> str:
        """Read the backup through and make the restored folder ready, while the present one is in use. Its new name.

        Raises UserError, EnvironmentProblem; nothing changed.
        """
        return self._restaurador(self._llave_de(juego, llave)).preparar(juego, self._reloj(), progreso)

    def respaldar_antes(self, progreso: Progreso | None = None) -> str:
        """Back up what stands here before it is set aside; a sentence where it could not be."""
        try:
            self.respaldar(porque=Motivo.ANTES_DE_RESTAURAR, progreso=progreso)
        except (EnvironmentProblem, UserError) as error:
            return f"Lo que hay ahora no se pudo respaldar antes: {error.message} Se aparta entero de todos modos."
        return ""

    def concluir_restauracion(self) -> Path:
        """Put the restored folder in place; nobody may have it open. Where the earlier one is. Raises what it must."""
        return self._restaurador(None).concluir(self._reloj(), self._llave)

    def restaurar(
        self, juego: Juego, *, llave: Llave | None = None, progreso: Progreso | None = None
    ) -> tuple[Restaurada, str]:
        """All of it, for whoever has the folder closed: what was done, and a notice or ""."""
        equipo = self.preparar_restauracion(juego, llave=llave, progreso=progreso)
        # Only now: making one may let go of the very backup that was chosen.
        aviso = self.respaldar_antes() if (self._carpeta / BASE).exists() else ""
        try:
            return Restaurada(self.concluir_restauracion(), equipo), aviso
        except EnvironmentProblem:
            # Another window has it open, say: where nothing was begun, nobody comes back for what was made ready.
            with contextlib.suppress(OSError):
                restaurar.desechar(self._carpeta)
            raise

    def extraer(
        self, juego: Juego, folio: str, llave: Llave | None = None, progreso: Progreso | None = None
    ) -> Extraida:
        """One open visit of a backup, to be joined by ``Copias.unir_extraida`` while it is held as a context.

        Somebody of this process has the data folder open; it is not touched. Raises UserError, EnvironmentProblem.
        """
        extractor = Extractor(self._carpeta, self._llave, self._hacedor.reserva)
        return extractor.extraer(juego, folio, self._llave_de(juego, llave), self._reloj(), progreso)

    def _llave_de(self, juego: Juego, llave: Llave | None) -> Llave | None:
        """The key of a backup: the one that was given, or the folder's own; none where it was made without."""
        if juego.manifiesto is not None and not juego.manifiesto.llave:
            return None
        return llave or self._llave

    def _restaurador(self, llave: Llave | None) -> Restaurador:
        return Restaurador(self._carpeta, llave, self._hacedor.reserva)
