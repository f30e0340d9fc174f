import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain.cedula.definition import UnitKind
from supervisor_app.domain.visita import EstadoVisita, TipoVisita, Unidad, siguiente_folio
from tests.visita_ficticia import COLIMA, visita


@pytest.mark.parametrize(
    ("tipo", "nombre", "titulo"),
    [
        (UnitKind.UMF, "No. 5, Tecomán", "UMF No. 5, Tecomán"),
        (UnitKind.UMF, "UMF 5", "UMF 5"),
        (UnitKind.UMF, "umf5", "umf5"),
        (UnitKind.UMF, "Unidad de Medicina Familiar 5", "Unidad de Medicina Familiar 5"),
        (UnitKind.OAX, "Manzanillo", "Oficina Auxiliar Manzanillo"),
        (UnitKind.OAX, "Oaxaca de Juárez", "Oficina Auxiliar Oaxaca de Juárez"),
        (UnitKind.OAX, "Oficina Auxiliar de Armería", "Oficina Auxiliar de Armería"),
        (UnitKind.OFC, "0601", "Oficina para Cobros 0601"),
        (UnitKind.OFC, "  ", "Oficina para Cobros sin nombre"),
    ],
)
def test_a_unit_is_called_by_its_kind_once(tipo: UnitKind, nombre: str, titulo: str) -> None:
    assert Unidad(tipo=tipo, nombre=nombre).titulo == titulo


def test_a_subdelegacion_is_called_by_its_name() -> None:
    assert COLIMA.titulo == "Subdelegación Colima"


def test_a_subdelegacion_in_a_list_is_its_name() -> None:
    assert COLIMA.corto == "Colima"


def test_a_visit_without_unit_says_so() -> None:
    assert visita(unidad=None).titulo == "Visita sin unidad"


def test_only_a_closed_visit_is_closed() -> None:
    assert [e for e in EstadoVisita if visita(estado=e).cerrada] == [EstadoVisita.CERRADA]


@pytest.mark.parametrize("valor", [*EstadoVisita, *TipoVisita])
def test_every_state_and_kind_has_its_words(valor: EstadoVisita | TipoVisita) -> None:
    assert valor.label[0].isupper()


@pytest.mark.parametrize(
    ("usados", "clave", "folio"),
    [
        ((), "", "V-2026-001"),
        (("V-2026-001", "V-2026-014"), "", "V-2026-015"),
        (("V-2025-090",), "", "V-2026-001"),
        (("V-2026-999",), "", "V-2026-1000"),
        (("V-2026-007", "V-2026-A7-013"), "A7", "V-2026-A7-014"),
        (("V-2026-A7-013",), "", "V-2026-001"),
        (("V-2026-x", "V-2026-", "V-2026-\u00b2", "V-2026--1"), "", "V-2026-001"),
    ],
)
def test_a_folio_follows_the_highest_of_its_year_and_laptop(usados: tuple[str, ...], clave: str, folio: str) -> None:
    assert siguiente_folio(2026, usados, clave) == folio


FOLIOS = st.lists(st.one_of(st.text(max_size=12), st.from_regex(r"V-2026-([A-Z0-9]{1,3}-)?[0-9]{1,4}", fullmatch=True)))


@given(FOLIOS, st.sampled_from(["", "A7", "7"]))
def test_a_folio_is_never_given_twice(usados: list[str], clave: str) -> None:
    assert siguiente_folio(2026, tuple(usados), clave) not in usados
