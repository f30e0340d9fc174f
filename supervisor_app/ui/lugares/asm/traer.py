"""What comes into an ASM table from elsewhere: a pasted table, cleaned texts, acciones de mejora of visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.asm_mejoras import Mejora, renglon_de, traidas
from supervisor_app.services.asm.mejoras import Fuente
from supervisor_app.services.asm.verbos import Guardada
from supervisor_app.ui import limpieza
from supervisor_app.ui.aviso import words_of
from supervisor_app.ui.kit.text_area import TextArea
from supervisor_app.ui.lugares.asm import palabras
from supervisor_app.ui.lugares.asm.editor import TableEditor
from supervisor_app.ui.lugares.asm.sesion import HEADING
from supervisor_app.wiring import Servicios, reloj_local

if TYPE_CHECKING:
    from supervisor_app.ui.lugares.asm.pantalla import AsmScreen


class Bringing:
    """Joins the pages of it to the open table of the screen."""

    def __init__(self, screen: AsmScreen) -> None:
        self._s = screen

    def show_paste(self) -> None:
        open_one = self._s.session if isinstance(self._s.page, TableEditor) else None
        self._s.paste.begin(palabras.short(open_one.tabla) if open_one is not None else "")
        self._s.turn_to(self._s.paste)

    def take_pasted(self, tabla: TablaAsm, append: bool) -> None:
        session = self._s.session
        if append and session is not None:
            if session.attempt(lambda t: comandos.anexar(t, tabla.aspectos, "de una tabla pegada")):
                self._s.paste.forget()
                self._s.go_back()
            else:
                self._s.paste.again()
            return
        entity = tabla.entidad

        def make(s: Servicios) -> Guardada:
            whole = tabla if entity else TablaAsm.model_validate({**dict(tabla), "entidad": s.asm.entidad()})
            return s.asm.crear(whole, "Pegó la tabla")

        self._s.make(make, done=self._s.paste.forget, failed=self._s.paste.again)

    def show_cleaning(self) -> None:
        session, row = self._s.session, self._s.editor.row
        if session is None or row == HEADING:
            return
        texts = comandos.por_limpiar(session.tabla.aspectos[row])
        if texts:
            self._s.clean.show_texts(texts)
            self._s.turn_to(self._s.clean)
        else:
            self._s.refused.emit("El renglón no tiene nada que limpiar.")

    def take_cleaned(self, texts: Mapping[str, str]) -> None:
        session, row = self._s.session, self._s.editor.row
        if session is not None and session.attempt(lambda t: comandos.limpiar_renglon(t, row, texts)):
            self._s.go_back()

    def clean_focused(self) -> None:
        if not isinstance(QApplication.focusWidget(), TextArea):
            self.show_cleaning()
            return
        opened = limpieza.clean_focused(self._s)
        if isinstance(opened, str):
            self._s.refused.emit(opened)

    def show_improvements(self) -> None:
        session = self._s.session
        if session is None:
            return
        self._s.improvements.wait()
        self._s.turn_to(self._s.improvements)

        def gather(read: tuple[Fuente, frozenset[date]]) -> None:
            source, holidays = read
            self._s.lanes.free(
                lambda _work: source.reunir(reloj=reloj_local, feriados=holidays),
                lambda found: self._s.improvements.show_found(found, traidas(session.tabla)),
                lambda error: self._s.improvements.refuse(words_of(error)),
                owner=self._s,
            )

        self._s.lanes.call(
            lambda s: (s.asm.mejoras(), frozenset(s.definiciones.feriados)), gather, self._s.refuse, owner=self._s
        )

    def take_improvements(self, found: Sequence[Mejora]) -> None:
        session = self._s.session
        rows = tuple(renglon_de(m) for m in found)
        if session is not None and session.attempt(lambda t: comandos.anexar(t, rows, "de acciones de mejora")):
            self._s.go_back()
