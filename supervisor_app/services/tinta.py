"""Signing by hand: a print that says so, and the scan of it attached back to the document.

The stored file never changes; the mark is on the print alone. A scan goes with the document and is never taken for it.
Reading files needs no store (``preparar_escaneo``), so that the window can do it apart.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.documents.vista import contar_paginas
from supervisor_app.domain.base import con
from supervisor_app.domain.cotejo import DIGITOS, Sello, leer_qr
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo
from supervisor_app.domain.escaneo import CotejoDeEscaneo, cotejar_escaneo
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.cierre import exigir_firmable
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.imagenes import tipos
from supervisor_app.services.ingreso import nombre_limpio
from supervisor_app.store.almacen import Almacen

__all__ = ["CotejoDeEscaneo", "Escaneo", "Tinta", "preparar_escaneo"]

HOJAS = 200
LIMITE = 100 * 2**20
"""Bytes of one file of a scan: 200 sheets in colour have some 60 MB."""
LADO = 2_800
"""Points of the long side of a photo: 250 an inch on a letter page, at which its code is read."""
TERMINACIONES = ("pdf", "jpg", "jpeg", "png", "heic", "heif")
_ANCHOS = (1_700, 2_700)
"""Points in width at which the code of a page is looked for: the second where the first shows none."""
_NOTA_MINIMA = 10
_MARCA = "Impreso para firma autógrafa"

Informar = Callable[[int, int], None]


def _callar(_done: int, _total: int) -> None:
    """Nobody asked how far it is."""


@dataclass(frozen=True, slots=True)
class Escaneo:
    """The sheets as one PDF, and the seal that was read on each; None where none was."""

    pdf: bytes
    sellos: tuple[Sello | None, ...]

    @property
    def paginas(self) -> int:
        return len(self.sellos)


def preparar_escaneo(rutas: Sequence[Path], informar: Informar = _callar) -> Escaneo:
    """Read the files of a scan, in order. Raises UserError naming the one that cannot be part of it.

    ``informar(done, total)`` before each file and then before each sheet; what it raises stops the reading.
    """
    if not rutas:
        raise UserError("Elija el escaneo del documento firmado: un PDF, o las fotos de sus hojas.")
    return escaneo_de([(nombre_limpio(ruta.name), _leer(ruta)) for ruta in rutas], informar)


def escaneo_de(archivos: Sequence[tuple[str, bytes]], informar: Informar = _callar) -> Escaneo:
    """The same for names and bytes."""
    from supervisor_app.documents.escaneo import unir_hojas  # noqa: PLC0415 - loads the library that writes PDF

    partes = []
    for n, (nombre, contenido) in enumerate(archivos):
        informar(n, len(archivos))
        partes.append((nombre, _como_pdf(nombre, contenido)))
    pdf = unir_hojas(partes, maximo=HOJAS)
    escaneo = Escaneo(pdf, tuple(_sellos(pdf, informar)))
    for nombre, contenido in archivos:
        _exigir_escaneado(nombre, contenido, escaneo)
    return escaneo


def _exigir_escaneado(nombre: str, contenido: bytes, escaneo: Escaneo) -> None:
    """A PDF that carries the record of its own pages never was on paper."""
    from supervisor_app.documents.adjuntos import adjuntos_de  # noqa: PLC0415 - loads the library that reads PDF

    if tipos.por_contenido(contenido) != "application/pdf":
        return
    huellas = {sello.huella for sello in escaneo.sellos if sello is not None}
    adjuntos: Mapping[str, bytes] = {}
    with contextlib.suppress(UserError):  # attachments that cannot be read are of no document of ours
        adjuntos = adjuntos_de(contenido)
    if any(hashlib.sha256(adjunto).hexdigest()[:DIGITOS] in huellas for adjunto in adjuntos.values()):
        raise UserError(
            f"«{nombre}» es el documento como salió de la aplicación y no el escaneo de la hoja firmada. Imprímalo, "
            "recabe la firma y digitalice el papel."
        )


def _leer(ruta: Path) -> bytes:
    nombre = nombre_limpio(ruta.name)
    try:
        if not ruta.is_file():
            raise UserError(f"«{nombre}» no es un archivo; elija el PDF o las fotos de las hojas.")
        with ruta.open("rb") as abierto:
            contenido = abierto.read(LIMITE + 1)
    except OSError as error:
        raise UserError(f"No se pudo leer «{nombre}» ({motivo(error)}). Revise que siga en su lugar.") from error
    if len(contenido) > LIMITE:
        raise UserError(f"«{nombre}» pesa más de {LIMITE // 2**20} MB. Digitalice a 200 puntos por pulgada, en grises.")
    return contenido


def _como_pdf(nombre: str, contenido: bytes) -> bytes:
    from supervisor_app.documents.escaneo import foto_en_hoja  # noqa: PLC0415 - loads the library that draws
    from supervisor_app.documents.peso import exigir_ligero  # noqa: PLC0415 - loads the library that reads PDF

    tipo = tipos.por_contenido(contenido)
    if tipo == "application/pdf":
        exigir_ligero(nombre, contenido)
        return contenido
    if tipo in ("image/jpeg", "image/png", "image/heic"):
        return foto_en_hoja(_jpeg(nombre, contenido, tipo))
    if not contenido:
        raise UserError(f"«{nombre}» está vacío. Digitalice la hoja de nuevo.")
    raise UserError(f"«{nombre}» no es PDF, JPEG, PNG ni HEIC. Digitalice la hoja, o tómele una foto.")


def _jpeg(nombre: str, contenido: bytes, tipo: str) -> bytes:
    """Upright, without its metadata, in grey or RGB. Raises UserError as the readers of pictures do."""
    from supervisor_app.services.imagenes.lectura import abrir, leyendo  # noqa: PLC0415 - loads the library of images
    from supervisor_app.services.imagenes.preparacion import a_srgb, codificar, preparar  # noqa: PLC0415 - images

    hecha = preparar(nombre, contenido, tipo, lado=LADO)
    with leyendo(nombre), abrir(nombre, hecha.contenido, hecha.mime) as imagen:
        if hecha.mime == "image/jpeg" and imagen.mode in ("L", "RGB"):
            return hecha.contenido
        imagen.load()
        return codificar(a_srgb(imagen, con_transparencia=False), "image/jpeg")


def _sellos(pdf: bytes, informar: Informar) -> Iterator[Sello | None]:
    """The seal of each page. Raises UserError where a page cannot be drawn."""
    from supervisor_app.services.imagenes.codigos import codigos_de_hoja  # noqa: PLC0415 - loads a native library

    total = contar_paginas(pdf)
    for n in range(total):
        informar(n, total)
        leidos = (leer_qr(texto) for ancho in _ANCHOS for texto in codigos_de_hoja(pdf, n, ancho))
        yield next((s for s in leidos if s is not None), None)


class Tinta:
    """The verbs of signing by hand over one store."""

    def __init__(self, almacen: Almacen, documentos: Documentos, *, reloj: Callable[[], datetime]) -> None:
        self._almacen = almacen
        self._documentos = documentos
        self._reloj = reloj

    def para_imprimir(self, documento: Documento) -> bytes:
        """A copy to be printed now: each page says what it is printed for, and when. Nothing is kept.

        Raises UserError where it is signed already, or where its visit is closed and it was not for ink before.
        """
        from supervisor_app.documents.tinta import marcar_impresion  # noqa: PLC0415 - loads the library that draws

        self._documentos.exigir_para_tinta(documento)
        cuando = f"el {fecha_hora(self._reloj())} · No lleva firma electrónica"
        return marcar_impresion(self._almacen.archivos.leer(documento.ultimo.sha256), _MARCA, cuando)

    def cotejar(self, documento: Documento, escaneo: Escaneo) -> CotejoDeEscaneo:
        """Whether the sheets are of this version, in words."""
        versiones = self._documentos.versiones(documento.visita_id, documento.tipo, documento.clave)
        return cotejar_escaneo(documento, versiones, escaneo.sellos)

    def adjuntar(self, documento: Documento, escaneo: Escaneo, nota: str = "") -> Documento:
        """Attach the scan of the signed print; another one later takes its place in what is delivered, and both stay.

        ``nota``: why it is the document where its code does not say so. Raises UserError, with field ``nota`` where
        that is missing; then nothing changed.
        """
        exigir_firmable(documento, self._almacen.visita(documento.visita_id))
        self._documentos.exigir_para_tinta(documento)
        nota = " ".join(nota.split())
        if self.cotejar(documento, escaneo).conforme:
            nota = ""
        elif len(nota) < _NOTA_MINIMA:
            raise UserError(
                "Escriba por qué es el documento firmado, por ejemplo «El código salió borroso; cotejé las hojas».",
                field="nota",
            )
        documento = self._documentos.marcar_tinta(documento)
        archivo = ArchivoDocumento(
            orden=documento.archivos[-1].orden + 1,
            metodo=Metodo.ESCANEO,
            sha256=self._almacen.archivos.guardar(escaneo.pdf),
            bytes=len(escaneo.pdf),
            paginas=escaneo.paginas,
            cuando=self._reloj(),
            nota=nota,
        )
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    def leer_escaneo(self, archivo: ArchivoDocumento) -> bytes:
        """The bytes of a scan."""
        return self._almacen.archivos.leer(archivo.sha256)

    def guardar_para_imprimir(self, documento: Documento, ruta: Path) -> Path:
        """Write the marked copy where a person asked for it. Raises EnvironmentProblem where it cannot be written."""
        return _escribir(ruta, self.para_imprimir(documento))

    def guardar_escaneo(self, archivo: ArchivoDocumento, ruta: Path) -> Path:
        """Write a scan where a person asked for it. Raises EnvironmentProblem where it cannot be written."""
        return _escribir(ruta, self.leer_escaneo(archivo))


def _escribir(ruta: Path, contenido: bytes) -> Path:
    try:
        durable.write_atomic(ruta, contenido, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar {ruta.name} ({motivo(error)}).") from error
    return ruta
