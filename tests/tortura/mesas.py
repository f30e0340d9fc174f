"""A restored desk, and one that was lost, cut everywhere: one history goes on, nothing that was said is lost.

What the office says with content (a publication) is among it, down to the laptop.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from supervisor_app.domain import feed
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.verificador_feeds import leer_buzon
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.mesa.verbos import Mesa
from supervisor_app.wiring import Servicios, abrir
from tests.tortura.operaciones import Acusar, Entorno, exigir
from tests.tortura.sincronia import Sincronizar
from tests.visita_ficticia import RelojFijo

CONTENIDO, DESPUES = bytes(range(256)) * 600, b"lo que se dijo sin haber atendido"


def _inscribir(mesa: Mesa) -> None:
    for uno in mesa.equipos():
        mesa.inscribir(uno.equipo, uno.palabras)


def _mas_tarde() -> RelojFijo:
    reloj = RelojFijo()
    reloj.adelantar(hours=1)
    return reloj


class MesaRestaurada(Sincronizar):
    """A desk is restored from before it enrolled and published, does both otherwise, and attends."""

    nombre = "sincronizar_mesa_restaurada"
    nueva = "oficina"

    def preparar(self, raiz: Path, entorno: Entorno) -> None:
        super().preparar(raiz, entorno)
        with entorno.abrir(raiz) as s, abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            self._enviar(s, raiz, oficina)
            self._atender(oficina, raiz)
            shutil.copytree(raiz / "oficina", raiz / "antes")
            self._de_antes(oficina, raiz)
        self._restaurar(raiz)

    def _de_antes(self, oficina: Servicios, raiz: Path) -> None:
        """What the desk did after the backup."""
        oficina.mesa.publicar("programa", "Programa ficticio", CONTENIDO)
        _inscribir(oficina.mesa)
        self._atender(oficina, raiz)

    def _restaurar(self, raiz: Path) -> None:
        shutil.rmtree(raiz / "oficina")
        (raiz / "antes").rename(raiz / "oficina")
        with abrir(raiz / "oficina", reloj=_mas_tarde()) as oficina:
            oficina.mesa.publicar("feriados", "Días ficticios", DESPUES)
            _inscribir(oficina.mesa)

    def hacer(self, raiz: Path, entorno: Entorno, acusar: Acusar) -> None:
        with entorno.abrir(raiz) as s, abrir(raiz / self.nueva, reloj=_mas_tarde()) as oficina:
            self._seguir(oficina, raiz)
            acusar("tomada")
            self._enviar(s, raiz, oficina)
            acusar("acusada")

    def _seguir(self, oficina: Servicios, raiz: Path) -> None:
        self._atender(oficina, raiz)

    def todos(self) -> set[str]:
        return {"tomada", "acusada"}

    def mirar(self, raiz: Path, entorno: Entorno, acuses: Sequence[str]) -> None:
        buzon = leer_buzon(raiz / "buzon")
        exigir(not buzon.problemas, "; ".join(buzon.problemas))
        exigir(len(self._enviados(raiz)) == 1, "the package was there already, once")
        dichas = [p.read_bytes() for p in sorted((raiz / "buzon/oficina/feed").iterdir())]
        exigir(sum(b'"programa"' in d for d in dichas) == 1, "what the desk had said is not there once")
        with entorno.abrir(raiz) as s, abrir(raiz / self.nueva, reloj=_mas_tarde()) as oficina:
            for de in (s, oficina):
                exigir(not de.comprobar(), f"verificar-base: {'; '.join(de.comprobar())}")
            propias = oficina._almacen.sincronia.entradas(feed.OFICINA)
            exigir(not feed.rotura(propias), feed.rotura(propias))
            self._mirar_mesa(oficina.mesa, acuses)
            if "acusada" in acuses:
                self._mirar_laptop(s)

    def _mirar_mesa(self, mesa: Mesa, acuses: Sequence[str]) -> None:
        exigir("feriados" in mesa.publicadas(), "what was said after restoring is forgotten")
        if "tomada" in acuses:
            exigir({"programa", "feriados"} == set(mesa.publicadas()), "a publication is missing")
            exigir([e.estado for e in mesa.equipos()] == [EstadoEquipo.INSCRITO], "the laptop is not enrolled")

    def _mirar_laptop(self, s: Servicios) -> None:
        exigir(s.sincronizacion.leer_recibida("programa") == CONTENIDO, "the programme did not arrive whole")
        exigir(s.sincronizacion.leer_recibida("feriados") == DESPUES, "what was said after restoring did not arrive")
        (vida,) = s.sincronizacion.vidas()
        exigir(vida.etapa == "acusada", "its receipt did not arrive")


class MesaPerdida(MesaRestaurada):
    """A desk is lost with every backup, and taken up again in a new folder with its sheet and the mailbox."""

    nombre = "sincronizar_mesa_perdida"
    nueva = "otra"

    def _restaurar(self, raiz: Path) -> None:
        with abrir(raiz / "oficina", reloj=RelojFijo()) as oficina:
            (raiz / "hoja.txt").write_text(oficina.mesa.hoja().clave)
        shutil.rmtree(raiz / "oficina")
        shutil.rmtree(raiz / "antes")
        with abrir(raiz / "otra", reloj=_mas_tarde()):
            pass  # the index is lost with the computer

    def _seguir(self, oficina: Servicios, raiz: Path) -> None:
        if oficina.mesa.oficina is None:
            destino = DestinoCarpeta(raiz / "buzon")
            oficina.mesa.recuperar(destino, "buzon", (raiz / "hoja.txt").read_text())
        self._atender(oficina, raiz)

    def _indice(self, raiz: Path) -> Path:
        return raiz / (self.nueva if (raiz / self.nueva).exists() else "oficina") / "indice.db"

    def _mirar_mesa(self, mesa: Mesa, acuses: Sequence[str]) -> None:
        if "tomada" in acuses:
            exigir({"programa"} == set(mesa.publicadas()), "the publication was not taken back")
            exigir([e.estado for e in mesa.equipos()] == [EstadoEquipo.INSCRITO], "the laptop is not enrolled")

    def _mirar_laptop(self, s: Servicios) -> None:
        exigir(s.sincronizacion.leer_recibida("programa") == CONTENIDO, "the programme did not arrive whole")
        (vida,) = s.sincronizacion.vidas()
        exigir(vida.etapa == "acusada", "its receipt did not arrive")
