"""The bar against a goal: it says in words what it shows, and is drawn in any proportion and scheme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.goal_bar import GoalBar
from supervisor_app.ui.kit.theme import Theme


@pytest.fixture
def bar(on_stage: Callable[[QWidget], None]) -> GoalBar:
    made = GoalBar()
    made.resize(200, 14)
    on_stage(made)
    return made


def colours(bar: GoalBar, x: float) -> set[str]:
    image = bar.grab().toImage()
    return {QColor(image.pixel(round(image.width() * x), y)).name() for y in range(image.height())}


def test_its_words_are_its_accessible_name(bar: GoalBar) -> None:
    bar.set_figures(0.5, 0.9, False, "$5.00 de $9.00 · Desfavorable")
    assert bar.accessibleName() == "$5.00 de $9.00 · Desfavorable"


def test_the_mark_of_the_goal_stands_where_the_goal_is(bar: GoalBar, theme: Theme) -> None:
    bar.set_figures(0.2, 0.8, None, "")
    assert theme.color("text").name() in colours(bar, 0.8)
    assert theme.color("text").name() not in colours(bar, 0.5)


def test_good_and_bad_differ_also_without_colour(bar: GoalBar, theme: Theme) -> None:
    bar.set_figures(0.9, None, True, "")
    assert len({c for x in (0.2, 0.21, 0.22, 0.23) for c in colours(bar, x)} & {theme.color("ok").name()}) == 1
    bar.set_figures(0.9, None, False, "")
    inside = {QColor(bar.grab().toImage().pixel(x, 7)).name() for x in range(20, 60)}
    assert len(inside) > 1, "an unfavourable bar is hatched"


def test_without_figures_nothing_is_drawn(bar: GoalBar) -> None:
    bar.set_figures(None, None, None, "Sin dato")
    assert colours(bar, 0.1) == colours(bar, 0.9) and len(colours(bar, 0.5)) == 1
