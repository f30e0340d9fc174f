"""Stubborn cases of several laptops: wrong clocks, undone answers, both on one thing.

Nothing is lost, nothing doubled in silence, no side preferred without asking.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from supervisor_app.domain import comandos
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.fusion.palabras import valor_en_palabras
from supervisor_app.store.almacen import BASE
from tests.services.laptop import Laptop, abrir
from tests.visita_ficticia import CONTROL, CUMPLE, MUESTRA, NO_CUMPLE, PARCIAL, RESPONSABLE, fila, muestra

ANTIGUA = Path(__file__).parent.parent / "old_databases" / "0.1.0.db.gz"


@pytest.fixture
def tres(una: Laptop, otra: Laptop, tmp_path: Path) -> Iterator[tuple[Laptop, Laptop, Laptop]]:
    """Three laptops with one visit; the clocks of two of them are years off."""
    tercera = abrir(tmp_path / "tercera", "Carla Sosa", una.usb)
    with tercera.s:
        tercera.unir(una.compartir())
        otra.reloj.ahora += timedelta(days=900)
        tercera.reloj.ahora -= timedelta(days=900)
        yield una, otra, tercera


def reunirse(*laptops: Laptop) -> None:
    """Everybody joins what everybody had, each in an order of his own."""
    copias = [laptop.compartir() for laptop in laptops]
    for n, laptop in enumerate(laptops):
        for copia in copias[n:] + copias[:n]:
            laptop.unir(copia)
    assert all(laptop.e == laptops[0].e for laptop in laptops)
    assert all(laptop.s.comprobar() == () for laptop in laptops)


def valores(laptop: Laptop, item_id: str) -> set[str]:
    (choque,) = (c for c in laptop.e.choques.values() if c.registro_id.endswith(item_id))
    return {lado.quien for lado in choque.lados}


def test_three_answers_to_one_item_are_all_asked_whatever_the_clocks_say(
    tres: tuple[Laptop, Laptop, Laptop],
) -> None:
    for laptop, valor in zip(tres, (CUMPLE, PARCIAL, NO_CUMPLE), strict=True):
        laptop.responder(CONTROL.id, valor)
    reunirse(*tres)
    assert valores(tres[0], CONTROL.id) == {"Ana Paz", "Beto Ruiz", "Carla Sosa"}


def test_an_answer_that_was_undone_asks_nothing(tres: tuple[Laptop, Laptop, Laptop]) -> None:
    ana, beto, carla = tres
    ana.responder(CONTROL.id, CUMPLE)
    beto.responder(CONTROL.id, NO_CUMPLE)
    beto.s.visitas.deshacer(beto.visita_id)
    reunirse(*tres)
    assert (carla.e.respuestas[CONTROL.id].valor, carla.e.choques, carla.e.inconsistencias) == (CUMPLE, {}, {})


def test_an_answer_undone_after_it_was_shared_goes_everywhere(tres: tuple[Laptop, Laptop, Laptop]) -> None:
    ana, beto, carla = tres
    ana.responder(CONTROL.id, CUMPLE)
    beto.responder(CONTROL.id, NO_CUMPLE)
    carla.unir(beto.compartir())
    beto.s.visitas.deshacer(beto.visita_id)
    reunirse(*tres)
    assert (carla.e.respuestas[CONTROL.id].valor, carla.e.choques, carla.e.inconsistencias) == (CUMPLE, {}, {})


def adjuntar(laptop: Laptop, color: str) -> Evidencia:
    papel = laptop.usb / f"{color}.png"
    contenido = BytesIO()
    Image.new("RGB", (40, 30), color).save(contenido, "PNG")
    papel.write_bytes(contenido.getvalue())
    laptop.hacer(lambda e: comandos.adjuntar(e, laptop.s.evidencias.preparar(e, [papel], item_id=CONTROL.id)))
    return next(v for v in laptop.e.evidencias.values() if v.nombre == papel.name)


def test_evidence_taken_away_here_and_captioned_there_is_asked_and_kept(tres: tuple[Laptop, Laptop, Laptop]) -> None:
    ana, beto, carla = tres
    roja = adjuntar(ana, "red")
    reunirse(*tres)
    ana.hacer(lambda e: comandos.quitar_evidencia(e, roja.id))
    beto.hacer(lambda e: comandos.escribir_leyenda(e, roja.id, "El archivero"))
    reunirse(*tres)
    (choque,) = carla.e.choques.values()
    assert (choque.registro_id, carla.e.evidencias[roja.id].leyenda) == (roja.id, "El archivero")
    assert carla.s.evidencias.leer(carla.e.evidencias[roja.id])
    carla.hacer(lambda e: decidir_choque(e, choque.id, "false", "La quitó"))
    reunirse(*tres)
    assert (ana.e.evidencias, ana.e.choques) == ({}, {})


def test_a_finding_written_on_both_sides_keeps_the_words_of_both(tres: tuple[Laptop, Laptop, Laptop]) -> None:
    ana, beto, _ = tres
    ana.responder(CONTROL.id, NO_CUMPLE)
    reunirse(*tres)
    (hallazgo,) = ana.e.inconsistencias
    ana.hacer(lambda e: comandos.modificar_inconsistencia(e, hallazgo, titulo="Sin control", causa="Rotación"))
    beto.hacer(lambda e: comandos.modificar_inconsistencia(e, hallazgo, titulo="Falta el control", riesgo="alto"))
    ana.hacer(lambda e: comandos.nueva_medida(e, hallazgo, lambda: "a" * 32, texto="De Ana Paz"))
    beto.hacer(lambda e: comandos.nueva_medida(e, hallazgo, lambda: "b" * 32, texto="De Beto Ruiz"))
    reunirse(*tres)
    final = ana.e.inconsistencias[hallazgo]
    assert (final.causa, {m.texto for m in ana.e.medidas_de(hallazgo)}) == ("Rotación", {"De Ana Paz", "De Beto Ruiz"})
    (choque,) = ana.e.choques.values()
    assert {lado.valor for lado in choque.lados} == {'"Sin control"', '"Falta el control"'}


def test_a_copy_of_ones_own_of_before_takes_nothing_back(una: Laptop) -> None:
    una.responder(CONTROL.id, CUMPLE)
    vieja = una.compartir()
    una.responder(CONTROL.id, NO_CUMPLE)
    una.responder(RESPONSABLE.id, CUMPLE)
    antes = una.e
    assert una.unir(vieja).previa.nada
    assert una.e == antes


def test_a_visit_of_a_released_version_is_shared_and_joined(tmp_path: Path, usb: Path) -> None:
    (tmp_path / "vieja").mkdir()
    (tmp_path / "vieja" / BASE).write_bytes(gzip.decompress(ANTIGUA.read_bytes()))
    vieja, nueva = (abrir(tmp_path / c, n, usb) for c, n in (("vieja", "Ana Paz"), ("nueva", "Beto Ruiz")))
    with vieja.s, nueva.s:
        vieja.visita_id = vieja.s.visitas.lista()[0].id
        if vieja.e.visita.cerrada:
            vieja.s.visitas.reabrir(vieja.e, "Se sigue con otra laptop")
        for cual in vieja.e.evidencias:  # the old folder came without its files
            vieja.hacer(partial(comandos.quitar_evidencia, evidencia_id=cual))
        nueva.unir(vieja.compartir())
        assert nueva.e == vieja.e


@pytest.fixture
def contada(tres: tuple[Laptop, Laptop, Laptop]) -> tuple[Laptop, Laptop, Laptop]:
    """One typed the counts of a muestra, another reviewed two rows of it."""
    ana, beto, _ = tres
    ana.responder(MUESTRA.id, muestra(20, 3))
    filas = [fila(n, n == 1, visita_id=beto.visita_id) for n in (1, 2)]
    beto.hacer(lambda e: comandos.guardar_filas(e, MUESTRA, filas, "Pegó renglones"))
    reunirse(*tres)
    return tres


def lados(laptop: Laptop) -> list[str]:
    (choque,) = laptop.e.choques.values()
    return [valor_en_palabras(laptop.e, choque, lado.valor) for lado in choque.lados]


def decidir(laptop: Laptop, quien: str) -> None:
    (choque,) = laptop.e.choques.values()
    valor = next(lado.valor for lado in choque.lados if lado.quien == quien)
    laptop.hacer(lambda e: decidir_choque(e, choque.id, valor, "Decidió"))


def test_typed_counts_here_and_rows_there_are_asked(contada: tuple[Laptop, Laptop, Laptop]) -> None:
    typed, counted = lados(contada[0])
    assert typed.startswith("3 de 20") and typed.endswith("(sin renglones; se quitan 2 renglones)")
    assert counted.startswith("1 de 2") and counted.endswith("(según 2 renglones)")


@pytest.mark.parametrize(("quien", "queda", "filas"), [("Ana Paz", muestra(20, 3), 0), ("Beto Ruiz", muestra(2, 1), 2)])
def test_either_the_typed_counts_or_the_rows_hold_everywhere(
    contada: tuple[Laptop, Laptop, Laptop], quien: str, queda: object, filas: int
) -> None:
    ana, _, carla = contada
    decidir(carla, quien)
    reunirse(*contada)
    assert (ana.e.respuestas[MUESTRA.id].valor, len(ana.e.filas), ana.e.choques) == (queda, filas, {})
    carla.s.visitas.deshacer(carla.visita_id)
    reunirse(*contada)
    assert (len(ana.e.filas), len(ana.e.choques)) == (2, 1)


def test_rows_of_two_are_asked_of_nobody_but_of_who_typed(contada: tuple[Laptop, Laptop, Laptop]) -> None:
    _, _, carla = contada
    mas = fila(9, malo=True, visita_id=carla.visita_id)
    carla.hacer(lambda e: comandos.guardar_filas(e, MUESTRA, [*e.filas_de(MUESTRA.id), mas], "Agregó un renglón"))
    reunirse(*contada)
    assert [x.rpartition(" (")[2] for x in lados(carla)] == [
        "sin renglones; se quitan 3 renglones)",
        "según 3 renglones)",
    ]


def test_a_case_that_two_listed_is_kept_twice_and_told(tres: tuple[Laptop, Laptop, Laptop]) -> None:
    ana, beto, carla = tres
    for laptop, ids in ((ana, "a"), (beto, "b")):
        filas = [fila(n, n == 1, visita_id=laptop.visita_id, id=f"{ids}-{n}") for n in (1, 2)]
        laptop.hacer(partial(comandos.guardar_filas, item=MUESTRA, filas=filas, que="Pegó renglones"))
    avisos = ana.s.copias.examinar(beto.compartir()).avisos
    assert [a.partition(" la ")[0] for a in avisos] == [f"{MUESTRA.id}: 2 renglones que llegan repiten"]
    reunirse(*tres)
    assert carla.e.respuestas[MUESTRA.id].valor == muestra(4, 2)
    assert ana.s.copias.examinar(beto.compartir()).avisos == ()
