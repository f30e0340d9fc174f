"""Closing a visit into its package and delivering the package to a folder: office share or USB.

The package is made once, when the visit closes; delivering it again sends nothing. Possible irregularities go into a
package of their own, the turnado, with its own folder and its own deliveries (ADR 0012).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.canonico import legible
from supervisor_app.domain.documento import Documento, Entrega, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.reserva import compartido, hay_reserva, reservado
from supervisor_app.domain.sustento import sorteos
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.durable import Readable
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange import paquete as exchange_paquete
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.exchange.entrega import Acuse, EntregaCancelada, entregar
from supervisor_app.exchange.paquete import Contenido, Paquete
from supervisor_app.exchange.verificador import huella_sha256
from supervisor_app.services import lista_evidencia
from supervisor_app.services.contenido_paquete import registros_compartidos, registros_del_turnado
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.papel.indice import clases
from supervisor_app.services.turnado_previo import lleva_lo_reservado
from supervisor_app.services.visitas import Visitas
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

__all__ = ["Acuse", "Contenidos", "EntregaCancelada", "Entregas"]

BUZON = "buzon.json"
"""By which a folder is known as a mailbox."""


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
        self._almacen.turno.exigir()
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
        hecho = exchange_paquete.armar(self._contenido(cerrado, ahora, anterior), self._carpeta, self._almacen.llave)
        registro = _registrar(e, hecho, e.visita.revision, ahora)
        turnado = self._armar_turnado(cerrado, ahora) if hay_reserva(cerrado) else None
        self._almacen.cerrar_visita(
            op, registro, quien=self._ajustes().nombre, cuando=ahora, visto=visto, turnado=turnado
        )
        return cerrado

    def _armar_turnado(self, e: Expediente, ahora: datetime) -> PaqueteCerrado:
        """The package of the possible irregularities, the next of its own chain."""
        previos = self._almacen.paquetes(e.visita.id, turnado=True)
        contenido = Contenido(
            visita_id=id_del_turnado(e.visita.id),
            folio=f"{e.visita.folio} turnado",
            revision=len(previos) + 1,
            reemplaza=previos[-1].sha256 if previos else None,
            creado=ahora,
            archivos=self._archivos(e, turnado=True),
        )
        hecho = exchange_paquete.armar(contenido, self._carpeta_turnados, self._almacen.llave)
        return _registrar(e, hecho, contenido.revision, ahora)

    def _que_viajan(self, e: Expediente) -> list[Documento]:
        """The documents of a package: what is put together of them is not sent besides."""
        return [d for d in self._documentos.vigentes(e.visita.id) if not clases()[d.tipo].de_consulta]

    def _comprobar_archivos(self, e: Expediente) -> None:
        """A package is for ever: no file goes into it that is not the one that was emitted, signed or attached."""
        citados = [(f"«{v.nombre}»", v.sha256) for v in e.evidencias.values()]
        viajan = self._que_viajan(e)
        citados += [(f"{d.titulo} {d.folio}", d.ultimo.sha256) for d in viajan]
        citados += [(f"Escaneo de {d.titulo} {d.folio}", d.escaneos[-1].sha256) for d in viajan if d.escaneos]
        citados += [(f"Universo «{m.universo.nombre}»", m.universo.sha256) for m in sorteos(e)]
        for de_que, sha256 in citados:
            try:
                self._almacen.archivos.comprobar(sha256)
            except EnvironmentProblem as problema:
                raise EnvironmentProblem(f"{de_que}: {problema.message}") from problema

    @property
    def _carpeta(self) -> Path:
        return self._almacen.carpeta / "paquetes"

    @property
    def _carpeta_turnados(self) -> Path:
        return self._almacen.carpeta / "turnados"

    def _contenido(self, e: Expediente, creado: datetime, reemplaza: str | None) -> Contenido:
        return Contenido(
            visita_id=e.visita.id,
            folio=e.visita.folio,
            revision=e.visita.revision,
            reemplaza=reemplaza,
            creado=creado,
            archivos=self._archivos(e),
        )

    def _archivos(self, e: Expediente, *, turnado: bool = False) -> dict[str, bytes | Readable]:
        """What travels: either what is shared, or what is turned over. No evidence is in both; a universe is where
        something was drawn from it, so that the office repeats the draw.
        """
        registros = registros_del_turnado(e) if turnado else registros_compartidos(e)
        archivos: dict[str, bytes | Readable] = {
            f"registros/{nombre}.json": dicho for nombre, dicho in registros.items()
        }
        documentos = [d for d in self._que_viajan(e) if clases()[d.tipo].reservada is turnado]
        archivos["registros/documentos.json"] = legible(documentos)
        for documento in documentos:
            nombre = f"documentos/{self._documentos.nombre_de_archivo(documento)}"
            archivos[nombre] = self._almacen.archivos.legible(documento.ultimo.sha256)
            if documento.escaneos:
                nombre = f"documentos/{self._documentos.nombre_de_escaneo(documento)}"
                archivos[nombre] = self._almacen.archivos.legible(documento.escaneos[-1].sha256)
        parte = reservado(e) if turnado else compartido(e)
        archivos |= lista_evidencia.listas(parte)
        for clave, ruta in lista_evidencia.lugares(parte).items():
            archivos[ruta] = self._almacen.archivos.legible(e.evidencias[clave].sha256)
        for sha256 in {m.universo.sha256 for m in sorteos(parte)}:
            archivos[f"universos/{sha256}.tsv"] = self._almacen.archivos.legible(sha256)
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

    def turnados(self, visita_id: str) -> tuple[PaqueteCerrado, ...]:
        """The packages of the possible irregularities of a visit, the first one first."""
        return self._almacen.paquetes(visita_id, turnado=True)

    def entregas_del_turnado(self, visita_id: str) -> tuple[Entrega, ...]:
        return self._almacen.entregas(visita_id, turnado=True)

    def entregar(
        self,
        e: Expediente,
        destino: str | Path,
        *,
        progreso: Callable[[int, int], None] | None = None,
        cancelar: Callable[[], bool] | None = None,
    ) -> Acuse:
        """Deliver every package of a closed visit that the destination lacks; nothing of the turnado.

        The acknowledgement is of the newest, with what was noticed about any; «ya estaba» where nothing was sent.
        Raises UserError or EnvironmentProblem with the reason; then it does not count as delivered.
        """
        if not e.visita.cerrada:
            raise UserError("Cierre la visita antes de entregarla; el paso Documentos y firma dice qué falta.")
        if not str(destino).strip():
            raise UserError("Elija la carpeta de entrega: la de la oficina o una memoria USB.", field="destino")
        if self._es(destino, (d.destino for d in self.entregas_del_turnado(e.visita.id))):
            raise UserError(
                "En esa carpeta se entregó el turnado; elija otra para compartir la visita.", field="destino"
            )
        if self._ajustes().sellar_envios and (Path(destino) / BUZON).is_file():
            raise UserError(
                "Esa carpeta es el buzón de la oficina y usted pidió sellar lo que envía: sincronice en lugar de "
                "entregar, o elija otra carpeta.",
                field="destino",
            )
        acuse = self._entregar(e, destino, progreso, cancelar, turnado=False)
        if acuse is None:
            raise UserError("La visita cerrada no tiene su paquete; reábrala y ciérrela de nuevo.")
        return acuse

    def entregar_turnado(
        self,
        e: Expediente,
        destino: str | Path,
        *,
        progreso: Callable[[int, int], None] | None = None,
        cancelar: Callable[[], bool] | None = None,
    ) -> Acuse:
        """Deliver the turnado of a closed visit to a folder in which the visit is not shared.

        Raises UserError or EnvironmentProblem with the reason; then it does not count as delivered.
        """
        if not e.visita.cerrada:
            raise UserError("Cierre la visita antes de entregar el turnado.")
        if not str(destino).strip():
            raise UserError("Elija la carpeta a la que sólo entran los destinatarios del turnado.", field="turnado")
        compartidas = (self._ajustes().destino, *(d.destino for d in self.entregas(e.visita.id)))
        if self._es(destino, compartidas):
            raise UserError(
                "En esa carpeta se comparte la visita. Elija otra, a la que sólo entren los destinatarios del turnado.",
                field="turnado",
            )
        acuse = self._entregar(e, destino, progreso, cancelar, turnado=True)
        if acuse is None:
            raise UserError("La visita no tiene turnado que entregar.")
        return acuse

    def _entregar(
        self,
        e: Expediente,
        destino: str | Path,
        progreso: Callable[[int, int], None] | None,
        cancelar: Callable[[], bool] | None,
        *,
        turnado: bool,
    ) -> Acuse | None:
        self._almacen.turno.exigir()
        acuses, callados = [], []
        for registro in self._almacen.paquetes(e.visita.id, turnado=turnado):
            acuse = self._enviar(e, registro, destino, progreso, cancelar, turnado=turnado)
            if acuse is None:
                callados.append(self._callar(e, registro, destino))
            else:
                acuses.append(acuse)
        if not acuses:
            return None
        avisos = dict.fromkeys((*callados, *(aviso for acuse in acuses for aviso in acuse.avisos)))
        return replace(acuses[-1], ya_estaba=all(a.ya_estaba for a in acuses), avisos=tuple(avisos))

    def _enviar(
        self,
        e: Expediente,
        registro: PaqueteCerrado,
        destino: str | Path,
        progreso: Callable[[int, int], None] | None,
        cancelar: Callable[[], bool] | None,
        *,
        turnado: bool,
    ) -> Acuse | None:
        paquete = self.por_enviar(e, registro, turnado=turnado)
        if paquete is None:
            return None
        carpeta = DestinoCarpeta(destino)
        acuse = entregar(paquete, carpeta, progreso=progreso, cancelar=cancelar)
        firmado = None if turnado else self._almacen.envios.firma(registro.sha256)
        if firmado is not None:
            firma, octetos = firmado
            carpeta.put_atomic(f"{paquete.clave}.p7s", octetos, sha256=firma.sha256, tamano=firma.bytes)
        self.anotar_entrega(registro, str(destino), turnado=turnado)
        return acuse

    def por_enviar(
        self, e: Expediente, registro: PaqueteCerrado, *, turnado: bool = False, visto: bool = False
    ) -> Paquete | None:
        """A closed package of a visit, the very one that was verified when it was closed; reads no row, so any thread
        may ask. ``visto``: this was asked of it a moment ago, and only what forbids it to leave is looked at again.

        None where it must not leave: it carries what was marked as a possible irregularity later. Raises UserError
        where it is not the one that was closed.
        """
        archivo = self._almacen.paquete_en_disco(registro.nombre, turnado=turnado)
        if not archivo.exists():
            # The destination may hold it from an earlier delivery; else nothing is sent, and that is told.
            ruta = self._almacen.carpeta / registro.nombre
            return Paquete(ruta, registro.nombre, registro.sha256, registro.bytes, registro.creado.date())
        if not visto and not _es(archivo, registro.sha256):
            exchange_paquete.abrir(archivo)  # says what is wrong with it, where it is no package any more
            raise UserError(f"El paquete «{registro.nombre}» cambió después de cerrarse y no debe entregarse.")
        paquete = exchange_paquete.conocido(archivo, registro.sha256, registro.bytes, registro.creado.date())
        return None if not turnado and lleva_lo_reservado(paquete.archivo, e) else paquete

    def anotar_entrega(self, registro: PaqueteCerrado, destino: str, *, turnado: bool = False) -> None:
        """Record that a package was read back whole in a destination; saying it again changes nothing."""
        self._almacen.agregar_entrega(
            Entrega(
                visita_id=registro.visita_id,
                revision=registro.revision,
                nombre=registro.nombre,
                sha256=registro.sha256,
                bytes=registro.bytes,
                destino=destino,
                cuando=self._reloj(),
            ),
            turnado=turnado,
        )

    def _callar(self, e: Expediente, registro: PaqueteCerrado, destino: str | Path) -> str:
        """Why an earlier revision does not leave, or what to do where it already did."""
        lleva = f"La revisión {registro.revision} lleva lo que después se marcó como posible irregularidad"
        if any((d.revision, d.destino) == (registro.revision, str(destino)) for d in self.entregas(e.visita.id)):
            return f"{lleva} y ya se había entregado ahí; pida que la aparten."
        return f"{lleva}; no se envió."

    @staticmethod
    def _es(destino: str | Path, otros: Iterable[str]) -> bool:
        """Whether a folder is one of these, or inside one of them, or around one."""
        esta = Path(destino).absolute()
        suyas = (Path(otro).absolute() for otro in otros if otro.strip())
        return any(esta == otra or otra in esta.parents or esta in otra.parents for otra in suyas)


def id_del_turnado(visita_id: str) -> str:
    """What the packages of a turnado are named by, so that they are told from those of the visit."""
    return hashlib.sha256(f"turnado:{visita_id}".encode()).hexdigest()[:32]


def _registrar(e: Expediente, hecho: Paquete, revision: int, ahora: datetime) -> PaqueteCerrado:
    return PaqueteCerrado(
        visita_id=e.visita.id,
        revision=revision,
        nombre=hecho.nombre,
        sha256=hecho.sha256,
        bytes=hecho.bytes,
        creado=ahora,
    )


def _es(archivo: Readable, sha256: str) -> bool:
    """Whether a file is the one of that hash: of its many hashes inside, which were checked when it was made, none is
    another one then.
    """
    try:
        return huella_sha256(archivo)[0] == sha256
    except OSError:
        return False
