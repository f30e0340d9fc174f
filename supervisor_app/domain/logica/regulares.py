"""Regular expressions that always end: whether one is found in a text, in a time that grows as the text does.

Python's own tries one way after the other, so that «(a+)+$» on thirty letters takes minutes, and the window with it.
This follows all ways at once (Thompson 1968) and keeps what it learned, as an automaton made while it reads. What
cannot be read so (references back, looking ahead or behind) is refused with a sentence. It must never let ``re`` search
for an expression of others, only tell single characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Final

PASOS_MAXIMOS: Final = 1_200
"""States of an automaton: ``^.{0,500}$`` has a thousand. The worst of them takes four seconds on 20,000 characters."""
HONDURA_MAXIMA: Final = 50
_TRABAJO_MAXIMO: Final = 20_000
_RECUERDOS: Final = 50_000
"""Transitions that are kept of one expression before all are forgotten."""

_PIEZA: Final = re.compile(
    r"""
    (?P<clase>\[\^?\]?(?:\\.|[^\]\\])*\])
  | (?P<abre>\((?!\?)|\(\?:|\(\?P<\w+>)
  | (?P<ajeno>\(\?|\\[1-9])
  | (?P<cierra>\))
  | (?P<o>\|)
  | (?P<veces>(?:[*+?]|\{(?!\})(?P<minimo>\d*)(?:(?P<coma>,)(?P<maximo>\d*))?\})(?P<posesivo>\+)?\??)
  | (?P<ancla>\^|\\[AZbB])
  | (?P<letra>\\N\{[^}]+\}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\0[0-7]{0,2}|\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLASE_DE_POSIX: Final = re.compile(r"\[([:.=])\w+\1\]")
_PROPIO_DE_PYTHON: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\$", re.DOTALL)
"""What is escaped, a class, or a dollar: the last two mean more in Python than in JavaRosa and Enketo."""
_SIN_MAYUSCULAS: Final = "(?i)"


class NoAdmitida(ValueError):
    """An expression that is wrong, or asks for what cannot be done in time; its text says which, in Spanish."""


class _Ancla(Enum):
    INICIO = r"\A"
    FIN = r"\Z"
    BORDE = r"\b"
    SIN_BORDE = r"\B"


class _Lado(Enum):
    """What stands beside a place of the text."""

    NADA = 0
    PALABRA = 1
    OTRO = 2


@dataclass(slots=True)
class _Secuencia:
    partes: list[_Nodo] = field(default_factory=list)


@dataclass(slots=True)
class _Opciones:
    ramas: list[_Secuencia]


@dataclass(slots=True)
class _Repeticion:
    nodo: _Nodo
    minimo: int
    maximo: int | None


@dataclass(slots=True)
class _Letra:
    es: Callable[[str], object]


_Nodo = _Secuencia | _Opciones | _Repeticion | _Letra | _Ancla


@lru_cache(maxsize=512)
def compilar(expresion: str) -> Automata:
    """The automaton of an expression. Raises NoAdmitida."""
    sin_mayusculas = expresion.startswith(_SIN_MAYUSCULAS)
    escrita = expresion.removeprefix(_SIN_MAYUSCULAS)
    if _CLASE_DE_POSIX.search(escrita):
        raise NoAdmitida("las clases como [:alpha:] significan otra cosa en cada programa; escriba las letras")
    escrita = _PROPIO_DE_PYTHON.sub(_como_los_demas, escrita)
    try:
        re.compile(escrita, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise NoAdmitida("no se entiende; revise paréntesis, corchetes y repeticiones") from error
    return Automata(_Lector(escrita, re.ASCII | (re.IGNORECASE if sin_mayusculas else re.NOFLAG)).todo())


def error_de(expresion: str) -> str:
    """Why it cannot be used, to follow a colon; "" where it can."""
    try:
        compilar(expresion)
    except NoAdmitida as error:
        return str(error)
    return ""


def _como_los_demas(m: re.Match[str]) -> str:
    """A dollar is only the very end, never before the last line break; in a class, signs stand for themselves."""
    hallado = m[0]
    if hallado == "$":
        return r"\Z"
    if not hallado.startswith("["):
        return hallado
    return "[" + re.sub(r"(\\.)|\[|--|&&|\|\||~~", lambda d: d[1] or re.escape(d[0]), hallado[1:], flags=re.DOTALL)


class _Lector:
    """The tree of an expression that Python accepts."""

    def __init__(self, escrita: str, banderas: re.RegexFlag) -> None:
        self._piezas = list(_PIEZA.finditer(escrita))
        self._lugar = 0
        self._banderas = banderas

    def todo(self) -> _Nodo:
        return self._opciones(0)

    def _opciones(self, hondura: int) -> _Nodo:
        if hondura > HONDURA_MAXIMA:
            raise NoAdmitida(f"tiene más de {HONDURA_MAXIMA} niveles de paréntesis")
        ramas = [_Secuencia()]
        while self._lugar < len(self._piezas):
            pieza = self._piezas[self._lugar]
            if pieza["cierra"]:
                break
            self._lugar += 1
            if pieza["o"]:
                ramas.append(_Secuencia())
            elif pieza["veces"]:
                self._repetir(ramas[-1], pieza)
            else:
                ramas[-1].partes.append(self._nodo(pieza, hondura))
        return ramas[0] if len(ramas) == 1 else _Opciones(ramas)

    def _nodo(self, pieza: re.Match[str], hondura: int) -> _Nodo:
        if pieza["ajeno"]:
            raise NoAdmitida(
                "no se admite mirar adelante o atrás ni citar lo ya hallado, como (?=…) o \\1; escriba dos condiciones "
                "unidas con and"
            )
        if pieza["abre"]:
            dentro = self._opciones(hondura + 1)
            self._lugar += 1  # its closing one, which is there: Python accepted it
            return dentro
        if pieza["ancla"]:
            return _Ancla.INICIO if pieza["ancla"] == "^" else _Ancla(pieza["ancla"])
        return _Letra(re.compile(pieza[0], self._banderas).fullmatch)

    @staticmethod
    def _repetir(rama: _Secuencia, pieza: re.Match[str]) -> None:
        if pieza["posesivo"]:
            raise NoAdmitida("no se admite repetir sin volver atrás, como a++; quite el segundo signo")
        minimo, maximo = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(pieza[0][0], (0, None))
        if pieza[0][0] == "{":
            minimo = int(pieza["minimo"] or 0)
            maximo = (int(pieza["maximo"]) if pieza["maximo"] else None) if pieza["coma"] else minimo
        rama.partes[-1] = _Repeticion(rama.partes[-1], minimo, maximo)


class Automata:
    """An expression ready to be looked for."""

    def __init__(self, arbol: _Nodo) -> None:
        self._letras: list[Callable[[str], object] | None] = []
        self._anclas: list[_Ancla | None] = []
        self._siguen: list[tuple[int, ...]] = []
        self._trabajo = 0
        self._final = self._paso()
        self._primero = self._armar(arbol, self._final)
        self._olvidar()

    # --- making it, from the end to the beginning

    def _paso(
        self, siguen: tuple[int, ...] = (), letra: Callable[[str], object] | None = None, ancla: _Ancla | None = None
    ) -> int:
        if len(self._siguen) >= PASOS_MAXIMOS:
            raise NoAdmitida("es demasiado grande; repita menos veces")
        self._siguen.append(siguen)
        self._letras.append(letra)
        self._anclas.append(ancla)
        return len(self._siguen) - 1

    def _armar(self, nodo: _Nodo, sigue: int) -> int:
        self._trabajo += 1
        if self._trabajo > _TRABAJO_MAXIMO:
            raise NoAdmitida("es demasiado grande; repita menos veces")
        match nodo:
            case _Letra(es):
                return self._paso((sigue,), letra=es)
            case _Ancla():
                return self._paso((sigue,), ancla=nodo)
            case _Secuencia(partes):
                for parte in reversed(partes):
                    sigue = self._armar(parte, sigue)
                return sigue
            case _Opciones(ramas):
                return self._paso(tuple(self._armar(rama, sigue) for rama in ramas))
            case _Repeticion(repetido, minimo, maximo):
                return self._repetir(repetido, minimo, maximo, sigue)

    def _repetir(self, nodo: _Nodo, minimo: int, maximo: int | None, sigue: int) -> int:
        if maximo is None:
            vuelta = self._paso()
            self._siguen[vuelta] = (self._armar(nodo, vuelta), sigue)
            sigue = vuelta
        else:
            final = sigue
            for _ in range(maximo - minimo):
                sigue = self._paso((self._armar(nodo, sigue), final))
        for _ in range(minimo):
            sigue = self._armar(nodo, sigue)
        return sigue

    # --- looking for it

    def busca(self, texto: str) -> bool:
        """Whether it is found anywhere in the text."""
        estado = self._estado(frozenset(), _Lado.NADA)
        for letra in texto:
            despues = self._cambios[estado].get(letra)
            if despues is None:
                despues = self._cambio(estado, letra)
            if despues < 0:
                return True
            estado = despues
        return self._alcanza(*self._estados[estado], _Lado.NADA)[0]

    def _cambio(self, estado: int, letra: str) -> int:
        """The state behind this character, or -1 where it was found before it; learned."""
        if self._recordados >= _RECUERDOS:
            parado = self._estados[estado]
            self._olvidar()
            estado = self._estado(*parado)
        lado = _Lado.PALABRA if letra.isascii() and (letra.isalnum() or letra == "_") else _Lado.OTRO
        hallada, vivos = self._alcanza(*self._estados[estado], lado)
        if hallada:
            despues = -1
        else:
            siguen = frozenset(self._siguen[p][0] for p in vivos if (es := self._letras[p]) is not None and es(letra))
            despues = self._estado(siguen, lado)
        self._cambios[estado][letra] = despues
        self._recordados += 1
        return despues

    def _alcanza(self, desde: frozenset[int], antes: _Lado, despues: _Lado) -> tuple[bool, list[int]]:
        """Whether the end is reached without reading on, and the steps that read a character. It may begin here too."""
        vistos = {*desde, self._primero}
        pendientes, leen = list(vistos), []
        while pendientes:
            paso = pendientes.pop()
            if paso == self._final:
                return True, []
            if self._letras[paso] is not None:
                leen.append(paso)
                continue
            ancla = self._anclas[paso]
            if ancla is not None and not _se_cumple(ancla, antes, despues):
                continue
            for siguiente in self._siguen[paso]:
                if siguiente not in vistos:
                    vistos.add(siguiente)
                    pendientes.append(siguiente)
        return False, leen

    def _estado(self, pasos: frozenset[int], antes: _Lado) -> int:
        numero = self._numeros.get((pasos, antes))
        if numero is None:
            numero = self._numeros[pasos, antes] = len(self._estados)
            self._estados.append((pasos, antes))
            self._cambios.append({})
            # A state that is new holds as much as it has steps.
            self._recordados += len(pasos)
        return numero

    def _olvidar(self) -> None:
        self._numeros: dict[tuple[frozenset[int], _Lado], int] = {}
        self._estados: list[tuple[frozenset[int], _Lado]] = []
        self._cambios: list[dict[str, int]] = []
        self._recordados = 0


def _se_cumple(ancla: _Ancla, antes: _Lado, despues: _Lado) -> bool:
    match ancla:
        case _Ancla.INICIO:
            return antes is _Lado.NADA
        case _Ancla.FIN:
            return despues is _Lado.NADA
        case _Ancla.BORDE:
            return (antes is _Lado.PALABRA) != (despues is _Lado.PALABRA)
        case _Ancla.SIN_BORDE:
            return (antes is _Lado.PALABRA) == (despues is _Lado.PALABRA)
