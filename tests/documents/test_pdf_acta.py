"""The acta of the closing meeting on paper."""

from __future__ import annotations

import pytest

from supervisor_app.documents.acta import ADJUNTO
from supervisor_app.documents.modelo_acta import BarraImpresa, HallazgoActa
from tests.documents.ejemplo_acta import acta, acta_pdf, attendant, indicator
from tests.documents.ejemplos import alone_at_foot, assert_in_order, elements, opened, pages_of, text_of


def test_an_acta_prints_meeting_people_results_figures_words_and_signatures() -> None:
    assert_in_order(
        text_of(acta_pdf(acta())),
        [
            "INSTITUTO MEXICANO DEL SEGURO SOCIAL",
            "OOAD Estatal Jalisco",
            "ACTA DE CIERRE DE LA VISITA DE SUPERVISIÓN",
            "no es un formato oficial del IMSS",
            *("V-2026-014", "Subdelegación Ciudad Guzmán", "12:30 a 14:00 horas"),
            "siendo las 12:30 horas",
            *("Asistentes", "Lucía Barragán Ortega", "Por la supervisión", "Raúl Montaño Vega"),
            *("Procesos revisados", "CO-05", "37.5 %"),
            *("Inconsistencias que se dieron a conocer", "V-2026-014-01", "Alto"),
            *("Medidas acordadas", "Reponer las diligencias", "26/06/2026"),
            *("Hallazgos de visitas anteriores", "V-2025-090-02", "Solventada"),
            *("Indicadores de la unidad", "IND-01", "$1,000.00", "$960.00", "96.00 % · Desfavorable"),
            *("Manifestaciones de la unidad visitada", "Solicita una plática."),
            *("Otros acuerdos", "Enviar el material."),
            *("Cierre del acta", "concluyó a las 14:00"),
            *("Lucía Barragán Ortega", "Raúl Montaño Vega", "Carmen Ficticia Luna", "Testigo de asistencia"),
        ],
    )


def test_what_there_is_none_of_is_left_out_or_said() -> None:
    text = text_of(acta_pdf(acta(hallazgos=(), medidas=(), verificados=(), indicadores=(), manifestaciones="  ")))
    assert "En los procesos revisados no se determinaron inconsistencias." in text
    assert "En la reunión no se asentaron manifestaciones de la unidad visitada." in text
    assert "Medidas acordadas" not in text and "Indicadores de la unidad" not in text


def test_everybody_who_attends_has_a_place_to_sign_in_reading_order() -> None:
    people = tuple(attendant("Unidad", n, f"Persona Ficticia {n}") for n in range(1, 6))
    with opened(acta_pdf(acta(asistentes=people, firmantes=people))) as pdf:
        fields = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        forms = [str(form.Alt) for form in elements(pdf, "Form")]
    assert fields == [f"Firma_Unidad_{n}" for n in range(1, 6)]
    assert forms == [f"Firma de Persona Ficticia {n}" for n in range(1, 6)]


def test_one_person_alone_can_sign() -> None:
    people = (attendant("Supervision", 1, "Sola Ficticia"),)
    with opened(acta_pdf(acta(asistentes=people, firmantes=people))) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1


def test_a_draft_has_neither_places_to_sign_nor_record() -> None:
    with opened(acta_pdf(acta(), borrador=True)) as pdf:
        assert "/AcroForm" not in pdf.Root and "/AF" not in pdf.Root


def test_the_record_travels_inside() -> None:
    with opened(acta_pdf(acta())) as pdf:
        assert list(pdf.attachments) == [ADJUNTO]
        assert pdf.attachments[ADJUNTO].get_file().read_bytes() == b'{"folio":"x"}'


def test_the_indicators_are_a_table_with_headers_and_their_bars_are_vectors() -> None:
    with opened(acta_pdf(acta())) as pdf:
        tables = elements(pdf, "Table")
        assert len(tables) == 6
        assert not any("/XObject" in p.Resources and _images(p) for p in pdf.pages)


def _images(page: object) -> list[str]:
    objects = page.Resources.XObject  # type: ignore[attr-defined]
    return [name for name, thing in objects.items() if thing.get("/Subtype") == "/Image"]


@pytest.mark.parametrize(
    "bar",
    [
        BarraImpresa(0.0, 0.9, False),
        BarraImpresa(1.0, 0.0, True),
        BarraImpresa(0.5, None, None),
    ],
)
def test_a_bar_of_any_length_is_drawn(bar: BarraImpresa) -> None:
    assert "IND-01" in text_of(acta_pdf(acta(indicadores=(indicator(barra=bar),))))


def test_the_same_acta_gives_the_same_bytes() -> None:
    assert acta_pdf(acta()) == acta_pdf(acta())


def test_a_long_acta_breaks_without_losing_a_row_nor_leaving_a_heading_alone() -> None:
    many = tuple(HallazgoActa(f"V-2026-014-{n:02d}", f"Inconsistencia ficticia {n}", "Medio") for n in range(1, 60))
    pdf = acta_pdf(acta(hallazgos=many, indicadores=tuple(indicator(f"IND-{n:02d}") for n in range(1, 20))))
    text = text_of(pdf)
    assert all(h.folio in text for h in many) and "IND-19" in text
    assert not any(alone_at_foot(pdf, title) for title in ("Indicadores de la unidad", "Cierre del acta"))


def test_the_closing_words_stay_with_the_first_signatures() -> None:
    for extra in range(0, 400, 40):
        pages = pages_of(acta_pdf(acta(manifestaciones="palabra " * extra)))
        closing = next(page.split("concluyó a las 14:00")[1] for page in pages if "concluyó a las 14:00" in page)
        assert "Lucía Barragán Ortega" in closing and "Raúl Montaño Vega" in closing
