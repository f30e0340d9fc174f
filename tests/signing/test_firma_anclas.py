"""Trust anchors: only what the manifest pins is trusted."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from asn1crypto import pem

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.signing.anclas import MANIFIESTO, Anclas, Entrada, Manifiesto, agregar_ancla, escribir_manifiesto
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PkiPrueba
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import AHORA, Firmados

DEL_PROGRAMA = Path(__file__).resolve().parents[2] / "resources" / "anclas"


@pytest.fixture
def esperando(tmp_path: Path, pki: PkiPrueba) -> Path:
    """A folder that pins the test authority and does not hold it yet."""
    carpeta = tmp_path / "esperando"
    carpeta.mkdir()
    entrada = Entrada(nombre="AC esperada", sha256=hashlib.sha256(pki.ac).hexdigest(), procedencia="oficina")
    escribir_manifiesto(carpeta, Manifiesto(autoridades=(entrada,)))
    return carpeta


def test_a_pinned_file_is_trusted(carpeta_de_anclas: Path, firmados: Firmados) -> None:
    anclas = Anclas.cargar(carpeta_de_anclas)
    assert [ancla.nombre for ancla in anclas.autoridades] == ["AC DE PRUEBA (sin validez)"]
    assert anclas.autoridades[0].procedencia == "prueba"
    assert verificar(firmados.una, anclas=anclas, ahora=AHORA).valido


def test_a_file_that_is_not_pinned_is_not_trusted(carpeta_de_anclas: Path, pki: PkiPrueba, firmados: Firmados) -> None:
    escribir_manifiesto(carpeta_de_anclas, Manifiesto())
    (carpeta_de_anclas / "raiz.crt").write_bytes(pki.raiz)
    (carpeta_de_anclas / "basura.pem").write_bytes(b"nada")
    anclas = Anclas.cargar(carpeta_de_anclas)
    assert anclas.autoridades == ()
    assert anclas.rechazadas == ("ac-prueba.cer", "basura.pem", "raiz.crt")
    assert not verificar(firmados.una, anclas=anclas, ahora=AHORA).valido


def test_a_changed_file_is_not_trusted(carpeta_de_anclas: Path) -> None:
    archivo = carpeta_de_anclas / "ac-prueba.cer"
    contenido = bytearray(archivo.read_bytes())
    contenido[-1] ^= 1
    archivo.write_bytes(contenido)
    anclas = Anclas.cargar(carpeta_de_anclas)
    assert (anclas.autoridades, anclas.rechazadas) == ((), ("ac-prueba.cer",))
    assert anclas.faltantes == ("AC DE PRUEBA (sin validez)",)


def test_folders_add_up(carpeta_de_anclas: Path) -> None:
    anclas = Anclas.cargar(DEL_PROGRAMA, carpeta_de_anclas)
    assert len(anclas.autoridades) == 1
    assert len(anclas.faltantes) == 5


def test_the_program_pins_the_authorities_of_sat_and_ships_none() -> None:
    anclas = Anclas.cargar(DEL_PROGRAMA)
    assert anclas.autoridades == ()
    assert [nombre.split()[0] for nombre in anclas.faltantes] == ["AC5", "AC6", "AC7", "ARC5", "ARC6"]


@pytest.mark.parametrize("en_pem", [False, True])
def test_an_awaited_authority_is_added_without_more(esperando: Path, pki: PkiPrueba, en_pem: bool) -> None:
    contenido = pem.armor("CERTIFICATE", pki.ac) if en_pem else pki.ac
    ancla = agregar_ancla(esperando, contenido)
    assert ancla.nombre == "AC esperada"
    cargadas = Anclas.cargar(esperando)
    assert (cargadas.autoridades, cargadas.faltantes, cargadas.rechazadas) == ((ancla,), (), ())


def test_adding_twice_changes_nothing(esperando: Path, pki: PkiPrueba) -> None:
    agregar_ancla(esperando, pki.ac)
    antes = {archivo.name: archivo.read_bytes() for archivo in esperando.iterdir()}
    agregar_ancla(esperando, pki.ac)
    assert {archivo.name: archivo.read_bytes() for archivo in esperando.iterdir()} == antes


def test_an_unknown_authority_needs_the_office(esperando: Path, pki: PkiPrueba) -> None:
    with pytest.raises(UserError, match=r"huella SHA-256 [0-9a-f]{64}"):
        agregar_ancla(esperando, pki.raiz)
    assert Anclas.cargar(esperando).autoridades == ()
    ancla = agregar_ancla(esperando, pki.raiz, aprobada_por_la_oficina=True)
    assert (ancla.procedencia, ancla.nombre) == ("oficina", "AGENCIA REGISTRADORA CENTRAL DE PRUEBA")
    assert Anclas.cargar(esperando).autoridades == (ancla,)


def test_a_new_folder_starts_from_the_pins_of_another(tmp_path: Path, pki: PkiPrueba) -> None:
    nueva = tmp_path / "datos" / "anclas"
    agregar_ancla(nueva, pki.ac, base=DEL_PROGRAMA, aprobada_por_la_oficina=True)
    anclas = Anclas.cargar(nueva)
    assert [ancla.procedencia for ancla in anclas.autoridades] == ["oficina"]
    assert len(anclas.faltantes) == 5


@pytest.mark.parametrize("contenido", [b"", b"nada", b"x" * 200_000])
def test_what_is_no_certificate_is_refused(esperando: Path, contenido: bytes) -> None:
    with pytest.raises(UserError, match="no es un certificado"):
        agregar_ancla(esperando, contenido, aprobada_por_la_oficina=True)


def test_a_person_is_no_authority(esperando: Path, efirmas: tuple[EfirmaPrueba, ...]) -> None:
    with pytest.raises(UserError, match="no de una autoridad"):
        agregar_ancla(esperando, efirmas[0].cer, aprobada_por_la_oficina=True)


def test_a_folder_that_cannot_be_written(esperando: Path, pki: PkiPrueba, tmp_path: Path) -> None:
    ocupado = tmp_path / "archivo"
    ocupado.write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="Nada cambió"):
        agregar_ancla(ocupado / "anclas", pki.ac, base=esperando)


@pytest.mark.parametrize(
    "texto",
    [
        "",
        "{",
        "[]",
        '{"version": 2}',
        json.dumps({"version": 1, "autoridades": [{"nombre": "X", "sha256": "corta", "procedencia": "sat"}]}),
        json.dumps({"version": 1, "autoridades": [{"nombre": "X", "sha256": "0" * 64, "procedencia": "otra"}]}),
    ],
)
def test_a_manifest_that_is_wrong_is_told(tmp_path: Path, texto: str) -> None:
    (tmp_path / MANIFIESTO).write_text(texto, encoding="utf-8")
    with pytest.raises(UserError, match="mal escrito"):
        Anclas.cargar(tmp_path)


def test_a_folder_without_manifest_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=MANIFIESTO):
        Anclas.cargar(tmp_path)
