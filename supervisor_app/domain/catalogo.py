"""Catalogue values: organs, units, manual functions, legal basis, indicators and frequent phrases.

Everything here is read from data files with their source and date. It must never guess what no source gives: what is
not known is None or empty. No files, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, Strict, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from supervisor_app.domain.cedula.definition import (
    CedulaDefinition,
    Definicion,
    FechaIso,
    FunctionRef,
    Texto,
    TextoCorto,
    UnitKind,
)

ClaveOoad = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
CodigoCedula = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,3}$")]


class Subdelegacion(Definicion):
    """An operating unit of an OOAD. ``nombre`` is our spelling, ``nombre_fuente`` the one of the source."""

    clave: ClaveOoad
    nombre: Texto
    nombre_fuente: Texto


class Ooad(Definicion):
    """Órgano de Operación Administrativa Desconcentrada (formerly Delegación), with its Subdelegaciones."""

    clave: ClaveOoad
    nombre: Texto
    nombre_fuente: Texto
    subdelegaciones: tuple[Subdelegacion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_once(self) -> Self:
        claves = [sub.clave for sub in self.subdelegaciones]
        for index, clave in enumerate(claves):
            if clave in claves[:index]:
                raise PydanticCustomError(
                    "repetido",
                    "La clave «{texto}» está repetida.",
                    {"texto": clave, "campo": "subdelegaciones", "indice": index, "subcampo": "clave"},
                )
        return self

    def subdelegacion(self, clave: str) -> Subdelegacion | None:
        """The Subdelegación with that two-digit key, or None."""
        return next((sub for sub in self.subdelegaciones if sub.clave == clave), None)


class FuncionManual(Definicion):
    """One numbered function, our own gist of it, and the cédulas that cover it or the reason why none does."""

    ref: FunctionRef
    gist: Texto
    cedulas: tuple[CodigoCedula, ...] = ()
    motivo_exclusion: Texto | None = None

    @model_validator(mode="after")
    def _covered_or_excluded(self) -> Self:
        if bool(self.cedulas) is (self.motivo_exclusion is not None):
            raise PydanticCustomError(
                "cobertura", "Cada función lleva cédulas que la cubren o un motivo de exclusión: uno de los dos."
            )
        return self


class TextoLegal(Definicion):
    """A legal basis that a question cites. ``verificado`` says if its source was read; without it ``gist`` is empty."""

    clave: Texto
    nombre: Texto
    gist: Texto | None = None
    verificado: Annotated[bool, Strict()]
    nota: Texto | None = None
    vigente_al: FechaIso

    @model_validator(mode="after")
    def _unverified_has_no_gist(self) -> Self:
        if self.gist is not None and not self.verificado:
            raise PydanticCustomError(
                "gist_sin_fuente",
                "Un fundamento sin verificar no lleva resumen: déjelo vacío hasta confirmarlo.",
                {"campo": "gist"},
            )
        return self


class UnidadIndicador(StrEnum):
    """The unit in which an indicator is measured."""

    MXN = "mxn"
    MXN_DIA = "mxn_dia"
    PORCENTAJE = "porcentaje"
    PERSONAS = "personas"
    NUMERO = "numero"

    @property
    def label(self) -> str:
        return _UNIDAD_LABELS[self]


_UNIDAD_LABELS: Final = {
    UnidadIndicador.MXN: "pesos",
    UnidadIndicador.MXN_DIA: "pesos por día",
    UnidadIndicador.PORCENTAJE: "%",
    UnidadIndicador.PERSONAS: "personas",
    UnidadIndicador.NUMERO: "número",
}


class Sentido(StrEnum):
    """Which way an indicator is favourable; ``INFORMATIVO`` has no better side."""

    SUBE = "sube"
    BAJA = "baja"
    INFORMATIVO = "informativo"

    @property
    def label(self) -> str:
        return _SENTIDO_LABELS[self]


_SENTIDO_LABELS: Final = {
    Sentido.SUBE: "Mayor es mejor",
    Sentido.BAJA: "Menor es mejor",
    Sentido.INFORMATIVO: "Informativo",
}


class Semaforo(Definicion):
    """From which progress on, in per cent of the goal, an unfavourable figure is still near it. None is official."""

    cerca: Annotated[Decimal, Field(gt=0, lt=100)]


class Indicador(Definicion):
    """One numeric indicator of a visit. Formulas are not here: the sources do not give them."""

    codigo: Annotated[str, StringConstraints(pattern=r"^IND-[0-9]{2}$")]
    nombre: Texto
    unidad: UnidadIndicador
    sentido: Sentido
    semaforo: Semaforo | None = None
    notas: Texto | None = None


class SeccionFrase(StrEnum):
    """Where a frequent phrase is offered: a section of the informe, a type of measure, a note, a finding, the acta."""

    PROPOSITO = "proposito"
    ACTIVIDADES = "actividades"
    CONCLUSIONES = "conclusiones"
    RESULTADOS = "resultados"
    CONTRIBUCIONES = "contribuciones"
    CORRECTIVA = "medida_correctiva"
    PREVENTIVA = "medida_preventiva"
    MEJORA = "accion_mejora"
    NOTA = "nota"
    HALLAZGO = "hallazgo"
    MANIFESTACION = "manifestacion"

    @property
    def label(self) -> str:
        return {
            "proposito": "Propósito",
            "actividades": "Actividades realizadas",
            "conclusiones": "Conclusiones",
            "resultados": "Resultados obtenidos",
            "contribuciones": "Contribuciones",
            "medida_correctiva": "Medida correctiva",
            "medida_preventiva": "Medida preventiva",
            "accion_mejora": "Acción de mejora",
            "nota": "Nota de una respuesta",
            "hallazgo": "Descripción o causa de una inconsistencia",
            "manifestacion": "Manifestaciones de la unidad",
        }[self.value]


class Frase(Definicion):
    """A courteous stock phrase that people may insert and then edit."""

    seccion: SeccionFrase
    texto: Texto


class UnidadMedica(Definicion):
    """An UMF or office imported by the user; there is no public catalogue of them, so none is shipped."""

    tipo: UnitKind
    ooad: ClaveOoad
    subdelegacion: ClaveOoad | None = None
    numero: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,10}$")] | None = None
    nombre: TextoCorto
    localidad: TextoCorto | None = None

    @field_validator("tipo")
    @classmethod
    def _not_a_subdelegacion(cls, tipo: UnitKind) -> UnitKind:
        if tipo is UnitKind.SUB:
            raise PydanticCustomError(
                "tipo_sub", "Las Subdelegaciones ya están en el catálogo; aquí van UMF y oficinas (UMF, OFC, OAX)."
            )
        return tipo


def diferencias_de_cobertura(
    funciones: Mapping[FunctionRef, FuncionManual], cedulas: Iterable[CedulaDefinition]
) -> tuple[tuple[FunctionRef, str], ...]:
    """Where the coverage said by the functions and the one cited by the questions disagree, each with its sentence.

    Empty means: every function has exactly the cédulas whose questions cite it, and the rest have their reason.
    """
    citing: dict[FunctionRef, set[str]] = {}
    for cedula in cedulas:
        for item in cedula.items:
            for ref in item.fundamento:
                citing.setdefault(ref, set()).add(cedula.codigo)
    found: list[tuple[FunctionRef, str]] = []
    for ref, funcion in funciones.items():
        said, cited = set(funcion.cedulas), citing.get(ref, set())
        if said - cited:
            found.append((ref, f"{ref}: ninguna pregunta de {_listed(said - cited)} cita esta función."))
        if cited - said:
            found.append((ref, f"{ref}: falta anotar {_listed(cited - said)}, que sí la cita."))
    return tuple(found)


def _listed(codigos: set[str]) -> str:
    return ", ".join(sorted(codigos))
