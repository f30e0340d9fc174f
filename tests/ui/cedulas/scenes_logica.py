"""A cédula whose questions depend on each other, in the whole window: what is asked, calculated and refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from supervisor_app.domain import comandos
from supervisor_app.domain.cedula.answers import (
    Celda,
    Fila,
    Valor,
    ValorFecha,
    ValorNumero,
    ValorOpcion,
    ValorOpciones,
    ValorTexto,
)
from supervisor_app.domain.cedula.definition import CedulaDefinition
from supervisor_app.domain.expediente import Expediente
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.cedulas import CedulasScreen
from supervisor_app.ui.visita.cedulas.tabla import RowsTable
from tests.ui.visit_fixtures import stored
from tests.ui.window_scenes import window_over
from tests.visita_ficticia import CO_90, NO_CUMPLE, PARCIAL, VISITA_ID, visita

_BASE: dict[str, object] = {"evidencia": "Expediente de prueba", "fundamento": ("JSAC:7.1.3:3",)}
_COLUMNAS = (
    {"clave": "dias", "titulo": "Días", "tipo": "numero", "inicial": "30"},
    {
        "clave": "recargo",
        "titulo": "Recargo",
        "tipo": "monto_mxn",
        "calculo": "round(${CO-90-02_importe_fila} * 0.0147 * ${CO-90-02_dias}, 2)",
        "restricciones": [{"expresion": ". <= 1000", "mensaje": "El recargo pasa de mil pesos.", "dura": False}],
    },
    {"clave": "motivo", "titulo": "Motivo", "tipo": "opcion", "lista": "motivo", "relevante": "${CO-90-02_mal} = 'si'"},
)
_LISTAS = (
    {"clave": "turno", "opciones": [{"clave": "m", "texto": "Matutino"}, {"clave": "v", "texto": "Vespertino"}]},
    {
        "clave": "ventanilla",
        "opciones": [
            {"clave": "v1", "texto": "Ventanilla 1", "atributos": {"turno": "m"}},
            {"clave": "v2", "texto": "Ventanilla 2", "atributos": {"turno": "m"}},
            {"clave": "v3", "texto": "Ventanilla 3", "atributos": {"turno": "v"}},
        ],
    },
    {"clave": "motivo", "opciones": [{"clave": "d", "texto": "Domicilio"}, {"clave": "p", "texto": "Plazo"}]},
)
_ITEMS: tuple[dict[str, object], ...] = (
    {"tipo": "cumple", "pregunta": "¿Se lleva el control de las actas de notificación?"},
    {
        "tipo": "muestra",
        "pregunta": "¿En cuántas actas falta algún dato?",
        "relevante": "${CO-90-01} != 'cumple'",
        "columnas": _COLUMNAS,
    },
    {
        "tipo": "porcentaje",
        "pregunta": "¿Qué proporción de las actas está incompleta?",
        "calculo": "100 * ${CO-90-02_con_inconsistencia} div ${CO-90-02_revisados}",
    },
    {"tipo": "monto_mxn", "pregunta": "¿A cuánto ascienden los recargos?", "calculo": "sum(${CO-90-02_recargo})"},
    {
        "tipo": "numero",
        "unidad": "actas",
        "pregunta": "¿Cuántas actas se repusieron?",
        "restricciones": [
            {"expresion": ". <= ${CO-90-02_revisados}", "mensaje": "Se repusieron más actas de las que se revisaron."}
        ],
    },
    {
        "tipo": "fecha",
        "pregunta": "¿Cuándo se revisó el control por última vez?",
        "restricciones": [
            {
                "expresion": ". > today() - 60",
                "mensaje": "Hace más de sesenta días que no se revisa; confírmelo.",
                "dura": False,
            }
        ],
    },
    {"tipo": "opcion", "pregunta": "¿En qué turno se observó?", "lista": "turno"},
    {
        "tipo": "opciones",
        "pregunta": "¿Qué ventanillas se observaron?",
        "lista": "ventanilla",
        "filtro": "turno = ${CO-90-07}",
    },
    {"tipo": "texto", "pregunta": "¿Qué explicó el responsable?", "opcional": True},
    {
        "tipo": "cumple",
        "pregunta": "¿Se levantó acta de la falta del control?",
        "relevante": "${CO-90-01} = 'no_cumple'",
    },
)
CEDULA = CedulaDefinition.model_validate(
    CO_90.__dict__
    | {
        "items": tuple(_BASE | campos | {"id": f"CO-90-{n:02d}"} for n, campos in enumerate(_ITEMS, start=1)),
        "listas": _LISTAS,
        "umbrales": (),
    }
)


def chosen() -> Expediente:
    """A visit that applies it, nothing answered."""
    e = Expediente(visita(cedulas=()))
    return e.aplicar(comandos.elegir_cedulas(e, [CEDULA]).cambios)


def answered(e: Expediente, number: int, valor: Valor | None) -> Expediente:
    return e.aplicar(comandos.responder(e, CEDULA.items[number - 1], valor).cambios)


def fila(n: int, importe: str, *, mal: bool) -> Fila:
    motivo = Celda(columna="motivo", valor=ValorOpcion(valor="d", texto="Domicilio"))
    return Fila(
        id=f"fila{n}",
        visita_id=VISITA_ID,
        item_id="CO-90-02",
        orden=n,
        referencia=f"Z99-{n * 4799 % 99991:05d}-10-{n % 9}",
        detalle=f"Acta {n:03d}",
        con_inconsistencia=mal,
        importe=Decimal(importe),
        celdas=(motivo,) if mal else (),
    )


def half_way() -> Expediente:
    """Answers of every kind; one breaks a hard rule, one a soft one."""
    e = answered(chosen(), 1, PARCIAL)
    filas = (fila(1, "1200.00", mal=True), fila(2, "9800.00", mal=False), fila(3, "640.50", mal=True))
    e = e.aplicar(comandos.guardar_filas(e, CEDULA.items[1], filas, "Pegó 3 renglones").cambios)
    e = answered(e, 5, ValorNumero(valor=7))
    e = answered(e, 6, ValorFecha(valor=date(2026, 1, 15)))
    e = answered(e, 7, ValorOpcion(valor="m", texto="Matutino"))
    e = answered(e, 8, ValorOpciones(valores=(ValorOpcion(valor="v1", texto="Ventanilla 1"),)))
    return answered(e, 9, ValorTexto(valor="Que el personal eventual no conocía el formato; se le capacitó en mayo."))


def _window(e: Expediente, item: str, then: Callable[[CedulasScreen], None] | None = None) -> MainWindow:
    def write(carpeta: Path) -> None:
        stored(carpeta, e)

    def show(window: MainWindow) -> None:
        window.show()
        window.activateWindow()
        window.lead("visita", f"{e.visita.id}#cedulas#{item}")

    window = window_over(write, show)
    screen = window.findChild(CedulasScreen)
    if then is not None and screen is not None:
        then(screen)
    QTest.qWait(250)
    return window


def _in_own_column(screen: CedulasScreen) -> None:
    table = next(t for t in screen.findChildren(RowsTable) if t.isVisible())
    table.setCurrentIndex(table.rows.index(0, 5))
    table.setFocus()


def _in_choice_column(screen: CedulasScreen) -> None:
    table = next(t for t in screen.findChildren(RowsTable) if t.isVisible())
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 7))


SCENES: dict[str, Callable[[], QWidget]] = {
    "cedulas-logica": lambda: _window(half_way(), "CO-90-05"),
    "cedulas-logica-advertencia": lambda: _window(answered(half_way(), 5, ValorNumero(valor=2)), "CO-90-06"),
    "cedulas-logica-columnas": lambda: _window(half_way(), "CO-90-02", _in_own_column),
    "cedulas-logica-celda": lambda: _window(half_way(), "CO-90-02", _in_choice_column),
    "cedulas-logica-opciones": lambda: _window(half_way(), "CO-90-08"),
    "cedulas-logica-no-cumple": lambda: _window(answered(half_way(), 1, NO_CUMPLE), "CO-90-10"),
}
