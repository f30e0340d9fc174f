"""Drawing a signature with mouse, pen and finger, taking it back, and what the keyboard can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit.drawing_pad import HEIGHT, UNITS, DrawingPad

Stage = Callable[[QWidget], None]
WAVE = tuple(QPoint(40 + 10 * n, 60 + (n % 3) * 12) for n in range(12))


@pytest.fixture
def pad(on_stage: Stage) -> DrawingPad:
    made = DrawingPad(name="Firma de Ana Paz", prompt="Firme aquí")
    made.set_person("Ana Paz", "Supervisora")
    made.resize(400, made.heightForWidth(400))
    on_stage(made)
    return made


def draw(qtbot: QtBot, pad: DrawingPad, points: Sequence[QPoint] = WAVE) -> None:
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def test_the_mouse_draws_a_stroke_in_units_of_the_width(qtbot: QtBot, pad: DrawingPad) -> None:
    with qtbot.waitSignal(pad.changed):
        draw(qtbot, pad)
    (stroke,) = pad.strokes()
    assert stroke == tuple((p.x() * 25, p.y() * 25) for p in WAVE)
    assert pad.drawn_with() == "ratón"


def test_each_press_is_a_stroke_of_its_own(qtbot: QtBot, pad: DrawingPad) -> None:
    draw(qtbot, pad)
    draw(qtbot, pad, [QPoint(10, 10), QPoint(30, 30)])
    assert [len(s) for s in pad.strokes()] == [12, 2]


def test_what_leaves_the_pad_stays_at_its_edge(qtbot: QtBot, pad: DrawingPad) -> None:
    draw(qtbot, pad, [QPoint(200, 50), QPoint(900, -40), QPoint(-30, 900)])
    assert pad.strokes() == (((5000, 1250), (UNITS, 0), (0, HEIGHT)),)


def test_moving_without_pressing_draws_nothing(qtbot: QtBot, pad: DrawingPad) -> None:
    for point in WAVE:
        qtbot.mouseMove(pad, point)
    qtbot.mousePress(pad, Qt.MouseButton.RightButton, pos=WAVE[0])
    qtbot.mouseRelease(pad, Qt.MouseButton.RightButton, pos=WAVE[0])
    assert pad.is_empty()


def test_a_pen_draws_at_fractions_of_a_px(pad: DrawingPad) -> None:
    device = QPointingDevice.primaryPointingDevice()

    left, no_button = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton

    def send(kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton) -> None:
        at = QPointF(x, y)
        none = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, device, at, pad.mapToGlobal(at), 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, none, button, left)
        QApplication.sendEvent(pad, event)

    send(QEvent.Type.TabletPress, 100.5, 50.0, left)
    send(QEvent.Type.TabletMove, 120.25, 60.0, no_button)
    send(QEvent.Type.TabletRelease, 120.25, 60.0, left)
    assert pad.strokes() == (((2512, 1250), (3006, 1500)),)
    assert pad.drawn_with() == "lápiz"


def test_a_finger_draws_and_a_second_one_does_not(qtbot: QtBot, pad: DrawingPad) -> None:
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    window = pad.window()
    QTest.touchEvent(window, device).press(0, QPoint(40, 40), window).commit()
    QTest.touchEvent(window, device).move(0, QPoint(80, 60), window).commit()
    QTest.touchEvent(window, device).stationary(0).press(1, QPoint(300, 100), window).commit()
    QTest.touchEvent(window, device).move(0, QPoint(120, 80), window).move(1, QPoint(310, 90), window).commit()
    QTest.touchEvent(window, device).release(0, QPoint(120, 80), window).release(1, QPoint(310, 90), window).commit()
    assert [len(s) for s in pad.strokes()] == [3]
    assert pad.drawn_with() == "dedo"


def test_the_last_stroke_is_taken_back_and_all_is_cleared(qtbot: QtBot, pad: DrawingPad) -> None:
    for _ in range(3):
        draw(qtbot, pad)
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes()) == 2
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty()
    assert pad.drawn_with() == ""


def test_ctrl_z_is_of_the_visit_again_once_nothing_is_drawn(qtbot: QtBot, pad: DrawingPad) -> None:
    def taken() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "z")
        event.ignore()
        QApplication.sendEvent(pad, event)
        return event.isAccepted()

    assert not taken()
    draw(qtbot, pad)
    assert taken()


def test_a_held_hand_adds_no_points(qtbot: QtBot, pad: DrawingPad) -> None:
    draw(qtbot, pad, [QPoint(50, 50), *[QPoint(90, 60)] * 40])
    assert [len(s) for s in pad.strokes()] == [2]


def test_there_is_a_most_of_points(qtbot: QtBot, on_stage: Stage) -> None:
    pad = DrawingPad(name="x", prompt="x", most=5)
    pad.resize(400, 168)
    on_stage(pad)
    draw(qtbot, pad)
    draw(qtbot, pad)
    assert [len(s) for s in pad.strokes()] == [5]


def test_it_says_who_signs_and_what_the_keyboard_can_do(pad: DrawingPad) -> None:
    assert pad.accessibleName() == "Firma de Ana Paz"
    assert "Con el teclado no se puede dibujar" in pad.accessibleDescription()
    assert pad.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_disabled_it_takes_nothing(pad: DrawingPad) -> None:
    pad.setEnabled(False)
    pad._begin(QPointF(10, 10), "dedo")
    assert pad.is_empty()


def test_a_wider_pad_shows_the_same_strokes(qtbot: QtBot, pad: DrawingPad) -> None:
    draw(qtbot, pad)
    before = pad.strokes()
    pad.resize(800, pad.heightForWidth(800))
    assert pad.strokes() == before
    assert pad.grab().toImage().pixelColor(WAVE[1].x() * 2, WAVE[1].y() * 2).lightness() < 128


def test_a_touch_that_the_system_takes_away_ends_the_stroke(pad: DrawingPad) -> None:
    pad._begin(QPointF(10, 10), "dedo")
    pad._end()
    pad._go_on(QPointF(90, 90))
    assert [len(s) for s in pad.strokes()] == [1]
