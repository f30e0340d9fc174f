"""What a laptop and the office tell each other, entry after entry, each naming the hash of the one before (ADR 0034).

An entry is a file that is never changed. It must never hold what a visit says: that travels in packages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field, JsonValue, SerializerFunctionWrapHandler, ValidationError, model_serializer

from supervisor_app.domain.base import Value
from supervisor_app.domain.canonico import canonico
from supervisor_app.errors import UserError

FORMATO: Final = 1
ESPACIO: Final = "supervisor-app/feed"
"""The namespace of the signature of an entry (SSHSIG)."""
ESPACIO_PAQUETE: Final = "supervisor-app/paquete"
"""The namespace of the signature of a package."""
OFICINA: Final = "oficina"
LIMITE: Final = 256 * 1024
"""Bytes of an entry; what is larger stands in ``oficina/contenido`` and is named by its hash."""

SOBRE: Final = ".sobre"
"""What the name of a file has behind it where its envelope stands in its place."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Equipo = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
_AUTOR: Final = re.compile(r"[0-9a-f]{16}|oficina(/para/[0-9a-f]{16})?")


class Clase(StrEnum):
    """What an entry says."""

    PRESENTACION = "presentacion"
    """A laptop: its public key, and who holds it. Always its first."""
    PAQUETE = "paquete"
    """A package of a closed visit stands in the mailbox."""
    EFIRMA = "efirma"
    """Beside a package stands somebody's e.firma of it."""
    SEGUIMIENTO = "seguimiento"
    """An act on a finding, written between visits, stands in the mailbox."""
    RETIRO = "retiro"
    """A package that was announced does not come: it carries what was turned over apart since."""
    LLAVE = "llave"
    """The office: its public key, and who answers for it. Always its first; a later one is signed by the former."""
    INSCRIPCION = "inscripcion"
    """The office enrols the key of a laptop."""
    BAJA = "baja"
    """The office enrols it no longer: lost, stolen, replaced."""
    ACUSE = "acuse"
    """The office has a package whole, and what it found."""
    PUBLICACION = "publicacion"
    """The office sends something: to all a programme, a catalogue, a cédula; to one what is sealed to it."""


class Presentacion(Value):
    """Of a laptop: its key as OpenSSH writes it, who holds it, and the letters it puts into folios; with ``sobre``, the
    RSA key (PEM) to which the office seals what is for it alone.
    """

    publica: str = Field(max_length=200)
    nombre: str = Field(default="", max_length=200)
    cargo: str = Field(default="", max_length=200)
    clave_equipo: str = Field(default="", max_length=8)
    sobre: str = Field(default="", max_length=4_000)

    @model_serializer(mode="wrap")
    def _como_antes(self, hacer: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without a key it is what the versions before wrote, which know no other."""
        return _sin_vacios(hacer(self), "sobre")


class Sellado(Value):
    """In place of a file its envelope stands in the mailbox: what that is, to which key (SHA-256 of its
    SubjectPublicKeyInfo) it is sealed, and the laptop's signature of it (SSHSIG).
    """

    sha256: Sha256
    bytes: int = Field(ge=1)
    llave: Sha256
    firma: str = Field(max_length=2_000)


ClaveDePaquete = Annotated[str, Field(pattern=r"^visitas/\d{4}/\d{2}/[0-9a-f]{32}\.r\d{1,6}\.[0-9a-f]{16}\.zip$")]


class PaqueteEnviado(Value):
    """Of a package: where it stands, what it is, and the laptop's own signature of it (SSHSIG)."""

    clave: ClaveDePaquete
    visita_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    folio: str = Field(max_length=200)
    revision: int = Field(ge=1, le=999_999)
    sha256: Sha256
    bytes: int = Field(ge=1)
    reemplaza: Sha256 | None = None
    firma: str = Field(max_length=2_000)
    sellado: Sellado | None = None

    @property
    def lugar(self) -> str:
        """The key under which it, or its envelope, stands in the mailbox."""
        return self.clave + (SOBRE if self.sellado else "")

    @property
    def bytes_en_el_buzon(self) -> int:
        return self.sellado.bytes if self.sellado else self.bytes


class EfirmaDePaquete(Value):
    """Of an e.firma (CMS) over a package: of which, and what it is. Whose it is stands in the signature alone."""

    clave: ClaveDePaquete
    visita_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    revision: int = Field(ge=1, le=999_999)
    paquete: Sha256
    sha256: Sha256
    bytes: int = Field(ge=1, le=64 * 1024)
    sellado: Sellado | None = None

    @property
    def lugar(self) -> str:
        """The key under which it, or its envelope, stands in the mailbox."""
        return f"{self.clave}.p7s" + (SOBRE if self.sellado else "")


ClaveDeActo = Annotated[str, Field(pattern=r"^seguimiento/\d{4}/\d{2}/[0-9a-f]{32}\.[0-9a-f]{16}\.zip$")]


class ActoEnviado(Value):
    """Of an act of follow-up: where it stands with its evidence, and what that is. Of which finding it speaks stands in
    it alone.
    """

    clave: ClaveDeActo
    acto: str = Field(pattern=r"^[0-9a-f]{32}$")
    visita_id: str = Field(default="", pattern=r"^([0-9a-f]{32})?$")
    sha256: Sha256
    bytes: int = Field(ge=1, le=64 * 1024 * 1024)
    sellado: Sellado | None = None

    @property
    def lugar(self) -> str:
        """The key under which it, or its envelope, stands in the mailbox."""
        return self.clave + (SOBRE if self.sellado else "")

    @property
    def bytes_en_el_buzon(self) -> int:
        return self.sellado.bytes if self.sellado else self.bytes


class Retiro(Value):
    """Of a package that was announced and stays on the laptop."""

    visita_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    revision: int = Field(ge=1, le=999_999)
    sha256: Sha256
    motivo: str = Field(max_length=500)


class Inscripcion(Value):
    """Of a laptop that the office knows from now on, or no longer (``motivo``)."""

    equipo: Equipo
    publica: str = Field(max_length=200)
    nombre: str = Field(default="", max_length=200)
    motivo: str = Field(default="", max_length=500)


class EstadoDelAcuse(StrEnum):
    """What the office did with a package."""

    RECIBIDO = "recibido"
    EN_CUARENTENA = "cuarentena"


class AcuseDeOficina(Value):
    """The office's receipt of one package: it may leave the laptop only after one that says ``recibido``."""

    visita_id: str = Field(pattern=r"^[0-9a-f]{32}$")
    revision: int = Field(ge=1, le=999_999)
    sha256: Sha256
    estado: EstadoDelAcuse
    motivo: str = Field(default="", max_length=1_000)


class LlaveDeOficina(Value):
    """The office's public key and its name; with ``sobre``, the RSA key (PEM) to which packages are sealed. Where the
    key is another one than before, ``hasta`` says how many entries each laptop has by the former one.
    """

    publica: str = Field(max_length=200)
    nombre: str = Field(max_length=200)
    sobre: str = Field(default="", max_length=4_000)
    hasta: dict[Equipo, int] = Field(default_factory=dict)

    @model_serializer(mode="wrap")
    def _como_antes(self, hacer: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Of the same key it is what the versions before wrote, which know no other."""
        return _sin_vacios(hacer(self), "hasta")


def llave_en_vigor(llaves: Sequence[LlaveDeOficina], equipo: str, n: int) -> LlaveDeOficina:
    """By which of its keys, in the order of its feed, the office signed entry ``n`` of what it says to one laptop.

    A former key says nothing more once it was changed: what was said by it is as many entries as the change tells.
    """
    vigente = llaves[0]
    for otra in llaves[1:]:
        if otra.publica == vigente.publica or n > otra.hasta.get(equipo, 0):
            vigente = otra
    return vigente


class SelladaPara(Value):
    """What stands there is enciphered: to which key (SHA-256 of its SubjectPublicKeyInfo) its own key is sealed, how
    the envelope begins that opens with it (base64), and the hash of what is in it.
    """

    llave: Sha256
    cabeza: str = Field(max_length=4_096)
    contenido: Sha256


class Publicacion(Value):
    """Something for all: what kind, which version of it, and where its content stands (``sha256`` and ``bytes`` of what
    stands there). For one laptop, in ``oficina/para``, it may be sealed.
    """

    que: str = Field(pattern=r"^[a-z_]{1,40}$")
    titulo: str = Field(max_length=200)
    sha256: Sha256
    bytes: int = Field(ge=0, le=64 * 1024 * 1024)
    sellada: SelladaPara | None = None

    @model_serializer(mode="wrap")
    def _como_antes(self, hacer: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """In the clear it is what the versions before read."""
        return _sin_vacios(hacer(self), "sellada")

    @property
    def contenido(self) -> str:
        """The hash of what is to be read."""
        return self.sellada.contenido if self.sellada else self.sha256


def _sin_vacios(dicho: dict[str, Any], campo: str) -> dict[str, Any]:
    return {nombre: valor for nombre, valor in dicho.items() if nombre != campo or valor}


DATOS: Final[dict[Clase, type[Value]]] = {
    Clase.PRESENTACION: Presentacion,
    Clase.PAQUETE: PaqueteEnviado,
    Clase.EFIRMA: EfirmaDePaquete,
    Clase.SEGUIMIENTO: ActoEnviado,
    Clase.RETIRO: Retiro,
    Clase.LLAVE: LlaveDeOficina,
    Clase.INSCRIPCION: Inscripcion,
    Clase.BAJA: Inscripcion,
    Clase.ACUSE: AcuseDeOficina,
    Clase.PUBLICACION: Publicacion,
}


class Cuerpo(Value):
    """What is signed. ``autor``: a laptop's name, ``oficina``, or ``oficina/para/<laptop>``; ``n`` counts from 1."""

    formato: int = FORMATO
    autor: str
    n: int = Field(ge=1, le=99_999_999)
    anterior: str = Field(pattern=r"^([0-9a-f]{64})?$")
    clase: str = Field(max_length=40)
    cuando: datetime
    quien: str = Field(default="", max_length=200)
    datos: dict[str, JsonValue]

    @property
    def octetos(self) -> bytes:
        """The bytes that the signature is of."""
        return canonico(self)

    @property
    def dicho(self) -> Value | None:
        """Its data by their kind; None for a kind that this version does not know. Raises UserError for wrong ones."""
        try:
            modelo = DATOS[Clase(self.clase)]
        except ValueError:
            return None
        try:
            return modelo.model_validate(self.datos)
        except ValidationError as error:
            raise UserError(f"El asiento {self.n} de «{self.autor}» no dice lo que debe.") from error


class Entrada(Value):
    """A signed entry, as its file holds it."""

    cuerpo: Cuerpo
    firma: str = Field(max_length=2_000)

    @property
    def octetos(self) -> bytes:
        return canonico(self)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.octetos).hexdigest()

    @property
    def clave(self) -> str:
        """Its place in every mailbox."""
        return clave(self.cuerpo.autor, self.cuerpo.n)


def clave(autor: str, n: int) -> str:
    """The place of an entry: ``feed/<laptop>/<n>.json``, ``oficina/feed/…`` or ``oficina/para/<laptop>/…``."""
    if not _AUTOR.fullmatch(autor):
        raise ValueError(f"no author: {autor!r}")
    carpeta = f"feed/{autor}" if not autor.startswith(OFICINA) else "oficina/feed" if autor == OFICINA else autor
    return f"{carpeta}/{n:08d}.json"


def para(equipo: str) -> str:
    """The feed in which the office speaks to one laptop."""
    return f"{OFICINA}/para/{equipo}"


def componer(
    autor: str, anteriores: tuple[int, str], clase: Clase, datos: Value, *, cuando: datetime, quien: str
) -> Cuerpo:
    """The entry after ``anteriores`` (number and hash of the last; ``(0, "")`` for none), not yet signed."""
    n, anterior = anteriores
    dicho: dict[str, Any] = datos.model_dump(mode="json")
    return Cuerpo(autor=autor, n=n + 1, anterior=anterior, clase=clase.value, cuando=cuando, quien=quien, datos=dicho)


def leer(octetos: bytes, autor: str, n: int, anterior: str) -> Entrada:
    """The entry of a file that should be that one of that feed. Its signature is for the caller to judge.

    Raises UserError saying why it is not: another format, another place, another history.
    """
    if len(octetos) > LIMITE:
        raise UserError(f"El asiento {n} de «{autor}» es demasiado grande y no se leyó.")
    try:
        crudo = json.loads(octetos)
        formato = crudo["cuerpo"]["formato"]
        if isinstance(formato, int) and formato > FORMATO:
            raise UserError(
                f"El asiento {n} de «{autor}» lo escribió una versión más nueva de la aplicación. Instálela."
            )
        entrada = Entrada.model_validate_json(octetos)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(f"El asiento {n} de «{autor}» está dañado o no es de esta aplicación.") from error
    c = entrada.cuerpo
    if (c.autor, c.n) != (autor, n) or entrada.octetos != octetos:
        raise UserError(f"El asiento {n} de «{autor}» está fuera de su lugar o alguien lo cambió.")
    if c.anterior != anterior:
        raise UserError(
            f"El asiento {n} de «{autor}» no sigue al anterior: hay dos historias de ese equipo, o falta una parte."
        )
    return entrada


def rotura(entradas: Sequence[Entrada]) -> str:
    """Why entries, in order, are no unbroken feed; "" where they are."""
    anterior = ""
    for n, e in enumerate(entradas, 1):
        if e.cuerpo.n != n:
            return f"falta el asiento {n}"
        if e.cuerpo.anterior != anterior:
            return f"el asiento {n} no sigue al {n - 1}"
        anterior = e.sha256
    return ""
