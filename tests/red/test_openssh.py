"""SFTP against OpenSSH's own server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.sftp import DestinoSftp
from supervisor_app.exchange.transportes.valores import Confianza, Credencial
from tests.exchange.transportes.conformidad import Conformidad, ConformidadCara, ConformidadDeCortes
from tests.exchange.transportes.lugares import LugarDetrasDeCaos
from tests.red.caos import Caos, caos
from tests.red.castigo import Castigo
from tests.red.servidores import Sshd, sshd

pytestmark = pytest.mark.red


@pytest.fixture(scope="module")
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("sshd")) as uno:
        yield uno


class LugarOpenSsh(LugarDetrasDeCaos):
    def __init__(self, raiz: Path, proxy: Caos, servidor: Sshd) -> None:
        super().__init__(raiz, proxy)
        self._servidor = servidor

    def _otro(self) -> Destino:
        s = self._servidor
        quien, confianza = Credencial(s.usuario, llave_privada=s.privada), Confianza(llave_ssh=s.llave)
        return DestinoSftp("127.0.0.1", self.caos.puerto, str(self.raiz), quien, confianza, self.plazos)


class TestOpenSsh(Conformidad, ConformidadCara, ConformidadDeCortes, Castigo):
    @pytest.fixture
    def lugar(self, servidor: Sshd, tmp_path: Path) -> Iterator[LugarOpenSsh]:
        raiz = tmp_path / "entregas"
        raiz.mkdir()
        with caos(("127.0.0.1", servidor.puerto)) as proxy:
            lugar = LugarOpenSsh(raiz, proxy, servidor)
            yield lugar
            lugar.cerrar()
