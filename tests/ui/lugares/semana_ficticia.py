"""A data folder with a fictitious week of work: open, closed, delivered and overdue. For tests and pictures.

People, numbers and credits are invented; cédulas and units are those that the application ships.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.answers import Cumplimiento, Valor, ValorCumple, ValorMuestra
from supervisor_app.domain.cedula.definition import Kind, UnitKind
from supervisor_app.domain.documento import Entrega, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.visita import EstadoVisita, Unidad
from supervisor_app.settings import Ajustes, FirmanteFrecuente
from supervisor_app.wiring import Servicios, abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AHORA, RelojFijo, contador_de_ids

IDENTIDAD = Ajustes(
    nombre="Lucía Barragán Ortega",
    cargo="Supervisora de Cobranza",
    adscripcion="OOAD Jalisco, Supervisión de Cobranza",
    ooad="14",
    ciudad="Guadalajara, Jal.",
    coordinador_normativo="LIC. PERSONA FICTICIA",
    coordinacion_normativa="COORDINACIÓN DE PRUEBA",
    firmantes=(
        FirmanteFrecuente(nombre="Tomás Villaseñor Ríos", cargo="Supervisor de Cobranza"),
        FirmanteFrecuente(nombre="Inés Camarena Soto", cargo="Encargada de Notificación"),
    ),
    ficticio=True,
)
CUMPLE, NO_CUMPLE = ValorCumple(valor=Cumplimiento.CUMPLE), ValorCumple(valor=Cumplimiento.NO_CUMPLE)
MEDIDAS = (
    ("Notificar 31 créditos con más de 60 días", "Hidalgo", "Notificación", -33),
    ("Corregir incidencia en 18 créditos", "Libertad Reforma", "Registro y Control", -6),
    ("Calendario de reparto firmado", "Ciudad Guzmán", "Titular", 0),
    ("Renovar 4 pólizas de fianza", "Juárez", "Jefatura de Cobranza", 2),
    ("Depurar 22 créditos duplicados", "Libertad Reforma", "Cartera", 5),
    ("Requerir 9 convenios incumplidos", "Puerto Vallarta", "Cobranza", 6),
)


def unidad(nombre: str) -> Unidad:
    ooad = DEFINICIONES_REALES.ooad["14"]
    clave = next(s.clave for s in ooad.subdelegaciones if s.nombre == nombre)
    return Unidad(
        tipo=UnitKind.SUB, ooad="14", ooad_nombre=ooad.nombre, subdelegacion=clave, subdelegacion_nombre=nombre
    )


class Semana:
    """Writes visits into an open data folder, each change as a person's would be."""

    def __init__(self, servicios: Servicios, reloj: RelojFijo, *, first_id: int = 1) -> None:
        self.s = servicios
        self.reloj = reloj
        self._ids: Iterator[int] = count(first_id)

    def visita(self, nombre: str, inicio: date, dias: int, cedulas: tuple[str, ...], **campos: object) -> Expediente:
        e = self.s.visitas.crear(unidad(nombre))
        fechas = {"inicio": inicio, "fin": inicio + timedelta(days=dias - 1)}
        e = self._hacer(e, comandos.modificar_visita(e, "Cambió las fechas", **(fechas | campos)))
        definiciones = [DEFINICIONES_REALES.cedula(c) for c in cedulas]
        return self._hacer(e, comandos.elegir_cedulas(e, definiciones))

    def _hacer(self, e: Expediente, op: Operacion) -> Expediente:
        if not op.vacia:
            self.s.visitas.guardar(op)
        return e.aplicar(op.cambios)

    def contestar(self, e: Expediente, cuantas: int, malas: int = 0) -> Expediente:
        """Answer the first ``cuantas`` items; the first ``malas`` of those that may, with an inconsistencia."""
        items = [i for c in e.visita.cedulas for i in DEFINICIONES_REALES.cedula(c).items][:cuantas]
        for item in items:
            valor: Valor = CUMPLE
            if item.tipo is Kind.MUESTRA:
                valor = ValorMuestra(revisados=25, con_inconsistencia=3 if malas > 0 else 0)
                malas -= 1
            elif malas > 0:
                valor, malas = NO_CUMPLE, malas - 1
            op = comandos.responder(e, item, valor if item.tipo in (Kind.CUMPLE, Kind.MUESTRA) else NO_APLICA)
            e = self._hacer(e, op)
        return e

    def medida(self, e: Expediente, texto: str, cargo: str, fecha: date) -> Expediente:
        hallazgo = next(iter(e.inconsistencias.values()), None)
        if hallazgo is None:
            e = self._hacer(e, comandos.nueva_inconsistencia(e, lambda: f"h{next(self._ids):031x}"))
            hallazgo = next(iter(e.inconsistencias.values()))
        op = comandos.nueva_medida(
            e,
            hallazgo.id,
            lambda: f"m{next(self._ids):031x}",
            texto=texto,
            responsable_cargo=cargo,
            responsable_nombre="",
            fecha=fecha,
        )
        return self._hacer(e, op)

    def cerrar(self, e: Expediente) -> Expediente:
        """Closed without its documents: the first screen asks only for the state and the deliveries."""
        op = comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))
        almacen = self.s._almacen
        paquete = PaqueteCerrado(
            visita_id=e.visita.id, revision=1, nombre=f"{e.visita.folio}.zip", sha256="ab" * 32, bytes=9, creado=AHORA
        )
        almacen.cerrar_visita(op, paquete, quien=IDENTIDAD.nombre, cuando=self.reloj())
        return e.aplicar(op.cambios)

    def entregar(self, e: Expediente) -> None:
        self.s._almacen.agregar_entrega(
            Entrega(
                visita_id=e.visita.id, revision=1, nombre=f"{e.visita.folio}.zip", sha256="ab" * 32, bytes=9,
                destino="Oficina", cuando=self.reloj(),
            )
        )  # fmt: skip


NO_APLICA = ValorCumple(valor=Cumplimiento.NO_APLICA)


def escribir_semana(carpeta: Path) -> None:
    """The week of the pictures, on disk."""
    reloj = RelojFijo(AHORA - timedelta(days=40))
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj, id_nuevo=contador_de_ids()) as servicios:
        servicios.ajustes.guardar(IDENTIDAD)
        semana = Semana(servicios, reloj)
        _pasadas(semana, reloj)
        _de_la_semana(semana, reloj)


def _pasadas(semana: Semana, reloj: RelojFijo) -> None:
    """Closed visits of the last month, with the measures agreed on them."""
    cerradas: dict[str, Expediente] = {}
    for nombre in ("Puerto Vallarta", "Hidalgo", "Juárez", "Libertad Reforma"):
        reloj.adelantar(days=5)
        inicio = reloj.ahora.date()
        cerradas[nombre] = semana.visita(nombre, inicio, 3, ("CO-02", "CO-05"), pliego=f"2{len(cerradas)}0/2026")
        cerradas[nombre] = semana.contestar(cerradas[nombre], 19, 2)
    for texto, nombre, cargo, dias in MEDIDAS:
        if nombre in cerradas:
            cerradas[nombre] = semana.medida(cerradas[nombre], texto, cargo, HOY + timedelta(days=dias))
    reloj.ahora = AHORA - timedelta(days=7)
    for nombre in ("Puerto Vallarta", "Hidalgo", "Juárez"):
        e = semana.cerrar(cerradas[nombre])
        if nombre != "Juárez":
            semana.entregar(e)


def _de_la_semana(semana: Semana, reloj: RelojFijo) -> None:
    reloj.ahora = AHORA - timedelta(days=5)
    semana.visita("Tepatitlán de Morelos", HOY + timedelta(days=5), 3, ())
    reloj.ahora = AHORA - timedelta(hours=15, minutes=50)
    e = semana.visita("Ocotlán", HOY + timedelta(days=1), 2, ("CO-02", "CO-04"), equipo=_equipo())
    reloj.ahora = AHORA - timedelta(minutes=40)
    lunes = HOY - timedelta(days=HOY.weekday())
    cedulas = ("CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-11", "CO-12", "CO-13")
    e = semana.visita("Ciudad Guzmán", lunes, 5, cedulas, pliego="287/2026", equipo=_equipo())
    e = semana.contestar(e, 52, 8)
    texto, _, cargo, dias = MEDIDAS[2]
    e = semana.medida(e, texto, cargo, HOY + timedelta(days=dias))
    reloj.ahora = AHORA


def _equipo() -> tuple[Persona, ...]:
    return (Persona(nombre=IDENTIDAD.nombre, cargo=IDENTIDAD.cargo),)
