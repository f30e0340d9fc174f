"""The acta in the list of documents: optional until it is emitted, then like the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from PySide6.QtCore import Qt

from supervisor_app.domain import comandos
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.papel.acta import ClaseActa
from supervisor_app.ui.visita.documentos.renglones import corto, de_corto, pendientes
from supervisor_app.wiring import Servicios
from tests.ui.documentos.mesa import Mesa
from tests.visita_ficticia import expediente

VACIA = FilaDocumento(
    TipoDocumento.ACTA, "", ClaseActa().nombre(expediente(), ""), None, EstadoDocumento.SIN_EMITIR, opcional=True
)


def _begin(s: Servicios, e: Expediente) -> Expediente:
    op = comandos.empezar_acta(e)
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def _fill(s: Servicios, e: Expediente) -> Expediente:
    e = _begin(s, e)
    op = comandos.modificar_acta(e, "Cambió la hora de inicio", inicio=time(12, 30))
    s.visitas.guardar(op)
    return e.aplicar(op.cambios)


def test_an_acta_that_was_not_emitted_is_not_waited_for() -> None:
    assert pendientes((), (VACIA,)) == ()


def test_it_is_called_by_its_name() -> None:
    assert (corto(VACIA), de_corto(VACIA)) == ("el acta de cierre", "del acta de cierre")


def test_what_it_misses_leads_to_the_acta(documentos: Callable[..., Mesa]) -> None:
    mesa = documentos(_begin)
    mesa.select("acta")
    mesa.press(Qt.Key.Key_Return)
    assert mesa.led == [("informe", "acta:inicio")]


def test_a_complete_one_is_emitted_with_a_key(documentos: Callable[..., Mesa]) -> None:
    mesa = documentos(_fill)
    mesa.select("acta")
    mesa.press(Qt.Key.Key_Return)
    mesa.settle()
    assert mesa.pills()["acta:"] == "Listo para firma"
