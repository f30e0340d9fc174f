"""A fictitious visit on disk at the stages that signing and delivering need, made with the services. No fixtures.

The e.firmas are of a test authority and worth nothing; keys are slow to make, so they are made once a run.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp

from supervisor_app.domain import comandos
from supervisor_app.domain.documento import Documento, TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.reserva import hallazgos_reservados
from supervisor_app.services.demo.datos import CONTRASENA, EFIRMA_SUPERVISORA, EFIRMA_TITULAR
from supervisor_app.services.demo.visita import ajustes_demo, crear_visita_demo
from supervisor_app.services.firmas import Efirma
from supervisor_app.settings import Ajustes
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PersonaPrueba, PkiPrueba, crear_pki
from supervisor_app.wiring import Servicios, abrir
from tests.ui.visit_fixtures import DEFINICIONES_REALES
from tests.visita_ficticia import AHORA, RelojFijo

Stage = Callable[[Servicios, Expediente], Expediente | None]
"""What is done with the demo visit; the visit as it is then, where its value changed."""

OTRA = PersonaPrueba("XOCHITL CASTAÑEDA CHAVARRIA", "CACX700909EF3", "CACX700909MDFXXC03")


@dataclass(frozen=True)
class Archivos:
    """The two files of an e.firma on disk, and their password."""

    cer: Path
    key: Path
    contrasena: str


@cache
def pki() -> PkiPrueba:
    return crear_pki(AHORA)


@cache
def efirma(persona: PersonaPrueba) -> EfirmaPrueba:
    desde, hasta = AHORA.replace(year=AHORA.year - 1), AHORA.replace(year=AHORA.year + 3)
    return pki().emitir(persona, desde=desde, hasta=hasta, contrasena=CONTRASENA)


def escribir_efirma(carpeta: Path, persona: PersonaPrueba = EFIRMA_SUPERVISORA) -> Archivos:
    """The files of that person's e.firma, as SAT hands them out."""
    carpeta.mkdir(parents=True, exist_ok=True)
    prueba, nombre = efirma(persona), persona.nombre.split()[0].lower()
    cer, key = carpeta / f"{nombre}.cer", carpeta / f"{nombre}.key"
    cer.write_bytes(prueba.cer)
    key.write_bytes(prueba.key)
    return Archivos(cer, key, prueba.contrasena)


def como_efirma(persona: PersonaPrueba) -> Efirma:
    prueba = efirma(persona)
    return Efirma(prueba.cer, prueba.key, prueba.contrasena)


def sin_reserva(e: Expediente, id_: str) -> Operacion:
    return comandos.modificar_inconsistencia(e, id_, posible_irregularidad=False)


def preparar(carpeta: Path, hacer: Stage, *, conocida: bool = True) -> Expediente:
    """The demo visit with its informe composed, and what ``hacer`` does with it, all on disk when this returns.

    ``conocida``: the test authority is among those that this data folder trusts.
    """
    if conocida:
        pki().escribir_anclas(carpeta / "anclas")
    with abrir(carpeta, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(ajustes_demo())
        e = crear_visita_demo(s, hasta="informe")
        # Without the acta, which is optional, and without a turnado: what the list does with one is tested apart.
        for op in (comandos.quitar_acta(e), *(sin_reserva(e, h.id) for h in hallazgos_reservados(e))):
            s.visitas.guardar(op)
            e = e.aplicar(op.cambios)
        return hacer(s, e) or e


@cache
def _modelo(hacer: Stage, *, conocida: bool) -> tuple[Path, Expediente]:
    carpeta = Path(mkdtemp(prefix="supervisor-modelo-"))
    atexit.register(rmtree, carpeta, ignore_errors=True)
    return carpeta / "datos", preparar(carpeta / "datos", hacer, conocida=conocida)


def copiar(carpeta: Path, hacer: Stage, *, conocida: bool = True) -> Expediente:
    """Like ``preparar``, made once a run for each stage and copied; for stages that write in the data folder only."""
    modelo, e = _modelo(hacer, conocida=conocida)
    copytree(modelo, carpeta)
    return e


def sin_emitir(_s: Servicios, _e: Expediente) -> None:
    """Everything answered and composed, no document yet."""


def emitir(s: Servicios, e: Expediente) -> None:
    """Every document emitted, none signed."""
    for codigo in e.visita.cedulas:
        s.documentos.emitir(e, TipoDocumento.CEDULA, codigo)
    s.documentos.emitir(e, TipoDocumento.INFORME)


def firmar(s: Servicios, documento: Documento, *, titular: bool = False) -> Documento:
    """The supervisor's signature, and with ``titular`` the second one too."""
    documento = s.firmas.firmar_documento(documento, documento.campos[0].campo, como_efirma(EFIRMA_SUPERVISORA))
    if titular and len(documento.campos) > 1:
        documento = s.firmas.firmar_documento(documento, documento.campos[1].campo, como_efirma(EFIRMA_TITULAR))
    return documento


def a_medias(s: Servicios, e: Expediente) -> None:
    """Two cédulas signed by both, one by the supervisor, the rest ready."""
    emitir(s, e)
    primera, segunda, tercera, *_ = s.documentos.vigentes(e.visita.id)
    firmar(s, primera, titular=True)
    firmar(s, segunda, titular=True)
    firmar(s, tercera)


def firmada(s: Servicios, e: Expediente) -> None:
    """Every document signed; nothing is missing to close."""
    emitir(s, e)
    for documento in s.documentos.vigentes(e.visita.id):
        firmar(s, documento, titular=True)


def cerrada(s: Servicios, e: Expediente) -> Expediente:
    firmada(s, e)
    return s.entregas.cerrar(e)


def con_destino(s: Servicios, destino: Path) -> None:
    s.ajustes.guardar(Ajustes.model_validate(s.ajustes.leer().model_dump() | {"destino": str(destino)}))
