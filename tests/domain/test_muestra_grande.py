"""Many rows at once in a cédula with logic: each row costs the same however many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.expediente import Operacion
from tests.domain.test_cedula_con_logica import COLUMNAS, _cedula, _item, contestar, evaluada, fila, visita_con
from tests.domain.trabajo import CUERPO, crecimiento, lineas
from tests.visita_ficticia import PARCIAL

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


@pytest.mark.parametrize("columnas", [(), (VECES,), (PARTE,)], ids=["de su renglón", "de iguales", "del total"])
@pytest.mark.parametrize(
    "preparar",
    [_pegar, _deshacer, _rehacer, _borrar, _deshacer_el_borrado, _intercalar, _voltear],
    ids=lambda f: f.__name__.strip("_"),
)
def test_twice_the_rows_are_twice_the_work(
    preparar: Callable[[Mesa, int], Callable[[], object]], columnas: tuple[Mapping[str, object], ...]
) -> None:
    assert crecimiento(lambda n: lineas(preparar(Mesa(*columnas), n)), 30) < CUERPO
