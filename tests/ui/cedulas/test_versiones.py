"""The page of versions, by keyboard: what it says, following, staying, undo, and the answers without a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.definition import ItemDefinition
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.versiones.pagina import VersionsPage
from supervisor_app.ui.visita.cedulas.versiones.textos import consequences, offer
from supervisor_app.ui.visita.espacio import VisitWorkspace
from supervisor_app.wiring import Servicios, abrir
from tests.definiciones_al_azar import con_items
from tests.ui.cedulas.manos import CTRL, SHIFT, Hands, Key, focused
from tests.ui.cedulas.versiones_nuevas import answered, newer_forms
from tests.ui.visit_fixtures import HOY, settled, stored
from tests.visita_ficticia import CO_90, CONTROL, NO_CUMPLE, RelojFijo, aplicar, contador_de_ids, expediente

Open = Callable[..., CedulasScreen]


@pytest.fixture
def newer(tmp_path: Path) -> Definiciones:
    return newer_forms(tmp_path / "cedulas")


@pytest.fixture
def screen_of(datos: Path, newer: Definiciones, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Open]:
    """The screen over a visit while the folder has newer versions of CO-02 and CO-05."""
    opened: list[Lanes[Servicios]] = []

    def make(e: Expediente | None = None) -> CedulasScreen:
        e = stored(datos, e or answered())
        reloj, ids = RelojFijo(), contador_de_ids()
        opened.append(Lanes(lambda: abrir(datos, definiciones=newer, reloj=reloj, id_nuevo=ids)))
        screen = CedulasScreen(VisitSession(opened[-1], newer, e, today=lambda: HOY))
        screen.resize(1285, 550)
        on_stage(screen)
        screen.enter()
        qtbot.waitUntil(lambda: not opened[-1].is_busy())
        return screen

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def workspace(datos: Path, newer: Definiciones, on_stage: Callable[[QWidget], None]) -> Iterator[VisitWorkspace]:
    """All six steps, opened where the visit has findings to work on."""
    e = stored(datos, answered())
    lanes = Lanes(lambda: abrir(datos, definiciones=newer, reloj=RelojFijo()))
    made = VisitWorkspace(VisitSession(lanes, newer, e, today=lambda: HOY))
    made.resize(1285, 700)
    on_stage(made)
    made.open_step(Paso.INFORME)
    yield made
    lanes.close()


@pytest.fixture
def screen(screen_of: Open) -> CedulasScreen:
    return screen_of()


def page_of(screen: CedulasScreen) -> VersionsPage:
    """The page, opened by the button of the notice."""
    if screen.versions.page is None or not screen.versions.is_open():
        button = screen.centre.versions.findChildren(QWidget, "")[-1]
        assert screen.centre.versions.isVisible()
        button.setFocus()
        Hands().press(Key.Key_Return)
    page = screen.versions.page
    assert page is not None
    return page


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Text) if label.isVisibleTo(widget)]


def said(page: VersionsPage) -> str:
    return page.told.text()


def test_the_notice_names_the_cedulas_with_newer_versions(screen: CedulasScreen) -> None:
    assert screen.centre.versions.text() == "Hay versiones nuevas de 2 cédulas de esta visita: CO-02 y CO-05."


def test_the_page_opens_with_the_focus_on_following_the_first(screen: CedulasScreen) -> None:
    page_of(screen)
    assert focused().accessibleName() == "Seguir la versión 2 de CO-02"


def test_the_notice_is_reached_by_keyboard_and_esc_leads_back_to_the_question(screen: CedulasScreen) -> None:
    hands = Hands()
    for _ in range(30):
        if focused().accessibleName() == "Ver qué cambia":
            break
        hands.press(Key.Key_Backtab, SHIFT)
    hands.press(Key.Key_Return)
    assert screen.versions.is_open()
    hands.press(Key.Key_Escape)
    assert screen.questions.isAncestorOf(focused())


def test_the_page_is_three_keys_away_from_any_question(screen: CedulasScreen) -> None:
    hands = Hands()
    hands.press(Key.Key_F6, SHIFT)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Return)
    assert screen.versions.is_open()


def test_a_changed_wording_stands_before_and_now_with_what_becomes_of_the_answer(screen: CedulasScreen) -> None:
    shown = words(page_of(screen).cards[0])
    at = shown.index("Redacción")
    assert shown[at : at + 5] == [
        "Redacción",
        "Antes",
        "En promedio, ¿cuántos días pasan entre recibir el documento y notificarlo?",
        "Ahora",
        "¿Qué proporción de los documentos se notificó en los primeros cinco días?",
    ]
    assert any(line.startswith("Su respuesta «9 · Nota: Cuentan desde el sello") for line in shown)


def test_it_says_how_many_answers_stay_and_how_many_lose_their_place(screen: CedulasScreen) -> None:
    assert page_of(screen).cards[0].consequences.text().startswith(
        "De 3 respuestas: 1 se queda y 2 quedan sin lugar."
    )  # fmt: skip


def test_following_by_keyboard_moves_what_has_no_place_and_says_so(screen: CedulasScreen, qtbot: QtBot) -> None:
    page = page_of(screen)
    Hands().press(Key.Key_Return)
    settled(qtbot, screen.session)
    e = screen.session.expediente
    assert e.definiciones["CO-02"].version == 2
    assert sorted(s.item_id for s in e.sin_lugar.values()) == ["CO-02-02", "CO-02-03"]
    assert said(page).startswith("Se aplica la versión nueva de CO-02. 2 respuestas quedaron sin lugar")


def test_after_following_the_focus_is_on_the_next_to_decide(screen: CedulasScreen) -> None:
    page_of(screen)
    Hands().press(Key.Key_Return)
    assert focused().accessibleName() == "Seguir la versión 2 de CO-05"


def test_undo_gives_everything_back(screen: CedulasScreen, qtbot: QtBot) -> None:
    before = screen.session.expediente
    page_of(screen)
    Hands().press(Key.Key_Return)
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.told):
        screen.session.undo()
    assert screen.session.expediente == before
    assert screen.centre.versions.text().startswith("Hay versiones nuevas de 2 cédulas")


def test_staying_is_not_asked_again_and_can_be_changed(screen: CedulasScreen, qtbot: QtBot) -> None:
    page = page_of(screen)
    page.stay_all.setFocus()
    Hands().press(Key.Key_Return)
    settled(qtbot, screen.session)
    assert not screen.centre.versions.isVisibleTo(screen)
    assert screen.side.versions_button.text() == "Versiones"
    assert page.cards[0].follow.isVisibleTo(page)
    assert not page.cards[0].stay.isVisibleTo(page)


def test_all_are_followed_at_once_and_undone_at_once(screen: CedulasScreen, qtbot: QtBot) -> None:
    before = screen.session.expediente
    page_of(screen).follow_all.setFocus()
    Hands().press(Key.Key_Return)
    assert {d.version for c, d in screen.session.definiciones.items() if c in ("CO-02", "CO-05")} == {2}
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.told):
        screen.session.undo()
    assert screen.session.expediente == before


def test_an_answer_without_a_place_is_copied_as_text(screen: CedulasScreen) -> None:
    page = page_of(screen)
    Hands().press(Key.Key_Return)
    page.lost[0].answers[0].copy.setFocus()
    Hands().press(Key.Key_Return)
    assert "Respuesta: 9 días" in QGuiApplication.clipboard().text()
    assert said(page).startswith("Se copió el texto")


def test_the_way_to_the_list_counts_and_stays_in_the_tree(screen: CedulasScreen) -> None:
    page_of(screen)
    hands = Hands()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    assert not screen.versions.is_open()
    assert screen.side.versions_button.text() == "Sin lugar (2)"
    screen.side.versions_button.setFocus()
    hands.press(Key.Key_Return)
    assert screen.versions.is_open()


def test_an_answer_whose_question_is_back_is_given_its_place_again(
    datos: Path, screen: CedulasScreen, newer: Definiciones, qtbot: QtBot
) -> None:
    first = screen.session.definiciones["CO-02"]
    page = page_of(screen)
    Hands().press(Key.Key_Return)
    third = type(first).model_validate(first.__dict__ | {"version": 3})
    page.show_available([third])
    page.cards[0].follow.setFocus()
    Hands().press(Key.Key_Return)
    page.lost[0].answers[0].back.setFocus()
    Hands().press(Key.Key_Return)
    assert screen.session.expediente.respuestas["CO-02-02"].nota.startswith("Cuentan desde")
    assert said(page) == "La respuesta de CO-02-02 volvió a su lugar."


def test_a_question_that_is_not_asked_any_more_leads_to_its_answer(screen: CedulasScreen) -> None:
    page_of(screen)
    hands = Hands()
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    screen.show_object("CO-02-03")
    assert screen.versions.is_open()


def test_no_key_of_the_questions_works_on_the_page(screen: CedulasScreen) -> None:
    page_of(screen)
    code = screen.codigo
    hands = Hands()
    hands.press(Key.Key_Down, CTRL)
    hands.type("n]")
    assert (screen.codigo, screen.versions.is_open()) == (code, True)


def test_arrows_and_pages_scroll(screen: CedulasScreen, qtbot: QtBot) -> None:
    page = page_of(screen)
    bar = page.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(0)
    Hands().press(Key.Key_PageDown)
    assert bar.value() > 0


def test_a_closed_visit_is_told_nothing(screen_of: Open) -> None:
    e = answered()
    screen = screen_of(Expediente(**e.__dict__ | {"visita": con(e.visita, estado=EstadoVisita.CERRADA)}))
    assert not screen.centre.versions.isVisibleTo(screen)
    assert not screen.side.versions_button.isVisibleTo(screen)


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_any_size_of_text(screen: CedulasScreen, theme: Theme, zoom: float) -> None:
    page = page_of(screen)
    Hands().press(Key.Key_Return)
    theme.set_zoom(zoom)
    screen.resize(1285, 550)
    assert cut_columns(page) == []


def detail(workspace: VisitWorkspace) -> str:
    """The second line of the step of the cédulas, as it is read out."""
    steps = (w.accessibleName() for w in workspace.stepper.findChildren(QWidget))
    return next(name for name in steps if name.startswith("Paso 2: Cédulas")).split(". ")[1]


def test_the_step_says_so_from_every_other_step_until_it_is_decided(workspace: VisitWorkspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: detail(workspace) == "4 de 38 · versión nueva")
    e = workspace.session.expediente
    pending = [d for d in workspace.session.catalogos.cedulas.values() if d.codigo in ("CO-02", "CO-05")]
    workspace.session.do(comandos.quedarse(e, pending))
    assert detail(workspace) == "4 de 38 contestadas"
    settled(qtbot, workspace.session)


def test_findings_that_leave_or_come_with_a_version_are_told() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    e = aplicar(e, comandos.responder(e, CONTROL, NO_CUMPLE))
    unasked = con_items(CO_90, ItemDefinition.model_validate(CONTROL.__dict__ | {"relevante": "1 = 2"}))
    said = consequences(offer(e, unasked, left=False))
    assert "La inconsistencia 01 sale, porque con esta versión nada la sustenta; deshacer la devuelve." in said
    e = aplicar(e, comandos.seguir_versiones(e, [unasked]))
    said = consequences(offer(e, con_items(unasked, CONTROL), left=False))
    assert "Se agrega 1 inconsistencia por respuestas que con esta versión se preguntan." in said


def test_only_a_version_that_takes_something_away_warns() -> None:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    without = con_items(CO_90, *CO_90.items[1:])
    assert not offer(e, without, left=False).takes
    answered_so = aplicar(e, comandos.responder(e, CONTROL, NO_CUMPLE))
    assert offer(answered_so, without, left=False).takes
