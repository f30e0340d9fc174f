"""Which records have a table, what is found in it by its columns, and by which words. It must never run a statement."""

from __future__ import annotations

Columnas = tuple[tuple[str, str, str], ...]

# Table of each kind of record: extra generated columns as (name, json path, type).
TABLAS_1: dict[str, Columnas] = {
    "visita": (("folio", "$.folio", "TEXT"), ("estado", "$.estado", "TEXT"), ("inicio", "$.inicio", "TEXT")),
    "fijada": (("codigo", "$.definicion.codigo", "TEXT"),),
    "aplicada": (("codigo", "$.codigo", "TEXT"),),
    "respuesta": (("item_id", "$.item_id", "TEXT"),),
    "fila": (("item_id", "$.item_id", "TEXT"),),
    "evidencia": (("sha256", "$.sha256", "TEXT"),),
    "inconsistencia": (("item_id", "$.item_id", "TEXT"), ("estado", "$.estado", "TEXT")),
    "medida": (("fecha", "$.fecha", "TEXT"),),
    "verificacion": (("hallazgo_id", "$.hallazgo_id", "TEXT"),),
    "informe": (),
}
TABLAS_2: dict[str, Columnas] = {
    "muestreo": (("item_id", "$.item_id", "TEXT"),),
    "sin_lugar": (("item_id", "$.item_id", "TEXT"),),
    "indicador": (("codigo", "$.codigo", "TEXT"),),
    "acta": (),
}
TABLAS_3: dict[str, Columnas] = {"choque": ()}
TABLAS: dict[str, Columnas] = TABLAS_1 | TABLAS_2 | TABLAS_3
UNIDAD = tuple(f"json_extract(datos, '$.unidad.{parte}')" for parte in ("tipo", "ooad", "subdelegacion"))
"""What tells the units apart besides their own name, as it is indexed."""
ITEMS = "$.items"
"""A list, whose words are sought one by one; records of before have ``$.item_id`` in its place."""
DICHOS = ("$.valor", "$.celdas", "$.respuesta.valor", "$.filas")
"""Where answers stand, alone or in rows: of these the words are sought, not the numbers, dates and keys."""
BUSCABLES: dict[str, tuple[str, ...]] = {
    "visita": (
        "$.folio", "$.unidad.ooad_nombre", "$.unidad.subdelegacion_nombre", "$.unidad.nombre", "$.pliego", "$.lugar",
        "$.objeto", "$.recibio.nombre", "$.titular.nombre", "$.periodo_revisado", "$.fuente",
    ),
    "respuesta": ("$.item_id", "$.nota", "$.valor"),
    "fila": ("$.referencia", "$.detalle", "$.nota", "$.celdas"),
    "inconsistencia": ("$.item_id", ITEMS, "$.titulo", "$.descripcion", "$.causa", "$.referencia"),
    "medida": ("$.texto", "$.responsable_cargo", "$.responsable_nombre", "$.evidencia_esperada"),
    "sin_lugar": ("$.item_id", "$.punto.pregunta", "$.respuesta.nota", "$.respuesta.valor", "$.filas"),
}  # fmt: skip
