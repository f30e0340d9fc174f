"""The closing meeting as far as the visit knows it, and what its acta still misses.

It must never copy a finding into the acta: they are read from the visit when it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supervisor_app.domain.acta import Acta, id_de_acta, nombrados
from supervisor_app.domain.base import Persona
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.frases import blancos
from supervisor_app.domain.visita import Visita


@dataclass(frozen=True, slots=True)
class FaltaActa:
    """What the acta misses: the field that mends it, the sentence, and whether it can be emitted without."""

    campo: str
    texto: str
    impide_emitir: bool = True


def acta_inicial(e: Expediente) -> Acta:
    """The first draft: place, day, hour and people of the visit. Nothing that was said is invented."""
    v = e.visita
    return Acta(
        id=id_de_acta(v.id),
        visita_id=v.id,
        lugar=_lugar(v),
        fecha=v.fin,
        fin=v.hora_cierre,
        por_supervision=_sin_repetir(v.equipo),
        por_unidad=_sin_repetir((v.titular, v.recibio)),
    )


def personas_de_la_visita(e: Expediente) -> tuple[Persona, ...]:
    """Everybody that the visit names, to be suggested: who supervises, who received it, who attended each cédula."""
    v = e.visita
    atendieron = (e.aplicadas[c].atendio for c in v.cedulas if c in e.aplicadas)
    return _sin_repetir((*v.equipo, v.titular, v.recibio, *(p for p in atendieron if p is not None)))


def _lugar(v: Visita) -> str:
    """Where the unit is and in which city, as far as both are known."""
    unidad = v.titulo if v.unidad is not None and v.unidad.corto.strip() else ""
    ciudad = v.lugar.strip() or v.ciudad.strip()
    return ", ".join(p for p in (unidad, ciudad) if p)


def _sin_repetir(personas: Iterable[Persona]) -> tuple[Persona, ...]:
    """Everybody once, by name: who heads the unit may have received the visit too."""
    vistas: dict[str, Persona] = {}
    for persona in personas:
        if persona.nombre.strip():
            vistas.setdefault(" ".join(persona.nombre.casefold().split()), persona)
    return tuple(vistas.values())


def faltantes_del_acta(acta: Acta, visita: Visita) -> tuple[FaltaActa, ...]:
    """In the order of the form. What does not hold back the emission is only told."""
    falta: list[FaltaActa] = []
    if not acta.lugar.strip():
        falta.append(FaltaActa("lugar", "Escriba el lugar de la reunión."))
    if acta.fecha is None:
        falta.append(FaltaActa("fecha", "Escriba la fecha de la reunión."))
    elif visita.inicio is not None and acta.fecha < visita.inicio:
        falta.append(FaltaActa("fecha", "La reunión es anterior al inicio de la visita; corrija la fecha."))
    if acta.inicio is None:
        falta.append(FaltaActa("inicio", "Escriba la hora en que inició la reunión."))
    if acta.fin is None:
        falta.append(FaltaActa("fin", "Escriba la hora en que terminó la reunión."))
    elif acta.inicio is not None and acta.fin <= acta.inicio:
        falta.append(FaltaActa("fin", "La reunión termina antes de empezar; corrija las horas."))
    if not nombrados(acta.por_supervision):
        falta.append(FaltaActa("por_supervision", "Escriba quién asistió por la supervisión."))
    if not nombrados(acta.por_unidad):
        falta.append(FaltaActa("por_unidad", "Escriba quién asistió por la unidad visitada."))
    falta += _personas(acta)
    for campo in ("manifestaciones", "acuerdos"):
        if quedan := blancos(getattr(acta, campo)):
            falta.append(FaltaActa(campo, f"Llene lo que la frase dejó en blanco: {', '.join(quedan)}."))
    if not acta.manifestaciones.strip():
        texto = "Anote lo que manifestó la unidad visitada; si no hubo, se imprime que no se asentaron manifestaciones."
        falta.append(FaltaActa("manifestaciones", texto, impide_emitir=False))
    return tuple(falta)


def _personas(acta: Acta) -> list[FaltaActa]:
    falta = []
    for campo in ("por_supervision", "por_unidad", "testigos"):
        for persona in getattr(acta, campo):
            if not persona.nombre.strip():
                falta.append(
                    FaltaActa(campo, f"Escriba el nombre de quien asistió como {persona.cargo.strip().rstrip('.')}.")
                )
            elif not persona.cargo.strip():
                texto = f"Escriba el cargo de {persona.nombre.strip()}."
                falta.append(FaltaActa(campo, texto, impide_emitir=False))
    return falta
