import hashlib
import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.domain.cotejo import en_grupos
from supervisor_app.domain.informe import Bloque, DatosInforme, Firmantes, Marcador, SegundaFirma
from tests.documents.ejemplos import (
    FOLIO,
    LETTER,
    alone_at_foot,
    assert_in_order,
    informe,
    informe_pdf,
    item,
    opened,
    paragraph,
    pdftotext,
    record,
    text_of,
)

LONG = "Se verificó el cumplimiento de la normatividad en la Subdelegación y se acordó su atención. "
PRINTED = [
    "INSTITUTO MEXICANO DEL SEGURO SOCIAL",
    "DIRECCIÓN DE ADMINISTRACIÓN",
    "UNIDAD DE ADMINISTRACIÓN",
    "COORDINACIÓN DE CONSERVACIÓN Y SERVICIOS GENERALES",
    "COORDINACIÓN TÉCNICA DE SERVICIOS GENERALES",
    "DIVISIÓN DE VIÁTICOS, CORRESPONDENCIA Y SERVICIOS ADMINISTRATIVOS",
    "INFORME DE LA COMISIÓN",
    "NÚMERO DE PLIEGO",
    "287/2026",
    "Ciudad Guzmán, Jal., a 12 de junio de 2026",
    "Nombre del Coordinador Normativo: LIC. BEATRIZ OLMEDO CRUZ",
    "Nombre de la Coordinación Normativa: ENCARGADA DE LA JEFATURA DE SERVICIOS",
    "ADSCRIPCIÓN: DEPARTAMENTO DE SUPERVISIÓN DE COBRANZA",
    "LUGAR DE LA COMISIÓN: CIUDAD GUZMÁN, JAL.",
    "DEL: 08/06/2026",
    "AL: 12/06/2026",
    "OBJETO DE LA COMISIÓN: SUPERVISIÓN",
    "1. PROPÓSITO DE LA COMISIÓN",
    "Supervisar los procesos de cobranza.",
    "2. ACTIVIDADES REALIZADAS",
    "1.- Reunión de apertura.",
    "2.- Evaluar la normatividad relativa a:",
    "a) notificación;",
    "b) cartera en mora.",
    "3.- Reunión de cierre.",
    "3. CONCLUSIONES",
    "Se exhortó al personal a depurar la cartera.",
    "4. RESULTADOS OBTENIDOS",
    "a) Depurar la cartera.",
    "b) Emitir los mandamientos pendientes.",
    "5. CONTRIBUCIONES PARA LA DEPENDENCIA",
    "Se aclararon dudas del personal.",
    '"Declaro bajo protesta de decir verdad, que los datos contenidos en este informe son verídicos, y manifiesto '
    'tener conocimiento de las sanciones que se aplicarán en caso contrario"',
    "LUCÍA BARRAGÁN ORTEGA",
    "Nombre y Firma del servidor público comisionado",
    "1270-009-032",
]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not here")


def test_every_element_of_the_form_is_printed_in_order() -> None:
    assert_in_order(text_of(informe_pdf(informe())), PRINTED)


@needs_poppler
@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)], ids=lambda o: "".join(o) or "plain")
def test_poppler_reads_the_same_order(options: tuple[str, ...]) -> None:
    assert_in_order(pdftotext(informe_pdf(informe()), *options), PRINTED)


def test_the_same_input_gives_the_same_bytes() -> None:
    first = informe_pdf(informe())
    informe_pdf(informe(objeto="OTRO", proposito=(paragraph("Ñandú ½ «otro»"),)))
    assert informe_pdf(informe()) == first


def test_another_value_gives_other_bytes() -> None:
    assert informe_pdf(informe()) != informe_pdf(informe(objeto="APOYO"))


def test_the_record_is_attached_and_its_hash_printed() -> None:
    data = informe()
    pdf = informe_pdf(data)
    with opened(pdf) as document:
        spec = document.attachments["datos-informe.json"]
        assert spec.get_file().read_bytes() == record(data)
        assert document.Root.AF[0].AFRelationship == "/Data"
    assert f"Folio {FOLIO} · Versión 1" in text_of(pdf)
    assert f"Huella {en_grupos(hashlib.sha256(record(data)).hexdigest()[:32])}" in text_of(pdf)


def test_pages_are_letter_and_numbered() -> None:
    pdf = informe_pdf(informe(conclusiones=tuple(paragraph(LONG * 8) for _ in range(20))))
    with opened(pdf) as document:
        total = len(document.pages)
        assert total > 3
        assert {tuple(float(v) for v in page.mediabox[2:]) for page in document.pages} == {LETTER}
    assert re.findall(r"Página (\d+) de (\d+)", text_of(pdf)) == [(str(n), str(total)) for n in range(1, total + 1)]


def test_the_signature_field_is_inside_its_page_and_above_the_name() -> None:
    with opened(informe_pdf(informe())) as document:
        (field,) = document.Root.AcroForm.Fields
        assert (str(field.T), str(field.FT)) == ("Firma_Comisionado", "/Sig")
        x0, y0, x1, y1 = (float(v) for v in field.Rect)
        assert 0 < x0 < x1 < LETTER[0]
        assert 0 < y0 < y1 < LETTER[1]
        assert y1 - y0 > 60
        assert field in list(field.P.Annots)


def test_a_second_signer_has_a_field_and_both_posts_are_printed() -> None:
    second = SegundaFirma(nombre="EMILIO SANDOVAL PRIETO", cargo="Titular de la Jefatura")
    pdf = informe_pdf(informe(), firmantes=Firmantes(cargo_comisionado="Supervisora", segunda=second))
    with opened(pdf) as document:
        assert [str(f.T) for f in document.Root.AcroForm.Fields] == ["Firma_Comisionado", "Firma_Solicitante"]
    text = text_of(pdf)
    assert_in_order(text, ["LUCÍA BARRAGÁN ORTEGA", "Supervisora", "Nombre y Firma del servidor público comisionado"])
    assert_in_order(text, ["EMILIO SANDOVAL PRIETO", "Titular de la Jefatura", "Nombre y Firma del solicitante"])


def test_a_draft_says_so_and_cannot_be_signed() -> None:
    pdf = informe_pdf(informe(), borrador=True)
    with opened(pdf) as document:
        assert "/AcroForm" not in document.Root
        assert not document.attachments
    assert "BORRADOR" in text_of(pdf)
    assert "Huella" not in text_of(pdf)


def test_an_empty_draft_is_a_page() -> None:
    text = text_of(informe_pdf(DatosInforme(), borrador=True))
    assert_in_order(text, ["INFORME DE LA COMISIÓN", "5. CONTRIBUCIONES PARA LA DEPENDENCIA", "Página 1 de 1"])


def test_empty_rows_are_not_printed() -> None:
    text = text_of(informe_pdf(informe(resultados=(item("uno"), item(" "), item("dos")))))
    assert_in_order(text, ["a) uno", "b) dos", "5. CONTRIBUCIONES"])


# --- breaking pages


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_no_heading_is_left_at_the_foot_of_a_page(lines: int) -> None:
    pdf = informe_pdf(
        informe(proposito=(paragraph("Línea.\n" * lines + "Fin."),), conclusiones=(paragraph(LONG * 30),))
    )
    assert not any(alone_at_foot(pdf, title) for title in PRINTED if re.match(r"\d\. [A-Z]", title))


@pytest.mark.parametrize("lines", range(20, 44, 2))
def test_legend_and_signature_are_on_one_page(lines: int) -> None:
    data = informe(contribuciones=tuple(paragraph("Línea.") for _ in range(lines)))
    with opened(informe_pdf(data)) as document:
        kids = list(document.Root.StructTreeRoot.K.K)
        form = next(index for index, kid in enumerate(kids) if kid.S == "/Form")
        legend = kids[form - 1]
        assert {mark.Pg.objgen for mark in legend.K} == {kids[form].Pg.objgen}


def test_300_items_keep_their_markers() -> None:
    data = informe(actividades=tuple(item(f"Actividad {n}.", "numero") for n in range(1, 301)))
    text = text_of(informe_pdf(data))
    assert_in_order(text, [f"{n}.- Actividad {n}." for n in range(1, 301)])


def test_a_paragraph_of_3000_words_flows_over_pages() -> None:
    data = informe(conclusiones=(paragraph("palabra " * 3000),))
    pdf = informe_pdf(data)
    assert text_of(pdf).count("palabra") == 3000


# --- hostile text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<b>no</b> & <font color='red'>x</font> &lt;", "<b>no</b> & <font color='red'>x</font> &lt;"),
        ("uno\x00dos\x1b[31m\x7ftres", "unodos[31mtres"),
        ("visto 😀 bueno", "visto \N{REPLACEMENT CHARACTER} bueno"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("شهادة", "\N{REPLACEMENT CHARACTER}" * 5),
        ("n\u0303andu\u0301 ½ «–» 35 °C €", "ñandú ½ «–» 35 °C €"),
        ("línea\r\notra\u2028más", "línea otra más"),
        ("{0} %s {{x}} ${y} %(z)s", "{0} %s {{x}} ${y} %(z)s"),
    ],
)
def test_what_is_typed_is_what_is_read(typed: str, printed: str) -> None:
    assert printed in text_of(informe_pdf(informe(conclusiones=(paragraph(typed),), objeto="X")))


def test_a_word_longer_than_the_line_wraps() -> None:
    pdf = informe_pdf(informe(resultados=(item("W" * 400),)))
    assert text_of(pdf).count("W") >= 400


def test_a_name_of_120_letters_wraps_over_its_line() -> None:
    name = ("MARÍA DE LOS ÁNGELES " * 6)[:120]
    pdf = informe_pdf(informe(comisionado=name), firmantes=Firmantes(segunda=SegundaFirma(nombre="Ñ" * 120)))
    assert "MARÍA DE LOS ÁNGELES" in text_of(pdf)
    assert text_of(pdf).count("Ñ") >= 120


texts = st.text(max_size=200)
leaves = st.builds(Bloque, texto=texts, marcador=st.sampled_from(Marcador))
blocks = st.builds(
    Bloque, texto=texts, marcador=st.sampled_from(Marcador), subelementos=st.lists(leaves, max_size=3).map(tuple)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks, max_size=6), texts, texts)
def test_any_text_gives_a_document(sections: list[Bloque], name: str, folio: str) -> None:
    pdf = informe_pdf(informe(actividades=tuple(sections), comisionado=name, numero_pliego=folio))
    with opened(pdf) as document:
        assert len(document.Root.AcroForm.Fields) == 1
