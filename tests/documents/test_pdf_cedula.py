import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.documents.modelos import (
    InconsistenciaImpresa,
    MedidaImpresa,
    MuestraImpresa,
    RespuestaImpresa,
    Signo,
)
from supervisor_app.domain.base import Persona
from tests.documents.ejemplos import (
    LETTER,
    alone_at_foot,
    assert_in_order,
    case,
    cedula,
    cedula_pdf,
    elements,
    opened,
    pages_of,
    question,
    text_of,
)

TITLES = (
    "Casos revisados",
    "3 revisados · 1 con inconsistencia",
    "Inconsistencias y medidas acordadas",
    "Punto 2 · Riesgo alto",
    "Tipo Medida acordada Responsable Plazo",
    "Resultado de la cédula",
    "Observaciones generales",
    "Firmas",
)


def test_a_cedula_prints_its_header_answers_sample_findings_result_and_signatures() -> None:
    assert_in_order(
        text_of(cedula_pdf(cedula())),
        [
            "INSTITUTO MEXICANO DEL SEGURO SOCIAL",
            "OOAD Estatal Jalisco",
            "CÉDULA DE SUPERVISIÓN",
            "CO-05 · Cartera en mora: recuperación y depuración",
            "no es un formato oficial del IMSS",
            "Datos de la revisión",
            *("V-2026-014", "Cobranza", "CO-05, versión 1", "Subdelegación Ciudad Guzmán", "8 al 12 de junio de 2026"),
            *(
                "Enero a mayo de 2026",
                "31/05/2026",
                "RALE del mismo corte",
                "412 créditos",
                "25 créditos al azar simple",
            ),
            *("Lucía Barragán Ortega, Supervisora", "Raúl Montaño Vega, Jefe de Oficina"),
            "Puntos revisados",
            *("¿El expediente 1", "Cumple", "Sin novedad.", "Evidencia: acta.pdf"),
            *("¿El expediente 2", "3 de 25 con inconsistencia", "12.0 %", "$48,210.50"),
            "Casos revisados",
            "25 revisados · 3 con inconsistencia (12.0 %) · $48,210.50",
            *("Crédito 240110001", "Sin inconsistencia", "$1.00", "Crédito 240110002"),
            "Inconsistencias y medidas acordadas",
            "01 · Créditos sin gestión de cobro",
            "Punto 2 · Riesgo alto",
            *("Correctiva", "Reasignar los créditos.", "Raúl Montaño Vega", "26/06/2026"),
            "Resultado de la cédula",
            "100.0 %",
            "Observaciones generales",
            "El personal entregó la información en el día.",
            "Firmas",
            "Lucía Barragán Ortega",
            "Emilio Sandoval Prieto",
        ],
    )


def test_both_signers_have_their_field() -> None:
    with opened(cedula_pdf(cedula())) as document:
        assert [str(f.T) for f in document.Root.AcroForm.Fields] == ["Firma_Supervisor", "Firma_Titular"]
        for field in document.Root.AcroForm.Fields:
            x0, y0, x1, y1 = (float(v) for v in field.Rect)
            assert 0 < x0 < x1 < LETTER[0]
            assert 0 < y0 < y1 < LETTER[1]


def test_a_draft_has_no_fields() -> None:
    with opened(cedula_pdf(cedula(), borrador=True)) as document:
        assert "/AcroForm" not in document.Root


def test_the_same_input_gives_the_same_bytes() -> None:
    assert cedula_pdf(cedula()) == cedula_pdf(cedula())


def test_a_cedula_without_findings_says_so() -> None:
    assert "no se determinaron inconsistencias" in text_of(cedula_pdf(cedula(inconsistencias=())))


def test_a_finding_without_measures_says_so() -> None:
    bare = (InconsistenciaImpresa("01", "Sin acuerdo"),)
    assert "Sin medidas acordadas" in text_of(cedula_pdf(cedula(inconsistencias=bare)))


def test_table_headers_tell_their_scope() -> None:
    with opened(cedula_pdf(cedula())) as document:
        headers = elements(document, "TH")
        assert len(elements(document, "Table")) == 4
        assert headers
        assert all(header.A.Scope == "/Column" for header in headers)


def test_the_header_of_a_long_table_is_repeated_and_read_once() -> None:
    many = MuestraImpresa("300", "0", filas=tuple(case(n) for n in range(300)))
    pdf = cedula_pdf(cedula(items=(question(1, muestra=many),)))
    assert text_of(pdf).count("Referencia") > 5
    with opened(pdf) as document:
        reading = [e for e in elements(document, "TH") if len(e.K[0].K) != 1]
    assert reading == []


def test_columns_without_data_leave_their_room_to_the_others() -> None:
    rows = MuestraImpresa("2", "0", filas=tuple(case(n, importe="") for n in range(2)))
    text = text_of(cedula_pdf(cedula(items=(question(1, muestra=rows),))))
    assert_in_order(text, ["No. Referencia Detalle Resultado 1"])


def test_a_long_note_is_printed_after_the_table() -> None:
    text = text_of(cedula_pdf(cedula(items=(question(1, nota="observación " * 3000), question(2)))))
    assert_in_order(text, ["Véase la nota del punto 1", "¿El expediente 2", "Nota del punto 1", "observación"])
    assert text.count("observación ") == 3000


@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_no_title_is_left_at_the_foot_of_a_page(count: int) -> None:
    for extra in range(8):
        before = [question(n, nota="Renglón. " * (7 * (n == 0) * extra)) for n in range(count)]
        sampled = question(99, muestra=MuestraImpresa("3", "1", filas=tuple(case(n) for n in range(3))))
        pdf = cedula_pdf(cedula(items=(*before, sampled)))
        assert not [title for title in TITLES if alone_at_foot(pdf, title)]


def test_long_values_everywhere_still_give_a_document() -> None:
    long = "Ñ" * 120
    text = "Explicación que se extiende. " * 120
    doc = cedula(
        proceso=text[:600],
        universo=text,
        muestra=text,
        unidad=long,
        supervisores=tuple(Persona(nombre=long, cargo=long) for _ in range(9)),
        titular=Persona(nombre=long, cargo=long),
        items=(
            question(
                1, RespuestaImpresa(Signo.DATO, long, (text,)), evidencias=tuple(f"{long}.pdf" for _ in range(60))
            ),
        ),
        inconsistencias=(
            InconsistenciaImpresa("01", text, text, (long,), (MedidaImpresa(long, text * 3, text, "26/06/2026"),)),
        ),
        observaciones=text * 5,
    )
    assert "26/06/2026" in text_of(cedula_pdf(doc))


def test_a_tall_row_is_broken_without_repeating_the_header_in_its_page() -> None:
    measures = (
        MedidaImpresa("Correctiva", "Primera.", "A", "01/07/2026"),
        MedidaImpresa("Preventiva", "Acción que se describe con detalle. " * 150, "B", "02/07/2026"),
    )
    finding = InconsistenciaImpresa("01", "Título", medidas=measures)
    pages = pages_of(cedula_pdf(cedula(inconsistencias=(finding,))))
    headers = [page.count("Medida acordada Responsable Plazo") for page in pages]
    assert set(headers) == {0, 1}
    assert headers.count(1) >= 2


def test_nothing_typed_is_taken_for_markup() -> None:
    hostile = "<para>&amp;<b>x\x00"
    doc = cedula(
        unidad=hostile,
        items=(question(1, RespuestaImpresa(Signo.PARCIAL, hostile), nota=hostile, evidencias=(hostile,)),),
        inconsistencias=(InconsistenciaImpresa("01", hostile, hostile, (hostile,)),),
    )
    assert text_of(cedula_pdf(doc)).count("<para>&amp;<b>x") >= 6


words = st.sampled_from(["palabra", "inconsistencias", "Ñ" * 70, "uno\ndos", "😀", "<b>", "W" * 30])
passages = st.builds(lambda chosen, times: " ".join(chosen * times), st.lists(words, max_size=4), st.integers(0, 60))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(passages, min_size=8, max_size=8), st.sampled_from(Signo))
def test_any_lengths_give_a_document(texts: list[str], sign: Signo) -> None:
    rows = tuple(case(n, detalle=texts[0], nota=texts[1]) for n in range(3))
    answer = RespuestaImpresa(sign, texts[2], (texts[3],))
    measure = MedidaImpresa("", texts[7], "", "")
    doc = cedula(
        items=(question(1, answer, nota=texts[4][:900], muestra=MuestraImpresa("3", "0", filas=rows)),),
        inconsistencias=(InconsistenciaImpresa("01", texts[5], texts[6], medidas=(measure,)),),
        universo=texts[3],
        titular=Persona(nombre=texts[2], cargo=texts[5]),
    )
    with opened(cedula_pdf(doc)) as document:
        assert len(document.Root.AcroForm.Fields) == 2


@pytest.mark.parametrize("count", range(6, 16))
def test_a_header_stands_once_on_a_page(count: int) -> None:
    pdf = cedula_pdf(cedula(items=tuple(question(n) for n in range(1, count + 1)), inconsistencias=()))

    assert all(page.count("Punto revisado") <= 1 for page in pages_of(pdf))
