"""Several lines of plain text that grow with what is written. Must never scroll before its last line is reached."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.pasting import too_long
from supervisor_app.ui.kit.text_field import paint_frame
from supervisor_app.ui.kit.theme import follow, style

_PAD = 4


class TextArea(QPlainTextEdit):
    """``typed(text)`` at each change by hand; ``committed(text)`` when the field is left or with Ctrl+Enter.

    Tab leaves the field. Height goes from ``minimum_lines`` to ``maximum_lines``, then it scrolls.
    """

    typed = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        minimum_lines: int = 3,
        maximum_lines: int = 12,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum, self._maximum = minimum_lines, maximum_lines
        self._known = text
        self.theme = follow(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        style(self, role="body")
        self.setViewportMargins(_PAD + 2, _PAD, _PAD, _PAD)
        self.document().setDocumentMargin(2)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(text)
        self.textChanged.connect(self._on_change)
        self._setting = False
        self._fit()

    def text(self) -> str:
        """What is written, exactly: Qt's plain text would turn the fixed space of «12.5 %» into another character."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_value(self, text: str) -> None:
        """Show ``text`` without emitting; the cursor stays where it was when the text is the same. While a person is
        typing, a text that was known already does not take theirs away.
        """
        if text == self._known and self.hasFocus():
            return
        self._known = text
        if text == self.text():
            return
        self._setting = True
        self.setPlainText(text)
        self._setting = False
        # What the widget made of it (its line ends) is no typing either.
        self._known = self.text()

    def set_invalid(self, invalid: bool) -> None:
        self.setProperty("invalid", invalid)
        self.update()

    def _on_change(self) -> None:
        self._fit()
        if not self._setting:
            self.typed.emit(self.text())

    def commit(self) -> None:
        """Emit what has been written since the last time, if anything."""
        if self.text() != self._known:
            self._known = self.text()
            self.committed.emit(self._known)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not too_long(source.text(), self):
            super().insertFromMimeData(source)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is no text: its path would be written. Whoever is around takes it, or nobody."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        self.update()

    # Height by lines as they wrap at the present width

    def restyle(self) -> None:
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _height_of(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 2 * _PAD + 4

    def _fit(self) -> None:
        # Qt counts a paragraph that was not painted yet as one line, however many it will take.
        block = self.document().begin()
        while block.isValid():
            self.document().documentLayout().blockBoundingRect(block)
            block = block.next()
        lines = max(self._minimum, min(self._maximum, int(self.document().size().height())))
        scrolls = self.document().size().height() > self._maximum
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if self.height() != self._height_of(lines) or self.minimumHeight() != self._height_of(lines):
            self.setFixedHeight(self._height_of(lines))

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self._height_of(self._minimum))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(96), self._height_of(self._minimum))

    def event(self, event: QEvent) -> bool:
        # The frame is painted by the area itself, outside the viewport, which paints the text.
        if event.type() == QEvent.Type.Paint:
            paint_frame(paint.Canvas(self, self.theme), self, focused=self.hasFocus())
            return True
        return super().event(event)
