"""Large content into an S3 store, part by part: what a cut left is gone on with, and nothing shows until all is there.

It must never keep a part whose digest is not that of the same stretch, and never end an upload of other content.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supervisor_app.exchange.transportes import xml_acotado
from supervisor_app.exchange.transportes.s3_cliente import ClienteS3, Rechazo
from supervisor_app.exchange.transportes.s3_contenido import Contenido, Envio

_VIEJA = timedelta(days=7)
"""After this an upload that was cut is removed; a laptop may be without network for days and go on then."""
_PAGINAS = 50


@dataclass(frozen=True)
class _Subida:
    """One that was begun and not ended."""

    objeto: str
    id: str
    comenzada: datetime | None


def subir(cliente: ClienteS3, contenido: Contenido, condicion: dict[str, str]) -> None:
    """Send all parts that are missing and end the upload, under ``condicion``. Raises ``Rechazo``."""
    subida = _ultima(_pendientes(cliente, contenido.clave), cliente.objeto(contenido.clave))
    puestas = _partes(cliente, contenido.clave, subida) if subida else None
    if subida is None or puestas is None:
        subida, puestas = _comenzar(cliente, contenido.clave), {}
    envio, etags = Envio(contenido), list[str]()
    for parte in contenido.partes:
        if puestas.get(parte.numero) == (parte.md5, parte.tamano):
            envio.saltar(parte)
            etags.append(parte.md5)
            continue
        with cliente.pedir(
            "PUT",
            contenido.clave,
            {"partNumber": str(parte.numero), "uploadId": subida.id},
            cabeceras={"content-md5": parte.content_md5},
            cuerpo=envio.cuerpo(parte),
            sha256=parte.sha256,
        ) as respuesta:
            etags.append(respuesta.cabeceras.get("etag", "").strip('"'))
    _terminar(cliente, contenido.clave, subida, etags, condicion)


def quitar_viejas(cliente: ClienteS3, carpeta: str) -> None:
    """Remove what deliveries into a folder that were cut more than a week ago left, by the clock of the store."""
    for una in _pendientes(cliente, f"{carpeta}/" if carpeta else ""):
        if una.comenzada is not None and una.comenzada < cliente.hora - _VIEJA:
            clave = una.objeto.removeprefix(cliente.objeto(""))
            with suppress(Rechazo), cliente.pedir("DELETE", clave, {"uploadId": una.id}):
                pass


def _ultima(pendientes: list[_Subida], objeto: str) -> _Subida | None:
    """The newest: two laptops that deliver the same then help each other instead of sending it twice."""
    nunca = datetime.min.replace(tzinfo=UTC)
    propias = [una for una in pendientes if una.objeto == objeto]
    return max(propias, key=lambda una: (una.comenzada or nunca, una.id), default=None)


def _pendientes(cliente: ClienteS3, comienzo: str) -> list[_Subida]:
    """Uploads below our prefix whose keys begin so. Nothing where the store does not tell: then all is sent again."""
    halladas: list[_Subida] = []
    pagina = {"uploads": "", "prefix": cliente.objeto(comienzo)}
    for _ in range(_PAGINAS):
        try:
            with cliente.pedir("GET", None, pagina) as respuesta:
                raiz = cliente.xml(respuesta)
        except Rechazo as rechazo:
            if rechazo.estado in (403, 404, 405, 501):
                return []
            raise
        for uno in raiz:
            if xml_acotado.nombre(uno) == "Upload" and (objeto := xml_acotado.texto(uno, "Key")).startswith(
                cliente.objeto(comienzo)
            ):
                halladas.append(_Subida(objeto, xml_acotado.texto(uno, "UploadId"), _fecha(uno)))
        siguiente = xml_acotado.texto(raiz, "NextKeyMarker"), xml_acotado.texto(raiz, "NextUploadIdMarker")
        if xml_acotado.texto(raiz, "IsTruncated") != "true" or not siguiente[0]:
            break
        pagina |= {"key-marker": siguiente[0], "upload-id-marker": siguiente[1]}
    return halladas


def _fecha(elemento: xml_acotado.Elemento) -> datetime | None:
    try:
        dicha = datetime.fromisoformat(xml_acotado.texto(elemento, "Initiated"))
    except ValueError:
        return None
    return dicha if dicha.tzinfo else dicha.replace(tzinfo=UTC)


def _partes(cliente: ClienteS3, clave: str, subida: _Subida) -> dict[int, tuple[str, int]] | None:
    """Number -> digest and size of what is there; ``None`` where that upload is no more."""
    puestas: dict[int, tuple[str, int]] = {}
    pagina = {"uploadId": subida.id}
    while True:
        try:
            with cliente.pedir("GET", clave, pagina) as respuesta:
                raiz = cliente.xml(respuesta)
        except Rechazo as rechazo:
            if rechazo.no_esta or rechazo.estado in (403, 405, 501):
                return None
            raise
        antes = len(puestas)
        for una in raiz:
            if xml_acotado.nombre(una) == "Part":
                numero = xml_acotado.entero(xml_acotado.texto(una, "PartNumber"))
                tamano = xml_acotado.entero(xml_acotado.texto(una, "Size"))
                if numero is not None and tamano is not None:
                    puestas[numero] = xml_acotado.texto(una, "ETag").strip('"'), tamano
        siguiente = xml_acotado.texto(raiz, "NextPartNumberMarker")
        if xml_acotado.texto(raiz, "IsTruncated") != "true" or not siguiente or len(puestas) == antes:
            return puestas
        pagina["part-number-marker"] = siguiente


def _comenzar(cliente: ClienteS3, clave: str) -> _Subida:
    with cliente.pedir(
        "POST", clave, {"uploads": ""}, cabeceras={"content-type": "application/octet-stream"}
    ) as respuesta:
        raiz = cliente.xml(respuesta)
    return _Subida(cliente.objeto(clave), xml_acotado.texto(raiz, "UploadId"), None)


def _terminar(cliente: ClienteS3, clave: str, subida: _Subida, etags: list[str], condicion: dict[str, str]) -> None:
    """One object of all parts. A store that takes its time may answer 200 first and the error after it."""
    partes = "".join(
        f'<Part><PartNumber>{numero}</PartNumber><ETag>"{_escapado(etag)}"</ETag></Part>'
        for numero, etag in enumerate(etags, start=1)
    )
    cuerpo = f"<CompleteMultipartUpload>{partes}</CompleteMultipartUpload>".encode()
    with cliente.pedir("POST", clave, {"uploadId": subida.id}, cabeceras=condicion, cuerpo=cuerpo) as respuesta:
        cliente.xml(respuesta)


def _escapado(texto: str) -> str:
    return texto.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
