"""Emits the documents of a visit, keeps every version, and says in which state each one is.

What a document says is hashed when it is emitted; when the visit says something else later, the list shows it as out
of date and the emitted file stays as it is. Each kind of document is a module of ``papel``, which loads what draws when
it is needed: importing this module must never load those libraries, nor the models of what is printed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app import durable
from supervisor_app.documents.vista import contar_paginas
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.composicion import componer
from supervisor_app.domain.dibujada import FirmaDibujada
from supervisor_app.domain.documento import ArchivoDocumento, Documento, EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, LineaMembrete, TextosInforme
from supervisor_app.domain.seguimiento import Antecedente, Reincidencia, compartibles, pasado
from supervisor_app.domain.sustitucion import motivo_de, pide_motivo
from supervisor_app.domain.turnos import como_se_firmo
from supervisor_app.domain.version_publica import Testado
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.cierre import exigir_abierta, exigir_firmable
from supervisor_app.services.papel import informe
from supervisor_app.services.papel.clase import Clase, Cual, Edicion, Material, Nombre
from supervisor_app.services.papel.indice import clases
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.services.version_publica import Publicada

_CAMBIO = (
    "La visita cambió después de emitir esta versión, o la aplicación se actualizó. Emita una versión nueva y fírmela: "
    "lo que se dibuje debe quedar sobre lo que dice la visita."
)


@dataclass(frozen=True, slots=True)
class FilaDocumento:
    """One line of the documents list: what it is, its newest version if any, its state, and what it still misses."""

    tipo: TipoDocumento
    clave: str
    nombre: Nombre
    documento: Documento | None
    estado: EstadoDocumento
    falta: str = ""
    opcional: bool = False
    reservada: bool = False
    de_consulta: bool = False
    pide_motivo: bool = False
    """Whether a new version has to say why it replaces this one."""

    @property
    def impide_cerrar(self) -> bool:
        """Whether its state counts for closing: one that is optional and was never emitted does not."""
        return not (self.opcional and self.documento is None) and not self.de_consulta


class Documentos:
    """The verbs of documents over one store."""

    def __init__(
        self,
        almacen: Almacen,
        *,
        reloj: Callable[[], datetime],
        nuevo_id: Callable[[], str],
        ajustes: Callable[[], Ajustes],
        feriados: Callable[[], Collection[date]] = frozenset,
    ) -> None:
        self._almacen = almacen
        self._reloj = reloj
        self._nuevo_id = nuevo_id
        self._ajustes = ajustes
        self._feriados = feriados

    # --- informe --------------------------------------------------------------------------------------------------

    def textos(self) -> TextosInforme:
        """The fixed texts of the form with the letterhead of the settings."""
        return textos_de(self._ajustes())

    def componer_informe(self, e: Expediente) -> InformeBorrador:
        """The first draft of the informe, composed from the visit and the settings."""
        ajustes = self._ajustes()
        equipo = [p for p in e.visita.equipo if not p.vacia]
        datos = componer(
            e,
            e.definiciones,
            coordinador=ajustes.coordinador_normativo,
            coordinacion=ajustes.coordinacion_normativa,
            adscripcion=ajustes.adscripcion,
            comisionado=equipo[0] if equipo else Persona(nombre=ajustes.nombre, cargo=ajustes.cargo),
            hoy=self._reloj().date(),
        )
        return InformeBorrador(id=f"{e.visita.id}:informe", visita_id=e.visita.id, datos=datos)

    def vista_previa_informe(self, borrador: InformeBorrador, folio: str = "") -> bytes:
        """The draft as PDF, marked as such; by the same renderer as the emitted one."""
        visita = self._almacen.visita(borrador.visita_id)
        superior = visita.da_visto_bueno(TipoDocumento.INFORME.value) if visita is not None else None
        return informe.vista_previa(borrador, self.textos(), folio=folio, superior=superior)

    def generar_informe(self, datos: DatosInforme, *, folio: str, version: int = 1) -> bytes:
        """An informe from its data alone. Raises UserError with every reason it cannot be."""
        return informe.generar_informe(datos, self.textos(), folio=folio, version=version)

    def vista_previa_acta(self, e: Expediente) -> bytes:
        """The acta as it is being written, as PDF marked as a draft; b"" where there is none."""
        if e.acta is None:
            return b""
        from supervisor_app.services.papel.acta import vista_previa_acta  # noqa: PLC0415 - loads what is printed

        return vista_previa_acta(e, e.acta)

    # --- emission -------------------------------------------------------------------------------------------------

    def emitir(self, e: Expediente, tipo: TipoDocumento, clave: str = "", *, motivo: str = "") -> Documento:
        """Emit a version of a document. Raises UserError naming what it misses; then nothing changed.

        ``clave`` is the code of a cédula; the other kinds have one document a visit. ``motivo``: why, where it replaces
        a version that was signed; without it the error's field is ``motivo``.
        """
        clase = clases()[tipo]
        if not clase.de_consulta:
            exigir_abierta(e.visita)
        historia, material = self._almacen.cabeza(e.visita.id), self._material(e)
        clase.exigir(e, clave, material)
        anterior = material.emitidos.get((tipo, clave))
        edicion = Edicion(
            1 if anterior is None else anterior.version + 1,
            historia,
            motivo_de(e.visita, None if clase.de_consulta else anterior, motivo),
        )
        hecho = clase.version(e, clave, edicion, material)
        pdf, ahora = hecho.compuesto.pdf(), self._reloj()
        archivo = ArchivoDocumento(
            orden=0,
            metodo=Metodo.EMISION,
            sha256=self._almacen.archivos.guardar(pdf),
            bytes=len(pdf),
            paginas=contar_paginas(pdf),
            cuando=ahora,
        )
        documento = Documento(
            id=self._nuevo_id(),
            visita_id=e.visita.id,
            revision=e.visita.revision,
            tipo=tipo,
            clave=clave,
            version=edicion.version,
            folio=hecho.folio,
            titulo=hecho.titulo,
            registro_sha256=hashlib.sha256(hecho.registro).hexdigest(),
            huella=clase.huella(e, clave, material),
            campos=hecho.campos,
            creado=ahora,
            archivos=(archivo,),
            historia=edicion.historia,
            motivo=edicion.motivo,
        )
        self._almacen.agregar_documento(documento)
        return documento

    def _material(self, e: Expediente) -> Material:
        @cache
        def antecedentes() -> tuple[Antecedente, ...]:
            return self._almacen.antecedentes(e.visita)

        return Material(
            levantadas=_levantadas(e, antecedentes),
            textos=self.textos(),
            leer=self._almacen.archivos.leer,
            emitidos=self._ultimos(e.visita.id),
            antecedentes=antecedentes,
            feriados=self._feriados,
        )

    def version_publica(self, e: Expediente, tipo: TipoDocumento, clave: str, testado: Testado) -> Publicada:
        """The newest version of a document with all that is confidential taken out, to be read by a person and then
        published. Nothing is kept of it.

        Raises UserError for what is reserved, was not emitted, or says something else by now.
        """
        from supervisor_app.documents.publica import componer_publica  # noqa: PLC0415 - loads the library that draws
        from supervisor_app.documents.textos import textos_publica  # noqa: PLC0415 - loads what is printed
        from supervisor_app.services import version_publica  # noqa: PLC0415 - loads what is printed

        clase, material = clases()[tipo], self._material(e)
        nombre = clase.nombre(e, clave)
        if clase.reservada or clase.de_consulta:
            raise UserError(f"De {nombre.en_frase} no se hace versión pública.")
        documento = material.emitidos.get((tipo, clave))
        if documento is None:
            raise UserError(f"{nombre.corto}: emita el documento antes de hacer su versión pública.")
        if not e.visita.cerrada and clase.huella(e, clave, material) != documento.huella:
            raise UserError(f"{nombre.corto}: la visita cambió; emita una versión nueva antes de hacer la pública.")
        textos = textos_publica()
        publica = version_publica.VersionPublica(testado, foto=textos.foto, archivos=version_publica.listados(e))
        hecho = clase.version(e, clave, Edicion.de(documento), replace(material, publica=publica))
        compuesto = componer_publica(
            hecho.compuesto,
            textos,
            cuenta=publica.cuenta,
            fundamento=testado.fundamento,
            constancias=version_publica.constancias(documento, con_efirma=textos.con_efirma, dibujada=textos.dibujada),
        )
        return version_publica.Publicada(
            compuesto.pdf(), f"{compuesto.impreso.folio}-v{documento.version}.pdf", publica.cuenta
        )

    def redibujar(self, documento: Documento, dibujadas: Mapping[str, FirmaDibujada]) -> bytes:
        """The same version with what was drawn in its places to sign: the same record, another file. Nothing is kept.

        Raises UserError where the visit says something else since it was emitted.
        """
        e = self._almacen.expediente(documento.visita_id)
        clase = clases()[documento.tipo]
        material = self._material(e) if e is not None else None
        if e is None or material is None or clase.huella(e, documento.clave, material) != documento.huella:
            raise UserError(_CAMBIO)
        hecho = clase.version(e, documento.clave, Edicion.de(documento), material)
        if hashlib.sha256(hecho.registro).hexdigest() != documento.registro_sha256:
            raise UserError(_CAMBIO)
        return hecho.compuesto.pdf(dibujadas)

    def marcar_tinta(self, documento: Documento) -> Documento:
        """Record that the document was printed to be signed by hand; once, however often it is printed.

        Raises UserError where it has an electronic signature, or where its visit is closed.
        """
        self.exigir_para_tinta(documento)
        if documento.para_tinta:
            return documento
        archivo = con(documento.ultimo, orden=documento.ultimo.orden + 1, metodo=Metodo.TINTA, cuando=self._reloj())
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    def exigir_para_tinta(self, documento: Documento) -> None:
        """Raises UserError where it cannot be signed by hand: it is signed already, or its visit is closed."""
        if documento.firmados:
            raise UserError(
                f"El documento ya se firmó {como_se_firmo(documento)}, que no se mezcla con firma autógrafa. Emita una "
                "versión nueva para firmarla a mano."
            )
        if not documento.para_tinta:
            exigir_firmable(documento, self._almacen.visita(documento.visita_id))

    # --- state ----------------------------------------------------------------------------------------------------

    def lista(self, e: Expediente) -> tuple[FilaDocumento, ...]:
        """The documents of the visit in printing order, those of an optional kind where they were begun."""
        material = self._material(e)
        return tuple(
            self._fila(e, clase, clave, material)
            for tipo, clase in clases().items()
            for clave in clase.claves(e, [c for t, c in material.emitidos if t is tipo])
        )

    def _fila(self, e: Expediente, clase: Clase, clave: str, material: Material) -> FilaDocumento:
        documento, falta = material.emitidos.get((clase.tipo, clave)), clase.falta(e, clave, material)
        estado = EstadoDocumento.SIN_EMITIR
        if documento is not None:
            # A closed visit does not change any more, whatever other visits to the unit say since.
            quieta = e.visita.cerrada and not clase.de_consulta
            estado = documento.estado(documento.huella if quieta else clase.huella(e, clave, material))
        nombre = clase.nombre(e, clave)
        return FilaDocumento(
            clase.tipo,
            clave,
            nombre,
            documento,
            estado,
            falta,
            opcional=clase.opcional,
            reservada=clase.reservada,
            de_consulta=clase.de_consulta,
            pide_motivo=not clase.de_consulta and pide_motivo(e.visita, documento),
        )

    def _ultimos(self, visita_id: str) -> dict[Cual, Documento]:
        return {(d.tipo, d.clave): d for d in self._almacen.documentos(visita_id)}

    def vigentes(self, visita_id: str) -> list[Documento]:
        """The newest version of each document: what is signed and delivered."""
        orden = list(clases())
        return sorted(self._ultimos(visita_id).values(), key=lambda d: (orden.index(d.tipo), d.clave))

    def versiones(self, visita_id: str, tipo: TipoDocumento, clave: str) -> tuple[Documento, ...]:
        """Every emitted version of one document, oldest first."""
        return tuple(d for d in self._almacen.documentos(visita_id) if (d.tipo, d.clave) == (tipo, clave))

    def pendientes(self, e: Expediente) -> tuple[str, ...]:
        """What the documents miss before the visit can be closed, one sentence each.

        An optional one that was never emitted holds nothing back; an emitted one is like the others.
        """
        frases = {
            EstadoDocumento.SIN_EMITIR: "emita el documento",
            EstadoDocumento.DESACTUALIZADO: "la visita cambió; emita una versión nueva y fírmela",
            EstadoDocumento.LISTO: "falta firmarlo",
        }
        return tuple(
            f"{f.nombre.corto}: {frases[f.estado]}" for f in self.lista(e) if f.estado in frases and f.impide_cerrar
        )

    # --- files ----------------------------------------------------------------------------------------------------

    def leer(self, documento: Documento) -> bytes:
        """The newest file of a document."""
        return self._almacen.archivos.leer(documento.ultimo.sha256)

    def nombre_de_archivo(self, documento: Documento) -> str:
        firma = "-firmado" if documento.con_efirma else "-firma-dibujada" if documento.dibujados else ""
        if documento.ultimo.metodo is Metodo.SELLO:
            firma = "-sellado"
        return f"{documento.folio}-v{documento.version}{firma}.pdf"

    def nombre_de_escaneo(self, documento: Documento) -> str:
        return f"{documento.folio}-v{documento.version}-escaneo.pdf"

    def exportar(self, documento: Documento, ruta: Path) -> Path:
        """Write the newest file where a person asked for it. Raises EnvironmentProblem where it cannot be written."""
        try:
            durable.write_atomic(ruta, self.leer(documento), mode=0o644)
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo guardar {ruta.name} ({motivo(error)}).") from error
        return ruta


def _levantadas(e: Expediente, antecedentes: Callable[[], tuple[Antecedente, ...]]) -> Mapping[str, Reincidencia]:
    """What earlier visits to the unit found and may be printed, by item; none is read where nothing was found."""
    if all(h.libre for h in e.inconsistencias.values()):
        return {}
    return pasado(e.visita, (), compartibles(antecedentes())).levantadas


def textos_de(ajustes: Ajustes) -> TextosInforme:
    """The fixed texts of the form with the letterhead of these settings."""
    from supervisor_app.documents.textos import textos_informe  # noqa: PLC0415 - loads what is printed

    lineas = [linea for linea in ajustes.membrete if linea.strip()]
    return textos_informe().personalizar(
        membrete=tuple(LineaMembrete(texto=linea, negrita=n < 2) for n, linea in enumerate(lineas))
    )
