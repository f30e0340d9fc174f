"""The cédula de seguimiento of a second visit: what it says of the first one's findings, and what it keeps apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervisor_app import wiring
from supervisor_app.documents.modelo_seguimiento import DocumentoSeguimiento
from supervisor_app.documents.modelos import Signo
from supervisor_app.domain import comandos
from supervisor_app.domain.base import con
from supervisor_app.domain.documento import EstadoDocumento, TipoDocumento
from supervisor_app.domain.seguimiento import HallazgoAnterior, ResultadoVerificacion
from supervisor_app.domain.version_publica import Testado
from supervisor_app.services.documentos import FilaDocumento
from supervisor_app.services.papel.seguimiento_impreso import imprimir_seguimiento, registro_seguimiento
from tests.services.banco import adjunto, texto
from tests.services.test_seguimiento import Mesa
from tests.visita_ficticia import CONTROL, ITEMS, MUESTRA, NO_CUMPLE, RESPONSABLE, RelojFijo, muestra

SOLVENTADA = ResultadoVerificacion.SOLVENTADA
EN_ATENCION = ResultadoVerificacion.EN_ATENCION
NO_SOLVENTADA = ResultadoVerificacion.NO_SOLVENTADA
SEGUIMIENTO = TipoDocumento.SEGUIMIENTO
SECRETO = "doble cobro"
PERSONAS = {
    "recibio": {"nombre": "José Ibargüen Treviño", "cargo": "Titular"},
    "equipo": ({"nombre": "Lucía Ñandú Peñaloza", "cargo": "Supervisora"},),
}


@pytest.fixture
def segunda(datos: Path, reloj: RelojFijo) -> Iterator[Callable[..., Mesa]]:
    """Makes June's visit with three findings, their measures due on 3 July, and opens September's; the findings of
    ``reservados`` items are possible irregularities."""
    with wiring.abrir(datos, reloj=reloj) as s:

        def hacer(*reservados: str) -> Mesa:
            m = Mesa(s, reloj)
            m.nueva()
            for item, valor in ((CONTROL, NO_CUMPLE), (MUESTRA, muestra(20, 6)), (RESPONSABLE, NO_CUMPLE)):
                m.hacer(comandos.responder(m.e, item, valor))
                m.hacer(comandos.anotar(m.e, item, f"Nota de {item.id} {SECRETO if item.id in reservados else ''}"))
            for h in m.e.inconsistencias_en_orden():
                medida = {"texto": f"Atender {h.items[0]}", "responsable_cargo": "Jefa", "fecha": date(2026, 7, 3)}
                m.hacer(comandos.nueva_medida(m.e, h.id, m.nuevo_id, **medida))
                if h.items[0] in reservados:
                    m.hacer(comandos.modificar_inconsistencia(m.e, h.id, posible_irregularidad=True))
            m.cerrar()
            reloj.adelantar(days=92)
            m.nueva()
            m.hacer(comandos.modificar_visita(m.e, "Preparó", **PERSONAS))
            return m

        yield hacer


def impreso(m: Mesa) -> DocumentoSeguimiento:
    return imprimir_seguimiento(m.e, m.s.seguimiento.antecedentes(m.e), m.s.seguimiento.feriados())


def anterior(m: Mesa, n: int) -> HallazgoAnterior:
    return next(a for a in m.s.seguimiento.anteriores(m.e) if a.hallazgo.numero == n)


def fila(m: Mesa) -> FilaDocumento | None:
    return next((f for f in m.s.documentos.lista(m.e) if f.tipo is SEGUIMIENTO), None)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_each_finding_is_told_from_what_was_found_to_what_became_of_it(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, SOLVENTADA, "Oficio 12/2026")
    (h,) = impreso(m).hallazgos
    assert (h.folio, h.origen, h.recibido, h.resultado) == (
        "V-2026-001-01", "V-2026-001, 10/06/2026", "Abierta", "Solventada",
    )  # fmt: skip
    assert (h.signo, h.nota, h.puntos) == (Signo.CUMPLE, "Oficio 12/2026", CONTROL.id)
    assert h.hallado == "¿El control está al día? No se cumple. Nota de CO-90-01"
    assert h.antiguedad == "92 días (66 hábiles)"


def test_a_measure_says_how_long_it_was_overdue_on_the_last_day(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, EN_ATENCION)
    (medida,) = impreso(m).hallazgos[0].medidas
    assert (medida.plazo, medida.atraso) == ("03/07/2026", "Venció hace 69 días (49 hábiles)")
    assert (medida.signo, medida.resultado) == (Signo.SIN_RESPUESTA, "Sin verificar")


def test_a_measure_that_is_done_is_not_overdue(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, SOLVENTADA, "Oficio 12/2026")
    a = anterior(m, 1)
    m.hacer(comandos.verificar_medida(m.e, a, a.medidas[0].id, cumplida=True, nota="Oficio 12/2026"))
    (medida,) = impreso(m).hallazgos[0].medidas
    assert (medida.signo, medida.atraso, medida.avance) == (Signo.CUMPLE, "", "100\N{NO-BREAK SPACE}%")


def test_nothing_of_a_solved_finding_is_overdue(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, SOLVENTADA, "Oficio 12/2026")
    assert impreso(m).hallazgos[0].medidas[0].atraso == ""


def test_a_prorroga_granted_leaves_the_date_as_it_was_received(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, EN_ATENCION)
    a = anterior(m, 1)
    op = comandos.prorrogar_medida_anterior(
        m.e, a, a.medidas[0].id, date(2026, 12, 1), motivo="Obra", autorizo="Jefa", cuando=m.reloj(), quien="Ana"
    )
    m.hacer(op)
    (medida,) = impreso(m).hallazgos[0].medidas
    assert (medida.plazo, medida.atraso != "") == ("03/07/2026", True)
    assert medida.notas == ("Prórroga del 03/07/2026 al 01/12/2026: Obra. Autorizó: Jefa.",)


def test_the_totals_say_how_they_were_received_and_how_they_are_left(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, SOLVENTADA, "Oficio 12/2026")
    m.verificar(2, NO_SOLVENTADA, "Sin cambio")
    doc = impreso(m)
    assert [(f.recibido, f.quedaron) for f in doc.estados] == [("Abiertas", ("1", "—", "1", "1", "3"))]
    assert [round(parte, 2) for parte, _ in doc.partes] == [0.33, 0.0, 0.33, 0.33]
    assert doc.frase.endswith("1 solventada y 1 no solventada. 1 hallazgo no se verificó.")
    assert [(p.folio, p.plazo) for p in doc.pendientes] == [("V-2026-001-03", "03/07/2026")]


def test_what_is_found_again_says_where(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, NO_SOLVENTADA, "Sin cambio")
    m.hacer(comandos.responder(m.e, CONTROL, NO_CUMPLE))
    assert impreso(m).hallazgos[0].reincide == (
        "en esta visita se volvió a encontrar; véase la inconsistencia V-2026-002-01."
    )


def test_its_evidence_is_named(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, EN_ATENCION)
    (v,) = m.e.verificaciones
    acuse = m.s.evidencias.preparar_bytes(m.e, "acuse.txt", b"acuse")
    m.hacer(comandos.adjuntar(m.e, [con(acuse, inconsistencia_id=v)]))
    assert impreso(m).hallazgos[0].evidencias == ("acuse.txt",)


# --- what it keeps apart --------------------------------------------------------------------------------------------


def test_an_earlier_possible_irregularity_is_neither_told_nor_counted(segunda: Callable[..., Mesa]) -> None:
    m = segunda(CONTROL.id)
    m.verificar(1, NO_SOLVENTADA, SECRETO)
    m.verificar(2, EN_ATENCION)
    doc = impreso(m)
    assert doc.total == ("—", "1", "—", "1", "2")
    assert [h.folio for h in doc.hallazgos] == ["V-2026-001-02"]
    registro = registro_seguimiento(m.e, m.s.seguimiento.antecedentes(m.e), ())
    assert SECRETO not in str(registro) and "V-2026-001-01" not in str(registro)


def test_a_question_that_a_reserved_finding_shares_keeps_its_note_apart(segunda: Callable[..., Mesa]) -> None:
    m = segunda(CONTROL.id)
    m.verificar(2, EN_ATENCION)
    a = next(x for x in m.s.seguimiento.antecedentes(m.e))
    otra = next(h for h in a.inconsistencias if h.items[0] == MUESTRA.id)
    con_ambos = otra.model_copy(update={"items": (MUESTRA.id, CONTROL.id)})
    cambiado = replace(a, inconsistencias=tuple(con_ambos if h.id == otra.id else h for h in a.inconsistencias))
    (h,) = imprimir_seguimiento(m.e, [cambiado], ()).hallazgos
    assert SECRETO not in str(h) and ITEMS[CONTROL.id].pregunta in h.hallado


# --- as a document of a visit ---------------------------------------------------------------------------------------


def test_it_is_there_once_an_earlier_finding_is_verified(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    assert fila(m) is None
    m.verificar(1, EN_ATENCION)
    ofrecida = fila(m)
    assert ofrecida is not None
    assert (ofrecida.falta, ofrecida.impide_cerrar) == ("", False)


def test_it_is_not_offered_for_what_goes_apart(segunda: Callable[..., Mesa]) -> None:
    m = segunda(CONTROL.id)
    m.verificar(1, EN_ATENCION)
    assert fila(m) is None


def test_the_emitted_one_carries_its_record_and_becomes_out_of_date(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, EN_ATENCION)
    documento = m.s.documentos.emitir(m.e, SEGUIMIENTO)
    pdf = m.s.documentos.leer(documento)
    assert (documento.folio, json.loads(adjunto(pdf))["folio"]) == ("V-2026-002-SEG",) * 2
    assert "Atender CO-90-01" in texto(pdf)
    m.verificar(2, EN_ATENCION)
    ofrecida = fila(m)
    assert ofrecida is not None and ofrecida.estado is EstadoDocumento.DESACTUALIZADO


def test_its_public_version_names_no_file_and_nobody_who_is_told_to_go(segunda: Callable[..., Mesa]) -> None:
    m = segunda()
    m.verificar(1, EN_ATENCION, "Lo dijo Panadería La Ñusta")
    (v,) = m.e.verificaciones
    acuse = m.s.evidencias.preparar_bytes(m.e, "oficio de la empresa.txt", b"x")
    m.hacer(comandos.adjuntar(m.e, [con(acuse, inconsistencia_id=v)]))
    m.s.documentos.emitir(m.e, SEGUIMIENTO)
    testado = Testado.model_validate({"palabras": ["Panadería La Ñusta"], "fundamento": "Art. 22 de la LSS"})
    pdf = m.s.documentos.version_publica(m.e, SEGUIMIENTO, "", testado).pdf
    dicho = texto(pdf) + adjunto(pdf).decode()
    assert "VERSIÓN PÚBLICA" in dicho and "V-2026-001-01" in dicho
    assert "Ñusta" not in dicho and "oficio de la empresa" not in dicho
