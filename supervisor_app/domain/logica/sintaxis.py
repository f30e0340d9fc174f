"""Reads an expression into its tree: XPath 1.0 as the ODK XForms specification keeps it, plus ``${nombre}``.

A Pratt parser. It knows the language and no form: names are checked by whoever compiles. It must never guess: what
the specification leaves out (attributes, ``//``, other axes) is refused with a sentence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from supervisor_app.domain.logica.arbol import (
    Binaria,
    Filtro,
    Llamada,
    Negativo,
    Nodo,
    Numero,
    Paso,
    Referencia,
    Ruta,
    Texto,
)
from supervisor_app.domain.logica.lexico import Clase, ErrorDeExpresion, Palabra, palabras

HONDURA_MAXIMA: Final = 60
ENCADENADOS_MAXIMOS: Final = 60
_EN_FILA: Final = frozenset({"+", "-", "*", "div", "mod", "and", "or"})
"""Parentheses within parentheses; beyond that Python's own stack would end first."""

_FUERZA: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_FUERZA_NEGATIVO: Final = 7
_CON_SIGNO: Final = (Clase.SIGNO, Clase.OPERADOR)
_EJES: Final = ("child", "parent", "self")


@lru_cache(maxsize=4096)
def leer(texto: str) -> Nodo:
    """The tree of an expression. Raises ErrorDeExpresion with a Spanish sentence and the character."""
    if not texto.strip():
        raise ErrorDeExpresion("La expresión está vacía.")
    return _Lector(texto).todo()


class _Lector:
    def __init__(self, texto: str) -> None:
        self._texto = texto
        self._palabras = palabras(texto)
        self._signos = [p.texto if p.clase in _CON_SIGNO else "" for p in self._palabras]
        self._i = 0
        self._hondura = 0
        self._encadenados = 0

    # --- words

    @property
    def _esta(self) -> Palabra:
        return self._palabras[self._i]

    def _avanza(self) -> Palabra:
        palabra = self._palabras[self._i]
        self._i += 1
        return palabra

    def _es(self, signo: str) -> bool:
        return self._signos[self._i] == signo

    def _sigue(self, signo: str) -> bool:
        siguiente = self._palabras[min(self._i + 1, len(self._palabras) - 1)]
        return siguiente.clase is Clase.SIGNO and siguiente.texto == signo

    def _exige(self, signo: str, abierto: Palabra) -> None:
        if not self._es(signo):
            raise ErrorDeExpresion(
                f"Falta «{signo}» para cerrar el «{abierto.texto}» del carácter {abierto.pos + 1}, "
                f"antes {self._esta.leida}.",
                self._esta.pos + 1,
            )
        self._i += 1

    # --- expressions

    def todo(self) -> Nodo:
        arbol = self._expresion(0)
        if self._esta.clase is not Clase.FIN:
            raise self._sobra()
        return arbol

    def _sobra(self) -> ErrorDeExpresion:
        esta = self._esta
        if esta.clase is Clase.NOMBRE and esta.texto.lower() in _FUERZA:
            return ErrorDeExpresion(f"Escriba «{esta.texto.lower()}» con minúsculas.", esta.pos + 1)
        if esta.clase is Clase.SIGNO and esta.texto in ")]":
            return ErrorDeExpresion(f"Sobra «{esta.texto}»: nada lo abre.", esta.pos + 1)
        return ErrorDeExpresion(f"Falta un operador (por ejemplo and, + o =) antes {esta.leida}.", esta.pos + 1)

    def _expresion(self, minima: int) -> Nodo:
        self._hondura += 1
        if self._hondura > HONDURA_MAXIMA:
            raise ErrorDeExpresion(
                f"La expresión tiene más de {HONDURA_MAXIMA} niveles de paréntesis; divídala en varios cálculos.",
                self._esta.pos + 1,
            )
        izquierda = self._valor()
        antes = ""
        while self._esta.clase is Clase.OPERADOR and _FUERZA.get(self._esta.texto, 0) > minima:
            op = self._avanza()
            self._encadenar(antes, op)
            antes = op.texto
            izquierda = Binaria(op.texto, izquierda, self._expresion(_FUERZA[op.texto]), op.pos)
        self._hondura -= 1
        return izquierda

    def _encadenar(self, antes: str, op: Palabra) -> None:
        """Sums, products, «and» and «or» are worked out in a row however long it is; others one within the other."""
        if antes not in _EN_FILA and op.texto not in _EN_FILA and antes:
            self._encadenados += 1
            if self._encadenados > ENCADENADOS_MAXIMOS:
                raise ErrorDeExpresion(
                    f"La expresión encadena más de {ENCADENADOS_MAXIMOS} comparaciones; divídala en varios cálculos.",
                    op.pos + 1,
                )

    def _valor(self) -> Nodo:
        signos = 0
        while self._es("-"):
            self._i += 1
            signos += 1
        valor = self._expresion(_FUERZA_NEGATIVO) if signos else self._camino()
        return Negativo(valor) if signos % 2 else (Negativo(Negativo(valor)) if signos else valor)

    # --- paths and primaries

    def _camino(self) -> Nodo:
        esta = self._esta
        if self._es("//"):
            raise self._doble_diagonal()
        if self._es("/"):
            self._i += 1
            pasos = self._pasos() if self._empieza_paso() else ()
            return Ruta(None, True, pasos, esta.pos)
        if self._empieza_paso() and not self._es_llamada():
            return Ruta(None, False, self._pasos(), esta.pos)
        valor = self._primario()
        predicados = self._predicados()
        if predicados:
            valor = Filtro(valor, predicados, esta.pos)
        if self._es("//"):
            raise self._doble_diagonal()
        if self._es("/"):
            self._i += 1
            valor = Ruta(valor, False, self._pasos(), esta.pos)
        return valor

    def _primario(self) -> Nodo:
        palabra = self._avanza()
        match palabra.clase:
            case Clase.NUMERO:
                return Numero(float(palabra.texto))
            case Clase.TEXTO:
                return Texto(palabra.texto)
            case Clase.REFERENCIA:
                return Referencia(palabra.texto, palabra.pos)
            case Clase.NOMBRE:
                return self._llamada(palabra)
            case Clase.SIGNO if palabra.texto == "(":
                dentro = self._expresion(0)
                self._exige(")", palabra)
                return dentro
            case Clase.SIGNO if palabra.texto == "@":
                raise ErrorDeExpresion("Los atributos (@) no se pueden consultar.", palabra.pos + 1)
        raise ErrorDeExpresion(f"Falta un valor antes {palabra.leida}.", palabra.pos + 1)

    def _llamada(self, nombre: Palabra) -> Llamada:
        abierto = self._avanza()
        argumentos: list[Nodo] = []
        if not self._es(")"):
            argumentos.append(self._expresion(0))
            while self._es(","):
                self._i += 1
                argumentos.append(self._expresion(0))
        self._exige(")", abierto)
        return Llamada(nombre.texto, tuple(argumentos), nombre.pos)

    def _es_llamada(self) -> bool:
        return self._esta.clase is Clase.NOMBRE and self._sigue("(") and self._esta.texto != "node"

    def _empieza_paso(self) -> bool:
        return self._esta.clase is Clase.NOMBRE or self._es(".") or self._es("..") or self._es("@")

    def _pasos(self) -> tuple[Paso, ...]:
        pasos = [self._paso()]
        while self._es("/"):
            self._i += 1
            pasos.append(self._paso())
        if self._es("//"):
            raise self._doble_diagonal()
        return tuple(pasos)

    def _paso(self) -> Paso:
        esta = self._avanza()
        if esta.clase is Clase.SIGNO and esta.texto in (".", ".."):
            return Paso("self" if esta.texto == "." else "parent", "node()", self._predicados(), esta.pos)
        if esta.clase is not Clase.NOMBRE:
            motivo = "Los atributos (@) no se pueden consultar." if esta.texto == "@" else ""
            raise ErrorDeExpresion(motivo or f"Falta un nombre antes {esta.leida}.", esta.pos + 1)
        eje = "child"
        if self._es("::"):
            eje = esta.texto
            if eje not in _EJES:
                raise ErrorDeExpresion(f"El eje «{eje}::» no se admite; sólo child, parent y self.", esta.pos + 1)
            self._i += 1
            esta = self._avanza()
            if esta.clase is not Clase.NOMBRE:
                raise ErrorDeExpresion(f"Falta un nombre después de «{eje}::».", esta.pos + 1)
        return Paso(eje, self._prueba(esta), self._predicados(), esta.pos)

    def _prueba(self, nombre: Palabra) -> str:
        if not self._es("("):
            return nombre.texto
        if nombre.texto != "node":
            raise ErrorDeExpresion(f"«{nombre.texto}()» no se admite dentro de una ruta.", nombre.pos + 1)
        self._exige(")", self._avanza())
        return "node()"

    def _predicados(self) -> tuple[Nodo, ...]:
        predicados = []
        while self._es("["):
            abierto = self._avanza()
            predicados.append(self._expresion(0))
            self._exige("]", abierto)
        return tuple(predicados)

    def _doble_diagonal(self) -> ErrorDeExpresion:
        mensaje = "La ruta con «//» no se admite; escriba la ruta completa o ${nombre}."
        return ErrorDeExpresion(mensaje, self._esta.pos + 1)
