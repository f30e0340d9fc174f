"""Documentos y firma for the pictures: the real window over the demo visit at several stages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QWidget

from supervisor_app.domain.avance import Paso
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes


def at_step(paso: Paso, stage: Stage, show: Callable[[Screen], None], ready: Callable[[Screen], bool]) -> MainWindow:
    """The window over the demo visit at ``stage``, at a step of it, once ``ready``. Its lanes are closed then.

    It works inside its own folder, so that a destination can be shown without naming a folder of this machine.
    """
    with TemporaryDirectory() as folder, chdir(folder):
        carpeta = Path(folder) / "datos"
        e = banco.preparar(carpeta, stage)
        lanes = open_lanes(carpeta)
        try:
            found: list[Servicios] = []
            lanes.call(found.append)
            settle(lambda: not lanes.is_busy())
            window = MainWindow(lanes, DEFINICIONES_REALES, found[0].ajustes.leer(), today=lambda: HOY)
            window.resize(1366, 768)
            window.show()
            window.activateWindow()
            window.open_visit(e.visita.id, paso.value)
            settle(lambda: not lanes.is_busy() and window.workspace is not None)
            assert window.workspace is not None
            screen = window.workspace.shown
            show(screen)
            settle(lambda: not lanes.is_busy() and ready(screen))
            window.badge.saved("11:32")
        finally:
            lanes.close()
    return window


def settle(done: Callable[[], bool]) -> None:
    """Let the window work until ``done``; TimeoutError after half a minute, so that a broken scene does not hang."""
    deadline = QDeadlineTimer(30_000)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError("the scene did not come to rest")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QCoreApplication.processEvents()


def _documents(stage: Stage, show: Callable[[DocumentosScreen], None]) -> QWidget:
    def shown(screen: Screen) -> None:
        assert isinstance(screen, DocumentosScreen)
        show(screen)

    def drawn(screen: Screen) -> bool:
        assert isinstance(screen, DocumentosScreen)
        return not screen.viewer.view.isVisible() or screen.viewer.view.is_drawn()

    return at_step(Paso.DOCUMENTOS, stage, shown, drawn)


def firma() -> QWidget:
    """The picture of the mock: one document half signed, the e.firma of the second signer given."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-06")
        settle(screen.signers.can_sign)
        form = screen.signers.card.form
        form.cer.set_path(Path("olmedo_quinonero.cer"))
        form.key.set_path(Path("olmedo_quinonero.key"))
        form.password.set_value("no es nada")
        screen.columns.show_side("firmas")
        form.focus_first()

    return _documents(banco.a_medias, show)


def sin_emitir() -> QWidget:
    return _documents(banco.sin_emitir, lambda _screen: None)


def lote() -> QWidget:
    return _documents(banco.emitir, lambda screen: screen.sign_all())


def por_cerrar() -> QWidget:
    return _documents(banco.firmada, lambda _screen: None)


def verificada() -> QWidget:
    def show(screen: DocumentosScreen) -> None:
        screen.columns.show_side("firmas")
        screen.signers.verify.click()
        settle(lambda: screen.signers.verdict() is not None)

    return _documents(banco.firmada, show)


def cerrada() -> QWidget:
    return _documents(banco.cerrada, lambda _screen: None)


def duda() -> QWidget:
    """A warning, an error beside its field, and something missing elsewhere."""

    def show(screen: DocumentosScreen) -> None:
        screen.columns.show_side("firmas")
        form = screen.signers.card.form
        form.cer.set_path(Path("castaneda_chavarria.cer"))
        form.key.set_path(Path("castaneda_chavarria.key"))
        form.show_doubt(
            "La e.firma es de XOCHITL CASTAÑEDA CHAVARRIA (RFC CACX700909EF3) y el documento espera la firma de "
            "Lucía Berrueto Peñúñuri."
        )

    return _documents(banco.emitir, show)


def publica() -> QWidget:
    """The public version of a cédula, its data and words to take out beside its pages."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-05")
        settle(lambda: screen.document is not None and not screen.session.lanes.is_busy())
        screen.list.public_wanted.emit()
        page = screen.pages.page
        settle(lambda: page.form.save.isEnabled() and (not page.view.isVisible() or page.view.is_drawn()))

    return _documents(banco.a_medias, show)


SCENES: dict[str, Callable[[], QWidget]] = {
    "documentos-firma": firma,
    "documentos-sin-emitir": sin_emitir,
    "documentos-lote": lote,
    "documentos-por-cerrar": por_cerrar,
    "documentos-verificada": verificada,
    "documentos-cerrada": cerrada,
    "documentos-duda": duda,
    "documentos-publica": publica,
}
