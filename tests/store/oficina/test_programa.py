"""What the programme asks of the index, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from supervisor_app.store.oficina import programa as sql
from supervisor_app.store.oficina.filtro import Filtro
from supervisor_app.store.oficina.hechos import FilaIndicador
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import UNIDAD, leido

TODO = Filtro()


def test_visits_departments_findings_recurrence_and_indicators_by_unit(indice: Indice) -> None:
    primera, segunda = leido(1, dia=date(2025, 9, 1)), leido(2, dia=date(2026, 2, 16))
    segunda = replace(
        segunda,
        visita=replace(segunda.visita, programada="p7"),
        indicadores=tuple(
            FilaIndicador(
                segunda.paquete.sha256, f"i{n}", f"IND-0{n}", "Uno", "mxn", "sube", "mes", "", "", "", "", v, ""
            )
            for n, v in enumerate(("desfavorable", "favorable"))
        ),
    )
    indice.asentar([primera, segunda], cuando="")
    motor = indice.motor
    de = ["auditoria_patrones", "cobranza"]
    hechas = [(f[0][-1], *f[14:]) for f in sql.visitas_hechas(motor, TODO, de)]
    assert hechas == [("1", "", primera.paquete.sha256, 0, 1), ("2", "p7", segunda.paquete.sha256, 0, 1)]
    assert len(sql.visitas_hechas(motor, Filtro(desde=date(2026, 1, 1)), de)) == 1
    assert [(f[0], f[2], f[7], f[8]) for f in sql.ultimas(motor, TODO)] == [
        (UNIDAD, "Subdelegación Colima", "cobranza", "2026-02-16")
    ]
    assert [tuple(f) for f in sql.hallazgos_por_unidad(motor, TODO, "2026-07-02")] == [
        (UNIDAD, "cobranza", 2, 2, "2026-07-01")
    ]
    assert [tuple(f) for f in sql.recurrentes_por_unidad(motor, TODO)] == [(UNIDAD, "cobranza", 1)]
    assert [tuple(f) for f in sql.veredictos_por_unidad(motor, TODO)] == [
        (UNIDAD, "desfavorable", 1),
        (UNIDAD, "favorable", 1),
    ]
