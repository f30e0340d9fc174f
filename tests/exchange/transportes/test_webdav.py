"""WebDAV against what every transport promises, and who may hear the password. wsgidav, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes import fallas
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from supervisor_app.exchange.transportes.webdav import CarpetaDav, DestinoWebDav
from tests.exchange.transportes.conformidad import (
    CHICO,
    CLAVE,
    Conformidad,
    ConformidadCara,
    ConformidadDeCarpetas,
    ConformidadDeCortes,
    poner,
)
from tests.exchange.transportes.lugares import LugarDetrasDeCaos
from tests.exchange.transportes.servidor_webdav import CONTRASENA, USUARIO, ServidorWebDav, servidor_webdav
from tests.red.caos import Caos, caos

# What wsgidav leaves open is closed by chance in the middle of another test; at the end, by ``servidor_webdav``.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PLAZOS = Plazos(conectar=5, respuesta=5, operacion=30)
QUIEN = Credencial(USUARIO, CONTRASENA)


@pytest.fixture(scope="module")
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServidorWebDav]:
    with servidor_webdav(tmp_path_factory.mktemp("dav")) as uno:
        yield uno


def hacia(puerto: int, ruta: str, quien: Credencial | None = QUIEN, plazos: Plazos = PLAZOS) -> DestinoWebDav:
    return DestinoWebDav(CarpetaDav(Servidor("127.0.0.1", puerto, seguro=False), ruta), quien, Confianza(), plazos)


class LugarWebDav(LugarDetrasDeCaos):
    reanuda = False

    def __init__(self, raiz: Path, proxy: Caos, camino: str, quien: Credencial | None) -> None:
        super().__init__(raiz, proxy)
        self._camino, self._quien = camino, quien

    def _otro(self) -> Destino:
        return hacia(self.caos.puerto, f"{self._camino}/{self.raiz.name}", self._quien, self.plazos)


class TestWebDav(Conformidad, ConformidadDeCarpetas):
    @pytest.fixture
    def lugar(self, servidor: ServidorWebDav, tmp_path: Path) -> Iterator[LugarWebDav]:
        raiz = servidor.raiz / tmp_path.name
        raiz.mkdir()
        with caos(("127.0.0.1", servidor.puerto)) as proxy:
            lugar = LugarWebDav(raiz, proxy, "/dav", QUIEN)
            yield lugar
            lugar.cerrar()


@pytest.mark.red
class TestWebDavDespacio(TestWebDav, ConformidadCara, ConformidadDeCortes):
    """The rest of the suite as well."""


@pytest.fixture
def raiz(servidor: ServidorWebDav, tmp_path: Path) -> Path:
    raiz = servidor.raiz / tmp_path.name
    raiz.mkdir()
    return raiz


def test_without_a_password_where_none_is_asked_for(servidor: ServidorWebDav, raiz: Path) -> None:
    destino = hacia(servidor.puerto, f"/abierto/{raiz.name}", None)
    assert not poner(destino).ya_estaba
    destino.cerrar()


def test_a_password_is_asked_for(servidor: ServidorWebDav, raiz: Path) -> None:
    destino = hacia(servidor.puerto, f"/dav/{raiz.name}", None)
    with pytest.raises(EnvironmentProblem, match="pide usuario y contraseña"):
        poner(destino)
    destino.cerrar()


def test_a_wrong_password_is_told_and_not_shown(servidor: ServidorWebDav, raiz: Path) -> None:
    destino = hacia(servidor.puerto, f"/dav/{raiz.name}", Credencial(USUARIO, "equivocada"))
    with pytest.raises(EnvironmentProblem, match=f"no aceptó a «{USUARIO}»") as problema:
        poner(destino)
    assert "equivocada" not in problema.value.message
    destino.cerrar()


def test_a_password_never_travels_in_the_open() -> None:
    carpeta = CarpetaDav(Servidor("nube.ejemplo.mx", 80, seguro=False), "/dav")
    with pytest.raises(UserError, match="conexión segura"):
        DestinoWebDav(carpeta, QUIEN, Confianza(), PLAZOS)


def test_a_root_that_is_not_there_is_never_made(servidor: ServidorWebDav) -> None:
    destino = hacia(servidor.puerto, "/dav/no/existe")
    with pytest.raises(EnvironmentProblem, match="no tiene la carpeta"):
        poner(destino)
    assert not (servidor.raiz / "no").exists()
    destino.cerrar()


def test_a_file_for_a_root(servidor: ServidorWebDav, raiz: Path) -> None:
    (raiz / "archivo").write_text("x")
    destino = hacia(servidor.puerto, f"/dav/{raiz.name}/archivo")
    with pytest.raises(UserError, match="es un archivo, no una carpeta"):
        poner(destino)
    destino.cerrar()


def test_a_file_where_a_folder_must_be(servidor: ServidorWebDav, raiz: Path) -> None:
    (raiz / "visitas").write_text("x")
    destino = hacia(servidor.puerto, f"/dav/{raiz.name}")
    with pytest.raises(UserError, match="debe ir una carpeta"):
        poner(destino)
    destino.cerrar()


def test_a_folder_in_the_place_of_a_package_is_set_aside(servidor: ServidorWebDav, raiz: Path) -> None:
    (raiz / CLAVE).mkdir(parents=True)
    destino = hacia(servidor.puerto, f"/dav/{raiz.name}")
    assert poner(destino).apartado == "a.zip.danado-1"
    assert (raiz / CLAVE).is_file()
    destino.cerrar()


def test_a_connection_that_the_server_closed_meanwhile_is_made_anew(servidor: ServidorWebDav, raiz: Path) -> None:
    with caos(("127.0.0.1", servidor.puerto)) as proxy:
        destino = hacia(proxy.puerto, f"/dav/{raiz.name}")
        poner(destino)
        proxy.cortar_todo()
        assert poner(destino).ya_estaba
        destino.cerrar()


def test_a_rival_that_makes_the_server_fail_has_delivered_it(
    servidor: ServidorWebDav, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """wsgidav answers 500 to the second of two that take a name at once."""
    (servidor.raiz / tmp_path.name).mkdir()
    destino = hacia(servidor.puerto, f"/dav/{tmp_path.name}")

    def fallar(*_: str) -> None:
        (servidor.raiz / tmp_path.name / CLAVE).write_bytes(CHICO)
        raise fallas.rechazo("127.0.0.1", "500")

    monkeypatch.setattr(destino.medio, "_mover", fallar)
    assert poner(destino).ya_estaba
    destino.cerrar()
