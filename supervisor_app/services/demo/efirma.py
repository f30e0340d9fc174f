"""The test e.firmas of a demo data folder: made once, kept in it in plain sight, and worth nothing.

They live only where the settings say that the data are fictitious: nobody's real folder ever trusts a test authority.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from supervisor_app import durable
from supervisor_app.errors import EnvironmentProblem, UserError, motivo
from supervisor_app.services.demo import CARPETA_EFIRMA
from supervisor_app.services.demo.datos import CONTRASENA, EFIRMA_SUPERVISORA, EFIRMA_TITULAR
from supervisor_app.services.firmas import Efirma, Firmas, leer_efirma
from supervisor_app.signing.anclas import MANIFIESTO
from supervisor_app.signing.pki_prueba import EfirmaPrueba, crear_pki

CARPETA: Final = CARPETA_EFIRMA
_AUTORIDAD: Final = "ac-prueba.cer"
_LEAME: Final = f"""\
E.FIRMAS DE PRUEBA, SIN VALIDEZ

Las hizo la demostración para firmar sus documentos ficticios. No son de nadie: la autoridad
que las emitió es de prueba y su llave ya no existe. Sirven para practicar la firma en esta
misma carpeta de datos.

Contraseña de las dos: {CONTRASENA}
"""


@dataclass(frozen=True, repr=False)
class EfirmasDemo:
    """Who signs in the demo."""

    supervisora: Efirma
    titular: Efirma


def preparar_efirmas(datos: Path, firmas: Firmas, ahora: datetime) -> EfirmasDemo:
    """The test e.firmas of the data folder, made where there are none that serve; their authority is trusted in it.

    Raises EnvironmentProblem where they cannot be written.
    """
    carpeta = datos / CARPETA
    try:
        hechas = _leer(carpeta)
        firmas.identificar(hechas.supervisora)
        firmas.identificar(hechas.titular)
        firmas.agregar_autoridad((carpeta / _AUTORIDAD).read_bytes(), aprobada_por_la_oficina=True)
    except (UserError, OSError):  # none yet, expired, or somebody changed them
        return _hacer(datos, firmas, ahora)
    return hechas


def _leer(carpeta: Path) -> EfirmasDemo:
    supervisora, titular = (
        leer_efirma(carpeta / f"{quien}.cer", carpeta / f"{quien}.key", CONTRASENA)
        for quien in ("supervisora", "titular")
    )
    return EfirmasDemo(supervisora, titular)


def _hacer(datos: Path, firmas: Firmas, ahora: datetime) -> EfirmasDemo:
    pki = crear_pki(ahora)
    desde, hasta = ahora - timedelta(days=365), ahora + timedelta(days=3 * 365)
    hechas = {
        "supervisora": pki.emitir(EFIRMA_SUPERVISORA, desde=desde, hasta=hasta, contrasena=CONTRASENA, folio=1),
        "titular": pki.emitir(EFIRMA_TITULAR, desde=desde, hasta=hasta, contrasena=CONTRASENA, folio=2),
    }
    try:
        _guardar(datos / CARPETA, pki.ac, hechas)
        if not (datos / "anclas" / MANIFIESTO).exists():
            pki.escribir_anclas(datos / "anclas")
    except OSError as error:
        raise EnvironmentProblem(f"No se pudieron guardar las e.firmas de prueba ({motivo(error)}).") from error
    firmas.agregar_autoridad(pki.ac, aprobada_por_la_oficina=True)
    return _leer(datos / CARPETA)


def _guardar(carpeta: Path, autoridad: bytes, hechas: dict[str, EfirmaPrueba]) -> None:
    carpeta.mkdir(parents=True, exist_ok=True)
    durable.write_atomic(carpeta / _AUTORIDAD, autoridad, mode=0o644)
    for quien, efirma in hechas.items():
        durable.write_atomic(carpeta / f"{quien}.cer", efirma.cer, mode=0o644)
        durable.write_atomic(carpeta / f"{quien}.key", efirma.key)
    # With a byte order mark and CRLF, so that every Notepad shows the accents and the lines.
    durable.write_atomic(carpeta / "LEAME.txt", _LEAME.replace("\n", "\r\n").encode("utf-8-sig"), mode=0o644)
