"""The slots of a lock: the key of a folder wrapped by one way of opening it, and what the file of a lock may say.

Each is AES-256-GCM under a key that is derived from what opens. A lock may come from anywhere, with a backup on a
stick: what it says is looked at whole before any of it is used. It must never touch the disk.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supervisor_app.cifrado.llave import LARGO, Llave, derivar
from supervisor_app.errors import EnvironmentProblem

FORMATO = 1
_SAL, _NONCE, _ENVUELTA = 16, 12, LARGO + 16
_ID = re.compile(r"[0-9a-f]{16}")
_TOPE_MEMORIA, _TOPE_PASADAS, _TOPE_CARRILES = 2 << 20, 64, 64
_POR_CARRIL = 8
"""KiB that Argon2id takes of each lane at the least."""


class Nueva(ValueError):
    """Of a newer version of the application."""


@dataclass(frozen=True, slots=True)
class Coste:
    """What one attempt costs (Argon2id). ``memoria``: KiB."""

    memoria: int = 128 * 1024
    pasadas: int = 3
    carriles: int = 4


# --- wrapping -------------------------------------------------------------------------------------------------------


def de_frase(llave: Llave, frase: str, coste: Coste) -> dict[str, object]:
    """The slot of a passphrase. Raises EnvironmentProblem where there is not the memory for it."""
    sal = secrets.token_bytes(_SAL)
    dicho = {"memoria": coste.memoria, "pasadas": coste.pasadas, "carriles": coste.carriles, "kdf": "argon2id"}
    return dicho | _envolver(llave, _argon2id(frase, sal, coste), sal)


def de_secreto(llave: Llave, secreto: bytes) -> dict[str, object]:
    """The slot of a secret that is random already."""
    sal = secrets.token_bytes(_SAL)
    return _envolver(llave, _de_secreto(secreto, sal), sal)


def kek_de_frase(frase: str, ranura: Mapping[str, Any]) -> bytes:
    """What unwraps the slot of a passphrase, if that is the one. Raises EnvironmentProblem as above."""
    coste = Coste(ranura["memoria"], ranura["pasadas"], ranura["carriles"])
    return _argon2id(frase, octetos(ranura["sal"]), coste)


def kek(secreto: bytes, ranura: Mapping[str, Any]) -> bytes:
    """The same of a secret that is random already."""
    return _de_secreto(secreto, octetos(ranura["sal"]))


def desenvolver(kek: bytes, ranura: Mapping[str, Any], llave_id: str) -> bytes | None:
    """The secret of the key; None where that does not unwrap it."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - a plain folder never needs it
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        return AESGCM(kek).decrypt(octetos(ranura["nonce"]), octetos(ranura["llave"]), llave_id.encode("ascii"))
    except InvalidTag:
        return None


def normal(frase: str) -> str:
    """As RFC 8265 has it (OpaqueString): keyboards write the same accent in two ways, and spaces in many."""
    return unicodedata.normalize("NFC", "".join(" " if unicodedata.category(c) == "Zs" else c for c in frase))


def _argon2id(frase: str, sal: bytes, coste: Coste) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - as above

    quien = Argon2id(salt=sal, length=LARGO, iterations=coste.pasadas, lanes=coste.carriles, memory_cost=coste.memoria)
    try:
        return quien.derive(normal(frase).encode("utf-8", "surrogatepass"))
    except MemoryError as error:
        raise EnvironmentProblem(
            f"No hay memoria libre para abrir los datos: hacen falta {coste.memoria // 1024:,} MB. Cierre otros "
            "programas y vuelva a intentar.",
            action="Reintentar",
        ) from error


def _de_secreto(secreto: bytes, sal: bytes) -> bytes:
    # No guessing to make dear.
    return derivar(secreto, b"supervisor-app/ranura", sal=sal)


def _envolver(llave: Llave, kek: bytes, sal: bytes) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    nonce = secrets.token_bytes(_NONCE)
    envuelta = AESGCM(kek).encrypt(nonce, llave.secreto, llave.id.encode("ascii"))
    return {"sal": b64(sal), "nonce": b64(nonce), "llave": b64(envuelta)}


# --- what the file says ---------------------------------------------------------------------------------------------


def revisar(dicho: Any) -> dict[str, Any]:
    """Raises ValueError for what is no lock, or one that would take the machine's memory; Nueva."""
    if not isinstance(dicho, dict):
        raise ValueError("not a lock")
    if dicho.get("formato") != FORMATO:
        raise Nueva("lo hizo una versión más nueva de la aplicación; instálela")
    if not isinstance(dicho.get("id"), str) or not _ID.fullmatch(dicho["id"]):
        raise ValueError("not the identifier of a key")
    recuperaciones = dicho.get("recuperaciones")
    if not isinstance(recuperaciones, list):
        raise ValueError("slots are missing")
    frase = _ranura(dicho.get("frase"))
    for campo, tope in (("memoria", _TOPE_MEMORIA), ("pasadas", _TOPE_PASADAS), ("carriles", _TOPE_CARRILES)):
        if type(frase.get(campo)) is not int or not 1 <= frase[campo] <= tope:
            raise ValueError("the cost is out of range")
    if frase["memoria"] < _POR_CARRIL * frase["carriles"]:
        raise ValueError("the cost is out of range")
    if dicho.get("llavero") is not None:
        _ranura(dicho["llavero"])
    for ranura in map(_ranura, recuperaciones):
        sellada = "sellado" in ranura
        if not all(isinstance(ranura.get(campo), str) for campo in ("para", *(("huella",) if sellada else ()))):
            raise ValueError("a recovery key is of nobody")
        if sellada:
            octetos(ranura["sellado"])
    return dicho


def _ranura(dicho: Any) -> dict[str, Any]:
    if not isinstance(dicho, dict):
        raise ValueError("a slot is no slot")
    if [len(octetos(dicho.get(campo))) for campo in ("sal", "nonce", "llave")] != [_SAL, _NONCE, _ENVUELTA]:
        raise ValueError("a slot has not its length")
    return dicho


def b64(octetos: bytes) -> str:
    return base64.b64encode(octetos).decode("ascii")


def octetos(texto: object) -> bytes:
    """Raises ValueError."""
    if not isinstance(texto, str):
        raise ValueError("not base64")
    try:
        return base64.b64decode(texto, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
