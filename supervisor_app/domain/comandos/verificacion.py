"""What a visit says of the findings of earlier ones. It must never change those findings."""

from __future__ import annotations

from datetime import date, datetime

from supervisor_app.domain.base import con
from supervisor_app.domain.comandos.comun import exigir_abierta, operacion
from supervisor_app.domain.comandos.medidas import hacer_prorroga
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.seguimiento import (
    HallazgoAnterior,
    MedidaVerificada,
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
    previa = _previa(e, anterior)
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
    despues = con(_previa(e, anterior), nota=nota)
    return operacion(e, f"Escribió la nota de {anterior.folio}", *_cambio_de_verificacion(antes, despues))


def verificar_medida(e: Expediente, anterior: HallazgoAnterior, medida_id: str, **campos: object) -> Operacion:
    """Say how one measure of an earlier finding stands: ``avance`` (per cent), ``cumplida`` and ``nota``.

    Raises UserError for «cumplida» without its proof: a file, or a note that names the document. Proof taken away later
    stands in the way of closing.
    """
    exigir_abierta(e)
    antes = _verificacion(e, anterior)
    previa = _previa(e, anterior)
    dicha = con(previa.medida(medida_id) or MedidaVerificada(medida_id=medida_id), **campos)
    despues = _con_medida(previa, dicha)
    if dicha.hecha and {"cumplida", "avance"} & campos.keys() and medida_id in e.medidas_sin_prueba(despues):
        raise UserError(
            "Para dar por cumplida la medida, adjunte la evidencia o escriba en su nota el documento que lo acredita, "
            "por ejemplo «Oficio 123/2026».",
            field=f"nota:{medida_id}",
        )
    return operacion(e, f"Verificó una medida de {anterior.folio}", *_cambio_de_verificacion(antes, despues))


def prorrogar_medida_anterior(
    e: Expediente,
    anterior: HallazgoAnterior,
    medida_id: str,
    nueva: date | None,
    *,
    motivo: str,
    autorizo: str,
    cuando: datetime,
    quien: str,
) -> Operacion:
    """Grant, in this visit, more time to a measure of an earlier one. Raises UserError for what it misses."""
    exigir_abierta(e)
    medida = next(m for m in anterior.medidas if m.id == medida_id)
    prorroga = hacer_prorroga(medida.fecha, nueva, motivo=motivo, autorizo=autorizo, cuando=cuando, quien=quien)
    antes = _verificacion(e, anterior)
    previa = _previa(e, anterior)
    dicha = previa.medida(medida_id) or MedidaVerificada(medida_id=medida_id)
    despues = _con_medida(previa, con(dicha, prorrogas=(*dicha.prorrogas, prorroga)))
    return operacion(e, f"Prorrogó una medida de {anterior.folio}", *_cambio_de_verificacion(antes, despues))


def _con_medida(v: Verificacion, dicha: MedidaVerificada) -> Verificacion:
    """The verification with that measure in its place, or without it where nothing is said of it."""
    otras = [m for m in v.medidas if m.medida_id != dicha.medida_id]
    todas = sorted([*otras, *([] if dicha.vacia else [dicha])], key=lambda m: m.medida_id)
    return con(v, medidas=tuple(todas))


def _verificacion(e: Expediente, anterior: HallazgoAnterior) -> Verificacion | None:
    return e.verificaciones.get(id_de_verificacion(e.visita.id, anterior.hallazgo.id))


def _previa(e: Expediente, anterior: HallazgoAnterior) -> Verificacion:
    """What there is, with the finding's reserve of today: it may have been marked after it was verified."""
    antes = _verificacion(e, anterior) or _nueva_verificacion(e, anterior)
    return con(antes, posible_irregularidad=anterior.hallazgo.posible_irregularidad)


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
        items=h.items,
        posible_irregularidad=h.posible_irregularidad,
    )
