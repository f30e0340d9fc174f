"""The lists of following up as files: columns and rows for CSV and workbook, and the same as JSON.

It must never change a figure nor say more than the list does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from supervisor_app import durable
from supervisor_app.domain.canonico import legible
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.services.desahogo.valores import Asunto, MedidaSeguida
from supervisor_app.services.oficina.exporta import Valor, exportar

TITULOS_ASUNTOS: Final = (
    "Folio", "Asunto", "Unidad", "OOAD", "Subdelegación", "Departamento", "Proceso", "Origen", "Riesgo", "Importe",
    "Estado", "Hallado", "Plazo", "Días naturales", "Días hábiles", "Vencido hace (naturales)",
    "Vencido hace (hábiles)",
    "Veces", "Medidas", "Medidas pendientes", "Por revisar", "Responsables",
)  # fmt: skip
TITULOS_MEDIDAS: Final = (
    "Folio", "Asunto", "Unidad", "OOAD", "Departamento", "Estado del asunto", "No.", "Tipo", "Medida", "Responsable",
    "Plazo", "Primera fecha", "Avance %", "Estado", "Vencida hace (naturales)", "Vencida hace (hábiles)", "Prórrogas",
)  # fmt: skip


def renglon_de_asunto(a: Asunto) -> tuple[Valor, ...]:
    return (
        a.folio, a.titulo, a.unidad, a.lugar.ooad_nombre or a.lugar.ooad, a.lugar.subdelegacion_nombre,
        a.departamento.label if a.departamento else "", a.proceso, a.origen_completo, a.riesgo.label, a.importe,
        a.estado.label, a.fecha, a.plazo, a.antiguedad.naturales, a.antiguedad.habiles,
        a.atraso.naturales if a.atraso else None, a.atraso.habiles if a.atraso else None, a.veces, a.medidas,
        a.medidas_pendientes, "Sí" if a.por_revisar else "No", "; ".join(a.responsables),
    )  # fmt: skip


def renglon_de_medida(m: MedidaSeguida) -> tuple[Valor, ...]:
    return (
        m.asunto_folio, m.asunto_titulo, m.unidad, m.lugar.ooad_nombre or m.lugar.ooad,
        m.departamento.label if m.departamento else "", m.asunto_estado.label, m.numero, m.tipo.label, m.texto,
        m.responsable, m.fecha, m.fecha_original, m.avance, m.estado.label, m.atraso.naturales if m.atraso else None,
        m.atraso.habiles if m.atraso else None, m.prorrogas,
    )  # fmt: skip


def asunto_como_json(a: Asunto) -> dict[str, Any]:
    return {
        "id": a.id, "clase": a.clase.value, "folio": a.folio, "titulo": a.titulo, "unidad": a.unidad,
        "unidad_clave": a.unidad_clave, "ooad": a.lugar.ooad, "subdelegacion": a.lugar.subdelegacion,
        "departamento": a.departamento.value if a.departamento else "", "proceso": a.proceso,
        "origen": a.origen.value, "origen_completo": a.origen_completo, "riesgo": a.riesgo.value,
        "importe": str(a.importe) if a.importe is not None else None, "estado": a.estado.value,
        "hallado": a.fecha.isoformat(), "visto_el": a.visto_el.isoformat() if a.visto_el else None,
        "plazo": a.plazo.isoformat() if a.plazo else None, "dias": a.antiguedad.naturales,
        "dias_habiles": a.antiguedad.habiles, "vencido": a.vencido,
        "atraso": a.atraso.naturales if a.atraso else None, "veces": a.veces, "medidas": a.medidas,
        "medidas_pendientes": a.medidas_pendientes, "por_revisar": a.por_revisar,
        "responsables": list(a.responsables), "ficticio": a.ficticio,
    }  # fmt: skip


def medida_como_json(m: MedidaSeguida) -> dict[str, Any]:
    return {
        "id": m.id, "asunto": m.asunto, "folio": m.asunto_folio, "unidad": m.unidad, "numero": m.numero,
        "tipo": m.tipo.value, "texto": m.texto, "responsable": m.responsable,
        "plazo": m.fecha.isoformat() if m.fecha else None,
        "primera_fecha": m.fecha_original.isoformat() if m.fecha_original else None, "avance": m.avance,
        "estado": m.estado.value, "atraso": m.atraso.naturales if m.atraso else None, "prorrogas": m.prorrogas,
        "ficticio": m.ficticio,
    }  # fmt: skip


def guardar_asuntos(asuntos: Sequence[Asunto], ruta: Path) -> None:
    """Write the list: ``.xlsx``, ``.json``, else CSV. Raises EnvironmentProblem."""
    if ruta.suffix.casefold() == ".json":
        _escribir(ruta, legible([asunto_como_json(a) for a in asuntos]))
    else:
        exportar(TITULOS_ASUNTOS, [renglon_de_asunto(a) for a in asuntos], ruta, hoja="Seguimiento")


def guardar_medidas(medidas: Sequence[MedidaSeguida], ruta: Path) -> None:
    """The same of measures."""
    if ruta.suffix.casefold() == ".json":
        _escribir(ruta, legible([medida_como_json(m) for m in medidas]))
    else:
        exportar(TITULOS_MEDIDAS, [renglon_de_medida(m) for m in medidas], ruta, hoja="Medidas")


def _escribir(ruta: Path, datos: bytes) -> None:
    try:
        durable.write_atomic(ruta, datos, mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta}»: {motivo(error)}. Elija otro lugar.") from error
