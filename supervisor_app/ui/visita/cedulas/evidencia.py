"""The evidence of the item: tiles that are opened with Enter and taken away with Supr. It must never touch a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.card import SectionTitle
from supervisor_app.ui.kit.labels import WrapLabel, plain_tip
from supervisor_app.ui.kit.paint import CENTER, Canvas
from supervisor_app.ui.kit.progress import Meter
from supervisor_app.ui.kit.theme import current, follow, style
from supervisor_app.ui.kit.tokens import RADIUS_CONTROL
from supervisor_app.ui.visita.cedulas.miniaturas import EvidenceFiles

_Index = QModelIndex | QPersistentModelIndex
FILE = Qt.ItemDataRole.UserRole
_PER_LINE, _GAP, _PICTURE = 3, 6, 54
_ICONS = (
    ("image/", "image"),
    ("application/pdf", "file-text"),
    ("text/", "file-text"),
    ("application/vnd", "file-text"),
    ("application/zip", "package"),
)


def size_text(count: int) -> str:
    """«9 bytes», «12 kB», «3.4 MB»."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


class _Files(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: tuple[Evidencia, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature; the index is immutable
        return 0 if parent.isValid() else len(self.files)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        file = self.files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return file.nombre
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = f"{file.leyenda}, {file.nombre}" if file.leyenda else file.nombre
            told = f"{said}, {size_text(file.bytes)}"
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return file if role == FILE else None

    def show(self, files: Sequence[Evidencia]) -> None:
        self.beginResetModel()
        self.files = tuple(files)
        self.endResetModel()


class _Tile(QStyledItemDelegate):
    def __init__(self, view: EvidenceTiles) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self._view.tile()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        file = index.data(FILE)
        if not isinstance(file, Evidencia):
            return
        painter.save()
        canvas = Canvas(painter, current())
        rect = QRectF(option.rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        spot = QRectF(rect.left(), rect.top(), rect.width(), canvas.theme.px(_PICTURE))
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        canvas.box(spot, RADIUS_CONTROL, fill="sunken", line="edge")
        image = self._view.files.image(file)
        if image is not None:
            self._paint_image(canvas, spot, image)
        else:
            icon = next((name for start, name in _ICONS if file.mime.startswith(start)), "file")
            side = canvas.theme.px(22)
            canvas.icon(icon, spot.center().x() - side / 2, spot.center().y(), size=22)
        if selected:
            canvas.box(spot.adjusted(-2, -2, 2, 2), RADIUS_CONTROL + 2, line="accent", width=2)
        words = QRectF(rect.left(), spot.bottom() + 2, rect.width(), rect.bottom() - spot.bottom() - 2)
        metrics = QFontMetricsF(canvas.theme.font("small", figures=False))
        name = metrics.elidedText(file.nombre, Qt.TextElideMode.ElideMiddle, words.width())
        canvas.write(words, name, "small", ink="text2", align=CENTER)
        painter.restore()

    def _paint_image(self, canvas: Canvas, spot: QRectF, image: QImage) -> None:
        """Fill the tile with the middle of the picture, its corners round."""
        inside = spot.adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRoundedRect(inside, RADIUS_CONTROL - 1, RADIUS_CONTROL - 1)
        canvas.painter.setClipPath(path)
        canvas.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = max(inside.width() / image.width(), inside.height() / image.height())
        part = inside.size() / scale
        corner = QPointF((image.width() - part.width()) / 2, (image.height() - part.height()) / 2)
        canvas.painter.drawImage(inside, image, QRectF(corner, part))
        canvas.painter.setClipping(False)


class EvidenceTiles(QListView):
    """Some tiles a line, as high as they are many. ``moved(Evidencia)`` when a person goes to another one;
    ``opened(Evidencia)`` with Enter, ``removed(id)`` with Supr.
    """

    moved = Signal(object)
    opened = Signal(object)
    removed = Signal(str)

    def __init__(self, files: EvidenceFiles, *, per_line: int = _PER_LINE) -> None:
        super().__init__()
        self.files, self._per_line = files, per_line
        self.locked = False
        self.theme = follow(self)
        style(self, kind="side")
        self._model = _Files(self)
        self.setModel(self._model)
        self.setItemDelegate(_Tile(self))
        self.setAccessibleName("Evidencia")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        files.ready.connect(lambda _sha: self.viewport().update())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(FILE)))
        self._showing = False

    def show_files(self, files: Sequence[Evidencia]) -> None:
        if tuple(files) != self._model.files:
            row = self.row()
            self._showing = True
            self._model.show(files)
            if files:
                self.setCurrentIndex(self._model.index(max(0, min(row, len(files) - 1)), 0))
            self._showing = False
            self._fit()

    def row(self) -> int:
        """Where the present one stands, from 0."""
        return max(0, self.currentIndex().row())

    def go_to(self, evidence_id: str) -> None:
        """Make one the present one, without ``moved``."""
        for row, file in enumerate(self._model.files):
            if file.id == evidence_id and row != self.currentIndex().row():
                self._showing = True
                self.setCurrentIndex(self._model.index(row, 0))
                self._showing = False

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        file = current.data(FILE)
        if isinstance(file, Evidencia) and not self._showing:
            self.moved.emit(file)

    def count(self) -> int:
        return len(self._model.files)

    def tile(self) -> QSize:
        width = max(self.theme.px(60), (self.viewport().width() - 1) // self._per_line)
        return QSize(width, self.theme.px(_PICTURE) + self.theme.line("small") + 4 + _GAP)

    def _fit(self) -> None:
        per_line = max(1, (self.viewport().width() - 1) // self.tile().width())
        lines = -(-self.count() // per_line)
        self.setFixedHeight(max(1, lines) * self.tile().height())
        self.scheduleDelayedItemsLayout()

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        file = self.currentIndex().data(FILE)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(file, Evidencia):
            self.opened.emit(file)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and isinstance(file, Evidencia):
            if not self.locked:
                self.removed.emit(file.id)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class EvidenceSection(QWidget):
    """``add_wanted()``: choose files; ``folder_wanted()``: a whole folder; ``cancelled()``: take no more of what comes
    in. The tiles say what is opened and removed.
    """

    add_wanted = Signal()
    folder_wanted = Signal()
    cancelled = Signal()

    def __init__(self, files: EvidenceFiles, *, per_line: int = _PER_LINE) -> None:
        super().__init__()
        self._title = SectionTitle("Evidencia", icon="paperclip")
        self.add_button = Button("", "ghost", icon="plus", tool=True, name="Adjuntar evidencia")
        self.add_button.setToolTip("Adjuntar archivos (Ctrl+E). También puede arrastrarlos o pegar una imagen.")
        self.add_button.clicked.connect(lambda _=False: self.add_wanted.emit())
        self.folder_button = Button("", "ghost", icon="folder", tool=True, name="Adjuntar una carpeta")
        self.folder_button.setToolTip("Adjuntar una carpeta, como la de un teléfono (Ctrl+Mayús+E)")
        self.folder_button.clicked.connect(lambda _=False: self.folder_wanted.emit())
        self._title.add(self.folder_button)
        self._title.add(self.add_button)
        self.progress = Meter()
        self.coming = WrapLabel("", "small", "text2")
        self.cancel = Button("Detener", "outline", icon="x")
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())
        self._under_way: tuple[QWidget, ...] = (self.progress, self.coming, self.cancel)
        for part in self._under_way:
            part.hide()
        self.tiles = EvidenceTiles(files, per_line=per_line)
        self._nothing = WrapLabel("Arrastre aquí sus archivos, o pegue una imagen con Ctrl+V.", "small", "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._title, self.tiles, self._nothing, *self._under_way):
            column.addWidget(widget)

    def show_files(self, files: Sequence[Evidencia], *, locked: bool) -> None:
        self._title.set_text("Evidencia", str(len(files)) if files else "")
        self.tiles.locked = locked
        self.tiles.show_files(files)
        self.tiles.setVisible(bool(files))
        self._nothing.setVisible(not files and not locked)
        for button in (self.add_button, self.folder_button):
            button.setVisible(not locked)

    def show_progress(self, done: int, total: int, name: str) -> None:
        """What is coming in, of how many; a total of 0 when nothing is."""
        for part in self._under_way:
            part.setVisible(total > 0)
        if total:
            self.progress.set_share(done / total, f"{done} de {total}")
            self.coming.setText(f"Leyendo {done + 1} de {total}: {name}")

    def stops(self) -> list[QWidget]:
        return [w for w in (self.tiles, self.folder_button, self.add_button, self.cancel) if not w.isHidden()]
