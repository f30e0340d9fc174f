"""The executive summary for the titular of the OOAD: one page, always. What has no room is left out and told.

Lists are shortened, the least urgent lines first, until all of it fits; the attached record has every line. It computes
nothing: all strings come made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import (
    Cell,
    Figure,
    Node,
    SignatureSpace,
    TaggedTable,
    heading,
    paragraph,
)
from supervisor_app.documents.firmas import Lugares
from supervisor_app.documents.graficas import HeatMap, TrendChart
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.modelo_ejecutivo import (
    DocumentoEjecutivo,
    MapaImpreso,
    TendenciaImpresa,
    TextosEjecutivo,
)
from supervisor_app.documents.pagina import shortened
from supervisor_app.documents.partes import bar
from supervisor_app.documents.tablas import Column, Filler, data_table
from supervisor_app.documents.tipografia import BOLD, imprimible, marcado
from supervisor_app.domain.texto import cuantos

ADJUNTO = "datos-resumen-ejecutivo.json"
CAMPO_ELABORA = "Firma_Elabora"

_NAME = "Resumen ejecutivo"
_ROOM = estilo.PAGE[1] - estilo.MARGIN_TOP - estilo.MARGIN_BOTTOM - 2
_GAP = 14.0
_LEFT = 326.0
_RIGHT = estilo.TEXT_WIDTH - _LEFT - _GAP
_HALF = (estilo.TEXT_WIDTH - _GAP) / 2
_SIGN_WIDTH, _SIGN_HEIGHT = 190.0, 17 * mm
_TITLE = ParagraphStyle(
    "resumen-titulo", parent=estilo.TITLE_TIGHT, fontSize=16.4, leading=20, alignment=0, spaceBefore=0
)
_OFFICE = ParagraphStyle("resumen-membrete", parent=estilo.CELL_LABEL, fontName=BOLD)
_SCOPE = ParagraphStyle("resumen-ambito", parent=estilo.BODY, spaceAfter=0)
_MARK = ParagraphStyle("resumen-marca", parent=_OFFICE, alignment=TA_RIGHT)
_PART = ParagraphStyle("resumen-parte", parent=estilo.SUBHEADING, spaceBefore=0, spaceAfter=3)
_NUMBER = ParagraphStyle("resumen-cifra", parent=estilo.BODY, fontName=BOLD, fontSize=19.4, leading=23, spaceAfter=0)
_WORDS = ParagraphStyle("resumen-palabras", parent=estilo.CELL_PLAIN, fontName=BOLD, fontSize=7.8, leading=10.5)
_SECOND = ParagraphStyle("resumen-segunda", parent=estilo.CELL_LABEL)
_FINE = ParagraphStyle("resumen-nota", parent=estilo.CELL_LABEL)
_LINE = ParagraphStyle("resumen-renglon", parent=estilo.CELL_PLAIN)
_SERIES = ParagraphStyle("resumen-serie", parent=estilo.CELL_PLAIN, fontSize=7.8, leading=10)
_CLEAR = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
_OVERDUE = (
    Column("Atraso", 18),
    Column("Medida acordada", 61),
    Column("Unidad", 38),
    Column("Responsable", 37.9),
    Column("Fecha", 21),
)
_MOST_COLUMNS = 12


@dataclass(frozen=True)
class _Lines:
    """How many lines of each list are printed."""

    mapa: int = 14
    vencidas: int = 6
    listas: int = 5
    solicitudes: int = 5

    def fewer(self) -> _Lines | None:
        """One line less where it is missed least; None where nothing can be left out."""
        for name, keep in _SHORTENED:
            if (now := getattr(self, name)) > keep:
                return replace(self, **{name: now - 1})
        return None


_SHORTENED = (
    ("mapa", 9), ("listas", 4), ("solicitudes", 4), ("vencidas", 5), ("mapa", 6), ("listas", 3), ("solicitudes", 3),
    ("vencidas", 3), ("mapa", 3), ("listas", 2), ("solicitudes", 1), ("vencidas", 1), ("mapa", 1), ("listas", 1),
)  # fmt: skip


def componer_ejecutivo(
    doc: DocumentoEjecutivo, *, textos: TextosEjecutivo, registro: bytes | None, version: int = 1
) -> Compuesto:
    """The summary ready to be drawn. ``registro`` is its canonical JSON; None makes a draft."""
    impreso = Impreso(
        titulo=f"{_NAME}, {doc.ambito}, {doc.periodo}",
        autor=doc.elabora.nombre,
        asunto=textos.aviso,
        dia=doc.fecha,
        folio=doc.folio,
        version=version,
        cabeza=f"{_NAME} · {doc.ambito}",
        clave=_NAME,
        registro=registro,
        adjunto=ADJUNTO,
        descripcion="Cifras del resumen ejecutivo, completas",
    )
    return Compuesto(impreso, lambda root, places: _fitting(doc, textos, root, places))


def _fitting(doc: DocumentoEjecutivo, textos: TextosEjecutivo, root: Node, places: Lugares) -> list[Flowable]:
    """The story with as many lines as one page takes; what is left over becomes air between the parts."""
    lines: _Lines | None = _Lines()
    while lines is not None:
        free = _ROOM - sum(map(_height, _story(doc, textos, lines, Node("Document"), places)))
        fewer = lines.fewer()
        if free >= 0 or fewer is None:
            break
        lines = fewer
    assert lines is not None
    story = _story(doc, textos, lines, root, places)
    gaps = [part for part in story if isinstance(part, _Gap)]
    for gap in gaps:
        gap.height += min(max(free, 0) / max(len(gaps), 1), 9)
    return story


class _Gap(Spacer):
    """Air between two parts."""


def _height(part: Flowable) -> float:
    return part.wrap(estilo.TEXT_WIDTH, 10_000)[1] + part.getSpaceBefore() + part.getSpaceAfter()


def _story(
    doc: DocumentoEjecutivo, textos: TextosEjecutivo, lines: _Lines, root: Node, places: Lugares
) -> list[Flowable]:
    """All of it in reading order, which is also the order in which its elements are made."""
    story = [*_opening(doc, textos, root), _Gap(0, 7), _figures(doc, root), _Gap(0, 8)]
    if doc.hay_visitas:
        story += [
            _side_by_side(lambda: _map(doc.mapa, textos, lines, root), lambda: _trends(doc, textos, root), _LEFT),
            _Gap(0, 8),
            *_overdue(doc, textos, lines, root),
            _Gap(0, 8),
            _side_by_side(
                lambda: _indicators(doc, textos, lines, root), lambda: _recurrent(doc, textos, lines, root), _HALF
            ),
            _Gap(0, 8),
        ]
    else:
        story += [paragraph(marcado(textos.sin_visitas), estilo.BODY, root), _Gap(0, 8)]
    left = estilo.TEXT_WIDTH - _SIGN_WIDTH - _GAP
    story.append(
        _side_by_side(lambda: _asked(doc, textos, lines, root), lambda: _made_by(doc, textos, root, places), left)
    )
    return [*story, Spacer(0, 4), paragraph(marcado(textos.aviso), _FINE, root)]


def _side_by_side(first: Callable[[], list[Flowable]], second: Callable[[], list[Flowable]], left: float) -> Flowable:
    """Two parts beside each other, the left one read first."""
    cells: list[Cell] = [first(), "", second()]
    return TaggedTable.of([cells], [left, _GAP, estilo.TEXT_WIDTH - left - _GAP], _CLEAR)


def _one_line(text: str, style: ParagraphStyle, room: float) -> str:
    return marcado(shortened(text, style.fontName, style.fontSize, room))


def _opening(doc: DocumentoEjecutivo, textos: TextosEjecutivo, root: Node) -> Iterator[Flowable]:
    office: Flowable = paragraph(marcado(textos.membrete), _OFFICE, root)
    if doc.ficticia:
        mark = paragraph(marcado(textos.practica), _MARK, root)
        office = TaggedTable.of([[office, mark]], [estilo.TEXT_WIDTH - 160, 160], _CLEAR)
    yield office
    yield heading(textos.titulo, _TITLE, root, 1)
    yield paragraph(_one_line(f"{doc.ambito} · {doc.periodo}", _SCOPE, estilo.TEXT_WIDTH), _SCOPE, root)


def _figures(doc: DocumentoEjecutivo, root: Node) -> Flowable:
    """The figures in one strip; each is read with its words."""
    wide = estilo.TEXT_WIDTH / max(len(doc.cifras), 1)
    cells: list[Cell] = []
    for c in doc.cifras:
        number = paragraph(_one_line(c.numero, _NUMBER, wide - 14), _NUMBER, root)
        words = paragraph(_one_line(c.palabras, _WORDS, wide - 12), _WORDS, root)
        cells.append([number, words, paragraph(_one_line(c.segunda, _SECOND, wide - 12), _SECOND, root)])
    rules = [("LINEBEFORE", (1, 0), (-1, -1), estilo.HAIRLINE_WIDTH, estilo.RULE)]
    box = [
        ("LINEABOVE", (0, 0), (-1, 0), 1.0, estilo.INK),
        ("LINEBELOW", (0, 0), (-1, 0), estilo.HAIRLINE_WIDTH, estilo.HAIRLINE),
    ]
    pads = [
        ("LEFTPADDING", (0, 0), (0, 0), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 8),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return TaggedTable.of([cells], [wide] * len(doc.cifras), [*pads, *rules, *box])


# --- pictures -------------------------------------------------------------------------------------------------------


def _map(mapa: MapaImpreso, textos: TextosEjecutivo, lines: _Lines, root: Node) -> list[Flowable]:
    made: list[Flowable] = [heading(textos.secciones.mapa, _PART, root, 2)]
    if not mapa.renglones:
        return [*made, paragraph(marcado(textos.sin_visitas), _LINE, root)]
    columns = sorted(mapa.urgencia[:_MOST_COLUMNS])
    rows = mapa.renglones[: lines.mapa]
    said = [cell for row in rows for column in columns if (cell := row.casillas[column].dicho)]
    alt = f"Mapa de calor, {textos.secciones.mapa.lower()}. {'. '.join(said)}."
    made.append(Figure(HeatMap(mapa, len(rows), columns), imprimible(alt), root))
    left_out = [
        cuantos(n, one, many)
        for n, one, many in (
            (len(mapa.renglones) - len(rows), "Subdelegación", "Subdelegaciones"),
            (len(mapa.columnas) - len(columns), "proceso", "procesos"),
        )
        if n
    ]
    # What was left out complies better, and the record has it.
    rest = f" No se muestran, por cumplir más: {' y '.join(left_out)}." if left_out else ""
    whole = f"<b>{marcado(mapa.todo)}.</b> " if mapa.todo else ""
    return [*made, Spacer(0, 2), paragraph(whole + marcado(textos.leyenda + rest), _FINE, root)]


def _trends(doc: DocumentoEjecutivo, textos: TextosEjecutivo, root: Node) -> list[Flowable]:
    made: list[Flowable] = [heading(textos.secciones.tendencias, _PART, root, 2)]
    some = [t for t in doc.tendencias if t.puntos]
    if not some:
        return [*made, paragraph(marcado(textos.sin_meses), _LINE, root)]
    for n, trend in enumerate(some):
        if n:
            made.append(Spacer(0, 5))
        change = f" <b>{_one_line(trend.cambio, _SERIES, 46)}</b>" if trend.cambio else ""
        room = _RIGHT - min(stringWidth(imprimible(trend.cambio), BOLD, _SERIES.fontSize), 46) - 6
        made.append(paragraph(f"{_one_line(trend.titulo, _SERIES, room)}{change}", _SERIES, root))
        made += [Spacer(0, 2), Figure(TrendChart(trend.puntos), imprimible(_said(trend)), root)]
    return made


def _said(trend: TendenciaImpresa) -> str:
    values = "; ".join(f"{p.mes_largo}, {p.texto}" for p in trend.puntos)
    return f"Gráfica por mes, {trend.titulo.lower()}: {values}."


# --- lists ----------------------------------------------------------------------------------------------------------


def _more(left: int, one: str, many: str, root: Node) -> list[Flowable]:
    return [paragraph(marcado(f"Y {cuantos(left, one, many)} más."), _FINE, root)] if left > 0 else []


def _overdue(doc: DocumentoEjecutivo, textos: TextosEjecutivo, lines: _Lines, root: Node) -> Iterator[Flowable]:
    yield heading(textos.secciones.vencidas, _PART, root, 2)
    if not doc.vencidas:
        yield paragraph(marcado(textos.sin_vencidas), _LINE, root)
        return
    shown = doc.vencidas[: lines.vencidas]
    rows: list[tuple[str | Filler, ...]] = [
        (_cell(v.atraso, 18, bold=True), _cell(v.medida, 61), _cell(v.unidad, 38), _cell(v.responsable, 37.9), v.plazo)
        for v in shown
    ]
    yield _table(_OVERDUE, rows, root)
    yield from _more(doc.cuantas_vencidas - len(shown), "medida vencida", "medidas vencidas", root)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str | Filler]], root: Node) -> Flowable:
    """With less air than in documents of many pages."""
    table = data_table(columns, rows, root)
    table.setStyle([("TOPPADDING", (0, 0), (-1, -1), 1.6), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4)])
    return table


def _cell(text: str, wide: float, *, bold: bool = False) -> Filler:
    """A text in one line of a column of so many millimetres."""
    style = estilo.CELL_BOLD if bold else estilo.CELL_PLAIN

    def fill(node: Node) -> list[Flowable]:
        return [paragraph(_one_line(text or "—", style, wide * mm - 10), style, node)]

    return fill


def _indicators(doc: DocumentoEjecutivo, textos: TextosEjecutivo, lines: _Lines, root: Node) -> list[Flowable]:
    made: list[Flowable] = [heading(textos.secciones.indicadores, _PART, root, 2)]
    if not doc.indicadores:
        return [*made, paragraph(marcado(textos.sin_indicadores), _LINE, root)]
    shown = doc.indicadores[: lines.listas]
    widths = (46.0, 14.0, _HALF / mm - 60.0)
    columns = (Column("Indicador", widths[0]), Column("En meta", widths[1]), Column("Unidades", widths[2]))
    rows: list[tuple[str | Filler, ...]] = [
        (_cell(i.nombre, widths[0]), bar(i.parte) if i.parte is not None else "—", _cell(i.dicho, widths[2]))
        for i in shown
    ]
    made.append(_table(columns, rows, root))
    return [*made, *_more(len(doc.indicadores) - len(shown), "indicador", "indicadores", root)]


def _recurrent(doc: DocumentoEjecutivo, textos: TextosEjecutivo, lines: _Lines, root: Node) -> list[Flowable]:
    made: list[Flowable] = [heading(textos.secciones.reincidencias, _PART, root, 2)]
    if not doc.reincidencias:
        return [*made, paragraph(marcado(textos.sin_reincidencias), _LINE, root)]
    shown = doc.reincidencias[: lines.listas]
    widths = (37.0, _HALF / mm - 37.0)
    columns = (Column("Unidad", widths[0]), Column("Punto y veces", widths[1]))
    rows: list[tuple[str | Filler, ...]] = [(_cell(u, widths[0]), _cell(said, widths[1])) for u, said in shown]
    made.append(_table(columns, rows, root))
    return [*made, *_more(len(doc.reincidencias) - len(shown), "reincidencia", "reincidencias", root)]


def _asked(doc: DocumentoEjecutivo, textos: TextosEjecutivo, lines: _Lines, root: Node) -> list[Flowable]:
    made: list[Flowable] = [heading(textos.secciones.solicita, _PART, root, 2)]
    if not doc.solicitudes:
        return [*made, paragraph(marcado(textos.sin_solicitud), _LINE, root)]
    made.append(paragraph(marcado(textos.introduce), _LINE, root))
    shown: Sequence[str] = doc.solicitudes[: lines.solicitudes]
    room = estilo.TEXT_WIDTH - _SIGN_WIDTH - _GAP - 10
    made += [paragraph(f"•&nbsp;{_one_line(said, _LINE, room)}", _LINE, root) for said in shown]
    return [*made, *_more(len(doc.solicitudes) - len(shown), "unidad", "unidades", root)]


def _made_by(doc: DocumentoEjecutivo, textos: TextosEjecutivo, root: Node, places: Lugares) -> list[Flowable]:
    who, post = doc.elabora.nombre, doc.elabora.cargo
    label = f"Firma de {imprimible(who)}" if who.strip() else f"Firma: {textos.elabora}"
    return [
        paragraph(_one_line(doc.lugar_y_fecha, _FINE, _SIGN_WIDTH), _FINE, root),
        SignatureSpace(_SIGN_WIDTH, _SIGN_HEIGHT, name=CAMPO_ELABORA if places.hay else "", label=label, parent=root),
        paragraph(_one_line(who or textos.elabora, _WORDS, _SIGN_WIDTH), _WORDS, root),
        *([paragraph(_one_line(post, _FINE, _SIGN_WIDTH), _FINE, root)] if post.strip() else []),
        *([paragraph(marcado(textos.elabora), _FINE, root)] if who.strip() else []),
    ]
