"""A secret on the clipboard, and off it again: after a while, when the window locks, and when it closes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

SECONDS = 60
_HINTS = {
    # Windows: kept out of the history of the clipboard and of the one in the cloud.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}


class SecretClipboard(QObject):
    """Never takes away what a person copied later."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        for name, value in _HINTS.items():
            data.setData(name, value)
        QGuiApplication.clipboard().setMimeData(data)
        self._held = text
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard, where it still holds the secret."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._held and clipboard.text() == self._held:
            clipboard.clear()
        self._held = ""
