"""The turnado is delivered from its own card, to a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.entrega.turnado import ReservedCard
from supervisor_app.wiring import Servicios, abrir
from tests.services.banco import Banco, contestar


@pytest.fixture
def card(datos: Path, qtbot: QtBot) -> Iterator[tuple[ReservedCard, Banco]]:
    b = contestar(datos)
    b.emitir()
    for documento in b.s.documentos.vigentes(b.e.visita.id):
        b.s.documentos.marcar_tinta(documento)
    b.cerrar()
    b.s.close()
    lanes: Lanes[Servicios] = Lanes(lambda: abrir(datos))
    made = ReservedCard(lanes, lambda: b.e)
    qtbot.addWidget(made)
    yield made, b
    lanes.close()


def test_it_is_hidden_where_there_is_nothing_to_turn_over(card: tuple[ReservedCard, Banco]) -> None:
    card[0].show_packages((), ())
    assert card[0].isHidden()


def test_it_goes_to_the_folder_that_is_picked_and_says_so(
    card: tuple[ReservedCard, Banco], tmp_path: Path, qtbot: QtBot
) -> None:
    made, _ = card
    folder = tmp_path / "juridico"
    folder.mkdir()
    with qtbot.waitSignal(made.delivered):
        made.deliver(str(folder))
    assert "entregado y comprobado" in made.result.text()
    assert list(folder.rglob("*.zip"))


def test_a_folder_that_is_not_there_is_told(card: tuple[ReservedCard, Banco], tmp_path: Path, qtbot: QtBot) -> None:
    made, _ = card
    made.deliver(str(tmp_path / "no-existe"))
    qtbot.waitUntil(lambda: not made.is_busy())
    assert made.result.text()
