"""What happened to one answer, newest first. It must never read the store by itself: it is given the entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.answers import Respuesta, Valor, ValorMuestra
from supervisor_app.domain.cedula.session import como_texto
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.texto import cantidad, pesos
from supervisor_app.services.copias import nombre_de_equipo
from supervisor_app.services.visitas import Entrada
from supervisor_app.ui.kit.banner import IconMark
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.labels import Text, WrapLabel, plain_tip

FIRST = 6


def what(entry: Entrada) -> tuple[str, str]:
    """Icon and words of one line: what an answer was and became, or the phrase of the operation."""
    before, after = entry.antes, entry.despues
    undone = {"deshacer": "Deshizo: ", "rehacer": "Rehízo: "}.get(entry.clase, "")
    if isinstance(before or after, Evidencia):
        record = after or before
        assert isinstance(record, Evidencia)
        return "paperclip", f"{undone}{'Se agregó' if after is not None else 'Se quitó'} {record.nombre}"
    was = before if isinstance(before, Respuesta) else None
    now = after if isinstance(after, Respuesta) else None
    value, old = (now.valor if now else None), (was.valor if was else None)
    if entry.que.startswith("Pegó"):
        return "clipboard-paste", undone + entry.que
    if value != old:
        return "pencil", undone + _change(old, value)
    if (now.nota if now else "") != (was.nota if was else ""):
        return "pencil", undone + ("Cambió la nota" if was and was.nota else "Escribió la nota")
    return "pencil", undone + entry.que


def _change(old: Valor | None, value: Valor | None) -> str:
    """What the answer was and became; of a muestra only the counts that changed."""
    if not isinstance(old, ValorMuestra) or not isinstance(value, ValorMuestra):
        return como_texto(value) if old is None else f"{como_texto(old)} → {como_texto(value)}"
    parts = [
        f"{words}: {was} → {now}"
        for words, was, now in (
            ("Con inconsistencia", cantidad(old.con_inconsistencia), cantidad(value.con_inconsistencia)),
            ("Revisados", cantidad(old.revisados), cantidad(value.revisados)),
            ("Importe", _amount(old), _amount(value)),
        )
        if was != now
    ]
    return " · ".join(parts)


def _amount(valor: ValorMuestra) -> str:
    return pesos(valor.importe) if valor.importe is not None else "sin importe"


def moment(cuando: datetime, today: date) -> str:
    """«12:03» today, «09/06» before."""
    return f"{cuando:%H:%M}" if cuando.date() == today else f"{cuando:%d/%m}"


class HistorySection(QWidget):
    """Six lines, and all of them when asked."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entrada, ...] = ()
        self._today = date.min
        self._all = False
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(SectionTitle("Historial de esta respuesta", icon="clock"))
        self._nothing = WrapLabel("Todavía no hay cambios.", "small", "text3")
        self._column.addWidget(self._nothing)
        self.more = Button("", "link")
        self.more.clicked.connect(lambda _=False: self._show_all())
        self.more.hide()
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_entries(self, entries: Sequence[Entrada], today: date, *, other_item: bool) -> None:
        """Show these, newest first. Another item begins with the first six again."""
        if other_item:
            self._all = False
        if tuple(entries) == self._entries and today == self._today and not other_item:
            return
        self._entries, self._today = tuple(entries), today
        self._rebuild()

    def _show_all(self) -> None:
        self._all = True
        self._rebuild()

    def _rebuild(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        shown = self._entries if self._all else self._entries[:FIRST]
        self._lines = [_line(entry, self._today) for entry in shown]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(2 + place, line)
        hidden = len(self._entries) - len(shown)
        self.more.setVisible(hidden > 0)
        self.more.set_text(f"Ver todo ({len(self._entries)})")
        self._nothing.setVisible(not self._entries)

    def texts(self) -> list[str]:
        """The lines as they are read, words and moment."""
        return [" ".join(t.text() for t in line.findChildren(Text)) for line in self._lines]


def _line(entry: Entrada, today: date) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    icon, words = what(entry)
    row.addWidget(IconMark(icon, size=14), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(WrapLabel(words, "small"), 1)
    row.addWidget(Text(moment(entry.cuando, today), "small", "text3", figures=True), 0, Qt.AlignmentFlag.AlignTop)
    if entry.equipo:
        # Of another laptop: who it was is the first thing to know.
        row.insertWidget(2, Text(entry.quien or nombre_de_equipo(entry.equipo), "small", "text3"))
    where = f", {nombre_de_equipo(entry.equipo)}" if entry.equipo else ""
    line.setToolTip(plain_tip(f"{entry.quien}{where} · {entry.cuando:%d/%m/%Y %H:%M}") if entry.quien or where else "")
    return line
