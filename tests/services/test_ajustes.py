"""The settings that the services share: read once, replaced whole, kept where the disk refuses."""

from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.ajustes import Ajustes, ServicioAjustes
from tests.visita_ficticia import AJUSTES, RelojFijo


def servicio(datos: Path) -> ServicioAjustes:
    return ServicioAjustes(datos, reloj=RelojFijo())


def test_a_new_folder_has_the_initial_ones_and_nothing_to_say(datos: Path) -> None:
    ajustes = servicio(datos)
    assert (ajustes.leer(), ajustes.aviso) == (Ajustes(), "")


def test_what_is_kept_is_read_at_once_and_by_the_next_start(datos: Path) -> None:
    ajustes = servicio(datos)
    assert ajustes.guardar(AJUSTES) == ajustes.leer() == servicio(datos).leer() == AJUSTES


def test_a_damaged_file_is_set_aside_and_told(datos: Path) -> None:
    datos.mkdir()
    (datos / "ajustes.json").write_bytes(b"{")
    ajustes = servicio(datos)
    assert ajustes.leer() == Ajustes()
    assert "se apartó como ajustes.danado-" in ajustes.aviso
    (apartado,) = datos.iterdir()
    assert apartado.read_bytes() == b"{"


def test_where_the_disk_refuses_the_earlier_ones_stay(datos: Path) -> None:
    ajustes = servicio(datos)
    datos.write_bytes(b"un archivo en lugar de la carpeta")
    with pytest.raises(EnvironmentProblem, match="No se pudieron guardar los ajustes"):
        ajustes.guardar(AJUSTES)
    assert ajustes.leer() == Ajustes()


def test_the_other_services_see_the_change(datos: Path) -> None:
    with wiring.abrir(datos, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES)
        assert [p.nombre for p in s.visitas.crear().visita.equipo] == [AJUSTES.nombre]


def test_the_letterhead_of_the_settings_is_that_of_the_informe(datos: Path) -> None:
    with wiring.abrir(datos, reloj=RelojFijo()) as s:
        s.ajustes.guardar(AJUSTES.model_copy(update={"membrete": ("INSTITUTO DE PRUEBA", " ", "Jefatura")}))
        assert [linea.texto for linea in s.documentos.textos().membrete] == ["INSTITUTO DE PRUEBA", "Jefatura"]
