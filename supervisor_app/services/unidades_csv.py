"""Imports UMF and offices from a CSV that a person made, usually with Excel: bytes in, units and problems out.

There is no public catalogue of UMF or offices, so people bring their own. A bad row never stops the good ones. This
module must never read files, guess a missing datum or change what the row says beyond the zeros that Excel drops.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain.catalogo import Ooad, Subdelegacion, UnidadMedica
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.services.lectura_definiciones import Problema
from supervisor_app.services.mensajes_validacion import en_espanol

COLUMNAS: Final = ("tipo", "ooad", "subdelegacion", "numero", "nombre", "localidad")
ARCHIVO: Final = "CSV de unidades"

_MAX_BYTES: Final = 5_000_000
_MAX_ROWS: Final = 20_000
_MAX_PROBLEMS: Final = 200
_REQUIRED: Final = ("tipo", "ooad")
_SYNONYMS: Final = {"delegacion": "ooad", "no": "numero", "num": "numero", "unidad": "nombre", "municipio": "localidad"}
_KINDS: Final = {
    "umf": UnitKind.UMF,
    "unidad de medicina familiar": UnitKind.UMF,
    "ofc": UnitKind.OFC,
    "oficina para cobros": UnitKind.OFC,
    "oax": UnitKind.OAX,
    "oficina auxiliar": UnitKind.OAX,
}
_FORMS: Final = {
    "ooad": "con dos dígitos, como 06",
    "subdelegacion": "con dos dígitos, como 01",
    "numero": "con dígitos, letras o guion, como 19",
}


class _Refused(Exception):
    """The whole content cannot be read, or one row; carries its line and column."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.problema = Problema(ARCHIVO, line, field, message, column)


def importar_unidades_csv(
    contenido: bytes, ooad: Mapping[str, Ooad] | None = None
) -> tuple[tuple[UnidadMedica, ...], tuple[Problema, ...]]:
    """The good rows and the problems of a CSV with the columns of ``COLUMNAS`` in any order (two are needed).

    UTF-8 with or without mark, or Windows-1252; comma, semicolon or tab. With ``ooad`` the claves must be in that
    catalogue, and names of it are accepted too. Never raises for what the content says.
    """
    try:
        rows = _rows(_text(contenido))
        header_line, header = next(rows, (1, []))
        columns = _columns(header, header_line)
        return _units(rows, columns, ooad)
    except _Refused as error:
        return (), (error.problema,)


def exportar_unidades_csv(unidades: Iterable[UnidadMedica]) -> bytes:
    """The CSV that reads back the same, in an order of its own: the same units are the same bytes."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\n")
    escritor.writerow(COLUMNAS)
    escritor.writerows(
        sorted((u.tipo.value, u.ooad, u.subdelegacion or "", u.numero or "", u.nombre, u.localidad or "")
               for u in unidades)
    )  # fmt: skip
    return salida.getvalue().encode("utf-8")


def _units(
    rows: Iterator[tuple[int, list[str]]], columns: dict[str, int], ooad: Mapping[str, Ooad] | None
) -> tuple[tuple[UnidadMedica, ...], tuple[Problema, ...]]:
    units: dict[UnidadMedica, int] = {}
    problems: list[Problema] = []
    try:
        for line, cells in rows:
            if len(units) >= _MAX_ROWS or len(problems) >= _MAX_PROBLEMS:
                problems.append(Problema(ARCHIVO, line, "", "Se detuvo aquí: son demasiadas filas o problemas."))
                break
            try:
                unit = _unit(line, cells, columns, ooad)
            except _Refused as error:
                problems.append(error.problema)
                continue
            if unit in units:
                problems.append(Problema(ARCHIVO, line, "", f"Esta unidad ya está en la línea {units[unit]}."))
            else:
                units[unit] = line
    except _Refused as error:
        problems.append(error.problema)
    return tuple(units), tuple(problems)


def _text(content: bytes) -> str:
    if len(content) > _MAX_BYTES:
        raise _Refused("El archivo pesa más de 5 MB; no parece una lista de unidades.")
    if b"\x00" in content:
        raise _Refused("El archivo no es texto; si es de Excel, guárdelo como «CSV UTF-8».")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Refused("No se reconoce la codificación; guárdelo desde Excel como «CSV UTF-8».")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Non-blank rows with the line where each one begins."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            # Excel's own «sep=;» line says the delimiter and nothing else.
            if any(stripped) and not (begin == 1 and stripped[0].casefold().startswith("sep=")):
                yield begin, stripped
            begin = reader.line_num + 1
    except csv.Error as error:
        raise _Refused("Las comillas de esta fila no cierran bien o una celda es demasiado larga.", begin) from error


def _columns(header: list[str], line: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(header):
        plain = _plain(cell).rstrip(".")
        name = _SYNONYMS.get(plain, plain)
        if name in COLUMNAS and name in columns:
            raise _Refused(f"La columna «{name}» aparece dos veces.", line, index + 1, name)
        columns[name] = index
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise _Refused(
            f"Falta la columna «{missing[0]}»; la primera fila debe llevar: {', '.join(COLUMNAS)}.",
            line,
            None,
            missing[0],
        )
    return columns


def _unit(line: int, cells: list[str], columns: dict[str, int], ooad: Mapping[str, Ooad] | None) -> UnidadMedica:
    if len(cells) > max(columns.values()) + 1 and any(cells[max(columns.values()) + 1 :]):
        raise _Refused("La fila tiene más celdas que el encabezado; revise comas o comillas.", line)
    raw = {name: cells[columns[name]] for name in COLUMNAS if name in columns and columns[name] < len(cells)}
    values: dict[str, object] = {name: text for name, text in raw.items() if text}
    tipo = _plain(raw.get("tipo", ""))
    values["tipo"] = _KINDS.get(tipo, tipo.upper())
    values["ooad"] = _clave(raw.get("ooad", ""), ooad)
    chosen = (ooad or {}).get(str(values["ooad"]))
    if raw.get("subdelegacion"):
        known = {sub.clave: sub for sub in chosen.subdelegaciones} if chosen else None
        values["subdelegacion"] = _clave(raw["subdelegacion"], known)
    if "nombre" not in values and values["tipo"] is UnitKind.UMF and "numero" in values:
        values["nombre"] = f"UMF No. {values['numero']}"
    try:
        unit = UnidadMedica.model_validate(values)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        name = str(detail["loc"][0]) if detail["loc"] else ""
        column = columns[name] + 1 if name in columns else None
        raise _Refused(en_espanol(detail, _FORMS), line, column, name) from error
    _check_catalogue(unit, ooad, line, columns)
    return unit


def _check_catalogue(unit: UnidadMedica, ooad: Mapping[str, Ooad] | None, line: int, columns: dict[str, int]) -> None:
    if ooad is None:
        return
    chosen = ooad.get(unit.ooad)
    if chosen is None:
        raise _Refused(f"No hay una OOAD con clave «{unit.ooad}».", line, columns["ooad"] + 1, "ooad")
    if unit.subdelegacion is not None and chosen.subdelegacion(unit.subdelegacion) is None:
        raise _Refused(
            f"La OOAD {chosen.nombre} no tiene una Subdelegación con clave «{unit.subdelegacion}».",
            line,
            columns["subdelegacion"] + 1,
            "subdelegacion",
        )


def _clave(text: str, catalogue: Mapping[str, Ooad | Subdelegacion] | None) -> str:
    """Two digits; Excel turns 06 into 6. A name of the catalogue gives its clave."""
    if text.isascii() and text.isdigit():
        return text.zfill(2)
    for clave, entry in (catalogue or {}).items():
        if text and _plain(text) in {_plain(entry.nombre), _plain(entry.nombre_fuente)}:
            return clave
    return text


def _plain(text: str) -> str:
    """Lower case, no accents, single spaces: for comparing, never for keeping."""
    decomposed = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
