"""The chain of each visit's history: what is linked, and how each way of rewriting history is told in words.

The hand from outside has all of the file: it takes the triggers off, does its deed and puts them back.
"""

from __future__ import annotations

import hashlib

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.cadena import Asiento, enlazar, partes_distintas
from supervisor_app.store import cadena, candados, conexion
from tests.store.conftest import Libro
from tests.store.test_candados import DOCUMENTO, ENTREGA
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA, NO_CUMPLE, expediente, fila

OTRA = "0b" * 16


@pytest.fixture
def escrito(libro: Libro) -> Libro:
    """Five operations (1 to 5), then a document that knows of them, then two more; another visit beside it."""
    libro.hacer(comandos.responder(libro.e, CONTROL, NO_CUMPLE))
    libro.hacer(comandos.anotar(libro.e, CONTROL, "Falta el tablero"))
    libro.hacer(comandos.guardar_filas(libro.e, MUESTRA, [fila(1)], "Pegó renglones"))
    libro.hacer(comandos.anotar(libro.e, CONTROL, "Se vio el tablero"))
    libro.almacen.agregar_documento(con(DOCUMENTO, historia=libro.almacen.cabeza(libro.id)))
    libro.hacer(comandos.responder(libro.e, CONTROL, CUMPLE))
    libro.hacer(comandos.modificar_visita(libro.e, "Escribió el lugar", lugar="Colima"))
    Libro(libro.almacen, expediente(id=OTRA, folio="V-2026-002"))
    return libro


def mal(libro: Libro, *ordenes: str) -> list[str]:
    """What the check of the base says of histories after these statements."""
    db = libro.almacen._db
    conexion.filas(db, "pragma foreign_keys=off")
    with conexion.escritura(db):
        for nombre in candados.disparadores():
            conexion.filas(db, f"DROP TRIGGER {nombre}")
        for orden in ordenes:
            conexion.filas(db, orden)
        candados.asegurar_disparadores(db)
    conexion.filas(db, "pragma foreign_keys=on")
    # The document of these tests has no file.
    return [f for f in libro.almacen.comprobar() if "Falta un archivo" not in f]


def rehacer_cadena(libro: Libro) -> None:
    """The hand from outside knows how links are made, and makes all of them again."""
    db = libro.almacen._db
    with conexion.escritura(db):
        for nombre in candados.disparadores():
            conexion.filas(db, f"DROP TRIGGER {nombre}")
        conexion.filas(db, "DELETE FROM eslabon")
        cadena.enlazar_todo(db)
        candados.asegurar_disparadores(db)


# --- what is linked -------------------------------------------------------------------------------------------------


def test_a_link_is_the_hash_of_canonical_json() -> None:
    dicho = '["supervisor-app/historia/1","aa","v1","operacion","7",{"que":"Contestó «sí»","sobre":null}]'
    asiento = Asiento("v1", "operacion", "7", {"sobre": None, "que": "Contestó «sí»"})
    assert enlazar("aa", asiento).sha256 == hashlib.sha256(dicho.encode()).hexdigest()


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())), st.text())
def test_no_two_entries_are_encoded_alike(partes: dict[str, object], previo: str) -> None:
    asiento, otro = Asiento("v", "operacion", "1", partes), Asiento("v", "operacion", "1", {**partes, "de más": 1})
    assert enlazar(previo, asiento) == enlazar(previo, asiento)
    assert enlazar(previo, asiento).sha256 != enlazar(previo, otro).sha256
    assert enlazar(previo, asiento).sha256 != enlazar(previo + "x", asiento).sha256
    assert partes_distintas(asiento, enlazar(previo, asiento).rastro) == ()


def test_everything_that_is_written_of_a_visit_gets_its_link(escrito: Libro) -> None:
    db = escrito.almacen._db
    with conexion.escritura(db):
        for turnado in (False, True):
            cadena.agregar(db, cadena.de_paquete((escrito.id, 1, "p.zip", "ab" * 32, 9, "x"), turnado=turnado))
    clases = [de for (de,) in conexion.filas(db, "SELECT de FROM eslabon WHERE visita_id = ? ORDER BY n", escrito.id)]
    assert clases == ["operacion"] * 5 + ["documento", "archivo"] + ["operacion"] * 2 + ["paquete", "turnado"]


def test_each_visit_has_a_chain_of_its_own(escrito: Libro) -> None:
    assert escrito.almacen.cabeza(OTRA).asientos == 1
    assert escrito.almacen.cabeza(escrito.id).asientos == 9
    assert escrito.almacen.cabeza("otra").asientos == 0


def test_undoing_and_redoing_are_linked_too(escrito: Libro) -> None:
    escrito.deshacer()
    escrito.rehacer()
    assert escrito.almacen.cabeza(escrito.id).asientos == 11
    assert mal(escrito) == []


def test_a_delivery_said_twice_is_linked_once(escrito: Libro) -> None:
    for _ in range(2):
        escrito.almacen.agregar_entrega(ENTREGA)
    assert escrito.almacen.cabeza(escrito.id).asientos == 10
    assert mal(escrito) == []


def test_what_is_refused_leaves_no_link(escrito: Libro) -> None:
    antes = escrito.almacen.cabeza(escrito.id)
    with pytest.raises(Exception, match="cambió en otra ventana"):
        escrito.almacen.escribir(comandos.responder(expediente(), CONTROL, CUMPLE), quien="", cuando=DOCUMENTO.creado)
    assert escrito.almacen.cabeza(escrito.id) == antes


@pytest.mark.parametrize("orden", ["UPDATE eslabon SET sha256 = sha256", "DELETE FROM eslabon"])
def test_a_link_is_not_changed_nor_deleted(escrito: Libro, orden: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="registro inmutable"):
        escrito.almacen._db.conn.execute(orden)


def test_linking_all_again_gives_the_links_that_were_written(escrito: Libro) -> None:
    """With no document between its operations: those are linked after them where there was no chain yet."""
    consulta = "SELECT * FROM eslabon WHERE visita_id = ? ORDER BY n"
    antes = conexion.filas(escrito.almacen._db, consulta, OTRA)
    rehacer_cadena(escrito)
    assert conexion.filas(escrito.almacen._db, consulta, OTRA) == antes


# --- rewritten histories --------------------------------------------------------------------------------------------

_SEGUNDA = "UPDATE cambio SET despues = json_set(despues, '$.nota', 'Nada') WHERE operacion_id = 3"


def test_a_whole_history_has_nothing_to_tell(escrito: Libro) -> None:
    assert mal(escrito) == []


def que_hizo(libro: Libro, numero: int) -> str:
    ((que, quien),) = conexion.filas(libro.almacen._db, "SELECT que, quien FROM operacion WHERE id = ?", numero)
    return f"Visita V-2026-001: la operación {numero}, «{que}», de {quien}, 10/06/2026 09:30"


def test_an_answer_altered_in_the_middle_is_told(escrito: Libro) -> None:
    (falta,) = mal(escrito, _SEGUNDA)
    assert falta == (
        f"{que_hizo(escrito, 3)}, no dice lo que se guardó: se cambió por fuera lo que dice de la respuesta CO-90-01."
    )


def test_an_answer_altered_with_the_record_and_what_follows_is_told(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        "UPDATE cambio SET despues = json_set(despues, '$.lugar', 'Tecomán') WHERE operacion_id = 7",
        "UPDATE visita SET datos = json_set(datos, '$.lugar', 'Tecomán') WHERE folio = 'V-2026-001'",
    )
    assert faltas == [
        f"{que_hizo(escrito, 7)}, no dice lo que se guardó: se cambió por fuera lo que dice de los datos de la visita."
    ]


@pytest.mark.parametrize(
    ("cambio", "dicho"),
    [
        ("cuando = '2026-06-12T10:00:01-06:00'", "la fecha u hora"),
        ("quien = 'José Ibargüen'", "el nombre de quien la hizo"),
        ("que = 'Otra cosa'", "lo que dice que se hizo"),
        ("quien = 'X', cuando = '2026-06-12T10:00:00-05:00'", "la fecha u hora y el nombre de quien la hizo"),
    ],
)
def test_what_was_changed_of_an_operation_is_told(escrito: Libro, cambio: str, dicho: str) -> None:
    (falta,) = mal(escrito, f"UPDATE operacion SET {cambio} WHERE id = 3")
    assert falta.startswith("Visita V-2026-001: la operación 3, «")
    assert falta.endswith(f", no dice lo que se guardó: se cambió por fuera {dicho}.")


def test_an_operation_removed_from_the_middle_is_told(escrito: Libro) -> None:
    faltas = mal(escrito, "DELETE FROM cambio WHERE operacion_id = 4", "DELETE FROM operacion WHERE id = 4")
    assert any(
        f.startswith("Visita V-2026-001: falta la operación 4: se borró por fuera; iba después de «") for f in faltas
    )


def test_one_removed_with_its_link_is_told(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        "DELETE FROM cambio WHERE operacion_id = 3",
        "DELETE FROM operacion WHERE id = 3",
        "DELETE FROM eslabon WHERE cual = '3'",
    )
    assert [f for f in faltas if "asiento" in f] == [
        f"Visita V-2026-001: falta el asiento 3 de su historia: se borró por fuera; iba después de «{_que(escrito, 2)}»"
        " (10/06/2026 09:30)."
    ]


def _que(libro: Libro, numero: int) -> str:
    return str(conexion.filas(libro.almacen._db, "SELECT que FROM operacion WHERE id = ?", numero)[0][0])


def test_one_removed_with_its_link_and_the_rest_renumbered_is_told(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        "DELETE FROM cambio WHERE operacion_id = 3",
        "DELETE FROM operacion WHERE id = 3",
        "DELETE FROM eslabon WHERE cual = '3'",
        f"UPDATE eslabon SET n = n + 100 WHERE visita_id = '{escrito.id}' AND n > 3",
        f"UPDATE eslabon SET n = n - 101 WHERE visita_id = '{escrito.id}' AND n > 100",
    )
    assert any(f.startswith(f"{que_hizo(escrito, 4)}, no sigue a lo que estaba antes") for f in faltas)
    assert any("«Informe de la Comisión», versión 1, se emitió el" in f and "sobre otra historia" in f for f in faltas)


_HASTA_LA_5 = (
    "DELETE FROM cambio WHERE operacion_id IN (5, 6, 7)",
    "DELETE FROM operacion WHERE id IN (5, 6, 7)",
    "UPDATE respuesta SET datos = (SELECT despues FROM cambio WHERE operacion_id = 3 AND tabla = 'respuesta')",
    "UPDATE visita SET datos = (SELECT despues FROM cambio WHERE operacion_id = 1) WHERE folio = 'V-2026-001'",
)


def test_what_is_removed_from_the_end_is_told_by_what_was_emitted_later(escrito: Libro) -> None:
    faltas = mal(escrito, *_HASTA_LA_5, f"DELETE FROM eslabon WHERE visita_id = '{escrito.id}' AND n > 4")
    assert any(
        f.endswith(
            "cuando la historia de la visita tenía 5 asientos, y hoy tiene 4: se borraron los últimos por fuera."
        )
        for f in faltas
    )


def test_an_operation_that_was_slipped_in_is_told(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        "INSERT INTO operacion SELECT 90, visita_id, cuando, quien, 'Otra', clase, sobre, activa FROM operacion"
        " WHERE id = 3",
    )
    assert faltas == [
        "Visita V-2026-001: la operación 90, «Otra», de Lucía Ñandú Peñaloza, 10/06/2026 09:30, no está en la cadena: "
        "se agregó por fuera."
    ]


def test_operations_in_another_order_are_told(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        *(
            f"UPDATE {tabla} SET {columna} = CASE {columna} WHEN 3 THEN -5 WHEN 5 THEN -3 END WHERE {columna} IN (3, 5)"
            for tabla, columna in (("operacion", "id"), ("cambio", "operacion_id"))
        ),
        "UPDATE operacion SET id = -id WHERE id < 0",
        "UPDATE cambio SET operacion_id = -operacion_id WHERE operacion_id < 0",
    )
    assert [f for f in faltas if "el orden de la historia" in f] == [
        f"{que_hizo(escrito, n)}, no está en su lugar: se cambió por fuera el orden de la historia." for n in (3, 5)
    ]


def test_a_link_written_over_is_told(escrito: Libro) -> None:
    faltas = mal(escrito, f"UPDATE eslabon SET sha256 = '{'ab' * 32}' WHERE cual = '3'")
    assert any(f.startswith(f"{que_hizo(escrito, 3)}, no sigue a lo que estaba antes") for f in faltas)


def test_a_history_linked_anew_does_not_agree_with_what_was_emitted(escrito: Libro) -> None:
    mal(escrito, "UPDATE operacion SET quien = 'José Ibargüen' WHERE id = 3")
    rehacer_cadena(escrito)
    (falta,) = mal(escrito)
    assert falta == (
        "Visita V-2026-001: «Informe de la Comisión», versión 1, se emitió el 10/06/2026 09:30 sobre otra historia: el "
        "asiento 5 de hoy no es el que había entonces. Lo que precede a ese documento se reescribió por fuera."
    )


def test_a_document_whose_row_was_changed_is_told(escrito: Libro) -> None:
    (falta,) = mal(escrito, "UPDATE documento SET titulo = 'Otro'")
    assert "la emisión de «Otro», versión 1, no dice lo que se guardó: se cambió por fuera el dato «titulo»" in falta


def test_a_signature_that_was_slipped_in_is_told(escrito: Libro) -> None:
    (falta,) = mal(
        escrito,
        "INSERT INTO documento_archivo SELECT documento_id, 1, 'efirma', sha256, bytes, paginas, campo, 'José', rfc,"
        " numero_certificado, cuando, nota FROM documento_archivo",
    )
    assert falta == (
        "Visita V-2026-001: la e.firma de José en «Informe de la Comisión», versión 1, no está en la cadena: se agregó "
        "por fuera."
    )


def test_of_a_history_that_is_wrong_all_over_the_first_are_told(escrito: Libro) -> None:
    for n in range(20):
        escrito.hacer(comandos.anotar(escrito.e, CONTROL, f"Nota {n}"))
    faltas = mal(escrito, "UPDATE operacion SET quien = 'X'")
    assert len([f for f in faltas if f.startswith("Visita V-2026-001")]) == 13
    assert "Visita V-2026-001: y 15 faltas más en su historia." in faltas


def test_a_change_that_is_no_json_any_more_does_not_stop_the_check(escrito: Libro) -> None:
    faltas = mal(
        escrito,
        "pragma ignore_check_constraints=on",
        "UPDATE cambio SET despues = '{roto' WHERE operacion_id = 3",
        "pragma ignore_check_constraints=off",
    )
    assert any("la operación 3" in f and "no dice lo que se guardó" in f for f in faltas)


def test_the_version_of_what_is_hashed_is_written_with_each_link(escrito: Libro) -> None:
    faltas = mal(escrito, "UPDATE eslabon SET formato = 2 WHERE cual = '3'")
    assert (
        "Visita V-2026-001: el asiento 3 tiene un formato que esta versión no conoce; instale la más reciente."
        in faltas
    )
