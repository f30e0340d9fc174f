"""What the office publishes, from its page, and what came, in the place of synchronising: by keyboard and by button."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.recibido.valores import Estado
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina import OficinaScreen
from supervisor_app.ui.lugares.sincronizacion import SincronizacionScreen
from supervisor_app.ui.lugares.sincronizacion.recibido import grouped
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo

LUNES = date(2027, 3, 1)


@pytest.fixture
def lanes(datos: Path) -> Iterator[Lanes[Servicios]]:
    """Over a desk that changed one holiday."""
    with wiring.abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.mesa.abrir("Jefatura ficticia")
        s.feriados.agregar(LUNES, "Aniversario")
    opened = open_lanes(datos)
    yield opened
    opened.close()


@pytest.fixture
def office(lanes: Lanes[Servicios], qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> OficinaScreen:
    screen = OficinaScreen(lanes, DEFINICIONES_REALES, today=lambda: HOY)
    screen.resize(1285, 620)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    return screen


def test_by_one_key_the_page_opens_and_by_the_same_all_is_published(
    office: OficinaScreen, lanes: Lanes[Servicios], qtbot: QtBot
) -> None:
    def press(widget: QWidget) -> None:
        qtbot.keyClick(widget, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: not lanes.is_busy())

    page = office.publishing
    press(office.desk_card.go)
    assert office.pages.currentWidget() is page
    assert "01/03/2027 (Aniversario)" in page.rows["feriados"].state.text()
    assert not page.rows["unidades"].go.isEnabled()
    press(page.all)
    assert "Días inhábiles: irá a los equipos" in page.answer.text()
    assert "sin cambios desde entonces" in page.rows["feriados"].state.text()
    press(page.all)
    assert "no hay nada nuevo" in page.answer.text()
    qtbot.keyClick(page.all, Qt.Key.Key_Escape)
    assert office.pages.currentWidget() is office.area


def test_earlier_visits_are_sent_and_no_longer(office: OficinaScreen, lanes: Lanes[Servicios], qtbot: QtBot) -> None:
    office.desk_card.publish.click()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    row = office.publishing.rows["antecedentes"]
    row.go.click()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert "Se prepararán con la siguiente atención" in row.here.text()
    row.other.click()
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert (row.here.text(), row.other.isHidden()) == ("No se envían.", True)


def test_thresholds_are_published_from_a_file(
    office: OficinaScreen, lanes: Lanes[Servicios], qtbot: QtBot, tmp_path: Path
) -> None:
    page, path = office.publishing, tmp_path / "umbrales.yaml"
    path.write_text("umbrales: [", "utf-8")
    page.publish_thresholds(path)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    assert "umbrales.yaml" in page.answer.text()


# --- on a laptop ----------------------------------------------------------------------------------------------------


@pytest.fixture
def laptop(tmp_path: Path, datos: Path) -> Iterator[Lanes[Servicios]]:
    """Lanes over a laptop that counts one day otherwise than the office that it confirmed."""
    mailbox = tmp_path / "Buzón Ñ"
    mailbox.mkdir()
    a = DestinoCarpeta(mailbox)
    with (
        wiring.abrir(tmp_path / "oficina", reloj=RelojFijo()) as oficina,
        wiring.abrir(datos, reloj=RelojFijo()) as s,
        Indice(str(tmp_path / "indice.db")) as indice,
    ):
        oficina.mesa.abrir("Jefatura ficticia")
        oficina.feriados.agregar(LUNES, "Aniversario")
        oficina.por_publicar.publicar("feriados")
        oficina.mesa.publicar("umbrales", "Umbrales", b"{}")
        oficina.mesa.atender(a, str(mailbox), indice)
        s.sincronizacion.sincronizar(a, str(mailbox), confirmada=oficina.mesa.palabras())
        s.feriados.quitar(LUNES)
    opened = open_lanes(datos)
    yield opened
    opened.close()


def test_what_came_is_shown_and_the_office_s_may_be_taken(
    laptop: Lanes[Servicios], qtbot: QtBot, on_stage: Callable[[QWidget], None]
) -> None:
    screen = SincronizacionScreen(laptop)
    screen.resize(1285, 620)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: not laptop.is_busy())
    card = screen.received
    assert {que: row.ficha.estado for que, row in card.rows.items()} == {
        "feriados": Estado.EN_PARTE,
        "umbrales": Estado.APARTADA,
    }
    take = card.rows["feriados"].take
    assert take is not None
    qtbot.keyClick(take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not laptop.is_busy())
    assert card.rows["feriados"].ficha.estado is Estado.EN_USO
    assert "vale lo de la oficina" in card.answer.text()


def test_a_fingerprint_is_read_in_fours() -> None:
    assert grouped("ab12cd34") == "AB12 CD34"
