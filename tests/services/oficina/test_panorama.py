"""What the screen of the office asks: each number against the list of what it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from supervisor_app.domain.seguimiento import Puntualidad
from supervisor_app.domain.texto import porcentaje
from supervisor_app.services.oficina.cifras import cifras
from supervisor_app.services.oficina.exporta import a_csv, exportar
from supervisor_app.services.oficina.panorama import Filtro, Panorama, de_un_mes, por_revisar, tendencias
from supervisor_app.services.oficina.valores import EnPlazo, Lugar, sumar_en_plazo
from supervisor_app.store.oficina.hechos import Apartado
from supervisor_app.store.oficina.indice import Indice
from tests.store.oficina.hechos_ficticios import hallazgo_de, leido

HOY = date(2026, 9, 15)
ESTE_ANO = Filtro(desde=date(2026, 1, 1), hasta=HOY)
COLIMA = Lugar("06", "Colima", "01", "Colima")


@pytest.fixture
def lleno(tmp_path: Path) -> Iterator[Panorama]:
    """Three visits to one unit in two years; the last one found the second one's finding solved."""
    with Indice(str(tmp_path / "indice.db")) as indice:
        lote = [
            leido(1, dia=date(2025, 6, 12)),
            leido(2, dia=date(2026, 3, 2)),
            leido(3, dia=date(2026, 6, 10), verifica=2),
        ]
        indice.asentar(lote, cuando="2026-09-14T10:00:00-06:00")
        yield Panorama(indice, hoy=lambda: HOY, feriados=())


def test_everything_comes_at_once_and_agrees_with_its_lists(lleno: Panorama) -> None:
    foto = lleno.foto(ESTE_ANO)
    assert foto.totales.visitas == len(lleno.entregas(ESTE_ANO)) == 2
    assert foto.hallazgos.total == len(lleno.hallazgos(ESTE_ANO, abiertos=False)) == 2
    assert foto.medidas.vencidas == len(foto.vencidas) == 1
    assert foto.medidas.pendientes == len(lleno.medidas(ESTE_ANO)) == 1
    assert foto.medidas.mayor == foto.vencidas[0].atraso
    assert foto.indicadores == lleno.resumen_de_indicadores(ESTE_ANO)


def test_an_earlier_visit_makes_a_finding_recur_whenever_it_was(lleno: Panorama) -> None:
    back = lleno.reincidencias(ESTE_ANO)
    assert back.hallazgos == {hallazgo_de(2), hallazgo_de(3)} == {h.id for h in lleno.reincidentes(ESTE_ANO)}
    assert back.celdas == {("06", "01", "CO-90")}
    assert not lleno.reincidencias(Filtro(hasta=date(2025, 12, 31))).hallazgos


def test_a_place_is_compared_with_the_same_days_a_year_before(lleno: Panorama) -> None:
    (uno,) = lleno.por_lugar(ESTE_ANO)
    assert uno.anterior is not None and uno.anterior.visitas == 1
    assert uno.cumplimiento == lleno.cumplimiento(ESTE_ANO)
    assert uno.cambio == 0
    (solo,) = lleno.por_lugar(Filtro())
    assert solo.anterior is None and solo.cambio is None


def test_a_cell_is_made_of_the_visits_to_that_very_place(lleno: Panorama) -> None:
    assert len(lleno.de_lugar(COLIMA, ESTE_ANO, "CO-90")) == 2
    assert len(lleno.hallazgos_de(COLIMA, ESTE_ANO, "CO-90")) == 2
    # The OOAD itself is another place than its Subdelegación.
    assert not lleno.de_lugar(replace(COLIMA, subdelegacion=""), ESTE_ANO)


def test_days_to_solve_are_of_the_month_in_which_it_was_seen(lleno: Panorama) -> None:
    (junio,) = lleno.solventados(ESTE_ANO)
    assert (junio.mes, junio.cuantos, junio.mediana) == ("2026-06", 1, Decimal(100))
    assert [h.id for h in lleno.solventados_en(ESTE_ANO, "2026-06")] == [hallazgo_de(2)]


def test_measures_in_time_are_those_of_their_lists(lleno: Panorama) -> None:
    (julio,) = lleno.en_plazo(ESTE_ANO)
    assert (julio.mes, julio.cuenta) == ("2026-07", EnPlazo(en_plazo=1, sin_cumplir=1))
    assert [(m.hallazgo, m.cumplida_el, m.puntual) for m in lleno.medidas_en_plazo(ESTE_ANO, "2026-07")] == [
        (hallazgo_de(2), date(2026, 6, 10), Puntualidad.EN_PLAZO),
        (hallazgo_de(3), None, Puntualidad.SIN_CUMPLIR),
    ]
    assert not lleno.medidas_en_plazo(ESTE_ANO, "2026-08")
    cifra = cifras(lleno.foto(ESTE_ANO))[2]
    assert (cifra.clave, cifra.numero, cifra.segunda) == ("en_plazo", porcentaje(Decimal(50), 0), "1 de 2")
    nada = Filtro(hasta=date(2024, 1, 1))
    assert cifras(lleno.foto(nada))[2].numero == "s/d"


def test_what_is_due_later_counts_once_it_is_done_and_draws_no_month(lleno: Panorama) -> None:
    en_junio = Panorama(lleno._indice, hoy=lambda: date(2026, 6, 20), feriados=())
    assert sumar_en_plazo(en_junio.en_plazo(ESTE_ANO)) == EnPlazo(en_plazo=1)
    assert not tendencias(en_junio.foto(ESTE_ANO))[2].puntos


def test_trends_are_those_of_the_months(lleno: Panorama) -> None:
    cumple, por_visita, puntuales, dias = tendencias(lleno.foto(ESTE_ANO))
    assert [mes for mes, _ in cumple.puntos] == ["2026-03", "2026-06"]
    assert por_visita.puntos[0] == ("2026-03", Decimal(2)) and cumple.cambio == 0
    assert dias.cambio is None
    assert puntuales.puntos == (("2026-07", Decimal(50)),)
    assert len(lleno.sumandos(de_un_mes(ESTE_ANO, "2026-06"))) == 1


def test_what_waits_for_somebody_is_counted_together(tmp_path: Path) -> None:
    with Indice(str(tmp_path / "indice.db")) as indice:
        indice.asentar([leido(1), leido(1, variante="otra")], cuando="")
        indice.apartar([Apartado("x.zip", "", 3, "Está dañado.", "{}", "1")], cuando="")
        assert por_revisar(Panorama(indice, hoy=lambda: HOY, feriados=()).totales()) == 3


def test_no_cell_of_a_csv_is_a_formula() -> None:
    escrito = a_csv(("Título", "Cuántos"), [("=1+1", 3), ("@SUMA(A1)", None)]).decode("utf-8-sig")
    assert escrito.splitlines() == ['"Título","Cuántos"', '"\'=1+1","3"', '"\'@SUMA(A1)",""']


def test_a_workbook_has_typed_cells_and_text_that_is_text(tmp_path: Path) -> None:
    ruta = tmp_path / "lista.xlsx"
    exportar(("Título", "Día", "Cumple"), [("=1+1", HOY, Decimal("87.50"))], ruta, hoja="Ocotlán: CO-06/CO-08")
    hoja = load_workbook(ruta).active
    assert hoja is not None and hoja.freeze_panes == "A2"
    titulo, dia, cumple = (celda for celda in hoja[2])
    assert (titulo.value, titulo.data_type) == ("=1+1", "s")
    assert isinstance(dia.value, datetime) and cumple.value == 87.5
