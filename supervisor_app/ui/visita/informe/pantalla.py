"""The step «Informe de la comisión»: the form at the left, the page as it will be printed at the right.

It reads the visit and changes it only by commands; what the form asks for is told by the domain.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.composicion import medidas_como_bloques
from supervisor_app.domain.informe import SECCIONES, Firmantes
from supervisor_app.domain.validacion_informe import Aviso, validar
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.pantalla import Screen
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.informe import estado, lista
from supervisor_app.ui.visita.informe.columna import DATOS, InformeColumn
from supervisor_app.ui.visita.informe.lista import Rows
from supervisor_app.ui.visita.informe.origen import known_origins, origins
from supervisor_app.ui.visita.informe.pedidos import Requests
from supervisor_app.ui.visita.informe.vista import InformePreview

_SHARE = 635 / 1285
_ROW_HINTS: tuple[Hint, ...] = (
    ("Enter", "Renglón nuevo"),
    ("Tab", "Bajar nivel"),
    ("Ctrl+J", "Frase frecuente"),
    ("Alt+↑ ↓", "Mover renglón"),
    ("Ctrl+Enter", "Sección siguiente"),
    ("Esc", "Salir de la lista"),
)
_UNDO: Hint = ("Ctrl+Z", "Deshacer")
_PAGES: tuple[Hint, ...] = (("F6", "Vista previa"), ("Ctrl+P", "Imprimir"))
_READING: tuple[Hint, ...] = (
    ("RePág AvPág", "Recorrer las páginas"),
    ("+ -", "Tamaño"),
    ("F6", "Volver al texto"),
    ("Ctrl+P", "Imprimir"),
)


class InformeScreen(Screen):
    """The informe of the open visit."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__()
        self.session = session
        self._pliegos: tuple[str, ...] = ()
        self._avisos: tuple[Aviso, ...] = ()
        self.column = InformeColumn(session.today)
        self.preview = InformePreview(session.lanes)
        self.both = WithDrawer(self.column, self.preview, share=_SHARE)
        self.requests = Requests(session, self.column, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.both)
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        column = self.column
        column.header.changed.connect(self._save_field)
        column.header.signers_changed.connect(self._save_signers)
        column.moved.connect(lambda _name: self._show_mark())
        column.preview_wanted.connect(self.both.switch)
        column.delivery_wanted.connect(lambda: self.wants.emit("entrega", ""))
        for section in column.sections.values():
            section.edited.connect(self._save_section)
            section.here.connect(lambda _name, _row: self._show_mark())
            section.brought.connect(self._bring_measures)
        self.requests.drafted.connect(self._go_on)
        self.preview.printing.clicked.connect(self._print)
        for keys, action in (("F6", self.both.switch), ("Ctrl+P", self._print)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        self.both.turned.connect(self._on_turned)
        self._on_turned(self.both.shows_side())
        self.session.changed.connect(lambda _kinds: self._refresh())
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keys are others in a list, on a heading and in a field."""
        if new is not None and self.isAncestorOf(new):
            self.hints_changed.emit()

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        e = self.session.expediente
        if self.preview.view.hasFocus() and e.informe is not None:
            return _READING
        if self.session.locked:
            return _PAGES if e.informe is not None else ()
        if e.informe is None:
            return (("Enter", "Componer desde la visita"),)
        if any(section.editor.hasFocus() for section in self.column.sections.values()):
            return (*_ROW_HINTS, _UNDO, *_PAGES)
        if any(part.head().hasFocus() for _, part in self.column.parts()):
            return (("Enter", "Abrir o cerrar"), _UNDO, *_PAGES)
        return (("Tab", "Campo siguiente"), _UNDO, *_PAGES)

    def enter(self) -> None:
        visita = self.session.expediente.visita.id
        self.session.lanes.call(
            lambda s: (s.visitas.pliegos_usados(visita), s.documentos.textos().clave),
            self._on_known,
            self.requests.on_problem,
            owner=self,
        )
        self._refresh()
        self._go_on()

    def _on_known(self, known: tuple[tuple[str, ...], str]) -> None:
        self._pliegos, key = known
        self.column.key.setText(key)
        self._show_findings()

    def show_object(self, what: str) -> None:
        section, _, path = what.partition(".")
        if self.session.expediente.informe is None:
            return
        if section in self.column.sections:
            rows = self.column.sections[section].editor.rows()
            self.column.write_in(section, lista.at_path(rows, path) if path else None)
        elif section in self.column.header.fields:
            self.column.fill_in(section)

    def commit(self) -> None:
        super().commit()
        for section in self.column.sections.values():
            section.editor.commit()

    def _go_on(self) -> None:
        """Put the focus where work goes on: in what was open, else in the first part that lacks something."""
        e = self.session.expediente
        name = self.column.open_name()
        if e.informe is None:
            self.column.compose_button.setFocus()
        elif not name:
            self.show_object(next((a.campo for a in self._avisos), SECCIONES[0]))
        elif name == DATOS:
            self.column.fill_in(next((a.campo for a in self._avisos if a.campo in estado.CAMPOS), "numero_pliego"))
        else:
            self.column.sections[name].write_at()

    # --- showing --------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        e = self.session.expediente
        self.column.show_presence(draft=e.informe is not None, closed=self.session.locked)
        self.column.closed.setVisible(e.visita.cerrada)
        if e.informe is None:
            self.preview.clear()
            return
        self.column.header.show_draft(e.informe)
        self.column.header.set_people((*e.visita.equipo, e.visita.recibio, e.visita.titular))
        self.column.data.set_summary(estado.summary(e.informe.datos))
        for name, section in self.column.sections.items():
            bloques = e.informe.datos.seccion(name)
            section.show_rows(lista.rows_of(bloques) if bloques else ())
        self._show_findings()
        self._offer_measures()
        if e.visita.cerrada:
            self.preview.show_emitted(e.visita.id)
        else:
            self.preview.show_draft(e.informe, e.visita.folio)

    def _show_findings(self) -> None:
        e = self.session.expediente
        if e.informe is None:
            return
        self._avisos = validar(e.informe.datos, pliegos_usados=self._pliegos)
        self.column.show_state(estado.whole_state(self._avisos))
        self.column.data.set_state(*estado.header_state(self._avisos))
        self.column.header.show_findings(self._avisos)
        known = known_origins(e, self.session.definiciones)
        for name, section in self.column.sections.items():
            state, rows = estado.section_state(self._avisos, name), estado.of_rows(self._avisos, name)
            section.show_findings(state, rows, origins(section.editor.rows(), known, e.visita.cedulas))

    def _offer_measures(self) -> None:
        e = self.session.expediente
        section = self.column.sections["resultados"]
        rows = section.editor.rows()
        agreed = medidas_como_bloques(e)
        missing = lista.missing_in(rows, agreed)
        n = len(missing)
        if n and n == len(agreed):
            words = "Traer la medida acordada" if n == 1 else f"Traer las {n} medidas acordadas"
        else:
            words = "" if not n else "Traer la medida que falta" if n == 1 else f"Traer las {n} medidas que faltan"
        section.offer_measures(words)

    def _show_mark(self) -> None:
        """Mark in the preview what is open: the caret's row of a section, nothing for the header."""
        name = self.column.open_name()
        if name in self.column.sections and not self.session.locked:
            self.preview.mark(name, self.column.sections[name].editor.row())
        else:
            self.preview.unmark()

    def _on_turned(self, shown: bool) -> None:
        self.preview.set_active(shown)
        self.column.preview_button.setVisible(self.both.is_narrow())

    # --- changing -------------------------------------------------------------------------------------------------

    def _save(self, que: str, **campos: object) -> None:
        """Change fields of the header or sections, by their names in DATOS.json."""
        changed = {("del_" if campo == "del" else campo): value for campo, value in campos.items()}
        self.session.attempt(
            lambda e: comandos.guardar_informe(
                e, con(_draft(e.informe), datos=con(_draft(e.informe).datos, **changed)), que
            )
        )

    def _save_field(self, campo: str, value: object) -> None:
        self._save("Cambió los datos del informe", **{campo: value})

    def _save_section(self, name: str, rows: Rows) -> None:
        self._save(f"Escribió en «{self.column.sections[name].name_in_words()}»", **{name: lista.blocks_of(rows)})

    def _save_signers(self, firmantes: Firmantes) -> None:
        self.session.attempt(
            lambda e: comandos.guardar_informe(e, con(_draft(e.informe), firmantes=firmantes), "Cambió quién firma")
        )

    def _bring_measures(self) -> None:
        """Put the agreed measures that are not there yet after what section 4 says."""
        section = self.column.sections["resultados"]
        section.editor.commit()
        rows = lista.append_missing(section.editor.rows(), medidas_como_bloques(self.session.expediente))
        self._save("Trajo las medidas acordadas", resultados=lista.blocks_of(rows))
        self.column.write_in("resultados", len(rows) - 1)

    def _print(self) -> None:
        """Print the emitted informe of a closed visit, else the newest draft."""
        self.commit()
        if self.session.expediente.visita.cerrada:
            self.requests.print_emitted(self.preview.view.pdf())
        else:
            self.requests.print_draft()


def _draft(borrador: InformeBorrador | None) -> InformeBorrador:
    """The draft that is being edited; nothing can be edited where there is none."""
    assert borrador is not None
    return borrador
