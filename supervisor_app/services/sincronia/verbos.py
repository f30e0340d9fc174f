"""Synchronising: one verb over any mailbox, the line of life of each visit, and the log.

Rows are read and written on the thread of the store; bytes go over the network on the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from supervisor_app.cifrado.firma_ssh import Publica
from supervisor_app.domain import feed
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.feed import (
    AcuseDeOficina,
    Clase,
    EstadoDelAcuse,
    Inscripcion,
    LlaveDeOficina,
    PaqueteEnviado,
    Publicacion,
    Retiro,
)
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.entrega import EntregaCancelada
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.recibido.valores import Estado
from supervisor_app.services.recibido.verbos import Recibido
from supervisor_app.services.sincronia import buzon
from supervisor_app.services.sincronia.actos import Actos
from supervisor_app.services.sincronia.bajada import Bajada
from supervisor_app.services.sincronia.contexto import (
    Avance,
    Contexto,
    EnAlmacen,
    PorConfirmar,
    Resultado,
    SincronizacionCancelada,
    aqui,
)
from supervisor_app.services.sincronia.identidad import Identidad
from supervisor_app.services.sincronia.publicaciones import A_CADA_EQUIPO, Publicaciones
from supervisor_app.services.sincronia.sobres import Sobres
from supervisor_app.services.sincronia.subida import Subida
from supervisor_app.services.visitas import Visitas
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.sincronia import Anotado, Buzon

__all__ = [
    "Anotado",
    "EstadoEquipo",
    "Etapa",
    "PorConfirmar",
    "Resultado",
    "Sincronizacion",
    "SincronizacionCancelada",
    "Vida",
]


class Etapa(StrEnum):
    """How far the package of a closed visit is."""

    CERRADA = "cerrada"
    ANUNCIADA = "anunciada"
    ENVIADA = "enviada"
    ACUSADA = "acusada"
    APARTADA = "apartada"
    RETIRADA = "retirada"

    @property
    def label(self) -> str:
        return {
            "cerrada": "Cerrada, por enviar",
            "anunciada": "Por enviar",
            "enviada": "Enviada, sin acuse todavía",
            "acusada": "Recibida por la oficina",
            "apartada": "La oficina la apartó",
            "retirada": "No se envía",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Vida:
    """The line of life of one package: since when it is closed, where it is delivered, what the office said."""

    visita_id: str
    folio: str
    revision: int
    bytes: int
    cerrada: datetime
    etapa: Etapa
    enviada: datetime | None = None
    acusada: datetime | None = None
    motivo: str = ""

    @property
    def estado(self) -> str:
        """How far it is, in words; a copy in a folder is not yet announced to the office."""
        if self.enviada is not None and self.etapa in (Etapa.CERRADA, Etapa.ANUNCIADA):
            return "Copia en carpeta, por enviar"
        return self.etapa.label


class Sincronizacion:
    """The verbs of exchanging with the office over one store."""

    def __init__(
        self,
        almacen: Almacen,
        visitas: Visitas,
        entregas: Entregas,
        *,
        reloj: Callable[[], datetime],
        ajustes: Callable[[], Ajustes],
        recibido: Recibido | None = None,
    ) -> None:
        """``recibido``: puts to use what came; without it, it is kept alone."""
        self._almacen = almacen
        self._reloj = reloj
        self._ajustes = ajustes
        self._recibido = recibido
        self._bajada = Bajada(almacen)
        self._publicaciones = Publicaciones(almacen, reloj=reloj)
        self.identidad = Identidad(almacen, reloj=reloj, ajustes=ajustes, se_sella=self._se_sella)
        self._actos = Actos(almacen, self.identidad)
        self._sobres = Sobres(almacen, ajustes, self._bajada.oficina)
        self._subida = Subida(almacen, visitas, entregas, self.identidad, self._sobres)

    def sincronizar(
        self,
        destino: Destino,
        direccion: str,
        *,
        confirmada: str = "",
        revisar: bool = False,
        en_almacen: EnAlmacen = aqui,
        avance: Avance = lambda _texto, _hechos, _total: None,
        cancelar: Callable[[], bool] = lambda: False,
    ) -> Resultado:
        """Send what waits and take what came. Safe to repeat at any time, after any cut.

        ``direccion`` names the destination in the log; ``confirmada``: the words of the office's key that a person
        just recognised; ``revisar``: look at everything that was ever sent again. Raises UserError or
        EnvironmentProblem with the reason, which stands in the log too; what was done until then stays done.
        """
        c = Contexto(destino, direccion, en_almacen, self._reloj, avance, cancelar)
        try:
            c.haciendo("Conectando")
            c.buzon = buzon.identificar(destino, self._reloj())
            # To seal what goes, the office's key has to be known before.
            antes = en_almacen(lambda: self._sobres.pedidos)
            por_confirmar = self._bajar(c, confirmada) if antes else None
            self._subida.subir(c, revisar=revisar)
            por_confirmar = por_confirmar if antes else self._bajar(c, confirmada)
            if c.recibidos and en_almacen(self.identidad.falta_llave_de_sobres):
                self._subida.subir(c)  # the office that was heard of just now seals to each laptop
            self._aplicar(c)
        except (UserError, EnvironmentProblem) as problema:
            # A delivery of one package that is cancelled speaks of itself only.
            dicho = SincronizacionCancelada() if isinstance(problema, EntregaCancelada) else problema
            c.decir("error", dicho.message)
            en_almacen(lambda: self._almacen.sincronia.anotar(c.renglones))
            raise dicho from None if dicho is problema else problema
        if not c.renglones:
            c.decir("nada", "Sin novedad: no había nada que enviar ni que recibir.")
        en_almacen(lambda: self._terminar(c))
        return c.resultado(por_confirmar)

    def _bajar(self, c: Contexto, confirmada: str) -> PorConfirmar | None:
        return self._bajada.bajar(c, c.en_almacen(self._almacen.equipo), confirmada)

    def _se_sella(self) -> bool:
        oficina = self.oficina()
        return oficina is not None and bool(oficina.sobre) and A_CADA_EQUIPO in self._publicaciones.recibidas()

    def _aplicar(self, c: Contexto) -> None:
        """Put to use what came, now or before; what cannot be stands in the log, and the rest goes on."""
        recibido = self._recibido
        for dicha in c.en_almacen(self._publicaciones.ausentes):
            contenido = buzon.contenido(c.destino, dicha.sha256, dicha.bytes, lambda _: c.pulso(0))
            c.en_almacen(lambda contenido=contenido: self._almacen.archivos.guardar(contenido))  # type: ignore[misc]
            c.decir("recepcion", f"Se repuso lo que faltaba de lo que envió la oficina: {dicha.titulo}.")
        if recibido is None or not c.en_almacen(recibido.hay_por_aplicar):
            return
        c.haciendo("Poniendo en uso lo que envió la oficina")
        for hecho in c.en_almacen(recibido.aplicar):
            c.decir("recepcion" if hecho.estado is Estado.EN_USO else "aviso", hecho.texto)

    def _terminar(self, c: Contexto) -> None:
        self._almacen.sincronia.ver_buzon(c.buzon, c.direccion, self._reloj())
        self._almacen.sincronia.anotar(c.renglones)

    # --- what is known --------------------------------------------------------------------------------------------

    def vidas(self) -> tuple[Vida, ...]:
        """Every package of this laptop, the newest first, and how far it is."""
        s, equipo = self._almacen.sincronia, self._almacen.equipo()
        anunciados = {
            d.sha256: e.cuerpo.n for e in s.entradas(equipo) if isinstance(d := e.cuerpo.dicho, PaqueteEnviado)
        }
        retiros = (e.cuerpo.dicho for e in s.entradas(equipo, clase=Clase.RETIRO))
        retirados = {d.sha256: d.motivo for d in retiros if isinstance(d, Retiro)}
        publicado = max((s.publicado(b.id, equipo) for b in s.buzones()), default=0)
        acuses = self._acuses()
        folios = self._almacen.folios_por_visita()
        return tuple(
            _vida(p, folios.get(p.visita_id, ""), anunciados.get(p.sha256, 0), publicado, enviada, retirados, acuses)
            for p, enviada in s.paquetes()
        )

    def _acuses(self) -> dict[str, tuple[AcuseDeOficina, datetime]]:
        """The last word of the office on each package."""
        entradas = self._almacen.sincronia.entradas(feed.para(self._almacen.equipo()), clase=Clase.ACUSE)
        return {d.sha256: (d, e.cuerpo.cuando) for e in entradas if isinstance(d := e.cuerpo.dicho, AcuseDeOficina)}

    def por_enviar(self) -> int:
        """How many packages and acts of follow-up wait; what a badge shows."""
        return len(self._esperan()) + self.actos_por_enviar()

    def actos_por_enviar(self) -> int:
        """How many acts of follow-up wait; none where nobody has a mailbox to send them to."""
        con_buzon = bool(self._ajustes().buzon.strip() or self.buzones())
        return self._actos.por_enviar() if con_buzon else 0

    def visitas_por_enviar(self) -> int:
        """Of how many visits something waits."""
        return len({v.visita_id for v in self._esperan()})

    def _esperan(self) -> list[Vida]:
        """Who has no mailbox and never met one delivers to folders: what is in one waits for nothing."""
        con_buzon = bool(self._ajustes().buzon.strip() or self.buzones())
        vidas = (v for v in self.vidas() if v.etapa in (Etapa.CERRADA, Etapa.ANUNCIADA))
        return [v for v in vidas if con_buzon or v.enviada is None]

    def oficina(self) -> LlaveDeOficina | None:
        """The office that this laptop confirmed."""
        return self._bajada.oficina()

    def situacion(self) -> tuple[EstadoEquipo, str]:
        """How this laptop stands with the office, as far as it heard, and why it was struck off."""
        equipo = self._almacen.equipo()
        dichas = [
            (e.cuerpo.clase, d)
            for e in self._almacen.sincronia.entradas(feed.OFICINA)
            if isinstance(d := e.cuerpo.dicho, Inscripcion) and d.equipo == equipo
        ]
        if not dichas:
            return EstadoEquipo.POR_INSCRIBIR, ""
        clase, dicho = dichas[-1]
        if clase == Clase.BAJA:
            return EstadoEquipo.DE_BAJA, dicho.motivo
        return EstadoEquipo.INSCRITO, ""

    def recibidas(self) -> Mapping[str, Publicacion]:
        """The last that the office published of each kind, to all or sealed to this laptop."""
        return {que: r.dicha for que, r in self._publicaciones.recibidas().items()}

    def leer_recibida(self, que: str) -> bytes | None:
        """The content of the last publication of a kind; None where none came. Raises EnvironmentProblem where it is
        missing or damaged, UserError where it is sealed to another key.
        """
        dicha = self.recibidas().get(que)
        return self._publicaciones.leer(dicha) if dicha is not None else None

    def palabras(self) -> str:
        """By which a person at the office recognises this laptop's key, over the telephone."""
        return Publica.leer(self.identidad.llave().publica.openssh).palabras

    def registro(self, limite: int = 500, visita_id: str | None = None) -> tuple[Anotado, ...]:
        return self._almacen.sincronia.registro(limite, visita_id)

    def folios(self) -> Mapping[str, str]:
        """The folio of each visit, by its id."""
        return self._almacen.folios_por_visita()

    def buzones(self) -> tuple[Buzon, ...]:
        return self._almacen.sincronia.buzones()


def _vida(
    p: PaqueteCerrado,
    folio: str,
    n: int,
    publicado: int,
    enviada: datetime | None,
    retirados: Mapping[str, str],
    acuses: dict[str, tuple[AcuseDeOficina, datetime]],
) -> Vida:
    acuse, cuando = acuses.get(p.sha256, (None, None))
    etapa, motivo = Etapa.CERRADA, ""
    if acuse is not None:
        etapa = Etapa.ACUSADA if acuse.estado is EstadoDelAcuse.RECIBIDO else Etapa.APARTADA
        motivo = acuse.motivo
    elif p.sha256 in retirados:
        etapa, motivo = Etapa.RETIRADA, retirados[p.sha256]
    elif n:
        etapa = Etapa.ENVIADA if n <= publicado else Etapa.ANUNCIADA
    return Vida(p.visita_id, folio, p.revision, p.bytes, p.creado, etapa, enviada, cuando, motivo)
