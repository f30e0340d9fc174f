"""Words of Qt's own dialogs that its Spanish lacks, or says as in Spain. Only seen where the system lends no dialog.

It must never hold words of ours.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

_SAID = {
    "&Look in:": "&Buscar en:",
    "Look in:": "Buscar en:",
    "File &name:": "&Nombre del archivo:",
    "Files of &type:": "&Tipo de archivo:",
    "Files of type:": "Tipo de archivo:",
    "All Files (*)": "Todos los archivos (*)",
    "All files (*)": "Todos los archivos (*)",
    "Folder": "Carpeta",
    "Directory:": "Carpeta:",
    "Create New Folder": "Carpeta nueva",
}
_CONTEXTS = ("QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider", "QFileIconProvider", "QPlatformTheme")


class WordsOfQt(QTranslator):
    """Installed after Qt's Spanish, it is asked first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1) -> str:
        # Only null lets the next translator speak, and PySide makes null of None alone.
        return _SAID.get(source) if context in _CONTEXTS else None  # type: ignore[return-value]  # None: not said
