"""The cards of the first screen, each showing what it is given. Must never read anything by themselves.

``marcar``: practice visits stand beside real ones, and say what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.programa import VisitaProgramada
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.visita import Visita
from supervisor_app.services.portada import MedidaPorVencer, Pendiente, Resumen
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.kit.progress import ProgressRing
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lugares import frases
from supervisor_app.ui.lugares.inicio import programadas, renglones
from supervisor_app.ui.lugares.inicio.semana import WeekGrid

_FEW = 6


class ContinueCard(Card):
    """The visit to go on with. ``go_on()`` by its button, which Enter uses."""

    go_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ring = ProgressRing(size=44)
        self._title = WrapLabel("", "title")
        self._detail = WrapLabel("", "body", "text2")
        self.button = Button("Continuar", "primary", icon="play", keys="Enter")
        self.button.clicked.connect(self.go_on)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(SPACE_4)
        row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Beside(words, self.button, keep=280), 1)
        self.body.setContentsMargins(20, SPACE_4, 20, SPACE_4)
        self.body.addLayout(row)

    def show_resumen(self, resumen: Resumen, *, marcar: bool) -> None:
        self._title.setText(f"Continuar la visita {frases.a_la_unidad(resumen.visita)}")
        self._detail.setText(renglones.detalle(resumen, marcar=marcar))
        self._ring.set_progress(resumen.contestadas, resumen.total)
        self.button.setAccessibleName(self._title.text())


class WeekCard(Card):
    """``opened(visit id)``; ``all_visits()``."""

    opened = Signal(str)
    all_visits = Signal()

    def __init__(self, definiciones: Mapping[str, CedulaDefinition], parent: QWidget | None = None) -> None:
        super().__init__("Visitas de esta semana", count=" ", parent=parent)
        self._definiciones = definiciones
        self._week: tuple[date, Sequence[Visita], Visita | None, bool] | None = None
        self._waits: tuple[VisitaProgramada, ...] = ()
        self.flush()
        self.grid = WeekGrid()
        self.grid.opened.connect(self.opened)
        self.body.addWidget(self.grid)
        self.next = WholeList(name="Próxima visita")
        self.next.opened.connect(self.opened)
        self._line = Line()
        self.body.addWidget(self._line)
        self.body.addWidget(self.next)
        assert self.heading is not None
        every = Button("Todas las visitas", "ghost", icon="list", tool=True)
        every.clicked.connect(self.all_visits)
        self.heading.add(every)

    def show_week(self, hoy: date, visitas: Sequence[Visita], proxima: Visita | None, *, marcar: bool) -> None:
        self._week = hoy, visitas, proxima, marcar
        self._fill()

    def show_programmed(self, waits: Sequence[VisitaProgramada]) -> None:
        """Those of the programme that wait to be begun, beside those that were."""
        self._waits = tuple(waits)
        self._fill()

    def _fill(self) -> None:
        if self._week is None:
            return
        hoy, visitas, proxima, marcar = self._week
        bars = [renglones.barra(v, self._definiciones, marcar=marcar) for v in visitas]
        self.grid.set_week(hoy, [*bars, *programadas.of_week(self._waits, hoy)])
        assert self.heading is not None
        self.heading.set_text("Visitas de esta semana", frases.semana(self.grid.days()))
        rows = [renglones.proxima(proxima, self._definiciones, hoy, marcar=marcar)] if proxima is not None else []
        waits = programadas.next_one(self._waits, hoy)
        if waits is not None and (proxima is None or proxima.inicio is None or waits.inicio < proxima.inicio):
            rows = [programadas.row(waits, hoy)]
        self.next.set_rows(rows)
        for part in (self._line, self.next):
            part.setVisible(bool(rows))


class RowsCard(Card):
    """A titled list that is as high as its rows, with a sentence where it is empty. ``opened(key)``."""

    opened = Signal(str)

    def __init__(self, title: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(title, count=" ", parent=parent)
        self._title = title
        self.flush()
        self.list = WholeList(name=title)
        self.list.opened.connect(self.opened)
        self.empty = WrapLabel(empty, "body", "text3")
        self.empty.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_3)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list)

    def set_rows(self, rows: Sequence[Row], count: int | None = None) -> None:
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        assert self.heading is not None
        total = len(rows) if count is None else count
        self.heading.set_text(self._title, str(total) if total else "")


_NO_OTHER, _NONE = "No hay más visitas sin terminar.", "No hay visitas sin terminar."


class DraftsCard(RowsCard):
    """Open visits besides the one to go on with. ``new_visit()``, ``join_copy()``."""

    new_visit = Signal()
    join_copy = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Borradores por terminar", _NO_OTHER, parent)
        new = self.new = Button("Visita nueva", "ghost", icon="plus", keys="Ctrl+N", tool=True, writes=True)
        new.clicked.connect(self.new_visit)
        join = Button("Unir copia…", "ghost", icon="download", tool=True, writes=True)
        join.clicked.connect(self.join_copy)
        assert self.heading is not None
        self.heading.add(join)
        self.heading.add(new)

    def show_drafts(self, borradores: Sequence[Resumen], hoy: date, *, marcar: bool, others: bool = True) -> None:
        """``others``: they are besides the one to go on with."""
        self.empty.setText(_NO_OTHER if others else _NONE)
        self.set_rows([renglones.borrador(r, hoy, marcar=marcar) for r in borradores])


class MeasuresCard(RowsCard):
    """Measures that fall due, the late ones first: the first few. ``all_measures()``: to where all of them are."""

    all_measures = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Medidas que vencen", "Ninguna medida vence en los próximos 15 días.", parent)
        self.more = Button("Ver todas", "ghost", icon="arrow-right", tool=True, name="Ver todas las medidas")
        self.more.clicked.connect(lambda _=False: self.all_measures.emit())
        assert self.heading is not None
        self.heading.add(self.more)

    def show_measures(self, medidas: Sequence[MedidaPorVencer]) -> None:
        self.set_rows([renglones.medida(m) for m in medidas[:_FEW]], len(medidas))


class DeliveryCard(RowsCard):
    """Closed visits and whether the office has them. The button leads to the first one that is owed.
    ``synchronize()``: to the place where everything that waits is sent at once.
    """

    synchronize = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Entrega a la oficina", "Aquí verá las visitas cerradas y si ya se entregaron.", parent)
        self._owed = ""
        self._prepare = Button("Preparar entrega", "outline", icon="package")
        self._prepare.clicked.connect(lambda: self.opened.emit(self._owed))
        words = WrapLabel("Puede entregar en la carpeta de la oficina o en una memoria USB.", "small", "text2")
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line())
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_4, SPACE_2, SPACE_3, 0)
        inside.addWidget(Beside(words, self._prepare, keep=150))
        column.addLayout(inside)
        self.waiting = Sentence("", "warn")
        self.sync = Button("Sincronizar", "outline", icon="refresh-cw", name="Sincronizar con la oficina")
        self.sync.clicked.connect(lambda _=False: self.synchronize.emit())
        self._waits = QWidget()
        row = QVBoxLayout(self._waits)
        row.setContentsMargins(SPACE_4, SPACE_2, SPACE_3, SPACE_2)
        row.addWidget(Beside(self.waiting, self.sync, keep=150))
        self.body.addWidget(self._waits)
        self.body.addWidget(self._foot)
        for part in (self._foot, self._waits):
            part.hide()

    def show_waiting(self, visits: int) -> None:
        """How many visits were not sent to the office's mailbox yet."""
        words = f"{cuantos(visits, 'visita por enviar', 'visitas por enviar')} al buzón."
        self.waiting.say(words if visits else "", "warn")
        self._waits.setVisible(visits > 0)

    def show_deliveries(self, entregas: Sequence[Pendiente], hoy: date, *, marcar: bool) -> None:
        self.set_rows([renglones.entrega(p, hoy, marcar=marcar) for p in entregas])
        self._owed = next((f"{p.visita.id}#entrega" for p in entregas if p.entrega is None), "")
        self._foot.setVisible(bool(self._owed))


class FirstCard(Card):
    """What to do where there is no visit yet. ``new_visit()``, ``demo()``, ``join_copy()``."""

    new_visit = Signal()
    demo = Signal()
    join_copy = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(SPACE_6, SPACE_6, SPACE_6, SPACE_6)
        self.body.addWidget(WrapLabel("Todavía no hay visitas", "title"))
        self.body.addWidget(
            WrapLabel(
                "Empiece por «Visita nueva»: elija la unidad y las cédulas, y conteste en sitio; cada respuesta se "
                "guarda sola en este equipo. Si prefiere conocer primero la aplicación, abra una visita de "
                "demostración con datos ficticios.",
                "body",
                "text2",
            )
        )
        self.body.addSpacing(SPACE_2)
        self.button = Button("Visita nueva", "primary", icon="plus", keys="Ctrl+N", writes=True)
        self.button.clicked.connect(self.new_visit)
        demo = Button("Abrir una visita de demostración", "outline", icon="flask-conical", writes=True)
        demo.clicked.connect(self.demo)
        join = Button("Unir la copia de otra persona…", "outline", icon="download", writes=True)
        join.clicked.connect(self.join_copy)
        for button in (self.button, join, demo):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
