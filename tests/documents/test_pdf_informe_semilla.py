"""The real informe of the shared material, transcribed by code: nothing of it is copied into this project."""

import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from supervisor_app.domain.informe import SECCIONES
from supervisor_app.domain.texto import MESES
from supervisor_app.domain.validacion_informe import leer_datos, validar
from tests.documents.ejemplos import assert_in_order, informe_pdf, pdftotext, text_of

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FOUND = sorted(SEEDS.glob("000_*.txt")) if SEEDS.is_dir() else []
pytestmark = pytest.mark.skipif(not FOUND, reason="the shared source documents (../shared/seeds) are not here")

LABELS = {
    "Nombre del Coordinador Normativo:": "coordinador_normativo",
    "Nombre de la Coordinación Normativa:": "coordinacion_normativa",
    "ADSCRIPCIÓN:": "adscripcion",
    "LUGAR DE LA COMISIÓN:": "lugar_comision",
    "DEL:": "del",
    "AL:": "al",
    "OBJETO DE LA COMISIÓN:": "objeto",
}


@dataclass
class Transcription:
    """DATOS.json of the seed, and every line of it that must be read on paper, in order."""

    datos: dict[str, Any] = field(default_factory=lambda: {name: [] for name in SECCIONES})
    printed: list[str] = field(default_factory=list)


def transcribe(text: str) -> Transcription:
    """Read the seed: plain lines, ``**bold**`` titles, ``- 1.- item`` and ``  - a) sub-item``."""
    result = Transcription()
    lines = [(len(raw) - len(raw.lstrip()), raw.strip().replace("**", "")) for raw in text.splitlines() if raw.strip()]
    section = ""
    for indent, line in lines:
        result.printed.append(line.removeprefix("- "))
        if title := re.fullmatch(r"([1-5])\. [A-ZÓÁÉÍÚ ]+", line):
            section = SECCIONES[int(title[1]) - 1]
        elif line.startswith('"Declaro'):
            section = "firma"
        elif section in SECCIONES:
            _add_block(result.datos[section], line, indent)
        else:
            _add_header(result.datos, line, section)
    return result


def _add_block(blocks: list[dict[str, Any]], line: str, indent: int) -> None:
    marked = re.fullmatch(r"- (\d+\.-|[a-z]\)) (.+)", line)
    if marked is None:
        blocks.append({"texto": line, "marcador": "parrafo"})
        return
    block: dict[str, Any] = {
        "texto": marked[2],
        "marcador": "letra" if marked[1].endswith(")") else "numero",
        "subelementos": [],
    }
    (blocks[-1]["subelementos"] if indent else blocks).append(block)


def _add_header(datos: dict[str, Any], line: str, section: str) -> None:
    for label, name in LABELS.items():
        if line.startswith(label):
            value = line.removeprefix(label).strip()
            datos[name] = _iso(value) if name in ("del", "al") else value
    if place := re.fullmatch(r"(.+), a (\d+) de (\w+) de (\d{4})", line):
        datos["ciudad"] = place[1]
        datos["fecha"] = date(int(place[4]), MESES.index(place[3]) + 1, int(place[2])).isoformat()
    elif re.fullmatch(r"\d+", line):
        datos["numero_pliego"] = line
    elif section == "firma" and line.isupper() and "comisionado" not in datos:
        datos["comisionado"] = line


def _iso(value: str) -> str:
    return datetime.strptime(value, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a plain day, without zone


@pytest.fixture(scope="module")
def seed() -> Transcription:
    return transcribe(FOUND[0].read_text(encoding="utf-8"))


def test_the_seed_is_a_complete_informe(seed: Transcription) -> None:
    assert validar(leer_datos(json.dumps(seed.datos))) == ()
    assert [len(seed.datos[name]) for name in SECCIONES] == [1, 2, 1, 6, 1]
    assert len(seed.datos["actividades"][1]["subelementos"]) == 8


def test_everything_of_the_seed_is_on_paper_in_order(seed: Transcription) -> None:
    assert_in_order(text_of(informe_pdf(leer_datos(json.dumps(seed.datos)))), seed.printed)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not here")
@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)], ids=lambda o: "".join(o) or "plain")
def test_poppler_reads_the_seed_in_order(seed: Transcription, options: tuple[str, ...]) -> None:
    assert_in_order(pdftotext(informe_pdf(leer_datos(json.dumps(seed.datos))), *options), seed.printed)
