"""What the index takes in: whole or not at all, once, and the same in whatever order it comes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.seguimiento import ResultadoVerificacion
from supervisor_app.store.oficina.hechos import Apartado, FilaItem, Leido, Veredicto
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import hallazgo_de, leido
from tests.store.oficina.volcado import volcado

AHORA = "2026-06-20T10:00:00-06:00"
DESPUES = "2026-07-20T10:00:00-06:00"


def asentar(indice: Indice, *paquetes: Leido) -> int:
    return indice.asentar(paquetes, cuando=AHORA)


def estados(indice: Indice) -> dict[int, str]:
    return dict(indice.motor.filas("SELECT revision, estado FROM paquete ORDER BY revision"))


def hallazgo(indice: Indice, visita: int) -> tuple[object, ...]:
    return indice.motor.filas(
        "SELECT h.estado_actual, h.visto_el, h.plazo, m.avance_actual FROM hallazgo h JOIN medida m"
        " ON m.sha256 = h.sha256 AND m.hallazgo = h.id WHERE h.id = ?",
        (hallazgo_de(visita),),
    )[0]


def test_the_same_package_again_changes_nothing(indice: Indice) -> None:
    assert asentar(indice, leido(1)) == 1
    antes, lineas = volcado(indice), indice.novedades()
    assert asentar(indice, leido(1), leido(1)) == 0
    assert (volcado(indice), indice.novedades()) == (antes, lineas)


def test_one_package_under_two_names_is_one_package_known_by_both(indice: Indice) -> None:
    otra = replace(leido(1), clave="visitas/2026/07/llegó-por-usb.zip")
    assert asentar(indice, leido(1), otra) == 1
    assert set(indice.ubicaciones()) == {leido(1).clave, otra.clave}


@pytest.mark.parametrize("orden", [(1, 2), (2, 1)])
def test_a_later_revision_replaces_the_earlier_in_whatever_order_they_come(
    indice: Indice, orden: Sequence[int]
) -> None:
    for revision in orden:
        asentar(indice, leido(1, revision))
    assert estados(indice) == {1: "reemplazada", 2: "vigente"}
    assert indice.motor.filas("SELECT revision FROM visita WHERE vale = 1") == [(2,)]


def test_two_packages_of_one_revision_are_both_kept_and_neither_counts(indice: Indice) -> None:
    asentar(indice, leido(1), leido(1, 2), leido(1, 2, variante="otra"))
    assert indice.motor.filas("SELECT estado, COUNT(*) FROM paquete GROUP BY estado ORDER BY estado") == [
        ("en conflicto", 2),
        ("reemplazada", 1),
    ]
    assert indice.motor.filas("SELECT COUNT(*) FROM visita WHERE vale = 1") == [(0,)]


def test_a_revision_after_a_conflict_counts_and_the_conflict_stays_told(indice: Indice) -> None:
    asentar(indice, leido(1), leido(1, variante="otra"), leido(1, 2))
    assert indice.motor.filas("SELECT revision FROM visita WHERE vale = 1") == [(2,)]
    assert indice.motor.filas("SELECT COUNT(*) FROM paquete WHERE estado = 'en conflicto'") == [(2,)]


def test_what_fails_in_the_middle_leaves_nothing_of_the_batch(indice: Indice) -> None:
    doble = replace(leido(2), items=(FilaItem(leido(2).paquete.sha256, "x", "y", "z"),) * 2)
    antes = volcado(indice)
    with pytest.raises(Exception, match=r"(?i)unique|llave duplicada|duplicate"):
        indice.asentar([leido(1), doble], cuando=AHORA, marcadores={"feed/a": "7"})
    assert volcado(indice) == antes
    assert indice.marcador("feed/a") == ""


def test_the_cursor_moves_with_what_it_counts(indice: Indice) -> None:
    indice.asentar([leido(1)], cuando=AHORA, marcadores={"feed/a": "7"})
    indice.asentar([], cuando=AHORA, marcadores={"feed/a": "8"})
    assert indice.marcador("feed/a") == "8"


# --- findings across packages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("al_reves", [False, True])
def test_a_later_visit_settles_the_finding_of_an_earlier_one(indice: Indice, al_reves: bool) -> None:
    paquetes = [leido(1), leido(2, dia=date(2026, 8, 3), verifica=1)]
    for uno in reversed(paquetes) if al_reves else paquetes:
        asentar(indice, uno)
    assert hallazgo(indice, 1) == ("solventada", "2026-08-03", "", 100)
    assert hallazgo(indice, 2) == ("abierta", "", "2026-07-01", 0)


def test_a_correction_takes_back_what_the_replaced_revision_said(indice: Indice) -> None:
    asentar(indice, leido(1), leido(2, dia=date(2026, 8, 3), verifica=1))
    asentar(indice, leido(2, 2, dia=date(2026, 8, 3)))
    assert hallazgo(indice, 1) == ("abierta", "", "2026-07-01", 0)


def test_another_unit_says_nothing_of_a_finding_nor_does_practice(indice: Indice) -> None:
    ajena = leido(2, dia=date(2026, 8, 3), verifica=1, unidad='["SUB", "14", "38", ""]')
    practica = leido(3, dia=date(2026, 8, 4), verifica=1, ficticia=True)
    asentar(indice, leido(1), ajena, practica)
    assert hallazgo(indice, 1)[0] == "abierta"


def test_the_last_visit_has_the_last_word(indice: Indice) -> None:
    vuelve = leido(3, dia=date(2026, 9, 1), verifica=1, resultado=ResultadoVerificacion.NO_SOLVENTADA)
    asentar(indice, vuelve, leido(1), leido(2, dia=date(2026, 8, 3), verifica=1))
    assert hallazgo(indice, 1)[:2] == ("no_solventada", "2026-09-01")


# --- who sent it ----------------------------------------------------------------------------------------------------


def test_a_signature_that_does_not_fit_never_counts_nor_replaces(indice: Indice) -> None:
    asentar(indice, leido(1), leido(1, 2, veredicto=Veredicto.FIRMA_AJENA))
    assert indice.motor.filas("SELECT revision FROM visita WHERE vale = 1") == [(1,)]


def test_a_laptop_that_is_not_enrolled_neither_counts_nor_replaces_until_it_is(indice: Indice) -> None:
    asentar(indice, leido(1), leido(1, 2, veredicto=Veredicto.SIN_INSCRIBIR))
    vale = "SELECT revision FROM visita WHERE vale = 1"
    assert indice.motor.filas(vale) == [(1,)]
    indice.dictaminar(
        leido(1, 2).paquete.sha256, veredicto=Veredicto.INSCRITO, equipo="a1", firmante="", cuando=DESPUES
    )
    assert indice.motor.filas(vale) == [(2,)]


def test_once_signatures_are_asked_for_only_enrolled_laptops_count(indice: Indice) -> None:
    asentar(indice, leido(1, veredicto=Veredicto.INSCRITO), leido(1, 2, veredicto=Veredicto.SIN_INSCRIBIR), leido(2))
    indice.exigir_firma(True, cuando=AHORA)
    vale = "SELECT visita, revision FROM visita WHERE vale = 1"
    assert indice.motor.filas(vale) == [(leido(1).paquete.visita, 1)]
    asentar(indice, leido(3))
    assert len(indice.motor.filas(vale)) == 1
    indice.exigir_firma(False, cuando=AHORA)
    assert len(indice.motor.filas(vale)) == 3


def test_a_laptop_that_was_enrolled_later_counts_from_then_on(indice: Indice) -> None:
    indice.exigir_firma(True, cuando=AHORA)
    asentar(indice, leido(1, veredicto=Veredicto.SIN_INSCRIBIR))
    sha256 = leido(1).paquete.sha256
    dicho = {"veredicto": Veredicto.INSCRITO, "equipo": "a1", "firmante": "Lucía Ñandú", "cuando": AHORA}
    assert indice.dictaminar(sha256, **dicho)  # type: ignore[arg-type]  # by name
    assert not indice.dictaminar(sha256, **dicho)  # type: ignore[arg-type]  # by name
    assert indice.motor.filas("SELECT vale FROM visita") == [(1,)]


# --- quarantine -----------------------------------------------------------------------------------------------------


def apartado(clave: str = "visitas/2026/06/x.zip", sha256: str = "ab" * 32) -> Apartado:
    return Apartado(clave, sha256, 10, "El archivo está dañado.", "{}", "1")


def test_what_was_set_aside_keeps_since_when_until_it_is_another_file(indice: Indice) -> None:
    indice.apartar([apartado()], cuando=AHORA)
    indice.apartar([apartado()], cuando=DESPUES)
    assert [a.desde for a in indice.apartados()] == [AHORA]
    indice.apartar([apartado(sha256="cd" * 32)], cuando=DESPUES)
    assert [a.desde for a in indice.apartados()] == [DESPUES]
    assert [n.que for n in indice.novedades()] == ["apartado", "apartado"]


def test_what_could_be_taken_in_at_last_leaves_the_quarantine(indice: Indice) -> None:
    indice.apartar([apartado(leido(1).clave)], cuando=AHORA)
    asentar(indice, leido(1))
    assert indice.apartados() == ()


def test_rebuilding_that_fails_leaves_the_index_as_it_was(indice: Indice) -> None:
    asentar(indice, leido(1))
    antes = volcado(indice)
    with pytest.raises(RuntimeError), indice.reconstruccion():
        asentar(indice, leido(2))
        raise RuntimeError
    assert volcado(indice) == antes


# --- any order ------------------------------------------------------------------------------------------------------

_PAQUETES = (
    leido(1),
    leido(1, 2),
    leido(2, dia=date(2026, 8, 3), verifica=1),
    leido(2, variante="otra", dia=date(2026, 8, 3)),
    leido(2, 2, dia=date(2026, 8, 3), verifica=1, resultado=ResultadoVerificacion.EN_ATENCION),
    leido(3, dia=date(2026, 9, 1), verifica=1, veredicto=Veredicto.INSCRITO),
    leido(3, 2, dia=date(2026, 9, 1), verifica=2, veredicto=Veredicto.FIRMA_AJENA),
    leido(4, dia=date(2026, 9, 2), verifica=2, unidad='["UMF", "06", "01", "umf 5"]'),
)


@settings(max_examples=40)
@given(
    orden=st.permutations(range(len(_PAQUETES))),
    cuantos=st.integers(1, len(_PAQUETES)),
    cortes=st.lists(st.integers(1, 3), min_size=8, max_size=8),
    exige=st.booleans(),
)
def test_whatever_the_order_and_the_batches_the_index_is_the_same(
    orden: list[int], cuantos: int, cortes: list[int], exige: bool
) -> None:
    llegan = [_PAQUETES[n] for n in orden[:cuantos]]
    with Indice(":memory:") as uno, Indice(":memory:") as otro:
        uno.asentar(sorted(llegan, key=lambda leido: leido.clave), cuando=AHORA)
        uno.exigir_firma(exige, cuando=AHORA)
        otro.exigir_firma(exige, cuando=AHORA)
        while llegan:
            n = cortes.pop()
            otro.asentar(llegan[:n], cuando=DESPUES)
            llegan = llegan[n:]
        assert volcado(uno) == volcado(otro)


def test_two_who_index_at_once_end_as_one_would(url: str, indice: Indice) -> None:
    listos = Barrier(2)

    def indexar(paquetes: Sequence[Leido]) -> None:
        with Indice(url) as propio:
            listos.wait(timeout=20)
            for uno in paquetes:
                propio.asentar([uno], cuando=AHORA)

    with ThreadPoolExecutor(2) as hilos:
        for hecho in [hilos.submit(indexar, _PAQUETES[::-1]), hilos.submit(indexar, _PAQUETES)]:
            hecho.result(timeout=60)
    with Indice(":memory:") as solo:
        solo.asentar(_PAQUETES, cuando=AHORA)
        assert volcado(indice) == volcado(solo)


# --- opening --------------------------------------------------------------------------------------------------------


def test_an_index_is_there_again_when_it_is_opened_again(url: str) -> None:
    with Indice(url) as uno:
        asentar(uno, leido(1))
        antes = volcado(uno)
    with Indice(url) as otro:
        assert volcado(otro) == antes


def test_both_ways_to_write_where_a_file_is_mean_the_same(tmp_path: Path) -> None:
    with Indice(f"sqlite:///{tmp_path / 'uno.db'}") as uno:
        asentar(uno, leido(1))
    with Indice(str(tmp_path / "uno.db")) as otro:
        assert len(otro.ubicaciones()) == 1
