"""The rows of an ASM table in the text of a PDF: each cell is a block of lines, and some blocks run into each other.

A row starts with its number, alone or before its first word; its term, at the end of a line, parts what comes before
(aspect, activities, area) from what comes after (results, products). It must never guess where one cell ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Leido = tuple[Mapping[str, str], Sequence[tuple[str, str]]]
"""The cells of a row by column, and what could not be told apart: the column and what to do."""

_FECHA = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}$")
_TITULOS = re.compile(r"^\s*No\.?\s+Aspecto\b", re.IGNORECASE)
# A sentence that ends and, in the same line, words without any sign: the activity's end and the area.
_TRAS_FRASE = re.compile(r"^(?P<cola>.*[.;:])\s+(?P<area>[^.;:\s][^.;:]*)$", re.DOTALL)
_SEPARE = "sepárelos con una línea en blanco y vuelva a leerlo."


def leer_bloques(texto: str) -> tuple[str, list[Leido]]:
    """What stands before the headings of the table, and its rows in order."""
    lineas = texto.split("\n")
    inicios = list(_inicios(lineas))
    if not inicios:
        return texto, []
    fin = inicios[0][0]
    titulos = next((n for n, linea in enumerate(lineas[:fin]) if _TITULOS.match(linea)), fin)
    finales = [linea for linea, _ in inicios[1:]] + [len(lineas)]
    renglones = [
        _renglon([primera, *lineas[inicio + 1 : final]])
        for (inicio, primera), final in zip(inicios, finales, strict=True)
    ]
    return "\n".join(lineas[:titulos]), renglones


def _inicios(lineas: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The line where each row starts, and what that line says besides its number. They count from 1 without a gap."""
    numero = 1
    for n, linea in enumerate(lineas):
        hallada = re.fullmatch(rf"\s*{numero}\.?(?:\s+(?P<resto>[\"«¿]?[A-ZÁÉÍÓÚÑ].*))?\s*", linea)
        if hallada:
            yield n, hallada["resto"] or ""
            numero += 1


def _renglon(lineas: Sequence[str]) -> Leido:
    # Without what is blank at its end: a run of spaces would be looked at again from each of them.
    halladas = [_FECHA.search(linea.rstrip()) for linea in lineas]
    fechas = [n for n, hallada in enumerate(halladas) if hallada is not None]
    if len(fechas) != 1:
        que = "no se encontró" if not fechas else "hay más de una al final de un renglón"
        todo = "\n".join(lineas).strip("\n")
        return {"aspecto": todo}, [("fecha", f"{que}; deje una sola, como dd/mm/aaaa, después del área.")]
    donde = fechas[0]
    hallada = halladas[donde]
    assert hallada is not None
    celdas: dict[str, str] = {"fecha": hallada[0]}
    problemas: list[tuple[str, str]] = []
    antes = _bloques([*lineas[:donde], lineas[donde][: hallada.start()].rstrip()])
    celdas |= _antes(antes, problemas)
    celdas |= _despues(_bloques(lineas[donde + 1 :]), problemas)
    return celdas, problemas


def _bloques(lineas: Sequence[str]) -> list[str]:
    """Runs of lines between blank ones."""
    return [b.strip("\n") for b in re.split(r"\n[ \t\u00a0]*\n", "\n".join(lineas)) if b.strip()]


def _antes(bloques: list[str], problemas: list[tuple[str, str]]) -> dict[str, str]:
    """Aspect, activities and area."""
    if not bloques:
        return {}
    *previos, ultimo = bloques
    area = ultimo
    if junta := _TRAS_FRASE.match(ultimo):
        previos, area = [*previos, junta["cola"]], junta["area"]
    if len(previos) < 2:
        problemas.append(("actividades", f"no se distinguen del aspecto o del área; {_SEPARE}"))
    return {
        "aspecto": previos[0] if previos else "",
        "actividades": "\n\n".join(previos[1:]),
        "areas": " ".join(area.split()),
    }


def _despues(bloques: list[str], problemas: list[tuple[str, str]]) -> dict[str, str]:
    """Results and products."""
    if len(bloques) < 2:
        problemas.append(("productos", f"no se distinguen de «Resultados Esperados»; {_SEPARE}"))
    if len(bloques) > 2:
        problemas.append(("productos", f"no se distingue dónde terminan los resultados; {_SEPARE}"))
    return {"resultados": bloques[0] if bloques else "", "productos": "\n\n".join(bloques[1:])}
