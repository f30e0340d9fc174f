"""The definition of a cédula de supervisión: its questions, kinds, thresholds and legal basis, as frozen values.

A definition is data that the Jefatura edits (one YAML file each); it is its own proposal and never an official form of
the Institute. This module says what a right definition is. It must never read files, know YAML or hold any question.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import AfterValidator, Field, Strict, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from supervisor_app.domain.cedula.umbral import Umbral, claves_de_umbral, resolver_pregunta
from supervisor_app.domain.cedula.vocabulario import (
    Clave,
    ClaveOpcion,
    Definicion,
    Departamento,
    Entero,
    Expresion,
    FechaIso,
    FunctionRef,
    Kind,
    Texto,
    TextoCorto,
    UnitKind,
    legible,
)

__all__ = [
    "COLUMNAS_FIJAS",
    "ETIQUETA_PROPUESTA",
    "CedulaDefinition",
    "Clave",
    "ClaveOpcion",
    "Columna",
    "Definicion",
    "Departamento",
    "Entero",
    "Expresion",
    "FechaIso",
    "FunctionRef",
    "ItemDefinition",
    "Kind",
    "ListaOpciones",
    "Logica",
    "Opcion",
    "Restriccion",
    "Texto",
    "TextoCorto",
    "Umbral",
    "UnitKind",
    "claves_de_umbral",
    "legible",
    "resolver_pregunta",
]

ETIQUETA_PROPUESTA: Final = "Propuesta de la Jefatura; no es un formato oficial del IMSS"
_ConClave = TypeVar("_ConClave", "Opcion", "ListaOpciones", "Columna")


class Restriccion(Definicion):
    """A rule that an answer must satisfy; «.» is the answer. A hard one stops the closing, a soft one only warns."""

    expresion: Expresion
    mensaje: Texto
    dura: Annotated[bool, Strict()] = True


class Opcion(Definicion):
    """One choice of a list. ``atributos`` are what choice filters look at (``ooad = ${CO-02-01}``)."""

    clave: ClaveOpcion
    texto: Texto
    atributos: Mapping[Clave, TextoCorto] = Field(default_factory=dict)


class ListaOpciones(Definicion):
    """A list of choices that several questions may share."""

    clave: Clave
    opciones: tuple[Opcion, ...] = Field(min_length=1, max_length=5000)

    @field_validator("opciones")
    @classmethod
    def _once(cls, opciones: tuple[Opcion, ...]) -> tuple[Opcion, ...]:
        return _claves_unicas(opciones)


def _claves_unicas(valores: tuple[_ConClave, ...]) -> tuple[_ConClave, ...]:
    vistas: set[str] = set()
    for indice, valor in enumerate(valores):
        if valor.clave in vistas:
            raise PydanticCustomError("repetido", "«{texto}» está repetido.", {"texto": valor.clave, "indice": indice})
        vistas.add(valor.clave)
    return valores


class Logica(Definicion):
    """What a question or a column may carry besides its wording, in the XLSForm expression language.

    ``relevante``: asked only where true. ``calculo``: its value, which nobody types. ``inicial``: the value it starts
    with. ``opcional``: may stay empty. ``lista`` and ``filtro``: the choices, and which of them are offered.
    """

    relevante: Expresion | None = None
    restricciones: tuple[Restriccion, ...] = Field(default=(), max_length=20)
    calculo: Expresion | None = None
    inicial: Expresion | None = None
    opcional: Annotated[bool, Strict()] = False
    lista: Clave | None = None
    filtro: Expresion | None = None

    def _coherente(self, tipo: Kind) -> None:
        """Raises PydanticCustomError where the parts do not go together."""
        de_lista = tipo in (Kind.OPCION, Kind.OPCIONES)
        if de_lista and self.lista is None:
            raise _sobra("lista", "Una pregunta de opciones necesita su «lista».")
        if not de_lista and (self.lista is not None or self.filtro is not None):
            campo = "lista" if self.lista is not None else "filtro"
            raise _sobra(campo, "«lista» y «filtro» sólo aplican a los tipos opcion y opciones.")
        if self.calculo is not None and self.inicial is not None:
            raise _sobra("inicial", "Lo que se calcula no lleva valor inicial; quite «inicial» o «calculo».")
        if tipo is Kind.MUESTRA and (self.calculo is not None or self.inicial is not None):
            raise _sobra("calculo", "Una muestra se cuenta por sus renglones; no lleva «calculo» ni «inicial».")


def _sobra(campo: str, mensaje: str) -> PydanticCustomError:
    return PydanticCustomError("logica", mensaje, {"campo": campo})


class Columna(Logica):
    """One own column of the rows of a muestra, besides reference, detail, result, amount and note."""

    clave: Clave
    titulo: TextoCorto
    tipo: Kind
    decimales: Annotated[int, Strict(), Field(ge=0, le=6)] = 0

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.tipo is Kind.MUESTRA:
            raise _sobra("tipo", "Una columna no puede ser a su vez una muestra.")
        if self.clave in COLUMNAS_FIJAS:
            raise _sobra("clave", "Esa columna ya la tiene toda muestra; use otra clave.")
        self._coherente(self.tipo)
        return self


COLUMNAS_FIJAS: Final = (
    "referencia", "detalle", "mal", "importe_fila", "nota", "filas", "revisados", "con_inconsistencia", "importe",
)  # fmt: skip
"""What the variables of every row and of its counts are called after the item's id and «_» (docs/EXPRESIONES.md)."""


class ItemDefinition(Logica):
    """One question. ``pregunta`` is final; ``pregunta_plantilla`` keeps it with its ``{umbral}`` placeholders.

    ``peso`` is what it counts in the result; ``apartado`` the heading under which it stands; ``decimales`` how many a
    number may have.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}-[0-9]{2,4}$")]
    pregunta: Texto
    pregunta_plantilla: Texto = ""
    tipo: Kind
    evidencia: Texto
    fundamento: tuple[FunctionRef, ...] = Field(min_length=1)
    otro_fundamento: tuple[Texto, ...] = ()
    unidad: Annotated[str, StringConstraints(min_length=1, max_length=24), AfterValidator(legible)] | None = None
    ayuda: Texto | None = None
    apartado: TextoCorto | None = None
    peso: Annotated[Decimal, Field(ge=0, le=1000, max_digits=7, decimal_places=3)] = Decimal(1)
    decimales: Annotated[int, Strict(), Field(ge=0, le=6)] = 0
    columnas: tuple[Columna, ...] = Field(default=(), max_length=40)

    @field_validator("columnas")
    @classmethod
    def _columns_once(cls, columnas: tuple[Columna, ...]) -> tuple[Columna, ...]:
        return _claves_unicas(columnas)

    @model_validator(mode="after")
    def _logic_fits(self) -> Self:
        self._coherente(self.tipo)
        if self.columnas and self.tipo is not Kind.MUESTRA:
            raise _sobra("columnas", "Sólo una muestra lleva columnas propias.")
        if self.decimales and self.tipo is not Kind.NUMERO:
            raise _sobra("decimales", "«decimales» sólo aplica al tipo numero.")
        return self

    @model_validator(mode="before")
    @classmethod
    def _template_defaults_to_question(cls, raw: Any) -> Any:
        if isinstance(raw, Mapping) and "pregunta" in raw and "pregunta_plantilla" not in raw:
            return {**raw, "pregunta_plantilla": raw["pregunta"]}
        return raw

    @field_validator("fundamento", "otro_fundamento")
    @classmethod
    def _cited_once(cls, cited: tuple[Any, ...]) -> tuple[Any, ...]:
        for index, one in enumerate(cited):
            if one in cited[:index]:
                raise PydanticCustomError("repetido", "«{texto}» está repetido.", {"texto": str(one), "indice": index})
        return cited

    @model_validator(mode="after")
    def _unit_only_for_numbers(self) -> Self:
        if self.unidad is not None and self.tipo is not Kind.NUMERO:
            raise PydanticCustomError(
                "unidad_sobra",
                "La unidad «{texto}» sólo aplica a preguntas de tipo numero; quítela o cambie el tipo.",
                {"texto": self.unidad, "campo": "unidad"},
            )
        return self


class CedulaDefinition(Definicion):
    """One versioned cédula de supervisión. ``vigente_al`` is the day its wording and basis were last reviewed.

    ``umbrales`` are exactly those its questions use, so that a kept copy of a definition explains itself.
    """

    codigo: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}$")]
    version: Annotated[int, Strict(), Field(ge=1, le=9999)]
    vigente_al: FechaIso
    departamento: Departamento
    seccion_manual: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){1,4}$")]
    proceso: Texto
    unidades: tuple[UnitKind, ...] = Field(min_length=1)
    etiqueta: Texto = ETIQUETA_PROPUESTA
    items: tuple[ItemDefinition, ...] = Field(min_length=1, max_length=5000)
    umbrales: tuple[Umbral, ...] = ()
    listas: tuple[ListaOpciones, ...] = Field(default=(), max_length=100)

    @field_validator("listas")
    @classmethod
    def _lists_once(cls, listas: tuple[ListaOpciones, ...]) -> tuple[ListaOpciones, ...]:
        return _claves_unicas(listas)

    @field_validator("unidades")
    @classmethod
    def _units_once(cls, units: tuple[UnitKind, ...]) -> tuple[UnitKind, ...]:
        for index, unit in enumerate(units):
            if unit in units[:index]:
                raise PydanticCustomError("repetido", "«{texto}» está repetido.", {"texto": str(unit), "indice": index})
        return units

    @model_validator(mode="after")
    def _ids_are_unique_and_ours(self) -> Self:
        seen: set[str] = set()
        for index, item in enumerate(self.items):
            context = {"texto": item.id, "codigo": self.codigo, "campo": "items", "indice": index, "subcampo": "id"}
            if item.id in seen:
                raise PydanticCustomError(
                    "id_repetido", "El id «{texto}» ya lo usa otra pregunta de esta cédula.", context
                )
            if not item.id.startswith(f"{self.codigo}-"):
                raise PydanticCustomError("id_ajeno", "El id «{texto}» debe empezar con {codigo}-.", context)
            seen.add(item.id)
        return self

    @model_validator(mode="after")
    def _lists_exist(self) -> Self:
        claves = {lista.clave for lista in self.listas}
        for indice, item in enumerate(self.items):
            usadas = [item.lista, *(c.lista for c in item.columnas)]
            for falta in (u for u in usadas if u is not None and u not in claves):
                contexto = {"texto": falta, "campo": "items", "indice": indice, "subcampo": "lista"}
                raise PydanticCustomError("lista_falta", "La lista «{texto}» no está entre las de la cédula.", contexto)
        return self

    def lista(self, clave: str) -> ListaOpciones | None:
        """The list with that key, or None."""
        return next((lista for lista in self.listas if lista.clave == clave), None)

    @property
    def titulo(self) -> str:
        """``CO-01 · Productos de emisión…``, as lists and headers show it."""
        return f"{self.codigo} · {self.proceso}"

    def item(self, item_id: str) -> ItemDefinition | None:
        """The question with that id, or None when this version has none."""
        return next((item for item in self.items if item.id == item_id), None)

    def aplica_a(self, unit: UnitKind) -> bool:
        """Whether the cédula is used in that kind of unit."""
        return unit in self.unidades
