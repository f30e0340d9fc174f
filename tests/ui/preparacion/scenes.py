"""The first step of a visit for the pictures: a new one, a prepared one, and a closed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.base import Persona
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import abrir
from tests.ui.lugares.semana_ficticia import IDENTIDAD, Semana
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import AHORA, RelojFijo, contador_de_ids

CEDULAS = ("CO-01", "CO-02", "CO-03", "CO-04", "CO-05", "CO-06", "CO-11", "CO-12", "CO-13")
CAMPOS: dict[str, object] = {
    "pliego": "287/2026",
    "lugar": "CIUDAD GUZMÁN, JAL.",
    "ciudad": "Guadalajara, Jal.",
    "objeto": "SUPERVISIÓN",
    "periodo_revisado": "Enero a mayo de 2026",
    "fecha_corte": date(2026, 5, 31),
    "fuente": "Listados de la Subdelegación",
    "hora_apertura": time(9, 30),
    "equipo": (
        Persona(nombre=IDENTIDAD.nombre, cargo=IDENTIDAD.cargo),
        Persona(nombre="Tomás Villaseñor Ríos", cargo="Supervisor de Cobranza"),
    ),
    "recibio": Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Cobranza"),
    "titular": Persona(nombre="Inés Camarena Soto", cargo="Titular de la Subdelegación"),
}


def _write(carpeta: Path, *, close: bool = False, new: bool = False) -> None:
    reloj = RelojFijo(AHORA - timedelta(minutes=30))
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj, id_nuevo=contador_de_ids()) as servicios:
        servicios.ajustes.guardar(IDENTIDAD)
        semana = Semana(servicios, reloj)
        if new:
            servicios.visitas.crear()
            return
        e = semana.visita("Ciudad Guzmán", HOY - timedelta(days=2), 5, CEDULAS, **CAMPOS)
        e = semana.contestar(e, 52, 8)
        if close:
            semana.cerrar(e)


def _open(window: MainWindow) -> None:
    window.open_visit("V-2026-001", "preparacion")


def prepared() -> QWidget:
    return window_over(_write, _open)


def new() -> QWidget:
    return window_over(lambda carpeta: _write(carpeta, new=True), _open)


def closed() -> QWidget:
    return window_over(lambda carpeta: _write(carpeta, close=True), _open)


SCENES: dict[str, Callable[[], QWidget]] = {
    "preparacion": prepared,
    "preparacion-nueva": new,
    "preparacion-cerrada": closed,
}
