"""The words of our XLSForms: columns, types and reserved names, said once for who writes and who reads them.

What XLSForm has no column for rides in columns that begin with ``imss::``, which pyxform carries along without a word
(docs/adr/0011). This module must never read or write a workbook.
"""

from __future__ import annotations

import re
from typing import Final

from supervisor_app.domain.cedula.answers import Cumplimiento
from supervisor_app.domain.cedula.definition import Kind

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"
UMBRALES: Final = "umbrales"
REGLAS: Final = "reglas"
HOJAS: Final = (SURVEY, CHOICES, SETTINGS, UMBRALES, REGLAS)

TIPO: Final = "imss::tipo"
FUNDAMENTO: Final = "imss::fundamento"
OTRO_FUNDAMENTO: Final = "imss::otro_fundamento"
EVIDENCIA: Final = "imss::evidencia"
UNIDAD: Final = "imss::unidad"
PESO: Final = "imss::peso"
DECIMALES: Final = "imss::decimales"
INICIAL: Final = "imss::inicial"
VIGENTE: Final = "imss::vigente_al"
DEPARTAMENTO: Final = "imss::departamento"
SECCION: Final = "imss::seccion_manual"
PROCESO: Final = "imss::proceso"
UNIDADES: Final = "imss::unidades"
ETIQUETA: Final = "imss::etiqueta"

COLUMNAS_SURVEY: Final = (
    *("type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message"),
    *("calculation", "read_only", "default", "choice_filter"),
    *(TIPO, FUNDAMENTO, OTRO_FUNDAMENTO, EVIDENCIA, UNIDAD, DECIMALES, PESO, INICIAL),
)
COLUMNAS_CHOICES: Final = ("list_name", "name", "label")
COLUMNAS_SETTINGS: Final = (
    *("form_title", "form_id", "version", "default_language", "style"),
    *(VIGENTE, DEPARTAMENTO, SECCION, PROCESO, UNIDADES, ETIQUETA, FUNDAMENTO, EVIDENCIA),
)
COLUMNAS_UMBRALES: Final = (*("clave", "valor", "unidad", "singular", "en_letra", "legal", "fundamento", "vigente_al"),)
COLUMNAS_REGLAS: Final = ("name", "orden", "tipo", "constraint", "constraint_message")
DURA: Final = "dura"
AVISO: Final = "aviso"

# No list of a definition can be called so: their keys have no hyphen.
LISTA_CUMPLE: Final = "imss-cumplimiento"
LISTA_MAL: Final = "imss-resultado"
OPCIONES_CUMPLE: Final = tuple((c.value, c.label) for c in Cumplimiento)
OPCIONES_MAL: Final = (("si", "Con inconsistencia"), ("no", "Sin inconsistencia"))

# The counts of a muestra and the fixed columns of its rows: suffix of the name, type and label.
CONTEOS: Final = (
    ("revisados", "integer", "Casos revisados"),
    ("con_inconsistencia", "integer", "Casos con inconsistencia"),
    ("importe", "decimal", "Importe de los casos con inconsistencia (pesos)"),
)
FILAS: Final = "filas"
FIJAS: Final = (
    ("referencia", "text", "Referencia del caso"),
    ("detalle", "text", "Detalle"),
    ("mal", f"select_one {LISTA_MAL}", "Resultado"),
    ("importe_fila", "decimal", "Importe (pesos)"),
    ("nota", "text", "Nota"),
)

RESERVADAS_CHOICES: Final = frozenset(
    {
        *("list_name", "list name", "name", "label", "value", "caption", "image", "big-image", "audio", "video"),
        *("media", "sms_option", "extra_data", "__row"),
    }
)
"""What pyxform means by a column of choices; an attribute of a choice cannot be called so."""

ID: Final = re.compile(r"([A-Z]{2,4}-[0-9]{2,3})-([0-9]{2,4})")
REFERENCIA: Final = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def tipo_xlsform(kind: Kind, decimales: int, lista: str | None) -> str:
    """The type that an XLSForm gives to a question of that kind; a muestra is a group and has none here."""
    match kind:
        case Kind.CUMPLE:
            return f"select_one {LISTA_CUMPLE}"
        case Kind.OPCION:
            return f"select_one {lista}"
        case Kind.OPCIONES:
            return f"select_multiple {lista}"
        case Kind.NUMERO:
            return "decimal" if decimales else "integer"
        case Kind.PORCENTAJE | Kind.MONTO:
            return "decimal"
        case Kind.FECHA:
            return "date"
        case Kind.TEXTO:
            return "text"
        case Kind.MUESTRA:
            raise ValueError("a muestra is a group with a repeat")


def referencias(expresion: str) -> tuple[str, ...]:
    """The names that an expression cites as ``${name}``, each once."""
    return tuple(dict.fromkeys(REFERENCIA.findall(expresion)))
