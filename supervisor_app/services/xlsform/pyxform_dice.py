"""What pyxform says of a workbook, in Spanish: known sentences translated, others quoted as they are.

It gets the cells that were already read, never the file. It must never raise for what they say.
"""

from __future__ import annotations

import re
from typing import Any, Final

from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.encabezados import se_lee
from supervisor_app.services.xlsform.libro import Hoja, Libro
from supervisor_app.services.xlsform.problemas import Hallados, Lugar

# What pyxform raises besides its own error, for cells it did not expect.
_TROPIEZOS: Final = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
_FILA: Final = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_CELDA: Final = re.compile(r"On the '(\w+)' sheet, the '([^']+)' value")
_CONOCIDAS: Final = tuple(
    (re.compile(patron, re.DOTALL), frase)
    for patron, frase in (
        (r"Unmatched 'end_(\w+)'", "Este «end_{0}» no cierra nada; revise el orden de los grupos."),
        (r"Unmatched 'begin_(\w+)'", "Falta el «end_{0}» que lo cierra."),
        (r"must be unique within their nearest parent", "El nombre está repetido."),
        (r"Repeat names must unique", "El nombre de la repetición está repetido."),
        (r"Repeat names must not be the same as the survey root", "Una repetición no puede llamarse así."),
        (r"Reference variables must start with", "La cita de una pregunta va entre «${{» y «}}», con su nombre."),
        (r"Could not find the name '([^']*)'", "«${{{0}}}» no es ninguna pregunta de la hoja survey."),
        (r"The name '([^']*)' appears more than once", "Hay dos preguntas que se llaman «{0}»; dé a una otro nombre."),
        (r"Names must begin with a letter", "El nombre empieza con letra y no lleva espacios ni signos."),
        (r"The name is a case-insensitive match", "El nombre sólo se distingue de otro por las mayúsculas."),
        (r"List name not in choices sheet: (.*)", "La lista «{0}» no está en la hoja choices."),
        (r"There should be a choices sheet", "Falta la hoja choices, con las opciones de las listas."),
        (r"Choice names must be unique", "La opción está repetida en su lista."),
        (r"Choices must have a name", "Falta la clave de la opción."),
        (r"Choices should have a label", "La opción no tiene texto."),
        (r"Choice names with spaces .*\[(.*?)\] in \[(.*?)\]",
         "La opción «{0}» de la lista «{1}» tiene espacios; en select_multiple no puede."),
        (r"Question with no type", "Falta el tipo de la pregunta."),
        (r"Question or group with no name", "Falta el nombre."),
        (r"Missing calculation", "Falta la expresión que se calcula."),
        (r"Unknown question type '([^']*)'", "No existe el tipo «{0}»."),
        (r"required column headers were not found: (.*?)\. Learn", "Faltan columnas: {0}."),
        (r"different names for the same column were found: '(.*?)', '(.*?)'", "«{0}» y «{1}» son lo mismo; deje una."),
        (r"Duplicate column header: (.*)", "La columna «{0}» está dos veces."),
        (r"has no label", "No tiene texto (label)."),
        (r"similar names were found: (.*?)\.", "Hay una hoja con un nombre parecido a uno conocido: {0}."),
        (r"do not contain valid machine-readable codes: (.*?)\. Learn", "Falta el código de estos idiomas: {0}."),
        (r"^Language '.*' is missing the", "Falta la traducción de algunas columnas; aquí sólo se usa el español."),
        (r"Survey cannot have an empty id_string|must have a form_id", "Falta form_id en la hoja settings."),
    )
)  # fmt: skip


def preguntar(libro: Libro, hallados: Hallados) -> None:
    """Let pyxform convert the cells; its error becomes a problem, its warnings notices, unless that row has its own."""
    if c.SURVEY not in libro.hojas:
        return
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - a start must not load it
    from pyxform.xls2xform import convert  # noqa: PLC0415 - slow

    dichos: list[str] = []
    try:
        convert(_celdas(libro), warnings=dichos, form_name="data")
    except PyXFormError as error:
        for frase in str(error).split("\n[row") if "[row" in str(error) else [str(error)]:
            lugar, mensaje = traducir(frase if frase.startswith("[row") or "[row" not in str(error) else "[row" + frase)
            lugar = _con_letra(libro, lugar)
            if not hallados.mal_en(lugar.hoja, lugar.fila) and not (lugar.fila is None and hallados.problemas):
                hallados.mal(lugar, mensaje)
    except _TROPIEZOS:
        if not hallados.problemas:
            hallados.mal(Lugar(), "pyxform no pudo leer el libro como XLSForm; revise las hojas survey y choices.")
    for frase in dichos:
        lugar, mensaje = traducir(frase)
        if not hallados.mal_en(lugar.hoja, lugar.fila):
            hallados.avisar(_con_letra(libro, lugar), mensaje)


def traducir(frase: str) -> tuple[Lugar, str]:
    """The place that a sentence of pyxform is about, and the sentence in Spanish."""
    fila, celda = _FILA.search(frase), _CELDA.search(frase)
    hoja = celda[1] if celda else c.SURVEY if fila else ""
    lugar = Lugar(hoja, int(fila[1]) if fila else None, "", celda[2] if celda else "")
    for patron, traducida in _CONOCIDAS:
        if encontrado := patron.search(frase):
            return lugar, traducida.format(*(grupo.strip()[:80] for grupo in encontrado.groups()))
    return lugar, f"pyxform dice: {' '.join(_FILA.sub('', frase).split())[:300]}"


def _con_letra(libro: Libro, lugar: Lugar) -> Lugar:
    hoja = libro.hojas.get(lugar.hoja)
    if hoja is None or lugar.titulo not in hoja.titulos:
        return lugar
    return hoja.lugar(lugar.fila, hoja.titulos.index(lugar.titulo))


def _celdas(libro: Libro) -> dict[str, Any]:
    datos: dict[str, Any] = {"sheet_names": list(libro.nombres), "fallback_form_name": "cedula"}
    for nombre in (c.SURVEY, c.CHOICES, c.SETTINGS):
        hoja = libro.hojas.get(nombre)
        if hoja is not None:
            datos[nombre] = _renglones(hoja)
            datos[f"{nombre}_header"] = [dict.fromkeys(t for t in hoja.titulos if t and se_lee(nombre, t))]
    return datos


def _renglones(hoja: Hoja) -> list[dict[str, str]]:
    """Without the columns that have no effect here: what pyxform misses in them hinders nobody.

    Empty rows are there too, so that the numbers that pyxform says are those of the sheet.
    """
    leidas = [bool(t) and se_lee(hoja.nombre, t) for t in hoja.titulos]
    hechos: list[dict[str, str]] = []
    for numero, textos in hoja.filas:
        hechos += [{} for _ in range(numero - 2 - len(hechos))]
        hechos.append({t: x for t, x, leida in zip(hoja.titulos, textos, leidas, strict=True) if leida and x})
    return hechos
