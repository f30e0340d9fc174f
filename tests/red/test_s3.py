"""S3 against rclone and Ceph. rclone knows no conditions and gives no MD5 for what came in parts; Ceph does both."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.destino import Destino, sin_pulso
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.s3 import DestinoS3
from supervisor_app.exchange.transportes.s3_cliente import ClienteS3, Cubeta
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from tests.exchange.transportes.conformidad import (
    CLAVE,
    MIB,
    Conformidad,
    ConformidadCara,
    ConformidadDeCortes,
    ConformidadDeLineasLentas,
    poner,
)
from tests.exchange.transportes.lugares import Lugar, LugarDetrasDeCaos
from tests.red.caos import Caos, Clase, caos
from tests.red.castigo import Castigo
from tests.red.servidores_http import CUBETA, LLAVE, SECRETO, ceph, rclone_s3

pytestmark = pytest.mark.red

QUIEN = Credencial(LLAVE, SECRETO)
ORDEN = {"versioning": ""}
CON_VERSIONES = f"{CUBETA}-versiones"


def cubeta(puerto: int, prefijo: str, nombre: str = CUBETA) -> Cubeta:
    return Cubeta(Servidor("127.0.0.1", puerto, seguro=False), nombre, prefijo)


class LugarS3(LugarDetrasDeCaos):
    relee = False

    def __init__(self, raiz: Path, proxy: Caos, nombre: str = CUBETA) -> None:
        super().__init__(raiz, proxy)
        self._nombre = nombre

    def _otro(self) -> Destino:
        return DestinoS3(cubeta(self.caos.puerto, self.raiz.name, self._nombre), QUIEN, Confianza(), self.plazos)


class LugarRclone(LugarS3):
    def archivos(self) -> dict[str, bytes]:
        """Without what it keeps for itself while parts arrive."""
        return {clave: datos for clave, datos in super().archivos().items() if ".rclone_temp_" not in clave}


class LugarCeph(LugarS3):
    """What lies there is asked for past the proxy, with requests of its own."""

    def __init__(self, raiz: Path, proxy: Caos, directo: int, nombre: str) -> None:
        super().__init__(raiz, proxy, nombre)
        self._cliente = ClienteS3(cubeta(directo, raiz.name, nombre), QUIEN, Confianza(), Plazos())
        self._destino = DestinoS3(cubeta(directo, raiz.name, nombre), QUIEN, Confianza(), Plazos())

    def archivos(self) -> dict[str, bytes]:
        return {clave: b"".join(self._destino.get(clave)) for clave in self._destino.list("")}

    def dejar(self, clave: str, datos: bytes) -> None:
        md5 = hashlib.md5(datos, usedforsecurity=False).hexdigest()
        with self._cliente.sesion(sin_pulso, len(datos)), self._cliente.pedir("PUT", clave, cuerpo=datos) as respuesta:
            assert respuesta.cabeceras["etag"].strip('"') == md5

    def vaciar(self) -> None:
        for clave in self._destino.list(""):
            with self._cliente.sesion(sin_pulso, 0), self._cliente.pedir("DELETE", clave):
                pass

    def cerrar(self) -> None:
        super().cerrar()
        self._cliente.cerrar()
        self._destino.cerrar()


@pytest.fixture(scope="module")
def de_rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    with rclone_s3(tmp_path_factory.mktemp("rclone")) as uno:
        yield uno


@pytest.fixture(scope="module")
def de_ceph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with ceph(tmp_path_factory.mktemp("ceph")) as uno:
        versiones = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
        for nombre in (CUBETA, CON_VERSIONES):
            cliente = ClienteS3(cubeta(uno.puerto, "", nombre), QUIEN, Confianza(), Plazos())
            with cliente.sesion(sin_pulso, 0), cliente.pedir("PUT", None):
                pass
            if nombre == CON_VERSIONES:
                with cliente.sesion(sin_pulso, 0), cliente.pedir("PUT", None, ORDEN, cuerpo=versiones.encode()):
                    pass
            cliente.cerrar()
        yield uno.puerto


def _a_la_vez(cuantas: int, lugar: Lugar, datos: bytes) -> None:
    """rclone writes in place: who looks meanwhile sees a damaged copy, sets it aside, and delivers when it repeats."""

    def entregar(destino: Destino) -> None:
        for _ in range(5):
            with contextlib.suppress(EnvironmentProblem):
                poner(destino, datos)
                return
        raise AssertionError("never arrived")

    destinos = [lugar.destino() for _ in range(cuantas)]
    with ThreadPoolExecutor(cuantas) as equipos:
        list(equipos.map(entregar, destinos))
    hay = lugar.archivos()
    assert hay.pop(CLAVE) == datos
    assert all(".danado-" in otra for otra in hay)


class _SinCondiciones(Conformidad, ConformidadCara, ConformidadDeCortes, Castigo):
    """«If-None-Match» keeps nobody out there, so that two may send the same; it lies there once and whole."""

    def test_two_laptops_at_once_deliver_one(self, lugar: Lugar, grande: Path) -> None:
        _a_la_vez(2, lugar, grande.read_bytes()[:MIB])

    def test_two_laptops_at_once_with_a_large_file(self, lugar: Lugar, grande: Path) -> None:
        _a_la_vez(3, lugar, grande.read_bytes())


class TestRclone(_SinCondiciones):
    @pytest.fixture
    def lugar(self, de_rclone: tuple[int, Path], tmp_path: Path) -> Iterator[LugarS3]:
        puerto, raiz = de_rclone
        with caos(("127.0.0.1", puerto)) as proxy:
            lugar = LugarRclone(raiz / tmp_path.name, proxy)
            yield lugar
            lugar.cerrar()

    @pytest.mark.parametrize("milesimas", range(0, 1050, 50))
    @pytest.mark.parametrize("clase", ["corte"])
    def test_cut_anywhere_and_repeated_it_arrives_once(
        self, lugar: Lugar, grande: Path, milesimas: int, clase: Clase
    ) -> None:
        """Half open, it keeps the part for whoever went, and answers nobody else until it has noticed."""
        super().test_cut_anywhere_and_repeated_it_arrives_once(lugar, grande, milesimas, clase)


class TestCeph(Conformidad, ConformidadCara, ConformidadDeLineasLentas, ConformidadDeCortes, Castigo):
    @pytest.fixture
    def lugar(self, de_ceph: int, tmp_path: Path) -> Iterator[LugarCeph]:
        with caos(("127.0.0.1", de_ceph)) as proxy:
            lugar = LugarCeph(tmp_path, proxy, de_ceph, CUBETA)
            yield lugar
            lugar.cerrar()

    def test_two_laptops_at_once_with_a_large_file(self, lugar: Lugar, grande: Path) -> None:
        """It heeds the condition of a PUT and not that of an upload in parts."""
        _a_la_vez(3, lugar, grande.read_bytes())


class TestCephConVersiones(_SinCondiciones):
    """There it overwrites in spite of the condition; the version before is kept."""

    @pytest.fixture
    def lugar(self, de_ceph: int, tmp_path: Path) -> Iterator[LugarCeph]:
        with caos(("127.0.0.1", de_ceph)) as proxy:
            lugar = LugarCeph(tmp_path, proxy, de_ceph, CON_VERSIONES)
            yield lugar
            lugar.cerrar()


def test_a_secret_that_is_not_the_right_one(de_rclone: tuple[int, Path]) -> None:
    destino = DestinoS3(cubeta(de_rclone[0], "x"), Credencial(LLAVE, "OTROSECRETO0123456"), Confianza(), Plazos())
    with pytest.raises(EnvironmentProblem, match=f"no aceptó a «{LLAVE}»"):
        destino.exists("a.zip")
    destino.cerrar()
