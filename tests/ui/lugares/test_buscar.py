"""The search finds as one types, shows only the newest answer, and opens at the exact place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.services.visitas import MARCA_FIN, MARCA_INICIO
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.buscar import BuscarScreen
from supervisor_app.ui.lugares.buscar.hallados import lugar_de, runs
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, answer, prepared
from tests.versiones_ficticias import seguida
from tests.visita_ficticia import NO_CUMPLE, aplicar

Show = Callable[[QWidget], None]


def on_screen(on_stage: Show, lanes: Lanes[Servicios]) -> BuscarScreen:
    screen = BuscarScreen(lanes)
    screen.resize(1285, 560)
    on_stage(screen)
    screen.enter()
    return screen


@pytest.fixture
def buscar(qtbot: QtBot, on_stage: Show, week: Lanes[Servicios]) -> BuscarScreen:
    screen = on_screen(on_stage, week)
    qtbot.waitUntil(lambda: bool(screen.list.hits()))
    return screen


def wanted(screen: BuscarScreen) -> list[tuple[str, str]]:
    got: list[tuple[str, str]] = []
    screen.wants.connect(lambda place, what: got.append((place, what)))
    return got


def headings(screen: BuscarScreen) -> list[tuple[str, str]]:
    return [(h.title, h.second) for h in screen.list.hits() if h.is_heading]


def type_in(qtbot: QtBot, screen: BuscarScreen, words: str) -> None:
    """Type and wait for the answer to just that."""
    screen.field.selectAll()
    qtbot.keyClicks(screen.field, words)
    qtbot.waitUntil(lambda: not screen._pause.isActive() and screen._shown == screen._asked)


def test_the_field_has_the_focus(buscar: BuscarScreen) -> None:
    assert QApplication.focusWidget() is buscar.field


def test_without_words_all_visits_are_there_newest_first(buscar: BuscarScreen) -> None:
    assert headings(buscar) == [("Todas las visitas", "7 visitas")]
    assert [h.title for h in buscar.list.hits()[1:4]] == [
        "Subdelegación Tepatitlán de Morelos",
        "Subdelegación Ocotlán",
        "Subdelegación Ciudad Guzmán",
    ]


def test_words_find_under_their_kinds(qtbot: QtBot, buscar: BuscarScreen) -> None:
    type_in(qtbot, buscar, "creditos")

    assert headings(buscar) == [("Medidas", "3")]
    assert buscar.count.text() == "3 resultados"


def test_hits_are_marked(qtbot: QtBot, buscar: BuscarScreen) -> None:
    type_in(qtbot, buscar, "duplicados")

    assert ("duplicados", True) in runs(buscar.list.hits()[1].title)


def test_enter_opens_the_first_and_the_arrows_walk_without_leaving_the_field(
    qtbot: QtBot, buscar: BuscarScreen
) -> None:
    got = wanted(buscar)

    qtbot.keyClick(buscar.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is buscar.field
    qtbot.keyClick(buscar.field, Qt.Key.Key_Return)

    assert got == [("visita", buscar.list.hits()[2].key.removeprefix("visita:"))]


def test_a_measure_opens_its_finding(qtbot: QtBot, buscar: BuscarScreen) -> None:
    got = wanted(buscar)
    type_in(qtbot, buscar, "duplicados")

    qtbot.keyClick(buscar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))

    place, what = got[0]
    assert place == "visita"
    assert what.split("#")[1] == "inconsistencias"
    assert what.split("#")[2]


def test_enter_before_the_answer_opens_what_was_typed(qtbot: QtBot, buscar: BuscarScreen) -> None:
    got = wanted(buscar)

    qtbot.keyClicks(buscar.field, "V-2026-003")
    qtbot.keyClick(buscar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(got))

    assert headings(buscar)[0] == ("Visitas", "1")


def test_only_the_newest_answer_is_shown(qtbot: QtBot, buscar: BuscarScreen) -> None:
    buscar.field.setText("duplicados")
    buscar.search()
    buscar.field.setText("nada que exista")
    buscar.search()
    shown: list[int] = []
    buscar.list.model().modelReset.connect(lambda: shown.append(len(buscar.list.hits())))

    qtbot.waitUntil(lambda: buscar._shown == buscar._asked)

    assert shown == [0]


def test_nothing_found_says_what_to_try(qtbot: QtBot, buscar: BuscarScreen) -> None:
    type_in(qtbot, buscar, "zzzz")

    assert buscar.nothing.isVisible()
    assert not buscar.list.isVisible()


def test_escape_goes_back(qtbot: QtBot, buscar: BuscarScreen) -> None:
    got = wanted(buscar)

    qtbot.keyClick(buscar.field, Qt.Key.Key_Escape)

    assert got == [("atras", "")]


def test_the_list_alone_answers_to_the_keyboard_too(qtbot: QtBot, buscar: BuscarScreen) -> None:
    got = wanted(buscar)
    buscar.list.setFocus()

    qtbot.keyClick(buscar.list, Qt.Key.Key_Down)
    qtbot.keyClick(buscar.list, Qt.Key.Key_Return)
    qtbot.keyClick(buscar.list, Qt.Key.Key_Escape)

    assert [place for place, _ in got] == ["visita", "atras"]


def test_without_visits_it_says_what_to_do_first(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> None:
    screen = on_screen(on_stage, lanes)
    qtbot.waitUntil(lambda: screen._shown == screen._asked)
    got = wanted(screen)

    screen.first.action.emit()

    assert screen.first.isVisible()
    assert got == [("nueva", "")]


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_it_fits(buscar: BuscarScreen, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)

    assert buscar.minimumSizeHint().width() <= 1270


# --- where a hit leads ------------------------------------------------------------------------------------------------


def test_an_answer_leads_to_its_question() -> None:
    e = prepared(answer("CO-02-01", NO_CUMPLE))

    assert lugar_de(e, "respuesta", f"{e.visita.id}:CO-02-01") == f"{e.visita.id}#cedulas#CO-02-01"


def test_a_row_of_a_muestra_leads_to_its_question() -> None:
    item = next(i for i in DEFINICIONES_REALES.cedula("CO-02").items if i.tipo.value == "muestra")
    row = Fila(id="fila-1", visita_id=prepared().visita.id, item_id=item.id, orden=1, referencia="Crédito 1")
    e = prepared()
    e = aplicar(e, comandos.guardar_filas(e, item, [row], "Escribió la muestra"))

    assert lugar_de(e, "fila", "fila-1") == f"{e.visita.id}#cedulas#{item.id}"


def test_a_finding_leads_to_itself() -> None:
    e = prepared(answer("CO-02-01", NO_CUMPLE))
    (finding,) = e.inconsistencias

    assert lugar_de(e, "inconsistencia", finding) == f"{e.visita.id}#inconsistencias#{finding}"


def test_an_answer_without_a_place_opens_where_it_is_kept() -> None:
    e = seguida()
    kept = next(iter(e.sin_lugar.values()))
    assert lugar_de(e, "sin_lugar", kept.id) == f"{e.visita.id}#cedulas#{kept.item_id}"


@pytest.mark.parametrize("kind", ["respuesta", "fila", "inconsistencia", "medida", "visita"])
def test_what_is_gone_leads_to_its_visit(kind: str) -> None:
    e = prepared()

    assert lugar_de(e, kind, "no está") == e.visita.id


@given(st.lists(st.tuples(st.text(alphabet="añ 1", max_size=5), st.text(alphabet="bé2", min_size=1, max_size=5))))
def test_marks_cut_a_text_into_runs_and_lose_nothing(parts: list[tuple[str, str]]) -> None:
    marked = "".join(f"{plain}{MARCA_INICIO}{hit}{MARCA_FIN}" for plain, hit in parts)

    cut = runs(marked)

    assert "".join(text for text, _ in cut) == "".join(plain + hit for plain, hit in parts)
    assert [text for text, hit in cut if hit] == [hit for _, hit in parts]
