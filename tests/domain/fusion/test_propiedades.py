"""Joining copies is commutative, associative and idempotent, and loses nothing, whatever three laptops do and join."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.clases import CLASES
from supervisor_app.domain.comandos.choques import decidir_choque
from supervisor_app.domain.expediente import Expediente, Operacion
from supervisor_app.domain.fusion.campos import aplanar, iniciales, politica
from supervisor_app.domain.fusion.presente import reunir
from supervisor_app.domain.fusion.registro import leer
from supervisor_app.domain.fusion.version import Version, por_registro, puntas
from supervisor_app.errors import UserError
from tests.domain.fusion.equipo import Equipo
from tests.visita_ficticia import AV_90, CO_90, CONTROL, CUMPLE, MUESTRA, NO_CUMPLE, PARCIAL, RESPONSABLE, fila, informe

Accion = tuple[int, str, int, int]
"""Which laptop, what it does, and two numbers that say to what and how."""

ITEMS = (CONTROL, RESPONSABLE)
NUEVAS = (
    CO_90.model_copy(update={"version": 2, "items": CO_90.items[:-1]}),
    CO_90.model_copy(update={"version": 3, "items": CO_90.items[1:]}),
)
VALORES = (CUMPLE, PARCIAL, NO_CUMPLE, None)
ACCIONES = (
    "responder", "anotar", "filas", "hallazgo", "titulo", "causa", "quitar", "medida", "equipo", "visita", "cedulas",
    "informe", "decidir", "deshacer", "seguir", "unir",
)  # fmt: skip
acciones = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(ACCIONES), st.integers(0, 3), st.integers(0, 3)), max_size=30
)


def comando(que: str, a: int, b: int, nombre: str) -> Callable[[Expediente], Operacion]:
    """What the action does to the visit as it is then; nothing where there is nothing to do it to."""

    def hacer(e: Expediente) -> Operacion:
        hallazgos = sorted(e.inconsistencias)
        if que in ("titulo", "causa", "quitar", "medida") and hallazgos:
            return _en_hallazgo(e, que, hallazgos[a % len(hallazgos)], f"{nombre}-{len(e.medidas)}-{b}")
        if que == "decidir" and e.choques:
            choque = e.choques[sorted(e.choques)[a % len(e.choques)]]
            return decidir_choque(e, choque.id, choque.lados[b % len(choque.lados)].valor, "Decidió")
        if que == "hallazgo":
            return comandos.nueva_inconsistencia(e, lambda: f"libre-{nombre}-{a}-{b}-{len(e.inconsistencias)}")
        return _en_visita(e, que, a, b)

    return hacer


def _en_hallazgo(e: Expediente, que: str, cual: str, texto: str) -> Operacion:
    if que == "medida":
        return comandos.nueva_medida(e, cual, lambda: f"m-{texto}", texto=texto)
    if que == "quitar":
        return comandos.quitar_inconsistencia(e, cual)
    return comandos.modificar_inconsistencia(e, cual, **{que: texto})


def _en_visita(e: Expediente, que: str, a: int, b: int) -> Operacion:
    match que:
        case "responder":
            return comandos.responder(e, ITEMS[a % 2], VALORES[b])
        case "anotar":
            return comandos.anotar(e, ITEMS[a % 2], f"nota {b}")
        case "filas":
            otras = [f for f in e.filas_de(MUESTRA.id) if f.orden != a]
            return comandos.guardar_filas(e, MUESTRA, [*otras, *([fila(a, b == 1)] if b else [])], "Filas")
        case "equipo":
            return comandos.modificar_visita(e, "Equipo", equipo=tuple(Persona(nombre=f"P{n}") for n in range(a, b)))
        case "visita":
            return comandos.modificar_visita(e, "Visita", lugar=f"lugar {b}", **({"pliego": f"{a}"} if a else {}))
        case "seguir":
            return comandos.seguir_versiones(e, [NUEVAS[a % 2]] if "CO-90" in e.definiciones else [])
        case "cedulas":
            return comandos.elegir_cedulas(e, [(CO_90, AV_90)[n] for n in (0, 1) if a & 1 << n])
        case "informe":
            datos = informe().datos.model_copy(update={("ciudad", "objeto")[a % 2]: f"texto {b}"})
            return comandos.guardar_informe(e, informe().model_copy(update={"datos": datos}))
        case _:
            return Operacion(e.visita.id, "nada", ())


def trabajar(hechos: Iterable[Accion]) -> list[Equipo]:
    """Three laptops that begin with one visit and then do all that."""
    equipos = [Equipo(n) for n in "abc"]
    equipos[0].empezar()
    equipos[0].hacer(lambda e: comandos.elegir_cedulas(e, [CO_90, AV_90]))
    for otro in equipos[1:]:
        otro.unir(equipos[0].versiones.values())
    for quien, que, a, b in hechos:
        equipo = equipos[quien]
        if que == "unir":
            equipo.unir(tuple(equipos[a % 3].versiones.values()))
        elif que == "deshacer":
            equipo.deshacer()
        else:
            with contextlib.suppress(UserError):  # what a person is refused changes nothing
                equipo.hacer(comando(que, a, b, equipo.nombre))
    return equipos


def todas(equipos: Sequence[Equipo]) -> list[Version]:
    return list({v.id: v for equipo in equipos for v in equipo.versiones.values()}.values())


@settings(max_examples=80, deadline=None)
@given(hechos=acciones, desorden=st.randoms(use_true_random=False))
def test_the_same_versions_give_the_same_visit_in_any_order(hechos: list[Accion], desorden: Random) -> None:
    versiones = todas(trabajar(hechos))
    revueltas = [*versiones, *versiones[: len(versiones) // 2]]
    desorden.shuffle(revueltas)
    assert reunir(revueltas) == reunir(versiones)


@settings(max_examples=80, deadline=None)
@given(hechos=acciones, vueltas=st.lists(st.permutations(range(3)), min_size=1, max_size=2))
def test_laptops_that_join_each_other_in_any_order_show_the_same(
    hechos: list[Accion], vueltas: list[list[int]]
) -> None:
    equipos = trabajar(hechos)
    for orden in (*vueltas, [0, 1, 2], [2, 1, 0]):
        for n in orden:
            for otro in equipos:
                equipos[n].unir(tuple(otro.versiones.values()))
    assert equipos[0].visita == equipos[1].visita == equipos[2].visita


@settings(max_examples=50, deadline=None)
@given(hechos=acciones)
def test_joining_twice_changes_nothing(hechos: list[Accion]) -> None:
    una, otra, _ = trabajar(hechos)
    una.unir(tuple(otra.versiones.values()))
    antes = una.visita
    una.unir(tuple(otra.versiones.values()))
    assert una.visita == antes


@settings(max_examples=50, deadline=None)
@given(hechos=acciones)
def test_joining_groups_as_one_likes(hechos: list[Accion]) -> None:
    uno, dos, tres = (set(x.versiones) for x in trabajar(hechos))
    por_id = {v.id: v for v in todas(trabajar(hechos))}
    izquierda = {i for v in (reunidas(por_id, uno | dos), reunidas(por_id, tres)) for i in v}
    derecha = {i for v in (reunidas(por_id, uno), reunidas(por_id, dos | tres)) for i in v}
    assert reunir(por_id[i] for i in izquierda) == reunir(por_id[i] for i in derecha)


def reunidas(por_id: dict[str, Version], ids: set[str]) -> set[str]:
    assert reunir(por_id[i] for i in ids)
    return ids


@settings(max_examples=100, deadline=None)
@given(hechos=acciones)
def test_what_anybody_wrote_last_is_shown_or_asked(hechos: list[Accion]) -> None:
    versiones = todas(trabajar(hechos))
    e = reunir(versiones).expediente
    mostrados = {(type(r), r.id): aplanar(r) for r in (e.visita, *e.registros())}
    fuera = {s.item_id for s in e.sin_lugar.values()}
    preguntados = {(c.registro_id, c.campo, lado.valor) for c in e.choques.values() for lado in c.lados}
    for suyas in por_registro(versiones).values():
        por_id = {v.id: v for v in suyas}
        for v in (por_id[i] for i in puntas(suyas)):
            mostrado = mostrados.get((CLASES[v.clase], v.registro_id))
            if mostrado is None and v.clase == "inconsistencia":
                continue  # nobody wrote in it, and its answer went
            if getattr(leer(v), "item_id", "") in fuera or v.clase in ("fijada", "sin_lugar"):
                continue  # another version has no place for it: «sin lugar» has
            for campo, valor in escrito_en(v, por_id).items():
                if campo in ("numero", "orden") or ((v.clase, campo) == ("respuesta", "valor") and e.filas):
                    continue  # given out anew, and counted from the rows
                assert mostrado is not None
                assert mostrado.get(campo) == valor or (v.registro_id, campo, valor) in preguntados


def escrito_en(v: Version, por_id: dict[str, Version]) -> dict[str, str]:
    """The fields that a version does not have from any that it replaced, nor from the beginning."""
    valor = leer(v)
    if valor is None:
        return {}
    previos = [p for i in v.padres if (p := leer(por_id[i])) is not None]
    heredados = {par for p in previos for par in aplanar(p).items()}
    iniciados = set() if previos else set(iniciales(type(valor), politica(type(valor))).items())
    return {c: x for c, x in aplanar(valor).items() if (c, x) not in heredados | iniciados}
