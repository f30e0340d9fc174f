"""Nothing is cut, everything has a name, and F6 goes round."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from tests.ui.documentos import banco
from tests.ui.documentos.banco import Stage
from tests.ui.documentos.conftest import Open

_ROOMS = (
    ((1285, 627), 1.0),
    pytest.param((1285, 527), 1.25, marks=pytest.mark.largo),
    pytest.param((1246, 540), 1.5, marks=pytest.mark.largo),
    ((1236, 500), 2.0),
    pytest.param((799, 440), 1.0, marks=pytest.mark.largo),
)


@pytest.mark.parametrize("stage", [banco.sin_emitir, banco.emitir, banco.firmada, banco.cerrada])
@pytest.mark.parametrize(("size", "zoom"), _ROOMS)
def test_no_column_is_cut(documentos: Open, theme: Theme, stage: Stage, size: tuple[int, int], zoom: float) -> None:
    mesa = documentos(stage, size=size)
    theme.set_zoom(zoom)
    for side in ("documento", "firmas"):
        mesa.screen.columns.show_side(side)
        QApplication.sendPostedEvents()
        assert cut_columns(mesa.screen) == []
        assert mesa.screen.minimumSizeHint().width() <= size[0]


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_no_button_is_narrower_than_its_words(documentos: Open, theme: Theme, zoom: float) -> None:
    mesa = documentos(banco.emitir, size=(1236, 560))
    theme.set_zoom(zoom)
    mesa.screen.columns.show_side("firmas")
    mesa.screen.sign_all()
    QApplication.sendPostedEvents()
    buttons = (*mesa.screen.list.findChildren(QAbstractButton), *mesa.screen.signers.findChildren(QAbstractButton))
    assert [b.text() for b in buttons if b.isVisible() and b.width() < b.minimumSizeHint().width()] == []


def test_everything_that_takes_the_focus_has_a_name(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    stops = [
        w
        for w in mesa.screen.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()
    ]
    assert [type(w).__name__ for w in stops if isinstance(w, QAbstractButton | QLineEdit)] == []


def test_f6_goes_from_the_list_to_the_page_to_the_signers_and_back(documentos: Open) -> None:
    mesa = documentos(banco.emitir)
    mesa.press(Qt.Key.Key_F6)
    assert mesa.screen.viewer.view.hasFocus()
    mesa.press(Qt.Key.Key_F6)
    assert mesa.screen.signers.card.form.cer.hasFocus()
    mesa.press(Qt.Key.Key_F6)
    assert mesa.screen.list.rows.hasFocus()


def test_where_there_is_little_room_page_and_signers_share_a_place(documentos: Open) -> None:
    mesa = documentos(banco.emitir, size=(900, 600))
    assert mesa.screen.viewer.isVisible()
    assert not mesa.screen.signers.isVisible()
    mesa.press(Qt.Key.Key_Return)
    assert mesa.screen.signers.isVisible()
    assert mesa.screen.signers.card.form.cer.hasFocus()


def test_the_hints_are_the_keys_that_work(documentos: Open) -> None:
    mesa = documentos(banco.sin_emitir)
    assert ("Enter", "Emitir") in mesa.screen.hints()
    assert "Ctrl+P" not in dict(mesa.screen.hints())
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert {("Enter", "Firmar"), ("Ctrl+P", "Imprimir")} <= set(mesa.screen.hints())


def test_it_can_be_led_to_a_document(documentos: Open) -> None:
    mesa = documentos(banco.a_medias)
    mesa.select("informe")
    assert mesa.screen.selected is not None
    assert mesa.screen.selected.nombre.titulo.startswith("Informe")
