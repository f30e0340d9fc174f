"""Where texts stand on a page: found across line ends and hyphens, one after another."""

from __future__ import annotations

from functools import cache

from supervisor_app.documents.informe import componer_informe
from supervisor_app.documents.lugares import localizar
from supervisor_app.documents.textos import textos_informe
from supervisor_app.domain.base import con
from supervisor_app.domain.informe import Bloque, Marcador
from supervisor_app.services.lugares_informe import TITULO, lugares_del_informe
from tests.visita_ficticia import informe

TEXTOS = textos_informe()
LARGO = "Notificación de créditos; se revisó cada expediente electrónico y su documentación comprobatoria. " * 3
BLOQUES = (
    Bloque(
        texto="Evaluar la aplicación de la normatividad:",
        marcador=Marcador.NUMERO,
        subelementos=(Bloque(texto="emisión;", marcador=Marcador.LETRA), Bloque(texto=LARGO, marcador=Marcador.LETRA)),
    ),
    Bloque(texto="", marcador=Marcador.NUMERO),
    Bloque(texto="emisión;", marcador=Marcador.NUMERO),
)
DATOS = con(informe().datos, actividades=BLOQUES)


@cache
def pdf() -> bytes:
    return componer_informe(DATOS, textos=TEXTOS, folio="", version=0, registro=None).pdf()


def test_a_text_over_several_lines_is_found_line_by_line() -> None:
    (lines,) = localizar(pdf(), [LARGO])
    assert len(lines) >= 3
    assert [line.arriba for line in lines] == sorted(line.arriba for line in lines)


def test_edges_are_fractions_of_the_page() -> None:
    (lines,) = localizar(pdf(), [LARGO])
    for line in lines:
        assert 0 < line.izquierda < line.derecha < 1
        assert 0 < line.arriba < line.abajo < 1


def test_a_missing_text_does_not_disturb_the_others() -> None:
    first, missing, last = localizar(pdf(), ["Evaluar la aplicación", "no está", LARGO])
    assert (bool(first), missing, bool(last)) == (True, (), True)


def test_equal_texts_are_found_one_after_another() -> None:
    first, second = localizar(pdf(), ["emisión;", "emisión;"])
    assert first[0].abajo < second[0].arriba


def test_rows_of_the_informe_are_found_by_section_and_number() -> None:
    found = lugares_del_informe(pdf(), DATOS, TEXTOS.secciones)
    assert {n for seccion, n in found if seccion == "actividades"} == {TITULO, 0, 1, 2, 4}
    assert found[("actividades", 1)][0].abajo < found[("actividades", 4)][0].arriba
