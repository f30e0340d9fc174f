"""The board: figures, heat map, trends, overdue measures and deliveries, all of one moment. It asks nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.texto import cantidad
from supervisor_app.services.oficina import cifras
from supervisor_app.services.oficina.calor import STEPS, groups
from supervisor_app.services.oficina.ejecutivo import peor_primero
from supervisor_app.services.oficina.panorama import Foto
from supervisor_app.services.oficina.valores import Lugar
from supervisor_app.ui.kit.banner import EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card, Line
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.reflow import Reflow
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.lugares.oficina.cifras import Figure, Figures
from supervisor_app.ui.lugares.oficina.entregas import DeliveryList
from supervisor_app.ui.lugares.oficina.leyenda import Swatch, Unseen
from supervisor_app.ui.lugares.oficina.mapa import HeatMap
from supervisor_app.ui.lugares.oficina.palabras import LEGEND, map_table, month_number
from supervisor_app.ui.lugares.oficina.tabla import TableView
from supervisor_app.ui.lugares.oficina.tablas_hallazgos import goals_table, overdue_table
from supervisor_app.ui.lugares.oficina.tendencia import Point, Series, Trend

_OVERDUE, _DELIVERIES, _BESIDE = 6, 5, 980
"""Rows of either card; the width from which they stand beside each other."""


class Board(QWidget):
    """``opened(key)``: what a number is made of, as ``composicion`` reads it."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.figures = Figures()
        self.figures.opened.connect(lambda key: self.opened.emit(f"cifra:{key}"))
        self.map_card, self.trend_card = self._make_map(), self._make_trends()
        self.late_card, self.sent_card = self._make_late(), self._make_sent()
        self.goal_card = self._make_goals()
        self.empty = EmptyState(
            "No hay visitas con esos filtros",
            "Elija otro periodo u otro departamento, o atienda el buzón para recibir lo que falte.",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        self.above = Reflow((self.map_card, self.trend_card), under=_BESIDE, shares=(5, 2), gap=SPACE_3)
        self.below = Reflow((self.late_card, self.sent_card), under=_BESIDE, shares=(5, 2), gap=SPACE_3)
        for part in (self.figures, self.empty, self.above, self.below, self.goal_card):
            layout.addWidget(part)
        self.hide()

    def _make_map(self) -> Card:
        card = Card("Cumplimiento por Subdelegación y proceso, %")
        assert card.heading is not None
        self.whole = Button("", "ghost", icon="arrow-right", tool=True)
        self.whole.clicked.connect(lambda: self.opened.emit("cifra:cumplimiento"))
        self.view = Segmented([("mapa", "Mapa"), ("numeros", "Números")], "Cómo se ve")
        self.view.chosen.connect(self._turn)
        card.heading.add(self.view)
        self.heat = HeatMap()
        self.heat.opened.connect(self._open_cell)
        self.numbers = TableView("Cumplimiento en números", whole=True)
        self.numbers.opened.connect(self.opened)
        self.numbers.hide()
        legend = Flow(gap=14, line_gap=4)
        legend.setAccessibleName("Qué significa cada tono")
        legend.set_items(
            [*(Swatch(n, words) for n, words in enumerate(STEPS)), Swatch(-1, "reincide", "repeat"), Unseen()]
        )
        card.body.addWidget(legend)
        card.body.addWidget(self.heat)
        card.body.addWidget(self.numbers)
        card.body.addWidget(WrapLabel(LEGEND, "small", "text3"))
        card.body.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_trends(self) -> Card:
        card = Card("Tendencias por mes")
        self.trends = [Trend() for _ in range(4)]
        self._rules = [Line() for _ in range(3)]
        for n, trend in enumerate(self.trends):
            if n:
                card.body.addWidget(self._rules[n - 1])
            trend.opened.connect(lambda key, n=n: self.opened.emit(f"mes:{n}:{key}"))
            card.body.addWidget(trend)
        self.no_trends = WrapLabel("Todavía no hay meses que comparar.", "body", "text3")
        card.body.addWidget(self.no_trends)
        return card

    def _make_late(self) -> Card:
        card = Card("Medidas vencidas", count="0")
        assert card.heading is not None
        self.all_late = Button("Ver todas", "ghost", icon="arrow-right", tool=True)
        self.all_late.clicked.connect(lambda: self.opened.emit("cifra:medidas"))
        card.heading.add(self.all_late)
        card.flush()
        self.late = TableView("Medidas vencidas", whole=True)
        self.late.opened.connect(self.opened)
        self.no_late = EmptyState(
            "Ninguna medida está vencida", "Aquí aparecen las que pasan de su fecha sin cumplirse."
        )
        card.body.addWidget(self.late)
        card.body.addWidget(self.no_late)
        return card

    def _make_sent(self) -> Card:
        card = Card("Entregas de supervisores", count="0")
        assert card.heading is not None
        self.all_sent = Button("Ver todas", "ghost", icon="arrow-right", tool=True)
        self.all_sent.clicked.connect(lambda: self.opened.emit("cifra:entregas"))
        card.heading.add(self.all_sent)
        card.flush()
        self.sent = DeliveryList()
        self.sent.opened.connect(lambda sha256: self.opened.emit(f"paquete:{sha256}"))
        card.body.addWidget(self.sent)
        return card

    def _make_goals(self) -> Card:
        card = Card("Indicadores contra su meta", count="0")
        card.flush()
        self.goals = TableView("Indicadores contra su meta", whole=True)
        self.goals.opened.connect(self.opened)
        card.body.addWidget(self.goals)
        return card

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_foto(self, foto: Foto, against: str) -> None:
        """``against``: what the last column compares with."""
        some = bool(foto.totales.visitas or foto.entregas)
        self.empty.setVisible(not some)
        for part in (self.above, self.below):
            part.setVisible(some)
        self.figures.show_figures(figures(foto))
        all_of_it = cifras.cifra_de_cumplimiento(foto)
        self.whole.set_text(f"{all_of_it.numero} {all_of_it.palabras}")
        self.whole.setToolTip(f"{all_of_it.segunda}. Ver de qué se compone")
        compared = against if any(d.anterior is not None for d in foto.por_lugar) else ""
        self.heat.show_groups(groups(foto), compared)
        self.numbers.show_table(map_table(foto))
        shown = [_series(one) for one in cifras.series(foto)]
        for trend, one in zip(self.trends, shown, strict=True):
            trend.show_series(one)
        for n, rule in enumerate(self._rules):
            rule.setVisible(bool(shown[n + 1].points))
        self.no_trends.setVisible(not any(s.points for s in shown))
        self._show_late(foto)
        self._show_sent(foto)
        self._show_goals(foto)
        self.show()

    def _show_late(self, foto: Foto) -> None:
        assert self.late_card.heading is not None
        self.late_card.heading.set_text("Medidas vencidas", cantidad(foto.medidas.vencidas))
        self.late.show_table(overdue_table(foto.vencidas[:_OVERDUE], foto.reincidencias))
        self.late.setVisible(bool(foto.vencidas))
        self.no_late.setVisible(not foto.vencidas)
        self.all_late.set_text(f"Ver las {cantidad(foto.medidas.vencidas)}" if foto.vencidas else "Ver las pendientes")

    def _show_sent(self, foto: Foto) -> None:
        assert self.sent_card.heading is not None
        self.sent_card.heading.set_text("Entregas de supervisores", cantidad(foto.totales.visitas))
        self.sent.show_deliveries(foto.entregas[:_DELIVERIES])

    def _show_goals(self, foto: Foto) -> None:
        """Those farthest from their goal first; the card is there where a visit measured some."""
        assert self.goal_card.heading is not None
        self.goal_card.heading.set_text("Indicadores contra su meta", cantidad(len(foto.indicadores)))
        self.goals.show_table(goals_table(sorted(foto.indicadores, key=peor_primero)))
        self.goal_card.setVisible(bool(foto.indicadores))

    def _turn(self, view: str) -> None:
        self.heat.setVisible(view == "mapa")
        self.numbers.setVisible(view == "numeros")

    def _open_cell(self, place: Lugar, process: str) -> None:
        self.opened.emit(f"celda:{place.ooad}\n{place.subdelegacion}\n{process}")


def figures(foto: Foto) -> tuple[Figure, ...]:
    """Those at the top."""
    return tuple(Figure(c.clave, c.numero, c.palabras, c.segunda, c.tono or "text") for c in cifras.cifras(foto))


def _series(s: cifras.Serie) -> Series:
    points = tuple(
        Point(x.mes, month_number(x.mes), cifras.mes_corto(x.mes), cifras.mes_largo(x.mes), float(x.valor), x.texto)
        for x in s.puntos
    )
    return Series(s.titulo, points, s.cambio, s.sube, s.bueno, s.breve)
