"""Keeps the lists of classes and priorities as they are edited, and hands them to whoever offers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from supervisor_app.domain.asm_guardada import Lista
from supervisor_app.errors import UserError
from supervisor_app.services.asm.verbos import de_fabrica
from supervisor_app.wiring import reloj_local

if TYPE_CHECKING:
    from supervisor_app.ui.lugares.asm.pantalla import AsmScreen


class ListsDesk:
    """``values`` are the lists as they are known; ``undo`` goes back to what one was before the last change."""

    def __init__(self, screen: AsmScreen) -> None:
        self._s = screen
        self.values: Mapping[Lista, tuple[str, ...]] = {lista: de_fabrica(lista) for lista in Lista}
        self._undone: list[tuple[Lista, tuple[str, ...]]] = []

    def take(self, values: Mapping[Lista, tuple[str, ...]]) -> None:
        """As they are on disk."""
        self.values = values
        self.show_lists()

    def undo(self) -> None:
        if self._undone:
            self.write_list(*self._undone.pop())

    def show_lists(self) -> None:
        if self._s.has("lists"):
            self._s.lists.show_lists(self.values)
        if self._s.has("editor"):
            self._s.editor.set_lists(self.values[Lista.CLASES], self.values[Lista.PRIORIDADES])

    def keep_list(self, lista: Lista, values: Sequence[str]) -> None:
        before = self.values[lista]
        self.write_list(lista, values, lambda: self._undone.append((lista, before)))

    def write_list(self, lista: Lista, values: Sequence[str], then: Callable[[], object] = lambda: None) -> None:
        self._s.busy(1)
        self._s.saving.emit()

        def done(kept: tuple[str, ...]) -> None:
            self._s.busy(-1)
            if kept != self.values[lista]:
                self.values = {**self.values, lista: kept}
                then()
            self.show_lists()
            self._s.saved.emit(reloj_local())

        def failed(error: BaseException) -> None:
            self._s.busy(-1)
            if isinstance(error, UserError):
                self._s.lists.refuse(lista, error.message)
                self._s.saved.emit(reloj_local())
            else:
                self._s.refuse(error)

        self._s.lanes.call(lambda s: s.asm.guardar_lista(lista, values), done, failed, owner=self._s)
