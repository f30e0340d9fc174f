"""The concentrado of inconsistencias and medidas as a document of a visit: optional, there where it has a finding."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.documents.textos import textos_concentrado
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.concentrado_impreso import imprimir_concentrado, registro_concentrado
from supervisor_app.services.papel.firmantes import campos_de_dos


class ClaseConcentrado(Clase):
    tipo = TipoDocumento.CONCENTRADO
    opcional = True

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",) if emitidas or (e.inconsistencias and not e.visita.cerrada) else ()

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        titulo = "Concentrado de inconsistencias y medidas"
        return Nombre(titulo, "Concentrado", "el concentrado", masculino=True)

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes:
        return canonico(registro_concentrado(e, m.levantadas, textos_concentrado()))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.concentrado import (  # noqa: PLC0415 - loads the library that draws
            componer_concentrado,
        )

        textos = textos_concentrado()
        doc = imprimir_concentrado(e, m.levantadas, textos)
        doc, registro = m.se_ve(doc, edicion.registro(registro_concentrado(e, m.levantadas, textos)))
        compuesto = componer_concentrado(doc, textos=textos, registro=registro, version=edicion.version)
        campos = campos_de_dos(doc.supervisores, doc.titular)
        return Hecho("Concentrado de inconsistencias y medidas", compuesto, campos)
