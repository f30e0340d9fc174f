"""Makes a backup the data folder again, and sets aside whole what stood there. Killed at any time, one stands.

The backup is read through first, and the restored folder is made ready beside the present one, which is still in use.
Then a diary is written, and from there on the change only goes forward: whoever opens the folder next finishes it. It
must never delete anything of what stood there.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado import cerradura
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.texto import cuantos, tamano
from supervisor_app.errors import LLENO, EnvironmentProblem, UserError, codigo, motivo
from supervisor_app.services.respaldos import fuentes
from supervisor_app.services.respaldos.fuentes import APARTADO, DIARIO, RESTAURANDO, se_queda
from supervisor_app.services.respaldos.hacer import RESERVA_DE_TRABAJO, Progreso
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.manifiesto import BASE, Manifiesto, Pieza
from supervisor_app.services.respaldos.piezas import copiar_archivo, huella_de
from supervisor_app.store import base_respaldada, esquema
from supervisor_app.store.cerrojos import USO, Cerrojo

_NUEVA = "nueva"
_DE_LA_LLAVE = (cerradura.NOMBRE, cerradura.COPIA)


@dataclass(frozen=True, slots=True)
class Restaurada:
    """What was done: where the earlier folder is now, and the name that this laptop goes on under."""

    aparte: Path
    equipo: str


def exigir_legible(juego: Juego) -> Manifiesto:
    """Raises UserError where it cannot say what it is."""
    if juego.manifiesto is None:
        raise UserError(f"Este respaldo no sirve: {juego.falla} Elija otro.")
    return juego.manifiesto


def exigir_usable(juego: Juego, llave: Llave | None) -> Manifiesto:
    """Raises UserError where the backup cannot be read here: damaged, newer, or of another key."""
    m = exigir_legible(juego)
    if m.esquema > esquema.VERSION:
        raise UserError(
            "El respaldo lo hizo una versión más nueva de la aplicación. No se modificó nada. Instale la versión más "
            "reciente para restaurarlo."
        )
    if m.llave and (llave is None or llave.id != m.llave):
        raise UserError(
            "Este respaldo está cifrado con otra llave. Ábralo con la frase de acceso o la clave de recuperación que "
            "tenía la carpeta cuando se hizo.",
            field="frase",
        )
    return m


def exigir_espacio(carpeta: Path, necesarios: int, reserva: int) -> None:
    """Raises EnvironmentProblem where a data folder has no room for so many bytes besides its reserve."""
    libres = durable.free_space(carpeta)
    if libres is not None and libres - reserva < necesarios:
        raise EnvironmentProblem(
            f"No hay espacio para restaurar: hacen falta {tamano(necesarios + reserva)} y quedan {tamano(libres)}. No "
            "se modificó nada. Libere espacio y vuelva a intentar.",
            action="Liberar espacio",
        )


def verificar(juego: Juego, progreso: Progreso | None = None) -> tuple[str, ...]:
    """What is wrong with a backup, in sentences; empty where every byte is as it was written. Everything is read."""
    m = juego.manifiesto
    if m is None:
        return (juego.falla,)
    retirados = juego.lugar.retirados()
    piezas = [(n, juego.ruta / n, p) for n, p in m.sueltos.items()]
    piezas += [(n, juego.lugar.contenido(p.sha256), p) for n, p in m.contenidos.items() if p.sha256 not in retirados]
    faltas, hecho = [], 0
    for nombre, ruta, pieza in piezas:
        if progreso is not None:
            progreso(hecho, m.bytes, "Leyendo el respaldo…")
        falta = _falta(ruta, pieza)
        if falta:
            faltas.append(f"«{nombre}» {falta}.")
        hecho += pieza.bytes
    return tuple(faltas)


def _falta(ruta: Path, pieza: Pieza) -> str:
    try:
        igual = ruta.stat().st_size == pieza.bytes and huella_de(ruta) == pieza.sha256
    except FileNotFoundError:
        return "no está en el respaldo"
    except OSError as error:
        return f"no se pudo leer ({motivo(error)})"
    return "" if igual else "está dañado"


@dataclass(frozen=True)
class Restaurador:
    """Restores into one data folder. ``llave``: the one of the backup; None for a plain one."""

    carpeta: Path
    llave: Llave | None = None
    reserva: int = RESERVA_DE_TRABAJO

    def preparar(self, juego: Juego, ahora: datetime, progreso: Progreso | None = None) -> str:
        """Make the restored folder ready beside the present one, which is not touched. Returns the laptop's new name.

        Raises UserError where the backup is not whole or not usable here, EnvironmentProblem where the disk refuses.
        """
        m = exigir_usable(juego, self.llave)
        if pendiente(self.carpeta):
            raise EnvironmentProblem("Hay una restauración sin terminar. Cierre la ventana y vuelva a abrirla.")
        faltas = verificar(juego, progreso)
        if faltas:
            mas = f" (y {cuantos(len(faltas) - 1, 'archivo', 'archivos')} más)" if len(faltas) > 1 else ""
            raise UserError(f"El respaldo no está completo: {faltas[0]}{mas} No se restauró nada; elija otro respaldo.")
        try:
            exigir_espacio(self.carpeta, m.sueltos[BASE].bytes if juego.lugar.propio else m.bytes, self.reserva)
            desechar(self.carpeta)
            with contextlib.ExitStack() as al_fallar:
                # Whatever stops it, the person's «Cancelar» among it.
                al_fallar.callback(shutil.rmtree, self.carpeta / RESTAURANDO, ignore_errors=True)
                equipo = self._hacer_lista(juego, m, ahora, progreso)
                al_fallar.pop_all()
        except OSError as error:
            raise _problema(error) from error
        return equipo

    def _hacer_lista(self, juego: Juego, m: Manifiesto, ahora: datetime, progreso: Progreso | None) -> str:
        nueva = self.carpeta / RESTAURANDO / _NUEVA
        nueva.mkdir(parents=True)
        self._sueltos(juego, m, nueva)
        self._contenidos(juego, m, nueva, progreso)
        equipo = base_respaldada.preparar_restaurada(nueva / BASE, ahora, self.llave)
        # The copy that a migration makes first is this very backup.
        shutil.rmtree(nueva / fuentes.RESPALDOS, ignore_errors=True)
        for carpeta, _, _ in os.walk(self.carpeta / RESTAURANDO):
            durable.fsync_dir(Path(carpeta))
        durable.fsync_dir(self.carpeta)
        return equipo

    def _sueltos(self, juego: Juego, m: Manifiesto, nueva: Path) -> None:
        for nombre, pieza in m.sueltos.items():
            _copiar_igual(juego.ruta / nombre, nueva / nombre, pieza)
        if m.llave and self._misma_llave(m.llave):
            # The passphrase of today opens, not one that was left behind.
            for nombre in _DE_LA_LLAVE:
                (nueva / nombre).unlink(missing_ok=True)
                if (self.carpeta / nombre).exists():
                    copiar_archivo(self.carpeta / nombre, nueva / nombre)

    def _misma_llave(self, llave: str) -> bool:
        try:
            return bool(json.loads((self.carpeta / cerradura.NOMBRE).read_bytes())["id"] == llave)
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def _contenidos(self, juego: Juego, m: Manifiesto, nueva: Path, progreso: Progreso | None) -> None:
        retirados = juego.lugar.retirados()
        hecho, total = 0, sum(p.bytes for p in m.contenidos.values())
        for nombre, pieza in m.contenidos.items():
            if progreso is not None:
                progreso(hecho, total, "Preparando evidencias y documentos…")
            hecho += pieza.bytes
            if pieza.sha256 not in retirados:
                self._traer(nombre, juego.lugar.contenido(pieza.sha256), nueva / nombre, pieza)
        if not m.completo:
            for nombre in fuentes.de(self.carpeta).contenidos:
                if not (nueva / nombre).exists():
                    (nueva / nombre).parent.mkdir(parents=True, exist_ok=True)
                    _llevar(nombre, self.carpeta / nombre, nueva / nombre)

    def _traer(self, nombre: str, guardado: Path, destino: Path, pieza: Pieza) -> None:
        """From the present folder where it is the same content, or else from the backup."""
        presente = self.carpeta / nombre
        destino.parent.mkdir(parents=True, exist_ok=True)
        if presente.is_file() and not presente.is_symlink() and not _falta(presente, pieza):
            _llevar(nombre, presente, destino)
            return
        _copiar_igual(guardado, destino, pieza)

    # --- the change -----------------------------------------------------------------------------------------------

    def concluir(self, ahora: datetime, presente: Llave | None) -> Path:
        """Set aside what stands here and put the restored folder in its place; where the earlier one is now.

        ``presente`` is the key of the present folder, where it has one and it is known. Nobody may have the folder
        open. Raises EnvironmentProblem: until the diary is written nothing changed, after it the next start goes on.
        """
        nueva = self.carpeta / RESTAURANDO / _NUEVA
        if not (nueva / BASE).is_file():
            raise UserError("No hay ninguna restauración preparada.")
        with _solo(self.carpeta):
            self._cerrar_base(presente)
            try:
                aparte = _nombre_libre(self.carpeta, ahora)
                viejos = [e.name for e in os.scandir(self.carpeta) if not se_queda(e.name)]
                nuevos = [e.name for e in os.scandir(nueva)]
                dicho = {"aparte": aparte.name, "viejos": sorted(viejos), "nuevos": sorted(nuevos)}
                durable.write_atomic(self.carpeta / DIARIO, json.dumps(dicho, ensure_ascii=False).encode())
                _avanzar(self.carpeta)
            except OSError as error:
                raise _problema(error) from error
        return aparte

    def _cerrar_base(self, presente: Llave | None) -> None:
        """So that the database is one file when it moves. One that is damaged moves as it is, with all its files."""
        base = self.carpeta / BASE
        if base.exists():
            try:
                base_respaldada.cerrar_en_un_archivo(base, presente)
            except EnvironmentProblem as error:
                if error.action == "Reintentar":
                    raise EnvironmentProblem(
                        "Otra ventana tiene abierta esta carpeta de datos. Ciérrela y vuelva a restaurar.",
                        action="Reintentar",
                    ) from error


def pendiente(carpeta: Path) -> bool:
    """Whether a restoration was begun that somebody has to finish."""
    return (carpeta / DIARIO).exists()


def terminar_pendiente(carpeta: Path) -> Path | None:
    """Finish what a power cut interrupted, before anything of the folder is opened; where the earlier folder is.

    Raises EnvironmentProblem where another window is at it, or the disk refuses; the next start tries again.
    """
    if not pendiente(carpeta):
        return None
    with _solo(carpeta):
        try:
            return _avanzar(carpeta) if pendiente(carpeta) else None
        except OSError as error:
            raise _problema(error) from error


def desechar(carpeta: Path) -> None:
    """Let go of a restored folder that was made ready and never put in place. Raises OSError."""
    if not pendiente(carpeta) and (carpeta / RESTAURANDO).exists():
        shutil.rmtree(carpeta / RESTAURANDO)


def _avanzar(carpeta: Path) -> Path:
    """Do the rest of what the diary says, whatever was done of it already."""
    try:
        dicho = json.loads((carpeta / DIARIO).read_bytes())
    except ValueError as error:
        raise EnvironmentProblem(
            f"La restauración que se interrumpió no se puede terminar: «{DIARIO}» está dañado. No se abrió ni se borró "
            "nada; avise a su área de informática."
        ) from error
    aparte, nueva = carpeta / str(dicho["aparte"]), carpeta / RESTAURANDO / _NUEVA
    aparte.mkdir(exist_ok=True)
    durable.fsync_dir(carpeta)
    # All of the old first: from then on a name that is taken is the new one's.
    for nombre in dicho["viejos"]:
        if nombre not in dicho["nuevos"] or os.path.lexists(nueva / nombre):
            _apartar(carpeta / nombre, aparte)
    for nombre in dicho["nuevos"]:
        if os.path.lexists(nueva / nombre) and not os.path.lexists(carpeta / nombre):
            durable.replace(nueva / nombre, carpeta / nombre)
    shutil.rmtree(carpeta / RESTAURANDO, ignore_errors=True)
    durable.fsync_dir(carpeta)  # while the diary stands, somebody comes back for it
    (carpeta / DIARIO).unlink()
    durable.fsync_dir(carpeta)
    return aparte


def _apartar(vieja: Path, aparte: Path) -> None:
    """Where a power cut left it under both names, what is here goes beside it: it is never deleted."""
    if os.path.lexists(vieja):
        destino = aparte / vieja.name
        while os.path.lexists(destino):
            destino = destino.with_name(f"{destino.name}.otra")
        durable.replace(vieja, destino)


@contextlib.contextmanager
def _solo(carpeta: Path) -> Iterator[None]:
    """Nobody else has the folder open."""
    uso = Cerrojo(carpeta / USO)
    try:
        solo = uso.intentar(exclusivo=True)
    except OSError as error:
        raise _problema(error) from error
    try:
        if not solo:
            raise EnvironmentProblem(
                "Otra ventana tiene abierta esta carpeta de datos. Ciérrela y vuelva a intentar.", action="Reintentar"
            )
        yield
    finally:
        uso.soltar()


def _nombre_libre(carpeta: Path, ahora: datetime) -> Path:
    nombre, n = f"{APARTADO}{ahora:%Y%m%d-%H%M%S}", 1
    libre = carpeta / nombre
    while os.path.lexists(libre):
        n += 1
        libre = carpeta / f"{nombre}-{n}"
    return libre


def _llevar(nombre: str, origen: Path, destino: Path) -> None:
    """A second name for what never changes in place, where the file system has links; else a copy."""
    if fuentes.se_escribe_una_vez(nombre):
        try:
            os.link(origen, destino, follow_symlinks=False)
        except OSError:
            copiar_archivo(origen, destino)
    else:
        copiar_archivo(origen, destino)


def _copiar_igual(origen: Path, destino: Path, pieza: Pieza) -> None:
    """Raises UserError where it is not what was read through before: a stick may fail at any moment."""
    _, sha256 = copiar_archivo(origen, destino)
    if sha256 != pieza.sha256:
        raise UserError("El respaldo cambió mientras se leía. No se restauró nada; vuelva a intentar.")


def _problema(error: OSError) -> EnvironmentProblem:
    if codigo(error) in LLENO:
        return EnvironmentProblem(
            "No se pudo restaurar: el disco está lleno. Sus datos de antes siguen completos. Libere espacio.",
            action="Liberar espacio",
        )
    return EnvironmentProblem(
        f"No se pudo restaurar ({motivo(error)}). Sus datos de antes siguen completos; vuelva a intentar."
    )
