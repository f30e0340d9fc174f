"""The pages of the way in at the size of the laptop, with the largest text; what Inicio says of how data are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.ui.acceso.aviso import tell_how_kept
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import current
from tests.ui.acceso import scenes
from tests.ui.acceso.casas import FRASE, Casa


@pytest.mark.parametrize(
    "build",
    [
        scenes.proposed,
        scenes.restoring,
        scenes.restored,
        scenes.key,
        scenes.key_asked,
        scenes.waits,
        scenes.recovers,
        scenes.renews,
        scenes.converts,
    ],
)
def test_nothing_is_cut(build: Callable[[], QWidget], qtbot: QtBot) -> None:
    current().set_zoom(2.0)
    page = build()
    page.resize(1366, 690)
    cut, width = cut_columns(page), page.minimumSizeHint().width()
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert cut == [] and width <= 1366


def banners(casa: Casa) -> list[str]:
    shown = casa.main.shown.findChildren(Banner)
    return [banner.text() for banner in shown if banner.isVisible() and "cifrados" in banner.text()]


def test_inicio_says_that_data_are_plain_and_leads_to_where_that_ends(shut: Casa) -> None:
    shut.enter(FRASE)
    tell_how_kept(shut.main, shut.house.llave)
    assert banners(shut) == []
    tell_how_kept(shut.main, None)
    shut.qtbot.waitUntil(lambda: bool(banners(shut)))
    assert banners(shut)[0].startswith("Los datos de este equipo no están cifrados")
    next(b for b in shut.main.shown.findChildren(Banner) if "cifrados" in b.text()).action.emit()
    shut.settle()
    assert shut.main.rail.here() == "ajustes"


@pytest.mark.parametrize("field", ["sin_cifrar", "ficticio"])
def test_it_is_not_said_to_whoever_asked_for_it(shut: Casa, field: str) -> None:
    shut.enter(FRASE)
    shut.main.ajustes = shut.main.ajustes.model_copy(update={field: True})
    tell_how_kept(shut.main, None)
    assert banners(shut) == []
