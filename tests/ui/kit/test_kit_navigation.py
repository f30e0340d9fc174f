"""Rail, stepper, segments and header: who is here, what is asked for, and what the keyboard reaches."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.header_bar import HeaderBar
from supervisor_app.ui.kit.hint_bar import HintBar
from supervisor_app.ui.kit.nav_rail import PLACES, NavRail, Place
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.stepper import Stepper
from supervisor_app.ui.kit.theme import Theme
from tests.ui.kit.gallery import HINTS, STEPS

Key = Qt.Key
Stage = Callable[[QWidget], None]


def buttons(widget: QWidget) -> list[QAbstractButton]:
    return widget.findChildren(QAbstractButton)


@pytest.fixture
def stepper(on_stage: Stage) -> Stepper:
    stepper = Stepper(STEPS)
    stepper.resize(1285, 53)
    on_stage(stepper)
    stepper.set_here("cedulas")
    return stepper


def test_every_step_can_be_opened(stepper: Stepper, qtbot: QtBot) -> None:
    asked: list[str] = []
    stepper.chosen.connect(asked.append)
    for button in buttons(stepper):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [step.key for step in STEPS]
    assert stepper.here() == "cedulas"


def test_arrows_go_from_step_to_step_and_space_opens(stepper: Stepper, qtbot: QtBot) -> None:
    here = buttons(stepper)[1]
    here.setFocus()
    qtbot.keyClick(here, Key.Key_Right)
    with qtbot.waitSignal(stepper.chosen) as chosen:
        qtbot.keyClick(buttons(stepper)[2], Key.Key_Space)
    assert chosen.args == ["inconsistencias"]


def test_a_place_that_cannot_be_opened_is_passed_over_and_says_why(on_stage: Stage, qtbot: QtBot) -> None:
    places = [dataclasses.replace(p, closed="Primero abra una visita.") for p in PLACES[:3]]
    rail = NavRail(places)
    on_stage(rail)
    rail.set_available(places[1].key, False)
    first, shut, last = buttons(rail)
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Down)
    assert last.hasFocus()
    assert shut.toolTip() == shut.accessibleDescription() == "Primero abra una visita."
    rail.set_available(places[1].key, True)
    assert shut.accessibleDescription() == places[1].keys


def test_a_place_that_cannot_be_opened_looks_fainter(on_stage: Stage) -> None:
    rail = NavRail(PLACES[:2])
    on_stage(rail)
    before = buttons(rail)[1].grab().toImage()
    rail.set_available(PLACES[1].key, False)
    assert buttons(rail)[1].grab().toImage() != before


def test_enter_opens_the_focused_step(stepper: Stepper, qtbot: QtBot) -> None:
    buttons(stepper)[1].setFocus()
    qtbot.keyClick(buttons(stepper)[1], Key.Key_Left)
    assert buttons(stepper)[0].hasFocus()
    with qtbot.waitSignal(stepper.chosen) as chosen:
        qtbot.keyClick(buttons(stepper)[0], Key.Key_Return)
    assert chosen.args == ["preparacion"]


def test_a_row_of_steps_is_one_stop_of_tab(stepper: Stepper) -> None:
    stops = [button for button in buttons(stepper) if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_a_step_tells_what_is_missing(stepper: Stepper) -> None:
    names = [QAccessible.queryAccessibleInterface(b).text(QAccessible.Text.Name) for b in buttons(stepper)]
    assert names[0] == "Paso 1: Preparación. Completa. Terminado"
    assert names[1] == "Paso 2: Cédulas. 52 de 83 contestadas. Paso actual"
    assert names[2] == "Paso 3: Inconsistencias y medidas. 8 · 2 sin medida. Atención"


def test_new_missing_texts_are_shown(stepper: Stepper) -> None:
    stepper.set_steps([dataclasses.replace(step, missing="Nada", state="done") for step in STEPS])
    assert all("Nada" in button.accessibleName() for button in buttons(stepper))


@pytest.mark.parametrize("width", [1285, 1100, 900, 640, 420])
@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_steps_never_overlap_nor_leave_the_row(stepper: Stepper, theme: Theme, width: int, zoom: float) -> None:
    theme.set_zoom(zoom)
    width = max(width, stepper.minimumSizeHint().width())
    stepper.resize(width, stepper.sizeHint().height())
    rects = [button.geometry() for button in buttons(stepper)]
    assert all(a.right() < b.left() for a, b in itertools.pairwise(rects))
    assert rects[0].left() == 0
    assert rects[-1].right() + 1 == width


def test_a_low_window_has_a_low_stepper(stepper: Stepper) -> None:
    stepper.set_low(True)
    assert stepper.sizeHint().height() == 40


@pytest.fixture
def rail(on_stage: Stage) -> NavRail:
    rail = NavRail()
    rail.resize(81, 700)
    on_stage(rail)
    return rail


def test_a_place_is_asked_for_and_the_owner_decides(rail: NavRail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(buttons(rail)[2], Qt.MouseButton.LeftButton)
    assert chosen.args == ["visita"]
    assert rail.here() == "inicio"
    rail.set_here("visita")
    assert rail.here() == "visita"


def test_up_and_down_go_through_the_rail(rail: NavRail, qtbot: QtBot) -> None:
    buttons(rail)[0].setFocus()
    qtbot.keyClick(buttons(rail)[0], Key.Key_Down)
    assert buttons(rail)[1].hasFocus()


def test_the_rail_is_81_wide_and_grows_with_the_text(rail: NavRail, theme: Theme) -> None:
    assert rail.sizeHint().width() == 81
    theme.set_zoom(2.0)
    assert rail.sizeHint().width() > 130


def test_the_rail_fits_the_real_height_at_twice_the_text(rail: NavRail, theme: Theme) -> None:
    theme.set_zoom(2.0)
    assert rail.minimumSizeHint().height() <= 690


@pytest.mark.parametrize("height", [560, 690, 768])
def test_nine_places_stand_apart_at_twice_the_text(qtbot: QtBot, theme: Theme, height: int) -> None:
    theme.set_zoom(2.0)
    rail = NavRail([Place(str(n), f"Lugar {n}", "house", at_bottom=n > 6) for n in range(9)])
    qtbot.addWidget(rail)
    rail.resize(rail.sizeHint().width(), height)
    rail.show()

    spots = [b.geometry() for b in buttons(rail)]
    assert rail.minimumSizeHint().height() <= height
    assert all(one.bottom() < other.top() for one, other in pairwise(spots))
    assert spots[-1].bottom() < height


def test_the_icons_of_the_rail_come_back_with_the_room(qtbot: QtBot, theme: Theme) -> None:
    theme.set_zoom(2.0)
    rail = NavRail([Place(str(n), f"Lugar {n}", "house") for n in range(9)])
    qtbot.addWidget(rail)
    rail.resize(200, 560)
    rail.show()
    low = buttons(rail)[0].height()

    rail.resize(200, 1200)

    assert buttons(rail)[0].height() > low + 40


def test_a_place_that_is_not_there_yet_cannot_be_asked_for(rail: NavRail, qtbot: QtBot) -> None:
    rail.set_available("oficina", False)
    with qtbot.assertNotEmitted(rail.chosen):
        qtbot.mouseClick(buttons(rail)[4], Qt.MouseButton.LeftButton)


def test_the_place_we_are_in_is_told(rail: NavRail) -> None:
    names = [button.accessibleName() for button in buttons(rail)]
    assert names[0] == "Inicio, lugar actual"
    assert names[1:] == [place.name for place in PLACES[1:]]


def test_a_segment_is_chosen_by_arrow(qtbot: QtBot, on_stage: Stage) -> None:
    segmented = Segmented((("todas", "Todas 8"), ("sin", "Sin contestar 3")))
    on_stage(segmented)
    first, second = buttons(segmented)
    first.setFocus()
    with qtbot.waitSignal(segmented.chosen) as chosen:
        qtbot.keyClick(first, Key.Key_Right)
    assert chosen.args == ["sin"]
    assert second.hasFocus()
    with qtbot.assertNotEmitted(segmented.chosen):
        segmented.set_value("todas")


def test_the_open_segment_again_is_no_choice(qtbot: QtBot) -> None:
    segmented = Segmented((("todas", "Todas 8"), ("sin", "Sin contestar 3")))
    qtbot.addWidget(segmented)
    with qtbot.assertNotEmitted(segmented.chosen):
        qtbot.mouseClick(buttons(segmented)[0], Qt.MouseButton.LeftButton)
    assert segmented.value() == "todas"


def test_hints_that_do_not_fit_are_left_out_whole(qtbot: QtBot) -> None:
    hints = HintBar(HINTS)
    qtbot.addWidget(hints)
    hints.resize(1285, 32)
    assert hints.shown() == list(HINTS)
    hints.resize(500, 32)
    assert hints.shown() == list(HINTS[: len(hints.shown())])
    assert 0 < len(hints.shown()) < len(HINTS)


def test_a_long_title_ends_in_an_ellipsis_and_a_tooltip(qtbot: QtBot) -> None:
    header = HeaderBar("Subdelegación " * 20, "Visita")
    qtbot.addWidget(header)
    header.resize(400, 56)
    header.show()
    assert header.minimumSizeHint().width() <= 400
    assert header.title() in [label.toolTip() for label in header.findChildren(QWidget)]


def test_a_low_window_has_a_low_header(qtbot: QtBot) -> None:
    header = HeaderBar("Inicio", "Miércoles 10 de junio de 2026")
    qtbot.addWidget(header)
    assert header.sizeHint().height() == 56
    header.set_low(True)
    assert header.sizeHint().height() == 48
