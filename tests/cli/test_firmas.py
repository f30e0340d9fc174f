"""``firmar``, ``verificar`` and ``autoridades``: with the demo's e.firma, and with files that are none of that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.services.demo.datos import CONTRASENA
from tests.cli.corrida import Correr


@pytest.fixture
def efirma(demo: Path) -> list[str | Path]:
    carpeta = demo / "datos" / "efirma-de-prueba"
    return ["--cer", carpeta / "supervisora.cer", "--key", carpeta / "supervisora.key"]


@pytest.fixture
def sin_firmar(correr: Correr, datos_informe: Path, tmp_path: Path) -> Path:
    ruta = tmp_path / "informe.pdf"
    assert correr("informe", "generar", datos_informe, "-o", ruta).codigo == 0
    return ruta


@pytest.fixture
def anclas(demo: Path) -> Path:
    return demo / "datos" / "anclas"


# --- firmar -------------------------------------------------------------------------------------------------------


def test_a_pdf_is_signed_with_the_password_of_the_variable(
    correr: Correr,
    monkeypatch: pytest.MonkeyPatch,
    sin_firmar: Path,
    efirma: list[str | Path],
    anclas: Path,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    original = sin_firmar.read_bytes()
    hecho = correr("firmar", sin_firmar, *efirma, "-o", tmp_path / "firmado.pdf", "--lugar", "Colima, Col.")
    assert hecho.codigo == 0
    assert "LUCIA BERRUETO PEÑUÑURI" in hecho.salida
    assert "Firma_Comisionado" in hecho.salida
    assert CONTRASENA not in hecho.salida + hecho.error
    assert sin_firmar.read_bytes() == original
    assert correr("verificar", tmp_path / "firmado.pdf", "--anclas", anclas).codigo == 0


def test_the_password_is_asked_for_in_the_terminal_and_not_shown(
    datos: Path, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path
) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals; getpass reads its console there")
    maestro, esclavo = pty.openpty()
    orden = [sys.executable, "-m", "supervisor_app", "firmar", sin_firmar, *efirma, "-o", tmp_path / "f.pdf"]
    with subprocess.Popen(
        orden, stdin=esclavo, stdout=subprocess.PIPE, stderr=esclavo, start_new_session=True
    ) as proceso:
        os.close(esclavo)
        visto = os.read(maestro, 1000).decode()
        os.write(maestro, f"{CONTRASENA}\n".encode())
        salida, _ = proceso.communicate(timeout=60)
    try:
        visto += os.read(maestro, 4000).decode()
    except OSError:  # how Linux says that the terminal has nothing more
        visto += ""
    os.close(maestro)
    assert proceso.returncode == 0, visto
    assert "Contraseña de la clave privada:" in visto
    assert CONTRASENA not in visto + salida.decode()


def test_without_terminal_nor_variable_the_password_is_missing(
    correr: Correr, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path
) -> None:
    hecho = correr("firmar", sin_firmar, *efirma, "-o", tmp_path / "f.pdf")
    assert hecho.codigo == 1
    assert "SUPERVISOR_EFIRMA_PASSWORD" in hecho.error
    assert not (tmp_path / "f.pdf").exists()


def test_a_wrong_password_is_told_and_not_repeated(
    correr: Correr, monkeypatch: pytest.MonkeyPatch, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path
) -> None:
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", "nadaQueVer77")
    hecho = correr("firmar", sin_firmar, *efirma, "-o", tmp_path / "f.pdf")
    assert hecho.codigo == 1
    assert "contraseña" in hecho.error
    assert "nadaQueVer77" not in hecho.error
    assert not (tmp_path / "f.pdf").exists()


@pytest.mark.parametrize("cual", ["--cer", "--key"])
def test_a_missing_file_of_the_efirma_is_told_before_the_password(
    correr: Correr, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path, cual: str
) -> None:
    efirma[efirma.index(cual) + 1] = tmp_path / "no-esta"
    hecho = correr("firmar", sin_firmar, *efirma, "-o", tmp_path / "f.pdf")
    assert hecho.codigo == 1
    assert "no-esta" in hecho.error


def test_the_original_is_never_the_output(
    correr: Correr, monkeypatch: pytest.MonkeyPatch, sin_firmar: Path, efirma: list[str | Path]
) -> None:
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    antes = sin_firmar.read_bytes()
    hecho = correr("firmar", sin_firmar, *efirma, "-o", sin_firmar, "--reemplazar")
    assert (hecho.codigo, hecho.error) == (1, "El documento firmado debe ser otro archivo: el original no se toca.\n")
    assert sin_firmar.read_bytes() == antes


def test_a_field_that_is_not_there_is_told(
    correr: Correr, monkeypatch: pytest.MonkeyPatch, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path
) -> None:
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    hecho = correr("firmar", sin_firmar, *efirma, "-o", tmp_path / "f.pdf", "--campo", "Firma_9")
    assert hecho.codigo == 1
    assert "«Firma_9»" in hecho.error


def test_what_is_no_pdf_is_not_signed(
    correr: Correr, monkeypatch: pytest.MonkeyPatch, efirma: list[str | Path], tmp_path: Path
) -> None:
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    (tmp_path / "carta.pdf").write_bytes(b"PK\x03\x04 no es un PDF")
    hecho = correr("firmar", tmp_path / "carta.pdf", *efirma, "-o", tmp_path / "f.pdf")
    assert hecho.codigo == 1
    assert "PDF" in hecho.error
    assert not (tmp_path / "f.pdf").exists()


# --- verificar ----------------------------------------------------------------------------------------------------


def test_a_valid_document_tells_who_when_and_with_what(correr: Correr, informe_firmado: Path, anclas: Path) -> None:
    hecho = correr("verificar", informe_firmado, "--anclas", anclas)
    assert hecho.codigo == 0
    for dicho in ("VÁLIDO", "LUCIA BERRUETO PEÑUÑURI", "BEPL850230XX1", "00001000000504000001", "no comprobada"):
        assert dicho in hecho.salida
    assert "no tienen validez" in hecho.salida


def test_an_unknown_authority_is_not_valid(correr: Correr, informe_firmado: Path) -> None:
    hecho = correr("verificar", informe_firmado)
    assert hecho.codigo == 1
    assert "NO VÁLIDO" in hecho.salida
    assert "no está entre las reconocidas" in hecho.salida


def test_the_authorities_of_the_data_folder_count(correr: Correr, informe_firmado: Path, demo: Path) -> None:
    assert correr("verificar", informe_firmado, "--datos", demo / "datos").codigo == 0


def test_the_verdict_as_json(correr: Correr, informe_firmado: Path, anclas: Path) -> None:
    hecho = correr("verificar", informe_firmado, "--json", "--anclas", anclas)
    assert set(hecho.json) == {
        "archivo", "sha256", "valido", "problemas", "avisos", "pendientes", "certificado_por", "registro", "adjuntos",
        "dibujadas", "firmas", "sellos",
    }  # fmt: skip
    assert hecho.json["valido"] is True
    assert set(hecho.json["firmas"][0]) == {
        "campo", "nombre", "rfc", "numero_certificado", "momento", "antes_de", "integra", "confiable", "certifica",
        "autoridad", "autoridad_reconocida", "revocacion", "revocacion_dicho", "revocacion_al", "revocada_desde",
        "problemas",
    }  # fmt: skip
    assert set(hecho.json["registro"]) == {"nombre", "folio", "sha256", "huella"}
    assert set(hecho.json["adjuntos"][0]) == {"nombre", "sha256", "bytes"}
    assert hecho.json["firmas"][0]["rfc"] == "BEPL850230XX1"


def test_an_unsigned_document_is_not_valid(correr: Correr, sin_firmar: Path) -> None:
    hecho = correr("verificar", sin_firmar, "--json")
    assert hecho.codigo == 1
    assert hecho.json["firmas"] == []
    assert hecho.json["pendientes"] == ["Firma_Comisionado"]
    assert "ninguna firma" in hecho.json["problemas"][0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lugar=st.floats(0, 0.999), bit=st.integers(0, 7))
def test_no_changed_bit_is_taken_for_valid(
    correr: Correr, informe_firmado: Path, anclas: Path, tmp_path: Path, lugar: float, bit: int
) -> None:
    pdf = bytearray(informe_firmado.read_bytes())
    pdf[int(lugar * len(pdf))] ^= 1 << bit
    (tmp_path / "alterado.pdf").write_bytes(pdf)
    hecho = correr("verificar", tmp_path / "alterado.pdf", "--anclas", anclas)
    # A bit of the signature's padding, or of the case of its hexadecimal digits, changes nothing that is signed.
    assert hecho.codigo == 1 or "íntegro desde esta firma" in hecho.salida
    assert hecho.codigo in (0, 1)


@pytest.mark.parametrize("basura", [b"", b"%PDF-1.7", bytes(range(256)) * 40, b"%PDF-1.7\n%%EOF\n", b"%!PS\n"])
def test_garbage_is_not_valid_and_no_crash(correr: Correr, tmp_path: Path, basura: bytes) -> None:
    (tmp_path / "basura.pdf").write_bytes(basura)
    hecho = correr("verificar", tmp_path / "basura.pdf")
    assert hecho.codigo == 1
    assert "NO VÁLIDO" in hecho.salida


def test_a_missing_pdf_and_a_folder_are_told(correr: Correr, tmp_path: Path) -> None:
    assert correr("verificar", tmp_path / "no.pdf").error == f"No existe el archivo «{tmp_path / 'no.pdf'}».\n"
    assert correr("verificar", tmp_path).codigo == 1


def test_a_folder_of_anchors_without_any_is_told(correr: Correr, informe_firmado: Path, tmp_path: Path) -> None:
    assert "No existe la carpeta" in correr("verificar", informe_firmado, "--anclas", tmp_path / "no").error
    (tmp_path / "vacia").mkdir()
    hecho = correr("verificar", informe_firmado, "--anclas", tmp_path / "vacia")
    assert hecho.codigo == 1
    assert "manifiesto.json" in hecho.error


def test_verifying_makes_no_data_folder(correr: Correr, informe_firmado: Path, datos: Path) -> None:
    correr("verificar", informe_firmado)
    assert not datos.exists()


# --- autoridades --------------------------------------------------------------------------------------------------


def test_the_expected_authorities_are_listed(correr: Correr) -> None:
    hecho = correr("autoridades", "listar")
    assert hecho.codigo == 0
    assert "Esperada, falta su certificado: AC5 del SAT" in hecho.salida


def test_an_authority_that_nobody_pinned_needs_the_offices_approval(
    correr: Correr, anclas: Path, informe_firmado: Path
) -> None:
    certificado = next(anclas.glob("*.cer"))
    negado = correr("autoridades", "agregar", certificado)
    assert negado.codigo == 1
    assert "huella SHA-256" in negado.error
    assert correr("verificar", informe_firmado).codigo == 1
    aprobado = correr("autoridades", "agregar", certificado, "--aprobada-por-la-oficina")
    assert (aprobado.codigo, aprobado.salida) == (0, "Se reconoce la autoridad «AC DE PRUEBA».\n")
    assert correr("verificar", informe_firmado).codigo == 0
    listadas = correr("autoridades", "listar", "--json").json
    assert [a["nombre"] for a in listadas["autoridades"]] == ["AC DE PRUEBA"]
    assert set(listadas) == {"autoridades", "faltantes", "rechazadas", "sellos"}
    assert set(listadas["sellos"]) == {"autoridades", "faltantes", "rechazadas"}


def test_a_file_that_is_no_authority_is_refused(correr: Correr, demo: Path, tmp_path: Path) -> None:
    efirma = demo / "datos" / "efirma-de-prueba" / "supervisora.cer"
    assert correr("autoridades", "agregar", efirma, "--aprobada-por-la-oficina").codigo == 1
    (tmp_path / "x.cer").write_bytes(b"nada")
    assert correr("autoridades", "agregar", tmp_path / "x.cer").codigo == 1


def test_a_damaged_manifest_is_told(correr: Correr, anclas: Path, informe_firmado: Path, tmp_path: Path) -> None:
    copia = shutil.copytree(anclas, tmp_path / "anclas")
    (copia / "manifiesto.json").write_text("{")
    hecho = correr("verificar", informe_firmado, "--anclas", copia)
    assert hecho.codigo == 1
    assert "manifiesto.json" in hecho.error


# --- certificate and key in one file ------------------------------------------------------------------------------


def test_one_file_with_both_signs_too(
    correr: Correr,
    monkeypatch: pytest.MonkeyPatch,
    sin_firmar: Path,
    efirma: list[str | Path],
    anclas: Path,
    tmp_path: Path,
) -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
    from cryptography.x509 import load_der_x509_certificate

    from supervisor_app.signing.llave import abrir_llave

    cer, key = (Path(str(parte)).read_bytes() for parte in (efirma[1], efirma[3]))
    (tmp_path / "junta.pfx").write_bytes(
        serialize_key_and_certificates(
            None,
            abrir_llave(key, CONTRASENA),
            load_der_x509_certificate(cer),
            None,
            BestAvailableEncryption(CONTRASENA.encode()),
        )
    )
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    hecho = correr("firmar", sin_firmar, "--p12", tmp_path / "junta.pfx", "-o", tmp_path / "firmado.pdf")
    assert hecho.codigo == 0
    assert CONTRASENA not in hecho.salida + hecho.error
    assert correr("verificar", tmp_path / "firmado.pdf", "--anclas", anclas).codigo == 0


@pytest.mark.parametrize("cuantos", [0, 2, 6])
def test_either_both_files_or_the_one_are_asked_for(
    correr: Correr, sin_firmar: Path, efirma: list[str | Path], tmp_path: Path, cuantos: int
) -> None:
    dados = [*efirma, "--p12", tmp_path / "x.p12"][:cuantos]
    hecho = correr("firmar", sin_firmar, *dados, "-o", tmp_path / "firmado.pdf")
    assert hecho.codigo != 0
    assert "--p12" in hecho.error
    assert not (tmp_path / "firmado.pdf").exists()


# --- firmar-paquete -----------------------------------------------------------------------------------------------


def test_a_package_is_signed_goes_with_its_efirma_and_is_verified(
    correr: Correr, demo: Path, datos: Path, efirma: list[str | Path], anclas: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shutil.copytree(demo / "datos", datos)
    (tmp_path / "usb").mkdir()
    monkeypatch.setenv("SUPERVISOR_EFIRMA_PASSWORD", CONTRASENA)
    hecho = correr("firmar-paquete", "V-2026-002", *efirma)
    assert (hecho.codigo, "RFC" in hecho.salida) == (0, True), hecho.error
    assert "ya lleva" in correr("firmar-paquete", "V-2026-002", *efirma).error
    assert correr("entregar", "V-2026-002", "--destino", tmp_path / "usb").codigo == 0
    (p7s,) = (tmp_path / "usb").rglob("*.p7s")
    for ruta in (p7s, p7s.with_name(p7s.name.removesuffix(".p7s"))):
        dicho = correr("verificar", ruta, "--anclas", anclas)
        assert (dicho.codigo, "LUCIA BERRUETO" in dicho.salida) == (0, True), dicho.salida
    p7s.write_bytes(p7s.read_bytes()[:-1] + b"x")
    assert correr("verificar", p7s, "--anclas", anclas).codigo == 1
