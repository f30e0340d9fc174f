"""The place «Seguimiento» for the pictures: the lists, a finding with its life, forms, the queue, a new laptop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from supervisor_app import wiring
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.services.desahogo.valores import FiltroAsuntos
from supervisor_app.services.ingreso import hacer_pieza
from supervisor_app.ui.lugares.seguimiento import SeguimientoScreen
from supervisor_app.ui.ventana import MainWindow
from tests.ui.lugares.oficina_ficticia import escribir_oficina
from tests.ui.lugares.semana_ficticia import escribir_semana
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.ui.window_scenes import settle, window_over
from tests.visita_ficticia import AJUSTES, RelojFijo


def escribir_seguimiento(carpeta: Path) -> None:
    """The fictitious office, with what was done since about its first findings."""
    escribir_oficina(carpeta)
    with wiring.abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        d = s.desahogo
        uno, dos, tres, cuatro, *_ = d.asuntos(FiltroAsuntos(ficticias=True, abiertas=True))
        oficio = hacer_pieza("Oficio 0412.txt", b"Se remiten los acuses.", lado=None)
        d.recibir_evidencia(uno.id, [oficio], "Oficio 0412/2026 con 14 acuses de notificación.")
        d.devolver(uno.id, "Faltan los acuses de tres créditos, y dos no tienen sello de recibido.")
        d.recibir_evidencia(uno.id, [oficio], "Alcance al oficio 0412/2026 con los tres que faltaban.")
        d.recibir_evidencia(dos.id, [], "Copia de los mandamientos, entregada en mano.")
        d.recibir_evidencia(tres.id, [oficio], "")
        d.anotar(cuatro.id, "La unidad pidió reunión para el lunes.")


def _open(window: MainWindow) -> SeguimientoScreen:
    window.open_place("seguimiento")
    settle(window.lanes.is_busy)
    screen = window.shown
    assert isinstance(screen, SeguimientoScreen)
    return screen


def _office(then: Callable[[SeguimientoScreen], None] = lambda _screen: None) -> QWidget:
    def show(window: MainWindow) -> None:
        screen = _open(window)
        then(screen)
        settle(window.lanes.is_busy)

    return window_over(escribir_seguimiento, show)


def _turn(key: str) -> Callable[[SeguimientoScreen], None]:
    return lambda screen: screen.lists.turn_to(key)


def _finding(screen: SeguimientoScreen) -> None:
    screen.lists.turn_to("revisar")
    screen.open_row(screen.lists.table().row_keys()[0])
    settle(screen._lanes.is_busy)


def _writing(clase: ClaseDeActo, words: str = "") -> Callable[[SeguimientoScreen], None]:
    def write(screen: SeguimientoScreen) -> None:
        _finding(screen)
        screen.finding.write(clase)
        if words:
            screen.finding.form.words.setPlainText(words)

    return write


def _filtered(screen: SeguimientoScreen) -> None:
    screen.lists.filters.fold.click()
    screen.lists.filters.late.click()


PEGADO = "\n".join(
    "\t".join(cells)
    for cells in (
        ("Órgano", "Número", "Fecha de notificación", "OOAD", "Unidad", "Observación", "Importe", "Medida",
         "Responsable", "Plazo", "Foja"),
        ("OIC", "14/2026", "02/03/2026", "Jalisco", "Hidalgo", "Convenios sin garantía suficiente", "$184,200.00",
         "Constituir las garantías", "Jefatura de Cobranza", "30/06/2026", "12"),
        ("ASF", "2025-R-08", "15/01/2026", "Jalisco", "", "Créditos prescritos sin gestión", "", "Depurar la cartera",
         "Titular", "31/07/2026", "40"),
        ("OIC", "15/2026", "pronto", "Jalisco", "Juárez", "Embargos sin avalúo", "", "", "", "", "13"),
        ("OIC", "16/2026", "02/03/2026", "Jalisco", "Atlántida", "Fianzas vencidas", "", "", "", "", "14"),
    )
)  # fmt: skip


def _photo(screen: SeguimientoScreen) -> None:
    """A picture that came, seen large."""
    image = QImage(1200, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("#35788F"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    piece = hacer_pieza("Acuse del 12 de junio.png", bytes(buffer.data().data()), lado=None)
    screen.lists.turn_to("revisar")
    finding = screen.lists.table().row_keys()[0]
    screen._lanes.call(lambda s: s.desahogo.recibir_evidencia(finding, [piece], "El acuse que faltaba."))
    screen.open_row(finding)
    settle(screen._lanes.is_busy)
    assert screen.finding.sheet is not None
    screen.finding.timeline.opened.emit(screen.finding.sheet.files[0].sha256)
    settle(screen._lanes.is_busy)


def _observe(screen: SeguimientoScreen) -> None:
    screen.lists.observe.click()
    page = screen.desk.observation
    page.reviewer.setText("OIC")
    page.number.setText("14/2026")
    page.day.setText("02/03/2026")
    page.title.setText("Convenios sin garantía suficiente")
    page.measures.add_one()
    page.title.setFocus()


def _refused(screen: SeguimientoScreen) -> None:
    _observe(screen)
    screen.desk.observation.register()
    settle(screen._lanes.is_busy)


def _paste(screen: SeguimientoScreen) -> None:
    screen.lists.observe.click()
    screen.desk.observation.paste.click()
    screen.desk.paste.text.setPlainText(PEGADO)
    settle(screen._lanes.is_busy)


def _train(screen: SeguimientoScreen) -> None:
    screen.lists.training.click()
    settle(screen._lanes.is_busy)
    screen.desk.training.proposal_wanted.emit(0)
    settle(screen._lanes.is_busy)
    screen.desk.training.form.save.click()
    settle(screen._lanes.is_busy)
    screen.desk.training.proposal_wanted.emit(0)


def _sheet(screen: SeguimientoScreen) -> None:
    _finding(screen)
    screen.finding.card.unit.click()
    settle(screen._lanes.is_busy)
    screen.window().show()
    settle(lambda: not screen.paper.view.is_drawn())


def _new(carpeta: Path) -> None:
    """A desk that was opened today."""
    with wiring.abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES)
        s.mesa.abrir("Jefatura ficticia")


def _laptop(window: MainWindow) -> None:
    _open(window)


SCENES: dict[str, Callable[[], QWidget]] = {
    "seguimiento": lambda: _office(lambda s: s.lists.focus()),
    "seguimiento-filtros": lambda: _office(_filtered),
    "seguimiento-medidas": lambda: _office(_turn("medidas")),
    "seguimiento-revisar": lambda: _office(_turn("revisar")),
    "seguimiento-hallazgo": lambda: _office(_finding),
    "seguimiento-devolver": lambda: _office(_writing(ClaseDeActo.DEVUELTA, "Falta el acuse de tres créditos.")),
    "seguimiento-prorroga": lambda: _office(_writing(ClaseDeActo.PRORROGA)),
    "seguimiento-evidencia": lambda: _office(_writing(ClaseDeActo.EVIDENCIA)),
    "seguimiento-foto": lambda: _office(_photo),
    "seguimiento-observacion": lambda: _office(_refused),
    "seguimiento-pegar": lambda: _office(_paste),
    "seguimiento-capacitacion": lambda: _office(_train),
    "seguimiento-cedula": lambda: _office(_sheet),
    "seguimiento-vacio": lambda: window_over(_new, _laptop),
    "seguimiento-equipo": lambda: window_over(escribir_semana, _laptop),
}
