"""Thumbnails of evidence and copies of it for the system's viewer. Bytes come from the store lane, work on them is done
on the free lane. It must never keep a picture at its full size, nor write beside the original.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageReader

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_LIMIT = 40 * 1024 * 1024
"""Larger images show their icon: decoding them would hold the free lane for seconds."""
SIDE = 220


class EvidenceFiles(QObject):
    """``ready(sha256)`` when a thumbnail is there; ``refused(sentence)`` when a file could not be opened."""

    ready = Signal(str)
    refused = Signal(str)

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._images: dict[str, QImage | None] = {}
        self._folder: QTemporaryDir | None = None

    def image(self, evidence: Evidencia) -> QImage | None:
        """The thumbnail, if it is here; asks for it the first time."""
        sha = evidence.sha256
        if sha not in self._images:
            self._images[sha] = None
            if evidence.mime.startswith("image/") and evidence.bytes <= _LIMIT:
                self._lanes.call(
                    lambda s: s.evidencias.leer(evidence),
                    lambda content: self._make(sha, content),
                    # Without its bytes it shows its icon; opening it will say why.
                    _pass_known,
                    owner=self,
                )
        return self._images[sha]

    def _make(self, sha: str, content: bytes) -> None:
        self._lanes.free(lambda _work: thumbnail(content), lambda image: self._keep(sha, image), owner=self)

    def _keep(self, sha: str, image: QImage | None) -> None:
        self._images[sha] = image
        if image is not None:
            self.ready.emit(sha)

    def open(self, evidence: Evidencia) -> None:
        """Open a copy with the program that the system has for it."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        folder = Path(self._folder.path())

        def write(content: bytes) -> None:
            self._lanes.free(lambda _work: copy_of(folder, evidence, content), _show, self._tell, owner=self)

        self._lanes.call(lambda s: s.evidencias.leer(evidence), write, self._tell, owner=self)

    def forget(self, evidence: Evidencia) -> None:
        """Keep neither thumbnail nor copy of a content that was blacked out."""
        self._images.pop(evidence.sha256, None)
        if self._folder is not None:
            for copy in (Path(self._folder.path()) / evidence.sha256[:12]).glob("*"):
                # Write-protected, and a program may still have it open; the folder goes with the window.
                with contextlib.suppress(OSError):
                    copy.chmod(0o600)
                    copy.unlink()

    def _tell(self, error: BaseException) -> None:
        _pass_known(error)
        assert isinstance(error, UserError | EnvironmentProblem)
        self.refused.emit(error.message)


def thumbnail(content: bytes) -> QImage | None:
    """The image no larger than ``SIDE`` px, upright as the camera meant it; None where Qt cannot read it."""
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def copy_of(folder: Path, evidence: Evidencia, content: bytes) -> Path:
    """A copy to look at, write-protected so that nobody edits it in the belief that it is the evidence."""
    place = folder / evidence.sha256[:12]
    target = place / evidence.nombre
    try:
        place.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            target.write_bytes(content)
            target.chmod(0o444)
    except OSError as error:
        raise EnvironmentProblem(
            f"No se pudo abrir «{evidence.nombre}»: {motivo(error)}. Libere espacio e inténtelo de nuevo."
        ) from error
    return target


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _pass_known(error: BaseException) -> None:
    """Failures that are no bug are dealt with by who asked; a bug goes on."""
    if not isinstance(error, UserError | EnvironmentProblem):
        raise error
