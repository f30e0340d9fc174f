"""The concentrado of a visit: its totals, its findings, when it is offered, and that nothing reserved is in it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from supervisor_app.documents.textos import textos_concentrado
from supervisor_app.domain import comandos
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.hallazgo import Riesgo
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.papel.concentrado_impreso import imprimir_concentrado, registro_concentrado
from tests.services.banco import MEDIDA_RESERVADA, RESERVADA, Banco, adjunto, texto
from tests.services.test_turnado import SECRETO, reservada
from tests.visita_ficticia import (
    AHORA,
    AV_90,
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    RESPONSABLE,
    aplicar,
    expediente,
    muestra,
    responder,
)  # fmt: skip

CONCENTRADO = TipoDocumento.CONCENTRADO
TEXTOS = textos_concentrado()


def tres() -> Expediente:
    """Three findings: one of two cédulas and high risk, one with an amount, one with two measures, a late one."""
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90, AV_90]))
    for item, valor in (
        (CONTROL, NO_CUMPLE),
        (MUESTRA, muestra(20, 6, importe=Decimal("1500.50"))),
        (RESPONSABLE, NO_CUMPLE),
    ):
        e = responder(e, item.id, valor)
    primera, _, tercera = (h.id for h in e.inconsistencias_en_orden())
    e = aplicar(e, comandos.modificar_inconsistencia(e, primera, riesgo=Riesgo.ALTO, causa="Falta de personal"))
    e = aplicar(e, comandos.reunir_punto(e, primera, AV_90.items[0]))
    for n, dia in enumerate((date(2026, 6, 1), date(2026, 7, 3))):
        campos = {"texto": f"Medida {n}", "responsable_cargo": "Jefa de Cobranza", "fecha": dia}
        e = aplicar(e, comandos.nueva_medida(e, tercera, lambda n=n: f"m{n}", **campos))  # type: ignore[misc]
    return e


def fila(b: Banco) -> FilaDocumento | None:
    return next((f for f in b.s.documentos.lista(b.e) if f.tipo is CONCENTRADO), None)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_the_totals_are_by_risk_state_and_cedula() -> None:
    resumen = imprimir_concentrado(tres(), {}, TEXTOS).resumen
    assert resumen is not None
    assert [(c.nombre, c.cuantas) for c in resumen.riesgos] == [("Alto", "1"), ("Medio", "2"), ("Bajo", "0")]
    assert [(c.nombre, c.cuantas) for c in resumen.estados][:2] == [("Abierta", "3"), ("En atención", "0")]
    assert [(c.codigo, c.total, c.medidas, c.importe) for c in resumen.cedulas] == [
        ("CO-90", "3", "2", "$1,500.50"), ("AV-90", "1", "—", "—"),
    ]  # fmt: skip
    assert resumen.suma_mas
    assert resumen.frase == (
        "Se determinaron 3 inconsistencias en 2 cédulas, por $1,500.50. Para atenderlas se acordaron 2 medidas."
    )


def test_a_finding_says_its_points_and_its_measures_as_they_stood_on_the_last_day() -> None:
    primera, segunda, tercera = imprimir_concentrado(tres(), {}, TEXTOS).hallazgos
    assert (primera.riesgo, primera.puntos, primera.causa) == ("Alto", "CO-90-01, AV-90-01", "Falta de personal")
    assert segunda.importe == "$1,500.50"
    assert [m.numero for m in tercera.medidas] == ["03.1", "03.2"]
    assert [(m.plazo, m.estado, m.avance) for m in tercera.medidas] == [
        ("01/06/2026", "Vencida", "0\N{NO-BREAK SPACE}%"), ("03/07/2026", "Pendiente", "0\N{NO-BREAK SPACE}%"),
    ]  # fmt: skip


def test_a_prorroga_is_told_with_who_authorised_it() -> None:
    e = tres()
    medida = e.medidas["m1"].id
    op = comandos.prorrogar_medida(
        e, medida, date(2026, 8, 3), motivo="Obra en curso.", autorizo="Jefa", cuando=AHORA, quien="Ana"
    )
    notas = imprimir_concentrado(aplicar(e, op), {}, TEXTOS).hallazgos[2].medidas[1].notas
    assert notas == ("Prórroga del 03/07/2026 al 03/08/2026: Obra en curso. Autorizó: Jefa.",)


def test_what_is_reserved_is_neither_told_nor_counted_nor_denied() -> None:
    e = reservada()
    assert SECRETO not in str(registro_concentrado(e, {}, TEXTOS))
    doc = imprimir_concentrado(e, {}, TEXTOS)
    assert [h.folio for h in doc.hallazgos] == ["V-2026-001-01"]
    sola = imprimir_concentrado(responder(e, CONTROL.id, None), {}, TEXTOS)
    assert (sola.hallazgos, sola.resumen, sola.sin_hallazgos) == ((), None, TEXTOS.hallazgos_reservados)


# --- as a document of a visit ---------------------------------------------------------------------------------------


def test_it_is_offered_where_there_is_a_finding_and_holds_nothing_back(contestada: Banco) -> None:
    ofrecido = fila(contestada)
    assert ofrecido is not None
    assert (ofrecido.estado, ofrecido.falta, ofrecido.impide_cerrar) == (EstadoDocumento.SIN_EMITIR, "", False)


def test_it_is_not_offered_where_nothing_was_found(contestada: Banco) -> None:
    for h in contestada.e.inconsistencias_en_orden():
        for item_id in h.items:
            contestada.responder(item_id, None)
    for h in contestada.e.inconsistencias_en_orden():
        contestada.hacer(comandos.quitar_inconsistencia(contestada.e, h.id))
    assert fila(contestada) is None


def test_the_emitted_one_carries_its_record_and_who_signs(contestada: Banco) -> None:
    documento = contestada.s.documentos.emitir(contestada.e, CONCENTRADO)
    pdf = contestada.s.documentos.leer(documento)
    assert (documento.folio, [c.obligatorio for c in documento.campos]) == ("V-2026-001-CON", [True, False])
    assert json.loads(adjunto(pdf))["folio"] == "V-2026-001-CON"
    assert RESERVADA not in texto(pdf) and MEDIDA_RESERVADA.encode() not in adjunto(pdf)


def test_a_measure_agreed_afterwards_makes_it_out_of_date(contestada: Banco) -> None:
    contestada.s.documentos.emitir(contestada.e, CONCENTRADO)
    compartida = contestada.e.inconsistencias_en_orden()[0].id
    contestada.hacer(comandos.nueva_medida(contestada.e, compartida, lambda: "nueva", texto="Capacitar"))
    ofrecido = fila(contestada)
    assert ofrecido is not None
    assert (ofrecido.estado, ofrecido.impide_cerrar) == (EstadoDocumento.DESACTUALIZADO, True)


def test_closing_and_reopening_leaves_it_signed_where_nothing_it_says_changed(contestada: Banco) -> None:
    contestada.s.documentos.emitir(contestada.e, CONCENTRADO)
    contestada.emitir()
    contestada.firmar_todo()
    contestada.cerrar()
    contestada.reabrir()
    ofrecido = fila(contestada)
    assert ofrecido is not None and ofrecido.estado is EstadoDocumento.FIRMADO


def test_it_can_be_signed(contestada: Banco) -> None:
    firmado = contestada.firmar(contestada.s.documentos.emitir(contestada.e, CONCENTRADO))
    assert firmado.firmados
    assert contestada.s.firmas.verificar_documento(firmado).valido
