"""Form logic: evaluations against lxml, an edit in 1,000 rows × 500 rules against all again, loading 5,000 items."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from elementpath import XPath1Parser, XPathContext, get_node_tree
from lxml import etree

from benchmarks.ratio import compare
from supervisor_app.domain.logica.ambiente import Ambiente
from supervisor_app.domain.logica.evaluacion import Estado, FilaDada
from supervisor_app.domain.logica.forma import Forma, NodoDeForma, Pregunta, Repeticion, Restriccion
from supervisor_app.domain.logica.reglas import FormaCompilada, compilar_forma
from supervisor_app.domain.logica.sesion import Sesion

AMBIENTE = Ambiente(datetime(2026, 6, 12, 12))  # noqa: DTZ001
FILAS, ITEMS = 1_000, 5_000
EXPRESIONES = (
    "/data/a + /data/b * 2 > 10 and /data/c = 'si'",
    "concat(substring-before(/data/d, '-'), '/', string-length(/data/d))",
    "not(contains(/data/d, 'x')) or (/data/a - /data/b) div 3 >= 1.5",
    "round(/data/a * 0.0147 * /data/b) mod 7",
    "sum(/data/filas/importe)",
    "count(/data/filas[mal = 'si'])",
    "sum(/data/filas[importe > 500]/importe)",
)
"""XPath 1.0 in which both languages mean the same."""


def _filas() -> tuple[FilaDada, ...]:
    return tuple(
        FilaDada(f"r{i}", {"ref": f"C{i}", "mal": "si" if i % 3 else "no", "importe": f"{i + 1}.5"})
        for i in range(FILAS)
    )


VALORES = {"a": "7", "b": "3.5", "c": "si", "d": "2026-junio"}


def evaluations() -> None:
    """The same expressions over the same answers, compiled before, 1,000 rows among them."""
    nodos: tuple[NodoDeForma, ...] = (
        *(Pregunta(n) for n in VALORES),
        Repeticion("filas", (Pregunta("ref"), Pregunta("mal"), Pregunta("importe"))),
        *(Pregunta(f"r{i}", calculo=x) for i, x in enumerate(EXPRESIONES)),
    )
    sesion = Sesion(compilar_forma(Forma(nodos)), AMBIENTE, Estado(VALORES, {"filas": _filas()}))
    motor = sesion._motor
    raiz = etree.Element("data")
    for nombre, texto in VALORES.items():
        etree.SubElement(raiz, nombre).text = texto
    for fila in _filas():
        renglon = etree.SubElement(raiz, "filas")
        for nombre, texto in fila.valores.items():
            etree.SubElement(renglon, nombre).text = texto
    arbol = etree.ElementTree(raiz)
    nodos_ep = get_node_tree(raiz)
    reglas = {r.nodo.nombre: r for r in sesion.forma.reglas}
    scalar, over_rows = range(4), range(4, len(EXPRESIONES))
    for name, which, repeat in (("answers", scalar, 2_000), ("1,000 rows", over_rows, 20)):
        ours = [reglas[f"r{i}"] for i in which]
        theirs = [etree.XPath(EXPRESIONES[i]) for i in which]
        tokens = [XPath1Parser().parse(EXPRESIONES[i]) for i in which]
        compare(
            f"expressions over {name}",
            _times(repeat // 20, [lambda r=r: motor.valor_de(r, motor.raiz) for r in ours]),  # type: ignore[misc]
            _times(repeat // 20, [lambda t=t: t.evaluate(XPathContext(nodos_ep)) for t in tokens]),  # type: ignore[misc]
            against=f"elementpath, {repeat // 20 * len(ours):,} evaluations",
            times=5,
        )
        compare(
            f"expressions over {name}",
            _times(repeat, [lambda r=r: motor.valor_de(r, motor.raiz) for r in ours]),  # type: ignore[misc]
            _times(repeat, [lambda x=x: x(arbol) for x in theirs]),  # type: ignore[misc]
            against=f"lxml XPath, {repeat * len(ours):,} evaluations",
            times=9,
        )


def _times(repeat: int, calls: list[Callable[[], Any]]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(repeat):
            for call in calls:
                call()

    return run


def cedula_grande() -> FormaCompilada:
    """500 rules: 380 questions that depend on each other, 80 aggregates over the rows, 21 rules in each row."""
    arriba: list[NodoDeForma] = [
        Pregunta(
            f"x{i}",
            relevante=f"${{x{i - 1}}} != 'z'" if i % 4 == 0 and i else "",
            calculo=f"${{x{i - 1}}} + ${{x{i - 2}}} * 2" if i % 2 and i > 1 else "",
            restricciones=(Restriccion(f". >= 0 and . < {1000 + i}", "Fuera de rango."),) if i % 3 == 0 else (),
        )
        for i in range(380)
    ]
    formas = (
        "sum(${importe})", "count(${filas}[mal = 'si'])", "sum(${filas}[mal = 'si']/importe)", "max(${importe}) - {j}",
        "sum(${filas}[importe > {j}0]/importe)", "count-non-empty(${nota})", "sum(${neto})", "count(${filas}) * {j}",
    )  # fmt: skip
    agregados = [Pregunta(f"g{j}", calculo=formas[j % 8].replace("{j}", str(j))) for j in range(80)]
    repetida = "count(../../filas[ref = current()/../ref]) = 1"
    fila: list[NodoDeForma] = [
        Pregunta("ref", restricciones=(Restriccion(repetida, "Ya está en otro renglón."),)),
        Pregunta("mal"),
        Pregunta("importe", relevante="${mal} != ''", restricciones=(Restriccion(". > 0", "Debe ser positivo."),)),
        Pregunta("nota"),
        Pregunta("neto", calculo="${importe} * 0.9"),
        *(Pregunta(f"c{k}", calculo=f"if(${{mal}} = 'si', ${{importe}} * {k}, ${{x2}})") for k in range(17)),
    ]
    return compilar_forma(Forma((*arriba, *agregados, Repeticion("filas", tuple(fila)))))


def edits() -> None:
    """An answer, a row more, a row less in 1,000 rows × 500 rules, against evaluating everything again."""
    forma = cedula_grande()
    valores = {f"x{i}": str(i % 9) for i in range(380) if i % 2 == 0 or i == 1}
    estado = Estado(valores, {"filas": _filas()})
    sesion, n = Sesion(forma, AMBIENTE, estado), itertools.count()
    print(f"{'':42} ({len(forma.reglas)} rules)")

    def full() -> None:
        Sesion(forma, AMBIENTE, estado)

    def nueva() -> None:
        sesion.agregar("filas", f"n{next(n)}", {"ref": f"N{next(n)}", "mal": "si", "importe": "3"}, en=500)

    def fuera() -> None:
        sesion.quitar("filas", next(f.id for f in sesion._motor.raiz.hijas[0].filas if f.id.startswith("n")))

    casos: tuple[tuple[str, Callable[[], object]], ...] = (
        ("an answer among 1,000 rows x 500 rules", lambda: sesion.poner("x6", str(next(n) % 9))),
        ("a cell that all sums look at", lambda: sesion.poner("importe", str(next(n) % 900), "r500")),
        ("a row added", nueva),
        ("a row deleted", fuera),
    )
    for nombre, editar in casos:
        compare(nombre, editar, full, against="everything again", times=15)


def load() -> None:
    """Compiling a form of 5,000 items, each with an expression, against reading the same items as YAML."""
    items = [
        {"nombre": f"i{i}", "relevante": f"${{i{i - 1}}} != 'no' and ${{i{i // 2}}} >= {i % 7}" if i else "true()"}
        for i in range(ITEMS)
    ]
    escrito = yaml.dump(items, Dumper=yaml.CSafeDumper)
    forma = Forma(tuple(Pregunta(i["nombre"], relevante=i["relevante"]) for i in items))
    from supervisor_app.domain.logica import sintaxis

    def ours() -> None:
        sintaxis.leer.cache_clear()
        compilar_forma(forma)

    compare(
        "loading 5,000 items with logic",
        ours,
        lambda: yaml.load(escrito, Loader=yaml.CSafeLoader),
        against="the same items by libyaml",
        times=7,
    )


def logic(carpeta: Path) -> None:
    """All of the above; nothing is written."""
    evaluations()
    edits()
    load()
