"""The verifier that travels alone: it knows who signed, and sees every change of a feed, without anything installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.cifrado.firma_ssh import LlaveDeFirma
from supervisor_app.domain import feed
from supervisor_app.domain.canonico import canonico
from supervisor_app.exchange import verificador_feeds
from supervisor_app.exchange.acompanantes import fuente_del_verificador
from tests.exchange.buzon_ficticio import EQUIPO, LLAVE, OFICINA, armar

VECTORES = [
    # RFC 8032, 7.1: secret, public, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("secreto", "publica", "dicho", "firma"), VECTORES)
def test_the_vectors_of_rfc_8032(secreto: str, publica: str, dicho: str, firma: str) -> None:
    octetos = bytes.fromhex(dicho)
    assert verificador_feeds.ed25519(bytes.fromhex(publica), octetos, bytes.fromhex(firma))
    assert not verificador_feeds.ed25519(bytes.fromhex(publica), octetos + b"x", bytes.fromhex(firma))
    assert LlaveDeFirma(bytes.fromhex(secreto)).publica.octetos.hex() == publica


@given(st.binary(min_size=64, max_size=64))
def test_no_other_bytes_are_a_signature(firma: bytes) -> None:
    assert not verificador_feeds.ed25519(LLAVE.publica.octetos, b"x", firma)


@given(st.binary(max_size=100))
def test_both_verifiers_know_the_same_signer(datos: bytes) -> None:
    firma = LLAVE.firmar("supervisor-app/paquete", datos)
    sha512 = hashlib.sha512(datos).digest()
    assert verificador_feeds.firmante(firma, b"supervisor-app/paquete", sha512) == LLAVE.publica.octetos
    assert verificador_feeds.firmante(firma, b"supervisor-app/feed", sha512) is None
    assert verificador_feeds.palabras(LLAVE.publica.octetos) == LLAVE.publica.palabras


@given(st.text(max_size=300))
def test_no_text_is_taken_for_a_signature(texto: str) -> None:
    assert verificador_feeds.firmante(texto, b"supervisor-app/feed", bytes(64)) is None


@pytest.fixture
def buzon(tmp_path: Path) -> Path:
    return armar(tmp_path / "buzon")


def test_a_whole_mailbox_is_read(buzon: Path) -> None:
    leido = verificador_feeds.leer_buzon(buzon)
    assert (leido.problemas, leido.asientos) == ([], 5)
    assert leido.equipos == leido.inscritos == {EQUIPO: LLAVE.publica.octetos}
    assert OFICINA.publica.palabras in leido.oficina
    assert "no está aquí" in leido.avisos[0]


@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("quien", [f"feed/{EQUIPO}", "oficina/feed"])
@pytest.mark.parametrize("dano", ["borrado", "un byte", "otra firma", "otro lugar"])
def test_every_change_of_a_feed_is_seen(buzon: Path, quien: str, n: int, dano: str) -> None:
    ruta = buzon / quien / f"{n:08d}.json"
    entrada = feed.Entrada.model_validate_json(ruta.read_bytes())
    if dano == "borrado":
        if n == 2:
            return  # the end of a feed that was cut off is not seen without the other side
        ruta.unlink()
    elif dano == "un byte":
        ruta.write_bytes(ruta.read_bytes().replace(b"2026", b"2025", 1))
    elif dano == "otra firma":
        otra = LlaveDeFirma(bytes(32)).firmar(feed.ESPACIO, entrada.cuerpo.octetos)
        ruta.write_bytes(feed.Entrada(cuerpo=entrada.cuerpo, firma=otra).octetos)
    else:
        ruta.rename(ruta.with_name("00000007.json"))
    assert verificador_feeds.leer_buzon(buzon).problemas


def test_a_receipt_that_another_office_signed_is_seen(buzon: Path) -> None:
    (ruta,) = (buzon / "oficina/para").rglob("*.json")
    entrada = feed.Entrada.model_validate_json(ruta.read_bytes())
    firma = LLAVE.firmar(feed.ESPACIO, entrada.cuerpo.octetos)
    ruta.write_bytes(feed.Entrada(cuerpo=entrada.cuerpo, firma=firma).octetos)
    (problema,) = verificador_feeds.leer_buzon(buzon).problemas
    assert "la firma no es de quien lo escribió" in problema


def test_no_folder_of_a_laptop_speaks_for_the_office(buzon: Path) -> None:
    """Else whoever may write below ``feed`` would enrol himself under the office's own words."""
    copytree(buzon / "oficina/feed", buzon / "feed/oficina")
    leido = verificador_feeds.leer_buzon(buzon)
    assert leido.asientos == 5
    assert "no es el nombre de un equipo" in leido.problemas[0]


@pytest.mark.parametrize("de", ["feed/0011223344556677", "oficina/feed"])
@pytest.mark.parametrize(
    ("campo", "valor"), [("firma", 1), ("firma", None), ("publica", 1), ("publica", ["ssh-ed25519"]), ("clase", 7)]
)
def test_what_is_of_another_kind_is_told_and_stops_nothing(buzon: Path, de: str, campo: str, valor: object) -> None:
    autor = de.rpartition("/")[2] if de.startswith("feed") else feed.OFICINA
    cuerpo: dict[str, object] = {"anterior": "", "autor": autor, "clase": "llave", "n": 1}
    datos: dict[str, object] = {"nombre": "x", "publica": LLAVE.publica.openssh}
    (datos if campo == "publica" else cuerpo)[campo] = valor
    dicho: dict[str, object] = {"cuerpo": cuerpo | {"datos": datos}, "firma": "x"}
    if campo == "firma":
        dicho["firma"] = valor
    (buzon / de).mkdir(exist_ok=True)
    (buzon / de / "00000001.json").write_bytes(canonico(dicho))
    assert verificador_feeds.leer_buzon(buzon).problemas


def test_an_enrolment_without_a_key_is_told(buzon: Path) -> None:
    b = verificador_feeds.Buzon()
    verificador_feeds._aplicar(b, feed.OFICINA, "inscripcion", {"equipo": EQUIPO, "publica": 7}, [], buzon)
    assert "no dice lo que debe" in b.problemas[0]


def test_an_entry_that_is_too_large_is_not_read(buzon: Path) -> None:
    (ruta,) = (buzon / "oficina/para").rglob("*.json")
    with ruta.open("wb") as archivo:
        archivo.truncate(1 << 36)
    assert verificador_feeds.leer_buzon(buzon).problemas


def test_what_is_shipped_is_one_file_that_runs_alone(buzon: Path) -> None:
    (buzon / "verificar_paquetes.py").write_bytes(fuente_del_verificador())
    assert b"import supervisor_app" not in fuente_del_verificador()
    assert b"from supervisor_app" not in fuente_del_verificador()
    orden = [sys.executable, "-I", "-S", str(buzon / "verificar_paquetes.py")]
    hecho = subprocess.run(orden, capture_output=True, check=False, cwd=buzon, encoding="utf-8")
    assert "No se encontró ningún paquete" in hecho.stdout, hecho.stderr
