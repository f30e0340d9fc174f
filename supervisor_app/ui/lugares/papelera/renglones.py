"""What the bin says of each thing in it. Pure: the service's values in, rows and sentences out.

It must never read anything by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supervisor_app.domain.texto import cuantos, enlistar
from supervisor_app.services.papelera import (
    DIAS,
    ClaseQuitado,
    Contenido,
    Destino,
    DeVisita,
    EnPapelera,
    Hecho,
    Quitado,
)
from supervisor_app.ui.kit.list_rows import Row
from supervisor_app.ui.lugares import frases

ABOUT = (
    f"Restaure lo que necesite. Lo demás se borra después de {DIAS} días de uso, que son los días en que se abre la "
    "aplicación; lo firmado o cerrado no se borra solo."
)
_ICONS = {
    ClaseQuitado.CEDULA: "clipboard-check",
    ClaseQuitado.EVIDENCIA: "paperclip",
    ClaseQuitado.INCONSISTENCIA: "triangle-alert",
    ClaseQuitado.MEDIDA: "list-todo",
    ClaseQuitado.RENGLONES: "list",
    ClaseQuitado.VERIFICACION: "history",
    ClaseQuitado.ACTA: "file-text",
}
_SOON = 3
"""Days under which the term is told in colour."""


def visita(p: EnPapelera, hoy: date) -> Row:
    v = p.visita
    que = [v.folio, "Datos ficticios" if v.ficticia else v.estado.label]
    if p.respuestas:
        que.append(frases.plural(p.respuestas, "respuesta", "respuestas"))
    if p.hallazgos:
        que.append(frases.plural(p.hallazgos, "inconsistencia", "inconsistencias"))
    que.append(f"desde {frases.cuando(p.cuando, hoy).removeprefix('el ')}")
    kind = "warn" if p.destino is Destino.SE_QUEDA or (p.quedan is not None and p.quedan <= _SOON) else "na"
    icon = "lock" if p.destino is Destino.SE_QUEDA else "clock"
    return Row(v.id, frases.titulo_de(v), " · ".join(que), "clipboard-check", "text2", p.plazo, icon, kind)


def quitado(q: Quitado, quedan: int, hoy: date) -> Row:
    quien = f"{q.quien.split()[0]}, " if q.quien.strip() else ""
    segundo = " · ".join(p for p in (q.detalle, f"{quien}{frases.cuando(q.cuando, hoy)}") if p)
    plazo = "Queda 1 día" if quedan == 1 else f"Quedan {max(0, quedan)} días"
    kind = "warn" if quedan <= _SOON else "na"
    return Row(f"{q.visita_id}#{q.clave}", q.titulo, segundo, _ICONS[q.clase], "text2", plazo, "clock", kind)


def titulo_de_la_tarjeta(de: DeVisita) -> str:
    unidad = de.visita.unidad.corto if de.visita.unidad is not None else de.visita.titulo
    return f"Quitado de {de.visita.folio}, {unidad}"


def borrada(h: Hecho, hoy: date) -> str:
    """``V-2026-003, Subdelegación Colima: se borró el 5 de junio; pasaron los 30 días``."""
    por = f"pasaron los {DIAS} días" if h.hecho == "vencida" else f"la borró {h.quien}" if h.quien.strip() else "a mano"
    return f"{h.folio}, {h.titulo}: se borró {frases.cuando(h.cuando, hoy)}; {por}."


def pregunta_por_una(p: EnPapelera) -> str:
    return f"Se borrará para siempre la visita {p.visita.folio}, {p.visita.titulo}, {_con(p)}. No se puede deshacer."


def _con(p: EnPapelera) -> str:
    partes = []
    if p.respuestas:
        partes.append(frases.plural(p.respuestas, "respuesta", "respuestas"))
    if p.hallazgos:
        partes.append(frases.plural(p.hallazgos, "inconsistencia", "inconsistencias"))
    return f"con {enlistar(partes)}, sus fotos y sus documentos" if partes else "con todo lo que tenga"


def pregunta_por_todo(c: Contenido) -> str:
    """What emptying takes and what it leaves, in words."""
    van = [p.visita.folio for p in c.visitas if p.destino.se_puede_borrar]
    quedan = [p.visita.folio for p in c.visitas if not p.destino.se_puede_borrar]
    que = []
    if van:
        que.append(f"{cuantos(len(van), 'visita', 'visitas')} ({_nombres(van)})")
    if c.de_visitas:
        folios = [d.visita.folio for d in c.de_visitas]
        que.append(f"lo quitado de {_nombres(folios)}")
    if not que:
        return ""
    resto = f" {_nombres(quedan)} se {'queda' if len(quedan) == 1 else 'quedan'} hasta entregarse." if quedan else ""
    return f"Se borrará para siempre: {enlistar(que)}. No se puede deshacer.{resto}"


def _nombres(folios: Sequence[str]) -> str:
    return enlistar(folios) if len(folios) <= 4 else f"{', '.join(folios[:3])} y {len(folios) - 3} más"
