"""The envelopes in which what a person asked to be sealed goes to the office's key (ADR 0037).

Made once for a content and a key, so that sending again is the same bytes. It must never let pass in the clear what was
asked to be sealed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.cifrado.sobre import Lacre
from supervisor_app.domain import feed
from supervisor_app.domain.feed import LlaveDeOficina, Sellado
from supervisor_app.durable import Readable
from supervisor_app.errors import UserError
from supervisor_app.exchange.verificador import TROZO
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.envios import LacreGuardado


class Sobres:
    """Over one store, to the office that it confirmed."""

    def __init__(
        self, almacen: Almacen, ajustes: Callable[[], Ajustes], de_oficina: Callable[[], LlaveDeOficina | None]
    ) -> None:
        self._almacen, self._ajustes, self._de_oficina = almacen, ajustes, de_oficina

    @property
    def pedidos(self) -> bool:
        """Whether the person asked for them."""
        return self._ajustes().sellar_envios

    def publica(self) -> bytes:
        """The key to seal to; b"" where no office that this laptop confirmed published one."""
        dicha = self._de_oficina()
        return dicha.sobre.encode() if dicha is not None else b""

    def sellar(
        self, c: Contexto, contenido: Readable, sha256: str, visita_id: str, publica: bytes, llave: LlaveDeFirma
    ) -> Sellado:
        """What the envelope of a content (of that hash, checked by whoever calls) is, made where there was none.

        Raises UserError where ``publica`` is no key to seal to, OSError where the content cannot be read.
        """
        from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates

        para = oficina.huella(publica)
        guardado = c.en_almacen(lambda: self._almacen.envios.lacre(sha256, para))
        lacre = Lacre(guardado.secreto, guardado.cabeza) if guardado is not None else Lacre.nuevo(publica)
        corta, larga, octetos = hashlib.sha256(), hashlib.sha512(), 0
        with sobre.Sellado(contenido, lacre).open("rb") as sellado:
            while trozo := sellado.read(TROZO):
                c.pulso(0)
                corta.update(trozo)
                larga.update(trozo)
                octetos += len(trozo)
        if guardado is None:
            nuevo = LacreGuardado(
                sha256, para, visita_id, lacre.secreto, lacre.cabeza, sobre=corta.hexdigest(), bytes=octetos
            )
            c.en_almacen(lambda: self._almacen.envios.guardar_lacre(nuevo))
        return Sellado(
            sha256=corta.hexdigest(),
            bytes=octetos,
            llave=para,
            firma=llave.firmar_huella(feed.ESPACIO_PAQUETE, larga.digest()),
        )

    def sobre_de(self, contenido: Readable, sha256: str, dicho: Sellado) -> Readable:
        """The envelope that an entry speaks of. On the store's thread. Raises UserError where it is not known here."""
        guardado = self._almacen.envios.lacre(sha256, dicho.llave)
        if guardado is None or guardado.sobre != dicho.sha256:
            raise UserError(f"El sobre de «{contenido.name}» no se puede hacer otra vez en este equipo; no se envió.")
        return sobre.Sellado(contenido, Lacre(guardado.secreto, guardado.cabeza))
