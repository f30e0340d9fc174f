"""How each part of a definition reads to a supervisor, and which of them are not the same in two versions.

It must never leave out a field: a test holds that each has its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Columna,
    ItemDefinition,
    ListaOpciones,
    Opcion,
    Restriccion,
    Umbral,
)
from supervisor_app.domain.texto import cuantos, fecha_corta

_MUCHAS: Final = 12
"""More choices than this are told by their number: a list may have thousands."""


@dataclass(frozen=True, slots=True)
class Detalle:
    """One thing that changes: what it is called, and how it reads before and after; "" where it is not there."""

    que: str
    antes: str
    despues: str


def _texto(valor: object) -> str:
    return "" if valor is None else str(valor)


def _si_no(valor: bool) -> str:
    return "Sí" if valor else "No"


def _label(valor: Any) -> str:
    return str(valor.label)


def _labels(valores: Iterable[Any]) -> str:
    return "; ".join(v.label for v in valores)


def _peso(valor: Decimal) -> str:
    return f"{valor.normalize():f}"


def _reglas(reglas: Iterable[Restriccion]) -> str:
    return "; ".join(f"«{r.mensaje}» ({'impide cerrar' if r.dura else 'sólo avisa'}): {r.expresion}" for r in reglas)


_LOGICA: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "relevante": ("Se pregunta sólo si", lambda v: v or "Siempre"),
    "restricciones": ("Reglas de la respuesta", lambda v: _reglas(v) or "Ninguna"),
    "calculo": ("Se calcula como", lambda v: v or "No se calcula: se escribe"),
    "inicial": ("Valor inicial", lambda v: v or "Ninguno"),
    "opcional": ("Puede quedar sin contestar", _si_no),
    "filtro": ("Opciones que se ofrecen si", lambda v: v or "Todas"),
}
CAMPOS_DE_PUNTO: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "pregunta": ("Redacción", _texto),
    "tipo": ("Tipo de respuesta", _label),
    "unidad": ("Unidad", _texto),
    "decimales": ("Decimales", _texto),
    "apartado": ("Apartado", _texto),
    "evidencia": ("Evidencia que se pide", _texto),
    "fundamento": ("Fundamento", _labels),
    "otro_fundamento": ("Otro fundamento", "; ".join),
    "ayuda": ("Ayuda", _texto),
    "peso": ("Peso en el resultado", _peso),
    **_LOGICA,
}
"""Besides ``id``, ``pregunta_plantilla``, ``lista`` and ``columnas``, which are compared in their own way."""
CAMPOS_DE_COLUMNA: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "titulo": ("Título", _texto),
    "tipo": ("Tipo", _label),
    "decimales": ("Decimales", _texto),
    **_LOGICA,
}
CAMPOS_DE_CEDULA: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "proceso": ("Proceso", _texto),
    "vigente_al": ("Vigente al", fecha_corta),
    "departamento": ("Departamento", _label),
    "seccion_manual": ("Sección del manual", _texto),
    "unidades": ("Unidades en que se aplica", _labels),
    "etiqueta": ("Leyenda", _texto),
}
"""Besides ``codigo``, ``version``, ``items``, ``umbrales`` and ``listas``."""


def _campos(
    campos: Mapping[str, tuple[str, Callable[[Any], str]]], antes: Any, despues: Any, prefijo: str = ""
) -> list[Detalle]:
    return [
        Detalle(f"{prefijo}{que}", decir(getattr(antes, campo)), decir(getattr(despues, campo)))
        for campo, (que, decir) in campos.items()
        if getattr(antes, campo) != getattr(despues, campo)
    ]


def detalles_de_punto(
    de: CedulaDefinition, antes: ItemDefinition, a: CedulaDefinition, despues: ItemDefinition
) -> tuple[Detalle, ...]:
    """What is not the same in a question that both versions have, its list of choices and its columns included."""
    detalles = _campos(CAMPOS_DE_PUNTO, antes, despues)
    if antes.pregunta == despues.pregunta and antes.pregunta_plantilla != despues.pregunta_plantilla:
        detalles.append(Detalle("Redacción con umbrales", antes.pregunta_plantilla, despues.pregunta_plantilla))
    detalles += _lista("Opciones", de, antes.lista, a, despues.lista)
    detalles += _columnas(de, antes.columnas, a, despues.columnas)
    return tuple(detalles)


def _lista(
    que: str, de: CedulaDefinition, antes: str | None, a: CedulaDefinition, despues: str | None
) -> list[Detalle]:
    una, otra = de.lista(antes or ""), a.lista(despues or "")
    detalles = _opciones(que, una.opciones if una else (), otra.opciones if otra else ())
    if antes != despues and not detalles:
        detalles.append(Detalle(f"{que}: nombre de la lista", _texto(antes), _texto(despues)))
    return detalles


def _opciones(que: str, antes: tuple[Opcion, ...], despues: tuple[Opcion, ...]) -> list[Detalle]:
    """The choices that leave, come or read otherwise; where they are the same, their order."""
    if antes == despues:
        return []
    unas, otras = ({o.clave: o for o in lado} for lado in (antes, despues))
    salen = [o for o in antes if otras.get(o.clave) != o]
    entran = [o for o in despues if unas.get(o.clave) != o]
    if not salen and not entran:
        return [Detalle(f"{que}: orden", _decir(antes), _decir(despues))]
    mismas_palabras = [o.texto for o in salen] == [o.texto for o in entran]
    return [Detalle(que, _decir(salen, claves=mismas_palabras), _decir(entran, claves=mismas_palabras))]


def _decir(opciones: Iterable[Opcion], *, claves: bool = False) -> str:
    todas = [_decir_opcion(o) if claves else o.texto for o in opciones]
    resto = len(todas) - _MUCHAS
    return "; ".join(todas[:_MUCHAS]) + (f"; y {cuantos(resto, 'opción', 'opciones')} más" if resto > 0 else "")


def _decir_opcion(o: Opcion) -> str:
    atributos = ", ".join(f"{k} {v}" for k, v in o.atributos.items())
    return f"{o.texto} [{o.clave}{': ' if atributos else ''}{atributos}]"


def _columnas(
    de: CedulaDefinition, antes: tuple[Columna, ...], a: CedulaDefinition, despues: tuple[Columna, ...]
) -> list[Detalle]:
    unas, otras = ({c.clave: c for c in lado} for lado in (antes, despues))
    detalles = [Detalle("Columna que se retira", _columna(c), "") for c in antes if c.clave not in otras]
    detalles += [Detalle("Columna nueva", "", _columna(c)) for c in despues if c.clave not in unas]
    for clave in (c for c in otras if c in unas):
        prefijo = f"Columna «{otras[clave].titulo}»: "
        detalles += _campos(CAMPOS_DE_COLUMNA, unas[clave], otras[clave], prefijo)
        detalles += _lista(f"{prefijo}opciones", de, unas[clave].lista, a, otras[clave].lista)
    comunes = [[c for c in lado if c.clave in unas and c.clave in otras] for lado in (antes, despues)]
    if [c.clave for c in comunes[0]] != [c.clave for c in comunes[1]]:
        detalles.append(Detalle("Orden de las columnas", *("; ".join(c.titulo for c in lado) for lado in comunes)))
    return detalles


def _columna(c: Columna) -> str:
    return f"{c.titulo} ({c.tipo.label.lower()})"


def detalles_de_cedula(antes: CedulaDefinition, despues: CedulaDefinition) -> tuple[Detalle, ...]:
    """What is not the same in the data of the cédula: header, thresholds, and lists that no question uses."""
    detalles = _campos(CAMPOS_DE_CEDULA, antes, despues)
    detalles += _umbrales(antes, despues)
    usadas = _listas_usadas(antes) & _listas_usadas(despues)
    unas, otras = ({x.clave: x for x in d.listas if x.clave not in usadas} for d in (antes, despues))
    for clave in dict.fromkeys((*unas, *otras)):
        detalles += _lista_suelta(clave, unas.get(clave), otras.get(clave))
    if not detalles and [x.clave for x in antes.listas] != [x.clave for x in despues.listas]:
        detalles.append(
            Detalle("Orden de las listas", *("; ".join(x.clave for x in d.listas) for d in (antes, despues)))
        )
    return tuple(detalles)


def _listas_usadas(d: CedulaDefinition) -> set[str | None]:
    return {x for i in d.items for x in (i.lista, *(c.lista for c in i.columnas))}


def _lista_suelta(clave: str, antes: ListaOpciones | None, despues: ListaOpciones | None) -> list[Detalle]:
    return _opciones(f"Lista «{clave}»", antes.opciones if antes else (), despues.opciones if despues else ())


def _umbrales(antes: CedulaDefinition, despues: CedulaDefinition) -> list[Detalle]:
    unos, otros = ({u.clave: u for u in d.umbrales} for d in (antes, despues))
    detalles = []
    for clave in dict.fromkeys((*unos, *otros)):
        uno, otro = unos.get(clave), otros.get(clave)
        if uno == otro:
            continue
        textos = [u.texto if u else "" for u in (uno, otro)]
        if textos[0] == textos[1] and uno and otro:
            textos = [_umbral(u) for u in (uno, otro)]
        detalles.append(Detalle(f"Umbral «{clave.replace('_', ' ')}»", *textos))
    if not detalles and [*unos] != [*otros]:
        detalles.append(Detalle("Orden de los umbrales", "; ".join(unos), "; ".join(otros)))
    return detalles


def _umbral(u: Umbral) -> str:
    """All that a threshold says besides its text."""
    partes = [u.texto, f"vigente al {fecha_corta(u.vigente_al)}", "legal" if u.legal else "interno", f"valor {u.valor}"]
    partes += [u.fundamento] if u.fundamento else []
    partes += [f"en singular «{u.singular}»"] if u.singular else []
    return ", ".join([*partes, f"unidad «{u.unidad}»", *(["con letra"] if u.en_letra else [])])
