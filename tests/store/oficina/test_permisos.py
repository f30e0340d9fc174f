"""On a server each role may do what it is for and no more, and sees the units and departments it was granted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from supervisor_app.errors import EnvironmentProblem
from supervisor_app.store.oficina import consultas, permisos
from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.hechos import Leido
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import leido
from tests.store.oficina.motores import esquema_nuevo
from tests.store.oficina.volcado import volcado

pytestmark = pytest.mark.red

AHORA = "2026-06-20T10:00:00-06:00"
_N = count(1)

Entrar = Callable[..., Indice]


def de_jalisco(n: int) -> Leido:
    base = leido(n)
    auditoria = replace(base.sumas[0], departamento="auditoria_patrones", proceso="AP-01")
    return replace(
        base, visita=replace(base.visita, ooad="14", ooad_nombre="Jalisco", equipo='["Beto \\"Ruiz\\""]'),
        sumas=(*base.sumas, auditoria),
    )  # fmt: skip


@pytest.fixture
def url(postgres: str) -> str:
    return esquema_nuevo(postgres)


@pytest.fixture
def entrar(url: str) -> Iterator[Entrar]:
    """An index as its owner filled it, and a door for a login that is member of a role and was granted something."""
    abiertos: list[Indice] = []

    def abrir(rol: str, *concedido: tuple[str, str, str], solo_leer: bool = True) -> Indice:
        persona = f"persona_{next(_N)}"
        duena.motor.definir(f"CREATE ROLE {persona} LOGIN IN ROLE {rol}")
        duena.motor.muchas("INSERT INTO acceso VALUES (?, ?, ?, ?)", [(persona, *c) for c in concedido])
        abiertos.append(Indice(url.replace("duena@", f"{persona}@"), solo_leer=solo_leer))
        return abiertos[-1]

    with Indice(url) as duena:
        duena.asentar([leido(1), leido(2), de_jalisco(3)], cuando=AHORA)
        permisos.dar(duena.motor)
        permisos.dar(duena.motor)  # again, and nothing is lost
        yield abrir
        for uno in abiertos:
            uno.cerrar()


def ve(indice: Indice) -> dict[str, int]:
    return {t: len(filas) for t, filas in volcado(indice, sin="cuarentena").items()}


def test_the_titular_sees_everything_and_changes_nothing(entrar: Entrar) -> None:
    titular = entrar(permisos.TITULAR)
    assert ve(titular)["visita"] == 3
    assert ve(titular)["medida"] == 3
    for orden in ("DELETE FROM paquete", "UPDATE visita SET vale = 0", "DROP TABLE suma", "DELETE FROM novedad"):
        with pytest.raises(EnvironmentProblem, match="no tiene permiso"):
            titular.motor.ejecutar(orden)


def test_who_was_granted_nothing_sees_nothing(entrar: Entrar) -> None:
    assert set(ve(entrar(permisos.LECTOR)).values()) == {0}


def test_a_reader_sees_the_ooad_it_was_granted(entrar: Entrar) -> None:
    lector = entrar(permisos.LECTOR, ("14", "", ""))
    visto = ve(lector)
    assert (visto["visita"], visto["suma"], visto["hallazgo"], visto["medida"], visto["paquete"]) == (1, 2, 1, 1, 1)
    assert consultas.totales(lector.motor, Filtro())[0] == 1


def test_the_head_of_a_department_sees_its_cedulas_alone(entrar: Entrar) -> None:
    jefe = entrar(permisos.JEFE, ("", "auditoria_patrones", ""))
    visto = ve(jefe)
    assert (visto["visita"], visto["suma"], visto["hallazgo"], visto["hallazgo_item"]) == (1, 1, 0, 0)
    assert [fila[4] for fila in consultas.mapa(jefe.motor, Filtro())] == ["AP-01"]


def test_a_supervisor_sees_the_visits_of_the_own_team(entrar: Entrar) -> None:
    assert ve(entrar(permisos.SUPERVISOR, ("", "", 'Beto "Ruiz"')))["visita"] == 1
    assert ve(entrar(permisos.SUPERVISOR, ("", "", "Beto")))["visita"] == 0


def test_a_grant_of_one_place_does_not_widen_another(entrar: Entrar) -> None:
    jefe = entrar(permisos.JEFE, ("14", "auditoria_patrones", ""), ("06", "cobranza", ""))
    assert sorted(fila[0] for fila in jefe.motor.filas("SELECT proceso FROM suma")) == ["AP-01", "CO-90", "CO-90"]


def test_what_waits_is_told_to_all_and_why_only_to_those_who_decide(entrar: Entrar) -> None:
    lector = entrar(permisos.LECTOR, ("14", "", ""))
    assert consultas.sin_contar(lector.motor, ficticias=False)[4] == 0
    with pytest.raises(EnvironmentProblem, match="no tiene permiso"):
        lector.apartados()
    assert entrar(permisos.JEFE).apartados() == ()


def test_a_person_knows_only_the_own_grants(entrar: Entrar) -> None:
    entrar(permisos.LECTOR, ("06", "", ""))
    assert len(entrar(permisos.LECTOR, ("14", "", "")).motor.filas("SELECT * FROM acceso")) == 1


def test_who_indexes_takes_packages_in_and_cannot_rewrite_the_log_nor_the_tables(
    entrar: Entrar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervisor_app.store.oficina.indice._CRECIO", 1)  # the server is also told to look again
    indexador = entrar(permisos.INDEXADOR, solo_leer=False)
    assert indexador.asentar([leido(7)], cuando=AHORA) == 1
    with indexador.reconstruccion():
        indexador.asentar([leido(n) for n in range(1, 9)], cuando=AHORA)
    assert ve(indexador)["visita"] == 8
    for orden in ("DELETE FROM novedad", "ALTER TABLE suma ADD COLUMN x INT", "INSERT INTO esquema VALUES (9)"):
        with pytest.raises(EnvironmentProblem, match="no tiene permiso"):
            indexador.motor.ejecutar(orden)
