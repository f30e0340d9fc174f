"""Documentos y firma for the pictures: the real window over the demo visit at several stages."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import Documento
from supervisor_app.domain.escaneo import CotejoDeEscaneo, Hoja
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.tinta import Escaneo, escaneo_de
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.documentos import DocumentosScreen
from supervisor_app.wiring import Servicios
from tests.services.test_tinta import como, fotos
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import AHORA


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


def _strokes() -> tuple[tuple[tuple[int, int], ...], ...]:
    """A signature as a hand draws it: a wave that grows and a line under it."""
    wave = tuple(
        (900 + 62 * n, round(1650 - 900 * math.sin(n / 4.2) * (1 - n / 190) + 300 * math.cos(n / 1.7)))
        for n in range(120)
    )
    return wave, tuple((1500 + 70 * n, round(2550 - 6 * n + 90 * math.sin(n / 9))) for n in range(90))


def _drawn(s: Servicios, e: Expediente) -> None:
    """Each document in another way: drawn, drawn and e.firma, printed for ink, its scan attached, signed, ready."""
    banco.emitir(s, e)
    drawn, mixed, ink, scanned, signed, *_ = s.documentos.vigentes(e.visita.id)

    def draw(documento: Documento, n: int) -> Documento:
        campo = documento.campos[n].campo
        return s.firmas.firmar_dibujada(
            documento,
            FirmaDibujada(campo=campo, nombre="x", con="lápiz", cuando=AHORA, alto=4200, trazos=_strokes()),
        )

    draw(drawn, 0)
    banco.firmar(s, draw(mixed, 1))
    s.documentos.marcar_tinta(ink)
    hojas = enumerate(fotos(s.tinta.para_imprimir(scanned)))
    s.tinta.adjuntar(scanned, escaneo_de([(f"{n}.jpg", como(hoja, "JPEG")) for n, hoja in hojas]))
    banco.firmar(s, signed, titular=True)


def _with_superior(s: Servicios, e: Expediente) -> Expediente:
    superior = Persona(nombre="Rosa Ilhuicamina Núñez", cargo="Jefa de Servicios de Afiliación y Cobranza")
    op = comandos.modificar_visita(e, "Superior", superior=superior, visto_bueno=("informe", "cedula"))
    s.visitas.guardar(op)
    e = e.aplicar(op.cambios)
    banco.emitir(s, e)
    return e


def dibujar() -> QWidget:
    """A signature on the pad, before it is put into the document."""

    def show(screen: DocumentosScreen) -> None:
        screen.columns.show_side("firmas")
        card = screen.signers.card
        card.set_way("dibujada")
        card.drawing.pad._strokes = [list(stroke) for stroke in _strokes()]
        card.drawing.pad._with = ["lápiz", "lápiz"]
        card.drawing.pad.changed.emit()
        card.drawing.pad.update()

    return _documents(_with_superior, show)


def formas() -> QWidget:
    """The list with every way of signing, and the one that was drawn, verified."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-05")
        settle(lambda: screen.document is not None and screen.document.clave == "CO-05")
        screen.columns.show_side("firmas")
        screen.signers.verify.click()
        settle(lambda: screen.signers.verdict() is not None)

    return _documents(_drawn, show)


def tinta() -> QWidget:
    """What waits for its scan."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-06")
        screen.columns.show_side("firmas")

    return _documents(_drawn, show)


def tinta_duda() -> QWidget:
    """A scan whose codes do not agree, before the person says why it is the document."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-06")
        settle(lambda: screen.document is not None and screen.document.clave == "CO-06")
        screen.columns.show_side("firmas")
        form = screen.signers.by_hand
        form._escaneo = Escaneo(b"", (None, None))
        form._on_checked(
            CotejoDeEscaneo(
                (Hoja.SUYA, Hoja.SIN_CODIGO),
                False,
                (
                    "El escaneo tiene 2 hojas y el documento, 3.",
                    "En la hoja 2 no se distingue el código del pie; no se sabe de qué documento es.",
                ),
            )
        )

    return _documents(_drawn, show)


def autografa() -> QWidget:
    """What was signed by hand, its scan attached."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("RC-02")
        screen.columns.show_side("firmas")

    return _documents(_drawn, show)


def _changed(s: Servicios, e: Expediente) -> Expediente:
    """Everything signed; then an answer that two of the documents print."""
    banco.firmada(s, e)
    item = DEFINICIONES_REALES.cedula("CO-02").item("CO-02-07")
    assert item is not None
    op = comandos.responder(e, item, ValorCumple(valor=Cumplimiento.NO_APLICA))
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def sustituye() -> QWidget:
    """Why a signed version is replaced, before it is emitted again."""

    def show(screen: DocumentosScreen) -> None:
        screen.show_object("CO-02")
        settle(lambda: screen.document is not None and not screen.session.lanes.is_busy())
        screen.viewer.emit_wanted.emit()
        screen.list.reason.reason.setText("Se corrigió la respuesta 7, que no aplicaba")

    return _documents(_changed, show)


SCENES: dict[str, Callable[[], QWidget]] = {
    "documentos-firma": firma,
    "documentos-sin-emitir": sin_emitir,
    "documentos-lote": lote,
    "documentos-por-cerrar": por_cerrar,
    "documentos-verificada": verificada,
    "documentos-cerrada": cerrada,
    "documentos-duda": duda,
    "documentos-dibujar": dibujar,
    "documentos-formas": formas,
    "documentos-tinta": tinta,
    "documentos-tinta-duda": tinta_duda,
    "documentos-autografa": autografa,
    "documentos-publica": publica,
    "documentos-sustituye": sustituye,
}
