"""A person's e.firma over the whole package of a closed visit, and whether one that came beside a package is good.

The key and the password live in the arguments of one call. pyHanko is loaded by the verbs that need it; this module
must never do so by being imported, nor change a package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from supervisor_app.domain.documento import FirmaDelPaquete, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.confianza import Confianza
from supervisor_app.services.entregas import Entregas
from supervisor_app.services.firmas import Efirma, FirmasPdf
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.store.almacen import Almacen

if TYPE_CHECKING:
    from supervisor_app.services.confianza import Evidencias

EXTENSION = ".p7s"


def comprobar(
    octetos: bytes,
    nombre: str,
    sha256: str,
    confianza: Confianza,
    ahora: datetime,
    evidencias: Evidencias | None = None,
) -> Verificacion:
    """Whether these are a good e.firma of the package that has that hash. ``nombre``: how the signature is called;
    ``evidencias``: of revocation, besides what the office handed out.
    """
    from supervisor_app.signing import p7s  # noqa: PLC0415 - loads pyHanko

    dadas = confianza.evidencias()
    return p7s.verificar(
        octetos,
        sha256,
        nombre=nombre,
        anclas=confianza.anclas(),
        evidencias=dadas if evidencias is None else dadas + evidencias,
        ahora=ahora,
    )


def verificar_archivo(
    ruta: Path, firmas: FirmasPdf, ahora: datetime, evidencias: Evidencias | None = None
) -> tuple[Verificacion, str]:
    """A package with the e.firma beside it, given either of the two, and the package's SHA-256; it is looked at whole.

    Raises UserError where one cannot be read.
    """
    paquete = ruta.with_name(ruta.name[: -len(EXTENSION)]) if ruta.suffix.lower() == EXTENSION else ruta
    suya = paquete.with_name(paquete.name + EXTENSION)
    try:
        informe = verificar_paquete(paquete)
        octetos = _leer(suya) if informe.sha256 and (suya.exists() or suya == ruta) else None
        if octetos is None:
            hecho = Verificacion(valido=True, avisos=("El paquete no lleva la e.firma de nadie.",))
        else:
            hecho = comprobar(octetos, suya.name, informe.sha256, firmas.confianza, ahora, evidencias)
    except OSError as error:
        raise UserError(f"No se pudo leer «{error.filename or paquete.name}» ({motivo(error)}).") from error
    problemas = (*hecho.problemas, *informe.problemas)
    return hecho.model_copy(update={"valido": not problemas, "problemas": problemas}), informe.sha256


def _leer(ruta: Path) -> bytes:
    with ruta.open("rb") as archivo:
        return archivo.read(64 * 1024 + 1)  # one byte more than any that is accepted


class FirmaDePaquetes:
    """The verb over the packages of a store."""

    def __init__(
        self, almacen: Almacen, entregas: Entregas, firmas: FirmasPdf, *, reloj: Callable[[], datetime]
    ) -> None:
        self._almacen, self._entregas, self._firmas, self._reloj = almacen, entregas, firmas, reloj

    def de(self, e: Expediente) -> FirmaDelPaquete | None:
        """The e.firma of the package of the visit's present revision."""
        paquete = self._entregas.paquete(e)
        firmado = self._almacen.envios.firma(paquete.sha256) if paquete is not None else None
        return firmado[0] if firmado is not None else None

    def firmar(self, e: Expediente, efirma: Efirma) -> FirmaDelPaquete:
        """Sign the package of the visit's present revision; it goes beside it from now on.

        Raises UserError where the visit is open, the package is not here, was signed already or must not leave, and for
        an e.firma that cannot sign; then nothing changed.
        """
        from supervisor_app.signing import p7s  # noqa: PLC0415 - loads pyHanko
        from supervisor_app.signing.credencial import cargar_efirma  # noqa: PLC0415 - loads pyHanko

        self._almacen.turno.exigir()
        registro = self._registro(e)
        ahora = self._reloj()
        credencial = cargar_efirma(efirma.cer, efirma.key, efirma.contrasena, ahora=ahora)
        paquete = self._entregas.por_enviar(e, registro)
        if paquete is None:
            raise UserError(
                "El paquete lleva lo que después se marcó como posible irregularidad; no se firma ni se envía."
            )
        try:
            with paquete.archivo.open("rb") as contenido:
                octetos = p7s.firmar(contenido, credencial, ahora=ahora, anclas=self._firmas.anclas())
        except FileNotFoundError as error:
            raise UserError("El paquete no está en este equipo; fírmelo en el que cerró la visita.") from error
        except OSError as error:
            raise EnvironmentProblem(f"No se pudo leer el paquete ({motivo(error)}). No se firmó nada.") from error
        firma = FirmaDelPaquete(
            paquete=registro.sha256,
            visita_id=registro.visita_id,
            revision=registro.revision,
            firmante=credencial.nombre,
            rfc=credencial.rfc,
            numero_certificado=credencial.numero_certificado,
            cuando=ahora,
            sha256=hashlib.sha256(octetos).hexdigest(),
            bytes=len(octetos),
        )
        self._almacen.envios.guardar_firma(firma, octetos)
        return firma

    def _registro(self, e: Expediente) -> PaqueteCerrado:
        registro = self._entregas.paquete(e) if e.visita.cerrada else None
        if registro is None:
            raise UserError("Cierre la visita antes de firmar su paquete.")
        previa = self.de(e)
        if previa is not None:
            raise UserError(f"El paquete ya lleva la e.firma de {previa.firmante} (RFC {previa.rfc}).")
        return registro
