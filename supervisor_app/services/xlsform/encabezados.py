"""The columns of a sheet by the name that XLSForm gives them, whatever alias or language the header is written in.

What is not read is told: a column that nobody knows never disappears in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.libro import Hoja
from supervisor_app.services.xlsform.problemas import Hallados, Lugar

_ALIAS: Final[Mapping[str, Mapping[str, str]]] = {
    c.SURVEY: {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "constraining_message": "constraint_message",
        "calculate": "calculation",
        "readonly": "read_only",
        "bind::relevant": "relevant",
        "bind::constraint": "constraint",
        "bind::required": "required",
        "bind::jr:constraintmsg": "constraint_message",
        "bind::calculate": "calculation",
        "bind::readonly": "read_only",
        "list name": "list_name",
    },
    c.CHOICES: {"caption": "label", "value": "name", "list name": "list_name"},
    c.SETTINGS: {
        "title": "form_title",
        "set_form_title": "form_title",
        "id_string": "form_id",
        "set_form_id": "form_id",
    },
}
_LEIDAS: Final[Mapping[str, tuple[str, ...]]] = {
    c.SURVEY: (*c.COLUMNAS_SURVEY, "bind::type"),
    c.CHOICES: c.COLUMNAS_CHOICES,
    c.SETTINGS: c.COLUMNAS_SETTINGS,
    c.UMBRALES: c.COLUMNAS_UMBRALES,
    c.REGLAS: c.COLUMNAS_REGLAS,
}
_TRADUCIBLES: Final = frozenset({"label", "hint", "constraint_message"})
_DE_MEDIOS: Final = frozenset({"image", "big-image", "audio", "video", "media"})
_ESPANOL: Final = re.compile(r"\(es(-[a-z]+)?\)|^es(-[a-z]+)?$|espa[nñ]ol|spanish|castellano", re.IGNORECASE)
_INVISIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Renglon:
    """One row: what it says in each column that is read."""

    numero: int
    hoja: Hoja
    columnas: Mapping[str, int]
    textos: tuple[str, ...]

    def __getitem__(self, columna: str) -> str:
        indice = self.columnas.get(columna)
        return "" if indice is None else self.textos[indice]

    def lugar(self, columna: str = "") -> Lugar:
        """The cell; where the sheet has no such column, the row with the name of the column."""
        indice = self.columnas.get(columna)
        if columna and indice is None:
            return Lugar(self.hoja.nombre, self.numero, "", columna)
        return self.hoja.lugar(self.numero, indice)


@dataclass(frozen=True)
class Tabla:
    """The rows of a sheet by column. ``extras`` are the columns of choices that its filters may look at."""

    hoja: Hoja
    columnas: Mapping[str, int]
    extras: Mapping[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Renglon]:
        for numero, textos in self.hoja.filas:
            yield Renglon(numero, self.hoja, {**self.extras, **self.columnas}, textos)


def tabla(hoja: Hoja, hallados: Hallados, idioma: str = "") -> Tabla:
    """The sheet with its columns recognised; duplicates, invisible characters and unread columns are told."""
    _revisar_textos(hoja, hallados)
    columnas: dict[str, int] = {}
    extras: dict[str, int] = {}
    variantes: dict[str, list[tuple[int, str]]] = {}
    for indice, titulo in enumerate(hoja.titulos):
        if not titulo:
            continue
        base, lengua = _partir(hoja.nombre, titulo)
        if base in _TRADUCIBLES and hoja.nombre in (c.SURVEY, c.CHOICES):
            variantes.setdefault(base, []).append((indice, lengua))
        elif base in columnas or titulo in extras:
            hallados.mal(hoja.lugar(1, indice), "Hay dos columnas para lo mismo; deje una.")
        elif base in _LEIDAS[hoja.nombre]:
            columnas[base] = indice
        elif base.startswith("imss::"):
            conocidas = ", ".join(x for x in _LEIDAS[hoja.nombre] if x.startswith("imss::")) or "ninguna"
            hallados.mal(hoja.lugar(1, indice), f"No existe esa columna; las propias de esta hoja son: {conocidas}.")
        elif hoja.nombre == c.CHOICES and base.partition("::")[0] not in _DE_MEDIOS | c.RESERVADAS_CHOICES:
            extras[titulo] = indice
        else:
            hallados.avisar(hoja.lugar(1, indice), "La columna no se leyó: aquí no tiene efecto.")
    for base, encontradas in variantes.items():
        columnas[base] = _elegir(hoja, encontradas, idioma, hallados)
    return Tabla(hoja, columnas, extras)


def se_lee(hoja: str, titulo: str) -> bool:
    """Whether a column says something here, translations and the attributes of choices included."""
    base, _ = _partir(hoja, titulo)
    return base in _LEIDAS[hoja] or base in _TRADUCIBLES or (hoja == c.CHOICES and base not in c.RESERVADAS_CHOICES)


def _partir(hoja: str, titulo: str) -> tuple[str, str]:
    """The name of a column without alias, and its language."""
    limpio = "_".join(titulo.split()).lower()
    alias = _ALIAS.get(hoja, {})
    if limpio in _LEIDAS[hoja] or limpio in alias:
        return alias.get(limpio, limpio), ""
    primera, marca, resto = titulo.partition("::")
    if not marca:
        primera, marca, resto = titulo.partition(":")
    base = "_".join(primera.split()).lower()
    base = alias.get(base, base)
    return (base, resto.strip()) if marca and base in _TRADUCIBLES else (limpio, "")


def _elegir(hoja: Hoja, variantes: list[tuple[int, str]], idioma: str, hallados: Hallados) -> int:
    """The column in Spanish, else the one without language, else that of the form, else the first; the rest is told."""
    for indice, lengua in variantes:
        if sum(otra == lengua for _, otra in variantes) > 1:
            hallados.mal(hoja.lugar(1, indice), "Hay dos columnas para lo mismo; deje una.")

    def preferencia(variante: tuple[int, str]) -> int:
        lengua = variante[1]
        return 0 if _ESPANOL.search(lengua) else 1 if not lengua else 2 if lengua == idioma else 3

    elegida = min(variantes, key=preferencia)
    for indice, _ in variantes:
        if indice != elegida[0]:
            hallados.avisar(hoja.lugar(1, indice), f"No se leyó; se usó «{hoja.titulos[elegida[0]]}».")
    return elegida[0]


def _revisar_textos(hoja: Hoja, hallados: Hallados) -> None:
    for numero, textos in ((1, hoja.titulos), *hoja.filas):
        for indice, texto in enumerate(textos):
            if _INVISIBLE.search(texto):
                hallados.mal(
                    hoja.lugar(numero, indice),
                    "El texto contiene caracteres invisibles o de control; bórrelo y escríbalo de nuevo.",
                )
