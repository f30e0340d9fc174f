"""How long a visit stays in the bin: what the office does not have is never deleted."""

from __future__ import annotations

import pytest

from supervisor_app.domain.base import con
from supervisor_app.domain.papelera_de_visitas import Destino, EnPapelera
from supervisor_app.domain.visita import EstadoVisita, Visita
from tests.visita_ficticia import AHORA, COLIMA

VISITA = Visita(id="ab" * 16, folio="V-2026-001", unidad=COLIMA, creada=AHORA)
CERRADA = con(VISITA, estado=EstadoVisita.CERRADA)


def en_papelera(visita: Visita = CERRADA, **mas: bool) -> EnPapelera:
    dicho = {"firmada": True, "alguna_cerrada": True, "sin_entregar": False, "sin_acuse": False} | mas
    return EnPapelera(visita=visita, cuando=AHORA, quien="", vistos=0, respuestas=0, hallazgos=0, **dicho)


@pytest.mark.parametrize(
    ("una", "destino", "dice"),
    [
        (en_papelera(), Destino.A_MANO, ""),
        (en_papelera(sin_acuse=True), Destino.SE_QUEDA, "no acusa recibo"),
        (en_papelera(sin_entregar=True, sin_acuse=True), Destino.SE_QUEDA, "falta entregarla"),
        (en_papelera(VISITA), Destino.SE_QUEDA, "documentos firmados sin entregar"),
        (en_papelera(VISITA, firmada=False, alguna_cerrada=False), Destino.SE_BORRA, ""),
    ],
)
def test_what_nobody_else_has_stays(una: EnPapelera, destino: Destino, dice: str) -> None:
    assert una.destino is destino
    assert dice in una.por_que_se_queda
    assert bool(una.por_que_se_queda) == (destino is Destino.SE_QUEDA)


def test_a_list_says_until_when() -> None:
    assert en_papelera(sin_acuse=True).plazo == "Se queda hasta el acuse"
    assert en_papelera(sin_entregar=True, sin_acuse=True).plazo == "Se queda hasta entregarla"
