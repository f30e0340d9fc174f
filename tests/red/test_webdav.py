"""WebDAV against Apache, nginx and rclone. nginx moves over what is there; rclone shows what was cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.durable import PART_NAME
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.valores import Confianza, Credencial
from supervisor_app.exchange.transportes.webdav import CarpetaDav, DestinoWebDav
from tests.exchange.transportes.conformidad import (
    MIB,
    Cancelado,
    Conformidad,
    ConformidadCara,
    ConformidadDeCarpetas,
    ConformidadDeCortes,
    poner,
    que_cancela,
)
from tests.exchange.transportes.lugares import Lugar, LugarDetrasDeCaos
from tests.red.caos import Caos, caos
from tests.red.castigo import Castigo
from tests.red.servidores_http import CONTRASENA, USUARIO, apache, nginx, rclone_webdav

pytestmark = pytest.mark.red

QUIEN = Credencial(USUARIO, CONTRASENA)


@pytest.fixture(scope="module")
def de_apache() -> Iterator[tuple[int, Path]]:
    with apache() as uno:
        yield uno


@pytest.fixture(scope="module")
def de_nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    with nginx(tmp_path_factory.mktemp("nginx")) as uno:
        yield uno


@pytest.fixture(scope="module")
def de_rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    with rclone_webdav(tmp_path_factory.mktemp("rclone")) as uno:
        yield uno


class LugarDav(LugarDetrasDeCaos):
    reanuda = False

    def __init__(self, raiz: Path, proxy: Caos, ruta: str, quien: Credencial | None) -> None:
        super().__init__(raiz, proxy)
        self._ruta, self._quien = ruta, quien

    def _otro(self) -> Destino:
        carpeta = CarpetaDav(Servidor("127.0.0.1", self.caos.puerto, seguro=False), self._ruta)
        return DestinoWebDav(carpeta, self._quien, Confianza(), self.plazos)

    def archivos(self) -> dict[str, bytes]:
        """Without what Apache keeps for itself while something arrives."""
        return {clave: datos for clave, datos in super().archivos().items() if ".davfs.tmp" not in clave}

    def dejar(self, clave: str, datos: bytes) -> None:
        """Where a server that works as somebody else may write too."""
        super().dejar(clave, datos)
        for una in self.raiz.rglob("*"):
            una.chmod(0o777)


class _Dav(Conformidad, ConformidadCara, ConformidadDeCarpetas, ConformidadDeCortes, Castigo):
    """``servidor``: the fixture of one; ``antes``: where its root stands."""

    servidor: str
    antes = ""
    quien: Credencial | None = QUIEN

    @pytest.fixture
    def lugar(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LugarDav]:
        puerto, raiz = request.getfixturevalue(self.servidor)
        propia = raiz / tmp_path.name
        propia.mkdir()
        if "at_every_step" in request.node.name:
            # The delivery that is measured there must not make the folders either.
            (propia / "visitas/2026/11").mkdir(parents=True)
        for una in (propia, *propia.rglob("*")):
            una.chmod(0o777)
        with caos(("127.0.0.1", puerto)) as proxy:
            lugar = LugarDav(propia, proxy, f"{self.antes}/{tmp_path.name}", self.quien)
            yield lugar
            lugar.cerrar()

    def test_a_flipped_bit_is_never_delivered(self, lugar: Lugar, grande: Path) -> None:
        """Before the server answers: once it does, megabytes of it are on their way already."""
        datos, oidos = grande.read_bytes(), [0, 0]

        def pulso(mas: int) -> None:
            oidos[0] += mas
            if oidos[0] == len(datos) and not mas and not oidos[1]:
                partes = [una for una in lugar.raiz.rglob("*") if PART_NAME.search(una.name)]
                if [una.stat().st_size for una in partes] == [len(datos)]:
                    oidos[1] = 1
                    lugar.voltear_un_bit()

        with pytest.raises(EnvironmentProblem, match="no quedó igual al original"):
            poner(lugar.destino(), datos, archivo=grande, pulso=pulso)
        assert lugar.archivos() == {}


class TestApache(_Dav):
    servidor = "de_apache"
    antes = "/dav"


class TestNginx(_Dav):
    servidor = "de_nginx"
    quien = None


class TestRclone(_Dav):
    servidor = "de_rclone"

    @pytest.mark.parametrize("milesimas", [-1, 0, 400, 900])
    def test_cancelled_at_any_moment_leaves_nothing(self, lugar: Lugar, grande: Path, milesimas: int) -> None:
        """It goes on writing the part that was removed: that one goes after a day, and nothing else is there."""
        datos = grande.read_bytes()[: 2 * MIB]
        destino = lugar.destino()
        with pytest.raises(Cancelado):
            poner(destino, datos, pulso=que_cancela(len(datos) * milesimas // 1000))
        assert lugar.finales() == {}
        assert not poner(destino, datos).ya_estaba
