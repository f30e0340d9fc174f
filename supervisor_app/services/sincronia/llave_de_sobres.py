"""The key to which the office seals what is for this laptop alone (ADR 0041).

Made once for the present name of the laptop and kept in its database; a restored laptop, another one, makes its own.
It must never leave the database.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from supervisor_app.domain.base import Value
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

if TYPE_CHECKING:
    from supervisor_app.cifrado.oficina import LlaveDeSobres

CLASE: Final = "llave_de_sobres"


class _Privada(Value):
    """PKCS#8, DER, base64."""

    privada: str


class LlaveDelEquipo:
    """Asked on the store's thread."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime]) -> None:
        self._almacen, self._reloj = almacen, reloj

    def leer(self) -> LlaveDeSobres | None:
        """The key of the laptop's present name; None where it never made one."""
        from supervisor_app.cifrado.oficina import LlaveDeSobres  # noqa: PLC0415 - loads the library of certificates

        apunte = self._almacen.cuaderno.leer(CLASE, self._almacen.equipo())
        if apunte is None or apunte.datos is None:
            return None
        return LlaveDeSobres(base64.b64decode(_Privada.model_validate_json(apunte.datos).privada), None)

    def publica(self) -> str:
        """Its public half as PEM; it is made where there is none."""
        llave = self.leer()
        if llave is None:
            self._hacer()
            llave = self.leer()
        assert llave is not None
        return llave.publica

    def _hacer(self) -> None:
        from supervisor_app.cifrado.oficina import privada_nueva  # noqa: PLC0415 - loads the library of certificates

        nueva = _Privada(privada=base64.b64encode(privada_nueva()).decode("ascii"))
        apunte = PorApuntar(
            CLASE, self._almacen.equipo(), 0, nueva, "Hizo la llave con la que se sella para este equipo"
        )
        self._almacen.cuaderno.escribir([apunte], cuando=self._reloj(), quien="")
