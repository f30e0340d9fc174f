"""The steps of a visit in one row. Every step can be opened at any time; must never block one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.progress import draw_check
from supervisor_app.ui.kit.roving import RovingButton, walk
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_STEPPER, HEIGHT_STEPPER_LOW, LINE_STEP

_DISC = 22
_PAD = 14
_GAP = 8
_SPARE = 24


@dataclass(frozen=True, slots=True)
class Step:
    """``missing`` is the second line, what is missing or that nothing is; ``state`` is todo, done or blocked."""

    key: str
    name: str
    missing: str = ""
    state: str = "todo"


class _StepButton(RovingButton):
    access_role = QAccessible.Role.PageTab

    def __init__(self, number: int, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.here = False
        self.low = False
        self.theme = follow(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_step(step)

    def set_step(self, step: Step) -> None:
        self.step = step
        self._tell()

    def set_here(self, here: bool) -> None:
        self.here = here
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._tell()

    def _tell(self) -> None:
        state = {"done": "Terminado", "blocked": "Atención"}.get(self.step.state, "")
        parts = [f"Paso {self.number}: {self.step.name}", self.step.missing, state, "Paso actual" if self.here else ""]
        self.setAccessibleName(". ".join(part for part in parts if part))
        self.setToolTip(plain_tip(f"{self.step.name}: {self.step.missing}" if self.step.missing else self.step.name))
        self.update()

    def disc_width(self) -> int:
        return 2 * _PAD + self.theme.px(_DISC)

    def name_width(self) -> int:
        return math.ceil(
            _PAD + self.theme.px(_DISC) + _GAP + self.theme.text_width(self.step.name, "body-strong") + _SPARE
        )

    def full_width(self) -> int:
        mark = self.theme.px(18) if self.step.state == "blocked" else 0
        second = mark + self.theme.text_width(self.step.missing, "small")
        words = max(self.theme.text_width(self.step.name, "body-strong"), 0 if self.low else second)
        return math.ceil(_PAD + self.theme.px(_DISC) + _GAP + words + _SPARE)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        rect = QRectF(self.rect())
        if self.here:
            canvas.fill(rect, "accent_soft")
            canvas.fill(QRectF(0, rect.height() - LINE_STEP, rect.width(), LINE_STEP), "accent")
        elif self.underMouse():
            canvas.fill(rect, "hover")
        if self.number > 1:
            inset = 10 if rect.height() > HEIGHT_STEPPER_LOW else 8
            canvas.rule(0, inset, rect.height() - 2 * inset, upright=True)
        self._paint_disc(canvas, rect)
        if rect.width() > self.disc_width() + 20:
            self._paint_words(canvas, rect)
        if self.hasFocus():
            canvas.box(rect.adjusted(2, 2, -2, -2 - LINE_STEP * self.here), 4, line="accent", width=2)

    def _paint_disc(self, canvas: paint.Canvas, rect: QRectF) -> None:
        side = self.theme.px(_DISC)
        disc = QRectF(_PAD, round((rect.height() - side) / 2), side, side)
        if self.here:
            canvas.box(disc, side / 2, fill="accent")
            canvas.write(disc, str(self.number), "small-strong", ink="on_accent", align=paint.CENTER)
        elif self.step.state == "done":
            canvas.box(disc, side / 2, fill="ok")
            draw_check(canvas.painter, self.theme, disc)
        else:
            canvas.box(disc, side / 2, line="control", width=1.5)
            canvas.write(disc, str(self.number), "small-medium", ink="text2", align=paint.CENTER)

    def _paint_words(self, canvas: paint.Canvas, rect: QRectF) -> None:
        x = _PAD + self.theme.px(_DISC) + _GAP
        room = rect.width() - x - 8
        first, second = self.theme.line("body"), self.theme.line("small")
        two_lines = bool(self.step.missing) and not self.low
        top = (rect.height() - 1 - first - (second if two_lines else 0)) / 2
        ink = "accent" if self.here else "text"
        blocked = self.step.state == "blocked"
        if blocked and not two_lines:
            room -= self.theme.px(18)
        role = "body-strong" if self.here else "body-medium"
        canvas.write(QRectF(x, top, room, first), self.step.name, role, ink=ink)
        if not two_lines:
            if blocked:
                width = min(room, self.theme.text_width(self.step.name, "body-medium"))
                canvas.icon("triangle-alert", x + width + 5, top + first / 2, size=13, ink="warn")
            return
        line = QRectF(x, top + first, room, second)
        if blocked:
            canvas.icon("triangle-alert", x, line.center().y(), size=13, ink="warn")
            line.setLeft(x + self.theme.px(18))
        ink = "warn" if blocked else ("text2" if self.here else "text3")
        canvas.write(line, self.step.missing, "small", ink=ink)


class Stepper(QWidget):
    """``chosen(key)`` when a person opens a step. One stop of Tab; left and right go from step to step."""

    chosen = Signal(str)
    access_role = QAccessible.Role.PageTabList

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = follow(self)
        self.setAccessibleName("Pasos de la visita")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._low = False
        self._buttons = [_StepButton(number, step, self) for number, step in enumerate(steps, 1)]
        for button in self._buttons:
            button.clicked.connect(lambda _=False, b=button: self.chosen.emit(b.step.key))
        self.set_here(steps[0].key)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """New names, missing texts and states; the same number of steps in the same order."""
        for button, step in zip(self._buttons, steps, strict=True):
            button.set_step(step)
        self._place()

    def set_here(self, key: str) -> None:
        for button in self._buttons:
            button.set_here(button.step.key == key)
        self._place()

    def here(self) -> str:
        return next(button.step.key for button in self._buttons if button.here)

    def set_low(self, low: bool) -> None:
        """One line, for windows under 700 px of height."""
        self._low = low
        for button in self._buttons:
            button.low = low
        self.restyle()

    def restyle(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        height = self.theme.height(HEIGHT_STEPPER_LOW) if self._low else self.theme.height(HEIGHT_STEPPER, "body", 2)
        return QSize(sum(button.full_width() for button in self._buttons), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(button.disc_width() for button in self._buttons), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        x, height = 0, self.height() - 1
        for button, width in zip(self._buttons, self._widths(self.width()), strict=True):
            button.setGeometry(x, 0, width, height)
            x += width

    def _widths(self, room: int) -> list[int]:
        """Widths by label while they fit; then without the second lines; then what is left is shared out."""
        for wanted in ([b.full_width() for b in self._buttons], [b.name_width() for b in self._buttons]):
            spare, count = room - sum(wanted), len(wanted)
            if spare >= 0:
                return [width + spare * (i + 1) // count - spare * i // count for i, width in enumerate(wanted)]
        return self._shared(room)

    def _shared(self, room: int) -> list[int]:
        """The open step whole, the others at least their disc and evenly more until their name is whole."""
        widths = [button.disc_width() for button in self._buttons]
        goals = [button.full_width() if button.here else button.name_width() for button in self._buttons]
        here = next((i for i, button in enumerate(self._buttons) if button.here), 0)
        widths[here] += max(0, min(room - sum(widths), goals[here] - widths[here]))
        open_ones = [i for i in range(len(widths)) if widths[i] < goals[i]]
        while open_ones and room - sum(widths) >= len(open_ones):
            share = (room - sum(widths)) // len(open_ones)
            for i in open_ones:
                widths[i] += min(share, goals[i] - widths[i])
            open_ones = [i for i in open_ones if widths[i] < goals[i]]
        widths[-1] += max(0, room - sum(widths))
        return widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk(self._buttons, event, Qt.Key.Key_Left, Qt.Key.Key_Right)

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        canvas.fill(QRectF(self.rect()), "surface")
        canvas.rule(0, self.height() - 1, self.width())
