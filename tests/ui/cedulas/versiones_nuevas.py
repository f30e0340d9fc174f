"""A folder of imported definitions with newer versions of CO-02 and CO-05, as the Jefatura would send them; and a visit
that answered their first versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from supervisor_app import paths
from supervisor_app.domain.cedula.answers import ValorNumero, ValorPorcentaje
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.definiciones import Definiciones
from tests.ui.cedulas.scenes import note, rows, sample
from tests.ui.visit_fixtures import answer, prepared
from tests.visita_ficticia import NO_CUMPLE

_NEW_ITEM = """  - id: CO-02-30
    pregunta: "¿Cada notificador entrega su ruta firmada el mismo día?"
    tipo: cumple
    evidencia: "Rutas firmadas de la semana"
    fundamento: ["JSAC:7.1.3:3"]
"""


def newer_forms(folder: Path) -> Definiciones:
    """The shipped definitions with these imported on top of them."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, "CO-05", lambda text: text.replace("¿", "¿Según el expediente, ", 1))
    _write(folder, "CO-02", _second_of_co_02)
    return Definiciones.cargar(paths.formas(), folder)


def _second_of_co_02(text: str) -> str:
    text = re.sub(r"  - id: CO-02-03\n(?:    .*\n)+", "", text)
    text = text.replace('    tipo: numero\n    unidad: "días"\n', "    tipo: porcentaje\n", 1)
    text = text.replace("En promedio, ¿cuántos días pasan entre recibir el documento y notificarlo?",
                        "¿Qué proporción de los documentos se notificó en los primeros cinco días?")  # fmt: skip
    return text.replace("items:\n", f"items:\n{_NEW_ITEM}", 1)


def _write(folder: Path, code: str, change: Callable[[str], str]) -> None:
    text = (paths.formas() / "cedulas" / f"{code}.yaml").read_text(encoding="utf-8")
    text = text.replace("version: 1\n", "version: 2\n").replace("vigente_al: 2026-11-20", "vigente_al: 2026-12-01")
    (folder / f"{code}.yaml").write_text(change(text), encoding="utf-8")


def answered() -> Expediente:
    """CO-02 with rows, a note and a finding; CO-05 with one answer that stays."""
    return prepared(
        answer("CO-02-01", ValorPorcentaje(valor=Decimal(82))),
        answer("CO-02-02", ValorNumero(valor=9)),
        note("CO-02-02", "Cuentan desde el sello de recepción de la oficina."),
        sample("CO-02-03", rows("CO-02-03", 17)),
        note("CO-02-03", "Las tres actas son del mismo notificador."),
        answer("CO-05-06", NO_CUMPLE),
    )
