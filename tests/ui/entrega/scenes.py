"""Entrega for the pictures: the real window over the demo visit, open, closed, delivered and reopened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.demo.datos import EFIRMA_SUPERVISORA
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.visita.entrega import EntregaScreen
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.documentos.scenes import at_step, settle

_OFICINA = r"\\servidor-colima\Supervision\Entregas 2026"


def _screen(screen: Screen) -> EntregaScreen:
    assert isinstance(screen, EntregaScreen)
    return screen


def _delivery(stage: Stage, show: Callable[[EntregaScreen], None] = lambda _screen: None) -> QWidget:
    return at_step(Paso.ENTREGA, stage, lambda screen: show(_screen(screen)), lambda _screen: True)


def _con_carpeta(s: Servicios, e: Expediente) -> Expediente:
    destino = Path("Memoria USB", "Entregas 2026")
    destino.mkdir(parents=True)
    banco.con_destino(s, destino)
    return banco.cerrada(s, e)


def _corregida(s: Servicios, e: Expediente) -> Expediente:
    """Closed, delivered, reopened, closed again and not delivered yet; the folder of the office is not there."""
    e = _con_carpeta(s, e)
    s.entregas.entregar(e, s.ajustes.leer().destino)
    e = s.visitas.reabrir(e, "La oficina pidió corregir el importe del punto 3 de CO-06.")
    e = s.entregas.cerrar(e)
    banco.con_destino(s, Path(_OFICINA))
    return e


def _entregar(screen: EntregaScreen) -> None:
    settle(lambda: bool(screen.destination.folder()))
    screen.delivery.button.click()
    settle(lambda: not screen.delivery.is_busy() and screen.delivery.result.isVisible())


def _firmar_paquete(screen: EntregaScreen) -> None:
    settle(screen.signature.isVisible)
    screen.signature.open_form()


def _con_su_firma(s: Servicios, e: Expediente) -> Expediente:
    e = _con_carpeta(s, e)
    s.firma_de_paquetes.firmar(e, banco.como_efirma(EFIRMA_SUPERVISORA))
    return e


def _a_la_mitad(screen: EntregaScreen) -> None:
    screen.delivery.button.setEnabled(False)
    screen.delivery.task.report(0.45, "Copiando y releyendo 12.6 MB: 45 %")
    screen.delivery.task.setFocus()


SCENES: dict[str, Callable[[], QWidget]] = {
    "entrega-abierta": lambda: _delivery(banco.a_medias),
    "entrega-cerrada": lambda: _delivery(_con_carpeta),
    "entrega-firma-paquete": lambda: _delivery(_con_carpeta, _firmar_paquete),
    "entrega-paquete-firmado": lambda: _delivery(_con_su_firma),
    "entrega-hecha": lambda: _delivery(_con_carpeta, _entregar),
    "entrega-corregida": lambda: _delivery(_corregida),
    "entrega-en-curso": lambda: _delivery(_con_carpeta, _a_la_mitad),
}
