"""The real ASM table of the shared material, read by code: nothing of it is copied into this project."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervisor_app.domain.asm import TablaAsm, validar
from supervisor_app.domain.asm_pegado import PegadoAsm, leer_pegado
from supervisor_app.domain.base import con
from supervisor_app.domain.validacion_informe import Severidad
from tests.documents.ejemplo_asm import asm_pdf
from tests.documents.ejemplos import assert_in_order, text_of

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FOUND = sorted(SEEDS.glob("001_*.txt")) if SEEDS.is_dir() else []
pytestmark = pytest.mark.skipif(not FOUND, reason="the shared source documents (../shared/seeds) are not here")


@pytest.fixture(scope="module")
def seed() -> PegadoAsm:
    return leer_pegado(FOUND[0].read_text(encoding="utf-8"))


def completed(tabla: TablaAsm) -> TablaAsm:
    """As a person leaves it: the date, and what stood in one block parted where the second cell begins."""
    rows = []
    for row in tabla.aspectos:
        results, mark, products = row.resultados.partition(" MIR 20")
        rows.append(row if row.productos else con(row, resultados=results, productos=f"{mark}{products}".strip()))
    return con(tabla, aspectos=tuple(rows), fecha=date(2015, 6, 30))


def test_its_header_and_its_eight_rows_are_read(seed: PegadoAsm) -> None:
    t = seed.tabla
    assert (t.clase, t.clave_programa, len(t.aspectos)) == ("ESPECÍFICOS", "E-006", 8)
    assert [len(a.actividades) for a in t.aspectos] == [1, 2, 1, 1, 1, 1, 1, 1]
    assert all(a.aspecto and a.areas and a.fecha and a.resultados for a in t.aspectos)
    assert sorted({a.fecha for a in t.aspectos if a.fecha}) == [
        date(2015, 6, 30), date(2015, 10, 30), date(2015, 12, 31),
    ]  # fmt: skip


def test_the_area_is_told_from_the_activity_that_runs_into_it(seed: PegadoAsm) -> None:
    assert {len(a.areas) for a in seed.tabla.aspectos} == {1}
    assert seed.tabla.aspectos[7].areas == seed.tabla.aspectos[0].areas


def test_only_what_stands_in_one_block_is_asked_for(seed: PegadoAsm) -> None:
    assert [(p.linea, p.columna) for p in seed.problemas] == [(n, "Productos y/o Evidencias") for n in (4, 5, 6, 7)]


def test_stray_quotes_are_gone_and_loose_letters_told(seed: PegadoAsm) -> None:
    assert all(texto.count('"') % 2 == 0 for a in seed.tabla.aspectos for texto in a.actividades)
    assert {aviso.split(",")[0] for aviso in seed.avisos} == {f"Renglón {n}" for n in (1, 2, 3, 5, 6)}


def test_completed_by_a_person_it_meets_every_rule_and_is_printed_in_order(seed: PegadoAsm) -> None:
    tabla = completed(seed.tabla)
    assert [a for a in validar(tabla, ("ESPECÍFICOS",)) if a.severidad is Severidad.ERROR] == []
    text = text_of(asm_pdf(tabla))
    assert_in_order(text, ["CLASIFICADOS COMO ESPECÍFICOS, DERIVADOS", tabla.entidad, f"E-006 {tabla.programa}"])
    assert all(f"{a.fecha:%d/%m/%Y}" in text for a in tabla.aspectos if a.fecha)
