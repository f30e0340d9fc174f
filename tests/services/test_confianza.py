"""Authorities from files: those expected, those that the office approved by the hash of the file, and the rest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.services.confianza import Actualizadas, Confianza
from supervisor_app.signing.anclas import Entrada, Manifiesto, escribir_manifiesto
from tests.services.banco import SUPERVISORA, _emitida, pki


@pytest.fixture
def confianza(tmp_path: Path) -> Confianza:
    """A program that expects the test authority, and a data folder with nothing."""
    programa = tmp_path / "programa"
    programa.mkdir()
    sha256 = hashlib.sha256(pki().ac).hexdigest()
    escribir_manifiesto(
        programa, Manifiesto(autoridades=(Entrada(nombre="AC esperada", sha256=sha256, procedencia="sat"),))
    )
    (programa / "sellos").mkdir()
    escribir_manifiesto(programa / "sellos", Manifiesto())
    return Confianza((programa, tmp_path / "datos" / "anclas"))


def hacer_zip(**archivos: bytes) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as z:
        for nombre, contenido in archivos.items():
            z.writestr(f"Cert_Prod/{nombre}", contenido)
    return salida.getvalue()


def nombres(confianza: Confianza, *, para_sellos: bool = False) -> list[str]:
    return [a.nombre for a in confianza.anclas(para_sellos=para_sellos).autoridades]


def test_of_a_zip_the_expected_ones_are_added_and_the_rest_told(confianza: Confianza) -> None:
    hecho = confianza.actualizar("Cert_Prod.zip", hacer_zip(ac=pki().ac, raiz=pki().raiz, leame=b"hola"))
    raiz = hashlib.sha256(pki().raiz).hexdigest()
    assert hecho == Actualizadas(agregadas=("AC esperada",), ajenos=(("AGENCIA REGISTRADORA CENTRAL DE PRUEBA", raiz),))
    assert nombres(confianza) == ["AC esperada"]


def test_what_is_there_already_is_told(confianza: Confianza) -> None:
    confianza.actualizar("ac.cer", pki().ac)
    assert confianza.actualizar("ac.cer", pki().ac) == Actualizadas(ya_estaban=("AC esperada",))


@pytest.mark.parametrize("escrita", [str.upper, lambda h: " ".join(h[n : n + 4] for n in range(0, 64, 4))])
def test_the_hash_of_the_whole_file_is_the_offices_approval(confianza: Confianza, escrita: object) -> None:
    assert callable(escrita)
    archivo = hacer_zip(ac=pki().ac, raiz=pki().raiz)
    hecho = confianza.actualizar("x.zip", archivo, huella=escrita(hashlib.sha256(archivo).hexdigest()))
    assert len(hecho.agregadas) == 2
    assert hecho.ajenos == ()


def test_another_hash_adds_nothing(confianza: Confianza) -> None:
    archivo = hacer_zip(ac=pki().ac, raiz=pki().raiz)
    with pytest.raises(UserError, match="No se agregó nada") as negado:
        confianza.actualizar("x.zip", archivo, huella="0" * 64)
    assert negado.value.field == "huella"
    assert nombres(confianza) == []


def test_an_authority_of_persons_is_none_of_time_and_the_other_way_round(confianza: Confianza) -> None:
    assert confianza.actualizar("ac.cer", pki().ac, para_sellos=True).agregadas == ()
    huella = hashlib.sha256(pki().ac).hexdigest()
    confianza.actualizar("ac.cer", pki().ac, huella=huella, para_sellos=True)
    assert (nombres(confianza), nombres(confianza, para_sellos=True)) == ([], ["AC DE PRUEBA"])


@pytest.mark.parametrize(
    "contenido",
    [b"", b"nada", hacer_zip(leame=b"hola"), hacer_zip(persona=_emitida(SUPERVISORA).cer), b"PK\x03\x04" + bytes(60)],
)
def test_a_file_without_authorities_is_told(confianza: Confianza, contenido: bytes) -> None:
    with pytest.raises(UserError, match=r"ningún certificado de autoridad|dañado"):
        confianza.actualizar("x.zip", contenido)


def test_a_zip_of_too_many_files_is_refused(confianza: Confianza) -> None:
    with pytest.raises(UserError, match="demasiados archivos"):
        confianza.actualizar("x.zip", hacer_zip(**{f"a{n}": b"x" for n in range(300)}))


@settings(max_examples=40, deadline=None)
@given(datos=st.data())
def test_a_damaged_zip_never_breaks_the_program(datos: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    raiz = tmp_path_factory.mktemp("c")
    escribir_manifiesto(raiz, Manifiesto())
    archivo = bytearray(hacer_zip(ac=pki().ac))
    for _ in range(datos.draw(st.integers(1, 5))):
        archivo[datos.draw(st.integers(4, len(archivo) - 1))] ^= datos.draw(st.integers(1, 255))
    try:
        hecho = Confianza((raiz, raiz / "datos")).actualizar("x.zip", bytes(archivo))
    except UserError as error:
        assert error.message.endswith(".")
    else:
        assert hecho.agregadas == ()
