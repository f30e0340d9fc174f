"""What hands do in the step of findings and measures, and what they find there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Cumplimiento, ValorCumple
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.ui.visita.inconsistencias import InconsistenciasScreen
from tests.ui.visit_fixtures import answer, write
from tests.visita_ficticia import muestra

CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., InconsistenciasScreen]
NO = ValorCumple(valor=Cumplimiento.NO_CUMPLE)
FOUND = (answer("CO-02-01", NO), answer("CO-02-03", muestra(20, 4, importe="312940.00")), answer("CO-02-08", NO))


def agree(position: int, **campos: object) -> Callable[[Expediente], Operacion]:
    """Agree a measure on the finding of that position."""
    whole = {"texto": "Capturar las actas", "responsable_cargo": "Encargada", "fecha": date(2026, 7, 1)}
    ids = iter(f"{position:016d}{n:016d}" for n in range(9))
    return lambda e: comandos.nueva_medida(
        e, e.inconsistencias_en_orden()[position].id, lambda: next(ids), **{**whole, **campos}
    )


def finding(screen: InconsistenciasScreen) -> Inconsistencia:
    return screen.session.expediente.inconsistencias[screen.list.current()]


def measures(screen: InconsistenciasScreen) -> tuple[Medida, ...]:
    return screen.session.expediente.medidas_de(screen.list.current())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, keys: str) -> None:
    qtbot.keySequence(focused(), QKeySequence(keys))


def replace_text(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    write(widget, text)
