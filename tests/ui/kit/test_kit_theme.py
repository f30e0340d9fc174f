"""Theme, icons and strokes: one change reaches everything, and lines stay crisp."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.kit import icons, paint, palette
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.pill import Pill
from supervisor_app.ui.kit.qss import style_sheet
from supervisor_app.ui.kit.resources import RESOURCES, icon_source
from supervisor_app.ui.kit.theme import Theme, current, style
from supervisor_app.ui.kit.tokens import DARK, LIGHT, ROLES, SCHEMES


def test_the_fonts_of_the_house_are_used(theme: Theme) -> None:
    for role, spec in ROLES.items():
        font = theme.font(role)
        assert font.exactMatch() or font.family() == "Inter"
        assert (font.pixelSize(), font.weight()) == (spec.size, QFont.Weight(spec.weight))


def test_figures_have_one_width(theme: Theme) -> None:
    widths = {theme.text_width(figure * 4, "body", figures=True) for figure in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.25, 1.25), (3.0, 2.0)])
def test_zoom_stays_between_100_and_200(theme: Theme, asked: float, given: float) -> None:
    theme.set_zoom(asked)
    assert theme.zoom == given


def test_zoom_goes_up_and_down_by_steps(theme: Theme) -> None:
    seen = []
    for _ in range(7):
        seen.append(theme.zoom)
        theme.zoom_in()
    assert seen == [1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.0]
    theme.zoom_out()
    assert theme.zoom == 1.75


def test_zoom_reaches_fonts_of_living_labels(qtbot: QtBot, theme: Theme) -> None:
    label, pill = Text("Cobranza", "section"), Pill("Listo", "clock")
    qtbot.addWidget(label)
    qtbot.addWidget(pill)
    before = pill.sizeHint().width()
    theme.set_zoom(2.0)
    assert label.font().pixelSize() == 28
    assert pill.sizeHint().width() > 1.7 * before


def test_a_scheme_reaches_palette_and_style_sheet(qapp: QApplication, theme: Theme) -> None:
    with_signal: list[str] = []
    theme.changed.connect(lambda: with_signal.append(theme.tokens.scheme))
    theme.set_scheme("oscuro")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert DARK.surface in qapp.styleSheet()
    assert with_signal == ["oscuro"]


def test_the_same_scheme_again_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scheme("claro")
        theme.set_zoom(1.0)


@pytest.mark.parametrize("shown_before", [False, True])
def test_a_role_set_later_is_shown(qtbot: QtBot, theme: Theme, *, shown_before: bool) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = Text("CO-01", "body", "text2", parent=holder)
    if shown_before:
        holder.show()
    style(label, role="section")
    holder.show()
    assert (label.font().pixelSize(), label.font().weight()) == (14, 600)


def test_an_ink_set_after_a_zoom_keeps_the_size(qtbot: QtBot, theme: Theme) -> None:
    label = Text("CO-01", "body", "text2")
    qtbot.addWidget(label)
    label.show()
    theme.set_zoom(2.0)
    style(label, ink="accent")
    assert label.font().pixelSize() == 26


def test_an_ink_set_later_is_shown(qtbot: QtBot) -> None:
    label = QLabel("Falta")
    qtbot.addWidget(label)
    style(label, ink="warn", role="small")
    label.show()
    assert label.palette().color(label.foregroundRole()) == QColor(LIGHT.warn)
    style(label, ink="bad")
    assert label.palette().color(label.foregroundRole()) == QColor(LIGHT.bad)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_has_no_foreign_colour(scheme: str) -> None:
    import re

    tokens = SCHEMES[scheme]  # type: ignore[index]  # parametrize gives str
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(tokens, 1.0)))
    assert used <= {tokens.ink(name) for name in tokens.__slots__ if name != "scheme"}


def test_a_windows_contrast_theme_gives_its_own_colours() -> None:
    system = QPalette(QColor("#101010"))
    system.setColor(QPalette.ColorRole.Window, QColor("#202020"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#FFFFAA"))
    tokens = palette.tokens_from(system)
    assert {tokens.window, tokens.surface, tokens.ok_soft} == {"#202020"}
    assert {tokens.text, tokens.bad, tokens.border} == {"#ffffaa"}


def test_current_is_the_theme_of_the_application(theme: Theme) -> None:
    assert current() is theme


@pytest.mark.parametrize("file", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_can_be_recoloured(file: object) -> None:
    name = file.stem  # type: ignore[attr-defined]  # a Path, which parametrize does not tell
    assert "currentColor" in icon_source(name)
    image = icons.pixmap(name, "bad", 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    strong = [pixel for pixel in pixels if pixel.alpha() > 200]
    assert strong
    # Blending rounds by one step; a stroke left black would be off by a hundred.
    assert all(abs(pixel.red() - QColor(LIGHT.bad).red()) <= 2 for pixel in strong)


def test_icons_are_drawn_once_per_colour_and_ratio(theme: Theme) -> None:
    one = icons.pixmap("flag", "warn", 16, 1.0)
    assert icons.pixmap("flag", "warn", 16, 1.0).cacheKey() == one.cacheKey()
    fine = icons.pixmap("flag", "warn", 16, 1.25)
    assert (fine.width(), fine.devicePixelRatio()) == (20, 1.25)
    theme.set_scheme("oscuro")
    assert icons.pixmap("flag", "warn", 16, 1.0).cacheKey() != one.cacheKey()


def test_a_misspelt_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("bandera")


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("Ctrl+E", ["Ctrl", "E"]),
        ("1 2 3 4", ["1", "2", "3", "4"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("Ctrl+-", ["Ctrl", "-"]),
        ("", []),
    ],
)
def test_key_caps(keys: str, caps: list[str]) -> None:
    assert paint.caps_of(keys) == caps


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_hairline_is_whole_device_pixels(theme: Theme, ratio: float) -> None:
    pixmap = QPixmap(round(40 * ratio), round(40 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(LIGHT.surface))
    painter = QPainter(pixmap)
    paint.Canvas(painter, theme).box(QRectF(3, 3, 30, 30), 0, line="text")
    painter.end()
    image = pixmap.toImage()
    column = {image.pixelColor(image.width() // 2, y).name() for y in range(image.height())}
    assert column == {LIGHT.surface.lower(), LIGHT.text.lower()}
