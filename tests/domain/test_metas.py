"""What the informe says of the indicators, and how it is brought up to date."""

from __future__ import annotations

from decimal import Decimal

import pytest

from supervisor_app import paths
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.indicador import Periodo
from supervisor_app.domain.informe import Bloque
from supervisor_app.domain.metas import INICIO, bloque_de_metas, frase_de_metas
from supervisor_app.errors import UserError
from supervisor_app.services.definiciones import Definiciones
from tests.visita_ficticia import aplicar, expediente, informe

CATALOGO = Definiciones(paths.formas()).indicadores


def medir(e: Expediente, codigo: str, meta: int | None, real: int) -> Expediente:
    valores = {"meta": None if meta is None else Decimal(meta), "real": Decimal(real)}
    return aplicar(e, comandos.medir(e, CATALOGO[codigo], Periodo.MES, **valores))


def con_cifras() -> Expediente:
    e = medir(expediente(), "IND-01", 1000, 960)
    return medir(medir(e, "IND-06", 100, 101), "IND-08", None, 512)


def lineas(bloque: Bloque | None) -> list[str]:
    assert bloque is not None
    return [b.texto for b in bloque.subelementos]


def test_each_indicator_with_a_figure_is_a_line_of_section_2() -> None:
    bloque = bloque_de_metas(con_cifras())
    assert bloque is not None and bloque.texto == INICIO
    assert lineas(bloque) == [
        "ingresos totales en efectivo, mes: $960.00, con meta de $1,000.00 (96.00\N{NO-BREAK SPACE}% de avance);",
        "cotizantes, mes: 101, con meta de 100 (101.00\N{NO-BREAK SPACE}% de avance);",
        "créditos enviados a procuración, mes: 512.",
    ]


def test_the_conclusion_counts_only_what_can_be_compared() -> None:
    assert frase_de_metas(con_cifras()) == (
        "De 2 indicadores con meta, 1 no la alcanzó: "
        "ingresos totales en efectivo (96.00\N{NO-BREAK SPACE}% de la meta)."
    )


def test_without_figures_nothing_is_said() -> None:
    assert bloque_de_metas(expediente()) is None and frase_de_metas(expediente()) == ""


def test_all_goals_reached_is_said_so() -> None:
    e = medir(medir(expediente(), "IND-01", 10, 10), "IND-07", 10, 9)
    assert frase_de_metas(e) == "De 2 indicadores con meta, todos la alcanzaron."
    assert frase_de_metas(medir(expediente(), "IND-01", 10, 10)) == "El indicador con meta la alcanzó."


def con_informe(e: Expediente, *actividades: Bloque) -> Expediente:
    borrador = informe()
    datos = con(borrador.datos, actividades=actividades)
    return aplicar(e, comandos.guardar_informe(e, con(borrador, datos=datos)))


def actividades(e: Expediente) -> tuple[Bloque, ...]:
    assert e.informe is not None
    return e.informe.datos.actividades


def test_the_list_is_brought_after_the_opening_where_there_is_none() -> None:
    e = con_informe(con_cifras(), Bloque(texto="Reunión de apertura."), Bloque(texto="Reunión de cierre."))
    e = aplicar(e, comandos.llevar_al_informe(e))
    assert [b.texto for b in actividades(e)] == ["Reunión de apertura.", INICIO, "Reunión de cierre."]


def test_bringing_it_again_renews_the_figures_and_keeps_what_a_person_added() -> None:
    e = con_informe(con_cifras(), Bloque(texto="Apertura."))
    e = aplicar(e, comandos.llevar_al_informe(e))
    propio = con(actividades(e)[1], subelementos=(*actividades(e)[1].subelementos, Bloque(texto="lo mío.")))
    e = con_informe(e, actividades(e)[0], propio)
    e = medir(e, "IND-01", 1000, 990)
    e = aplicar(e, comandos.llevar_al_informe(e))
    assert "$990.00" in lineas(actividades(e)[1])[0]
    assert lineas(actividades(e)[1])[-1] == "lo mío."
    assert comandos.llevar_al_informe(e).vacia


def test_without_an_informe_or_a_figure_it_is_told() -> None:
    with pytest.raises(UserError, match="Componga primero el informe"):
        comandos.llevar_al_informe(con_cifras())
    with pytest.raises(UserError, match="Capture al menos"):
        comandos.llevar_al_informe(con_informe(expediente(), Bloque(texto="Apertura.")))
