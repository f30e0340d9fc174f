"""Controls that write, inside a window that only reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.writing import only_reads, writes

WHY = "Sólo consulta: otra ventana tiene abiertos estos datos."


@pytest.fixture
def window(on_stage: Callable[[QWidget], None]) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    on_stage(made)
    return made


def put(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    widget.show()


def test_what_writes_is_shut_and_says_why_and_comes_back_as_it_was(window: QWidget) -> None:
    sign, off, look = Button("Firmar", keys="Enter", writes=True), Button("Emitir", writes=True), Button("Imprimir")
    off.setEnabled(False)
    for button in (sign, off, look):
        put(window, button)
    only_reads(window, WHY)
    assert [b.isEnabled() for b in (sign, off, look)] == [False, False, True]
    assert (sign.toolTip(), sign.accessibleDescription()) == (WHY, WHY)
    only_reads(window, "")
    assert [b.isEnabled() for b in (sign, off, look)] == [True, False, True]
    assert (sign.toolTip(), sign.accessibleDescription()) == ("", "Enter")


def test_nothing_opens_it_meanwhile(window: QWidget) -> None:
    sign = Button("Firmar", icon="pen-line", writes=True)
    put(window, sign)
    only_reads(window, WHY)
    sign.setEnabled(True)
    sign.set_bare(True)
    assert not sign.isEnabled() and sign.toolTip() == WHY
    only_reads(window, "")
    assert sign.isEnabled() and sign.toolTip() == "Firmar"


def test_what_is_made_later_is_shut_too(window: QWidget) -> None:
    only_reads(window, WHY)
    card = Card("Identidad")
    inside = Button("Elegir")
    card.body.addWidget(inside)
    writes(card)
    put(window, card)
    assert not inside.isEnabled() and card.toolTip() == WHY
