"""The visible stamp: what it says, that it fits, that its fonts travel with it."""

from __future__ import annotations

import io
import re
from datetime import UTC
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.signing.sello import DatosSello, SelloVisible, componer
from tests.signing.firma_material import AHORA, FUENTES, SELLO

MM = 72 / 25.4
LARGO = ("MARIA DEL REFUGIO GUADALUPE " * 5)[:119] + "Ñ"


def datos(nombre: str = "LUCIA ÑANDU PEÑALOZA", *, de_prueba: bool = False) -> DatosSello:
    return DatosSello(nombre, "ÑAPL850101AB1", "00001000000504000001", AHORA, de_prueba)


def lineas(nombre: str, ancho_mm: float, alto_mm: float) -> list[str]:
    SELLO(datos(), 100, 50)  # registers the fonts
    return [linea.texto for linea in componer(datos(nombre), ancho_mm * MM, alto_mm * MM)]


def texto_dibujado(pdf: bytes) -> str:
    import pypdfium2

    documento = pypdfium2.PdfDocument(pdf)
    texto = str(documento[0].get_textpage().get_text_range())
    documento.close()
    return texto


@pytest.mark.parametrize(("ancho", "alto"), [(70, 22), (80, 26), (90, 30)])
def test_it_says_who_when_and_what_was_not_checked(ancho: float, alto: float) -> None:
    texto = " ".join(texto_dibujado(SELLO(datos(), ancho * MM, alto * MM)).split())
    assert "Firmado con e.firma LUCIA ÑANDU PEÑALOZA RFC ÑAPL850101AB1" in texto
    assert "Certificado 00001000000504000001" in texto
    assert "20/11/2026 14:05:09 (UTC-06:00)" in texto
    assert "Revocación no comprobada" in texto


def test_a_test_efirma_says_that_it_has_no_value() -> None:
    assert "de PRUEBA, sin validez" in texto_dibujado(SELLO(datos(de_prueba=True), 200, 60))


def test_the_time_is_shown_in_its_own_zone() -> None:
    en_utc = DatosSello("X", "R", "1", AHORA.astimezone(UTC))
    assert "20/11/2026 20:05:09 (UTC+00:00)" in texto_dibujado(SELLO(en_utc, 200, 60))


def test_a_short_name_stands_on_one_line() -> None:
    assert lineas("LUCIA ÑANDU PEÑALOZA", 70, 22)[1] == "LUCIA ÑANDU PEÑALOZA"


@pytest.mark.parametrize(("ancho", "alto"), [(70, 22), (80, 26), (90, 30)])
def test_a_name_of_120_letters_is_wrapped_whole(ancho: float, alto: float) -> None:
    assert " ".join(LARGO.split()) in " ".join(lineas(LARGO, ancho, alto))


def test_a_name_that_cannot_fit_is_cut_with_a_mark() -> None:
    dicho = lineas("Ñ" * 300, 55, 17)
    assert any(linea.endswith("…") for linea in dicho)
    assert dicho[-1].endswith("Revocación no comprobada")


@settings(max_examples=60, deadline=None)
@given(
    nombre=st.text(st.characters(categories=("Lu", "Ll", "Zs"), max_codepoint=0x17F), max_size=150),
    ancho=st.floats(8, 200),
    alto=st.floats(5, 80),
)
def test_it_never_overflows(nombre: str, ancho: float, alto: float) -> None:
    SELLO(datos(), 100, 50)
    escala = min(1.0, ancho * MM / 150, alto * MM / 46)
    util_ancho, util_alto = ancho * MM / escala, alto * MM / escala
    puestas = componer(datos(nombre), util_ancho, util_alto)
    assert sum(linea.alto for linea in puestas) <= util_alto
    assert max(linea.ancho for linea in puestas) <= util_ancho - 5


def test_fonts_are_embedded_and_the_same_input_gives_the_same_bytes() -> None:
    pdf = SELLO(datos(), 200, 62)
    assert pdf == SELLO(datos(), 200, 62)
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        fuentes = list(documento.pages[0].obj.Resources.Font.as_dict().values())
        assert len(fuentes) == 2
        for fuente in fuentes:
            assert re.match(r"/[A-Z]{6}\+NotoSans", str(fuente.BaseFont))
            assert "/FontFile2" in fuente.FontDescriptor


def test_missing_fonts_are_a_problem_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="tipografía"):
        SelloVisible(tmp_path)(datos(), 200, 60)
    assert SelloVisible(FUENTES)(datos(), 200, 60).startswith(b"%PDF-")
