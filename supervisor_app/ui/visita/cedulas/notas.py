"""Long text that is saved as it is typed and shown again without disturbing who types. Must never save by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from supervisor_app.ui.kit.text_area import TextArea


class NoteArea(TextArea):
    """A text area that knows whether what it holds has been handed over."""

    def __init__(
        self, *, placeholder: str = "", minimum_lines: int = 2, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder=placeholder, minimum_lines=minimum_lines, name=name, parent=parent)
        self.committed.connect(lambda _text: self.document().setModified(False))

    def show_text(self, text: str) -> None:
        """Show ``text``, unless something newer is being typed here."""
        if not self.document().isModified() and text != self.text():
            self.set_value(text)
            self.document().setModified(False)
