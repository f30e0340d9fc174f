"""The verbs of following up: what there is, one whole, and what is done about it between visits.

On a desk everything may be done; on a laptop evidence, progress and notes, which go to the office. An act is never
changed. It must never decide what the domain derives, nor let a possible irregularity in.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from supervisor_app.domain import feed
from supervisor_app.domain.base import Persona
from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.hallazgo import Medida, Prorroga
from supervisor_app.domain.seguimiento import (
    ActoDeSeguimiento,
    Antecedente,
    ClaseDeActo,
    EvidenciaRecibida,
    tramite,
)
from supervisor_app.domain.texto import fecha_corta, tamano
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.desahogo import armado, cuaderno
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
from supervisor_app.services.ingreso import Pieza, leer_archivo
from supervisor_app.services.oficina.filas import clave
from supervisor_app.services.oficina.renglones import Cuenta
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.oficina import asuntos as sql
from supervisor_app.store.oficina.indice import Indice

__all__ = ["Desahogo"]

ARCHIVOS_POR_ACTO: Final = 20
OCTETOS_POR_ACTO: Final = 48 * 2**20
"""What an act brings travels as one small file, held in memory; larger evidence is for a visit."""
_TODO: Final = FiltroAsuntos()


class Desahogo:
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
            elegidos = {a.id for a in armado.elegir(fuente.asuntos(f.ficticias), f)}
            suyas = [
                m
                for m in fuente.medidas(f.ficticias)
                if m.asunto in elegidos
                and (m.abierta or not (pendientes or vencidas))
                and (m.atraso is not None or not vencidas)
                and responsable in armado.plano(m.responsable)
            ]
        suyas.sort(key=lambda m: (m.fecha or date.max, m.asunto_folio, m.numero))
        return tuple(suyas[: f.limite] if f.limite else suyas)

    def detalle(self, id_: str) -> Detalle:
        """One asunto whole. Raises UserError where there is none of that id."""
        with self._fuente() as fuente:
            s = _hallado(fuente, id_)
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

    def asentar(self, indice: Indice) -> int:
        """Put into an index the acts of the notebook that it lacks; how many."""
        return cuaderno.poner_al_dia(self._almacen, indice, cuando=self._reloj())

    # --- what is done ---------------------------------------------------------------------------------------------

    def recibir_evidencia(
        self, id_: str, archivos: Sequence[Path | Pieza] = (), palabras: str = "", *, medida: str = ""
    ) -> ActoDeSeguimiento:
        """Evidence came: the asunto waits for its review. Raises UserError where a file cannot be evidence; then
        nothing is kept, and the originals are as they were.
        """
        if len(archivos) > ARCHIVOS_POR_ACTO:
            raise UserError(f"Son más de {ARCHIVOS_POR_ACTO} archivos; recíbalos en varias veces.", field="archivos")
        lado = self._ajustes().fotos.lado
        piezas = [a if isinstance(a, Pieza) else leer_archivo(a, lado=lado) for a in archivos]
        pesan = sum(len(p.contenido) for p in piezas)
        if pesan > OCTETOS_POR_ACTO:
            raise UserError(
                f"Los archivos pesan {tamano(pesan)} y juntos no pueden pasar de {tamano(OCTETOS_POR_ACTO)}. Recíbalos "
                "en varias veces o en una versión más ligera.",
                field="archivos",
            )
        if not piezas and not palabras.strip():
            raise UserError("Adjunte la evidencia, o escriba qué se recibió.", field="palabras")

        def evidencias() -> tuple[EvidenciaRecibida, ...]:
            unicas = {p.sha256: p for p in piezas}
            return tuple(
                EvidenciaRecibida(
                    sha256=self._almacen.archivos.guardar(p.contenido), nombre=p.nombre, bytes=len(p.contenido),
                    tipo=p.mime,
                )
                for p in unicas.values()
            )  # fmt: skip

        return self._hacer(id_, ClaseDeActo.EVIDENCIA, palabras, medida=medida, evidencias=evidencias)

    def registrar_avance(self, id_: str, medida: str, avance: int, palabras: str = "") -> ActoDeSeguimiento:
        """How far a measure is, in per cent."""

        def revisar(s: Seguido) -> None:
            _exigir(tramite.impedimento_de_avance(_medida(s, medida), avance), "avance")

        return self._hacer(id_, ClaseDeActo.AVANCE, palabras, medida=medida, avance=avance, revisar=revisar)

    def anotar(self, id_: str, palabras: str) -> ActoDeSeguimiento:
        """A note, which moves nothing."""
        return self._hacer(id_, ClaseDeActo.NOTA, palabras)

    def prorrogar(self, id_: str, medida: str, fecha: date, motivo: str, autorizo: str) -> ActoDeSeguimiento:
        """Another date for a measure, later than it has. Raises UserError without a reason or who allowed it."""
        if not autorizo.strip():
            raise UserError("Escriba quién autorizó la prórroga.", field="autorizo")
        hecha: list[Prorroga] = []

        def revisar(s: Seguido) -> None:
            m = _medida(s, medida)
            _exigir(tramite.impedimento_de_prorroga(m, fecha), "fecha")
            assert m.fecha is not None
            hecha.append(
                Prorroga(
                    antes=m.fecha, despues=fecha, motivo=motivo.strip(), autorizo=autorizo.strip(),
                    cuando=self._reloj(), quien=self._ajustes().nombre,
                )
            )  # fmt: skip

        return self._hacer(id_, ClaseDeActo.PRORROGA, motivo, medida=medida, revisar=revisar, prorroga=hecha)

    def solventar(self, id_: str, motivo: str = "") -> ActoDeSeguimiento:
        """What came does: it is solved. Raises UserError without a word where no evidence was received."""
        return self._hacer(id_, ClaseDeActo.SOLVENTADA, motivo)

    def devolver(self, id_: str, motivo: str) -> ActoDeSeguimiento:
        """What came does not do, or it was solved by mistake: back to the unit with the reason."""
        return self._hacer(id_, ClaseDeActo.DEVUELTA, motivo)

    def no_solventada(self, id_: str, motivo: str) -> ActoDeSeguimiento:
        return self._hacer(id_, ClaseDeActo.NO_SOLVENTADA, motivo)

    def _hacer(
        self,
        id_: str,
        clase: ClaseDeActo,
        motivo: str,
        *,
        medida: str = "",
        avance: int | None = None,
        prorroga: Sequence[Prorroga] = (),
        evidencias: Callable[[], tuple[EvidenciaRecibida, ...]] = tuple,
        revisar: Callable[[Seguido], None] = lambda _s: None,
    ) -> ActoDeSeguimiento:
        self._almacen.turno.exigir()
        quien = self._ajustes()
        if not quien.nombre.strip():
            raise UserError("Escriba su nombre en Ajustes: cada acto dice quién lo registró.", field="nombre")
        with self._fuente() as fuente:
            s = _hallado(fuente, id_)
        _exigir(tramite.impedimento(clase, s.asunto.estado, en_oficina=self.en_oficina))
        _exigir(tramite.falta_motivo(clase, s.asunto.estado, motivo), "motivo")
        if medida:
            _medida(s, medida)
        revisar(s)
        ahora = _despues_de(s.anterior.actos, self._reloj())
        try:
            acto = ActoDeSeguimiento(
                id=self._nuevo_id(),
                hallazgo_id=id_,
                hallazgo_visita_id=s.anterior.visita.id if s.asunto.visita else "",
                folio=s.asunto.folio,
                unidad=s.asunto.unidad,
                clase=clase,
                medida_id=medida,
                motivo=motivo.strip(),
                avance=avance,
                prorroga=prorroga[0] if prorroga else None,
                cuando=ahora,
                quien=quien.nombre.strip(),
                cargo=quien.cargo.strip(),
                equipo=armado.OFICINA if self.en_oficina else self._almacen.equipo(),
                ficticio=s.asunto.ficticio,
                evidencias=evidencias(),
            )
        except ValidationError as error:
            largo = any(e["type"] == "string_too_long" for e in error.errors())
            dicho = "El texto es demasiado largo; use hasta 4,000 letras." if largo else "Faltan datos del acto."
            raise UserError(dicho, field="motivo") from error
        _exigir(tramite.vencido_por_visita(s.anterior, acto))
        self._apuntar(acto)
        return acto

    def _apuntar(self, acto: ActoDeSeguimiento) -> None:
        antes, cuando = cuaderno.hasta(self._almacen), self._reloj()
        cuaderno.apuntar(self._almacen, [acto], cuando=cuando, quien=acto.quien)
        if not self.en_oficina:
            return
        # It is written down: an index that cannot be reached now is brought up to date when it is read next.
        with contextlib.suppress(EnvironmentProblem), self._abrir_indice() as indice:
            al_dia = cuaderno.esta_al_dia(indice, antes)
            suyos = [acto] if al_dia else cuaderno.actos(self._almacen)
            ahora = cuaderno.hasta(self._almacen)
            cuaderno.poner_en_indice(indice, suyos, ahora, cuando=cuando, todos=not al_dia)

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
            if not self._almacen.turno.solo_lectura:
                cuaderno.poner_al_dia(self._almacen, indice, cuando=self._reloj())
            yield indice


def _hallado(fuente: Fuente, id_: str) -> Seguido:
    s = fuente.uno(id_)
    if s is None:
        raise UserError("Ese asunto no está en lo que se sigue aquí. Actualice la lista.")
    return s


def _despues_de(actos: Iterable[ActoDeSeguimiento], ahora: datetime) -> datetime:
    """The moment of an act after these. Raises UserError where the clock says that it is days before the last one."""
    ultimo = max((a.cuando for a in actos), default=None)
    if ultimo is None or ultimo < ahora:
        return ahora
    if ultimo.date() > ahora.date():
        raise UserError(
            f"El último acto de este asunto es del {fecha_corta(ultimo.date())} y el reloj de este equipo marca el "
            f"{fecha_corta(ahora.date())}. Revise la fecha del equipo antes de continuar."
        )
    return ultimo + timedelta(microseconds=1)


def _medida(s: Seguido, id_: str) -> Medida:
    for m in s.anterior.medidas:
        if m.id == id_:
            return m
    raise UserError("Esa medida no es de este asunto. Actualice la lista.", field="medida")


def _exigir(impedimento: str, field: str = "") -> None:
    if impedimento:
        raise UserError(impedimento, field=field) if field else UserError(impedimento)
