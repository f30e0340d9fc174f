"""An observation as it is typed: texts that become a value, each read by the one reader of its kind.

It must never look at what is registered already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from supervisor_app.domain.cedula.definition import Departamento
from supervisor_app.domain.hallazgo import Origen, Riesgo, TipoMedida
from supervisor_app.domain.lectura import leer_fecha, leer_monto
from supervisor_app.domain.seguimiento import Observacion
from supervisor_app.domain.tabla import simple
from supervisor_app.domain.texto import fecha_corta
from supervisor_app.domain.visita import Unidad
from supervisor_app.errors import UserError


@dataclass(frozen=True, slots=True)
class DatosMedida:
    """A measure as it is typed. ``id``: of the one that is corrected, "" for a new one."""

    texto: str = ""
    responsable_nombre: str = ""
    responsable_cargo: str = ""
    fecha: str = ""
    tipo: TipoMedida = TipoMedida.CORRECTIVA
    evidencia_esperada: str = ""
    id: str = ""

    @property
    def vacia(self) -> bool:
        return not (self.texto + self.responsable_nombre + self.responsable_cargo + self.fecha).strip()


@dataclass(frozen=True, slots=True)
class DatosObservacion:
    """An observation as it is typed. ``organo``: «OIC», «ASF» or the name of another. ``unidad`` None: of the whole
    ``ooad`` (its key). ``departamento``: its value, or "".
    """

    organo: str = ""
    referencia: str = ""
    fecha: str = ""
    unidad: Unidad | None = None
    ooad: str = ""
    departamento: str = ""
    titulo: str = ""
    texto: str = ""
    riesgo: Riesgo = Riesgo.MEDIO
    importe: str = ""
    medidas: tuple[DatosMedida, ...] = ()
    ficticia: bool = False


def como_datos(o: Observacion) -> DatosObservacion:
    return DatosObservacion(
        organo=o.quien,
        referencia=o.referencia,
        fecha=fecha_corta(o.fecha),
        unidad=o.unidad,
        ooad=o.ooad,
        departamento=o.departamento.value if o.departamento else "",
        titulo=o.titulo,
        texto=o.texto,
        riesgo=o.riesgo,
        importe=f"{o.importe:f}" if o.importe is not None else "",
        medidas=tuple(
            DatosMedida(
                m.texto, m.responsable_nombre, m.responsable_cargo, fecha_corta(m.fecha) if m.fecha else "", m.tipo,
                m.evidencia_esperada, m.id,
            )
            for m in o.medidas
        ),
        ficticia=o.ficticia,
    )  # fmt: skip


# --- one cell at a time ---------------------------------------------------------------------------------------------


def hacer_observacion(campos: dict[str, Any]) -> Observacion:
    try:
        return Observacion.model_validate(campos)
    except ValidationError as error:
        primero = error.errors()[0]
        campo = str(primero["loc"][0]) if primero["loc"] else ""
        if primero["type"] == "string_too_long":
            raise UserError("Ese texto es demasiado largo; acórtelo.", field=campo) from error
        dicho = str(primero["msg"]).removeprefix("Value error, ")
        faltante = "referencia" if "número" in dicho else "titulo" if "pocas palabras" in dicho else campo
        raise UserError(dicho, field=faltante) from error


def leer_organo(texto: str) -> tuple[Origen, str]:
    dicho = " ".join(texto.split())
    if not dicho:
        raise UserError("Diga qué órgano hizo la observación (OIC, ASF u otro).", field="organo")
    conocidos = {
        "oic": Origen.OIC,
        "organo interno de control": Origen.OIC,
        "asf": Origen.ASF,
        "auditoria superior de la federacion": Origen.ASF,
    }
    origen = conocidos.get(simple(dicho), Origen.OTRA)
    return origen, dicho if origen is Origen.OTRA else ""


def leer_dia(texto: str, campo: str, hoy: date | None) -> date:
    if not texto.strip():
        raise UserError("Escriba la fecha en que se notificó.", field=campo)
    try:
        dia = leer_fecha(texto)
    except UserError as error:
        raise UserError(error.message, field=campo) from error
    if hoy is not None and dia > hoy:
        raise UserError("La fecha en que se notificó no puede ser posterior a hoy.", field=campo)
    return dia


def leer_importe(texto: str) -> Decimal | None:
    if not texto.strip():
        return None
    try:
        monto = leer_monto(texto)
    except UserError as error:
        raise UserError(error.message, field="importe") from error
    if monto < 0:
        raise UserError("El importe no puede ser negativo.", field="importe")
    return monto


def leer_departamento(texto: str, avisos: list[str]) -> str:
    if not texto.strip():
        return ""
    dicho = simple(texto)
    for d in Departamento:
        if dicho in (simple(d.label), simple(d.value.replace("_", " "))) or simple(d.label) in dicho:
            return d.value
    avisos.append(f"No se reconoció el departamento «{texto[:60]}»; quedó sin departamento.")
    return ""


def leer_riesgo(texto: str, avisos: list[str]) -> Riesgo:
    dicho = simple(texto)
    for r in Riesgo:
        if dicho == r.value:
            return r
    if dicho:
        avisos.append(f"No se reconoció el riesgo «{texto[:60]}»; quedó en medio.")
    return Riesgo.MEDIO
