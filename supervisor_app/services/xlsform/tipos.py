"""The types of an XLSForm: which kind of question each one is here, and what to use instead of those that are not.

It must never take a type for another in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from supervisor_app.domain.cedula.definition import Kind

_CONTROL: Final = re.compile(r"(begin|end)[ _](group|repeat|loop)(?: .*)?", re.IGNORECASE)
_SELECT: Final = re.compile(
    r"(?P<uno>select_one|select one from|select one|select1|add select one prompt using)"
    r"|(?:select_multiple|select multiple|select all that apply from|select all that apply)",
    re.IGNORECASE,
)
_OTRO: Final = re.compile(r"(\S+)(?: (or_other|or specify other|or other))?")
_SIMPLES: Final = {
    "integer": Kind.NUMERO,
    "int": Kind.NUMERO,
    "decimal": Kind.NUMERO,
    "number": Kind.NUMERO,
    "text": Kind.TEXTO,
    "string": Kind.TEXTO,
    "date": Kind.FECHA,
}
_ADMITIDOS: Final = {
    "select_one": (Kind.OPCION, Kind.CUMPLE),
    "select_multiple": (Kind.OPCIONES,),
    "integer": (Kind.NUMERO, Kind.PORCENTAJE, Kind.MONTO),
    "decimal": (Kind.NUMERO, Kind.PORCENTAJE, Kind.MONTO),
    "text": (Kind.TEXTO,),
    "date": (Kind.FECHA,),
    "calculate": (Kind.NUMERO, Kind.PORCENTAJE, Kind.MONTO, Kind.FECHA, Kind.TEXTO, Kind.CUMPLE),
}
METADATOS: Final = frozenset(
    {
        *("start", "end", "today", "deviceid", "device id", "imei", "subscriberid", "simserial", "phonenumber"),
        *("username", "email", "audit", "start-geopoint", "background-audio", "background-geopoint", "instanceid"),
    }
)
_EVIDENCIA: Final = "la evidencia se agrega en cualquier pregunta; quite la fila y dígalo en imss::evidencia"
_LUGAR: Final = "use text y pida el domicilio; quite la fila si no hace falta"
_EN_CAMBIO: Final = {
    **dict.fromkeys(("image", "photo", "audio", "video", "file", "draw", "signature", "annotate"), _EVIDENCIA),
    **dict.fromkeys(("geopoint", "geotrace", "geoshape", "gps", "location", "osm"), _LUGAR),
    "barcode": "use text",
    "range": "use integer o decimal, con los límites en constraint",
    "rank": "use select_multiple, o una pregunta por lugar",
    "time": "use text, con la forma en constraint: regex(., '[0-2][0-9]:[0-5][0-9]')",
    "datetime": "use date, y text para la hora",
    "acknowledge": "use select_one con una lista de sí y no",
    "trigger": "use select_one con una lista de sí y no",
    "hidden": "use calculate",
    "xml-external": "ponga las opciones en la hoja choices",
    "csv-external": "ponga las opciones en la hoja choices",
}
_OR_OTHER: Final = (
    "«or_other» no existe aquí; agregue la opción «Otro» a la lista, y una pregunta de tipo text que se muestre "
    "con ella (relevant)."
)
_DE_ARCHIVO: Final = re.compile(
    r"select_?(one|multiple)_from_file|select_one_external|select .* from file", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Tipo:
    """What a cell of «type» says. ``base`` is its canonical word; ``problema`` what is wrong with it, else ""."""

    base: str
    kind: Kind | None = None
    lista: str = ""
    problema: str = ""


def leer_tipo(texto: str) -> Tipo:
    """A type: ``begin_group`` and the like, ``select_one`` with its list, ``integer``, ``note``, ``metadato``…"""
    limpio = " ".join(texto.split())
    bajo = limpio.lower()
    if control := _CONTROL.fullmatch(limpio):
        if control[2].lower() == "loop":
            return Tipo("", problema="«loop» no existe aquí; escriba sus preguntas una por una, o use begin_repeat.")
        return Tipo(f"{control[1].lower()}_{control[2].lower()}")
    if _DE_ARCHIVO.match(limpio):
        return Tipo("", problema=_sin("select de un archivo", _EN_CAMBIO["csv-external"]))
    if seleccion := _SELECT.match(limpio):
        return _seleccion(seleccion, limpio)
    if bajo in _SIMPLES:
        kind = _SIMPLES[bajo]
        base = {"int": "integer", "number": "decimal", "string": "text"}.get(bajo, bajo)
        return Tipo(base, kind)
    if bajo in ("calculate", "note"):
        return Tipo(bajo)
    if bajo in METADATOS:
        return Tipo("metadato")
    primera = bajo.split(" ")[0]
    if primera in _EN_CAMBIO:
        return Tipo("", problema=_sin(limpio[:30], _EN_CAMBIO[primera]))
    return Tipo(
        "", problema=f"No existe el tipo «{limpio[:40]}»; vea los que hay en la hoja Guía de un libro exportado."
    )


def _sin(que: str, en_cambio: str) -> str:
    return f"Aquí no hay preguntas de tipo «{que}»: {en_cambio}."


def _seleccion(encontrado: re.Match[str], limpio: str) -> Tipo:
    uno = encontrado["uno"] is not None
    base = "select_one" if uno else "select_multiple"
    resto = _OTRO.fullmatch(limpio[encontrado.end() :].strip())
    if resto is None:
        return Tipo(base, problema=f"Escriba el nombre de una lista de la hoja choices: «{base} mi_lista».")
    if resto[2]:
        return Tipo(base, lista=resto[1], problema=_OR_OTHER)
    return Tipo(base, Kind.OPCION if uno else Kind.OPCIONES, resto[1])


def admite(base: str, kind: Kind) -> bool:
    """Whether a question of that type can be of the kind that imss::tipo says."""
    return kind in _ADMITIDOS.get(base, ())
