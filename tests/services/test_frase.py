"""Passphrases proposed, and what one that is typed still lacks; the sheet with the recovery key."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from supervisor_app.cifrado import recuperacion
from supervisor_app.cifrado.cerradura import exigir_frase
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.frase import CUANTAS, bits, palabras, proponer, que_falta
from supervisor_app.services.hoja_recuperacion import datos_dichos, grupos, guardar_hoja, hoja

CLAVE = recuperacion.escribir(bytes(range(20)))


def test_words_are_many_and_plain() -> None:
    assert len(set(palabras())) == len(palabras()) == 1024
    assert all(4 <= len(p) <= 8 and p.isascii() and p.islower() for p in palabras())


def test_a_proposal_is_a_passphrase_of_sixty_bits() -> None:
    frase = proponer()
    exigir_frase(frase)
    assert (len(frase.split()), bits(), que_falta(frase)) == (CUANTAS, 60, "")
    assert proponer() != frase


@pytest.mark.parametrize(
    ("frase", "dicho"),
    [
        ("", "Faltan 12 caracteres"),
        ("once letras", "Falta 1 carácter"),
        ("aaaaaaaaaaaaaaaa", "repite"),
        ("doce letras sí", ""),
    ],
)
def test_what_is_missing_is_told_while_it_is_typed(frase: str, dicho: str) -> None:
    assert que_falta(frase).startswith(dicho) if dicho != "repite" else dicho in que_falta(frase)
    assert bool(que_falta(frase)) == bool(dicho)


def test_the_sheet_has_the_key_whole_on_one_page_and_nothing_inside() -> None:
    pdf = hoja(CLAVE, "aa" * 8, date(2026, 6, 10))
    leido = pypdfium2.PdfDocument(pdf)
    texto = leido[0].get_textpage().get_text_range()
    assert len(leido) == 1 and all(g in texto for g in grupos(CLAVE)) and datos_dichos("aa" * 8) in texto
    leido.close()
    with pikepdf.open(io.BytesIO(pdf)) as abierto:
        assert not abierto.attachments


def test_a_sheet_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No se pudo guardar la hoja"):
        guardar_hoja(CLAVE, "aa" * 8, date(2026, 6, 10), tmp_path / "no está" / "hoja.pdf")
