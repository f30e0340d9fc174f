"""The cédula de seguimiento as a document of a visit: optional, there where it verified an earlier finding."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.firmantes import campos_de_dos
from supervisor_app.services.papel.seguimiento_impreso import imprimir_seguimiento, registro_seguimiento, se_verifico


class ClaseSeguimiento(Clase):
    tipo = TipoDocumento.SEGUIMIENTO
    opcional = True

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",) if emitidas or (se_verifico(e) and not e.visita.cerrada) else ()

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        return Nombre("Cédula de seguimiento", "Seguimiento", "la cédula de seguimiento")

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes:
        return canonico(registro_seguimiento(e, m.antecedentes(), m.feriados()))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.seguimiento import (  # noqa: PLC0415 - loads the library that draws
            componer_seguimiento,
        )
        from supervisor_app.documents.textos import textos_seguimiento  # noqa: PLC0415 - reads the forms

        antecedentes, feriados = m.antecedentes(), m.feriados()
        doc = imprimir_seguimiento(e, antecedentes, feriados)
        entero = edicion.registro(registro_seguimiento(e, antecedentes, feriados))
        doc, registro = m.se_ve(doc, entero)
        compuesto = componer_seguimiento(doc, textos=textos_seguimiento(), registro=registro, version=edicion.version)
        campos = campos_de_dos(doc.supervisores, doc.titular)
        return Hecho("Cédula de seguimiento", compuesto, campos)
