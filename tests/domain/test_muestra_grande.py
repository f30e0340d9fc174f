"""Many rows at once in a cédula with logic: each row costs the same however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar
from supervisor_app.domain.muestreo.registro import Muestreo
from supervisor_app.domain.muestreo.universo import Universo
from tests.domain.muestreo.test_plan import CUANDO, universo
from tests.domain.test_cedula_con_logica import COLUMNAS, _cedula, _item, contestar, evaluada, fila, visita_con
from tests.domain.trabajo import CUERPO, crecimiento, lineas
from tests.visita_ficticia import PARCIAL, VISITA_ID, contador_de_ids, visita

FILAS = "${CO-90-02_filas}"
VECES = {
    "clave": "veces",
    "titulo": "Veces",
    "tipo": "numero",
    "calculo": f"count({FILAS}[CO-90-02_referencia = current()/../CO-90-02_referencia])",
}
PARTE = {
    "clave": "parte",
    "titulo": "Parte",
    "tipo": "porcentaje",
    "calculo": f"100 * ${{CO-90-02_importe_fila}} div sum({FILAS}[CO-90-02_mal = 'si']/CO-90-02_importe_fila)",
    "restricciones": [{"expresion": f". <= 2 * 100 div count({FILAS})", "mensaje": "Es el doble de lo usual."}],
}


def _con(*columnas: Mapping[str, object]) -> CedulaDefinition:
    return _cedula(
        _item("01", "cumple"),
        _item("02", "muestra", relevante="${CO-90-01} != 'cumple'", columnas=(*COLUMNAS, *columnas)),
        _item("03", "porcentaje", calculo="100 * ${CO-90-02_con_inconsistencia} div ${CO-90-02_revisados}"),
        _item("04", "cumple", relevante="${CO-90-02_con_inconsistencia} > 0"),
        _item("10", "monto_mxn", calculo="sum(${CO-90-02_recargo})"),
    )


class Mesa:
    """A visit whose muestra takes many rows, and the operations on it, applied and evaluated as the window does."""

    def __init__(self, *columnas: Mapping[str, object]) -> None:
        self.e = contestar(visita_con(_con(*columnas)), "01", PARCIAL)
        evaluada(self.e)

    @property
    def item(self) -> ItemDefinition:
        item = self.e.item("CO-90-02")
        assert item is not None
        return item

    def hacer(self, op: Operacion) -> Operacion:
        self.e = self.e.aplicar(op.cambios)
        evaluada(self.e)
        return op

    def guardar(self, filas: list[Fila]) -> Operacion:
        return self.hacer(comandos.guardar_filas(self.e, self.item, filas, "Pegó renglones"))


def _filas(n: int, *, desde: int = 1, paso: int = 1) -> list[Fila]:
    return [fila(desde + i * paso, mal=i % 3 == 0, importe=f"{i + 1}.25") for i in range(n)]


def _pegar(mesa: Mesa, n: int) -> Callable[[], object]:
    return lambda: mesa.guardar(_filas(n))


def _deshacer(mesa: Mesa, n: int) -> Callable[[], object]:
    op = mesa.guardar(_filas(n))
    return lambda: mesa.hacer(op.inversa)


def _rehacer(mesa: Mesa, n: int) -> Callable[[], object]:
    op = mesa.guardar(_filas(n))
    mesa.hacer(op.inversa)
    return lambda: mesa.hacer(op)


def _borrar(mesa: Mesa, n: int) -> Callable[[], object]:
    mesa.guardar(_filas(n))
    return lambda: mesa.guardar([])


def _deshacer_el_borrado(mesa: Mesa, n: int) -> Callable[[], object]:
    mesa.guardar(_filas(n))
    op = mesa.guardar([])
    return lambda: mesa.hacer(op.inversa)


def _intercalar(mesa: Mesa, n: int) -> Callable[[], object]:
    """A row between any two that are there."""
    pares = _filas(n, desde=2, paso=2)
    mesa.guardar(pares)
    return lambda: mesa.guardar(sorted([*mesa.e.filas_de("CO-90-02"), *_filas(n, paso=2)], key=lambda f: f.orden))


def _voltear(mesa: Mesa, n: int) -> Callable[[], object]:
    mesa.guardar(_filas(n))
    al_reves = [f.model_copy(update={"orden": n - i}) for i, f in enumerate(mesa.e.filas_de("CO-90-02"))]
    return lambda: mesa.guardar(al_reves[::-1])


def _trazo(semilla: str, n: int) -> tuple[Muestreo, Universo]:
    u = universo(4 * n)
    plan = Plan(Metodo.SIMPLE, tamano=n, semilla=semilla)
    return registrar(u, plan, nombre="a.xlsx", visita_id=VISITA_ID, item_id="CO-90-02", cuando=CUANDO), u


def _sortear(mesa: Mesa, n: int) -> Callable[[], object]:
    ids, (m, u) = contador_de_ids(), _trazo("s", n)
    return lambda: mesa.hacer(comandos.sortear(mesa.e, mesa.item, m, u, nuevo_id=ids))


def _sortear_de_nuevo(mesa: Mesa, n: int) -> Callable[[], object]:
    """Some rows stay, the others go."""
    _sortear(mesa, n)()
    ids, (m, u) = contador_de_ids(), _trazo("t", n)
    return lambda: mesa.hacer(comandos.sortear(mesa.e, mesa.item, m, u, nuevo_id=ids, aceptar_perdida=True))


@pytest.mark.parametrize("columnas", [(), (VECES,), (PARTE,)], ids=["de su renglón", "de iguales", "del total"])
@pytest.mark.parametrize(
    "preparar",
    [_pegar, _deshacer, _rehacer, _borrar, _deshacer_el_borrado, _intercalar, _voltear, _sortear, _sortear_de_nuevo],
    ids=lambda f: f.__name__.strip("_"),
)
def test_twice_the_rows_are_twice_the_work(
    preparar: Callable[[Mesa, int], Callable[[], object]], columnas: tuple[Mapping[str, object], ...]
) -> None:
    assert crecimiento(lambda n: lineas(preparar(Mesa(*columnas), n)), 30) < CUERPO


class _Contadas(Mapping[str, Fila]):
    """Rows that count how often they are gone through."""

    def __init__(self) -> None:
        self.veces = 0

    def __getitem__(self, clave: str) -> Fila:
        raise KeyError(clave)

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        self.veces += 1
        return iter(())


def test_the_rows_of_a_visit_are_copied_once_for_many_changes() -> None:
    contadas = _Contadas()
    e = Expediente(visita(), filas=contadas).aplicar([Cambio(None, f) for f in _filas(50)])
    assert len(e.filas) == 50
    assert contadas.veces == 1
