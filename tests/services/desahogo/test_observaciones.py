"""Observations of reviewers from outside: the same states, acts and ageing as findings; typed, corrected, pasted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from supervisor_app.domain.hallazgo import EstadoHallazgo, Origen, Riesgo
from supervisor_app.errors import UserError
from supervisor_app.services.desahogo.datos_observacion import DatosMedida, DatosObservacion
from supervisor_app.services.desahogo.valores import ClaseDeAsunto, FiltroAsuntos
from tests.services.desahogo.conftest import Puesto
from tests.visita_ficticia import COLIMA

DE_ASF = DatosObservacion(
    organo="ASF",
    referencia="2025-5-19GYR-19-0123-06-001",
    fecha="02/06/2026",
    unidad=COLIMA,
    departamento="cobranza",
    titulo="Créditos sin notificar dentro del plazo",
    riesgo=Riesgo.ALTO,
    importe="1,250,000.50",
    medidas=(DatosMedida("Notificar los créditos", responsable_cargo="Jefa de Cobranza", fecha="31/08/2026"),),
)
PEGADO = "\n".join(
    "\t".join(celdas)
    for celdas in (
        ("Órgano fiscalizador", "No. de observación", "Fecha", "Delegación", "Subdelegación", "Observación",
         "Monto observado", "Recomendación", "Responsable", "Fecha compromiso", "Semáforo"),
        ("OIC", "14/2026", "10/07/2026", "Colima", "Manzanillo", "Altas sin expediente", "", "Integrar expedientes",
         "Jefe de Afiliación", "30/09/2026", "rojo"),
        ("OIC", "14/2026", "10/07/2026", "Colima", "Manzanillo", "Altas sin expediente", "", "Capacitar", "Titular",
         "15/10/2026", ""),
        ("OIC", "15/2026", "32/07/2026", "Colima", "", "Fecha imposible", "", "", "", "", ""),
        ("OIC", "16/2026", "10/07/2026", "Atlántida", "", "Lugar imposible", "", "", "", "", ""),
        ("Despacho externo", "A-1", "10/07/2026", "06", "UMF No. 5, Tecomán", "Expedientes", "12.5", "", "", "", ""),
    )
)  # fmt: skip


def test_an_observation_goes_through_the_same_states_with_the_same_ageing(mesa: Puesto) -> None:
    o = mesa.d.observaciones.registrar(DE_ASF)
    folio = "ASF 2025-5-19GYR-19-0123-06-001"
    a = mesa.uno(folio)
    assert (a.clase, a.origen, a.estado) == (ClaseDeAsunto.OBSERVACION, Origen.ASF, EstadoHallazgo.ABIERTA)
    assert (a.importe, a.plazo, a.vencido, a.unidad) == (
        Decimal("1250000.50"), date(2026, 8, 31), True, "Subdelegación Colima",
    )  # fmt: skip
    [m] = mesa.d.medidas(FiltroAsuntos(origen=Origen.ASF))
    mesa.d.prorrogar(o.id, m.id, date(2026, 10, 30), "Volumen", "Titular de la JSAC")
    mesa.d.recibir_evidencia(o.id, palabras="Oficio 20/2026")
    assert mesa.uno(folio).por_revisar
    assert not mesa.uno(folio).vencido
    mesa.d.solventar(o.id)
    assert mesa.uno(folio).estado is EstadoHallazgo.SOLVENTADA
    assert [r.que for r in mesa.d.detalle(o.id).linea] == [
        "Observación notificada", "Prórroga del 31/08/2026 al 30/10/2026", "Evidencia recibida", "Solventada",
    ]  # fmt: skip
    assert len(mesa.d.actos(a.unidad_clave)) == 3


def test_a_correction_keeps_the_history_and_what_acts_speak_of(mesa: Puesto) -> None:
    o = mesa.d.observaciones.registrar(DE_ASF)
    datos = mesa.d.observaciones.datos(o.id)
    mesa.d.observaciones.corregir(o.id, replace(datos, titulo="Créditos notificados fuera de plazo"))
    assert [a.version for a in mesa.d.observaciones.historia(o.id)] == [1, 2]
    assert mesa.uno("ASF 2025-5-19GYR-19-0123-06-001").titulo == "Créditos notificados fuera de plazo"
    mesa.d.prorrogar(o.id, o.medidas[0].id, date(2026, 10, 30), "Volumen", "Titular")
    with pytest.raises(UserError, match="ya tiene prórroga"):
        medida = replace(datos.medidas[0], fecha="15/09/2026")
        mesa.d.observaciones.corregir(o.id, replace(datos, medidas=(medida,)))
    with pytest.raises(UserError, match="ya tiene actos y no se puede quitar"):
        mesa.d.observaciones.corregir(o.id, replace(datos, medidas=()))
    with pytest.raises(UserError, match="Ya tiene actos de seguimiento"):
        mesa.d.observaciones.quitar(o.id, "Por error")


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"organo": ""}, "organo"),
        ({"referencia": " "}, "referencia"),
        ({"fecha": "31/02/2026"}, "fecha"),
        ({"fecha": "16/09/2026"}, "fecha"),
        ({"titulo": "", "texto": ""}, "titulo"),
        ({"unidad": None}, "unidad"),
        ({"importe": "mucho"}, "importe"),
        ({"medidas": (DatosMedida(fecha="01/10/2026"),)}, "medidas"),
    ],
)
def test_what_is_missing_or_cannot_be_read_names_its_field(mesa: Puesto, cambio: dict[str, object], campo: str) -> None:
    with pytest.raises(UserError) as dicho:
        mesa.d.observaciones.registrar(replace(DE_ASF, **cambio))  # type: ignore[arg-type]
    assert dicho.value.field == campo
    assert not mesa.d.observaciones.todas()


def test_the_same_number_is_not_registered_twice(mesa: Puesto) -> None:
    mesa.d.observaciones.registrar(DE_ASF)
    with pytest.raises(UserError, match="ya está registrada"):
        mesa.d.observaciones.registrar(replace(DE_ASF, titulo="Otra vez"))


def test_a_copied_table_shows_what_it_would_bring_before_anything_is_written(mesa: Puesto) -> None:
    vista = mesa.d.observaciones.leer_pegado(PEGADO)
    assert vista.sin_usar == ("Semáforo",)
    assert [bool(r.observacion) for r in vista.renglones] == [True, True, False, False, True]
    assert "32/07/2026" in vista.renglones[2].problemas[0]
    assert "Atlántida" in vista.renglones[3].problemas[0]
    assert not mesa.d.observaciones.todas()
    de_oic, otra = mesa.d.observaciones.importar(vista)
    assert [m.texto for m in de_oic.medidas] == ["Integrar expedientes", "Capacitar"]
    assert (otra.folio, otra.de, otra.importe) == ("Despacho externo A-1", "UMF No. 5, Tecomán", Decimal("12.5"))
    again = mesa.d.observaciones.leer_pegado(PEGADO)
    assert not again.buenas
    assert "ya está registrada" in again.renglones[0].problemas[0]


def test_a_table_without_headings_is_refused_with_what_is_missing(mesa: Puesto) -> None:
    with pytest.raises(UserError, match="Número, Fecha, Observación"):
        mesa.d.observaciones.leer_pegado("OIC\tAltas sin expediente")
