"""The first step of a visit for the pictures: a new one, a prepared one, and a closed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.preparacion import PreparacionScreen
from supervisor_app.wiring import Servicios, abrir
from tests.ui.lugares.semana_ficticia import IDENTIDAD, Semana
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, Command
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import AHORA, CUMPLE, PARCIAL, RelojFijo, contador_de_ids

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


def _write_shared(carpeta: Path) -> None:
    """Two laptops answered and wrote the same otherwise, and their copies were joined here."""
    _write(carpeta)
    with TemporaryDirectory() as lugar:
        otra, usb = Path(lugar) / "otra", Path(lugar)
        reloj = RelojFijo()
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj) as servicios:
            e = servicios.visitas.abrir("V-2026-001")
            copia = servicios.copias.compartir(e.visita.id, usb).ruta
        with abrir(otra, definiciones=DEFINICIONES_REALES, reloj=reloj) as suyos:
            suyos.ajustes.guardar(IDENTIDAD.model_copy(update={"nombre": "Tomás Villaseñor Ríos"}))
            suyos.copias.unir(copia)
            _answer(suyos, reloj, PARCIAL, "La actualización lleva tres días de atraso.", "COMITÁN, CHIS.")
            copia = suyos.copias.compartir(e.visita.id, usb / "otra.copia").ruta
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=reloj) as servicios:
            _answer(servicios, reloj, CUMPLE, "Se vio el registro del día.", "CIUDAD GUZMÁN, JALISCO")
            servicios.copias.unir(copia)


def _answer(servicios: Servicios, reloj: RelojFijo, valor: Valor, nota: str, lugar: str) -> None:
    e = servicios.visitas.abrir("V-2026-001")
    item = e.item("CO-13-01")
    assert item is not None
    commands: tuple[Command, ...] = (
        lambda e: comandos.responder(e, item, valor),
        lambda e: comandos.anotar(e, item, nota),
        lambda e: comandos.modificar_visita(e, "Cambió el lugar", lugar=lugar),
    )
    for command in commands:
        reloj.adelantar(minutes=1)
        servicios.visitas.guardar(command(servicios.visitas.abrir(e.visita.id)))


def shared() -> QWidget:
    return window_over(_write_shared, _open)


def _to_shared_work(window: MainWindow) -> None:
    _open(window)
    settle(window.lanes.is_busy)
    assert window.workspace is not None
    screen = window.workspace.shown
    assert isinstance(screen, PreparacionScreen)
    screen.shared._shares.set_open(True)
    bar = screen._area.verticalScrollBar()
    bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))


def shares() -> QWidget:
    return window_over(_write, _to_shared_work)


def new() -> QWidget:
    return window_over(lambda carpeta: _write(carpeta, new=True), _open)


def closed() -> QWidget:
    return window_over(lambda carpeta: _write(carpeta, close=True), _open)


SCENES: dict[str, Callable[[], QWidget]] = {
    "preparacion": prepared,
    "preparacion-choques": shared,
    "preparacion-reparto": shares,
    "preparacion-nueva": new,
    "preparacion-cerrada": closed,
}
