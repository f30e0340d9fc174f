"""From a plan to the record, and from the reviewed rows to what they prove."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.muestreo import frases
from supervisor_app.domain.muestreo.metodos import Metodo
from supervisor_app.domain.muestreo.plan import Plan, registrar, tamano_de
from supervisor_app.domain.muestreo.proyeccion import proyectar_muestra
from supervisor_app.domain.muestreo.registro import Calculo, Muestreo, Proposito
from supervisor_app.domain.muestreo.universo import Columna, Papel, Universo
from supervisor_app.errors import UserError

CUANDO = datetime(2026, 6, 9, 10, tzinfo=UTC)


def universo(casos: int = 2400) -> Universo:
    """Fictitious credits: a tenth of incidencia 09, amounts of 100.00 to 999.00 pesos."""
    filas, centavos = [], []
    for n in range(1, casos + 1):
        pesos = 100 + n * 7 % 900
        filas.append((f"9{n:08d}", "09" if n % 10 == 0 else "31", f"{pesos}.00"))
        centavos.append(pesos * 100)
    columnas = (
        Columna("Crédito", Papel.CREDITO),
        Columna("Incidencia", Papel.INCIDENCIA),
        Columna("Importe", Papel.IMPORTE),
    )
    return Universo(columnas, tuple(filas), tuple(centavos))


U = universo()


def sorteo(
    metodo: Metodo = Metodo.SIMPLE, tamano: int = 120, u: Universo = U, calculo: Calculo | None = None
) -> Muestreo:
    plan = Plan(metodo, calculo or Calculo(), tamano, "4821-7730-9915", "incidencia")
    return registrar(u, plan, nombre="rale.xlsx", visita_id="v", item_id="CO-04-01", cuando=CUANDO)


def revisadas(m: Muestreo, malos: int, hasta: int | None = None) -> list[Fila]:
    return [
        Fila(
            id=str(x.numero), visita_id="v", item_id=m.item_id, orden=n, universo=x.numero, importe=x.importe,
            con_inconsistencia=n < malos,
        )
        for n, x in enumerate(m.elegidos[:hasta])
    ]  # fmt: skip


def calculo(proposito: Proposito, esperado: str, tolerable: str) -> Calculo:
    return Calculo(proposito=proposito, esperado=Decimal(esperado), tolerable=Decimal(tolerable))


@pytest.mark.parametrize("metodo", list(Metodo))
def test_a_record_repeats_its_draw(metodo: Metodo) -> None:
    una, otra = sorteo(metodo), sorteo(metodo)
    assert una == otra
    assert una.tamano == 120
    assert una.universo.sha256 == U.sha256
    assert Muestreo.model_validate_json(una.model_dump_json()) == una


@pytest.mark.parametrize(
    ("metodo", "c", "n"),
    [
        (Metodo.SIMPLE, calculo(Proposito.ESTIMAR, "50", "5"), 332),
        (Metodo.SIMPLE, calculo(Proposito.DESCARTAR, "1", "5"), 92),
        (Metodo.UNIDAD_MONETARIA, calculo(Proposito.IMPORTE, "0", "65000"), 61),
    ],
)
def test_the_size_follows_its_purpose(metodo: Metodo, c: Calculo, n: int) -> None:
    assert tamano_de(U, Plan(metodo, c)) == n


@pytest.mark.parametrize(
    ("metodo", "c", "campo"),
    [
        (Metodo.SIMPLE, Calculo(), "tamano"),
        (Metodo.SIMPLE, Calculo(proposito=Proposito.ESTIMAR), "tolerable"),
        (Metodo.SIMPLE, calculo(Proposito.ESTIMAR, "0", "5"), "esperado"),
        (Metodo.SIMPLE, calculo(Proposito.DESCARTAR, "5", "5"), "tolerable"),
        (Metodo.SIMPLE, calculo(Proposito.IMPORTE, "0", "5"), "proposito"),
        (Metodo.MAYORES, calculo(Proposito.DESCARTAR, "1", "5"), "proposito"),
        (Metodo.UNIDAD_MONETARIA, calculo(Proposito.IMPORTE, "6", "5"), "tolerable"),
        (Metodo.UNIDAD_MONETARIA, calculo(Proposito.IMPORTE, "6", "5000000"), "tolerable"),
    ],
)
def test_what_gives_no_size_is_told_beside_its_field(metodo: Metodo, c: Calculo, campo: str) -> None:
    with pytest.raises(UserError) as error:
        tamano_de(U, Plan(metodo, c))
    assert error.value.field == campo


def test_methods_of_amounts_need_amounts() -> None:
    sin = Universo((Columna("Crédito", Papel.CREDITO),), (("1",), ("2",)), (None, None))
    with pytest.raises(UserError, match="columna del importe"):
        sorteo(Metodo.MAYORES, 1, sin)


def test_nothing_is_projected_before_anything_is_reviewed() -> None:
    m = sorteo()
    sin_ver = [con(f, con_inconsistencia=None) for f in revisadas(m, 0)]
    assert proyectar_muestra(m, sin_ver) is None


def test_cases_are_projected_with_exact_limits() -> None:
    m = sorteo()
    p = proyectar_muestra(m, revisadas(m, 6))
    assert p is not None
    assert p.casos is not None
    assert (p.casos.estimado, p.casos.bajo, p.casos.alto) == (120, 46, 250)
    assert frases.de_la_proyeccion(m, p).startswith(
        "Se estima que 120 de 2,400 créditos tienen la inconsistencia "
        "(5.0\N{NO-BREAK SPACE}%, entre 1.9 y 10.4\N{NO-BREAK SPACE}%, con 95\N{NO-BREAK SPACE}% de confianza)."
    )


@pytest.mark.parametrize(
    ("malos", "dice"), [(1, "se descarta una tasa de 5"), (2, "no permite descartar una tasa de 5")]
)
def test_what_the_size_was_computed_for_is_answered(malos: int, dice: str) -> None:
    m = sorteo(tamano=0, calculo=calculo(Proposito.DESCARTAR, "1", "5"))
    assert m.tamano == 92
    assert dice in frases.de_la_proyeccion(m, proyectar_muestra(m, revisadas(m, malos)))


def test_with_strata_a_rate_is_ruled_out_by_its_limit_and_that_is_said() -> None:
    m = sorteo(Metodo.ESTRATIFICADO, tamano=0, calculo=calculo(Proposito.DESCARTAR, "1", "5"))
    dicho = frases.de_la_proyeccion(m, proyectar_muestra(m, revisadas(m, 1)))
    assert "se descarta una tasa de 5\N{NO-BREAK SPACE}% o más si el límite superior no llega a ella" in dicho


def test_a_tolerable_amount_is_ruled_out_by_a_sample_without_errors() -> None:
    m = sorteo(Metodo.UNIDAD_MONETARIA, calculo=calculo(Proposito.IMPORTE, "0", "65000"))
    dicho = frases.de_la_proyeccion(m, proyectar_muestra(m, revisadas(m, 0)))
    assert "se descarta un error de $65,000.00 o más" in dicho


def test_a_half_reviewed_sample_says_that_it_is_provisional() -> None:
    m = sorteo()
    p = proyectar_muestra(m, revisadas(m, 2, hasta=100))
    assert "Provisional: falta revisar 20 renglones." in frases.de_la_proyeccion(m, p)


def test_rows_written_by_hand_are_not_projected() -> None:
    m = sorteo()
    a_mano = Fila(id="x", visita_id="v", item_id=m.item_id, orden=9, con_inconsistencia=True)
    p = proyectar_muestra(m, [*revisadas(m, 6), a_mano])
    assert p is not None
    assert p.malos == 6


def test_the_largest_amounts_are_not_projected() -> None:
    m = sorteo(Metodo.MAYORES)
    p = proyectar_muestra(m, revisadas(m, 6))
    assert p is not None
    assert (p.casos, p.importe) == (None, None)
    assert "no se proyecta" in frases.de_la_proyeccion(m, p)


def test_strata_are_projected_by_their_weight() -> None:
    m = sorteo(Metodo.ESTRATIFICADO)
    assert [(e.nombre, e.renglones, e.tamano) for e in m.estratos] == [("09", 240, 12), ("31", 2160, 108)]
    malas = [con(f, con_inconsistencia=x.estrato == "09") for f, x in zip(revisadas(m, 0), m.elegidos, strict=True)]
    p = proyectar_muestra(m, malas)
    assert p is not None
    assert p.casos is not None
    assert p.casos.estimado == pytest.approx(240)


def test_monetary_unit_projects_pesos_with_an_upper_limit() -> None:
    m = sorteo(Metodo.UNIDAD_MONETARIA)
    p = proyectar_muestra(m, revisadas(m, 6))
    assert p is not None
    assert p.casos is None
    assert p.importe is not None
    assert U.total is not None
    assert p.importe.estimado == pytest.approx(float(U.total) * 6 / 120)
    assert "no pasa de" in frases.de_la_proyeccion(m, p)


def test_a_bad_case_without_amount_leaves_pesos_unsaid() -> None:
    m = sorteo()
    filas = [con(f, importe=None) for f in revisadas(m, 3)]
    p = proyectar_muestra(m, filas)
    assert p is not None
    assert p.importe is None
    assert "escriba el de cada crédito" in frases.de_la_proyeccion(m, p)


def test_a_universe_reviewed_whole_is_not_estimated() -> None:
    m = sorteo(tamano=40, u=universo(40))
    p = proyectar_muestra(m, revisadas(m, 5))
    assert frases.de_la_proyeccion(m, p).startswith("Se revisó todo el universo: 5 de 40 créditos.")


def test_the_draw_is_told_so_that_it_can_be_repeated() -> None:
    m = sorteo(Metodo.ESTRATIFICADO)
    assert frases.del_universo(m) == f"«rale.xlsx»: 2,400 renglones, ${U.total:,.2f}"
    assert frases.del_metodo(m) == "Estratificado: 120 de 2,400 créditos. Semilla: 4821-7730-9915"
    assert frases.de_los_estratos(m) == "Estratos por «Incidencia»: 09: 12 de 240; 31: 108 de 2,160."


@pytest.mark.parametrize(
    ("c", "dice"),
    [
        (Calculo(), "indicado por quien supervisa"),
        (calculo(Proposito.ESTIMAR, "50", "5"), "margen de ±5\N{NO-BREAK SPACE}%"),
        (calculo(Proposito.DESCARTAR, "1", "5"), "una tasa de 5\N{NO-BREAK SPACE}% o más"),
        (calculo(Proposito.IMPORTE, "0", "65000"), "un error de $65,000.00 o más"),
    ],
)
def test_the_size_is_explained_in_one_sentence(c: Calculo, dice: str) -> None:
    assert dice in frases.del_tamano(c, 92)
