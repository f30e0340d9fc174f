"""What the page of versions says, in sentences for whoever answered. Pure: read from the visit, nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.versiones import Comparacion, comparar
from supervisor_app.domain.comandos.versiones import hallazgos_al_seguir
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.traslado import Traslado, trasladar

_LONG = 160


@dataclass(frozen=True)
class Offer:
    """A newer version of one cédula: how it differs, and what becomes of what was answered. ``left``: stayed from.

    ``gone``: the numbers of the findings that leave with it; ``born``: how many it brings.
    """

    comparison: Comparacion
    transfers: tuple[Traslado, ...]
    left: bool
    gone: tuple[int, ...] = ()
    born: int = 0

    @property
    def code(self) -> str:
        return self.comparison.despues.codigo

    @property
    def takes(self) -> bool:
        """Whether an answer loses its place, or part of it, or a finding leaves."""
        return bool(self.gone) or any(t.sin_lugar and t.guardado.escrito for t in self.transfers)

    def transfer(self, item_id: str) -> Traslado | None:
        return next((t for t in self.transfers if t.item_id == item_id), None)


def offer(e: Expediente, new: CedulaDefinition, *, left: bool) -> Offer:
    present = e.definiciones[new.codigo]
    gone, born = hallazgos_al_seguir(e, new)
    numbers = tuple(sorted(h.numero for h in gone))
    return Offer(comparar(present, new), trasladar(e, present, new), left, numbers, len(born))


def announced(e: Expediente, new: Sequence[CedulaDefinition]) -> str:
    """The notice over the questions; "" where nothing waits for an answer."""
    if not new:
        return ""
    if len(new) > 1:
        return f"Hay versiones nuevas de {len(new)} cédulas de esta visita: {listed(new)}."
    c = comparar(e.definiciones[new[0].codigo], new[0])
    what = f"{c.resumen[:1].lower()}{c.resumen[1:]}"
    if c.misma_version:
        return f"{new[0].codigo} cambió sin cambiar de versión: {what}."
    return f"Hay una versión nueva de {new[0].codigo}: {what}."


def listed(cedulas: Sequence[CedulaDefinition]) -> str:
    """``CO-02, CO-05 y RC-02``."""
    *codes, last = [d.codigo for d in cedulas]
    return f"{', '.join(codes)} y {last}" if codes else last


def follow_words(c: Comparacion) -> str:
    return "Aplicar el contenido nuevo" if c.misma_version else f"Seguir la versión {c.despues.version}"


def stay_words(c: Comparacion) -> str:
    return "Quedarse con el que tiene" if c.misma_version else f"Quedarse con la versión {c.antes.version}"


def stayed_words(c: Comparacion) -> str:
    kept = "el contenido que tenía" if c.misma_version else f"la versión {c.antes.version}"
    return f"Se quedó con {kept}; puede cambiar cuando quiera."


def consequences(o: Offer) -> str:
    """What becomes of the answers of the cédula as a whole, and of the findings that hang on them."""
    return _join(_of_answers(o), _of_findings(o))


def _of_findings(o: Offer) -> str:
    said = []
    if o.gone:
        *first, last = [f"{n:02d}" for n in o.gone]
        which = f"Las inconsistencias {', '.join(first)} y {last} salen" if first else f"La inconsistencia {last} sale"
        them = "las" if first else "la"
        said.append(f"{which}, porque con esta versión nada {them} sustenta; deshacer {them} devuelve.")
    if o.born:
        added = "agrega 1 inconsistencia" if o.born == 1 else f"agregan {o.born} inconsistencias"
        said.append(f"Se {added} por respuestas que con esta versión se preguntan.")
    return " ".join(said)


def _of_answers(o: Offer) -> str:
    written = [t for t in o.transfers if t.guardado.escrito]
    if not written:
        return "Ninguna respuesta pierde su lugar."
    leave = sum(t.sale for t in written)
    part = sum(bool(t.sin_lugar) and not t.sale for t in written)
    if not leave and not part:
        return f"{_of(len(written), 'Su respuesta se queda', 'respuestas se quedan')} en su lugar."
    stay = len(written) - leave - part
    parts = [
        *([_n(stay, "se queda", "se quedan")] if stay else []),
        *([_n(part, "pierde una parte", "pierden una parte")] if part else []),
        *([_n(leave, "queda sin lugar", "quedan sin lugar")] if leave else []),
    ]
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} y {parts[-1]}"
    return (
        f"De {cuantos(len(written), 'respuesta', 'respuestas')}: {said}. "
        "Lo que queda sin lugar se conserva, se imprime con la cédula y puede deshacerse."
    )


def _n(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _of(n: int, one: str, many: str) -> str:
    return one if n == 1 else f"Sus {n} {many}"


def fate(t: Traslado | None) -> tuple[str, str, str]:
    """What becomes of the answer to one question: sentence, icon and ink; "" where there is nothing to say."""
    if t is None:
        return "", "", ""
    answer = _short(t.en_palabras)
    kept = _kept(t)
    if t.sale and t.guardado.escrito:
        return _join(f"Su respuesta «{answer}» queda sin lugar. {t.motivo}", kept), "circle-alert", "warn"
    if t.sin_lugar and t.guardado.escrito:
        return _join(f"Parte de su respuesta «{answer}» queda sin lugar. {t.motivo}", kept), "circle-alert", "warn"
    if t.guardado.escrito and answer:
        return f"Su respuesta «{answer}» se queda.", "circle-check", "ok"
    return kept, "info" if kept else "", "text2"


def _kept(t: Traslado) -> str:
    """What hung on the answer and stays."""
    files = len(t.guardado.evidencias)
    said = []
    if files:
        said.append(f"{'Su archivo se conserva' if files == 1 else f'Sus {files} archivos se conservan'}.")
    numbers = [f"{h.numero:02d}" for h in t.guardado.hallazgos]
    if len(numbers) == 1:
        said.append(f"La inconsistencia {numbers[0]} se conserva.")
    elif numbers:
        said.append(f"Las inconsistencias {', '.join(numbers[:-1])} y {numbers[-1]} se conservan.")
    return " ".join(said)


def _join(*sentences: str) -> str:
    return " ".join(s for s in sentences if s)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[:_LONG].rsplit(' ', 1)[0]}…"


def described(item: ItemDefinition) -> str:
    """A question that comes or goes, besides its words: kind, unit and basis."""
    kind = f"{item.tipo.label} ({item.unidad})" if item.unidad else item.tipo.label
    return " · ".join((kind, *(f.label for f in item.fundamento), *item.otro_fundamento))
