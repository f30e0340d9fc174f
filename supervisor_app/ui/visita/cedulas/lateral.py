"""The left side: the tree of applied cédulas, its filter, and the way to add one. It must never open a cédula."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.cedula.result import Resultado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.labels import ElidedLabel, plain_tip
from supervisor_app.ui.kit.theme import follow, style
from supervisor_app.ui.kit.tokens import HEIGHT_TOOL, WIDTH_TREE
from supervisor_app.ui.visita.cedulas.arbol import CedulaEntry, CedulaTree, GroupEntry
from supervisor_app.ui.visita.cedulas.estados import NONE_BROKEN, RulesBroken

UNREADABLE = "No se puede leer su definición"


class TreeFilter(StrEnum):
    """Which cédulas the tree shows."""

    ALL = "todas"
    PENDING = "pendientes"
    FOUND = "hallazgos"

    @property
    def label(self) -> str:
        return {"todas": "Todas", "pendientes": "Con preguntas pendientes", "hallazgos": "Con inconsistencias"}[
            self.value
        ]


class CedulaSide(QFrame):
    """``add_wanted()``: the person wants to apply another cédula; ``versions_wanted()``: to see the newer versions and
    the answers without a place.
    """

    add_wanted = Signal()
    versions_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        style(self, kind="side")
        self.theme = follow(self)
        self._filter = TreeFilter.ALL
        self._groups: list[tuple[GroupEntry, list[CedulaEntry]]] = []
        self._shown_code = ""
        self.tree = CedulaTree()
        self._title = ElidedLabel("Cédulas de supervisión", "section")
        self._title.setMinimumHeight(HEIGHT_TOOL)
        self.filter_button = Button("", "ghost", icon="filter", tool=True, name="Filtrar las cédulas")
        self.filter_button.clicked.connect(self._open_menu)
        self._reset = Button("", "link", name="Quitar el filtro de cédulas")
        self._reset.clicked.connect(lambda _=False: self.set_filter(TreeFilter.ALL))
        self._reset.hide()
        self.add_button = Button("Agregar cédula", "ghost", icon="plus")
        self.add_button.clicked.connect(lambda _=False: self.add_wanted.emit())
        self.versions_button = Button("", "ghost", icon="file-clock")
        self.versions_button.clicked.connect(lambda _=False: self.versions_wanted.emit())
        self.versions_button.hide()
        self._versions = ""
        self._menu = QMenu(self)
        self._actions = {f: self._make_action(f) for f in TreeFilter}
        heading = QHBoxLayout()
        heading.setContentsMargins(14, 8, 8, 2)
        heading.addWidget(self._title, 1)
        heading.addWidget(self.filter_button)
        under = QHBoxLayout()
        under.setContentsMargins(14, 0, 8, 4)
        under.addWidget(self._reset)
        under.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 4, 8, 8)
        foot.setSpacing(2)
        for button in (self.versions_button, self.add_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addLayout(under)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)
        self.set_compact(False)

    def _make_action(self, shown: TreeFilter) -> QAction:
        action = self._menu.addAction(shown.label)
        action.setCheckable(True)
        action.setChecked(shown is self._filter)
        action.triggered.connect(lambda _=False: self.set_filter(shown))
        return action

    def _open_menu(self) -> None:
        self._menu.popup(self.filter_button.mapToGlobal(QPoint(0, self.filter_button.height() + 2)))

    # --- showing --------------------------------------------------------------------------------------------------

    def show_visit(
        self,
        e: Expediente,
        definitions: Mapping[str, CedulaDefinition],
        results: Mapping[str, Resultado],
        rules: Mapping[str, RulesBroken],
    ) -> None:
        """Show the applied cédulas, by department in the order in which they were chosen."""
        by_title: dict[str, list[CedulaEntry]] = {}
        for codigo in e.visita.cedulas:
            definition = definitions.get(codigo)
            if definition is None:
                by_title.setdefault("Sin definición", []).append(CedulaEntry(codigo, UNREADABLE, 0, 0, 0))
                continue
            r = results[codigo]
            broken = rules.get(codigo, NONE_BROKEN)
            entry = CedulaEntry(
                codigo, definition.proceso, r.contestadas, r.total, r.con_inconsistencia, broken.hard, broken.soft
            )
            by_title.setdefault(definition.departamento.label, []).append(entry)
        self._groups = [(GroupEntry.over(title, cedulas), cedulas) for title, cedulas in by_title.items()]
        self.filter_button.setVisible(bool(self._groups))
        self._show_groups()

    def show_code(self, codigo: str) -> None:
        """Mark the cédula that is open."""
        self._shown_code = codigo
        self._show_groups()
        self.tree.set_current(codigo)

    def show_versions(self, words: str) -> None:
        """The way to the page of versions, under these words; "" where there is nothing on it."""
        self._versions = words
        self.versions_button.set_text("" if self.tree.compact else words)
        self.versions_button.setAccessibleName(words)
        self.versions_button.setToolTip(plain_tip(words) if self.tree.compact else "")
        self.versions_button.setVisible(bool(words))

    def set_filter(self, shown: TreeFilter) -> None:
        self._filter = shown
        for each, action in self._actions.items():
            action.setChecked(each is shown)
        self._reset.setVisible(shown is not TreeFilter.ALL)
        self._reset.set_text(shown.label if self.tree.compact else f"{shown.label} · ver todas")
        self._show_groups()

    def _show_groups(self) -> None:
        shown = [(group, [c for c in cedulas if self._matches(c)]) for group, cedulas in self._groups]
        self.tree.show_groups([(group, cedulas) for group, cedulas in shown if cedulas])

    def _matches(self, cedula: CedulaEntry) -> bool:
        """The open one stays, or it would go away under the person's hands with its last answer."""
        if self._filter is TreeFilter.ALL or cedula.codigo == self._shown_code:
            return True
        return cedula.found > 0 if self._filter is TreeFilter.FOUND else cedula.done < cedula.total or cedula.broken > 0

    # --- size -----------------------------------------------------------------------------------------------------

    def set_compact(self, compact: bool) -> None:
        """Ring and code only."""
        self.tree.set_compact(compact)
        self._title.setVisible(not compact)
        self._reset.setVisible(not compact and self._filter is not TreeFilter.ALL)
        self.add_button.set_text("" if compact else "Agregar cédula")
        self.add_button.setAccessibleName("Agregar cédula")
        self.add_button.setToolTip("Agregar cédula" if compact else "")
        self.show_versions(self._versions)
        self.setFixedWidth(self.tree.compact_width() if compact else WIDTH_TREE)

    def restyle(self) -> None:
        self.set_compact(self.tree.compact)

    def stops(self) -> list[QWidget]:
        """The stops of Tab, in order."""
        every: list[QWidget] = [self.filter_button, self._reset, self.tree, self.versions_button, self.add_button]
        return [stop for stop in every if stop.isVisible() and stop.isEnabled()]


__all__ = ["UNREADABLE", "CedulaSide", "TreeFilter"]
