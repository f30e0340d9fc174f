"""What the visits do not know of a commission, asked in a small form; and what all rows of the table share.

Each is saved as a whole, by a button or Ctrl+Enter. It must never ask for an RFC or a CURP.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.transparencia import DatosDeComision, ReglasDeTransparencia, RenglonDeTransparencia
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.field import Field
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.text_field import TextField
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.kit.value_edit import DateEdit, MoneyEdit

_BESIDE = 560
_SHORT, _LONG = 300, 4_000
_LONG_TEXTS = {"motivo", "nota", "informe", "facturas", "normativa", "fundamento", "base"}
"""Letters that the record takes, and which fields take more."""
_NAMES = {
    "denominacion": "Denominación del encargo",
    "motivo": "Motivo",
    "nota": "Nota",
    "origen_estado": "Estado de origen",
    "origen_ciudad": "Ciudad de origen",
    "destino_estado": "Estado de destino",
    "destino_ciudad": "Ciudad de destino",
    "informe": "Hipervínculo al informe",
    "facturas": "Hipervínculo a las facturas",
}
_SHARED = {
    "area": "Área responsable",
    "normativa": "Hipervínculo a la normativa",
    "fundamento": "Fundamento, como lo indique su Unidad de Transparencia",
    "base": "Dirección de la carpeta donde se publican los informes",
    "origen_estado": "Estado de origen",
    "origen_ciudad": "Ciudad de origen",
}


class _Form(QWidget):
    """Texts by name and whatever else, two in a line; ``saved()`` by button or Ctrl+Enter, ``left()`` by Esc."""

    saved = Signal()
    left = Signal()

    def __init__(self, names: dict[str, str], action: str) -> None:
        super().__init__()
        self.about = WrapLabel("", "body", "text2")
        self.texts = {name: TextField(name=label) for name, label in names.items()}
        for name, control in self.texts.items():
            control.setMaxLength(_LONG if name in _LONG_TEXTS else _SHORT)
        self.answer = Sentence()
        self.save = Button(action, "primary", icon="check", keys="Ctrl+Enter", writes=True)
        self.save.clicked.connect(lambda _=False: self.saved.emit())
        self.cancel = Button("Volver sin guardar", "ghost", keys="Esc")
        self.cancel.clicked.connect(lambda _=False: self.left.emit())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.saved)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_3)
        self._column.addWidget(self.about)

    def lay_out(self, fields: list[Field]) -> None:
        for at in range(0, len(fields), 2):
            pair = fields[at : at + 2]
            row = Reflow((*pair, *(QWidget() for _ in range(2 - len(pair)))), under=_BESIDE, shares=(1, 1), gap=SPACE_3)
            self._column.addWidget(row)
        buttons = Flow(gap=8)
        buttons.set_items([self.save, self.cancel])
        self._column.addWidget(self.answer)
        self._column.addWidget(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class CommissionForm(_Form):
    """One commissioned person. Empty fields leave what the visit knows, which stands in them as a shadow."""

    def __init__(self, *, today: Callable[[], date]) -> None:
        super().__init__(_NAMES, "Guardar")
        self.row: RenglonDeTransparencia | None = None
        self.spent, self.unspent = MoneyEdit(name="Importe erogado"), MoneyEdit(name="Importe no erogado")
        self.handed = DateEdit(name="Fecha de entrega del informe", today=today)
        first = [
            Field("Importe erogado", self.spent),
            Field("Importe no erogado", self.unspent),
            Field("Fecha de entrega del informe", self.handed),
        ]
        self.lay_out([*first, *(Field(_NAMES[name], control) for name, control in self.texts.items())])

    def show_row(self, row: RenglonDeTransparencia) -> None:
        """Begin with what was said before."""
        self.row, d, c = row, row.datos, row.comision
        self.answer.say("")
        self.about.setText(f"{c.persona} · Visita {c.folio}, pliego {c.pliego} · {c.unidad}")
        self.spent.set_number(d.erogado)
        self.unspent.set_number(d.no_erogado)
        self.handed.set_date(d.entrega)
        for name, control in self.texts.items():
            control.setText(str(getattr(d, name)))
        shadows = {"motivo": row.valores[13], "denominacion": row.valores[3], "informe": row.valores[19],
                   "destino_estado": row.valores[11], "destino_ciudad": row.valores[12],
                   "origen_estado": row.valores[8], "origen_ciudad": row.valores[9]}  # fmt: skip
        for name, shadow in shadows.items():
            self.texts[name].setPlaceholderText(str(shadow or ""))
        self.spent.setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self) -> DatosDeComision | None:
        """What stands in it; None while a field cannot be read."""
        for control in (self.spent, self.unspent, self.handed):
            control.commit()
        if self.row is None or any(x.property("invalid") for x in (self.spent, self.unspent, self.handed)):
            return None
        texts = {name: control.value().strip() for name, control in self.texts.items()}
        return self.row.datos.model_copy(
            update={**texts, "erogado": self.spent.number(), "no_erogado": self.unspent.number(),
                    "entrega": self.handed.date()}
        )  # fmt: skip


class SharedForm(_Form):
    """What all rows share."""

    def __init__(self) -> None:
        super().__init__(_SHARED, "Guardar para todos")
        self.about.setText("Lo que comparten todos los renglones. La aplicación no pone ningún artículo por usted.")
        self.lay_out([Field(_SHARED[name], control) for name, control in self.texts.items()])

    def show_rules(self, rules: ReglasDeTransparencia) -> None:
        self.answer.say("")
        for name, control in self.texts.items():
            control.setText(str(getattr(rules, name)))
        self.texts["area"].setFocus(Qt.FocusReason.OtherFocusReason)

    def said(self) -> ReglasDeTransparencia:
        return ReglasDeTransparencia(**{name: control.value().strip() for name, control in self.texts.items()})
