"""The executive summary says what the board says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from supervisor_app.domain.base import Persona
from supervisor_app.domain.programa.cumplimiento import Plan
from supervisor_app.services.oficina.cifras import cifra_de_cumplimiento, cifras
from supervisor_app.services.oficina.ejecutivo import Ejecutivo, folio_de, solicitudes
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.store.oficina.indice import Indice
from tests.domain.programa.programa_ficticio import programada
from tests.store.oficina.hechos_ficticios import leido

HOY = date(2026, 9, 15)
DEL_ANO = Filtro(ooad="06", departamento="cobranza", desde=date(2026, 1, 1), hasta=HOY)
QUIEN = Ejecutivo(Persona(nombre="Lucía Ñandú", cargo="Titular de la JSAC"), "Colima, Col.")


@pytest.fixture(scope="module")
def panorama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panorama]:
    with Indice(str(tmp_path_factory.mktemp("ejecutivo") / "indice.db")) as indice:
        indice.asentar([leido(1, dia=date(2025, 6, 12)), leido(2, dia=date(2026, 3, 2))], cuando="")
        yield Panorama(indice, hoy=lambda: HOY, feriados=())


def test_its_figures_are_those_of_the_board(panorama: Panorama) -> None:
    leido_ = QUIEN.leer(panorama, DEL_ANO)
    doc, foto = QUIEN.documento(leido_), panorama.foto(DEL_ANO)
    assert [(c.numero, c.palabras) for c in doc.cifras] == [(c.numero, c.palabras) for c in cifras(foto)]
    assert doc.mapa.todo.startswith(cifra_de_cumplimiento(foto).numero)
    assert len(doc.vencidas) == leido_.foto.medidas.vencidas == 1
    assert (doc.ambito, doc.periodo) == ("OOAD Colima · Cobranza", "Del 1 de enero al 15 de septiembre de 2026")
    assert doc.mapa.renglones[0].casillas[0].texto == "64" and doc.reincidencias == (
        ("Colima", "CO-90-01 · 2 visitas · 2 abiertas"),
    )


def test_overdue_measures_are_asked_for_by_unit(panorama: Panorama) -> None:
    assert solicitudes(panorama.medidas(DEL_ANO, vencidas=True)) == ["Colima: 1 medida vencida; 76 días."]
    assert solicitudes(()) == []


def test_the_page_carries_every_figure_as_data(panorama: Panorama, tmp_path: Path) -> None:
    leido_ = QUIEN.leer(panorama, DEL_ANO)
    pdf = QUIEN.pdf(leido_)
    assert QUIEN.pdf(leido_) == pdf
    ruta = tmp_path / "r.pdf"
    ruta.write_bytes(pdf)
    with pikepdf.open(ruta) as abierto:
        (adjunto,) = abierto.attachments.values()
        datos = json.loads(adjunto.get_file().read_bytes())["resumen_ejecutivo"]
    assert datos["folio"] == folio_de(leido_.foto) == "RE-06-COBRANZA-20260915"
    assert datos["vencidas"][0]["responsable"] == "Jefe"


def test_the_programme_is_told_where_it_is_known(panorama: Panorama) -> None:
    plan = Plan((programada(1, date(2026, 3, 2)), programada(2, date(2026, 5, 4))), tolerancia=15)
    con_plan = Panorama(panorama._indice, hoy=lambda: HOY, feriados=(), plan=plan)
    assert QUIEN.documento(QUIEN.leer(con_plan, DEL_ANO)).cifras[0].segunda == "1 de 2 programadas"
    assert QUIEN.documento(QUIEN.leer(panorama, DEL_ANO)).cifras[0].segunda == "a 1 unidad"
