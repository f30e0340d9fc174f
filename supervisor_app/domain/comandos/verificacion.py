"""What a visit says of the findings of earlier ones. It must never change those findings."""

from __future__ import annotations

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.seguimiento import (
    HallazgoAnterior,
    ResultadoVerificacion,
    Verificacion,
    id_de_verificacion,
)
from supervisor_app.errors import UserError


def verificar_hallazgo(
    e: Expediente, anterior: HallazgoAnterior, resultado: ResultadoVerificacion | None, nota: str | None = None
) -> Operacion:
    """Say what became of an earlier finding; None takes it back, and ``nota`` None keeps the note as it is.

    Raises UserError for «solventada» without its proof: a file, or a note that names the document.
    """
    exigir_abierta(e)
    antes = _verificacion(e, anterior)
    previa = antes or _nueva_verificacion(e, anterior)
    despues = con(previa, resultado=resultado, nota=previa.nota if nota is None else nota)
    if e.sin_prueba(despues) and not (antes is not None and antes.resultado is despues.resultado):
        raise UserError(
            f"Para dar por solventado {anterior.folio}, adjunte la evidencia o escriba en la nota el documento que lo "
            "acredita, por ejemplo «Oficio 123/2026».",
            field="nota",
        )
    que = f"Verificó {anterior.folio}: {resultado.label}" if resultado else f"Dejó sin verificar {anterior.folio}"
    return operacion(e, que, *_cambio_de_verificacion(antes, despues))


def anotar_verificacion(e: Expediente, anterior: HallazgoAnterior, nota: str) -> Operacion:
    """Write the note of a verification, before or after its result. What it then lacks stands in the way of closing."""
    exigir_abierta(e)
    antes = _verificacion(e, anterior)
    despues = con(antes or _nueva_verificacion(e, anterior), nota=nota)
    return operacion(e, f"Escribió la nota de {anterior.folio}", *_cambio_de_verificacion(antes, despues))


def _verificacion(e: Expediente, anterior: HallazgoAnterior) -> Verificacion | None:
    return e.verificaciones.get(id_de_verificacion(e.visita.id, anterior.hallazgo.id))


def _cambio_de_verificacion(antes: Verificacion | None, despues: Verificacion) -> list[Cambio]:
    if not despues.vacia:
        return [Cambio(antes, despues)]
    return [Cambio(antes, None)] if antes is not None else []


def _nueva_verificacion(e: Expediente, anterior: HallazgoAnterior) -> Verificacion:
    h = anterior.hallazgo
    return Verificacion(
        id=id_de_verificacion(e.visita.id, h.id),
        visita_id=e.visita.id,
        hallazgo_id=h.id,
        hallazgo_visita_id=h.visita_id,
        folio=anterior.folio,
        titulo=anterior.titulo,
        item_id=h.item_id,
        posible_irregularidad=h.posible_irregularidad,
    )
