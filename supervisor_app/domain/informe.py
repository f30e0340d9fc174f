"""The Informe de la Comisión (form 1270-009-032) as values: its data, its lists, its markers and its fixed texts.

A draft is always representable: every field may be empty. What an informe needs before it is emitted is told by
:mod:`supervisor_app.domain.validacion_informe`. This module must never know how the informe is drawn or stored.

Source: data dictionary of the form, sections 1.1 to 1.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from supervisor_app.domain.base import Persona, Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.texto import marca_letra, marca_numero

SECCIONES = ("proposito", "actividades", "conclusiones", "resultados", "contribuciones")
ENCABEZADO = (
    "numero_pliego",
    "ciudad",
    "fecha",
    "coordinador_normativo",
    "coordinacion_normativa",
    "adscripcion",
    "lugar_comision",
    "del",
    "al",
    "objeto",
)

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Marcador(StrEnum):
    """What is printed before a block; the marker itself is always generated, never typed."""

    PARRAFO = "parrafo"
    NUMERO = "numero"
    LETRA = "letra"


def _single_line(value: object) -> object:
    """Header fields are one line on paper: pasted line breaks and runs of spaces become one space."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _iso_date(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError as error:
            raise ValueError("esa fecha no existe en el calendario") from error
    raise ValueError("escriba la fecha como aaaa-mm-dd, por ejemplo 2026-06-12")


def _encodable(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("contiene caracteres que no son válidos; vuelva a escribirlo") from error
    return value


Texto = Annotated[str, AfterValidator(_encodable)]
Linea = Annotated[Texto, BeforeValidator(_single_line)]
FechaOVacia = Annotated[date | None, BeforeValidator(_iso_date)]


class Bloque(Value):
    """A paragraph or a list item, with the items that hang from it. Two levels at most, as in the form."""

    model_config = ConfigDict(
        title="Bloque",
        json_schema_extra={"description": "Párrafo o elemento de lista. A lo más dos niveles."},
    )

    texto: Texto = Field(default="", title="Texto", description="Lo que se imprime, sin la marca.")
    marcador: Marcador = Field(
        default=Marcador.PARRAFO,
        title="Marca",
        description="parrafo: sin marca; numero: 1.-, 2.-…; letra: a), b)… La marca la genera la aplicación.",
    )
    subelementos: tuple[Bloque, ...] = Field(
        default=(), title="Subelementos", description="Elementos de segundo nivel; ya no llevan subelementos."
    )

    @field_validator("subelementos")
    @classmethod
    def _limit_depth(cls, value: tuple[Bloque, ...]) -> tuple[Bloque, ...]:
        if any(child.subelementos for child in value):
            raise ValueError("el formato admite dos niveles; suba este subelemento o únalo con su renglón")
        return value

    @property
    def vacio(self) -> bool:
        """Nothing to print: no text here nor in the items that hang from it."""
        return not self.texto.strip() and all(child.vacio for child in self.subelementos)


class Renglon(NamedTuple):
    """One printed line of a section: its level (1 or 2), its generated marker (empty for a paragraph), its text."""

    nivel: int
    marca: str
    texto: str


def marcas(bloques: Sequence[Bloque], nivel: int = 1) -> Iterator[Renglon]:
    """Yield the lines of a section in printed order. A run of equal markers counts on; any other marker restarts it."""
    previous: Marcador | None = None
    count = 0
    for block in bloques:
        count = count + 1 if block.marcador is previous else 1
        previous = block.marcador
        yield Renglon(nivel, _marker(block.marcador, count), block.texto)
        yield from marcas(block.subelementos, nivel + 1)


def _marker(marcador: Marcador, count: int) -> str:
    if marcador is Marcador.NUMERO:
        return marca_numero(count)
    return marca_letra(count) if marcador is Marcador.LETRA else ""


def sin_vacios(bloques: Sequence[Bloque]) -> tuple[Bloque, ...]:
    """The blocks that are printed: a row left empty in the editor takes neither a line nor a number on paper."""
    return tuple(
        block.model_copy(update={"subelementos": sin_vacios(block.subelementos)})
        for block in bloques
        if not block.vacio
    )


def _section(title: str) -> Any:
    return Field(default=(), title=title, description=f"Bloques de la sección {title}, en orden.")


class DatosInforme(Value):
    """What a person fills in: the DATOS.json of ``informe generar``, complete or still a draft."""

    model_config = ConfigDict(
        title="Informe de la Comisión",
        populate_by_name=True,
        json_schema_extra={"description": "Datos del Informe de la Comisión, formato 1270-009-032."},
    )

    numero_pliego: Linea = Field(
        default="", title="Número de pliego", description="Texto, por ejemplo 4103 o 493/2026."
    )
    ciudad: Linea = Field(default="", title="Ciudad", description="Ciudad donde se expide el informe.")
    fecha: FechaOVacia = Field(default=None, title="Fecha del informe", description="aaaa-mm-dd")
    coordinador_normativo: Linea = Field(
        default="", title="Nombre del Coordinador Normativo", description="Con su grado, por ejemplo LIC."
    )
    coordinacion_normativa: Linea = Field(
        default="", title="Nombre de la Coordinación Normativa", description="Coordinación o cargo; texto libre."
    )
    adscripcion: Linea = Field(default="", title="Adscripción", description="Unidad de la persona comisionada.")
    lugar_comision: Linea = Field(
        default="", title="Lugar de la comisión", description="Ciudad y estado abreviado, por ejemplo COLIMA, COL."
    )
    del_: FechaOVacia = Field(
        default=None,
        validation_alias=AliasChoices("del", "del_"),
        serialization_alias="del",
        title="Del",
        description="Primer día de la comisión, aaaa-mm-dd",
    )
    al: FechaOVacia = Field(default=None, title="Al", description="Último día de la comisión, aaaa-mm-dd")
    objeto: Linea = Field(default="", title="Objeto de la comisión", description="En pocas palabras.")
    comisionado: Linea = Field(
        default="", title="Comisionado", description="Nombre de la persona comisionada, que firma el informe."
    )
    proposito: tuple[Bloque, ...] = _section("1. Propósito de la comisión")
    actividades: tuple[Bloque, ...] = _section("2. Actividades realizadas")
    conclusiones: tuple[Bloque, ...] = _section("3. Conclusiones")
    resultados: tuple[Bloque, ...] = _section("4. Resultados obtenidos")
    contribuciones: tuple[Bloque, ...] = _section("5. Contribuciones para la dependencia")

    def seccion(self, nombre: str) -> tuple[Bloque, ...]:
        """The blocks of one of :data:`SECCIONES`."""
        if nombre not in SECCIONES:
            raise KeyError(nombre)
        bloques: tuple[Bloque, ...] = getattr(self, nombre)
        return bloques

    def como_json(self) -> dict[str, Any]:
        """The DATOS.json of this value: plain JSON types, dates ISO, ``del`` without underscore."""
        return self.model_dump(mode="json", by_alias=True)


class SegundaFirma(Value):
    """The second signer of the variant seen in the field (section 1.3), e.g. who asked for the commission."""

    nombre: Linea
    cargo: Linea = ""


class Firmantes(Value):
    """What is printed under the names besides the name itself; nothing by default, as in the form."""

    cargo_comisionado: Linea = ""
    segunda: SegundaFirma | None = None


class LineaMembrete(Value):
    """One centred line of the letterhead."""

    texto: Linea
    negrita: bool = False


class TextosInforme(Value):
    """The fixed texts of the form, read from ``forms/documentos/informe.yaml``.

    Only the letterhead and the form key may be changed by an office (:meth:`personalizar`); the legend, the titles
    and the labels are those of the form.
    """

    membrete: tuple[LineaMembrete, ...]
    titulo: str
    etiquetas: dict[str, str]
    secciones: dict[str, str]
    leyenda: str
    pie_firma: str
    pie_segunda_firma: str
    pie_superior: str
    clave: str

    @field_validator("etiquetas", "secciones")
    @classmethod
    def _complete(cls, value: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        expected = (
            SECCIONES if info.field_name == "secciones" else [f for f in ENCABEZADO if f not in ("ciudad", "fecha")]
        )
        missing = [name for name in expected if not value.get(name, "").strip()]
        unknown = [name for name in value if name not in expected]
        if missing or unknown:
            raise ValueError(f"faltan: {', '.join(missing) or 'ninguno'}; sobran: {', '.join(unknown) or 'ninguno'}")
        return value

    def personalizar(self, *, membrete: Sequence[LineaMembrete] = (), clave: str = "") -> Self:
        """The same form with the letterhead and key of an office; what is empty keeps the form's own."""
        return self.model_copy(
            update={"membrete": tuple(membrete) or self.membrete, "clave": clave.strip() or self.clave}
        )


def registro_canonico(
    datos: DatosInforme,
    *,
    folio: str,
    version: int,
    clave: str,
    firmantes: Firmantes | None = None,
    superior: Persona | None = None,
    edicion: Mapping[str, object] | None = None,
) -> bytes:
    """The record of an emitted informe: canonical JSON (sorted keys, UTF-8, no spaces), the same bytes everywhere.

    It is attached to the PDF; its SHA-256 is printed in the footer and in the QR. ``edicion``: what the version says
    besides the informe itself, where it is one of a visit.
    """
    record: dict[str, object] = {
        "clave": clave,
        "datos": datos.como_json(),
        "firmantes": firmantes or Firmantes(),
        "folio": folio,
        "version": version,
    }
    if superior is not None:  # said only where there is one, so that what was emitted without stays up to date
        record["superior"] = superior
    return canonico(record | dict(edicion or {}))
