"""What the concentrado prints, in what order, and that 0, 1 or 300 findings all break well."""

from dataclasses import replace

import pytest

from supervisor_app.documents.concentrado import ADJUNTO
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERVISOR, CAMPO_TITULAR
from tests.documents.ejemplo_concentrado import LARGO, concentrado, concentrado_pdf, finding, measure, summary
from tests.documents.ejemplos import alone_at_foot, assert_in_order, elements, opened, pages_of, text_of

NAME = "María de los Ángeles Guadalupe Hernández-Villaseñor de la Torre " + "y Montes de Oca " * 4


def test_everything_is_on_paper_in_order() -> None:
    text = text_of(concentrado_pdf(concentrado(2)))
    assert_in_order(
        text,
        [
            "CONCENTRADO DE INCONSISTENCIAS Y MEDIDAS",
            "no es un formato oficial",
            "V-2026-014",
            "Subdelegación Ciudad Guzmán",
            "Resumen",
            "Se determinaron 2 inconsistencias",
            "Alto",
            "Abierta",
            "CO-01",
            "V-2026-014-01 · 1 de 25 casos revisados con inconsistencia",
            "CO-05-02, CO-05-04",
            "$48,210.50",
            "Reincide (V-2026-003)",
            "Causa: No se reasignó",
            "Fundamento: JSAC",
            "Reponer las diligencias 1",
            "Raúl Montaño Vega",
            "26/06/2026",
            "V-2026-014-02",
            "Firmas",
            "Lucía Barragán Ortega",
        ],
    )


def test_no_word_of_a_heading_is_broken() -> None:
    text = text_of(concentrado_pdf(concentrado(1)))
    headings = (
        "Cédula Proceso Alto Medio Bajo Total Gráfica Medidas Importe",
        "No. Tipo Medida acordada Responsable Plazo",
    )
    assert all(heading in text for heading in headings)


def test_a_measure_says_its_expected_evidence_and_its_prorrogas() -> None:
    notes = ("Evidencia esperada: acuses.", "Prórroga del 01/06/2026 al 26/06/2026: obra. Autorizó: Jefa.")
    doc = concentrado(1, hallazgos=(finding(1, medidas=(measure(notas=notes),)),))
    assert_in_order(text_of(concentrado_pdf(doc)), ["Reponer las diligencias", *notes])


def test_without_findings_it_says_so_and_has_no_totals() -> None:
    text = text_of(concentrado_pdf(concentrado(0)))
    assert "no se determinaron inconsistencias" in text
    assert "Resumen" not in text and "se acordaron" not in text


def test_a_finding_without_measures_says_so() -> None:
    text = text_of(concentrado_pdf(concentrado(1, hallazgos=(finding(1, medidas=()),))))
    assert "Sin medidas acordadas" in text


def test_the_totals_are_tables_with_headers_beside_their_bars() -> None:
    with opened(concentrado_pdf(concentrado(1))) as pdf:
        tables = elements(pdf, "Table")
        assert len(tables) == 4
        headers = [str(e.A.Scope) for e in elements(pdf, "TH")]
    assert set(headers) == {"/Column"}


def test_supervisor_and_titular_have_a_place_to_sign() -> None:
    with opened(concentrado_pdf(concentrado(1))) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == [CAMPO_SUPERVISOR, CAMPO_TITULAR]


def test_a_draft_has_neither_places_to_sign_nor_record() -> None:
    with opened(concentrado_pdf(concentrado(1), borrador=True)) as pdf:
        assert "/AcroForm" not in pdf.Root and "/AF" not in pdf.Root


def test_the_record_travels_inside() -> None:
    with opened(concentrado_pdf(concentrado(1))) as pdf:
        assert list(pdf.attachments) == [ADJUNTO]


def test_the_same_concentrado_gives_the_same_bytes() -> None:
    assert concentrado_pdf(concentrado(3)) == concentrado_pdf(concentrado(3))


@pytest.mark.parametrize("many", [1, 40, 300])
def test_any_number_of_findings_is_all_there(many: int) -> None:
    pdf = concentrado_pdf(concentrado(many, resumen=summary(many, min(many, 60))))
    text = text_of(pdf)
    assert all(f"V-2026-014-{n:02d} ·" in text for n in range(1, many + 1))
    assert not any(alone_at_foot(pdf, title) for title in ("Inconsistencias y medidas acordadas", "Firmas"))


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_a_short_finding_stays_with_its_measures(lines: int) -> None:
    first = finding(1, descripcion=LARGO * lines)
    pages = pages_of(concentrado_pdf(concentrado(2, hallazgos=(first, finding(2, titulo="Hallazgo corto")))))
    page = next(page for page in pages if "Hallazgo corto" in page)
    assert "Fundamento" in page.split("Hallazgo corto")[1]
    assert "Reponer las diligencias" in page.split("Hallazgo corto")[1]


def test_an_observation_of_three_thousand_words_flows_over_pages() -> None:
    long = " ".join(f"palabra{n}" for n in range(3000))
    pdf = concentrado_pdf(concentrado(2, hallazgos=(finding(1, descripcion=long), finding(2))))
    text = text_of(pdf)
    assert all(f"palabra{n}" in text for n in (0, 1500, 2999))
    assert "V-2026-014-02" in text


def test_a_name_of_120_letters_is_whole_in_the_place_to_sign() -> None:
    doc = concentrado(1, titular=Persona(nombre=NAME[:120], cargo="Titular"))
    assert NAME[:120] in pages_of(concentrado_pdf(doc))[-1]


def test_a_finding_that_says_nothing_but_its_title_is_drawn() -> None:
    bare = replace(finding(1), descripcion="", causa="", fundamento="", importe="", otros=(), medidas=())
    assert "V-2026-014-01" in text_of(concentrado_pdf(concentrado(1, hallazgos=(bare,))))
