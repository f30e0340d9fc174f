"""AWS Signature Version 4: how a request to an S3-compatible store proves who sent it. Header form, one chunk.

Source: «AWS Signature Version 4 for API requests» (Amazon S3 API Reference); its worked examples are tests. Pure: the
time is handed in. It must never put the secret anywhere but into the HMAC.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

_ALGORITMO = "AWS4-HMAC-SHA256"
SHA256_DE_NADA = hashlib.sha256(b"").hexdigest()


def ruta_codificada(ruta: str) -> str:
    """A path as it stands in the request and in the signature alike."""
    return quote(ruta, safe="/-_.~")


def consulta_codificada(parametros: Mapping[str, str]) -> str:
    """The query, in the order and spelling in which it is signed."""
    return "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(parametros.items()))


def cabeceras_firmadas(
    metodo: str,
    ruta: str,
    consulta: str,
    cabeceras: Mapping[str, str],
    *,
    sha256: str,
    llave: str,
    secreto: str,
    region: str,
    ahora: datetime,
) -> dict[str, str]:
    """``cabeceras`` (``host`` among them) with date, digest of the content and ``Authorization``.

    ``ruta`` and ``consulta`` are encoded already. ``sha256``: of the content, in hexadecimal. ``ahora``: UTC.
    """
    momento = ahora.strftime("%Y%m%dT%H%M%SZ")
    todas = {**cabeceras, "x-amz-date": momento, "x-amz-content-sha256": sha256}
    dichas = {nombre.lower(): " ".join(valor.split()) for nombre, valor in todas.items()}
    firmadas = ";".join(sorted(dichas))
    pedido = "\n".join(
        (metodo, ruta, consulta, *(f"{nombre}:{dichas[nombre]}" for nombre in sorted(dichas)), "", firmadas, sha256)
    )
    alcance = f"{momento[:8]}/{region}/s3/aws4_request"
    texto = "\n".join((_ALGORITMO, momento, alcance, hashlib.sha256(pedido.encode()).hexdigest()))
    clave = f"AWS4{secreto}".encode()
    for paso in alcance.split("/"):
        clave = hmac.digest(clave, paso.encode(), "sha256")
    firma = hmac.digest(clave, texto.encode(), "sha256").hex()
    return {
        **todas,
        "Authorization": f"{_ALGORITMO} Credential={llave}/{alcance},SignedHeaders={firmadas},Signature={firma}",
    }
