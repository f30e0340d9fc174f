"""The database itself keeps closed visits and history, whatever the code above it does: raw SQL on the connection."""

import json

import pytest
import sqlcipher3.dbapi2 as sqlite

from supervisor_app.domain import comandos
from supervisor_app.domain.acta import Acta
from supervisor_app.domain.base import con
from supervisor_app.domain.catalogo import Sentido, UnidadIndicador
from supervisor_app.domain.cedula.answers import Respuesta
from supervisor_app.domain.cedula.sin_lugar import SinLugar
from supervisor_app.domain.choque import Choque
from supervisor_app.domain.documento import (
    ArchivoDocumento,
    CampoDeFirma,
    Documento,
    Entrega,
    Metodo,
    PaqueteCerrado,
    TipoDocumento,
)
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia
from supervisor_app.domain.indicador import IndicadorMedido
from supervisor_app.domain.muestreo.registro import Elegido, Muestreo, UniversoUsado
from supervisor_app.domain.muestreo.registro import Metodo as MetodoMuestreo
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.errors import UserError
from supervisor_app.store.tablas import TABLAS
from tests.store.conftest import Libro
from tests.visita_ficticia import (
    AHORA,
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    VISITA_ID,
    evidencia,
    expediente,
    fila,
    informe,
)

OTRA = "0b" * 16
HIJAS = sorted(set(TABLAS) - {"visita"})
FIJAS = ["cambio", "documento", "documento_archivo", "entrega", "paquete"]

DOCUMENTO = Documento(
    id="d1",
    visita_id=VISITA_ID,
    revision=1,
    tipo=TipoDocumento.INFORME,
    version=1,
    folio="V-2026-001-I-1",
    titulo="Informe de la Comisión",
    registro_sha256="ab" * 32,
    huella="cd" * 32,
    campos=(CampoDeFirma(campo="FirmaComisionado", nombre="Lucía Ñandú Peñaloza"),),
    creado=AHORA,
    archivos=(ArchivoDocumento(orden=0, metodo=Metodo.EMISION, sha256="ef" * 32, bytes=9, paginas=2, cuando=AHORA),),
)
MUESTREO = Muestreo(
    id="s1",
    visita_id=VISITA_ID,
    item_id=MUESTRA.id,
    universo=UniversoUsado(nombre="RALE", sha256="cd" * 32, renglones=3),
    metodo=MetodoMuestreo.SIMPLE,
    semilla="1",
    elegidos=(Elegido(numero=2),),
    cuando=AHORA,
)
SIN_LUGAR = SinLugar(
    id="l1",
    visita_id=VISITA_ID,
    cedula="CO-90",
    version=1,
    item_id="CO-90-99",
    punto=CONTROL.model_copy(update={"id": "CO-90-99"}),
    motivo="Se quitó",
    respuesta=Respuesta(id="r99", visita_id=VISITA_ID, cedula="CO-90", item_id="CO-90-99"),
)
INDICADOR = IndicadorMedido(
    id="ind1", visita_id=VISITA_ID, codigo="IND-01", nombre="Ingresos", unidad=UnidadIndicador.MXN, sentido=Sentido.SUBE
)
ACTA = Acta(id="acta1", visita_id=VISITA_ID)
CHOQUE = Choque(id="r1:choque:nota", visita_id=VISITA_ID, clase="respuesta", registro_id="r1", campo="nota", lados=())
PAQUETE = PaqueteCerrado(visita_id=VISITA_ID, revision=1, nombre="p.zip", sha256="12" * 32, bytes=9, creado=AHORA)
ENTREGA = Entrega(
    visita_id=VISITA_ID, revision=1, nombre="p.zip", sha256="12" * 32, bytes=9, destino="Oficina", cuando=AHORA
)


@pytest.fixture
def cerrado(libro: Libro) -> Libro:
    """A closed visit with something in every table, and an open one beside it."""
    libro.hacer(comandos.elegir_cedulas(libro.e, [CO_90]))
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1, False)], "Pegó renglones"))
    libro.hacer(comandos.adjuntar(libro.e, [evidencia()]))
    libro.hacer(comandos.nueva_medida(libro.e, libro.e.inconsistencias_en_orden()[0].id, lambda: "medida-1"))
    anterior = HallazgoAnterior(hallazgo(), expediente(id=OTRA, folio="V-2026-002").visita, "Título")
    libro.hacer(comandos.verificar_hallazgo(libro.e, anterior, ResultadoVerificacion.EN_ATENCION))
    libro.hacer(comandos.guardar_informe(libro.e, informe()))
    libro.hacer(
        Operacion(VISITA_ID, "Lo demás", tuple(Cambio(None, r) for r in (MUESTREO, SIN_LUGAR, INDICADOR, ACTA, CHOQUE)))
    )
    libro.almacen.agregar_documento(DOCUMENTO)
    op = comandos.cerrar(libro.e, con(libro.e.visita, estado=EstadoVisita.CERRADA))
    libro.almacen.cerrar_visita(op, PAQUETE, quien="", cuando=AHORA)
    libro.e = libro.e.aplicar(op.cambios)
    libro.almacen.agregar_entrega(ENTREGA)
    Libro(libro.almacen, expediente(id=OTRA, folio="V-2026-002"))
    return libro


def hallazgo() -> Inconsistencia:
    return Inconsistencia(id="anterior", visita_id=OTRA, numero=1)


def sql(libro: Libro, orden: str, *parametros: object) -> None:
    libro.almacen._db.conn.execute(orden, parametros)


@pytest.mark.parametrize("tabla", HIJAS)
def test_a_record_of_a_closed_visit_cannot_be_changed(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, f"UPDATE {tabla} SET datos = json_set(datos, '$.nota', 'x')")


@pytest.mark.parametrize("tabla", HIJAS)
def test_a_record_of_a_closed_visit_cannot_be_deleted(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, f"DELETE FROM {tabla}")


@pytest.mark.parametrize("tabla", HIJAS)
def test_a_record_cannot_be_added_to_a_closed_visit(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, f"INSERT INTO {tabla}(id, visita_id, datos) VALUES ('nuevo', ?, '{{}}')", VISITA_ID)


@pytest.mark.parametrize("tabla", HIJAS)
def test_a_record_cannot_be_moved_out_of_a_closed_visit(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, f"UPDATE {tabla} SET visita_id = ?", OTRA)


@pytest.mark.parametrize("tabla", HIJAS)
def test_a_record_of_a_closed_visit_cannot_be_replaced_by_one_of_another(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, f"INSERT OR REPLACE INTO {tabla}(id, visita_id, datos) SELECT id, ?, datos FROM {tabla}", OTRA)


@pytest.mark.parametrize(
    "cambio",
    [
        "json_set(datos, '$.lugar', 'Otro')",
        "json_set(datos, '$.estado', 'en_curso')",
        "json_set(datos, '$.estado', 'en_curso', '$.revision', 3)",
        "json_set(datos, '$.estado', 'programada', '$.revision', 2)",
        "json_remove(json_set(datos, '$.estado', 'en_curso'), '$.revision')",
        "json_remove(datos, '$.estado')",
        "json_remove(datos, '$.estado', '$.revision')",
        "'{}'",
    ],
)
def test_a_closed_visit_changes_only_by_becoming_its_next_revision(cerrado: Libro, cambio: str) -> None:
    with pytest.raises(sqlite.IntegrityError):
        sql(cerrado, f"UPDATE visita SET datos = {cambio} WHERE id = ?", VISITA_ID)


def test_a_closed_visit_cannot_be_deleted(cerrado: Libro) -> None:
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, "DELETE FROM visita WHERE id = ?", VISITA_ID)


def test_a_closed_visit_cannot_be_replaced(cerrado: Libro) -> None:
    abierta = json.loads(cerrado.e.visita.model_dump_json()) | {"estado": "en_curso"}
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, "INSERT OR REPLACE INTO visita(id, datos) VALUES (?,?)", VISITA_ID, json.dumps(abierta))


def test_a_closed_visit_cannot_be_replaced_through_its_folio(cerrado: Libro) -> None:
    datos = json.dumps({"id": "x", "folio": "V-2026-001", "estado": "en_curso"})
    with pytest.raises(sqlite.IntegrityError, match="visita cerrada"):
        sql(cerrado, "INSERT OR REPLACE INTO visita(id, datos) VALUES ('x',?)", datos)


def test_a_closed_visit_is_reopened_as_its_next_revision(cerrado: Libro) -> None:
    reabierta = con(cerrado.e.visita, estado=EstadoVisita.EN_CURSO, revision=2, motivo_revision="Faltó un acta")
    cerrado.hacer(comandos.cerrar(cerrado.e, reabierta))
    assert cerrado.en_disco == cerrado.e


def test_the_store_says_with_a_sentence_that_a_visit_is_closed(cerrado: Libro) -> None:
    # A window that did not notice: the operation was computed before the closing.
    with pytest.raises(UserError, match="La visita está cerrada y ya no se modifica"):
        cerrado.hacer(Operacion(VISITA_ID, "Agregó un renglón", (Cambio(None, fila(2)),)))


def test_what_a_closed_visit_refused_left_no_history(cerrado: Libro) -> None:
    with pytest.raises(UserError):
        cerrado.hacer(Operacion(VISITA_ID, "Agregó un renglón", (Cambio(None, fila(2)),)))
    assert cerrado.almacen.historia("fila-00002") == ()


@pytest.mark.parametrize("tabla", [*FIJAS, "operacion"])
def test_history_documents_and_deliveries_cannot_be_deleted(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="registro inmutable"):
        sql(cerrado, f"DELETE FROM {tabla}")


@pytest.mark.parametrize(
    "orden",
    [
        "cambio SET despues = NULL",
        "cambio SET antes = '{}'",
        "operacion SET quien = 'Otra persona'",
        "operacion SET cuando = '2020-01-01'",
        "operacion SET que = ''",
        "operacion SET id = id + 1000",
        "documento SET huella = ''",
        "documento SET titulo = 'Otro'",
        "documento_archivo SET sha256 = ''",
        "entrega SET cuando = '2020-01-01'",
        "paquete SET sha256 = ''",
    ],
)
def test_history_documents_and_deliveries_cannot_be_changed(cerrado: Libro, orden: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="registro inmutable"):
        sql(cerrado, f"UPDATE {orden}")


@pytest.mark.parametrize("tabla", [*FIJAS, "operacion"])
def test_history_documents_and_deliveries_cannot_be_replaced(cerrado: Libro, tabla: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="registro inmutable"):
        sql(cerrado, f"INSERT OR REPLACE INTO {tabla} SELECT * FROM {tabla}")


def test_undo_may_mark_an_operation_as_taken_back(cerrado: Libro) -> None:
    sql(cerrado, "UPDATE operacion SET activa = 0")
    assert cerrado.almacen._db.conn.execute("SELECT sum(activa) FROM operacion").fetchone() == (0,)


def test_a_record_that_is_no_json_is_refused(libro: Libro) -> None:
    with pytest.raises(sqlite.DatabaseError, match=r"CHECK|malformed JSON"):
        sql(libro, "INSERT INTO fila(id, visita_id, datos) VALUES ('x', ?, 'no es json')", VISITA_ID)


def test_a_visit_with_records_cannot_be_deleted_even_open(libro: Libro) -> None:
    libro.hacer(comandos.adjuntar(libro.e, [evidencia()]))
    with pytest.raises(sqlite.IntegrityError, match="FOREIGN KEY"):
        sql(libro, "DELETE FROM visita")
