"""Requests to one bucket of an S3-compatible store: signed, path-style, answers understood; errors in Spanish.

It must never repeat a request that sends a stream, and never take an error for an answer: some stores send it with 200.
"""

from __future__ import annotations

import email.utils
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.exchange.destino import Pulso
from supervisor_app.exchange.transportes import fallas, portal, s3_firma, sin_red, xml_acotado
from supervisor_app.exchange.transportes.acceso_http import exigir_reserva
from supervisor_app.exchange.transportes.conexion_http import ConexionHttp, Cuerpo, Respuesta, Servidor
from supervisor_app.exchange.transportes.tls import contexto
from supervisor_app.exchange.transportes.valores import Confianza, Credencial, Plazos

# A page of a listing: 1,000 keys of at most 1,024 bytes, each perhaps spelled with three times as many, and dates.
LIMITE_XML = 8 << 20
_TIPO = "application/octet-stream"
_LLAVES = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "TokenRefreshRequired"}
)
_LLENO = frozenset({"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "ServiceQuotaExceededException"})
_OCUPADO = frozenset({"SlowDown", "ServiceUnavailable", "RequestTimeout", "InternalError"})
_DISTINTO = frozenset({"BadDigest", "XAmzContentSHA256Mismatch", "IncompleteBody"})


@dataclass(frozen=True)
class Cubeta:
    """A bucket and what our keys begin with there: ``prefijo`` has no slash at either end and may be empty."""

    servidor: Servidor
    nombre: str
    prefijo: str
    region: str = "us-east-1"

    def __str__(self) -> str:
        return "/".join(parte for parte in (self.servidor.nombre, self.nombre, self.prefijo) if parte)


class Rechazo(Exception):
    """What the store answered instead of doing it: its status and, where it says so, its own code."""

    def __init__(self, estado: int, codigo: str) -> None:
        super().__init__(f"{estado} {codigo}")
        self.estado, self.codigo = estado, codigo

    @property
    def cambio(self) -> bool:
        """Somebody else changed what stands under the name since it was looked at."""
        return self.estado in (409, 412)

    @property
    def no_sabe(self) -> bool:
        return self.estado == 501

    @property
    def no_esta(self) -> bool:
        return self.codigo in ("NoSuchKey", "NoSuchUpload") or (self.estado == 404 and self.codigo != "NoSuchBucket")


class ClienteS3:
    """One thread at a time. All calls but ``sesion`` happen inside it."""

    def __init__(self, cubeta: Cubeta, credencial: Credencial, confianza: Confianza, plazos: Plazos) -> None:
        exigir_reserva(cubeta.servidor)
        self.cubeta, self._credencial = cubeta, credencial
        self.conexion = ConexionHttp(cubeta.servidor, plazos, contexto(confianza) if cubeta.servidor.seguro else None)
        self._region = cubeta.region
        self._desfase = timedelta()
        self.hora = datetime.now(UTC)
        """What time it was for the store at its last answer."""

    def sesion(self, pulso: Pulso, tamano: int) -> AbstractContextManager[None]:
        return self.conexion.sesion(pulso, tamano)

    def cerrar(self) -> None:
        self.conexion.cerrar()

    def objeto(self, clave: str) -> str:
        """The name in the bucket of a key of the destination."""
        return f"{self.cubeta.prefijo}/{clave}" if self.cubeta.prefijo else clave

    def origen_de_copia(self, clave: str) -> str:
        return s3_firma.ruta_codificada(f"/{self.cubeta.nombre}/{self.objeto(clave)}")

    @contextmanager
    def pedir(
        self,
        metodo: str,
        clave: str | None,
        parametros: Mapping[str, str] | None = None,
        *,
        cabeceras: Mapping[str, str] | None = None,
        cuerpo: bytes | Cuerpo | None = None,
        sha256: str = s3_firma.SHA256_DE_NADA,
    ) -> Iterator[Respuesta]:
        """The answer to a request about a key, or about the bucket (``None``). Raises ``Rechazo``."""
        if isinstance(cuerpo, bytes):
            sha256 = hashlib.sha256(cuerpo).hexdigest()
        servidor = self.cubeta.servidor.nombre
        for ultimo in (False, False, True):
            ruta = s3_firma.ruta_codificada(f"/{self.cubeta.nombre}" + (f"/{self.objeto(clave)}" if clave else ""))
            consulta = s3_firma.consulta_codificada(parametros or {})
            firmadas = self._firmadas(metodo, ruta, consulta, cabeceras or {}, cuerpo is not None, sha256)
            with self.conexion.pedir(metodo, f"{ruta}?{consulta}" if consulta else ruta, firmadas, cuerpo) as respuesta:
                if respuesta.estado < 300:
                    # Some stores call even an empty answer a page; a page of a public network has no header of S3.
                    suya = any(nombre == "etag" or nombre.startswith("x-amz-") for nombre in respuesta.cabeceras)
                    portal.exigir_que_no(servidor, respuesta.estado, respuesta.cabeceras, pagina=suya)
                    self._anotar_hora(respuesta)
                    yield respuesta
                    return
                rechazo, region = self._leer_rechazo(respuesta)
                repetir = not ultimo and not isinstance(cuerpo, Cuerpo) and self._corregir(rechazo, region, respuesta)
            if not repetir:
                raise rechazo

    def xml(self, respuesta: Respuesta) -> xml_acotado.Elemento:
        """The answer as XML. Raises ``Rechazo`` where it is an error after all."""
        raiz = xml_acotado.leer(respuesta, self.cubeta.servidor, LIMITE_XML, "S3")
        if xml_acotado.nombre(raiz) == "Error":
            raise Rechazo(respuesta.estado, xml_acotado.texto(raiz, "Code"))
        return raiz

    def problema(self, rechazo: Rechazo, clave: str = "") -> UserError | EnvironmentProblem:
        """The sentence for what nobody foresaw."""
        servidor, codigo = self.cubeta.servidor.nombre, rechazo.codigo
        lugar = f"{self.cubeta}/{clave}" if clave else str(self.cubeta)
        if codigo in _LLAVES or rechazo.estado == 401:
            return sin_red.rechazada(self._credencial.usuario, servidor)
        if codigo == "NoSuchBucket":
            return sin_red.sin_raiz(f"{self.cubeta.servidor.nombre}/{self.cubeta.nombre}")
        if codigo == "RequestTimeTooSkewed":
            return fallas.otra_hora(servidor)
        if codigo in _LLENO or rechazo.estado == 507:
            return fallas.lleno(str(self.cubeta))
        if codigo in _DISTINTO:
            return fallas.copia_distinta(lugar)
        if rechazo.estado == 403:
            return fallas.sin_permiso(lugar)
        if rechazo.no_esta:
            return fallas.no_esta(lugar)
        if codigo in _OCUPADO or rechazo.estado in (429, 503):
            return fallas.ocupado(servidor)
        return fallas.rechazo(servidor, codigo or str(rechazo.estado))

    # --- signing, and what a store corrects ---

    def _firmadas(
        self, metodo: str, ruta: str, consulta: str, cabeceras: Mapping[str, str], con_cuerpo: bool, sha256: str
    ) -> dict[str, str]:
        propias = {"host": self.cubeta.servidor.cabecera_host, **cabeceras}
        if con_cuerpo and metodo == "PUT":
            propias.setdefault("content-type", _TIPO)
        firmadas = s3_firma.cabeceras_firmadas(
            metodo,
            ruta,
            consulta,
            propias,
            sha256=sha256,
            llave=self._credencial.usuario,
            secreto=self._credencial.contrasena,
            region=self._region,
            ahora=datetime.now(UTC) + self._desfase,
        )
        del firmadas["host"]  # the connection sends it
        if metodo in ("PUT", "POST") and not con_cuerpo:
            firmadas["Content-Length"] = "0"
        return firmadas

    def _leer_rechazo(self, respuesta: Respuesta) -> tuple[Rechazo, str]:
        """What the store says, and the region that it names. HEAD says nothing but its status."""
        datos = respuesta.leer(LIMITE_XML) or b""
        raiz = xml_acotado.de_bytes(datos)
        region = respuesta.cabeceras.get("x-amz-bucket-region", "")
        if raiz is None or xml_acotado.nombre(raiz) != "Error":
            if not region:
                portal.exigir_que_no(self.cubeta.servidor.nombre, respuesta.estado, respuesta.cabeceras)
            return Rechazo(respuesta.estado, ""), region
        codigo = xml_acotado.texto(raiz, "Code")
        return Rechazo(respuesta.estado, codigo), region or xml_acotado.texto(raiz, "Region")

    def _corregir(self, rechazo: Rechazo, region: str, respuesta: Respuesta) -> bool:
        """Whether the store told what to sign differently: another region, or a clock that is not ours."""
        if region and region != self._region and rechazo.estado in (301, 307, 400, 403):
            self._region = region
            return True
        suya = _fecha(respuesta)
        if rechazo.codigo == "RequestTimeTooSkewed" and suya is not None:
            self._desfase = suya - datetime.now(UTC)
            return True
        return False

    def _anotar_hora(self, respuesta: Respuesta) -> None:
        self.hora = _fecha(respuesta) or self.hora


def _fecha(respuesta: Respuesta) -> datetime | None:
    try:
        dicha = email.utils.parsedate_to_datetime(respuesta.cabeceras.get("date", ""))
        return dicha.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
