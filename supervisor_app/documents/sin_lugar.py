"""The part of a cédula with what was answered to an earlier version and has no place in the one that is printed.

It prints all of it, in the words of the question that was asked. It must never judge or count an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph
from supervisor_app.documents.fotos import Fotos, lines
from supervisor_app.documents.modelos import FilaSinLugar, SinLugarImpreso, TextosCedula
from supervisor_app.documents.signos import signed
from supervisor_app.documents.tablas import Column, Filler, RoomFor, data_table
from supervisor_app.documents.tipografia import marcado

_ANSWERS = (
    Column("Punto", 22),
    Column("Lo que se preguntó", 62),
    Column("Respuesta", 38),
    Column("Observaciones, evidencia y motivo", 53.9),
)
_ROWS = (
    Column("No.", 10, figures=True),
    Column("Referencia", 38),
    Column("Detalle", 38, grows=True),
    Column("Resultado", 38),
    Column("Importe y otros datos", 51.9, grows=True),
)
_REST_ALONE = Column("Datos de las columnas", 89.9, grows=True)


def sin_lugar(
    answers: Sequence[SinLugarImpreso], version: str, textos: TextosCedula, root: Node, fotos: Fotos
) -> Iterator[Flowable]:
    """The section, or nothing where every answer has its place. ``version`` is the one that the cédula applies."""
    if not answers:
        return
    title = heading(textos.secciones.sin_lugar.replace("{version}", version), estilo.TABLE_TITLE, root, 2)
    note = paragraph(marcado(textos.nota_sin_lugar), estilo.SMALL, root)
    table = data_table(_ANSWERS, [_row(one) for one in answers], root)
    yield RoomFor([title, note, table])
    yield from (title, note, table)
    for one in answers:
        if one.filas:
            head = heading(f"Renglones de {one.punto} (versión {one.version})", estilo.SUBHEADING, root, 3)
            judged = any(row.resultado for row in one.filas)
            columns = _ROWS if judged else (*_ROWS[:3], _REST_ALONE)
            cases = [_case(n, row, judged=judged) for n, row in enumerate(one.filas, start=1)]
            rows = data_table(columns, cases, root)
            yield RoomFor([head, rows])
            yield from (head, rows)
        if one.fotos:
            head = heading(f"Fotos de {one.punto} (versión {one.version})", estilo.SUBHEADING, root, 3)
            first, *rest = lines(one.fotos, fotos, root)
            yield RoomFor([head, first])
            yield from (head, first, *rest)


def _row(one: SinLugarImpreso) -> tuple[str | Filler, ...]:
    def answer(cell: Node) -> list[Flowable]:
        words = signed(one.respuesta.signo, one.respuesta.texto, estilo.CELL_BOLD, cell)
        style = estilo.hanging(estilo.CELL)
        return [words, *(paragraph(marcado(line), style, cell) for line in one.respuesta.detalle if line.strip())]

    def remarks(cell: Node) -> list[Flowable]:
        made: list[Flowable] = []
        if one.nota.strip():
            made.append(paragraph(marcado(one.nota), estilo.CELL, cell))
        if one.evidencias:
            names = marcado(", ".join(one.evidencias))
            made.append(paragraph(f"<b>Evidencia:</b> {names}", estilo.CELL_EVIDENCE, cell))
        if one.muestreo:
            made.append(paragraph(f"<b>Sorteo:</b> {marcado(one.muestreo)}", estilo.CELL_EVIDENCE, cell))
        made.append(paragraph(f"<b>Motivo:</b> {marcado(one.motivo)}", estilo.CELL_EVIDENCE, cell))
        return made

    def question(cell: Node) -> list[Flowable]:
        return [
            paragraph(marcado(one.pregunta), estilo.CELL, cell),
            paragraph(f"Versión {marcado(one.version)}", estilo.CELL_EVIDENCE, cell),
        ]

    return (one.punto, question, answer, remarks)


def _case(number: int, row: FilaSinLugar, *, judged: bool) -> tuple[str | Filler, ...]:
    def outcome(cell: Node) -> list[Flowable]:
        return [signed(row.signo, row.resultado, estilo.CELL_PLAIN, cell)] if row.resultado else []

    def rest(cell: Node) -> list[Flowable]:
        return [paragraph(marcado(line), estilo.CELL, cell) for line in row.otros]

    return (str(number), row.referencia, row.detalle, *([outcome] if judged else []), rest)
