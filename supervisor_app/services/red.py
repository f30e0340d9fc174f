"""The only place that speaks to the network: one request, its answer, within a time and a size.

Nothing here is ever asked without a person having asked for it. What cannot be had is an EnvironmentProblem whose text
ends with what did not happen, which the caller says.
"""

from __future__ import annotations

import base64
import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from supervisor_app.errors import EnvironmentProblem, UserError

_TROZO = 64 * 1024
_ESTE_EQUIPO = {"127.0.0.1", "localhost", "::1"}


def exigir_direccion(url: str, *, campo: str) -> str:
    """The address without spaces around. Raises UserError with ``campo`` for what is no address of the web."""
    limpia = url.strip()
    try:
        partes = urlsplit(limpia)
        bien = partes.scheme in ("http", "https") and bool(partes.hostname) and partes.port != 0
    except ValueError:
        bien = False
    if not bien or not limpia.isascii() or any(letra.isspace() for letra in limpia):
        raise UserError(
            f"«{limpia[:80]}» no es una dirección de red. Escríbala completa, con http:// o https://.", field=campo
        )
    if partes.username or partes.password:
        raise UserError("La dirección lleva un usuario o una contraseña, que aquí no se guardan.", field=campo)
    return limpia


@dataclass(frozen=True, repr=False)
class Credencial:
    """User and password for one server, for as long as a question takes. Its text shows neither."""

    usuario: str
    contrasena: str

    def __repr__(self) -> str:
        return "Credencial(…)"

    def exigir_reserva(self, url: str) -> None:
        """Raises UserError where they would travel in the open."""
        partes = urlsplit(url)
        if partes.scheme != "https" and partes.hostname not in _ESTE_EQUIPO:
            raise UserError("El usuario y la contraseña sólo se envían a una dirección https://.", field="sello_url")

    @property
    def cabecera(self) -> str:
        dicho = f"{self.usuario}:{self.contrasena}".encode()
        return f"Basic {base64.b64encode(dicho).decode('ascii')}"


def preguntar(
    url: str,
    cuerpo: bytes | None,
    *,
    tipo: str,
    quien: str,
    segundos: float,
    limite: int,
    credencial: Credencial | None = None,
) -> bytes:
    """POST ``cuerpo`` of a media type, or GET where it is None. ``url`` was asked by ``exigir_direccion``.

    ``quien`` is named in the sentence: «la autoridad de sellado». ``limite``: bytes of the answer. Raises
    EnvironmentProblem saying why nobody answered, UserError where the credential would travel in the open.
    """
    # The limit holds for all of it: a server that sends a byte now and then would never tire the socket's own.
    fin = time.monotonic() + segundos
    cabeceras = {"Content-Type": tipo} if cuerpo is not None else {}
    pedido = urllib.request.Request(url, data=cuerpo, headers=cabeceras)
    if credencial is not None:
        credencial.exigir_reserva(url)
        pedido.add_unredirected_header("Authorization", credencial.cabecera)  # to this server and no other
    try:
        with _abridor().open(pedido, timeout=segundos) as respuesta:
            partes: list[bytes] = []
            largo = 0
            while trozo := respuesta.read1(_TROZO):
                partes.append(trozo)
                largo += len(trozo)
                if largo > limite:
                    raise EnvironmentProblem(f"Se preguntó a {quien} y la respuesta es demasiado grande.")
                if time.monotonic() > fin:
                    raise TimeoutError
            if respuesta.length:  # less than it announced: the connection broke
                raise http.client.IncompleteRead(b"".join(partes))
            return b"".join(partes)
    except urllib.error.HTTPError as error:
        error.close()
        raise EnvironmentProblem(f"Se preguntó a {quien} y respondió con un error ({error.code}).") from error
    except TimeoutError as error:
        raise EnvironmentProblem(f"Se preguntó a {quien} y no respondió en {segundos:g} segundos.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise EnvironmentProblem(f"Se preguntó a {quien} y no respondió en {segundos:g} segundos.") from error
        servidor = urlsplit(url).hostname
        raise EnvironmentProblem(f"No se pudo hablar con {quien} ({servidor}): no hay red o no está ahí.") from error


def _abridor() -> urllib.request.OpenerDirector:
    """The web and nothing else: a redirection to a file of this machine or to FTP is an error."""
    abridor = urllib.request.OpenerDirector()
    for manejador in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.UnknownHandler,
    ):
        abridor.add_handler(manejador())
    return abridor
