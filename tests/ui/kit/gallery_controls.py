"""Every control of the kit in every state that can be seen without a pointer. All values are fictitious."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.ui.kit.answer_bar import RIESGO, VERIFICACION, Option
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.choice import Check, Choice
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.labels import ElidedLabel
from supervisor_app.ui.kit.pill import KeyCap, Pill
from supervisor_app.ui.kit.progress import Meter, ProgressRing
from supervisor_app.ui.kit.saved_badge import SavedBadge
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.theme import current
from supervisor_app.ui.kit.value_edit import DateEdit, MoneyEdit, NumberEdit
from tests.ui.kit.gallery import answered, frame, row

METODO = (
    Option("efirma", "e.firma", "key-round", "accent"),
    Option("dibujar", "Dibujar", "pen-tool", "accent"),
    Option("tinta", "Tinta", "printer", "accent"),
)


def buttons() -> Card:
    card = Card("Botones", count="11")
    body = card.body
    body.addLayout(
        row(
            Button("Continuar", "primary", icon="play", keys="Enter"),
            Button("Siguiente sin medida", "primary", icon="chevron-right", keys="N"),
        )
    )
    body.addLayout(
        row(
            Button("Pegar de Excel", icon="clipboard-paste", keys="Ctrl+V"),
            Button("", icon="plus", keys="Ins", name="Agregar renglón"),
        )
    )
    body.addLayout(
        row(Button("Buscar", "ghost", icon="search", keys="Ctrl+F"), Button("Quitar", "danger", icon="trash-2"))
    )
    body.addLayout(
        row(
            Button("Hora de cierre, en Preparación", "link", icon="arrow-right"),
            Button("", "ghost", icon="filter", name="Filtrar", tool=True),
        )
    )
    off, gone = (
        Button("Firmar", "primary", icon="pen-line", keys="Enter"),
        Button("Imprimir", icon="printer", keys="Ctrl+P"),
    )
    off.setEnabled(False)
    gone.setEnabled(False)
    body.addLayout(row(off, gone))
    return card


def signs() -> Card:
    card = Card("Señales")
    body = card.body
    kinds = (("Con acuse", "circle-check", "ok"), ("Vence hoy", "clock", "warn"), ("Vencida 6 días", "clock", "bad"))
    body.addLayout(row(*(Pill(*kind) for kind in kinds)))
    body.addLayout(
        row(
            Pill("En 2 días", "clock"),
            Pill("2 de 3", "pen-line", "accent"),
            Pill("En firma", "pen-line", outlined=True),
        )
    )
    rings = [ProgressRing(done, 8) for done in (0, 1, 5, 8)]
    body.addLayout(row(*rings, 8, ProgressRing(52, 83, size=44), 8, KeyCap("Ctrl+Shift+F"), KeyCap("Alt+↑")))
    saving, failed = SavedBadge(), SavedBadge()
    saving._show_saving()
    failed.failed("disco lleno", "Liberar espacio")
    body.addLayout(row(saving))
    body.addLayout(row(failed))
    body.addWidget(Meter(0.62, "5 de 8 contestadas"))
    return card


def answers() -> Card:
    card = Card("Respuestas", icon="list-todo")
    body = card.body
    body.setSpacing(4)
    body.addLayout(row(answered("solventada", options=VERIFICACION)))
    body.addLayout(row(answered(None, options=VERIFICACION)))
    body.addLayout(row(answered("alto", options=RIESGO)))
    body.addLayout(row(answered("efirma", options=METODO)))
    choices = (("todas", "Todas 8"), ("sin", "Sin contestar 3"), ("con", "Con inconsistencia 2"))
    body.addLayout(row(Segmented(choices)))
    return card


def fields() -> Card:
    card = Card("Campos")
    body = card.body
    body.setSpacing(10)
    money = MoneyEdit()
    money.set_number(Decimal("48210.5"))
    days = NumberEdit(suffix="días hábiles")
    days.set_number(12)
    pair = QHBoxLayout()
    pair.setSpacing(12)
    pair.addWidget(Field("Importe", money))
    pair.addWidget(Field("Plazo", days))
    body.addLayout(pair)
    wrong = DateEdit(today=lambda: dt.date(2026, 6, 10))
    field = Field("Fecha de cierre", wrong)
    wrong.setText("31/02/2026")
    wrong.commit()
    body.addWidget(field)
    body.addWidget(Field("Unidad", Choice((("cg", "Subdelegación Ciudad Guzmán"),), name="Unidad")))
    body.addWidget(
        Field(
            "Contraseña de la clave privada",
            TextField(placeholder="No se guarda"),
            hint="La clave no sale de esta computadora.",
        )
    )
    return card


def others() -> Card:
    card = Card("Otros")
    body = card.body
    focused = TextArea(
        "Las actas se llenan al regresar de la diligencia y no hay revisión antes de capturarlas.", minimum_lines=2
    )
    body.addWidget(Field("Causa", focused))
    locked = TextField("V-2026-014")
    locked.setReadOnly(True)
    off = TextField("Sin permiso")
    off.setEnabled(False)
    body.addLayout(row(locked, off, stretch=False))
    body.addLayout(row(Check("CO-01 Productos de emisión", checked=True), Check("CO-02 Notificación")))
    body.addWidget(
        ElidedLabel(
            "Un texto de una sola línea que no cabe en su lugar y termina en puntos suspensivos al llegar al borde."
        )
    )
    return card


def controles() -> QWidget:
    """Every control in every state that can be seen without a pointer."""
    area = ScrollColumn(name="Galería")
    area.add(
        Banner(
            "Reincide: la misma inconsistencia se levantó el 18/11/2025 (6 de 20, V-2025-041) "
            "y se dio por solventada el 27/02/2026.",
            "warn",
            icon="repeat",
            button="Ver la anterior",
            button_icon="arrow-up-right",
        )
    )
    wide = current().zoom < 1.5
    columns: list[list[QWidget]] = [[buttons(), answers()], [signs(), others()], [fields(), empty()]]
    holder = QHBoxLayout() if wide else QVBoxLayout()
    holder.setSpacing(12)
    for widgets in columns:
        column = QVBoxLayout()
        column.setSpacing(12)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        holder.addLayout(column, 1)
    area.add(holder)
    window = frame(area)
    area.findChildren(TextArea)[0].setFocus()
    return window


def empty() -> Card:
    card = Card()
    card.body.setContentsMargins(0, 0, 0, 0)
    card.body.addWidget(
        EmptyState(
            "Aún no hay medidas",
            "Escriba la primera medida o elija una frase frecuente.",
            "Medida nueva",
            keys="Ctrl+M",
            icon="plus",
        )
    )
    card.body.addWidget(Banner("Guardado en la USB: 6 documentos.", "ok", icon="circle-check"))
    card.body.addWidget(Banner("Al completarse las firmas el documento queda cerrado.", "na", icon="info"))
    return card


SCENES: dict[str, Callable[[], QWidget]] = {"kit-controles": controles}
