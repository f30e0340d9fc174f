"""Whether what people wrote to be shared repeats what belongs to a possible irregularity.

An informe is composed once and then written in: a finding marked afterwards may still be told in it. This module must
never change a text, nor judge one by a few common words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import SECCIONES, Bloque
from supervisor_app.domain.reserva import compartido, hay_reserva, reservado

_LARGO = 20
"""A shorter text («Sin recibo») says too little to accuse a sentence of repeating it."""


class Repetido(NamedTuple):
    """Where it is repeated («resultados.0», «acta:acuerdos»), and the words."""

    campo: str
    texto: str

    @property
    def en_el_acta(self) -> bool:
        return self.campo.startswith("acta:")

    @property
    def mensaje(self) -> str:
        """What goes after «El informe» or «El acta»."""
        plano = " ".join(self.texto.split())
        cita = plano if len(plano) <= 60 else f"{plano[:60].rsplit(' ', 1)[0]}…"
        return f"repite «{cita}», que es de una posible irregularidad y se turna aparte; quítelo de ahí"


def repetidos(e: Expediente) -> tuple[Repetido, ...]:
    """The places of informe and acta that repeat a text of what is turned over apart, in their order."""
    if not hay_reserva(e):
        return ()
    comunes = {_llano(t) for t in _textos(compartido(e))}
    propios = {llano: t.strip() for t in _textos(reservado(e)) if len(llano := _llano(t)) >= _LARGO}
    secretos = {llano: t for llano, t in propios.items() if llano not in comunes}
    return tuple(
        Repetido(campo, secretos[dicho])
        for campo, escrito in _escritos(e)
        if (dicho := next((s for s in secretos if s in _llano(escrito)), None)) is not None
    )


def _llano(texto: str) -> str:
    return " ".join(texto.casefold().split()).rstrip(".;:")


def _textos(e: Expediente) -> Iterator[str]:
    """What was written of the findings of a visit."""
    for h in e.inconsistencias.values():
        yield from (h.titulo or "", h.descripcion or "", h.causa)
    for m in e.medidas.values():
        yield m.texto
    for r in e.respuestas.values():
        yield r.nota
    for f in e.filas.values():
        yield from (f.detalle, f.nota)
    for v in e.verificaciones.values():
        yield from (v.titulo, v.nota, *(m.nota for m in v.medidas))
    for a in e.evidencias.values():
        yield a.leyenda


def _escritos(e: Expediente) -> Iterator[tuple[str, str]]:
    if e.informe is not None:
        for seccion in SECCIONES:
            yield from _bloques(seccion, e.informe.datos.seccion(seccion))
    if e.acta is not None:
        yield "acta:manifestaciones", e.acta.manifestaciones
        yield "acta:acuerdos", e.acta.acuerdos


def _bloques(campo: str, bloques: tuple[Bloque, ...]) -> Iterator[tuple[str, str]]:
    for n, b in enumerate(bloques):
        yield f"{campo}.{n}", b.texto
        yield from _bloques(f"{campo}.{n}.subelementos", b.subelementos)
