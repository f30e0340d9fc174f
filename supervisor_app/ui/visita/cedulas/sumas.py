"""The sums under the rows of a muestra: figures in strong type, each with its word. Must never add anything up."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.domain.cedula.answers import ValorMuestra
from supervisor_app.domain.texto import cantidad, pesos, porcentaje
from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.theme import follow

_GAP, _BETWEEN = 5, 16


@dataclass(frozen=True, slots=True)
class _Part:
    figure: str
    words: str
    ink: str = "text"


class SumsLine(QWidget):
    """Parts from left to right, in as many lines as are needed; read out as one sentence."""

    access_role = QAccessible.Role.StaticText

    def __init__(self) -> None:
        super().__init__()
        self.theme = follow(self)
        self._parts: tuple[_Part, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_sums(self, valor: ValorMuestra, *, total: int, seen: int) -> None:
        """What ``total`` rows add up to, of which ``seen`` have a result."""
        rows = "1 renglón" if total == 1 else f"{cantidad(total)} renglones"
        share = f" · {porcentaje(valor.proporcion)}" if valor.proporcion is not None else ""
        found = "warn" if valor.con_inconsistencia else "text"
        parts = [
            _Part(cantidad(valor.revisados), "revisado" if valor.revisados == 1 else "revisados"),
            _Part(cantidad(valor.con_inconsistencia), f"con inconsistencia{share}", found),
        ]
        if valor.importe is not None:
            parts.append(_Part(pesos(valor.importe), "importe"))
        pending = f" ({cantidad(total - seen)} sin resultado)" if seen < total else ""
        parts.append(_Part("", f"Conteos de {rows}{pending}"))
        self._show(tuple(parts))

    def _show(self, parts: tuple[_Part, ...]) -> None:
        if parts == self._parts:
            return
        self._parts = parts
        self.setAccessibleName(", ".join(f"{p.figure} {p.words}".strip() for p in parts))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    # --- layout: one part after the other, a new line where the next does not fit ---------------------------------

    def _width(self, part: _Part) -> float:
        figure = self.theme.text_width(part.figure, "body-strong", figures=True) + _GAP if part.figure else 0
        return figure + self.theme.text_width(part.words, "small") + 1

    def _line(self) -> int:
        return self.theme.line("body") + 3

    def _places(self, width: float) -> list[QRectF]:
        places: list[QRectF] = []
        x = y = 0.0
        for part in self._parts:
            wide = self._width(part)
            if x and x + wide > width:
                x, y = 0.0, y + self._line()
            places.append(QRectF(x, y, min(wide, width), self._line()))
            x += wide + _BETWEEN
        return places

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return math.ceil(places[-1].bottom()) if places else self._line()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(220), self.heightForWidth(max(self.width(), self.theme.px(220))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        for part, rect in zip(self._parts, self._places(self.width()), strict=True):
            words = QRectF(rect)
            if part.figure:
                canvas.write(rect, part.figure, "body-strong", ink=part.ink, figures=True)
                step = self.theme.text_width(part.figure, "body-strong", figures=True) + _GAP
                words.setLeft(rect.left() + step)
            canvas.write(words, part.words, "small", ink="text2")
