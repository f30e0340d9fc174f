"""Where packages are delivered: the port that every transport implements, and the folder (USB, office share, UNC).

A destination must never overwrite or delete a package, never show a half-written one under its final name, never make
its own root (an absent USB memory would turn into a folder of this disk), and never say "delivered" before it has read
the bytes back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from supervisor_app import durable
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import problemas
from supervisor_app.exchange.verificador import TROZO, huella_sha256

Pulso = Callable[[int], None]
"""Hears how many more bytes were written or read back; cancels by raising."""

_UN_DIA = 24 * 60 * 60
_INTENTOS = 3


def sin_pulso(_: int) -> None:
    """Nobody listens and nobody cancels."""


@dataclass(frozen=True)
class Puesto:
    """What became of one ``put_atomic``. ``apartado``: the new name of a damaged copy that stood in the place."""

    ruta: str
    ya_estaba: bool
    apartado: str | None = None


@dataclass(frozen=True)
class _Encargo:
    """What one ``put_atomic`` was asked for."""

    origen: Readable | bytes
    sha256: str
    tamano: int
    pulso: Pulso
    reemplazar: bool


class Destino(Protocol):
    """Four verbs over keys such as ``visitas/2026/11/<name>.zip``.

    Failures are ``UserError`` or ``EnvironmentProblem``.
    """

    def exists(self, clave: str) -> int | None:
        """Size in bytes of what stands under ``clave``, or ``None``."""

    def list(self, carpeta: str) -> Mapping[str, int]:
        """Key -> size of every file below a folder, temporary ones left out; empty when there is no such folder."""

    def get(self, clave: str) -> Iterator[bytes]:
        """The content in pieces."""

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        """Put ``origen`` whole under ``clave``, checked by reading it back, or leave nothing under that name.

        When the very content is already there nothing is written. Other content under the same name is set aside as
        ``<name>.danado-<n>``, or replaced in one step when ``reemplazar``.
        """


class DestinoCarpeta:
    """A folder: local disk, USB memory, mounted share or UNC path. Standard library only."""

    def __init__(self, raiz: str | Path) -> None:
        if not str(raiz).strip() or "\0" in str(raiz):
            raise UserError("Escriba la carpeta de entrega.", field="destino")
        # Made absolute once: the working folder of a process may change under our feet.
        self.raiz = Path(raiz).absolute()

    # --- the port ---

    def exists(self, clave: str) -> int | None:
        with self._en_espanol():
            self._exigir_raiz()
            return self._tamano(self._ruta(clave))

    def list(self, carpeta: str) -> Mapping[str, int]:
        with self._en_espanol():
            self._exigir_raiz()
            base = self._ruta(carpeta) if carpeta else self.raiz
            return dict(self._recorrer(base)) if base.is_dir() else {}

    def get(self, clave: str) -> Iterator[bytes]:
        with self._en_espanol():
            self._exigir_raiz()
            with self._ruta(clave).open("rb") as archivo:
                while trozo := archivo.read(TROZO):
                    yield trozo

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        final = self._ruta(clave)
        encargo = _Encargo(origen, sha256, tamano, pulso, reemplazar)
        apartado = None
        with self._en_espanol(necesarios=tamano):
            self._exigir_raiz()
            # A rival laptop may publish the same name between our look and our rename: then look again.
            for _ in range(_INTENTOS):
                if self._esta_integro(final, encargo):
                    # Its name may be younger than the last cut: it counts once it is durable.
                    durable.fsync_dir(final.parent)
                    return Puesto(str(final), ya_estaba=True, apartado=apartado)
                if not reemplazar and os.path.lexists(final):
                    apartado = self._apartar(final)
                if self._poner(final, encargo):
                    return Puesto(str(final), ya_estaba=False, apartado=apartado)
        raise EnvironmentProblem(
            f"Otro equipo está escribiendo «{final.name}» al mismo tiempo. Espere un momento y repita la entrega.",
            action=problemas.REINTENTAR,
        )

    # --- steps of a delivery, in order ---

    def _esta_integro(self, final: Path, encargo: _Encargo) -> bool:
        if self._tamano(final) != encargo.tamano:
            return False
        return huella_sha256(final, encargo.pulso) == (encargo.sha256, encargo.tamano)

    def _apartar(self, final: Path) -> str:
        """Set a damaged copy aside under the first free name; it is evidence of what happened, so it is kept."""
        numero = 1
        while True:
            aparte = final.with_name(f"{final.name}.danado-{numero}")
            try:
                durable.move_new(final, aparte)
            except FileExistsError:
                numero += 1
            else:
                return aparte.name

    def _poner(self, final: Path, encargo: _Encargo) -> bool:
        """Write, read back, show under the final name; ``False`` when a rival took that name meanwhile."""
        self._crear_carpetas(final.parent)
        libres = self._libres()
        if libres is not None and libres < encargo.tamano:
            raise problemas.sin_espacio(self.raiz, encargo.tamano, libres)
        parte = final.with_name(durable.part_name(final.name))
        with contextlib.ExitStack() as limpieza:
            limpieza.callback(_borrar_si_se_puede, parte)
            self._escribir_parte(parte, encargo)
            self._comprobar_parte(parte, encargo)
            ahora = parte.stat().st_mtime
            try:
                self._publicar(parte, final, reemplazar=encargo.reemplazar)
            except FileExistsError:
                return False
        if self._tamano(final) != encargo.tamano:
            raise _copia_distinta(self.raiz)
        self._borrar_partes_viejas(final.parent, ahora)
        return True

    def _escribir_parte(self, parte: Path, encargo: _Encargo) -> None:
        huella = hashlib.sha256()
        with parte.open("xb", buffering=0) as archivo:
            for trozo in _trozos(encargo.origen):
                encargo.pulso(0)
                huella.update(trozo)
                self._escribir(archivo.fileno(), trozo)
                encargo.pulso(len(trozo))
            os.fsync(archivo.fileno())
        if huella.hexdigest() != encargo.sha256:
            raise EnvironmentProblem(
                "El paquete guardado en este equipo está dañado y no se entregó. Prepare de nuevo la entrega.",
                action=problemas.REINTENTAR,
            )

    def _escribir(self, fd: int, trozo: bytes) -> None:
        durable.write_all(fd, trozo)

    def _comprobar_parte(self, parte: Path, encargo: _Encargo) -> None:
        """Read back what was written, from the medium where the system allows it, before anyone can see it."""
        with parte.open("rb") as archivo:
            durable.forget_cached(archivo.fileno())
        if huella_sha256(parte, encargo.pulso) != (encargo.sha256, encargo.tamano):
            raise _copia_distinta(self.raiz)

    def _publicar(self, parte: Path, final: Path, *, reemplazar: bool) -> None:
        (durable.replace if reemplazar else durable.move_new)(parte, final)

    def _borrar_partes_viejas(self, carpeta: Path, ahora: float) -> None:
        """Remove what deliveries cut more than a day ago left behind.

        ``ahora`` is the date that the destination itself gave to a file of this moment: the clock of a laptop may be
        wrong, and a part of today may belong to another laptop that is writing it.
        """
        for una in carpeta.iterdir():
            with contextlib.suppress(OSError):
                dato = una.lstat()
                if (
                    durable.PART_NAME.search(una.name)
                    and stat.S_ISREG(dato.st_mode)
                    and dato.st_mtime < ahora - _UN_DIA
                ):
                    una.unlink()

    # --- the folder ---

    @contextlib.contextmanager
    def _en_espanol(self, necesarios: int | None = None) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problema = problemas.explicar(error, self.raiz, necesarios=necesarios, libres=self._libres)
            # A memory pulled out in the middle answers with whatever the system finds: say what really happened.
            if isinstance(problema, EnvironmentProblem) and not self._hay_raiz():
                problema = problemas.desaparecio(self.raiz)
            raise problema from error

    def _hay_raiz(self) -> bool:
        try:
            return self.raiz.is_dir()
        except OSError:
            return False

    def _libres(self) -> int | None:
        return durable.free_space(self.raiz)

    def _exigir_raiz(self) -> None:
        try:
            es_carpeta = stat.S_ISDIR(self.raiz.stat().st_mode)
        except NotADirectoryError:
            es_carpeta = False
        except OSError as error:
            if problemas.es_ausencia(error):
                raise problemas.carpeta_ausente(self.raiz) from error
            raise
        if not es_carpeta:
            raise problemas.no_es_carpeta(self.raiz)

    def _ruta(self, clave: str) -> Path:
        partes = PurePosixPath(clave).parts
        if not partes or clave.startswith("/") or ".." in partes or "\\" in clave or ":" in clave:
            raise ValueError(f"not a key of a destination: {clave!r}")
        return self.raiz.joinpath(*partes)

    def _crear_carpetas(self, carpeta: Path) -> None:
        faltan = []
        while not carpeta.is_dir() and carpeta != self.raiz:
            faltan.append(carpeta)
            carpeta = carpeta.parent
        for una in reversed(faltan):
            try:
                una.mkdir(exist_ok=True)
            except FileExistsError as error:
                raise problemas.estorba(una) from error
            durable.fsync_dir(una.parent)

    def _recorrer(self, base: Path) -> Iterator[tuple[str, int]]:
        for carpeta, _, nombres in os.walk(base, onerror=_lanzar):
            for nombre in nombres:
                archivo = Path(carpeta, nombre)
                tamano = None if durable.PART_NAME.search(nombre) else self._tamano(archivo)
                if tamano is not None:
                    yield archivo.relative_to(self.raiz).as_posix(), tamano

    def _tamano(self, ruta: Path) -> int | None:
        try:
            dato = ruta.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return dato.st_size if stat.S_ISREG(dato.st_mode) else None


def _trozos(origen: Readable | bytes) -> Iterator[bytes]:
    if isinstance(origen, bytes):
        yield origen
        return
    try:
        with origen.open("rb") as archivo:
            while trozo := archivo.read(TROZO):
                yield trozo
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo leer el paquete «{origen.name}» de este equipo. Prepare de nuevo la entrega de la visita.",
            action=problemas.REINTENTAR,
        ) from error


def _copia_distinta(raiz: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"La copia en «{raiz}» no quedó igual al original y no se dio por entregada. Repita la entrega; si vuelve a "
        "suceder, use otra memoria o carpeta. La visita sigue completa en este equipo.",
        action=problemas.OTRA_CARPETA,
    )


def _borrar_si_se_puede(parte: Path) -> None:
    # The failure being reported is the one that matters; what stays behind is removed after a day.
    with contextlib.suppress(OSError):
        parte.unlink(missing_ok=True)


def _lanzar(error: OSError) -> None:
    raise error
