"""The size of the photos among the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.settings import Ajustes, TamanoFotos
from supervisor_app.ui.lugares.ajustes.fotos import PhotosCard
from tests.ui.cedulas.manos import Hands, Key


def test_the_size_of_photos_is_chosen_by_keyboard(on_stage: Callable[[QWidget], None], qtbot: QtBot) -> None:
    card = PhotosCard()
    on_stage(card)
    card.show_settings(Ajustes())
    assert card.photo_size.currentText() == "Hasta 2,560 puntos"
    card.photo_size.setFocus()
    with qtbot.waitSignal(card.edited) as heard:
        Hands().press(Key.Key_Down)
    assert heard.args == [{"fotos": TamanoFotos.MEDIANA}]
