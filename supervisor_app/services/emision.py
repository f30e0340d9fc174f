"""Makes the documents of a visit: each one drawn, with its record inside and its places to sign.

It loads the library that draws, so the services that only list documents import it when they emit. It must never store
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supervisor_app.documents.acta import render_acta
from supervisor_app.documents.cedula import CAMPO_SUPERVISOR, CAMPO_TITULAR, render_cedula
from supervisor_app.documents.informe import CAMPO_COMISIONADO, CAMPO_SEGUNDA, render_informe
from supervisor_app.documents.textos import textos_acta, textos_cedula, textos_turnado
from supervisor_app.documents.turnado import CAMPO_TURNA, render_turnado
from supervisor_app.domain.acta import Acta
from supervisor_app.domain.base import Persona
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.documento import CampoDeFirma, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, TextosInforme, registro_canonico
from supervisor_app.domain.reunion import faltantes_del_acta
from supervisor_app.domain.seguimiento import Reincidencia
from supervisor_app.domain.validacion_informe import Severidad, validar
from supervisor_app.errors import UserError
from supervisor_app.services.acta_impresa import campos_del_acta, folio_del_acta, imprimir_acta, registro_acta
from supervisor_app.services.cedula_impresa import fotos_impresas, imprimir_cedula, quien_atendio
from supervisor_app.services.huellas import registro_cedula
from supervisor_app.services.imagenes.papel import para_papel
from supervisor_app.services.turnado_impreso import imprimir_turnado, registro_turnado


@dataclass(frozen=True, slots=True)
class Hecho:
    """A drawn version on its way to the store."""

    tipo: TipoDocumento
    clave: str
    version: int
    folio: str
    titulo: str
    pdf: bytes
    registro: bytes
    campos: tuple[CampoDeFirma, ...]


def hacer_informe(borrador: InformeBorrador, textos: TextosInforme, *, folio: str, version: int) -> Hecho:
    """A version of the informe. Raises UserError with every reason it cannot be emitted."""
    datos, firmantes = borrador.datos, borrador.firmantes
    _exigir(datos)
    registro = registro_canonico(datos, folio=folio, version=version, clave=textos.clave, firmantes=firmantes)
    pdf = render_informe(datos, textos=textos, folio=folio, version=version, registro=registro, firmantes=firmantes)
    campos = [CampoDeFirma(campo=CAMPO_COMISIONADO, nombre=datos.comisionado, cargo="Servidor público comisionado")]
    if (segunda := firmantes.segunda) is not None:
        campos.append(CampoDeFirma(campo=CAMPO_SEGUNDA, nombre=segunda.nombre, cargo=segunda.cargo, obligatorio=False))
    return Hecho(TipoDocumento.INFORME, "", version, folio, "Informe de la comisión", pdf, registro, tuple(campos))


def generar_informe(datos: DatosInforme, textos: TextosInforme, *, folio: str, version: int = 1) -> bytes:
    """An informe from its data alone. Raises UserError with every reason it cannot be emitted."""
    _exigir(datos)
    registro = registro_canonico(datos, folio=folio, version=version, clave=textos.clave)
    return render_informe(datos, textos=textos, folio=folio, version=version, registro=registro)


def vista_previa(borrador: InformeBorrador, textos: TextosInforme, *, folio: str) -> bytes:
    """The draft as PDF, marked as such; by the same renderer as the emitted one."""
    return render_informe(
        borrador.datos,
        textos=textos,
        folio=folio,
        version=0,
        registro=b"{}",
        borrador=True,
        firmantes=borrador.firmantes,
    )


def hacer_cedula(
    e: Expediente,
    definicion: CedulaDefinition,
    *,
    version: int,
    levantadas: Mapping[str, Reincidencia],
    leer: Callable[[str], bytes],
) -> Hecho:
    """A version of a cédula, complete or not: whoever emits it looks first at what it misses.

    ``leer`` gives a content by its SHA-256. Raises EnvironmentProblem where one is missing or damaged.
    """
    doc = imprimir_cedula(e, definicion, levantadas)
    registro = canonico(registro_cedula(e, definicion, levantadas) | {"version": version})
    fotos = {v.sha256: para_papel(v.nombre, leer(v.sha256), v.mime) for v in fotos_impresas(e, definicion)}
    pdf = render_cedula(doc, textos=textos_cedula(), registro=registro, documento_version=version, fotos=fotos)
    atendio = quien_atendio(e.visita, e.aplicadas.get(definicion.codigo))
    supervisor = doc.supervisores[0] if doc.supervisores else Persona()
    firma = doc.titular if not doc.titular.vacia else atendio
    campos = (
        CampoDeFirma(campo=CAMPO_SUPERVISOR, nombre=supervisor.nombre, cargo=supervisor.cargo or "Supervisión"),
        CampoDeFirma(campo=CAMPO_TITULAR, nombre=firma.nombre, cargo=firma.cargo, obligatorio=False),
    )
    titulo = f"Cédula de supervisión {definicion.codigo}"
    return Hecho(TipoDocumento.CEDULA, definicion.codigo, version, doc.folio, titulo, pdf, registro, campos)


def hacer_acta(e: Expediente, acta: Acta, *, version: int) -> Hecho:
    """A version of the acta of the closing meeting. Raises UserError with every reason it cannot be emitted."""
    if falta := [f.texto for f in faltantes_del_acta(acta, e.visita) if f.impide_emitir]:
        raise UserError("El acta no se puede emitir: " + " ".join(falta))
    textos = textos_acta()
    doc = imprimir_acta(e, acta, textos)
    registro = canonico(registro_acta(e, acta, textos) | {"version": version})
    pdf = render_acta(doc, textos=textos, registro=registro, version=version)
    folio = folio_del_acta(e.visita)
    return Hecho(TipoDocumento.ACTA, "", version, folio, "Acta de cierre", pdf, registro, campos_del_acta(doc))


def vista_previa_acta(e: Expediente, acta: Acta) -> bytes:
    """The acta as it is being written, marked as a draft; by the same renderer as the emitted one."""
    textos = textos_acta()
    return render_acta(imprimir_acta(e, acta, textos), textos=textos, registro=b"{}", version=0, borrador=True)


def hacer_turnado(e: Expediente, *, version: int) -> Hecho:
    """A version of the turnado of the possible irregularities of the visit."""
    doc = imprimir_turnado(e)
    registro = canonico(registro_turnado(e) | {"version": version})
    pdf = render_turnado(doc, textos=textos_turnado(), registro=registro, version=version)
    quien = doc.supervisores[0] if doc.supervisores else Persona()
    campos = (CampoDeFirma(campo=CAMPO_TURNA, nombre=quien.nombre, cargo=quien.cargo or "Supervisión"),)
    return Hecho(TipoDocumento.TURNADO, "", version, doc.folio, "Turnado", pdf, registro, campos)


def _exigir(datos: DatosInforme) -> None:
    errores = [a.mensaje for a in validar(datos) if a.severidad is Severidad.ERROR]
    if errores:
        raise UserError("El informe no se puede emitir: " + " ".join(errores))
