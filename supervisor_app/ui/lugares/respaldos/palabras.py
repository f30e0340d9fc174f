"""What the place says of backups and of visits on both sides, as rows of lists. It must never load anything."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.texto import cuantos, fecha_hora, tamano
from supervisor_app.services.respaldos.comparar import Diferencia, VisitaComparada
from supervisor_app.services.respaldos.lugar import Juego
from supervisor_app.services.respaldos.verbos import Estado
from supervisor_app.ui.kit.list_rows import Row

_PILLS = {
    Diferencia.IGUAL: ("circle-check", "ok"),
    Diferencia.MAS_AQUI: ("trending-up", "warn"),
    Diferencia.MAS_ALLA: ("history", "accent"),
    Diferencia.DISTINTA: ("triangle-alert", "warn"),
    Diferencia.SOLO_AQUI: ("circle-alert", "warn"),
    Diferencia.SOLO_ALLA: ("history", "accent"),
}


def key_of(juego: Juego) -> str:
    return f"{juego.lugar.raiz}\n{juego.id}"


def backup_rows(estados: Sequence[Estado]) -> list[Row]:
    """Every backup of every place, the newest first."""
    juegos = [j for e in estados for j in e.juegos]
    usables = [(j.manifiesto.hecho, j.numero, j) for j in juegos if j.manifiesto is not None]
    newest = [j for _, _, j in sorted(usables, key=lambda u: u[:2], reverse=True)]
    juegos = [*newest, *(j for j in juegos if j.manifiesto is None)]
    return [_backup_row(j) for j in juegos]


def _backup_row(j: Juego) -> Row:
    m = j.manifiesto
    icon = "hard-drive" if j.lugar.propio else "usb"
    if m is None:
        return Row(key_of(j), j.id, j.falla, icon=icon, ink="bad", pill="No sirve", pill_icon="circle-x",
                   pill_kind="bad")  # fmt: skip
    parts = (
        "En este equipo" if j.lugar.propio else f"En {j.lugar.nombre}",
        cuantos(m.visitas, "visita", "visitas"),
        tamano(m.bytes) if m.completo else "sólo la base",
        m.motivo.label,
    )
    pill = ("Cifrado", "lock", "ok") if m.llave else ("Sin cifrar", "eye", "na")
    return Row(key_of(j), fecha_hora(m.hecho), " · ".join(parts), icon=icon, pill=pill[0], pill_icon=pill[1],
               pill_kind=pill[2])  # fmt: skip


def totals(estados: Sequence[Estado]) -> str:
    """How many there are in each place and what they take."""
    said = []
    for e in estados:
        where = "en este equipo" if e.lugar.propio else f"en {e.lugar.nombre}"
        if e.problema:
            said.append(e.problema)
        else:
            said.append(f"{cuantos(len(e.juegos), 'respaldo', 'respaldos')} {where}, {tamano(e.ocupa)} en total")
    return ". ".join(said) + "." if said else ""


def visit_rows(visitas: Sequence[VisitaComparada]) -> list[Row]:
    return [_visit_row(v) for v in visitas]


def kept_rows(visitas: Sequence[VisitaComparada]) -> list[Row]:
    """What a backup holds, where there is nothing to compare it with."""
    return [
        Row(v.folio, f"{v.folio} · {v.titulo}", f"Último cambio: {fecha_hora(v.ultima_alla)}" if v.ultima_alla else "",
            icon="lock" if v.cerrada_alla else "clipboard-check", pill="Cerrada" if v.cerrada_alla else "")
        for v in visitas
    ]  # fmt: skip


def _visit_row(v: VisitaComparada) -> Row:
    icon, kind = _PILLS[v.diferencia]
    sides = [
        f"aquí {fecha_hora(v.ultima_aqui)}" if v.ultima_aqui else "",
        f"en el respaldo {fecha_hora(v.ultima_alla)}" if v.ultima_alla else "",
    ]
    answers = [
        f"{n} {words}"
        for n, words in (
            (v.respuestas_distintas, "contestadas distinto"),
            (v.respuestas_aqui, "contestadas sólo aquí"),
            (v.respuestas_alla, "contestadas sólo en el respaldo"),
        )
        if n
    ]
    second = "; ".join([" · ".join(s for s in sides if s), ", ".join(answers)]).strip("; ")
    label = v.diferencia.label
    return Row(
        v.folio,
        f"{v.folio} · {v.titulo}",
        f"Último cambio: {second}" if second else "",
        icon="clipboard-check",
        pill=label[:1].upper() + label[1:],
        pill_icon=icon,
        pill_kind=kind,
    )
