"""The frame of the application and a screen of questions, built of the kit. All names and numbers are fictitious."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit.answer_bar import CUMPLIMIENTO, AnswerBar, Option
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line, SectionTitle
from supervisor_app.ui.kit.header_bar import HeaderBar
from supervisor_app.ui.kit.hint_bar import HintBar
from supervisor_app.ui.kit.labels import Text, WrapLabel
from supervisor_app.ui.kit.list_rows import Row, RowList
from supervisor_app.ui.kit.nav_rail import NavRail
from supervisor_app.ui.kit.pill import Avatar, KeyCap, Pill
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.saved_badge import SavedBadge
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.stepper import Step, Stepper
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.theme import current, style
from supervisor_app.ui.kit.value_edit import DateEdit, NumberEdit

STEPS = (
    Step("preparacion", "Preparación", "Completa", "done"),
    Step("cedulas", "Cédulas", "52 de 83 contestadas"),
    Step("inconsistencias", "Inconsistencias y medidas", "8 · 2 sin medida", "blocked"),
    Step("informe", "Informe de la comisión", "Sin empezar"),
    Step("firma", "Documentos y firma", "0 de 6 firmados"),
    Step("entrega", "Entrega", "Pendiente"),
)
HINTS = (
    ("1 2 3 4", "Contestar"),
    ("N", "Siguiente sin contestar"),
    ("Ctrl+E", "Evidencia"),
    ("Ctrl+I", "Inconsistencia"),
    ("Ctrl+Z", "Deshacer"),
    ("Ctrl+F", "Buscar"),
)
ROWS = (
    Row(
        "1", "Acta de inicio de la visita", "2 páginas · 3 de 3 firmas", "stamp", "text2", "Firmado", "file-check", "ok"
    ),
    Row(
        "2",
        "Inconsistencias y medidas acordadas",
        "4 páginas · 1 de 3 firmas",
        "triangle-alert",
        "text2",
        "En firma",
        "pen-line",
    ),
    Row(
        "3",
        "Informe de la comisión · 1270-009-032",
        "2 páginas · 0 de 1 firma",
        "file-text",
        "text2",
        "Listo",
        "file-clock",
    ),
    Row(
        "4",
        "Acta de cierre de la visita",
        "Falta la hora de cierre",
        "stamp",
        "text2",
        "Incompleto",
        "triangle-alert",
        "warn",
    ),
    Row(
        "5",
        "Notificar 31 créditos con más de 60 días sin diligencia",
        "Libertad Reforma",
        "circle-alert",
        "bad",
        "Vencida 33 días",
        "clock",
        "bad",
    ),
)


def row(*items: QWidget | int, stretch: bool = True) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for item in items:
        if isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addWidget(item, 0, Qt.AlignmentFlag.AlignVCenter)
    if stretch:
        layout.addStretch(1)
    return layout


def answered(value: str | None, *, locked: bool = False, options: tuple[Option, ...] = CUMPLIMIENTO) -> AnswerBar:
    bar = AnswerBar(options)
    bar.set_value(value)
    bar.set_locked(locked)
    return bar


def header() -> HeaderBar:
    bar = HeaderBar(
        "Subdelegación Ciudad Guzmán", "Visita V-2026-014 · Supervisión · 8 al 12 de junio de 2026 · Pliego 287/2026"
    )
    narrow = current().zoom >= 1.5
    bar.add(Button("" if narrow else "Buscar", "ghost", icon="search", keys="" if narrow else "Ctrl+F", name="Buscar"))
    bar.add(
        Button("" if narrow else "Deshacer", "ghost", icon="undo-2", keys="" if narrow else "Ctrl+Z", name="Deshacer")
    )
    bar.add(Pill("Datos ficticios", "flask-conical"))
    badge = SavedBadge()
    badge.saved("12:03")
    bar.add(badge)
    bar.add(Avatar("Lucía Barragán Ortega"))
    return bar


def frame(inside: QWidget) -> QWidget:
    """The window as the application has it: rail, header, stepper, the screen, hint bar."""
    window = QWidget()
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    style(window, kind="window")
    outer = QHBoxLayout(window)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    rail = NavRail()
    rail.set_here("visita")
    stepper = Stepper(STEPS)
    stepper.set_here("cedulas")
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(header())
    right.addWidget(stepper)
    right.addWidget(inside, 1)
    right.addWidget(HintBar(HINTS))
    outer.addWidget(rail)
    outer.addLayout(right, 1)
    return window


def question(number: str, words: str, answer: QWidget) -> QLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    line = QHBoxLayout()
    line.setContentsMargins(14, 5, 10, 5)
    line.setSpacing(16)
    line.addWidget(Text(number, "body-medium", "text3", figures=True))
    line.addWidget(Beside(WrapLabel(words), answer), 1)
    column.addLayout(line)
    column.addWidget(Line())
    return column


def questions() -> QWidget:
    area = ScrollColumn(name="Preguntas")
    area.set_margins(0, 0, 0, 8)
    area.column.setSpacing(0)
    date = DateEdit(name="Recepción")
    date.set_date(dt.date(2026, 5, 4))
    date.setFixedWidth(current().px(150))
    days = NumberEdit(suffix="días hábiles", name="Días")
    days.set_number(2)
    days.setFixedWidth(current().px(150))
    area.add(question("01", "¿Qué día recibió la Subdelegación la última emisión (archivos e impresos)?", date))
    area.add(
        question("02", "¿Cuántos días hábiles separan la recepción real de la fecha que marcaba el calendario?", days)
    )
    area.add(
        question(
            "03",
            "¿Los registros y el importe de la cifra de control cuadran con lo cargado en el sistema?",
            answered("cumple"),
        )
    )
    area.add(
        question(
            "05",
            "¿Las propuestas que no pudieron entregarse están relacionadas con causa y acción siguiente?",
            answered("parcial"),
        )
    )
    area.add(
        question("06", "¿Hay un responsable nombrado y un lugar cerrado para guardar los productos?", answered(None))
    )
    area.add(question("07", "¿El acta de entrega lleva nombre, cargo y firma de quien recibe?", answered("no_cumple")))
    area.add(question("08", "¿La bodega cuenta con extintor vigente?", answered("no_aplica")))
    area.add(question("09", "Respuesta de una cédula firmada.", answered("cumple", locked=True)))
    return area


def cedulas() -> QWidget:
    """The middle of the workspace: tree side, questions, right panel, as wide as the design says."""
    screen = QWidget()
    layout = QHBoxLayout(screen)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    side = RowList(ROWS, "Documentos", kind="side")
    side.set_current("2")
    side.setFixedWidth(current().px(330) if current().zoom < 1.5 else 330)
    layout.addWidget(side)
    layout.addWidget(Line(upright=True))
    layout.addWidget(questions(), 1)
    if current().zoom < 1.5:
        layout.addWidget(Line(upright=True))
        layout.addWidget(panel())
    window = frame(screen)
    screen.findChildren(AnswerBar)[1].setFocus()
    return window


def panel() -> QWidget:
    panel = QFrame()
    style(panel, kind="panel")
    panel.setFixedWidth(270)
    holder = QVBoxLayout(panel)
    holder.setContentsMargins(0, 0, 0, 0)
    column = ScrollColumn(name="Panel")
    column.set_margins(12, 12, 12, 12)
    column.column.setSpacing(8)
    holder.addWidget(column)
    column.add(SectionTitle("Fundamento", icon="scale"))
    column.add(row(Pill("JSAC 7.1.3 · núm. 45", "", "accent")))
    column.add(
        WrapLabel(
            "Comprobar que la entrega de las propuestas a los patrones quede acreditada dentro del plazo.",
            "small",
            "text2",
        )
    )
    column.add(Line())
    title = SectionTitle("Visita anterior", icon="history")
    title.add(Text("V-2025-041", "small", "text3"))
    column.add(title)
    column.add(row(Text("18/11/2025", "small", "text2", figures=True)))
    column.add(Meter(0.5, "5 de 25", ink="control"))
    column.add(row(Text("Hoy", "small", "text2")))
    column.add(Meter(0.3, "3 de 25"))
    column.add(Line())
    evidence = SectionTitle("Evidencia", icon="paperclip", count="3")
    evidence.add(KeyCap("Ctrl+E"))
    column.add(evidence)
    note = SectionTitle("Nota", icon="pencil")
    note.add(KeyCap("F4"))
    column.add(note)
    column.add(
        TextArea("Dos rutas se repartieron con personal eventual; se anexa la relación.", minimum_lines=2, name="Nota")
    )
    return panel


SCENES: dict[str, Callable[[], QWidget]] = {"kit-cedulas": cedulas}
