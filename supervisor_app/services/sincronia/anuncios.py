"""Writes the entries that speak of what is to be sent: closed packages and the e.firmas of them, sealed where asked.

What must not leave, or cannot yet, is told and has no entry. It must never announce in the clear what was asked to be
sealed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from supervisor_app.cifrado.sobre import EnMemoria
from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import FirmaDelPaquete, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.feed import ActoEnviado, Clase, EfirmaDePaquete, PaqueteEnviado, Sellado
from supervisor_app.durable import Readable
from supervisor_app.errors import UserError
from supervisor_app.exchange.paquete import Paquete
from supervisor_app.exchange.verificador import TROZO, huella_sha256
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.sincronia.actos import Actos
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.services.sincronia.identidad import Identidad
from supervisor_app.services.sincronia.sobres import Sobres
from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen

FALTA_LLAVE = (
    "Usted pidió sellar lo que envía, y la oficina de este buzón no se ha confirmado en este equipo o no ha publicado "
    "su llave para sellar: los paquetes esperan. Confírmela o pídale que la publique; también puede quitar en Ajustes "
    "que se selle lo que se sincroniza."
)
Anunciado = PaqueteEnviado | EfirmaDePaquete | ActoEnviado
_CLASES = {PaqueteEnviado: Clase.PAQUETE, EfirmaDePaquete: Clase.EFIRMA, ActoEnviado: Clase.SEGUIMIENTO}


@dataclass(frozen=True, slots=True)
class _PorAnunciar:
    registro: PaqueteCerrado
    reemplaza: str
    expediente: Expediente


class Anuncios:
    """Of one laptop."""

    def __init__(
        self, almacen: Almacen, visitas: Visitas, entregas: Entregas, identidad: Identidad, sobres: Sobres
    ) -> None:
        self._almacen, self._visitas, self._entregas = almacen, visitas, entregas
        self._identidad, self._sobres = identidad, sobres
        self.actos = Actos(almacen, identidad)

    def anunciar(self, c: Contexto) -> None:
        """An entry for each closed package and each e.firma that has none."""
        pedidos = c.en_almacen(lambda: self._sobres.pedidos)
        publica = c.en_almacen(self._sobres.publica) if pedidos else b""
        pendientes = c.en_almacen(self._por_anunciar)
        if pedidos and not publica:
            en_claro = c.en_almacen(lambda: self._en_claro(c))
            if pendientes or en_claro or c.en_almacen(self.actos.por_anunciar):
                c.decir("aviso", FALTA_LLAVE)
            return
        if publica:
            self._anunciar_sellado(c, publica)
        for uno in pendientes:
            self._anunciar_paquete(c, uno, publica)
        for firma in c.en_almacen(lambda: self._almacen.envios.firmas_por_anunciar(self._identidad.equipo)):
            self._anunciar_firma(c, firma, publica)
        self.actos.anunciar(c, publica)

    # --- packages -------------------------------------------------------------------------------------------------

    def _por_anunciar(self) -> tuple[_PorAnunciar, ...]:
        pendientes = self._almacen.sincronia.por_anunciar(self._identidad.equipo)
        return tuple(_PorAnunciar(p, antes, self._visitas.abrir(p.visita_id)) for p, antes in pendientes)

    def _anunciar_paquete(self, c: Contexto, uno: _PorAnunciar, publica: bytes) -> None:
        r = uno.registro
        c.haciendo(f"Preparando {uno.expediente.visita.folio}, revisión {r.revision}")
        try:
            paquete = self._entregas.por_enviar(uno.expediente, r)
        except UserError as problema:
            c.decir("aviso", problema.message, r.visita_id)
            return
        quien = f"{uno.expediente.visita.folio}, revisión {r.revision}"
        if paquete is None:
            c.decir("aviso", f"{quien}: lleva lo que después se marcó como posible irregularidad; no se envía.")
            return
        if not paquete.archivo.exists():
            c.decir("aviso", f"{quien}: se cerró en otro equipo, que es el que la envía.", r.visita_id)
            return
        c.vistos.add(r.sha256)
        sha512 = _sha512(paquete.archivo, c)
        sellado = self._sellar(c, paquete.archivo, paquete.sha256, r.visita_id, publica)
        c.en_almacen(lambda: self._escribir(uno, paquete, sha512, sellado))

    def _escribir(self, uno: _PorAnunciar, paquete: Paquete, sha512: bytes, sellado: Sellado | None) -> None:
        self._identidad.escribir(
            Clase.PAQUETE,
            PaqueteEnviado(
                clave=paquete.clave,
                visita_id=uno.registro.visita_id,
                folio=uno.expediente.visita.folio,
                revision=uno.registro.revision,
                sha256=paquete.sha256,
                bytes=paquete.bytes,
                reemplaza=uno.reemplaza or None,
                firma=self._identidad.llave().firmar_huella(feed.ESPACIO_PAQUETE, sha512),
                sellado=sellado,
            ),
        )

    # --- e.firmas -------------------------------------------------------------------------------------------------

    def _anunciar_firma(self, c: Contexto, firma: FirmaDelPaquete, publica: bytes) -> None:
        enviado = next(d for d in reversed(c.en_almacen(self._paquetes)) if d.sha256 == firma.paquete)
        archivo = EnMemoria(f"{enviado.clave}.p7s", c.en_almacen(lambda: self.octetos_de(firma.paquete)))
        dicha = EfirmaDePaquete(
            clave=enviado.clave,
            visita_id=firma.visita_id,
            revision=firma.revision,
            paquete=firma.paquete,
            sha256=firma.sha256,
            bytes=firma.bytes,
            sellado=self._sellar(c, archivo, firma.sha256, firma.visita_id, publica),
        )
        c.en_almacen(lambda: self._identidad.escribir(Clase.EFIRMA, dicha))

    def octetos_de(self, paquete: str) -> bytes:
        """The e.firma of a package; b"" where there is none. On the store's thread."""
        guardada = self._almacen.envios.firma(paquete)
        return guardada[1] if guardada is not None else b""

    # --- sealed instead -------------------------------------------------------------------------------------------

    def _anunciar_sellado(self, c: Contexto, publica: bytes) -> None:
        """What was announced in the clear before sealing was asked for, and has not reached this mailbox yet."""
        for dicho in c.en_almacen(lambda: self._en_claro(c)):
            sellado = self._sellado_de(c, dicho, publica)
            if sellado is None:
                continue
            clase, nuevo = _CLASES[type(dicho)], con(dicho, sellado=sellado)
            c.en_almacen(lambda clase=clase, nuevo=nuevo: self._identidad.escribir(clase, nuevo))  # type: ignore[misc]

    def _sellado_de(self, c: Contexto, dicho: Anunciado, publica: bytes) -> Sellado | None:
        if isinstance(dicho, ActoEnviado):
            acto = c.en_almacen(lambda: self.actos.acto_de(dicho))
            octetos = self.actos.octetos(c, acto) if acto is not None else None
            return None if octetos is None else self.actos.sellar(c, octetos, dicho.sha256, publica)
        archivo = self._archivo(c, dicho)
        return None if archivo is None else self._sellar(c, archivo, dicho.sha256, dicho.visita_id, publica)

    def _archivo(self, c: Contexto, dicho: PaqueteEnviado | EfirmaDePaquete) -> Readable | None:
        if isinstance(dicho, EfirmaDePaquete):
            return EnMemoria(f"{dicho.clave}.p7s", c.en_almacen(lambda: self.octetos_de(dicho.paquete)))
        archivo = self._almacen.paquete_en_disco(dicho.clave.rpartition("/")[2])
        # Under one key goes one content for ever: one that is damaged now is not sealed.
        return archivo if archivo.exists() and huella_sha256(archivo)[0] == dicho.sha256 else None

    def _en_claro(self, c: Contexto) -> list[Anunciado]:
        """What own entries that are not in this mailbox yet announce in the clear, and no other entry sealed."""
        sellados = self.sellados()
        desde = self._almacen.sincronia.publicado(c.buzon, self._identidad.equipo)
        return [
            d
            for e in self._almacen.sincronia.entradas(self._identidad.equipo, desde=desde + 1)
            if isinstance(d := e.cuerpo.dicho, Anunciado) and d.sha256 not in sellados
        ]

    def sellados(self) -> frozenset[str]:
        """The hashes of what own entries announce sealed; entries in the clear of the same are overtaken by those."""
        entradas = self._almacen.sincronia.entradas(self._identidad.equipo)
        dichos = (e.cuerpo.dicho for e in entradas if e.cuerpo.clase in set(_CLASES.values()))
        return frozenset(d.sha256 for d in dichos if isinstance(d, Anunciado) and d.sellado)

    def _paquetes(self) -> list[PaqueteEnviado]:
        entradas = self._almacen.sincronia.entradas(self._identidad.equipo, clase=Clase.PAQUETE)
        return [d for e in entradas if isinstance(d := e.cuerpo.dicho, PaqueteEnviado)]

    def _sellar(self, c: Contexto, archivo: Readable, sha256: str, visita_id: str, publica: bytes) -> Sellado | None:
        if not publica:
            return None
        return self._sobres.sellar(c, archivo, sha256, visita_id, publica, c.en_almacen(self._identidad.llave))


def _sha512(archivo: Readable, c: Contexto) -> bytes:
    huella = hashlib.sha512()
    with archivo.open("rb") as abierto:
        while trozo := abierto.read(TROZO):
            c.pulso(0)
            huella.update(trozo)
    return huella.digest()
