"""Settings: one file, replaced whole; neither a cut nor another version loses what a person set."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.settings import NOMBRE, Ajustes, FirmanteFrecuente, Tema, guardar, leer
from tests.visita_ficticia import AHORA

PROPIOS = Ajustes(
    nombre="Lucía Ñandú Peñaloza",
    membrete=("INSTITUTO DE PRUEBA", "JEFATURA"),
    firmantes=(FirmanteFrecuente(nombre="José Ibargüen", cargo="Titular"),),
    destino=r"\\oficina\entregas",
    clave_equipo="A7",
    tema=Tema.OSCURO,
    texto=125,
)


def poner(carpeta: Path, contenido: object) -> None:
    carpeta.mkdir(parents=True, exist_ok=True)
    (carpeta / NOMBRE).write_text(json.dumps(contenido), encoding="utf-8")


def en_archivo(carpeta: Path) -> dict[str, object]:
    leido = json.loads((carpeta / NOMBRE).read_text(encoding="utf-8"))
    assert isinstance(leido, dict)
    return leido


def test_what_is_saved_is_read(datos: Path) -> None:
    guardar(datos, PROPIOS)
    assert leer(datos, AHORA) == (PROPIOS, "")


@given(st.builds(Ajustes, nombre=st.text(st.characters(exclude_categories=["Cs"])), texto=st.integers(100, 200)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_settings_come_back_as_they_were(datos: Path, ajustes: Ajustes) -> None:
    guardar(datos, ajustes)
    assert leer(datos, AHORA) == (ajustes, "")


def test_half_a_character_is_marked_and_the_rest_is_kept(datos: Path) -> None:
    guardar(datos, Ajustes(nombre="Lucía \ud83d", cargo="Supervisora"))
    assert leer(datos, AHORA)[0] == Ajustes(nombre="Lucía ?", cargo="Supervisora")


def test_without_a_file_the_initial_ones_are_used(datos: Path) -> None:
    assert leer(datos, AHORA) == (Ajustes(), "")


def test_the_file_reads_well_for_people(datos: Path) -> None:
    guardar(datos, PROPIOS)
    assert '"nombre": "Lucía Ñandú Peñaloza"' in (datos / NOMBRE).read_text(encoding="utf-8")


def test_saving_leaves_nothing_beside_the_file(datos: Path) -> None:
    guardar(datos, PROPIOS)
    assert [p.name for p in datos.iterdir()] == [NOMBRE]


# --- damage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "contenido", [b"", b'{"nombre": "Luc', b"\xff\xfe\x00", b"[]", b'"texto"', b"null", b"[" * 100_000]
)
def test_a_damaged_file_gives_the_initial_settings_and_a_sentence(datos: Path, contenido: bytes) -> None:
    datos.mkdir()
    (datos / NOMBRE).write_bytes(contenido)
    ajustes, aviso = leer(datos, AHORA)
    assert (ajustes, "se apartó como ajustes.danado-20260610-093000.json" in aviso) == (Ajustes(), True)


def test_a_damaged_file_is_set_aside_as_it_was(datos: Path) -> None:
    datos.mkdir()
    (datos / NOMBRE).write_bytes(b'{"nombre": "Luc')
    leer(datos, AHORA)
    assert (datos / "ajustes.danado-20260610-093000.json").read_bytes() == b'{"nombre": "Luc'


def test_after_a_damaged_file_settings_can_be_saved(datos: Path) -> None:
    datos.mkdir()
    (datos / NOMBRE).write_bytes(b"{")
    leer(datos, AHORA)
    guardar(datos, PROPIOS)
    assert leer(datos, AHORA) == (PROPIOS, "")


def test_a_file_that_an_editor_marked_as_utf_8_is_read(datos: Path) -> None:
    datos.mkdir()
    (datos / NOMBRE).write_bytes(b"\xef\xbb\xbf" + PROPIOS.model_dump_json().encode())
    assert leer(datos, AHORA) == (PROPIOS, "")


def test_a_folder_under_the_name_of_the_file_is_a_sentence(datos: Path) -> None:
    (datos / NOMBRE).mkdir(parents=True)
    assert leer(datos, AHORA)[1] == "No se pudieron leer los ajustes (es una carpeta); se usan los iniciales."


def test_settings_that_cannot_be_saved_are_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="No se pudieron guardar los ajustes"):
        guardar(tmp_path / "archivo" / "datos", PROPIOS)


# --- another version ------------------------------------------------------------------------------------------------

DE_OTRA = {
    "nombre": "Lucía",
    "brillo": 7,
    "tema": "sepia",
    "firmantes": [{"nombre": "José", "cargo": "Titular", "grado": "LIC."}],
}


def test_what_this_version_understands_of_a_newer_file_is_used(datos: Path) -> None:
    poner(datos, DE_OTRA)
    assert leer(datos, AHORA)[0] == Ajustes(
        nombre="Lucía", firmantes=(FirmanteFrecuente(nombre="José", cargo="Titular"),)
    )


def test_what_this_version_does_not_understand_is_named(datos: Path) -> None:
    poner(datos, DE_OTRA)
    assert leer(datos, AHORA)[1] == "Esta versión no entiende todos los ajustes y usa los iniciales en: Tema."


def test_settings_that_only_another_version_knows_need_no_sentence(datos: Path) -> None:
    poner(datos, {"brillo": 7})
    assert leer(datos, AHORA) == (Ajustes(), "")


def test_a_newer_file_is_not_set_aside(datos: Path) -> None:
    poner(datos, DE_OTRA)
    leer(datos, AHORA)
    assert en_archivo(datos) == DE_OTRA


def test_saving_keeps_what_a_newer_version_wrote(datos: Path) -> None:
    poner(datos, DE_OTRA)
    ajustes, _ = leer(datos, AHORA)
    guardar(datos, ajustes.model_copy(update={"nombre": "Ana"}))
    guardado = en_archivo(datos)
    assert {k: guardado[k] for k in DE_OTRA} == DE_OTRA | {"nombre": "Ana"}


def test_what_a_person_chooses_here_wins_over_what_is_not_understood(datos: Path) -> None:
    poner(datos, DE_OTRA)
    ajustes, _ = leer(datos, AHORA)
    guardar(datos, ajustes.model_copy(update={"tema": Tema.CLARO}))
    assert en_archivo(datos)["tema"] == "claro"


# --- bounds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("campos", [{"texto": 99}, {"texto": 201}, {"tema": "sepia"}, {"clave_equipo": "A-7"}])
def test_a_setting_out_of_bounds_is_refused(campos: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Ajustes.model_validate(campos)


@pytest.mark.parametrize("texto", [100, 200])
def test_the_size_of_the_text_goes_from_100_to_200(texto: int) -> None:
    assert Ajustes(texto=texto).texto == texto


def test_a_value_out_of_bounds_in_the_file_loses_only_itself(datos: Path) -> None:
    poner(datos, {"nombre": "Lucía", "texto": 5_000})
    assert leer(datos, AHORA)[0] == Ajustes(nombre="Lucía")


def test_every_setting_has_its_words() -> None:
    assert all(campo.title for campo in Ajustes.model_fields.values())


@pytest.mark.parametrize("tema", list(Tema))
def test_every_theme_has_its_words(tema: Tema) -> None:
    assert tema.label


def test_two_damaged_files_are_both_kept(datos: Path) -> None:
    datos.mkdir()
    for minuto in (0, 1):
        (datos / NOMBRE).write_bytes(b"{")
        leer(datos, datetime(2026, 6, 10, 9, minuto, tzinfo=AHORA.tzinfo))
    assert len(list(datos.glob("ajustes.danado-*.json"))) == 2
