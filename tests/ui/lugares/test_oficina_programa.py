"""«de N programadas» on the board opens the programmed visits that it counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervisor_app.domain.programa.cumplimiento import Plan
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.ui.lugares.oficina.composicion import of_key
from supervisor_app.ui.lugares.oficina.tablero import figures
from tests.domain.programa.programa_ficticio import programada
from tests.store.oficina.hechos_ficticios import leido


def test_the_first_figure_tells_of_how_many_and_opens_them(tmp_path: Path) -> None:
    made = leido(1, dia=date(2026, 3, 2))
    plan = Plan((programada(1, date(2026, 3, 2)), programada(2, date(2026, 5, 4))), tolerancia=15)
    with Indice(str(tmp_path / "indice.db")) as indice:
        indice.asentar([made], cuando="")
        board = Panorama(indice, hoy=lambda: date(2026, 9, 9), feriados=(), plan=plan)
        assert figures(board.foto(Filtro()))[0].second == "1 de 2 programadas"
        opened = of_key(board, Filtro(), "cifra:entregas")
    assert opened is not None
    table = dict(opened.tables)["Programadas"]
    assert [(line.cells[0].text, line.cells[4].text, line.key) for line in table.lines] == [
        ("P-2026-001", "Realizada en fecha", f"paquete:{made.paquete.sha256}"),
        ("P-2026-002", "Atrasada", ""),
    ]
