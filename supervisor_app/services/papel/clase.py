"""What every kind of document answers, and what it may use besides the visit.

A kind must never store anything, nor load what draws by being imported: lists of documents ask it at every change.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from supervisor_app.domain.avance import faltantes_de_preparacion
from supervisor_app.domain.cadena import NINGUNA, Cabeza
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import CampoDeFirma, Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import TextosInforme
from supervisor_app.domain.seguimiento import Antecedente, Reincidencia
from supervisor_app.domain.sustitucion import frase
from supervisor_app.errors import UserError

if TYPE_CHECKING:
    from supervisor_app.documents.impreso import Compuesto
    from supervisor_app.services.version_publica import VersionPublica

D = TypeVar("D")

Cual = tuple[TipoDocumento, str]
"""Which document of a visit: its kind, and its key among those of the kind (the code of a cédula)."""


@dataclass(frozen=True, slots=True)
class Material:
    """``levantadas``: inconsistencias of earlier visits to the unit that may be printed, by item. ``textos``: the fixed
    texts of the informe with its letterhead. ``leer``: a content by its SHA-256; raises EnvironmentProblem where it is
    missing or damaged. ``emitidos``: the newest version of each document of the visit. ``publica``: what takes out of a
    document what is not to be public, where a public version of it is made.
    """

    levantadas: Mapping[str, Reincidencia]
    textos: TextosInforme
    leer: Callable[[str], bytes]
    emitidos: Mapping[Cual, Documento]
    antecedentes: Callable[[], tuple[Antecedente, ...]] = tuple
    """The earlier visits to the unit, read when they are asked for."""
    feriados: Callable[[], Collection[date]] = frozenset
    publica: VersionPublica | None = None

    def se_ve(self, doc: D, registro: bytes) -> tuple[D, bytes]:
        """What is printed and its canonical record: as they are, or with what is not public taken out of both."""
        return (doc, registro) if self.publica is None else self.publica.de(doc)

    def visto(self, valor: D) -> D:
        """What is printed beside it, such as who signs, as it may be seen. Before ``se_ve``, which counts."""
        return valor if self.publica is None else self.publica.ver(valor)


@dataclass(frozen=True)
class Nombre:
    """How a document is called: in a list («Cédula CO-02 · Fiscalización»), in short («Cédula CO-02»), and within a
    sentence («la cédula CO-02»). ``masculino`` agrees the words around it.
    """

    titulo: str
    corto: str
    en_frase: str
    masculino: bool = False


@dataclass(frozen=True, slots=True)
class Hecho:
    """A version that is ready to be drawn, and the places to sign it."""

    titulo: str
    compuesto: Compuesto
    campos: tuple[CampoDeFirma, ...]

    @property
    def folio(self) -> str:
        return self.compuesto.impreso.folio

    @property
    def registro(self) -> bytes:
        """The canonical record that the file will carry."""
        assert self.compuesto.impreso.registro is not None
        return self.compuesto.impreso.registro


@dataclass(frozen=True, slots=True)
class Edicion:
    """What a version says besides the visit: its number, where the chain of history stood when it was emitted (no
    entries in a document from before there was a chain), and why it replaces the version before, where that was signed.
    """

    version: int
    historia: Cabeza = NINGUNA
    motivo: str = ""

    @classmethod
    def de(cls, documento: Documento) -> Edicion:
        """That of a version which was emitted: drawn again it carries the same record."""
        return cls(documento.version, documento.historia, documento.motivo)

    @property
    def propio(self) -> dict[str, object]:
        """What it adds to the record of what is said; never a part of ``Clase.dicho``."""
        propio: dict[str, object] = {"version": self.version}
        if self.historia.asientos:
            propio["historia"] = self.historia
            if self.version > 1:
                propio["sustituye"] = {"version": self.version - 1, "motivo": self.motivo}
        return propio

    def registro(self, dicho: Mapping[str, object]) -> bytes:
        """The canonical record of this version of what is said."""
        return canonico({**dicho, **self.propio})


class Clase(ABC):
    """A kind of document. ``clave`` is one of ``claves``."""

    tipo: ClassVar[TipoDocumento]
    opcional: ClassVar[bool] = False
    """Never emitted, it holds no closing back. Emitted, it is like the others."""
    reservada: ClassVar[bool] = False
    """It goes apart, never with what is shared (ADR 0012)."""
    de_consulta: ClassVar[bool] = False
    """Put together of what is emitted: it holds no closing back, may be made after it, and is in no package."""

    @abstractmethod
    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        """The documents of this kind that the visit lists; ``emitidas`` are those with a version."""

    @abstractmethod
    def nombre(self, e: Expediente, clave: str) -> Nombre: ...

    def falta(self, e: Expediente, clave: str, m: Material) -> str:
        """What holds back emitting it, in words; "" where nothing does. By default, what it prints of the visit."""
        return next((f.texto for f in faltantes_de_preparacion(e) if f.impide_cerrar), "")

    def exigir(self, e: Expediente, clave: str, m: Material) -> None:
        """Raises UserError where it cannot be emitted, with the reason."""
        if falta := self.falta(e, clave, m):
            raise UserError(f"{self.nombre(e, clave).corto}: {falta}")

    @abstractmethod
    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes | None:
        """What it would say if it were emitted now, canonical and without a version; None where it is not begun."""

    def version(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        """Make a version of it ready to be drawn; it says what it replaces and why. Raises UserError with every reason
        it cannot be."""
        motivo = m.visto(edicion.motivo)
        hecho = self.hacer(e, clave, edicion, m)
        if not motivo:
            return hecho
        from supervisor_app.documents.sustituye import diciendo  # noqa: PLC0415 - loads the library that draws

        return replace(hecho, compuesto=diciendo(hecho.compuesto, frase(edicion.version - 1, motivo)))

    @abstractmethod
    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        """The same without saying what it replaces, which is alike in every kind."""

    def huella(self, e: Expediente, clave: str, m: Material) -> str:
        """SHA-256 of what it would say now, to notice that the visit changed since; "" where it is not begun."""
        dicho = self.dicho(e, clave, m)
        return "" if dicho is None else hashlib.sha256(dicho).hexdigest()
