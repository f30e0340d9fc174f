"""The place of backups for the pictures: empty, and comparing one with the data of today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.services.respaldos.manifiesto import Motivo
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.ui.lugares.respaldos import RespaldosScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import RelojFijo


def _write(carpeta: Path) -> None:
    """Some days of backups, here and on a stick."""
    escribir_semana(carpeta)
    usb = carpeta.parent / "MEMORIA DE ANA"
    usb.mkdir()
    reloj = RelojFijo()
    reloj.adelantar(days=-3)
    r = Respaldos(carpeta, reloj=reloj)
    for hours, why in ((0, Motivo.AL_CERRAR), (24, Motivo.AL_ABRIR), (30, Motivo.AL_CERRAR), (46, Motivo.PEDIDO)):
        reloj.adelantar(hours=hours)
        r.respaldar(porque=why)
    reloj.adelantar(hours=1)
    r.respaldar(usb)
    base = next(r.propio.raiz.glob("*-0002/supervisor.db"))
    base.parent.joinpath("manifiesto.json").write_bytes(b"{")


def _show(window: MainWindow, *, ready: bool) -> None:
    def change(s: Servicios) -> None:
        visita = next(v for v in s.visitas.lista() if not v.cerrada)
        e = s.visitas.abrir(visita.id)
        s.visitas.guardar(comandos.modificar_visita(e, "Cambió el objeto", objeto="Otro objeto ficticio"))
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"respaldo_en": str(s.carpeta.parent / "MEMORIA DE ANA")}))

    window.lanes.call(change)
    window.open_place("respaldos")
    settle(window.lanes.is_busy)
    screen = window.shown
    assert isinstance(screen, RespaldosScreen)
    screen.compare()
    settle(window.lanes.is_busy)
    if ready:
        screen.prepare()
        settle(window.lanes.is_busy)


SCENES: dict[str, Callable[[], QWidget]] = {
    "respaldos-vacio": lambda: window_over(escribir_semana, lambda w: w.open_place("respaldos")),
    "respaldos": lambda: window_over(_write, lambda w: _show(w, ready=False)),
    "respaldos-listo": lambda: window_over(_write, lambda w: _show(w, ready=True)),
}
