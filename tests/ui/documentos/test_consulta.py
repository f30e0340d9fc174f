"""Where the window only reads: documents are looked at, printed and exported, and nothing is emitted or signed."""

from __future__ import annotations

from PySide6.QtCore import Qt

from supervisor_app.store.turno import OTRA_VENTANA
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.writing import only_reads
from supervisor_app.ui.visita.documentos.renglones import emitible
from tests.ui.documentos import banco
from tests.ui.documentos.conftest import Open
from tests.ui.documentos.mesa import Mesa


def reading(mesa: Mesa) -> Mesa:
    only_reads(mesa.screen, OTRA_VENTANA)
    mesa.session.set_reading(OTRA_VENTANA)
    mesa.settle()
    return mesa


def live(mesa: Mesa) -> set[str]:
    return {b.accessibleName() for b in mesa.screen.findChildren(Button) if b.isVisible() and b.isEnabled()}


def test_one_looks_prints_and_exports_and_signs_nothing(documentos: Open) -> None:
    mesa = reading(documentos(banco.emitir))
    assert {"Imprimir", "Exportar PDF…"} <= live(mesa)
    card = mesa.screen.signers.card
    assert card.isVisible() and not card.isEnabled()
    assert card.toolTip() == card.accessibleDescription() == OTRA_VENTANA
    assert not any(words.startswith("Firmar") for words in live(mesa))
    assert "Firmar" not in " ".join(words for _, words in mesa.screen.hints())
    mesa.press(Qt.Key.Key_Return)
    assert not mesa.screen.signers.is_busy()


def test_nothing_is_emitted_by_button_or_key(documentos: Open) -> None:
    mesa = reading(documentos(banco.sin_emitir))
    assert not any("Emitir" in words for words in live(mesa))
    said: list[str] = []
    mesa.session.refused.connect(said.append)
    mesa.select(next(r.key for r, f in zip(mesa.rows(), mesa.screen._filas, strict=True) if emitible(f)))
    mesa.screen.list.rows.setFocus()
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert said == [OTRA_VENTANA] and all(f.documento is None for f in mesa.screen._filas)
