"""ASM tables kept in the notebook: versions, undo, taken out and back, emitted once and for all, their lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.domain.asm import TablaAsm
from supervisor_app.domain.asm_guardada import EstadoAsm, Lista
from supervisor_app.domain.base import con
from supervisor_app.errors import ChangedElsewhere, UserError
from supervisor_app.services.asm.verbos import Asm, Guardada
from supervisor_app.services.oficina.lugar import LugarDelIndice
from supervisor_app.store.almacen import Almacen
from tests.documents.ejemplo_asm import table
from tests.documents.ejemplos import text_of
from tests.visita_ficticia import AJUSTES, RelojFijo


def cambiada(asm: Asm, g: Guardada, **campos: object) -> Guardada:
    for campo, valor in campos.items():
        hecho = comandos.cambiar_encabezado(g.tabla, campo, valor)
        g = asm.guardar(g.id, hecho.tabla, version=g.version, que=hecho.que)
    return g


def test_a_new_table_is_of_the_institution_and_by_whom(asm: Asm) -> None:
    g = asm.crear()
    assert (g.version, g.tabla.entidad, g.quien) == (1, "Instituto Mexicano del Seguro Social", AJUSTES.nombre)


def test_the_next_table_is_of_the_same_institution(asm: Asm) -> None:
    cambiada(asm, asm.crear(), entidad="Instituto de Prueba")
    assert asm.crear().tabla.entidad == "Instituto de Prueba"


def test_each_save_is_a_version_that_can_be_read(asm: Asm) -> None:
    g = cambiada(asm, asm.crear(), clave_programa="E-999", programa="Ficticio")
    assert [p.que for p in asm.historia(g.id)] == [
        "Creó la tabla", "Cambió «Clave del programa»", "Cambió «Programa»",
    ]  # fmt: skip
    assert asm.version(g.id, 1).clave_programa == ""
    assert asm.volver_a(g.id, 1).tabla.programa == ""


def test_saving_the_same_writes_nothing(asm: Asm) -> None:
    g = asm.crear(table())
    assert asm.guardar(g.id, g.tabla, version=g.version, que="Nada").version == g.version


def test_a_version_written_meanwhile_is_not_written_over(asm: Asm) -> None:
    g = asm.crear(table())
    cambiada(asm, g, programa="Otro")
    with pytest.raises(ChangedElsewhere):
        cambiada(asm, g, programa="Mío")


def test_undo_and_redo_survive_closing(asm: Asm, almacen: Almacen) -> None:
    g = cambiada(asm, asm.crear(), clave_programa="E-999", programa="Ficticio")
    otra = Asm(
        almacen,
        reloj=RelojFijo(),
        nuevo_id=lambda: "x",
        ajustes=lambda: AJUSTES,
        lugar=lambda: LugarDelIndice("", almacen.carpeta),
    )
    assert (vuelta := otra.deshacer(g.id)) is not None
    assert (vuelta.que, vuelta.guardada.tabla.programa) == ("Cambió «Programa»", "")
    assert (vuelta := otra.deshacer(g.id)) is not None
    assert vuelta.guardada.tabla.clave_programa == ""
    assert otra.deshacer(g.id) is None
    assert (vuelta := otra.rehacer(g.id)) is not None
    assert vuelta.guardada.tabla.clave_programa == "E-999"


def test_a_table_taken_out_comes_back_as_it_was_with_its_undo(asm: Asm) -> None:
    g = cambiada(asm, asm.crear(table()), programa="Otro")
    asm.quitar(g.id)
    (fuera,) = asm.lista()
    assert (fuera.quitada, fuera.guardada.tabla.programa) == (True, "Otro")
    with pytest.raises(UserError, match="se quitó"):
        asm.leer(g.id)
    assert asm.restaurar(g.id).tabla == g.tabla
    assert (vuelta := asm.deshacer(g.id)) is not None
    assert vuelta.que == "Cambió «Programa»"


def test_a_copy_of_a_table_has_a_life_of_its_own(asm: Asm) -> None:
    g = asm.crear(table())
    copia = asm.duplicar(g.id)
    cambiada(asm, copia, programa="Otro")
    assert asm.leer(g.id).tabla == g.tabla


def test_an_emission_is_kept_with_folio_version_and_hash(asm: Asm) -> None:
    g = asm.crear(table())
    e = asm.emitir(g.id).emision
    assert (e.folio, e.version, e.de_version) == ("ASM-E-999-20260630", 1, 1)
    assert f"{e.registro[:4]}".upper() in text_of(asm.pdf(e)).upper().replace(" ", "")
    assert asm.lista()[0].estado is EstadoAsm.EMITIDA


def test_what_is_as_it_was_emitted_is_not_emitted_again(asm: Asm) -> None:
    g = asm.crear(table())
    assert asm.emitir(g.id) == asm.emitir(g.id)
    assert len(asm.emisiones(g.id)) == 1


def test_older_emissions_stay_when_the_table_changes_or_goes(asm: Asm) -> None:
    g = asm.crear(table())
    primera = asm.emitir(g.id, "F-1").emision
    antes = asm.pdf(primera)
    g = cambiada(asm, g, programa="Otro programa ficticio")
    assert asm.lista()[0].estado is EstadoAsm.CAMBIADA
    segunda = asm.emitir(g.id).emision
    assert (segunda.folio, segunda.version) == ("F-1", 2)
    assert asm.deshacer(g.id) is not None
    asm.quitar(g.id)
    assert [e.emision for e in asm.emisiones(g.id)] == [primera, segunda]
    assert asm.pdf(primera) == antes


def test_no_two_tables_have_the_same_folio(asm: Asm) -> None:
    g = asm.crear(table(1))
    copia = asm.duplicar(g.id)
    asm.emitir(g.id)
    assert asm.folio(copia.id) == "ASM-E-999-20260630-2"
    with pytest.raises(UserError, match="ya es de otra tabla") as dicho:
        asm.emitir(copia.id, "asm-e-999-20260630")
    assert dicho.value.field == "folio"
    assert asm.emisiones(copia.id) == ()


def test_a_folder_that_is_checked_misses_an_emitted_file(asm: Asm, almacen: Almacen) -> None:
    e = asm.emitir(asm.crear(table(1)).id).emision
    almacen.archivos.ruta(e.sha256).unlink()
    assert any(f"Tabla de ASM {e.folio}, versión 1" in dicho for dicho in almacen.comprobar())


@pytest.mark.parametrize("practica", [True, False])
def test_what_is_emitted_in_a_folder_for_practice_says_so(almacen: Almacen, practica: bool) -> None:
    ajustes = AJUSTES.model_copy(update={"ficticio": practica})
    asm = Asm(
        almacen,
        reloj=RelojFijo(),
        nuevo_id=lambda: "x",
        ajustes=lambda: ajustes,
        lugar=lambda: LugarDelIndice("", almacen.carpeta),
    )
    g = asm.crear(con(table(1), ficticia=not practica))
    pdf = asm.pdf(asm.emitir(g.id).emision)
    assert ("DATOS FICTICIOS" in text_of(pdf)) is practica


def test_what_is_missing_is_told_and_nothing_is_emitted(asm: Asm) -> None:
    g = asm.crear(con(table(), programa=""))
    with pytest.raises(UserError, match="Falta el nombre del programa"):
        asm.emitir(g.id)
    assert asm.emisiones(g.id) == ()


@pytest.mark.parametrize("folio", ["x" * 61, "F-1;2", "F\u202e1"])
def test_an_odd_folio_is_refused(asm: Asm, folio: str) -> None:
    g = asm.crear(table())
    with pytest.raises(UserError) as dicho:
        asm.emitir(g.id, folio)
    assert dicho.value.field == "folio"


def test_lists_are_those_shipped_until_they_are_edited(asm: Asm) -> None:
    assert asm.valores(Lista.CLASES)[0] == "Específicos"
    assert asm.valores(Lista.PRIORIDADES) == ("Bajo", "Medio", "Alto", "Muy alto")
    assert asm.guardar_lista(Lista.PRIORIDADES, ["Urgente", "Alto"]) == ("Urgente", "Alto")
    assert asm.valores(Lista.PRIORIDADES) == ("Urgente", "Alto")


def test_tables_keep_words_that_leave_a_list(asm: Asm) -> None:
    g = asm.crear(table(clase="Institucionales"))
    asm.guardar_lista(Lista.CLASES, ["Regionales"])
    assert asm.leer(g.id).tabla.clase == "Institucionales"


def test_the_database_is_whole_after_all_of_it(asm: Asm, almacen: Almacen, tmp_path: Path) -> None:
    g = cambiada(asm, asm.crear(table()), programa="Otro")
    asm.emitir(g.id)
    asm.deshacer(g.id)
    asm.quitar(g.id)
    assert almacen.comprobar() == ()


def test_a_table_of_tables_is_by_last_change(asm: Asm) -> None:
    a, b = asm.crear(TablaAsm(programa="A")), asm.crear(TablaAsm(programa="B"))
    asm.quitar(a.id)
    assert [(e.guardada.id, e.quitada) for e in asm.lista()] == [(b.id, False), (a.id, True)]
