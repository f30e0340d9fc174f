"""Verifying a document with three signatures, and the same sealed, against pyHanko's own validation of each signature.

pyHanko answers less: neither the order nor the expected signers, nor what the file carries, nor bytes behind the end.
"""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial
from pathlib import Path

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints

from benchmarks.ratio import compare
from supervisor_app.signing.credencial import cargar_efirma
from supervisor_app.signing.firmar import firmar
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.pki_prueba import crear_pki
from supervisor_app.signing.verificar import verificar
from tests.signing.autoridad_de_hora import AutoridadDeHora, crear_autoridad
from tests.signing.firma_material import AHORA, CAMPOS, CONTRASENA, PERSONAS, SELLO, hacer_documento

_USOS = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_DESPUES = AHORA + timedelta(hours=2)


def three_signatures(_carpeta: Path) -> None:
    """Strict verification against pyHanko's, over the same bytes with the same trust."""
    pki, hora = crear_pki(AHORA), crear_autoridad()
    anclas, sellos = pki.anclas(), hora.anclas()
    firmado = hacer_documento(CAMPOS)
    for lugar, (campo, persona) in enumerate(zip(CAMPOS, PERSONAS, strict=True)):
        dia = timedelta(days=1)
        e = pki.emitir(persona, desde=AHORA - dia, hasta=AHORA + 99 * dia, contrasena=CONTRASENA, folio=lugar + 1)
        firmado = firmar(
            firmado,
            campo=campo,
            credencial=cargar_efirma(e.cer, e.key, CONTRASENA, ahora=AHORA),
            ahora=AHORA,
            certificar=lugar == 0,
            sello=SELLO,
            motivo="",
            anclas=anclas,
        )
    sellado = _sellado(firmado, hora)

    def ours(pdf: bytes) -> None:
        if not verificar(pdf, anclas=anclas, anclas_sello=sellos, ahora=_DESPUES).valido:
            raise SystemExit("the signed document did not verify")

    def theirs(pdf: bytes) -> None:
        lector = PdfFileReader(io.BytesIO(pdf), strict=True)
        for firma in lector.embedded_regular_signatures:
            if not validate_pdf_signature(firma, anclas.contexto(AHORA), key_usage_settings=_USOS).bottom_line:
                raise SystemExit("pyHanko did not accept a signature")
        for sello in lector.embedded_timestamp_signatures:
            validate_pdf_timestamp(sello, sellos.contexto(hora.momento))

    for nombre, pdf in (("three signatures verified", firmado), ("the same with a time stamp", sellado)):
        compare(nombre, partial(ours, pdf), partial(theirs, pdf), against="pyHanko", times=25)


def _sellado(pdf: bytes, hora: AutoridadDeHora) -> bytes:
    salida = io.BytesIO()
    fuera = InvisSigSettings(box_out_of_bounds=True)
    PdfTimeStamper(hora.sellador(), field_name="Sello", invis_settings=fuera).timestamp_pdf(
        EscritorIncremental(io.BytesIO(pdf)), "sha256", output=salida
    )
    return salida.getvalue()
