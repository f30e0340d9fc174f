"""What a person types to say where the mailbox is, and the transport that goes there.

One text: a folder, ``sftp://``, ``smb://``, ``https://`` (WebDAV) or ``s3+https://``. It must never keep a password,
nor go over a connection that others can read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from supervisor_app.errors import UserError
from supervisor_app.exchange.destino import Destino
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

Clase = Literal["carpeta", "sftp", "smb", "webdav", "s3"]

_CAMPO = "destino"
_LARGO = 1000
_ESQUEMA = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/{1,2}")
_NOMBRE = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")
_CUBETA = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_REGION_DE_AMAZON = re.compile(r"s3[.-]([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?")
_ESTE_EQUIPO = frozenset({"localhost", "127.0.0.1", "::1"})

# Scheme -> what it is, its port, and the name under which it is kept.
_TRANSPORTES: dict[str, tuple[Clase, int, str]] = {
    "sftp": ("sftp", 22, "sftp"),
    "ssh": ("sftp", 22, "sftp"),
    "smb": ("smb", 445, "smb"),
    "cifs": ("smb", 445, "smb"),
    "https": ("webdav", 443, "https"),
    "davs": ("webdav", 443, "https"),
    "webdavs": ("webdav", 443, "https"),
    "http": ("webdav", 80, "http"),
    "dav": ("webdav", 80, "http"),
    "webdav": ("webdav", 80, "http"),
    "s3+https": ("s3", 443, "s3+https"),
    "s3+http": ("s3", 80, "s3+http"),
}
_EJEMPLOS = "sftp://usuario@servidor/ruta, smb://servidor/recurso, https://servidor/ruta o s3+https://servidor/cubeta"


@dataclass(frozen=True)
class Direccion:
    """Where a mailbox is. ``texto`` reads back as the same; the rest is empty for a folder.

    ``recurso``: share of SMB or bucket of S3. ``ruta``: decoded, with ``/``; absolute for SFTP unless it begins in the
    home of the user, empty or absolute for WebDAV, without slashes at its ends for SMB and S3.
    """

    clase: Clase
    texto: str
    servidor: str = ""
    puerto: int = 0
    seguro: bool = True
    usuario: str = ""
    recurso: str = ""
    ruta: str = ""

    @property
    def pide_credencial(self) -> bool:
        """Whether nobody gets in there without saying who asks; WebDAV may be open inside an institution."""
        # Windows goes to a share by itself, as the person who is signed in, and only to the usual port.
        return self.clase in ("sftp", "s3") or (self.clase == "smb" and not (_EN_WINDOWS and self.puerto == 445))


_EN_WINDOWS = os.name == "nt"


def leer(texto: str, *, windows: bool = _EN_WINDOWS) -> Direccion:
    """What was typed, understood. Raises UserError with a sentence for each mistake; none repeats a password."""
    limpio = texto.strip().strip('"').strip()
    if not limpio:
        raise _mal(f"Escriba la carpeta de entrega o la dirección del buzón: {_EJEMPLOS}.")
    if len(limpio) > _LARGO:
        raise _mal(f"La dirección es demasiado larga: caben {_LARGO} caracteres.")
    if not limpio.isprintable():
        raise _mal("La dirección lleva caracteres que no se ven. Escríbala de nuevo, sin pegarla.")
    esquema = _ESQUEMA.match(limpio)
    if esquema is None:
        return _carpeta(limpio, windows)
    nombre = esquema[1].lower()
    if nombre == "file":
        raise _mal("Escriba la carpeta sin «file://», tal como la muestra el explorador de archivos.")
    if nombre == "s3":
        raise _mal("Escriba también el servidor: s3+https://servidor/cubeta/prefijo.")
    if nombre in ("ftp", "ftps", "ftpes"):
        raise _mal("FTP no protege lo que se envía y no se usa aquí. Pida una dirección sftp:// a quien lo administra.")
    if nombre not in _TRANSPORTES:
        raise _mal(f"No se conoce «{nombre[:20]}://». Use una carpeta o una dirección como {_EJEMPLOS}.")
    return _de_red(nombre, f"{nombre}://{limpio[esquema.end() :]}")


def abrir(
    direccion: Direccion,
    credencial: Credencial | None,
    confianza: Confianza,
    plazos: Plazos = Plazos(),  # noqa: B008  # a frozen value
) -> Destino:
    """The destination at an address. Nothing is connected yet. Raises UserError where a credential is missing."""
    if credencial is not None and not credencial.usuario:
        credencial = replace(credencial, usuario=direccion.usuario)
    if credencial is None and direccion.pide_credencial:
        raise UserError(f"«{direccion.texto}» pide usuario y contraseña; escríbalos en el buzón.", field="credencial")
    return _ABRIR[direccion.clase](direccion, credencial, confianza, plazos)


# --- folders ---


def _carpeta(texto: str, windows: bool) -> Direccion:
    if not windows and texto.startswith(("\\\\", "//")):
        partes = [una for una in re.split(r"[\\/]", texto) if una]
        raise _mal(f"En este sistema escriba la carpeta compartida así: smb://{'/'.join(partes)[:200]}.")
    if texto == "~" or texto.startswith(("~/", "~\\")):
        raise _mal("Escriba la ruta completa de la carpeta, sin «~».")
    ruta = PureWindowsPath(texto) if windows else PurePosixPath(texto)
    if not ruta.is_absolute() and re.search(r"[@:]", texto):
        # What was meant for an address may carry a password: it is not repeated.
        raise _mal(f"Falta el servidor o sobra algo en la dirección. Escríbala como {_EJEMPLOS}.")
    if not ruta.is_absolute():
        raise _mal(
            f"«{texto[:80]}» no es la ruta completa de una carpeta ni la dirección de un buzón. Elija la carpeta, o "
            f"escriba una dirección como {_EJEMPLOS}."
        )
    return Direccion("carpeta", texto)


# --- servers ---


def _de_red(esquema: str, texto: str) -> Direccion:
    clase, usual, canonico = _TRANSPORTES[esquema]
    if "\\" in texto:
        raise _mal("En una dirección de red las carpetas se separan con «/», no con «\\».")
    try:
        partes = urlsplit(texto)
        servidor, puerto = partes.hostname or "", partes.port if partes.port is not None else usual
    except ValueError as error:
        raise _mal("El servidor o el puerto de la dirección no están bien escritos.") from error
    if partes.password is not None:
        raise _mal("La dirección lleva una contraseña, que ahí no se guarda. Quítela y escríbala en su propio campo.")
    if partes.query or partes.fragment or texto.endswith(("?", "#")):
        raise _mal("La dirección lleva «?» o «#», que aquí no se usan. Escriba sólo servidor y ruta.")
    _exigir_servidor(servidor, puerto, partes)
    seguro = canonico not in ("http", "s3+http")
    if not seguro and servidor not in _ESTE_EQUIPO:
        raise _mal(f"Con {canonico}:// cualquiera en la red puede leer lo que se envía. Use {canonico}s://.")
    usuario, camino = _descifrado(partes.username or ""), _camino(partes.path)
    base = Direccion(clase, "", servidor, puerto, seguro, usuario)
    hecha = _FORMAS[clase](base, camino, partes.path)
    return replace(hecha, texto=_canonica(hecha, canonico, usual))


def _exigir_servidor(servidor: str, puerto: int, partes: SplitResult) -> None:
    if not servidor:
        raise _mal(f"Falta el servidor en la dirección. Escríbala como {_EJEMPLOS}.")
    if ":" not in servidor and not _NOMBRE.fullmatch(servidor):
        raise _mal(f"«{servidor[:80]}» no es el nombre de un servidor: lleva espacios, acentos u otros signos.")
    if not 1 <= puerto <= 65535:
        raise _mal("El puerto va de 1 a 65535.")
    if "@" in partes.netloc and not partes.username:
        raise _mal("Antes de «@» falta el usuario; escríbalo o quite el signo.")


def _camino(ruta: str) -> str:
    """Decoded, without doubled slashes and without one at the end."""
    partes = [una for una in _descifrado(ruta).split("/") if una]
    if any(una in (".", "..") for una in partes):
        raise _mal("La ruta no puede llevar «.» ni «..». Escríbala completa.")
    junto = "/".join(partes)
    if not junto.isprintable() or "\\" in junto:
        raise _mal("La ruta lleva caracteres que no se admiten.")
    return junto


def _descifrado(texto: str) -> str:
    try:
        return unquote(texto, errors="strict")
    except UnicodeDecodeError as error:
        raise _mal("La ruta lleva un «%» que no se entiende. Escríbala con sus letras, o «%25» en su lugar.") from error


def _forma_sftp(base: Direccion, camino: str, cruda: str) -> Direccion:
    if camino == "~" or camino.startswith("~/"):
        return replace(base, ruta=camino[2:])
    return replace(base, ruta=f"/{camino}" if cruda else "")


def _forma_webdav(base: Direccion, camino: str, _: str) -> Direccion:
    return replace(base, ruta=f"/{camino}" if camino else "")


def _forma_smb(base: Direccion, camino: str, _: str) -> Direccion:
    recurso, _, ruta = camino.partition("/")
    if not recurso:
        raise _mal("Falta el recurso compartido: smb://servidor/recurso/carpeta.")
    return replace(base, recurso=recurso, ruta=ruta)


def _forma_s3(base: Direccion, camino: str, _: str) -> Direccion:
    cubeta, _, prefijo = camino.partition("/")
    if not cubeta:
        raise _mal("Falta la cubeta: s3+https://servidor/cubeta/prefijo.")
    if not _CUBETA.fullmatch(cubeta):
        raise _mal(
            f"«{cubeta[:80]}» no es el nombre de una cubeta: lleva de 3 a 63 letras minúsculas, dígitos, puntos o "
            "guiones."
        )
    if base.usuario:
        raise _mal("En una dirección s3+https:// no va un usuario; la llave de acceso se escribe en su propio campo.")
    return replace(base, recurso=cubeta, ruta=prefijo)


_FORMAS: dict[Clase, Callable[[Direccion, str, str], Direccion]] = {
    "sftp": _forma_sftp,
    "webdav": _forma_webdav,
    "smb": _forma_smb,
    "s3": _forma_s3,
}


def _canonica(direccion: Direccion, esquema: str, usual: int) -> str:
    """As it is kept and shown: reads back as the same address."""
    quien = f"{_escapado(direccion.usuario, '/@:')}@" if direccion.usuario else ""
    servidor = f"[{direccion.servidor}]" if ":" in direccion.servidor else direccion.servidor
    puerto = "" if direccion.puerto == usual else f":{direccion.puerto}"
    if direccion.clase == "sftp" and not direccion.ruta.startswith("/"):
        camino = f"/~/{direccion.ruta}".rstrip("/") if direccion.ruta else ""
    else:
        camino = "".join(f"/{una}" for una in (direccion.recurso, direccion.ruta.lstrip("/")) if una)
        camino = camino or ("/" if direccion.clase == "sftp" else "")
    return f"{esquema}://{quien}{servidor}{puerto}{_escapado(camino)}"


def _escapado(texto: str, ademas: str = "") -> str:
    return "".join(f"%{ord(letra):02X}" if letra in f"%?#{ademas}" else letra for letra in texto)


def _mal(texto: str) -> UserError:
    return UserError(texto, field=_CAMPO)


# --- opening: each library is loaded only where it is used ---


def _abrir_carpeta(direccion: Direccion, _: Credencial | None, __: Confianza, ___: Plazos) -> Destino:
    from supervisor_app.exchange.carpeta import DestinoCarpeta  # noqa: PLC0415

    return DestinoCarpeta(direccion.texto)


def _abrir_sftp(direccion: Direccion, credencial: Credencial | None, confianza: Confianza, plazos: Plazos) -> Destino:
    from supervisor_app.exchange.transportes.sftp import DestinoSftp  # noqa: PLC0415

    assert credencial is not None
    return DestinoSftp(direccion.servidor, direccion.puerto, direccion.ruta, credencial, confianza, plazos)


def _abrir_smb(direccion: Direccion, credencial: Credencial | None, _: Confianza, plazos: Plazos) -> Destino:
    if credencial is None:
        unc = "\\\\" + "\\".join((direccion.servidor, direccion.recurso, *direccion.ruta.split("/"))).rstrip("\\")
        return _abrir_carpeta(Direccion("carpeta", unc), None, Confianza(), plazos)
    from supervisor_app.exchange.transportes.smb import DestinoSmb  # noqa: PLC0415

    return DestinoSmb(direccion.servidor, direccion.puerto, direccion.recurso, direccion.ruta, credencial, plazos)


def _abrir_webdav(direccion: Direccion, credencial: Credencial | None, confianza: Confianza, plazos: Plazos) -> Destino:
    from supervisor_app.exchange.transportes.conexion_http import Servidor  # noqa: PLC0415
    from supervisor_app.exchange.transportes.webdav import CarpetaDav, DestinoWebDav  # noqa: PLC0415

    servidor = Servidor(direccion.servidor, direccion.puerto, direccion.seguro)
    return DestinoWebDav(CarpetaDav(servidor, direccion.ruta), credencial, confianza, plazos)


def _abrir_s3(direccion: Direccion, credencial: Credencial | None, confianza: Confianza, plazos: Plazos) -> Destino:
    from supervisor_app.exchange.transportes.conexion_http import Servidor  # noqa: PLC0415
    from supervisor_app.exchange.transportes.s3 import DestinoS3  # noqa: PLC0415
    from supervisor_app.exchange.transportes.s3_cliente import Cubeta  # noqa: PLC0415

    assert credencial is not None
    servidor = Servidor(direccion.servidor, direccion.puerto, direccion.seguro)
    # Of the others, those that want one say which when they are asked.
    amazon = _REGION_DE_AMAZON.fullmatch(direccion.servidor)
    cubeta = Cubeta(servidor, direccion.recurso, direccion.ruta, amazon[1] if amazon else "us-east-1")
    return DestinoS3(cubeta, credencial, confianza, plazos)


_ABRIR: dict[Clase, Callable[[Direccion, Credencial | None, Confianza, Plazos], Destino]] = {
    "carpeta": _abrir_carpeta,
    "sftp": _abrir_sftp,
    "smb": _abrir_smb,
    "webdav": _abrir_webdav,
    "s3": _abrir_s3,
}
