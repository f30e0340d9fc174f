"""An edit evaluates only what depends on it, and ends where evaluating everything again would end."""

from dataclasses import dataclass, replace
from datetime import datetime
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from supervisor_app.domain.logica import partes
from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Cambio, Estado, FilaDada, Lugar
from supervisor_app.domain.logica.forma import (
    Forma,
    Grupo,
    Lista,
    NodoDeForma,
    Opcion,
    Pregunta,
    Repeticion,
    Restriccion,
)
from supervisor_app.domain.logica.reglas import FormaCompilada, compilar_forma
from supervisor_app.domain.logica.sesion import Sesion, evaluar

AMBIENTE = Ambiente(datetime(2026, 11, 21, 14, 30), semilla="prueba")  # noqa: DTZ001
OTRO_DIA = replace(AMBIENTE, ahora=datetime(2027, 1, 2, 8, 0))  # noqa: DTZ001
ESCALARES = ("a", "b", "c", "d")
COLUMNAS = ("p", "q", "r")
DE_ARRIBA = (
    "${a}", "${b} + 1", "${c} = ${d}", "if(${a} > 2, ${b}, 'x')", "concat(${a}, '-', ${c})", "sum(${p})",
    "count(${f})", "count(${f}[q = 'si'])", "sum(${f}[q = ${a}]/p)", "max(${p})", "join(',', ${q})", "${p} > 3",
    "${q} = 'si'", "count-non-empty(${r})", "indexed-repeat(${p}, ${f}, ${b})", "coalesce(${c}, ${d})",
    "${f}[2]/q", "selected(${d}, 'x')", "today()", "boolean(${b})", "sum(${f}[p > ${b}]/p)", "string(${f}[last()]/p)",
    "${a} != ''", "count(${f}[p = /data/a])", "sum(${f}[2 < p and q = 'si']/p)", "count(${f}[p = 2])",
    "count(${f}[p and q != ''])",
)  # fmt: skip
DE_FILA = (
    "${p} * 2", "${a}", "${p} > ${b}", "position(..)", "count(${f})", "sum(${f}/p) - ${p}", "${q}",
    "concat(${p}, ${q})",
    "count(../../f[q = current()/../q])", "indexed-repeat(${q}, ${f}, position(..) - 1)", "../p = ../../b",
    "${q} = 'si' and ${a} != ''", "if(${q}, ${p}, 0)", "min(../../f/p)", "random()", "not(${p} = ../../f[1]/p)",
    "concat(position(..), '/', sum(${f}/p))", "max(sum(${f}/p), ${p})",
    "count(../../f[p >= sum(../f/p) div count(../f)])", "indexed-repeat(${q}, ${f}, count(${f}))",
    "concat(sum(${f}[q = 'si']/p), random())", "count(../../f[p < sum(current()/../../f/p) and q = current()/../q])",
)  # fmt: skip
DE_UNA_VEZ = ("once(sum(${f}/p))", "once(position(..))")
TEXTOS = st.sampled_from(["", "1", "2", "3.5", "si", "no", "x", "2026-11-21", "2026-1-5", "-4", "x y"])


def _pregunta(nombre: str, expresiones: tuple[str, ...]) -> st.SearchStrategy[Pregunta]:
    expresion = st.sampled_from(expresiones)
    rara = st.one_of(st.just(""), st.just(""), expresion)
    return st.builds(
        Pregunta,
        nombre=st.just(nombre),
        relevante=rara,
        calculo=rara,
        inicial=rara,
        obligatoria=st.sampled_from(["", "true()", "${a} = 'x'"]),
        restricciones=st.lists(
            st.builds(Restriccion, st.one_of(expresion, st.just(". != ''")), st.just("Revise."), st.booleans()),
            max_size=2,
        ).map(tuple),
        lista=st.just("l"),
        filtro=st.sampled_from(["", "z = ${a}", "z != ${b}", "name = ${c} or position() = 1"]),
    )


@st.composite
def formas(draw: st.DrawFn) -> FormaCompilada:
    """A form with two levels, a group and a list; a node whose expressions close a circle loses them."""
    arriba = [draw(_pregunta(n, DE_ARRIBA)) for n in ESCALARES]
    fila = [draw(_pregunta(n, DE_FILA)) for n in COLUMNAS]
    lista = Lista("l", (Opcion("x", "Equis", {"z": "1"}), Opcion("y", "Ye", {"z": "2"}), Opcion("si", "Sí")))
    de_grupo, de_filas = (
        draw(st.sampled_from(["", "${a} = 'x'", "${d} > 1"])),
        draw(st.sampled_from(["", "${c} != '2'"])),
    )
    while True:
        nodos: tuple[NodoDeForma, ...] = (
            arriba[0], Grupo("g", (arriba[1], Repeticion("f", tuple(fila), de_filas)), de_grupo), *arriba[2:],
        )  # fmt: skip
        try:
            return compilar_forma(Forma(nodos, (lista,)))
        except Exception as mal:
            if "círculo" not in str(mal):
                raise
            culpable = getattr(mal, "fallas")[0].nodo  # noqa: B009
            if culpable in "gf":
                de_grupo = de_filas = ""
            arriba = [_sin_logica(p) if p.nombre == culpable else p for p in arriba]
            fila = [_sin_logica(p) if p.nombre == culpable else p for p in fila]


def _sin_logica(p: Pregunta) -> Pregunta:
    return replace(p, relevante="", calculo="")


@dataclass(frozen=True)
class Edicion:
    que: str
    nombre: str
    texto: str
    donde: int


EDICIONES = st.lists(
    st.one_of(
        st.builds(Edicion, st.just("poner"), st.sampled_from(ESCALARES), TEXTOS, st.just(0)),
        st.builds(Edicion, st.just("fila"), st.sampled_from(COLUMNAS), TEXTOS, st.integers(0, 5)),
        st.builds(Edicion, st.just("agregar"), st.sampled_from(COLUMNAS), TEXTOS, st.integers(0, 5)),
        st.builds(Edicion, st.just("quitar"), st.just(""), st.just(""), st.integers(0, 5)),
    ),
    max_size=14,
)


class Libreta:
    """The answers as a person would keep them, beside the session."""

    def __init__(self) -> None:
        self.valores: dict[str, str] = {}
        self.filas: list[FilaDada] = [FilaDada("r1", {"p": "2", "q": "si"}), FilaDada("r2", {"p": "5"})]
        self.siguiente = 3

    def estado(self) -> Estado:
        return Estado(dict(self.valores), {"f": tuple(self.filas)})


def editar(sesion: Sesion, libreta: Libreta, edicion: Edicion) -> Cambio | None:
    calculados = {n.nombre for n in sesion.forma.calculados}
    if edicion.que == "poner" and edicion.nombre not in calculados:
        libreta.valores[edicion.nombre] = edicion.texto
        return sesion.poner(edicion.nombre, edicion.texto)
    if edicion.que == "agregar":
        valores = {edicion.nombre: edicion.texto} if edicion.nombre not in calculados else {}
        nueva = FilaDada(f"r{libreta.siguiente}", valores)
        libreta.siguiente += 1
        en = min(edicion.donde, len(libreta.filas))
        libreta.filas.insert(en, nueva)
        return sesion.agregar("f", nueva.id, valores, en=en)
    if not libreta.filas:
        return None
    i = edicion.donde % len(libreta.filas)
    if edicion.que == "quitar":
        return sesion.quitar("f", libreta.filas.pop(i).id)
    if edicion.que == "fila" and edicion.nombre not in calculados:
        vieja = libreta.filas[i]
        libreta.filas[i] = FilaDada(vieja.id, {**vieja.valores, edicion.nombre: edicion.texto})
        return sesion.poner(edicion.nombre, edicion.texto, vieja.id)
    return None


@settings(max_examples=60, deadline=None)
@given(formas(), EDICIONES)
def test_any_edits_end_where_evaluating_everything_ends(forma: FormaCompilada, ediciones: list[Edicion]) -> None:
    libreta = Libreta()
    sesion = Sesion(forma, AMBIENTE, libreta.estado())
    for edicion in ediciones:
        editar(sesion, libreta, edicion)
        assert sesion.evaluacion() == evaluar(forma, libreta.estado(), AMBIENTE)


@settings(max_examples=40, deadline=None)
@given(formas(), EDICIONES, st.booleans())
def test_moving_to_other_answers_ends_where_evaluating_them_ends(
    forma: FormaCompilada, ediciones: list[Edicion], otro_dia: bool
) -> None:
    libreta = Libreta()
    sesion, otra = Sesion(forma, AMBIENTE, libreta.estado()), Sesion(forma, AMBIENTE, libreta.estado())
    for edicion in ediciones:
        editar(otra, libreta, edicion)
    ambiente = OTRO_DIA if otro_dia else AMBIENTE
    estado = libreta.estado()
    estado = Estado(estado.valores, {"f": tuple(reversed(estado.filas["f"]))})
    sesion.mover_a(estado, ambiente)
    assert sesion.evaluacion() == evaluar(forma, estado, ambiente)


@settings(max_examples=40, deadline=None)
@given(formas(), EDICIONES)
def test_the_changes_told_are_the_difference(forma: FormaCompilada, ediciones: list[Edicion]) -> None:
    libreta = Libreta()
    sesion = Sesion(forma, AMBIENTE, libreta.estado())
    for edicion in ediciones:
        antes = sesion.evaluacion()
        cambio = editar(sesion, libreta, edicion)
        if cambio is not None:
            assert antes.con(cambio) == sesion.evaluacion()


@settings(max_examples=40, deadline=None)
@given(formas(), EDICIONES)
def test_rows_that_come_back_with_what_was_calculated_in_them_are_told_like_new_ones(
    forma: FormaCompilada, ediciones: list[Edicion]
) -> None:
    libreta = Libreta()
    otra = Sesion(forma, AMBIENTE, libreta.estado())
    for edicion in ediciones:
        editar(otra, libreta, edicion)
    calculados = otra.evaluacion().calculados
    escritas = tuple(
        FilaDada(f.id, {**f.valores, **{k.nombre: t for k, t in calculados.items() if k.fila == f.id}})
        for f in libreta.filas
    )
    sesion = Sesion(forma, AMBIENTE, Estado(libreta.valores))
    antes = sesion.evaluacion()
    cambio = sesion.mover_a(Estado(libreta.valores, {"f": escritas}))
    assert antes.con(cambio) == sesion.evaluacion() == evaluar(forma, libreta.estado(), AMBIENTE)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from((*DE_FILA, "once(sum(${f}/p))", "once(position(..))")), min_size=1, max_size=3), EDICIONES
)
def test_what_is_worked_out_once_for_all_rows_is_what_each_would_work_out(
    expresiones: list[str], ediciones: list[Edicion]
) -> None:
    columnas = tuple(Pregunta(f"c{i}", calculo=x) for i, x in enumerate(expresiones))
    datos = tuple(Pregunta(n) for n in COLUMNAS)
    nodos: tuple[NodoDeForma, ...] = (*(Pregunta(n) for n in ESCALARES), Repeticion("f", (*datos, *columnas)))
    forma, libreta = compilar_forma(Forma(nodos)), Libreta()
    with patch.object(partes, "una_vez", lambda parte: parte):
        cada_una = compilar_forma(Forma(nodos))
    sesion = Sesion(forma, AMBIENTE, libreta.estado())
    for edicion in ediciones:
        editar(sesion, libreta, edicion)
    libreta.filas = [FilaDada(f.id, {**f.valores, "c0": "9"} if f.id == "r2" else f.valores) for f in libreta.filas]
    assert evaluar(forma, libreta.estado(), AMBIENTE) == evaluar(cada_una, libreta.estado(), AMBIENTE)


def test_what_was_worked_out_once_stays_when_its_row_comes_back() -> None:
    nodos = (Repeticion("f", (Pregunta("p"), Pregunta("c", calculo="once(concat('de ', today()))"))),)
    forma = compilar_forma(Forma(nodos))
    sesion = Sesion(forma, OTRO_DIA, Estado())
    escrita = FilaDada("r1", {"p": "1", "c": "de 2026-11-21"})
    cambio = sesion.mover_a(Estado({}, {"f": (escrita,)}))
    assert cambio.calculados == {Lugar("c", "r1"): "de 2026-11-21"}
    assert sesion.valor("c", "r1") == "de 2026-11-21"
