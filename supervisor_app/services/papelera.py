"""The bin: visits and what was taken out of them, there and back, and what goes for good.

Only what a person empties, or what has been in the bin for thirty days of use, is ever deleted, and both are told. It
must never delete what was signed or closed and not delivered (ADR 0030).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.papelera import DIAS, ClaseQuitado, Quitado
from supervisor_app.domain.papelera_de_visitas import Destino, EnPapelera
from supervisor_app.domain.seguimiento import estado_de
from supervisor_app.domain.texto import cuantos, enlistar, fecha_corta
from supervisor_app.domain.visita import Visita
from supervisor_app.errors import UserError
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.papelera import Hecho

__all__ = [
    "DIAS", "AlAbrir", "ClaseQuitado", "Contenido", "DeVisita", "Destino", "EnPapelera", "Hecho", "Papelera", "Quitado",
]  # fmt: skip

_POR_VENCER = 3
"""Days of use before the end on which the bin is spoken of at the start."""


@dataclass(frozen=True, slots=True)
class DeVisita:
    """What was taken out of a visit that is not in the bin itself, each with the days of use that are left to it."""

    visita: Visita
    quitados: tuple[tuple[Quitado, int], ...]


@dataclass(frozen=True, slots=True)
class Contenido:
    """All that the bin holds, and what was deleted from it before: newest first."""

    visitas: tuple[EnPapelera, ...]
    de_visitas: tuple[DeVisita, ...]
    borradas: tuple[Hecho, ...]

    @property
    def vacia(self) -> bool:
        return not (self.visitas or self.de_visitas)


@dataclass(frozen=True, slots=True)
class AlAbrir:
    """What the bin has to say at a start, as sentences; "" where nothing: what went, and what goes soon."""

    borrado: str = ""
    por_vencer: str = ""


class Papelera:
    """The verbs of the bin over one store."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
    ) -> None:
        self._almacen = almacen
        self._reloj = reloj
        self._nuevo_id = nuevo_id
        self._ajustes = ajustes

    def leer(self, de: str = "") -> Contenido:
        """The whole bin: all visits in it, and what was taken out of those worked on last, and of the visit ``de``."""
        suyas = []
        fuera = () if not de or self._almacen.esta_en_papelera(de) else (de,)
        for visita_id in dict.fromkeys((*fuera, *self._almacen.visitas_con_quitados())):
            visita, quitados = self._almacen.visita(visita_id), self.de_visita(visita_id)
            if visita is not None and quitados:
                suyas.append(DeVisita(visita, quitados))
        borradas = tuple(h for h in self._almacen.historia_de_la_papelera() if h.hecho in ("borrada", "vencida"))
        return Contenido(self._almacen.en_papelera(), tuple(suyas), borradas)

    # --- visits ---------------------------------------------------------------------------------------------------

    def enviar(self, visita_id: str) -> str:
        """Put a visit in the bin, practice or real, open or closed; what to tell of it. It can be restored at once.

        Raises UserError where there is none.
        """
        e = self._almacen.expediente(visita_id)
        if e is None:
            raise UserError("Esa visita ya no está en este equipo.")
        self._almacen.a_la_papelera(visita_id, quien=self._ajustes().nombre, cuando=self._reloj())
        p = next(p for p in self._almacen.en_papelera() if p.visita.id == visita_id)
        return " ".join(s for s in (self._que_paso(p), self._lo_que_deja_de_seguirse(e)) if s)

    @staticmethod
    def _que_paso(p: EnPapelera) -> str:
        cual = f"{p.visita.folio} ({p.visita.titulo})"
        if p.destino is Destino.SE_BORRA:
            return f"La visita {cual} está en la papelera; puede restaurarla durante {DIAS} días de uso."
        if p.destino is Destino.A_MANO:
            return f"La visita {cual} está en la papelera. Ya se entregó: se queda ahí hasta que usted la borre."
        if p.solo_falta_acuse:
            return (
                f"La visita {cual} está en la papelera. La oficina todavía no acusa recibo de ella: no se borrará "
                "hasta que llegue el acuse."
            )
        que = "cerrada y falta entregarla" if p.visita.cerrada else "con documentos firmados que no se han entregado"
        return f"Atención: la visita {cual} está {que}. Queda en la papelera y no se borrará mientras no se entregue."

    def _lo_que_deja_de_seguirse(self, e: Expediente) -> str:
        """What the visits that come after lose sight of; "" where nothing."""
        dichas = self._almacen.verificadas(e.inconsistencias)
        abiertas = sum(
            estado_de(h, (v for v in dichas if v.verificacion.hallazgo_id == h.id)) is not EstadoHallazgo.SOLVENTADA
            for h in e.inconsistencias.values()
        )
        if not abiertas:
            return ""
        son = cuantos(abiertas, "inconsistencia sin solventar deja", "inconsistencias sin solventar dejan")
        return f"{son} de seguirse en otras visitas a la unidad mientras esté ahí."

    def restaurar_visita(self, visita_id: str) -> Visita:
        """Take a visit out of the bin as it was. Raises UserError where it is not there."""
        self._almacen.de_la_papelera(visita_id, quien=self._ajustes().nombre, cuando=self._reloj())
        visita = self._almacen.visita(visita_id)
        assert visita is not None
        return visita

    def buscar(self, folio: str) -> EnPapelera:
        """A visit of the bin by its folio. Raises UserError where it is not there."""
        for p in self._almacen.en_papelera():
            if folio.strip().casefold() in (p.visita.folio.casefold(), p.visita.id):
                return p
        raise UserError(f"No hay ninguna visita «{folio}» en la papelera.")

    def borrar(self, visita_id: str) -> Hecho:
        """Delete one visit of the bin for good.

        Raises UserError where it was signed or closed and not delivered, EnvironmentProblem where another program holds
        its files: they go at the next start.
        """
        ahora, quien = self._reloj(), self._ajustes().nombre
        return self._almacen.borrar_visitas([visita_id], hecho="borrada", quien=quien, cuando=ahora)[0]

    def vaciar(self) -> tuple[Hecho, ...]:
        """Delete for good all that may be: visits, and what was taken out of visits. What must stay, stays."""
        ahora, quien = self._reloj(), self._ajustes().nombre
        van = [p.visita.id for p in self._almacen.en_papelera() if p.destino.se_puede_borrar]
        hechos = self._almacen.borrar_visitas(van, hecho="borrada", quien=quien, cuando=ahora)
        self._almacen.vaciar_quitados()
        return hechos

    # --- what was taken out of a visit ----------------------------------------------------------------------------

    def de_visita(self, visita_id: str) -> tuple[tuple[Quitado, int], ...]:
        """What was taken out of a visit and can come back, with the days of use that are left; the last first."""
        return tuple((q, DIAS - self._almacen.dias_desde(q.operacion)) for q in self._almacen.quitados(visita_id))

    def cedulas_quitadas(self, visita_id: str) -> dict[str, Quitado]:
        """The cédulas in the bin of a visit by code, of each the one taken out last."""
        quitadas: dict[str, Quitado] = {}
        for q in self._almacen.quitados(visita_id):
            if q.clase is ClaseQuitado.CEDULA:
                quitadas.setdefault(q.codigo, q)
        return quitadas

    def restaurar(self, visita_id: str, clave: str) -> Operacion:
        """Put one thing back in its visit; what is returned was already written, and undo takes it back.

        Raises UserError where it is not in the bin any more, or cannot come back as things are.
        """
        if self._almacen.esta_en_papelera(visita_id):
            raise UserError("La visita está en la papelera; restáurela primero.")
        e = self._almacen.expediente(visita_id)
        quitado = next((q for q in self._almacen.quitados(visita_id) if q.clave == clave), None)
        if e is None or quitado is None:
            raise UserError("Eso ya no está en la papelera.")
        op = comandos.restaurar(e, quitado, self._nuevo_id)
        self._almacen.escribir(op, quien=self._ajustes().nombre, cuando=self._reloj())
        return op

    # --- time -----------------------------------------------------------------------------------------------------

    def al_abrir(self) -> AlAbrir:
        """Count today, and delete what has been in the bin for thirty days of use; what to tell of it.

        Called once at a start; does nothing where this window only reads. Raises EnvironmentProblem where a file could
        not be taken off the disk.
        """
        if self._almacen.turno.solo_lectura:
            return AlAbrir()
        ahora = self._reloj()
        self._almacen.notar_dia(ahora.date())
        presentes = self._almacen.en_papelera()
        vencidas = [p for p in presentes if p.vencida]
        hechos: tuple[Hecho, ...] = ()
        if vencidas:
            quien = self._ajustes().nombre
            ids = [p.visita.id for p in vencidas]
            hechos = self._almacen.borrar_visitas(ids, hecho="vencida", quien=quien, cuando=ahora)
        self._almacen.soltar_contenidos()
        return AlAbrir(_borradas(hechos, vencidas), _por_vencer([p for p in presentes if not p.vencida]))


def _borradas(hechos: tuple[Hecho, ...], eran: list[EnPapelera]) -> str:
    if not hechos:
        return ""
    desde = {p.visita.id: fecha_corta(p.cuando) for p in eran}
    cuales = enlistar([f"{h.folio} ({h.titulo}, en la papelera desde el {desde[h.visita_id]})" for h in hechos])
    que = "Se borró la visita" if len(hechos) == 1 else "Se borraron las visitas"
    return f"{que} {cuales}: pasaron {DIAS} días de uso."


def _por_vencer(presentes: list[EnPapelera]) -> str:
    """Of visits in which something was written; one that was left empty goes without a word before."""
    pronto = [
        p
        for p in presentes
        if p.quedan is not None and p.quedan <= _POR_VENCER and not p.visita.ficticia and (p.respuestas or p.hallazgos)
    ]
    if not pronto:
        return ""
    cuales = enlistar(
        [f"{p.visita.folio} ({p.visita.titulo}), en {cuantos(p.quedan or 0, 'día', 'días')} de uso" for p in pronto]
    )
    return f"La papelera borrará pronto {cuales}. Si la necesita, restáurela."
