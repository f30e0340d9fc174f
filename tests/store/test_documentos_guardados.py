"""Emitted documents, packages and deliveries: added, read back, never changed."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import ArchivoDocumento, Documento, EstadoDocumento, Metodo, TipoDocumento
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from tests.store.conftest import Libro
from tests.store.test_candados import DOCUMENTO, ENTREGA, PAQUETE
from tests.visita_ficticia import AHORA

FIRMA = ArchivoDocumento(
    orden=1,
    metodo=Metodo.EFIRMA,
    sha256="34" * 32,
    bytes=20,
    paginas=2,
    campo="FirmaComisionado",
    firmante="LUCIA ÑANDU PEÑALOZA",
    rfc="ÑAPL850101AB1",
    numero_certificado="00001000000500000001",
    cuando=AHORA,
)


def version(n: int, **campos: object) -> Documento:
    return con(DOCUMENTO, id=f"d{n}", version=n, **campos)


def test_a_document_comes_back_with_its_files(libro: Libro) -> None:
    libro.almacen.agregar_documento(DOCUMENTO)
    libro.almacen.agregar_archivo(DOCUMENTO.id, FIRMA)
    assert libro.almacen.documentos(libro.id) == (con(DOCUMENTO, archivos=(*DOCUMENTO.archivos, FIRMA)),)


def test_versions_come_oldest_first(libro: Libro) -> None:
    for n in (2, 1, 3):
        libro.almacen.agregar_documento(version(n))
    assert [d.version for d in libro.almacen.documentos(libro.id)] == [1, 2, 3]


def test_the_informe_comes_before_the_cedulas(libro: Libro) -> None:
    libro.almacen.agregar_documento(version(1, tipo=TipoDocumento.CEDULA, clave="CO-90"))
    libro.almacen.agregar_documento(version(2))
    assert [d.tipo for d in libro.almacen.documentos(libro.id)] == [TipoDocumento.INFORME, TipoDocumento.CEDULA]


def test_a_version_is_added_once(libro: Libro) -> None:
    libro.almacen.agregar_documento(DOCUMENTO)
    with pytest.raises(UserError, match="ya existe"):
        libro.almacen.agregar_documento(con(DOCUMENTO, id="otro"))


def test_a_document_that_is_refused_leaves_no_file_behind(libro: Libro) -> None:
    libro.almacen.agregar_documento(DOCUMENTO)
    with pytest.raises(UserError):
        libro.almacen.agregar_documento(con(DOCUMENTO, id="otro"))
    assert libro.almacen.documentos(libro.id) == (DOCUMENTO,)


def test_two_signatures_do_not_take_one_place(libro: Libro) -> None:
    libro.almacen.agregar_documento(DOCUMENTO)
    libro.almacen.agregar_archivo(DOCUMENTO.id, FIRMA)
    with pytest.raises(UserError, match="cambió mientras se firmaba"):
        libro.almacen.agregar_archivo(DOCUMENTO.id, con(FIRMA, sha256="56" * 32))


def test_a_signature_may_come_after_closing(libro: Libro) -> None:
    libro.almacen.agregar_documento(DOCUMENTO)
    libro.hacer(comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA)))
    libro.almacen.agregar_archivo(DOCUMENTO.id, FIRMA)
    assert libro.almacen.documentos(libro.id)[0].ultimo == FIRMA


def test_saying_a_delivery_again_changes_nothing(libro: Libro) -> None:
    for _ in range(2):
        libro.almacen.agregar_entrega(ENTREGA)
    assert libro.almacen.entregas() == (ENTREGA,)


def test_closing_writes_the_visit_and_its_package_together(libro: Libro) -> None:
    op = comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA))
    libro.almacen.cerrar_visita(op, PAQUETE, quien="", cuando=AHORA)
    cerrada = libro.almacen.visita(libro.id)
    assert cerrada is not None
    assert (cerrada.cerrada, libro.almacen.paquetes(libro.id)) == (True, (PAQUETE,))


def test_a_package_that_is_refused_leaves_the_visit_open(libro: Libro) -> None:
    op = comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        libro.almacen.cerrar_visita(op, con(PAQUETE, visita_id="0c" * 16), quien="", cuando=AHORA)
    assert libro.en_disco == libro.e


# --- the state that the list shows ----------------------------------------------------------------------------------

TINTA = con(FIRMA, metodo=Metodo.TINTA, campo="")


@pytest.mark.parametrize(
    ("campos", "huella", "estado"),
    [
        ({}, DOCUMENTO.huella, EstadoDocumento.LISTO),
        ({}, "otra", EstadoDocumento.DESACTUALIZADO),
        ({"archivos": (*DOCUMENTO.archivos, FIRMA)}, DOCUMENTO.huella, EstadoDocumento.FIRMADO),
        ({"archivos": (*DOCUMENTO.archivos, FIRMA)}, "otra", EstadoDocumento.DESACTUALIZADO),
        ({"archivos": (*DOCUMENTO.archivos, TINTA)}, DOCUMENTO.huella, EstadoDocumento.TINTA),
        ({"archivos": (*DOCUMENTO.archivos, con(FIRMA, campo="Otro"))}, DOCUMENTO.huella, EstadoDocumento.LISTO),
        ({"campos": ()}, DOCUMENTO.huella, EstadoDocumento.LISTO),
    ],
)
def test_a_document_says_its_state(campos: dict[str, object], huella: str, estado: EstadoDocumento) -> None:
    assert con(DOCUMENTO, **campos).estado(huella) is estado


@pytest.mark.parametrize("estado", list(EstadoDocumento))
def test_every_state_has_its_words(estado: EstadoDocumento) -> None:
    assert estado.label[0].isupper()
