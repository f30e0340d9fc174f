"""Emits the documents of a visit, keeps every version, and says in which state each one is.

What a document says is hashed when it is emitted (``huellas``); when the visit says something else later, the list
shows it as out of date and the emitted file stays as it is. Drawing is ``emision``, which is loaded when it is needed:
importing this module must never load the libraries that draw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app import durable
from supervisor_app.documents.textos import textos_informe
from supervisor_app.documents.vista import ImagenPagina, contar_paginas, render_pagina
from supervisor_app.domain.avance import faltantes_de_preparacion, resultado
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.composicion import componer
from supervisor_app.domain.documento import ArchivoDocumento, Documento, EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, LineaMembrete, TextosInforme
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.domain.seguimiento import Reincidencia, compartibles, pasado
from supervisor_app.domain.texto import cuanto_falta
from supervisor_app.domain.validacion_informe import Severidad, validar
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.cierre import exigir_abierta
from supervisor_app.services.huellas import huella
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.services.emision import Hecho

__all__ = ["Documentos", "FilaDocumento", "ImagenPagina", "contar_paginas", "render_pagina", "textos_de"]


@dataclass(frozen=True, slots=True)
class FilaDocumento:
    """One line of the documents list: what it is, its newest version if any, its state, and what it still misses."""

    tipo: TipoDocumento
    clave: str
    titulo: str
    documento: Documento | None
    estado: EstadoDocumento
    falta: str = ""


class Documentos:
    """The verbs of documents over one store."""

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
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        return emision.vista_previa(borrador, self.textos(), folio=folio)

    def generar_informe(self, datos: DatosInforme, *, folio: str, version: int = 1) -> bytes:
        """An informe from its data alone. Raises UserError with every reason it cannot be."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        return emision.generar_informe(datos, self.textos(), folio=folio, version=version)

    # --- emission -------------------------------------------------------------------------------------------------

    def emitir_informe(self, e: Expediente) -> Documento:
        """Emit a version of the informe. Raises UserError naming what it misses; then nothing changed."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        exigir_abierta(e.visita)
        if e.informe is None:
            raise UserError("Componga el informe antes de emitirlo.")
        version = self._siguiente_version(e, TipoDocumento.INFORME, "")
        folio = f"{e.visita.folio}-INF"
        return self._guardar(e, emision.hacer_informe(e.informe, self.textos(), folio=folio, version=version))

    def emitir_cedula(self, e: Expediente, codigo: str) -> Documento:
        """Emit a version of a cédula. Raises UserError where it is not complete; then nothing changed."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        exigir_abierta(e.visita)
        if falta := _falta_cedula(e, codigo):
            raise UserError(f"{codigo}: {falta}")
        version = self._siguiente_version(e, TipoDocumento.CEDULA, codigo)
        levantadas = self._levantadas(e)
        leer = self._almacen.archivos.leer
        hecho = emision.hacer_cedula(e, e.definiciones[codigo], version=version, levantadas=levantadas, leer=leer)
        return self._guardar(e, hecho)

    def emitir_acta(self, e: Expediente) -> Documento:
        """Emit a version of the acta of the closing meeting. Raises UserError naming what it misses."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        exigir_abierta(e.visita)
        if falta := _falta_acta(e):
            raise UserError(f"Acta de cierre: {falta}")
        assert e.acta is not None
        version = self._siguiente_version(e, TipoDocumento.ACTA, "")
        return self._guardar(e, emision.hacer_acta(e, e.acta, version=version))

    def emitir_turnado(self, e: Expediente) -> Documento:
        """Emit a version of the turnado. Raises UserError where nothing is to be turned over, or what it misses."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        exigir_abierta(e.visita)
        if not hay_reserva(e):
            raise UserError("Ninguna inconsistencia está marcada como posible irregularidad; no hay qué turnar.")
        if falta := _falta_turnado(e):
            raise UserError(f"Turnado: {falta}")
        version = self._siguiente_version(e, TipoDocumento.TURNADO, "")
        return self._guardar(e, emision.hacer_turnado(e, version=version))

    def vista_previa_acta(self, e: Expediente) -> bytes:
        """The acta as it is being written, as PDF marked as a draft; b"" where there is none."""
        from supervisor_app.services import emision  # noqa: PLC0415 - loads the library that draws

        return emision.vista_previa_acta(e, e.acta) if e.acta is not None else b""

    def _guardar(self, e: Expediente, hecho: Hecho) -> Documento:
        ahora = self._reloj()
        archivo = ArchivoDocumento(
            orden=0,
            metodo=Metodo.EMISION,
            sha256=self._almacen.archivos.guardar(hecho.pdf),
            bytes=len(hecho.pdf),
            paginas=contar_paginas(hecho.pdf),
            cuando=ahora,
        )
        documento = Documento(
            id=self._nuevo_id(),
            visita_id=e.visita.id,
            revision=e.visita.revision,
            tipo=hecho.tipo,
            clave=hecho.clave,
            version=hecho.version,
            folio=hecho.folio,
            titulo=hecho.titulo,
            registro_sha256=hashlib.sha256(hecho.registro).hexdigest(),
            huella=self._huella(e, hecho.tipo, hecho.clave, self._levantadas(e)),
            campos=hecho.campos,
            creado=ahora,
            archivos=(archivo,),
        )
        self._almacen.agregar_documento(documento)
        return documento

    def _siguiente_version(self, e: Expediente, tipo: TipoDocumento, clave: str) -> int:
        return max((d.version for d in self.versiones(e.visita.id, tipo, clave)), default=0) + 1

    def marcar_tinta(self, documento: Documento) -> Documento:
        """Record that the document was printed to be signed by hand; once, however often it is printed.

        Raises UserError where it has an electronic signature, or where its visit is closed.
        """
        if documento.para_tinta:
            return documento
        exigir_abierta(self._almacen.visita(documento.visita_id))
        if documento.firmados:
            raise UserError("El documento ya tiene firma electrónica; no se mezcla con firma autógrafa.")
        archivo = con(documento.ultimo, orden=documento.ultimo.orden + 1, metodo=Metodo.TINTA, cuando=self._reloj())
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    # --- state ----------------------------------------------------------------------------------------------------

    def lista(self, e: Expediente) -> tuple[FilaDocumento, ...]:
        """The documents of the visit in printing order: its cédulas, the informe, the acta where one was begun, and the
        turnado where a possible irregularity is to be turned over.
        """
        emitidos, levantadas = self._ultimos(e.visita.id), self._levantadas(e)
        titulos = {(TipoDocumento.CEDULA, c): f"Cédula {c} · {d.proceso}" for c, d in e.definiciones.items()}
        titulos[TipoDocumento.INFORME, ""] = "Informe de la comisión · 1270-009-032"
        if e.acta is not None or (TipoDocumento.ACTA, "") in emitidos:
            titulos[TipoDocumento.ACTA, ""] = "Acta de cierre"
        if hay_reserva(e):
            titulos[TipoDocumento.TURNADO, ""] = "Turnado · reservado"
        return tuple(self._fila(e, *cual, titulo, emitidos.get(cual), levantadas) for cual, titulo in titulos.items())

    def _fila(
        self,
        e: Expediente,
        tipo: TipoDocumento,
        clave: str,
        titulo: str,
        documento: Documento | None,
        levantadas: Mapping[str, Reincidencia],
    ) -> FilaDocumento:
        falta = _falta(e, tipo, clave)
        estado = EstadoDocumento.SIN_EMITIR
        if documento is not None:
            # A closed visit does not change any more, whatever other visits to the unit say since.
            actual = documento.huella if e.visita.cerrada else self._huella(e, tipo, clave, levantadas)
            estado = documento.estado(actual)
        return FilaDocumento(tipo, clave, titulo, documento, estado, falta)

    def _huella(self, e: Expediente, tipo: TipoDocumento, clave: str, levantadas: Mapping[str, Reincidencia]) -> str:
        return huella(e, tipo, clave, clave_informe=self.textos().clave, levantadas=levantadas)

    def _levantadas(self, e: Expediente) -> Mapping[str, Reincidencia]:
        """What earlier visits to the unit found and may be printed, by item; none is read where nothing was found."""
        if all(h.libre for h in e.inconsistencias.values()):
            return {}
        return pasado(e.visita, (), compartibles(self._almacen.antecedentes(e.visita))).levantadas

    def _ultimos(self, visita_id: str) -> dict[tuple[TipoDocumento, str], Documento]:
        return {(d.tipo, d.clave): d for d in self._almacen.documentos(visita_id)}

    def vigentes(self, visita_id: str) -> list[Documento]:
        """The newest version of each document: what is signed and delivered."""
        return sorted(self._ultimos(visita_id).values(), key=lambda d: (_ORDEN.index(d.tipo), d.clave))

    def versiones(self, visita_id: str, tipo: TipoDocumento, clave: str) -> tuple[Documento, ...]:
        """Every emitted version of one document, oldest first."""
        return tuple(d for d in self._almacen.documentos(visita_id) if (d.tipo, d.clave) == (tipo, clave))

    def pendientes(self, e: Expediente) -> tuple[str, ...]:
        """What the documents miss before the visit can be closed, one sentence each.

        An acta is optional: one that was begun and not emitted holds nothing back; an emitted one is like the others.
        """
        frases = {
            EstadoDocumento.SIN_EMITIR: "emita el documento",
            EstadoDocumento.DESACTUALIZADO: "la visita cambió; emita una versión nueva y fírmela",
            EstadoDocumento.LISTO: "falta firmarlo",
        }
        return tuple(f"{_corto(f)}: {frases[f.estado]}" for f in self.lista(e) if f.estado in frases and _cuenta(f))

    # --- files ----------------------------------------------------------------------------------------------------

    def leer(self, documento: Documento) -> bytes:
        """The newest file of a document."""
        return self._almacen.archivos.leer(documento.ultimo.sha256)

    def nombre_de_archivo(self, documento: Documento) -> str:
        firma = "-firmado" if documento.firmados else ""
        return f"{documento.folio}-v{documento.version}{firma}.pdf"

    def exportar(self, documento: Documento, ruta: Path) -> Path:
        """Write the newest file where a person asked for it. Raises EnvironmentProblem where it cannot be written."""
        try:
            durable.write_atomic(ruta, self.leer(documento), mode=0o644)
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo guardar {ruta.name} ({motivo(error)}).") from error
        return ruta


def textos_de(ajustes: Ajustes) -> TextosInforme:
    """The fixed texts of the form with the letterhead of these settings."""
    lineas = [linea for linea in ajustes.membrete if linea.strip()]
    return textos_informe().personalizar(
        membrete=tuple(LineaMembrete(texto=linea, negrita=n < 2) for n, linea in enumerate(lineas))
    )


_ORDEN = (TipoDocumento.CEDULA, TipoDocumento.INFORME, TipoDocumento.ACTA, TipoDocumento.TURNADO)


def _falta(e: Expediente, tipo: TipoDocumento, clave: str) -> str:
    if tipo is TipoDocumento.CEDULA:
        return _falta_cedula(e, clave)
    if tipo is TipoDocumento.TURNADO:
        return _falta_turnado(e)
    return _falta_acta(e) if tipo is TipoDocumento.ACTA else _falta_informe(e)


def _falta_acta(e: Expediente) -> str:
    """What holds back emitting the acta: its own data, then what it prints of the visit."""
    if e.acta is None:
        return "Falta empezarla"
    propias = [f.texto for f in faltantes_del_acta(e.acta, e.visita) if f.impide_emitir]
    de_la_visita = (f.texto for f in faltantes_de_preparacion(e) if f.impide_cerrar)
    return next(iter((*propias, *de_la_visita)), "")


def _falta_turnado(e: Expediente) -> str:
    """What the turnado prints of the visit."""
    return next((f.texto for f in faltantes_de_preparacion(e) if f.impide_cerrar), "")


def _cuenta(fila: FilaDocumento) -> bool:
    return not (fila.tipo is TipoDocumento.ACTA and fila.estado is EstadoDocumento.SIN_EMITIR)


def _falta_cedula(e: Expediente, codigo: str) -> str:
    """What holds back emitting the cédula: its answers, then what it prints of the visit."""
    r = resultado(e, e.definiciones[codigo])
    n = r.total - r.contestadas
    if n:
        return cuanto_falta(n, "respuesta", "respuestas")
    return next((f.texto for f in faltantes_de_preparacion(e) if f.impide_cerrar), "")


def _falta_informe(e: Expediente) -> str:
    if e.informe is None:
        return "Falta componerlo"
    return next((a.mensaje for a in validar(e.informe.datos) if a.severidad is Severidad.ERROR), "")


def _corto(fila: FilaDocumento) -> str:
    if fila.tipo is TipoDocumento.ACTA:
        return "Acta de cierre"
    if fila.tipo is TipoDocumento.TURNADO:
        return "Turnado"
    return "Informe de la comisión" if fila.tipo is TipoDocumento.INFORME else f"Cédula {fila.clave}"
