"""Up: closed packages and the entries that speak of them, in the order in which things happened.

An entry goes after the package it speaks of was read back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.feed import Clase, PaqueteEnviado, Retiro
from supervisor_app.durable import Readable
from supervisor_app.errors import UserError
from supervisor_app.exchange.entrega import entregar
from supervisor_app.exchange.paquete import Paquete
from supervisor_app.exchange.verificador import TROZO
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.services.sincronia.identidad import Identidad
from supervisor_app.services.sincronia.publicador import Publicador
from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen


@dataclass(frozen=True, slots=True)
class _PorAnunciar:
    registro: PaqueteCerrado
    reemplaza: str
    expediente: Expediente


class Subida:
    """The verbs of one direction."""

    def __init__(self, almacen: Almacen, visitas: Visitas, entregas: Entregas, identidad: Identidad) -> None:
        self._almacen = almacen
        self._visitas = visitas
        self._entregas = entregas
        self._identidad = identidad
        self._publicador = Publicador(almacen)

    def subir(self, c: Contexto, *, revisar: bool = False) -> None:
        """Announce what was closed, and publish what this mailbox lacks. ``revisar``: look at everything again that
        was ever published, byte by byte, whatever is remembered of it.
        """
        equipo = c.en_almacen(self._preparar)
        self._anunciar(c)
        try:
            desde = self._publicador.desde(c, equipo)
        except buzon.Horquilla as horquilla:
            equipo = c.en_almacen(self._empezar_de_nuevo)
            c.decir(
                "aviso",
                f"{horquilla.message} Este equipo sigue con otro nombre y todo se anuncia de nuevo, sin repetir "
                "paquetes; pida a la oficina que lo inscriba otra vez.",
            )
            self._anunciar(c)
            desde = self._publicador.desde(c, equipo)
        desde = 0 if revisar else desde
        pendientes = c.en_almacen(lambda: self._almacen.sincronia.entradas(equipo, desde=desde + 1))
        # A package is written and read back.
        c.total += sum(2 * e.cuerpo.dicho.bytes for e in pendientes if isinstance(e.cuerpo.dicho, PaqueteEnviado))
        for entrada in pendientes:
            if isinstance(dicho := entrada.cuerpo.dicho, PaqueteEnviado):
                self._entregar(c, dicho)
            if entrada.cuerpo.n == 1:
                # By it the office finds a laptop that it never heard of, without listing every entry of all. Before the
                # entry: cut in between, the next time begins with the entry again, and never after it.
                buzon.poner(c.destino, buzon.presentacion(equipo), entrada.octetos)
            self._publicador.poner(c, entrada)

    def _preparar(self) -> str:
        self._almacen.turno.exigir()
        self._identidad.presentar()
        return self._identidad.equipo

    def _empezar_de_nuevo(self) -> str:
        self._almacen.renombrar_equipo(self._identidad.ahora())
        return self._preparar()

    # --- announcing -----------------------------------------------------------------------------------------------

    def _anunciar(self, c: Contexto) -> None:
        """An entry for each closed package that has none. What must not leave, or is not here, is told."""
        for uno in c.en_almacen(self._por_anunciar):
            r = uno.registro
            c.haciendo(f"Preparando {uno.expediente.visita.folio}, revisión {r.revision}")
            try:
                paquete = self._entregas.por_enviar(uno.expediente, r)
            except UserError as problema:
                c.decir("aviso", problema.message, r.visita_id)
                continue
            quien = f"{uno.expediente.visita.folio}, revisión {r.revision}"
            if paquete is None:
                c.decir("aviso", f"{quien}: lleva lo que después se marcó como posible irregularidad; no se envía.")
                continue
            if not paquete.archivo.exists():
                c.decir("aviso", f"{quien}: se cerró en otro equipo, que es el que la envía.", r.visita_id)
                continue
            sha512 = _sha512(paquete.archivo, c)
            c.en_almacen(lambda uno=uno, paquete=paquete, sha512=sha512: self._escribir(uno, paquete, sha512))  # type: ignore[misc]

    def _por_anunciar(self) -> tuple[_PorAnunciar, ...]:
        pendientes = self._almacen.sincronia.por_anunciar(self._identidad.equipo)
        return tuple(_PorAnunciar(p, antes, self._visitas.abrir(p.visita_id)) for p, antes in pendientes)

    def _escribir(self, uno: _PorAnunciar, paquete: Paquete, sha512: bytes) -> None:
        llave: LlaveDeFirma = self._identidad.llave()
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
                firma=llave.firmar_huella(feed.ESPACIO_PAQUETE, sha512),
            ),
        )

    def _entregar(self, c: Contexto, dicho: PaqueteEnviado) -> None:
        """Put the package of an entry with its signature, or say why it stays."""
        quien = f"{dicho.folio}, revisión {dicho.revision}"
        suyo = c.en_almacen(lambda: self._de(dicho))
        if suyo is None:
            c.decir("aviso", f"{quien}: se borró de este equipo y ya no se puede enviar.", dicho.visita_id)
            return
        registro, e, en_papelera = suyo
        c.haciendo(f"Enviando {quien}")
        paquete = self._entregas.por_enviar(e, registro)
        if paquete is None:
            # Announced before it was marked: what was said stays said, and this takes it back.
            c.en_almacen(lambda: self._retirar(dicho))
            c.decir("aviso", f"{quien}: lleva lo que se marcó como posible irregularidad; no se envía.", e.visita.id)
            return
        if not paquete.archivo.exists() and c.destino.exists(dicho.clave) is None:
            c.decir("aviso", f"{quien}: su paquete ya no está en este equipo y no se pudo enviar.", e.visita.id)
            return
        antes = c.hechos
        acuse = entregar(
            paquete, c.destino, progreso=lambda hecho, _: c.pulso(antes + hecho - c.hechos), cancelar=c.cancelar
        )
        buzon.poner(c.destino, f"{dicho.clave}.sig", dicho.firma.encode("ascii"))
        if not en_papelera:  # nothing is written of a visit in the bin
            c.en_almacen(lambda: self._entregas.anotar_entrega(registro, c.direccion))
        c.hechos = antes + 2 * dicho.bytes
        for aviso in acuse.avisos:
            c.decir("aviso", aviso, dicho.visita_id)
        if not acuse.ya_estaba:
            c.enviados += 1
            c.decir("envio", f"{quien}: se envió y se comprobó completa.", dicho.visita_id)

    def _retirar(self, dicho: PaqueteEnviado) -> None:
        motivo = "Lleva lo que después se marcó como posible irregularidad."
        retiro = Retiro(visita_id=dicho.visita_id, revision=dicho.revision, sha256=dicho.sha256, motivo=motivo)
        hechos = self._almacen.sincronia.entradas(self._identidad.equipo, clase=Clase.RETIRO)
        if not any(e.cuerpo.dicho == retiro for e in hechos):
            self._identidad.escribir(Clase.RETIRO, retiro)

    def _de(self, dicho: PaqueteEnviado) -> tuple[PaqueteCerrado, Expediente, bool] | None:
        """The package of an entry, its visit, and whether that is in the bin; None where they are not here any more."""
        e = self._almacen.expediente(dicho.visita_id)
        registro = next((p for p in self._almacen.paquetes(dicho.visita_id) if p.revision == dicho.revision), None)
        if e is None or registro is None:
            return None
        return registro, e, self._almacen.esta_en_papelera(dicho.visita_id)


def _sha512(archivo: Readable, c: Contexto) -> bytes:
    huella = hashlib.sha512()
    with archivo.open("rb") as abierto:
        while trozo := abierto.read(TROZO):
            c.pulso(0)
            huella.update(trozo)
    return huella.digest()
