"""The lock of a data folder: ``llave.json``, in which the key lies wrapped, once for each way of opening it.

- **frase**: what the person knows, through Argon2id (RFC 9106), so that trying many costs time and memory.
- **recuperación**: 160 random bits, printed once as letters and digits. Others like it may be sealed to the public key
  of an office, which opens its own with RSA-OAEP and tells it to the person.
- **llavero**: 256 random bits that the operating system's keyring keeps for this account.

Opening never changes the key; changing a way of opening never touches what is enciphered, so it is instant. Two copies
of the file are kept, as without it nothing can be read. It must never write a secret, and never destroy anything
because of a wrong one.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervisor_app import durable
from supervisor_app.cifrado import recuperacion
from supervisor_app.cifrado.llave import LARGO, Llave, derivar
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

NOMBRE, COPIA, INTENTOS = "llave.json", "llave.copia.json", "intentos.json"
MINIMO_FRASE, MAXIMO_FRASE = 12, 1_000
FORMATO = 1
_LIBRES = 3
"""Wrong attempts before there is any wait."""
_ESPERA_MAXIMA = 300
_TOPE_MEMORIA, _TOPE_PASADAS, _TOPE_CARRILES = 2 << 20, 64, 64


class Cerrada(EnvironmentProblem):
    """The folder is enciphered and nobody opened it: it asks for a passphrase."""

    def __init__(self, carpeta: Path) -> None:
        super().__init__(f"Los datos de «{carpeta}» están cifrados. Escriba su frase de acceso para abrirlos.")


class FraseIncorrecta(UserError):
    """It opens nothing. ``espera``: seconds until the next attempt is looked at."""

    def __init__(self, message: str, espera: int) -> None:
        super().__init__(message, field="frase")
        self.espera = espera


@dataclass(frozen=True, slots=True)
class Coste:
    """What one attempt costs (Argon2id). ``memoria``: KiB."""

    memoria: int = 128 * 1024
    pasadas: int = 3
    carriles: int = 4


@dataclass(frozen=True, slots=True)
class Sello:
    """A recovery key sealed to an office: to whom, and what its private key opens (RSA-OAEP with SHA-256)."""

    para: str
    huella: str
    sellado: bytes


class Cerradura:
    """The lock of one folder. Read anew each time it is used: another window may have changed it."""

    def __init__(self, carpeta: Path, *, coste: Coste | None = None) -> None:
        self._carpeta = carpeta
        self._coste = coste or Coste()

    @staticmethod
    def hay(carpeta: Path) -> bool:
        """Whether the folder is enciphered."""
        return (carpeta / NOMBRE).exists() or (carpeta / COPIA).exists()

    # --- making -----------------------------------------------------------------------------------------------------

    def crear(self, frase: str) -> tuple[Llave, str]:
        """Lock a folder that has no data yet; its key, and the recovery key as it is to be printed.

        Raises UserError for a weak passphrase or a folder that has a lock, EnvironmentProblem where the disk refuses.
        """
        if self.hay(self._carpeta):
            raise UserError("Esta carpeta de datos ya tiene frase de acceso.")
        exigir_frase(frase)
        llave = Llave.nueva()
        impresa, ranura = self._ranura_de_recuperacion(llave)
        self._escribir(
            {
                "formato": FORMATO,
                "id": llave.id,
                "frase": self._ranura_de_frase(llave, frase),
                "recuperaciones": [ranura | {"para": "impresa"}],
            }
        )
        return llave, impresa

    def cambiar_frase(self, llave: Llave, nueva: str) -> None:
        """From now on another passphrase opens; what is enciphered is not touched. Raises UserError for a weak one."""
        exigir_frase(nueva)
        self._cambiar(llave, {"frase": self._ranura_de_frase(llave, nueva)})

    def nueva_recuperacion(self, llave: Llave) -> str:
        """A new recovery key to print; the one printed before opens nothing any more."""
        texto, ranura = self._ranura_de_recuperacion(llave)
        otras = [r for r in self._leer()["recuperaciones"] if r["para"] != "impresa"]
        self._cambiar(llave, {"recuperaciones": [ranura | {"para": "impresa"}, *otras]})
        return texto

    # --- opening ----------------------------------------------------------------------------------------------------

    def abrir_con_frase(self, frase: str, *, ahora: float) -> Llave:
        """``ahora``: seconds of the clock. Raises FraseIncorrecta; the first attempts wait for nothing, later ones for
        longer and longer, also after a restart.
        """
        dicho = self._leer()
        ranura = dicho["frase"]
        return self._abrir(dicho, [ranura], lambda r: _de_frase(frase, r), "La frase de acceso no es correcta.", ahora)

    def abrir_con_recuperacion(self, texto: str, *, ahora: float) -> Llave:
        """With the printed recovery key, or with one that an office opened. Raises FraseIncorrecta."""
        dicho = self._leer()
        secreto = recuperacion.leer(texto)
        no = "Esa clave de recuperación no es de esta carpeta de datos, o se hizo otra después."
        return self._abrir(dicho, dicho["recuperaciones"], lambda r: _kek(secreto, r), no, ahora)

    def espera(self, ahora: float) -> int:
        """Seconds until the next attempt is looked at."""
        fallidos, ultimo = self._intentos()
        if fallidos < _LIBRES:
            return 0
        debida = min(1 << fallidos - _LIBRES, _ESPERA_MAXIMA)
        if ahora < ultimo:
            # The clock was set back, perhaps by years: the wait begins anew, or it would last until then.
            self._anotar_intentos(fallidos, ahora)
            return debida
        return max(0, round(ultimo + debida - ahora))

    def _abrir(self, dicho: Mapping[str, Any], ranuras: list[Any], kek: Any, no: str, ahora: float) -> Llave:
        falta = self.espera(ahora)
        if falta:
            raise FraseIncorrecta(
                f"Hubo varios intentos fallidos. Espere {_segundos(falta)} y escríbala de nuevo.", falta
            )
        for ranura in ranuras:
            secreto = _desenvolver(kek(ranura), ranura, dicho["id"])
            if secreto is not None:
                self._olvidar_intentos()
                return Llave(secreto)
        self._contar_fallo(ahora)
        falta = self.espera(ahora)
        mas = f" Podrá intentarlo de nuevo en {_segundos(falta)}." if falta else " Revísela e inténtelo de nuevo."
        raise FraseIncorrecta(f"{no}{mas} No se borró ni se cambió nada.", falta)

    # --- the system's keyring ---------------------------------------------------------------------------------------

    def recordar(self, llave: Llave) -> bytes:
        """Make a way of opening for a secret that the caller keeps in the system's keyring; the secret."""
        secreto = secrets.token_bytes(LARGO)
        self._cambiar(llave, {"llavero": _envolver(llave, secreto, secrets.token_bytes(16))})
        return secreto

    def olvidar(self, llave: Llave) -> None:
        """What the keyring holds opens nothing any more."""
        self._cambiar(llave, {"llavero": None})

    @property
    def recordada(self) -> str:
        """Under which name the keyring has its secret; "" where there is none."""
        dicho = self._leer()
        return str(dicho["id"]) if dicho.get("llavero") else ""

    def abrir_con_llavero(self, secreto: bytes) -> Llave | None:
        """None where that secret opens nothing (any more)."""
        dicho = self._leer()
        ranura = dicho.get("llavero")
        abierto = _desenvolver(_kek(secreto, ranura), ranura, dicho["id"]) if ranura else None
        return Llave(abierto) if abierto is not None else None

    # --- the office -------------------------------------------------------------------------------------------------

    def sellar(self, llave: Llave, publica: bytes, para: str) -> Sello:
        """Seal a recovery key of its own to the public key of an office: a certificate or an RSA key, PEM or DER.

        ``para`` is its name. An earlier seal for the same key is replaced. Raises UserError for what is no RSA key of
        at least 2,048 bits.
        """
        from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates

        texto, ranura = self._ranura_de_recuperacion(llave)
        huella, sellado = oficina.sellar(publica, texto.encode("ascii"))
        sello = ranura | {"para": para, "huella": huella, "sellado": _b64(sellado)}
        otras = [r for r in self._leer()["recuperaciones"] if r.get("huella") != huella]
        self._cambiar(llave, {"recuperaciones": [*otras, sello]})
        return Sello(para, huella, sellado)

    def sellos(self) -> tuple[Sello, ...]:
        """To whom recovery keys are sealed."""
        return tuple(
            Sello(str(r["para"]), str(r["huella"]), _bytes(r["sellado"]))
            for r in self._leer()["recuperaciones"]
            if r.get("sellado")
        )

    # --- the file ---------------------------------------------------------------------------------------------------

    def _leer(self) -> dict[str, Any]:
        """What the file says; its copy where it is damaged. Raises EnvironmentProblem where neither can be read."""
        if not self.hay(self._carpeta):
            raise EnvironmentProblem(f"La carpeta «{self._carpeta}» no tiene frase de acceso.")
        motivos = []
        for nombre in (NOMBRE, COPIA):
            try:
                return _revisar(json.loads((self._carpeta / nombre).read_bytes()))
            except OSError as error:
                motivos.append(motivo(error))
            except (ValueError, RecursionError) as error:
                motivos.append(str(error) if isinstance(error, _Nueva) else "está dañado")
        raise EnvironmentProblem(
            f"No se puede leer «{NOMBRE}», sin el que los datos no se abren ({motivos[0]}). No se modificó nada. Copie "
            "a esta carpeta el que está en cualquiera de sus respaldos."
        )

    def _cambiar(self, llave: Llave, cambios: Mapping[str, object]) -> None:
        dicho = self._leer()
        if dicho["id"] != llave.id:
            raise ValueError("the key is of another folder")
        self._escribir({**dicho, **cambios})

    def _escribir(self, dicho: Mapping[str, object]) -> None:
        contenido = json.dumps(dicho, ensure_ascii=False, indent=1, sort_keys=True).encode()
        try:
            self._carpeta.mkdir(parents=True, exist_ok=True)
            # The copy first: cut in between, the file that is read says what was true before.
            durable.write_atomic(self._carpeta / COPIA, contenido)
            durable.write_atomic(self._carpeta / NOMBRE, contenido)
        except OSError as error:
            raise EnvironmentProblem(
                f"No se pudo guardar «{NOMBRE}» ({motivo(error)}). Sigue valiendo lo anterior."
            ) from error

    # --- slots ------------------------------------------------------------------------------------------------------

    def _ranura_de_frase(self, llave: Llave, frase: str) -> dict[str, object]:
        sal, c = secrets.token_bytes(16), self._coste
        coste = {"memoria": c.memoria, "pasadas": c.pasadas, "carriles": c.carriles, "kdf": "argon2id"}
        return coste | _envolver(llave, _argon2id(frase, sal, c), sal, derivada=True)

    @staticmethod
    def _ranura_de_recuperacion(llave: Llave) -> tuple[str, dict[str, object]]:
        secreto = secrets.token_bytes(20)
        return recuperacion.escribir(secreto), _envolver(llave, secreto, secrets.token_bytes(16))

    # --- wrong attempts ---------------------------------------------------------------------------------------------

    def _intentos(self) -> tuple[int, float]:
        try:
            dicho = json.loads((self._carpeta / INTENTOS).read_bytes())
            fallidos, ultimo = max(0, min(int(dicho["fallidos"]), 64)), float(dicho["ultimo"])
        except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return 0, 0.0
        return (fallidos, ultimo) if math.isfinite(ultimo) else (0, 0.0)

    def _contar_fallo(self, ahora: float) -> None:
        fallidos, _ = self._intentos()
        self._anotar_intentos(fallidos + 1, ahora)

    def _anotar_intentos(self, fallidos: int, ultimo: float) -> None:
        dicho = json.dumps({"fallidos": fallidos, "ultimo": ultimo}).encode()
        try:
            durable.write_atomic(self._carpeta / INTENTOS, dicho)
        except OSError:
            return  # a folder that cannot be written to cannot be used either

    def _olvidar_intentos(self) -> None:
        try:
            (self._carpeta / INTENTOS).unlink(missing_ok=True)
        except OSError:
            return  # the next success tries again


def exigir_frase(frase: str) -> None:
    """Raises UserError for a passphrase that would be guessed, or that nobody could type."""
    if len(_normal(frase).strip()) < MINIMO_FRASE:
        raise UserError(
            f"La frase de acceso debe tener al menos {MINIMO_FRASE} caracteres; sirven varias palabras que usted "
            "recuerde.",
            field="frase",
        )
    if len(frase) > MAXIMO_FRASE:
        raise UserError(f"La frase de acceso no puede pasar de {MAXIMO_FRASE:,} caracteres.", field="frase")
    if len(set(_normal(frase).casefold())) < 5:
        raise UserError("Esa frase de acceso se adivina: repite casi siempre lo mismo. Elija otra.", field="frase")


def _normal(frase: str) -> str:
    """As RFC 8265 has it (OpaqueString): keyboards write the same accent in two ways, and spaces in many."""
    return unicodedata.normalize("NFC", "".join(" " if unicodedata.category(c) == "Zs" else c for c in frase))


def _argon2id(frase: str, sal: bytes, coste: Coste) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - a plain folder never needs it

    quien = Argon2id(salt=sal, length=LARGO, iterations=coste.pasadas, lanes=coste.carriles, memory_cost=coste.memoria)
    return quien.derive(_normal(frase).encode("utf-8", "surrogatepass"))


def _de_frase(frase: str, ranura: Mapping[str, Any]) -> bytes:
    coste = Coste(int(ranura["memoria"]), int(ranura["pasadas"]), int(ranura["carriles"]))
    return _argon2id(frase[: MAXIMO_FRASE + 1], _bytes(ranura["sal"]), coste)


def _kek(secreto: bytes, ranura: Mapping[str, Any]) -> bytes:
    """Of a secret that is random already: no guessing to make dear."""
    return derivar(secreto, b"supervisor-app/ranura", sal=_bytes(ranura["sal"]))


def _envolver(llave: Llave, secreto: bytes, sal: bytes, *, derivada: bool = False) -> dict[str, object]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    kek = secreto if derivada else derivar(secreto, b"supervisor-app/ranura", sal=sal)
    nonce = secrets.token_bytes(12)
    envuelta = AESGCM(kek).encrypt(nonce, llave.secreto, llave.id.encode("ascii"))
    return {"sal": _b64(sal), "nonce": _b64(nonce), "llave": _b64(envuelta)}


def _desenvolver(kek: bytes, ranura: Mapping[str, Any], llave_id: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above

    try:
        return AESGCM(kek).decrypt(_bytes(ranura["nonce"]), _bytes(ranura["llave"]), llave_id.encode("ascii"))
    except InvalidTag:
        return None


# --- what the file says ---------------------------------------------------------------------------------------------


class _Nueva(ValueError):
    """Of a newer version of the application."""


def _revisar(dicho: Any) -> dict[str, Any]:
    """Raises ValueError for what is no lock, or one that would take the machine's memory."""
    if not isinstance(dicho, dict) or not isinstance(dicho.get("id"), str):
        raise ValueError("not a lock")
    if dicho.get("formato") != FORMATO:
        raise _Nueva("lo hizo una versión más nueva de la aplicación; instálela")
    frase, recuperaciones = dicho.get("frase"), dicho.get("recuperaciones")
    if not isinstance(frase, dict) or not isinstance(recuperaciones, list):
        raise ValueError("slots are missing")
    for campo, tope in (("memoria", _TOPE_MEMORIA), ("pasadas", _TOPE_PASADAS), ("carriles", _TOPE_CARRILES)):
        if not isinstance(frase.get(campo), int) or not 1 <= frase[campo] <= tope:
            raise ValueError("the cost is out of range")
    for ranura in (frase, *recuperaciones, *([dicho["llavero"]] if dicho.get("llavero") else [])):
        if not isinstance(ranura, dict):
            raise ValueError("a slot is no slot")
        for campo in ("sal", "nonce", "llave"):
            _bytes(ranura.get(campo))
    return dicho


def _b64(octetos: bytes) -> str:
    return base64.b64encode(octetos).decode("ascii")


def _bytes(texto: object) -> bytes:
    if not isinstance(texto, str):
        raise ValueError("not base64")
    try:
        return base64.b64decode(texto, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _segundos(cuantos: int) -> str:
    if cuantos < 60:
        return "1 segundo" if cuantos == 1 else f"{cuantos} segundos"
    minutos = -(-cuantos // 60)
    return "1 minuto" if minutos == 1 else f"{minutos} minutos"
