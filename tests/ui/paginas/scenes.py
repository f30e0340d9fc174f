"""Shown pages and the print dialog for the pictures, over a signed document of the demo visit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.services.impresion import Impresoras
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.dialogo_impresion import PrintDialog
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.documents.ejemplos import informe, informe_pdf
from tests.ui.documentos import banco
from tests.ui.documentos.scenes import at_step, settle
from tests.ui.visit_fixtures import open_lanes


def _visor(show: Callable[[DocumentosScreen], None]) -> QWidget:
    def shown(screen: Screen) -> None:
        assert isinstance(screen, DocumentosScreen)
        screen.show_object("CO-02")
        view = screen.viewer.view
        settle(lambda: view.pages() == 4 and view.is_drawn())
        show(screen)

    def ready(screen: Screen) -> bool:
        assert isinstance(screen, DocumentosScreen)
        return screen.viewer.view.is_drawn() and not screen.viewer.view.finder.is_busy()

    return at_step(Paso.DOCUMENTOS, banco.a_medias, shown, ready)


def firmas() -> QWidget:
    """The end of a document with both signatures, from the width of the view."""

    def show(screen: DocumentosScreen) -> None:
        screen.viewer.view.go_to(screen.viewer.view.pages())
        screen.viewer.view.setFocus()

    return _visor(show)


def busqueda() -> QWidget:
    def show(screen: DocumentosScreen) -> None:
        find = screen.viewer.bar.find_bar
        find.ask()
        find.words.setText("notificación")
        screen.viewer.view.finder.look_for("notificación", 0)
        settle(lambda: not screen.viewer.view.finder.is_busy())

    return _visor(show)


def imprimir() -> QWidget:
    """The dialog, with printers of no machine."""
    folder = TemporaryDirectory()
    lanes: Lanes[Servicios] = open_lanes(Path(folder.name) / "datos")
    around = QWidget()
    around.resize(1366, 768)
    dialog = PrintDialog(lanes, informe_pdf(informe()), "Informe V-2026-001", around)
    settle(lambda: not lanes.is_busy())
    dialog.told.hide()
    dialog._on_printers(Impresoras(("Oficina de cobranza", "Sala 2"), "Oficina de cobranza"))
    dialog.pages.setText("1-2")
    dialog.show()
    settle(dialog.paper.is_drawn)

    def end() -> None:
        lanes.close()
        folder.cleanup()
        around.deleteLater()  # it holds the dialog, and is held here meanwhile

    dialog.finished.connect(end)
    return dialog


SCENES: dict[str, Callable[[], QWidget]] = {
    "visor-firmas": firmas,
    "visor-busqueda": busqueda,
    "imprimir": imprimir,
}
