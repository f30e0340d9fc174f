"""A visit with everything in it, as one frozen value, and the operations that change it.

The window holds one ``Expediente``; a command makes an ``Operacion``; the same operation is applied here and written by
the store. Undoing is the operation turned round. This module must never read a clock or make an identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from supervisor_app.domain.acta import Acta
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.answers import Aplicada, CedulaFijada, Fila, Respuesta
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.cedula.evaluada import CedulaEvaluada, evaluar_cedula
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.redaccion import Caso, caso_de
from supervisor_app.domain.seguimiento import ResultadoVerificacion, Verificacion, nombra_documento
from supervisor_app.domain.texto import orden_natural
from supervisor_app.domain.visita import Visita

Entidad = (
    Visita
    | CedulaFijada
    | Aplicada
    | Respuesta
    | Fila
    | Evidencia
    | Inconsistencia
    | Medida
    | Verificacion
    | Muestreo
    | SinLugar
    | IndicadorMedido
    | Acta
    | InformeBorrador
    | Choque
)


@dataclass(frozen=True, slots=True)
class Cambio:
    """One record before and after. None before: it is born; None after: it goes."""

    antes: Entidad | None
    despues: Entidad | None

    def __post_init__(self) -> None:
        if self.antes is None and self.despues is None:
            raise ValueError("a change needs a before or an after")
        if self.antes is not None and self.despues is not None and self.antes.id != self.despues.id:
            raise ValueError("a change speaks of one record")

    @property
    def vigente(self) -> Entidad:
        """Whichever side exists, the later one first."""
        valor = self.despues if self.despues is not None else self.antes
        assert valor is not None
        return valor

    @property
    def clase(self) -> type[Entidad]:
        return type(self.vigente)

    @property
    def visita_id(self) -> str:
        valor = self.vigente
        return valor.id if isinstance(valor, Visita) else valor.visita_id

    @property
    def inverso(self) -> Cambio:
        return Cambio(self.despues, self.antes)


@dataclass(frozen=True, slots=True)
class Operacion:
    """What a person did in one go. ``que`` is the Spanish phrase that history and undo show («Respondió CO-02-03»)."""

    visita_id: str
    que: str
    cambios: tuple[Cambio, ...]

    def __post_init__(self) -> None:
        if any(c.visita_id != self.visita_id for c in self.cambios):
            raise ValueError("the change belongs to another visit")

    @property
    def inversa(self) -> Operacion:
        return Operacion(self.visita_id, self.que, tuple(c.inverso for c in reversed(self.cambios)))

    @property
    def vacia(self) -> bool:
        return all(c.antes == c.despues for c in self.cambios)


@dataclass(frozen=True)
class Expediente:
    """A visit and its records, each kind by id. Cédulas go by code, answers and draws by item."""

    visita: Visita
    fijadas: Mapping[str, CedulaFijada] = field(default_factory=dict)
    aplicadas: Mapping[str, Aplicada] = field(default_factory=dict)
    respuestas: Mapping[str, Respuesta] = field(default_factory=dict)
    filas: Mapping[str, Fila] = field(default_factory=dict)
    evidencias: Mapping[str, Evidencia] = field(default_factory=dict)
    inconsistencias: Mapping[str, Inconsistencia] = field(default_factory=dict)
    medidas: Mapping[str, Medida] = field(default_factory=dict)
    verificaciones: Mapping[str, Verificacion] = field(default_factory=dict)
    muestreos: Mapping[str, Muestreo] = field(default_factory=dict)
    sin_lugar: Mapping[str, SinLugar] = field(default_factory=dict)
    indicadores: Mapping[str, IndicadorMedido] = field(default_factory=dict)
    acta: Acta | None = None
    informe: InformeBorrador | None = None
    choques: Mapping[str, Choque] = field(default_factory=dict)

    def aplicar(self, cambios: Iterable[Cambio]) -> Expediente:
        """The visit after these changes. Raises ValueError where one belongs to another visit."""
        copias: dict[str, dict[str, object]] = {}
        solos: dict[str, object] = {}
        for cambio in cambios:
            valor = cambio.vigente
            if cambio.visita_id != self.visita.id:
                raise ValueError("the change belongs to another visit")
            if (unico := _UNICOS.get(type(valor))) is not None:
                if cambio.despues is not None or unico != "visita":
                    solos[unico] = cambio.despues
                continue
            campo, clave = _lugar(valor)
            destino = copias.get(campo)
            if destino is None:
                destino = copias[campo] = dict(getattr(self, campo))
            if cambio.despues is None:
                destino.pop(clave, None)
            else:
                destino[clave] = cambio.despues
        return replace(self, **solos, **copias)  # type: ignore[arg-type]  # by field name

    def registros(self) -> Iterator[Entidad]:
        """Every record but the visit itself, kind by kind; definitions first, since the others speak of them."""
        for campo in fields(self):
            valor = getattr(self, campo.name)
            if isinstance(valor, Mapping):
                yield from valor.values()
            elif valor is not None and campo.name != "visita":
                yield valor

    @property
    def definiciones(self) -> dict[str, CedulaDefinition]:
        """The definitions that the visit applies, by code, in its order."""
        return {c: self.fijadas[c].definicion for c in self.visita.cedulas if c in self.fijadas}

    def respuesta(self, item_id: str) -> Respuesta | None:
        return self.respuestas.get(item_id)

    def filas_de(self, item_id: str) -> tuple[Fila, ...]:
        return tuple(sorted((f for f in self.filas.values() if f.item_id == item_id), key=lambda f: (f.orden, f.id)))

    def evidencias_de(self, item_id: str) -> tuple[Evidencia, ...]:
        return tuple(
            sorted((e for e in self.evidencias.values() if e.item_id == item_id), key=lambda e: (e.orden, e.id))
        )

    def evidencias_de_hallazgo(self, inconsistencia_id: str) -> tuple[Evidencia, ...]:
        propias = (v for v in self.evidencias.values() if v.inconsistencia_id == inconsistencia_id)
        return tuple(sorted(propias, key=lambda v: (v.orden, v.id)))

    def medidas_de(self, inconsistencia_id: str) -> tuple[Medida, ...]:
        propias = (m for m in self.medidas.values() if m.inconsistencia_id == inconsistencia_id)
        return tuple(sorted(propias, key=lambda m: (m.orden, m.id)))

    def inconsistencias_en_orden(self) -> tuple[Inconsistencia, ...]:
        return tuple(sorted(self.inconsistencias.values(), key=lambda h: h.numero))

    @property
    def ultimo_numero(self) -> int:
        """The highest number that a finding of the visit has, or had in a delivered revision."""
        return max((self.visita.numeros_entregados, *(h.numero for h in self.inconsistencias.values())))

    def verificaciones_en_orden(self) -> tuple[Verificacion, ...]:
        return tuple(sorted(self.verificaciones.values(), key=lambda v: (orden_natural(v.folio), v.id)))

    def sin_prueba(self, v: Verificacion) -> bool:
        """True where it says «solventada» and neither a file nor a document that its note names proves it."""
        solventada = v.resultado is ResultadoVerificacion.SOLVENTADA
        return solventada and not nombra_documento(v.nota) and not self.evidencias_de_hallazgo(v.id)

    def medidas_sin_prueba(self, v: Verificacion) -> tuple[str, ...]:
        """The measures that it calls done and that neither a file nor a document named in a note proves."""
        con_archivo = {a.medida_id for a in self.evidencias_de_hallazgo(v.id)}
        return tuple(
            m.medida_id
            for m in v.medidas
            if m.hecha and m.medida_id not in con_archivo and not nombra_documento(f"{m.nota} {v.nota}")
        )

    def item(self, item_id: str) -> ItemDefinition | None:
        """The question as the visit asks it, also of a cédula that it applies no longer."""
        fijada = self.fijadas.get(item_id.rsplit("-", 1)[0])
        return fijada.definicion.item(item_id) if fijada is not None else None

    def casos(self, hallazgo: Inconsistencia) -> tuple[Caso, ...]:
        """The questions that a finding gathers, with their answers."""
        return tuple(self._caso(i) for i in hallazgo.items)

    def evaluada(self, codigo: str) -> CedulaEvaluada:
        """What the logic of a kept cédula says of its answers. Raises KeyError for one that is not kept."""
        return evaluar_cedula(self.fijadas[codigo].definicion, self.visita, self.respuestas, self.filas)

    def relevante(self, item_id: str) -> bool:
        """Whether its cédula asks the item; one of a cédula that is not kept counts as asked."""
        codigo = item_id.rsplit("-", 1)[0]
        return codigo not in self.fijadas or self.evaluada(codigo).relevante(item_id)

    def _caso(self, item_id: str) -> Caso:
        respuesta = self.respuestas.get(item_id) if self.relevante(item_id) else None
        return caso_de(Caso(item_id, self.item(item_id), respuesta), self.sin_lugar.values())

    def inconsistencias_de(self, item_id: str) -> tuple[Inconsistencia, ...]:
        """The findings that gather an item, in their order."""
        return tuple(h for h in self.inconsistencias_en_orden() if item_id in h.items)

    def inconsistencia_de(self, item_id: str) -> Inconsistencia | None:
        """The first of them."""
        return next(iter(self.inconsistencias_de(item_id)), None)


_UNICOS: Mapping[type[Entidad], str] = {Visita: "visita", InformeBorrador: "informe", Acta: "acta"}
"""The records of which a visit has one at the most, and where."""


_LUGARES: Mapping[type[Entidad], tuple[str, str]] = {
    Aplicada: ("aplicadas", "codigo"),
    Respuesta: ("respuestas", "item_id"),
    Fila: ("filas", "id"),
    Evidencia: ("evidencias", "id"),
    Inconsistencia: ("inconsistencias", "id"),
    Medida: ("medidas", "id"),
    Verificacion: ("verificaciones", "id"),
    Muestreo: ("muestreos", "item_id"),
    SinLugar: ("sin_lugar", "id"),
    IndicadorMedido: ("indicadores", "id"),
    Choque: ("choques", "id"),
}
"""Where the other records stand, and the field that is their key there."""


def _lugar(valor: Entidad) -> tuple[str, str]:
    if isinstance(valor, CedulaFijada):
        return "fijadas", valor.definicion.codigo
    if type(valor) not in _LUGARES:
        raise ValueError(f"{type(valor).__name__} has no place of its own")
    campo, clave = _LUGARES[type(valor)]
    return campo, getattr(valor, clave)
