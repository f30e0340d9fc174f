"""The verbs of the programme: put in, change, move, cancel, take back, publish, begin a visit from it.

Everything is a version in the notebook of the data folder, with who wrote it. What laptops already got is never taken
out: it is cancelled. It must never decide when a visit was made (``cumplimiento`` does).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from supervisor_app.documents.textos import textos_programa
from supervisor_app.domain import feed
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.programa import (
    AvisoDePrograma,
    Cancelacion,
    PorProgramar,
    Programa,
    Reprogramacion,
    VisitaProgramada,
    avisos_de,
)
from supervisor_app.domain.programa.cumplimiento import Plan
from supervisor_app.domain.programa.programada import MAS_VISITAS, PRIMER_DIA, ULTIMO_DIA
from supervisor_app.domain.seguimiento import clave_de_unidad
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.oficina.hechas import de_visitas
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.services.programa.fuente import Fuente
from supervisor_app.services.programa.impreso import FirmantePrograma, generar_programa
from supervisor_app.services.programa.libro import Hecho, Libro
from supervisor_app.services.programa.recibido import QUE, Recibidos, contenido_de
from supervisor_app.services.sincronia.verbos import Sincronizacion
from supervisor_app.services.visitas import Visitas
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.services.mesa.verbos import Mesa

__all__ = ["AvisoDePrograma", "Hecho", "PorProgramar", "Programas", "VisitaProgramada"]


class Programas:
    """The programme of one data folder: the office's own, or the one that it received."""

    def __init__(
        self,
        almacen: Almacen,
        definiciones: Definiciones,
        visitas: Visitas,
        sincronizacion: Sincronizacion,
        *,
        mesa: Callable[[], Mesa],
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
        lugar: Callable[[str], LugarDelIndice],
    ) -> None:
        self._almacen, self._definiciones, self._visitas = almacen, definiciones, visitas
        self._mesa, self._reloj, self._nuevo_id, self._ajustes = mesa, reloj, nuevo_id, ajustes
        self._lugar = lugar
        self._libro = Libro(almacen, reloj=reloj, ajustes=ajustes)
        self._recibidos = Recibidos(sincronizacion)

    def fuente(self, indice: str = "") -> Fuente:
        """What answers for risk, proposals and compliance from any thread, as the store is now.

        ``indice``: where the index of the office is, as a path or an address; without it, that of the settings.
        """
        d, ficticia = self._definiciones, self._ajustes().ficticio
        return Fuente(
            indice=self._lugar(indice), ahora=self._reloj(), feriados=d.feriados, ooad=d.ooad, cedulas=d.cedulas,
            parametros=d.programa, programadas=self.plan().visitas, ficticia=ficticia,
            propias=de_visitas((v for v in self._almacen.visitas() if v.ficticia is ficticia), d.cedulas),
        )  # fmt: skip

    def plan(self) -> Plan:
        """What is programmed, for the questions of the board."""
        visitas = (v for anio in self.anios() for v in self.visitas(anio))
        return Plan(tuple(visitas), self._definiciones.programa.tolerancia)

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def es_oficina(self) -> bool:
        """Whether this folder is the desk of an office, which publishes."""
        return self._almacen.sincronia.llave(feed.OFICINA) is not None

    def por_que_no_se_edita(self, anio: int) -> str:
        """Why the programme of a year is only read here, as a sentence; empty where it may be written."""
        if self._almacen.turno.solo_lectura:
            return self._almacen.turno.solo_lectura
        if self.es_oficina or (recibido := self._recibidos.de(anio)) is None:
            return ""
        return f"El programa de {anio} lo lleva {recibido.oficina or 'la oficina'}; pida ahí los cambios."

    def visitas(self, anio: int) -> tuple[VisitaProgramada, ...]:
        """The programmed visits of a year by their first day: the office's own, or the received ones and those that
        this folder wrote before any came.
        """
        propias = {v.id: v for v in self._libro.visitas() if v.anio == anio}
        recibido = None if self.es_oficina else self._recibidos.de(anio)
        if recibido is not None:
            propias |= {v.id: v for v in recibido.visitas}
        return tuple(sorted(propias.values(), key=lambda v: (v.inicio, v.numero, v.id)))

    def anios(self) -> tuple[int, ...]:
        """The years of which there is something, and this one."""
        recibidos = () if self.es_oficina else self._recibidos.todos()
        dichos = {p.anio for p in recibidos} | {v.anio for v in self._libro.visitas()}
        return tuple(sorted(dichos | {self._reloj().year}))

    def buscar(self, id_o_folio: str) -> VisitaProgramada:
        """One of them, by id or folio. Raises UserError where there is none."""
        dicho = id_o_folio.strip()
        for anio in self.anios():
            for v in self.visitas(anio):
                if dicho and (v.id == dicho or v.folio.casefold() == dicho.casefold()):
                    return v
        raise UserError(f"En el programa no está «{dicho[:40]}»; consúltelo otra vez.")

    def avisos(self, anio: int) -> tuple[AvisoDePrograma, ...]:
        """What to look at before publishing: clashes, days not worked, what is missing."""
        return avisos_de(self.visitas(anio), feriados=self._definiciones.feriados, cedulas=self._definiciones.cedulas)

    def historia(self, id_: str) -> tuple[Hecho, ...]:
        """What happened to one of them, the oldest first; empty for one that came from the office."""
        return self._libro.historia(id_)

    # --- writing --------------------------------------------------------------------------------------------------

    def programar(self, nueva: PorProgramar) -> VisitaProgramada:
        """Put one visit in. Raises UserError where it may not be written."""
        return self.aceptar([nueva])[0]

    def aceptar(self, nuevas: Sequence[PorProgramar]) -> tuple[VisitaProgramada, ...]:
        """Put these visits in, all or none: what a person took of a proposal. Raises UserError."""
        todas = self._libro.visitas()
        cuantas, practica = Counter(v.anio for v in todas), self._ajustes().ficticio
        ultimos = {anio: self._ultimo_numero(anio, todas) for anio in {n.anio for n in nuevas}}
        hechas: list[VisitaProgramada] = []
        for anio in ultimos:
            self._exigir_edicion(anio)
        for nueva in nuevas:
            cuantas[nueva.anio] += 1
            ultimos[nueva.anio] += 1
            if cuantas[nueva.anio] > MAS_VISITAS:
                raise UserError(f"El programa de {nueva.anio} ya tiene {cuantos(MAS_VISITAS, 'visita', 'visitas')}.")
            campos = {c: getattr(nueva, c) for c in PorProgramar.model_fields}
            campos["ficticia"] = nueva.ficticia or practica
            hechas.append(VisitaProgramada(**campos, id=self._nuevo_id(), numero=ultimos[nueva.anio]))
        que = "Programó la visita" if len(hechas) == 1 else "Aceptó la visita propuesta"
        self._libro.escribir(((v.id, 0, v) for v in hechas), que)
        return tuple(hechas)

    def _ultimo_numero(self, anio: int, todas: Iterable[VisitaProgramada]) -> int:
        """The highest that ever was, so that no folio ever names two visits."""
        dichas = [v for p in (self.publicado(anio), self._dicho(anio)) if p for v in p.visitas]
        return max((v.numero for v in (*todas, *self._libro.quitadas(), *dichas) if v.anio == anio), default=0)

    def cambiar(self, v: VisitaProgramada) -> VisitaProgramada:
        """Write it as it is now. Raises UserError for one that is cancelled or unknown, and for other days of one that
        laptops already got: those are moved with a motive.
        """
        antes, version = self._editable(v.id)
        if (v.inicio, v.fin) != (antes.inicio, antes.fin) and self._se_publico(antes):
            raise UserError(
                "Esta visita ya se publicó; para moverla use «Reprogramar», que pide el motivo.", field="inicio"
            )
        fijos = ("anio", "numero", "reprogramaciones", "cancelacion", "ficticia")
        # Why one unit was chosen says nothing of another.
        razones = antes.razones if clave_de_unidad(v.unidad) == clave_de_unidad(antes.unidad) else ()
        despues = con(v, razones=razones, **{campo: getattr(antes, campo) for campo in fijos})
        return self._guardar(despues, version, "Cambió la visita")

    def reprogramar(self, id_: str, inicio: date, fin: date, motivo: str) -> VisitaProgramada:
        """Move it to other days, with the motive. Raises UserError."""
        antes, version = self._editable(id_)
        if (inicio, fin) == (antes.inicio, antes.fin):
            raise UserError("Elija fechas distintas de las que ya tiene.", field="inicio")
        if fin < inicio:
            raise UserError("La visita termina antes de empezar; revise las fechas.", field="fin")
        if not (inicio >= PRIMER_DIA and fin <= ULTIMO_DIA):
            raise UserError(f"Revise el año: va de {PRIMER_DIA.year} a {ULTIMO_DIA.year}.", field="inicio")
        movida = Reprogramacion(
            antes_inicio=antes.inicio, antes_fin=antes.fin, inicio=inicio, fin=fin, motivo=_motivo(motivo),
            cuando=self._reloj(), quien=self._ajustes().nombre,
        )  # fmt: skip
        despues = self._valida(
            lambda: con(antes, inicio=inicio, fin=fin, reprogramaciones=(*antes.reprogramaciones, movida))
        )
        return self._guardar(despues, version, f"Reprogramó la visita para el {fecha_corta(inicio)}")

    def cancelar(self, id_: str, motivo: str) -> VisitaProgramada:
        """It will not be made; the motive stays. Raises UserError."""
        antes, version = self._editable(id_)
        dicha = Cancelacion(motivo=_motivo(motivo), cuando=self._reloj(), quien=self._ajustes().nombre)
        return self._guardar(con(antes, cancelacion=dicha), version, "Canceló la visita")

    def quitar(self, id_: str) -> VisitaProgramada:
        """Take out one that no laptop ever got; what it was, to be told. Raises UserError for the others."""
        antes, version = self._propia(id_)
        if self._se_publico(antes):
            raise UserError("Esta visita ya se publicó y los equipos la tienen; cancélela, con su motivo.")
        self._libro.escribir([(id_, version, None)], "Quitó la visita del programa")
        return antes

    def deshacer(self, id_: str) -> VisitaProgramada | None:
        """Take back the last thing done to one of them; how it reads now, None where it is out again.

        Raises UserError where nothing is left to take back, or laptops already got it.
        """
        hecho = self._libro.por_deshacer(id_)
        if hecho is None:
            raise UserError("En esta visita no queda nada por deshacer.")
        de = hecho.ahora or hecho.antes
        assert de is not None
        self._exigir_edicion(de.anio)
        if hecho.antes is None and self._se_publico(de):
            raise UserError("Esta visita ya se publicó y los equipos la tienen; cancélela, con su motivo.")
        if hecho.antes is not None and de.solo_otras_fechas(hecho.antes) and self._se_publico(de):
            raise UserError("Esta visita ya se publicó con esas fechas; para moverla use «Reprogramar».")
        self._libro.deshacer(id_, hecho)
        return hecho.antes

    def _editable(self, id_: str) -> tuple[VisitaProgramada, int]:
        v, version = self._propia(id_)
        if v.cancelacion is not None:
            raise UserError(f"La visita {v.folio} está cancelada; deshaga la cancelación para cambiarla.")
        return v, version

    def _propia(self, id_: str) -> tuple[VisitaProgramada, int]:
        v, version = self._libro.leer(id_)
        if v is None:
            self._exigir_edicion(self.buscar(id_).anio)
            raise UserError("Esa visita ya no está en el programa; consúltelo otra vez.")
        self._exigir_edicion(v.anio)
        return v, version

    def _exigir_edicion(self, anio: int) -> None:
        self._almacen.turno.exigir()
        if porque := self.por_que_no_se_edita(anio):
            raise UserError(porque)

    def _guardar(self, v: VisitaProgramada, version: int, que: str) -> VisitaProgramada:
        self._libro.escribir([(v.id, version, v)], que)
        return v

    @staticmethod
    def _valida(hacer: Callable[[], VisitaProgramada]) -> VisitaProgramada:
        try:
            return hacer()
        except ValidationError as error:
            raise UserError("Esta visita ya se reprogramó demasiadas veces; cancélela y programe otra.") from error

    # --- publishing -----------------------------------------------------------------------------------------------

    def publicado(self, anio: int) -> Programa | None:
        """The last that this office published of a year; None where it never did."""
        return self._libro.publicado(anio)

    def por_publicar(self, anio: int) -> int:
        """How many visits of a year laptops do not know as they read now; 0 on what is no desk."""
        if not self.es_oficina:
            return 0
        publicado = self.publicado(anio)
        sabidas = {v.id: v for v in publicado.visitas} if publicado else {}
        return sum(sabidas.get(v.id) != v for v in self.visitas(anio))

    def _se_publico(self, v: VisitaProgramada) -> bool:
        """By the notebook, or by the feed, which a desk restored from an older backup takes back from its mailbox."""
        return any(una.id == v.id for p in (self.publicado(v.anio), self._dicho(v.anio)) if p for una in p.visitas)

    def publicar(self, anio: int) -> Programa:
        """Send the programme of a year to all laptops with the next attending. What they have already changes nothing.

        Raises UserError where this folder is no desk, there is nothing to publish, or more than laptops take.
        """
        self._almacen.turno.exigir()
        mesa = self._mesa()
        oficina = mesa.oficina
        if oficina is None:
            raise UserError("El programa lo publica la oficina, y en esta carpeta de datos no hay una; ábrala primero.")
        visitas, antes = self.visitas(anio), self.publicado(anio)
        if not visitas:
            raise UserError(f"El programa de {anio} no tiene visitas; no hay qué publicar.")
        nombre, ahora = oficina.nombre[:300], self._reloj()
        dicha = dicho.version if (dicho := self._dicho(anio)) else 0
        programa = antes
        if antes is None or antes.version < dicha or antes.visitas != visitas or antes.oficina != nombre:
            version = max(antes.version if antes else 0, dicha) + 1
            programa = Programa(anio=anio, version=version, oficina=nombre, publicado=ahora, visitas=visitas)
        assert programa is not None
        # Of last year and all later ones, and of this one whichever it is.
        otros = (p for p in self._libro.publicados() if p.anio >= ahora.year - 1 and p.anio != anio)
        contenido = contenido_de((*otros, programa))
        if programa is not antes:
            self._libro.guardar_publicado(programa)
        # Also what is the same again: a cut may have come between the notebook and the feed.
        mesa.publicar(QUE, f"Programa de visitas {anio}, versión {programa.version}", contenido)
        return programa

    def _dicho(self, anio: int) -> Programa | None:
        """What the feed says of a year, which a desk restored from an older backup takes back from its mailbox."""
        try:
            return self._recibidos.de(anio)
        except (UserError, EnvironmentProblem):
            return None  # anything may be published by hand under this name

    def recibido(self, anio: int | None = None) -> Programa | None:
        """The programme as laptops have it: the received one; on the desk, what it published last.

        Without a year, that of this one, or else the latest. Raises UserError where it cannot be understood.
        """
        if self.es_oficina:
            return self.publicado(anio if anio is not None else self._reloj().year)
        if anio is not None:
            return self._recibidos.de(anio)
        todos = self._recibidos.todos()
        return next((p for p in todos if p.anio == self._reloj().year), todos[-1] if todos else None)

    def documento(
        self, anio: int, *, firmantes: tuple[FirmantePrograma, ...] | None = None, borrador: bool = False
    ) -> bytes:
        """The programme of a year as PDF, to be signed by who authorises it: what was published, or the version that
        would be published now. Without ``firmantes``, who uses this folder made it, and a blank one authorises.

        Raises UserError where there are no visits.
        """
        visitas, publicado = self.visitas(anio), self.recibido(anio)
        if not visitas:
            raise UserError(f"El programa de {anio} no tiene visitas; no hay qué imprimir.")
        if publicado is None or publicado.visitas != visitas:
            oficina = self._mesa().oficina if self.es_oficina else None
            version = publicado.version + 1 if publicado else 1
            nombre = oficina.nombre[:300] if oficina else ""
            publicado = Programa(anio=anio, version=version, oficina=nombre, publicado=self._reloj(), visitas=visitas)
        return generar_programa(
            publicado, firmantes=firmantes if firmantes is not None else self.firmantes(),
            fecha=publicado.publicado.date(), borrador=borrador,
        )  # fmt: skip

    def firmantes(self) -> tuple[FirmantePrograma, ...]:
        """Who signs where nobody says: who uses this folder, and a blank one who authorises."""
        ajustes, textos = self._ajustes(), textos_programa()
        return (
            FirmantePrograma(nombre=ajustes.nombre, cargo=ajustes.cargo, como=textos.elaboro),
            FirmantePrograma(como=textos.autorizo),
        )

    # --- beginning ------------------------------------------------------------------------------------------------

    def iniciada(self, programada_id: str) -> str:
        """The folio of the visit of this folder that was begun from it; empty where there is none."""
        suyas = [v for v in self._almacen.visitas() if v.programada == programada_id]
        return min(suyas, key=lambda v: (v.creada, v.id)).folio if suyas else ""

    def sin_cedula(self, v: VisitaProgramada) -> tuple[str, ...]:
        """The cédulas that it asks for and that are not on this laptop: a visit begins without them."""
        return tuple(c for c in v.cedulas if c not in self._definiciones.cedulas)

    def iniciar(self, programada_id: str) -> Expediente:
        """A new visit with what the programme says, on disk when this returns. Raises UserError for one that is
        cancelled, and for one that this folder already began.
        """
        v = self.buscar(programada_id)
        if v.cancelacion is not None:
            raise UserError(f"La visita {v.folio} está cancelada: {v.cancelacion.motivo}")
        if folio := self.iniciada(v.id):
            raise UserError(f"De la visita programada {v.folio} ya se inició la {folio}; ábrala en Inicio.")
        cedulas = [self._definiciones.cedulas[c] for c in v.cedulas if c in self._definiciones.cedulas]
        campos: dict[str, object] = {"inicio": v.inicio, "fin": v.fin, "programada": v.id}
        if equipo := tuple(p for p in v.equipo if not p.vacia):
            campos["equipo"] = equipo
        if v.objeto.strip():
            campos["objeto"] = v.objeto
        if v.ficticia:
            campos["ficticia"] = True
        return self._visitas.crear(
            v.unidad, v.tipo, cedulas=cedulas, que=f"Inició la visita programada {v.folio}", **campos
        )


def _motivo(texto: str) -> str:
    limpio = texto.strip()
    if not limpio:
        raise UserError("Escriba el motivo.", field="motivo")
    if len(limpio) > 4_000:
        raise UserError("El motivo es demasiado largo; resúmalo.", field="motivo")
    return limpio
