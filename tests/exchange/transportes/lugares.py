"""A place that packages are delivered to, seen from both sides: what a laptop has, and what truly lies there."""

from __future__ import annotations

import errno
import os
import shutil
from abc import ABC, abstractmethod
from pathlib import Path

from supervisor_app.durable import PART_NAME
from supervisor_app.exchange.carpeta import MedioCarpeta
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.por_partes import PorPartes
from supervisor_app.exchange.transportes.valores import Plazos
from tests.red.caos import Caos, Clase, Falla


class Lugar(ABC):
    """One empty destination for one test. ``raiz``: where its files lie on the disk of the server."""

    reanuda = True
    """Whether what a cut left behind is gone on with."""
    relee = True
    """Whether what was written is read back (an object store proves it by a digest instead)."""

    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz
        self._destinos: list[Destino] = []

    def destino(self) -> Destino:
        """As another laptop: its own connection."""
        self._destinos.append(self._otro())
        return self._destinos[-1]

    @abstractmethod
    def _otro(self) -> Destino: ...

    @abstractmethod
    def enviados(self) -> int:
        """Bytes that laptops have sent so far."""

    @abstractmethod
    def cortar_tras(self, cuantos: int, clase: Clase = "corte") -> None:
        """Break the connection once, after so many more bytes were sent."""

    def cerrar(self) -> None:
        for uno in self._destinos:
            uno.cerrar()

    # --- what truly lies there ---

    def archivos(self) -> dict[str, bytes]:
        """Everything, parts included."""
        return {
            una.relative_to(self.raiz).as_posix(): una.read_bytes() for una in self.raiz.rglob("*") if una.is_file()
        }

    def finales(self) -> dict[str, bytes]:
        return {clave: datos for clave, datos in self.archivos().items() if not PART_NAME.search(clave)}

    def dejar(self, clave: str, datos: bytes) -> None:
        """Somebody else put it there."""
        (self.raiz / clave).parent.mkdir(parents=True, exist_ok=True)
        (self.raiz / clave).write_bytes(datos)

    def vaciar(self) -> None:
        """Somebody else took everything away, folders too."""
        for una in self.raiz.iterdir():
            shutil.rmtree(una)

    def voltear_un_bit(self) -> None:
        """Of the last byte of whatever part there is: the disk of the server is going bad."""
        for clave in self.archivos():
            if PART_NAME.search(clave):
                with (self.raiz / clave).open("r+b") as archivo:
                    archivo.seek(-1, os.SEEK_END)
                    ultimo = archivo.read(1)[0]
                    archivo.seek(-1, os.SEEK_END)
                    archivo.write(bytes([ultimo ^ 1]))


class LugarDetrasDeCaos(Lugar):
    """Behind a proxy that counts and cuts."""

    def __init__(self, raiz: Path, caos: Caos) -> None:
        super().__init__(raiz)
        self.caos = caos
        self.plazos = Plazos(conectar=5, respuesta=5, operacion=30)

    def enviados(self) -> int:
        return self.caos.subidos

    def cortar_tras(self, cuantos: int, clase: Clase = "corte") -> None:
        self.caos.fallar(Falla(cuantos, clase=clase))


class LugarCarpeta(Lugar):
    """A folder whose medium counts and is pulled out."""

    def __init__(self, raiz: Path) -> None:
        super().__init__(raiz)
        self._cuenta = _Cuenta()

    def _otro(self) -> Destino:
        return PorPartes(_CarpetaQueCuenta(self.raiz, self._cuenta))

    def enviados(self) -> int:
        return self._cuenta.enviados

    def cortar_tras(self, cuantos: int, clase: Clase = "corte") -> None:
        self._cuenta.corte = self._cuenta.enviados + cuantos


class _Cuenta:
    enviados = 0
    corte: int | None = None


class _CarpetaQueCuenta(MedioCarpeta):
    def __init__(self, raiz: Path, cuenta: _Cuenta) -> None:
        super().__init__(raiz)
        self._cuenta, self._arrancada = cuenta, False

    def _escribir(self, fd: int, trozo: bytes) -> None:
        corte = self._cuenta.corte
        if corte is not None and self._cuenta.enviados + len(trozo) > corte:
            super()._escribir(fd, trozo[: corte - self._cuenta.enviados])
            self._cuenta.enviados, self._cuenta.corte, self._arrancada = corte, None, True
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        self._cuenta.enviados += len(trozo)
        super()._escribir(fd, trozo)

    def quitar(self, clave: str) -> None:
        if self._arrancada:
            self._arrancada = False
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        super().quitar(clave)
