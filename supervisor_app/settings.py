"""What a person sets once: identity, letterhead, destination, look. One JSON file, replaced whole.

A leaf: it must never know the domain or the window.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem

NOMBRE = "ajustes.json"


class Tema(StrEnum):
    SISTEMA = "sistema"
    CLARO = "claro"
    OSCURO = "oscuro"
    CONTRASTE = "contraste"

    @property
    def label(self) -> str:
        return {"sistema": "Como el sistema", "claro": "Claro", "oscuro": "Oscuro", "contraste": "Alto contraste"}[
            self.value
        ]


class _Ajuste(BaseModel):
    # A newer version may have added settings; an older one must not lose the file over them.
    model_config = ConfigDict(frozen=True, extra="ignore")


class FirmanteFrecuente(_Ajuste):
    nombre: str = ""
    cargo: str = ""


class Ajustes(_Ajuste):
    """Everything in ``ajustes.json``. Names and posts only: no RFC, CURP, key or password is ever kept here."""

    nombre: str = Field(default="", title="Nombre completo")
    cargo: str = Field(default="", title="Cargo")
    adscripcion: str = Field(default="", title="Adscripción")
    ooad: str = Field(default="", title="OOAD (clave)")
    ciudad: str = Field(default="", title="Ciudad donde firma")
    coordinador_normativo: str = Field(default="", title="Coordinador Normativo")
    coordinacion_normativa: str = Field(default="", title="Coordinación Normativa")
    membrete: tuple[str, ...] = Field(default=(), title="Membrete (vacío: el del formato)")
    firmantes: tuple[FirmanteFrecuente, ...] = Field(default=(), title="Firmantes frecuentes")
    destino: str = Field(default="", title="Carpeta de entrega")
    clave_equipo: str = Field(default="", title="Clave de este equipo en los folios")
    tema: Tema = Field(default=Tema.SISTEMA, title="Tema")
    texto: int = Field(default=100, ge=100, le=200, title="Tamaño del texto (%)")
    ficticio: bool = Field(default=False, title="Datos ficticios")


def leer(carpeta: Path, ahora: datetime) -> tuple[Ajustes, str]:
    """The settings of a data folder, and a sentence where they could not be read (then they start afresh).

    A half-written or foreign file is set aside under another name, never deleted.
    """
    ruta = carpeta / NOMBRE
    try:
        contenido = ruta.read_bytes()
    except FileNotFoundError:
        return Ajustes(), ""
    except OSError as error:
        return Ajustes(), f"No se pudieron leer los ajustes ({error.strerror}); se usan los iniciales."
    try:
        return Ajustes.model_validate_json(contenido), ""
    except ValidationError:
        apartado = ruta.with_name(f"ajustes.danado-{ahora:%Y%m%d-%H%M%S}.json")
        try:
            durable.replace(ruta, apartado)
        except OSError:
            return Ajustes(), "El archivo de ajustes está dañado; se usan los iniciales. Sus visitas están completas."
        return Ajustes(), (
            f"El archivo de ajustes estaba dañado; se apartó como {apartado.name} y se usan los iniciales. "
            "Sus visitas están completas."
        )


def guardar(carpeta: Path, ajustes: Ajustes) -> None:
    """Replace the file, durably. Raises EnvironmentProblem where the disk refuses."""
    try:
        carpeta.mkdir(parents=True, exist_ok=True)
        durable.write_atomic(carpeta / NOMBRE, ajustes.model_dump_json(indent=2).encode())
    except OSError as error:
        raise EnvironmentProblem(f"No se pudieron guardar los ajustes ({error.strerror}).") from error
