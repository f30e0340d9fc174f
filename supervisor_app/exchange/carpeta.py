"""A folder as a destination: local disk, USB memory, mounted share or UNC path. Standard library only.

It must never make its own root, and never return from a write or a rename that a power cut could take back.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import problemas
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes.medio import Entrada
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.verificador import TROZO


class DestinoCarpeta(PorPartes):
    """The port over a folder."""

    def __init__(self, raiz: str | Path) -> None:
        super().__init__(MedioCarpeta(raiz))


class MedioCarpeta:
    """What a file system can do, durably."""

    reanuda = True

    def __init__(self, raiz: str | Path) -> None:
        if not str(raiz).strip() or "\0" in str(raiz):
            raise UserError("Escriba la carpeta de entrega.", field="destino")
        # Made absolute once: the working folder of a process may change under our feet.
        self.raiz = Path(raiz).absolute()

    def lugar(self, clave: str) -> str:
        return str(self._ruta(clave))

    @contextlib.contextmanager
    def sesion(self, _pulso: Pulso, tamano: int) -> Iterator[None]:
        try:
            self._exigir_raiz()
            yield
        except OSError as error:
            problema = problemas.explicar(error, self.raiz, necesarios=tamano or None, libres=self.libres)
            # A memory pulled out in the middle answers with whatever the system finds: say what really happened.
            if isinstance(problema, EnvironmentProblem) and not self._hay_raiz():
                problema = problemas.desaparecio(self.raiz)
            raise problema from error

    def ver(self, clave: str) -> Entrada | None:
        try:
            dato = self._ruta(clave).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return Entrada(clave, dato.st_size, dato.st_mtime) if stat.S_ISREG(dato.st_mode) else None

    def ocupado(self, clave: str) -> bool:
        return os.path.lexists(self._ruta(clave))

    def leer(self, clave: str) -> Iterator[bytes]:
        with self._ruta(clave).open("rb") as archivo:
            while trozo := archivo.read(TROZO):
                yield trozo

    def escribir(self, parte: str, trozos: Iterator[bytes], desde: int) -> None:
        with self._ruta(parte).open("r+b" if desde else "xb", buffering=0) as archivo:
            archivo.seek(desde)
            for trozo in trozos:
                self._escribir(archivo.fileno(), trozo)
            os.fsync(archivo.fileno())
            # It is read back next: from the medium, where the system allows it.
            durable.forget_cached(archivo.fileno())

    def _escribir(self, fd: int, trozo: bytes) -> None:
        durable.write_all(fd, trozo)

    def publicar(self, parte: str, final: str) -> None:
        durable.move_new(self._ruta(parte), self._ruta(final))

    def reemplazar(self, parte: str, final: str) -> None:
        durable.replace(self._ruta(parte), self._ruta(final))

    def asentar(self, clave: str) -> None:
        durable.fsync_dir(self._ruta(clave).parent)

    def quitar(self, clave: str) -> None:
        self._ruta(clave).unlink(missing_ok=True)

    def crear_carpetas(self, carpeta: str) -> None:
        faltan, ruta = [], self._ruta(carpeta)
        while not ruta.is_dir() and ruta != self.raiz:
            faltan.append(ruta)
            ruta = ruta.parent
        for una in reversed(faltan):
            try:
                una.mkdir(exist_ok=True)
            except FileExistsError as error:
                raise problemas.estorba(una) from error
            durable.fsync_dir(una.parent)

    def listar(self, carpeta: str, *, hondo: bool) -> Iterator[Entrada]:
        base = self._ruta(carpeta)
        if not base.is_dir():
            return
        for esta, subcarpetas, nombres in os.walk(base, onerror=_lanzar):
            if not hondo:
                subcarpetas.clear()
            for nombre in nombres:
                entrada = self.ver(Path(esta, nombre).relative_to(self.raiz).as_posix())
                if entrada is not None:
                    yield entrada

    def libres(self) -> int | None:
        return durable.free_space(self.raiz)

    def cerrar(self) -> None:
        """A folder holds nothing open."""

    def _ruta(self, clave: str) -> Path:
        return self.raiz.joinpath(*clave.split("/")) if clave else self.raiz

    def _hay_raiz(self) -> bool:
        try:
            return self.raiz.is_dir()
        except OSError:
            return False

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


def _lanzar(error: OSError) -> None:
    raise error
