"""``verificar-base`` names what is wrong, one thing at a time."""

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from tests.domain.muestreo.test_comando import U as UNIVERSO
from tests.domain.muestreo.test_comando import trazo
from tests.store.conftest import Libro
from tests.visita_ficticia import CONTROL, MUESTRA, NO_CUMPLE, contador_de_ids, evidencia, expediente, fila


@pytest.fixture
def sano(libro: Libro) -> Libro:
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1)], "Pegó renglones"))
    sha256 = libro.almacen.archivos.guardar(b"acta")
    libro.hacer(comandos.adjuntar(libro.e, [con(evidencia(), sha256=sha256)]))
    libro.deshacer()
    libro.rehacer()
    return libro


def mal(libro: Libro, *ordenes: str) -> tuple[str, ...]:
    """What the check says after these statements of a hand from outside."""
    for orden in ordenes:
        libro.almacen._db.conn.execute(orden)
    return libro.almacen.comprobar()


def test_a_store_that_was_used_has_nothing_wrong(sano: Libro) -> None:
    assert sano.almacen.comprobar() == ()


def test_a_missing_trigger_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "DROP TRIGGER cambio_fija_delete")
    assert falta == "Falta el candado «cambio_fija_delete» de la base."


def test_a_trigger_that_does_nothing_is_named(sano: Libro) -> None:
    (falta,) = mal(
        sano,
        "DROP TRIGGER cambio_fija_delete",
        "CREATE TRIGGER cambio_fija_delete BEFORE DELETE ON cambio BEGIN SELECT 1; END",
    )
    assert "cambio_fija_delete» de la base se modificó" in falta


def test_a_trigger_of_a_hand_from_outside_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "CREATE TRIGGER calla AFTER INSERT ON cambio BEGIN SELECT 1; END")
    assert falta.startswith("En la base está el candado «calla», que no es de la aplicación")


def test_an_index_that_is_gone_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "DROP INDEX cambio_registro")
    assert falta == "Falta el índice «cambio_registro» de la base."


def test_a_table_that_is_another_one_is_named(sano: Libro) -> None:
    faltas = mal(sano, "DROP TABLE entrega", "CREATE TABLE entrega (destino TEXT)")
    assert "La tabla «entrega» de la base se modificó por fuera." in faltas


def test_an_operation_that_was_undone_and_is_marked_as_in_force_is_named(sano: Libro) -> None:
    sano.deshacer()
    (falta,) = mal(sano, "UPDATE operacion SET activa = 1")
    assert "se deshizo y está marcada como vigente" in falta


def test_a_record_changed_from_outside_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "UPDATE respuesta SET datos = json_set(datos, '$.nota', 'x')")
    assert falta == (
        f"Visita V-2026-001: la respuesta CO-90-01 (registro {'0a' * 16}:CO-90-01) no coincide con "
        "su historia: se modificó por fuera."
    )


def test_a_record_deleted_from_outside_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "DELETE FROM fila")
    assert falta == "Visita V-2026-001: el renglón «Crédito 1» de CO-90-02 (registro fila-00001) se borró por fuera."


def test_a_record_added_from_outside_is_named(sano: Libro) -> None:
    (falta,) = mal(sano, "INSERT INTO fila(id, visita_id, datos) SELECT 'x', visita_id, datos FROM fila")
    assert "(registro x) no coincide con su historia" in falta


def test_a_record_that_cannot_be_read_is_named(sano: Libro) -> None:
    faltas = mal(sano, "UPDATE fila SET datos = '{}'")
    assert any(f.endswith("(registro fila-00001) no se puede leer.") for f in faltas)


def test_a_record_of_no_visit_is_named(sano: Libro) -> None:
    faltas = mal(sano, "pragma foreign_keys=off", "UPDATE fila SET visita_id = 'otra'")
    assert "Referencia rota en la tabla fila." in faltas


def test_a_record_moved_to_another_visit_is_named(sano: Libro) -> None:
    Libro(sano.almacen, expediente(id="0b" * 16, folio="V-2026-002"))
    (falta,) = mal(sano, f"UPDATE fila SET visita_id = '{'0b' * 16}'")
    assert falta.endswith("(registro fila-00001) se cambió de visita por fuera.")


def test_a_missing_evidence_is_named_with_its_file(sano: Libro) -> None:
    (sha256,) = {v.sha256 for v in sano.e.evidencias.values()}
    sano.almacen.archivos.ruta(sha256).unlink()
    (falta,) = sano.almacen.comprobar()
    assert falta.startswith("Visita V-2026-001: evidencia acta 1.pdf: Falta un archivo")


def test_a_damaged_evidence_is_named_with_its_file(sano: Libro) -> None:
    (sha256,) = {v.sha256 for v in sano.e.evidencias.values()}
    sano.almacen.archivos.ruta(sha256).write_bytes(b"otra cosa")
    (falta,) = sano.almacen.comprobar()
    assert falta.startswith("Visita V-2026-001: evidencia acta 1.pdf: Un archivo de la carpeta de datos está dañado")


def test_a_missing_universe_of_a_draw_is_named(sano: Libro) -> None:
    op = comandos.sortear(sano.e, MUESTRA, trazo(), UNIVERSO, nuevo_id=contador_de_ids())
    sano.hacer(op)
    (falta,) = sano.almacen.comprobar()
    assert "universo rale.xlsx" in falta
    sano.almacen.archivos.guardar(UNIVERSO.canonico)
    assert sano.almacen.comprobar() == ()
