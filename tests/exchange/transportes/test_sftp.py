"""SFTP against what every transport promises, and who the server is. The server of asyncssh, in this process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.identidad import ServidorCambiado, ServidorPorConfirmar
from supervisor_app.exchange.transportes.sftp import DestinoSftp
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos
from tests.exchange.transportes.conformidad import (
    CHICO,
    CLAVE,
    Cancelado,
    Conformidad,
    ConformidadCara,
    ConformidadDeCarpetas,
    ConformidadDeCortes,
    ConformidadDeLineasLentas,
    poner,
)
from tests.exchange.transportes.lugares import LugarDetrasDeCaos
from tests.exchange.transportes.servidor_sftp import CLAVE as CONTRASENA
from tests.exchange.transportes.servidor_sftp import USUARIO, ServidorSftp, servidor_sftp
from tests.red.caos import Caos, Falla, caos

PLAZOS = Plazos(conectar=5, respuesta=5, operacion=30)
QUIEN = Credencial(USUARIO, CONTRASENA)


@pytest.fixture(scope="module")
def servidor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServidorSftp]:
    with servidor_sftp(tmp_path_factory.mktemp("sftp")) as uno:
        yield uno


class LugarSftp(LugarDetrasDeCaos):
    def __init__(self, raiz: Path, proxy: Caos, servidor: ServidorSftp) -> None:
        super().__init__(raiz, proxy)
        self._servidor = servidor

    def _otro(self) -> Destino:
        return DestinoSftp(
            "127.0.0.1",
            self.caos.puerto,
            f"/{self.raiz.name}",
            QUIEN,
            Confianza(llave_ssh=self._servidor.llave),
            PLAZOS,
        )


class TestSftp(Conformidad, ConformidadDeCarpetas, ConformidadDeLineasLentas):
    @pytest.fixture
    def lugar(self, servidor: ServidorSftp, tmp_path: Path) -> Iterator[LugarSftp]:
        raiz = servidor.raiz / tmp_path.name
        raiz.mkdir()
        with caos(("127.0.0.1", servidor.puerto)) as proxy:
            lugar = LugarSftp(raiz, proxy, servidor)
            yield lugar
            lugar.cerrar()


@pytest.mark.red
class TestSftpDespacio(TestSftp, ConformidadCara, ConformidadDeCortes):
    """The rest of the suite as well."""


# --- who the server is, and who asks ---


@pytest.fixture
def raiz(servidor: ServidorSftp, tmp_path: Path) -> Path:
    raiz = servidor.raiz / tmp_path.name
    raiz.mkdir()
    return raiz


@contextmanager
def conectado(
    servidor: ServidorSftp, raiz: str, *, quien: Credencial = QUIEN, llave: str | None = None, puerto: int | None = None
) -> Iterator[DestinoSftp]:
    destino = DestinoSftp(
        "127.0.0.1", puerto or servidor.puerto, raiz, quien, Confianza(llave_ssh=llave or servidor.llave), PLAZOS
    )
    try:
        yield destino
    finally:
        destino.cerrar()


def test_an_unknown_server_is_shown_before_anything_is_said_to_it(servidor: ServidorSftp, raiz: Path) -> None:
    destino = DestinoSftp("127.0.0.1", servidor.puerto, f"/{raiz.name}", QUIEN, Confianza(), PLAZOS)
    with pytest.raises(ServidorPorConfirmar, match="Es la primera vez") as problema:
        poner(destino)
    destino.cerrar()
    assert (problema.value.huella, problema.value.llave) == (servidor.huella, servidor.llave)
    assert servidor.huella in problema.value.message
    with conectado(servidor, f"/{raiz.name}", llave=problema.value.llave) as confirmado:
        assert not poner(confirmado).ya_estaba


def test_a_changed_server_is_refused(servidor: ServidorSftp, raiz: Path) -> None:
    otra = asyncssh.generate_private_key("ssh-ed25519").export_public_key("openssh").decode("ascii")
    with (
        conectado(servidor, f"/{raiz.name}", llave=otra) as destino,
        pytest.raises(ServidorCambiado, match="pasar"),
    ):
        poner(destino)
    assert list(raiz.iterdir()) == []


def test_a_server_that_shows_another_kind_of_key_is_refused(servidor: ServidorSftp, raiz: Path) -> None:
    otra = asyncssh.generate_private_key("ecdsa-sha2-nistp256").export_public_key("openssh").decode("ascii")
    with conectado(servidor, f"/{raiz.name}", llave=otra) as destino, pytest.raises(ServidorCambiado):
        poner(destino)


def test_of_several_keys_of_a_server_the_accepted_one_is_asked_for(tmp_path: Path) -> None:
    otra = asyncssh.generate_private_key("ecdsa-sha2-nistp256")
    publica = otra.export_public_key("openssh").decode("ascii")
    with servidor_sftp(tmp_path, otra=otra) as dos, conectado(dos, "/", llave=publica) as destino:
        assert not poner(destino).ya_estaba


def test_a_password_is_the_answer_to_the_question_of_the_server(tmp_path: Path) -> None:
    with servidor_sftp(tmp_path, pregunta=True) as uno, conectado(uno, "/") as destino:
        assert not poner(destino).ya_estaba


def test_a_wrong_password_is_told_and_not_shown(servidor: ServidorSftp, raiz: Path) -> None:
    with (
        conectado(servidor, f"/{raiz.name}", quien=Credencial(USUARIO, "equivocada")) as destino,
        pytest.raises(EnvironmentProblem, match=f"no aceptó a «{USUARIO}»") as problema,
    ):
        poner(destino)
    assert "equivocada" not in repr(problema.value) + repr(Credencial(USUARIO, "equivocada"))


def en_texto(llave: asyncssh.SSHKey, formato: str) -> str:
    """As a person pastes it, enciphered; in one round, so that it does not take seconds."""
    return llave.export_private_key(formato, "la buena", rounds=1).decode("ascii")


def test_a_private_key_that_is_none(servidor: ServidorSftp) -> None:
    quien = Credencial(USUARIO, "", "no es una llave")
    with conectado(servidor, "/", quien=quien) as destino, pytest.raises(UserError, match="no se puede leer"):
        poner(destino)


@pytest.mark.filterwarnings("ignore:Warning. bcrypt.kdf:UserWarning")  # one round is few, and meant
@pytest.mark.parametrize("formato", ["openssh", "pkcs8-pem"])
def test_a_private_key_that_its_password_does_not_open(servidor: ServidorSftp, formato: str) -> None:
    quien = Credencial(USUARIO, "otra", en_texto(asyncssh.generate_private_key("ssh-ed25519"), formato))
    with conectado(servidor, "/", quien=quien) as destino, pytest.raises(UserError, match="no abre la llave privada"):
        poner(destino)


@pytest.mark.filterwarnings("ignore:Warning. bcrypt.kdf:UserWarning")  # one round is few, and meant
@pytest.mark.parametrize("formato", ["openssh", "pkcs8-pem"])
def test_a_private_key_that_its_password_opens(tmp_path: Path, formato: str) -> None:
    llave = asyncssh.generate_private_key("ssh-ed25519")
    (tmp_path / "entran").write_bytes(llave.export_public_key("openssh"))
    (tmp_path / "raiz").mkdir()
    quien = Credencial(USUARIO, "la buena", en_texto(llave, formato))
    with (
        servidor_sftp(tmp_path / "raiz", tmp_path / "entran") as propio,
        conectado(propio, "/", quien=quien) as destino,
    ):
        assert not poner(destino).ya_estaba


def test_a_root_that_is_not_there_is_never_made(servidor: ServidorSftp) -> None:
    with conectado(servidor, "/no/existe") as destino, pytest.raises(EnvironmentProblem, match="no tiene la carpeta"):
        poner(destino)
    assert not (servidor.raiz / "no").exists()


def test_a_file_where_a_folder_must_be(servidor: ServidorSftp, raiz: Path) -> None:
    (raiz / "visitas").write_text("x")
    with conectado(servidor, f"/{raiz.name}") as destino, pytest.raises(UserError, match="debe ir una carpeta"):
        poner(destino)


def test_without_permission(servidor: ServidorSftp, raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def negar(*_: object) -> None:
        raise asyncssh.SFTPPermissionDenied("no")

    monkeypatch.setattr(asyncssh.SFTPServer, "mkdir", negar)
    dice = r"No tiene permiso para escribir en «sftp://127\.0\.0\.1"
    with conectado(servidor, f"/{raiz.name}") as destino, pytest.raises(EnvironmentProblem, match=dice):
        poner(destino)


def test_a_server_without_any_extension(servidor: ServidorSftp, raiz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No hard links, no rename over a file, no flush, no free space: what SFTP 3 itself has, and nothing else."""
    monkeypatch.setattr(asyncssh.sftp.SFTPServerHandler, "_extensions", [])
    with conectado(servidor, f"/{raiz.name}") as destino:
        assert not poner(destino).ya_estaba
        assert poner(destino, b"otro").apartado == "a.zip.danado-1"
        poner(destino, b"tercero", reemplazar=True)
    assert {una.name: una.read_bytes() for una in (raiz / CLAVE).parent.iterdir()} == {
        "a.zip": b"tercero",
        "a.zip.danado-1": CHICO,
    }


def test_a_rival_without_links_does_not_lose_what_it_put(
    servidor: ServidorSftp, raiz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rename of SFTP 3 refuses a taken name, also one that was taken after the look."""
    monkeypatch.setattr(asyncssh.sftp.SFTPServerHandler, "_extensions", [])
    (raiz / "parte").write_bytes(b"mia")
    (raiz / "final").write_bytes(b"suya")
    with conectado(servidor, f"/{raiz.name}") as destino:
        dichos = iter([False, True])
        monkeypatch.setattr(destino.medio, "ocupado", lambda _: next(dichos))
        with destino.medio.sesion(lambda _: None, 0), pytest.raises(FileExistsError):
            destino.medio.publicar("parte", "final")
    assert (raiz / "final").read_bytes() == b"suya"


# --- a network that does not serve ---


def test_a_port_where_nobody_listens(servidor: ServidorSftp) -> None:
    with socket.create_server(("127.0.0.1", 0)) as oye:
        puerto = oye.getsockname()[1]
    with conectado(servidor, "/", puerto=puerto) as destino, pytest.raises(EnvironmentProblem, match="nadie atiende"):
        poner(destino)


def test_a_page_of_the_web_instead_of_a_server(servidor: ServidorSftp) -> None:
    pagina = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Inicie sesion</html>\r\n" + b"x\r\n" * 2000
    with socket.create_server(("127.0.0.1", 0)) as oye:

        def atender() -> None:
            cliente, _ = oye.accept()
            with cliente:
                cliente.sendall(pagina)
                cliente.recv(4096)

        hilo = threading.Thread(target=atender)
        hilo.start()
        puerto = oye.getsockname()[1]
        with (
            conectado(servidor, "/", puerto=puerto) as destino,
            pytest.raises(EnvironmentProblem, match="no habla"),
        ):
            poner(destino)
        hilo.join(5)


def test_a_server_that_says_nothing_is_given_up_in_time(servidor: ServidorSftp) -> None:
    with socket.create_server(("127.0.0.1", 0)) as oye:
        destino = DestinoSftp(
            "127.0.0.1", oye.getsockname()[1], "/", QUIEN, Confianza(llave_ssh=servidor.llave), Plazos(conectar=0.3)
        )
        with pytest.raises(EnvironmentProblem, match="no respondió a tiempo"):
            poner(destino)
        destino.cerrar()


def test_cancelled_while_it_waits_for_a_server_that_says_nothing(servidor: ServidorSftp) -> None:
    llamadas = iter(range(100))

    def pulso(_: int) -> None:
        if next(llamadas) == 2:
            raise Cancelado

    with (
        socket.create_server(("127.0.0.1", 0)) as oye,
        conectado(servidor, "/", puerto=oye.getsockname()[1]) as destino,
        pytest.raises(Cancelado),
    ):
        poner(destino, pulso=pulso)


def test_silence_in_the_middle_is_given_up_and_what_arrived_is_used(servidor: ServidorSftp, raiz: Path) -> None:
    with caos(("127.0.0.1", servidor.puerto)) as proxy:
        destino = DestinoSftp(
            "127.0.0.1",
            proxy.puerto,
            f"/{raiz.name}",
            QUIEN,
            Confianza(llave_ssh=servidor.llave),
            Plazos(conectar=5, respuesta=0.5),
        )
        assert destino.exists(CLAVE) is None
        proxy.fallar(Falla(500, clase="silencio"))
        with pytest.raises(EnvironmentProblem, match="no respondió a tiempo"):
            poner(destino)
        assert not poner(destino).ya_estaba
        destino.cerrar()
