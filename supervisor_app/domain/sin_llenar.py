"""Where a visit still holds the blank of a frequent phrase («‹fecha›») that nobody filled in.

Every text that a document prints is looked at, but those of informe and acta, which look at their own. It must never
fill a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.frases import blancos
from supervisor_app.domain.hallazgo import Inconsistencia


class SinLlenar(NamedTuple):
    """What holds it («Inconsistencia 02»), what leads there (an item, a cédula or a finding), and the blank."""

    de_que: str
    objeto: str
    blanco: str


def en_cedulas(e: Expediente) -> Iterator[SinLlenar]:
    """Those of the headers of cédulas, of answers and of their rows; the first of each item."""
    for codigo in e.definiciones:
        aplicada = e.aplicadas.get(codigo)
        if aplicada is not None:
            textos = (aplicada.universo, aplicada.metodo_muestra, aplicada.observaciones)
            yield from _primero(f"{codigo}, encabezado", codigo, textos)
    # One pass: this is looked at with every answer, also where there are a thousand rows.
    dichos = [(r.item_id, r.nota) for r in e.respuestas.values()]
    dichos += [(f.item_id, t) for f in e.filas.values() for t in (f.referencia, f.detalle, f.nota)]
    con_blanco = sorted((item_id, texto) for item_id, texto in dichos if "‹" in texto and e.item(item_id) is not None)
    for item_id, grupo in groupby(con_blanco, key=itemgetter(0)):
        if item_id.rsplit("-", 1)[0] in e.visita.cedulas:
            yield from _primero(item_id, item_id, (texto for _, texto in grupo))


def en_hallazgos(e: Expediente) -> Iterator[SinLlenar]:
    """Those of findings with their measures, and of verifications; the first of each."""
    for h in e.inconsistencias_en_orden():
        yield from _primero(f"Inconsistencia {h.numero:02d}", h.id, _de_hallazgo(e, h))
    for v in e.verificaciones_en_orden():
        yield from _primero(v.folio, v.hallazgo_id, (v.nota, *(m.nota for m in v.medidas)))


def _de_hallazgo(e: Expediente, h: Inconsistencia) -> Iterator[str]:
    yield from (h.titulo or "", h.descripcion or "", h.causa, *h.fundamento, h.organo, h.referencia)
    for m in e.medidas_de(h.id):
        yield from (m.texto, m.responsable_nombre, m.responsable_cargo, m.evidencia_esperada)


def _primero(de_que: str, objeto: str, textos: Iterable[str]) -> Iterator[SinLlenar]:
    for texto in textos:
        if quedan := blancos(texto):
            yield SinLlenar(de_que, objeto, quedan[0])
            return
