"""What an HTTP server answers instead of doing what it was asked, said in Spanish with what to do about it.

It must never hide a failure, nor say that something arrived. What the network itself does is said in ``sin_red``.
"""

from __future__ import annotations

import http.client
import ssl

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange import problemas
from supervisor_app.exchange.transportes import portal, sin_red
from supervisor_app.exchange.transportes.sin_red import NADA_SE_DIO


def explicar(error: OSError | http.client.HTTPException, servidor: str) -> EnvironmentProblem:
    """The sentence for one failure of the connection to ``servidor``, a host name."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return portal.certificado(servidor, error)
    if isinstance(error, (http.client.RemoteDisconnected, http.client.IncompleteRead)):
        return sin_red.se_corto(servidor)
    if isinstance(error, http.client.HTTPException):
        return sin_red.no_es(servidor, "HTTP")
    if isinstance(error, ssl.SSLError) and not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return sin_red.no_es(servidor, "HTTPS")
    return sin_red.explicar(error, servidor)


def pide_credencial(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» pide usuario y contraseña. Escríbalos en los ajustes del buzón. {NADA_SE_DIO}",
        action=sin_red.OTRA_CREDENCIAL,
    )


def otra_identificacion(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» pide identificarse de un modo que aquí no se conoce. Pida a quien lo administra que acepte "
        f"usuario y contraseña (Basic o Digest). {NADA_SE_DIO}"
    )


def sin_permiso(lugar: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"No tiene permiso en «{lugar}». Pídalo a quien administra el buzón. {NADA_SE_DIO}",
        action=problemas.OTRA_CARPETA,
    )


def no_esta(lugar: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{lugar}» ya no está en el buzón. Repita la sincronización.", action=problemas.REINTENTAR
    )


def ocupado(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» está ocupado y pide esperar. Repita más tarde. {NADA_SE_DIO}", action=problemas.REINTENTAR
    )


def rechazo(servidor: str, codigo: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"«{servidor}» respondió con un error ({codigo[:60]}). Repita más tarde; si vuelve a suceder, avise a quien lo "
        f"administra. {NADA_SE_DIO}",
        action=problemas.REINTENTAR,
    )


def rival(nombre: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"Otro equipo está escribiendo «{nombre}» al mismo tiempo. Espere un momento y repita la entrega.",
        action=problemas.REINTENTAR,
    )


def origen_danado() -> EnvironmentProblem:
    return EnvironmentProblem(
        "El paquete guardado en este equipo está dañado y no se entregó. Prepare de nuevo la entrega.",
        action=problemas.REINTENTAR,
    )


def copia_distinta(lugar: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"Lo que llegó a «{lugar}» no quedó igual al original. Repita la entrega; si vuelve a suceder, avise a quien "
        f"administra el buzón. {NADA_SE_DIO}",
        action=problemas.REINTENTAR,
    )


def lleno(lugar: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"No hay espacio suficiente en «{lugar}». Avise a quien administra el buzón. {NADA_SE_DIO}",
        action=problemas.OTRA_CARPETA,
    )


def otra_hora(servidor: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"La hora de este equipo y la de «{servidor}» no coinciden. Corrija la fecha y la hora. {NADA_SE_DIO}",
        action=problemas.REINTENTAR,
    )


def no_se_aparta(lugar: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"En «{lugar}» hay otro contenido, demasiado grande para apartarlo. Pida a quien administra el buzón que le "
        f"cambie el nombre y repita. {NADA_SE_DIO}",
        action=problemas.REINTENTAR,
    )
