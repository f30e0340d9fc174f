"""What a package says about its evidence, and what goes apart."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from supervisor_app.domain import comandos
from supervisor_app.domain.expediente import Expediente
from supervisor_app.services.lista_evidencia import LISTA, LISTA_RESERVADA, listas, lugares
from tests.visita_ficticia import (
    CO_90,
    CONTROL,
    MUESTRA,
    NO_CUMPLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    responder,
)

HALLAZGO = f"{VISITA_ID}:i:{CONTROL.id}"


def con(*campos: dict[str, object]) -> Expediente:
    e = aplicar(expediente(cedulas=()), comandos.elegir_cedulas(expediente(cedulas=()), [CO_90]))
    archivos = [evidencia(n, orden=n, **extra) for n, extra in enumerate(campos, 1)]
    return aplicar(responder(e, CONTROL.id, NO_CUMPLE), comandos.adjuntar(e, archivos))


def filas(contenido: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"))))


def test_each_file_is_listed_with_its_names_caption_and_what_it_supports() -> None:
    tomada = datetime(2026, 11, 19, 10, 42)  # noqa: DTZ001 - as the camera had it
    e = con(
        {"item_id": CONTROL.id, "nombre_original": "IMG_1.HEIC", "leyenda": "Sin sello", "tomada": tomada},
        {"inconsistencia_id": HALLAZGO},
    )
    titulos, una, otra = filas(listas(e)[LISTA])
    assert titulos[:6] == ["Archivo", "Nombre", "Nombre original", "Leyenda", "Sustenta", "Tomada"]
    assert una[:6] == [
        "001 acta 1.pdf", "acta 1.pdf", "IMG_1.HEIC", "Sin sello", f"Punto {CONTROL.id}", "19/11/2026 10:42",
    ]  # fmt: skip
    assert otra[4] == "Inconsistencia 01"


def test_what_supports_a_possible_irregularity_has_a_list_and_names_of_its_own() -> None:
    e = con({"item_id": MUESTRA.id}, {"inconsistencia_id": HALLAZGO})
    e = aplicar(e, comandos.modificar_inconsistencia(e, HALLAZGO, posible_irregularidad=True))
    hechas = listas(e)
    assert [f[1] for f in filas(hechas[LISTA])[1:]] == ["acta 1.pdf"]
    assert [f[1] for f in filas(hechas[LISTA_RESERVADA])[1:]] == ["acta 2.pdf"]
    assert lugares(e)["evidencia-2"] == "evidencia/posible irregularidad 001 acta 2.pdf"


def test_without_evidence_there_is_no_list() -> None:
    assert listas(expediente()) == {}


def test_a_caption_is_no_formula() -> None:
    (_, una) = filas(listas(con({"leyenda": "=1+1"}))[LISTA])
    assert una[3] == "'=1+1"
