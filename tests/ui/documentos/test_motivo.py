"""Emitting again what was signed: why is asked once, where one is, and printed in the new version."""

from __future__ import annotations

from PySide6.QtCore import Qt

from supervisor_app.domain.documento import TipoDocumento
from tests.services.banco import texto
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa
from tests.ui.documentos.test_emitir import _cambiar


def _firmada_y_cambiada(documentos: Open) -> Mesa:
    mesa = documentos(banco.firmada)
    mesa.select("CO-02")
    _cambiar(mesa)
    assert mesa.pills()["cedula:CO-02"] == "Desactualizado"
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    return mesa


def _versiones(mesa: Mesa) -> list[str]:
    visita_id = mesa.session.expediente.visita.id
    return [d.motivo for d in mesa.ask(lambda s: s.documentos.versiones(visita_id, TipoDocumento.CEDULA, "CO-02"))]


def test_the_reason_is_asked_and_printed(documentos: Open) -> None:
    mesa = _firmada_y_cambiada(documentos)
    assert mesa.screen.list.reason.isVisible()
    assert mesa.screen.list.reason.reason.hasFocus()
    assert mesa.screen.list.emit_all_button.isHidden()
    mesa.qtbot.keyClicks(mesa.screen.list.reason.reason, "La cifra era otra")
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert _versiones(mesa) == ["", "La cifra era otra"]
    pdf = mesa.screen.viewer.view.pdf()
    assert pdf is not None
    assert "Sustituye a la versión 1: La cifra era otra." in " ".join(texto(pdf).split())
    assert mesa.screen.list.reason.isHidden()


def test_without_a_reason_nothing_is_emitted_and_it_says_so(documentos: Open) -> None:
    mesa = _firmada_y_cambiada(documentos)
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.screen.list.reason.field.error() == "Escriba por qué se sustituye."
    assert _versiones(mesa) == [""]


def test_escape_leaves_it_as_it_was(documentos: Open) -> None:
    mesa = _firmada_y_cambiada(documentos)
    mesa.press(Qt.Key.Key_Escape)
    mesa.settle()
    assert mesa.screen.list.reason.isHidden()
    assert mesa.screen.list.rows.hasFocus()
    assert mesa.screen.list.emit_all_button.isVisible()
    assert _versiones(mesa) == [""]
