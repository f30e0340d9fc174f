"""What there is to follow up, and one asunto whole: over the index of a desk, or over the visits of a laptop.

It must never write a decision; bringing the acts of the index up to date with those of the notebook is all it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from supervisor_app.domain import feed
from supervisor_app.domain.base import Persona
from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Antecedente,
    ClaseDeActo,
    EvidenciaRecibida,
    tramite,
)
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo import armado, cuaderno
from supervisor_app.services.desahogo.borradores import Borradores
from supervisor_app.services.desahogo.capacitaciones import Capacitaciones
from supervisor_app.services.desahogo.cedula_unidad import CedulasDeUnidad
from supervisor_app.services.desahogo.fuentes import DeEquipo, DeOficina, Fuente, Seguido, medidas_de
from supervisor_app.services.desahogo.observaciones import Observaciones
from supervisor_app.services.desahogo.valores import (
    Asunto,
    Cuentas,
    Detalle,
    FiltroAsuntos,
    MedidaSeguida,
    Opciones,
)
from supervisor_app.services.oficina.filas import clave
from supervisor_app.services.oficina.renglones import Cuenta
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina import asuntos as sql
from supervisor_app.store.oficina.acceso import por_que_no_se_escribe
from supervisor_app.store.oficina.indice import Indice

_TODO: Final = FiltroAsuntos()


class Lectura:
    """Over one store. ``abrir_indice``: of the office, for the time of one verb; asked on a desk only.

    ``recibidos``: what the office sent to this laptop of its units. ``ooad``: the catalogue of places.
    """

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
        feriados: Callable[[], Collection[date]],
        abrir_indice: Callable[[], Indice],
        recibidos: Callable[[], Iterable[Antecedente]] = tuple,
        ooad: Callable[[], Mapping[str, Ooad]] = dict,
    ) -> None:
        self._almacen, self._reloj, self._nuevo_id, self._ajustes = almacen, reloj, nuevo_id, ajustes
        self._feriados, self._abrir_indice = feriados, abrir_indice
        self._recibidos, self._ooad = recibidos, ooad

    @property
    def observaciones(self) -> Observaciones:
        """What reviewers from outside observed; only a desk writes it."""
        return Observaciones(
            self._almacen, self._reloj, self._nuevo_id, lambda: self._ajustes().nombre, self._ooad, self._exigir_oficina
        )

    @property
    def borradores(self) -> Borradores:
        """What was begun and not registered yet."""
        return Borradores(self._almacen, self._reloj, lambda: self._ajustes().nombre)

    @property
    def capacitaciones(self) -> Capacitaciones:
        """Training that findings ask for; only a desk writes it."""

        def asuntos(ficticias: bool) -> tuple[Asunto, ...]:
            return self.asuntos(FiltroAsuntos(abiertas=True, ficticias=ficticias))

        def items(ficticias: bool) -> Mapping[str, Sequence[str]]:
            with self._fuente() as fuente:
                return fuente.items(ficticias)

        def titulos() -> Mapping[str, str]:
            with self._fuente() as fuente:
                return fuente.procesos()

        return Capacitaciones(
            self._almacen, self._reloj, self._nuevo_id, lambda: self._ajustes().nombre, asuntos, items, titulos,
            self._exigir_oficina,
        )  # fmt: skip

    @property
    def cedulas(self) -> CedulasDeUnidad:
        """The cédula de seguimiento of a unit."""

        def quien() -> Persona:
            ajustes = self._ajustes()
            return Persona(nombre=ajustes.nombre.strip(), cargo=ajustes.cargo.strip())

        return CedulasDeUnidad(
            self._almacen, self._reloj, quien, self.asuntos, self.cuentas, self.detalle, self.capacitaciones.todas
        )

    def _exigir_oficina(self) -> None:
        self._almacen.turno.exigir()
        if not self.en_oficina:
            raise UserError("Eso se registra en la mesa de la oficina, no en este equipo.")

    # --- what there is --------------------------------------------------------------------------------------------

    @property
    def en_oficina(self) -> bool:
        """Whether this folder is the desk of an office: then everything may be done, about all units."""
        return self._almacen.sincronia.llave(feed.OFICINA) is not None

    def asuntos(self, f: FiltroAsuntos = _TODO) -> tuple[Asunto, ...]:
        """Findings of all units and observations of reviewers in one list, the most overdue first."""
        with self._fuente() as fuente:
            return armado.elegir(fuente.asuntos(f.ficticias), f)

    def cuentas(self, asuntos: Sequence[Asunto]) -> Cuentas:
        """What a list adds up to."""
        return armado.cuentas_de(asuntos)

    def opciones(self, ficticias: bool = False) -> Opciones:
        """What there is to filter by."""
        with self._fuente() as fuente:
            return armado.opciones_de(fuente.asuntos(ficticias))

    def medidas(
        self, f: FiltroAsuntos = _TODO, *, pendientes: bool = True, vencidas: bool = False
    ) -> tuple[MedidaSeguida, ...]:
        """The measures of the asuntos that the filter asks for, the earliest date first: those not done, the overdue
        ones, or all.
        """
        responsable = armado.plano(f.responsable)
        with self._fuente() as fuente:
            elegidos = {a.id: a for a in armado.elegir(fuente.asuntos(f.ficticias), replace(f, limite=0))}
            suyas = [
                m
                for m in fuente.medidas(elegidos)
                if (m.abierta or not (pendientes or vencidas))
                and (m.atraso is not None or not vencidas)
                and (not responsable or responsable in armado.plano(m.responsable))
            ]
        suyas.sort(key=lambda m: (m.fecha or date.max, m.asunto_folio, m.numero))
        return tuple(suyas[: f.limite] if f.limite else suyas)

    def detalle(self, id_: str) -> Detalle:
        """One asunto whole. Raises UserError where there is none of that id."""
        with self._fuente() as fuente:
            s = hallado(fuente, id_)
        t, a = s.anterior, s.asunto
        esta = self._almacen.archivos
        return Detalle(
            asunto=a,
            descripcion=t.descripcion,
            causa=s.causa,
            fundamento=s.fundamento,
            items=t.hallazgo.items,
            medidas=tuple(medidas_de(s, self._cuenta())),
            linea=armado.con_capacitaciones(
                armado.linea_de(t, a, s.halladores, s.quien_verifico), self.capacitaciones.de(id_)
            ),
            evidencias=armado.evidencias_de(t, lambda sha256: esta.legible(sha256).exists()),
            impedimentos={c: self._impedimento(c, a, t.medidas) for c in ClaseDeActo},
            falta_detalle=s.falta_detalle,
        )

    def actos(self, unidad: str = "") -> tuple[ActoDeSeguimiento, ...]:
        """Every act, or those on findings of a unit (its key, as ``Asunto.unidad_clave``); the oldest first."""
        if not unidad:
            return tuple(sorted(cuaderno.actos(self._almacen), key=lambda a: (a.cuando, a.id)))
        if not self.en_oficina:
            suyos = {a.id for a in self.asuntos(FiltroAsuntos(unidad=unidad))}
            suyos |= {a.id for a in self.asuntos(FiltroAsuntos(unidad=unidad, ficticias=True))}
            return tuple(a for a in self.actos() if a.hallazgo_id in suyos)
        with self._indice() as indice:
            hallados = [ActoDeSeguimiento.model_validate_json(d) for d in sql.actos_de_unidad(indice.motor, unidad)]
            de_fuera = [o.id for o in cuaderno.observaciones(self._almacen) if clave(o.unidad) == unidad]
            hallados += [ActoDeSeguimiento.model_validate_json(d) for d in sql.actos_de(indice.motor, de_fuera)]
        return tuple(sorted(hallados, key=lambda a: (a.cuando, a.id)))

    def leer_evidencia(self, evidencia: EvidenciaRecibida | str) -> bytes:
        """The content of a file that came with an act, or of that SHA-256. Raises EnvironmentProblem where it is not
        here or damaged.
        """
        return self._almacen.archivos.leer(evidencia if isinstance(evidencia, str) else evidencia.sha256)

    def actualizar_indice(self) -> int:
        """Put into the index the acts of the notebook that it lacks; how many."""
        with self._abrir_indice() as indice:
            return cuaderno.poner_al_dia(self._almacen, indice, cuando=self._reloj())

    # --- parts ----------------------------------------------------------------------------------------------------

    def _impedimento(self, clase: ClaseDeActo, a: Asunto, medidas: Sequence[Medida]) -> str:
        if (falta := tramite.impedimento(clase, a.estado, en_oficina=self.en_oficina)) or clase not in (
            ClaseDeActo.PRORROGA,
            ClaseDeActo.AVANCE,
        ):
            return falta
        return "" if any(m.avance < 100 for m in medidas) else "No tiene medidas pendientes."

    def _cuenta(self) -> Cuenta:
        return Cuenta(self._reloj().date(), self._feriados())

    @contextmanager
    def _fuente(self) -> Iterator[Fuente]:
        if not self.en_oficina:
            yield DeEquipo(self._almacen, self._cuenta(), self._recibidos)
            return
        with self._indice() as indice, indice.motor.lectura():
            yield DeOficina(self._almacen, indice, self._cuenta())

    @contextmanager
    def _indice(self) -> Iterator[Indice]:
        """The index, with the acts of the notebook."""
        with self._abrir_indice() as indice:
            if not self._almacen.turno.solo_lectura and not por_que_no_se_escribe(indice.motor):
                cuaderno.poner_al_dia(self._almacen, indice, cuando=self._reloj())
            yield indice


def hallado(fuente: Fuente, id_: str) -> Seguido:
    s = fuente.uno(id_)
    if s is None:
        raise UserError("Ese asunto no está en lo que se sigue aquí. Actualice la lista.")
    return s
