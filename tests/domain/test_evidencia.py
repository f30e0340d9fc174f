"""What evidence supports, how it is moved, ordered and named, and what goes apart."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.evidencia import Lugar, Sitio
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.sustento import cedula_de, de_que, evidencias_en, reservadas, sitios
from supervisor_app.errors import UserError
from tests.visita_ficticia import (
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    aplicar,
    evidencia,
    expediente,
    fila,
    responder,
)


@pytest.fixture
def e() -> Expediente:
    """Three files on an item, a finding with a measure, and two rows."""
    e = expediente(cedulas=())
    e = aplicar(e, comandos.elegir_cedulas(e, [CO_90]))
    e = responder(e, CONTROL.id, NO_CUMPLE)
    e = aplicar(e, comandos.nueva_medida(e, hallazgo(e), lambda: "medida-1"))
    e = aplicar(e, comandos.guardar_filas(e, MUESTRA, [fila(1), fila(2)], "Pegó"))
    return aplicar(e, comandos.adjuntar(e, [evidencia(n, item_id=CONTROL.id, orden=n) for n in (1, 2, 3)]))


def hallazgo(e: Expediente) -> str:
    return e.inconsistencias_en_orden()[0].id


def orden(e: Expediente) -> list[str]:
    return [v.id[-1] for v in e.evidencias_de(CONTROL.id)]


def test_places_have_names_that_a_person_knows(e: Expediente) -> None:
    fila_2 = e.filas_de(MUESTRA.id)[1].id
    assert [
        de_que(e, Sitio(item_id=CONTROL.id)),
        de_que(e, Sitio(item_id=MUESTRA.id, fila_id=fila_2)),
        de_que(e, Sitio(inconsistencia_id=hallazgo(e))),
        de_que(e, Sitio(inconsistencia_id=hallazgo(e), medida_id="medida-1")),
        de_que(e, Sitio()),
    ] == [
        f"Punto {CONTROL.id}",
        f"Renglón 2 de {MUESTRA.id}",
        "Inconsistencia 01",
        "Medida 1 de la inconsistencia 01",
        "La visita",
    ]


def test_a_file_whose_row_is_gone_falls_to_its_item(e: Expediente) -> None:
    assert de_que(e, Sitio(item_id=MUESTRA.id, fila_id="no está")) == f"Punto {MUESTRA.id}"


def test_a_file_whose_measure_is_gone_falls_to_its_finding(e: Expediente) -> None:
    assert de_que(e, Sitio(inconsistencia_id=hallazgo(e), medida_id="no está")) == "Inconsistencia 01"


def test_the_files_of_a_row_are_seen_with_its_item_and_apart(e: Expediente) -> None:
    sitio = Sitio(item_id=MUESTRA.id, fila_id=e.filas_de(MUESTRA.id)[0].id)
    e = aplicar(e, comandos.mover_evidencia(e, "evidencia-2", sitio))
    assert [v.id for v in evidencias_en(e, sitio)] == ["evidencia-2"]
    assert [v.id for v in evidencias_en(e, Sitio(item_id=MUESTRA.id))] == ["evidencia-2"]


def test_a_moved_file_comes_last_in_its_new_place(e: Expediente) -> None:
    sitio = Sitio(inconsistencia_id=hallazgo(e), medida_id="medida-1")
    op = comandos.mover_evidencia(e, "evidencia-1", sitio)
    assert op.que == "Pasó acta 1.pdf a Medida 1 de la inconsistencia 01"
    e = aplicar(e, op, comandos.mover_evidencia(aplicar(e, op), "evidencia-2", sitio))
    assert [v.id for v in evidencias_en(e, Sitio(inconsistencia_id=hallazgo(e)))] == ["evidencia-1", "evidencia-2"]


def test_moving_a_file_to_where_it_is_is_nothing(e: Expediente) -> None:
    assert comandos.mover_evidencia(e, "evidencia-1", Sitio(item_id=CONTROL.id)).vacia


@pytest.mark.parametrize(("cual", "paso", "queda"), [(1, 1, "213"), (3, -1, "132"), (1, 9, "231"), (1, -1, "123")])
def test_files_are_put_in_order(e: Expediente, cual: int, paso: int, queda: str) -> None:
    entre = [v.id for v in e.evidencias_de(CONTROL.id)]
    e = aplicar(e, comandos.ordenar_evidencia(e, f"evidencia-{cual}", paso, entre))
    assert orden(e) == list(queda)


def test_two_files_of_the_same_number_are_told_apart_when_ordered() -> None:
    e = expediente()
    e = aplicar(e, comandos.adjuntar(e, [evidencia(n, item_id=CONTROL.id, orden=1) for n in (1, 2)]))
    e = aplicar(e, comandos.ordenar_evidencia(e, "evidencia-1", 1, ["evidencia-1", "evidencia-2"]))
    assert orden(e) == ["2", "1"]


@pytest.mark.parametrize(
    ("nombre", "queda"), [("Mostrador", "Mostrador.pdf"), ("Mostrador.PDF", "Mostrador.pdf"), ("v1.2 ", "v1.2.pdf")]
)
def test_a_name_keeps_its_ending(e: Expediente, nombre: str, queda: str) -> None:
    e = aplicar(e, comandos.renombrar_evidencia(e, "evidencia-1", nombre))
    assert e.evidencias["evidencia-1"].nombre == queda


@pytest.mark.parametrize("nombre", ["", " ", ".pdf", "."])
def test_no_name_is_refused(e: Expediente, nombre: str) -> None:
    with pytest.raises(UserError, match="Escriba un nombre"):
        comandos.renombrar_evidencia(e, "evidencia-1", nombre)


def test_a_caption_is_one_line(e: Expediente) -> None:
    e = aplicar(e, comandos.escribir_leyenda(e, "evidencia-1", " Sin sello\n  de recibido "))
    assert e.evidencias["evidencia-1"].leyenda == "Sin sello de recibido"


def test_place_and_time_are_forgotten_when_asked() -> None:
    e = expediente()
    lugar = Lugar(latitud=Decimal("19.2"), longitud=Decimal("-103.7"))
    foto = evidencia(1, tomada=datetime(2026, 11, 19, 10), lugar=lugar)  # noqa: DTZ001 - as the camera had it
    e = aplicar(e, comandos.adjuntar(e, [foto]))
    e = aplicar(e, comandos.quitar_lugar(e, foto.id))
    e = aplicar(e, comandos.quitar_fecha(e, foto.id))
    assert (e.evidencias[foto.id].lugar, e.evidencias[foto.id].tomada) == (None, None)


def test_what_supports_a_possible_irregularity_goes_apart(e: Expediente) -> None:
    e = aplicar(e, comandos.mover_evidencia(e, "evidencia-1", Sitio(inconsistencia_id=hallazgo(e))))
    medida = Sitio(inconsistencia_id=hallazgo(e), medida_id="medida-1")
    e = aplicar(e, comandos.mover_evidencia(e, "evidencia-2", medida))
    e = aplicar(e, comandos.mover_evidencia(e, "evidencia-3", Sitio(item_id=MUESTRA.id)))
    assert reservadas(e) == frozenset()
    e = aplicar(e, comandos.modificar_inconsistencia(e, hallazgo(e), posible_irregularidad=True))
    assert {"evidencia-1", "evidencia-2"} <= reservadas(e)


def test_every_place_of_the_visit_is_offered(e: Expediente) -> None:
    nombres = [de_que(e, s) for s in sitios(e)]
    assert nombres[:2] == ["Inconsistencia 01", "Medida 1 de la inconsistencia 01"]
    assert nombres[2:] == [f"Punto {i.id}" for i in CO_90.items]


def test_a_file_is_printed_by_the_cedula_of_its_item_or_finding(e: Expediente) -> None:
    assert cedula_de(e, e.evidencias["evidencia-1"]) == "CO-90"
    e = aplicar(e, comandos.mover_evidencia(e, "evidencia-1", Sitio(inconsistencia_id=hallazgo(e))))
    assert cedula_de(e, e.evidencias["evidencia-1"]) == "CO-90"
