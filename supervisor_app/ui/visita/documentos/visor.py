"""The middle: the selected document as it is on paper, its versions, and what is to be done before there is one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.domain.documento import Documento, EstadoDocumento
from supervisor_app.domain.turnos import como_se_firmo
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.choice import Choice
from supervisor_app.ui.kit.labels import Text
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_2, SPACE_3, SPACE_4
from supervisor_app.ui.kit.writing import writes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.ui.visita.documentos.renglones import clave, corto, emitible, momento
from supervisor_app.wiring import Servicios

_GATHERS = (
    "Reúne en un archivo la carátula, el índice, una copia de cada documento emitido y el anexo de evidencia, con los "
    "originales adjuntos. Es de consulta: no viaja en el paquete, no se pide para cerrar y también se puede emitir con "
    "la visita cerrada."
)


class DocumentViewer(QFrame):
    """``version_chosen(id)`` when an older or newer version is to be shown; ``emit_wanted``; ``mend_wanted`` to go
    where what is missing can be mended; ``open_wanted`` with the program of the system.
    """

    version_chosen = Signal(str)
    emit_wanted = Signal()
    mend_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, lanes: Lanes[Servicios], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="desk")
        self.view = PageView(lanes, name="Documento")
        self.bar = PageBar(self.view)
        outside = Button("", "ghost", icon="external-link", keys="Ctrl+O", tool=True, name="Abrir con otro programa")
        outside.set_bare(True)
        outside.clicked.connect(self.open_wanted)
        self.bar.add(outside)
        self.versions = Choice(name="Versión")
        self.versions.chosen.connect(self.version_chosen)
        self._versions_row = QWidget()
        row = QHBoxLayout(self._versions_row)
        row.setContentsMargins(SPACE_4, 0, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_2)
        row.addWidget(Text("Versión", "small-medium", "text2"))
        row.addWidget(self.versions, 1)
        self.notice = Banner("", "warn", icon="history")
        self.notice.action.connect(self.emit_wanted)
        writes(*self.notice.findChildren(Button))
        self.told = Banner("", "ok", icon="circle-check", button="Entendido")
        self.told.action.connect(self.told.hide)
        self._empty = QWidget()
        self._empty_box = QVBoxLayout(self._empty)
        self._empty_box.setContentsMargins(0, 0, 0, 0)
        self._empty_box.addStretch(1)
        self._shown = ("", "", False)
        self._row = self._row_of_pages = ""
        self._told_of = ""
        self._lay_out()
        self.show_row(None, (), None, closed=False)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._versions_row)
        for banner in (self.told, self.notice):
            holder = QVBoxLayout()
            # No room of its own below: it would stay when there is nothing to say.
            holder.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
            holder.addWidget(banner)
            layout.addLayout(holder)
            banner.hide()
        layout.addWidget(self._stack, 1)

    def show_row(
        self, fila: FilaDocumento | None, versiones: Sequence[Documento], documento: Documento | None, *, closed: bool
    ) -> None:
        """A row of the list, its versions and the one that is shown. The bytes come later with ``show_pdf``."""
        if fila is not None and clave(fila) != self._told_of:
            self._told_of = clave(fila)
            self.told.hide()
        self._row = clave(fila) if fila is not None else ""
        title = _title(fila)
        remark = f"Versión {documento.version}" if documento is not None and len(versiones) < 2 else ""
        self.bar.set_title(title, remark)
        self._show_versions(versiones, documento)
        if fila is not None and documento is None:
            self._show_empty(fila, closed=closed)
        elif fila is None:
            self.view.clear()
        self._stack.setCurrentWidget(self.view if documento is not None or fila is None else self._empty)
        self.bar.setVisible(documento is not None)
        self._show_notice(fila, versiones, documento, closed=closed)

    def show_pdf(self, pdf: bytes) -> None:
        self.view.set_pdf(pdf, other=self._row != self._row_of_pages)
        self._row_of_pages = self._row

    def tell(self, sentence: str, *, good: bool) -> None:
        """What came of exporting or printing, above the page."""
        self.told.set_message(
            sentence, "ok" if good else "bad", "circle-check" if good else "circle-alert", button="Entendido"
        )
        self.told.show()

    def _show_versions(self, versiones: Sequence[Documento], documento: Documento | None) -> None:
        newest = versiones[-1].id if versiones else ""
        self.versions.set_choices([(d.id, _version(d, newest)) for d in reversed(versiones)])
        self.versions.set_value(documento.id if documento is not None else "")
        self._versions_row.setVisible(len(versiones) > 1)

    def _show_notice(
        self, fila: FilaDocumento | None, versiones: Sequence[Documento], documento: Documento | None, *, closed: bool
    ) -> None:
        words, button, icon = "", "", "history"
        if documento is not None and versiones and documento.id != versiones[-1].id:
            words = f"Es la versión {documento.version}; se conserva como se emitió. La vigente es otra."
        elif fila is not None and fila.estado is EstadoDocumento.DESACTUALIZADO and documento is not None:
            words = f"La visita cambió después de emitir la versión {documento.version}."
            if closed:
                words += " Reabra la visita para emitir una nueva."
            elif emitible(fila) and fila.de_consulta:
                words = f"Los documentos cambiaron después de reunir la versión {documento.version}."
                button = "Emitir versión nueva"
            elif emitible(fila):
                words += " Emita una nueva y fírmela."
                button = "Emitir versión nueva"
            else:
                words += f" Para emitir una nueva: {fila.falta}"
                icon = "triangle-alert"
        self.notice.set_message(words, "warn", icon, button)
        self.notice.setVisible(bool(words))

    def _show_empty(self, fila: FilaDocumento, *, closed: bool) -> None:
        key = (clave(fila), fila.falta, closed)
        if key == self._shown and self._empty_box.count() > 1:
            return
        self._shown = key
        for old in self._empty.findChildren(EmptyState):
            self._empty_box.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._empty_box.insertWidget(0, self._empty_state(fila, closed=closed))

    def _empty_state(self, fila: FilaDocumento, *, closed: bool) -> EmptyState:
        que = corto(fila)
        if closed:
            return EmptyState("No se emitió", f"La visita se cerró sin emitir {que}.")
        if fila.falta:
            state = EmptyState(
                f"Todavía no se puede emitir {que}", fila.falta, button="Ir a lo que falta", keys="Enter", icon="play"
            )
            state.action.connect(self.mend_wanted)
            return state
        if fila.de_consulta:
            state = EmptyState(
                f"Emita {que} cuando lo necesite", _GATHERS, button="Emitir", keys="Enter", icon="folder"
            )
            return self._emits(state)
        masculino = fila.nombre.masculino
        genero = "emitido" if masculino else "emitida"
        state = EmptyState(
            f"Emita {que} para firmar" + ("lo" if masculino else "la"),
            f"Ya está todo. Una vez {genero}, se revisa aquí como quedará en papel y se firma. Si después cambia la "
            "visita, se emite otra versión y ésta se conserva.",
            button="Emitir",
            keys="Enter",
            icon="file-check",
        )
        return self._emits(state)

    def _emits(self, state: EmptyState) -> EmptyState:
        state.action.connect(self.emit_wanted)
        writes(*state.findChildren(Button))
        return state

    def focus_view(self) -> None:
        """Put the focus on the pages, or on the button of what is missing."""
        target: QWidget | None = self.view
        if self._stack.currentWidget() is self._empty:
            target = self._empty.nextInFocusChain()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def _title(fila: FilaDocumento | None) -> str:
    if fila is None:
        return ""
    if fila.de_consulta:
        return f"{fila.nombre.corto} · de consulta"
    return f"{fila.nombre.corto} · reservado" if fila.reservada else fila.nombre.corto


def _version(documento: Documento, newest: str) -> str:
    which = " · vigente" if documento.id == newest else ""
    signed = f" · {len(documento.firmados)} de {len(documento.campos)} firmas" if documento.campos else ""
    how = f" {dicho}" if (dicho := como_se_firmo(documento)) else ""
    if documento.para_tinta:
        signed, how = "", f" ·{how}"
    return f"{documento.version} · {momento(documento.creado)}{signed}{how}{which}"
