"""The office's desk from a shell: a laptop, a mailbox and an office, each with its own data folder."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app import wiring
from supervisor_app.cli.entrada import Entrada
from supervisor_app.cli.principal import principal
from tests.cli.corrida import Correr, Corrida


@dataclass
class Trio:
    """The office, and the laptop that ``correr`` works in, with a mailbox between them."""

    correr: Correr
    carpeta: Path
    buzon: Path

    def oficina(self, *argumentos: str | Path) -> Corrida:
        return self.correr("oficina", *argumentos, "--datos", str(self.carpeta))

    def json(self, *argumentos: str | Path) -> Any:
        return self.oficina(*argumentos, "--json").json

    def atender(self, *mas: str) -> Corrida:
        return self.oficina("atender", "--buzon", self.buzon, *mas)

    def sincronizar(self, *mas: str) -> Corrida:
        return self.correr("sincronizar", "--buzon", self.buzon, *mas)

    def estado(self) -> Any:
        return self.correr("sincronizar", "--estado", "--json").json


@pytest.fixture(scope="session")
def abiertos(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop that did nothing yet, an empty mailbox and an office that was just opened; tests take copies."""
    raiz = tmp_path_factory.mktemp("trio") / "abiertos"
    shutil.copytree(demo / "datos", raiz / "laptop")
    (raiz / "buzon").mkdir()
    _bien("oficina", "abrir", "Jefatura ficticia", "--sin-cifrar", "--datos", raiz / "jefatura")
    return raiz


@pytest.fixture(scope="session")
def enviados(abiertos: Path) -> Path:
    """The same once the laptop sent what it had and the office attended to it."""
    raiz = shutil.copytree(abiertos, abiertos.with_name("enviados"))
    _bien("sincronizar", "--buzon", raiz / "buzon", "--datos", raiz / "laptop")
    _bien("oficina", "atender", "--buzon", raiz / "buzon", "--datos", raiz / "jefatura")
    return raiz


def _bien(*argumentos: str | Path) -> None:
    assert principal([str(a) for a in argumentos]) == 0


def _copia(de: Path, tmp_path: Path, datos: Path, correr: Correr) -> Trio:
    shutil.copytree(de / "laptop", datos)
    for nombre in ("buzon", "jefatura"):
        shutil.copytree(de / nombre, tmp_path / nombre)
    return Trio(correr, tmp_path / "jefatura", tmp_path / "buzon")


@pytest.fixture
def trio(abiertos: Path, tmp_path: Path, datos: Path, correr: Correr) -> Trio:
    """Nothing was sent yet."""
    return _copia(abiertos, tmp_path, datos, correr)


@pytest.fixture
def enviado(enviados: Path, tmp_path: Path, datos: Path, correr: Correr) -> Trio:
    """The laptop sent what it had, and the office attended to it."""
    return _copia(enviados, tmp_path, datos, correr)


def test_from_a_laptop_nobody_knows_to_its_receipt(trio: Trio) -> None:
    trio.sincronizar()
    primera = trio.atender()
    assert primera.codigo == 0
    assert "Por inscribir" in primera.error
    (visto,) = trio.json("equipos")
    palabras = trio.estado()["equipo"]["palabras"]
    inscrito = trio.oficina("inscribir", visto["equipo"][:6], *palabras.split("-"))
    assert inscrito.codigo == 0
    assert "quedó inscrito" in inscrito.salida
    assert trio.json("atender", "--buzon", trio.buzon)["acusados"] == visto["paquetes"]
    suyas = trio.sincronizar("--json").json["por_confirmar"]["palabras"]
    assert trio.sincronizar("--confirmar", suyas).codigo == 0
    estado = trio.estado()
    assert {v["etapa"] for v in estado["visitas"]} == {"acusada"}
    assert estado["equipo"]["situacion"] == "inscrito"
    assert trio.atender().salida == "Sin novedad en el buzón.\n"


def test_the_mailbox_of_the_desk_is_remembered_when_asked(enviado: Trio) -> None:
    assert enviado.atender("--recordar").codigo == 0
    assert enviado.oficina("atender").salida == "Sin novedad en el buzón.\n"


def test_words_that_are_not_the_laptop_s_enrol_nobody(enviado: Trio) -> None:
    (visto,) = enviado.json("equipos")
    hecho = enviado.oficina("inscribir", visto["equipo"], "0000-0000-0000-0000-0000")
    assert hecho.codigo == 1
    assert "no son las de ese equipo" in hecho.error
    assert enviado.json("equipos")[0]["estado"] == "por inscribir"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_anybody_verifies_a_package_with_the_keys_that_it_writes(enviado: Trio, tmp_path: Path) -> None:
    (visto,) = enviado.json("equipos")
    enviado.oficina("inscribir", visto["equipo"], visto["palabras"])
    llaves = tmp_path / "autorizados"
    assert enviado.oficina("autorizados", "-o", llaves).codigo == 0
    assert enviado.oficina("autorizados", "-o", llaves).codigo == 1, "it replaces nothing unasked"
    paquete = next((enviado.buzon / "visitas").rglob("*.zip"))
    orden = ["ssh-keygen", "-Y", "verify", "-f", llaves, "-I", visto["equipo"], "-n", "supervisor-app/paquete"]
    with paquete.open("rb") as contenido:
        dicho = subprocess.run(
            [*orden, "-s", f"{paquete}.sig"], stdin=contenido, capture_output=True, text=True, check=False
        )
    assert dicho.returncode == 0, dicho.stderr


def test_a_lost_laptop_hears_that_it_counts_no_more(enviado: Trio) -> None:
    (visto,) = enviado.json("equipos")
    enviado.oficina("inscribir", visto["equipo"], visto["palabras"])
    assert enviado.json("baja", visto["equipo"], "--motivo", "Se extravió")["estado"] == "de baja"
    enviado.atender()
    enviado.sincronizar("--confirmar", enviado.sincronizar("--json").json["por_confirmar"]["palabras"])
    suyo = enviado.estado()["equipo"]
    assert (suyo["situacion"], suyo["motivo"]) == ("de baja", "Se extravió")


def test_a_file_is_published_once(trio: Trio, tmp_path: Path) -> None:
    archivo = tmp_path / "programa.json"
    archivo.write_text("{}")
    que = ("publicar", "programa", "Programa ficticio", str(archivo))
    assert trio.json(*que)["nueva"]
    assert not trio.json(*que)["nueva"]
    assert trio.oficina("publicar", "Con Espacios", "X", str(archivo)).codigo == 1


def test_a_folder_that_is_no_desk_says_so(correr: Correr, trio: Trio) -> None:
    hecho = correr("oficina", "atender", "--buzon", trio.buzon)
    assert hecho.codigo == 1
    assert "no hay una oficina" in hecho.error
    assert trio.oficina("abrir", "Otra").codigo == 1
    assert "No se conoce ningún equipo" in trio.oficina("baja", "ffff", "--motivo", "x").error


def test_sealed_packages_wait_for_the_private_key(trio: Trio, tmp_path: Path) -> None:
    privada = rsa.generate_private_key(65537, 2048)
    pem, con_clave = serialization.Encoding.PEM, serialization.BestAvailableEncryption(b"clave 8")
    (tmp_path / "jefatura.key").write_bytes(privada.private_bytes(pem, serialization.PrivateFormat.PKCS8, con_clave))
    (tmp_path / "jefatura.pem").write_bytes(
        privada.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    assert trio.oficina("sellado", tmp_path / "jefatura.pem").codigo == 0
    trio.atender()
    espera = trio.sincronizar("--sellar", "si")
    assert "los paquetes esperan" in espera.error
    suyas = trio.sincronizar("--json").json["por_confirmar"]["palabras"]
    assert trio.sincronizar("--confirmar", suyas).codigo == 0
    assert not list(trio.buzon.rglob("*.zip"))
    assert "falta su llave privada" in trio.atender().error
    assert "contraseña" in trio.atender("--llave-privada", str(tmp_path / "jefatura.key")).error
    abierta = trio.correr(
        *("oficina", "atender", "--buzon", trio.buzon, "--llave-privada", tmp_path / "jefatura.key", "--json"),
        *("--datos", trio.carpeta),
        entrada=Entrada(oficina="clave 8"),
    ).json
    assert abierta["nuevos"] == len(list(trio.buzon.rglob("*.zip.sobre"))) > 0


def test_a_lost_office_is_taken_up_again_with_its_sheet(enviado: Trio, tmp_path: Path) -> None:
    palabras = enviado.json("hoja", "-o", tmp_path / "hoja.pdf")["palabras"]
    assert (tmp_path / "hoja.pdf").read_bytes().startswith(b"%PDF")
    assert "Ya existe" in enviado.oficina("hoja", "-o", tmp_path / "hoja.pdf").error
    with wiring.abrir(enviado.carpeta) as s:
        (tmp_path / "clave.txt").write_text(f"La clave: {s.mesa.hoja().clave}\n")
    enviado.carpeta = tmp_path / "otra computadora"
    hecho = enviado.json("recuperar", "--buzon", enviado.buzon, "--clave", tmp_path / "clave.txt", "--sin-cifrar")
    assert hecho["palabras"] == palabras
    assert enviado.atender("--todo").codigo == 0


def test_what_the_office_has_is_published_by_kind_and_heard(trio: Trio) -> None:
    with wiring.abrir(trio.carpeta) as s:
        s.feriados.agregar(date(2027, 3, 1), "Aniversario")
    assert "nada que publicar" in trio.oficina("publicar", "unidades").error
    assert "no lleva título" in trio.oficina("publicar", "feriados", "Un título").error
    assert trio.json("publicar", "todo")["nuevas"] == ["feriados"]
    assert "nada nuevo" in trio.oficina("publicar", "feriados").salida
    assert "Antecedentes" in trio.oficina("publicar", "antecedentes").salida
    assert "ya no se envían" in trio.oficina("publicar", "antecedentes", "--no").salida
    assert trio.atender().codigo == 0
    trio.sincronizar("--confirmar", trio.sincronizar("--json").json["por_confirmar"]["palabras"])
    (dicha,) = trio.estado()["recibido"]
    assert (dicha["que"], dicha["estado"]) == ("feriados", "en_uso")
    assert "otra versión" in trio.sincronizar("--tomar", "cedulas").error
    assert "ninguna autoridad" in trio.sincronizar("--aceptar-anclas", "00").error
