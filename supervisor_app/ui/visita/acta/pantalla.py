"""The acta of the closing meeting: its form, and its page beside it as it will be printed.

It reads the visit and changes it only by commands; what the acta asks for is told by the domain.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.catalogo import SeccionFrase
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reunion import faltantes_del_acta, personas_de_la_visita
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.frases import PhraseBook
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.acta.columna import ActaColumn
from supervisor_app.ui.visita.acta.vista import ActaPreview

_SHARE = 635 / 1285


class ActaScreen(Screen):
    """The acta of the open visit."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self.column = ActaColumn(session.today)
        self.preview = ActaPreview(session.lanes)
        self.both = WithDrawer(self.column, self.preview, share=_SHARE)
        self.phrases = PhraseBook(session, self)
        self.phrases.serve(self.column.said, SeccionFrase.MANIFESTACION)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.both)
        column = self.column
        column.changed.connect(self._change)
        column.begun.connect(self._begin)
        column.withdrawn.connect(self._withdraw)
        column.emit_wanted.connect(lambda: self.wants.emit("documentos", "acta"))
        column.delivery_wanted.connect(lambda: self.wants.emit("entrega", ""))
        column.preview_wanted.connect(self.both.switch)
        shortcut = QShortcut(QKeySequence("F6"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.both.switch)
        self.both.turned.connect(self._on_turned)
        self._on_turned(self.both.shows_side())
        session.changed.connect(lambda _kinds: self._follow())
        self._show()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        e = self.session.expediente
        if self.session.locked:
            return (("F6", "Vista previa"),)
        if e.acta is None:
            return (("Enter", "Empezar el acta"),)
        return (
            ("Tab", "Campo siguiente"),
            ("Enter", "Agregar otra persona"),
            ("Alt+↑ ↓", "Mover a la persona"),
            ("Ctrl+Supr", "Quitar a la persona"),
            ("Ctrl+J", "Frase frecuente"),
            ("Ctrl+Z", "Deshacer"),
            ("F6", "Vista previa"),
        )

    def enter(self) -> None:
        self.session.lanes.call(
            lambda s: s.visitas.personas_frecuentes(), self._on_people, self._on_problem, owner=self
        )
        self._show()
        self._go_on()

    def show_object(self, what: str) -> None:
        if self.session.expediente.acta is not None:
            self.column.focus_field(what)

    def _go_on(self) -> None:
        """Put the focus into the first thing that is missing, else into what the unit said."""
        e = self.session.expediente
        if e.acta is None:
            self.column.begin.setFocus()
            return
        falta = faltantes_del_acta(e.acta, e.visita)
        self.column.focus_field(falta[0].campo if falta else "manifestaciones")

    # --- showing --------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Only in sight: no page is drawn for an answer given elsewhere; ``enter`` brings all of it up to date."""
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        e = self.session.expediente
        falta = faltantes_del_acta(e.acta, e.visita) if e.acta is not None else ()
        self.column.show_acta(e.acta, falta, _reading(e), closed=self.session.locked)
        self.column.closed.setVisible(e.visita.cerrada)
        self.preview.show_visit(e)

    def _on_people(self, people: Sequence[Persona]) -> None:
        own = personas_de_la_visita(self.session.expediente)
        self.column.set_known(tuple(dict.fromkeys((*own, *people))))

    def _on_problem(self, error: BaseException) -> None:
        # Without suggestions people are typed; what is wrong with the disk is told where something is saved.
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error

    def _on_turned(self, shown: bool) -> None:
        self.preview.set_active(shown)
        self.column.preview_button.setVisible(self.both.is_narrow())

    # --- changing -------------------------------------------------------------------------------------------------

    def _change(self, que: str, campo: str, value: object) -> None:
        self.session.attempt(lambda e: comandos.modificar_acta(e, que, **{campo: value}))

    def _begin(self) -> None:
        if self.session.attempt(comandos.empezar_acta):
            self._go_on()
            self.hints_changed.emit()

    def _withdraw(self) -> None:
        if self.session.attempt(comandos.quitar_acta):
            self._go_on()
            self.hints_changed.emit()


def _reading(e: Expediente) -> str:
    """What the acta will carry of the visit; what is turned over apart is not counted."""
    hallazgos = [h for h in e.inconsistencias.values() if not h.posible_irregularidad]
    medidas = sum(len(e.medidas_de(h.id)) for h in hallazgos)
    verificados = sum(v.resultado is not None and not v.posible_irregularidad for v in e.verificaciones.values())
    partes = [
        cuantos(len(hallazgos), "inconsistencia", "inconsistencias"),
        cuantos(medidas, "medida acordada", "medidas acordadas"),
        cuantos(verificados, "hallazgo anterior verificado", "hallazgos anteriores verificados"),
        cuantos(len(e.indicadores), "indicador", "indicadores"),
    ]
    return f"{', '.join(partes[:-1])} y {partes[-1]}. Se toman de la visita tal como están."
