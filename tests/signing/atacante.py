"""What an attacker needs: a signature whose envelope (CMS) is put together part by part. No fixtures."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from supervisor_app.signing.credencial import Credencial
from supervisor_app.signing.lectura import EscritorIncremental
from supervisor_app.signing.resultado import Verificacion
from supervisor_app.signing.verificar import verificar
from tests.signing.firma_material import AHORA, CAMPOS, Firmados, firmado_por_otro_programa

Sobre = Callable[[bytes], bytes]
"""Makes the envelope over a SHA-256 digest of the document."""

_HASHES: dict[str, HashAlgorithm] = {"sha1": SHA1(), "sha256": SHA256()}
Atributo = tuple[str, Any]


def incrustada(
    pdf: bytes,
    sobre: Sobre,
    *,
    campo: str = CAMPOS[0],
    ahora: datetime = AHORA,
    certificar: bool = True,
    permiso: MDPPerm = MDPPerm.FILL_FORMS,
    reservados: int = 8192,
    subfiltro: SigSeedSubFilter = SigSeedSubFilter.PADES,
) -> bytes:
    """A signature of which none of our questions was asked, with room behind its envelope."""
    escritor = EscritorIncremental(io.BytesIO(pdf))
    pasos = PdfCMSEmbedder().write_cms(campo, escritor, existing_fields_only=True)
    next(pasos)
    hueco = SignatureObject(timestamp=ahora, subfilter=subfiltro, bytes_reserved=2 * reservados)
    mdp = SigMDPSetup(md_algorithm="sha256", certify=certificar, docmdp_perms=permiso if certificar else None)
    pasos.send(SigObjSetup(sig_placeholder=hueco, mdp_setup=mdp))
    preparado, salida = pasos.send(SigIOSetup(md_algorithm="sha256", output=io.BytesIO()))
    pasos.send(sobre(preparado.document_digest))
    return bytes(salida.getvalue())


def atributos(certificado: x509.Certificate, resumen: bytes) -> list[Atributo]:
    """Those of PAdES B-B."""
    huella = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificado.dump()).digest()})
    return [
        ("content_type", "data"),
        ("message_digest", resumen),
        ("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [huella]})),
    ]


def sobre(
    credencial: Credencial,
    *,
    cambiar: Callable[[list[Atributo]], list[Atributo]] = list,
    resumen: str = "sha256",
    certificados: tuple[x509.Certificate, ...] | None = None,
    sin_atributos: bool = False,
    no_firmados: list[dict[str, Any]] | None = None,
    listas: list[Any] | None = None,
) -> Sobre:
    """An envelope of this e.firma with one thing wrong."""
    propio = credencial.certificado
    claves = load_der_private_key(credencial.firmante.signing_key.dump(), None)

    def hacer(documento: bytes) -> bytes:
        firmados = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": tipo, "values": [valor]})
                for tipo, valor in cambiar(atributos(propio, documento))
            ]
        )
        # What is signed without attributes is the document itself, of which only the digest is known here.
        contenido = documento if sin_atributos else firmados.untag().dump()
        firma = claves.sign(contenido, padding.PKCS1v15(), _HASHES[resumen])  # type: ignore[union-attr,call-arg,arg-type]
        firmante: dict[str, Any] = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber({"issuer": propio.issuer, "serial_number": propio.serial_number}),
            ),
            "digest_algorithm": {"algorithm": resumen},
            "signature_algorithm": {"algorithm": f"{resumen}_rsa", "parameters": core.Null()},
            "signature": firma,
        }
        if not sin_atributos:
            firmante["signed_attrs"] = firmados
        if no_firmados:
            firmante["unsigned_attrs"] = no_firmados
        datos: dict[str, Any] = {
            "version": "v1",
            "digest_algorithms": [{"algorithm": resumen}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [propio, *(certificados or ())],
            "signer_infos": [firmante],
        }
        if listas:
            datos["crls"] = listas
        return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(datos)}).dump())

    return hacer


def dictamen(pdf: bytes, firmados: Firmados) -> Verificacion:
    return verificar(pdf, anclas=firmados.anclas, ahora=AHORA + timedelta(hours=4))


def rechazado(hecho: Verificacion, razon: str) -> bool:
    assert all(frase.endswith(".") and frase[0].isupper() for frase in hecho.problemas)
    return not hecho.valido and any(razon in frase for frase in hecho.problemas)


def y_firma_otro(pdf: bytes, credencial: Credencial, campo: str = CAMPOS[1]) -> bytes:
    return firmado_por_otro_programa(pdf, credencial.firmante, campo, AHORA + timedelta(minutes=20))
