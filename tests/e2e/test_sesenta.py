"""All 60 cédulas answered through the services, and the second visit to the same unit three months later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pypdfium2 as pdfium
import pytest

from supervisor_app.domain.avance import faltantes
from supervisor_app.domain.documento import TipoDocumento
from supervisor_app.domain.hallazgo import EstadoHallazgo
from tests.e2e.sesenta import SEGUNDA, Guion, correr

pytestmark = pytest.mark.xdist_group("sesenta")


@pytest.fixture(scope="module")
def visitas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Guion, Guion]]:
    antes, despues = correr(tmp_path_factory.mktemp("sesenta"))
    yield antes, despues
    despues.s.close()


def texto(guion: Guion, tipo: TipoDocumento, clave: str = "") -> str:
    """The text of the newest document of a kind, as one line."""
    documento = next(
        d for d in guion.s.documentos.vigentes(guion.e.visita.id) if (d.tipo, d.clave) == (tipo, clave)
    )  # fmt: skip
    paginas = pdfium.PdfDocument(guion.s.documentos.leer(documento))
    return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in paginas)


def test_every_item_of_the_sixty_is_answered(visitas: tuple[Guion, Guion]) -> None:
    _, despues = visitas
    assert len(despues.e.visita.cedulas) == 60
    assert [f.texto for f in faltantes(despues.e, despues.e.definiciones) if f.impide_cerrar] == []


def test_the_first_visit_is_closed_and_the_second_can_be(visitas: tuple[Guion, Guion]) -> None:
    antes, despues = visitas
    assert antes.e.visita.cerrada
    assert despues.s.documentos.pendientes(despues.e) == ()


def test_what_became_of_the_earlier_findings_is_known(visitas: tuple[Guion, Guion]) -> None:
    antes, despues = visitas
    pasado = despues.s.seguimiento.pasado(despues.e)
    estados = Counter(a.estado for a in (*pasado.anteriores, *pasado.solventados))
    assert sum(estados.values()) == len(antes.e.inconsistencias)
    assert set(estados) == {EstadoHallazgo.SOLVENTADA, EstadoHallazgo.EN_ATENCION, EstadoHallazgo.NO_SOLVENTADA}


def test_the_measures_of_march_are_overdue_in_june(visitas: tuple[Guion, Guion]) -> None:
    _, despues = visitas
    feriados = despues.s.seguimiento.feriados()
    vencidos = [a for a in despues.s.seguimiento.anteriores(despues.e) if a.vencido(SEGUNDA.date())]
    atrasos = {a.atraso(SEGUNDA.date(), feriados) for a in vencidos}
    assert len(vencidos) > 100
    (atraso,) = atrasos
    assert atraso is not None
    assert (atraso.naturales, atraso.habiles) == (57, 40)  # since Sunday 12 April; 1 May is a holiday


def test_what_is_wrong_again_is_recurrent(visitas: tuple[Guion, Guion]) -> None:
    antes, despues = visitas
    reincidencias = despues.s.seguimiento.reincidencias(despues.e)
    malos_antes = {i for h in antes.e.inconsistencias.values() for i in h.items}
    malos_hoy = {i for h in despues.e.inconsistencias.values() for i in h.items}
    assert set(reincidencias) == malos_antes & malos_hoy
    assert len(reincidencias) > 20


def test_the_cedula_says_that_the_finding_comes_back(visitas: tuple[Guion, Guion]) -> None:
    _, despues = visitas
    assert "Reincide (V-2026-001)" in texto(despues, TipoDocumento.CEDULA, "AV-01")


def test_the_informe_counts_what_was_verified(visitas: tuple[Guion, Guion]) -> None:
    antes, despues = visitas
    total = len(antes.e.inconsistencias)
    assert f"De {total} inconsistencias de visitas anteriores verificadas" in texto(despues, TipoDocumento.INFORME)


def test_every_cedula_has_its_document(visitas: tuple[Guion, Guion]) -> None:
    _, despues = visitas
    claves = {d.clave for d in despues.s.documentos.vigentes(despues.e.visita.id) if d.tipo is TipoDocumento.CEDULA}
    assert claves == set(despues.e.visita.cedulas)
