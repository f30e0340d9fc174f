"""Acts in the index: whatever the order in which packages and acts come, what follows is the same."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.hallazgo import Prorroga
from supervisor_app.domain.seguimiento import ActoDeSeguimiento, ClaseDeActo, ResultadoVerificacion
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import hallazgo_de, id_de, leido
from tests.store.oficina.volcado import volcado

AHORA = "2026-09-15T10:00:00-06:00"
_PAQUETES = (
    leido(1),
    leido(1, 2),
    leido(2, dia=date(2026, 8, 3), verifica=1, resultado=ResultadoVerificacion.EN_ATENCION),
    leido(3, ficticia=True),
)


def acto(n: int, dia: int, clase: ClaseDeActo, visita: int = 1, **campos: object) -> ActoDeSeguimiento:
    base: dict[str, object] = {
        "id": f"{n:032x}", "hallazgo_id": hallazgo_de(visita), "folio": "V-2026-001-01", "clase": clase,
        "motivo": "Oficio", "cuando": datetime(2026, 8, dia, 12, tzinfo=UTC), "quien": "Ana Paz", "equipo": "oficina",
    }  # fmt: skip
    return ActoDeSeguimiento.model_validate(base | campos)


_PRORROGA = Prorroga(
    antes=date(2026, 7, 1), despues=date(2026, 12, 1), motivo="Volumen", autorizo="Titular",
    cuando=datetime(2026, 8, 2, tzinfo=UTC),
)  # fmt: skip
_ACTOS = (
    acto(1, 1, ClaseDeActo.EVIDENCIA),
    acto(2, 2, ClaseDeActo.PRORROGA, medida_id=f"{id_de(1)}:m", prorroga=_PRORROGA),
    acto(3, 4, ClaseDeActo.SOLVENTADA),
    acto(4, 5, ClaseDeActo.NOTA),
    acto(5, 6, ClaseDeActo.SOLVENTADA, visita=3),  # real, of a finding of practice: says nothing of it
    acto(6, 7, ClaseDeActo.EVIDENCIA, visita=9),  # its package never comes
)


def todo(indice: Indice) -> object:
    return volcado(indice), indice.motor.filas("SELECT * FROM acto ORDER BY id")


@settings(max_examples=25)
@given(st.permutations([*range(len(_PAQUETES)), *(10 + n for n in range(len(_ACTOS)))]), st.integers(1, 10))
def test_packages_and_acts_in_any_order_end_alike(orden: list[int], cuantos: int) -> None:
    llegan = orden[:cuantos]
    paquetes = [_PAQUETES[n] for n in llegan if n < 10]
    actos = [_ACTOS[n - 10] for n in llegan if n >= 10]
    with Indice(":memory:") as uno, Indice(":memory:") as otro:
        uno.asentar(sorted(paquetes, key=lambda p: p.clave), cuando=AHORA)
        uno.poner_actos(actos, cuando=AHORA, todos=True)
        for n in llegan:
            if n < 10:
                otro.asentar([_PAQUETES[n]], cuando=AHORA)
            else:
                otro.poner_actos([_ACTOS[n - 10]], cuando=AHORA, todos=False)
        assert todo(uno) == todo(otro)
        with otro.reconstruccion():
            otro.asentar(paquetes, cuando=AHORA)
        assert todo(uno) == todo(otro)


def test_what_acts_make_of_a_finding_and_its_measure() -> None:
    with Indice(":memory:") as indice:
        indice.asentar(_PAQUETES, cuando=AHORA)
        assert indice.poner_actos(_ACTOS, cuando=AHORA, todos=True) == len(_ACTOS)
        assert indice.poner_actos(_ACTOS, cuando=AHORA, todos=True) == 0
        de_uno = "SELECT estado_actual, visto_el, plazo FROM hallazgo WHERE id = ?"
        assert {tuple(f) for f in indice.motor.filas(de_uno, (hallazgo_de(1),))} == {
            ("solventada", "2026-08-04", "2026-12-01")
        }
        assert indice.motor.filas(de_uno, (hallazgo_de(3),))[0][0] == "abierta"
        indice.poner_actos((), cuando=AHORA, todos=True)  # the notebook was restored from before them
        assert indice.motor.filas(de_uno, (hallazgo_de(1),))[0][0] == "en_atencion"


def test_since_when_a_measure_is_done_follows_visits_and_acts(indice: Indice) -> None:
    indice.asentar([*_PAQUETES, leido(4, dia=date(2026, 6, 20), verifica=3, ficticia=True)], cuando=AHORA)
    indice.poner_actos(_ACTOS, cuando=AHORA, todos=True)
    assert _cumplidas(indice) == {1: "2026-08-04", 2: "", 3: "2026-06-20", 4: ""}
    indice.poner_actos((), cuando=AHORA, todos=True)
    assert _cumplidas(indice)[1] == ""


def test_an_index_from_before_says_since_when_as_soon_as_it_is_opened(url: str) -> None:
    with Indice(url) as indice:
        indice.asentar(_PAQUETES, cuando=AHORA)
        indice.poner_actos(_ACTOS, cuando=AHORA, todos=True)
        entero = todo(indice)
        indice.motor.definir("ALTER TABLE medida DROP COLUMN cumplida_el")
        indice.motor.ejecutar("DELETE FROM esquema WHERE version >= 4")
    with Indice(url) as indice:
        assert _cumplidas(indice)[1] == "2026-08-04"
        assert todo(indice) == entero


def _cumplidas(indice: Indice) -> dict[int, str]:
    """By visit, of the package that counts."""
    filas = indice.motor.filas(
        "SELECT v.folio, m.cumplida_el FROM medida m JOIN visita v ON v.sha256 = m.sha256 WHERE v.vale = 1"
    )
    return {int(folio[-3:]): cumplida for folio, cumplida in filas}
