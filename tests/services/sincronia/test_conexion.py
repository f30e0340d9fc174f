"""Where the mailbox is, who asks there and whom to believe: kept apart from its password, and for no other server."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.cifrado import llavero
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.destino import Destino, Puesto, Pulso, sin_pulso
from supervisor_app.exchange.transportes import direccion as direcciones
from supervisor_app.exchange.transportes.frenado import Frenado
from supervisor_app.exchange.transportes.ritmo import ConRitmo
from supervisor_app.exchange.transportes.valores import Confianza, Credencial
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.sincronia.conexion import Conexiones, se_repite_sola
from tests.visita_ficticia import RelojFijo

SFTP = "sftp://buzon.ejemplo/visitas"


@pytest.fixture
def conexiones(tmp_path: Path) -> Conexiones:
    datos = tmp_path / "datos"
    datos.mkdir()
    return Conexiones(ServicioAjustes(datos, reloj=RelojFijo()))


@pytest.fixture
def en_llavero(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A keyring that keeps what it is given."""
    guardado: dict[str, bytes] = {}
    monkeypatch.setattr(llavero, "disponible", lambda: True)
    monkeypatch.setattr(llavero, "guardar", guardado.__setitem__)
    monkeypatch.setattr(llavero, "leer", guardado.get)
    return guardado


@pytest.fixture
def abiertas(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Credencial | None, Confianza]]:
    """With what each destination was opened; none of them is on a server."""
    vistas: list[tuple[Credencial | None, Confianza]] = []

    def abrir(_direccion: object, credencial: Credencial | None, confianza: Confianza) -> Destino:
        vistas.append((credencial, confianza))
        return DestinoCarpeta(tmp_path)

    monkeypatch.setattr(direcciones, "abrir", abrir)
    return vistas


def test_a_folder_is_a_folder_and_asks_for_nothing(conexiones: Conexiones, tmp_path: Path) -> None:
    destino, dicha = conexiones.abrir(str(tmp_path))
    assert isinstance(destino, DestinoCarpeta)
    assert dicha == str(tmp_path)
    assert not conexiones.lugar(str(tmp_path)).pide_contrasena


def test_without_any_address_it_says_what_to_write(conexiones: Conexiones) -> None:
    with pytest.raises(UserError, match="No se ha dicho a dónde enviar") as dicho:
        conexiones.abrir()
    assert dicho.value.field == "buzon"


@pytest.mark.usefixtures("en_llavero")
def test_what_was_typed_is_kept_in_one_way_of_writing_it(
    conexiones: Conexiones, abiertas: list[tuple[Credencial | None, Confianza]]
) -> None:
    conexiones.configurar(buzon=" SFTP://ana@buzon.ejemplo/visitas ", autoridad="un certificado")
    assert conexiones.direccion() == "sftp://ana@buzon.ejemplo/visitas"
    conexiones.abrir()
    credencial, confianza = abiertas[-1]
    assert credencial is not None
    assert (credencial.usuario, confianza.autoridad) == ("ana", b"un certificado")


def test_a_password_is_asked_of_the_keyring_by_who_and_where(
    conexiones: Conexiones, en_llavero: dict[str, bytes], abiertas: list[tuple[Credencial | None, Confianza]]
) -> None:
    conexiones.configurar(buzon=SFTP, usuario="ana")
    conexiones.recordar(conexiones.lugar(), "clave ficticia ñ")
    conexiones.abrir()
    conexiones.abrir(usuario="otra")
    conexiones.abrir("sftp://otro.ejemplo/visitas", usuario="ana")
    assert [c.contrasena for c, _ in abiertas if c is not None] == ["clave ficticia ñ", "", ""]
    assert b"clave" not in b"".join(nombre.encode() for nombre in en_llavero)


@pytest.mark.usefixtures("en_llavero")
def test_the_key_of_one_server_is_believed_of_no_other(
    conexiones: Conexiones, abiertas: list[tuple[Credencial | None, Confianza]]
) -> None:
    conexiones.configurar(buzon=SFTP, usuario="ana")
    conexiones.aceptar_servidor("ssh-ed25519 AAAA")
    conexiones.abrir()
    conexiones.abrir("sftp://otro.ejemplo/visitas", usuario="ana")
    conexiones.configurar(buzon="sftp://otro.ejemplo/visitas", usuario="ana")
    conexiones.abrir()
    assert [c.llave_ssh for _, c in abiertas] == ["ssh-ed25519 AAAA", None, None]


def test_a_wrong_address_changes_nothing(conexiones: Conexiones) -> None:
    conexiones.configurar(buzon=SFTP)
    with pytest.raises(UserError, match="contraseña"):
        conexiones.configurar(buzon="sftp://ana:clave@buzon.ejemplo/v")
    assert conexiones.direccion() == SFTP


@pytest.mark.usefixtures("en_llavero", "abiertas")
def test_bandwidth_is_kept_free_on_a_network_only(conexiones: Conexiones, tmp_path: Path) -> None:
    conexiones.configurar(buzon=SFTP, usuario="ana", kbs=128)
    assert isinstance(conexiones.abrir()[0], Frenado)
    assert not isinstance(conexiones.abrir(str(tmp_path))[0], Frenado)


class _Oido(DestinoCarpeta):
    """Hears with which pulse something is put."""

    pulso: Pulso

    def put_atomic(
        self,
        clave: str,
        origen: Readable | bytes,
        *,
        sha256: str,
        tamano: int,
        pulso: Pulso = sin_pulso,
        reemplazar: bool = False,
    ) -> Puesto:
        self.pulso = pulso
        return Puesto(clave, ya_estaba=True)


def test_what_is_put_keeps_to_the_rate_and_is_heard(tmp_path: Path) -> None:
    oidos: list[int] = []
    destino = _Oido(tmp_path)
    Frenado(destino, 1_000_000_000).put_atomic("a", b"x", sha256="", tamano=1, pulso=oidos.append)
    assert isinstance(destino.pulso, ConRitmo)
    destino.pulso(5)
    assert oidos == [5]


def test_only_what_waiting_may_mend_is_tried_again() -> None:
    assert se_repite_sola(EnvironmentProblem("Sin red.", action="Reintentar"))
    assert not se_repite_sola(EnvironmentProblem("Lleno.", action="Elegir otra carpeta"))
    assert not se_repite_sola(UserError("Escriba otra cosa."))
