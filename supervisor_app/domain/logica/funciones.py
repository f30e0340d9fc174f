"""The table of functions: name, how many arguments, what each is converted to, what comes back, and the pure function.

The list is the one of the ODK XForms specification plus what JavaRosa, Enketo and XPath 1.0 add to it. Functions that
must see the tree or the context (``if``, ``position``, ``instance``…) stand here with their arguments only; the
compiler builds them. This module must never know a form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from supervisor_app.domain.logica import fechas, geografia, numericas, textuales
from supervisor_app.domain.logica.lexico import ErrorDeExpresion
from supervisor_app.domain.logica.partes import Tipo

SIN_TOPE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Funcion:
    """``tipos``, a letter an argument, the last one again for those that follow.

    ``t`` text, ``n`` number, ``b`` truth, ``c`` the texts of a node-set (refused for anything else), ``s`` its
    numbers, ``T``, ``N`` and ``V`` this and all that follow as one flat list of texts, numbers or truths. ``marco``:
    takes the frame first. ``volatil``: depends on the moment or on chance. ``f`` None: the compiler builds it.
    """

    minimo: int
    maximo: int
    resultado: Tipo
    tipos: str = ""
    f: Callable[..., Any] | None = None
    marco: bool = False
    volatil: bool = False

    def cuenta_mal(self, nombre: str, dados: int, pos: int) -> ErrorDeExpresion | None:
        """The refusal where the number of arguments does not fit."""
        if self.minimo <= dados <= self.maximo:
            return None
        if self.minimo == self.maximo:
            lleva = _argumentos(self.minimo)
        elif self.maximo == SIN_TOPE:
            lleva = f"{_argumentos(self.minimo)} o más"
        else:
            lleva = f"de {self.minimo} a {_argumentos(self.maximo)}"
        return ErrorDeExpresion(f"{nombre}() lleva {lleva}, y aquí tiene {dados}.", pos + 1)


def _argumentos(n: int) -> str:
    return {0: "ningún argumento", 1: "1 argumento"}.get(n, f"{n} argumentos")


def _t(minimo: int, maximo: int, tipos: str, f: Callable[..., Any], *, marco: bool = False) -> Funcion:
    return Funcion(minimo, maximo, Tipo.TEXTO, tipos, f, marco)


def _n(minimo: int, maximo: int, tipos: str, f: Callable[..., Any], *, marco: bool = False) -> Funcion:
    return Funcion(minimo, maximo, Tipo.NUMERO, tipos, f, marco)


def _b(minimo: int, maximo: int, tipos: str, f: Callable[..., Any]) -> Funcion:
    return Funcion(minimo, maximo, Tipo.BOOLEANO, tipos, f)


def _de_una(f: Callable[[float], float]) -> Funcion:
    return _n(1, 1, "n", f)


_TEXTO: Final = {
    "concat": _t(1, SIN_TOPE, "T", "".join),
    "join": _t(1, SIN_TOPE, "tT", textuales.unir),
    "substr": _t(2, 3, "tnn", textuales.substr),
    "substring": _t(2, 3, "tnn", textuales.substring),
    "substring-before": _t(2, 2, "tt", textuales.antes_de),
    "substring-after": _t(2, 2, "tt", textuales.despues_de),
    "translate": _t(3, 3, "ttt", textuales.traducir),
    "contains": _b(2, 2, "tt", lambda a, b: b in a),
    "starts-with": _b(2, 2, "tt", str.startswith),
    "ends-with": _b(2, 2, "tt", str.endswith),
    "digest": _t(2, 3, "ttt", textuales.resumen),
    "base64-decode": _t(1, 1, "t", textuales.de_base64),
    "boolean-from-string": _b(1, 1, "t", lambda t: t in ("1", "true")),
    "regex": _b(2, 2, "tt", textuales.concuerda),
    "selected": _b(2, 2, "tt", textuales.elegida),
    "selected-at": _t(2, 2, "tn", textuales.elegida_en),
    "count-selected": _n(1, 1, "t", lambda t: float(len(t.split()))),
    "checklist": _b(2, SIN_TOPE, "nnV", textuales.lista_de_cotejo),
}
_NUMERO: Final = {
    "int": _de_una(numericas.entero),
    "round": _n(1, 2, "nn", numericas.redondear),
    "ceiling": _de_una(numericas.techo),
    "floor": _de_una(numericas.piso),
    "abs": _de_una(abs),
    "pow": _n(2, 2, "nn", numericas.potencia),
    "log": _de_una(numericas.logaritmo),
    "log10": _de_una(numericas.logaritmo10),
    "exp": _de_una(numericas.exponencial),
    "exp10": _de_una(lambda n: numericas.potencia(10.0, n)),
    "sqrt": _de_una(numericas.raiz),
    "sin": _de_una(numericas.seno),
    "cos": _de_una(numericas.coseno),
    "tan": _de_una(numericas.tangente),
    "asin": _de_una(numericas.arcoseno),
    "acos": _de_una(numericas.arcocoseno),
    "atan": _de_una(numericas.arcotangente),
    "atan2": _n(2, 2, "nn", numericas.arcotangente2),
    "pi": _n(0, 0, "", lambda: numericas.PI),
    "max": _n(1, SIN_TOPE, "N", numericas.mayor),
    "min": _n(1, SIN_TOPE, "N", numericas.menor),
    "sum": _n(1, 1, "s", numericas.suma),
    "count-non-empty": _n(1, 1, "c", lambda textos: float(sum(1 for t in textos if t))),
}
_FECHA: Final = {
    "today": Funcion(0, 0, Tipo.TEXTO, "", lambda m: fechas.iso(m.ambiente.ahora), True, True),
    "now": Funcion(0, 0, Tipo.TEXTO, "", lambda m: fechas.iso_momento(m.ambiente.ahora, m.zona), True, True),
    "format-date": _t(2, 2, "tt", textuales.fecha_con_patron, marco=True),
    "format-date-time": _t(2, 2, "tt", textuales.fecha_con_patron, marco=True),
    "decimal-time": _n(1, 1, "t", lambda m, t: fechas.fraccion_del_dia(t, m.zona), marco=True),
}
_GEOGRAFIA: Final = {
    "area": _n(1, 1, "T", geografia.area),
    "distance": _n(1, SIN_TOPE, "T", geografia.distancia),
    "geofence": _b(2, 2, "tt", geografia.dentro),
}
_A = Tipo.CUALQUIERA
_DEL_COMPILADOR: Final = {
    "string": Funcion(0, 1, Tipo.TEXTO),
    "number": Funcion(0, 1, Tipo.NUMERO),
    "boolean": Funcion(1, 1, Tipo.BOOLEANO),
    "not": Funcion(1, 1, Tipo.BOOLEANO),
    "true": Funcion(0, 0, Tipo.BOOLEANO),
    "false": Funcion(0, 0, Tipo.BOOLEANO),
    "if": Funcion(3, 3, _A),
    "coalesce": Funcion(2, 2, Tipo.TEXTO),
    "once": Funcion(1, 1, Tipo.TEXTO),
    "string-length": Funcion(0, 1, Tipo.NUMERO),
    "normalize-space": Funcion(0, 1, Tipo.TEXTO),
    "weighted-checklist": Funcion(2, SIN_TOPE, Tipo.BOOLEANO),
    "date": Funcion(1, 1, Tipo.TEXTO),
    "date-time": Funcion(1, 1, Tipo.TEXTO),
    "decimal-date-time": Funcion(1, 1, Tipo.NUMERO),
    "count": Funcion(1, 1, Tipo.NUMERO),
    "position": Funcion(0, 1, Tipo.NUMERO),
    "last": Funcion(0, 0, Tipo.NUMERO),
    "name": Funcion(0, 1, Tipo.TEXTO),
    "local-name": Funcion(0, 1, Tipo.TEXTO),
    "current": Funcion(0, 0, Tipo.NODO),
    "instance": Funcion(1, 1, Tipo.NODOS),
    "pulldata": Funcion(4, 4, Tipo.TEXTO),
    "indexed-repeat": Funcion(3, 7, Tipo.TEXTO),
    "randomize": Funcion(1, 2, Tipo.NODOS, volatil=True),
    "random": Funcion(0, 0, Tipo.NUMERO, volatil=True),
    "uuid": Funcion(0, 1, Tipo.TEXTO, volatil=True),
    "jr:choice-name": Funcion(2, 2, Tipo.TEXTO),
    "version": Funcion(0, 0, Tipo.TEXTO),
}
FUNCIONES: Final[dict[str, Funcion]] = {**_TEXTO, **_NUMERO, **_FECHA, **_GEOGRAFIA, **_DEL_COMPILADOR}

SIN_SENTIDO_AQUI: Final = {
    "jr:itext": "Las cédulas no llevan textos traducidos; escriba el texto entre comillas.",
    "property": "Las propiedades del equipo no se consultan aquí.",
    "extract-signed": "Los códigos firmados no se leen aquí.",
    "search": "Use «lista» y «filtro» en lugar de search().",
    "id": "Las respuestas no llevan atributos id; escriba ${nombre}.",
    "lang": "Las respuestas no llevan idioma.",
    "namespace-uri": "Las respuestas no llevan espacios de nombres.",
}
"""Known elsewhere, refused here with the reason."""


def funcion(nombre: str, dados: int, pos: int) -> Funcion:
    """The function of that name for that many arguments. Raises ErrorDeExpresion."""
    hallada = FUNCIONES.get(nombre)
    if hallada is None:
        raise ErrorDeExpresion(SIN_SENTIDO_AQUI.get(nombre) or _no_hay(nombre), pos + 1)
    mal = hallada.cuenta_mal(nombre, dados, pos)
    if mal is not None:
        raise mal
    if nombre == "indexed-repeat" and dados % 2 == 0:
        raise ErrorDeExpresion("indexed-repeat() lleva el campo y uno a tres pares de grupo y número.", pos + 1)
    if nombre == "weighted-checklist" and dados % 2:
        raise ErrorDeExpresion("weighted-checklist() lleva después de los topes pares de respuesta y peso.", pos + 1)
    return hallada


def _no_hay(nombre: str) -> str:
    parecidas = [n for n in FUNCIONES if _plano(n) == _plano(nombre)]
    sugerencia = f" ¿Quiso decir {parecidas[0]}()?" if parecidas else ""
    return f"No hay ninguna función «{nombre}()».{sugerencia}"


def _plano(nombre: str) -> str:
    return re.sub(r"[-_:.]|^jr", "", nombre.lower())
