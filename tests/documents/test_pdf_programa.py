"""What the programme prints: the year, each month with its reasons, what was moved or cancelled, who authorises it."""

from __future__ import annotations

import json

from supervisor_app.documents.programa import ADJUNTO
from supervisor_app.domain.programa import Programa
from tests.documents.ejemplo_programa import cancelled, moved, programme, programme_pdf, programmed
from tests.documents.ejemplos import LETTER, assert_in_order, opened, text_of


def test_the_year_each_month_and_who_authorises_are_printed_in_order() -> None:
    pdf = programme_pdf(programme(programmed(), moved(), cancelled(), programmed(9)))
    assert_in_order(
        text_of(pdf),
        [
            "PROGRAMA DE VISITAS 2026",
            "Jefatura de prueba, OOAD Colima",
            "no es un formato oficial",
            "Versión 2, al 15/12/2025: 3 visitas (1 reprogramada y 1 cancelada aparte) a 3 unidades.",
            "Programa anual por mes",
            "Enero",
            "Lugar Ficticio 1 y Lugar Ficticio 2",
            "Visitas por departamento",
            "Una visita conjunta se cuenta",
            "Enero de 2026",
            "P-2026-001",
            "05/01/2026 al 07/01/2026",
            "CO-01 a CO-03, CO-06",
            "3 con plazo vencido; la mayor, 64 días (16)",
            "P-2026-002",
            "Reprogramada, era del 05/01/2026 al 05/01/2026: La unidad se muda.",
            "Cancelada: Sin viáticos.",
            "Marzo de 2026",
            "El programa de visitas 2026 comprende 3 visitas.",
            "Elaboró",
            "Autorizó",
        ],
    )
    with opened(pdf) as open_:
        assert [float(v) for v in open_.pages[0].MediaBox][2:] == [LETTER[1], LETTER[0]]
        assert [str(f.T) for f in open_.Root.AcroForm.Fields] == ["Firma_1", "Firma_2"]


def test_the_programme_travels_inside_and_the_same_one_gives_the_same_bytes() -> None:
    p = programme(programmed())
    pdf = programme_pdf(p)
    assert programme_pdf(p) == pdf
    with opened(pdf) as open_:
        inside = json.loads(open_.attachments[ADJUNTO].get_file().read_bytes())
    assert Programa.model_validate(inside["programa"]) == p


def test_a_draft_carries_no_record() -> None:
    with opened(programme_pdf(programme(programmed()), borrador=True)) as open_:
        assert ADJUNTO not in open_.attachments


def test_a_practised_programme_says_so_above_everything_that_it_lists() -> None:
    practised = text_of(programme_pdf(programme(programmed(ficticia=True))))
    assert_in_order(practised, ["PROGRAMA DE VISITAS 2026", "DATOS FICTICIOS", "Programa anual por mes"])
    assert "FICTICIOS" not in text_of(programme_pdf(programme(programmed())))


def test_a_visit_without_reasons_says_who_chose_it() -> None:
    assert "Elegida por la Jefatura" in text_of(programme_pdf(programme(programmed(razones=()))))
