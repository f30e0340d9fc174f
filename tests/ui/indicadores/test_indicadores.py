"""The indicators by keyboard: typed, pasted, mended, brought from the last visit, taken to the informe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.indicador import IndicadorMedido, Periodo
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.indicadores import IndicadoresScreen
from tests.ui.visit_fixtures import DEFINICIONES_REALES, Command, prepared, settled, stored
from tests.visita_ficticia import ZONA, informe

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CATALOGO = DEFINICIONES_REALES.indicadores
Open = Callable[..., IndicadoresScreen]


@pytest.fixture
def open_screen(session_of: Callable[[Expediente], VisitSession], on_stage: Callable[[QWidget], None]) -> Open:
    def make(*commands: Command, **campos: object) -> IndicadoresScreen:
        screen = IndicadoresScreen(session_of(prepared(*commands, **campos)))
        screen.resize(1285, 590)
        on_stage(screen)
        screen.enter()
        return screen

    return make


def measured(codigo: str, **campos: object) -> Command:
    return lambda e: comandos.medir(e, CATALOGO[codigo], Periodo.MES, **campos)


def kept(screen: IndicadoresScreen, codigo: str, periodo: Periodo = Periodo.MES) -> IndicadorMedido | None:
    return next(
        (m for m in screen.session.expediente.indicadores.values() if (m.codigo, m.periodo) == (codigo, periodo)), None
    )


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_goal_and_figure_are_typed_and_told_against_each_other(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    typed(qtbot, "1000")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    typed(qtbot, "960")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, screen.session)
    m = kept(screen, "IND-01")
    assert m is not None and (m.meta, m.real) == (Decimal(1000), Decimal(960))
    row = screen.rows["IND-01"]
    assert row.words.text() == "96.00\N{NO-BREAK SPACE}% · Desfavorable"
    assert row.bar.accessibleName() == "$960.00 de $1,000.00 · 96.00\N{NO-BREAK SPACE}% · Desfavorable"
    assert screen.rows["IND-02"].fields["real"].hasFocus()


def test_a_figure_that_cannot_be_read_is_told_under_its_row_and_kept_as_typed(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    typed(qtbot, "1,2,3")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    row = screen.rows["IND-01"]
    assert "no es un importe" in row.error()
    assert row.fields["meta"].text() == "1,2,3" and kept(screen, "IND-01") is None


def test_month_and_accumulated_are_kept_apart(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(measured("IND-06", real=Decimal(10)))
    assert screen.rows["IND-06"].fields["real"].text() == "10"
    screen.period.set_value("acumulado")
    screen.enter()
    assert screen.rows["IND-06"].fields["real"].text() == ""
    screen.rows["IND-06"].focus("real")
    typed(qtbot, "99")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    m = kept(screen, "IND-06", Periodo.ACUMULADO)
    assert m is not None and m.real == Decimal(99)


def test_it_opens_where_the_figures_are(open_screen: Open) -> None:
    screen = open_screen(
        lambda e: comandos.medir(e, CATALOGO["IND-01"], Periodo.ACUMULADO, real=Decimal(5)),
    )
    assert screen.periodo is Periodo.ACUMULADO


def test_source_cut_date_and_comment_are_of_the_indicator_in_hand(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(measured("IND-01", real=Decimal(1)), measured("IND-02", real=Decimal(2)))
    screen.rows["IND-02"].focus()
    qtbot.keyClick(screen, Qt.Key.Key_F6)
    assert screen.panel.source.hasFocus()
    typed(qtbot, "SICOFI")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    typed(qtbot, "31/05/2026")
    qtbot.keyClick(screen, Qt.Key.Key_F6)
    m = kept(screen, "IND-02")
    assert m is not None and m.fuente == "SICOFI" and m.corte is not None
    assert screen.panel.title.text().startswith("IND-02")


def test_what_is_typed_in_the_detail_stays_with_its_indicator(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    screen.rows["IND-02"].focus()
    screen.panel.comment.setFocus()
    typed(qtbot, "Diferido")
    screen.rows["IND-03"].focus()
    m = kept(screen, "IND-02")
    assert m is not None and m.comentario == "Diferido"
    assert screen.panel.comment.text() == ""


def test_a_block_is_pasted_whole_and_undone_at_once(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    QApplication.clipboard().setText("Código\tMeta\tReal\nIND-01\t$1,000.00\t$960.00\nCotizantes\t10\t12\n")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    settled(qtbot, screen.session)
    assert screen.notice.text() == "Se pegaron 2 indicadores." and not screen.paste.isVisible()
    assert kept(screen, "IND-06") is not None
    screen.session.undo()
    qtbot.waitUntil(lambda: screen.session.expediente.indicadores == {})


def test_one_figure_is_pasted_into_its_field(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    QApplication.clipboard().setText("1,250.50\n")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL)
    assert screen.rows["IND-01"].fields["meta"].text().strip() == "1,250.50"
    assert not screen.notice.isVisible()


def test_rows_that_cannot_be_read_wait_to_be_mended_and_nothing_is_lost(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen()
    QApplication.clipboard().setText("IND-01\t10\t1,2,3\nIND-02\t5\t6")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, CTRL | SHIFT)
    assert kept(screen, "IND-02") is not None and kept(screen, "IND-01") is None
    assert "Renglón 1, Real" in screen.paste.problems.text()
    assert screen.paste.text.hasFocus() and screen.paste.text.text() == "IND-01\t10\t1,2,3"
    screen.paste.text.selectAll()
    qtbot.keyClicks(screen.paste.text, "IND-01")
    screen.paste.text.insertPlainText("\t10\t12.30")
    qtbot.keyClick(screen.paste.text, Qt.Key.Key_Return, CTRL)
    m = kept(screen, "IND-01")
    assert m is not None and m.real == Decimal("12.30")
    assert not screen.paste.isVisible()


def test_the_goals_of_the_last_visit_are_brought_where_there_are_none(
    qtbot: QtBot, datos: Path, open_screen: Open
) -> None:
    cifras = {"meta": Decimal(100), "real": Decimal(90)}
    antes = {"id": "0c" * 16, "folio": "V-2025-041", "inicio": date(2025, 11, 17), "fin": date(2025, 11, 18)}
    stored(datos, prepared(measured("IND-01", **cifras), creada=datetime(2025, 11, 17, 9, tzinfo=ZONA), **antes))
    screen = open_screen()
    qtbot.waitUntil(screen.goals.isVisible)
    assert "Visita anterior: $90.00 de $100.00" in screen.panel.before.text()
    screen.goals.setFocus()
    qtbot.keyClick(screen.goals, Qt.Key.Key_Return)
    m = kept(screen, "IND-01")
    assert m is not None and (m.meta, m.real) == (Decimal(100), None)
    assert not screen.goals.isVisible()


def _with_informe(e: Expediente) -> Operacion:
    return comandos.guardar_informe(e, con(informe(), id=f"{e.visita.id}:informe", visita_id=e.visita.id))


def test_figures_are_taken_to_the_informe_while_it_lacks_them(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(_with_informe, measured("IND-01", meta=Decimal(10), real=Decimal(9)))
    assert screen.telling.isVisible()
    screen.telling.setFocus()
    qtbot.keyClick(screen.telling, Qt.Key.Key_Return)
    borrador = screen.session.expediente.informe
    assert borrador is not None
    assert any("ingresos totales" in s.texto for b in borrador.datos.actividades for s in b.subelementos)
    assert not screen.telling.isVisible()


def _close(e: Expediente) -> Operacion:
    return comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA))


def test_a_closed_visit_is_only_read(open_screen: Open) -> None:
    screen = open_screen(measured("IND-01", real=Decimal(9)), _close)
    assert screen.closed.isVisible() and not screen.pasting.isVisible()
    assert screen.rows["IND-01"].fields["real"].isReadOnly()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut_at_any_size_of_text(open_screen: Open, theme: Theme, zoom: float) -> None:
    screen = open_screen(measured("IND-01", meta=Decimal("1284500000"), real=Decimal("1241836210.55")))
    theme.set_zoom(zoom)
    QApplication.processEvents()
    assert cut_columns(screen) == []
