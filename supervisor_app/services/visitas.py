"""Visits: create, find, open, save, undo, history, close and reopen.

The window computes an operation and hands it over; what comes back is the proof that it is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Faltante, faltantes
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.seguimiento import pasado
from supervisor_app.domain.visita import EstadoVisita, TipoVisita, Unidad, Visita, siguiente_folio
from supervisor_app.errors import UserError
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.busqueda import MARCA_FIN, MARCA_INICIO, Hallado
from supervisor_app.store.registros import Entrada

__all__ = ["MARCA_FIN", "MARCA_INICIO", "Entrada", "Guardado", "Hallado", "Hallazgo", "Visitas"]


_INTENTOS_DE_FOLIO = 5


@dataclass(frozen=True, slots=True)
class Guardado:
    """Proof that an operation is on disk: its number and the moment, for the badge."""

    numero: int
    cuando: datetime


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """A search result ready to be shown: where it leads and the excerpt with its marks."""

    visita: Visita
    tabla: str
    registro_id: str
    extracto: str


class Visitas:
    """The verbs of visits over one store."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
    ) -> None:
        self._almacen = almacen
        self._reloj = reloj
        self._nuevo_id = nuevo_id
        self._ajustes = ajustes

    # --- life -----------------------------------------------------------------------------------------------------

    def crear(
        self,
        unidad: Unidad | None = None,
        tipo: TipoVisita = TipoVisita.SUPERVISION,
        *,
        cedulas: Sequence[CedulaDefinition] = (),
        que: str = "Creó la visita",
        **campos: object,
    ) -> Expediente:
        """A new visit, prefilled with what the settings know, on disk when this returns.

        ``campos``: what else is known of it; ``cedulas``: those that it begins with; ``que``: what its history says.
        """
        for _ in range(_INTENTOS_DE_FOLIO - 1):
            try:
                return self._crear(unidad, tipo, campos, cedulas, que)
            except UserError as error:
                # Another window took the folio between the question and the answer; there is always a next one.
                if error.field != "folio":
                    raise
        return self._crear(unidad, tipo, campos, cedulas, que)

    def _crear(
        self,
        unidad: Unidad | None,
        tipo: TipoVisita,
        campos: Mapping[str, object],
        cedulas: Sequence[CedulaDefinition],
        que: str,
    ) -> Expediente:
        ahora, ajustes = self._reloj(), self._ajustes()
        folio = siguiente_folio(ahora.year, self._almacen.folios(f"V-{ahora.year}-"), ajustes.clave_equipo)
        quien = Persona(nombre=ajustes.nombre, cargo=ajustes.cargo)
        visita = Visita(
            id=self._nuevo_id(),
            folio=folio,
            tipo=tipo,
            unidad=unidad,
            inicio=ahora.date(),
            fin=ahora.date(),
            ciudad=ajustes.ciudad,
            equipo=() if quien.vacia else (quien,),
            ficticia=ajustes.ficticio,
            creada=ahora,
        )
        visita = con(visita, **campos)
        eleccion = comandos.elegir_cedulas(Expediente(visita), cedulas)
        if cedulas:
            visita = con(visita, cedulas=tuple(d.codigo for d in cedulas))
        cambios = (Cambio(None, visita), *(c for c in eleccion.cambios if not isinstance(c.vigente, Visita)))
        self.guardar(Operacion(visita.id, que, cambios))
        return Expediente(visita).aplicar(cambios)

    def abrir(self, visita: str) -> Expediente:
        """The visit with everything in it, by id or folio. Raises UserError where there is none, or in the bin."""
        expediente = self._almacen.expediente(visita)
        if expediente is None:
            por_folio = self._almacen.visita_con_folio(visita.strip())
            expediente = self._almacen.expediente(por_folio.id) if por_folio else None
        if expediente is None:
            raise UserError(f"No hay ninguna visita «{visita}». Revise el folio en Inicio.")
        if self._almacen.esta_en_papelera(expediente.visita.id):
            raise UserError(f"La visita {expediente.visita.folio} está en la papelera; restáurela para abrirla.")
        return expediente

    def lista(self) -> tuple[Visita, ...]:
        """All visits, newest first."""
        return self._almacen.visitas()

    def guardar(self, op: Operacion) -> Guardado:
        """Write an operation; durable when this returns."""
        ahora = self._reloj()
        return Guardado(self._almacen.escribir(op, quien=self._ajustes().nombre, cuando=ahora), ahora)

    def deshacer(self, visita_id: str) -> Operacion | None:
        """Take back the last thing done in the visit, also after a restart. What is returned was already written."""
        return self._almacen.deshacer(visita_id, quien=self._ajustes().nombre, cuando=self._reloj())

    def rehacer(self, visita_id: str) -> Operacion | None:
        return self._almacen.rehacer(visita_id, quien=self._ajustes().nombre, cuando=self._reloj())

    def historia(self, registro_id: str) -> tuple[Entrada, ...]:
        """What happened to one record, newest first."""
        return self._almacen.historia(registro_id)

    # --- closing --------------------------------------------------------------------------------------------------

    def faltantes(self, e: Expediente) -> tuple[Faltante, ...]:
        """What stands between the visit and its closing, and what only warns."""
        anteriores = pasado(e.visita, e.verificaciones.values(), self._almacen.antecedentes(e.visita)).anteriores
        return faltantes(e, e.definiciones, anteriores)

    def reabrir(self, e: Expediente, motivo: str) -> Expediente:
        """Open a closed visit again as its next revision; what was delivered stays. A motive is mandatory."""
        if not e.visita.cerrada:
            raise UserError("La visita no está cerrada.")
        if not motivo.strip():
            raise UserError("Escriba el motivo de la corrección.", field="motivo")
        op = comandos.cerrar(
            e,
            con(
                e.visita,
                estado=EstadoVisita.EN_CURSO,
                revision=e.visita.revision + 1,
                motivo_revision=motivo.strip(),
            ),
        )
        self.guardar(op)
        return e.aplicar(op.cambios)

    # --- finding --------------------------------------------------------------------------------------------------

    def buscar(self, texto: str, limite: int = 40) -> tuple[Hallazgo, ...]:
        """Visits, answers, rows, findings and measures that hold these words."""
        hallados = self._almacen.buscar(texto, limite=limite)
        visitas = {v: self._almacen.visita(v) for v in {h.visita_id for h in hallados}}
        salida = []
        for h in hallados:
            visita = visitas[h.visita_id]
            if visita is not None:
                salida.append(Hallazgo(visita, h.tabla, h.registro_id, h.extracto))
        return tuple(salida)

    def personas_frecuentes(self) -> tuple[Persona, ...]:
        """People that the settings and earlier visits name, without repeats, for prefilling."""
        propias = [Persona(nombre=f.nombre, cargo=f.cargo) for f in self._ajustes().firmantes]
        de_antes = (self._almacen.personas(campo) for campo in ("recibio", "titular", "superior"))
        todas = [*propias, *(p for personas in de_antes for p in personas)]
        return tuple(dict.fromkeys(p for p in todas if not p.vacia))

    def pliegos_usados(self, visita_id: str) -> tuple[str, ...]:
        return self._almacen.pliegos(visita_id)
