"""A whole expediente of fictitious people, put together of the other examples, to be changed by each test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from supervisor_app.documents.acta import componer_acta
from supervisor_app.documents.cedula import componer_cedula
from supervisor_app.documents.expediente import Parte, componer_expediente
from supervisor_app.documents.firmas import SIN_DIBUJAR
from supervisor_app.documents.fotos import Fotos
from supervisor_app.documents.impreso import Compuesto
from supervisor_app.documents.modelo_expediente import ArchivoAnexo, DocumentoExpediente, ParteImpresa
from supervisor_app.documents.modelos import FotoImpresa
from supervisor_app.documents.norma import Attachment
from supervisor_app.documents.textos import textos_acta, textos_cedula, textos_expediente
from supervisor_app.domain.base import Persona
from supervisor_app.domain.documento import CAMPO_SUPERVISOR
from tests.documents.ejemplo_acta import acta
from tests.documents.ejemplos import cedula

VOUCHED = (
    "Firmado con e.firma por LUCIA BARRAGAN ORTEGA el 12/06/2026, 14:20 horas; RFC BAOL800101AB1; certificado "
    "00001000000504000001."
)


def parts() -> tuple[tuple[str, str, Compuesto], ...]:
    """Title, folio and what is drawn of each part."""
    cedulas = componer_cedula(cedula(), textos=textos_cedula(), registro=b"{}")
    actas = componer_acta(acta(), textos=textos_acta(), registro=b"{}")
    return (
        ("Cédula de supervisión CO-05", "V-2026-014-CO-05", cedulas),
        ("Acta de cierre", "V-2026-014-ACTA", actas),
    )


def printed(title: str, folio: str) -> ParteImpresa:
    return ParteImpresa(
        clave="",
        titulo=title,
        folio=folio,
        version="1",
        archivo=f"{folio}-v1.pdf",
        sha256=hashlib.sha256(folio.encode()).hexdigest(),
        firmas=(VOUCHED,),
        constancias={CAMPO_SUPERVISOR: VOUCHED},
    )


def expediente(
    files: int = 3, fotos: Sequence[FotoImpresa] = (), partes: Sequence[ParteImpresa] = (), **changes: Any
) -> DocumentoExpediente:
    made = DocumentoExpediente(
        folio="V-2026-014-EXP",
        folio_visita="V-2026-014",
        fecha=date(2026, 6, 12),
        ooad="Estatal Jalisco",
        unidad="Subdelegación Ciudad Guzmán",
        tipo="Ordinaria",
        fechas="08/06/2026 al 12/06/2026",
        pliego="493/2026",
        periodo_revisado="Enero a mayo de 2026",
        supervisores=(Persona(nombre="Lucía Barragán Ortega", cargo="Supervisora de Cobranza"),),
        atendio=Persona(nombre="Raúl Montaño Vega", cargo="Jefe de Oficina"),
        titular=Persona(nombre="Emilio Sandoval Prieto", cargo="Titular de la Subdelegación"),
        partes=tuple(partes),
        archivos=tuple(
            ArchivoAnexo(str(n), f"relacion-de-creditos-{n}.pdf", "CO-05-02", "1.2 MB", f"{n:064x}")
            for n in range(1, files + 1)
        ),
        fotos=tuple(fotos),
    )
    return replace(made, **changes)


def expediente_pdf(
    files: int = 3, fotos: Sequence[FotoImpresa] = (), jpegs: Fotos | None = None, **changes: Any
) -> bytes:
    """With a cédula and an acta in it."""
    suyas = parts()
    impresas = [printed(title, folio) for title, folio, _ in suyas]
    partes = [
        Parte(
            impresa,
            made.story,
            Attachment(impresa.archivo, b"%PDF-", f"Original de {impresa.titulo}", "application/pdf"),
            SIN_DIBUJAR,
        )
        for impresa, (_, _, made) in zip(impresas, suyas, strict=True)
    ]
    doc = expediente(files, fotos, impresas, **changes)
    return componer_expediente(doc, partes, textos=textos_expediente(), registro=b"{}", fotos=jpegs or {}).pdf()
