"""Everything that happened to a finding, newest first: what, when, who, why, and the files that came with it.

It must never put what happened in another order than it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.seguimiento import EvidenciaRecibida
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.link_list import LinkList
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``about``: when, who and where in one line; ``words``: why, or what was seen."""

    title: str
    about: str
    words: str = ""
    icon: str = "history"
    ink: str = "text2"
    files: tuple[EvidenciaRecibida, ...] = ()

    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.about, self.words) if part)


class _EventRow(QWidget):
    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event_shown = event
        self.setAccessibleName(event.spoken())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(WrapLabel(event.title, "body-medium"))
        words.addWidget(WrapLabel(event.about, "small", "text2"))
        if event.words:
            words.addWidget(WrapLabel(event.words, "body"))
        self.files: LinkList | None = None
        if event.files:
            self.files = LinkList(f"Archivos de: {event.title}")
            self.files.set_links([(f.sha256, f.nombre) for f in event.files])
            words.addSpacing(SPACE_1)
            words.addWidget(self.files)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        row.setSpacing(SPACE_3)
        row.addWidget(IconMark(event.icon, size=18, ink=event.ink), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class Timeline(Card):
    """``opened(sha256)`` of a file that a person wants to see."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Qué ha pasado", icon="history", count=" ")
        self.flush()
        self._rows: list[QWidget] = []
        self._shown: tuple[Event, ...] = ()
        self.empty = WrapLabel("Desde que se levantó no se ha registrado nada.", "body", "text3")
        self.empty.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_2)
        self.body.addWidget(self.empty)

    def show_events(self, events: Sequence[Event]) -> None:
        """Other ones, in this order; where they are the same nothing moves."""
        if tuple(events) == self._shown:
            return
        self._shown = tuple(events)
        for gone in self._rows:
            self.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._rows = []
        for n, event in enumerate(events):
            if n:
                self._put(Line())
            row = _EventRow(event)
            if row.files is not None:
                row.files.chosen.connect(self.opened)
            self._put(row)
        self.empty.setVisible(not events)
        assert self.heading is not None
        self.heading.set_text("Qué ha pasado", str(len(events)) if events else "")

    def events(self) -> tuple[Event, ...]:
        return self._shown

    def _put(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self.body.addWidget(widget)
