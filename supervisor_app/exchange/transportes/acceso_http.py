"""Saying who asks, over HTTP: Basic (RFC 7617) and Digest (RFC 7616).

It must never send a password in the open: only over TLS or to this very machine, and only to the server that was meant.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from supervisor_app.errors import UserError
from supervisor_app.exchange.transportes.conexion_http import Servidor
from supervisor_app.exchange.transportes.valores import Credencial

_RETO = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9-]*)\s+(?=[A-Za-z])")
_DATO = re.compile(r'([a-zA-Z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_HUELLAS: dict[str, Callable[[bytes], str]] = {
    "sha-256": lambda datos: hashlib.sha256(datos).hexdigest(),
    "md5": lambda datos: hashlib.md5(datos, usedforsecurity=False).hexdigest(),
}


def es_este_equipo(nombre: str) -> bool:
    try:
        return ipaddress.ip_address(nombre).is_loopback
    except ValueError:
        return nombre.lower() == "localhost"


def exigir_reserva(servidor: Servidor) -> None:
    """Raises UserError where what is sent could be read on the way."""
    if not servidor.seguro and not es_este_equipo(servidor.nombre):
        raise UserError(
            "El usuario y la contraseña sólo se envían por una conexión segura. Escriba la dirección con https://.",
            field="destino",
        )


@dataclass(frozen=True)
class _Digest:
    reino: str
    nonce: str
    opaco: str
    algoritmo: str
    con_qop: bool


class Acceso:
    """What goes into ``Authorization``, once the server has asked for it."""

    def __init__(self, credencial: Credencial | None) -> None:
        self._credencial = credencial
        self._reto: _Digest | str | None = None
        self._cuenta = 0

    def cabecera(self, metodo: str, ruta: str) -> dict[str, str]:
        """For a request; nothing as long as the server has not asked who it is."""
        if self._credencial is None or self._reto is None:
            return {}
        if isinstance(self._reto, _Digest):
            return {"Authorization": self._por_digest(self._credencial, self._reto, metodo, ruta)}
        dicho = f"{self._credencial.usuario}:{self._credencial.contrasena}".encode()
        return {"Authorization": f"Basic {base64.b64encode(dicho).decode('ascii')}"}

    @staticmethod
    def entiende(reto: str) -> bool:
        """Whether ``WWW-Authenticate`` names a way that is known here."""
        return any(esquema == "basic" or _digest((esquema, datos)) is not None for esquema, datos in _retos(reto))

    def responder(self, reto: str) -> bool:
        """Hear ``WWW-Authenticate``. Whether asking again can help: not where the very answer was refused."""
        if self._credencial is None:
            return False
        retos = _retos(reto)
        digest = next((uno for uno in map(_digest, retos) if uno is not None), None)
        if digest is not None:
            # The same challenge again means that the answer was wrong; another one, that it is only out of date.
            caduco = "stale=true" in reto.replace('"', "").replace(" ", "").lower()
            repetir = not isinstance(self._reto, _Digest) or (caduco and digest != self._reto)
            self._reto, self._cuenta = digest, 0
            return repetir
        if any(esquema == "basic" for esquema, _ in retos):
            repetir, self._reto = self._reto is None, "basic"
            return repetir
        return False

    def _por_digest(self, credencial: Credencial, reto: _Digest, metodo: str, ruta: str) -> str:
        huella = _HUELLAS[reto.algoritmo]
        self._cuenta += 1
        cuenta, propio = f"{self._cuenta:08x}", secrets.token_hex(16)
        quien = huella(f"{credencial.usuario}:{reto.reino}:{credencial.contrasena}".encode())
        que = huella(f"{metodo}:{ruta}".encode())
        medio = f"{reto.nonce}:{cuenta}:{propio}:auth" if reto.con_qop else reto.nonce
        datos = {
            "username": credencial.usuario,
            "realm": reto.reino,
            "nonce": reto.nonce,
            "uri": ruta,
            "response": huella(f"{quien}:{medio}:{que}".encode()),
        }
        if reto.opaco:
            datos["opaque"] = reto.opaco
        if reto.con_qop:
            datos["cnonce"] = propio
        partes = [f"{nombre}={_entre_comillas(valor)}" for nombre, valor in datos.items()]
        partes += [f"algorithm={reto.algoritmo.upper()}"]
        partes += ["qop=auth", f"nc={cuenta}"] if reto.con_qop else []
        return "Digest " + ", ".join(partes)


def _retos(cabecera: str) -> list[tuple[str, dict[str, str]]]:
    """Scheme in lower case and its values, for every challenge of one header."""
    halladas = list(_RETO.finditer(cabecera))
    hasta = [*(otra.start() for otra in halladas), len(cabecera)][1:]
    return [
        (una[1].lower(), {dato[1].lower(): _llano(dato) for dato in _DATO.finditer(cabecera, una.end(), fin)})
        for una, fin in zip(halladas, hasta, strict=True)
    ]


def _llano(dato: re.Match[str]) -> str:
    return re.sub(r"\\(.)", r"\1", dato[2]) if dato[2] is not None else dato[3]


def _digest(reto: tuple[str, dict[str, str]]) -> _Digest | None:
    """``None`` for another scheme, or a digest that is not known here."""
    esquema, datos = reto
    algoritmo = datos.get("algorithm", "MD5").lower()
    qops = [uno.strip().lower() for uno in datos.get("qop", "").split(",") if uno.strip()]
    if esquema != "digest" or algoritmo not in _HUELLAS or "nonce" not in datos or (qops and "auth" not in qops):
        return None
    return _Digest(datos.get("realm", ""), datos["nonce"], datos.get("opaque", ""), algoritmo, bool(qops))


def _entre_comillas(texto: str) -> str:
    return '"' + texto.replace("\\", "\\\\").replace('"', '\\"') + '"'
