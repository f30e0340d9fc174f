"""Holidays that an office adds or takes out, on top of the official ones."""

from datetime import date
from pathlib import Path

import pytest

from supervisor_app import paths
from supervisor_app.errors import UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.feriados import ARCHIVO, Feriados
from tests.conftest import LogGuard

OFICIAL, PROPIO = date(2026, 9, 16), date(2026, 12, 24)


@pytest.fixture
def feriados(tmp_path: Path) -> Feriados:
    return Feriados(tmp_path, Definiciones.cargar(paths.formas()))


def test_without_changes_only_the_official_days_count(feriados: Feriados) -> None:
    assert all(d.oficial and d.cuenta for d in feriados.leer())
    assert not feriados.cambiados


def test_what_is_added_and_taken_out_counts_also_after_a_restart(feriados: Feriados, tmp_path: Path) -> None:
    feriados.agregar(PROPIO, " Asueto  del OOAD ")
    feriados.quitar(OFICIAL)
    definiciones = Definiciones.cargar(paths.formas())
    otros = Feriados(tmp_path, definiciones)
    assert PROPIO in definiciones.feriados
    assert OFICIAL not in definiciones.feriados
    dias = {d.fecha: d for d in otros.leer()}
    assert (dias[PROPIO].nombre, dias[PROPIO].oficial) == ("Asueto del OOAD", False)
    assert not dias[OFICIAL].cuenta


def test_an_official_day_taken_out_can_be_counted_again(feriados: Feriados) -> None:
    feriados.quitar(OFICIAL)
    feriados.agregar(OFICIAL, "")
    assert not feriados.cambiados


def test_all_of_it_goes_back_to_the_official_list(feriados: Feriados) -> None:
    antes = feriados.leer()
    feriados.agregar(PROPIO, "Asueto")
    feriados.quitar(OFICIAL)
    assert feriados.restablecer() == antes


@pytest.mark.parametrize(
    ("fecha", "nombre", "campo"), [(None, "A", "fecha"), (PROPIO, " ", "nombre"), (OFICIAL, "A", "fecha")]
)
def test_what_is_missing_or_there_already_is_told(
    feriados: Feriados, fecha: date | None, nombre: str, campo: str
) -> None:
    with pytest.raises(UserError) as error:
        feriados.agregar(fecha, nombre)
    assert error.value.field == campo


def test_a_damaged_file_leaves_the_official_days(tmp_path: Path, log_guard: LogGuard) -> None:
    log_guard.expect("supervisor_app.services.feriados", "cannot be read")
    (tmp_path / ARCHIVO).write_text("{", encoding="utf-8")
    assert not Feriados(tmp_path, Definiciones.cargar(paths.formas())).cambiados
