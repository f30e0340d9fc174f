"""Closing a visit into its package and delivering the package to a folder: office share or USB.

The package is made once, when the visit closes; delivering it again sends nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.documento import Entrega, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.sustento import en_orden
from supervisor_app.domain.sustento import reservadas as reservadas_de
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import paquete as exchange_paquete
from supervisor_app.exchange.destino import DestinoCarpeta
from supervisor_app.exchange.entrega import Acuse, EntregaCancelada, entregar
from supervisor_app.exchange.paquete import Contenido, Paquete
from supervisor_app.services import lista_evidencia
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.visitas import Visitas
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

__all__ = ["Acuse", "Contenidos", "EntregaCancelada", "Entregas"]


@dataclass(frozen=True, slots=True)
class Contenidos:
    """What travels, for the screen: each file with its size, and the total in bytes."""

    archivos: tuple[tuple[str, int], ...]
    bytes: int


class Entregas:
    """The verbs of closing and delivering over one store."""

    def __init__(
        self,
        almacen: Almacen,
        documentos: Documentos,
        visitas: Visitas,
        *,
        reloj: Callable[[], datetime],
        ajustes: Callable[[], Ajustes],
    ) -> None:
        self._almacen = almacen
        self._documentos = documentos
        self._visitas = visitas
        self._reloj = reloj
        self._ajustes = ajustes

    # --- closing --------------------------------------------------------------------------------------------------

    def impedimentos(self, e: Expediente) -> tuple[str, ...]:
        """What stands between the visit and its closing: missing data, and documents not emitted or not signed."""
        datos = [f.texto for f in self._visitas.faltantes(e) if f.impide_cerrar]
        return (*datos, *self._documentos.pendientes(e))

    def cerrar(self, e: Expediente) -> Expediente:
        """Close the visit: its package is on disk before the state says so; from then on records are read-only.

        Raises UserError naming what is missing, EnvironmentProblem where a stored file is damaged or the visit
        changed meanwhile; then it stays open.
        """
        # Making the package takes as long as its evidence is big: what is written meanwhile must stop the closing.
        visto = self._almacen.marca(e.visita.id)
        # What is on disk is closed, not what a window remembers: another one may have answered meanwhile.
        e = self._visitas.abrir(e.visita.id)
        if e.visita.cerrada:
            raise UserError("La visita ya está cerrada.")
        impiden = self.impedimentos(e)
        if impiden:
            mas = f" y {len(impiden) - 3} más" if len(impiden) > 3 else ""
            raise UserError(f"Para cerrar la visita falta: {'; '.join(impiden[:3])}{mas}.")
        ahora = self._reloj()
        op = comandos.cerrar(e, con(e.visita, estado=EstadoVisita.CERRADA, numeros_entregados=e.ultimo_numero))
        cerrado = e.aplicar(op.cambios)
        self._comprobar_archivos(e)
        previos = self._almacen.paquetes(e.visita.id)
        anterior = next((p.sha256 for p in previos if p.revision == e.visita.revision - 1), None)
        hecho = exchange_paquete.armar(self._contenido(cerrado, ahora, anterior), self._carpeta)
        registro = PaqueteCerrado(
            visita_id=e.visita.id,
            revision=e.visita.revision,
            nombre=hecho.nombre,
            sha256=hecho.sha256,
            bytes=hecho.bytes,
            creado=ahora,
        )
        self._almacen.cerrar_visita(op, registro, quien=self._ajustes().nombre, cuando=ahora, visto=visto)
        return cerrado

    def _comprobar_archivos(self, e: Expediente) -> None:
        """A package is for ever: no file goes into it that is not the one that was emitted, signed or attached."""
        citados = [(f"«{v.nombre}»", v.sha256) for v in e.evidencias.values()]
        citados += [(f"{d.titulo} {d.folio}", d.ultimo.sha256) for d in self._documentos.vigentes(e.visita.id)]
        for de_que, sha256 in citados:
            try:
                self._almacen.archivos.comprobar(sha256)
            except EnvironmentProblem as problema:
                raise EnvironmentProblem(f"{de_que}: {problema.message}") from problema

    @property
    def _carpeta(self) -> Path:
        return self._almacen.carpeta / "paquetes"

    def _contenido(self, e: Expediente, creado: datetime, reemplaza: str | None) -> Contenido:
        return Contenido(
            visita_id=e.visita.id,
            folio=e.visita.folio,
            revision=e.visita.revision,
            reemplaza=reemplaza,
            creado=creado,
            archivos=self._archivos(e),
        )

    def _archivos(self, e: Expediente) -> dict[str, bytes | Path]:
        archivos: dict[str, bytes | Path] = {
            f"registros/{nombre}.json": contenido for nombre, contenido in _registros(e).items()
        }
        documentos = self._documentos.vigentes(e.visita.id)
        archivos["registros/documentos.json"] = legible(documentos)
        for documento in documentos:
            nombre = f"documentos/{self._documentos.nombre_de_archivo(documento)}"
            archivos[nombre] = self._almacen.archivos.ruta(documento.ultimo.sha256)
        archivos |= lista_evidencia.listas(e)
        for clave, ruta in lista_evidencia.lugares(e).items():
            archivos[ruta] = self._almacen.archivos.ruta(e.evidencias[clave].sha256)
        return archivos

    def contenidos(self, e: Expediente) -> Contenidos:
        """What a delivery of this visit carries, as it is now."""
        try:
            listado = tuple(
                (nombre, len(origen) if isinstance(origen, bytes) else origen.stat().st_size)
                for nombre, origen in self._archivos(e).items()
            )
        except OSError as error:
            raise EnvironmentProblem(
                "Falta un archivo de la carpeta de datos. Restaure el respaldo más reciente."
            ) from error
        return Contenidos(listado, sum(n for _, n in listado))

    # --- delivering -----------------------------------------------------------------------------------------------

    def paquete(self, e: Expediente) -> PaqueteCerrado | None:
        """The package of the visit's present revision, or None while it is open."""
        return next((p for p in self._almacen.paquetes(e.visita.id) if p.revision == e.visita.revision), None)

    def paquetes(self, visita_id: str) -> tuple[PaqueteCerrado, ...]:
        return self._almacen.paquetes(visita_id)

    def entregas(self, visita_id: str) -> tuple[Entrega, ...]:
        """Deliveries that were read back whole, newest first."""
        return self._almacen.entregas(visita_id)

    def entregar(
        self,
        e: Expediente,
        destino: str | Path,
        *,
        progreso: Callable[[int, int], None] | None = None,
        cancelar: Callable[[], bool] | None = None,
    ) -> Acuse:
        """Deliver every package of a closed visit that the destination lacks.

        The acknowledgement is of the newest, with what was noticed about any; «ya estaba» where nothing was sent.
        Raises UserError or EnvironmentProblem with the reason; then it does not count as delivered.
        """
        if not e.visita.cerrada:
            raise UserError("Cierre la visita antes de entregarla; el paso Documentos y firma dice qué falta.")
        if not str(destino).strip():
            raise UserError("Elija la carpeta de entrega: la de la oficina o una memoria USB.", field="destino")
        carpeta = DestinoCarpeta(destino)
        acuses: list[Acuse] = []
        for registro in self._almacen.paquetes(e.visita.id):
            acuses.append(entregar(self._abrir(registro), carpeta, progreso=progreso, cancelar=cancelar))
            self._almacen.agregar_entrega(
                Entrega(
                    visita_id=e.visita.id,
                    revision=registro.revision,
                    nombre=registro.nombre,
                    sha256=registro.sha256,
                    bytes=registro.bytes,
                    destino=str(destino),
                    cuando=self._reloj(),
                )
            )
        if not acuses:
            raise UserError("La visita cerrada no tiene su paquete; reábrala y ciérrela de nuevo.")
        avisos = dict.fromkeys(aviso for acuse in acuses for aviso in acuse.avisos)
        return replace(acuses[-1], ya_estaba=all(a.ya_estaba for a in acuses), avisos=tuple(avisos))

    def _abrir(self, registro: PaqueteCerrado) -> Paquete:
        ruta = self._carpeta / registro.nombre
        if not ruta.exists():
            # The destination may hold it from an earlier delivery; where it does not, nothing is sent and that is told.
            return Paquete(ruta, registro.nombre, registro.sha256, registro.bytes, registro.creado.date())
        paquete = exchange_paquete.abrir(ruta)
        if paquete.sha256 != registro.sha256:
            raise UserError(f"El paquete «{registro.nombre}» cambió después de cerrarse y no debe entregarse.")
        return paquete


def _registros(e: Expediente) -> dict[str, bytes]:
    """The records of the visit as canonical JSON files, by name."""
    hallazgos = e.inconsistencias_en_orden()
    compartidas = [h for h in hallazgos if not h.posible_irregularidad]
    reservadas = [h for h in hallazgos if h.posible_irregularidad]
    verificaciones = e.verificaciones_en_orden()
    aparte = reservadas_de(e)
    registros = {
        "visita": legible(e.visita),
        "cedulas": legible([e.aplicadas[c] for c in e.visita.cedulas if c in e.aplicadas]),
        "respuestas": legible(sorted(e.respuestas.values(), key=lambda r: r.item_id)),
        "muestras": legible(sorted(e.filas.values(), key=lambda f: (f.item_id, f.orden, f.id))),
        "evidencias": legible([v for v in en_orden(e.evidencias.values()) if v.id not in aparte]),
        "inconsistencias": legible(compartidas),
        "medidas": legible([m for h in compartidas for m in e.medidas_de(h.id)]),
        "verificaciones": legible([v for v in verificaciones if not v.posible_irregularidad]),
        "muestreos": legible(sorted(e.muestreos.values(), key=lambda m: m.item_id)),
        "indicadores": legible(sorted(e.indicadores.values(), key=lambda i: (i.codigo, i.id))),
        "sin_lugar": legible(sorted(e.sin_lugar.values(), key=lambda s: s.id)),
        "acta": legible(e.acta),
        "informe": legible(e.informe),
        # The definitions that the visit applied, so that a delivered package explains itself.
        "definiciones": legible(e.definiciones),
    }
    if reservadas:
        # Apart, so that the office can keep it from who reads the rest (JSAC 7.1.1 núm. 14, 15, 21).
        registros["posibles_irregularidades"] = legible(reservadas)
        registros["medidas_de_posibles_irregularidades"] = legible([m for h in reservadas for m in e.medidas_de(h.id)])
    if aparte:
        reservada = [v for v in en_orden(e.evidencias.values()) if v.id in aparte]
        registros["evidencias_de_posibles_irregularidades"] = legible(reservada)
    if turnadas := [v for v in verificaciones if v.posible_irregularidad]:
        registros["verificaciones_de_posibles_irregularidades"] = legible(turnadas)
    return registros
