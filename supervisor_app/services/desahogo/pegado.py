"""Observations copied from a sheet: each row against the catalogue of places and what is registered already.

It must never write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.seguimiento import Observacion
from supervisor_app.domain.seguimiento.observaciones_pegadas import Columna
from supervisor_app.domain.tabla import simple
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.datos_observacion import (
    DatosMedida,
    DatosObservacion,
    leer_departamento,
    leer_riesgo,
)


@dataclass(frozen=True, slots=True)
class RenglonPegado:
    """One row of a copied table. ``observacion`` None: it is not taken, and ``problemas`` say why."""

    numero: int
    dicho: Mapping[Columna, str]
    observacion: Observacion | None
    problemas: tuple[str, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vista:
    """What a copied table would bring, before anything is written. ``sin_usar``: headings that say nothing to us."""

    columnas: tuple[tuple[str, Columna], ...]
    renglones: tuple[RenglonPegado, ...]
    sin_usar: tuple[str, ...] = ()

    @property
    def buenas(self) -> tuple[Observacion, ...]:
        """The observations that would be written, each with the measures of all its rows."""
        return juntas(r.observacion for r in self.renglones if r.observacion is not None)


@dataclass(frozen=True)
class LectorDeRenglones:
    """``leer``: makes an observation of what is typed. ``ooad``: the catalogue of places, by key."""

    leer: Callable[[DatosObservacion], Observacion]
    ooad: Mapping[str, Ooad]
    registradas: Sequence[Observacion]
    ficticia: bool

    def renglon(self, numero: int, fila: Mapping[Columna, str]) -> RenglonPegado:
        """What one row would bring, or why it is not taken."""
        problemas: list[str] = []
        avisos: list[str] = []
        unidad, ooad = self._lugar(fila, problemas)
        departamento = leer_departamento(fila.get(Columna.DEPARTAMENTO, ""), avisos)
        datos = DatosObservacion(
            organo=fila.get(Columna.ORGANO, ""),
            referencia=fila.get(Columna.REFERENCIA, ""),
            fecha=fila.get(Columna.FECHA, ""),
            unidad=unidad,
            ooad=ooad,
            departamento=departamento,
            titulo=fila.get(Columna.TITULO, ""),
            texto=fila.get(Columna.TEXTO, ""),
            riesgo=leer_riesgo(fila.get(Columna.RIESGO, ""), avisos),
            importe=fila.get(Columna.IMPORTE, ""),
            medidas=(
                DatosMedida(
                    texto=fila.get(Columna.MEDIDA, ""),
                    responsable_cargo=fila.get(Columna.RESPONSABLE, ""),
                    fecha=fila.get(Columna.PLAZO, ""),
                ),
            ),
            ficticia=self.ficticia,
        )
        hecha = None
        try:
            if not problemas:
                hecha = self.leer(datos)
        except UserError as error:
            problemas.append(error.message)
        if hecha is not None and any(misma(hecha, o) for o in self.registradas):
            problemas.append(f"La observación {hecha.folio} ya está registrada.")
            hecha = None
        return RenglonPegado(numero, fila, hecha, tuple(problemas), tuple(avisos))

    def _lugar(self, fila: Mapping[Columna, str], problemas: list[str]) -> tuple[Unidad | None, str]:
        dicho, unidad = fila.get(Columna.OOAD, ""), fila.get(Columna.UNIDAD, "")
        todas = self.ooad
        suyas = [o for o in todas.values() if simple(dicho) in (simple(o.nombre), simple(o.nombre_fuente), o.clave)]
        if dicho and not suyas:
            problemas.append(f"No se conoce el OOAD «{dicho[:60]}».")
            return None, ""
        if not unidad.strip():
            if not suyas:
                problemas.append("No dice de qué unidad o de qué OOAD es.")
            return None, suyas[0].clave if suyas else ""
        nombre = simple(unidad).removeprefix("subdelegacion ")
        donde = [(o, s) for o in (suyas or todas.values()) for s in o.subdelegaciones if simple(s.nombre) == nombre]
        if len(donde) == 1:
            [(o, s)] = donde
            return Unidad(
                tipo=UnitKind.SUB, ooad=o.clave, ooad_nombre=o.nombre, subdelegacion=s.clave,
                subdelegacion_nombre=s.nombre,
            ), ""  # fmt: skip
        if len(donde) > 1:
            problemas.append(f"Hay más de una Subdelegación «{unidad[:60]}»; agregue la columna OOAD.")
            return None, ""
        if not suyas:
            problemas.append(f"No se conoce la unidad «{unidad[:60]}»; agregue la columna OOAD.")
            return None, ""
        tipo = next((t for t in UnitKind if t is not UnitKind.SUB and simple(unidad).startswith(_INICIOS[t])), None)
        if tipo is None:
            problemas.append(f"En {suyas[0].nombre} no hay una Subdelegación «{unidad[:60]}».")
            return None, ""
        return Unidad(tipo=tipo, ooad=suyas[0].clave, ooad_nombre=suyas[0].nombre, nombre=unidad.strip()), ""


_INICIOS: Mapping[UnitKind, tuple[str, ...]] = {
    UnitKind.UMF: ("umf", "unidad de medicina familiar"),
    UnitKind.OAX: ("oficina auxiliar", "oax"),
    UnitKind.OFC: ("oficina para cobros", "ofc"),
}


def juntas(observaciones: Iterable[Observacion]) -> tuple[Observacion, ...]:
    """Rows with the same number are one observation: the first, with the measures of all."""
    grupos: dict[tuple[str, str], list[Observacion]] = defaultdict(list)
    for o in observaciones:
        grupos[simple(o.folio), _de(o)].append(o)
    hechas = []
    for primera, *mas in grupos.values():
        todas = [m for o in (primera, *mas) for m in o.medidas]
        medidas = tuple(
            m.model_copy(update={"orden": n, "visita_id": primera.id, "inconsistencia_id": primera.id})
            for n, m in enumerate(todas, start=1)
        )
        hechas.append(primera.model_copy(update={"medidas": medidas}))
    return tuple(hechas)


def misma(a: Observacion, b: Observacion) -> bool:
    return (simple(a.folio), _de(a), a.ficticia) == (simple(b.folio), _de(b), b.ficticia)


def _de(o: Observacion) -> str:
    return simple(o.de)
