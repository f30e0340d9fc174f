"""The informe de la comisión (form 1270-009-032) as a document of a visit."""

from __future__ import annotations

from collections.abc import Sequence

from supervisor_app.domain.base import Persona
from supervisor_app.domain.borrador import InformeBorrador
from supervisor_app.domain.documento import CampoDeFirma, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.informe import DatosInforme, TextosInforme, registro_canonico
from supervisor_app.domain.reserva_repetida import repetidos
from supervisor_app.domain.validacion_informe import Severidad, validar
from supervisor_app.errors import UserError
from supervisor_app.services.papel.clase import Clase, Edicion, Hecho, Material, Nombre
from supervisor_app.services.papel.firmantes import lugar_del_superior


class ClaseInforme(Clase):
    tipo = TipoDocumento.INFORME

    def claves(self, e: Expediente, emitidas: Sequence[str]) -> Sequence[str]:
        return ("",)

    def nombre(self, e: Expediente, clave: str) -> Nombre:
        return Nombre("Informe de la comisión · 1270-009-032", "Informe de la comisión", "el informe", masculino=True)

    def falta(self, e: Expediente, clave: str, m: Material) -> str:
        if e.informe is None:
            return "Falta componerlo"
        return next(iter((*_errores(e.informe.datos), *_reservado(e))), "")

    def exigir(self, e: Expediente, clave: str, m: Material) -> None:
        """With every reason at once: it is one screen."""
        if e.informe is None:
            raise UserError("Componga el informe antes de emitirlo.")
        _exigir(e.informe.datos, *_reservado(e))

    def dicho(self, e: Expediente, clave: str, m: Material) -> bytes | None:
        if (i := e.informe) is None:
            return None
        return registro_canonico(
            i.datos,
            folio=e.visita.folio,
            version=0,
            clave=m.textos.clave,
            firmantes=i.firmantes,
            superior=e.visita.da_visto_bueno(self.tipo.value),
        )

    def hacer(self, e: Expediente, clave: str, edicion: Edicion, m: Material) -> Hecho:
        from supervisor_app.documents.informe import (  # noqa: PLC0415 - loads the library that draws
            CAMPO_COMISIONADO,
            CAMPO_SEGUNDA,
            componer_informe,
        )

        if (borrador := e.informe) is None:
            raise UserError("Componga el informe antes de emitirlo.")
        datos, firmantes, folio = borrador.datos, borrador.firmantes, f"{e.visita.folio}-INF"
        _exigir(datos)
        superior = e.visita.da_visto_bueno(self.tipo.value)
        registro = registro_canonico(
            datos,
            folio=folio,
            version=edicion.version,
            clave=m.textos.clave,
            firmantes=firmantes,
            superior=superior,
            edicion=edicion.propio,
        )
        firmantes, superior = m.visto(firmantes), m.visto(superior)
        datos, registro = m.se_ve(datos, registro)
        compuesto = componer_informe(
            datos,
            textos=m.textos,
            folio=folio,
            version=edicion.version,
            registro=registro,
            firmantes=firmantes,
            superior=superior,
        )
        comisionado = "Servidor público comisionado"
        campos = [CampoDeFirma(campo=CAMPO_COMISIONADO, nombre=datos.comisionado, cargo=comisionado, turno=1)]
        if (s := firmantes.segunda) is not None:
            campos.append(CampoDeFirma(campo=CAMPO_SEGUNDA, nombre=s.nombre, cargo=s.cargo, obligatorio=False, turno=2))
        if superior is not None:
            campos.append(lugar_del_superior(superior))
        return Hecho("Informe de la comisión", compuesto, tuple(campos))


def generar_informe(datos: DatosInforme, textos: TextosInforme, *, folio: str, version: int = 1) -> bytes:
    """An informe from its data alone. Raises UserError with every reason it cannot be emitted."""
    from supervisor_app.documents.informe import componer_informe  # noqa: PLC0415 - loads the library that draws

    _exigir(datos)
    registro = registro_canonico(datos, folio=folio, version=version, clave=textos.clave)
    return componer_informe(datos, textos=textos, folio=folio, version=version, registro=registro).pdf()


def vista_previa(
    borrador: InformeBorrador, textos: TextosInforme, *, folio: str, superior: Persona | None = None
) -> bytes:
    """The draft as PDF, marked as such; by the same renderer as the emitted one."""
    from supervisor_app.documents.informe import componer_informe  # noqa: PLC0415 - loads the library that draws

    return componer_informe(
        borrador.datos,
        textos=textos,
        folio=folio,
        version=0,
        registro=None,
        firmantes=borrador.firmantes,
        superior=superior,
    ).pdf()


def _errores(datos: DatosInforme) -> list[str]:
    return [a.mensaje for a in validar(datos) if a.severidad is Severidad.ERROR]


def _reservado(e: Expediente) -> list[str]:
    """What of a possible irregularity it repeats: an emitted informe may be printed and handed over at once."""
    return [f"El informe {r.mensaje}." for r in repetidos(e) if not r.en_el_acta]


def _exigir(datos: DatosInforme, *ademas: str) -> None:
    if errores := [*_errores(datos), *ademas]:
        raise UserError("El informe no se puede emitir: " + " ".join(errores))
