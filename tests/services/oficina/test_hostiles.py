"""Packages that strangers could make: taken in or refused with a sentence, and no question fails because of them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.oficina.consultas import Filtro, Tablero
from supervisor_app.services.oficina.indexar import Indexador
from supervisor_app.store.oficina.indice import Indice
from tests.hostil.frases import exigir_frase
from tests.services.oficina.paquetes import Buzon, cerrada, registros
from tests.visita_ficticia import muestra

EXTREMOS: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 10**40, 1e308, "", "\0", "\u202e<b>", "'; DROP TABLE paquete; --", "%s ? {x}", "x" * 5000,
    "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "NaN", "-Infinity",
    "9999999999999999.99", [], {}, [[]], "solventada", "no_aplica",
)  # fmt: skip


@cache
def buenos() -> dict[str, Any]:
    return {n: json.loads(r) for n, r in registros(cerrada()).items() if json.loads(r)}


def lugares(valor: Any, camino: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a record, down to where it stops being useful."""
    yield camino
    if isinstance(valor, dict) and len(camino) < 5:
        for clave, dentro in valor.items():
            yield from lugares(dentro, (*camino, clave))
    elif isinstance(valor, list) and len(camino) < 5:
        for n, dentro in enumerate(valor[:2]):
            yield from lugares(dentro, (*camino, n))


@st.composite
def cambiados(draw: st.DrawFn) -> dict[str, bytes | None]:
    """The records of a visit in which some values became others, or a file other bytes."""
    crudos = copy.deepcopy(buenos())
    for _ in range(draw(st.integers(1, 3))):
        nombre = draw(st.sampled_from(sorted(crudos)))
        camino = draw(st.sampled_from(sorted(lugares(crudos[nombre]), key=repr)))
        valor = copy.deepcopy(draw(st.sampled_from(EXTREMOS)))
        if not camino:
            crudos[nombre] = valor
            continue
        dentro = crudos[nombre]
        for paso in camino[:-1]:
            dentro = dentro[paso]
        dentro[camino[-1]] = valor
    return {nombre: json.dumps(crudo).encode() for nombre, crudo in crudos.items()}


def preguntar(indice: Indice) -> None:
    t = Tablero(indice, hoy=lambda: date(2026, 9, 15), feriados=())
    for f in (Filtro(), Filtro(ficticias=True), Filtro(departamento="cobranza", desde=date(2026, 1, 1))):
        t.cumplimiento(f), t.mapa(f), t.por_mes(f), t.sumandos(f), t.cuenta_de_hallazgos(f)
        t.hallazgos(f, abiertos=False), t.medidas(f, pendientes=False), t.medidas(f, vencidas=True)
        for r in t.recurrencia(f):
            t.de_recurrencia(r, f)
        for tramo in t.antiguedad(f):
            t.de_tramo(f, tramo)
        for p in t.entregas(f, todas=True):
            t.documentos(p.sha256)
        t.resumen_de_indicadores(f), t.por_supervisor(f), t.totales(f), t.lugares(f)
    t.conflictos(), t.cadenas_rotas()
    for apartado in t.cuarentena():
        exigir_frase(apartado.motivo)


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(cambios=cambiados())
def test_a_changed_record_is_taken_in_or_set_aside(
    tmp_path_factory: pytest.TempPathFactory, cambios: dict[str, bytes | None]
) -> None:
    raiz = tmp_path_factory.mktemp("hostil")
    buzon = Buzon(raiz / "buzon", raiz / "taller")
    buzon.poner(buzon.armar(cerrada(), cambios=cambios))
    with Indice(":memory:") as indice:
        hecho = Indexador(indice, DestinoCarpeta(buzon.raiz), lambda: datetime.now(UTC), carpeta=buzon.raiz).indexar()
        assert hecho.nuevos + len(hecho.apartados) == 1
        preguntar(indice)


def test_absurd_amounts_add_up_without_an_error(buzon: Buzon, indexador: Indexador, tmp_path: Path) -> None:
    todo = {"CO-90-02": muestra(1, 1, importe="9999999999999999.99")}
    for n in range(1, 13):
        buzon.entregar(cerrada(n, todo))
    assert indexador.indexar().nuevos == 12
    preguntar(indexador.indice)
    t = Tablero(indexador.indice, hoy=lambda: date(2026, 9, 15), feriados=())
    assert str(t.cuenta_de_hallazgos().importe) == "119999999999999999.88"


def test_names_that_no_index_keeps_are_counted_or_set_aside(buzon: Buzon, indexador: Indexador) -> None:
    mes = buzon.raiz / "visitas/2026/06"
    mes.mkdir(parents=True)
    for nombre in ("\udcff.zip", "a\nb.zip", "'; --.zip", "ñandú.zip", "x.danado-1", "é.txt"):
        (mes / nombre).write_bytes(b"PK")
    hecho = indexador.indexar()
    assert (len(hecho.apartados), hecho.ajenos) == (4, 2)
    assert indexador.indexar().vistos == 4
    preguntar(indexador.indice)
