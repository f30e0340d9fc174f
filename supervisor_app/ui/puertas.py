"""Makes the screens that are not the first one, each loaded with its code when it is opened for the first time.

The window is usable once the first screen has its data; the rest is loaded in quiet moments (:func:`load_ahead`). It
must never keep a screen: that is the window's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer

from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.services.soporte import Soporte
from supervisor_app.settings import Ajustes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.wiring import Servicios

if TYPE_CHECKING:
    from supervisor_app.ui.lugares.ajustes import AjustesScreen
    from supervisor_app.ui.lugares.verificar import VerificarScreen
    from supervisor_app.ui.visita.espacio import VisitWorkspace

_STEPS = (
    "preparacion",
    "cedulas",
    "inconsistencias",
    "informe",
    "indicadores",
    "acta",
    "documentos",
    "entrega",
    "espacio",
)
_LATER = (
    *(f"visita.{step}" for step in _STEPS),
    "lugares.buscar",
    "lugares.verificar",
    "lugares.ajustes",
    "lugares.teclas",
    "lugares.soporte",
    "lugares.respaldos",
    "lugares.papelera",
    "lugares.sincronizacion",
    "lugares.oficina",
    "lugares.asm",
    "lugares.programa",
    "lugares.seguimiento",
)
_WAY_IN = ("acceso.primera", "acceso.cerrada", "acceso.convertir", "acceso.restaurar")
"""Loaded where a folder asks for them, before anything of this page; the self-test loads them too."""
_PAUSE_MS = 100
"""Between one and the next, so that whoever begins at once waits for one of them at the most."""


def make_search(lanes: Lanes[Servicios]) -> Screen:
    from supervisor_app.ui.lugares.buscar import BuscarScreen  # noqa: PLC0415 - loaded when it is opened

    return BuscarScreen(lanes)


def make_verifier(lanes: Lanes[Servicios]) -> VerificarScreen:
    from supervisor_app.ui.lugares.verificar import VerificarScreen  # noqa: PLC0415 - loaded when it is opened

    return VerificarScreen(lanes)


def make_support(lanes: Lanes[Servicios], soporte: Soporte | None = None) -> Screen:
    from supervisor_app.ui.lugares.soporte import SoporteScreen  # noqa: PLC0415 - loaded when it is opened

    return SoporteScreen(lanes, soporte)


def make_bin(lanes: Lanes[Servicios]) -> Screen:
    from supervisor_app.ui.lugares.papelera import PapeleraScreen  # noqa: PLC0415 - loaded when it is opened

    return PapeleraScreen(lanes)


def make_backups(lanes: Lanes[Servicios], verbs: Respaldos | None = None) -> Screen:
    from supervisor_app.ui.lugares.respaldos import RespaldosScreen  # noqa: PLC0415 - loaded when it is opened

    return RespaldosScreen(lanes, verbs)


def make_sync(lanes: Lanes[Servicios]) -> Screen:
    from supervisor_app.ui.lugares.sincronizacion import SincronizacionScreen  # noqa: PLC0415 - as above

    return SincronizacionScreen(lanes)


def make_asm(lanes: Lanes[Servicios]) -> Screen:
    from supervisor_app.ui.lugares.asm import AsmScreen  # noqa: PLC0415 - as above

    return AsmScreen(lanes)


OVER_LANES: dict[str, Callable[[Lanes[Servicios]], Screen]] = {
    "buscar": make_search,
    "verificar": make_verifier,
    "soporte": make_support,
    "respaldos": make_backups,
    "papelera": make_bin,
    "sincronizacion": make_sync,
    "asm": make_asm,
}
"""The places that need nothing but the lanes, by key."""


def hand_to_verifier(screen: Screen, data: QMimeData) -> None:
    """What was dropped on the window, to the place that verifies it."""
    from supervisor_app.ui.lugares.verificar import VerificarScreen  # noqa: PLC0415 - loaded when it is opened

    assert isinstance(screen, VerificarScreen)
    screen.take_data(data)


def make_keys() -> Screen:
    from supervisor_app.ui.lugares.teclas import TeclasScreen  # noqa: PLC0415 - loaded when it is opened

    return TeclasScreen()


def make_office(lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> Screen:
    from supervisor_app.ui.lugares.oficina import OficinaScreen  # noqa: PLC0415 - loaded when it is opened

    return OficinaScreen(lanes, definiciones, today=today)


def make_follow_up(lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> Screen:
    from supervisor_app.ui.lugares.seguimiento import SeguimientoScreen  # noqa: PLC0415 - loaded when it is opened

    return SeguimientoScreen(lanes, definiciones, today=today)


def make_programme(lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> Screen:
    from supervisor_app.ui.lugares.programa import ProgramaScreen  # noqa: PLC0415 - loaded when it is opened

    return ProgramaScreen(lanes, definiciones, today=today)


def make_settings(lanes: Lanes[Servicios], definiciones: Definiciones, ajustes: Ajustes) -> AjustesScreen:
    from supervisor_app.ui.lugares.ajustes import AjustesScreen  # noqa: PLC0415 - loaded when it is opened

    return AjustesScreen(lanes, definiciones, ajustes)


def make_workspace(session: VisitSession) -> VisitWorkspace:
    from supervisor_app.ui.visita.espacio import VisitWorkspace  # noqa: PLC0415 - loaded when a visit is opened

    return VisitWorkspace(session)


def practice_visit(servicios: Servicios) -> Expediente:
    """A fictitious visit with its cédulas answered; for the store lane, where loading the demo holds up no key."""
    from supervisor_app.services.demo.visita import crear_visita_demo  # noqa: PLC0415 - loads every library there is

    return crear_visita_demo(servicios, hasta="cedulas")


def load_now() -> None:
    """Load all of it at once, for the self-test: a screen that an installation lacks must not wait for its day."""
    for name in (*_LATER, *_WAY_IN):
        import_module(f"supervisor_app.ui.{name}")


def load_ahead() -> None:
    """Load the code of the other screens, one by one, so that opening one waits for no file of the disk."""
    _load_after_a_pause(iter(_LATER))


def _load_after_a_pause(names: Iterator[str]) -> None:
    name = next(names, None)
    if name is None:
        return

    def load() -> None:
        import_module(f"supervisor_app.ui.{name}")
        _load_after_a_pause(names)

    QTimer.singleShot(_PAUSE_MS, load)
