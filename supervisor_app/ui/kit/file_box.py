"""One file of the machine, chosen, dropped or pasted. It must never read the file, nor know it once taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from supervisor_app.ui.kit import paint
from supervisor_app.ui.kit.labels import plain_tip
from supervisor_app.ui.kit.text_field import paint_frame
from supervisor_app.ui.kit.theme import follow
from supervisor_app.ui.kit.tokens import HEIGHT_CONTROL

_PAD, _GAP = 10, 8


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of the machine in what is dropped or pasted; also a path as text, as the Windows Explorer copies it."""
    if data.hasUrls():
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    text = data.text().strip().strip('"') if data.hasText() else ""
    return [Path(text)] if text and "\n" not in text and Path(text).is_absolute() else []


class FileBox(QAbstractButton):
    """Looks like a field, works like a button: Enter, Space or a click emit ``asked`` (the owner opens the dialog);
    a file dropped on it, or pasted with Ctrl+V, is told by ``dropped(paths)``. Supr empties it: ``dropped([])``.
    """

    asked = Signal()
    dropped = Signal(object)

    def __init__(self, *, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._path: Path | None = None
        self._name = name
        self.theme = follow(self)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.asked)
        self._tell()

    def path(self) -> Path | None:
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Show a file, or none, without emitting."""
        self._path = path
        self._tell()
        self.update()

    def words(self) -> str:
        """What is written in it."""
        return self._path.name if self._path is not None else self._placeholder

    def _tell(self) -> None:
        self.setText(f"{self._name}: {self._path.name if self._path else 'sin elegir'}")
        self.setAccessibleName(self.text())
        self.setToolTip(plain_tip(str(self._path)) if self._path else "")

    def _action(self) -> str:
        return "Cambiar…" if self._path is not None else "Elegir…"

    # --- keys, clipboard, drops -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.matches(QKeySequence.StandardKey.Paste):
            files = dropped_files(QGuiApplication.clipboard().mimeData())
            if files:
                self.dropped.emit(files)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit([])
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(dropped_files(event.mimeData()))
        event.acceptProposedAction()

    # --- look -----------------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.height(HEIGHT_CONTROL))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.height(HEIGHT_CONTROL))

    def paintEvent(self, event: QPaintEvent) -> None:
        canvas = paint.Canvas(self, self.theme)
        paint_frame(canvas, self, focused=self.hasFocus())
        rect = QRectF(self.rect()).adjusted(_PAD, 0, -_PAD, 0)
        action = self.theme.text_width(self._action(), "small-medium") + 1
        words = rect.adjusted(0, 0, -action - _GAP, 0)
        if self._path is not None:
            side = self.theme.px(16)
            canvas.icon("circle-check", words.right() - side, rect.center().y(), ink="ok")
            words.setRight(words.right() - side - _GAP)
        live = self.isEnabled()
        canvas.write(words, self.words(), "body", ink="text" if live and self._path is not None else "text3")
        spot = QRectF(rect.right() - action, rect.top(), action, rect.height())
        canvas.write(spot, self._action(), "small-medium", ink="accent" if live else "text3")
