"""Files as ciphertext: Tink's format, any place readable, nothing changed accepted."""

from __future__ import annotations

import base64
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.cifrado.corriente import (
    CABEZA,
    TROZO,
    Alterado,
    ArchivoCifrado,
    Escritor,
    Lector,
    cifrar,
    descifrar,
    largo_claro,
)

CLAVE = bytes(range(32))
PRIMERO, OTROS = TROZO - CABEZA - 16, TROZO - 16
BORDES = (0, 1, PRIMERO - 1, PRIMERO, PRIMERO + 1, PRIMERO + OTROS, PRIMERO + OTROS + 1)
# Written by Google's Tink 1.16.1 (AesGcmHkdfStreamingKey, segments of 1 MiB, HKDF-SHA256) with the key above.
DE_TINK = base64.b64decode(
    "KHnzjqYbzUwaJg6Ilwnb6NlqW15wWf2ozqhbyBbIWxzgZ3cqoH3uFcZtiwDLRHKZdbumHUCPhwYkYc7XK0ZaAL81Q14zklITA64upqUCPMsVH8wE2Vg6"
    "43L+HOYzQcksg7GaTkObBio0O5q6mikPfhgPTgxHokAJDR36W1OcSq+hb0kfSuRBQDnb2ohgfdJ3Jyzf3R0LGmnmhjwk"
)
DENTRO = bytes.fromhex(
    "cdd04146a4eee77139bc9f9710cc2efcbf284e38651a7acd4295d6d758eb4d1884df2ec8d0d543b822a69e9cc2d2b09552453da3cff6d39fcea9"
    "8f1932d0c3fae9edbb98cd454d36acabc775435845d006a1d94b430975f875e4ef6810a0b7634605b717"
)


def test_what_tink_wrote_is_read() -> None:
    assert descifrar(CLAVE, DE_TINK) == DENTRO


@pytest.mark.parametrize("largo", BORDES)
def test_what_was_written_is_read_back_at_the_edges_of_segments(largo: int) -> None:
    contenido = os.urandom(largo)
    cifrado = cifrar(CLAVE, contenido)
    assert descifrar(CLAVE, cifrado) == contenido
    assert largo_claro(len(cifrado)) == largo


def test_the_same_content_is_never_the_same_ciphertext() -> None:
    assert cifrar(CLAVE, b"hola") != cifrar(CLAVE, b"hola")


def test_nothing_of_the_content_is_readable() -> None:
    assert b"Nombre de la persona" not in cifrar(CLAVE, b"Nombre de la persona" * 100)


def test_another_key_reads_nothing() -> None:
    with pytest.raises(Alterado):
        descifrar(bytes(32), cifrar(CLAVE, b"hola"))


@given(lugar=st.integers(0, CABEZA + 16 + 49), con=st.integers(1, 255))
def test_a_changed_byte_is_refused_wherever_it_is(lugar: int, con: int) -> None:
    cifrado = bytearray(cifrar(CLAVE, b"x" * 50))
    cifrado[lugar] ^= con
    with pytest.raises(Alterado):
        descifrar(CLAVE, bytes(cifrado))


@pytest.mark.parametrize("contenido", [b"", b"x" * 50])
def test_a_ciphertext_cut_short_anywhere_is_refused(contenido: bytes) -> None:
    cifrado = cifrar(CLAVE, contenido)
    for hasta in range(len(cifrado)):
        with pytest.raises(Alterado):
            descifrar(CLAVE, cifrado[:hasta])


@pytest.mark.parametrize("hasta", [TROZO, 2 * TROZO, 2 * TROZO + 16])
def test_segments_missing_at_the_end_are_refused(hasta: int) -> None:
    cifrado = cifrar(CLAVE, bytes(PRIMERO + OTROS + 100))
    with pytest.raises(Alterado):
        descifrar(CLAVE, cifrado[:hasta])


def test_segments_in_another_order_are_refused() -> None:
    cifrado = cifrar(CLAVE, bytes(PRIMERO + 2 * OTROS + 1))
    uno, dos = cifrado[TROZO : 2 * TROZO], cifrado[2 * TROZO : 3 * TROZO]
    with pytest.raises(Alterado):
        descifrar(CLAVE, cifrado[:TROZO] + dos + uno + cifrado[3 * TROZO :])


def test_a_segment_of_another_file_is_refused() -> None:
    uno, otro = cifrar(CLAVE, bytes(PRIMERO + OTROS)), cifrar(CLAVE, bytes(PRIMERO + OTROS))
    with pytest.raises(Alterado):
        descifrar(CLAVE, uno[:TROZO] + otro[TROZO:])


@given(st.lists(st.tuples(st.integers(0, PRIMERO + OTROS + 60), st.integers(0, 300)), min_size=1, max_size=5))
def test_any_place_is_read_as_if_it_were_the_content(lugares: list[tuple[int, int]]) -> None:
    with io.BufferedReader(Lector(io.BytesIO(LARGO_CIFRADO), CLAVE)) as archivo:
        for lugar, cuantos in lugares:
            archivo.seek(lugar)
            assert archivo.read(cuantos) == LARGO[lugar : lugar + cuantos]


LARGO = os.urandom(PRIMERO + OTROS + 50)
LARGO_CIFRADO = cifrar(CLAVE, LARGO)


def test_a_zip_is_written_into_it_entry_by_entry() -> None:
    salida, claro = io.BytesIO(), io.BytesIO()
    entradas = {f"{n}.bin": os.urandom(n * 400_000) for n in range(5)}
    with (
        Escritor(salida, CLAVE, con_vuelta=True) as cifrado,
        zipfile.ZipFile(cifrado, "w") as bolsa,
        zipfile.ZipFile(claro, "w") as espejo,
    ):
        for nombre, dato in entradas.items():
            for destino in (bolsa, espejo):
                with destino.open(zipfile.ZipInfo(nombre), "w") as entrada:
                    entrada.write(dato)
            cifrado.sellar()
    assert descifrar(CLAVE, salida.getvalue()) == claro.getvalue()


def test_what_was_sealed_is_not_written_again() -> None:
    cifrado = Escritor(io.BytesIO(), CLAVE, con_vuelta=True)
    cifrado.write(bytes(3 * TROZO))
    cifrado.sellar()
    with pytest.raises(ValueError, match="sealed"):
        cifrado.seek(0)
    cifrado.close()


def test_what_was_cut_by_a_failure_can_be_read_by_nobody() -> None:
    salida = io.BytesIO()
    with pytest.raises(RuntimeError), Escritor(salida, CLAVE) as archivo:
        archivo.write(bytes(3 * TROZO))
        raise RuntimeError
    with pytest.raises(Alterado):
        descifrar(CLAVE, salida.getvalue())


def test_a_file_on_disk_is_read_like_a_path(tmp_path: Path) -> None:
    archivo = ArchivoCifrado(tmp_path / "foto.jpg", CLAVE)
    assert not archivo.exists()
    archivo.en_disco.write_bytes(cifrar(CLAVE, LARGO))
    with archivo.open("rb") as abierto:
        abierto.seek(-10, io.SEEK_END)
        assert abierto.read() == LARGO[-10:]
    assert (archivo.name, archivo.stat().st_size, archivo.read_bytes()) == ("foto.jpg", len(LARGO), LARGO)
