"""A fictitious programme of a year: some thirty visits over seven Subdelegaciones. For tests and pictures.

Nothing here is real: neither the people, nor the reasons.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from supervisor_app import wiring
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.programa import PorProgramar, Razon
from supervisor_app.domain.visita import TipoVisita
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina import verbos
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.wiring import Servicios
from tests.ui.lugares.semana_ficticia import IDENTIDAD, unidad
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import RelojFijo

LUCIA = Persona(nombre=IDENTIDAD.nombre, cargo=IDENTIDAD.cargo)
TOMAS = Persona(nombre="Tomás Villaseñor Ríos", cargo="Supervisor de Cobranza")
IRENE = Persona(nombre="Irene Castañeda Luna", cargo="Supervisora de Afiliación")
UNIDADES = (
    "Ciudad Guzmán", "Hidalgo", "Juárez", "Libertad Reforma", "Ocotlán", "Puerto Vallarta", "Tepatitlán de Morelos",
)  # fmt: skip
RAZONES = (
    Razon(clase="vencidas", puntos=14, texto="3 inconsistencias vencidas; la mayor, 64 días"),
    Razon(clase="recurrentes", puntos=12, texto="Reincide en 2 puntos"),
    Razon(clase="sin_visita", puntos=6, texto="9 meses sin visita"),
)
COBRANZA, CARTERA = Departamento.COBRANZA, Departamento.REGISTRO_CARTERA


def por_programar(lugar: str, inicio: date, dias: int = 3, **campos: object) -> PorProgramar:
    base: dict[str, object] = {
        "anio": inicio.year, "unidad": unidad(lugar), "departamentos": (COBRANZA,), "inicio": inicio,
        "fin": inicio + timedelta(days=dias - 1), "equipo": (LUCIA,), "cedulas": ("CO-02", "CO-05"),
        "objeto": "SUPERVISIÓN AL PROCESO DE COBRANZA",
    }  # fmt: skip
    return PorProgramar.model_validate(base | campos)


def programar_junio(s: Servicios) -> None:
    """June: a week with four bars, one clash, one moved, one cancelled."""
    lunes = HOY - timedelta(days=HOY.weekday())
    s.programa.programar(por_programar("Ciudad Guzmán", lunes, 5, razones=RAZONES))
    s.programa.programar(por_programar("Hidalgo", lunes + timedelta(days=2), 3, equipo=(LUCIA, TOMAS)))
    conjunta = por_programar(
        "Ocotlán", lunes + timedelta(days=7), 4, equipo=(TOMAS,), departamentos=(COBRANZA, CARTERA),
        cedulas=("CO-02", "RC-02"), razones=RAZONES[1:],
    )  # fmt: skip
    s.programa.programar(conjunta)
    movida = s.programa.programar(por_programar("Juárez", lunes - timedelta(days=7), 2, equipo=(TOMAS,)))
    s.programa.reprogramar(
        movida.id, lunes + timedelta(days=15), lunes + timedelta(days=16), "El titular está de comisión esos días"
    )
    quitada = s.programa.programar(
        por_programar("Puerto Vallarta", lunes + timedelta(days=14), 3, tipo=TipoVisita.APOYO, equipo=(IRENE,))
    )
    s.programa.cancelar(quitada.id, "La unidad entra en remodelación")


def programar_anio(s: Servicios) -> None:
    """The other months, two or three visits each."""
    for mes in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12):
        for n in range(2 + mes % 2):
            dia = date(2026, mes, 5 + 7 * n)
            dia += timedelta(days=(7 - dia.weekday()) % 7)
            lugar = UNIDADES[(mes * 3 + n) % len(UNIDADES)]
            quien = (LUCIA, TOMAS, IRENE)[(mes + n) % 3]
            s.programa.programar(
                por_programar(lugar, dia, 2 + n, equipo=(quien,), razones=RAZONES[n:], tipo=list(TipoVisita)[n % 2])
            )


def abrir(carpeta: Path) -> Servicios:
    return wiring.abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo())


def programar_todo(s: Servicios) -> None:
    programar_junio(s)
    programar_anio(s)


def recibir_programa(carpeta: Path, taller: Path, *, programar: Callable[[Servicios], None] = programar_todo) -> None:
    """A laptop that synchronised with an office that published: over a mailbox in ``taller``."""
    buzon = taller / "Buzón"
    buzon.mkdir(parents=True)
    with abrir(taller / "oficina") as oficina:
        oficina.ajustes.guardar(IDENTIDAD)
        oficina.mesa.abrir("Jefatura de Servicios de Afiliación y Cobranza, OOAD Jalisco")
        programar(oficina)
        oficina.programa.publicar(HOY.year)
        ruta = verbos.indice_de(taller / "oficina")
        verbos.preparar_lugar(ruta)
        with Indice(str(ruta)) as indice:
            oficina.mesa.atender(DestinoCarpeta(buzon), str(buzon), indice)
        palabras = oficina.mesa.palabras()
    with abrir(carpeta) as laptop:
        laptop.ajustes.guardar(IDENTIDAD.model_copy(update={"buzon": str(buzon)}))
        laptop.sincronizacion.sincronizar(DestinoCarpeta(buzon), str(buzon), confirmada=palabras)
