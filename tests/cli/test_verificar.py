"""``verificar`` over several files, what it tells of a document, and bytes that are no document at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.domain.cotejo import en_grupos
from tests.cli.corrida import Correr
from tests.documents.ejemplos import cedula, cedula_pdf, dibujada
from tests.services.banco import adjunto


@pytest.fixture
def anclas(demo: Path) -> Path:
    return demo / "datos" / "anclas"


def test_the_hash_at_the_foot_of_its_pages_is_told(correr: Correr, informe_firmado: Path, anclas: Path) -> None:
    huella = hashlib.sha256(adjunto(informe_firmado.read_bytes())).hexdigest()
    hecho = correr("verificar", informe_firmado, "--anclas", anclas)
    assert en_grupos(huella[:32]) in hecho.salida
    assert "V-2026-002-INF" in hecho.salida
    dicho = correr("verificar", informe_firmado, "--anclas", anclas, "--json").json["registro"]
    assert (dicho["sha256"], dicho["huella"]) == (huella, en_grupos(huella[:32]))


def test_who_closed_it_what_it_carries_and_what_time_it_proves(
    correr: Correr, informe_firmado: Path, anclas: Path
) -> None:
    salida = correr("verificar", informe_firmado, "--anclas", anclas).salida
    assert "LUCIA BERRUETO PEÑUÑURI, al firmar; después sólo se admiten firmas y sellos" in salida
    assert "datos-informe.json" in salida
    assert "ningún sello de tiempo la prueba" in salida


def test_a_drawn_signature_is_no_signature(correr: Correr, tmp_path: Path) -> None:
    campo = "Firma_Titular"
    (tmp_path / "cedula.pdf").write_bytes(cedula_pdf(cedula(), dibujadas={campo: dibujada()}))
    hecho = correr("verificar", tmp_path / "cedula.pdf")
    assert hecho.codigo == 1
    assert "El documento no tiene ninguna firma electrónica." in hecho.salida
    assert "Firmas dibujadas (no e.firma):" in hecho.salida
    assert "No son e.firma y no prueban quién las hizo" in hecho.salida
    dicho = correr("verificar", tmp_path / "cedula.pdf", "--json").json
    assert (dicho["firmas"], len(dicho["dibujadas"])) == ([], 1)
    assert set(dicho["dibujadas"][0]) == {"campo", "nombre", "cargo", "ante", "cuando"}


def test_of_several_each_is_told_and_one_that_is_not_valid_decides(
    correr: Correr, informe_firmado: Path, anclas: Path, tmp_path: Path
) -> None:
    (tmp_path / "nada.pdf").write_bytes(b"nada")
    falta = tmp_path / "falta.pdf"
    hecho = correr("verificar", informe_firmado, tmp_path / "nada.pdf", falta, "--anclas", anclas)
    assert hecho.codigo == 1
    assert f"{informe_firmado}: VÁLIDO" in hecho.salida
    assert hecho.salida.count("NO VÁLIDO") == 2
    dichos = correr("verificar", informe_firmado, tmp_path / "nada.pdf", falta, "--anclas", anclas, "--json").json
    assert [d["valido"] for d in dichos] == [True, False, False]
    assert [set(d) for d in dichos] == [set(dichos[0])] * 3
    assert "No existe el archivo" in dichos[2]["problemas"][0]
    assert correr("verificar", informe_firmado, informe_firmado, "--anclas", anclas).codigo == 0


@pytest.mark.parametrize("malo", ["no-esta", "nada.crl"])
def test_a_file_about_revocation_that_is_none_is_told(
    correr: Correr, informe_firmado: Path, tmp_path: Path, malo: str
) -> None:
    (tmp_path / "nada.crl").write_bytes(b"nada")
    hecho = correr("verificar", informe_firmado, "--revocacion", tmp_path / malo)
    assert hecho.codigo == 1
    assert malo in hecho.error


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(datos=st.data())
def test_no_bytes_break_it(correr: Correr, informe_firmado: Path, tmp_path: Path, datos: st.DataObject) -> None:
    """Cuts, splices and garbage in a signed document: an answer each time, never a failure of the application."""
    pdf = bytearray(informe_firmado.read_bytes())
    for _ in range(datos.draw(st.integers(1, 6))):
        lugar = datos.draw(st.integers(0, len(pdf)))
        largo = datos.draw(st.sampled_from([0, 1, 3, 50, 4000]))
        pdf[lugar : lugar + largo] = datos.draw(
            st.one_of(st.binary(max_size=12), st.sampled_from([b"<<", b">>", b"endobj", b"/V 1 0 R", b"0 0 R", b"["]))
        )
    (tmp_path / "roto.pdf").write_bytes(pdf)
    hecho = correr("verificar", tmp_path / "roto.pdf", "--json")
    assert hecho.codigo == 1
    assert hecho.json["valido"] is False
    assert hecho.json["problemas"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contenido=st.one_of(
        st.binary(max_size=300), st.binary(max_size=300).map(lambda b: b"%PDF-1.7\n" + b + b"\n%%EOF\n")
    )
)
def test_no_other_bytes_break_it(correr: Correr, tmp_path: Path, contenido: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(contenido)
    hecho = correr("verificar", tmp_path / "x.pdf")
    assert hecho.codigo == 1
    assert "NO VÁLIDO" in hecho.salida
