"""What the index keeps of a package, as rows: each class is a table and each field a column of it.

Dates are ISO texts, amounts whole centavos and weights halves of a thousandth, so that both engines add up the same.
They must never hold what the packages do not say.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Veredicto(StrEnum):
    """What is known of who sent a package."""

    INSCRITO = "inscrito"
    SIN_INSCRIBIR = "sin inscribir"
    FIRMA_AJENA = "firma ajena"
    SIN_FIRMA = "sin firma"

    @property
    def label(self) -> str:
        return {
            "inscrito": "De un equipo inscrito",
            "sin inscribir": "De un equipo sin inscribir",
            "firma ajena": "La firma no corresponde",
            "sin firma": "Sin firma",
        }[self.value]


class EstadoPaquete(StrEnum):
    """How a package stands among those of its visit."""

    VIGENTE = "vigente"
    REEMPLAZADA = "reemplazada"
    EN_CONFLICTO = "en conflicto"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class FilaPaquete:
    """``reemplaza``: SHA-256 of the package it says to replace, or "". ``fecha``: the bag's own, not a clock's."""

    sha256: str
    visita: str
    revision: int
    reemplaza: str
    nombre: str
    bytes: int
    folio: str
    fecha: str
    equipo: str = ""
    firmante: str = ""
    veredicto: str = Veredicto.SIN_FIRMA
    recibido: str = ""
    estado: str = EstadoPaquete.VIGENTE
    confiable: int = 1


@dataclass(frozen=True, slots=True)
class FilaVisita:
    """``unidad``: what tells it apart from others, "" where it has no name; ``momento`` orders the visits of a unit;
    ``equipo``: JSON list of names; ``programada``: id of the programmed visit it was begun from; ``vale``: whether
    it is the one that counts of its visit.
    """

    sha256: str
    visita: str
    folio: str
    revision: int
    motivo_revision: str
    tipo: str
    ficticia: int
    unidad: str
    unidad_tipo: str
    unidad_titulo: str
    ooad: str
    ooad_nombre: str
    subdelegacion: str
    subdelegacion_nombre: str
    inicio: str
    fin: str
    creada: str
    dia: str
    mes: str
    momento: str
    pliego: str
    supervisor: str
    equipo: str
    titular: str
    recibio: str
    programada: str = ""
    vale: int = 0


@dataclass(frozen=True, slots=True)
class FilaSuma:
    """The result of one cédula in one visit. ``logrado`` and ``posible``: weights, in halves of a thousandth."""

    sha256: str
    proceso: str
    version: int
    titulo: str
    departamento: str
    total: int
    contestadas: int
    cumple: int
    parcial: int
    no_cumple: int
    no_aplica: int
    con_inconsistencia: int
    logrado: int
    posible: int


@dataclass(frozen=True, slots=True)
class FilaHallazgo:
    """``estado`` is what its visit wrote; ``estado_actual``, ``visto_el`` and ``plazo``, what later ones and acts made
    of it. ``detalle``: JSON of what a list does not show (``descripcion``, ``causa``, ``fundamento``).
    """

    sha256: str
    id: str
    visita: str
    numero: int
    folio: str
    titulo: str
    proceso: str
    departamento: str
    riesgo: str
    origen: str
    estado: str
    importe: int | None
    fecha: str
    estado_actual: str = ""
    visto_el: str = ""
    plazo: str = ""
    detalle: str = ""


@dataclass(frozen=True, slots=True)
class FilaItem:
    """An item that a finding gathers; ``departamento``: the finding's, so that whoever may see one sees the other."""

    sha256: str
    hallazgo: str
    item: str
    departamento: str


@dataclass(frozen=True, slots=True)
class FilaMedida:
    """``datos`` is the record; ``fecha_actual``, ``avance_actual`` and ``prorrogas``, as later visits left it;
    ``cumplida_el``: since when it is done, "" where it is not.
    """

    sha256: str
    id: str
    hallazgo: str
    departamento: str
    orden: int
    tipo: str
    texto: str
    responsable: str
    fecha: str
    avance: int
    datos: str
    fecha_actual: str = ""
    avance_actual: int = 0
    prorrogas: int = 0
    cumplida_el: str = ""


@dataclass(frozen=True, slots=True)
class FilaVerificacion:
    """What a visit verified of a finding of an earlier one; ``datos`` is the record itself."""

    sha256: str
    id: str
    hallazgo: str
    folio: str
    resultado: str
    nota: str
    datos: str


@dataclass(frozen=True, slots=True)
class FilaIndicador:
    """``meta``, ``real`` and ``avance`` are decimals as text, "" where there is none."""

    sha256: str
    id: str
    codigo: str
    nombre: str
    unidad: str
    sentido: str
    periodo: str
    corte: str
    meta: str
    real: str
    avance: str
    veredicto: str
    comentario: str


@dataclass(frozen=True, slots=True)
class FilaDocumento:
    sha256: str
    id: str
    tipo: str
    clave: str
    titulo: str
    folio: str
    version: int
    estado: str
    archivo: str


@dataclass(frozen=True, slots=True)
class FilaFirma:
    """Who signed a document and how; RFC and serial numbers stay in the package."""

    sha256: str
    documento: str
    orden: int
    metodo: str
    campo: str
    firmante: str
    cuando: str


@dataclass(frozen=True, slots=True)
class Leido:
    """Everything that the index keeps of one package, and the key under which it was found."""

    clave: str
    paquete: FilaPaquete
    visita: FilaVisita
    sumas: tuple[FilaSuma, ...] = ()
    hallazgos: tuple[FilaHallazgo, ...] = ()
    items: tuple[FilaItem, ...] = ()
    medidas: tuple[FilaMedida, ...] = ()
    verificaciones: tuple[FilaVerificacion, ...] = ()
    indicadores: tuple[FilaIndicador, ...] = ()
    documentos: tuple[FilaDocumento, ...] = ()
    firmas: tuple[FilaFirma, ...] = ()


@dataclass(frozen=True, slots=True)
class Apartado:
    """Something that came and does not count: why, and the raw facts as JSON. ``sha256`` "" where it cannot be read.

    ``lector``: what read it, so that a newer one tries again.
    """

    clave: str
    sha256: str
    bytes: int
    motivo: str
    hechos: str
    lector: str
    desde: str = ""


HIJAS: dict[str, type[Any]] = {
    "visita": FilaVisita,
    "suma": FilaSuma,
    "hallazgo": FilaHallazgo,
    "hallazgo_item": FilaItem,
    "medida": FilaMedida,
    "verificacion": FilaVerificacion,
    "indicador": FilaIndicador,
    "documento": FilaDocumento,
    "firma": FilaFirma,
}
"""The tables that hang on ``paquete``, in the order in which they are filled."""


def columnas(clase: type[Any]) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(c.name for c in fields(clase))


def de(leido: Leido, tabla: str) -> tuple[Any, ...]:
    """The rows of one table that a package brings."""
    por_tabla: dict[str, tuple[Any, ...]] = {
        "visita": (leido.visita,),
        "suma": leido.sumas,
        "hallazgo": leido.hallazgos,
        "hallazgo_item": leido.items,
        "medida": leido.medidas,
        "verificacion": leido.verificaciones,
        "indicador": leido.indicadores,
        "documento": leido.documentos,
        "firma": leido.firmas,
    }
    return por_tabla[tabla]


def valores(fila: Any, nombres: tuple[str, ...]) -> tuple[object, ...]:
    """A row as it is written; a member of an enumeration as its text."""
    return tuple(str(v) if isinstance(v := getattr(fila, n), StrEnum) else v for n in nombres)
