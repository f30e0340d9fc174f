"""The desk of the evidence as it is looked at: a photo, drawing on it, the question before a black-out, a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.evidencia import Lugar, Sitio
from supervisor_app.services.imagenes.trazos import Cuadro, Flecha, Letrero, Tachado
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.evidencia import EvidenceSection
from supervisor_app.ui.visita.evidencia.lienzo import Tool
from supervisor_app.ui.visita.evidencia.mesa import EvidenceDesk
from supervisor_app.ui.visita.inconsistencias.hallazgo import FindingEditor
from supervisor_app.wiring import abrir
from tests.ui.cedulas.scenes import half_way, with_evidence
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import RelojFijo

ITEM = "CO-01-04"


def _desk(then: Callable[[EvidenceDesk], None], *, which: int = 1) -> MainWindow:
    e = half_way()

    def write(carpeta: Path) -> None:
        written = with_evidence(carpeta, e, ITEM)
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
            photo = written.evidencias_de(ITEM)[1]
            told = con(
                photo,
                leyenda="Acta de notificación sin la firma de quien recibe",
                tomada=datetime(2026, 6, 10, 11, 24),  # noqa: DTZ001 - as the camera had it
                lugar=Lugar(latitud=Decimal("19.2435"), longitud=Decimal("-103.725")),
                nombre_original="IMG_0610.HEIC",
            )
            s.visitas.guardar(comandos.quitar_evidencia(written, photo.id))
            written = s.visitas.abrir(e.visita.id)
            s.visitas.guardar(comandos.adjuntar(written, [told]))

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#cedulas#{ITEM}")

    window = window_over(write, show)
    screen = window.findChild(CedulasScreen)
    assert screen is not None
    screen.evidence.open(Sitio(item_id=ITEM), screen.session.expediente.evidencias_de(ITEM)[which])
    desk = screen.evidence.desk
    assert desk is not None
    QTest.qWait(400)
    then(desk)
    QTest.qWait(150)
    return window


def _drawing(desk: EvidenceDesk) -> None:
    desk.draw()
    desk.canvas.marks = (
        Flecha(560, 400, 400, 330),
        Cuadro(200, 300, 430, 420),
        Letrero(30, 30, "Falta la firma"),
    )
    desk.canvas.drawn.emit()
    desk.canvas.set_tool(Tool.ARROW)


def _asking(desk: EvidenceDesk) -> None:
    desk.draw()
    desk.bar.choose(Tool.BLACK)
    desk.canvas.marks = (Tachado(200, 110, 440, 160), Tachado(200, 180, 380, 220))
    desk.canvas.drawn.emit()
    desk.bar.ask(("Cédula de supervisión CO-01, versión 1, ya emitida",))


def _finding() -> MainWindow:
    """A finding with photos of its own and of its measure."""
    e = half_way()
    finding = e.inconsistencias_en_orden()[0]

    def write(carpeta: Path) -> None:
        written = with_evidence(carpeta, e, ITEM)
        with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
            for v in written.evidencias_de(ITEM):
                op = comandos.mover_evidencia(s.visitas.abrir(e.visita.id), v.id, Sitio(inconsistencia_id=finding.id))
                s.visitas.guardar(op)

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#inconsistencias#{finding.id}")

    window = window_over(write, show)
    section = window.findChildren(EvidenceSection)[-1]
    QTest.qWait(200)
    for area in window.findChildren(FindingEditor):
        area.ensureWidgetVisible(section)
    QTest.qWait(200)
    return window


def _coming() -> MainWindow:
    """A folder on its way in, and the word on the one before."""
    e = half_way()

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#cedulas#{ITEM}")

    def write(carpeta: Path) -> None:
        with_evidence(carpeta, e, ITEM)

    window = window_over(write, show)
    screen = window.findChild(CedulasScreen)
    assert screen is not None
    screen.panel.evidence.show_progress(12, 45, "IMG_0712.HEIC")
    screen.session.informed.emit(
        "Se adjuntaron 43 de 45 archivos.\nNo se adjuntó:\n· «IMG_0698.AAE», «IMG_0699.AAE»: no es documento, imagen "
        "ni hoja de cálculo\n· «IMG_0701.jpg» dice ser una imagen pero no se puede abrir; puede estar dañada.\n"
        "· «IMG_0703.jpg» ya estaba en la visita (Punto CO-02-03); se adjuntó también aquí y se guarda una vez."
    )
    QTest.qWait(200)
    return window


SCENES: Mapping[str, Callable[[], QWidget]] = {
    "evidencia-foto": lambda: _desk(lambda desk: None),
    "evidencia-dibujo": lambda: _desk(_drawing),
    "evidencia-tachar": lambda: _desk(_asking),
    "evidencia-hallazgo": _finding,
    "evidencia-llegando": _coming,
    "evidencia-documento": lambda: _desk(lambda desk: None, which=0),
}
