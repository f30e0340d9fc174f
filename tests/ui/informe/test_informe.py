"""The step of the informe through its real widgets: composed, written, filled, undone, previewed, printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.informe import DatosInforme, Marcador
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.value_edit import DateEdit
from supervisor_app.ui.paginas.dialogo_impresion import PrintDialog
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.informe import InformeScreen
from tests.ui.visit_fixtures import Command, answer, prepared, settled, write
from tests.visita_ficticia import informe

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[..., InformeScreen]


@pytest.fixture
def open_screen(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> Open:
    """The screen over a visit on which these commands were done; with ``written`` its informe lacks nothing."""

    def make(*commands: Command, written: bool = True, **campos: object) -> InformeScreen:
        written_first = [_written] if written else []
        screen = InformeScreen(session_of(prepared(*written_first, *commands, **campos)))
        screen.resize(1285, 627)
        on_stage(screen)
        screen.enter()
        return screen

    return make


def _written(e: Expediente) -> Operacion:
    return comandos.guardar_informe(e, con(informe(), id=f"{e.visita.id}:informe", visita_id=e.visita.id))


def datos(screen: InformeScreen) -> DatosInforme:
    borrador = screen.session.expediente.informe
    assert borrador is not None
    return borrador.datos


def texts(screen: InformeScreen, seccion: str) -> list[str]:
    return [b.texto for b in datos(screen).seccion(seccion)]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def without(e: Expediente, *secciones: str) -> object:
    assert e.informe is not None
    return comandos.guardar_informe(e, con(e.informe, datos=con(e.informe.datos, **dict.fromkeys(secciones, ()))))


# --- composing ----------------------------------------------------------------------------------------------------


def test_enter_composes_the_first_draft_and_leads_to_what_is_missing(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(written=False)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.session.expediente.informe is not None)
    assert texts(screen, "proposito")
    assert focused().accessibleName() == "Número de pliego"


def test_composing_again_fills_what_is_empty_and_keeps_what_is_written(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(lambda e: without(e, "conclusiones"))
    with qtbot.waitSignal(screen.session.changed):
        screen.column.again.click()
    assert texts(screen, "conclusiones")
    assert texts(screen, "proposito") == ["Texto de prueba."]


def test_composing_again_is_undone_at_once(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(lambda e: without(e, "conclusiones"))
    with qtbot.waitSignal(screen.session.changed):
        screen.column.again.click()
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.changed):
        screen.session.undo()
    assert texts(screen, "conclusiones") == []
    assert screen.column.sections["conclusiones"].editor.rows()[0].texto == ""


def test_with_nothing_empty_it_says_so(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.column.again.click()
    qtbot.waitUntil(lambda: "conservó" in screen.column.notice.text())
    assert screen.session.unsaved == 0


def test_another_visits_text_fills_the_empty_sections(open_screen: Open, session: VisitSession, qtbot: QtBot) -> None:
    screen = open_screen(lambda e: without(e, "resultados"), id="0b" * 16, folio="V-2026-002")
    other = session.expediente
    session.attempt(lambda e: comandos.guardar_informe(e, informe()))
    settled(qtbot, session)
    screen.requests.ask_loans()
    qtbot.waitUntil(screen.requests.others.isVisible)
    assert other.visita.folio in screen.requests.others.phrases()[0]
    qtbot.keyClicks(screen.requests.others, "1")
    assert texts(screen, "resultados") == ["Texto de prueba."]


# --- writing ------------------------------------------------------------------------------------------------------


def test_a_section_is_written_by_keyboard_and_kept(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(lambda e: without(e, "actividades"))
    screen.show_object("actividades")
    write(focused(), "Evaluar:")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    write(focused(), "cobro.")
    screen.commit()
    settled(qtbot, screen.session)
    (block,) = datos(screen).actividades
    assert (block.texto, block.marcador) == ("Evaluar:", Marcador.NUMERO)
    assert [(c.texto, c.marcador) for c in block.subelementos] == [("cobro.", Marcador.LETRA)]


def test_undo_brings_back_what_was_there(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("proposito")
    write(focused(), " Y más.")
    screen.commit()
    settled(qtbot, screen.session)
    with qtbot.waitSignal(screen.session.changed):
        screen.session.undo()
    assert screen.column.sections["proposito"].editor.rows()[0].texto == "Texto de prueba."


def test_ctrl_enter_goes_on_in_the_next_section(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("proposito")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert screen.column.open_name() == "actividades"
    assert focused() is screen.column.sections["actividades"].editor


def test_escape_leaves_the_list_for_its_heading(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("proposito")
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert focused() is screen.column.sections["proposito"].head()


def test_a_frequent_phrase_is_inserted_by_its_figure(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(lambda e: without(e, "conclusiones"))
    screen.show_object("conclusiones")
    qtbot.keyClick(focused(), Qt.Key.Key_J, CTRL)
    phrase = screen.requests.book.popup.phrases()[0]
    qtbot.keyClicks(screen.requests.book.popup, "1")
    assert texts(screen, "conclusiones") == [phrase]


def test_agreed_measures_are_brought_once(open_screen: Open, qtbot: QtBot) -> None:
    finding = answer("CO-02-01", ValorCumple(valor=Cumplimiento.NO_CUMPLE))
    screen = open_screen(
        finding,
        lambda e: comandos.nueva_medida(e, next(iter(e.inconsistencias)), lambda: "m1", texto="Capturar las actas"),
    )
    section = screen.column.sections["resultados"]
    assert section.bring_closed.text() == "Traer la medida acordada"
    section.bring_closed.click()
    assert texts(screen, "resultados") == ["Texto de prueba.", "Capturar las actas."]
    assert not section.bring_open.isVisible()


# --- header -------------------------------------------------------------------------------------------------------


def test_what_is_wrong_with_a_field_stands_beside_it(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("ciudad")
    field = screen.column.header.fields["ciudad"]
    qtbot.keyClick(focused(), Qt.Key.Key_A, CTRL)
    qtbot.keyClick(focused(), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: field.error() == "Falta la ciudad donde se expide el informe.")
    assert screen.column.data.state() == "Falta 1 dato"
    assert screen.column.pill.text() == "Falta 1 dato"


def test_a_date_is_typed_as_people_do(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("fecha")
    qtbot.keyClick(focused(), Qt.Key.Key_A, CTRL)
    write(focused(), "15 jun 26")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    assert datos(screen).fecha == date(2026, 6, 15)


def test_a_date_that_cannot_be_read_keeps_its_own_sentence(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("del")
    control = screen.column.header.fields["del"].control
    assert isinstance(control, DateEdit)
    qtbot.keyClick(control, Qt.Key.Key_A, CTRL)
    write(control, "mañana")
    qtbot.keyClick(control, Qt.Key.Key_Tab)
    screen.session.lanes.call(lambda s: s.visitas.abrir(screen.session.expediente.visita.id), screen.session.replace)
    qtbot.waitUntil(lambda: screen.column.header.fields["del"].error() == control.sentence())
    assert control.text() == "mañana"


def test_a_repeated_pliego_is_told(open_screen: Open, session: VisitSession, qtbot: QtBot) -> None:
    session.attempt(lambda e: comandos.modificar_visita(e, "Cambió el pliego", pliego="493/2026"))
    settled(qtbot, session)
    screen = open_screen(id="0b" * 16, folio="V-2026-002")
    field = screen.column.header.fields["numero_pliego"]
    qtbot.waitUntil(lambda: "ya se usó" in field.error())


def test_a_second_signature_is_added_and_taken_away(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.column.fill_in("comisionado")
    header = screen.column.header
    header.second.setFocus()
    qtbot.keyClick(header.second, Qt.Key.Key_Space)
    write(focused(), "ELENA RÍOS")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    borrador = screen.session.expediente.informe
    assert borrador is not None
    assert borrador.firmantes.segunda is not None
    assert borrador.firmantes.segunda.nombre == "ELENA RÍOS"
    header.second.click()
    borrador = screen.session.expediente.informe
    assert borrador is not None
    assert borrador.firmantes.segunda is None


# --- states, preview, printing ------------------------------------------------------------------------------------


def test_the_pill_says_which_sections_are_missing(open_screen: Open) -> None:
    screen = open_screen(lambda e: without(e, "resultados", "contribuciones"))
    assert screen.column.pill.text() == "Faltan las secciones 4 y 5"
    assert screen.column.sections["resultados"].state() == "Vacía"


def test_a_row_that_needs_a_look_is_a_link_to_it(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("actividades")
    write(focused(), " Sigue:")
    screen.commit()
    section = screen.column.sections["actividades"]
    (line,) = section.warnings.lines()
    assert line.text().startswith("Renglón 1: este renglón termina en dos puntos")
    qtbot.keyClick(section.editor, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert section.editor.hasFocus()


def test_the_page_follows_what_is_typed_and_marks_the_row(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    view = screen.preview.view
    qtbot.waitUntil(view.is_drawn)
    before = view.pdf()
    screen.show_object("contribuciones")
    write(focused(), " Y una frase nueva.")
    qtbot.waitUntil(lambda: view.pdf() != before)
    qtbot.waitUntil(lambda: len(view.bands()) == 1)


def test_f6_goes_to_the_pages_and_back(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.show_object("proposito")
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    assert screen.preview.view.hasFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    assert focused() is screen.column.sections["proposito"].editor


def test_in_a_narrow_window_nothing_is_drawn_until_it_is_asked_for(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    screen.resize(1000, 627)
    assert not screen.preview.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    qtbot.waitUntil(screen.preview.view.is_drawn)


def test_ctrl_p_opens_the_print_dialog(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen()
    qtbot.keySequence(focused(), QKeySequence("Ctrl+P"))
    qtbot.waitUntil(lambda: screen.findChild(PrintDialog) is not None)
    dialog = screen.findChild(PrintDialog)
    assert dialog is not None
    dialog.reject()


def test_a_closed_visit_is_read_and_not_written(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(
        lambda e: comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA)),
    )
    assert screen.column.closed.isVisible()
    screen.column.write_in("proposito")
    write(focused(), "x")
    screen.commit()
    assert texts(screen, "proposito") == ["Texto de prueba."]
    assert not screen.column.again.isVisible()


def test_only_keys_that_work_are_told(open_screen: Open) -> None:
    screen = open_screen()
    screen.show_object("proposito")
    assert ("Tab", "Bajar nivel") in screen.hints()
    screen.show_object("ciudad")
    assert ("Tab", "Bajar nivel") not in screen.hints()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [800, 1285])
def test_nothing_is_cut(open_screen: Open, theme: Theme, zoom: float, width: int) -> None:
    screen = open_screen(lambda e: without(e, "resultados"))
    theme.set_zoom(zoom)
    screen.resize(width, 550)
    for name, _ in screen.column.parts():
        screen.column.open_part(name)
        QApplication.sendPostedEvents()
        assert cut_columns(screen) == []
