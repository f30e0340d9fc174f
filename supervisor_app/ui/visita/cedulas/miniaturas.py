"""Thumbnails of evidence and copies of it for the system's viewer. Bytes come from the store lane, work on them is done
on the free lane. It must never keep a picture at its full size, nor a thumbnail on disk.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QImageReader

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.abiertas import DICHO
from supervisor_app.ui.lanes import Lanes
from supervisor_app.wiring import Servicios

_LIMIT = 40 * 1024 * 1024
"""Larger images show their icon: decoding them would hold the free lane for seconds."""
SIDE = 220


class EvidenceFiles(QObject):
    """``ready(sha256)`` when a thumbnail is there; ``refused(sentence)`` when a file could not be opened;
    ``told(sentence)`` when a copy in the clear was made of something enciphered.
    """

    ready = Signal(str)
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, lanes: Lanes[Servicios], parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._images: dict[str, QImage | None] = {}

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

        def copy(services: Servicios) -> tuple[Path, bool]:
            content = services.evidencias.leer(evidence)
            return services.abiertas.poner(evidence.nombre, content, evidence.sha256), services.llave is not None

        self._lanes.call(copy, lambda made: self._show(evidence, *made), self._tell, owner=self)

    def _show(self, evidence: Evidencia, path: Path, enciphered: bool) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        if enciphered:
            self.told.emit(f"«{evidence.nombre}» se abrió con otro programa. {DICHO}")

    def forget(self, evidence: Evidencia) -> None:
        """Keep neither thumbnail nor copy of a content that was blacked out."""
        self._images.pop(evidence.sha256, None)
        self._lanes.call(lambda s: s.abiertas.quitar(evidence.sha256), owner=self)

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


def _pass_known(error: BaseException) -> None:
    """Failures that are no bug are dealt with by who asked; a bug goes on."""
    if not isinstance(error, UserError | EnvironmentProblem):
        raise error
