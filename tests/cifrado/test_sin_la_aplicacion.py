"""What docs/CIFRADO.md says of reading a folder without this application, done as it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from supervisor_app.cifrado.llave import Llave
from supervisor_app.services.acceso import Acceso, Coste
from supervisor_app.settings import Ajustes, guardar
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA

DOC = Path(__file__).parents[2] / "docs" / "CIFRADO.md"
FRASE = "camión azul con ñandú"
LARGO = bytes(range(256)) * 9_000  # more than two segments


@pytest.fixture(scope="module")
def hecha(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Llave, str, str]:
    """An enciphered folder, its recovery key, and the name of a content in it."""
    datos = tmp_path_factory.mktemp("rescate")
    llave, clave = Acceso(datos, coste=Coste(64, 1, 1)).crear(FRASE)
    with Almacen(datos, ahora=AHORA, llave=llave) as almacen:
        sha256 = almacen.archivos.guardar(LARGO)
    guardar(datos, Ajustes(nombre="Lucía"), llave)
    return datos, llave, clave, sha256


def rescate(tmp_path: Path, escrito: str, *argumentos: Path) -> str:
    """The program of the document, in a process that knows nothing of the application."""
    (programa,) = re.findall(r"```python\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    (tmp_path / "rescate.py").write_text(programa, encoding="utf-8")
    orden = [sys.executable, "-X", "utf8", str(tmp_path / "rescate.py"), *map(str, argumentos)]
    return subprocess.run(
        orden, input=f"{escrito}\n", capture_output=True, check=True, cwd=tmp_path, encoding="utf-8"
    ).stdout


def test_the_passphrase_gives_the_line_that_opens_the_database(
    hecha: tuple[Path, Llave, str, str], tmp_path: Path
) -> None:
    linea = rescate(tmp_path, FRASE, hecha[0]).splitlines()[0]
    conexion = sqlite.connect(str(hecha[0] / "supervisor.db"))
    conexion.execute(linea)
    assert conexion.execute("select count(*) from visita").fetchone() == (0,)
    assert conexion.execute("pragma cipher_integrity_check").fetchall() == []
    conexion.close()


def test_the_recovery_key_gives_the_same(hecha: tuple[Path, Llave, str, str], tmp_path: Path) -> None:
    assert rescate(tmp_path, hecha[2], hecha[0]) == rescate(tmp_path, FRASE, hecha[0])


def test_files_are_deciphered(hecha: tuple[Path, Llave, str, str], tmp_path: Path) -> None:
    datos, llave, _, sha256 = hecha
    nombre = llave.nombre(sha256)
    rescate(tmp_path, FRASE, datos, datos / "archivos" / nombre[:2] / nombre, tmp_path / "sale")
    assert (tmp_path / "sale").read_bytes() == LARGO
    rescate(tmp_path, FRASE, datos, datos / "ajustes.json.cifrado", tmp_path / "ajustes")
    assert "Lucía" in (tmp_path / "ajustes").read_text("utf-8")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_openssl_opens_a_seal(tmp_path: Path) -> None:
    acceso = Acceso(tmp_path / "datos", coste=Coste(64, 1, 1))
    llave, _ = acceso.crear(FRASE)
    privada = rsa.generate_private_key(65537, 2048)
    pem = serialization.Encoding.PEM
    (tmp_path / "jefatura.key").write_bytes(
        privada.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (tmp_path / "jefatura.pem").write_bytes(
        privada.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    (tmp_path / "sellado.bin").write_bytes(acceso.sellar(llave, tmp_path / "jefatura.pem").sellado)
    (orden,) = re.findall(r"```sh\n(openssl .*?)```", DOC.read_text("utf-8"), re.DOTALL)
    clave = subprocess.run(
        orden.replace("\\\n", " ").split(), cwd=tmp_path, capture_output=True, check=True, encoding="ascii"
    ).stdout
    assert acceso.recuperar(clave).id == llave.id
