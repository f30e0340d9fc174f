"""Laptop, mailbox and office, cut everywhere: what a laptop closed arrives once, whole, and is acknowledged once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app import durable
from supervisor_app.cifrado import sobre
from supervisor_app.cifrado.oficina import LlaveDeSobres
from supervisor_app.domain.feed import Entrada, rotura
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.exchange.verificador_feeds import leer_buzon
from supervisor_app.services.mesa.procedencias import CON_EFIRMA
from supervisor_app.services.sincronia.verbos import Etapa
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.wiring import Servicios, abrir
from tests.services import banco
from tests.services.banco import Banco
from tests.tortura.operaciones import FOLIO, Acusar, Entorno, Operacion, exigir
from tests.visita_ficticia import RelojFijo


class Sincronizar(Operacion):
    """A closed visit is sent, the office takes it in and acknowledges it, the laptop hears of it."""

    nombre = "sincronizar"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        banco.pki().escribir_anclas(raiz / "datos" / "anclas")
        with entorno.abrir(raiz) as s:
            b = banco.contestar_en(s, RelojFijo())
            b.emitir()
            b.firmar_todo()
            b.cerrar()
        (raiz / "buzon").mkdir()
        with abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            oficina.mesa.abrir("Jefatura ficticia")

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        with entorno.abrir(raiz) as s, abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            self._enviar(s, raiz, oficina)
            acusar("enviada")
            self._atender(oficina, raiz)
            for uno in oficina.mesa.equipos():
                if uno.estado == "por inscribir":
                    oficina.mesa.inscribir(uno.equipo, uno.palabras)
            self._atender(oficina, raiz)
            acusar("tomada")
            self._enviar(s, raiz, oficina)
            acusar("acusada")

    @staticmethod
    def _enviar(s: Servicios, raiz: Path, oficina: Servicios) -> None:
        s.sincronizacion.sincronizar(
            DestinoCarpeta(raiz / "buzon"), str(raiz / "buzon"), confirmada=oficina.mesa.palabras()
        )

    def _atender(self, oficina: Servicios, raiz: Path) -> None:
        with Indice(str(self._indice(raiz))) as indice:
            oficina.mesa.atender(
                DestinoCarpeta(raiz / "buzon"), str(raiz / "buzon"), indice, privada=self._privada(raiz)
            )

    def _indice(self, raiz: Path) -> Path:
        return raiz / "oficina" / "indice.db"

    def _privada(self, raiz: Path) -> bytes | None:
        """With which the office opens what is sealed."""

    def _enviados(self, raiz: Path) -> list[Path]:
        """The packages that stand in the mailbox, each of them whole."""
        paquetes = list((raiz / "buzon").rglob("*.zip"))
        for paquete in paquetes:
            exigir(verificar_paquete(paquete).valido, "half a package under a final name")
        return paquetes

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        buzon = raiz / "buzon"
        paquetes = self._enviados(raiz)
        exigir(len(paquetes) <= 1, f"{len(paquetes)} packages where one was sent")
        exigir(not list(buzon.rglob("*.danado-*")), "something was set aside, and nobody else wrote")
        leido = leer_buzon(buzon)
        exigir(not leido.problemas, "; ".join(leido.problemas))
        exigir(not leido.avisos, f"an entry before what it speaks of: {'; '.join(leido.avisos)}")
        with entorno.abrir(raiz) as s, abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            for de in (s, oficina):
                exigir(not de.comprobar(), f"verificar-base: {'; '.join(de.comprobar())}")
                for autor in de._almacen.sincronia.equipos():
                    entradas: tuple[Entrada, ...] = de._almacen.sincronia.entradas(autor)
                    exigir(not rotura(entradas), f"{autor}: {rotura(entradas)}")
            (vida,) = s.sincronizacion.vidas()
            exigir("enviada" not in acuses or bool(paquetes), "acknowledged and not in the mailbox")
            exigir("acusada" not in acuses or vida.etapa is Etapa.ACUSADA, "acknowledged and forgotten")
            exigir(Banco(s, RelojFijo(), s.visitas.abrir(FOLIO)).e.visita.cerrada, "no longer closed")
        if "tomada" in acuses:
            with Indice(str(raiz / "oficina" / "indice.db")) as indice:
                exigir(len(set(indice.ubicaciones().values())) == 1, "taken in and not in the index")
        if "acusada" in acuses:
            sobran = [p.name for p in buzon.rglob("*") if durable.PART_NAME.search(p.name)]
            exigir(len(sobran) <= 1, f"temporary files stay: {sobran}")

    def todos(self) -> set[str]:
        return {"enviada", "tomada", "acusada"}


class SincronizarSellado(Sincronizar):
    """The same, signed with an e.firma and sealed to the office: nothing of it is ever plain in the mailbox."""

    nombre = "sincronizar_sellado"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        banco.pki().escribir_anclas(raiz / "oficina" / "anclas")
        llave = rsa.generate_private_key(65537, 2048)
        pem = serialization.Encoding.PEM
        (raiz / "jefatura.key").write_bytes(
            llave.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        with abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            oficina.mesa.recibir_sellado(
                llave.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
            )
            self._atender(oficina, raiz)
        with entorno.abrir(raiz) as s:
            s.ajustes.guardar(s.ajustes.leer().model_copy(update={"sellar_envios": True}))
            s.firma_de_paquetes.firmar(s.visitas.abrir(FOLIO), banco.efirma())

    def _privada(self, raiz: Path) -> bytes:
        return (raiz / "jefatura.key").read_bytes()

    def _enviados(self, raiz: Path) -> list[Path]:
        buzon = raiz / "buzon"
        exigir(not list(buzon.rglob("*.zip")), "plain, where it was to be sealed")
        exigir(not list(buzon.rglob("*.p7s")), "an e.firma in the clear")
        llave, sobres = LlaveDeSobres(self._privada(raiz), None), list(buzon.rglob("*.zip.sobre"))
        for uno in sobres:
            abierto, _ = sobre.abrir(uno, llave)
            exigir(verificar_paquete(abierto).valido, "half an envelope under a final name")
        for uno in buzon.rglob("*.p7s.sobre"):
            sobre.abrir(uno, llave)
        return sobres

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        super().mirar(raiz, entorno, acuses)
        if "tomada" in acuses:
            with Indice(str(raiz / "oficina" / "indice.db")) as indice:
                exigir(all(f.endswith(CON_EFIRMA) for f in indice.firmantes().values()), "the e.firma was lost")
