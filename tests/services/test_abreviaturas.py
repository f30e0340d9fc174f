"""The place of a commission is proposed from the Subdelegación, and never where its city is not known."""

from pathlib import Path

import pytest

from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.visita import Unidad
from supervisor_app.services.abreviaturas import abreviaturas, ciudad_de, lugar_de
from supervisor_app.services.definiciones import Definiciones, DefinicionesInvalidas

OOAD = Definiciones.cargar(Path(__file__).parents[2] / "forms").ooad


def unit(ooad: str, nombre: str) -> Unidad:
    return Unidad(tipo=UnitKind.SUB, ooad=ooad, subdelegacion="01", subdelegacion_nombre=nombre)


def test_every_ooad_is_in_one_state() -> None:
    assert set(abreviaturas()) == set(OOAD)


def test_names_without_a_city_are_names_of_the_catalogue() -> None:
    known = {(o.clave, s.nombre) for o in OOAD.values() for s in o.subdelegaciones}

    assert {(c, n) for c, one in abreviaturas().items() for n in one.sin_ciudad} <= known


def test_the_place_is_in_capitals_and_the_city_is_not() -> None:
    assert (lugar_de(unit("06", "Colima")), ciudad_de(unit("06", "Colima"))) == ("COLIMA, COL.", "Colima, Col.")


@pytest.mark.parametrize(
    ("ooad", "nombre", "ciudad"),
    [
        ("33", "Mérida Norte", "Mérida, Yuc."),
        ("08", "Juárez 2", "Juárez, Chih."),
        ("34", "Ciudad de Zacatecas", "Zacatecas, Zac."),
        ("05", "Ciudad Acuña", "Ciudad Acuña, Coah."),
    ],
)
def test_a_part_of_a_city_gives_the_city(ooad: str, nombre: str, ciudad: str) -> None:
    assert ciudad_de(unit(ooad, nombre)) == ciudad


@pytest.mark.parametrize(
    ("ooad", "nombre"), [("14", "Libertad Reforma"), ("20", "2 Noreste"), ("25", "Oriente"), ("06", ""), ("", "Colima")]
)
def test_what_names_no_city_proposes_nothing(ooad: str, nombre: str) -> None:
    assert lugar_de(unit(ooad, nombre)) == ""


def test_a_wrong_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "abreviaturas.yaml").write_text("abreviaturas:\n  - {entidad: X}\n", encoding="utf-8")

    with pytest.raises(DefinicionesInvalidas, match=r"abreviaturas\.yaml, línea 2"):
        abreviaturas(tmp_path)
