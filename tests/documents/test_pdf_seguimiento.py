"""What the cédula de seguimiento prints, in what order, and that any number of findings breaks well."""

from dataclasses import replace

import pytest

from supervisor_app.documents.modelos import Signo
from supervisor_app.documents.seguimiento import ADJUNTO
from supervisor_app.domain.documento import CAMPO_SUPERVISOR, CAMPO_TITULAR
from tests.documents.ejemplo_seguimiento import finding, measure, seguimiento, seguimiento_pdf
from tests.documents.ejemplos import alone_at_foot, assert_in_order, elements, opened, pages_of, text_of


def test_everything_is_on_paper_in_order() -> None:
    text = text_of(seguimiento_pdf(seguimiento(1)))
    assert_in_order(
        text,
        [
            "CÉDULA DE SEGUIMIENTO",
            "no es un formato oficial",
            "Hallazgos de visitas anteriores",
            "quedaron 1 solventada y 2 en atención.",
            "Se recibieron",
            "Abiertas",
            "Total",
            "Verificación en sitio",
            "V-2026-003-01 · 1 mandamientos fuera de plazo",
            "V-2026-003, 13/03/2026",
            "CO-06-01, CO-06-04",
            "En atención · Se recibió: en atención · Antigüedad: 91 días (63 hábiles)",
            "Lo que se encontró: Nueve créditos",
            "Verificación: Oficio 123/2026",
            "Evidencia: relacion-de-mandamientos.pdf, Pantalla del sistema",
            "Reincidencia: en esta visita",
            "Emitir los mandamientos 1",
            "10/05/2026",
            "Venció hace 33 días (23 hábiles)",
            "En proceso",
            "60 %",
            "Hallazgos que no se verificaron en esta visita",
            "V-2026-001-01",
            "133 días (92 hábiles)",
            "Firmas",
            "Lucía Barragán Ortega",
        ],
    )


def test_no_word_of_a_heading_is_broken() -> None:
    text = text_of(seguimiento_pdf(seguimiento(1)))
    assert "Se recibieron Solventadas En atención No solventadas Sin verificar Total" in text
    assert "No. Medida acordada y responsable Plazo Verificación en sitio Avance" in text


def test_a_prorroga_stands_with_its_measure() -> None:
    granted = "Prórroga del 10/05/2026 al 30/07/2026: falta de personal. Autorizó: Titular."
    doc = seguimiento(1, hallazgos=(finding(1, medidas=(measure(1, notas=(granted,)),)),))
    assert_in_order(text_of(seguimiento_pdf(doc)), ["Emitir los mandamientos", "En proceso", "Prórroga del"])


def test_where_nothing_is_left_unverified_the_part_is_not_there() -> None:
    assert "no se verificaron en esta visita" not in text_of(seguimiento_pdf(seguimiento(1, 0)))


def test_where_nothing_is_verified_any_more_it_says_so() -> None:
    text = text_of(seguimiento_pdf(seguimiento(0, 2)))
    assert "no se verificaron hallazgos de visitas anteriores" in text
    assert "Lo asentado se verificó" not in text


def test_a_finding_without_measures_nor_words_is_drawn() -> None:
    bare = replace(finding(1), hallado="", nota="", evidencias=(), reincide="", medidas=(), importe="")
    text = text_of(seguimiento_pdf(seguimiento(1, hallazgos=(bare,))))
    assert "No se habían acordado medidas." in text


@pytest.mark.parametrize("sign", [Signo.CUMPLE, Signo.PARCIAL, Signo.NO_CUMPLE, Signo.SIN_RESPUESTA])
def test_each_outcome_of_a_measure_has_its_words(sign: Signo) -> None:
    doc = seguimiento(1, hallazgos=(finding(1, medidas=(measure(1, signo=sign, resultado=f"Dicho {sign}"),)),))
    assert f"Dicho {sign}" in text_of(seguimiento_pdf(doc))


def test_supervisor_and_titular_have_a_place_to_sign_and_the_record_travels_inside() -> None:
    with opened(seguimiento_pdf(seguimiento())) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == [CAMPO_SUPERVISOR, CAMPO_TITULAR]
        assert list(pdf.attachments) == [ADJUNTO]
        assert {str(e.A.Scope) for e in elements(pdf, "TH")} == {"/Column"}


def test_a_draft_has_neither_places_to_sign_nor_record() -> None:
    with opened(seguimiento_pdf(seguimiento(), borrador=True)) as pdf:
        assert "/AcroForm" not in pdf.Root and "/AF" not in pdf.Root


def test_the_same_seguimiento_gives_the_same_bytes() -> None:
    assert seguimiento_pdf(seguimiento()) == seguimiento_pdf(seguimiento())


@pytest.mark.parametrize(("findings", "pendings"), [(1, 0), (40, 30), (120, 0)])
def test_any_number_of_findings_is_all_there(findings: int, pendings: int) -> None:
    pdf = seguimiento_pdf(seguimiento(findings, pendings))
    text = text_of(pdf)
    assert all(f"V-2026-003-{n:02d} ·" in text for n in range(1, findings + 1))
    assert not any(alone_at_foot(pdf, title) for title in ("Verificación en sitio", "Firmas"))
    if pendings:
        assert "no se verificaron en esta visita Folio Hallazgo Estado Plazo Atraso V-2026-001-01" in text


def test_an_observation_of_three_thousand_words_flows_over_pages() -> None:
    long = " ".join(f"palabra{n}" for n in range(3000))
    text = text_of(seguimiento_pdf(seguimiento(2, hallazgos=(finding(1, hallado=long, nota=long), finding(2)))))
    assert text.count("palabra2999") == 2 and "V-2026-003-02" in text


@pytest.mark.parametrize("extra", range(0, 60, 5))
def test_the_closing_words_stay_with_the_signatures(extra: int) -> None:
    pages = pages_of(seguimiento_pdf(seguimiento(1, extra)))
    last = next(page for page in pages if "Lo asentado se verificó" in page)
    assert "Lucía Barragán Ortega" in last.split("Lo asentado se verificó")[1]
