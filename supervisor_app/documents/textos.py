"""Reads the fixed texts of the documents from ``forms/documentos``.

A file that is wrong is told with its name and field: it is data that an office may edit. It must never fill in a text
that is missing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from supervisor_app import paths
from supervisor_app.documents.modelo_acta import TextosActa
from supervisor_app.documents.modelo_asm import TextosAsm
from supervisor_app.documents.modelo_concentrado import TextosConcentrado
from supervisor_app.documents.modelo_ejecutivo import TextosEjecutivo
from supervisor_app.documents.modelo_expediente import TextosExpediente
from supervisor_app.documents.modelo_programa import TextosPrograma
from supervisor_app.documents.modelo_publica import TextosPublica
from supervisor_app.documents.modelo_seguimiento import TextosSeguimiento
from supervisor_app.documents.modelo_seguimiento_unidad import TextosDeUnidad
from supervisor_app.documents.modelo_turnado import TextosTurnado
from supervisor_app.documents.modelos import TextosCedula
from supervisor_app.domain.informe import TextosInforme
from supervisor_app.domain.validacion_informe import explicar
from supervisor_app.errors import UserError

Model = TypeVar("Model", bound=BaseModel)


@cache
def textos_informe(carpeta: Path | None = None) -> TextosInforme:
    """The texts of form 1270-009-032. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "informe.yaml", TextosInforme)


@cache
def textos_cedula(carpeta: Path | None = None) -> TextosCedula:
    """The texts of the cédula de supervisión. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "cedula.yaml", TextosCedula)


@cache
def textos_acta(carpeta: Path | None = None) -> TextosActa:
    """The texts of the acta of the closing meeting. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "acta.yaml", TextosActa)


@cache
def textos_turnado(carpeta: Path | None = None) -> TextosTurnado:
    """The texts of the turnado. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "turnado.yaml", TextosTurnado)


@cache
def textos_concentrado(carpeta: Path | None = None) -> TextosConcentrado:
    """The texts of the concentrado. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "concentrado.yaml", TextosConcentrado)


@cache
def textos_ejecutivo(carpeta: Path | None = None) -> TextosEjecutivo:
    """The texts of the executive summary. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "ejecutivo.yaml", TextosEjecutivo)


@cache
def textos_expediente(carpeta: Path | None = None) -> TextosExpediente:
    """The texts of the expediente. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "expediente.yaml", TextosExpediente)


@cache
def textos_publica(carpeta: Path | None = None) -> TextosPublica:
    """What a public version adds. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "publica.yaml", TextosPublica)


@cache
def textos_seguimiento(carpeta: Path | None = None) -> TextosSeguimiento:
    """The texts of the cédula de seguimiento. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "seguimiento.yaml", TextosSeguimiento)


@cache
def textos_seguimiento_unidad(carpeta: Path | None = None) -> TextosDeUnidad:
    """The texts of the cédula de seguimiento of a unit. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "seguimiento_unidad.yaml", TextosDeUnidad)


@cache
def textos_asm(carpeta: Path | None = None) -> TextosAsm:
    """The texts of the ASM table. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "asm.yaml", TextosAsm)


@cache
def textos_programa(carpeta: Path | None = None) -> TextosPrograma:
    """The texts of the programme of visits. Raises :class:`UserError` naming file and field."""
    return leer(_folder(carpeta) / "programa.yaml", TextosPrograma)


def _folder(carpeta: Path | None) -> Path:
    return carpeta or paths.formas() / "documentos"


def leer(archivo: Path, modelo: type[Model]) -> Model:
    """One file as a value. Raises :class:`UserError` naming the file, and the line or field that is wrong."""
    try:
        return modelo.model_validate(yaml.safe_load(archivo.read_text(encoding="utf-8")))
    except OSError as error:
        raise UserError(f"No se pudo leer {archivo.name}, con los textos del documento.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{archivo.name} no es YAML válido: {error}") from error
    except ValidationError as error:
        raise UserError(f"{archivo.name}: " + "\n".join(explicar(error))) from error
