"""Who signs where on paper, in their order, and the three ways of signing told apart in print."""

from __future__ import annotations

from pathlib import Path

from supervisor_app.documents.informe import CAMPO_COMISIONADO, CAMPO_SEGUNDA
from supervisor_app.documents.tinta import marcar_impresion
from supervisor_app.domain.documento import CAMPO_SUPERIOR, CAMPO_SUPERVISOR, CAMPO_TITULAR
from supervisor_app.domain.informe import Firmantes, SegundaFirma
from supervisor_app.signing.campos import campos_de_firma
from tests import verapdf
from tests.documents.ejemplos import SUPERIOR, cedula, cedula_pdf, dibujada, informe, informe_pdf, pages_of

SEGUNDA = Firmantes(segunda=SegundaFirma(nombre="PERSONA QUE SOLICITA", cargo="Titular"))


def fields(pdf: bytes) -> list[str]:
    return [c.nombre for c in campos_de_firma(pdf)]


def test_the_places_of_an_informe_stand_in_the_order_in_which_they_sign() -> None:
    pdf = informe_pdf(informe(), firmantes=SEGUNDA, superior=SUPERIOR)
    assert fields(pdf) == [CAMPO_COMISIONADO, CAMPO_SEGUNDA, CAMPO_SUPERIOR]
    last = pages_of(pdf)[-1]
    assert last.index("servidor público comisionado") < last.index("solicitante") < last.index("visto bueno")


def test_the_places_of_a_cedula_stand_in_the_order_in_which_they_sign() -> None:
    pdf = cedula_pdf(cedula(), superior=SUPERIOR)
    assert fields(pdf) == [CAMPO_SUPERVISOR, CAMPO_TITULAR, CAMPO_SUPERIOR]
    assert SUPERIOR.nombre in pages_of(pdf)[-1]


def test_without_a_superior_there_is_no_place_for_one() -> None:
    assert fields(cedula_pdf(cedula())) == [CAMPO_SUPERVISOR, CAMPO_TITULAR]
    assert "visto bueno" not in pages_of(cedula_pdf(cedula()))[-1]


def test_a_place_that_was_drawn_in_has_no_field_any_more() -> None:
    pdf = cedula_pdf(cedula(), dibujadas={CAMPO_TITULAR: dibujada()}, superior=SUPERIOR)
    assert fields(pdf) == [CAMPO_SUPERVISOR, CAMPO_SUPERIOR]
    assert "No es e.firma" in pages_of(pdf)[-1]


def test_the_print_for_ink_says_so_on_every_page_and_keeps_its_text() -> None:
    plain = cedula_pdf(cedula())
    marked = marcar_impresion(plain, "Impreso para firma autógrafa", "el 12/06/2026 10:30 · No lleva firma electrónica")
    before, after = pages_of(plain), pages_of(marked)
    assert len(before) == len(after)
    for was, now in zip(before, after, strict=True):
        assert "Impreso para firma autógrafa" in now
        assert set(was.split()) <= set(now.split())


@verapdf.group
def test_a_copy_to_be_printed_elsewhere_can_be_read_aloud_too(tmp_path: Path) -> None:
    marked = marcar_impresion(cedula_pdf(cedula()), "Impreso para firma autógrafa", "el 12/06/2026 10:30")
    assert verapdf.broken(marked, tmp_path) == []
