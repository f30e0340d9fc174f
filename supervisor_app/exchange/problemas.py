"""What the disk, the USB memory or the office share answers, said in Spanish with what to do about it.

It must never hide a failure: every ``OSError`` becomes a ``UserError`` or an ``EnvironmentProblem``, none is dropped.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor_app.domain.texto import tamano
from supervisor_app.errors import LLENO, EnvironmentProblem, UserError, codigo

OTRA_CARPETA = "Elegir otra carpeta"
REINTENTAR = "Reintentar"
_A_SALVO = "La visita sigue completa en este equipo."

Problema = UserError | EnvironmentProblem
Lugar = Path | str
"""A folder, or the address of a server as a person writes it."""

_PERMISO = {errno.EACCES, errno.EPERM}
_AUSENTE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTUNREACH}
_AUSENTE |= {getattr(errno, nombre) for nombre in ("ESTALE", "EHOSTDOWN", "ENOMEDIUM") if hasattr(errno, nombre)}

# Windows says "path not found" of a path longer than 260; ours add up to 110 characters to the folder's.
_RAIZ_LARGA = 150


def carpeta_ausente(raiz: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"No se encuentra la carpeta de entrega «{raiz}». Si es una memoria USB, conéctela; si es una carpeta de la "
        f"oficina, revise la conexión de red. {_A_SALVO}",
        action=OTRA_CARPETA,
    )


def no_es_carpeta(raiz: Path) -> UserError:
    return UserError(f"«{raiz}» es un archivo, no una carpeta. Elija la carpeta de entrega.", field="destino")


def sin_espacio(raiz: Lugar, necesarios: int | None, libres: int | None) -> EnvironmentProblem:
    cuentas = ""
    if necesarios is not None:
        cuentas = f" Hacen falta {tamano(necesarios)}"
        cuentas += f" y quedan {tamano(libres)} libres." if libres is not None else "."
    return EnvironmentProblem(
        f"No hay espacio suficiente en «{raiz}».{cuentas} Libere espacio o elija otra carpeta. {_A_SALVO}",
        action=OTRA_CARPETA,
    )


def estorba(archivo: Lugar) -> UserError:
    return UserError(
        f"«{archivo}» es un archivo y en su lugar debe ir una carpeta. Cámbiele el nombre o elija otra carpeta.",
        field="destino",
    )


def es_ausencia(error: OSError) -> bool:
    """Whether the system says that the place itself is not there: unplugged, off the network, never made."""
    return codigo(error) in _AUSENTE


def explicar(
    error: OSError, raiz: Lugar, *, necesarios: int | None = None, libres: Callable[[], int | None] = lambda: None
) -> Problema:
    """The sentence for one failure under ``raiz``; ``necesarios`` is what was to be written, in bytes."""
    clave = codigo(error)
    if clave in LLENO:
        return sin_espacio(raiz, necesarios, libres())
    if clave == errno.EROFS:
        texto = f"«{raiz}» es de solo lectura. Quite la protección contra escritura o elija otra carpeta."
        return EnvironmentProblem(f"{texto} {_A_SALVO}", action=OTRA_CARPETA)
    if clave in _PERMISO:
        texto = f"No tiene permiso para escribir en «{raiz}». Pídalo a quien administra la carpeta o elija otra."
        return EnvironmentProblem(f"{texto} {_A_SALVO}", action=OTRA_CARPETA)
    if clave == errno.ENAMETOOLONG or (_sin_ruta_en_windows(error) and len(str(raiz)) > _RAIZ_LARGA):
        return UserError(f"La ruta «{raiz}» es demasiado larga. Elija una carpeta de ruta más corta.", field="destino")
    if clave == errno.EFBIG:
        texto = f"«{raiz}» no admite archivos de este tamaño (una memoria con formato FAT32 admite hasta 4 GB)."
        return EnvironmentProblem(f"{texto} Elija otra carpeta. {_A_SALVO}", action=OTRA_CARPETA)
    if clave == errno.EINVAL:
        return UserError(f"«{raiz}» no admite estos nombres de archivo. Elija otra carpeta.", field="destino")
    if clave == errno.EBUSY:
        texto = f"Otro programa está usando un archivo en «{raiz}». Espere un momento e inténtelo de nuevo."
        return EnvironmentProblem(f"{texto} {_A_SALVO}", action=REINTENTAR)
    if clave in _AUSENTE:
        return desaparecio(raiz)
    texto = f"No se pudo escribir en «{raiz}» (código {clave}). Revise la memoria o la conexión e inténtelo de nuevo."
    return EnvironmentProblem(f"{texto} {_A_SALVO}", action=REINTENTAR)


def _sin_ruta_en_windows(error: OSError) -> bool:
    return getattr(error, "winerror", None) in {2, 3}


def desaparecio(raiz: Lugar) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"La carpeta «{raiz}» dejó de estar disponible a la mitad. Vuelva a conectarla y repita la entrega: no quedará "
        f"nada duplicado. {_A_SALVO}",
        action=REINTENTAR,
    )


def copia_distinta(raiz: Lugar) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"La copia en «{raiz}» no quedó igual al original y no se dio por entregada. Repita la entrega; si vuelve a "
        f"suceder, use otra memoria o carpeta. {_A_SALVO}",
        action=OTRA_CARPETA,
    )


@contextmanager
def traducir(
    raiz: Path, *, necesarios: int | None = None, libres: Callable[[], int | None] = lambda: None
) -> Iterator[None]:
    """Turn every ``OSError`` of the block into its sentence about ``raiz``, the technical one kept as its cause."""
    try:
        yield
    except OSError as error:
        raise explicar(error, raiz, necesarios=necesarios, libres=libres) from error
