"""What a backup says of itself: every file in it with its size and hash, so that anyone can tell whether it is whole.

It carries nothing that a person typed: a backup of an encrypted folder tells no more than the folder does. A manifest
comes from a stick that anybody may have had; it must never lead a path outside the folder it is restored to.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from pydantic import AwareDatetime, Field, ValidationError, field_validator

from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.errors import UserError, motivo

NOMBRE = "manifiesto.json"
BASE = "supervisor.db"
FORMATO = 1
_PROHIBIDOS = frozenset('<>:"|?*\\') | {chr(n) for n in range(32)}


class Motivo(StrEnum):
    """Why a backup was made."""

    AL_ABRIR = "al_abrir"
    DURANTE = "durante"
    AL_CERRAR = "al_cerrar"
    PEDIDO = "pedido"
    ANTES_DE_ACTUALIZAR = "antes_de_actualizar"
    ANTES_DE_RESTAURAR = "antes_de_restaurar"

    @property
    def label(self) -> str:
        return {
            "al_abrir": "al abrir la ventana",
            "durante": "durante el trabajo",
            "al_cerrar": "al cerrar la ventana",
            "pedido": "pedido por usted",
            "antes_de_actualizar": "antes de actualizar",
            "antes_de_restaurar": "antes de restaurar otro",
        }[self.value]


class Pieza(Value):
    """A file as it stood on disk. ``visto``: its time stamp (ns), to know it again without reading it."""

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    visto: int = 0


class Manifiesto(Value):
    """``sueltos`` stand in the backup's own folder; ``contenidos`` in the store that the backups of a place share.

    ``completo`` is False where only the database was kept: its contents are those of the data folder.
    """

    formato: int = FORMATO
    numero: int = Field(ge=1)
    hecho: AwareDatetime
    motivo: Motivo
    version: str
    esquema: int
    llave: str = ""
    """The identifier of the key of an encrypted folder; empty for a plain one."""
    visitas: int = Field(ge=0)
    marca: str
    completo: bool = True
    sueltos: Mapping[str, Pieza]
    contenidos: Mapping[str, Pieza] = {}

    @field_validator("sueltos", "contenidos")
    @classmethod
    def _adentro(cls, piezas: Mapping[str, Pieza]) -> Mapping[str, Pieza]:
        if not all(es_ruta_de_adentro(nombre) for nombre in piezas):
            raise ValueError("not a path inside the folder")
        return piezas

    @field_validator("sueltos")
    @classmethod
    def _con_base(cls, piezas: Mapping[str, Pieza]) -> Mapping[str, Pieza]:
        if BASE not in piezas or any("/" in nombre for nombre in piezas):
            raise ValueError("no database, or a loose file in a folder")
        return piezas

    @property
    def bytes(self) -> int:
        """Of all its files: what restoring it writes at the most."""
        return sum(p.bytes for p in (*self.sueltos.values(), *self.contenidos.values()))


def es_ruta_de_adentro(nombre: str) -> bool:
    """Whether a name is a plain path inside a folder, on any system."""
    partes = PurePosixPath(nombre).parts
    if not partes or nombre != "/".join(partes) or nombre.startswith("/"):
        return False
    return not any(p in (".", "..") or p != p.rstrip(" .") or _PROHIBIDOS & set(p) for p in partes)


def escrito(m: Manifiesto) -> bytes:
    """The file: the manifest and, beside it, the hash of its canonical form."""
    cuerpo = json.loads(m.model_dump_json())
    dicho = {"tipo": "supervisor-app/respaldo", "sha256": _huella(cuerpo), "respaldo": cuerpo}
    return json.dumps(dicho, ensure_ascii=False, separators=(",", ":")).encode()


def leer(carpeta: Path) -> Manifiesto:
    """The manifest of a backup's folder. Raises UserError with why it is none."""
    try:
        dicho = json.loads((carpeta / NOMBRE).read_bytes())
        cuerpo = dicho["respaldo"]
        entero = dicho["tipo"] == "supervisor-app/respaldo" and dicho["sha256"] == _huella(cuerpo)
    except OSError as error:
        raise UserError(f"No se pudo leer lo que dice de sí el respaldo ({motivo(error)}).") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError("Lo que el respaldo dice de sí está dañado o incompleto.") from error
    if not entero:
        raise UserError("Lo que el respaldo dice de sí está dañado o se modificó.")
    if isinstance(cuerpo, dict) and isinstance(cuerpo.get("formato"), int) and cuerpo["formato"] > FORMATO:
        raise UserError(
            "El respaldo lo hizo una versión más nueva de la aplicación. No se modificó nada. Instale la versión más "
            "reciente para usarlo."
        )
    try:
        return Manifiesto.model_validate(cuerpo)
    except ValidationError as error:
        raise UserError("Lo que el respaldo dice de sí no se entiende.") from error


def _huella(cuerpo: object) -> str:
    return hashlib.sha256(canonico(cuerpo)).hexdigest()
