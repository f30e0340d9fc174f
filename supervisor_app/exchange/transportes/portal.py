"""Somebody else answers in the server's place: the sign-in page of a hotel's network, or a certificate of another name.

Said in words, once for every transport that speaks HTTP. It must never take such an answer for one of the server.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.problemas import REINTENTAR
from supervisor_app.exchange.transportes.sin_red import NADA_SE_DIO

_PIDE_ENTRAR = 511  # RFC 6585: network authentication required
_PAGINAS = ("text/html", "application/xhtml+xml")

# OpenSSL's X509_V_ERR_*, which Python passes on as ``verify_code``.
_OTRO_NOMBRE = frozenset({62, 64})
_FECHAS = frozenset({9, 10})
_SIN_CONFIANZA = frozenset({18, 19, 20, 21, 27})


def exigir_que_no(servidor: str, estado: int, cabeceras: Mapping[str, str], *, pagina: bool = False) -> None:
    """Raise where an answer cannot be the server's own.

    ``servidor``: host name that was asked. ``cabeceras``: names in lower case. ``pagina``: what was asked for may be a
    page itself. Errors of the server come with a page as well, so a page proves something only where it says success.
    """
    if estado == _PIDE_ENTRAR:
        raise _portal(servidor)
    if 300 <= estado < 400 and estado != 304 and "location" in cabeceras:
        raise _redirigido(servidor, cabeceras["location"])
    tipo = cabeceras.get("content-type", "").partition(";")[0].strip().lower()
    if 200 <= estado < 300 and tipo in _PAGINAS and not pagina:
        raise _portal(servidor)


def certificado(servidor: str, error: ssl.SSLCertVerificationError) -> EnvironmentProblem:
    """Why the identity of the server could not be proven, and what to do about it."""
    if error.verify_code in _OTRO_NOMBRE:
        return EnvironmentProblem(
            f"Quien respondió en lugar de «{servidor}» mostró el certificado de otro nombre. Si está en una red "
            "pública, abra el navegador e inicie sesión en ella; si no, avise a quien administra el servidor. "
            f"{NADA_SE_DIO}",
            action=REINTENTAR,
        )
    if error.verify_code in _FECHAS:
        return EnvironmentProblem(
            f"El certificado de «{servidor}» no es válido en la fecha de este equipo. Revise la fecha y la hora; si "
            f"son correctas, avise a quien administra el servidor. {NADA_SE_DIO}",
            action=REINTENTAR,
        )
    if error.verify_code in _SIN_CONFIANZA:
        return EnvironmentProblem(
            f"El certificado de «{servidor}» lo expidió una autoridad que este equipo no conoce. Si es la de su "
            f"institución, agregue su certificado en el buzón; si no, no continúe. {NADA_SE_DIO}"
        )
    return EnvironmentProblem(
        f"No se pudo comprobar la identidad de «{servidor}» (código {error.verify_code}). Avise a quien lo administra. "
        f"{NADA_SE_DIO}"
    )


def _portal(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"En lugar de «{servidor}» respondió una página web. Suele ser la de una red pública que pide iniciar sesión: "
        f"abra el navegador, entre a la red y repita. Si no, revise la dirección del buzón. {NADA_SE_DIO}",
        action=REINTENTAR,
    )


def _redirigido(servidor: str, lugar: str) -> EnvironmentProblem:
    try:
        otro = urlsplit(lugar).hostname
    except ValueError:
        otro = None
    if otro is not None and otro != servidor.lower():
        return EnvironmentProblem(
            f"La red mandó la conexión con «{servidor}» a «{otro[:80]}», y no se siguió. Si está en una red pública, "
            f"abra el navegador e inicie sesión en ella; si no, revise la dirección del buzón. {NADA_SE_DIO}",
            action=REINTENTAR,
        )
    return EnvironmentProblem(
        f"«{servidor}» responde que el buzón está en otra dirección: {lugar[:120]}. Corríjala. {NADA_SE_DIO}"
    )
