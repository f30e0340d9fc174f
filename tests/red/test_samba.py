"""SMB against Samba."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.smb import DestinoSmb
from supervisor_app.exchange.transportes.valores import Credencial, Plazos
from tests.exchange.transportes.conformidad import (
    Conformidad,
    ConformidadCara,
    ConformidadDeCarpetas,
    ConformidadDeCortes,
    ConformidadDeLineasLentas,
    poner,
)
from tests.exchange.transportes.lugares import LugarDetrasDeCaos
from tests.red.caos import Caos, caos
from tests.red.castigo import Castigo
from tests.red.servidores import Samba, samba

pytestmark = [
    pytest.mark.red,
    # Where the connection broke, the library leaves its own handles as they are; there is nothing left to close.
    pytest.mark.filterwarnings("ignore:unclosed SMB handle:ResourceWarning"),
]


@pytest.fixture(scope="module")
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Samba]:
    with samba(tmp_path_factory.mktemp("samba")) as uno:
        yield uno


class LugarSamba(LugarDetrasDeCaos):
    def __init__(self, raiz: Path, proxy: Caos, servidor: Samba) -> None:
        super().__init__(raiz, proxy)
        self._servidor = servidor

    def _otro(self) -> Destino:
        s = self._servidor
        quien = Credencial(s.usuario, s.contrasena)
        return DestinoSmb("127.0.0.1", self.caos.puerto, s.recurso, self.raiz.name, quien, self.plazos)


class TestSamba(
    Conformidad, ConformidadDeCarpetas, ConformidadDeLineasLentas, ConformidadCara, ConformidadDeCortes, Castigo
):
    @pytest.fixture
    def lugar(self, servidor: Samba, tmp_path: Path) -> Iterator[LugarSamba]:
        raiz = servidor.raiz / tmp_path.name
        raiz.mkdir()
        with caos(("127.0.0.1", servidor.puerto)) as proxy:
            lugar = LugarSamba(raiz, proxy, servidor)
            yield lugar
            lugar.cerrar()


def destino_de(servidor: Samba, carpeta: str = "", *, contrasena: str | None = None, recurso: str = "") -> DestinoSmb:
    quien = Credencial(servidor.usuario, servidor.contrasena if contrasena is None else contrasena)
    return DestinoSmb("127.0.0.1", servidor.puerto, recurso or servidor.recurso, carpeta, quien, Plazos(5, 5, 30))


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        ({"contrasena": "equivocada"}, "no aceptó a «nobody»"),
        ({"recurso": "no_existe"}, "no tiene la carpeta"),
        ({"carpeta": "no/existe"}, "no tiene la carpeta"),
    ],
    ids=["wrong password", "no such share", "no such folder"],
)
def test_what_is_wrong_is_told(servidor: Samba, opciones: dict[str, str], dice: str) -> None:
    destino = destino_de(servidor, **opciones)
    with pytest.raises(EnvironmentProblem, match=dice):
        poner(destino)
    destino.cerrar()
    assert not (servidor.raiz / "no").exists()


def test_a_file_where_a_folder_must_be(servidor: Samba, tmp_path: Path) -> None:
    (servidor.raiz / tmp_path.name).mkdir()
    (servidor.raiz / tmp_path.name / "visitas").write_text("x")
    destino = destino_de(servidor, tmp_path.name)
    with pytest.raises(UserError, match="debe ir una carpeta"):
        poner(destino)
    destino.cerrar()


def test_a_server_that_cannot_encipher_is_refused(tmp_path: Path) -> None:
    with samba(tmp_path, "server max protocol = SMB2_10") as viejo:
        destino = destino_de(viejo)
        with pytest.raises(EnvironmentProblem, match="no admite SMB 3 con cifrado"):
            poner(destino)
        destino.cerrar()
