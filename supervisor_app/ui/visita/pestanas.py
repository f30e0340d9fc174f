"""A step of the visit that has several views of the same work, one at a time, with their names above.

Each is a screen of its own, made when it is first opened. What leads to one is written «view:place»; without a view
it is of the first. It must never know what its views are about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from supervisor_app.ui.kit.card import Line
from supervisor_app.ui.kit.hint_bar import Hint
from supervisor_app.ui.kit.segmented import Segmented
from supervisor_app.ui.kit.theme import style
from supervisor_app.ui.kit.tokens import SPACE_1, SPACE_4
from supervisor_app.ui.pantalla import Screen, show_page
from supervisor_app.ui.sesion import VisitSession

View = tuple[str, str, Callable[[VisitSession], Screen]]
"""Key, name and maker of a view."""


class TabbedScreen(Screen):
    """``shown`` is the screen of the present view. Ctrl+Tab goes to the next one."""

    def __init__(self, session: VisitSession, name: str, views: Sequence[View]) -> None:
        super().__init__()
        self._session = session
        self._makers = {key: make for key, _, make in views}
        self._screens: dict[str, Screen] = {}
        self.tabs = Segmented([(key, words) for key, words, _ in views], name)
        self.tabs.chosen.connect(self._on_chosen)
        bar = QFrame()
        style(bar, kind="panel")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE_4, SPACE_1, SPACE_4, SPACE_1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(Line())
        layout.addWidget(self._stack, 1)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._step(by))
        self._open(self.tabs.value())

    @property
    def shown(self) -> Screen:
        return self._screens[self.tabs.value()]

    def open_view(self, key: str) -> None:
        """Show a view and put the focus where work goes on in it."""
        self.shown.commit()
        self.tabs.set_value(key)
        self._open(key)
        self.shown.enter()
        self.hints_changed.emit()

    def _open(self, key: str) -> None:
        if key not in self._screens:
            screen = self._makers[key](self._session)
            screen.wants.connect(self.wants)
            screen.hints_changed.connect(self.hints_changed)
            self._screens[key] = screen
            self._stack.addWidget(screen)
        show_page(self._stack, self._screens[key])

    def _on_chosen(self, key: str) -> None:
        """Chosen in the names: the focus stays there, so that the arrows go on to the next."""
        for screen in self._screens.values():
            screen.commit()
        names = QApplication.focusWidget()
        self._open(key)
        self.shown.enter()
        if names is not None:
            names.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints_changed.emit()

    def _step(self, by: int) -> None:
        keys = [*self._makers]
        self.open_view(keys[(keys.index(self.tabs.value()) + by) % len(keys)])

    # --- Screen ---------------------------------------------------------------------------------------------------

    def hints(self) -> Sequence[Hint]:
        return (*self.shown.hints(), ("Ctrl+Tab", "Vista siguiente"))

    def enter(self) -> None:
        self.shown.enter()

    def show_object(self, what: str) -> None:
        view, colon, place = what.partition(":")
        key = view if colon and view in self._makers else next(iter(self._makers))
        if key != self.tabs.value():
            self.open_view(key)
        self.shown.show_object(place if colon and view in self._makers else what)

    def here(self) -> str:
        return f"{self.tabs.value()}:{self.shown.here()}"

    def commit(self) -> None:
        for screen in self._screens.values():
            screen.commit()
