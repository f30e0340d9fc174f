"""What the ASM table prints: the format exactly, progress only where it is asked for, rows that break well."""

from itertools import pairwise

import pytest

from supervisor_app.documents.asm import ADJUNTO
from supervisor_app.documents.textos import textos_asm
from supervisor_app.domain.asm import Derivados
from tests.documents.ejemplo_asm import SIGNERS, asm_pdf, row, table
from tests.documents.ejemplos import LETTER, assert_in_order, elements, opened, pages_of, text_of

COLUMNAS = [
    "No.",
    "Aspecto Susceptible de Mejora",
    "Actividades",
    "Área Responsable",
    "Fecha de Término",
    "Resultados Esperados",
    "Productos y/o Evidencias",
]
AVANCES = ["% de avance", "Identificación del documento probatorio", "Observaciones"]


def headers(pdf: bytes) -> int:
    with opened(pdf) as open_:
        return len(elements(open_, "TH"))


def test_the_header_is_that_of_the_format_with_its_class() -> None:
    assert_in_order(
        text_of(asm_pdf(table(1, clase="institucionales"))),
        [
            "SEGUIMIENTO A ASPECTOS SUSCEPTIBLES DE MEJORA CLASIFICADOS COMO "
            "INSTITUCIONALES, DERIVADOS DE INFORMES Y EVALUACIONES EXTERNAS",
            "Instituto Mexicano del Seguro Social",
            "Documento de Trabajo del Programa:",
            "E-999 Programa ficticio de recaudación",
            *COLUMNAS,
        ],
    )


def test_the_seven_columns_are_exact_and_the_sheet_lies_down() -> None:
    textos = textos_asm().columnas
    assert list(textos.model_dump().values()) == COLUMNAS
    pdf = asm_pdf(table(2))
    assert headers(pdf) == 7
    with opened(pdf) as open_:
        assert [float(v) for v in open_.pages[0].MediaBox][2:] == [LETTER[1], LETTER[0]]


def test_each_activity_of_a_row_is_printed_apart() -> None:
    pdf = asm_pdf(table(1, aspectos=(row(1, actividades=("Primera actividad.", "Segunda.", "Tercera.")),)))
    with opened(pdf) as open_:
        (cell,) = (td for td in elements(open_, "TD") if len(td.K) == 3)
        assert [str(p.S) for p in cell.K] == ["/P"] * 3
    assert_in_order(text_of(pdf), ["Primera actividad.", "Segunda.", "Tercera.", "30/06/2026"])


def test_progress_is_printed_only_where_it_is_asked_for() -> None:
    rows = (row(1, avance=40, documento="Oficio 12/2026", observaciones="En curso"),)
    plain, full = (text_of(asm_pdf(table(1, aspectos=rows, avances=a))) for a in (False, True))
    assert not any(t in plain for t in ("% de avance", "Oficio 12/2026", "Avance al"))
    assert_in_order(full, ["Avance al 30 de junio de 2026", *AVANCES, "40 %", "Oficio 12/2026", "En curso"])
    assert headers(asm_pdf(table(1, aspectos=rows, avances=True))) == 10


def test_no_word_of_a_heading_is_broken() -> None:
    text = text_of(asm_pdf(table(2, avances=True)))
    assert all(word in text for title in (*COLUMNAS, *AVANCES) for word in title.split())


def test_who_signs_has_a_place_and_where_nobody_does_there_is_none() -> None:
    with opened(asm_pdf(table(1, firmantes=SIGNERS))) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == ["Firma_1", "Firma_2"]
    with opened(asm_pdf(table(1))) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_the_record_travels_inside_and_the_same_table_gives_the_same_bytes() -> None:
    with opened(asm_pdf(table(2))) as pdf:
        assert list(pdf.attachments) == [ADJUNTO]
    assert asm_pdf(table(2)) == asm_pdf(table(2))


@pytest.mark.parametrize("many", [1, 8, 300])
def test_every_page_repeats_the_headings_and_no_row_is_lost(many: int) -> None:
    pages = pages_of(asm_pdf(table(many)))
    assert all("Aspecto Susceptible de Mejora" in page for page in pages)
    whole = " ".join(pages)
    assert all(f"portal de prueba {n} la información" in whole for n in range(1, many + 1))


def test_rows_stay_whole() -> None:
    for before, after in pairwise(pages_of(asm_pdf(table(40)))):
        assert before.count("liberación.") + after.count("liberación.") >= 2
        assert after.split("Evidencias", 1)[1].lstrip()[:2].strip().isdigit()


def test_a_row_of_three_thousand_words_and_one_of_nothing_are_drawn() -> None:
    long = " ".join(f"palabra{n}" for n in range(3000))
    text = text_of(asm_pdf(table(1, aspectos=(row(1, aspecto=long), row(2, aspecto="", productos="")))))
    assert "palabra2999" in text


def test_a_draft_with_nothing_in_it_is_drawn() -> None:
    text = text_of(asm_pdf(table(0, entidad="", clave_programa="", programa="", fecha=None), borrador=True))
    assert "BORRADOR" in text and "Documento de Trabajo del Programa:" in text


def test_the_priority_is_a_column_only_where_it_is_asked_for() -> None:
    assert "Prioridad" not in text_of(asm_pdf(table(1, aspectos=(row(prioridad="Muy alto"),))))
    text = text_of(asm_pdf(table(1, prioridades=True, avances=True, aspectos=(row(prioridad="Muy alto", avance=5),))))
    assert_in_order(text, ["Productos y/o", "Prioridad", "Identificación", "Observaciones", "Muy alto"])


@pytest.mark.parametrize(
    ("derivados", "dicho"),
    [
        (Derivados.EVALUACIONES, "DERIVADOS DE INFORMES Y EVALUACIONES EXTERNAS"),
        (Derivados.VISITAS, "DERIVADOS DE VISITAS DE SUPERVISIÓN"),
        (Derivados.AMBOS, "DERIVADOS DE EVALUACIONES EXTERNAS Y DE VISITAS DE SUPERVISIÓN"),
    ],
)
def test_the_title_says_what_the_aspects_come_from(derivados: Derivados, dicho: str) -> None:
    assert f"ESPECÍFICOS, {dicho}" in text_of(asm_pdf(table(1, derivados=derivados)))
