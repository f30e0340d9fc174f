"""The indicators of the unit: goal and figure side by side, a bar against the goal, and the detail of one at the right.

It changes the visit through the session only, and must never work out a figure by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.indicador import IndicadorMedido, Periodo, id_de_indicador
from supervisor_app.domain.indicadores_pegados import Pegado, leer_indicadores
from supervisor_app.domain.texto import cuantos
from supervisor_app.ui.kit.banner import Banner
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.flow import Flow
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.labels import ElidedLabel, Text
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.indicadores.detalle import IndicatorPanel
from supervisor_app.ui.visita.indicadores.fila import IndicatorRow, headings
from supervisor_app.ui.visita.indicadores.pegado import PasteCard

_CLOSED = "La visita está cerrada: aquí sólo se consulta. Para corregirla, use «Reabrir para corregir» en Entrega."


class IndicadoresScreen(Screen):
    """All indicators of the catalogue, of the month or accumulated."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._catalogo = session.catalogos.indicadores
        self._here = next(iter(self._catalogo))
        self.rows = {codigo: IndicatorRow(i) for codigo, i in self._catalogo.items()}
        self.panel = IndicatorPanel(session.today)
        self.paste = PasteCard()
        self.notice = Banner("", "na", icon="info", button="Entendido")
        self.closed = Banner(_CLOSED, "na", icon="lock", button="Ir a Entrega")
        self.both = WithDrawer(self._main(), self.panel, side_width=360)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.both)
        self._connect()
        figures = session.expediente.indicadores.values()
        if figures and all(m.periodo is Periodo.ACUMULADO for m in figures):
            self.period.set_value(Periodo.ACUMULADO.value)
        self._show()

    # --- building -------------------------------------------------------------------------------------------------

    def _main(self) -> QWidget:
        main = QFrame()
        style(main, kind="side")
        layout = QVBoxLayout(main)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._tools())
        layout.addWidget(Line())
        self.area = ScrollColumn(name="Indicadores")
        self.area.set_margins(0, 0, 0, SPACE_4)
        self.area.column.setSpacing(0)
        notices = QVBoxLayout()
        notices.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        notices.setSpacing(SPACE_2)
        for widget in (self.closed, self.notice, self.paste):
            widget.hide()
            notices.addWidget(widget)
        self.area.add(notices)
        heads = headings(("Indicador", "Meta", "Real", "Avance"))
        next(iter(self.rows.values())).stacked.connect(heads.setHidden)
        self.area.add(heads)
        self.area.add(Line())
        for row in self.rows.values():
            self.area.add(row)
        layout.addWidget(self.area, 1)
        return main

    def _tools(self) -> QWidget:
        self.count = Text("", "small", "text3", figures=True)
        self.period = Segmented([(p.value, p.label) for p in Periodo], "Periodo de las cifras")
        self.pasting = Button("Pegar de Excel", "outline", icon="clipboard-paste", keys="Ctrl+Mayús+V", tool=True)
        self.goals = Button("Traer metas de la visita anterior", "ghost", icon="copy", tool=True)
        self.telling = Button("Llevar al informe", "ghost", icon="file-text", tool=True)
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 3, 0, 0)
        line.setSpacing(SPACE_3)
        line.addWidget(ElidedLabel("Indicadores", "title"))
        line.addWidget(self.count)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(SPACE_4, 9, SPACE_4, 9)
        flow = Flow(gap=SPACE_3)
        flow.set_items([words, self.period, self.pasting, self.goals, self.telling])
        layout.addWidget(flow)
        return holder

    def _connect(self) -> None:
        for row in self.rows.values():
            row.measured.connect(self._measure)
            row.entered.connect(self._go_to)
            row.moved.connect(self._move)
            row.block.connect(self.read_block)
        self.panel.measured.connect(lambda field, value: self._measure(self._here, field, value))
        self.period.chosen.connect(lambda _key: self._show())
        self.pasting.clicked.connect(lambda: self.read_block(QApplication.clipboard().text()))
        self.goals.clicked.connect(self._bring_goals)
        self.telling.clicked.connect(self._tell_report)
        self.paste.again.connect(self.read_block)
        self.paste.dropped.connect(lambda: self._end_paste(""))
        self.notice.action.connect(self.notice.hide)
        self.closed.action.connect(lambda: self.wants.emit("entrega", ""))
        for keys, action in (
            ("Ctrl+Shift+V", lambda: self.read_block(QApplication.clipboard().text())),
            ("F6", self.both.switch),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        self.session.changed.connect(lambda _kinds: self._follow())
        self.session.recalled.connect(self._follow)

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        if self.session.locked:
            return (("↑ ↓", "Recorrer"), ("F6", "Detalle"))
        return (
            ("Tab", "Campo siguiente"),
            ("Enter", "Indicador siguiente"),
            ("Ctrl+Mayús+V", "Pegar de Excel"),
            ("F6", "Fuente, corte y comentario"),
            ("Ctrl+Z", "Deshacer"),
        )

    def enter(self) -> None:
        self._show()
        self.rows[self._here].focus()

    def show_object(self, what: str) -> None:
        if what in self.rows:
            self.rows[what].focus()

    def commit(self) -> None:
        super().commit()
        self.panel.commit()

    # --- showing --------------------------------------------------------------------------------------------------

    @property
    def periodo(self) -> Periodo:
        return Periodo(self.period.value())

    def _measured(self, codigo: str) -> IndicadorMedido | None:
        e = self.session.expediente
        return e.indicadores.get(id_de_indicador(e.visita.id, codigo, self.periodo))

    def _follow(self) -> None:
        """Only in sight; ``enter`` brings all of it up to date."""
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        e = self.session.expediente
        closed = self.session.locked
        for codigo, row in self.rows.items():
            row.show_measure(self._measured(codigo))
            row.set_read_only(closed)
        self.panel.set_read_only(closed)
        self.closed.setVisible(e.visita.cerrada)
        captured = sum(m.real is not None for m in e.indicadores.values() if m.periodo is self.periodo)
        self.count.setText(f"{captured} de {len(self.rows)} con cifra")
        self.goals.setVisible(not closed and not comandos.traer_metas(e, self._earlier(), self._catalogo).vacia)
        self.pasting.setVisible(not closed)
        figures = any(m.real is not None for m in e.indicadores.values())
        told = closed or e.informe is None or not figures
        self.telling.setVisible(not told and not comandos.llevar_al_informe(e).vacia)
        self._show_panel()

    def _earlier(self) -> tuple[IndicadorMedido, ...]:
        return self.session.pasado.indicadores

    def _show_panel(self) -> None:
        before = (m for m in self._earlier() if (m.codigo, m.periodo) == (self._here, self.periodo))
        visita = self.session.expediente.visita
        self.panel.show_indicator(
            self._catalogo[self._here], self.periodo, self._measured(self._here), next(before, None), visita
        )

    def _go_to(self, codigo: str) -> None:
        if codigo != self._here:
            self.panel.commit()
            self._here = codigo
            self._show_panel()
        self.area.ensureWidgetVisible(self.rows[codigo], 0, SPACE_4)

    def _move(self, codigo: str, field: str, by: int) -> None:
        codes = [*self.rows]
        at = codes.index(codigo) + by
        if 0 <= at < len(codes):
            self.rows[codes[at]].focus(field)

    # --- changing -------------------------------------------------------------------------------------------------

    def _measure(self, codigo: str, field: str, value: object) -> None:
        indicador, periodo = self._catalogo[codigo], self.periodo
        self.session.attempt(lambda e: comandos.medir(e, indicador, periodo, **{field: value}))

    def _bring_goals(self) -> None:
        self.session.attempt(lambda e: comandos.traer_metas(e, self._earlier(), self._catalogo))
        self.rows[self._here].focus()

    def _tell_report(self) -> None:
        if self.session.attempt(comandos.llevar_al_informe):
            self._say("Las cifras están en la sección 2 del informe.", "ok")
        self.rows[self._here].focus()

    def read_block(self, text: str) -> None:
        """Take what can be read of copied rows at once; what cannot waits to be mended."""
        if self.session.locked:
            return
        self.commit()
        read = leer_indicadores(text, self._catalogo, periodo=self.periodo, hoy=self.session.today())
        if read.renglones:
            self.session.attempt(lambda e: comandos.pegar_indicadores(e, read.renglones, self._catalogo))
        self.paste.show_rest(read.resto, [str(p) for p in read.problemas])
        self._say(_words(read), "warn" if read.problemas or not read.renglones else "ok")
        if read.resto:
            self.paste.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.paste)
        else:
            self.rows[self._here].focus()

    def _end_paste(self, rest: str) -> None:
        self.paste.show_rest(rest, ())
        self.notice.hide()
        self.rows[self._here].focus()

    def _say(self, sentence: str, kind: str) -> None:
        icons = {"ok": "circle-check", "warn": "triangle-alert", "na": "info"}
        self.notice.set_message(sentence, kind, icons[kind], "Entendido")
        self.notice.show()


def _words(read: Pegado) -> str:
    """What came of a pasted block, in sentences."""
    parts = []
    if read.renglones:
        verb = "Se pegó" if len(read.renglones) == 1 else "Se pegaron"
        parts.append(f"{verb} {cuantos(len(read.renglones), 'indicador', 'indicadores')}.")
    if read.problemas:
        rows = len({p.linea for p in read.problemas})
        verb = "Queda" if rows == 1 else "Quedan"
        parts.append(f"{verb} {cuantos(rows, 'renglón', 'renglones')} por corregir, tal como se copió.")
    return " ".join((*parts, *read.avisos))
