"""The answers of a cédula that have no place in the version it applies: to be read, copied, or given back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import Text, WrapLabel

_FEW_LINES = 12


class LostAnswer(QWidget):
    """One of them, as its text says it. ``copied()`` and ``returned()``: its buttons."""

    copied = Signal()
    returned = Signal()

    def __init__(self, lost: SinLugar, text: str, *, may_return: bool) -> None:
        super().__init__()
        self.lost, self.text = lost, text
        _, *lines = text.splitlines()
        shown = lines if len(lines) <= _FEW_LINES else [*lines[:_FEW_LINES], f"… y {len(lines) - _FEW_LINES} más"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(3)
        column.addWidget(Text(f"{lost.item_id} · versión {lost.version}", "small-strong", "text2", figures=True))
        column.addWidget(WrapLabel(lost.pregunta, "body-strong"))
        for line in shown:
            column.addWidget(WrapLabel(" · ".join(p for p in line.split("\t") if p), "body"))
        self.back = Button("Devolver a su lugar", "outline", icon="undo-2")
        self.back.setAccessibleName(f"Devolver a su lugar la respuesta de {lost.item_id}")
        self.back.clicked.connect(lambda _=False: self.returned.emit())
        self.copy = Button("Copiar el texto", "ghost", icon="copy")
        self.copy.setAccessibleName(f"Copiar el texto de la respuesta de {lost.item_id}, versión {lost.version}")
        self.copy.clicked.connect(lambda _=False: self.copied.emit())
        actions = Flow(gap=8)
        actions.set_items([self.back, self.copy])
        self.back.setVisible(may_return)
        column.addWidget(actions)


class LostCard(Card):
    """Those of one cédula. ``copied(text)``; ``returned(id)``."""

    copied = Signal(str)
    returned = Signal(str)

    def __init__(self, title: str, answers: Sequence[LostAnswer]) -> None:
        super().__init__(f"Sin lugar en {title}", icon="package", count=str(len(answers)))
        self.answers = tuple(answers)
        if len(answers) > 1:
            assert self.heading is not None
            self.copy_all = Button("Copiar todo", "ghost", icon="copy", tool=True)
            self.copy_all.clicked.connect(lambda _=False: self.copied.emit("\n\n".join(a.text for a in answers)))
            self.heading.add(self.copy_all)
        for n, answer in enumerate(answers):
            if n:
                self.body.addWidget(Line())
            self.body.addWidget(answer)
            answer.copied.connect(lambda text=answer.text: self.copied.emit(text))
            answer.returned.connect(lambda id_=answer.lost.id: self.returned.emit(id_))
