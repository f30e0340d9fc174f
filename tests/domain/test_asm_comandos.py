"""What a person does in an ASM table: its rows, its heading, cleaning, and what undo goes back to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor_app.domain import asm_comandos as comandos
from supervisor_app.domain.asm import AspectoAsm, Derivados, OrigenAsm, TablaAsm, leer_asm, registro_asm
from supervisor_app.domain.asm_guardada import DESHIZO, REHIZO, Paso, por_deshacer, por_rehacer, revisada
from supervisor_app.domain.asm_mejoras import Mejora, renglon_de, traidas
from supervisor_app.domain.canonico import legible
from supervisor_app.errors import UserError


def tabla(*nombres: str) -> TablaAsm:
    return TablaAsm(aspectos=tuple(AspectoAsm(aspecto=n) for n in nombres))


def nombres(t: TablaAsm) -> list[str]:
    return [a.aspecto for a in t.aspectos]


def test_a_row_is_added_where_one_is() -> None:
    hecho = comandos.agregar(tabla("a", "b"), 1)
    assert (nombres(hecho.tabla), hecho.lugar, hecho.que) == (["a", "", "b"], 1, "Agregó el renglón 2")


def test_a_duplicate_stands_after_its_row_without_progress_nor_origin() -> None:
    una = AspectoAsm(aspecto="a", actividades=("x", "y"), avance=40, documento="Oficio", origen=OrigenAsm(medida="m"))
    hecho = comandos.duplicar(TablaAsm(aspectos=(una, AspectoAsm(aspecto="b"))), 0)
    copia = hecho.tabla.aspectos[1]
    assert (copia.aspecto, copia.actividades, copia.avance, copia.documento, copia.origen) == (
        "a", ("x", "y"), None, "", None,
    )  # fmt: skip
    assert hecho.tabla.aspectos[0] == una


@pytest.mark.parametrize(("desde", "a", "queda"), [(0, 2, "bca"), (2, 0, "cab"), (1, 9, "acb"), (1, -5, "bac")])
def test_a_row_is_moved_as_far_as_there_is_room(desde: int, a: int, queda: str) -> None:
    assert "".join(nombres(comandos.mover(tabla("a", "b", "c"), desde, a).tabla)) == queda


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.data())
def test_moving_loses_no_row(filas: list[str], data: st.DataObject) -> None:
    desde = data.draw(st.integers(0, len(filas) - 1))
    hecho = comandos.mover(tabla(*filas), desde, data.draw(st.integers(-3, 9)))
    assert sorted(nombres(hecho.tabla)) == sorted(filas)
    assert hecho.lugar is not None
    assert nombres(hecho.tabla)[hecho.lugar] == filas[desde]


def test_with_the_last_row_taken_away_no_place_is_left() -> None:
    assert comandos.quitar(tabla("a", "b"), 1).lugar == 0
    assert comandos.quitar(tabla("a"), 0).lugar is None


def test_each_line_is_an_activity_and_an_area() -> None:
    t = comandos.cambiar(tabla("a"), 0, "actividades", "Una.\n\nOtra  cosa.").tabla
    t = comandos.cambiar(t, 0, "areas", " Coordinación  A \nUnidad B").tabla
    assert t.aspectos[0].actividades == ("Una.", "Otra  cosa.")
    assert t.aspectos[0].areas == ("Coordinación A", "Unidad B")


def test_a_text_too_long_is_refused_whole_and_named() -> None:
    with pytest.raises(UserError, match="20,001 caracteres") as dicho:
        comandos.cambiar(tabla("a"), 0, "resultados", "x" * 20_001)
    assert dicho.value.field == "resultados"


def test_what_cannot_be_kept_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="Aspecto Susceptible de Mejora"):
        comandos.cambiar(tabla("a"), 0, "aspecto", "\ud800")


def test_progress_stays_while_its_columns_are_off() -> None:
    t = TablaAsm(avances=True, prioridades=True, aspectos=(AspectoAsm(avance=40, documento="D", prioridad="Alto"),))
    for campo in ("avances", "prioridades"):
        t = comandos.cambiar_encabezado(t, campo, False).tabla
    assert (t.aspectos[0].avance, t.aspectos[0].documento, t.aspectos[0].prioridad) == (40, "D", "Alto")


def test_rows_that_bring_progress_turn_its_columns_on() -> None:
    assert comandos.anexar(tabla("a"), [AspectoAsm(avance=10)]).tabla.avances
    assert not comandos.anexar(tabla("a"), [AspectoAsm(aspecto="b")]).tabla.avances


def test_a_table_has_an_end() -> None:
    with pytest.raises(UserError, match="más de 500 renglones"):
        comandos.anexar(tabla("a"), [AspectoAsm()] * 500)


def test_cleaning_a_row_shows_each_text_before_and_after_and_changes_no_letter() -> None:
    fila = AspectoAsm(aspecto="Ya limpio.", resultados="el  port-\nal", actividades=("p a r a  t o d o s el uso",))
    por = comandos.por_limpiar(fila)
    assert set(por) == {"resultados", "actividades"}
    for antes, despues in por.values():
        assert [c for c in antes if c.isalpha()] == [c for c in despues if c.isalpha()]
    t = comandos.limpiar_renglon(TablaAsm(aspectos=(fila,)), 0, {"resultados": por["resultados"][1]}).tabla
    assert (t.aspectos[0].resultados, t.aspectos[0].actividades) == ("el portal", fila.actividades)


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_table_that_uses_nothing_new_keeps_its_record() -> None:
    plano = registro_asm(tabla("a"), folio="F", version=1).decode()
    assert not any(palabra in plano for palabra in ("prioridad", "derivados", "origen"))


def test_everything_of_a_table_comes_back_from_its_json() -> None:
    t = TablaAsm(
        derivados=Derivados.VISITAS,
        prioridades=True,
        aspectos=(AspectoAsm(prioridad="Alto", origen=OrigenAsm(medida="m", folio="F-01", unidad="U")),),
    )
    assert leer_asm(legible(t.como_json())) == t


# --- from visits -----------------------------------------------------------------------------------------------------


def test_an_improvement_becomes_a_row_that_knows_where_it_was_born() -> None:
    m = Mejora(medida="m1", folio="V-1-02", unidad="Sub", aspecto="Hallazgo", actividad="Hacer", area="Oficina",
               fecha=date(2026, 7, 1), avance=0)  # fmt: skip
    fila = renglon_de(m)
    assert (fila.aspecto, fila.actividades, fila.areas, fila.fecha, fila.resultados, fila.avance) == (
        "Hallazgo", ("Hacer",), ("Oficina",), date(2026, 7, 1), "", None,
    )  # fmt: skip
    assert fila.origen is not None
    assert fila.origen.texto == "V-1-02 · Sub"
    assert traidas(TablaAsm(aspectos=(fila, AspectoAsm()))) == {"m1"}


# --- lists and undo --------------------------------------------------------------------------------------------------


def test_a_list_keeps_its_order_without_empty_lines() -> None:
    assert revisada(["  Alto ", "", "Muy  alto"]).valores == ("Alto", "Muy alto")


def test_the_same_word_twice_is_refused() -> None:
    with pytest.raises(UserError, match="«específicos» ya está en la lista"):
        revisada(["Específicos", "específicos"])


def pasos(*que: str) -> list[Paso]:
    dia = datetime(2026, 6, 10, tzinfo=UTC)
    return [Paso(version=n, cuando=dia + timedelta(minutes=n), que=q) for n, q in enumerate(que, start=1)]


def test_undo_goes_back_step_by_step_and_redo_forth() -> None:
    historia = pasos("Creó", "A", "B")
    assert por_deshacer(historia) == (2, "B")
    assert por_rehacer(historia) is None
    historia = pasos("Creó", "A", "B", f"{DESHIZO}b")
    assert por_deshacer(historia) == (1, "A")
    assert por_rehacer(historia) == (3, "B")
    historia = pasos("Creó", "A", "B", f"{DESHIZO}b", f"{REHIZO}b")
    assert por_deshacer(historia) == (4, "B")


def test_the_table_as_it_was_made_cannot_be_undone() -> None:
    assert por_deshacer(pasos("Creó")) is None
    assert por_deshacer(pasos("Creó", "A", f"{DESHIZO}a")) is None


def test_doing_something_else_forgets_what_was_taken_back() -> None:
    assert por_rehacer(pasos("Creó", "A", f"{DESHIZO}a", "C")) is None
