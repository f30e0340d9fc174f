"""What was taken out of a visit, and how it comes back; copies and packages besides."""

from __future__ import annotations

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.papelera import DIAS
from supervisor_app.errors import UserError
from tests.services.banco import Banco
from tests.services.laptop import Laptop
from tests.services.test_papelera import Casa, casa
from tests.visita_ficticia import CONTROL, CUMPLE, NO_CUMPLE

__all__ = ["casa"]

# --- what was taken out of a visit ----------------------------------------------------------------------------------


def test_a_file_comes_back_after_a_restart_and_other_edits(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    casa.hacer(e, comandos.responder(e, CONTROL, CUMPLE))
    casa.otro_dia(20)
    casa.reabrir()
    ((quitado, quedan),) = casa.s.papelera.de_visita(e.visita.id)
    assert (quitado.titulo, quedan) == ("acta.txt", DIAS - 1)
    casa.s.papelera.restaurar(e.visita.id, quitado.clave)
    assert casa.s.evidencias.leer(casa.s.visitas.abrir(e.visita.id).evidencias[suya.id]) == b"Contenido de prueba"
    assert casa.s.papelera.de_visita(e.visita.id) == ()


def test_after_thirty_days_of_use_its_content_leaves_the_disk_and_undo_says_so(casa: Casa) -> None:
    casa.otro_dia()
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.escribir_leyenda(e, suya.id, "El acta"))
    casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    for _ in range(DIAS - 1):
        casa.otro_dia()
    assert casa.carpetas
    casa.otro_dia()
    assert (casa.carpetas, casa.s.papelera.de_visita(e.visita.id)) == ([], ())
    # Its removal, its caption and its coming are not taken back any more; what was done before is.
    deshechas = [casa.s.visitas.deshacer(e.visita.id) for _ in range(4)]
    assert [op.vacia for op in deshechas if op is not None] == [True, True, True, False]
    assert casa.s.comprobar() == ()


def test_the_same_file_brought_in_again_stays(casa: Casa) -> None:
    casa.otro_dia()
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    casa.s.papelera.vaciar()
    assert casa.carpetas == []
    e = casa.adjuntar(e, b"Contenido de prueba")
    for _ in range(DIAS + 1):
        casa.otro_dia()
    (nueva,) = casa.s.visitas.abrir(e.visita.id).evidencias.values()
    assert casa.s.evidencias.leer(nueva) == b"Contenido de prueba"


def test_the_same_file_on_its_way_in_stays_while_the_bin_is_emptied(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    (suya,) = e.evidencias.values()
    e = casa.hacer(e, comandos.quitar_evidencia(e, suya.id))
    # Kept with the first files of a folder; all are attached when the last one is kept.
    casa.s.papelera._almacen.archivos.guardar(b"Contenido de prueba")
    casa.s.papelera.vaciar()
    e = casa.hacer(e, comandos.adjuntar(e, [con(suya, id="otra")]))
    assert casa.s.evidencias.leer(e.evidencias["otra"]) == b"Contenido de prueba"
    casa.hacer(e, comandos.quitar_evidencia(e, "otra"))
    casa.s.papelera.vaciar()
    assert casa.carpetas == []


def test_a_number_of_operation_given_again_expires_nothing(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Contenido de prueba")
    otra = casa.visita(9)
    for _ in range(DIAS + 2):
        casa.otro_dia()
    # The last operations go with their visit, and the next ones get their numbers.
    casa.s.papelera.enviar(otra.visita.id)
    casa.s.papelera.borrar(otra.visita.id)
    casa.hacer(e, comandos.quitar_evidencia(e, next(iter(e.evidencias))))
    casa.s.papelera.al_abrir()
    ((_, quedan),) = casa.s.papelera.de_visita(e.visita.id)
    assert quedan == DIAS
    assert casa.carpetas


def test_a_blacked_out_file_comes_back_black(casa: Casa) -> None:
    e = casa.adjuntar(casa.visita(), b"Con nombres")
    (suya,) = e.evidencias.values()
    tachada = con(suya, sha256=casa.s.papelera._almacen.archivos.guardar(b"En negro"), bytes=8)
    copia = con(suya, id="otra", item_id="CO-90-03")
    e = casa.hacer(e, comandos.adjuntar(e, [copia]))
    e = casa.hacer(e, comandos.quitar_evidencia(e, "otra"))
    e = casa.hacer(e, comandos.tachar_evidencia(e, suya.id, tachada, [suya.sha256]))
    casa.s.evidencias.borrar_tachado(e.visita.id)
    ((quitado, _),) = casa.s.papelera.de_visita(e.visita.id)
    casa.s.papelera.restaurar(e.visita.id, quitado.clave)
    assert casa.s.evidencias.leer(casa.s.visitas.abrir(e.visita.id).evidencias["otra"]) == b"En negro"


def test_nothing_of_a_closed_visit_is_restored_into_it(cerrada: Banco) -> None:
    assert cerrada.s.papelera.de_visita(cerrada.e.visita.id) == ()
    with pytest.raises(UserError, match="ya no está en la papelera"):
        cerrada.s.papelera.restaurar(cerrada.e.visita.id, "1:x")


# --- copies, packages and what was practised ------------------------------------------------------------------------


def test_a_copy_is_neither_joined_to_a_visit_in_the_bin_nor_made_of_it(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", CUMPLE)
    copia = una.compartir()
    otra.s.papelera.enviar(otra.visita_id)
    with pytest.raises(UserError, match="en la papelera de este equipo"):
        otra.s.copias.unir(copia)
    with pytest.raises(UserError, match="restáurela para compartirla"):
        otra.compartir()
    otra.s.papelera.restaurar_visita(otra.visita_id)
    assert otra.unir(copia).expediente == una.e


def test_a_joined_visit_that_was_deleted_comes_whole_with_its_copy(una: Laptop, otra: Laptop) -> None:
    otra.s.papelera.enviar(otra.visita_id)
    otra.s.papelera.borrar(otra.visita_id)
    assert otra.s.visitas.lista() == ()
    assert otra.unir(una.compartir()).expediente == una.e


def test_what_one_laptop_takes_out_is_in_the_bin_of_the_other(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", NO_CUMPLE)
    otra.unir(una.compartir())
    antes = otra.e
    una.hacer(lambda e: comandos.elegir_cedulas(e, [d for c, d in e.definiciones.items() if c != "CO-90"]))
    otra.unir(una.compartir())
    assert "CO-90" not in otra.e.visita.cedulas
    ((quitado, _),) = otra.s.papelera.de_visita(otra.visita_id)
    otra.s.papelera.restaurar(otra.visita_id, quitado.clave)
    una.unir(otra.compartir())
    assert una.e == otra.e == antes
    assert una.s.papelera.de_visita(una.visita_id) == ()


def test_a_cedula_that_one_took_out_and_the_other_worked_on_stays_whole(una: Laptop, otra: Laptop) -> None:
    una.responder("CO-90-01", NO_CUMPLE)
    una.responder("CO-90-07", CUMPLE)
    otra.unir(una.compartir())
    una.hacer(lambda e: comandos.elegir_cedulas(e, [d for c, d in e.definiciones.items() if c != "CO-90"]))
    otra.responder("CO-90-03", None)
    otra.responder("CO-90-01", CUMPLE)
    suya, mia = otra.compartir(), una.compartir()
    una.unir(suya)
    otra.unir(mia)
    assert una.e == otra.e
    assert "CO-90" in una.e.visita.cedulas
    assert una.e.respuestas["CO-90-07"].valor == CUMPLE


def test_what_is_in_the_bin_is_in_no_package(firmada: Banco) -> None:
    # What was taken out is not among the records from which documents, packages and exports are made.
    e = firmada.e
    evidencia = next(iter(e.evidencias.values()))
    firmada.hacer(comandos.quitar_evidencia(e, evidencia.id))
    assert [q.titulo for q, _ in firmada.s.papelera.de_visita(e.visita.id)] == [evidencia.nombre]
    assert evidencia.id not in {r.id for r in firmada.releer().registros()}


def test_what_was_practised_is_no_past_of_a_real_visit(casa: Casa) -> None:
    casa.visita(1, ficticia=True)
    de_veras = casa.visita(9)
    practica = casa.visita(9, ficticia=True)
    assert casa.s.seguimiento.antecedentes(de_veras) == ()
    assert [a.visita.ficticia for a in casa.s.seguimiento.antecedentes(practica)] == [True]
