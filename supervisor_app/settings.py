"""What a person sets once: identity, letterhead, destination, look. One JSON file, replaced whole.

In a folder with a key it is ciphertext, and the plain file holds only the look, which is needed before the folder is
opened (``A_LA_VISTA``). A leaf: it must never know the domain or the window.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from supervisor_app import durable
from supervisor_app.cifrado.corriente import Alterado, cifrar, en_disco, legible
from supervisor_app.cifrado.llave import Llave
from supervisor_app.errors import EnvironmentProblem, motivo

NOMBRE = "ajustes.json"
_LIMITE = 8 * 2**20
"""Bytes; a thousand phrases have some 300 KB."""
A_LA_VISTA = ("tema", "texto")


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


class TamanoFotos(StrEnum):
    """How large the photos of evidence are kept."""

    ORIGINAL = "original"
    GRANDE = "grande"
    MEDIANA = "mediana"

    @property
    def label(self) -> str:
        return {"original": "Como se tomaron", "grande": "Hasta 2,560 puntos", "mediana": "Hasta 1,600 puntos"}[
            self.value
        ]

    @property
    def lado(self) -> int | None:
        """The most points of the long side, or None."""
        return {"original": None, "grande": 2560, "mediana": 1600}[self.value]


class _Ajuste(BaseModel):
    # A newer version may have added settings; an older one reads the rest, and ``guardar`` keeps them.
    model_config = ConfigDict(frozen=True, extra="ignore")


class FirmanteFrecuente(_Ajuste):
    nombre: str = ""
    cargo: str = ""


class FraseGuardada(_Ajuste):
    """An own frequent phrase and where it is offered (``domain.catalogo.SeccionFrase``)."""

    seccion: str
    texto: str


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
    frases: tuple[FraseGuardada, ...] = Field(default=(), title="Frases frecuentes propias")
    fundamento_publico: str = Field(default="", title="Fundamento de las versiones públicas")
    sello_url: str = Field(default="", title="Dirección de la autoridad de sellado de tiempo")
    sello_segundos: int = Field(default=20, ge=3, le=120, title="Segundos que se espera a la autoridad de sellado")
    ocsp_url: str = Field(default="", title="Dirección de quien responde por los certificados (OCSP)")
    destino: str = Field(default="", title="Carpeta de entrega")
    buzon: str = Field(default="", title="Buzón de la oficina")
    buzon_usuario: str = Field(default="", title="Usuario del buzón")
    buzon_llave_ssh: str = Field(default="", title="Llave aceptada del servidor del buzón")
    buzon_autoridad: str = Field(default="", title="Certificado de la institución para el buzón")
    buzon_kbs: int = Field(default=0, ge=0, le=1_000_000, title="Velocidad máxima de envío, en kB/s (0: sin límite)")
    sellar_envios: bool = Field(default=False, title="Sellar para la oficina lo que se sincroniza")
    indice_oficina: str = Field(default="", title="Índice de la oficina (vacío: el de esta carpeta)")
    respaldo_en: str = Field(default="", title="Segundo lugar de los respaldos")
    clave_equipo: str = Field(default="", pattern=r"^[0-9A-Za-z]{0,8}$", title="Clave de este equipo en los folios")
    tema: Tema = Field(default=Tema.SISTEMA, title="Tema")
    texto: int = Field(default=100, ge=100, le=200, title="Tamaño del texto (%)")
    fotos: TamanoFotos = Field(default=TamanoFotos.GRANDE, title="Tamaño de las fotos")
    bloqueo: int = Field(default=10, ge=0, le=120, title="Minutos sin uso tras los que se bloquea (0: nunca)")
    recuperacion_pendiente: bool = Field(default=False, title="Clave de recuperación sin guardar")
    sin_cifrar: bool = Field(default=False, title="Se pidió trabajar sin cifrar")
    ficticio: bool = Field(default=False, title="Datos ficticios")


def leer(carpeta: Path, ahora: datetime, llave: Llave | None = None) -> tuple[Ajustes, str]:
    """The settings of a data folder, and a sentence where some could not be read (then those start afresh).

    A half-written or foreign file is set aside under another name, never deleted. A setting that only another version
    understands is passed over, and ``guardar`` leaves it as it is. Without its key an enciphered folder tells the look.
    """
    try:
        crudo = _crudo(carpeta, llave)
    except OSError as error:
        return Ajustes(), f"No se pudieron leer los ajustes ({motivo(error)}); se usan los iniciales."
    if crudo is None:
        return Ajustes(), _apartar(en_disco(carpeta / NOMBRE, llave), ahora)
    ajustes, ajenos = _entender(crudo)
    if not ajenos:
        return ajustes, ""
    return ajustes, f"Esta versión no entiende todos los ajustes y usa los iniciales en: {', '.join(ajenos)}."


def guardar(carpeta: Path, ajustes: Ajustes, llave: Llave | None = None) -> None:
    """Replace the file, durably, keeping what another version wrote and this one does not know.

    Raises EnvironmentProblem where the disk refuses.
    """
    try:
        carpeta.mkdir(parents=True, exist_ok=True)
        dicho = _conservar(_crudo(carpeta, llave) or {}, ajustes)
        contenido = _escrito(dicho)
        if llave is not None:
            durable.write_atomic(en_disco(carpeta / NOMBRE, llave), cifrar(llave.archivos, contenido))
            contenido = _escrito({n: dicho[n] for n in A_LA_VISTA})
        durable.write_atomic(carpeta / NOMBRE, contenido)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudieron guardar los ajustes ({motivo(error)}).") from error


def _escrito(dicho: Mapping[str, Any]) -> bytes:
    # Half a character from a foreign clipboard becomes a question mark: no file can hold it.
    return json.dumps(dicho, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def _crudo(carpeta: Path, llave: Llave | None) -> dict[str, Any] | None:
    """The file as it stands: {} where there is none, None where it is no JSON object."""
    try:
        contenido = legible(carpeta / NOMBRE, llave).read_bytes()
        leido = json.loads(contenido) if len(contenido) <= _LIMITE else None
    except FileNotFoundError:
        return {}
    except (Alterado, ValueError, RecursionError):
        return None
    return leido if isinstance(leido, dict) else None


def _entender(crudo: Mapping[str, Any]) -> tuple[Ajustes, list[str]]:
    """The settings that this version understands, and the titles of those whose value it does not."""
    try:
        return Ajustes.model_validate(crudo), []
    except ValidationError as error:
        ajenos = {str(e["loc"][0]) for e in error.errors()}
    legibles = {k: v for k, v in crudo.items() if k not in ajenos}
    campos = Ajustes.model_fields
    return Ajustes.model_validate(legibles), [c.title or n for n, c in campos.items() if n in ajenos]


def _conservar(crudo: dict[str, Any], ajustes: Ajustes) -> dict[str, Any]:
    """What is written: of every setting that did not change, the very words of the file."""
    leidos, _ = _entender(crudo)
    nuevos = ajustes.model_dump(mode="json")
    cambiados = {n: v for n, v in nuevos.items() if n not in crudo or getattr(leidos, n) != getattr(ajustes, n)}
    return crudo | cambiados


def _apartar(ruta: Path, ahora: datetime) -> str:
    apartado = ruta.with_name(f"ajustes.danado-{ahora:%Y%m%d-%H%M%S}.json")
    try:
        durable.replace(ruta, apartado)
    except OSError:
        return "El archivo de ajustes está dañado; se usan los iniciales. Sus visitas están completas."
    return (
        f"El archivo de ajustes estaba dañado; se apartó como {apartado.name} y se usan los iniciales. "
        "Sus visitas están completas."
    )
