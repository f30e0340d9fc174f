"""What was found, as rows under their kinds, and where each row leads. Pure: the service's values in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supervisor_app.domain.avance import Paso
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.texto import periodo
from supervisor_app.domain.visita import EstadoVisita, Visita
from supervisor_app.services.visitas import MARCA_FIN, MARCA_INICIO, Hallazgo
from supervisor_app.ui.lugares import frases

KINDS = {
    "visita": ("Visitas", "clipboard-check"),
    "respuesta": ("Respuestas", "list-todo"),
    "fila": ("Renglones de muestra", "list"),
    "inconsistencia": ("Inconsistencias", "triangle-alert"),
    "medida": ("Medidas", "calendar-clock"),
    "sin_lugar": ("Respuestas sin lugar", "history"),
}
_PILLS = {
    EstadoVisita.PROGRAMADA: ("calendar-clock", "na"),
    EstadoVisita.EN_CURSO: ("play", "accent"),
    EstadoVisita.CERRADA: ("lock", "ok"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One row. ``title`` and ``second`` may carry the marks of the service round each hit; a heading has no ``key``."""

    key: str
    title: str
    second: str = ""
    icon: str = ""
    pill: str = ""
    pill_icon: str = ""
    pill_kind: str = "na"

    @property
    def is_heading(self) -> bool:
        return not self.key

    def spoken(self) -> str:
        return ". ".join(sin_marcas(part) for part in (self.title, self.second, self.pill) if part)


def sin_marcas(text: str) -> str:
    return text.replace(MARCA_INICIO, "").replace(MARCA_FIN, "")


def runs(title: str) -> list[tuple[str, bool]]:
    """The words of a marked text in order, each with whether it is a hit: ``[("Sin ", False), ("acuse", True)]``."""
    parts: list[tuple[str, bool]] = []
    for n, piece in enumerate(title.split(MARCA_INICIO)):
        hit, _, rest = piece.partition(MARCA_FIN) if n else ("", "", piece)
        parts += [(hit, True), (rest, False)]
    return [(text, bold) for text, bold in parts if text]


def filas_de_visitas(visitas: Sequence[Visita]) -> list[Hit]:
    """All visits, as they come."""
    heading = Hit("", "Todas las visitas", frases.plural(len(visitas), "visita", "visitas"))
    return [heading, *(_visita(v, v.titulo, _cuando(v)) for v in visitas)] if visitas else []


def filas_de_hallazgos(hallazgos: Sequence[Hallazgo]) -> list[Hit]:
    """Hits under a heading for each kind, in the order in which the kinds come."""
    rows: list[Hit] = []
    for kind in dict.fromkeys(h.tabla for h in hallazgos):
        own = [h for h in hallazgos if h.tabla == kind]
        rows.append(Hit("", KINDS[kind][0], str(len(own))))
        rows += [_hallazgo(h) for h in own]
    return rows


def clave(h: Hallazgo) -> str:
    return f"{h.tabla}:{h.registro_id}"


def _hallazgo(h: Hallazgo) -> Hit:
    if h.tabla == "visita":
        return _visita(h.visita, f"{h.visita.titulo} · {h.visita.folio}", h.extracto)
    item = h.registro_id.rsplit(":", 1)[-1] if h.tabla == "respuesta" else ""
    if sin_marcas(h.extracto).startswith(item):
        # The words of an answer begin with its item; it need not be said twice.
        item = ""
    segundo = " · ".join(p for p in (item, frases.titulo_de(h.visita), h.visita.folio) if p)
    return Hit(clave(h), h.extracto, segundo, KINDS[h.tabla][1])


def _visita(v: Visita, title: str, second: str) -> Hit:
    icon, kind = _PILLS[v.estado]
    return Hit(f"visita:{v.id}", title, second, "clipboard-check", v.estado.label, icon, kind)


def _cuando(v: Visita) -> str:
    fechas = periodo(v.inicio, v.fin) if v.inicio and v.fin and v.inicio <= v.fin else ""
    pliego = f"Pliego {v.pliego}" if v.pliego else ""
    return " · ".join(p for p in (v.folio, v.tipo.label, fechas, pliego) if p)


def lugar_de(e: Expediente, tabla: str, registro_id: str) -> str:
    """Where a hit leads, as ``wants("visita", …)`` takes it; the visit alone where the record is gone by now."""
    paso, objeto = "", ""
    if tabla == "respuesta":
        item = registro_id.rsplit(":", 1)[-1]
        paso, objeto = (Paso.CEDULAS, item) if item in e.respuestas else ("", "")
    elif tabla == "fila" and registro_id in e.filas:
        paso, objeto = Paso.CEDULAS, e.filas[registro_id].item_id
    elif tabla == "sin_lugar" and registro_id in e.sin_lugar:
        paso, objeto = Paso.CEDULAS, e.sin_lugar[registro_id].item_id
    elif tabla == "inconsistencia" and registro_id in e.inconsistencias:
        paso, objeto = Paso.INCONSISTENCIAS, registro_id
    elif tabla == "medida" and registro_id in e.medidas:
        paso, objeto = Paso.INCONSISTENCIAS, e.medidas[registro_id].inconsistencia_id
    return f"{e.visita.id}#{paso}#{objeto}" if paso else e.visita.id
