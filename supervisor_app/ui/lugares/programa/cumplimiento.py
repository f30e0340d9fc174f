"""What became of the programme: its figures, the months as bars, departments and OOAD as numbers. All of it opens.

It must never count: it words what ``domain.programa.cumplimiento`` worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supervisor_app.domain.programa.cumplimiento import CumplimientoDelPrograma, Grupo, Hecha, Renglon, Situacion
from supervisor_app.domain.texto import MESES, cantidad, porcentaje
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.labels import WrapLabel
from supervisor_app.ui.kit.tokens import SPACE_3
from supervisor_app.ui.lugares.oficina.cifras import Figure, Figures
from supervisor_app.ui.lugares.oficina.detalle import Lists
from supervisor_app.ui.lugares.oficina.renglones import Cell, Column, Line, Table
from supervisor_app.ui.lugares.oficina.tabla import TableView
from supervisor_app.ui.lugares.programa.barras import MonthBars, ProgrammeBars
from supervisor_app.ui.lugares.programa.palabras import STATES, departments, short_days

_HOW = (
    "Una visita es realizada cuando se cerró; en fecha, si comparte un día con lo programado. El porcentaje es de las "
    "que ya debieron hacerse o ya se hicieron; las canceladas no cuentan."
)
_OWN = "Cuenta sólo las visitas de este equipo; las de todos las cuenta la oficina."
_WAIT = "Calculando con lo que se sabe de cada visita…"


class CompliancePage(QWidget):
    """``opened(key)`` of a figure, a month, a department or an OOAD."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: CumplimientoDelPrograma | None = None
        self.wait = WrapLabel(_WAIT, "body", "text3")
        self.figures = Figures()
        self.bars = ProgrammeBars()
        self.departments, self.places = TableView("Por departamento", whole=True), TableView("Por OOAD", whole=True)
        self.how = WrapLabel(_HOW, "small", "text3")
        months = Card("Por mes")
        months.body.addWidget(self.bars)
        tables = []
        for title, table in (("Por departamento", self.departments), ("Por OOAD", self.places)):
            card = Card(title)
            card.flush()
            card.body.addWidget(table)
            tables.append(card)
        self.month_card, self.table_cards = months, tables
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_3)
        for part in (self.wait, self.figures, months, *tables, self.how):
            layout.addWidget(part)
        for source in (self.figures, self.bars, self.departments, self.places):
            source.opened.connect(self.opened)
        self.setFocusProxy(self.bars)
        self.show_share(None)

    def say_whose(self, *, received: bool) -> None:
        """A laptop knows its own visits only, and says so."""
        self.how.setText(f"{_OWN} {_HOW}" if received else _HOW)

    def show_share(self, share: CumplimientoDelPrograma | None) -> None:
        """None while it is worked out."""
        self.shown = share
        self.wait.setVisible(share is None)
        for part in (self.figures, self.month_card, *self.table_cards, self.how):
            part.setVisible(share is not None)
        if share is None:
            return
        self.figures.show_figures(figures(share))
        by_month = {g.clave: g for g in share.por_mes()}
        self.bars.show_months([_month(share.anio, n, by_month) for n in range(1, 13)])
        self.departments.show_table(groups_table("Departamento", share.por_departamento(), "departamento"))
        self.places.show_table(groups_table("OOAD", share.por_ooad(), "ooad"))


def _month(year: int, number: int, groups: dict[str, Grupo]) -> MonthBars:
    key = f"{year}-{number:02d}"
    group = groups.get(key)
    whole, done = (group.programadas, len(group.realizadas)) if group else (0, 0)
    name = MESES[number - 1]
    return MonthBars(f"mes:{key}", name[:3], name.capitalize(), whole, done)


def by_hundred(group: Grupo) -> str:
    return porcentaje(group.porcentaje) if group.porcentaje is not None else "s/d"


def _moved(group: Grupo) -> tuple[Renglon, ...]:
    return tuple(r for r in group.renglones if r.programada.reprogramada and not r.programada.cancelada)


def figures(share: CumplimientoDelPrograma) -> list[Figure]:
    whole = share.total
    late, off = len(whole.en(Situacion.ATRASADA)), len(whole.en(Situacion.OTRA_FECHA))
    due = len(whole.exigibles)
    return [
        Figure("cifra:programadas", cantidad(whole.programadas), "programadas", f"{cantidad(due)} ya exigibles"),
        Figure("cifra:realizadas", cantidad(len(whole.realizadas)), "realizadas",
               f"{by_hundred(whole)} de lo exigible"),
        Figure("cifra:en_fecha", cantidad(len(whole.en(Situacion.EN_FECHA))), "en fecha",
               f"{cantidad(off)} en otra fecha"),
        Figure("cifra:atrasada", cantidad(late), "atrasadas", "", "bad" if late else "text"),
        Figure("cifra:reprogramadas", cantidad(len(_moved(whole))), "reprogramadas"),
        Figure("cifra:cancelada", cantidad(len(whole.en(Situacion.CANCELADA))), "canceladas"),
        Figure("cifra:no_programadas", cantidad(len(share.no_programadas)), "no programadas", "hechas sin programa"),
    ]  # fmt: skip


def groups_table(title: str, groups: Sequence[Grupo], key: str) -> Table:
    columns = (Column(title, flex=3), Column("Programadas", right=True), Column("Realizadas", right=True),
               Column("En fecha", right=True), Column("Atrasadas", right=True), Column("Canceladas", right=True),
               Column("Cumple", right=True))  # fmt: skip
    lines = []
    for g in groups:
        late, share = len(g.en(Situacion.ATRASADA)), g.porcentaje
        counts = (g.programadas, len(g.realizadas), len(g.en(Situacion.EN_FECHA)))
        cancelled = len(g.en(Situacion.CANCELADA))
        lines.append(
            Line(
                (
                    Cell(g.titulo, strong=True),
                    *(Cell(cantidad(n), n) for n in counts),
                    Cell(cantidad(late), late, ink="bad" if late else "text"),
                    Cell(cantidad(cancelled), cancelled),
                    Cell(by_hundred(g), share.quantize(Decimal("0.01")) if share is not None else None),
                ),
                f"{key}:{g.clave}",
            )
        )
    return Table(columns, tuple(lines))


# --- what a number is made of ---------------------------------------------------------------------------------------


def of_key(share: CumplimientoDelPrograma, key: str) -> Lists | None:
    """The list that a key of this page stands for; None for a key of something else."""
    kind, _, which = key.partition(":")
    if kind == "cifra":
        return _of_figure(share, which)
    groups = {"mes": share.por_mes, "departamento": share.por_departamento, "ooad": share.por_ooad}.get(kind)
    group = next((g for g in groups() if g.clave == which), None) if groups else None
    if group is None:
        return Lists(f"Programa {share.anio}", "Sin visitas programadas.", (("Visitas", rows_table(())),))
    about = f"{cantidad(len(group.realizadas))} realizadas de {cantidad(group.programadas)} programadas."
    return Lists(f"{group.titulo}, programa {share.anio}", about, (("Visitas", rows_table(group.renglones)),))


def _of_figure(share: CumplimientoDelPrograma, which: str) -> Lists | None:
    whole = share.total
    if which == "no_programadas":
        about = "Visitas hechas o iniciadas que no corresponden a ninguna del programa."
        return Lists("No programadas", about, (("Visitas", made_table(share.no_programadas)),))
    rows: dict[str, tuple[str, Iterable[Renglon]]] = {
        "programadas": ("Programadas", (r for r in whole.renglones if r.situacion is not Situacion.CANCELADA)),
        "realizadas": ("Realizadas", whole.realizadas),
        "reprogramadas": ("Reprogramadas", _moved(whole)),
        **{s.value: (s.label, whole.en(s)) for s in (Situacion.EN_FECHA, Situacion.ATRASADA, Situacion.CANCELADA)},
    }
    if which not in rows:
        return None
    title, found = rows[which]
    return Lists(f"{title}, programa {share.anio}", "", (("Visitas", rows_table(found)),))


def rows_table(rows: Iterable[Renglon]) -> Table:
    columns = (Column("Folio"), Column("Unidad", flex=3), Column("Programada"), Column("Departamentos", flex=2),
               Column("Situación", flex=2), Column("Visita"), Column("Hecha"), Column("Motivo", flex=3))  # fmt: skip
    return Table(columns, tuple(_row(r) for r in rows), main=1)


def _row(r: Renglon) -> Line:
    p, state, made = r.programada, STATES[r.situacion], r.hechas[0] if r.hechas else None
    motive = p.cancelacion.motivo if p.cancelacion else p.reprogramaciones[-1].motivo if p.reprogramaciones else ""
    return Line(
        (
            Cell(p.folio, strong=True),
            Cell(p.unidad.titulo),
            Cell(short_days(p.inicio, p.fin), p.inicio),
            Cell(departments(p.departamentos)),
            Cell(state.words, icon=state.icon, ink=state.ink),
            Cell(made.folio if made else ""),
            Cell(short_days(made.inicio, made.fin) if made else "", made.inicio if made else None),
            Cell(motive),
        ),
        f"programada:{p.id}",
    )


def made_table(made: Iterable[Hecha]) -> Table:
    columns = (Column("Visita"), Column("Unidad", flex=3), Column("Días"), Column("Tipo"),
               Column("Departamentos", flex=2), Column("Supervisor", flex=2))  # fmt: skip
    return Table(
        columns,
        tuple(
            Line(
                (
                    Cell(h.folio, strong=True),
                    Cell(h.unidad.titulo),
                    Cell(short_days(h.inicio, h.fin), h.inicio),
                    Cell(h.tipo.label),
                    Cell(departments(h.departamentos)),
                    Cell(h.supervisor),
                )
            )
            for h in made
        ),
        main=1,
    )
