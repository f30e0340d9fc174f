"""The expediente of a visit as a document: all the others in one file, with their originals and the annex of evidence.

It is made of what is emitted, so it may also be made after closing; it is never in a package, which has all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from supervisor_app.documents.textos import textos_expediente
from supervisor_app.domain.base import Persona
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import CampoDeFirma, Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import compartido
from supervisor_app.domain.sustento import en_orden
from supervisor_app.errors import UserError
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.expediente_impreso import (
    imprimir_expediente,
    nombre_del_original,
    registro_expediente,
)

if TYPE_CHECKING:
    from supervisor_app.documents.expediente import Parte
    from supervisor_app.documents.modelo_expediente import ParteImpresa

_DIBUJADA = "firma-dibujada-"


class ClaseExpediente(Clase):
    """``otras``: every other kind, in the order in which their documents are put together."""

    tipo = TipoDocumento.EXPEDIENTE
    opcional = True
    de_consulta = True

    def __init__(self, otras: Sequence[Clase]) -> None:
        self._otras = [clase for clase in otras if not clase.reservada]

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",)

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        return Nombre("Expediente de la visita", "Expediente", "el expediente", masculino=True)

    def falta(self, e: Expediente, clave: str, m: Material) -> str:
        """A document that closing demands and is not emitted, or one that the visit outgrew."""
        for clase in self._otras:
            emitidas = [c for t, c in m.emitidos if t is clase.tipo]
            for cual in clase.claves(e, emitidas):
                documento = m.emitidos.get((clase.tipo, cual))
                if documento is None:
                    if not clase.opcional:
                        return f"Falta emitir {clase.nombre(e, cual).en_frase}"
                elif not e.visita.cerrada and clase.huella(e, cual, m) != documento.huella:
                    return f"Falta emitir una versión nueva: {clase.nombre(e, cual).en_frase} cambió"
        return super().falta(e, clave, m)

    def _documentos(self, m: Material) -> list[tuple[Clase, Documento]]:
        return [
            (clase, documento)
            for clase in self._otras
            for (tipo, _), documento in sorted(m.emitidos.items())
            if tipo is clase.tipo
        ]

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes:
        return canonico(registro_expediente(e, [d for _, d in self._documentos(m)], textos_expediente()))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.expediente import (  # noqa: PLC0415 - loads the library that draws
            CAMPO_INTEGRA,
            componer_expediente,
        )
        from supervisor_app.services.imagenes.papel import para_papel  # noqa: PLC0415 - loads the library of images

        textos, suyos = textos_expediente(), self._documentos(m)
        documentos = [d for _, d in suyos]
        doc = imprimir_expediente(e, documentos, textos)
        partes = [self._parte(e, clase, d, i, m) for (clase, d), i in zip(suyos, doc.partes, strict=True)]
        registro = edicion.registro(registro_expediente(e, documentos, textos))
        fotos = {
            v.sha256: para_papel(v.nombre, m.leer(v.sha256), v.mime)
            for v in en_orden(compartido(e).evidencias.values())
            if v.mime.startswith("image/")
        }
        compuesto = componer_expediente(
            doc, partes, textos=textos, registro=registro, version=edicion.version, fotos=fotos
        )
        quien = doc.supervisores[0] if doc.supervisores else Persona()
        campo = CampoDeFirma(
            campo=CAMPO_INTEGRA, nombre=quien.nombre, cargo=quien.cargo or "Supervisión", obligatorio=False
        )
        return Hecho("Expediente de la visita", compuesto, (campo,))

    def _parte(self, e: Expediente, clase: Clase, d: Documento, impresa: ParteImpresa, m: Material) -> Parte:
        from supervisor_app.documents.adjuntos import adjuntos_de  # noqa: PLC0415 - loads the library that reads PDF
        from supervisor_app.documents.expediente import Parte  # noqa: PLC0415 - loads the library that draws
        from supervisor_app.documents.norma import Attachment  # noqa: PLC0415 - loads the library that writes PDF

        original = m.leer(d.ultimo.sha256)
        hecho = clase.version(e, d.clave, Edicion.de(d), m)
        dibujadas = _dibujadas(adjuntos_de(original)) if d.dibujados else {}
        adjunto = Attachment(nombre_del_original(d), original, f"Original de {d.titulo}", "application/pdf")
        return Parte(impresa, hecho.compuesto.story, adjunto, dibujadas)


def _dibujadas(adjuntos: Mapping[str, bytes]) -> dict[str, FirmaDibujada]:
    """What was drawn in an original, by field. Raises UserError where it cannot be read."""
    try:
        firmas = [FirmaDibujada.model_validate_json(c) for n, c in adjuntos.items() if n.startswith(_DIBUJADA)]
    except ValidationError as error:
        raise UserError(
            "Un documento de la visita trae una firma dibujada que no se puede leer; emítalo de nuevo."
        ) from error
    return {f.campo: f for f in firmas}
