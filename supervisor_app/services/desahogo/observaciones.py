"""Observations of reviewers from outside (OIC, ASF, another): written, corrected with history, imported from a table.

They stand in the notebook of the office. It must never change what was agreed where an act already speaks of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from supervisor_app.domain.catalogo import Ooad
from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import Medida
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, Observacion
from supervisor_app.domain.seguimiento.observaciones_pegadas import Columna, leer_tabla_pegada, titulo_de
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo import cuaderno
from supervisor_app.services.desahogo.datos_observacion import (
    DatosMedida,
    DatosObservacion,
    como_datos,
    hacer_observacion,
    leer_dia,
    leer_importe,
    leer_organo,
)
from supervisor_app.services.desahogo.pegado import LectorDeRenglones, RenglonPegado, Vista, misma
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.cuaderno import Apunte, PorApuntar


@dataclass
class Observaciones:
    """Over the notebook of one office. ``ooad``: the catalogue of places."""

    almacen: Almacen
    reloj: Callable[[], datetime]
    nuevo_id: Callable[[], str]
    quien: Callable[[], str]
    ooad: Callable[[], Mapping[str, Ooad]]
    exigir_oficina: Callable[[], None] = field(default=lambda: None)

    def todas(self) -> tuple[Observacion, ...]:
        return cuaderno.observaciones(self.almacen)

    def una(self, id_: str) -> Observacion:
        """Raises UserError where there is none."""
        apunte = self.almacen.cuaderno.leer(cuaderno.OBSERVACION, id_)
        if apunte is None or apunte.datos is None:
            raise UserError("Esa observación ya no está. Actualice la lista.")
        return Observacion.model_validate_json(apunte.datos)

    def datos(self, id_: str) -> DatosObservacion:
        """One as it is typed, to be corrected."""
        return como_datos(self.una(id_))

    def historia(self, id_: str) -> tuple[Apunte, ...]:
        """Every version, the oldest first."""
        return self.almacen.cuaderno.historia(cuaderno.OBSERVACION, id_)

    # --- writing --------------------------------------------------------------------------------------------------

    def registrar(self, datos: DatosObservacion) -> Observacion:
        """Write a new one. Raises UserError, with the field, for what cannot be read or is there already."""
        self.exigir_oficina()
        nueva = self._leer(datos, self.nuevo_id())
        self._exigir_unica(nueva, self.todas())
        self._escribir([(nueva, 0)], "Se registró")
        return nueva

    def corregir(self, id_: str, datos: DatosObservacion) -> Observacion:
        """Another version of one. Measures of which an act speaks keep their place and date. Raises UserError."""
        self.exigir_oficina()
        apunte, antes = self.almacen.cuaderno.leer(cuaderno.OBSERVACION, id_), self.una(id_)
        assert apunte is not None
        nueva = self._leer(datos, id_)
        self._exigir_unica(nueva, (o for o in self.todas() if o.id != id_))
        suyos = [a for a in cuaderno.actos(self.almacen) if a.hallazgo_id == id_]
        _exigir_lo_pactado(antes, nueva, suyos)
        if antes.ficticia != nueva.ficticia:
            raise UserError("Una observación de práctica no se vuelve real, ni al revés; regístrela aparte.")
        self._escribir([(nueva, apunte.version)], "Se corrigió")
        return nueva

    def quitar(self, id_: str, motivo: str) -> None:
        """Take one out that was written by mistake; its history stays. Raises UserError where acts speak of it."""
        self.exigir_oficina()
        apunte = self.almacen.cuaderno.leer(cuaderno.OBSERVACION, id_)
        folio = self.una(id_).folio
        assert apunte is not None
        if not motivo.strip():
            raise UserError("Escriba por qué se quita.", field="motivo")
        if any(a.hallazgo_id == id_ for a in cuaderno.actos(self.almacen)):
            raise UserError("Ya tiene actos de seguimiento y no se puede quitar; solvéntela con el motivo.")
        quita = PorApuntar(cuaderno.OBSERVACION, id_, apunte.version, None, f"Se quitó {folio}: {motivo.strip()}")
        self.almacen.cuaderno.escribir([quita], cuando=self.reloj(), quien=self.quien())

    def _escribir(self, versiones: Sequence[tuple[Observacion, int]], que: str) -> None:
        self.almacen.cuaderno.escribir(
            [PorApuntar(cuaderno.OBSERVACION, o.id, v, o, f"{que} {o.folio}") for o, v in versiones],
            cuando=self.reloj(),
            quien=self.quien(),
        )

    def _exigir_unica(self, nueva: Observacion, otras: Iterable[Observacion]) -> None:
        if any(misma(nueva, o) for o in otras):
            raise UserError(f"La observación {nueva.folio} ya está registrada.", field="referencia")

    def _leer(self, d: DatosObservacion, id_: str) -> Observacion:
        origen, organo = leer_organo(d.organo)
        ooad = self.ooad().get(d.ooad.strip()) if d.unidad is None else None
        if d.unidad is None and ooad is None:
            raise UserError("Diga de qué unidad o de qué OOAD es.", field="unidad")
        campos: dict[str, Any] = {
            "id": id_,
            "origen": origen,
            "organo": organo,
            "referencia": " ".join(d.referencia.split()),
            "fecha": leer_dia(d.fecha, "fecha", self.reloj().date()),
            "unidad": d.unidad,
            "ooad": ooad.clave if ooad is not None else "",
            "ooad_nombre": ooad.nombre if ooad is not None else "",
            "departamento": Departamento(d.departamento) if d.departamento else None,
            "titulo": " ".join(d.titulo.split()) or titulo_de(d.texto),
            "texto": d.texto.strip(),
            "riesgo": d.riesgo,
            "importe": leer_importe(d.importe),
            "medidas": tuple(self._medida(m, id_, n) for n, m in enumerate(d.medidas, 1) if not m.vacia),
            "ficticia": d.ficticia,
        }
        return hacer_observacion(campos)

    def _medida(self, d: DatosMedida, observacion: str, orden: int) -> Medida:
        if not d.texto.strip():
            raise UserError("Escriba qué se va a hacer en la medida.", field="medidas")
        return Medida(
            id=d.id or self.nuevo_id(),
            visita_id=observacion,
            inconsistencia_id=observacion,
            orden=orden,
            tipo=d.tipo,
            texto=d.texto.strip(),
            responsable_cargo=d.responsable_cargo.strip(),
            responsable_nombre=d.responsable_nombre.strip(),
            fecha=leer_dia(d.fecha, "medidas", None) if d.fecha.strip() else None,
            evidencia_esperada=d.evidencia_esperada.strip(),
        )

    # --- from a sheet ---------------------------------------------------------------------------------------------

    def leer_pegado(self, texto: str, *, ficticia: bool = False) -> Vista:
        """What copied rows would bring; nothing is written. Rows of the same number are one observation with several
        measures. Raises UserError where there are no headings.
        """
        tabla = leer_tabla_pegada(texto)
        lector = LectorDeRenglones(lambda d: self._leer(d, self.nuevo_id()), self.ooad(), self.todas(), ficticia)
        renglones = [lector.renglon(n, f) for n, f in enumerate(tabla.filas, start=1)]
        return Vista(tuple(zip(tabla.titulos, tabla.columnas, strict=True)), tuple(renglones), tabla.sin_usar)

    def importar(self, vista: Vista) -> tuple[Observacion, ...]:
        """Write what the preview showed, all or none. Raises UserError where somebody wrote one meanwhile."""
        self.exigir_oficina()
        buenas, hay = vista.buenas, self.todas()
        for una in buenas:
            self._exigir_unica(una, hay)
        self._escribir([(o, 0) for o in buenas], "Se importó")
        return buenas


def _exigir_lo_pactado(antes: Observacion, nueva: Observacion, actos: Sequence[ActoDeSeguimiento]) -> None:
    quedan = {m.id: m for m in nueva.medidas}
    movidas = {a.medida_id for a in actos if a.prorroga is not None}
    for m in antes.medidas:
        if m.id not in quedan and any(a.medida_id == m.id for a in actos):
            raise UserError(f"La medida «{m.texto[:60]}» ya tiene actos y no se puede quitar.", field="medidas")
        if m.id in movidas and m.id in quedan and quedan[m.id].fecha != m.fecha:
            dia = fecha_corta(m.fecha) if m.fecha else "sin fecha"
            raise UserError(
                f"La medida «{m.texto[:60]}» ya tiene prórroga: su primera fecha ({dia}) no cambia. Prorróguela otra "
                "vez si hace falta.",
                field="medidas",
            )


__all__ = ["Columna", "DatosMedida", "DatosObservacion", "Observaciones", "RenglonPegado", "Vista", "como_datos"]
