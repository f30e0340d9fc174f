"""Printing, and documents that are signed by hand: the marked print, and its scan attached back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from supervisor_app.domain.documento import Documento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.paginas.dialogo_impresion import PrintDialog
from supervisor_app.wiring import Servicios
from tests.services.test_tinta import como, fotos, sin_codigo
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def _dialogs() -> list[PrintDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, PrintDialog) and w.isVisible()]


@pytest.fixture(autouse=True)
def close_dialogs() -> Iterator[None]:
    yield
    for dialog in _dialogs():
        dialog.reject()


def _reject(mesa: Mesa) -> None:
    (dialog,) = _dialogs()
    dialog.reject()
    mesa.qtbot.waitUntil(lambda: not _dialogs())


def test_ctrl_p_opens_the_print_dialog_of_the_document_shown(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.select("CO-05")
    mesa.chord(Qt.Key.Key_P)
    (dialog,) = _dialogs()
    assert "CO-05" in dialog.windowTitle()
    _reject(mesa)


def test_it_can_be_asked_again_after_it_was_refused(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    for _ in range(2):
        mesa.qtbot.waitUntil(lambda: not mesa.screen.output.is_busy())
        mesa.screen.activateWindow()
        mesa.qtbot.waitUntil(mesa.screen.isActiveWindow)
        mesa.chord(Qt.Key.Key_P)
        _reject(mesa)


# --- the print ----------------------------------------------------------------------------------------------------


class _Job(QObject):
    """A print that goes through, or does not, when the test says so."""

    progress = Signal(int, int, str)
    finished = Signal()
    failed = Signal(str)
    stopped = Signal(str)

    def __init__(self, pdf: bytes, title: str) -> None:
        super().__init__()
        self.pdf, self.title = pdf, title

    def cancel(self) -> None:
        self.failed.emit("Se canceló.")


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[_Job]:
    made: list[_Job] = []

    def ask(_parent: object, _lanes: object, pdf: bytes, title: str) -> _Job:
        made.append(_Job(pdf, title))
        return made[-1]

    monkeypatch.setattr("supervisor_app.ui.visita.documentos.salida_tinta.ask_and_print", ask)
    return made


def _by_hand(mesa: Mesa) -> None:
    """Choose «Tinta» with the keyboard and press its button."""
    card = mesa.screen.signers.card
    card.set_way("tinta")
    card.ink.print_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()


def test_the_print_for_ink_is_marked_and_recorded_once_it_went(documentos: Open, jobs: list[_Job]) -> None:
    mesa = documentos(banco.emitir)
    _by_hand(mesa)
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"
    (job,) = jobs
    assert "Impreso para firma autógrafa" in banco_texto(job.pdf)
    job.finished.emit()
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Para firma autógrafa"
    assert not mesa.screen.signers.can_sign()
    assert "adjunte aquí el escaneo" in mesa.screen.viewer.told.text()


def test_a_print_that_did_not_go_leaves_the_document_as_it_was(documentos: Open, jobs: list[_Job]) -> None:
    mesa = documentos(banco.emitir)
    _by_hand(mesa)
    jobs[0].failed.emit("La impresora no respondió.")
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"
    assert mesa.screen.signers.can_sign()


def test_ctrl_p_prints_what_is_for_ink_marked_again(documentos: Open, jobs: list[_Job]) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    mesa.chord(Qt.Key.Key_P)
    mesa.settle()
    assert "Impreso para firma autógrafa" in banco_texto(jobs[0].pdf)


def test_a_copy_is_saved_to_be_printed_elsewhere(
    documentos: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mesa = documentos(banco.emitir)
    monkeypatch.setattr(
        "supervisor_app.ui.visita.documentos.salida_tinta.QFileDialog.getSaveFileName",
        lambda *_: (str(tmp_path / "para firma"), ""),
    )
    mesa.screen.signers.card.set_way("tinta")
    mesa.screen.signers.card.ink.save_button.click()
    mesa.settle()
    assert "Impreso para firma autógrafa" in banco_texto((tmp_path / "para firma.pdf").read_bytes())
    assert mesa.pills()["cedula:CO-02"] == "Para firma autógrafa"


def test_a_signed_document_does_not_mix_with_ink(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-06")
    card = mesa.screen.signers.card
    card.set_way("tinta")
    assert card.ink.print_button.isHidden()
    assert not card.ink.box.isVisible()


# --- the scan -----------------------------------------------------------------------------------------------------


def banco_texto(pdf: bytes) -> str:
    from tests.services.banco import texto

    return texto(pdf)


def _for_ink(s: Servicios, e: Expediente) -> None:
    """Two cédulas printed to be signed by hand, the rest ready."""
    banco.emitir(s, e)
    for documento in s.documentos.vigentes(e.visita.id)[:2]:
        s.documentos.marcar_tinta(documento)


def _signed_on_paper(mesa: Mesa, tmp_path: Path, documento: Documento) -> list[Path]:
    """Photos of the sheets of a document, as they come from a phone."""
    pdf = mesa.ask(lambda s: s.tinta.para_imprimir(documento))
    rutas = []
    for n, hoja in enumerate(fotos(pdf)):
        rutas.append(tmp_path / f"IMG_{n}.jpg")
        rutas[-1].write_bytes(como(hoja, "JPEG"))
    return rutas


def _shown(mesa: Mesa) -> Documento:
    assert mesa.screen.document is not None
    return mesa.screen.document


def _paste(mesa: Mesa, rutas: list[Path]) -> None:
    """Copied in the explorer, pasted into the box."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ruta)) for ruta in rutas])
    QGuiApplication.clipboard().setMimeData(data)
    mesa.screen.signers.by_hand.box.setFocus()
    mesa.chord(Qt.Key.Key_V)
    mesa.settle()
    mesa.settle()
    mesa.settle()


def test_photos_of_the_sheets_are_attached_and_the_list_says_it(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    _paste(mesa, _signed_on_paper(mesa, tmp_path, _shown(mesa)))
    assert mesa.pills()["cedula:CO-02"] == "Firmado · autógrafa"
    assert "llevan el código de este documento" in mesa.screen.signers.result.text()


def test_a_scan_of_another_document_asks_for_a_reason_beside_the_field(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-05")
    otras = _signed_on_paper(mesa, tmp_path, _shown(mesa))
    mesa.select("CO-02")
    _paste(mesa, otras)
    form = mesa.screen.signers.by_hand
    assert "de otro documento (folio" in form.doubt()
    assert form.note.hasFocus()
    form.confirm_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert "Escriba por qué" in form.error()
    assert mesa.pills()["cedula:CO-02"] == "Para firma autógrafa"


def test_with_a_reason_it_is_attached_and_the_reason_is_shown(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    borrosa = tmp_path / "borrosa.jpg"
    borrosa.write_bytes(sin_codigo(1))
    _paste(mesa, [borrosa])
    form = mesa.screen.signers.by_hand
    mesa.qtbot.keyClicks(form.note, "Sali borrosa; vi la firma")
    form.confirm_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Firmado · autógrafa"
    assert _shown(mesa).escaneos[-1].nota == "Sali borrosa; vi la firma"


def test_another_scan_can_be_chosen_instead(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    borrosa = tmp_path / "borrosa.jpg"
    borrosa.write_bytes(sin_codigo(1))
    _paste(mesa, [borrosa])
    mesa.screen.signers.by_hand.other_button.click()
    assert mesa.screen.signers.by_hand.doubt() == ""
    _paste(mesa, _signed_on_paper(mesa, tmp_path, _shown(mesa)))
    assert mesa.pills()["cedula:CO-02"] == "Firmado · autógrafa"


def test_a_file_that_is_no_scan_is_said_under_the_box(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    nota = tmp_path / "nota.txt"
    nota.write_text("hola", encoding="utf-8")
    _paste(mesa, [nota])
    form = mesa.screen.signers.by_hand
    assert "«nota.txt» no es PDF" in form.error()
    assert form.box.hasFocus()


def test_reading_a_scan_can_be_cancelled_and_nothing_is_attached(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    rutas = _signed_on_paper(mesa, tmp_path, _shown(mesa))
    form = mesa.screen.signers.by_hand
    form.read(rutas)
    form.task.cancelled.emit()
    mesa.settle()
    assert form.task.isHidden()
    assert form.doubt() == form.error() == ""
    assert form.box.isEnabled()
    assert mesa.pills()["cedula:CO-02"] == "Para firma autógrafa"


def test_verifying_says_that_the_signature_is_on_paper(documentos: Open, tmp_path: Path) -> None:
    mesa = documentos(_for_ink)
    mesa.select("CO-02")
    _paste(mesa, _signed_on_paper(mesa, tmp_path, _shown(mesa)))
    mesa.select("CO-02")
    mesa.screen.signers.verify.click()
    mesa.settle()
    verdict = mesa.screen.signers.verdict()
    assert verdict is not None
    assert "Firma autógrafa: está en el papel" in verdict.words()
    assert "auténticas" not in verdict.words()


def test_closing_says_what_waits_for_its_scan(documentos: Open) -> None:
    def stage(s: Servicios, e: Expediente) -> None:
        banco.firmada(s, e)
        de_nuevo = s.documentos.emitir(e, s.documentos.vigentes(e.visita.id)[0].tipo, "CO-02", motivo="Se corrige")
        s.documentos.marcar_tinta(de_nuevo)

    mesa = documentos(stage)
    assert mesa.screen.list.can_close()
    assert "1 documento va para firma autógrafa sin el escaneo" in mesa.screen.list.how.text()
