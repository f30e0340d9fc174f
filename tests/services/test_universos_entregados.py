"""The listing of a draw goes where the draw goes: into the package, the turnado, the working copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.services.universos.verbos import abrir_universo, armar_universo, leer_pegado
from tests.services.banco import RESERVADA, Banco, bolsa, nuevo
from tests.services.laptop import Laptop
from tests.visita_ficticia import AHORA, MUESTRA, contador_de_ids

PEGADO = "Crédito\tImporte\n" + "".join(f"9000000{n:02}\t{n * 10}.50\n" for n in range(1, 21))
LISTADO = leer_pegado(PEGADO)
UNIVERSO = armar_universo(LISTADO, LISTADO.propuesta.columnas, LISTADO.propuesta.encabezado).universo
PLAN = Plan(Metodo.SIMPLE, tamano=4, semilla="semilla")
EN_EL_PAQUETE = f"universos/{UNIVERSO.sha256}.tsv"


def sortear(e: Expediente) -> Operacion:
    muestreo = registrar(UNIVERSO, PLAN, nombre="Pegado", visita_id=e.visita.id, item_id=MUESTRA.id, cuando=AHORA)
    return comandos.sortear(e, MUESTRA, muestreo, UNIVERSO, nuevo_id=contador_de_ids(), aceptar_perdida=True)


def con_sorteo(b: Banco) -> Banco:
    """Drawn and reviewed; nothing wrong in it."""
    b.s.universos.guardar(UNIVERSO)
    b.hacer(sortear(b.e))
    filas = [con(f, con_inconsistencia=False) for f in b.e.filas_de(MUESTRA.id)]
    b.hacer(comandos.guardar_filas(b.e, MUESTRA, filas, "Revisó"))
    return b


def cerrar(b: Banco) -> None:
    b.emitir()
    b.firmar_todo()
    b.cerrar()


@pytest.fixture
def sorteada(contestada: Banco) -> Banco:
    return con_sorteo(contestada)


def reservar_la_muestra(b: Banco) -> None:
    """The possible irregularity gathers the drawn item too."""
    (h,) = (h for h in b.e.inconsistencias.values() if h.titulo == RESERVADA)
    b.hacer(comandos.reunir_punto(b.e, h.id, MUESTRA))


def test_the_listing_of_a_draw_is_in_the_package(sorteada: Banco) -> None:
    cerrar(sorteada)
    assert bolsa(nuevo(sorteada))[EN_EL_PAQUETE] == UNIVERSO.canonico


def test_a_visit_without_draws_has_no_listing(cerrada: Banco) -> None:
    assert not [ruta for ruta in bolsa(nuevo(cerrada)) if ruta.startswith("universos/")]


def test_the_draw_is_repeated_from_the_delivered_listing(sorteada: Banco, tmp_path: Path) -> None:
    cerrar(sorteada)
    ruta = tmp_path / f"{UNIVERSO.sha256}.tsv"
    ruta.write_bytes(bolsa(nuevo(sorteada))[EN_EL_PAQUETE])
    _, armado = abrir_universo(ruta)
    assert armado.universo.sha256 == UNIVERSO.sha256
    repetido = registrar(armado.universo, PLAN, nombre="Otro", visita_id="v", item_id=MUESTRA.id, cuando=AHORA)
    assert repetido.elegidos == sorteada.e.muestreos[MUESTRA.id].elegidos


def test_the_listing_of_a_reserved_draw_goes_in_the_turnado_only(sorteada: Banco) -> None:
    reservar_la_muestra(sorteada)
    cerrar(sorteada)
    assert EN_EL_PAQUETE not in bolsa(nuevo(sorteada))
    (turnado,) = sorteada.turnados
    assert bolsa(turnado)[EN_EL_PAQUETE] == UNIVERSO.canonico


def test_nothing_is_closed_over_a_lost_listing(sorteada: Banco) -> None:
    sorteada.emitir()
    sorteada.firmar_todo()
    sorteada.guardado(UNIVERSO.sha256).unlink()
    with pytest.raises(EnvironmentProblem, match="Universo «Pegado»"):
        sorteada.cerrar()
    assert not sorteada.releer().visita.cerrada


def test_the_listing_of_a_draw_travels_in_a_working_copy(una: Laptop, otra: Laptop) -> None:
    una.s.universos.guardar(UNIVERSO)
    una.hacer(sortear)
    otra.unir(una.compartir())
    assert otra.s.universos.leer(UNIVERSO.sha256).sha256 == UNIVERSO.sha256
    assert otra.s.comprobar() == ()
