"""What was begun of an act and not registered: kept with what was pasted, and gone once it is emptied."""

from __future__ import annotations

from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.services.desahogo.borradores import BorradorDeActo
from supervisor_app.services.ingreso import Pieza
from tests.services.desahogo.conftest import Puesto


def test_what_was_typed_and_pasted_is_there_again(mesa: Puesto) -> None:
    b = mesa.d.borradores
    pegado = b.pegado(Pieza("pegado.png", b"octetos", "image/png", "0" * 64))
    uno = BorradorDeActo(hallazgo_id="h", clase=ClaseDeActo.EVIDENCIA, palabras="Llegó", pegados=(pegado,))
    b.guardar([uno])
    assert b.todos() == (uno,)
    pieza = b.pieza(pegado)
    assert pieza is not None
    assert (pieza.nombre, pieza.contenido) == ("pegado.png", b"octetos")


def test_an_empty_one_is_none_and_may_be_begun_again(mesa: Puesto) -> None:
    b, nota = mesa.d.borradores, BorradorDeActo(hallazgo_id="h", clase=ClaseDeActo.NOTA)
    b.guardar([nota])
    assert b.todos() == ()
    escrita = nota.model_copy(update={"palabras": "Falta"})
    for dicho in (escrita, nota, escrita):
        b.guardar([dicho])
    assert b.todos() == (escrita,)


def test_it_is_nobodys_act(mesa: Puesto) -> None:
    uno = mesa.uno(mesa.d.asuntos()[0].folio)
    mesa.d.borradores.guardar(
        [BorradorDeActo(hallazgo_id=uno.id, clase=ClaseDeActo.DEVUELTA, palabras="Falta el acuse")]
    )
    assert mesa.d.actos() == ()
    assert mesa.uno(uno.folio).estado is uno.estado
