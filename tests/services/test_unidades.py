"""The imported UMF and offices are durable, grow by import, and a wrong file never loses the earlier ones."""

from pathlib import Path

import pytest

from supervisor_app.domain.catalogo import UnidadMedica
from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.errors import EnvironmentProblem, UserError
from supervisor_app.services.definiciones import Definiciones
from supervisor_app.services.unidades import NOMBRE, Unidades

FORMS = Definiciones.cargar(Path(__file__).parents[2] / "forms")
CSV = b"tipo,ooad,subdelegacion,numero,nombre\nUMF,06,01,19,UMF 19 Ficticia\nOFC,06,03,,Oficina Inventada\n"
UMF = UnidadMedica(tipo=UnitKind.UMF, ooad="06", subdelegacion="01", numero="19", nombre="UMF 19 Ficticia")


def test_nothing_is_there_before_the_first_import(datos: Path) -> None:
    assert Unidades(datos, FORMS).leer() == ()


def test_what_was_imported_is_there_after_a_restart(datos: Path) -> None:
    Unidades(datos, FORMS).importar(CSV)

    kept = Unidades(datos, FORMS).leer()

    assert kept[0] == UMF
    assert len(kept) == 2


def test_the_same_file_twice_adds_nothing(datos: Path) -> None:
    Unidades(datos, FORMS).importar(CSV)

    again = Unidades(datos, FORMS).importar(CSV)

    assert (again.nuevas, len(again.unidades)) == (0, 2)


def test_good_rows_are_kept_and_bad_ones_told_by_line(datos: Path) -> None:
    done = Unidades(datos, FORMS).importar(CSV + b"UMF,99,,3,UMF 3\n")

    assert done.nuevas == 2
    assert [problema.linea for problema in done.problemas] == [4]


def test_a_file_that_is_no_list_loses_nothing(datos: Path) -> None:
    Unidades(datos, FORMS).importar(CSV)

    done = Unidades(datos, FORMS).importar(b"\x00\x01")

    assert (done.nuevas, len(done.unidades), len(done.problemas)) == (0, 2, 1)


def test_a_damaged_file_is_told_and_can_be_taken_away(datos: Path) -> None:
    datos.mkdir(parents=True)
    (datos / NOMBRE).write_text("{", encoding="utf-8")
    unidades = Unidades(datos, FORMS)

    with pytest.raises(UserError, match="está dañado"):
        unidades.importar(CSV)
    unidades.quitar_todas()

    assert unidades.importar(CSV).nuevas == 2


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("", encoding="utf-8")

    with pytest.raises(EnvironmentProblem, match="unidades"):
        Unidades(tmp_path / "archivo" / "datos", FORMS).importar(CSV)
