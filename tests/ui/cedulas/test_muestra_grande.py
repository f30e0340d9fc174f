"""Many rows at once in the table of a muestra with logic: the screen goes through them as often as is needed, once."""

from __future__ import annotations

from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.renglones import RowsModel
from tests.domain.trabajo import CUERPO, crecimiento, lineas
from tests.ui.cedulas.conftest import ScreenOf
from tests.ui.cedulas.manos import CTRL, Hands, Key, table_of
from tests.ui.cedulas.scenes_logica import answered, chosen
from tests.visita_ficticia import PARCIAL


def at_the_muestra(screen_of: ScreenOf) -> CedulasScreen:
    screen = screen_of(answered(chosen(), 1, PARCIAL))
    screen.open_cedula("CO-90", "CO-90-02")
    return screen


def copy_rows(n: int) -> None:
    lines = (f"Z99-{i:05d}\tActa {i}\t{'sin' if i % 3 else 'con'} inconsistencia\t$ {i}.50" for i in range(1, n + 1))
    QGuiApplication.clipboard().setText("\n".join(("Referencia\tDetalle\tResultado\tImporte", *lines)))


def test_pasting_twice_the_rows_is_twice_the_work(screen_of: ScreenOf) -> None:
    screen, hands = at_the_muestra(screen_of), Hands()

    def paste(n: int) -> int:
        copy_rows(n)
        work = lineas(lambda: hands.press(Key.Key_V, CTRL))
        assert len(screen.session.expediente.filas) == n
        table_of(screen).selectAll()
        hands.press(Key.Key_Delete)
        return work

    paste(3)  # what is made once, the first time
    assert crecimiento(paste, 30) < CUERPO


def test_deleting_all_rows_does_not_ask_for_each_cell(screen_of: ScreenOf) -> None:
    screen = at_the_muestra(screen_of)
    copy_rows(60)
    Hands().press(Key.Key_V, CTRL)
    table, asked = table_of(screen), 0
    table.selectAll()
    flags = RowsModel.flags

    def counted(model: RowsModel, index: object) -> Qt.ItemFlag:
        nonlocal asked
        asked += 1
        return flags(model, index)  # type: ignore[arg-type]  # an index of either kind

    with patch.object(RowsModel, "flags", counted):
        Hands().press(Key.Key_Delete)
    assert not screen.session.expediente.filas
    assert asked < 60
