"""The acta of a visit: what it prints, what holds it back, its versions, and what never appears in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pikepdf
import pytest

from supervisor_app.documents.textos import textos_acta
from supervisor_app.domain import comandos
from supervisor_app.domain.base import Persona
from supervisor_app.domain.canonico import canonico
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.indicador import Periodo
from supervisor_app.errors import UserError
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.papel.acta_impresa import imprimir_acta
from tests.services.banco import RESERVADA, Banco, efirma, texto
from tests.visita_ficticia import CONTROL, CUMPLE

ACTA = TipoDocumento.ACTA
UNIDAD = (Persona(nombre="Raúl Ficticio", cargo="Subdelegado"), Persona(nombre="Otra Ficticia", cargo="Jefa"))


def empezar(b: Banco) -> None:
    """An acta to which nothing is missing."""
    b.hacer(comandos.empezar_acta(b.e))
    campos = {"lugar": "Colima", "fecha": b.e.visita.fin, "inicio": time(12), "fin": time(14), "por_unidad": UNIDAD}
    b.hacer(comandos.modificar_acta(b.e, "Llenó el acta", **campos))


@pytest.fixture
def con_acta(contestada: Banco) -> Iterator[Banco]:
    empezar(contestada)
    yield contestada


def fila(b: Banco) -> FilaDocumento | None:
    return next((f for f in b.s.documentos.lista(b.e) if f.tipo is ACTA), None)


def test_a_visit_without_acta_lists_none_and_is_closed_all_the_same(firmada: Banco) -> None:
    assert fila(firmada) is None
    firmada.cerrar()
    assert firmada.e.visita.cerrada


def test_an_acta_that_was_begun_and_not_emitted_warns_and_does_not_hold_back_the_closing(firmada: Banco) -> None:
    firmada.hacer(comandos.empezar_acta(firmada.e))
    avisos = [f for f in firmada.s.visitas.faltantes(firmada.e) if f.objeto.startswith("acta:")]
    assert avisos and not any(f.impide_cerrar for f in avisos)
    assert firmada.s.entregas.impedimentos(firmada.e) == ()


def test_an_emitted_acta_has_to_be_signed_like_the_rest(firmada: Banco) -> None:
    empezar(firmada)
    firmada.s.documentos.emitir(firmada.e, TipoDocumento.ACTA)
    assert firmada.s.entregas.impedimentos(firmada.e) == ("Acta de cierre: falta firmarlo",)


def test_an_incomplete_acta_is_not_emitted(con_acta: Banco) -> None:
    con_acta.hacer(comandos.modificar_acta(con_acta.e, "Borró la hora", inicio=None))
    with pytest.raises(UserError, match=r"^Acta de cierre: Escriba la hora en que inició"):
        con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    assert fila(con_acta) is not None and con_acta.s.documentos.vigentes(con_acta.e.visita.id) == []


def test_the_record_inside_is_canonical_and_its_hash_is_kept(con_acta: Banco) -> None:
    documento = con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    with pikepdf.open(con_acta.guardado(documento.ultimo.sha256)) as pdf:
        registro = pdf.attachments["datos-acta.json"].get_file().read_bytes()
    leido = json.loads(registro)
    assert canonico(leido) == registro
    assert hashlib.sha256(registro).hexdigest() == documento.registro_sha256
    assert leido["acta"]["lugar"] == "Colima" and leido["version"] == 1


def test_the_first_of_each_side_has_to_sign_and_the_others_may(con_acta: Banco) -> None:
    documento = con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    assert [(c.campo, c.obligatorio) for c in documento.campos] == [
        ("Firma_Supervision_1", True),
        ("Firma_Unidad_1", True),
        ("Firma_Unidad_2", False),
    ]
    for campo in ("Firma_Supervision_1", "Firma_Unidad_1"):
        documento = con_acta.s.firmas.firmar_documento(documento, campo, efirma())
    una = fila(con_acta)
    assert una is not None and una.estado is EstadoDocumento.FIRMADO


def test_a_finding_that_changes_makes_the_acta_out_of_date(con_acta: Banco) -> None:
    con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    con_acta.responder(CONTROL.id, CUMPLE)
    una = fila(con_acta)
    assert una is not None and una.estado is EstadoDocumento.DESACTUALIZADO


def test_an_acta_that_was_withdrawn_stays_listed_where_it_was_emitted(con_acta: Banco) -> None:
    con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    con_acta.hacer(comandos.quitar_acta(con_acta.e))
    una = fila(con_acta)
    assert una is not None and una.estado is EstadoDocumento.DESACTUALIZADO and una.falta == "Falta empezarla"


def test_a_possible_irregularity_is_neither_told_nor_denied(con_acta: Banco) -> None:
    documento = con_acta.s.documentos.emitir(con_acta.e, TipoDocumento.ACTA)
    pdf = con_acta.guardado(documento.ultimo.sha256).read_bytes()
    assert RESERVADA not in texto(pdf)
    with pikepdf.open(con_acta.guardado(documento.ultimo.sha256)) as abierto:
        assert RESERVADA.encode() not in abierto.attachments["datos-acta.json"].get_file().read_bytes()
    reservadas = {i: h for i, h in con_acta.e.inconsistencias.items() if h.posible_irregularidad}
    assert con_acta.e.acta is not None
    solo = imprimir_acta(replace(con_acta.e, inconsistencias=reservadas), con_acta.e.acta, textos_acta())
    assert solo.sin_hallazgos == textos_acta().hallazgos_reservados
    assert "no se determinaron" not in solo.sin_hallazgos


def test_the_preview_is_a_draft_even_where_data_are_missing(contestada: Banco) -> None:
    assert contestada.s.documentos.vista_previa_acta(contestada.e) == b""
    contestada.hacer(comandos.empezar_acta(contestada.e))
    assert "BORRADOR" in texto(contestada.s.documentos.vista_previa_acta(contestada.e))


def test_indicators_are_printed_with_their_figures_and_bars(con_acta: Banco) -> None:
    catalogo = con_acta.s.definiciones.indicadores
    con_acta.hacer(
        comandos.medir(
            con_acta.e,
            catalogo["IND-01"],
            Periodo.ACUMULADO,
            meta=Decimal(1000),
            real=Decimal(960),
            corte=date(2026, 5, 31),
        )
    )
    con_acta.hacer(comandos.medir(con_acta.e, catalogo["IND-08"], Periodo.MES, real=Decimal(512)))
    assert con_acta.e.acta is not None
    uno, otro = imprimir_acta(con_acta.e, con_acta.e.acta, textos_acta()).indicadores
    assert (uno.periodo, uno.meta, uno.real) == ("Acumulado a mayo de 2026 · corte 31/05/2026", "$1,000.00", "$960.00")
    assert uno.barra is not None and uno.barra.meta is not None and uno.barra.real < uno.barra.meta
    assert uno.barra.favorable is False
    assert (otro.meta, otro.barra, otro.veredicto) == ("Sin meta", None, "Informativo")


def test_the_last_figures_of_the_unit_come_to_the_next_visit(con_acta: Banco) -> None:
    catalogo = con_acta.s.definiciones.indicadores
    con_acta.hacer(comandos.medir(con_acta.e, catalogo["IND-01"], Periodo.MES, meta=Decimal(7), real=Decimal(6)))
    siguiente = con_acta.s.visitas.crear(con_acta.e.visita.unidad)
    op = comandos.modificar_visita(siguiente, "Cambió las fechas", inicio=date(2027, 1, 4), fin=date(2027, 1, 5))
    con_acta.s.visitas.guardar(op)
    pasado = con_acta.s.seguimiento.pasado(siguiente.aplicar(op.cambios))
    assert [(m.codigo, m.meta) for m in pasado.indicadores] == [("IND-01", Decimal(7))]
