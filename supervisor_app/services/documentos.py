"""Emits the documents of a visit, keeps every version, and says in which state each one is.

What a document says is hashed when it is emitted (``huella``); when the visit says something else later, the list shows
it as out of date and the emitted file stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.documents.cedula import CAMPO_SUPERVISOR, CAMPO_TITULAR, render_cedula
from supervisor_app.documents.informe import CAMPO_COMISIONADO, CAMPO_SEGUNDA, render_informe
from supervisor_app.documents.textos import textos_cedula, textos_informe
from supervisor_app.documents.vista import ImagenPagina, contar_paginas, render_pagina
from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.composicion import componer
from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    EstadoDocumento,
    Metodo,
    TipoDocumento,
)
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, LineaMembrete, TextosInforme, registro_canonico
from supervisor_app.domain.validacion_informe import Aviso, Severidad, validar
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.cedula_impresa import folio_de_cedula, imprimir_cedula, quien_atendio
from supervisor_app.settings import Ajustes
from supervisor_app.store.almacen import Almacen

__all__ = ["Documentos", "FilaDocumento", "ImagenPagina", "contar_paginas", "render_pagina"]


@dataclass(frozen=True, slots=True)
class FilaDocumento:
    """One line of the documents list: what it is, its newest version if any, its state, and what it still misses."""

    tipo: TipoDocumento
    clave: str
    titulo: str
    documento: Documento | None
    estado: EstadoDocumento
    falta: str = ""


@dataclass(frozen=True, slots=True)
class _Hecho:
    """A rendered version on its way to the store."""

    tipo: TipoDocumento
    clave: str
    version: int
    folio: str
    titulo: str
    pdf: bytes
    registro: bytes
    campos: tuple[CampoDeFirma, ...]


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

    def avisos_informe(self, e: Expediente) -> tuple[Aviso, ...]:
        """What the form's rules say of the draft, with the pliego compared to the other visits'."""
        datos = e.informe.datos if e.informe else DatosInforme()
        return validar(datos, pliegos_usados=self._almacen.pliegos(e.visita.id))

    def vista_previa_informe(self, borrador: InformeBorrador, folio: str = "") -> bytes:
        """The draft as PDF, marked as such; by the same renderer as the emitted one."""
        return render_informe(
            borrador.datos,
            textos=self.textos(),
            folio=folio,
            version=0,
            registro=b"{}",
            borrador=True,
            firmantes=borrador.firmantes,
        )

    def generar_informe(self, datos: DatosInforme, *, folio: str, version: int = 1) -> bytes:
        """An informe from its data alone (``informe generar``). Raises UserError with every reason it cannot be."""
        return generar_informe(datos, self.textos(), folio=folio, version=version)

    # --- emission -------------------------------------------------------------------------------------------------

    def emitir_informe(self, e: Expediente) -> Documento:
        """Emit a version of the informe. Raises UserError naming what it misses; then nothing changed."""
        _abierta(e)
        if e.informe is None:
            raise UserError("Componga el informe antes de emitirlo.")
        borrador, textos, folio = e.informe, self.textos(), f"{e.visita.folio}-INF"
        version = self._siguiente_version(e, TipoDocumento.INFORME, "")
        registro = registro_canonico(
            borrador.datos, folio=folio, version=version, clave=textos.clave, firmantes=borrador.firmantes
        )
        _exigir(validar(borrador.datos))
        pdf = render_informe(
            borrador.datos, textos=textos, folio=folio, version=version, registro=registro, firmantes=borrador.firmantes
        )
        campos = [
            CampoDeFirma(
                campo=CAMPO_COMISIONADO, nombre=borrador.datos.comisionado, cargo="Servidor público comisionado"
            )
        ]
        if borrador.firmantes.segunda is not None:
            segunda = borrador.firmantes.segunda
            campos.append(
                CampoDeFirma(campo=CAMPO_SEGUNDA, nombre=segunda.nombre, cargo=segunda.cargo, obligatorio=False)
            )
        hecho = _Hecho(
            TipoDocumento.INFORME, "", version, folio, "Informe de la comisión", pdf, registro, tuple(campos)
        )
        return self._guardar(e, hecho)

    def emitir_cedula(self, e: Expediente, codigo: str) -> Documento:
        """Emit a version of a cédula. Raises UserError where it is not complete; then nothing changed."""
        _abierta(e)
        definicion = e.definiciones[codigo]
        if falta := self._falta_cedula(e, codigo):
            raise UserError(f"{codigo}: {falta}")
        doc = imprimir_cedula(e, definicion)
        version = self._siguiente_version(e, TipoDocumento.CEDULA, codigo)
        registro = _canonico(self._registro_cedula(e, definicion) | {"version": version})
        pdf = render_cedula(doc, textos=textos_cedula(), registro=registro, documento_version=version)
        atendio = quien_atendio(e.visita, e.aplicadas.get(codigo))
        supervisor = doc.supervisores[0] if doc.supervisores else Persona()
        firma = doc.titular if not doc.titular.vacia else atendio
        campos = (
            CampoDeFirma(campo=CAMPO_SUPERVISOR, nombre=supervisor.nombre, cargo=supervisor.cargo or "Supervisión"),
            CampoDeFirma(campo=CAMPO_TITULAR, nombre=firma.nombre, cargo=firma.cargo, obligatorio=False),
        )
        titulo = f"Cédula de supervisión {codigo}"
        return self._guardar(e, _Hecho(TipoDocumento.CEDULA, codigo, version, doc.folio, titulo, pdf, registro, campos))

    def _guardar(self, e: Expediente, hecho: _Hecho) -> Documento:
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
            huella=self._huella(e, hecho.tipo, hecho.clave),
            campos=hecho.campos,
            creado=ahora,
            archivos=(archivo,),
        )
        self._almacen.agregar_documento(documento)
        return documento

    def _siguiente_version(self, e: Expediente, tipo: TipoDocumento, clave: str) -> int:
        versiones = [d.version for d in self._almacen.documentos(e.visita.id) if (d.tipo, d.clave) == (tipo, clave)]
        return max(versiones, default=0) + 1

    def marcar_tinta(self, documento: Documento) -> Documento:
        """Record that the document was printed to be signed by hand. Raises UserError where it is signed already."""
        if documento.firmados:
            raise UserError("El documento ya tiene firma electrónica; no se mezcla con firma autógrafa.")
        archivo = con(documento.ultimo, orden=documento.ultimo.orden + 1, metodo=Metodo.TINTA, cuando=self._reloj())
        self._almacen.agregar_archivo(documento.id, archivo)
        return con(documento, archivos=(*documento.archivos, archivo))

    # --- state ----------------------------------------------------------------------------------------------------

    def lista(self, e: Expediente) -> tuple[FilaDocumento, ...]:
        """The documents of the visit in printing order: its cédulas, then the informe."""
        emitidos = self._ultimos(e.visita.id)
        filas = [
            self._fila(e, TipoDocumento.CEDULA, c, f"Cédula {c} · {d.proceso}", emitidos)
            for c, d in e.definiciones.items()
        ]
        return (*filas, self._fila(e, TipoDocumento.INFORME, "", "Informe de la comisión · 1270-009-032", emitidos))

    def _fila(
        self,
        e: Expediente,
        tipo: TipoDocumento,
        clave: str,
        titulo: str,
        emitidos: dict[tuple[TipoDocumento, str], Documento],
    ) -> FilaDocumento:
        documento = emitidos.get((tipo, clave))
        if tipo is TipoDocumento.CEDULA:
            falta = self._falta_cedula(e, clave)
        else:
            falta = "Falta componerlo" if e.informe is None else _primero(validar(e.informe.datos))
        estado = EstadoDocumento.SIN_EMITIR if documento is None else documento.estado(self._huella(e, tipo, clave))
        return FilaDocumento(tipo, clave, titulo, documento, estado, falta)

    def _falta_cedula(self, e: Expediente, codigo: str) -> str:
        definicion = e.definiciones[codigo]
        n = sum(1 for i in definicion.items if (r := e.respuesta(i.id)) is None or not r.contestada)
        if n:
            return "Falta 1 respuesta" if n == 1 else f"Faltan {n} respuestas"
        datos = [f.texto for f in faltantes(e, {}) if f.paso.value == "preparacion" and f.impide_cerrar]
        return datos[0] if datos else ""

    def _ultimos(self, visita_id: str) -> dict[tuple[TipoDocumento, str], Documento]:
        return {(d.tipo, d.clave): d for d in self._almacen.documentos(visita_id)}

    def vigentes(self, visita_id: str) -> list[Documento]:
        """The newest version of each document: what is signed and delivered."""
        return sorted(self._ultimos(visita_id).values(), key=lambda d: (d.tipo is TipoDocumento.INFORME, d.clave))

    def versiones(self, visita_id: str, tipo: TipoDocumento, clave: str) -> tuple[Documento, ...]:
        """Every emitted version of one document, oldest first."""
        return tuple(d for d in self._almacen.documentos(visita_id) if (d.tipo, d.clave) == (tipo, clave))

    def pendientes(self, e: Expediente) -> tuple[str, ...]:
        """What the documents miss before the visit can be closed, one sentence each."""
        frases = {
            EstadoDocumento.SIN_EMITIR: "emita el documento",
            EstadoDocumento.DESACTUALIZADO: "la visita cambió; emita una versión nueva y fírmela",
            EstadoDocumento.LISTO: "falta firmarlo",
        }
        return tuple(f"{_corto(f)}: {frases[f.estado]}" for f in self.lista(e) if f.estado in frases)

    def _huella(self, e: Expediente, tipo: TipoDocumento, clave: str) -> str:
        if tipo is TipoDocumento.INFORME:
            if e.informe is None:
                return ""
            contenido = registro_canonico(
                e.informe.datos,
                folio=e.visita.folio,
                version=0,
                clave=self.textos().clave,
                firmantes=e.informe.firmantes,
            )
        else:
            contenido = _canonico(self._registro_cedula(e, e.definiciones[clave]))
        return hashlib.sha256(contenido).hexdigest()

    def _registro_cedula(self, e: Expediente, definicion: CedulaDefinition) -> dict[str, object]:
        """The record attached to a cédula: its definition's version, what was answered and what is printed."""
        ids = {i.id for i in definicion.items}
        return {
            "folio": folio_de_cedula(e.visita, definicion.codigo),
            "cedula": {"codigo": definicion.codigo, "version": definicion.version},
            "respuestas": [
                r.model_dump(mode="json") for i, r in sorted(e.respuestas.items()) if i in ids and (r.valor or r.nota)
            ],
            "impreso": asdict(imprimir_cedula(e, definicion)),
        }

    def definiciones_json(self, e: Expediente) -> bytes:
        """The definitions that the visit applied, so that a delivered package explains itself."""
        return _canonico({c: d.model_dump(mode="json") for c, d in e.definiciones.items()})

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
            raise EnvironmentProblem(f"No se pudo guardar {ruta.name} ({error.strerror}).") from error
        return ruta


def textos_de(ajustes: Ajustes) -> TextosInforme:
    """The fixed texts of the form with the letterhead of these settings."""
    lineas = [linea for linea in ajustes.membrete if linea.strip()]
    return textos_informe().personalizar(
        membrete=tuple(LineaMembrete(texto=linea, negrita=n < 2) for n, linea in enumerate(lineas))
    )


def generar_informe(datos: DatosInforme, textos: TextosInforme, *, folio: str, version: int = 1) -> bytes:
    """An informe from its data alone. Raises UserError with every reason it cannot be emitted."""
    _exigir(validar(datos))
    registro = registro_canonico(datos, folio=folio, version=version, clave=textos.clave)
    return render_informe(datos, textos=textos, folio=folio, version=version, registro=registro)


def _exigir(avisos: tuple[Aviso, ...]) -> None:
    errores = [a.mensaje for a in avisos if a.severidad is Severidad.ERROR]
    if errores:
        raise UserError("El informe no se puede emitir: " + " ".join(errores))


def _primero(avisos: tuple[Aviso, ...]) -> str:
    return next((a.mensaje for a in avisos if a.severidad is Severidad.ERROR), "")


def _abierta(e: Expediente) -> None:
    if e.visita.cerrada:
        raise UserError("La visita está cerrada: sus documentos ya no cambian. Reábrala para corregirlos.")


def _corto(fila: FilaDocumento) -> str:
    return "Informe de la comisión" if fila.tipo is TipoDocumento.INFORME else f"Cédula {fila.clave}"


def _canonico(valor: object) -> bytes:
    return json.dumps(valor, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_como_json).encode()


def _como_json(valor: object) -> object:
    if isinstance(valor, Persona):
        return valor.model_dump(mode="json")
    if isinstance(valor, LineaMembrete):
        return valor.model_dump(mode="json")
    if isinstance(valor, date):
        return valor.isoformat()
    raise TypeError(f"{type(valor).__name__} is not JSON")
