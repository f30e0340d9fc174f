"""Clashes and news in the words that people read."""

from __future__ import annotations

import json

import pytest

from supervisor_app.domain import comandos
from supervisor_app.domain.choque import EXISTE, Choque
from supervisor_app.domain.expediente import Cambio, Expediente
from supervisor_app.domain.fusion.campos import aplanar
from supervisor_app.domain.fusion.palabras import de_que, nombre_del_campo, resumen, valor_en_palabras
from tests.visita_ficticia import (
    CONTROL,
    NO_CUMPLE,
    VISITA_ID,
    aplicar,
    evidencia,
    expediente,
    fila,
    informe,
    medida,
    responder,
    visita,
)  # fmt: skip


def completa() -> Expediente:
    """A visit with a record of the kinds that clash most."""
    e = responder(expediente(), CONTROL.id, NO_CUMPLE)
    (h,) = e.inconsistencias.values()
    e = aplicar(e, comandos.guardar_informe(e, informe()))
    return e.aplicar(Cambio(None, r) for r in (medida(1, h.id), fila(1, True), evidencia()))


def choque(clase: str, registro_id: str, campo: str) -> Choque:
    return Choque(id="c", visita_id=VISITA_ID, clase=clase, registro_id=registro_id, campo=campo, lados=())


H = f"{VISITA_ID}:i:{CONTROL.id}"


@pytest.mark.parametrize(
    ("clase", "registro_id", "campo", "valor", "de", "nombre", "palabras"),
    [
        (
            "respuesta",
            f"{VISITA_ID}:{CONTROL.id}",
            "valor",
            {"tipo": "cumple", "valor": "parcial"},
            "CO-90-01",
            "Respuesta",
            "Parcial",
        ),
        ("respuesta", f"{VISITA_ID}:{CONTROL.id}", "nota", "Dos\nrenglones", "CO-90-01", "Nota", "Dos\nrenglones"),
        ("respuesta", f"{VISITA_ID}:{CONTROL.id}", "valor", None, "CO-90-01", "Respuesta", "Sin dato"),
        ("inconsistencia", H, "riesgo", "alto", "Inconsistencia 01", "Riesgo", "Alto"),
        ("inconsistencia", H, "importe", "12500.50", "Inconsistencia 01", "Importe", "12,500.50"),
        ("inconsistencia", H, EXISTE, False, "Inconsistencia 01", "Si se conserva o se quita", "Quitar"),
        ("medida", "medida-1", "fecha", "2026-07-01", "Medida de la inconsistencia 01", "Fecha", "01/07/2026"),
        (
            "visita",
            VISITA_ID,
            "recibio",
            {"nombre": "Eva Ruiz", "cargo": "Jefa"},
            "La visita",
            "Quién recibió la visita",
            "Eva Ruiz, Jefa",
        ),
        ("visita", VISITA_ID, "hora_apertura", "09:30:00", "La visita", "Hora de apertura", "09:30"),
        (
            "visita",
            VISITA_ID,
            "unidad",
            json.loads(aplanar(visita())["unidad"]),
            "La visita",
            "Unidad visitada",
            "Subdelegación Colima",
        ),
        ("fila", "fila-00001", "con_inconsistencia", True, "CO-90-02", "Con inconsistencia", "Sí"),
        ("evidencia", "evidencia-1", "leyenda", "El archivero", "Evidencia «acta 1.pdf»", "Leyenda", "El archivero"),
        (
            "informe",
            f"{VISITA_ID}:informe",
            "datos.proposito",
            [{"texto": "Uno", "marcador": "numero", "subelementos": []}],
            "Informe de la comisión",
            "1. Propósito de la comisión",
            "1.- Uno",
        ),
        ("informe", f"{VISITA_ID}:informe", "datos.ciudad", "COLIMA", "Informe de la comisión", "Ciudad", "COLIMA"),
        ("respuesta", "que-no-esta", "nota", "x", "Un registro que ya se quitó", "Nota", "Sin dato"),
    ],
)
def test_a_clash_reads_as_people_write(
    clase: str, registro_id: str, campo: str, valor: object, de: str, nombre: str, palabras: str
) -> None:
    e, c = completa(), choque(clase, registro_id, campo)
    assert de_que(e, c).startswith(de)
    assert nombre_del_campo(c) == nombre
    assert valor_en_palabras(e, c, json.dumps(valor)) == palabras


def test_what_comes_is_counted_by_kind() -> None:
    e = completa()
    nuevas = [Cambio(None, fila(n)) for n in (2, 3)]
    (h,) = e.inconsistencias.values()
    assert resumen([*nuevas, Cambio(h, None), Cambio(e.visita, visita(lugar="OTRO"))]) == (
        "Cambian datos de la visita",
        "2 renglones de muestra nuevos",
        "1 inconsistencia quitada",
    )
