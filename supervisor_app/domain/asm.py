"""The follow-up table of aspectos susceptibles de mejora (ASM) as values: its header, its rows, what it needs.

It is no document of a visit: a table comes from evaluations, a visit's findings have their own papers. Progress columns
are optional, as the work plan has none. It must never know how it is drawn.

Source: data dictionary of the table, dominio 2.1 to 2.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.datos_json import leer_objeto
from supervisor_app.domain.hallazgo import Avance
from supervisor_app.domain.informe import FechaOVacia, Linea, Texto
from supervisor_app.domain.tabla import simple
from supervisor_app.domain.validacion_informe import Aviso, Severidad, explicar
from supervisor_app.errors import UserError


class Derivados(StrEnum):
    """What the aspects of a table come from: the same table serves both (dominio 2.4)."""

    EVALUACIONES = "evaluaciones"
    VISITAS = "visitas"
    AMBOS = "ambos"

    @property
    def label(self) -> str:
        return {
            "evaluaciones": "Informes y evaluaciones externas",
            "visitas": "Visitas de supervisión",
            "ambos": "Evaluaciones externas y visitas",
        }[self.value]


class OrigenAsm(Value):
    """The acción de mejora of a visit that a row was made of: its id, the folio of its finding, and the unit."""

    model_config = ConfigDict(title="Origen", json_schema_extra={"description": "La visita de la que nació."})

    medida: Linea = Field(default="", title="Medida", description="Identificador de la acción de mejora.")
    folio: Linea = Field(default="", title="Inconsistencia", description="Su folio.")
    unidad: Linea = Field(default="", title="Unidad", description="La supervisada.")

    @property
    def texto(self) -> str:
        return " · ".join(p for p in (self.folio, self.unidad) if p)


def _nada(valor: object) -> bool:
    """What a record leaves out: tables that use none of it keep the record and the hash that they always had."""
    return valor in (None, "", False, Derivados.EVALUACIONES)


class AspectoAsm(Value):
    """One row. Its number is its place; ``actividades`` and ``areas`` hold one or more."""

    model_config = ConfigDict(title="Aspecto", json_schema_extra={"description": "Un renglón de la tabla."})

    aspecto: Texto = Field(default="", title="Aspecto Susceptible de Mejora", description="Tal como se recomendó.")
    actividades: tuple[Texto, ...] = Field(default=(), title="Actividades", description="Una o más.")
    areas: tuple[Linea, ...] = Field(default=(), title="Área Responsable", description="Una o más.")
    fecha: FechaOVacia = Field(default=None, title="Fecha de Término", description="aaaa-mm-dd")
    resultados: Texto = Field(default="", title="Resultados Esperados", description="Qué se espera lograr.")
    productos: Texto = Field(default="", title="Productos y/o Evidencias", description="Con qué se acredita.")
    avance: Avance | None = Field(default=None, title="% de avance", description="0 a 100; opcional.")
    documento: Texto = Field(
        default="", title="Identificación del documento probatorio", description="Con qué se acredita el avance."
    )
    observaciones: Texto = Field(default="", title="Observaciones", description="Opcional.")
    prioridad: Linea = Field(default="", title="Prioridad", description="Opcional.", exclude_if=_nada)
    origen: OrigenAsm | None = Field(
        default=None, title="Origen", description="Si nació de una visita, de cuál.", exclude_if=_nada
    )

    @property
    def vacio(self) -> bool:
        """Whether nothing is written in it."""
        return self == AspectoAsm()

    @property
    def con_avance(self) -> bool:
        """Whether it says anything of its progress."""
        return self.avance is not None or bool(self.documento.strip() or self.observaciones.strip())


class FirmanteAsm(Value):
    """Somebody who signs the table: ``como`` says as what («Elaboró», «Autorizó»)."""

    model_config = ConfigDict(title="Firmante", json_schema_extra={"description": "Quien firma la tabla."})

    nombre: Linea = Field(title="Nombre", description="Como se imprime.")
    cargo: Linea = Field(default="", title="Cargo", description="Opcional.")
    como: Linea = Field(default="", title="Carácter", description="Elaboró, Revisó, Autorizó…")


class TablaAsm(Value):
    """What a person fills in: the DATOS.json of ``asm generar``, complete or still a draft."""

    model_config = ConfigDict(
        title="Seguimiento a aspectos susceptibles de mejora",
        json_schema_extra={"description": "Datos de la tabla de seguimiento a aspectos susceptibles de mejora (ASM)."},
    )

    entidad: Linea = Field(default="", title="Entidad", description="Instituto Mexicano del Seguro Social.")
    clase: Linea = Field(default="", title="Clase", description="Específicos, institucionales, interinstitucionales…")
    clave_programa: Linea = Field(default="", title="Clave del programa", description="Por ejemplo, E-006.")
    programa: Linea = Field(default="", title="Programa", description="Nombre del programa presupuestario.")
    fecha: FechaOVacia = Field(
        default=None, title="Fecha", description="aaaa-mm-dd; con las columnas de avance, la del corte."
    )
    derivados: Derivados = Field(
        default=Derivados.EVALUACIONES,
        title="Derivados de",
        description="evaluaciones, visitas o ambos: lo dice el título.",
        exclude_if=_nada,
    )
    avances: bool = Field(default=False, title="Con avances", description="Imprime las tres columnas de avance.")
    prioridades: bool = Field(
        default=False, title="Con prioridad", description="Imprime la columna de la prioridad.", exclude_if=_nada
    )
    ficticia: bool = Field(
        default=False, title="De práctica", description="Con datos ficticios: la hoja lo dice.", exclude_if=_nada
    )
    aspectos: tuple[AspectoAsm, ...] = Field(default=(), title="Aspectos", description="Los renglones, en orden.")
    firmantes: tuple[FirmanteAsm, ...] = Field(default=(), title="Firmantes", description="Opcional.")

    def como_json(self) -> dict[str, Any]:
        """The DATOS.json of this value: plain JSON types, dates ISO."""
        return self.model_dump(mode="json")


_ENCABEZADO = {
    "entidad": "Falta la entidad.",
    "clase": "Falta la clase de los aspectos: específicos, institucionales, interinstitucionales o "
    "intergubernamentales.",
    "clave_programa": "Falta la clave del programa.",
    "programa": "Falta el nombre del programa.",
    "fecha": "Falta la fecha de la tabla.",
}
_COLUMNAS = ("aspecto", "actividades", "areas", "fecha", "resultados", "productos")
"""What every row needs, in the order of the table."""


def titulo_de(campo: str) -> str:
    """The heading of a column, as the table has it."""
    return str(AspectoAsm.model_fields[campo].title)


def clase_impresa(clase: str, clases: Collection[str]) -> str:
    """The class as the title prints it: the known one that is the same word, or else what was written, in capitals."""
    return next((c for c in clases if simple(c) == simple(clase)), clase.strip()).upper()


def validar(tabla: TablaAsm, clases: Collection[str] = ()) -> tuple[Aviso, ...]:
    """Every rule that the table does not meet, in its order. ``clases`` are those that the office knows."""
    return (
        *_del_encabezado(tabla, clases),
        *(a for n, aspecto in enumerate(tabla.aspectos) for a in _del_renglon(tabla, n, aspecto)),
        *_repetidos(tabla),
    )


def _del_encabezado(tabla: TablaAsm, clases: Collection[str]) -> Iterator[Aviso]:
    for campo, frase in _ENCABEZADO.items():
        if not getattr(tabla, campo):
            yield Aviso(Severidad.ERROR, campo, frase)
    if tabla.clase and clases and simple(tabla.clase) not in {simple(c) for c in clases}:
        conocidas = ", ".join(c.lower() for c in clases)
        yield Aviso(Severidad.AVISO, "clase", f"«{tabla.clase}» no es una de las clases conocidas: {conocidas}.")
    if not tabla.aspectos:
        yield Aviso(Severidad.ERROR, "aspectos", "La tabla no tiene aspectos.")


def _del_renglon(tabla: TablaAsm, n: int, aspecto: AspectoAsm) -> Iterator[Aviso]:
    donde, lugar = f"Renglón {n + 1}", f"aspectos.{n}"
    for campo in _COLUMNAS:
        if _vacio(getattr(aspecto, campo)):
            yield Aviso(Severidad.ERROR, f"{lugar}.{campo}", f"{donde}: falta «{titulo_de(campo)}».")
    if aspecto.con_avance and not tabla.avances:
        yield Aviso(
            Severidad.AVISO, f"{lugar}.avance", f"{donde}: trae avance, que sólo se imprime con «avances» en true."
        )
    if tabla.prioridades and not aspecto.prioridad.strip():
        yield Aviso(Severidad.AVISO, f"{lugar}.prioridad", f"{donde}: no tiene prioridad, y su columna se imprime.")
    if aspecto.avance == 100 and not aspecto.documento.strip():
        yield Aviso(
            Severidad.AVISO,
            f"{lugar}.documento",
            f"{donde}: está al 100 % y no identifica el documento que lo prueba.",
        )


def _repetidos(tabla: TablaAsm) -> Iterator[Aviso]:
    primeros: dict[str, int] = {}
    for n, aspecto in enumerate(tabla.aspectos):
        palabras = simple(aspecto.aspecto)
        otro = primeros.setdefault(palabras, n) if palabras else n
        if otro != n:
            frase = f"Renglón {n + 1}: repite el aspecto del renglón {otro + 1}."
            yield Aviso(Severidad.AVISO, f"aspectos.{n}.aspecto", frase)


def _vacio(valor: object) -> bool:
    if isinstance(valor, tuple):
        return all(not str(parte).strip() for parte in valor)
    return not str(valor).strip() if valor is not None else True


def leer_asm(contenido: bytes | str) -> TablaAsm:
    """Read a DATOS.json. Raises UserError with one Spanish sentence for everything that is wrong in it."""
    try:
        return TablaAsm.model_validate(leer_objeto(contenido))
    except ValidationError as error:
        raise UserError("No se pudo leer la tabla:\n" + "\n".join(explicar(error))) from error


def registro_asm(tabla: TablaAsm, *, folio: str, version: int) -> bytes:
    """The record of an emitted table: canonical JSON, the same bytes everywhere; it is attached to the PDF."""
    return canonico({"tabla": tabla, "folio": folio, "version": version})


def esquema() -> dict[str, Any]:
    """JSON Schema of a DATOS.json that can be printed: what every table and row needs is required and filled."""
    schema = TablaAsm.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["required"] = [*_ENCABEZADO, "aspectos"]
    renglon = schema["$defs"]["AspectoAsm"]
    renglon["required"] = list(_COLUMNAS)
    for donde, campos in ((schema, schema["required"]), (renglon, renglon["required"])):
        for campo in campos:
            _lleno(donde["properties"][campo])
    schema["$defs"]["FirmanteAsm"]["required"] = ["nombre"]
    return schema


def _lleno(campo: dict[str, Any]) -> None:
    campo.pop("default", None)
    if "anyOf" in campo:
        del campo["anyOf"]
        campo |= {"type": "string", "format": "date"}
    elif campo["type"] == "array":
        campo["minItems"] = 1
    else:
        campo["minLength"] = 1
