"""``llave``: the lock of a data folder from the command line, and an enciphered demo that goes on working."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app import durable, wiring
from supervisor_app.cifrado import llavero
from supervisor_app.cli.entrada import Entrada
from supervisor_app.services import cifrar_carpeta
from supervisor_app.services.acceso import Acceso, Coste
from tests.cli.corrida import Correr, Corrida

CLAVE = "cuatro palabras que recuerdo"
OTRA = "cinco palabras que nadie sabe"
BARATO = Coste(64, 1, 1)


def con(frase: str | None = CLAVE, nueva: str | None = None, oficina: str | None = None) -> Entrada:
    return Entrada(frase, nueva, oficina, BARATO)


def clave_de(hecho: Corrida) -> str:
    return next(r.strip() for r in (hecho.error + hecho.salida).splitlines() if r.count("-") == 8)


@pytest.fixture
def cifrada(correr: Correr, datos: Path) -> str:
    """The recovery key of an enciphered folder that was opened once."""
    hecho = correr("llave", "crear", entrada=con())
    assert hecho.codigo == 0
    wiring.abrir(datos, llave=Acceso(datos).abrir(CLAVE)).close()
    return clave_de(hecho)


def test_a_new_folder_gets_its_lock(correr: Correr, cifrada: str, datos: Path) -> None:
    assert Acceso(datos).recuperar(cifrada).id == Acceso(datos).abrir(CLAVE).id
    assert "ya tiene frase" in correr("llave", "crear", entrada=con()).error


def test_a_weak_passphrase_makes_nothing(correr: Correr, datos: Path) -> None:
    hecho = correr("llave", "crear", entrada=con("aaaaaaaaaaaaaaaa"))
    assert hecho.codigo == 1 and "se adivina" in hecho.error
    assert not datos.exists()


@pytest.mark.parametrize("verbo", ["cambiar", "recuperar", "renovar-clave", "recordar", "olvidar"])
def test_what_needs_a_lock_says_that_there_is_none(correr: Correr, datos: Path, verbo: str) -> None:
    hecho = correr("llave", verbo, entrada=con())
    assert hecho.codigo == 1 and "no está cifrada" in hecho.error
    assert not datos.exists()


def test_the_passphrase_changes(correr: Correr, cifrada: str, datos: Path) -> None:
    assert correr("llave", "cambiar", entrada=con(nueva=OTRA)).codigo == 0
    assert correr("verificar-base", entrada=con(OTRA)).codigo == 0
    assert correr("verificar-base", entrada=con()).codigo == 1


def test_changing_needs_the_passphrase_of_today_also_where_the_keyring_opens(
    correr: Correr, cifrada: str, datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guardado: dict[str, bytes] = {}
    monkeypatch.setattr(llavero, "guardar", guardado.__setitem__)
    monkeypatch.setattr(llavero, "leer", guardado.get)
    monkeypatch.setattr(llavero, "borrar", guardado.pop)
    assert correr("llave", "recordar", entrada=con()).codigo == 0
    assert correr("verificar-base", entrada=con(None)).codigo == 0
    assert correr("llave", "cambiar", entrada=con(None, OTRA)).codigo == 1
    assert correr("llave", "olvidar", entrada=con(None)).codigo == 0 and not guardado
    assert correr("verificar-base", entrada=con(None)).codigo == 1


def test_the_recovery_key_opens_and_sets_another_passphrase(
    correr: Correr, cifrada: str, datos: Path, tmp_path: Path
) -> None:
    hoja = tmp_path / "hoja.txt"
    hoja.write_text(f"Guárdela bien:\n  {cifrada.lower()}\n", encoding="utf-8")
    assert correr("llave", "recuperar", "--clave", hoja, entrada=con(None, OTRA)).codigo == 0
    assert Acceso(datos).abrir(OTRA)


def test_a_recovery_key_that_is_none_is_told(correr: Correr, cifrada: str, tmp_path: Path) -> None:
    hoja = tmp_path / "hoja.txt"
    hoja.write_text("nada que ver", encoding="utf-8")
    hecho = correr("llave", "recuperar", "--clave", hoja, entrada=con(None, OTRA))
    assert hecho.codigo == 1 and "nueve grupos" in hecho.error


def test_another_recovery_key_takes_the_place_of_the_first(
    correr: Correr, cifrada: str, datos: Path, tmp_path: Path
) -> None:
    hecho = correr("llave", "renovar-clave", "--clave-recuperacion", tmp_path / "clave.txt", entrada=con())
    assert hecho.codigo == 0 and cifrada not in hecho.error
    assert correr("llave", "recuperar", "--clave", tmp_path / "clave.txt", entrada=con(None, OTRA)).codigo == 0
    (tmp_path / "vieja.txt").write_text(cifrada)
    hecho = correr("llave", "recuperar", "--clave", tmp_path / "vieja.txt", entrada=con(None, CLAVE))
    assert hecho.codigo == 1 and "no es de esta carpeta" in hecho.error


@pytest.mark.parametrize("contrasena", [None, b"de-la-oficina"])
def test_the_office_opens_what_was_sealed_to_it(
    correr: Correr, cifrada: str, datos: Path, tmp_path: Path, contrasena: bytes | None
) -> None:
    privada = rsa.generate_private_key(65537, 2048)
    con_que = serialization.BestAvailableEncryption(contrasena) if contrasena else serialization.NoEncryption()
    der, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    (tmp_path / "jefatura.key").write_bytes(privada.private_bytes(der, pkcs8, con_que))
    publica = privada.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "jefatura.pem").write_bytes(publica)
    assert correr("llave", "sellar", tmp_path / "jefatura.pem", "--en", tmp_path, entrada=con()).codigo == 0
    (sello,) = tmp_path.glob("recuperacion-*.sello")
    abrir = ("llave", "abrir-sello", sello, "--privada", tmp_path / "jefatura.key")
    abierto = correr(*abrir, entrada=con(None, oficina="de-la-oficina"))
    assert abierto.codigo == 0
    assert Acceso(datos).recuperar(clave_de(abierto)).id == Acceso(datos).abrir(CLAVE).id
    assert clave_de(abierto) != cifrada
    assert correr("llave", "estado", "--json").json["sellos"][0]["para"] == "jefatura"
    if contrasena:
        sin = correr(*abrir, entrada=con(None))
        assert sin.codigo == 1 and "SUPERVISOR_OFICINA_PASSWORD" in sin.error


@pytest.mark.parametrize(
    "contenido",
    [b"", b"[]", b'{"tipo": "otro"}', b"\xff", b"[" * 60_000, b'{"tipo": "supervisor-app/recuperacion-sellada"}'],
)
def test_what_is_no_seal_is_told(correr: Correr, datos: Path, tmp_path: Path, contenido: bytes) -> None:
    (tmp_path / "x.sello").write_bytes(contenido)
    (tmp_path / "k").write_bytes(b"")
    hecho = correr("llave", "abrir-sello", tmp_path / "x.sello", "--privada", tmp_path / "k")
    assert hecho.codigo == 1 and "no es el sello" in hecho.error


def test_the_state_of_a_folder_in_words_and_as_json(correr: Correr, datos: Path) -> None:
    assert "todavía sin datos" in correr("llave", "estado").salida
    wiring.abrir(datos).close()
    assert "SIN CIFRAR" in correr("llave", "estado").salida
    assert correr("llave", "cifrar", entrada=con()).codigo == 0
    assert correr("llave", "estado", "--json").json == {
        "carpeta": str(datos), "estado": "cifrada", "recordada": False, "espera": 0, "sellos": [],
    }  # fmt: skip


def test_a_folder_that_is_open_elsewhere_is_not_enciphered(correr: Correr, datos: Path) -> None:
    with wiring.abrir(datos):
        hecho = correr("llave", "cifrar", entrada=con())
    assert hecho.codigo == 3 and "Otra ventana" in hecho.error
    assert correr("llave", "estado", "--json").json["estado"] == "sin_cifrar"


def test_a_verb_finishes_what_a_cut_interrupted_before_it_looks_for_data(
    correr: Correr, datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring.abrir(datos).close()

    def cortar(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(cifrar_carpeta, "_mover", cortar)
        assert correr("llave", "cifrar", entrada=con()).codigo == 130
    # The old database was out of the way already.
    (datos / "cifrando" / "vieja").mkdir()
    durable.replace(datos / "supervisor.db", datos / "cifrando" / "vieja" / "supervisor.db")
    hecho = correr("verificar-base", entrada=con())
    assert (hecho.codigo, "Se terminó de cifrar" in hecho.error) == (0, True)


def test_an_enciphered_demo_goes_on_working(correr: Correr, demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "demo")
    datos = tmp_path / "demo" / "datos"
    hecha = correr("--datos", datos, "llave", "cifrar", entrada=con())
    assert (hecha.codigo, "… 100 %" in hecha.error) == (0, True)
    informe = next((tmp_path / "demo" / "documentos").glob("*-002-INF-*.pdf"))
    for orden in (
        ("verificar-base",),
        ("entregar", "--destino", tmp_path / "demo" / "entrega-oficina"),
        ("cotejar", informe),
        ("documentos", "exportar", "V-2026-002", "informe", "-o", tmp_path / "informe.pdf"),
    ):
        assert correr("--datos", datos, *orden, entrada=con()).codigo == 0, orden
    assert (tmp_path / "informe.pdf").read_bytes() == informe.read_bytes()
    assert json.loads((datos / "ajustes.json").read_bytes()).keys() == {"tema", "texto"}
