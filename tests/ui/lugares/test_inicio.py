"""The first screen shows what is going on, and every row leads to its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.services.ajustes import Ajustes
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row, RowModel
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.lugares.inicio.tarjetas import RowsCard
from supervisor_app.wiring import Servicios
from tests.ui.lugares.semana_ficticia import Semana
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo

Show = Callable[[QWidget], None]


def opened(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> InicioScreen:
    screen = InicioScreen(lanes, DEFINICIONES_REALES, today=lambda: HOY)
    screen.resize(1285, 560)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: screen.loaded is not None)
    return screen


@pytest.fixture
def inicio(qtbot: QtBot, on_stage: Show, week: Lanes[Servicios]) -> InicioScreen:
    return opened(qtbot, on_stage, week)


@pytest.fixture
def empty(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> InicioScreen:
    return opened(qtbot, on_stage, lanes)


def wanted(screen: InicioScreen) -> list[tuple[str, str]]:
    got: list[tuple[str, str]] = []
    screen.wants.connect(lambda place, what: got.append((place, what)))
    return got


def rows(card: RowsCard) -> tuple[Row, ...]:
    model = card.list.model()
    assert isinstance(model, RowModel)
    return model.rows()


def test_a_practice_visit_beside_real_ones_says_what_it_is(
    qtbot: QtBot, on_stage: Show, week: Lanes[Servicios]
) -> None:
    real = Ajustes(nombre="Lucía Ñandú", ficticio=False)
    week.call(lambda s: s.ajustes.guardar(real))
    inicio = opened(qtbot, on_stage, week)

    assert all("Datos ficticios" in row.second for row in rows(inicio.drafts))
    assert any("Datos ficticios" in label.text() for label in inicio.go_on.findChildren(WrapLabel))


def test_where_everything_is_fictitious_the_rows_do_not_repeat_it(inicio: InicioScreen) -> None:
    assert not any("ficticios" in row.second for row in rows(inicio.drafts))


def test_enter_goes_on_at_the_first_unanswered_question(qtbot: QtBot, inicio: InicioScreen) -> None:
    got = wanted(inicio)
    assert inicio.loaded is not None and inicio.loaded.continuar is not None

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert got == [("visita", f"{inicio.loaded.continuar.visita.id}#cedulas#CO-06-09")]


def test_enter_goes_on_also_from_nowhere_in_particular(qtbot: QtBot, inicio: InicioScreen) -> None:
    got = wanted(inicio)
    inicio.setFocus()

    qtbot.keyClick(inicio, Qt.Key.Key_Return)

    assert len(got) == 1


def test_the_visit_to_go_on_with_is_told_whole(inicio: InicioScreen) -> None:
    assert inicio.go_on._title.text() == "Continuar la visita a la Subdelegación Ciudad Guzmán"
    assert inicio.go_on._detail.text() == (
        "CO-06, pregunta 09 · 52 de 83 contestadas · 5 inconsistencias, 4 sin medida"
    )


def test_the_week_shows_its_visits(inicio: InicioScreen) -> None:
    titles = [b.placed.bar.title for b in inicio.week.grid._buttons]

    assert titles == ["Subdelegación Ciudad Guzmán", "Subdelegación Ocotlán"]


def test_the_next_visit_stands_under_the_week_and_opens(qtbot: QtBot, inicio: InicioScreen) -> None:
    assert inicio.loaded is not None and inicio.loaded.proxima is not None
    got = wanted(inicio)
    inicio.week.next.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(inicio.week.next, Qt.Key.Key_Return)
    assert got == [("visita", inicio.loaded.proxima.id)]


def test_drafts_leave_out_the_visit_to_go_on_with(inicio: InicioScreen) -> None:
    assert [(r.title, r.pill) for r in rows(inicio.drafts)] == [
        ("Subdelegación Ocotlán", "Sin empezar"),
        ("Subdelegación Tepatitlán de Morelos", "Sin cédulas"),
        ("Subdelegación Libertad Reforma", "Contestada"),
    ]


def test_measures_say_their_term_in_words_and_colour(inicio: InicioScreen) -> None:
    assert [(r.pill, r.pill_kind) for r in rows(inicio.measures)] == [
        ("Vencida 33 días", "bad"),
        ("Vencida 6 días", "bad"),
        ("Vence hoy", "warn"),
        ("En 2 días", "na"),
        ("En 5 días", "na"),
        ("En 6 días", "na"),
    ]


def test_a_measure_leads_to_its_finding(qtbot: QtBot, inicio: InicioScreen) -> None:
    got = wanted(inicio)
    inicio.measures.list.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(inicio.measures.list, Qt.Key.Key_Return)

    assert inicio.loaded is not None
    first = inicio.loaded.medidas[0]
    assert got == [("visita", f"{first.visita.id}#inconsistencias#{first.medida.inconsistencia_id}")]


def test_what_is_owed_to_the_office_comes_first(inicio: InicioScreen) -> None:
    assert [(r.title, r.pill) for r in rows(inicio.deliveries)] == [
        ("V-2026-003 · Juárez", "Sin entregar"),
        ("V-2026-002 · Hidalgo", "Entregada"),
        ("V-2026-001 · Puerto Vallarta", "Entregada"),
    ]


def test_preparing_the_delivery_leads_to_the_visit_that_owes_it(qtbot: QtBot, inicio: InicioScreen) -> None:
    got = wanted(inicio)

    inicio.deliveries._prepare.click()

    assert inicio.loaded is not None
    assert got == [("visita", f"{inicio.loaded.entregas[0].visita.id}#entrega")]


def test_all_visits_are_one_button_away(inicio: InicioScreen) -> None:
    got = wanted(inicio)

    inicio.week.all_visits.emit()

    assert got == [("buscar", "")]


def test_only_some_measures_are_shown_and_all_are_in_seguimiento(
    qtbot: QtBot, on_stage: Show, week: Lanes[Servicios]
) -> None:
    def write(s: Servicios) -> None:
        semana = Semana(s, RelojFijo(), first_id=500)
        e = s.visitas.abrir("V-2026-007")
        for n in range(4):
            e = semana.medida(e, f"Medida {n}", "Titular", HOY + timedelta(days=3))

    week.call(write)
    screen = opened(qtbot, on_stage, week)

    got = wanted(screen)
    assert len(rows(screen.measures)) == 6
    screen.measures.more.click()
    assert got == [("seguimiento", "medidas")]


def test_coming_back_reads_everything_anew(qtbot: QtBot, inicio: InicioScreen, week: Lanes[Servicios]) -> None:
    week.call(lambda s: s.visitas.crear())
    inicio.enter()

    qtbot.waitUntil(lambda: len(rows(inicio.drafts)) == 4)
    assert rows(inicio.drafts)[0].title == "Subdelegación Ciudad Guzmán"


def test_without_visits_the_first_thing_to_do_has_the_focus(qtbot: QtBot, empty: InicioScreen) -> None:
    got = wanted(empty)

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert got == [("nueva", "")]
    assert not empty.week.isVisible()


def test_without_visits_a_demo_can_be_opened(empty: InicioScreen) -> None:
    got = wanted(empty)

    empty.first.demo.emit()

    assert got == [("demo", "")]


def test_without_a_name_a_banner_leads_to_the_settings(empty: InicioScreen) -> None:
    got = wanted(empty)
    assert empty.identity.isVisible()

    empty.identity.action.emit()

    assert got == [("ajustes", "")]


def test_with_a_name_there_is_no_banner(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> None:
    lanes.call(lambda s: s.ajustes.guardar(Ajustes(nombre="Lucía Barragán")))
    screen = opened(qtbot, on_stage, lanes)

    assert not screen.identity.isVisible()


def test_what_cannot_be_read_is_told_with_a_way_to_try_again(qtbot: QtBot, on_stage: Show, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("", encoding="utf-8")
    broken = open_lanes(tmp_path / "archivo" / "datos")
    screen = InicioScreen(broken, DEFINICIONES_REALES, today=lambda: HOY)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(screen.failure.isVisible)

    assert "carpeta de datos" in screen.failure.text()
    broken.close()


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_nothing_is_cut(inicio: InicioScreen, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    inicio.resize(1285 if zoom < 1.5 else 1270, 560)

    assert cut_columns(inicio) == []


def test_enter_is_a_hint_where_there_is_something_to_go_on_with(inicio: InicioScreen) -> None:
    assert ("Enter", "Continuar la visita") in inicio.hints()


def test_enter_is_no_hint_where_there_is_nothing(empty: InicioScreen) -> None:
    assert ("Enter", "Continuar la visita") not in empty.hints()
