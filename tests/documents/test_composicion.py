"""How documents lie on their pages: nothing is wrong with any of them at its extremes, and what is wrong is noticed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.platypus import Flowable, PageBreak, Spacer, Table
from reportlab.platypus import Image as Picture

from supervisor_app.documents import estilo
from supervisor_app.documents.cedula import componer_cedula
from supervisor_app.documents.etiquetado import Figure, Node, heading, paragraph
from supervisor_app.documents.firmas import SIN_DIBUJAR, Lugares, Signer, signature_rows
from supervisor_app.documents.impreso import Compuesto, Impreso
from supervisor_app.documents.tablas import Column, data_table
from supervisor_app.documents.textos import textos_cedula
from tests.documents.defectos import defectos
from tests.documents.ejemplo_acta import acta, acta_pdf, attendant
from tests.documents.ejemplos import cedula, informe, informe_pdf, item, question
from tests.documents.ejemplos import paragraph as block
from tests.documents.extremos import EXTREMOS, prose

_ROOM = 792 - estilo.MARGIN_TOP - estilo.MARGIN_BOTTOM  # points of the first page
Story = Callable[[Node], list[Flowable]]


@pytest.mark.parametrize("nombre", EXTREMOS)
def test_a_document_at_its_extremes_is_well_set(nombre: str) -> None:
    assert defectos(EXTREMOS[nombre]()) == []


lengths = st.integers(0, 90)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lengths, min_size=1, max_size=30), lengths, st.integers(1, 2))
def test_a_cedula_of_any_lengths_is_well_set(notes: list[int], remarks: int, people: int) -> None:
    doc = cedula(
        items=tuple(question(n, nota=prose(words, n)) for n, words in enumerate(notes, start=1)),
        observaciones=prose(remarks),
    )
    superior = doc.titular if people == 2 else None
    made = componer_cedula(doc, textos=textos_cedula(), registro=b"{}", superior=superior)
    assert defectos(made.pdf()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lengths, min_size=1, max_size=25), st.lists(lengths, min_size=1, max_size=8))
def test_an_informe_of_any_lengths_is_well_set(items: list[int], paragraphs: list[int]) -> None:
    data = informe(
        actividades=tuple(item(prose(words, n), "numero") for n, words in enumerate(items)),
        conclusiones=tuple(block(prose(words)) for words in paragraphs),
        contribuciones=tuple(block(prose(words)) for words in paragraphs[:2]),
    )
    assert defectos(informe_pdf(data)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(2, 8), lengths, lengths)
def test_an_acta_of_any_lengths_is_well_set(people: int, said: int, agreed: int) -> None:
    who = tuple(attendant(("Supervision", "Unidad")[n % 2], n // 2 + 1, f"Persona Ficticia {n}") for n in range(people))
    assert defectos(acta_pdf(acta(firmantes=who, manifestaciones=prose(said), acuerdos=prose(agreed)))) == []


# --- each check notices what it is for


def told(story: Story) -> str:
    """What is told of a document with that story."""
    impreso = Impreso("T", "A", "S", date(2026, 6, 12), "F-1", 1, "Cabeza", "Clave", b"{}", "datos.json", "Datos")
    return " ".join(defectos(Compuesto(impreso, lambda root, _: story(root)).pdf()))


def test_a_text_over_the_edge() -> None:
    def story(root: Node) -> list[Flowable]:
        style = estilo.list_style(1, 0)
        return [paragraph("W" * 70, type(style)("sin-cortar", parent=style, splitLongWords=0), root)]

    assert "leaves the measure" in told(story)


def test_a_text_over_another() -> None:
    def story(root: Node) -> list[Flowable]:
        return [paragraph("Abajo", estilo.BODY, root), Spacer(0, -15), paragraph("Arriba", estilo.BODY, root)]

    assert "lies over «" in told(story)


def test_a_cell_that_enters_the_next_one() -> None:
    def story(root: Node) -> list[Flowable]:
        wide = estilo.list_style(1, 0)
        style = type(wide)("sin-cortar", parent=wide, splitLongWords=0)

        def wide_cell(cell: Node) -> list[Flowable]:
            return [paragraph("W" * 12, style, cell)]

        return [data_table((Column("A", 30), Column("B", 30)), [[wide_cell, "b"], ["c", "d"]], root)]

    assert "enters the next column" in told(story)


def test_a_heading_that_ends_its_page() -> None:
    def story(root: Node) -> list[Flowable]:
        head = heading("Título", estilo.SECTION, root, 1)
        return [Spacer(0, _ROOM - 32), head, paragraph("Texto", estilo.BODY, root)]

    assert "«Título» ends its page" in told(story)


def test_a_line_alone_at_the_head_of_a_page() -> None:
    def story(root: Node) -> list[Flowable]:
        style = type(estilo.BODY)("viuda", parent=estilo.BODY, allowWidows=1)
        return [Spacer(0, _ROOM - 3 * estilo.BODY.leading), paragraph("<br/>".join("abcd"), style, root)]

    assert "one line alone at the head" in told(story)


def test_a_line_alone_at_the_foot_of_a_page() -> None:
    def story(root: Node) -> list[Flowable]:
        style = type(estilo.BODY)("huérfana", parent=estilo.BODY, allowOrphans=1)
        return [Spacer(0, _ROOM - estilo.BODY.leading), paragraph("<br/>".join("abcd"), style, root)]

    assert "one line alone at the foot" in told(story)


def test_a_table_that_goes_on_without_its_header() -> None:
    def story(root: Node) -> list[Flowable]:
        table = data_table((Column("Encabezado", 60),), [[str(n)] for n in range(60)], root)
        table.repeatRows = 0
        return [table]

    assert "goes on without its header «Encabezado»" in told(story)


def test_a_place_to_sign_on_a_page_without_text() -> None:
    def story(root: Node) -> list[Flowable]:
        rows = signature_rows([Signer("F", "Nombre", ("Cargo",))], root, Lugares(hay=True, dibujadas=SIN_DIBUJAR))
        return [paragraph("Texto", estilo.BODY, root), PageBreak(), *rows]

    assert "somebody signs a page without text" in told(story)


def test_a_page_that_is_left_almost_empty() -> None:
    def story(root: Node) -> list[Flowable]:
        text = [paragraph("Texto", estilo.BODY, root) for _ in range(2)]
        return [text[0], PageBreak(), text[1]]

    assert "page 1 is left" in told(story)


def test_a_photo_that_is_drawn_larger_than_it_is_and_away_from_its_caption() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 100)).save(out, "JPEG")

    def story(root: Node) -> list[Flowable]:
        picture = Figure(Picture(io.BytesIO(out.getvalue()), 200, 100), "Foto", root)
        return [picture, PageBreak(), paragraph("Pie", estilo.BODY, root, "Caption")]

    found = told(story)
    assert "a photo is drawn at 72 points per inch" in found
    assert "a photo and its caption are on two pages" in found


def test_a_row_cut_in_two() -> None:
    def story(root: Node) -> list[Flowable]:
        table = data_table((Column("A", 60),), [["<br/>"], ["uno\ndos\ntres\ncuatro\ncinco\nseis"]], root)
        anywhere = Table.split.__get__(table)
        table.split = anywhere  # type: ignore[method-assign]
        table.splitInRow, table.splitByRow = 1, 0
        return [Spacer(0, _ROOM - 90), table]

    assert "a row that is not tall is broken" in told(story)
