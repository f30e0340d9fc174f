"""A fictitious visit of two short cédulas taken through the services, from answered to closed. No fixtures.

It must never import Qt: the services are tested on machines without it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from supervisor_app import wiring
from supervisor_app.documents.textos import textos_informe
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona, con
from supervisor_app.domain.cedula.answers import Valor
from supervisor_app.domain.cedula.definition import Kind
from supervisor_app.domain.documento import Documento, EstadoDocumento, TipoDocumento
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.reserva import hay_reserva
from supervisor_app.domain.seguimiento import Reincidencia
from supervisor_app.services.firmas import Efirma
from supervisor_app.services.papel.clase import Material
from supervisor_app.signing.pki_prueba import EfirmaPrueba, PersonaPrueba, PkiPrueba, crear_pki
from supervisor_app.wiring import Servicios
from tests.visita_ficticia import (
    AHORA,
    AJUSTES,
    AV_90,
    CO_90,
    COLIMA,
    CONTROL,
    CUMPLE,
    ITEMS,
    NO_APLICA,
    NO_CUMPLE,
    RESPONSABLE,
    RelojFijo,
    informe,
    muestra,
)

SUPERVISORA = PersonaPrueba("LUCIA ÑANDU PEÑALOZA", "ÑAPL850101AB1", "ÑAPL850101MDFXXC01")
TITULAR = PersonaPrueba("JOSE IBARGÜEN TREVIÑO", "IATJ790305CD2", "IATJ790305HDFXXN02")
RESERVADA = "Baja sin sustento documental"
"""The title of the finding that is a possible irregularity."""
MEDIDA_RESERVADA = "Turnar el expediente al órgano interno de control"
MOTIVO = "Se corrige un dato"
ACTA, OFICIO = b"Acta ficticia de la visita\n", b"Oficio ficticio\n"


@cache
def pki() -> PkiPrueba:
    return crear_pki(AHORA)


@cache
def _emitida(persona: PersonaPrueba) -> EfirmaPrueba:
    un_ano = timedelta(days=365)
    return pki().emitir(persona, desde=AHORA - un_ano, hasta=AHORA + 3 * un_ano, contrasena="clave de prueba 8")


def efirma(persona: PersonaPrueba = SUPERVISORA) -> Efirma:
    """That person's e.firma; keys are slow to make, so each is made once a run."""
    prueba = _emitida(persona)
    return Efirma(prueba.cer, prueba.key, prueba.contrasena)


def _de_siempre(tipo: TipoDocumento) -> bool:
    return tipo in (TipoDocumento.CEDULA, TipoDocumento.INFORME)


@dataclass
class Banco:
    """The services over one folder, and the visit as the window would hold it."""

    s: Servicios
    reloj: RelojFijo
    e: Expediente

    def hacer(self, op: Operacion) -> None:
        self.s.visitas.guardar(op)
        self.e = self.e.aplicar(op.cambios)

    def responder(self, item_id: str, valor: Valor | None) -> None:
        self.hacer(comandos.responder(self.e, ITEMS[item_id], valor))

    def releer(self) -> Expediente:
        """The visit as it is on disk."""
        return self.s.visitas.abrir(self.e.visita.id)

    def documento(self, clave: str = "CO-90") -> Documento:
        """The newest version of a cédula, or of the informe («»)."""
        return next(d for d in self.s.documentos.vigentes(self.e.visita.id) if d.clave == clave and _de_siempre(d.tipo))

    def estado(self, clave: str = "CO-90") -> EstadoDocumento:
        return next(f.estado for f in self.s.documentos.lista(self.e) if f.clave == clave and _de_siempre(f.tipo))

    def emitir(self) -> None:
        for codigo in self.e.visita.cedulas:
            self.emitir_otra(TipoDocumento.CEDULA, codigo)
        self.emitir_otra(TipoDocumento.INFORME)
        if hay_reserva(self.e):
            self.emitir_otra(TipoDocumento.TURNADO)

    def emitir_otra(self, tipo: TipoDocumento = TipoDocumento.CEDULA, clave: str = "CO-90") -> Documento:
        """A version, with a reason where it replaces one that was signed."""
        clave = clave if tipo is TipoDocumento.CEDULA else ""
        return self.s.documentos.emitir(self.e, tipo, clave, motivo=MOTIVO)

    def firmar(self, documento: Documento) -> Documento:
        """With the one signature that closing demands."""
        return self.s.firmas.firmar_documento(documento, documento.campos[0].campo, efirma())

    def firmar_todo(self) -> None:
        for documento in self.s.documentos.vigentes(self.e.visita.id):
            if not documento.firmados:
                self.firmar(documento)

    def cerrar(self) -> None:
        self.e = self.s.entregas.cerrar(self.e)

    def reabrir(self) -> None:
        self.e = self.s.visitas.reabrir(self.e, "Se corrige un dato")

    @property
    def turnados(self) -> list[Path]:
        return sorted((self.s.carpeta / "turnados").glob("*"))

    @property
    def paquetes(self) -> list[Path]:
        """The files in the folder of packages, whatever they are."""
        return sorted((self.s.carpeta / "paquetes").glob("*"))

    def guardado(self, sha256: str) -> Path:
        """The file of the data folder that keeps that content."""
        return self.s.carpeta / "archivos" / sha256[:2] / sha256


def abrir(carpeta: Path, folio: str = "V-2026-001") -> Banco:
    reloj = RelojFijo()
    s = wiring.abrir(carpeta, reloj=reloj)
    return Banco(s, reloj, s.visitas.abrir(folio))


def contestar(carpeta: Path) -> Banco:
    """A visit that lacks only its documents: two findings (one reserved), their measures and files, the informe."""
    pki().escribir_anclas(carpeta / "anclas")
    reloj = RelojFijo()
    return contestar_en(wiring.abrir(carpeta, reloj=reloj), reloj)


def contestar_en(s: Servicios, reloj: RelojFijo) -> Banco:
    """The same over services that are open, of a folder without visits."""
    s.ajustes.guardar(AJUSTES)
    b = Banco(s, reloj, s.visitas.crear(COLIMA))
    recibio = Persona(nombre="José Ibargüen Treviño", cargo="Titular de la Subdelegación")
    b.hacer(comandos.modificar_visita(b.e, "Escribió quién recibió", recibio=recibio))
    b.hacer(comandos.elegir_cedulas(b.e, [CO_90, AV_90]))
    for item in ITEMS.values():
        valor = muestra(10, 0) if item.tipo is Kind.MUESTRA else CUMPLE if item.tipo is Kind.CUMPLE else NO_APLICA
        b.responder(item.id, NO_CUMPLE if item in (CONTROL, RESPONSABLE) else valor)
    _hallazgos(b)
    borrador = s.documentos.componer_informe(b.e)
    b.hacer(comandos.guardar_informe(b.e, con(borrador, datos=informe().datos)))
    return b


def _hallazgos(b: Banco) -> None:
    compartida, reservada = b.e.inconsistencias_en_orden()
    b.hacer(comandos.modificar_inconsistencia(b.e, reservada.id, titulo=RESERVADA, posible_irregularidad=True))
    for hallazgo, texto in ((compartida, "Poner al día el control"), (reservada, MEDIDA_RESERVADA)):
        medida = {"texto": texto, "responsable_cargo": "Jefa de Cobranza", "fecha": AHORA.date()}
        b.hacer(comandos.nueva_medida(b.e, hallazgo.id, wiring.nuevo_id, **medida))
    acta = b.s.evidencias.preparar_bytes(b.e, "Acta de visita.txt", ACTA, item_id=CONTROL.id)
    b.hacer(comandos.adjuntar(b.e, [acta]))
    oficio = b.s.evidencias.preparar_bytes(b.e, "Oficio ñ.txt", OFICIO, item_id=CONTROL.id)
    b.hacer(comandos.adjuntar(b.e, [oficio]))


def material(levantadas: Mapping[str, Reincidencia] | None = None, clave: str = "1270-009-032") -> Material:
    """What documents are made of besides the visit: no content of files, no earlier version."""
    textos = textos_informe().model_copy(update={"clave": clave})
    return Material(levantadas=levantadas or {}, textos=textos, leer=lambda _: b"", emitidos={})


# --- looking into files ---------------------------------------------------------------------------------------------


def adjunto(pdf: bytes) -> bytes:
    """The only file attached to a PDF."""
    with pikepdf.open(BytesIO(pdf)) as abierto:
        (nombre,) = abierto.attachments
        return abierto.attachments[nombre].get_file().read_bytes()


def texto(pdf: bytes) -> str:
    """Everything printed on a PDF."""
    abierto = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(pagina.get_textpage().get_text_bounded() for pagina in abierto)
    finally:
        abierto.close()


def bolsa(paquete: Path) -> dict[str, bytes]:
    """What a package holds under «data/», each file by its original name."""
    with zipfile.ZipFile(paquete) as z:
        raiz = z.namelist()[0].split("/")[0]
        originales = json.loads(z.read(f"{raiz}/data/registros/nombres.json"))["nombres"]
        return {original: z.read(f"{raiz}/{ruta}") for ruta, original in originales.items()}


def registro(paquete: Path, nombre: str) -> Any:
    return json.loads(bolsa(paquete)[f"registros/{nombre}.json"])


def etiquetas(paquete: Path) -> dict[str, str]:
    """bag-info.txt of a package."""
    with zipfile.ZipFile(paquete) as z:
        (nombre,) = (n for n in z.namelist() if n.endswith("/bag-info.txt"))
        return dict(linea.split(": ", 1) for linea in z.read(nombre).decode().splitlines())


def nuevo(b: Banco) -> Path:
    """The package of the present revision."""
    registrado = b.s.entregas.paquete(b.e)
    assert registrado is not None
    return b.s.carpeta / "paquetes" / registrado.nombre
