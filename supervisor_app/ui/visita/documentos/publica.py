"""«Versión pública» over the documents screen: what to take out, the pages as they would be published, and saving them.

The newest choice wins: while one version is drawn the next one waits. It must never save other pages than those shown,
nor keep a public version: each is made anew and written where the person says.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app import durable
from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.version_publica import Testado
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.version_publica import Publicada
from supervisor_app.ui.kit.drawer import WithDrawer
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.paginas.barra import PageBar
from supervisor_app.ui.paginas.vista import PageView
from supervisor_app.ui.pantalla import show_page
from supervisor_app.ui.sesion import VisitSession
from supervisor_app.ui.visita.documentos.nombres_testables import nombres_testables
from supervisor_app.ui.visita.documentos.publica_datos import PublicForm
from supervisor_app.wiring import Servicios

_SHARE = 400 / 1285
_READY, _CHANGING = "como se publicaría", "se está actualizando…"


def se_publica(fila: FilaDocumento | None, *, closed: bool) -> bool:
    """Whether a public version of that document can be made now."""
    if fila is None or fila.documento is None or fila.reservada or fila.de_consulta:
        return False
    return closed or fila.estado is not EstadoDocumento.DESACTUALIZADO


class PublicPage(QFrame):
    """``left`` when the person goes back."""

    left = Signal()

    def __init__(self, session: VisitSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style(self, kind="desk")
        self.session = session
        self._fila: FilaDocumento | None = None
        self._shown: Publicada | None = None
        self._next: Testado | None = None
        self._drawing = self._saves = False
        self._asked = 0
        self._folder = ""
        self.form = PublicForm()
        self.view = PageView(session.lanes, name="Versión pública")
        self.bar = PageBar(self.view)
        side = QFrame()
        style(side, kind="desk")
        pages = QVBoxLayout(side)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self.bar)
        pages.addWidget(self.view, 1)
        side.setFocusProxy(self.view)
        self.both = WithDrawer(self.form, side, share=_SHARE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.both)
        self.form.edited.connect(self._redraw)
        self.form.reference_written.connect(self._remember)
        self.form.save_wanted.connect(self.save)
        self.form.back_wanted.connect(self.left)
        self.form.pages_wanted.connect(self.both.switch)
        self.both.turned.connect(lambda _shown: self._tell_pages())
        self._tell_pages()
        for keys, action in (("Ctrl+S", self.save), ("Esc", self._escape), ("F6", self.both.switch)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def open(self, fila: FilaDocumento) -> None:
        """Begin with this document: all kinds of data, and the legal reference of the settings."""
        self._fila, self._shown, self._next, self._saves = fila, None, None, False
        self._asked += 1
        self._drawing = False
        self.view.clear("Preparando la versión pública…")
        self.bar.set_title(fila.nombre.corto)
        self.form.begin(nombres_testables(self.session.expediente, fila.clave), "")
        self.form.save.setEnabled(False)
        self.form.focus_first()
        asked = self._asked
        self.session.lanes.call(
            lambda s: s.ajustes.leer().fundamento_publico,
            lambda text: self._on_reference(asked, text),
            self._on_failed,
            owner=self,
        )

    def _on_reference(self, asked: int, text: str) -> None:
        if asked == self._asked:
            self.form.reference.set_value(text)
            self._redraw()

    def _remember(self, text: str) -> None:
        """The legal reference is the office's: the next public version begins with it."""
        if self.session.reading:
            return

        def keep(s: Servicios) -> None:
            if s.ajustes.leer().fundamento_publico != text:
                s.ajustes.guardar(s.ajustes.leer().model_copy(update={"fundamento_publico": text}))

        self.session.lanes.call(keep, None, self._on_failed, owner=self)

    # --- drawing --------------------------------------------------------------------------------------------------

    def _redraw(self) -> None:
        self.form.done.say("")
        self._shown = None
        self.form.save.setEnabled(False)
        testado = self.form.testado()
        if testado is None:
            self._saves = False
            self._next = None
            return
        self._next = testado
        self._draw()

    def _draw(self) -> None:
        fila, testado = self._fila, self._next
        if self._drawing or fila is None or testado is None:
            return
        self._next, self._drawing = None, True
        self.bar.set_title(fila.nombre.corto, _CHANGING)
        e, asked = self.session.expediente, self._asked
        self.session.lanes.call(
            lambda s: s.documentos.version_publica(e, fila.tipo, fila.clave, testado),
            lambda made: self._on_drawn(asked, made),
            lambda error: self._on_not_drawn(asked, error),
            owner=self,
        )

    def _on_drawn(self, asked: int, made: Publicada) -> None:
        if asked != self._asked:
            return
        self._drawing = False
        if self._next is not None:
            self._draw()
            return
        if self.form.testado() is None:
            return
        assert self._fila is not None
        self._shown = made
        self.view.set_pdf(made.pdf)
        self.bar.set_title(self._fila.nombre.corto, _READY)
        self.form.show_counts(made.cuenta)
        self.form.save.setEnabled(True)
        if self._saves:
            self.save()

    def _on_not_drawn(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            self._drawing = self._saves = False
            self._on_failed(error)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserError | EnvironmentProblem):
            raise error
        if isinstance(error, UserError) and error.field == "palabras":
            self.form.words_field.set_error(error.message)
        else:
            self.form.done.say(error.message, "bad")

    # --- saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where and write the pages that are shown; what is still being drawn first."""
        self.form.commit()
        made = self._shown
        self._saves = made is None and (self._drawing or self._next is not None)
        if made is None:
            return
        start = str(Path(self._folder) / made.nombre) if self._folder else made.nombre
        chosen, _ = QFileDialog.getSaveFileName(self, "Guardar la versión pública", start, "Documento PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        self._folder = str(path.parent)
        self.session.lanes.free(
            lambda _work: _write(path, made.pdf),
            lambda _none: self.form.done.say(f"Se guardó «{path.name}» en {path.parent}.", "ok"),
            self._on_failed,
            owner=self,
        )

    def _tell_pages(self) -> None:
        """Beside the form the pages need no button."""
        self.form.pages.setVisible(self.both.is_narrow())

    def _escape(self) -> None:
        """Out of the drawer of the pages first, where there is one."""
        if self.both.is_narrow() and self.view.hasFocus():
            self.both.switch()
        else:
            self.left.emit()

    def hints(self) -> Sequence[Hint]:
        return (
            ("Espacio", "Testar o no"),
            ("Tab", "Campo siguiente"),
            ("F6", "Páginas"),
            ("Ctrl+S", "Guardar PDF"),
            ("Esc", "Volver"),
        )


class Publishing(QStackedWidget):
    """The documents screen's columns, and over them the page of the public version, made when it is first wanted.
    ``turned`` when one takes the place of the other.
    """

    turned = Signal()

    def __init__(self, session: VisitSession, columns: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._columns = session, columns
        self._page: PublicPage | None = None
        self.addWidget(columns)

    @property
    def page(self) -> PublicPage:
        if self._page is None:
            self._page = PublicPage(self._session)
            self._page.left.connect(self.leave)
            self.addWidget(self._page)
        return self._page

    def minimumSizeHint(self) -> QSize:
        """Of what is seen: what is behind asks for room once it comes back."""
        return (self.page if self.is_open() else self._columns).minimumSizeHint()

    def is_open(self) -> bool:
        return self.currentWidget() is not self._columns

    def publish(self, fila: FilaDocumento | None, *, closed: bool) -> None:
        """Open the page for that document, if one can be made of it."""
        if fila is not None and se_publica(fila, closed=closed) and not self.is_open():
            show_page(self, self.page)
            self.page.open(fila)
            self.turned.emit()

    def leave(self) -> None:
        if self.is_open():
            self.page.form.commit()
            show_page(self, self._columns)
            self.turned.emit()


def _write(path: Path, pdf: bytes) -> None:
    try:
        durable.write_atomic(path, pdf, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar {path.name} ({motivo(error)}).") from error
