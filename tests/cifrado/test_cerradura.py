"""The lock of a data folder: what opens it, what does not, and that nothing is ever lost by it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.cifrado import oficina, recuperacion
from supervisor_app.cifrado.cerradura import (
    COPIA,
    INTENTOS,
    NOMBRE,
    Cerradura,
    FraseIncorrecta,
)
from supervisor_app.cifrado.llave import Llave, derivar
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import EnvironmentProblem, UserError

FRASE = "cuatro palabras que recuerdo"
BARATO = Coste(memoria=64, pasadas=1, carriles=1)
PEM, PUBLICO = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo


def cerradura(carpeta: Path) -> Cerradura:
    return Cerradura(carpeta, coste=BARATO)


@pytest.fixture
def hecha(tmp_path: Path) -> tuple[Cerradura, Llave, str]:
    suya = cerradura(tmp_path)
    return suya, *suya.crear(FRASE)


Hecha = tuple[Cerradura, Llave, str]


def fallar(c: Cerradura, veces: int, ahora: float = 1000.0) -> FraseIncorrecta:
    for _ in range(veces):
        with pytest.raises(FraseIncorrecta) as visto:
            c.abrir_con_frase("otra frase cualquiera", ahora=ahora)
    return visto.value


# --- HKDF: RFC 5869, A.1 and A.3 (truncated to the uses here: any length, any salt) ---------------------------------


def test_derivation_is_hkdf() -> None:
    okm = derivar(b"\x0b" * 22, bytes(range(0xF0, 0xFA)), 42, sal=bytes(range(13)))
    assert okm.hex().startswith("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
    assert (
        derivar(b"\x0b" * 22, b"", 42)
        .hex()
        .startswith("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")
    )


def test_a_key_says_nothing_of_itself(hecha: Hecha) -> None:
    _, llave, _ = hecha
    assert repr(llave) == "Llave(…)"
    assert len({llave.base, llave.archivos, llave.secreto}) == 3


# --- opening --------------------------------------------------------------------------------------------------------


def test_the_passphrase_opens(hecha: Hecha) -> None:
    suya, llave, _ = hecha
    assert suya.abrir_con_frase(FRASE, ahora=0).secreto == llave.secreto


def test_accents_typed_in_another_way_are_the_same(tmp_path: Path) -> None:
    suya = cerradura(tmp_path)
    llave, _ = suya.crear("camión azul con ñandú")
    assert suya.abrir_con_frase("camio\u0301n azul\u00a0con n\u0303andu\u0301", ahora=0).secreto == llave.secreto


def test_the_recovery_key_opens_however_it_is_typed(hecha: Hecha) -> None:
    suya, llave, impresa = hecha
    for dicha in (impresa, impresa.lower(), impresa.replace("-", " "), impresa.replace("0", "o")):
        assert suya.abrir_con_recuperacion(dicha, ahora=0).secreto == llave.secreto


@pytest.mark.parametrize("nombre", [NOMBRE, COPIA])
def test_either_copy_of_the_file_serves(hecha: Hecha, tmp_path: Path, nombre: str) -> None:
    suya, llave, _ = hecha
    (tmp_path / nombre).write_bytes(b"{")
    assert suya.abrir_con_frase(FRASE, ahora=0).secreto == llave.secreto


def test_without_any_copy_a_sentence_says_where_to_look(hecha: Hecha, tmp_path: Path) -> None:
    suya, _, _ = hecha
    for nombre in (NOMBRE, COPIA):
        (tmp_path / nombre).write_bytes(b"\0")
    with pytest.raises(EnvironmentProblem, match="respaldos"):
        suya.abrir_con_frase(FRASE, ahora=0)


def test_a_lock_of_a_newer_version_is_refused(hecha: Hecha, tmp_path: Path) -> None:
    for nombre in (NOMBRE, COPIA):
        dicho = json.loads((tmp_path / nombre).read_text())
        (tmp_path / nombre).write_text(json.dumps(dicho | {"formato": 2}))
    with pytest.raises(EnvironmentProblem, match="versión más nueva"):
        hecha[0].abrir_con_frase(FRASE, ahora=0)


@pytest.mark.parametrize(
    ("donde", "valor"),
    [
        ("frase.memoria", 1 << 40),
        ("frase.memoria", 7),
        ("frase.pasadas", 0),
        ("frase.carriles", "4"),
        ("frase.sal", "AAAA"),
        ("frase.nonce", ""),
        ("frase", None),
        ("id", "ñandú"),
        ("llavero", {"sal": "AAAA"}),
        ("recuperaciones", [[]]),
        ("recuperaciones.0.para", None),
        ("recuperaciones.0.llave", "AAAA"),
        ("recuperaciones.0.sellado", "AAAA"),
    ],
)
def test_a_lock_that_is_none_or_would_take_the_machine_is_refused(
    hecha: Hecha, tmp_path: Path, donde: str, valor: object
) -> None:
    dicho = lugar = json.loads((tmp_path / NOMBRE).read_text())
    *camino, ultimo = (int(c) if c.isdigit() else c for c in donde.split("."))
    for paso in camino:
        lugar = lugar[paso]
    lugar[ultimo] = valor
    for nombre in (NOMBRE, COPIA):
        (tmp_path / nombre).write_text(json.dumps(dicho))
    for hacer in (lambda: hecha[0].abrir_con_frase(FRASE, ahora=0), lambda: hecha[0].recordada, hecha[0].sellos):
        with pytest.raises(EnvironmentProblem, match="dañado"):
            hacer()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is it known how much memory a process has")
def test_without_the_memory_that_it_takes_a_sentence_says_so(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    paginas = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    antes = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (paginas * resource.getpagesize() + (64 << 20), antes[1]))
    try:
        with pytest.raises(EnvironmentProblem, match="memoria libre"):
            Cerradura(tmp_path, coste=Coste(memoria=1 << 20, pasadas=1, carriles=1)).crear(FRASE)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, antes)
    assert not Cerradura.hay(tmp_path)


# --- not opening ----------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_changes_nothing(hecha: Hecha, tmp_path: Path) -> None:
    antes = (tmp_path / NOMBRE).read_bytes()
    error = fallar(hecha[0], 1)
    assert "no es correcta" in error.message and error.espera == 0
    assert (tmp_path / NOMBRE).read_bytes() == antes
    assert hecha[0].abrir_con_frase(FRASE, ahora=1000.0)


def test_the_wait_grows_and_outlives_the_process(hecha: Hecha, tmp_path: Path) -> None:
    suya, _, _ = hecha
    assert fallar(suya, 3).espera == 1
    otra = cerradura(tmp_path)
    esperas = []
    ahora = 1000.0
    for _ in range(12):
        ahora += otra.espera(ahora)
        esperas.append(fallar(otra, 1, ahora).espera)
    assert esperas == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]


def test_during_the_wait_not_even_the_right_one_is_looked_at(hecha: Hecha) -> None:
    suya, llave, _ = hecha
    fallar(suya, 3)
    with pytest.raises(FraseIncorrecta, match="Espere 1 segundo"):
        suya.abrir_con_frase(FRASE, ahora=1000.0)
    assert suya.abrir_con_frase(FRASE, ahora=1001.0).secreto == llave.secreto


def test_a_clock_set_back_waits_no_longer_than_it_says(hecha: Hecha) -> None:
    suya, llave, _ = hecha
    fallar(suya, 3)
    fallar(suya, 1, 1001.0)
    assert [suya.espera(ahora) for ahora in (-1e9, -1e9, -1e9 + 1)] == [2, 2, 1]
    assert suya.abrir_con_frase(FRASE, ahora=-1e9 + 2).secreto == llave.secreto


def test_success_forgets_the_wrong_attempts(hecha: Hecha, tmp_path: Path) -> None:
    fallar(hecha[0], 2)
    hecha[0].abrir_con_frase(FRASE, ahora=1000.0)
    assert not (tmp_path / INTENTOS).exists()


@pytest.mark.parametrize(
    "dicho",
    [b"", b"[]", b'{"fallidos": "x"}', b'{"fallidos": 1e400, "ultimo": 1}', b'{"fallidos": 9, "ultimo": NaN}', b"\xff"],
)
def test_a_broken_count_counts_from_nothing(hecha: Hecha, tmp_path: Path, dicho: bytes) -> None:
    (tmp_path / INTENTOS).write_bytes(dicho)
    assert hecha[0].espera(0) == 0


@pytest.mark.parametrize("frase", ["", "corta", "aaaaaaaaaaaaaaaa", " " * 40, "abababababababab", "x" * 1001])
def test_a_passphrase_that_would_be_guessed_is_refused(tmp_path: Path, frase: str) -> None:
    with pytest.raises(UserError):
        cerradura(tmp_path).crear(frase)
    assert not Cerradura.hay(tmp_path)


def test_a_folder_is_locked_once(hecha: Hecha) -> None:
    with pytest.raises(UserError, match="ya tiene"):
        hecha[0].crear(FRASE)


# --- changing -------------------------------------------------------------------------------------------------------


def test_the_passphrase_changes_and_the_key_stays(hecha: Hecha) -> None:
    suya, llave, impresa = hecha
    suya.cambiar_frase(llave, "otra frase de acceso distinta")
    assert suya.abrir_con_frase("otra frase de acceso distinta", ahora=0).secreto == llave.secreto
    assert suya.abrir_con_recuperacion(impresa, ahora=0).secreto == llave.secreto
    with pytest.raises(FraseIncorrecta):
        suya.abrir_con_frase(FRASE, ahora=0)


def test_a_new_recovery_key_voids_the_one_before(hecha: Hecha) -> None:
    suya, llave, vieja = hecha
    nueva = suya.nueva_recuperacion(llave)
    assert suya.abrir_con_recuperacion(nueva, ahora=0).secreto == llave.secreto
    with pytest.raises(FraseIncorrecta, match="no es de esta carpeta"):
        suya.abrir_con_recuperacion(vieja, ahora=0)


def test_what_the_keyring_keeps_opens_until_it_is_forgotten(hecha: Hecha) -> None:
    suya, llave, _ = hecha
    secreto = bytes(range(32))
    suya.recordar(llave, secreto)
    abierta = suya.abrir_con_llavero(secreto)
    assert abierta is not None and abierta.secreto == llave.secreto and suya.recordada == llave.id
    suya.olvidar(llave)
    assert suya.abrir_con_llavero(secreto) is None and suya.recordada == ""


def test_a_copy_of_the_folder_opens_with_the_same_passphrase(hecha: Hecha, tmp_path: Path) -> None:
    otra = tmp_path / "otra"
    otra.mkdir()
    shutil.copy(tmp_path / NOMBRE, otra)
    assert cerradura(otra).abrir_con_frase(FRASE, ahora=0).secreto == hecha[1].secreto


# --- the office -----------------------------------------------------------------------------------------------------


def test_the_office_opens_what_was_sealed_to_it_and_that_opens_the_folder(hecha: Hecha) -> None:
    suya, llave, impresa = hecha
    privada = rsa.generate_private_key(65537, 2048)
    sello = suya.sellar(llave, privada.public_key().public_bytes(PEM, PUBLICO), "Jefatura")
    pem = privada.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    dicha = oficina.abrir(pem, None, sello.sellado).decode("ascii")
    assert suya.abrir_con_recuperacion(dicha, ahora=0).secreto == llave.secreto
    assert dicha != impresa and suya.abrir_con_recuperacion(impresa, ahora=0).secreto == llave.secreto
    assert suya.sellos() == (sello,)


def test_another_printed_key_leaves_the_seals_whatever_they_are_called(hecha: Hecha) -> None:
    suya, llave, _ = hecha
    publica = rsa.generate_private_key(65537, 2048).public_key().public_bytes(PEM, PUBLICO)
    sello = suya.sellar(llave, publica, "impresa")
    suya.nueva_recuperacion(llave)
    assert suya.sellos() == (sello,)


@pytest.mark.parametrize(
    "publica",
    [
        b"",
        b"-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----\n",
        rsa.generate_private_key(65537, 1024).public_key().public_bytes(PEM, PUBLICO),
        ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(PEM, PUBLICO),
    ],
)
def test_what_is_no_strong_rsa_key_is_refused(hecha: Hecha, publica: bytes) -> None:
    with pytest.raises(UserError, match="RSA"):
        hecha[0].sellar(hecha[1], publica, "Jefatura")
    assert hecha[0].sellos() == ()


# --- the recovery key as letters ------------------------------------------------------------------------------------


@given(st.binary(min_size=20, max_size=20))
def test_any_recovery_key_is_read_as_it_was_written(secreto: bytes) -> None:
    assert recuperacion.leer(recuperacion.escribir(secreto)) == secreto


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_letter_read_as_another_is_noticed(secreto: bytes, lugar: int, otra: str) -> None:
    letras = list(recuperacion.escribir(secreto).replace("-", ""))
    if letras[lugar] != otra:
        letras[lugar] = otra
        with pytest.raises(UserError, match="carácter cambiado"):
            recuperacion.leer("".join(letras))


@given(st.text(max_size=60))
def test_any_text_is_a_recovery_key_or_a_sentence(texto: str) -> None:
    try:
        assert len(recuperacion.leer(texto)) == 20
    except UserError as error:
        assert "recuperación" in error.message
