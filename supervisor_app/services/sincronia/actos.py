"""The acts of this laptop on their way to the office: announced, sealed where asked, put beside the packages.

A desk announces none: what it has was decided there or came from others. Nothing of what is turned over apart as a
possible irregularity may leave by this way, whenever it was marked.
"""

from __future__ import annotations

import hashlib

from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.sobre import EnMemoria, Lacre
from supervisor_app.domain import feed
from supervisor_app.domain.base import Value, con
from supervisor_app.domain.feed import ActoEnviado, Clase, Sellado
from supervisor_app.domain.seguimiento import ActoDeSeguimiento
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.acto import clave_de, empaquetar
from supervisor_app.services.desahogo import cuaderno
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.services.sincronia.identidad import Identidad
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import PorApuntar

_LACRE = "lacre_de_acto"


class _LacreDeActo(Value):
    """With what the envelope of an act's file to a key is made, in hex; and what that envelope is."""

    secreto: str
    cabeza: str
    sobre: str
    bytes: int


class Actos:
    """Over one store. Every verb but ``poner`` and ``sellar`` is asked on the store's thread."""

    def __init__(self, almacen: Almacen, identidad: Identidad) -> None:
        self._almacen, self._identidad = almacen, identidad

    # --- what waits -----------------------------------------------------------------------------------------------

    def por_anunciar(self) -> tuple[ActoDeSeguimiento, ...]:
        """Acts of this laptop that no entry of its feed speaks of."""
        if self._almacen.sincronia.llave(feed.OFICINA) is not None:
            return ()
        dichos = {d.acto for d in self._enviados()}
        return tuple(a for a in cuaderno.actos(self._almacen) if a.id not in dichos)

    def por_enviar(self) -> int:
        """How many acts no mailbox has yet; those that stay here are not among them."""
        equipo = self._almacen.equipo()
        s = self._almacen.sincronia
        publicado = max((s.publicado(b.id, equipo) for b in s.buzones()), default=0)
        entradas = s.entradas(equipo, desde=publicado + 1, clase=Clase.SEGUIMIENTO)
        return len(entradas) + sum(not self.reservado(a) for a in self.por_anunciar())

    def _enviados(self) -> list[ActoEnviado]:
        entradas = self._almacen.sincronia.entradas(self._almacen.equipo(), clase=Clase.SEGUIMIENTO)
        return [d for e in entradas if isinstance(d := e.cuerpo.dicho, ActoEnviado)]

    def reservado(self, acto: ActoDeSeguimiento) -> bool:
        """Whether the finding it speaks of is turned over apart, by its own visit or by a later one."""
        suyos = self._almacen.inconsistencias([acto.hallazgo_id])
        dichas = self._almacen.verificadas([acto.hallazgo_id])
        return any(h.posible_irregularidad for h in suyos) or any(v.verificacion.posible_irregularidad for v in dichas)

    # --- announcing -----------------------------------------------------------------------------------------------

    def anunciar(self, c: Contexto, publica: bytes) -> None:
        """An entry for each act that has none. ``publica``: the office's key to seal to, b"" to send in the clear."""
        for acto in c.en_almacen(self.por_anunciar):
            if c.en_almacen(lambda acto=acto: self.reservado(acto)):  # type: ignore[misc]
                c.decir(
                    "aviso", "Un acto de seguimiento es de lo que se marcó como posible irregularidad; no se envía."
                )
                continue
            octetos = self.octetos(c, acto)
            if octetos is None:
                continue
            sha256 = hashlib.sha256(octetos).hexdigest()
            dicho = ActoEnviado(
                clave=clave_de(acto, sha256),
                acto=acto.id,
                visita_id=acto.hallazgo_visita_id,
                sha256=sha256,
                bytes=len(octetos),
            )
            if publica:
                dicho = con(dicho, sellado=self.sellar(c, octetos, sha256, publica))
            c.en_almacen(lambda dicho=dicho: self._identidad.escribir(Clase.SEGUIMIENTO, dicho))  # type: ignore[misc]

    def octetos(self, c: Contexto, acto: ActoDeSeguimiento) -> bytes | None:
        """The file of an act; None, and told, where its evidence cannot be read here."""
        try:
            return c.en_almacen(lambda: empaquetar(acto, self._almacen.archivos.leer))
        except EnvironmentProblem as problema:
            c.decir("aviso", f"{acto.folio}: un acto de seguimiento espera. {problema.message}")
            return None

    def acto_de(self, dicho: ActoEnviado) -> ActoDeSeguimiento | None:
        """The act that an entry speaks of, where it is here and may leave."""
        apunte = self._almacen.cuaderno.leer(cuaderno.ACTO, dicho.acto)
        if apunte is None or apunte.datos is None:
            return None
        acto = ActoDeSeguimiento.model_validate_json(apunte.datos)
        return None if self.reservado(acto) else acto

    # --- sealing --------------------------------------------------------------------------------------------------

    def sellar(self, c: Contexto, octetos: bytes, sha256: str, publica: bytes) -> Sellado:
        """What the envelope of an act's file is; made once for a content and a key, so that it is always the same."""
        from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates

        para = oficina.huella(publica)
        guardado = c.en_almacen(lambda: self._lacre(sha256, para))
        if guardado is None:
            nuevo = Lacre.nuevo(publica)
            sellados = _sellados(octetos, nuevo)
            guardado = _LacreDeActo(
                secreto=nuevo.secreto.hex(),
                cabeza=nuevo.cabeza.hex(),
                sobre=hashlib.sha256(sellados).hexdigest(),
                bytes=len(sellados),
            )
            c.en_almacen(lambda: self._guardar(sha256, para, guardado, c))
        firma = c.en_almacen(self._identidad.llave).firmar_huella(
            feed.ESPACIO_PAQUETE, hashlib.sha512(_sellados(octetos, _de(guardado))).digest()
        )
        return Sellado(sha256=guardado.sobre, bytes=guardado.bytes, llave=para, firma=firma)

    def _lacre(self, sha256: str, llave: str) -> _LacreDeActo | None:
        apunte = self._almacen.cuaderno.leer(_LACRE, f"{sha256}:{llave}")
        return None if apunte is None or apunte.datos is None else _LacreDeActo.model_validate_json(apunte.datos)

    def _guardar(self, sha256: str, llave: str, lacre: _LacreDeActo, c: Contexto) -> None:
        apunte = PorApuntar(_LACRE, f"{sha256}:{llave}", 0, lacre, "Se selló un acto de seguimiento")
        self._almacen.cuaderno.escribir([apunte], cuando=c.reloj(), quien="")

    # --- putting --------------------------------------------------------------------------------------------------

    def poner(self, c: Contexto, dicho: ActoEnviado) -> None:
        """Put the file of an act, read back; or say why it stays."""
        acto = c.en_almacen(lambda: self.acto_de(dicho))
        if acto is None:
            c.decir("aviso", "Un acto de seguimiento que se anunció ya no se envía desde este equipo.", dicho.visita_id)
            return
        octetos = self.octetos(c, acto)
        if octetos is None:
            return
        if dicho.sellado is not None:
            lacre = c.en_almacen(lambda: self._lacre(dicho.sha256, dicho.sellado.llave if dicho.sellado else ""))
            if lacre is None or lacre.sobre != dicho.sellado.sha256:
                c.decir("aviso", f"{acto.folio}: el sobre de un acto no se puede hacer otra vez en este equipo.")
                return
            octetos = _sellados(octetos, _de(lacre))
        c.haciendo(f"Enviando seguimiento de {acto.folio}")
        estaba = c.destino.exists(dicho.lugar) is not None
        buzon.poner(c.destino, dicho.lugar, octetos, c.pulso)
        if not estaba:
            c.enviados += 1
            c.decir("envio", f"{acto.folio}: se envió a la oficina «{acto.clase.label}».", dicho.visita_id)


def _sellados(octetos: bytes, lacre: Lacre) -> bytes:
    with sobre.Sellado(EnMemoria("acto.zip", octetos), lacre).open("rb") as sellado:
        return sellado.read()


def _de(lacre: _LacreDeActo) -> Lacre:
    return Lacre(bytes.fromhex(lacre.secreto), bytes.fromhex(lacre.cabeza))
