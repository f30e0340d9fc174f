"""The words of the place of ASM tables: rows of its lists, what is missing beside each cell. No widget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from supervisor_app.domain.asm import TablaAsm, validar
from supervisor_app.domain.asm_guardada import EstadoAsm
from supervisor_app.domain.texto import cuantos, fecha_corta
from supervisor_app.domain.validacion_informe import Aviso, Severidad
from supervisor_app.services.asm.verbos import EnLista
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.lugares.asm.sesion import HEADING, Held, Place, where

ABOUT = (
    "El seguimiento a los aspectos susceptibles de mejora de un programa, con sus actividades, responsables y fechas. "
    "Se guarda al escribir; lo que se emite se conserva como salió."
)
_MISSING = "Falta este dato; sin él la tabla no se imprime."

PROGRESS = ("avance", "documento", "observaciones")
Remarks = Mapping[Place, tuple[str, bool]]
"""By row and field, what to say beside it, and whether it is only a warning."""


def remarks(tabla: TablaAsm, clases: Collection[str], held: Mapping[Place, Held] | None = None) -> Remarks:
    """What is to be said beside each cell. A row without a word is being begun: nothing is asked of it yet."""
    said: dict[Place, tuple[str, bool]] = {}
    for aviso in validar(tabla, clases):
        place = _place(aviso)
        if place is None or (place[0] >= 0 and tabla.aspectos[place[0]].vacio):
            continue
        if place[1] in PROGRESS and not tabla.avances:
            continue  # that they are not printed was decided in the heading, which says so
        said[place] = (_sentence(aviso), aviso.severidad is not Severidad.ERROR or _is_missing(aviso))
    for place, (_text, sentence) in (held or {}).items():
        said[place] = (sentence, False)
    return said


def _place(aviso: Aviso) -> Place | None:
    parts = aviso.campo.split(".")
    if len(parts) == 3:
        return int(parts[1]), parts[2]
    return (HEADING, parts[0]) if parts[0] != "aspectos" else None


def _is_missing(aviso: Aviso) -> bool:
    return aviso.severidad is Severidad.ERROR and "alta" in aviso.mensaje


def _sentence(aviso: Aviso) -> str:
    if aviso.campo.startswith("aspectos.") and _is_missing(aviso):
        return _MISSING
    _, mark, rest = aviso.mensaje.partition(": ")
    said = rest if mark and aviso.campo.startswith("aspectos.") else aviso.mensaje
    return f"{said[:1].upper()}{said[1:]}"


def first_missing(tabla: TablaAsm) -> Place:
    """Where the first thing is that keeps the table from being printed; no field where it has no rows."""
    places = (_place(a) for a in validar(tabla) if a.severidad is Severidad.ERROR)
    return next((p for p in places if p is not None), (HEADING, ""))


def unread(held: Mapping[Place, Held]) -> list[str]:
    """What was typed and could not be taken, as sentences that say where."""
    return [f"{where(row)}: {said[:1].lower()}{said[1:]}" for (row, _field), (_text, said) in held.items()]


def not_printed(tabla: TablaAsm) -> str:
    """What the table holds in columns that are off, as a sentence; "" for nothing."""
    said = []
    if not tabla.avances and any(a.con_avance for a in tabla.aspectos):
        said.append("avances")
    if not tabla.prioridades and any(a.prioridad for a in tabla.aspectos):
        said.append("prioridades")
    return f"La tabla conserva {' y '.join(said)} que no se imprimen mientras no lo marque." if said else ""


def row_list(tabla: TablaAsm, said: Remarks) -> list[Row]:
    """The heading and the rows, as one walks them."""
    counts: dict[int, int] = defaultdict(int)
    for row, _field in said:
        counts[row] += 1
    rows = [_row("encabezado", "Encabezado", programme(tabla), "file-text", counts[HEADING])]
    for n, aspecto in enumerate(tabla.aspectos):
        title = " ".join(aspecto.aspecto.split()) or "Sin aspecto"
        second = " · ".join(
            p for p in (fecha_corta(aspecto.fecha) if aspecto.fecha else "", ", ".join(aspecto.areas)) if p
        )
        rows.append(_row(str(n), f"{n + 1}. {title}", second or "Sin fecha ni área", "", counts[n], aspecto.vacio))
    return rows


def _row(key: str, title: str, second: str, icon: str, count: int, empty: bool = False) -> Row:
    pill = "Vacío" if empty else cuantos(count, "por revisar", "por revisar") if count else ""
    return Row(key, title, second, icon, pill=pill, pill_kind="na" if empty else "warn")


def programme(tabla: TablaAsm) -> str:
    return " ".join(p for p in (tabla.clave_programa, tabla.programa) if p.strip()) or "Sin programa"


def short(tabla: TablaAsm) -> str:
    """The same for a place with little room."""
    return tabla.clave_programa or tabla.programa[:24] or "la abierta"


def table_row(e: EnLista, today: date) -> Row:
    """A table in the list of them: programme, class, date, rows, last change, state."""
    t = e.guardada.tabla
    parts = [
        t.clase or "Sin clase",
        fecha_corta(t.fecha) if t.fecha else "Sin fecha",
        cuantos(len(t.aspectos), "renglón", "renglones"),
        changed(e.guardada.cuando, e.guardada.quien, today),
    ]
    word, kind = state(e)
    return Row(e.guardada.id, programme(t), " · ".join(parts), "list-todo", pill=word, pill_kind=kind)


def changed(cuando: datetime, quien: str, today: date) -> str:
    day = f"{cuando:%H:%M}" if cuando.date() == today else f"el {fecha_corta(cuando.date())}"
    return f"cambió {day}" + (f", {quien}" if quien.strip() else "")


def state(e: EnLista) -> tuple[str, str]:
    """The word of its state, and the kind of its pill."""
    if e.ultima is None:
        return "Borrador", "na"
    version = e.ultima.emision.version
    if e.estado is EstadoAsm.EMITIDA:
        return f"Emitida, versión {version}", "ok"
    return f"Cambió tras la versión {version}", "warn"


def told(problems: Sequence[str], most: int = 6) -> str:
    """Sentences one under the other, the first of them where they are many."""
    more = len(problems) - most
    return "\n".join([*problems[:most], *([f"… y {more} más."] if more > 0 else [])])
