"""Up: closed packages and the entries that speak of them, in the order in which things happened.

An entry goes after the package it speaks of was read back.
"""

from __future__ import annotations

from dataclasses import replace

from supervisor_app.cifrado.sobre import EnMemoria
from supervisor_app.domain import feed
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.feed import ActoEnviado, Clase, EfirmaDePaquete, Entrada, PaqueteEnviado, Retiro, Sellado
from supervisor_app.errors import UserError
from supervisor_app.exchange.entrega import entregar
from supervisor_app.exchange.paquete import Paquete
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.anuncios import Anunciado, Anuncios
from supervisor_app.services.sincronia.contexto import Contexto
from supervisor_app.services.sincronia.identidad import Identidad
from supervisor_app.services.sincronia.publicador import Publicador
from supervisor_app.services.sincronia.sobres import Sobres
from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen

RESERVADO = "Lleva lo que después se marcó como posible irregularidad."
PERDIDO = "Su paquete ya no está en este equipo y no se pudo enviar."
DANADO = "Su paquete está dañado en este equipo y no se pudo enviar; se intentará de nuevo si se repone."
"""Why what was announced does not come; it is never told as sent."""


class Subida:
    """The verbs of one direction."""

    def __init__(
        self, almacen: Almacen, visitas: Visitas, entregas: Entregas, identidad: Identidad, sobres: Sobres
    ) -> None:
        self._almacen = almacen
        self._entregas = entregas
        self._identidad = identidad
        self._sobres = sobres
        self._anuncios = Anuncios(almacen, visitas, entregas, identidad, sobres)
        self._publicador = Publicador(almacen)

    def subir(self, c: Contexto, *, revisar: bool = False) -> None:
        """Announce what was closed, and publish what this mailbox lacks. ``revisar``: look at everything again that
        was ever published, byte by byte, whatever is remembered of it.
        """
        equipo = c.en_almacen(self._preparar)
        self._anuncios.anunciar(c)
        try:
            desde = self._publicador.desde(c, equipo)
        except buzon.Horquilla as horquilla:
            equipo = c.en_almacen(self._empezar_de_nuevo)
            c.decir(
                "aviso",
                f"{horquilla.message} Este equipo sigue con otro nombre y todo se anuncia de nuevo, sin repetir "
                "paquetes; pida a la oficina que lo inscriba otra vez.",
            )
            self._anuncios.anunciar(c)
            desde = self._publicador.desde(c, equipo)
        desde = 0 if revisar else desde
        pendientes = c.en_almacen(lambda: self._almacen.sincronia.entradas(equipo, desde=desde + 1))
        sellados = c.en_almacen(self._anuncios.sellados) if pendientes else frozenset()
        # A package is written and read back.
        dichos = (e.cuerpo.dicho for e in pendientes)
        c.total += sum(2 * d.bytes_en_el_buzon for d in dichos if isinstance(d, PaqueteEnviado | ActoEnviado))
        self._reintentar(c, equipo)
        for entrada in pendientes:
            if self._retener(c, entrada, sellados):
                return
            self._poner_dicho(c, entrada, sellados)
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

    # --- what entries speak of -------------------------------------------------------------------------------------

    def _retener(self, c: Contexto, entrada: Entrada, sellados: frozenset[str]) -> bool:
        """Whether what an entry announces must wait: it would go in the clear, and sealing was asked for since."""
        dicho = entrada.cuerpo.dicho
        return (
            isinstance(dicho, Anunciado)
            and dicho.sellado is None
            and dicho.sha256 not in sellados
            and c.en_almacen(
                lambda: (
                    self._sobres.pedidos
                    and entrada.cuerpo.n > self._almacen.sincronia.publicado(c.buzon, entrada.cuerpo.autor)
                )
            )
        )

    def _poner_dicho(self, c: Contexto, entrada: Entrada, sellados: frozenset[str]) -> None:
        dicho = entrada.cuerpo.dicho
        if isinstance(dicho, Anunciado) and not dicho.sellado and dicho.sha256 in sellados:
            return  # a later entry announces it sealed
        if isinstance(dicho, PaqueteEnviado):
            self._entregar(c, dicho)
        elif isinstance(dicho, EfirmaDePaquete):
            self._poner_firma(c, dicho)
        elif isinstance(dicho, ActoEnviado):
            self._anuncios.actos.poner(c, dicho)

    def _poner_firma(self, c: Contexto, dicho: EfirmaDePaquete) -> None:
        """Put an e.firma beside its package."""
        octetos = c.en_almacen(lambda: self._anuncios.octetos_de(dicho.paquete))
        if not octetos:
            c.decir(
                "aviso", "La e.firma de un paquete se borró de este equipo y ya no se puede enviar.", dicho.visita_id
            )
            return
        if dicho.sellado is not None:
            sellado, archivo = dicho.sellado, EnMemoria(f"{dicho.clave}.p7s", octetos)
            with c.en_almacen(lambda: self._sobres.sobre_de(archivo, dicho.sha256, sellado)).open("rb") as sobre:
                octetos = sobre.read()
        estaba = c.destino.exists(dicho.lugar) is not None
        buzon.poner(c.destino, dicho.lugar, octetos)
        if not estaba:
            c.decir("envio", f"Se envió la e.firma del paquete de la revisión {dicho.revision}.", dicho.visita_id)

    def _entregar(self, c: Contexto, dicho: PaqueteEnviado) -> None:
        """Put the package of an entry with its signature, or say why it stays."""
        quien = f"{dicho.folio}, revisión {dicho.revision}"
        suyo = c.en_almacen(lambda: self._de(dicho))
        if suyo is None:
            c.decir("aviso", f"{quien}: se borró de este equipo y ya no se puede enviar.", dicho.visita_id)
            return
        registro, e, en_papelera = suyo
        c.haciendo(f"Enviando {quien}")
        try:
            paquete = self._entregas.por_enviar(e, registro, visto=registro.sha256 in c.vistos)
        except UserError as problema:
            # What comes behind it must not wait for it: it may never be whole again.
            if c.destino.exists(dicho.lugar) is None:
                c.en_almacen(lambda: self._retirar(dicho, DANADO))
            c.decir("aviso", f"{quien}: {problema.message} Lo demás sí se envía.", e.visita.id)
            return
        if paquete is None:
            # Announced before it was marked: what was said stays said, and this takes it back.
            c.en_almacen(lambda: self._retirar(dicho, RESERVADO))
            c.decir("aviso", f"{quien}: lleva lo que se marcó como posible irregularidad; no se envía.", e.visita.id)
            return
        if not paquete.archivo.exists() and c.destino.exists(dicho.lugar) is None:
            c.en_almacen(lambda: self._retirar(dicho, PERDIDO))
            c.decir("aviso", f"{quien}: su paquete ya no está en este equipo y no se pudo enviar.", e.visita.id)
            return
        if dicho.sellado is not None:
            paquete = self._en_su_sobre(c, paquete, dicho.sellado)
        antes = c.hechos
        acuse = entregar(
            paquete, c.destino, progreso=lambda hecho, _: c.pulso(antes + hecho - c.hechos), cancelar=c.cancelar
        )
        firma = dicho.sellado.firma if dicho.sellado else dicho.firma
        buzon.poner(c.destino, f"{dicho.lugar}.sig", firma.encode("ascii"))
        if not en_papelera:  # nothing is written of a visit in the bin
            c.en_almacen(lambda: self._entregas.anotar_entrega(registro, c.direccion))
        c.hechos = antes + 2 * dicho.bytes_en_el_buzon
        for aviso in acuse.avisos:
            c.decir("aviso", aviso, dicho.visita_id)
        if not acuse.ya_estaba:
            c.enviados += 1
            como = "se envió sellada para la oficina" if dicho.sellado else "se envió"
            c.decir("envio", f"{quien}: {como} y se comprobó completa.", dicho.visita_id)

    def _reintentar(self, c: Contexto, equipo: str) -> None:
        """What was damaged here when its turn came may have been put right since, from a backup."""
        s = self._almacen.sincronia
        retiros = [e.cuerpo.dicho for e in c.en_almacen(lambda: s.entradas(equipo, clase=Clase.RETIRO))]
        danados = {d.sha256 for d in retiros if isinstance(d, Retiro) and d.motivo == DANADO}
        if not danados:
            return
        anunciados = [e.cuerpo.dicho for e in c.en_almacen(lambda: s.entradas(equipo, clase=Clase.PAQUETE))]
        ultimos = {d.sha256: d for d in anunciados if isinstance(d, PaqueteEnviado)}
        for sha256 in danados:
            if c.destino.exists(ultimos[sha256].lugar) is None:
                self._entregar(c, ultimos[sha256])

    def _en_su_sobre(self, c: Contexto, paquete: Paquete, sellado: Sellado) -> Paquete:
        sobre = c.en_almacen(lambda: self._sobres.sobre_de(paquete.archivo, paquete.sha256, sellado))
        return replace(
            paquete, nombre=paquete.nombre + feed.SOBRE, sha256=sellado.sha256, bytes=sellado.bytes, cifrado=sobre
        )

    def _retirar(self, dicho: PaqueteEnviado, motivo: str) -> None:
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
