"""Checks a printed copy against the records of this laptop, or against one PDF: by photo, by scan or by typing.

What a page carries proves which record it was printed from, not that nobody changed the print: whoever checks reads
both. It must never call a copy authentic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from supervisor_app.domain.base import Value, con
from supervisor_app.domain.cotejo import Sello, en_grupos, leer_huella, leer_qr
from supervisor_app.domain.documento import Documento
from supervisor_app.domain.version_publica import SUFIJO_PUBLICA
from supervisor_app.errors import UserError
from supervisor_app.store.almacen import Almacen


class Veredicto(StrEnum):
    COINCIDE = "coincide"
    VERSION_ANTERIOR = "version_anterior"
    NO_COINCIDE = "no_coincide"
    DESCONOCIDA = "desconocida"

    @property
    def bien(self) -> bool:
        """Whether the sheet was printed from a record that is here, be it replaced or not."""
        return self in (Veredicto.COINCIDE, Veredicto.VERSION_ANTERIOR)


class Cotejado(Value):
    """What one sheet (or a scan of several alike) turned out to be, with the sentence that says it.

    ``folio`` is empty where only digits were typed and nothing has them. ``documento`` is the id of the version found,
    ``lugar`` its row in the list of the visit's documents. ``mismo_archivo``: the file that was brought is one of those
    kept of it; a file may carry the record of one document and show another.
    """

    veredicto: Veredicto
    frase: str
    folio: str
    huella: str
    documento: str = ""
    titulo: str = ""
    version: int = 0
    visita_id: str = ""
    lugar: str = ""
    mismo_archivo: bool = False


class Cotejo:
    """The verbs of checking over one store."""

    def __init__(self, almacen: Almacen) -> None:
        self._almacen = almacen

    def por_huella(self, tecleada: str) -> tuple[Cotejado, ...]:
        """What has the digits that a person typed. Raises UserError where they cannot be digits of ours."""
        huella = leer_huella(tecleada)
        hallados = self._almacen.documentos_por_registro(huella)
        if not hallados:
            return (_desconocida("", huella),)
        return tuple(self._hallado(d, huella) for d in hallados)

    def por_archivo(self, huella: str, sha256: str) -> tuple[Cotejado, ...]:
        """What has the record that a file carries, and whether it is that very file, by the SHA-256 of both."""
        return tuple(
            con(self._hallado(d, huella), mismo_archivo=any(a.sha256 == sha256 for a in d.archivos))
            for d in self._almacen.documentos_por_registro(leer_huella(huella))
        ) or (_desconocida("", leer_huella(huella)),)

    def por_imagen(self, nombre: str, contenido: bytes) -> tuple[Cotejado, ...]:
        """What the codes of a photo, a scan or a PDF say, each once. Raises UserError where none can be read."""
        return self.por_sellos(leer_sellos(nombre, contenido))

    def por_sellos(self, sellos: Iterable[Sello]) -> tuple[Cotejado, ...]:
        """What codes that were read elsewhere turn out to be here."""
        return tuple(self._por_sello(s) for s in sellos)

    def _por_sello(self, sello: Sello) -> Cotejado:
        hallado = next(iter(self._almacen.documentos_por_registro(sello.huella)), None)
        if hallado is not None and hallado.folio == sello.folio:
            return self._hallado(hallado, sello.huella)
        if hallado is not None:
            return _no_coincide(sello.folio, sello.huella, f"la suya, sino la de {hallado.titulo}, {hallado.folio}")
        if self._almacen.documentos_por_folio(sello.folio):
            return _no_coincide(sello.folio, sello.huella, "la de ninguna versión de ese documento")
        return _desconocida(sello.folio, sello.huella)

    def _hallado(self, d: Documento, huella: str) -> Cotejado:
        nueva = max(o.version for o in self._almacen.documentos_por_folio(d.folio))
        vieja = nueva > d.version
        que = f"La hoja lleva la huella de {d.titulo}, folio {d.folio}, versión {d.version}."
        if vieja:
            que += f" Ya hay una versión {nueva}, que la reemplaza."
        return Cotejado(
            veredicto=Veredicto.VERSION_ANTERIOR if vieja else Veredicto.COINCIDE,
            frase=f"{que} {_LEA}",
            folio=d.folio,
            huella=huella,
            documento=d.id,
            titulo=d.titulo,
            version=d.version,
            visita_id=d.visita_id,
            lugar=f"{d.tipo.value}:{d.clave}",
        )


_LEA = (
    "Compare lo impreso con lo que se muestra en pantalla: la huella se puede copiar y no prueba que nadie cambió la "
    "hoja."
)


def contra_pdf(huella: str, pdf: bytes, *, folio: str = "") -> Cotejado:
    """Whether a sheet was printed from the record attached to a PDF. Raises UserError where it carries none.

    ``huella``: its digits as they were read, 8 at least; ``folio``: what its code says, where it was read.
    """
    from supervisor_app.documents.adjuntos import registros_de  # noqa: PLC0415 - loads the library that reads PDF

    registros = registros_de(pdf)
    if not registros:
        raise UserError("El PDF no lleva ningún registro adjunto; no es un documento de esta aplicación.")
    if len(registros) > 1:
        raise UserError(
            "El PDF lleva más de un registro adjunto y no se sabe cuál es el de sus páginas; no es un documento "
            "como sale de esta aplicación."
        )
    if any(hashlib.sha256(contenido).hexdigest().startswith(huella) for contenido in registros):
        de = f", folio {folio}" if folio else ""
        frase = f"La hoja lleva la huella del registro de ese PDF{de}. {_LEA}"
        return Cotejado(veredicto=Veredicto.COINCIDE, frase=frase, folio=folio, huella=huella)
    return _no_coincide(folio, huella, "la del registro que lleva ese PDF")


def leer_sellos(nombre: str, contenido: bytes) -> tuple[Sello, ...]:
    """The seals that can be read in a photo, a scan or a PDF. Raises UserError where there is none."""
    from supervisor_app.services.imagenes.codigos import leer_codigos  # noqa: PLC0415 - loads the library of images

    textos = leer_codigos(nombre, contenido)
    sellos = tuple(dict.fromkeys(s for s in map(leer_qr, textos) if s is not None))
    if sellos:
        return sellos
    if textos:
        raise UserError(f"«{nombre}» tiene un código, pero no es de un documento de esta aplicación.")
    raise UserError(
        f"No se distingue ningún código en «{nombre}». Acérquese al código del pie, con luz y sin moverse, o escriba "
        "la huella que está a su lado."
    )


def _no_coincide(folio: str, huella: str, cual: str) -> Cotejado:
    que = f"La hoja dice ser del folio {folio}, pero su huella" if folio else f"La huella {en_grupos(huella)}"
    frase = f"{que} no es {cual}. No tome la hoja por buena: pida el archivo firmado."
    return Cotejado(veredicto=Veredicto.NO_COINCIDE, frase=frase, folio=folio, huella=huella)


def _desconocida(folio: str, huella: str) -> Cotejado:
    que = f"Ningún documento de este equipo tiene la huella {en_grupos(huella)}"
    if folio:
        que = f"El documento {folio} no está en este equipo"
    if folio.endswith(SUFIJO_PUBLICA):
        que = f"La hoja es de la versión pública {folio}, que no se guarda en ningún equipo"
    frase = f"{que}. Pida el archivo a quien lo emitió, o coteje donde se entregó la visita."
    return Cotejado(veredicto=Veredicto.DESCONOCIDA, frase=frase, folio=folio, huella=huella)
