"""Pictures of what the window says of its folder: that it only reads, and that the disk is almost full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.store.turno import OTRA_VENTANA
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import AvisoDelDisco
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.visit_fixtures import prepared, stored
from tests.ui.window_scenes import window_over

_FULL = (
    "El disco está casi lleno: quedan 60.0 MB. La aplicación ya usa su reserva. Todo lo guardado está a salvo; libere "
    "espacio ahora, o lo que escriba dejará de guardarse."
)


def _copied(carpeta: Path, stage: Stage) -> None:
    banco.copiar(carpeta, stage)


def _write(carpeta: Path) -> None:
    stored(carpeta, prepared())


def _reading(window: MainWindow) -> None:
    window.watch.can_take_over = True
    window.watch._tell(OTRA_VENTANA)
    window.open_visit("V-2026-001", "cedulas")


def _reading_at(place: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        window.watch._tell(OTRA_VENTANA)
        window.open_place(place)

    return show


def _reading_the_documents(window: MainWindow) -> None:
    window.watch._tell(OTRA_VENTANA)
    window.open_visit("V-2026-001", "documentos")


def _full(window: MainWindow) -> None:
    (_, room) = window.watch.banners
    room.show_room(AvisoDelDisco(_FULL, urge=True))
    window.open_visit("V-2026-001", "cedulas")


SCENES: dict[str, Callable[[], QWidget]] = {
    "solo-consulta": lambda: window_over(_write, _reading),
    "solo-consulta-documentos": lambda: window_over(lambda c: _copied(c, banco.emitir), _reading_the_documents),
    "solo-consulta-ajustes": lambda: window_over(_write, _reading_at("ajustes")),
    "disco-lleno": lambda: window_over(_write, _full),
}
