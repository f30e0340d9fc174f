"""The acciones de mejora that a folder knows: of its closed visits, never of what is kept apart."""

from __future__ import annotations

import pytest

from supervisor_app.domain.asm_mejoras import Mejora
from supervisor_app.domain.base import con
from supervisor_app.domain.expediente import Cambio, Operacion
from supervisor_app.domain.hallazgo import Inconsistencia, TipoMedida
from supervisor_app.domain.visita import EstadoVisita
from supervisor_app.services.asm.mejoras import Fuente
from supervisor_app.services.asm.verbos import Asm
from supervisor_app.store.almacen import Almacen
from tests.visita_ficticia import AHORA, VISITA_ID, RelojFijo, medida, visita


def escribir(almacen: Almacen, *, cerrada: bool = True) -> None:
    v = visita()
    hallazgos = [
        Inconsistencia(id="h1", visita_id=VISITA_ID, numero=1, titulo="Falta señalar las ventanillas"),
        Inconsistencia(id="h2", visita_id=VISITA_ID, numero=2, titulo="Reservado", posible_irregularidad=True),
    ]
    medidas = [
        medida(1, "h1", tipo=TipoMedida.MEJORA, texto="Señalar", evidencia_esperada="Fotografías", avance=30),
        medida(2, "h1", tipo=TipoMedida.CORRECTIVA),
        medida(3, "h2", tipo=TipoMedida.MEJORA),
    ]
    hechos = [Cambio(None, v), *(Cambio(None, h) for h in hallazgos), *(Cambio(None, m) for m in medidas)]
    op = Operacion(VISITA_ID, "Creó la visita", tuple(hechos))
    almacen.escribir(op, quien="", cuando=AHORA)
    if cerrada:
        fin = con(v, estado=EstadoVisita.CERRADA)
        almacen.escribir(Operacion(VISITA_ID, "Cerró la visita", (Cambio(v, fin),)), quien="", cuando=AHORA)


def test_those_of_closed_visits_are_offered_without_what_is_reserved(almacen: Almacen, asm: Asm) -> None:
    escribir(almacen)
    (m,) = asm.mejoras().reunir(reloj=RelojFijo(), feriados=())
    assert (m.medida, m.folio, m.aspecto, m.actividad, m.area, m.evidencia, m.avance) == (
        "medida-1", "V-2026-001-01", "Falta señalar las ventanillas", "Señalar", "Jefa de Cobranza", "Fotografías", 30,
    )  # fmt: skip
    assert "Colima" in m.unidad


def test_what_the_office_knows_later_keeps_what_was_to_prove_it(
    almacen: Almacen, asm: Asm, monkeypatch: pytest.MonkeyPatch
) -> None:
    escribir(almacen)
    sabida = Mejora(medida="medida-1", folio="V-2026-001-01", avance=80)
    monkeypatch.setattr(Fuente, "_del_indice", lambda *_: (sabida,))
    (m,) = asm.mejoras().reunir(reloj=RelojFijo(), feriados=())
    assert (m.avance, m.evidencia) == (80, "Fotografías")


def test_those_of_an_open_visit_are_not_agreed_yet(almacen: Almacen, asm: Asm) -> None:
    escribir(almacen, cerrada=False)
    assert asm.mejoras().reunir(reloj=RelojFijo(), feriados=()) == ()
