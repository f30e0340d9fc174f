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

import json
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervisor_app import durable
from supervisor_app.cifrado import ranuras, recuperacion
from supervisor_app.cifrado.llave import Llave
from supervisor_app.cifrado.ranuras import Coste
from supervisor_app.errors import EnvironmentProblem, UserError, motivo

NOMBRE, COPIA, INTENTOS = "llave.json", "llave.copia.json", "intentos.json"
MINIMO_FRASE, MAXIMO_FRASE = 12, 1_000
_LIBRES = 3
"""Wrong attempts before there is any wait."""
_ESPERA_MAXIMA = 300


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
        impresa, ranura = _recuperacion(llave)
        self._escribir(
            {
                "formato": ranuras.FORMATO,
                "id": llave.id,
                "frase": ranuras.de_frase(llave, frase, self._coste),
                "recuperaciones": [ranura | {"para": "impresa"}],
            }
        )
        return llave, impresa

    def cambiar_frase(self, llave: Llave, nueva: str) -> None:
        """From now on another passphrase opens; what is enciphered is not touched. Raises UserError for a weak one."""
        exigir_frase(nueva)
        self._cambiar(llave, {"frase": ranuras.de_frase(llave, nueva, self._coste)})

    def nueva_recuperacion(self, llave: Llave) -> str:
        """A new recovery key to print; the one printed before opens nothing any more."""
        texto, ranura = _recuperacion(llave)
        otras = [r for r in self._leer()["recuperaciones"] if "sellado" in r]
        self._cambiar(llave, {"recuperaciones": [ranura | {"para": "impresa"}, *otras]})
        return texto

    # --- opening ----------------------------------------------------------------------------------------------------

    def abrir_con_frase(self, frase: str, *, ahora: float) -> Llave:
        """``ahora``: seconds of the clock. Raises FraseIncorrecta; the first attempts wait for nothing, later ones for
        longer and longer, also after a restart.
        """
        dicho = self._leer()
        dada, no = frase[: MAXIMO_FRASE + 1], "La frase de acceso no es correcta."
        return self._abrir(dicho, [dicho["frase"]], lambda r: ranuras.kek_de_frase(dada, r), no, ahora)

    def abrir_con_recuperacion(self, texto: str, *, ahora: float) -> Llave:
        """With the printed recovery key, or with one that an office opened. Raises FraseIncorrecta."""
        dicho = self._leer()
        secreto = recuperacion.leer(texto)
        no = "Esa clave de recuperación no es de esta carpeta de datos, o se hizo otra después."
        return self._abrir(dicho, dicho["recuperaciones"], lambda r: ranuras.kek(secreto, r), no, ahora)

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

    def _abrir(self, dicho: Mapping[str, Any], con: list[Any], kek: Any, no: str, ahora: float) -> Llave:
        falta = self.espera(ahora)
        if falta:
            raise FraseIncorrecta(
                f"Hubo varios intentos fallidos. Espere {_segundos(falta)} y escríbala de nuevo.", falta
            )
        for ranura in con:
            secreto = ranuras.desenvolver(kek(ranura), ranura, dicho["id"])
            if secreto is not None:
                self._olvidar_intentos()
                return Llave(secreto)
        self._contar_fallo(ahora)
        falta = self.espera(ahora)
        mas = f" Podrá intentarlo de nuevo en {_segundos(falta)}." if falta else " Revísela e inténtelo de nuevo."
        raise FraseIncorrecta(f"{no}{mas} No se borró ni se cambió nada.", falta)

    # --- the system's keyring ---------------------------------------------------------------------------------------

    def recordar(self, llave: Llave, secreto: bytes) -> None:
        """From now on a secret opens that the system's keyring has already."""
        self._cambiar(llave, {"llavero": ranuras.de_secreto(llave, secreto)})

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
        abierto = ranuras.desenvolver(ranuras.kek(secreto, ranura), ranura, dicho["id"]) if ranura else None
        return Llave(abierto) if abierto is not None else None

    # --- the office -------------------------------------------------------------------------------------------------

    def sellar(self, llave: Llave, publica: bytes, para: str) -> Sello:
        """Seal a recovery key of its own to the public key of an office: a certificate or an RSA key, PEM or DER.

        ``para`` is its name. An earlier seal for the same key is replaced. Raises UserError for what is no RSA key of
        at least 2,048 bits.
        """
        from supervisor_app.cifrado import oficina  # noqa: PLC0415 - loads the library of certificates

        texto, ranura = _recuperacion(llave)
        huella, sellado = oficina.sellar(publica, texto.encode("ascii"))
        sello = ranura | {"para": para, "huella": huella, "sellado": ranuras.b64(sellado)}
        otras = [r for r in self._leer()["recuperaciones"] if r.get("huella") != huella]
        self._cambiar(llave, {"recuperaciones": [*otras, sello]})
        return Sello(para, huella, sellado)

    def sellos(self) -> tuple[Sello, ...]:
        """To whom recovery keys are sealed."""
        return tuple(
            Sello(r["para"], r["huella"], ranuras.octetos(r["sellado"]))
            for r in self._leer()["recuperaciones"]
            if "sellado" in r
        )

    # --- the file ---------------------------------------------------------------------------------------------------

    def _leer(self) -> dict[str, Any]:
        """What the file says; its copy where it is damaged. Raises EnvironmentProblem where neither can be read."""
        if not self.hay(self._carpeta):
            raise EnvironmentProblem(f"La carpeta «{self._carpeta}» no tiene frase de acceso.")
        motivos = []
        for nombre in (NOMBRE, COPIA):
            try:
                return ranuras.revisar(json.loads((self._carpeta / nombre).read_bytes()))
            except OSError as error:
                motivos.append(motivo(error))
            except (ValueError, RecursionError) as error:
                motivos.append(str(error) if isinstance(error, ranuras.Nueva) else "está dañado")
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


def _recuperacion(llave: Llave) -> tuple[str, dict[str, object]]:
    """A recovery key to be read by people, and its slot."""
    secreto = secrets.token_bytes(20)
    return recuperacion.escribir(secreto), ranuras.de_secreto(llave, secreto)


def exigir_frase(frase: str) -> None:
    """Raises UserError for a passphrase that would be guessed, or that nobody could type."""
    if len(ranuras.normal(frase).strip()) < MINIMO_FRASE:
        raise UserError(
            f"La frase de acceso debe tener al menos {MINIMO_FRASE} caracteres; sirven varias palabras que usted "
            "recuerde.",
            field="frase",
        )
    if len(frase) > MAXIMO_FRASE:
        raise UserError(f"La frase de acceso no puede pasar de {MAXIMO_FRASE:,} caracteres.", field="frase")
    if len(set(ranuras.normal(frase).casefold())) < 5:
        raise UserError("Esa frase de acceso se adivina: repite casi siempre lo mismo. Elija otra.", field="frase")


def _segundos(cuantos: int) -> str:
    if cuantos < 60:
        return "1 segundo" if cuantos == 1 else f"{cuantos} segundos"
    minutos = -(-cuantos // 60)
    return "1 minuto" if minutos == 1 else f"{minutos} minutos"
