"""What may be done now about a finding: why an act does not fit the state it is in, in words.

The states themselves are derived (``antecedentes.estado_de``). It must never look at a clock.

Source: dominio 3.3 (states and returns), 8 (a return says why).
"""

from __future__ import annotations

from datetime import date

from supervisor_app.domain.hallazgo import EstadoHallazgo, Medida
from supervisor_app.domain.seguimiento.acto import DE_OFICINA, ActoDeSeguimiento, ClaseDeActo
from supervisor_app.domain.seguimiento.antecedentes import HallazgoAnterior
from supervisor_app.domain.texto import fecha_corta

_POR_DEVOLVER = (EstadoHallazgo.EN_REVISION, EstadoHallazgo.SOLVENTADA, EstadoHallazgo.NO_SOLVENTADA)
_AUN_SOLVENTADA = (ClaseDeActo.NOTA, ClaseDeActo.DEVUELTA)
"""What may be done about one that is solved: a note, or sending it back with the reason."""


def impedimento(clase: ClaseDeActo, estado: EstadoHallazgo, *, en_oficina: bool) -> str:
    """Why such an act may not be written about a finding in that state; "" where it may."""
    if clase in DE_OFICINA and not en_oficina:
        return "Eso lo decide la oficina. Desde este equipo puede enviarle evidencia, avances y notas."
    if estado is EstadoHallazgo.SOLVENTADA and clase not in _AUN_SOLVENTADA:
        return "Ya está solventada. Si hubo un error, devuélvala a la unidad con el motivo."
    if clase is ClaseDeActo.NO_SOLVENTADA and estado is EstadoHallazgo.NO_SOLVENTADA:
        return "Ya está como no solventada."
    if clase is ClaseDeActo.DEVUELTA and estado not in _POR_DEVOLVER:
        return "No hay evidencia por revisar que devolver; la unidad todavía la atiende."
    return ""


def falta_motivo(clase: ClaseDeActo, estado: EstadoHallazgo, motivo: str) -> str:
    """What its words must say and do not; "" where they do."""
    if motivo.strip():
        return ""
    if clase is ClaseDeActo.SOLVENTADA and estado is not EstadoHallazgo.EN_REVISION:
        return "No se ha recibido evidencia: escriba en qué se basa para darla por solventada."
    return {
        ClaseDeActo.DEVUELTA: "Escriba por qué se devuelve, para que la unidad sepa qué falta.",
        ClaseDeActo.NO_SOLVENTADA: "Escriba por qué no se da por solventada.",
        ClaseDeActo.NOTA: "Escriba la nota.",
        ClaseDeActo.PRORROGA: "Escriba por qué se prorroga.",
    }.get(clase, "")


def impedimento_de_prorroga(medida: Medida, hasta: date) -> str:
    """Why the date of a measure, as it stands, cannot be moved to that day; "" where it can."""
    if medida.avance >= 100:
        return "La medida ya está cumplida; no necesita prórroga."
    if medida.fecha is None:
        return "La medida no tiene fecha comprometida que prorrogar."
    if hasta <= medida.fecha:
        return f"La nueva fecha debe ser posterior a la que tiene ({fecha_corta(medida.fecha)})."
    return ""


def impedimento_de_avance(medida: Medida, avance: int) -> str:
    """Why that progress says nothing of a measure as it stands; "" where it does."""
    if not 0 <= avance <= 100:
        return "El avance va de 0 a 100 por ciento."
    return f"La medida ya está en {avance} %." if medida.avance == avance else ""


def vencido_por_visita(seguido: HallazgoAnterior, acto: ActoDeSeguimiento) -> str:
    """Why the state would not follow an act: a visit of the same day, or a later one, has the last word."""
    lleva = acto.clase.lleva_a
    if lleva is None:
        return ""
    posteriores = [v for v in seguido.verificadas if v.fecha >= acto.fecha and v.verificacion.resultado is not None]
    if not posteriores or posteriores[-1].verificacion.resultado is None:
        return ""
    ultima = posteriores[-1]
    if ultima.verificacion.resultado is not None and ultima.verificacion.resultado.estado is lleva:
        return ""
    return (
        f"La visita {ultima.visita.folio} la verificó en sitio el {fecha_corta(ultima.fecha)}, y ese día prevalece lo "
        "que vio. Regístrelo al día siguiente, o corrija la visita."
    )
