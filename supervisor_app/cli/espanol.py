"""argparse that speaks Spanish: usage, group titles and every error sentence.

What argparse may say and is not known here ends in a general Spanish sentence, never in English. It must never repeat
what came after an option it does not know: it may be a password.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn

_VALORES: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"expected one argument", lambda m: "falta su valor"),
    (r"expected at most one argument", lambda m: "lleva un valor como máximo"),
    (r"expected at least one argument", lambda m: "lleva al menos un valor"),
    (r"expected (\d+) arguments?", lambda m: f"lleva {m[1]} valores"),
    (r"not allowed with argument (.+)", lambda m: f"no se puede usar junto con {m[1]}"),
    (r"ignored explicit argument .+", lambda m: "no lleva ningún valor"),
    (r"invalid choice: '(.*)' \((?:choose from|maybe you meant.* choose from) (.*)\)", lambda m: _opcion(m[1], m[2])),
    (r"invalid \S+ value: .*", lambda m: "su valor no es válido"),
)
_FRASES: Final[tuple[tuple[str, Callable[[re.Match[str]], str]], ...]] = (
    (r"the following arguments are required: (.+)", lambda m: f"Falta: {m[1]}."),
    (r"unrecognized arguments: (.+)", lambda m: _sobrantes(m[1].split())),
    (r"one of the arguments (.+) is required", lambda m: f"Indique uno de estos: {m[1]}."),
    (r"ambiguous option: (\S+) could match (.+)", lambda m: f"«{m[1]}» puede ser {m[2]}; escríbala completa."),
    (r"unexpected option string: (\S+)", lambda m: f"No se reconoce {m[1].partition('=')[0]}."),
    (r"argument ([^:]+): (.+)", lambda m: _de_un_argumento(m[1], m[2])),
)
_GENERAL: Final = "No se entiende la orden."
_SECRETA: Final = re.compile(r"pass|contra|clave|pwd|frase", re.IGNORECASE)
_SIN_CONTRASENA: Final = (
    "Las contraseñas y frases no se escriben en la orden, donde otros programas pueden verlas: se piden en la terminal "
    "o se toman de las variables SUPERVISOR_EFIRMA_PASSWORD y SUPERVISOR_FRASE."
)


def traducir(mensaje: str) -> str:
    """One Spanish sentence for what argparse says."""
    return _primera(_FRASES, mensaje) or _GENERAL


def _primera(reglas: Iterable[tuple[str, Callable[[re.Match[str]], str]]], mensaje: str) -> str:
    for patron, frase in reglas:
        if hallado := re.fullmatch(patron, mensaje, re.DOTALL):
            return frase(hallado)
    return ""


def _de_un_argumento(nombre: str, mensaje: str) -> str:
    razon = _primera(_VALORES, mensaje) or "su valor no se entiende"
    return razon if razon.startswith("«") else f"{nombre}: {razon}."


def _opcion(valor: str, opciones: str) -> str:
    validas = re.findall(r"[\w-]+", opciones)
    parecidas = difflib.get_close_matches(valor, validas, n=1)
    quiso = f" ¿Quiso decir «{parecidas[0]}»?" if parecidas else f" Use: {', '.join(validas)}."
    return f"«{valor}» no es una de las opciones.{quiso}"


def _sobrantes(palabras: list[str]) -> str:
    opciones = [p.partition("=")[0] for p in palabras if p.startswith("-") and len(p) > 1]
    if any(_SECRETA.search(opcion) for opcion in opciones):
        return _SIN_CONTRASENA
    if opciones:
        return f"No se reconoce {', '.join(opciones)}."
    return "Sobra un argumento." if len(palabras) == 1 else f"Sobran {len(palabras)} argumentos."


class Formato(argparse.RawDescriptionHelpFormatter):
    """Help texts as they are written, in at most 100 columns, under «Uso»."""

    def __init__(self, prog: str, **opciones: Any) -> None:
        opciones.setdefault("width", min(shutil.get_terminal_size().columns, 100))
        super().__init__(prog, **opciones)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)


class Analizador(argparse.ArgumentParser):
    """A parser whose every word is Spanish. Errors end in exit code 2, as SystemExit."""

    def __init__(self, **opciones: Any) -> None:
        opciones.setdefault("formatter_class", Formato)
        super().__init__(**opciones, add_help=False, allow_abbrev=False)
        self._positionals.title = "argumentos"
        self._optionals.title = "opciones"
        self.add_argument("-h", "--help", "--ayuda", action="help", help="muestra esta ayuda y termina")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{traducir(message)}\n{self.format_usage()}Más: {self.prog} --help\n")
