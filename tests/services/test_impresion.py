"""What is printed and how, and what CUPS is told, with programs of its names in their place."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from supervisor_app.documents.vista import contar_paginas, render_pagina
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.impresion import (
    Caras,
    Escala,
    Impresoras,
    Pedido,
    enviar_a_cups,
    hay_cups,
    impresoras_cups,
    leer_paginas,
)
from tests.documents.ejemplos import informe, informe_pdf
from tests.documents.test_texto_pdf import pdf
from tests.documents.test_vista import stamped
from tests.services.cups import Cups, falso_cups

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS")


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    return falso_cups(tmp_path, monkeypatch)


def pedido(**cambios: object) -> Pedido:
    campos: dict[str, object] = {"impresora": "Oficina", "titulo": "Informe V-1", "paginas": (0,)} | cambios
    return Pedido(**campos)  # type: ignore[arg-type]  # fields given by name


@pytest.mark.parametrize(
    ("texto", "paginas"),
    [
        ("", (0, 1, 2, 3, 4, 5, 6, 7)),
        ("1-3, 5", (0, 1, 2, 4)),
        ("5 1-3", (4, 0, 1, 2)),
        ("7-", (6, 7)),
        ("2 – 3; 2", (1, 2)),
        ("1 a 2 y 8", (0, 1, 7)),
        (" 4 ,", (3,)),
    ],
)
def test_pages_are_read_as_people_write_them(texto: str, paginas: tuple[int, ...]) -> None:
    assert leer_paginas(texto, 8) == paginas


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("0", "8 páginas"),
        ("9", "8 páginas"),
        ("3-12", "8 páginas"),
        ("3-1", "hacia atrás"),
        ("x", "1-3, 5"),
        ("-3", "1-3, 5"),
    ],
)
def test_pages_that_cannot_be_are_told(texto: str, dicho: str) -> None:
    with pytest.raises(UserError, match=dicho) as told:
        leer_paginas(texto, 8)
    assert told.value.field == "paginas"


def test_the_printers_of_cups_are_told_with_the_usual_one(cups: Cups) -> None:
    assert hay_cups()
    assert impresoras_cups() == Impresoras(("Oficina", "Sala_2"), "Sala_2")


def test_without_cups_there_are_no_printers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not hay_cups()
    assert impresoras_cups() == Impresoras(())


def test_the_pdf_goes_as_it_is_with_only_the_pages_wanted(cups: Cups) -> None:
    enviar_a_cups(pdf("uno", "dos", "tres"), pedido(paginas=(2, 0)))
    with pikepdf.open(io.BytesIO(cups.recibido())) as recibido:
        assert len(recibido.pages) == 2
    leido = pypdfium2.PdfDocument(cups.recibido())
    assert [page.get_textpage().get_text_range() for page in leido] == ["tres", "uno"]
    leido.close()


def test_a_visible_signature_is_drawn_into_the_page(cups: Cups) -> None:
    firmado, indice, (x, y) = stamped(informe_pdf(informe()))
    enviar_a_cups(firmado, pedido(paginas=(indice,)))
    with pikepdf.open(io.BytesIO(cups.recibido())) as recibido:
        assert "/Annots" not in recibido.pages[0] or not len(recibido.pages[0].Annots)
    imagen = render_pagina(cups.recibido(), 0, 612)
    assert imagen.rgba[4 * (round(792 - y) * imagen.ancho + round(x)) :][:3] == b"\x00\x00\x00"


def test_what_is_wanted_is_said_in_the_words_of_cups(cups: Cups) -> None:
    enviar_a_cups(pdf("a"), pedido(copias=3, caras=Caras.LARGO, gris=True))
    dicho = cups.dicho()
    assert dicho[:6] == ["-d", "Oficina", "-n", "3", "-t", "Informe V-1"]
    assert {"sides=two-sided-long-edge", "print-color-mode=monochrome", "fit-to-page", "collate=true"} <= set(dicho)


def test_true_size_is_not_fitted(cups: Cups) -> None:
    enviar_a_cups(pdf("a"), pedido(escala=Escala.REAL))
    assert "print-scaling=none" in cups.dicho()
    assert "fit-to-page" not in cups.dicho()


def test_a_title_keeps_its_accents(cups: Cups) -> None:
    enviar_a_cups(pdf("a"), pedido(titulo="Cédula de supervisión Ñ"))
    assert "Cédula de supervisión Ñ" in cups.dicho()


def test_from_a_bundle_the_libraries_of_the_system_are_used(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/system")
    enviar_a_cups(pdf("a"), pedido())
    assert (cups.carpeta / "bibliotecas").read_text() == "/system"


def test_nothing_is_left_in_the_temporary_folder(cups: Cups) -> None:
    enviar_a_cups(pdf("a"), pedido())
    assert not Path(cups.dicho()[-1]).exists()


def test_a_printer_that_is_gone_is_told(cups: Cups) -> None:
    with pytest.raises(EnvironmentProblem, match="«Fantasma» ya no está"):
        enviar_a_cups(pdf("a"), pedido(impresora="Fantasma"))


def test_a_printer_that_refuses_is_told(cups: Cups) -> None:
    with pytest.raises(EnvironmentProblem, match="no aceptó el documento"):
        enviar_a_cups(pdf("a"), pedido(impresora="Detenida"))


def test_cups_gone_meanwhile_is_told(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(EnvironmentProblem, match="No se pudo enviar"):
        enviar_a_cups(pdf("a"), pedido())


def test_a_damaged_file_is_told(cups: Cups) -> None:
    with pytest.raises(UserError, match="dañado"):
        enviar_a_cups(b"%PDF-1.7 nada", pedido())


def test_the_bytes_given_are_not_touched(cups: Cups) -> None:
    original = pdf("uno", "dos")
    igual = bytes(bytearray(original))
    enviar_a_cups(original, pedido(paginas=(0, 1)))
    assert original == igual
    assert contar_paginas(original) == 2
