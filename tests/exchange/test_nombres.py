"""Names inside a package: safe everywhere, unique, and the same for the same set."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.exchange.nombres import CARPETAS, asignar, nombre_seguro

SEGURO = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,94}")
claves = st.builds("{}/{}".format, st.sampled_from(CARPETAS), st.text(max_size=120))


@pytest.mark.parametrize(
    ("original", "seguro"),
    [
        ("informe.pdf", "informe.pdf"),
        ("Recibo del ñandú (1).jpg", "Recibo_del_nandu_1_.jpg"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\datos\\cédula.xlsx", "C_datos_cedula.xlsx"),
        (".oculto", "oculto"),
        ("-rf", "rf"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("consulta.txt", "consulta.txt"),
        ("", "archivo"),
        ("...", "archivo"),
        ("日本.png", "_.png"),
        ("línea\nrota.txt", "linea_rota.txt"),
        ("punto final.", "punto_final"),
    ],
)
def test_nombre_seguro(original: str, seguro: str) -> None:
    assert nombre_seguro(original) == seguro


def test_a_long_name_keeps_its_extension() -> None:
    assert nombre_seguro("a" * 300 + ".jpeg") == "a" * 80 + ".jpeg"


def test_a_safe_name_keeps_itself_before_one_that_only_resembles_it() -> None:
    asignados = asignar(["evidencia/acción.jpg", "evidencia/accion.jpg"])
    assert asignados == {
        "evidencia/accion.jpg": "evidencia/accion.jpg",
        "evidencia/acción.jpg": "evidencia/accion-2.jpg",
    }


def test_names_that_differ_in_case_are_one_name_on_windows() -> None:
    asignados = asignar(["evidencia/Foto.jpg", "evidencia/foto.JPG", "evidencia/foto-2.JPG"])
    assert len({ruta.lower() for ruta in asignados.values()}) == 3


def test_the_map_of_names_keeps_its_own_name() -> None:
    assert asignar(["registros/nombres.json"]) == {"registros/nombres.json": "registros/nombres-2.json"}


def test_a_folder_that_packages_do_not_have() -> None:
    with pytest.raises(ValueError, match="otros"):
        asignar(["otros/a.txt"])


@given(st.lists(claves, max_size=12, unique=True), st.randoms())
def test_any_names_become_safe_unique_and_independent_of_order(originales: list[str], azar: object) -> None:
    asignados = asignar(originales)
    assert asignados.keys() == set(originales)
    assert len({ruta.lower() for ruta in asignados.values()}) == len(originales)
    assert all(SEGURO.fullmatch(ruta.partition("/")[2]) for ruta in asignados.values())
    azar.shuffle(originales)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert asignar(originales) == asignados
