"""A whole ASM table of an invented programme, to be changed by each test."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor_app.documents.asm import componer_asm
from supervisor_app.documents.textos import textos_asm
from supervisor_app.domain.asm import AspectoAsm, FirmanteAsm, TablaAsm, registro_asm

SIGNERS = (
    FirmanteAsm(nombre="Lucía Barragán Ortega", cargo="Jefa de Departamento", como="Elaboró"),
    FirmanteAsm(nombre="Emilio Sandoval Prieto", cargo="Titular de la Jefatura de Servicios", como="Autorizó"),
)


def row(number: int = 1, **values: Any) -> AspectoAsm:
    made: dict[str, Any] = {
        "aspecto": f"Difundir en el portal de prueba {number} la información que facilite el cumplimiento.",
        "actividades": ("Adecuar el sistema de citas de prueba.", "Publicar las preguntas frecuentes.")[
            : 1 + number % 2
        ],
        "areas": ("Coordinación de Prueba",),
        "fecha": date(2026, 6, 30),
        "resultados": "Portal con la información al día.",
        "productos": "Acceso en el portal de prueba y oficio circular de liberación.",
    }
    return AspectoAsm(**(made | values))


def table(rows: int = 3, **values: Any) -> TablaAsm:
    made: dict[str, Any] = {
        "entidad": "Instituto Mexicano del Seguro Social",
        "clase": "Específicos",
        "clave_programa": "E-999",
        "programa": "Programa ficticio de recaudación",
        "fecha": date(2026, 6, 30),
        "aspectos": tuple(row(n) for n in range(1, rows + 1)),
    }
    return TablaAsm(**(made | values))


def asm_pdf(tabla: TablaAsm, *, borrador: bool = False) -> bytes:
    registro = None if borrador else registro_asm(tabla, folio="ASM-1", version=1)
    return componer_asm(tabla, textos=textos_asm(), folio="ASM-1", registro=registro).pdf()
