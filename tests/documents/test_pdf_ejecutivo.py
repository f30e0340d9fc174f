"""The executive summary: one page whatever there is, pictures that can be read aloud, and what was left out is told."""

import pytest

from supervisor_app.documents.ejecutivo import ADJUNTO, CAMPO_ELABORA
from tests.documents.ejemplo_ejecutivo import LARGO, ejecutivo, ejecutivo_pdf
from tests.documents.ejemplos import elements, opened, pages_of, text_of


@pytest.mark.parametrize(("units", "long"), [(0, ""), (1, ""), (134, ""), (134, LARGO)])
def test_it_is_one_page_whatever_there_is(units: int, long: str) -> None:
    (page,) = pages_of(ejecutivo_pdf(ejecutivo(units, long=long)))
    assert "Página 1 de 1" in page and "Elaboró" in page and "Se solicita" in page


def test_without_visits_it_says_so() -> None:
    text = text_of(ejecutivo_pdf(ejecutivo(0)))
    assert "No se ha recibido ninguna visita con estos filtros." in text
    assert "Medidas con mayor atraso" not in text


def test_the_worst_come_first_and_what_is_left_out_is_counted() -> None:
    text = text_of(ejecutivo_pdf(ejecutivo(134)))
    assert "134 días" in text and "Medida 134" in text and "Medida 1 " not in text
    assert "medidas vencidas más." in text and "No se muestran, por cumplir más:" in text and "y 48 procesos" in text


def test_every_picture_says_its_figures() -> None:
    with opened(ejecutivo_pdf(ejecutivo(2))) as pdf:
        told = [str(figure.Alt) for figure in elements(pdf, "Figure")]
    assert len(told) == 4
    assert told[0].startswith("Mapa de calor") and "Unidad 1, CO-07" in told[0]
    assert told[1] == "Gráfica por mes, serie 0: enero de 2025, 60 %; enero de 2026, 61 %."


def test_it_carries_its_figures_and_a_place_to_sign() -> None:
    with opened(ejecutivo_pdf(ejecutivo())) as pdf:
        assert list(pdf.attachments) == [ADJUNTO]
        assert [str(field.T) for field in pdf.Root.AcroForm.Fields] == [CAMPO_ELABORA]


def test_a_month_alone_is_a_point() -> None:
    assert "60 %" in text_of(ejecutivo_pdf(ejecutivo(1)))
