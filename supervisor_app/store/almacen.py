"""The store of one data folder as one object: opens it, holds its only connection, and answers the services.

One thread opens, uses and closes it. It must never be handed to another thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from supervisor_app.cifrado.cerradura import Cerrada, Cerradura
from supervisor_app.cifrado.corriente import ArchivoCifrado, en_disco, legible
from supervisor_app.cifrado.llave import Llave
from supervisor_app.domain.antecedentes_recibidos import unir
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cadena import Cabeza
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Entrega, PaqueteCerrado
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.fusion.bitacora import Bitacora
from supervisor_app.domain.fusion.version import Version
from supervisor_app.domain.hallazgo import Inconsistencia, Medida
from supervisor_app.domain.papelera import Quitado
from supervisor_app.domain.papelera_de_visitas import EnPapelera
from supervisor_app.domain.seguimiento import Antecedente, Verificada, con_actos
from supervisor_app.domain.visita import Unidad, Visita
from supervisor_app.store import (
    busqueda,
    cadena,
    comprobacion,
    comprobacion_cadena,
    conexion,
    consulta,
    copias,
    documentos,
    lecturas,
    limpieza,
    papelera,
    registros,
    respaldo,
    seguimiento,
    sobrantes,
    tachados,
)
from supervisor_app.store.archivos import Archivos
from supervisor_app.store.busqueda import Hallado
from supervisor_app.store.copias import Origen
from supervisor_app.store.cuaderno import Cuaderno
from supervisor_app.store.envios import Envios
from supervisor_app.store.espacio import Aviso
from supervisor_app.store.papelera import Hecho
from supervisor_app.store.registros import Entrada
from supervisor_app.store.sincronia import Sincronia
from supervisor_app.store.turno import Turno, exigir_base, hacer_carpeta

BASE = "supervisor.db"
T = TypeVar("T")


class Almacen:
    """Everything that is kept for one supervisor, in one folder. Close it, or use it as a context."""

    def __init__(
        self,
        carpeta: Path,
        *,
        ahora: datetime,
        llave: Llave | None = None,
        ventana: bool = False,
        solo_lectura: bool = False,
    ) -> None:
        """Open the folder, making it where it is not there. Everything kept in it is ciphertext of ``llave``, or plain
        without one. ``ventana``: wants the turn to write, and only reads where another window has it or the folder lets
        nobody write; ``turno.solo_lectura`` says why.

        Raises EnvironmentProblem where it cannot be used: Cerrada where it is enciphered and no key was given.
        """
        hacer_carpeta(carpeta, nueva=not (carpeta / BASE).exists())
        self.carpeta, self._llave = carpeta, llave
        self.turno = Turno(carpeta, ventana=ventana, solo_lectura=solo_lectura)
        self.archivos = Archivos(carpeta / "archivos", llave, self.turno)
        try:
            if llave is None and Cerradura.hay(carpeta):  # asked now: while the turn was waited for it may have changed
                raise Cerrada(carpeta)
            exigir_base(carpeta / BASE)
            self._db: Database = consulta.abrir_segun(self.turno, carpeta / BASE, ahora, llave)
        except BaseException:
            self.turno.soltar()
            raise
        self.sincronia = Sincronia(self._db, self._guardar)
        self.envios = Envios(self._db, self._guardar)
        self.cuaderno = Cuaderno(self._db, self._guardar)
        self.de_otros: Callable[[Visita], Iterable[Antecedente]] = lambda _visita: ()  # what the office sent of them

    def cerrar(self) -> None:
        if not self.turno.solo_lectura and self.turno.espacio.apurado():
            # Closing moves the log into the database, for which there may be no room left.
            self.turno.espacio.soltar()
        self._db.conn.close()
        self.turno.soltar()

    def _guardar(self, hacer: Callable[[Database], T]) -> T:
        """Every write of a row goes through here. Raises ReadOnly where it is not this window's turn."""
        return self.turno.guardar(lambda: hacer(self._db))

    def tomar_turno(self) -> bool:
        """Become the window that writes where the other one is gone; whether it is. Then all is to be read again."""
        if self.turno.solo_lectura and self.turno.tomar():
            consulta.permitir_escribir(self._db)
        return not self.turno.solo_lectura

    def cuidar(self, ahora: datetime) -> Aviso:
        """What a window does now and then: ballast in its place, orphans away, and how the disk is."""
        if self.turno.solo_lectura:
            return Aviso("")  # here nothing is written that could fill it
        with self.turno.a_solas() as solo:
            if solo:
                limpieza.quitar_huerfanos(self._db, self.archivos, self.carpeta / "archivos", ahora.timestamp())
        return self.turno.espacio.cuidar()

    def __enter__(self) -> Almacen:
        return self

    def __exit__(self, *_: object) -> None:
        self.cerrar()

    # --- visits ---------------------------------------------------------------------------------------------------

    def escribir(self, op: Operacion, *, quien: str, cuando: datetime) -> int:
        numero = self._guardar(lambda db: registros.escribir(db, op, quien=quien, cuando=cuando))
        self.archivos.llegaron(sobrantes.dichos(c.despues for c in op.cambios))
        return numero

    def cabeza(self, visita_id: str) -> Cabeza:
        """Where the chain of the visit's history stands now (ADR 0028)."""
        return cadena.cabeza(self._db, visita_id)

    def marca(self, visita_id: str) -> tuple[int, int]:
        """Changes with every write to the visit and its documents; only good for comparing."""
        return lecturas.marca(self._db, visita_id)

    def cerrar_visita(
        self,
        op: Operacion,
        paquete: PaqueteCerrado,
        *,
        quien: str,
        cuando: datetime,
        visto: tuple[int, int] | None = None,
        turnado: PaqueteCerrado | None = None,
    ) -> int:
        return self._guardar(
            lambda db: registros.cerrar(db, op, paquete, quien=quien, cuando=cuando, visto=visto, turnado=turnado)
        )

    def paquetes(self, visita_id: str, *, turnado: bool = False) -> tuple[PaqueteCerrado, ...]:
        return documentos.paquetes(self._db, visita_id, turnado=turnado)

    def deshacer(self, visita_id: str, *, quien: str, cuando: datetime) -> Operacion | None:
        return self._guardar(lambda db: registros.deshacer(db, visita_id, quien=quien, cuando=cuando))

    def rehacer(self, visita_id: str, *, quien: str, cuando: datetime) -> Operacion | None:
        return self._guardar(lambda db: registros.rehacer(db, visita_id, quien=quien, cuando=cuando))

    def contenidos_emparentados(self, visita_id: str, evidencia: Evidencia) -> frozenset[str]:
        return tachados.emparentados(self._db, visita_id, evidencia)

    def tachada_como(self, visita_id: str, *, sha256: str, original: str) -> Evidencia | None:
        return tachados.tachada_como(self._db, visita_id, sha256=sha256, original=original)

    def quien_conserva(self, visita_id: str, sha256: str) -> tuple[str, ...]:
        return tachados.quien_conserva(self._db, visita_id, sha256)

    def expediente(self, visita_id: str) -> Expediente | None:
        return lecturas.leer_expediente(self._db, visita_id)

    def visita(self, visita_id: str) -> Visita | None:
        return lecturas.leer_visita(self._db, visita_id)

    def visita_con_folio(self, folio: str) -> Visita | None:
        return lecturas.visita_con_folio(self._db, folio)

    def visitas(self, limite: int | None = None) -> tuple[Visita, ...]:
        return lecturas.leer_visitas(self._db, limite=limite)

    def abiertas(self, limite: int) -> tuple[Visita, ...]:
        return lecturas.abiertas(self._db, limite)

    def cerradas(self, limite: int) -> tuple[Visita, ...]:
        return lecturas.cerradas(self._db, limite)

    def folios(self, prefijo: str) -> tuple[str, ...]:
        return lecturas.folios(self._db, prefijo)

    def historia(self, registro_id: str) -> tuple[Entrada, ...]:
        return copias.historia(self._db, registro_id)

    def ultimo_cambio(self, visita_id: str) -> datetime | None:
        return lecturas.ultima_operacion(self._db, visita_id)

    def medidas_con_plazo(self, hasta: date) -> tuple[tuple[Medida, Visita], ...]:
        return lecturas.medidas_con_plazo(self._db, hasta.isoformat())

    def antecedentes(self, visita: Visita) -> tuple[Antecedente, ...]:
        unidos = unir(visita, seguimiento.antecedentes(self._db, visita), self.de_otros(visita))
        return con_actos(unidos, seguimiento.actos_de(self._db, (h.id for a in unidos for h in a.inconsistencias)))

    def antecedentes_cerrados(self) -> tuple[Antecedente, ...]:
        """What is to be followed up of every closed visit, without what nobody asks of it."""
        return seguimiento.cerrados(self._db)

    def verificadas(self, hallazgos: Iterable[str]) -> tuple[Verificada, ...]:
        return seguimiento.verificadas(self._db, hallazgos)

    def levantadas(self, unidad: Unidad) -> tuple[tuple[Visita, str], ...]:
        return seguimiento.levantadas(self._db, unidad)

    def inconsistencias(self, ids: Iterable[str]) -> tuple[Inconsistencia, ...]:
        return seguimiento.inconsistencias(self._db, ids)

    def pliegos(self, excepto: str) -> tuple[str, ...]:
        return lecturas.pliegos(self._db, excepto)

    def personas(self, campo: str) -> tuple[Persona, ...]:
        return lecturas.personas(self._db, campo)

    def buscar(self, texto: str, *, visita_id: str | None = None, limite: int = 50) -> tuple[Hallado, ...]:
        return busqueda.buscar(self._db, texto, visita_id=visita_id, limite=limite)

    # --- the bin --------------------------------------------------------------------------------------------------

    def notar_dia(self, dia: date) -> None:
        """Remember that the application was open on this day, by which the bin counts."""
        if not papelera.se_vio(self._db, dia):
            self._guardar(lambda db: papelera.notar_dia(db, dia))

    def esta_en_papelera(self, visita_id: str) -> bool:
        return papelera.esta(self._db, visita_id)

    def a_la_papelera(self, visita_id: str, *, quien: str, cuando: datetime) -> None:
        self._guardar(lambda db: papelera.enviar(db, visita_id, quien=quien, cuando=cuando))

    def de_la_papelera(self, visita_id: str, *, quien: str, cuando: datetime) -> None:
        self._guardar(lambda db: papelera.restaurar(db, visita_id, quien=quien, cuando=cuando))

    def en_papelera(self) -> tuple[EnPapelera, ...]:
        return papelera.visitas(self._db)

    def historia_de_la_papelera(self) -> tuple[Hecho, ...]:
        return papelera.historia(self._db)

    def quitados(self, visita_id: str) -> tuple[Quitado, ...]:
        return papelera.de_visita(self._db, visita_id)

    def visitas_con_quitados(self) -> tuple[str, ...]:
        return papelera.visitas_con_quitados(self._db)

    def dias_desde(self, operacion: int) -> int:
        """How many days of use passed since an operation."""
        return papelera.dias_de(self._db, operacion)

    def borrar_visitas(self, ids: Iterable[str], *, hecho: str, quien: str, cuando: datetime) -> tuple[Hecho, ...]:
        """Delete visits of the bin for good, with their files. Raises UserError where one must not go."""
        hechos = self._guardar(lambda db: papelera.borrar(db, ids, hecho=hecho, quien=quien, cuando=cuando))
        self.borrar_sobrantes()
        return hechos

    def vaciar_quitados(self) -> None:
        """Nothing that was taken out of a visit until now comes back from its bin."""
        self._guardar(papelera.vaciar_quitados)
        self.soltar_contenidos()

    def soltar_contenidos(self) -> None:
        """Let the contents go of files that left the bins of their visits."""
        limite = papelera.limite(self._db)
        if sobrantes.hay_que_soltar(self._db, limite):
            self._guardar(partial(sobrantes.soltar, limite=limite))
        self.borrar_sobrantes()

    def borrar_sobrantes(self) -> None:
        """Take off the disk what nobody speaks of any more; safe to repeat. Raises EnvironmentProblem where another
        program holds a file: it is tried again the next time.
        """
        for clase, nombre in sobrantes.pendientes(self._db, papelera.limite(self._db)):
            if clase == "contenido" and self.archivos.esta_en_camino(nombre):
                continue
            if clase == "contenido":
                self.archivos.borrar(nombre)
            else:
                self.archivos.borrar_de(en_disco(self.carpeta / nombre, self._llave))
            self._guardar(partial(sobrantes.ya_no_esta, clase=clase, nombre=nombre))

    # --- several laptops on one visit -----------------------------------------------------------------------------

    def equipo(self) -> str:
        """The name of this laptop among those that work on one visit."""
        return copias.equipo(self._db)

    def renombrar_equipo(self, ahora: datetime) -> str:
        """From the next operation on, this laptop has another name: see ``copias.renombrar``. The new one."""

        def hacer(db: Database) -> str:
            with conexion.escritura(db):
                return copias.renombrar(db, ahora)

        return self._guardar(hacer)

    def bitacora(self, visita_id: str) -> Bitacora:
        return copias.bitacora(self._db, visita_id)

    def unir_copia(
        self,
        op: Operacion,
        ajenas: Sequence[Version],
        origen: Origen,
        *,
        luego: Operacion | None,
        paquetes: Sequence[PaqueteCerrado],
        quien: str,
        cuando: datetime,
        visto: tuple[int, int],
    ) -> int:
        numero = self._guardar(
            lambda db: copias.unir(
                db, op, ajenas, origen, luego=luego, paquetes=paquetes, quien=quien, cuando=cuando, visto=visto
            )
        )
        self.archivos.llegaron(sobrantes.dichos(c.despues for c in op.cambios))
        return numero

    # --- documents and deliveries ---------------------------------------------------------------------------------

    def documentos(self, visita_id: str) -> tuple[Documento, ...]:
        return documentos.de_visita(self._db, visita_id)

    def documentos_por_registro(self, prefijo: str) -> tuple[Documento, ...]:
        return documentos.de_registro(self._db, prefijo)

    def documentos_por_folio(self, folio: str) -> tuple[Documento, ...]:
        return documentos.de_folio(self._db, folio)

    def agregar_documento(self, documento: Documento) -> None:
        self._guardar(lambda db: documentos.agregar(db, documento))
        self.archivos.llegaron(sobrantes.dichos(documento.archivos))

    def agregar_archivo(self, documento_id: str, archivo: ArchivoDocumento) -> None:
        self._guardar(lambda db: documentos.agregar_archivo(db, documento_id, archivo))
        self.archivos.llegaron(sobrantes.dichos([archivo]))

    def entregas(self, visita_id: str | None = None, *, turnado: bool = False) -> tuple[Entrega, ...]:
        return documentos.entregas(self._db, visita_id, turnado=turnado)

    def agregar_entrega(self, entrega: Entrega, *, turnado: bool = False) -> None:
        self._guardar(lambda db: documentos.agregar_entrega(db, entrega, turnado=turnado))

    # --- care -----------------------------------------------------------------------------------------------------

    def paquete_en_disco(self, nombre: str, *, turnado: bool = False) -> Path | ArchivoCifrado:
        """Where the content of a closed package is read from; it may not be there."""
        return legible(self.carpeta / ("turnados" if turnado else "paquetes") / nombre, self._llave)

    @property
    def llave(self) -> Llave | None:
        """With what packages are kept here; None in a plain folder."""
        return self._llave

    def respaldar(self, destino: Path) -> Path:
        return respaldo.respaldar(self._db, destino, self._llave)

    def comprobar(self) -> tuple[str, ...]:
        """What is wrong with the database and the files, as sentences; empty where all is well."""
        return (*comprobacion.comprobar(self._db), *comprobacion.archivos_que_faltan(self._db, self.archivos))

    def folios_por_visita(self) -> Mapping[str, str]:
        """The folio of every visit, those in the bin too."""
        return comprobacion.folios(self._db)

    def eslabones(self, visita_id: str) -> Mapping[int, str]:
        """The links of a visit's chain by their place."""
        return comprobacion_cadena.eslabones_de(self._db, visita_id)

    def se_cerro_aqui(self, visita_id: str, revision: int) -> bool:
        """Whether that revision was closed on this laptop and not on another one of the commission."""
        return comprobacion.se_cerro_aqui(self._db, visita_id, revision)

    def nombres_de_paquetes(self, *, turnado: bool = False) -> frozenset[str]:
        """The packages that the base knows of."""
        return comprobacion.nombres_de_paquetes(self._db, turnado=turnado)
