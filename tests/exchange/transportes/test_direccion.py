"""The address of a mailbox: what people type, each mistake with its sentence, and the transport it leads to."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.errors import UserError
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.transportes.direccion import Direccion, abrir, leer
from supervisor_app.exchange.transportes.s3 import DestinoS3
from supervisor_app.exchange.transportes.sftp import DestinoSftp
from supervisor_app.exchange.transportes.smb import DestinoSmb
from supervisor_app.exchange.transportes.valores import Confianza, Credencial
from supervisor_app.exchange.transportes.webdav import DestinoWebDav

QUIEN = Credencial("supervisora", "secretisima")


@pytest.mark.parametrize(
    ("escrito", "leida"),
    [
        ("/mnt/entregas", Direccion("carpeta", "/mnt/entregas")),
        (' "/mnt/con espacios" ', Direccion("carpeta", "/mnt/con espacios")),
        ("/mnt/de ana@oficina/1:2", Direccion("carpeta", "/mnt/de ana@oficina/1:2")),
        (
            "SFTP://ana@Archivos.Ejemplo.MX:2222/buzon/oficina/",
            Direccion(
                "sftp",
                "sftp://ana@archivos.ejemplo.mx:2222/buzon/oficina",
                "archivos.ejemplo.mx",
                2222,
                usuario="ana",
                ruta="/buzon/oficina",
            ),
        ),
        ("sftp://h/~/buzon", Direccion("sftp", "sftp://h/~/buzon", "h", 22, ruta="buzon")),
        ("sftp://h", Direccion("sftp", "sftp://h", "h", 22)),
        ("sftp://h/", Direccion("sftp", "sftp://h/", "h", 22, ruta="/")),
        (
            "smb://srv/recurso/Años anteriores",
            Direccion(
                "smb", "smb://srv/recurso/Años anteriores", "srv", 445, recurso="recurso", ruta="Años anteriores"
            ),
        ),
        (
            "davs://nube.ejemplo.mx/remote.php/dav/files/a%20b/",
            Direccion(
                "webdav",
                "https://nube.ejemplo.mx/remote.php/dav/files/a b",
                "nube.ejemplo.mx",
                443,
                ruta="/remote.php/dav/files/a b",
            ),
        ),
        ("https://[2001:db8::1]:8443", Direccion("webdav", "https://[2001:db8::1]:8443", "2001:db8::1", 8443)),
        (
            "http://127.0.0.1:8080/dav",
            Direccion("webdav", "http://127.0.0.1:8080/dav", "127.0.0.1", 8080, seguro=False, ruta="/dav"),
        ),
        (
            "s3+https://s3.ejemplo.mx/supervision/oficina//sur/",
            Direccion(
                "s3",
                "s3+https://s3.ejemplo.mx/supervision/oficina/sur",
                "s3.ejemplo.mx",
                443,
                recurso="supervision",
                ruta="oficina/sur",
            ),
        ),
        (
            "s3+http://localhost:9000/cubeta",
            Direccion("s3", "s3+http://localhost:9000/cubeta", "localhost", 9000, seguro=False, recurso="cubeta"),
        ),
    ],
    ids=lambda uno: uno if isinstance(uno, str) else "",
)
def test_what_people_type(escrito: str, leida: Direccion) -> None:
    assert leer(escrito, windows=False) == leida
    assert leer(leida.texto, windows=False) == leida


@pytest.mark.parametrize(
    "escrito",
    [
        "E:\\Entregas",
        "D:\\de ana@oficina",
        "//servidor/recurso/carpeta",
        "\\\\servidor\\recurso\\carpeta",
        "C:/Entregas",
    ],
)
def test_folders_of_windows(escrito: str) -> None:
    assert leer(escrito, windows=True) == Direccion("carpeta", escrito)


@pytest.mark.parametrize(
    ("escrito", "dice"),
    [
        ("  ", "Escriba la carpeta de entrega o la dirección"),
        ("entregas", "no es la ruta completa de una carpeta"),
        ("nube.ejemplo.mx/dav", "no es la ruta completa de una carpeta"),
        ("~/entregas", "sin «~»"),
        ("\\\\srv\\recurso\\x", r"smb://srv/recurso/x"),
        ("//srv/recurso", r"smb://srv/recurso\."),
        ("file:///home/ana", "sin «file://»"),
        ("ftp://h/x", "FTP no protege"),
        ("gopher://h/x", "No se conoce «gopher://»"),
        ("s3://cubeta/x", r"Escriba también el servidor"),
        ("sftp://", "Falta el servidor"),
        ("sftp:///ruta", "Falta el servidor"),
        ("sftp:servidor", "Falta el servidor"),
        ("Ana:secreta@servidor/x", "Falta el servidor"),
        ("https://ana:secreta@h/x", "lleva una contraseña"),
        ("https://ana:@h/x", "lleva una contraseña"),
        ("sftp://@h/x", "falta el usuario"),
        ("sftp://h:0/x", "El puerto va de"),
        ("sftp://h:99999/x", "el puerto de la dirección no están bien"),
        ("sftp://h:dos/x", "el puerto de la dirección no están bien"),
        ("https://un servidor/x", "no es el nombre de un servidor"),
        ("https://servidór.mx/x", "no es el nombre de un servidor"),
        ("https://[::1/x", "no están bien escritos"),
        ("http://nube.ejemplo.mx/dav", "Use https://"),
        ("dav://nube.ejemplo.mx/dav", "Use https://"),
        ("s3+http://s3.ejemplo.mx/cubeta", r"Use s3\+https://"),
        ("https://h/x?token=1", "lleva «\\?» o «#»"),
        ("https://h/x#a", "lleva «\\?» o «#»"),
        ("https://h/a/../b", "ni «..»"),
        ("https://h/a/%2e%2e/b", "ni «..»"),
        ("https://h/a%00b", "caracteres que no se admiten"),
        ("https://h/a%ff", "no se entiende"),
        ("https://h\\x", "se separan con «/»"),
        ("smb://srv", "Falta el recurso compartido"),
        ("s3+https://s3.ejemplo.mx", "Falta la cubeta"),
        ("s3+https://s3.ejemplo.mx/Mi_Cubeta", "no es el nombre de una cubeta"),
        ("s3+https://llave@s3.ejemplo.mx/cubeta", "no va un usuario"),
        ("https://h/a\u200bb", "caracteres que no se ven"),
        ("/" + "x" * 1000, "demasiado larga"),
    ],
)
def test_each_mistake_has_its_sentence(escrito: str, dice: str) -> None:
    with pytest.raises(UserError, match=dice) as problema:
        leer(escrito, windows=False)
    assert problema.value.field == "destino"
    assert "secreta" not in problema.value.message


@given(st.text(max_size=80) | st.text(alphabet=string.printable + ":/@?#%\\~[]", max_size=40))
def test_whatever_is_typed_is_an_address_or_a_sentence(escrito: str) -> None:
    for comienzo in ("", "sftp://", "https://", "s3+https://h/", "smb://h/"):
        try:
            leida = leer(comienzo + escrito, windows=False)
        except UserError as problema:
            assert problema.field == "destino"
        else:
            assert leer(leida.texto, windows=False) == leida


@pytest.mark.parametrize(
    ("escrito", "clase"),
    [
        ("/mnt/entregas", DestinoCarpeta),
        ("sftp://h/x", DestinoSftp),
        ("smb://h/recurso", DestinoSmb),
        ("https://h/x", DestinoWebDav),
        ("s3+https://s3.us-west-2.amazonaws.com/cubeta", DestinoS3),
    ],
)
def test_an_address_leads_to_its_transport(escrito: str, clase: type) -> None:
    destino = abrir(leer(escrito, windows=False), QUIEN, Confianza())
    assert type(destino) is clase
    destino.cerrar()


@pytest.mark.parametrize("escrito", ["sftp://h/x", "s3+https://h/cubeta"])
def test_a_credential_is_asked_for_where_one_is_needed(escrito: str) -> None:
    with pytest.raises(UserError, match="pide usuario y contraseña") as problema:
        abrir(leer(escrito, windows=False), None, Confianza())
    assert problema.value.field == "credencial"


def test_an_own_authority_that_is_no_certificate() -> None:
    with pytest.raises(UserError, match="no se puede leer") as problema:
        abrir(leer("https://h/x", windows=False), None, Confianza(autoridad=b"nada"))
    assert problema.value.field == "autoridad"
