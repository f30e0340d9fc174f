"""The gallery fits at every zoom, is painted in the tokens, and the pictures can be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.scroll_column import ScrollColumn, cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import SCHEMES, ZOOM_STEPS, Scheme
from tests.pictures import HEIGHT, WIDTH, draw, scenes
from tests.ui.kit import gallery, gallery_controls

SCENES = gallery.SCENES | gallery_controls.SCENES


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
@pytest.mark.parametrize("build", SCENES.values(), ids=SCENES)
def test_nothing_is_cut_at_the_right(qtbot: QtBot, theme: Theme, build: Callable[[], QWidget], zoom: float) -> None:
    theme.set_zoom(zoom)
    window = build()
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    assert cut_columns(window) == []
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 690


def test_a_row_that_is_too_wide_is_found(qtbot: QtBot) -> None:
    column = ScrollColumn(name="Preguntas")
    qtbot.addWidget(column)
    wide = QWidget()
    wide.setMinimumWidth(500)
    column.add(wide)
    holder = QWidget()
    qtbot.addWidget(holder)
    column.setParent(holder)
    column.setGeometry(0, 0, 300, 200)
    holder.show()
    assert column.overflow() > 200
    assert len(cut_columns(holder)) == 1


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_frame_is_painted_in_the_tokens(qtbot: QtBot, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    window = SCENES["kit-cedulas"]()
    qtbot.addWidget(window)
    window.resize(WIDTH, HEIGHT)
    window.show()
    image = window.grab().toImage()
    tokens = SCHEMES[scheme]
    spots = {
        (40, 600): tokens.window,
        (700, 5): tokens.surface,
        (400, 106): tokens.accent,
        (400, 60): tokens.accent_soft,
    }
    assert {spot: image.pixelColor(*spot) for spot in spots} == {spot: QColor(ink) for spot, ink in spots.items()}


def test_a_theme_change_repaints_a_living_window(qtbot: QtBot, theme: Theme) -> None:
    window = SCENES["kit-controles"]()
    qtbot.addWidget(window)
    window.resize(WIDTH, HEIGHT)
    window.show()
    theme.set_scheme("oscuro")
    changed = window.grab().toImage()
    fresh = SCENES["kit-controles"]()
    qtbot.addWidget(fresh)
    fresh.resize(WIDTH, HEIGHT)
    fresh.show()
    assert _differing(changed, fresh.grab().toImage()) < 0.02


def _differing(one: QImage, other: QImage) -> float:
    """Share of differing pixels on a coarse grid; focus and cursor may differ, surfaces may not."""
    spots = [(x, y) for x in range(0, WIDTH, 7) for y in range(0, HEIGHT, 7)]
    return sum(one.pixelColor(*spot) != other.pixelColor(*spot) for spot in spots) / len(spots)


def test_scenes_have_names_of_their_own() -> None:
    assert set(SCENES) <= set(scenes())


def test_pictures_are_written(tmp_path: Path, theme: Theme) -> None:
    files = list(draw(tmp_path, theme, ["kit-cedulas"]))
    assert [file.name for file in files] == [
        f"kit-cedulas-{suffix}.png" for suffix in ("claro", "oscuro", "contraste", "claro-200")
    ]
    assert all(QImage(str(file)).width() == WIDTH for file in files)
