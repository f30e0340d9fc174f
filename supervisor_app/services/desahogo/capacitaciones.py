"""Training derived from findings: what is proposed, and the sessions that were accepted, given or cancelled.

They stand in the notebook of the office. A proposal is derived and never kept. It must never decide a finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.lectura import leer_decimal, leer_fecha
from supervisor_app.domain.seguimiento import Capacitacion, EstadoCapacitacion, HallazgoAtendido
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo import cuaderno
from supervisor_app.services.desahogo.valores import Asunto
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import Apunte, PorApuntar


@dataclass(frozen=True, slots=True)
class Propuesta:
    """A process in which units have open findings that no session answers. ``items``: its questions with how many
    findings each; ``reincidentes``: how many of the findings repeat an earlier one; ``veces``: the most often.
    """

    proceso: str
    titulo: str
    departamento: Departamento | None
    items: tuple[tuple[str, int], ...]
    unidades: tuple[str, ...]
    asuntos: tuple[Asunto, ...]
    reincidentes: int
    veces: int

    @property
    def razon(self) -> str:
        """Why it is proposed, in a sentence."""
        n = len(self.asuntos)
        donde = cuantos(len(self.unidades), "unidad", "unidades")
        dicho = f"{cuantos(n, 'hallazgo abierto', 'hallazgos abiertos')} en {donde}"
        if not self.reincidentes:
            return f"{dicho}."
        return f"{dicho}; {cuantos(self.reincidentes, 'reincide', 'reinciden')}, hasta {self.veces} veces."


@dataclass(frozen=True, slots=True)
class DatosCapacitacion:
    """A session as it is typed. ``departamento``: its value, or ""."""

    tema: str = ""
    objetivo: str = ""
    proceso: str = ""
    departamento: str = ""
    unidades: tuple[str, ...] = ()
    hallazgos: tuple[HallazgoAtendido, ...] = ()
    fecha: str = ""
    horas: str = ""
    lugar: str = ""
    instructor: Persona = field(default_factory=Persona)
    asistentes: tuple[Persona, ...] = ()
    ficticia: bool = False


@dataclass
class Capacitaciones:
    """Over the notebook of one office. ``asuntos``: those that are open; ``items``: the questions of each, by id;
    ``titulos``: of processes, by code.
    """

    almacen: Almacen
    reloj: Callable[[], datetime]
    nuevo_id: Callable[[], str]
    quien: Callable[[], str]
    asuntos: Callable[[bool], Sequence[Asunto]]
    items: Callable[[bool], Mapping[str, Sequence[str]]]
    titulos: Callable[[], Mapping[str, str]]
    exigir_oficina: Callable[[], None] = field(default=lambda: None)

    def todas(self) -> tuple[Capacitacion, ...]:
        """Every session, the newest date first; those without a date stand first."""
        suyas = cuaderno.capacitaciones(self.almacen)
        return tuple(sorted(suyas, key=lambda c: c.fecha or date.max, reverse=True))

    def una(self, id_: str) -> Capacitacion:
        """Raises UserError where there is none."""
        return self._leida(id_)[0]

    def historia(self, id_: str) -> tuple[Apunte, ...]:
        return self.almacen.cuaderno.historia(cuaderno.CAPACITACION, id_)

    def de(self, asunto: str) -> tuple[Capacitacion, ...]:
        """The sessions that answer one finding or observation."""
        return tuple(c for c in self.todas() if any(h.id == asunto for h in c.hallazgos))

    # --- proposed -------------------------------------------------------------------------------------------------

    def propuestas(self, ficticias: bool = False) -> tuple[Propuesta, ...]:
        """By process, the open findings that no session answers yet: those that repeat themselves most, first."""
        atendidos = {h.id for c in self.todas() if c.vigente for h in c.hallazgos}
        grupos: dict[str, list[Asunto]] = defaultdict(list)
        for a in self.asuntos(ficticias):
            if a.abierto and a.proceso and a.id not in atendidos:
                grupos[a.proceso].append(a)
        items, titulos = self.items(ficticias), self.titulos()
        hechas = [_propuesta(p, titulos.get(p, p), suyos, items) for p, suyos in grupos.items()]
        hechas.sort(key=lambda p: (-p.reincidentes, -len(p.unidades), -len(p.asuntos), p.proceso))
        return tuple(hechas)

    def borrador(self, p: Propuesta) -> DatosCapacitacion:
        """A session as a proposal suggests it, to be completed."""
        return DatosCapacitacion(
            tema=f"{p.proceso} · {p.titulo}" if p.titulo != p.proceso else p.proceso,
            objetivo=f"Atender {p.razon[:1].lower()}{p.razon[1:]}" if p.asuntos else "",
            proceso=p.proceso,
            departamento=p.departamento.value if p.departamento else "",
            unidades=p.unidades,
            hallazgos=tuple(atendido(a) for a in p.asuntos),
            ficticia=any(a.ficticio for a in p.asuntos),
        )

    # --- writing --------------------------------------------------------------------------------------------------

    def programar(self, datos: DatosCapacitacion) -> Capacitacion:
        """Accept one. Raises UserError, with the field, for what cannot be read."""
        self.exigir_oficina()
        nueva = _hacer({**_campos(datos), "id": self.nuevo_id()})
        self._escribir(nueva, 0, "Se programó")
        return nueva

    def corregir(self, id_: str, datos: DatosCapacitacion) -> Capacitacion:
        """Another version of one that is not cancelled; its state stays."""
        self.exigir_oficina()
        antes, version = self._leida(id_)
        if antes.estado is EstadoCapacitacion.CANCELADA:
            raise UserError("Está cancelada; programe otra.")
        nueva = _hacer({**_campos(datos), "id": id_, "estado": antes.estado, "motivo": antes.motivo})
        self._escribir(nueva, version, "Se corrigió")
        return nueva

    def impartir(self, id_: str, datos: DatosCapacitacion, motivo: str = "") -> Capacitacion:
        """It was given: on which day, to whom. Raises UserError where that is missing or the day is yet to come."""
        nueva = self._a(id_, EstadoCapacitacion.IMPARTIDA, datos, motivo)
        if nueva.fecha is not None and nueva.fecha > self.reloj().date():
            raise UserError("Su fecha todavía no llega; corríjala antes de darla por impartida.", field="fecha")
        self._escribir(nueva, self._leida(id_)[1], "Se impartió")
        return nueva

    def cancelar(self, id_: str, motivo: str) -> Capacitacion:
        """It will not be given. Raises UserError without a reason."""
        nueva = self._a(id_, EstadoCapacitacion.CANCELADA, None, motivo)
        self._escribir(nueva, self._leida(id_)[1], "Se canceló")
        return nueva

    def _a(self, id_: str, estado: EstadoCapacitacion, datos: DatosCapacitacion | None, motivo: str) -> Capacitacion:
        self.exigir_oficina()
        antes = self._leida(id_)[0]
        if not antes.puede(estado):
            raise UserError(f"Ya está {antes.estado.label.lower()}.")
        dichos = _campos(datos) if datos is not None else dict(antes.__dict__)
        return _hacer({**dichos, "id": id_, "estado": estado, "motivo": motivo.strip()})

    def _leida(self, id_: str) -> tuple[Capacitacion, int]:
        apunte = self.almacen.cuaderno.leer(cuaderno.CAPACITACION, id_)
        if apunte is None or apunte.datos is None:
            raise UserError("Esa capacitación ya no está. Actualice la lista.")
        return Capacitacion.model_validate_json(apunte.datos), apunte.version

    def _escribir(self, c: Capacitacion, version: int, que: str) -> None:
        apunte = PorApuntar(cuaderno.CAPACITACION, c.id, version, c, f"{que} «{c.tema}»")
        self.almacen.cuaderno.escribir([apunte], cuando=self.reloj(), quien=self.quien())


def atendido(a: Asunto) -> HallazgoAtendido:
    """A finding as a session links it."""
    return HallazgoAtendido(id=a.id, folio=a.folio, titulo=a.titulo[:1_000], unidad=a.unidad)


def como_datos(c: Capacitacion) -> DatosCapacitacion:
    """One as it is typed."""
    return DatosCapacitacion(
        tema=c.tema,
        objetivo=c.objetivo,
        proceso=c.proceso,
        departamento=c.departamento.value if c.departamento else "",
        unidades=c.unidades,
        hallazgos=c.hallazgos,
        fecha=f"{c.fecha:%d/%m/%Y}" if c.fecha else "",
        horas=f"{c.horas:f}" if c.horas is not None else "",
        lugar=c.lugar,
        instructor=c.instructor,
        asistentes=c.asistentes,
        ficticia=c.ficticia,
    )


def _propuesta(proceso: str, titulo: str, suyos: list[Asunto], items: Mapping[str, Sequence[str]]) -> Propuesta:
    cuenta = Counter(i for a in suyos for i in items.get(a.id, ()) if i.rsplit("-", 1)[0] == proceso)
    return Propuesta(
        proceso=proceso,
        titulo=titulo,
        departamento=suyos[0].departamento,
        items=tuple(sorted(cuenta.items(), key=lambda x: (-x[1], x[0]))),
        unidades=tuple(sorted(dict.fromkeys(a.unidad for a in suyos))),
        asuntos=tuple(suyos),
        reincidentes=sum(a.reincide for a in suyos),
        veces=max(a.veces for a in suyos),
    )


def _campos(d: DatosCapacitacion) -> dict[str, Any]:
    return {
        "tema": " ".join(d.tema.split()),
        "objetivo": d.objetivo.strip(),
        "proceso": d.proceso,
        "departamento": Departamento(d.departamento) if d.departamento else None,
        "unidades": tuple(dict.fromkeys(u.strip() for u in d.unidades if u.strip())),
        "hallazgos": tuple({h.id: h for h in d.hallazgos}.values()),
        "fecha": _en(lambda: leer_fecha(d.fecha), "fecha") if d.fecha.strip() else None,
        "horas": _en(lambda: leer_decimal(d.horas, que="un número de horas"), "horas") if d.horas.strip() else None,
        "lugar": d.lugar.strip(),
        "instructor": d.instructor,
        "asistentes": _sin_repetir(d.asistentes),
        "ficticia": d.ficticia,
    }


def _sin_repetir(personas: Iterable[Persona]) -> tuple[Persona, ...]:
    return tuple(dict.fromkeys(p for p in personas if not p.vacia))


def _en(leer: Callable[[], date | Decimal], campo: str) -> date | Decimal:
    try:
        return leer()
    except UserError as error:
        raise UserError(error.message, field=campo) from error


def _hacer(campos: dict[str, Any]) -> Capacitacion:
    try:
        return Capacitacion.model_validate(campos)
    except ValidationError as error:
        primero = error.errors()[0]
        dicho, campo = str(primero["msg"]), str(primero["loc"][0]) if primero["loc"] else ""
        if dicho.startswith("Value error, "):
            dicho = dicho.removeprefix("Value error, ")
            por_frase = {"tema": "tema", "cancela": "motivo", "fecha": "fecha", "asistieron": "asistentes"}
            campo = next((c for palabra, c in por_frase.items() if palabra in dicho), "")
        elif campo == "horas":
            dicho = "Las horas van de más de 0 a 400."
        else:
            dicho = "Ese texto es demasiado largo; acórtelo."
        raise UserError(dicho, field=campo) from error
