"""Signatures of requests, against the worked examples of the Amazon S3 API Reference («Signature Calculations»)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from supervisor_app.exchange.transportes.s3_firma import (
    SHA256_DE_NADA,
    cabeceras_firmadas,
    consulta_codificada,
    ruta_codificada,
)

HOST = {"host": "examplebucket.s3.amazonaws.com"}
BIENVENIDA = hashlib.sha256(b"Welcome to Amazon S3.").hexdigest()


@pytest.mark.parametrize(
    ("metodo", "ruta", "consulta", "cabeceras", "sha256", "firma"),
    [
        (
            "GET",
            "/test.txt",
            {},
            {"range": "bytes=0-9"},
            SHA256_DE_NADA,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test$file.text",
            {},
            {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            BIENVENIDA,
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/",
            {"lifecycle": ""},
            {},
            SHA256_DE_NADA,
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/",
            {"prefix": "J", "max-keys": "2"},
            {},
            SHA256_DE_NADA,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
    ids=["get object", "put object", "lifecycle", "list"],
)
def test_the_published_examples(
    metodo: str, ruta: str, consulta: dict[str, str], cabeceras: dict[str, str], sha256: str, firma: str
) -> None:
    firmadas = cabeceras_firmadas(
        metodo,
        ruta_codificada(ruta),
        consulta_codificada(consulta),
        {**HOST, **cabeceras},
        sha256=sha256,
        llave="AKIAIOSFODNN7EXAMPLE",
        secreto="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region="us-east-1",
        ahora=datetime(2013, 5, 24, tzinfo=UTC),
    )
    assert firmadas["Authorization"].rpartition("Signature=")[2] == firma
    assert "wJalrXUtnFEMI" not in str(firmadas)
