"""What two or three laptops wrote apart, joined: nothing lost, nothing preferred in silence."""

import json
from collections.abc import Callable

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.cedula.answers import Fila, ValorNumero
from supervisor_app.domain.cedula.definition import CedulaDefinition, ItemDefinition
from supervisor_app.domain.comandos.choques import decidir_choque, valor_mostrado
from supervisor_app.domain.expediente import Cambio, Expediente, Operacion
from supervisor_app.domain.fusion.palabras import valor_en_palabras
from supervisor_app.domain.muestreo.registro import Elegido, Metodo, Muestreo, UniversoUsado
from tests.domain.fusion.equipo import Equipo
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    CUMPLE,
    ITEMS,
    MUESTRA,
    NO_CUMPLE,
    PARCIAL,
    RESPONSABLE,
    evidencia,
    fila,
    informe,
)  # fmt: skip


@pytest.fixture
def dos() -> tuple[Equipo, Equipo]:
    """Two laptops with the same visit: the second joined what the first began."""
    una, otra = Equipo("a1"), Equipo("b2")
    una.empezar()
    una.hacer(lambda e: comandos.elegir_cedulas(e, [CO_90, AV_90]))
    otra.unir(una.versiones.values())
    return una, otra


def cruzar(una: Equipo, otra: Equipo) -> Expediente:
    """Each joins what the other had, and both show the same."""
    de_una, de_otra = tuple(una.versiones.values()), tuple(otra.versiones.values())
    una.unir(de_otra)
    otra.unir(de_una)
    assert una.visita == otra.visita
    return una.visita


def responde(equipo: Equipo, item_id: str, valor: object) -> None:
    equipo.hacer(lambda e: comandos.responder(e, ITEMS[item_id], valor))  # type: ignore[arg-type]


def test_whoever_joins_a_visit_sees_it_whole(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    assert otra.visita == una.visita


def test_answers_to_different_items_are_all_there(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    responde(otra, RESPONSABLE.id, NO_CUMPLE)
    e = cruzar(una, otra)
    assert (e.respuestas[CONTROL.id].valor, e.respuestas[RESPONSABLE.id].valor) == (CUMPLE, NO_CUMPLE)


def test_the_same_answer_by_two_is_no_clash(dos: tuple[Equipo, Equipo]) -> None:
    for equipo in dos:
        responde(equipo, CONTROL.id, CUMPLE)
    assert cruzar(*dos).choques == {}


def test_different_answers_to_one_item_are_both_kept_and_asked(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    responde(otra, CONTROL.id, PARCIAL)
    (choque,) = cruzar(una, otra).choques.values()
    assert {(lado.equipo, "parcial" in lado.valor) for lado in choque.lados} == {("a1", False), ("b2", True)}


def test_a_note_and_an_answer_to_one_item_come_together(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    otra.hacer(lambda e: comandos.anotar(e, CONTROL, "Visto en el archivo"))
    e = cruzar(una, otra)
    assert (e.respuestas[CONTROL.id].valor, e.respuestas[CONTROL.id].nota) == (CUMPLE, "Visto en el archivo")
    assert e.choques == {}


def test_the_finding_raised_by_a_joined_answer_is_one(dos: tuple[Equipo, Equipo]) -> None:
    for equipo in dos:
        responde(equipo, CONTROL.id, NO_CUMPLE)
    e = cruzar(*dos)
    assert [h.items for h in e.inconsistencias_en_orden()] == [(CONTROL.id,)]
    assert e.choques == {}


def test_two_findings_with_one_number_get_two_numbers(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, NO_CUMPLE)
    responde(otra, RESPONSABLE.id, NO_CUMPLE)
    e = cruzar(una, otra)
    assert sorted(h.numero for h in e.inconsistencias.values()) == [1, 2]


def test_what_was_written_in_a_finding_on_one_side_wins_over_nothing(dos: tuple[Equipo, Equipo]) -> None:
    for equipo in dos:
        responde(equipo, CONTROL.id, NO_CUMPLE)
    una, otra = dos
    hallazgo = una.visita.inconsistencia_de(CONTROL.id)
    assert hallazgo is not None
    una.hacer(lambda e: comandos.modificar_inconsistencia(e, hallazgo.id, titulo="El control está vencido"))
    e = cruzar(una, otra)
    assert e.inconsistencias[hallazgo.id].titulo == "El control está vencido"
    assert e.choques == {}


def test_a_measure_agreed_on_a_finding_that_the_other_side_lost_keeps_it(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    responde(una, CONTROL.id, NO_CUMPLE)
    cruzar(una, otra)
    hallazgo = una.visita.inconsistencias_en_orden()[0]
    una.hacer(lambda e: comandos.nueva_medida(e, hallazgo.id, lambda: "m1", texto="Actualizar el control"))
    responde(otra, CONTROL.id, CUMPLE)
    e = cruzar(una, otra)
    assert [m.texto for m in e.medidas_de(hallazgo.id)] == ["Actualizar el control"]
    assert hallazgo.id in e.inconsistencias


def test_taking_away_what_the_other_side_wrote_on_is_asked(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.nueva_inconsistencia(e, lambda: "libre"))
    cruzar(una, otra)
    una.hacer(lambda e: comandos.quitar_inconsistencia(e, "libre"))
    otra.hacer(lambda e: comandos.modificar_inconsistencia(e, "libre", causa="Sin control"))
    e = cruzar(una, otra)
    assert [c.campo for c in e.choques.values()] == ["existe"]
    assert e.inconsistencias["libre"].causa == "Sin control"


def test_rows_of_both_count_in_the_answer(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.guardar_filas(e, MUESTRA, [fila(1, False)], "Pegó"))
    otra.hacer(lambda e: comandos.guardar_filas(e, MUESTRA, [fila(2, True)], "Pegó"))
    e = cruzar(una, otra)
    valor = e.respuestas[MUESTRA.id].valor
    assert valor is not None
    assert (valor.revisados, valor.con_inconsistencia) == (2, 1)  # type: ignore[union-attr]
    assert e.choques == {}
    assert e.inconsistencia_de(MUESTRA.id) is not None


def test_what_is_calculated_from_the_answers_of_both_is_calculated_anew(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    dias, suma = ITEMS["CO-90-03"], "${CO-90-03} + ${CO-90-31}"
    items = (
        dias,
        dias.model_copy(update={"id": "CO-90-31"}),
        dias.model_copy(update={"id": "CO-90-32", "calculo": suma}),
    )
    cedula = CO_90.model_copy(update={"codigo": "CO-91", "items": _de("CO-91", items)})
    una.hacer(lambda e: comandos.elegir_cedulas(e, [cedula]))
    cruzar(una, otra)
    for equipo, item_id, valor in ((una, "CO-91-03", 3), (otra, "CO-91-31", 4)):
        item = equipo.visita.item(item_id)
        assert item is not None
        equipo.hacer(_responde(item, valor))
    e = cruzar(una, otra)
    assert e.respuestas["CO-91-32"].valor == ValorNumero(valor=7)
    assert e.choques == {}


def _de(codigo: str, items: tuple[ItemDefinition, ...]) -> tuple[ItemDefinition, ...]:
    crudo = json.dumps([i.model_dump(mode="json") for i in items]).replace("CO-90", codigo)
    return tuple(ItemDefinition.model_validate(i) for i in json.loads(crudo))


def _responde(item: ItemDefinition, valor: int) -> Callable[[Expediente], Operacion]:
    return lambda e: comandos.responder(e, item, ValorNumero(valor=valor))


def test_each_may_add_to_the_team(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos

    def agregar(nombre: str) -> Callable[[Expediente], Operacion]:
        persona = Persona(nombre=nombre)
        return lambda e: comandos.modificar_visita(e, "Cambió el equipo", equipo=(*e.visita.equipo, persona))

    una.hacer(agregar("Ana Paz"))
    otra.hacer(agregar("Beto Ruiz"))
    e = cruzar(una, otra)
    assert {p.nombre for p in e.visita.equipo} == {"Lucía Ñandú Peñaloza", "Ana Paz", "Beto Ruiz"}
    assert e.choques == {}


def test_different_fields_of_the_visit_come_together_and_the_same_one_is_asked(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.modificar_visita(e, "Cambió", pliego="12", lugar="COLIMA"))
    otra.hacer(lambda e: comandos.modificar_visita(e, "Cambió", objeto="SUPERVISIÓN", lugar="MANZANILLO"))
    e = cruzar(una, otra)
    assert (e.visita.pliego, e.visita.objeto) == ("12", "SUPERVISIÓN")
    assert [c.campo for c in e.choques.values()] == ["lugar"]


def test_a_cedula_taken_out_here_and_answered_there_stays(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.elegir_cedulas(e, [CO_90]))
    responde(otra, "AV-90-01", CUMPLE)
    assert cruzar(una, otra).visita.cedulas == ("CO-90", "AV-90")


def test_an_answer_for_a_question_that_the_other_side_left_behind_goes_to_sin_lugar(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    nueva = CO_90.model_copy(update={"version": 2, "items": CO_90.items[:-1]})
    una.hacer(lambda e: comandos.seguir_versiones(e, [nueva]))
    responde(otra, RESPONSABLE.id, NO_CUMPLE)
    e = cruzar(una, otra)
    assert e.definiciones["CO-90"].version == 2
    assert [(s.item_id, s.respuesta.valor) for s in e.sin_lugar.values()] == [(RESPONSABLE.id, NO_CUMPLE)]


def test_sections_of_the_informe_come_together(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.guardar_informe(e, informe()))
    cruzar(una, otra)
    borrador = informe()

    def escribir(campo: str) -> Callable[[Expediente], Operacion]:
        datos = borrador.datos.model_copy(update={campo: "OTRA"})
        return lambda e: comandos.guardar_informe(e, borrador.model_copy(update={"datos": datos}))

    una.hacer(escribir("ciudad"))
    otra.hacer(escribir("adscripcion"))
    e = cruzar(una, otra)
    assert e.informe is not None
    assert (e.informe.datos.ciudad, e.informe.datos.adscripcion) == ("OTRA", "OTRA")
    assert e.choques == {}


def test_what_was_blacked_out_stays_so_though_the_other_side_wrote_on_it(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(lambda e: comandos.adjuntar(e, [evidencia(nombre="foto.jpg", mime="image/jpeg")]))
    cruzar(una, otra)
    negra = evidencia(nombre="foto.jpg", mime="image/jpeg", sha256="cd" * 32)
    una.hacer(lambda e: comandos.tachar_evidencia(e, "evidencia-1", negra, ["ab" * 32]))
    marcada = evidencia(nombre="foto.jpg", mime="image/jpeg", sha256="ef" * 32)
    otra.hacer(lambda e: comandos.escribir_leyenda(e, "evidencia-1", "El archivero"))
    e = cruzar(una, otra)
    assert (e.evidencias["evidencia-1"].sha256, e.evidencias["evidencia-1"].leyenda) == ("cd" * 32, "El archivero")
    assert marcada.sha256 != e.evidencias["evidencia-1"].sha256


# --- deciding -------------------------------------------------------------------------------------------------------


@pytest.fixture
def chocaron(dos: tuple[Equipo, Equipo]) -> tuple[Equipo, Equipo]:
    una, otra = dos
    responde(una, CONTROL.id, CUMPLE)
    responde(otra, CONTROL.id, NO_CUMPLE)
    cruzar(una, otra)
    return una, otra


def lado(e: Expediente, palabra: str) -> tuple[str, str]:
    """The clash, and the value of the side that says this word."""
    (choque,) = e.choques.values()
    return choque.id, next(x.valor for x in choque.lados if palabra in x.valor)


@pytest.mark.parametrize("palabra", ['"cumple"}', '"no_cumple"}'])
def test_a_decision_ends_the_clash_on_both_sides(chocaron: tuple[Equipo, Equipo], palabra: str) -> None:
    una, otra = chocaron
    choque_id, valor = lado(una.visita, palabra)
    una.hacer(lambda e: decidir_choque(e, choque_id, valor, "Decidió"))
    otra.unir(una.versiones.values())
    assert otra.visita == una.visita
    assert (otra.visita.choques, una.visita.choques) == ({}, {})
    assert bool(una.visita.inconsistencias) == ("no_" in palabra)


def test_a_decision_joined_with_what_it_was_about_stays_decided(chocaron: tuple[Equipo, Equipo]) -> None:
    una, otra = chocaron
    choque_id, valor = lado(una.visita, '"no_cumple"}')
    una.hacer(lambda e: decidir_choque(e, choque_id, valor, "Decidió"))
    assert cruzar(una, otra).choques == {}


def test_undoing_a_decision_asks_again(chocaron: tuple[Equipo, Equipo]) -> None:
    una, otra = chocaron
    antes = una.visita
    choque_id, valor = lado(una.visita, '"no_cumple"}')
    una.hacer(lambda e: decidir_choque(e, choque_id, valor, "Decidió"))
    una.deshacer()
    assert una.visita == antes
    assert len(cruzar(una, otra).choques) == 1


def test_two_different_decisions_are_asked_again(chocaron: tuple[Equipo, Equipo]) -> None:
    una, otra = chocaron

    def decidir(palabra: str) -> Callable[[Expediente], Operacion]:
        choque_id, valor = lado(una.visita, palabra)
        return lambda e: decidir_choque(e, choque_id, valor, "Decidió")

    ops = decidir('"cumple"}'), decidir('"no_cumple"}')
    una.hacer(ops[0])
    otra.hacer(ops[1])
    assert len(cruzar(una, otra).choques) == 1


def test_writing_over_what_is_shown_does_not_drop_the_other_side(chocaron: tuple[Equipo, Equipo]) -> None:
    una, otra = chocaron
    responde(una, CONTROL.id, PARCIAL)
    (choque,) = cruzar(una, otra).choques.values()
    assert valor_mostrado(una.visita, choque) == '{"tipo": "cumple", "valor": "parcial"}'
    assert len(choque.lados) == 2


def test_two_versions_of_a_cedula_are_asked_and_the_choice_moves_what_has_no_place(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    for equipo, version, items in ((una, 2, CO_90.items[:-1]), (otra, 3, CO_90.items[1:])):
        responde(equipo, CONTROL.id, CUMPLE)
        nueva = CO_90.model_copy(update={"version": version, "items": items})
        equipo.hacer(_seguir(nueva))
    e = cruzar(una, otra)
    choque = next(c for c in e.choques.values() if c.clase == "fijada")
    dichos = {valor_en_palabras(e, choque, x.valor) for x in choque.lados}
    assert dichos == {"La versión 2 de CO-90", "La versión 3 de CO-90"}
    dos_ = next(x.valor for x in choque.lados if valor_en_palabras(e, choque, x.valor) == "La versión 2 de CO-90")
    una.hacer(lambda e: decidir_choque(e, choque.id, dos_, "Decidió"))
    otra.unir(una.versiones.values())
    assert otra.visita == una.visita
    assert una.visita.definiciones["CO-90"].version == 2


def _seguir(nueva: CedulaDefinition) -> Callable[[Expediente], Operacion]:
    return lambda e: comandos.seguir_versiones(e, [nueva])


def test_of_two_draws_the_chosen_one_keeps_its_rows_and_what_was_reviewed_stays(dos: tuple[Equipo, Equipo]) -> None:
    una, otra = dos
    una.hacer(_sortea("una", (1, 2)))
    otra.hacer(_sortea("otra", (2, 3)))
    otra.hacer(lambda e: comandos.guardar_filas(e, MUESTRA, _vista(e, 3), "Revisó"))
    e = cruzar(una, otra)
    choque = next(c for c in e.choques.values() if c.clase == "muestreo")
    suyo = next(x.valor for x in choque.lados if x.quien == "a1")
    una.hacer(lambda e: decidir_choque(e, choque.id, suyo, "Decidió"))
    otra.unir(una.versiones.values())
    assert otra.visita == una.visita
    numeros = [f.universo for f in una.visita.filas_de(MUESTRA.id)]
    assert sorted(n for n in numeros if n is not None) == [1, 2]
    assert numeros.count(None) == 1


def _sortea(nombre: str, numeros: tuple[int, ...]) -> Callable[[Expediente], Operacion]:
    def hacer(e: Expediente) -> Operacion:
        sorteo = Muestreo(
            id=f"{e.visita.id}:{MUESTRA.id}:muestreo",
            visita_id=e.visita.id,
            item_id=MUESTRA.id,
            universo=UniversoUsado(nombre="RALE", sha256="ab" * 32, renglones=9),
            metodo=Metodo.SIMPLE,
            semilla=nombre,
            elegidos=tuple(Elegido(numero=n) for n in numeros),
            cuando=AHORA,
        )
        filas = [fila(n, id=f"{nombre}-{n}", universo=n) for n in numeros]
        cambios = comandos.guardar_filas(e, MUESTRA, filas, "Sorteó").cambios
        return Operacion(e.visita.id, "Sorteó", (Cambio(None, sorteo), *cambios))

    return hacer


def _vista(e: Expediente, numero: int) -> list[Fila]:
    filas = e.filas_de(MUESTRA.id)
    return [f.model_copy(update={"con_inconsistencia": False}) if f.universo == numero else f for f in filas]
