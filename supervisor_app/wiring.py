"""The only composition root: a data folder becomes the services over it. No Qt.

Whoever calls ``abrir`` owns the thread: the store inside is used and closed there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from supervisor_app import logs, paths
from supervisor_app.cifrado.llave import Llave
from supervisor_app.services import cifrar_carpeta, paquetes_sueltos
from supervisor_app.services.abiertas import Abiertas
from supervisor_app.services.acceso import Acceso
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.cedulas_propias import CARPETA as CEDULAS
from supervisor_app.services.cedulas_propias import CedulasPropias
from supervisor_app.services.comprobacion import Comprobacion
from supervisor_app.services.copias import Copias
from supervisor_app.services.cotejo import Cotejo
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.documentos import Documentos
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.evidencias import Evidencias
from supervisor_app.services.examen import Examen
from supervisor_app.services.feriados import Feriados
from supervisor_app.services.firma_paquete import FirmaDePaquetes
from supervisor_app.services.firmas import Firmas, FirmasPdf
from supervisor_app.services.papelera import Papelera
from supervisor_app.services.portada import Portada
from supervisor_app.services.recibido.verbos import Recibido
from supervisor_app.services.recuperacion import Revisor
from supervisor_app.services.respaldos.restaurar import terminar_pendiente
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.services.seguimiento import Seguimiento
from supervisor_app.services.sellado import Sellado
from supervisor_app.services.sincronia.conexion import Conexiones
from supervisor_app.services.sincronia.publicaciones import Publicaciones
from supervisor_app.services.sincronia.verbos import Sincronizacion
from supervisor_app.services.soporte import Soporte
from supervisor_app.services.tinta import Tinta
from supervisor_app.services.unidades import Unidades
from supervisor_app.services.universos.verbos import Universos
from supervisor_app.services.visitas import Visitas
from supervisor_app.store.almacen import Almacen
from supervisor_app.store.espacio import Aviso

if TYPE_CHECKING:
    from supervisor_app.services.asm.verbos import Asm
    from supervisor_app.services.desahogo.verbos import Desahogo
    from supervisor_app.services.mesa.por_publicar import PorPublicar
    from supervisor_app.services.mesa.verbos import Mesa
    from supervisor_app.services.oficina.lugar import Indices
    from supervisor_app.services.programa.verbos import Programas
    from supervisor_app.services.transparencia.verbos import Transparencia

AvisoDelDisco = Aviso


def reloj_local() -> datetime:
    """Now, with the zone of this machine."""
    return datetime.now().astimezone()


def nuevo_id() -> str:
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Servicios:
    """Every verb of the application over one data folder."""

    carpeta: Path
    definiciones: Definiciones
    cedulas: CedulasPropias
    ajustes: ServicioAjustes
    visitas: Visitas
    portada: Portada
    evidencias: Evidencias
    documentos: Documentos
    firmas: Firmas
    sellado: Sellado
    tinta: Tinta
    cotejo: Cotejo
    examen: Examen
    entregas: Entregas
    sincronizacion: Sincronizacion
    recibido: Recibido
    seguimiento: Seguimiento
    unidades: Unidades
    feriados: Feriados
    universos: Universos
    copias: Copias
    papelera: Papelera
    respaldos: Respaldos
    acceso: Acceso
    abiertas: Abiertas
    _almacen: Almacen
    _reloj: Callable[[], datetime]
    _nuevo_id: Callable[[], str]

    @property
    def mesa(self) -> Mesa:
        """The desk of the office, which few laptops are: it is loaded when it is asked for."""
        from supervisor_app.services.mesa.verbos import Mesa  # noqa: PLC0415 - as it says

        return Mesa(self._almacen, reloj=self._reloj, ajustes=self.ajustes.leer, confianza=self.firmas.confianza)

    @property
    def por_publicar(self) -> PorPublicar:
        """What the office may publish besides its programme."""
        from supervisor_app.services.mesa.por_publicar import PorPublicar  # noqa: PLC0415 - only the office asks for it

        return PorPublicar(
            self._almacen, self.mesa, self.definiciones, feriados=self.feriados, unidades=self.unidades,
            confianza=self.firmas.confianza, recibido=self.recibido,
        )  # fmt: skip

    @cached_property
    def indices(self) -> Indices:
        """Where the index of the office is; it holds the passwords that no keyring takes, and goes with them."""
        from supervisor_app.services.oficina.lugar import Indices  # noqa: PLC0415 - only the office asks for it

        return Indices(self.ajustes, self.carpeta, self.llave)

    @cached_property
    def programa(self) -> Programas:
        """The programme of visits: the office's own, or the one that it sent."""
        from supervisor_app.services.programa.verbos import Programas  # noqa: PLC0415 - only its place asks for it

        return Programas(
            self._almacen, self.definiciones, self.visitas, self.sincronizacion,
            mesa=lambda: self.mesa, reloj=self._reloj, nuevo_id=self._nuevo_id, ajustes=self.ajustes.leer,
            lugar=self.indices.lugar,
        )  # fmt: skip

    @property
    def desahogo(self) -> Desahogo:
        """Following up on findings and observations, over the index of the settings where this folder is a desk."""
        return self.desahogo_con("")

    def desahogo_con(self, indice: str) -> Desahogo:
        """The same over another index (``postgresql://…`` or a file); "" for the one of the settings."""
        from supervisor_app.services.desahogo.verbos import Desahogo  # noqa: PLC0415 - not every start needs it

        return Desahogo(
            self._almacen,
            reloj=self._reloj,
            nuevo_id=self._nuevo_id,
            ajustes=self.ajustes.leer,
            feriados=lambda: self.definiciones.feriados,
            abrir_indice=lambda: self.indices.lugar(indice).indice(),
            recibidos=self.recibido.antecedentes,
            ooad=lambda: self.definiciones.ooad,
        )

    @property
    def asm(self) -> Asm:
        """The ASM tables, loaded when they are asked for."""
        from supervisor_app.services.asm.verbos import Asm  # noqa: PLC0415 - as it says

        return Asm(
            self._almacen, reloj=self._reloj, nuevo_id=nuevo_id, ajustes=self.ajustes.leer, lugar=self.indices.lugar
        )

    @property
    def transparencia(self) -> Transparencia:
        """What is published of the commissions, loaded when it is asked for."""
        from supervisor_app.services.transparencia.verbos import Transparencia  # noqa: PLC0415 - as it says

        return Transparencia(self._almacen, reloj=self._reloj, ajustes=self.ajustes.leer)

    @property
    def firma_de_paquetes(self) -> FirmaDePaquetes:
        """The e.firma over the package of a closed visit."""
        return FirmaDePaquetes(self._almacen, self.entregas, self.firmas, reloj=self._reloj)

    @property
    def conexiones(self) -> Conexiones:
        """The mailbox of the settings, and how it is reached."""
        return Conexiones(self.ajustes)

    @property
    def llave(self) -> Llave | None:
        """The key of the folder; None where it is plain."""
        return self._almacen.llave

    @property
    def solo_lectura(self) -> str:
        """Why nothing may be written here, as a sentence; empty where it may."""
        return self._almacen.turno.solo_lectura

    @property
    def puede_tomar_turno(self) -> bool:
        """Whether it is another window that keeps this one from writing, and not the folder."""
        return self._almacen.turno.es_de_otra

    def tomar_turno(self) -> bool:
        """Become the window that writes, where the other one is gone; whether it is. Then all is to be read again."""
        return self._almacen.tomar_turno()

    def cuidar(self, ahora: datetime) -> AvisoDelDisco:
        """What a window does now and then for the data folder; how full the disk is, in words."""
        return self._almacen.cuidar(ahora)

    def aviso_del_disco(self) -> AvisoDelDisco:
        """How full the disk is, in words; touches nothing."""
        return self._almacen.turno.espacio.aviso()

    def close(self) -> None:
        """Close the store; on the thread that opened it. Copies in the clear go first."""
        self.abiertas.vaciar()
        self._almacen.cerrar()

    def respaldar(self, destino: Path) -> Path:
        """A whole copy of the database in a new file."""
        return self._almacen.respaldar(destino)

    def comprobar(self) -> tuple[str, ...]:
        """What is wrong with the data folder, as sentences; empty where all is well."""
        return Comprobacion(self._almacen, self.firmas).comprobar()

    def revisor(self) -> Revisor:
        """Looks at the database from any thread, over a connection of its own."""
        return Revisor(self.carpeta, self._almacen.llave)

    def soporte(self) -> Soporte:
        """Gathers what support needs, from any thread."""
        return Soporte(self.carpeta, reloj=reloj_local, llave=self._almacen.llave)

    def __enter__(self) -> Servicios:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, rastro: TracebackType | None
    ) -> None:
        self.close()


def preparar(carpeta: Path) -> str:
    """Finish what a cut interrupted in a data folder, before anything asks what it is; what to tell of it, or "".

    Raises EnvironmentProblem where it cannot be finished now.
    """
    terminar_pendiente(carpeta)
    return cifrar_carpeta.terminar_pendiente(carpeta)


def abrir(
    carpeta: Path,
    *,
    llave: Llave | None = None,
    ventana: bool = False,
    solo_lectura: bool = False,
    acceso: Acceso | None = None,
    definiciones: Definiciones | None = None,
    reloj: Callable[[], datetime] = reloj_local,
    id_nuevo: Callable[[], str] = nuevo_id,
    anclas: Path | None = None,
) -> Servicios:
    """The services over a data folder, made where it is not there yet: enciphered with ``llave``, plain without one.

    ``ventana``: wants the turn to write in it, and only reads where another window has it or where the folder lets
    nobody write; ``solo_lectura`` of the services says why. ``solo_lectura``: only reads.

    ``anclas`` is the folder of trust anchors (default: the ones shipped, and those of the data folder). Raises
    EnvironmentProblem where the folder cannot be used (Cerrada where its key is missing), UserError where a definition
    is wrong.
    """
    preparar(carpeta)
    abiertas = Abiertas(carpeta)
    abiertas.limpiar()
    definiciones = definiciones or Definiciones.cargar(paths.formas(), carpeta / CEDULAS)
    almacen = Almacen(carpeta, ahora=reloj(), llave=llave, ventana=ventana, solo_lectura=solo_lectura)
    logs.configurar(carpeta)
    try:
        paquetes_sueltos.quitar(almacen)
    except BaseException:
        almacen.cerrar()  # what this process held would stand in its own way: when it restores, or opens again
        raise
    permiso = almacen.turno.exigir
    ajustes = ServicioAjustes(carpeta, reloj=reloj, llave=llave, permiso=permiso)
    visitas = Visitas(almacen, reloj=reloj, nuevo_id=id_nuevo, ajustes=ajustes.leer)
    documentos = Documentos(
        almacen, reloj=reloj, nuevo_id=id_nuevo, ajustes=ajustes.leer, feriados=lambda: definiciones.feriados
    )
    carpetas = (anclas or paths.recursos() / "anclas", carpeta / "anclas")
    firmas = Firmas(almacen, documentos, reloj=reloj, anclas=carpetas, ajustes=ajustes.leer)
    entregas = Entregas(almacen, documentos, visitas, reloj=reloj, ajustes=ajustes.leer)
    evidencias = Evidencias(almacen, nuevo_id=id_nuevo, ajustes=ajustes.leer)
    cedulas = CedulasPropias(carpeta, definiciones, permiso=permiso)
    unidades = Unidades(carpeta, definiciones, permiso=permiso)
    dias = Feriados(carpeta, definiciones, permiso=permiso)
    publicaciones = Publicaciones(almacen, reloj=reloj)
    recibido = Recibido(
        almacen, publicaciones, carpeta, definiciones, cedulas=cedulas, feriados=dias, unidades=unidades,
        confianza=firmas.confianza, reloj=reloj,
    )  # fmt: skip
    recibido.empezar()
    return Servicios(
        carpeta=carpeta,
        definiciones=definiciones,
        cedulas=cedulas,
        ajustes=ajustes,
        visitas=visitas,
        portada=Portada(almacen, reloj=reloj),
        evidencias=evidencias,
        documentos=documentos,
        firmas=firmas,
        sellado=Sellado(almacen, firmas.confianza, reloj=reloj, ajustes=ajustes.leer),
        tinta=Tinta(almacen, documentos, reloj=reloj),
        cotejo=Cotejo(almacen),
        examen=Examen(FirmasPdf(reloj=reloj, anclas=carpetas)),
        entregas=entregas,
        sincronizacion=Sincronizacion(almacen, visitas, entregas, reloj=reloj, ajustes=ajustes.leer, recibido=recibido),
        recibido=recibido,
        seguimiento=Seguimiento(almacen, definiciones, reloj=reloj),
        unidades=unidades,
        feriados=dias,
        universos=Universos(almacen),
        copias=Copias(almacen, evidencias, reloj=reloj, ajustes=ajustes.leer),
        papelera=Papelera(almacen, reloj=reloj, nuevo_id=id_nuevo, ajustes=ajustes.leer),
        respaldos=Respaldos(carpeta, reloj=reloj, elegida=lambda: ajustes.leer().respaldo_en, llave=llave),
        acceso=acceso or Acceso(carpeta),
        abiertas=abiertas,
        _almacen=almacen,
        _reloj=reloj,
        _nuevo_id=id_nuevo,
    )


def respaldos(carpeta: Path, llave: Llave | None = None, *, reloj: Callable[[], datetime] = reloj_local) -> Respaldos:
    """The verbs of backups alone, also over a folder whose database no longer opens."""
    ajustes = ServicioAjustes(carpeta, reloj=reloj, llave=llave)
    return Respaldos(carpeta, reloj=reloj, elegida=lambda: ajustes.leer().respaldo_en, llave=llave)
