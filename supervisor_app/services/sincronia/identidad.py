"""Who this laptop is to others: its name, its key, and the entry in which it presents itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.base import Value, con
from supervisor_app.domain.feed import Clase, Entrada, Presentacion
from supervisor_app.services.sincronia.llave_de_sobres import LlaveDelEquipo
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen


class Identidad:
    """Asked on the store's thread. ``se_sella``: whether the office that this laptop confirmed seals what it sends."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        ajustes: Callable[[], Ajustes],
        se_sella: Callable[[], bool] = lambda: False,
    ) -> None:
        self._almacen = almacen
        self._reloj = reloj
        self._ajustes = ajustes
        self._se_sella = se_sella

    @property
    def equipo(self) -> str:
        return self._almacen.equipo()

    def ahora(self) -> datetime:
        return self._reloj()

    def llave(self) -> LlaveDeFirma:
        """The key of this laptop's present name, made where it has none yet."""
        return _llave(self._almacen, self.equipo, self._reloj())

    def presentar(self) -> None:
        """Write the entry that presents this laptop, where it has none or says another person, key or folio letters."""
        a, previa = self._ajustes(), self._presentada()
        dicha = Presentacion(
            publica=self.llave().publica.openssh,
            nombre=a.nombre,
            cargo=a.cargo,
            clave_equipo=a.clave_equipo,
            sobre=previa.sobre if previa is not None else "",
        )
        if not dicha.sobre and self._se_sella():
            dicha = con(dicha, sobre=LlaveDelEquipo(self._almacen, reloj=self._reloj).publica())
        if previa != dicha:
            self.escribir(Clase.PRESENTACION, dicha)

    def falta_llave_de_sobres(self) -> bool:
        """Whether the office seals and does not know a key of this laptop to seal to."""
        previa = self._presentada()
        return (previa is None or not previa.sobre) and self._se_sella()

    def _presentada(self) -> Presentacion | None:
        previas = self._almacen.sincronia.entradas(self.equipo, clase=Clase.PRESENTACION)
        dicha = previas[-1].cuerpo.dicho if previas else None
        return dicha if isinstance(dicha, Presentacion) else None

    def escribir(self, clase: Clase, datos: Value) -> Entrada:
        """Write an entry of this laptop after its last one."""
        equipo, llave, quien, cuando = self.equipo, self.llave(), self._ajustes().nombre, self._reloj()
        return self._almacen.sincronia.escribir(
            equipo,
            lambda antes: feed.componer(equipo, antes, clase, datos, cuando=cuando, quien=quien),
            lambda octetos: llave.firmar(feed.ESPACIO, octetos),
        )


def _llave(almacen: Almacen, nombre: str, ahora: datetime) -> LlaveDeFirma:
    secreto = almacen.sincronia.llave(nombre)
    if secreto is None:
        nueva = LlaveDeFirma.nueva()
        almacen.sincronia.guardar_llave(nombre, nueva.secreto, ahora)
        return nueva
    return LlaveDeFirma(secreto)
