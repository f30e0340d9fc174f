"""Makes a plain data folder an enciphered one. Killed at any time, the one or the other stands.

The enciphered twin is made ready and read back beside the plain one, which is still whole. Then a diary is written, and
from there on the change only goes forward: whoever opens the folder next finishes it (``terminar_pendiente``). There is
no way back: a person with the passphrase may export. That a disk forgets what was deleted is not promised.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.cifrado.cerradura import Cerradura, exigir_frase
from supervisor_app.cifrado.llave import Llave
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.domain.texto import tamano
from supervisor_app.errors import LLENO, DiskFull, EnvironmentProblem, UserError, codigo, motivo
from supervisor_app.services.acceso import Acceso, Estado
from supervisor_app.services.cifrar_contenido import archivos_de, cifrar_contenido, es_nuestra, se_convierte
from supervisor_app.services.cifrar_piezas import Cifrador
from supervisor_app.services.respaldos.fuentes import APARTADO, RESPALDOS
from supervisor_app.store import base_respaldada
from supervisor_app.store.almacen import BASE
from supervisor_app.store.cerrojos import USO, Cerrojo

CIFRANDO, DIARIO = "cifrando", "cifrado.json"
_NUEVA, _VIEJA = "nueva", "vieja"
_MOVER, _BORRAR = "mover", "borrar"
_RESERVA = 64 * 1024 * 1024
"""What must stay free besides: the work goes on after it."""
Progreso = Callable[[int, int, str], None]
"""``progreso(done, total, words)`` in bytes; what it raises stops the work, and the plain folder stays as it was."""


@dataclass(frozen=True, slots=True)
class Previa:
    """What enciphering a folder takes. ``quedan``: files of somebody in it, which stay as they are."""

    bytes: int
    archivos: int
    libres: int | None
    quedan: tuple[str, ...]

    @property
    def necesarios(self) -> int:
        """Bytes that have to be free: until the end both are there."""
        return self.bytes + _RESERVA

    @property
    def cabe(self) -> bool:
        return self.libres is None or self.libres >= self.necesarios


@dataclass(frozen=True, repr=False)
class Cifrada:
    """``recuperacion`` is shown this once. ``aviso``: where something plain could not be deleted yet, or ""."""

    llave: Llave
    recuperacion: str
    quedan: tuple[str, ...]
    aviso: str


def examinar(carpeta: Path) -> Previa:
    """What enciphering it would take; nothing is touched. Raises EnvironmentProblem where it cannot be read."""
    try:
        medidas, quedan = [], []
        for entrada in sorted(carpeta.iterdir()):
            if se_convierte(entrada):
                medidas += [ruta.stat().st_size for ruta in archivos_de(entrada)]
            elif not es_nuestra(entrada) and entrada.name not in (CIFRANDO, DIARIO):
                quedan.append(entrada.name)
    except OSError as error:
        raise EnvironmentProblem(f"No se puede leer la carpeta de datos ({motivo(error)}).") from error
    return Previa(sum(medidas), len(medidas), durable.free_space(carpeta), tuple(quedan))


def cifrar(
    carpeta: Path, frase: str, *, ahora: datetime, coste: Coste | None = None, progreso: Progreso | None = None
) -> Cifrada:
    """Encipher a plain data folder that nobody has open, this window neither.

    Raises UserError for a weak passphrase or a folder that has nothing plain, EnvironmentProblem where another window
    has it open, where there is no room or the disk refuses; then the plain folder is as it was.
    """
    exigir_frase(frase)
    terminar_pendiente(carpeta)
    _exigir_sin_cifrar(carpeta)
    with _solo(carpeta):
        _exigir_sin_cifrar(carpeta)  # another one may have done it meanwhile
        previa = examinar(carpeta)
        if not previa.cabe:
            raise EnvironmentProblem(
                f"Para cifrar hacen falta {tamano(previa.necesarios)} libres, porque lo de antes se borra hasta el "
                f"final, y quedan {tamano(previa.libres or 0)}. No se cambió nada. Libere espacio y vuelva a intentar.",
                action="Liberar espacio",
            )
        # Its journal first, so that the database is one file. Raises where another program has it open.
        base_respaldada.cerrar_en_un_archivo(carpeta / BASE, None)
        try:
            vista = _vista(carpeta)
            llave, clave = _preparar(carpeta, frase, previa, ahora, coste, progreso)
            if _vista(carpeta) != vista:  # an older version of the application knows no locks of folders
                raise EnvironmentProblem(
                    "Otro programa escribió en la carpeta mientras se cifraba. No se cambió nada; ciérrelo y vuelva a "
                    "intentar.",
                    action="Reintentar",
                )
            aviso = _cambiar(carpeta)
        except OSError as error:
            raise _problema(error) from error
        finally:
            _desechar(carpeta)
    return Cifrada(llave, clave, previa.quedan, aviso)


def _exigir_sin_cifrar(carpeta: Path) -> None:
    if Acceso(carpeta).estado is not Estado.SIN_CIFRAR:
        raise UserError("Esta carpeta no tiene datos sin cifrar.")


def _preparar(
    carpeta: Path, frase: str, previa: Previa, ahora: datetime, coste: Coste | None, progreso: Progreso | None
) -> tuple[Llave, str]:
    """The enciphered twin, whole and durable beside the plain folder."""
    hecho = 0

    def avance(octetos: int) -> None:
        nonlocal hecho
        hecho += octetos
        if progreso is not None:
            progreso(min(hecho, previa.bytes), previa.bytes, "Cifrando…")

    _desechar(carpeta)
    nueva = carpeta / CIFRANDO / _NUEVA
    nueva.mkdir(parents=True)
    llave, clave = Cerradura(nueva, coste=coste).crear(frase)
    cifrar_contenido(carpeta, nueva, Cifrador(llave, avance), ahora)
    if progreso is not None:
        progreso(previa.bytes, previa.bytes, "Terminando…")
    for lugar, _, _ in os.walk(carpeta / CIFRANDO):
        durable.fsync_dir(Path(lugar))
    durable.fsync_dir(carpeta)
    return llave, clave


def _vista(carpeta: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file in use that is enciphered, to know whether any changed. Raises OSError.

    Not of copies that were kept: to read a database of those, SQLite lays a journal beside it.
    """
    entradas = [e for e in carpeta.iterdir() if se_convierte(e) and not e.name.startswith((APARTADO, RESPALDOS))]
    medidas = ((ruta, ruta.stat()) for entrada in entradas for ruta in archivos_de(entrada))
    return {str(ruta): (medida.st_size, medida.st_mtime_ns) for ruta, medida in medidas}


# --- the change -----------------------------------------------------------------------------------------------------


def _cambiar(carpeta: Path) -> str:
    viejos = sorted(e.name for e in carpeta.iterdir() if se_convierte(e))
    nuevos = sorted(e.name for e in (carpeta / CIFRANDO / _NUEVA).iterdir())
    _anotar(carpeta, _MOVER, viejos, nuevos)
    return _avanzar(carpeta)


def _anotar(carpeta: Path, fase: str, viejos: list[str], nuevos: list[str]) -> None:
    dicho = {"fase": fase, "viejos": viejos, "nuevos": nuevos}
    durable.write_atomic(carpeta / DIARIO, json.dumps(dicho, ensure_ascii=False).encode())


def _leer_diario(carpeta: Path) -> tuple[str, list[str], list[str]]:
    """Phase, old names, new names. Raises OSError, EnvironmentProblem where it cannot be understood."""
    try:
        dicho = json.loads((carpeta / DIARIO).read_bytes())
        return str(dicho["fase"]), list(dicho["viejos"]), list(dicho["nuevos"])
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentProblem(
            f"El cifrado que se interrumpió no se puede terminar: «{DIARIO}» está dañado. No se abrió ni se borró "
            "nada; avise a su área de informática."
        ) from error


def _avanzar(carpeta: Path) -> str:
    """Do the rest of what the diary says, whatever was done of it already; what could not be deleted, or ""."""
    fase, viejos, nuevos = _leer_diario(carpeta)
    if fase == _MOVER:
        _mover(carpeta, viejos, nuevos)
        # Only now may anything plain go: a cut in the deletion must never be taken for one in the change.
        _anotar(carpeta, _BORRAR, viejos, nuevos)
    try:
        shutil.rmtree(carpeta / CIFRANDO)
    except FileNotFoundError:
        pass
    except OSError as error:
        return (
            f"Los datos ya están cifrados, pero falta borrar una copia legible en «{CIFRANDO}» ({motivo(error)}). "
            "Cierre el programa que la tenga abierta; se borrará la próxima vez que abra la aplicación."
        )
    (carpeta / DIARIO).unlink()
    durable.fsync_dir(carpeta)
    return ""


def _mover(carpeta: Path, viejos: list[str], nuevos: list[str]) -> None:
    """Put the old out of the way and the new in its place, from wherever a cut left it.

    A disk without a journal may show one thing under both names after a cut, so the new one counts as in place only
    where it stands no more where it was made. What stands in its way is set aside, never overwritten.
    """
    vieja, nueva = carpeta / CIFRANDO / _VIEJA, carpeta / CIFRANDO / _NUEVA
    vieja.mkdir(exist_ok=True)
    for nombre in sorted({*viejos, *nuevos}):
        if nombre in nuevos and not os.path.lexists(nueva / nombre):
            continue
        if os.path.lexists(carpeta / nombre):
            durable.replace(carpeta / nombre, _libre(vieja / nombre))
        if nombre in nuevos:
            durable.replace(nueva / nombre, carpeta / nombre)
    faltan = [n for n in nuevos if not os.path.lexists(carpeta / n)]
    if faltan:
        raise EnvironmentProblem(
            f"El cifrado no se puede terminar: falta «{faltan[0]}». No se borró nada: lo de antes está en "
            f"«{CIFRANDO}». Avise a su área de informática."
        )


def _libre(ruta: Path) -> Path:
    """That name, or one like it that nothing has."""
    libre, n = ruta, 1
    while os.path.lexists(libre):
        n += 1
        libre = ruta.with_name(f"{ruta.name}.{n}")
    return libre


def pendiente(carpeta: Path) -> bool:
    """Whether a change was begun that somebody has to finish."""
    return (carpeta / DIARIO).exists()


def terminar_pendiente(carpeta: Path) -> str:
    """Finish what a cut interrupted, before anything asks what the folder is; what to tell of it, or "".

    Before the diary nothing was changed, and the half of a twin goes. Raises EnvironmentProblem where another window is
    at it, or the disk refuses; the next start tries again.
    """
    if not pendiente(carpeta) and not (carpeta / CIFRANDO).is_dir():
        return ""
    try:
        with _solo(carpeta):
            if not pendiente(carpeta):
                _desechar(carpeta)
                return ""
            return _avanzar(carpeta) or "Se terminó de cifrar la carpeta de datos."
    except OSError as error:
        raise _problema(error) from error
    except _Ocupada:
        # Where all is in its place and only deleting is left, or it is being made right now, that can wait.
        if pendiente(carpeta) and _leer_diario(carpeta)[0] == _MOVER:
            raise
        return ""


def _desechar(carpeta: Path) -> None:
    """Let go of a twin that was never put in place; all of it is ciphertext."""
    if not pendiente(carpeta):
        shutil.rmtree(carpeta / CIFRANDO, ignore_errors=True)


class _Ocupada(EnvironmentProblem):
    """Somebody else has the folder open."""


@contextlib.contextmanager
def _solo(carpeta: Path) -> Iterator[None]:
    """Nobody else has the folder open."""
    uso = Cerrojo(carpeta / USO)
    try:
        try:
            tomado = uso.intentar(exclusivo=True)
        except OSError as error:
            raise _problema(error) from error
        if not tomado:
            raise _Ocupada(
                "Otra ventana tiene abierta esta carpeta de datos. Ciérrela y vuelva a intentar.", action="Reintentar"
            )
        yield
    finally:
        uso.soltar()


def _problema(error: OSError) -> EnvironmentProblem:
    if codigo(error) in LLENO:
        return DiskFull(
            "El disco se llenó mientras se cifraba. No se perdió nada: sus datos siguen completos. Libere espacio y "
            "vuelva a abrir la aplicación.",
            action="Liberar espacio",
        )
    return EnvironmentProblem(
        f"No se pudo cifrar ({motivo(error)}). No se perdió nada: sus datos siguen completos. Cierre los programas que "
        "usen esa carpeta y vuelva a intentar."
    )
