"""What the first screen shows: the visit to go on with, this week, drafts, measures that fall due, deliveries owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supervisor_app.domain.avance import resultados
from supervisor_app.domain.documento import Entrega
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import EstadoHallazgo, Medida
from supervisor_app.domain.seguimiento import Verificada, estado_de, medida_tras, momento
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.store.almacen import Almacen

DIAS_DE_AVISO = 15


@dataclass(frozen=True, slots=True)
class Resumen:
    """A visit in one line: how much is answered, found and without a measure, and where to go on."""

    visita: Visita
    contestadas: int
    total: int
    inconsistencias: int
    sin_medida: int
    siguiente: str
    editada: datetime | None

    @property
    def porcentaje(self) -> float:
        return self.contestadas / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class MedidaPorVencer:
    """``dias`` counts from today to the date: negative is overdue. ``reincide``: found there before too."""

    medida: Medida
    visita: Visita
    dias: int
    reincide: bool = False


@dataclass(frozen=True, slots=True)
class Pendiente:
    """A closed visit and its newest delivery of the present revision, or None where it is owed."""

    visita: Visita
    entrega: Entrega | None


@dataclass(frozen=True, slots=True)
class DatosPortada:
    """``proxima``: the first open visit that begins after this week; None where none is planned."""

    hoy: date
    continuar: Resumen | None
    semana: tuple[Visita, ...]
    proxima: Visita | None
    borradores: tuple[Resumen, ...]
    medidas: tuple[MedidaPorVencer, ...]
    entregas: tuple[Pendiente, ...]
    hay_visitas: bool


class Portada:
    """Reads for the first screen over one store."""

    def __init__(self, almacen: Almacen, *, reloj: Callable[[], datetime]) -> None:
        self._almacen = almacen
        self._reloj = reloj

    def leer(self) -> DatosPortada:
        """The whole first screen in one read."""
        hoy = self._reloj().date()
        visitas = self._almacen.visitas(200)
        abiertas = tuple(self._resumen(v) for v in self._almacen.abiertas(20))
        lunes = hoy - timedelta(days=hoy.weekday())
        domingo = lunes + timedelta(days=6)
        semana = tuple(v for v in visitas if v.inicio and v.fin and v.inicio <= domingo and v.fin >= lunes)
        futuras = [(v.inicio, v) for v in visitas if v.inicio and v.inicio > domingo and not v.cerrada]
        return DatosPortada(
            hoy=hoy,
            continuar=abiertas[0] if abiertas else None,
            semana=semana,
            proxima=min(futuras, key=lambda f: f[0])[1] if futuras else None,
            borradores=abiertas,
            medidas=self._medidas(hoy),
            entregas=self._entregas(),
            hay_visitas=bool(visitas),
        )

    def _medidas(self, hoy: date) -> tuple[MedidaPorVencer, ...]:
        """What falls due, without that of findings that a later visit found solved."""
        con_plazo = self._almacen.medidas_con_plazo(hoy + timedelta(days=DIAS_DE_AVISO))
        ids = {m.inconsistencia_id for m, _ in con_plazo}
        hallazgos = {h.id: h for h in self._almacen.inconsistencias(ids)}
        dichas: dict[str, list[Verificada]] = {}
        for v in self._almacen.verificadas(ids):
            dichas.setdefault(v.verificacion.hallazgo_id, []).append(v)
        solventados = {i for i, h in hallazgos.items() if estado_de(h, dichas.get(i, ())) is EstadoHallazgo.SOLVENTADA}
        # As later visits left them: done, or with more time.
        vigentes = ((medida_tras(m, dichas.get(m.inconsistencia_id, ())), v) for m, v in con_plazo)
        limite = hoy + timedelta(days=DIAS_DE_AVISO)
        debidas = [
            (m, m.fecha, v)
            for m, v in vigentes
            if m.fecha is not None and m.fecha <= limite and m.avance < 100
            and m.inconsistencia_id in hallazgos and m.inconsistencia_id not in solventados
        ]  # fmt: skip
        reincide = self._reincidentes({v.id: v for _, _, v in debidas}.values())
        return tuple(
            MedidaPorVencer(
                m, v, (fecha - hoy).days, any((v.id, i) in reincide for i in hallazgos[m.inconsistencia_id].items)
            )
            for m, fecha, v in sorted(debidas, key=lambda d: d[1])
        )

    def _reincidentes(self, visitas: Iterable[Visita]) -> set[tuple[str, str]]:
        """The (visit, item) whose unit had an inconsistencia in the same item in an earlier visit."""
        leidas: dict[Unidad, tuple[tuple[Visita, str], ...]] = {}
        reincide = set()
        for visita in visitas:
            if visita.unidad is None:
                continue
            if visita.unidad not in leidas:
                leidas[visita.unidad] = self._almacen.levantadas(visita.unidad)
            reincide |= {
                (visita.id, i)
                for otra, i in leidas[visita.unidad]
                if momento(otra) < momento(visita) and otra.ficticia == visita.ficticia
            }
        return reincide

    def _resumen(self, visita: Visita) -> Resumen:
        e = self._almacen.expediente(visita.id) or Expediente(visita)
        rs = resultados(e, e.definiciones).values()
        return Resumen(
            visita=visita,
            contestadas=sum(r.contestadas for r in rs),
            total=sum(r.total for r in rs),
            inconsistencias=len(e.inconsistencias),
            sin_medida=sum(1 for h in e.inconsistencias if not e.medidas_de(h)),
            siguiente=self._siguiente(e),
            editada=self._almacen.ultimo_cambio(visita.id),
        )

    def _siguiente(self, e: Expediente) -> str:
        for definicion in e.definiciones.values():
            for item in definicion.items:
                respuesta = e.respuesta(item.id)
                if respuesta is None or not respuesta.contestada:
                    return item.id
        return ""

    def _entregas(self) -> tuple[Pendiente, ...]:
        return tuple(Pendiente(v, self._ultima(v)) for v in self._almacen.cerradas(8))

    def _ultima(self, visita: Visita) -> Entrega | None:
        """The newest delivery of the visit as it is now."""
        return next((d for d in self._almacen.entregas(visita.id) if d.revision == visita.revision), None)
