"""The place «Oficina»: the desk on top, the board below, and in front of them the list that a number is made of.

Everything is read anew when the place is entered, when the filters change and when the mailbox was attended to. It must
never work out a figure, nor hold a connection: each question opens the index by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.oficina.ejecutivo import ambito_de, nombre_de_archivo, periodo_de
from supervisor_app.services.oficina.panorama import Foto, Panorama
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.beside import Beside
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import Card
from supervisor_app.ui.kit.flow import OneLine
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.scroll_column import ScrollColumn
from supervisor_app.ui.kit.sentence import Sentence
from supervisor_app.ui.kit.tokens import SPACE_3, SPACE_4
from supervisor_app.ui.lanes import Cancelled, Lanes
from supervisor_app.ui.lugares.oficina.apertura import OpeningPage
from supervisor_app.ui.lugares.oficina.atencion import Attending
from supervisor_app.ui.lugares.oficina.composicion import of_key
from supervisor_app.ui.lugares.oficina.detalle import DetailPage, Lists, save_as
from supervisor_app.ui.lugares.oficina.equipos import LaptopsPage
from supervisor_app.ui.lugares.oficina.filtros import FilterBar
from supervisor_app.ui.lugares.oficina.lectura import Desk, Source, desk, source
from supervisor_app.ui.lugares.oficina.mesa import DeskCard
from supervisor_app.ui.lugares.oficina.palabras import map_table
from supervisor_app.ui.lugares.oficina.publicar import KEY as PUBLISH
from supervisor_app.ui.lugares.oficina.publicar import PublishPage
from supervisor_app.ui.lugares.oficina.resumen import KEY as SUMMARY
from supervisor_app.ui.lugares.oficina.resumen import SummaryPage
from supervisor_app.ui.lugares.oficina.salidas import KEY as EXITS
from supervisor_app.ui.lugares.oficina.salidas import ExitsPage
from supervisor_app.ui.lugares.oficina.tablero import Board
from supervisor_app.ui.pantalla import Screen, show_page
from supervisor_app.wiring import Servicios

T = TypeVar("T")
OPENED = (
    "La oficina quedó abierta. En «Equipos» imprima su hoja de recuperación y guárdela aparte: sin ella ni un "
    "respaldo, una computadora perdida no se puede reponer."
)

NOTHING = "Atienda el buzón: aquí aparecerán las visitas que los supervisores cerraron y enviaron."


class OficinaScreen(Screen):
    """``desk`` and ``foto`` are what is shown; None before the first answer, and where there is none."""

    def __init__(self, lanes: Lanes[Servicios], definiciones: Definiciones, *, today: Callable[[], date]) -> None:
        super().__init__()
        self._lanes, self._definiciones, self._today = lanes, definiciones, today
        self._source: Source | None = None
        self._asked = self._opening = 0
        self._before: QWidget | None = None
        self.desk: Desk | None = None
        self.foto: Foto | None = None
        self.run = Attending(lanes, self, feriados=lambda: definiciones.feriados)
        self._make_parts()
        self._lay_out()
        self._connect()

    def _make_parts(self) -> None:
        self.opening = OpeningPage(self._lanes)
        self.desk_card = DeskCard(self._lanes)
        self.filters = FilterBar()
        self.filters.set_day(self._today())
        self.export = Button("Exportar", "outline", icon="download", keys="Ctrl+E")
        self.asm = Button("Tablas de ASM", "outline", icon="list-todo")
        self.summary = Button("Resumen ejecutivo", "outline", icon="file-text", keys=SUMMARY)
        self.exits_button = Button("Exportar todo", "outline", icon="external-link")
        self.answer = Sentence()
        self.practice = Banner("", "accent", icon="flask-conical", button="Verlas")
        self.practice.hide()
        self.nothing = Card()
        self.nothing.body.addWidget(EmptyState("Todavía no ha llegado ninguna visita", NOTHING))
        self.nothing.hide()
        self.board = Board()
        self.detail = DetailPage()
        self.laptops = LaptopsPage(self._lanes, today=self._today)
        self.publishing = PublishPage(self._lanes)
        self.paper = SummaryPage(self._lanes)
        self.exits = ExitsPage(self._lanes, today=self._today, holidays=lambda: self._definiciones.feriados)

    def _lay_out(self) -> None:
        area = self.area = ScrollColumn(name="Oficina")
        area.set_margins(20, SPACE_3, 20, SPACE_4)
        area.column.setSpacing(SPACE_3)
        out = OneLine(gap=8, to_right=True)
        out.set_items([self.asm, self.summary, self.exits_button, self.export])
        self._bar = Beside(self.filters, out, keep=420, gap=12)
        for part in (self.desk_card, self._bar, self.answer, self.practice, self.nothing, self.board):
            area.add(part)
        self._bar.hide()
        self.pages = QStackedWidget()
        for page in (QWidget(), self.opening, area, self.detail, self.laptops, self.publishing, self.paper, self.exits):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _connect(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, action in (
            ("Ctrl+R", self.attend),
            ("Ctrl+E", self.export_shown),
            (PUBLISH, self._open_publishing),
            (SUMMARY, self.open_summary),
            ("Ctrl+Shift+E", self.open_exits),
        ):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(action)
        self.opening.wanted.connect(self.open_desk)
        self.desk_card.go.clicked.connect(self.attend)
        self.desk_card.whole.clicked.connect(lambda: self.attend(everything=True))
        self.desk_card.task.cancelled.connect(self.run.cancel)
        self.desk_card.opened.connect(self._open_desk_list)
        self.desk_card.accepted.connect(self._accept_server)
        self.desk_card.to_mailbox.connect(lambda: self.wants.emit("sincronizacion", ""))
        self.run.progressed.connect(self.desk_card.task.report)
        self.run.ended.connect(self._on_attended)
        self.filters.changed.connect(self.read)
        self.export.clicked.connect(self.export_shown)
        self.asm.clicked.connect(lambda _=False: self.wants.emit("asm", ""))
        self.practice.action.connect(self._show_practice)
        self.board.opened.connect(self.open_key)
        self.detail.opened.connect(lambda key: self.open_key(key, deeper=True))
        self.detail.left.connect(self._back_to_board)
        self.laptops.left.connect(self._back_to_board)
        self.laptops.changed.connect(self.refresh)
        for card in (self.opening.index, self.laptops.index):
            card.saved.connect(self.refresh)
        self.summary.clicked.connect(lambda _=False: self.open_summary())
        self.exits_button.clicked.connect(lambda _=False: self.open_exits())
        for page in (self.publishing, self.paper, self.exits):
            page.left.connect(self._back_to_board)

    # --- reading --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """What the store knows of the desk, then what the index says."""
        self._lanes.call(lambda s: (desk(s), source(s)), lambda got: self._show_desk(*got), self._refuse, owner=self)

    def _show_desk(self, known: Desk, where: Source) -> None:
        first = self.desk is None
        if self._source is not None and self._source.indice.direccion != where.indice.direccion:
            self._forget_board()
        self.desk, self._source = known, where
        for card in (self.opening.index, self.laptops.index):
            card.show_place(where.indice)
        if known.oficina is None and where.indice.de_aqui:
            show_page(self.pages, self.opening)
            self.opening.focus()
            self.hints_changed.emit()
            return
        self.desk_card.show_desk(known, "" if where.indice.de_aqui else where.indice.texto)
        self.laptops.show_desk(known)
        if self.pages.currentWidget() not in self._in_front:
            show_page(self.pages, self.area)
            if first or not self.isAncestorOf(self.focusWidget() or self):
                attends = self.desk_card.go.isEnabled() and known.oficina is not None
                target: QWidget = self.desk_card.go if attends else self.desk_card.laptops
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        if first and known.ficticio:
            self.filters.kind.set_value("practica")
        self.hints_changed.emit()
        self.read()

    def _forget_board(self) -> None:
        """What is shown was asked of another index."""
        self.foto = None
        self._asked += 1
        for part in (self._bar, self.nothing, self.board, self.practice):
            part.hide()

    def read(self) -> None:
        """Ask the index for the whole board; of two questions only the answer to the last is shown."""
        self._asked += 1
        number, f = self._asked, self.filters.filtro(self._today())
        self._ask(lambda p: p.foto(f), lambda foto: self._show_foto(foto) if number == self._asked else None)

    def _ask(self, question: Callable[[Panorama], T], then: Callable[[T | None], object]) -> None:
        where, today, feriados = self._source, self._today(), self._definiciones.feriados
        if where is None:
            return
        self._lanes.free(
            lambda _work: where.ask(question, today=today, feriados=feriados),
            lambda answer: (then(answer), None)[1],
            self._refuse,
            owner=self,
        )

    def _show_foto(self, foto: Foto | None) -> None:
        self.foto = foto
        self.answer.say("")
        self.desk_card.show_foto(foto)
        some = foto is not None and bool(foto.entregas or foto.lugares or foto.totales.otras or foto.totales.aparte)
        self._bar.setVisible(some)
        self.nothing.setVisible(not some)
        self.board.setVisible(some)
        self.practice.hide()
        if foto is None or not some:
            return
        self.filters.set_places(foto.lugares)
        self.filters.offer_practice(bool(foto.totales.otras) or foto.filtro.ficticias)
        if not foto.totales.visitas and foto.totales.otras and not foto.filtro.ficticias:
            words = "Lo recibido son visitas de práctica, que no se cuentan con las reales."
            self.practice.set_message(words, "accent", "flask-conical", "Verlas")
            self.practice.show()
        self.board.show_foto(foto, self.filters.against(self._today()))

    def _show_practice(self) -> None:
        self.filters.kind.set_value("practica")
        self.read()

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return  # the window is closing
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if self.pages.currentWidget() is self.opening:
            self.opening.refuse(error.message, error.field or "" if isinstance(error, UserError) else "")
        elif self.pages.currentWidget() is self.paper:
            self.paper.refuse(error)
        elif self.pages.currentWidget() is self.detail:
            self.detail.answer.say(error.message, "bad")
        else:
            self.answer.say(error.message, "bad")

    # --- the desk -------------------------------------------------------------------------------------------------

    def open_desk(self, name: str) -> None:
        """Make this folder an office."""

        def opened(_key: object) -> None:
            show_page(self.pages, self.area)
            self.desk_card.answer.say(OPENED, "ok")
            self.refresh()

        self._lanes.call(lambda s: s.mesa.abrir(name), opened, self._refuse, owner=self)

    def attend(self, *, everything: bool = False) -> None:
        """Attend to the mailbox, unless that is under way."""
        if self.desk is None or self.desk.oficina is None or self.run.busy or not self.desk_card.go.isEnabled():
            return
        key = self.desk_card.sealed.given
        if self.pages.currentWidget() is not self.area:
            self._back_to_board()
        self.desk_card.begin()
        self.run.start(everything=everything, key=key)
        self.desk_card.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(self.desk_card)

    def _on_attended(self) -> None:
        self.desk_card.end(self.run)
        if self.isVisible() and self.pages.currentWidget() is self.area and self.run.problem is None:
            self.desk_card.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refresh()

    def _accept_server(self, key: str) -> None:
        self._lanes.call(
            lambda s: s.conexiones.aceptar_servidor(key), lambda _none: self.attend(), self._refuse, owner=self
        )

    def _open_desk_list(self, which: str) -> None:
        if which == "publicar":
            self._open_publishing()
        elif which == "equipos":
            self._before = self.desk_card.laptops
            show_page(self.pages, self.laptops)
            self.laptops.enter()
            self.hints_changed.emit()
        else:
            self.open_key(f"cifra:{which}")

    def _open_publishing(self) -> None:
        """The page; there, the same key publishes."""
        if self.desk is None or self.desk.oficina is None:
            return
        if self.pages.currentWidget() is self.publishing:
            self.publishing.publish_all()
            return
        self._before = self.desk_card.publish
        show_page(self.pages, self.publishing)
        self.publishing.enter()
        self.hints_changed.emit()

    # --- what leaves as files -------------------------------------------------------------------------------------

    def open_summary(self) -> None:
        """One page for the titular, with the filter of the board."""
        desk = self.desk
        if self.pages.currentWidget() is not self.area or desk is None or self.foto is None:
            return
        f, who = self.foto.filtro, desk.elabora
        self._before = self.summary
        show_page(self.pages, self.paper)
        self.paper.view.setFocus(Qt.FocusReason.OtherFocusReason)
        show = self.paper.expect("Resumen ejecutivo", nombre_de_archivo(self.foto))
        self._ask(lambda p: who.pdf(who.leer(p, f)), lambda pdf: show(pdf) if pdf is not None else None)
        self.hints_changed.emit()

    def open_exits(self) -> None:
        """Everything behind the figures, transparency, public versions."""
        if self.pages.currentWidget() is not self.area or self.foto is None or self._source is None:
            return
        self._before = self.exits_button
        show_page(self.pages, self.exits)
        self.exits.begin(self._source, self.foto.filtro, f"{ambito_de(self.foto)}. {periodo_de(self.foto.filtro)}.")
        self.hints_changed.emit()

    # --- what a number is made of ---------------------------------------------------------------------------------

    def open_key(self, key: str, *, deeper: bool = False) -> None:
        """Ask for the list that a key stands for, and show it; ``deeper``: on top of the list that is shown."""
        foto = self.foto
        f = foto.filtro if foto is not None else self.filters.filtro(self._today())
        number = self._opening = self._opening + 1

        def show(lists: Lists | None) -> None:
            if lists is None or number != self._opening:
                return
            if deeper:
                self.detail.go_on(lists)
                return
            self._before = self.focusWidget()
            show_page(self.pages, self.detail)
            self.detail.begin(lists)
            self.hints_changed.emit()

        self._ask(lambda p: of_key(p, f, key), show)

    def _back_to_board(self) -> None:
        show_page(self.pages, self.area)
        before, self._before = self._before, None
        if before is None or not shiboken6.isValid(before) or not before.isVisible():
            # Where it was is gone: the map was made anew meanwhile.
            before = self.board.heat.tables[0] if self.board.heat.tables else self.desk_card.go
        if before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def export_shown(self) -> None:
        """What is seen as a file: the list in front, or the map as numbers."""
        if self.pages.currentWidget() is self.detail:
            self.detail.choose_file()
        elif self.pages.currentWidget() is self.area and self.foto is not None and self.foto.mapa:
            self.answer.say(*save_as(self, "Cumplimiento por Subdelegación y proceso", map_table(self.foto)))

    # --- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() in self._in_front:
            self.detail.go_back() if self.pages.currentWidget() is self.detail else self._back_to_board()
            return
        super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        here = self.pages.currentWidget()
        if here is self.area:
            return (
                ("Ctrl+R", "Atender el buzón"),
                ("Ctrl+E", "Exportar"),
                (SUMMARY, "Resumen ejecutivo"),
                (EXITS, "Exportar todo"),
                (PUBLISH, "Publicar a los equipos"),
                ("Enter", "De qué se compone"),
                ("↑ ↓ ← →", "Recorrer el mapa"),
            )
        if here is self.detail:
            return (
                ("Esc", "Volver"),
                ("Enter", "Abrir el renglón"),
                ("Ctrl+E", "Exportar"),
                ("↑ ↓", "Recorrer la lista"),
            )
        if here is self.publishing:
            return (("Esc", "Volver"), (PUBLISH, "Publicar todo"))
        if here is self.paper:
            return self.paper.hints()
        return (("Esc", "Volver"),) if here in (self.laptops, self.exits) else ()

    @property
    def _in_front(self) -> tuple[QWidget, ...]:
        """The pages from which one goes back to the board."""
        return self.detail, self.laptops, self.publishing, self.paper, self.exits
