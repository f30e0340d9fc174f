"""One act of signing: open the e.firma, look whose it is, sign one place or several.

The key and the password live in the closures of the running job and go with it. It must never put them into a signal,
an attribute or a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from supervisor_app.domain.documento import Documento
from supervisor_app.services.firmas import Efirma, leer_efirma
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.visita.documentos.nombres import same_person
from supervisor_app.ui.visita.documentos.renglones import Lugar
from supervisor_app.ui.visita.documentos.tanda import Tanda, Tarea
from supervisor_app.wiring import Servicios


@dataclass(frozen=True, slots=True)
class Firmado:
    """What came of it: the documents that now carry the signature, and whose it is."""

    documentos: tuple[Documento, ...]
    nombre: str
    rfc: str
    cancelado: bool


class Firma(QObject):
    """Signs ``lugares`` one after another. ``progress(done, total, words)``.

    Ends in one of ``finished(Firmado)``; ``differs(name, rfc, expected)``, and then nothing was signed; or
    ``failed(error, documents)``, with those that were signed before it failed.
    """

    progress = Signal(int, int, str)
    differs = Signal(str, str, str)
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(
        self,
        lanes: Lanes[Servicios],
        lugares: Sequence[Lugar],
        *,
        ciudad: str,
        confirmada: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._lugares, self._ciudad, self._confirmada = lanes, tuple(lugares), ciudad, confirmada
        self._tanda: Tanda | None = None

    def start(self, cer: Path, key: Path | None, contrasena: str) -> None:
        """``key``: None where ``cer`` brings both."""
        self.progress.emit(0, len(self._lugares), "Abriendo la e.firma…")
        self._lanes.free(lambda _work: leer_efirma(cer, key, contrasena), self._on_read, self._on_failed, owner=self)

    def cancel(self) -> None:
        """Stop after the document that is being signed."""
        if self._tanda is not None:
            self._tanda.cancel()

    def _on_read(self, efirma: Efirma) -> None:
        self._lanes.call(
            lambda s: s.firmas.identificar(efirma),
            lambda quien: self._on_known(efirma, *quien),
            self._on_failed,
            owner=self,
        )

    def _on_known(self, efirma: Efirma, nombre: str, rfc: str) -> None:
        esperado = self._otro(nombre)
        if esperado and not self._confirmada:
            self.differs.emit(nombre, rfc, esperado)
            return
        total = len(self._lugares)
        tareas = [
            Tarea(_palabras(n, total, lugar.documento, nombre), _firmar(lugar, efirma, self._ciudad))
            for n, lugar in enumerate(self._lugares, start=1)
        ]
        self._tanda = Tanda(self._lanes, tareas, self)
        self._tanda.progress.connect(self.progress)
        self._tanda.finished.connect(lambda hechos, cancelado: self._on_signed(hechos, nombre, rfc, cancelado))
        self._tanda.failed.connect(self.failed)
        self._tanda.start()

    def _otro(self, nombre: str) -> str:
        """Whom the documents expect, where that is somebody else."""
        esperados = (lugar.campo.nombre for lugar in self._lugares)
        return next((e for e in esperados if e.strip() and not same_person(e, nombre)), "")

    def _on_signed(self, hechos: tuple[Documento, ...], nombre: str, rfc: str, cancelado: bool) -> None:
        self.finished.emit(Firmado(hechos, nombre, rfc, cancelado))

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error, ())


def _firmar(lugar: Lugar, efirma: Efirma, ciudad: str) -> Callable[[Servicios], Documento]:
    return lambda s: s.firmas.firmar_documento(lugar.documento, lugar.campo.campo, efirma, lugar=ciudad)


def _palabras(n: int, total: int, documento: Documento, nombre: str) -> str:
    orden = f" {n} de {total}" if total > 1 else ""
    return f"Firmando{orden}: {documento.titulo}. Firma {nombre}."
