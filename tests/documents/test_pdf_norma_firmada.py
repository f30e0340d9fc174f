"""Every kind of document is PDF/A-3a and PDF/UA-1 as it is emitted, and stays so after each of its signatures.

A document keeps every file it went through, so all of them can be asked about once everything is signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.domain.documento import ArchivoDocumento, Documento, Metodo, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.turnos import en_orden
from supervisor_app.services.demo.efirma import preparar_efirmas
from supervisor_app.services.demo.visita import ajustes_demo, crear_anterior_demo, crear_visita_demo
from supervisor_app.services.papel.clase import Edicion
from supervisor_app.services.papel.clases import CLASES
from supervisor_app.wiring import Servicios
from tests import verapdf
from tests.documents.ejemplos import dibujada
from tests.services.banco import material
from tests.visita_ficticia import RelojFijo

pytestmark = verapdf.group


@pytest.fixture(scope="module")
def visita(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Servicios, Expediente]]:
    """The fictitious visit with what its demo emits and signs, and then everything else that can be emitted."""
    reloj = RelojFijo()
    with wiring.abrir(tmp_path_factory.mktemp("datos"), reloj=reloj) as s:
        s.ajustes.guardar(ajustes_demo())
        e = crear_visita_demo(s, hasta="firma", tras=crear_anterior_demo(s))
        for clase in CLASES.values():
            listos = [d for d in s.documentos.vigentes(e.visita.id) if d.tipo is clase.tipo]
            for clave in clase.claves(e, [d.clave for d in listos]):
                if clave not in [d.clave for d in listos]:
                    _firmar(s, reloj, s.documentos.emitir(e, clase.tipo, clave))
        yield s, e


def _firmar(s: Servicios, reloj: RelojFijo, documento: Documento) -> None:
    """Where several sign, the last one has drawn; everybody else signs with an e.firma, in order."""
    efirma = preparar_efirmas(s.carpeta, s.firmas, reloj()).supervisora
    campos = en_orden(documento)
    if len(campos) > 1:
        ultimo = campos[-1]
        documento = s.firmas.firmar_dibujada(documento, dibujada(campo=ultimo.campo, nombre=ultimo.nombre))
        campos = campos[:-1]
    for campo in campos:
        documento = s.firmas.firmar_documento(documento, campo.campo, efirma)


@pytest.mark.parametrize("tipo", [TipoDocumento.INFORME, TipoDocumento.ACTA])
def test_a_document_conforms_before_and_after_all_its_signatures(
    tipo: TipoDocumento, visita: tuple[Servicios, Expediente], tmp_path: Path
) -> None:
    for documento in _documentos(visita, tipo):
        for archivo in (documento.archivos[0], documento.archivos[-1]):
            assert _faltas(visita, archivo, tmp_path) == [], f"{documento.folio} {archivo.metodo}"


@pytest.mark.largo
@pytest.mark.parametrize("tipo", CLASES)
def test_every_file_of_a_document_conforms(
    tipo: TipoDocumento, visita: tuple[Servicios, Expediente], tmp_path: Path
) -> None:
    for documento in _documentos(visita, tipo):
        for archivo in documento.archivos:
            assert _faltas(visita, archivo, tmp_path) == [], f"{documento.folio} {archivo.metodo}"


def _documentos(visita: tuple[Servicios, Expediente], tipo: TipoDocumento) -> list[Documento]:
    s, e = visita
    documentos = [d for d in s.documentos.vigentes(e.visita.id) if d.tipo is tipo]
    assert documentos
    assert all(any(a.metodo is Metodo.EFIRMA for a in d.archivos) for d in documentos)
    return documentos


def _faltas(visita: tuple[Servicios, Expediente], archivo: ArchivoDocumento, tmp_path: Path) -> list[str]:
    s, _ = visita
    return verapdf.broken((s.carpeta / "archivos" / archivo.sha256[:2] / archivo.sha256).read_bytes(), tmp_path)


def test_a_version_that_replaces_a_signed_one_conforms(visita: tuple[Servicios, Expediente], tmp_path: Path) -> None:
    _, e = visita
    edicion = Edicion(2, motivo="Se corrigió el propósito de la comisión")
    hecho = CLASES[TipoDocumento.INFORME].version(e, "", edicion, material())
    assert verapdf.broken(hecho.compuesto.pdf(), tmp_path) == []
