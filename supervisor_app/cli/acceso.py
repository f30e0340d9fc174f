"""The key of a data folder for a verb: from the variable, the system's keyring or the terminal; and new folders.

It must never show or keep a passphrase, nor make a folder that anybody can read unless a person asked for it in words.
"""

from __future__ import annotations

import getpass
import sys
import warnings
from argparse import Namespace
from enum import Enum
from pathlib import Path
from typing import Final

from supervisor_app import durable, wiring
from supervisor_app.cli import archivos
from supervisor_app.cli.entrada import FRASE, FRASE_NUEVA, Entrada
from supervisor_app.cli.salida import avisar
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError, motivo
from supervisor_app.services.acceso import Acceso, Estado, FraseIncorrecta, Llave, exigir_frase

_INTENTOS: Final = 3


class Nueva(Enum):
    """How a verb makes a folder that is not there yet, where the variable says no passphrase."""

    FICTICIA = "ficticia"
    """Plain: who asks for a demonstration asks for fictitious data."""
    REAL = "real"
    """Enciphered, with a passphrase from the terminal; plain only with ``--sin-cifrar``."""


def acceso_de(args: Namespace, carpeta: Path) -> Acceso:
    """The ways into a folder, once what a cut interrupted in it is finished."""
    if aviso := wiring.preparar(carpeta):
        avisar(f"Aviso: {aviso}")
    entrada: Entrada = args.acceso
    return Acceso(carpeta, coste=entrada.coste)


def llave_de(args: Namespace, carpeta: Path, *, nueva: Nueva | None = None) -> Llave | None:
    """The key of a data folder; None for a plain one, and for one that is not there and is not to be made.

    Raises UserError where it is enciphered and nothing opens it, or where nobody said how the new one is to be.
    """
    acceso = acceso_de(args, carpeta)
    if acceso.estado is Estado.CIFRADA:
        return abrir(acceso, args.acceso, carpeta)
    if acceso.estado is Estado.SIN_CIFRAR:
        if args.acceso.frase is not None:
            avisar(
                f"Aviso: «{carpeta}» no está cifrada y {FRASE} no se usó. Para cifrarla: supervisor-app llave cifrar"
            )
        return None
    return None if nueva is None else _hacer(args, carpeta, acceso, nueva)


# --- opening --------------------------------------------------------------------------------------------------------


def abrir(acceso: Acceso, entrada: Entrada, carpeta: Path, *, con_llavero: bool = True) -> Llave:
    """Raises UserError where nothing opens it: no passphrase at hand, nor recovery key, or a wrong one."""
    if entrada.frase is not None:
        exigir_variable(FRASE, entrada.frase)
        try:
            return acceso.abrir_con(entrada.frase)
        except FraseIncorrecta as error:
            raise UserError(f"{error.message} Se tomó de la variable {FRASE}.", field="frase") from error
    if con_llavero and (llave := acceso.abrir_con_llavero()) is not None:
        return llave
    if not hay_terminal():
        raise UserError(
            f"Los datos de «{carpeta}» están cifrados. Ejecute la orden en una terminal para escribir la frase de "
            f"acceso, o póngala en la variable {FRASE}.",
            field="frase",
        )
    return _preguntando(acceso)


def _preguntando(acceso: Acceso) -> Llave:
    for restan in reversed(range(_INTENTOS)):
        if espera := acceso.espera():
            raise UserError(
                f"Hubo varios intentos fallidos. Espere {cuantos(espera, 'segundo', 'segundos')} y repita la orden.",
                field="frase",
            )
        try:
            return acceso.abrir_con(preguntar("Frase de acceso: "))
        except FraseIncorrecta as error:
            if not restan:
                raise
            avisar(error.message)
    raise AssertionError("the last attempt raises")


def exigir_variable(nombre: str, valor: str) -> None:
    """Raises UserError for a variable that holds no passphrase, so that it does not count as an attempt."""
    if not valor.strip():
        raise UserError(f"La variable {nombre} está vacía. Ponga en ella la frase de acceso, o quítela.", field="frase")
    try:
        exigir_frase(valor)
    except UserError as error:
        raise UserError(f"{error.message} Revise la variable {nombre}.", field="frase") from error


def hay_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def preguntar(que: str, variable: str = FRASE) -> str:
    """What a person types, which is not shown; ``variable`` could have said it.

    Raises UserError where nothing was typed or it would be shown.
    """
    try:
        with warnings.catch_warnings():
            # Where it cannot keep the terminal from showing what is typed, getpass warns and goes on.
            warnings.simplefilter("error", getpass.GetPassWarning)
            escrito = getpass.getpass(que, stream=sys.stderr)
    except getpass.GetPassWarning as error:
        raise UserError(
            f"Esta terminal mostraría lo que se escribe. Use otra, o la variable {variable}.", field="frase"
        ) from error
    except EOFError:
        escrito = ""
    if not escrito:
        raise UserError("No se escribió nada; no se cambió nada.", field="frase")
    return escrito


# --- a new passphrase, a new folder ---------------------------------------------------------------------------------


def frase_nueva(valor: str | None, variable: str = FRASE_NUEVA) -> str:
    """A passphrase to be: from that variable, or typed twice. Raises UserError for a weak one."""
    if valor is not None:
        exigir_variable(variable, valor)
        return valor
    if not hay_terminal():
        raise UserError(
            f"Falta la frase de acceso: ejecute la orden en una terminal o defina la variable {variable}.",
            field="frase",
        )
    frase = preguntar("Frase de acceso nueva (12 caracteres o más; sirven varias palabras): ")
    exigir_frase(frase)
    if preguntar("Escríbala otra vez: ") != frase:
        raise UserError("Las dos no son iguales; no se cambió nada. Vuelva a intentar.", field="frase")
    return frase


def _hacer(args: Namespace, carpeta: Path, acceso: Acceso, nueva: Nueva) -> Llave | None:
    entrada: Entrada = args.acceso
    if args.sin_cifrar and entrada.frase is not None:
        raise UserError(f"Se pidió --sin-cifrar y también hay una frase en {FRASE}. Quite uno de los dos.")
    if args.sin_cifrar or (nueva is Nueva.FICTICIA and entrada.frase is None):
        return None
    if entrada.frase is None and not hay_terminal():
        raise UserError(
            f"En «{carpeta}» todavía no hay datos. Diga cómo se guardan: con una frase de acceso (en {FRASE}, o en una "
            "terminal, donde se pide), o con --sin-cifrar, y entonces los lee cualquiera que tome el equipo.",
            field="frase",
        )
    if entrada.frase is None:
        avisar(f"Se hará una carpeta de datos cifrada en «{carpeta}».")
    return crear(args, carpeta, acceso)


def crear(args: Namespace, carpeta: Path, acceso: Acceso) -> Llave:
    """Lock a folder without data and hand over its recovery key. Raises UserError."""
    revisar_clave(args.clave_recuperacion, carpeta)
    llave, clave = acceso.crear(frase_nueva(args.acceso.frase, FRASE))
    entregar_clave(clave, args.clave_recuperacion, carpeta)
    return llave


def revisar_clave(ruta: Path | None, carpeta: Path) -> None:
    """Before anything is made: that the recovery key can be written there. Raises UserError."""
    if ruta is None:
        return
    archivos.revisar_salida(ruta, reemplazar=False)
    if ruta.resolve().is_relative_to(carpeta.resolve()):
        raise UserError(
            "La clave de recuperación no se guarda junto a los datos que abre. Elija otro lugar, fuera de aquí."
        )


def entregar_clave(clave: str, ruta: Path | None, carpeta: Path) -> None:
    """To the file that was asked for, readable for this user only, or once on the screen."""
    if ruta is not None:
        texto = f"Clave de recuperación de los datos de supervisión en «{carpeta}»:\n\n    {clave}\n\n{_GUARDELA}\n"
        try:
            durable.write_atomic(ruta, texto.replace("\n", "\r\n").encode("utf-8-sig"))
        except OSError as error:
            avisar(f"No se pudo escribir «{ruta}» ({motivo(error)}).")
        else:
            avisar(f"La clave de recuperación está en «{ruta}». {_GUARDELA}")
            return
    avisar(f"CLAVE DE RECUPERACIÓN (se muestra sólo esta vez):\n\n    {clave}\n\n{_GUARDELA}\n")


_GUARDELA: Final = (
    "Abre los datos si olvida su frase de acceso. Imprímala o anótela y guárdela bajo llave, lejos de este equipo."
)
