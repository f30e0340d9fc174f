"""What a file that somebody brings turns out to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.domain.cotejo import en_grupos
from supervisor_app.errors import UserError
from supervisor_app.services import examen
from supervisor_app.services.cotejo import Veredicto
from supervisor_app.services.examen import leer_archivo
from tests.services.banco import Banco
from tests.services.test_cotejo import guardada, hoja


@pytest.fixture
def pdf(emitida: Banco) -> bytes:
    return emitida.s.documentos.leer(emitida.documento())


def test_a_document_of_ours_is_verified_and_found_by_its_record(emitida: Banco, pdf: bytes) -> None:
    hecho = emitida.s.examen.examinar("a.pdf", pdf)
    assert hecho.verificacion is not None
    assert not hecho.verificacion.valido
    (cotejado,) = emitida.s.cotejo.por_huella(hecho.huellas[0])
    assert (cotejado.documento, cotejado.lugar) == (emitida.documento().id, "cedula:CO-90")


def test_a_photo_tells_its_codes(emitida: Banco, pdf: bytes) -> None:
    hecho = emitida.s.examen.examinar("foto.jpg", guardada(hoja(pdf)))
    (cotejado,) = emitida.s.cotejo.por_sellos(hecho.sellos)
    assert cotejado.veredicto is Veredicto.COINCIDE


def test_a_scan_in_a_pdf_tells_its_codes(emitida: Banco, pdf: bytes) -> None:
    hecho = emitida.s.examen.examinar("escaneo.pdf", guardada(hoja(pdf), "PDF"))
    assert hecho.verificacion is None
    assert en_grupos(hecho.sellos[0].huella)


@pytest.mark.parametrize(
    "contenido",
    [
        b"hola",
        b"%PDF-1.7\nnada",
        b"%PDF-1.7" + bytes(3000),
        b"\xff\xd8\xff\xe0" + bytes(500),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"PK\x03\x04" + bytes(50),
    ],
)
def test_what_is_no_document_is_told_in_words(emitida: Banco, contenido: bytes) -> None:
    hecho = emitida.s.examen.examinar("x.bin", contenido)
    dicho = hecho.problema or " ".join(hecho.verificacion.problemas if hecho.verificacion else ())
    assert dicho.endswith(".")
    assert not hecho.sellos


def test_a_cut_document_is_told(emitida: Banco, pdf: bytes) -> None:
    hecho = emitida.s.examen.examinar("a.pdf", pdf[: len(pdf) // 2])
    assert hecho.problema or (hecho.verificacion is not None and not hecho.verificacion.valido)


def test_a_folder_a_missing_and_an_empty_file_are_told(tmp_path: Path) -> None:
    (tmp_path / "vacio.pdf").touch()
    for ruta, dicho in (
        (tmp_path, "carpeta"),
        (tmp_path / "no.pdf", "No se encontró"),
        (tmp_path / "vacio.pdf", "vacío"),
    ):
        with pytest.raises(UserError, match=dicho):
            leer_archivo(ruta)


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examen, "LIMITE", 10)
    (tmp_path / "x.pdf").write_bytes(bytes(11))
    with pytest.raises(UserError, match="no se leyó"):
        leer_archivo(tmp_path / "x.pdf")
