"""The list of documents: states, emission, versions, and the way to what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.ui.visita.documentos import WAITING
from supervisor_app.wiring import Servicios
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa
from tests.ui.visit_fixtures import DEFINICIONES_REALES


def _vaciar(e: Expediente, item_id: str) -> Operacion:
    item = DEFINICIONES_REALES.cedula(item_id.rsplit("-", 1)[0]).item(item_id)
    assert item is not None
    return comandos.responder(e, item, None)


def _incompleta(s: Servicios, e: Expediente) -> Expediente:
    op = _vaciar(e, "CO-02-01")
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def _cambiar(mesa: Mesa) -> None:
    """An answer that changes what the cédula says."""
    item = DEFINICIONES_REALES.cedula("CO-02").item("CO-02-07")
    assert item is not None
    valor = ValorCumple(valor=Cumplimiento.NO_APLICA)
    assert mesa.session.attempt(lambda e: comandos.responder(e, item, valor))
    mesa.qtbot.waitUntil(lambda: mesa.session.unsaved == 0)
    mesa.settle()


def test_every_document_of_the_visit_is_listed_with_its_state(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    assert mesa.pills()["concentrado:"] == "Sin emitir"
    assert mesa.demanded() == {
        "cedula:CO-02": "Firmado · e.firma",
        "cedula:CO-05": "Firmado · e.firma",
        "cedula:CO-06": "Firmado · e.firma",
        "cedula:RC-02": "Listo para firma",
        "informe:": "Listo para firma",
    }


def test_the_second_line_counts_pages_and_signatures(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    assert mesa.rows()[2].second == "3 páginas · 1 de 2 firmas"


def test_enter_on_a_complete_document_emits_it_and_shows_its_pages(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    mesa.press(Qt.Key.Key_Return)
    mesa.qtbot.waitUntil(lambda: mesa.screen.viewer.view.pages() > 0)
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"
    assert mesa.screen.list.rows.hasFocus()


def test_all_the_complete_ones_are_emitted_at_once(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    assert mesa.screen.list.emit_all_button.text() == "Emitir los 5 completos"
    mesa.screen.list.emit_all_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert set(mesa.demanded().values()) == {"Listo para firma"}
    assert mesa.pills()["concentrado:"] == "Sin emitir"
    assert mesa.screen.list.emit_all_button.isHidden()


def test_emitting_several_can_be_cancelled_and_what_is_done_stays(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    mesa.screen.list.emit_all_button.click()
    mesa.screen.work.cancel()
    mesa.settle()
    filas = mesa.ask(lambda s: s.documentos.lista(mesa.session.expediente))
    estados = [f.estado for f in filas if not f.opcional]
    assert estados.count(EstadoDocumento.LISTO) == 1
    assert estados.count(EstadoDocumento.SIN_EMITIR) == 4
    assert mesa.screen.list.emit_all_button.isEnabled()


def test_an_incomplete_one_says_what_it_misses_and_leads_there(documentos: Open) -> None:
    mesa = documentos(_incompleta)
    assert mesa.rows()[0].second == "Falta 1 respuesta"
    mesa.select("CO-02")
    mesa.press(Qt.Key.Key_Return)
    assert mesa.led == [("cedulas", "CO-02-01")]
    assert mesa.pills()["cedula:CO-02"] == "Sin emitir"


def test_a_change_makes_it_stale_and_enter_emits_the_next_version(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    _cambiar(mesa)
    assert mesa.pills()["cedula:CO-02"] == "Desactualizado"
    assert "cambió después de emitir la versión 1" in mesa.screen.viewer.notice.text()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.pills()["cedula:CO-02"] == "Listo para firma"
    assert mesa.rows()[0].second.endswith("versión 2")


def test_an_older_version_can_still_be_read(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    _cambiar(mesa)
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    visita_id = mesa.session.expediente.visita.id
    primera, _ = mesa.ask(lambda s: s.documentos.versiones(visita_id, TipoDocumento.CEDULA, "CO-02"))
    mesa.screen.viewer.versions.setFocus()
    mesa.press(Qt.Key.Key_Down)
    mesa.settle()
    assert mesa.screen.document == primera
    assert mesa.screen.viewer.view.pdf() == mesa.ask(lambda s: s.documentos.leer(primera))
    assert not mesa.screen.signers.can_sign()


def test_the_emitted_file_is_what_is_on_disk(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.select("informe")
    filas = mesa.ask(lambda s: s.documentos.lista(mesa.session.expediente))
    (fila,) = (f for f in filas if f.tipo is TipoDocumento.INFORME)
    assert fila.documento is not None
    documento = fila.documento
    assert mesa.screen.viewer.view.pdf() == mesa.ask(lambda s: s.documentos.leer(documento))


def test_exporting_writes_the_same_bytes(documentos: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mesa = documentos(banco.emitir)
    target = tmp_path / "salida"
    monkeypatch.setattr(
        "supervisor_app.ui.visita.documentos.salida.QFileDialog.getSaveFileName", lambda *_args: (str(target), "")
    )
    mesa.screen.list.export_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert target.with_suffix(".pdf").read_bytes() == mesa.screen.viewer.view.pdf()
    assert "salida.pdf" in mesa.screen.viewer.told.text()


def test_what_waits_is_gone_to_one_after_the_other(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("CO-02")
    seen = []
    for _ in range(3):
        mesa.screen.show_object(WAITING)
        mesa.settle()
        selected = mesa.screen.selected
        assert selected is not None
        seen.append(selected.clave)
    assert seen == ["RC-02", "", "RC-02"]


def test_while_it_emits_the_focus_is_on_what_stops_it(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    mesa.screen.list.emit_all_button.setFocus()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.screen.list.task.hasFocus()
    mesa.press(Qt.Key.Key_Escape)
    mesa.settle()

    assert list(mesa.demanded().values()).count("Listo para firma") == 1


def test_escape_on_the_list_stops_what_enter_began(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    mesa.screen.list.rows.setFocus()
    mesa.screen.list.emit_all.emit()
    mesa.press(Qt.Key.Key_Escape)
    mesa.settle()

    assert list(mesa.demanded().values()).count("Listo para firma") == 1
