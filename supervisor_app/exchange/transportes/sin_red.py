"""What the network answers, or does not, said in Spanish: once for every transport.

It must never call anything delivered: every sentence ends with that nothing was.
"""

from __future__ import annotations

import errno
import socket

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.problemas import REINTENTAR

OTRA_CREDENCIAL = "Cambiar usuario o contraseña"
NADA_SE_DIO = "Nada se dio por entregado y la visita sigue completa en este equipo."

_LEJOS = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


def explicar(error: BaseException, servidor: str) -> EnvironmentProblem:
    """The sentence for a failure of the connection: ``OSError``, time-out or end of the stream."""
    if isinstance(error, socket.gaierror):
        return no_se_encuentra(servidor)
    if isinstance(error, TimeoutError):
        return sin_respuesta(servidor)
    if isinstance(error, ConnectionRefusedError):
        return nadie_atiende(servidor)
    if isinstance(error, OSError) and error.errno in _LEJOS:
        return no_se_encuentra(servidor)
    return se_corto(servidor)


def sin_respuesta(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» no respondió a tiempo. Revise la conexión de red y repita la entrega. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def se_corto(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"Se cortó la conexión con «{servidor}». Repita la entrega: no quedará nada duplicado. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def no_se_encuentra(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"No se encuentra el servidor «{servidor}». Revise la conexión de red y la dirección del buzón. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def nadie_atiende(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» existe, pero nadie atiende en ese puerto. Revise la dirección del buzón o avise a quien "
        f"administra el servidor. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def no_es(servidor: str, protocolo: str) -> EnvironmentProblem:
    """Something answered there that does not speak ``protocolo``, as a public network does that asks to sign in."""
    return EnvironmentProblem(
        f"Quien respondió en «{servidor}» no habla {protocolo}. Si está en una red pública, abra el navegador e inicie "
        f"sesión en ella; si no, revise la dirección del buzón. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def rechazada(usuario: str, servidor: str) -> EnvironmentProblem:
    """The server does not let this user in."""
    return EnvironmentProblem(
        f"«{servidor}» no aceptó a «{usuario}» con esa contraseña o llave. Corríjala en los ajustes del buzón. "
        f"{NADA_SE_DIO}",
        action=OTRA_CREDENCIAL,
    )


def sin_raiz(lugar: str) -> EnvironmentProblem:
    """The server is there and the folder of the destination is not; it is never made."""
    return EnvironmentProblem(
        f"El servidor respondió, pero no tiene la carpeta «{lugar}». Revise la dirección del buzón o pida que la "
        f"creen. {NADA_SE_DIO}"
    )
