"""What the window says under its header: a refusal, advice or what was done. It goes with the next thing done or Esc.

It must never be the place of a question, nor hide a bug: what is no refusal of ours goes on as it came.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.ui.kit.banner import Banner, EmptyState
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.tokens import SPACE_4
from supervisor_app.ui.pantalla import Screen


class Notice(Banner):
    """One sentence inside the flow, hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__("", kind="bad", icon="circle-alert", button="Entendido")
        self._act: Callable[[], object] | None = None
        self.action.connect(self._on_action)
        self.hide()

    def refuse(self, sentence: str) -> None:
        """Something could not be done."""
        self._say(sentence, "bad", "circle-alert")

    def advise(self, sentence: str) -> None:
        """Something was put right and the person should know; nothing where the sentence is empty."""
        if sentence:
            self._say(sentence, "warn", "info")

    def inform(self, sentence: str) -> None:
        """How something ended that the person did not wait for."""
        self._say(sentence, "na", "info")

    def tell_undone(self, sentence: str) -> None:
        """What an undo took back."""
        self._say(sentence, "na", "undo-2")

    def offer_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """What was taken away, with the way back at hand: nobody was asked before."""
        self._act = undo
        self.set_message(sentence, "na", "trash-2", "Deshacer")
        self.show()

    def undo(self) -> bool:
        """Take back what is offered to be; whether anything was."""
        if self._act is None or self.isHidden():
            return False
        self._on_action()
        return True

    def _on_action(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def explain(self, error: BaseException) -> None:
        """A refusal in its words; anything else is a bug and goes on."""
        self.refuse(words_of(error))

    def _say(self, sentence: str, kind: str, icon: str) -> None:
        self._act = None
        self.set_message(sentence, kind, icon, "Entendido")
        self.show()


def words_of(error: BaseException) -> str:
    """The sentence of a refusal; anything else is a bug, and is raised."""
    if not isinstance(error, UserError | EnvironmentProblem):
        raise error
    return error.message


def fatal_page(
    error: BaseException,
    close: Callable[[], object],
    support: Callable[[], Screen] | None = None,
    backups: Callable[[], Screen] | None = None,
) -> Screen:
    """The data folder could not be opened: why, in the middle of the window, the way out, its backups, and what
    support needs. A backup that was made ready there is the caller's to put in place: the screen wants ``restaurar``.
    """
    page = Screen()
    said = QWidget()
    column = QVBoxLayout(said)
    column.setContentsMargins(24, 24, 24, 24)
    empty = EmptyState("No se abrieron sus datos", words_of(error), button="Cerrar la ventana")
    empty.action.connect(close)
    column.addWidget(empty)
    pages = QStackedWidget()
    pages.addWidget(said)
    # Indented as the button above, which stands inside its message.
    row = QHBoxLayout()
    row.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
    if backups is not None:
        row.addWidget(_door("Respaldos…", "outline", "history", backups, pages, page))
    if support is not None:
        row.addWidget(_door("Ayuda a soporte", "ghost", "wrench", support, pages, page))
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(pages)
    return page


def _door(words: str, kind: str, icon: str, make: Callable[[], Screen], pages: QStackedWidget, page: Screen) -> Button:
    """A button that shows a screen in place of the message; Esc there comes back, what else it wants goes on."""

    def wanted(place: str, what: str) -> None:
        if place == "atras":
            pages.setCurrentIndex(0)
        else:
            page.wants.emit(place, what)

    def show() -> None:
        screen = make()
        screen.wants.connect(wanted)
        pages.setCurrentIndex(pages.addWidget(screen))
        screen.enter()

    button = Button(words, kind, icon=icon)
    button.clicked.connect(show)
    return button
