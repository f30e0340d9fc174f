"""The turnado of the possible irregularities as a document of a visit. It is never delivered with what is shared."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.errors import UserError
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.firmantes import lugar_de_supervision
from supervisor_app.services.papel.turnado_impreso import imprimir_turnado, registro_turnado


class ClaseTurnado(Clase):
    tipo = TipoDocumento.TURNADO
    reservada = True

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",) if hay_reserva(e) else ()

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        return Nombre("Turnado · reservado", "Turnado", "el turnado", masculino=True)

    def exigir(self, e: Expediente, clave: str, m: Material) -> None:
        if not hay_reserva(e):
            raise UserError("Ninguna inconsistencia está marcada como posible irregularidad; no hay qué turnar.")
        super().exigir(e, clave, m)

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes:
        return canonico(registro_turnado(e))

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.textos import textos_turnado  # noqa: PLC0415 - reads the forms
        from supervisor_app.documents.turnado import (  # noqa: PLC0415 - loads the library that draws
            componer_turnado,
        )

        doc = imprimir_turnado(e)
        registro = edicion.registro(registro_turnado(e))
        compuesto = componer_turnado(
            doc,
            textos=textos_turnado(),
            registro=registro,
            version=edicion.version,
        )
        return Hecho("Turnado", compuesto, (lugar_de_supervision(doc.supervisores),))
