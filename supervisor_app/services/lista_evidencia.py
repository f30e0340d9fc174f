"""What a package says about its evidence: where each file is in it, and a list that a person opens in a spreadsheet.

What supports a possible irregularity has names, records and a list of its own, so that the office can keep it apart
(JSAC 7.1.1 núm. 14, 15, 21). This module must never read a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.sustento import de_que, en_orden, reservadas
from supervisor_app.domain.texto import coordenadas, fecha_hora

LISTA = "evidencia/000 Lista de evidencia.csv"
LISTA_RESERVADA = "evidencia/posible irregularidad 000 Lista de evidencia.csv"
_COLUMNAS = (
    "Archivo", "Nombre", "Nombre original", "Leyenda", "Sustenta", "Tomada", "Lugar", "Bytes", "SHA-256",
)  # fmt: skip


def lugares(e: Expediente) -> Mapping[str, str]:
    """The path of each file of evidence in the package, by its id, in order."""
    aparte = reservadas(e)
    rutas = {}
    for n, v in enumerate((v for v in en_orden(e.evidencias.values()) if v.id not in aparte), start=1):
        rutas[v.id] = f"evidencia/{n:03d} {v.nombre}"
    for n, v in enumerate((v for v in en_orden(e.evidencias.values()) if v.id in aparte), start=1):
        rutas[v.id] = f"evidencia/posible irregularidad {n:03d} {v.nombre}"
    return rutas


def listas(e: Expediente) -> Mapping[str, bytes]:
    """The lists by their path; none where there is nothing to list."""
    rutas, aparte = lugares(e), reservadas(e)
    todas = en_orden(e.evidencias.values())
    por_ruta = {
        LISTA: [v for v in todas if v.id not in aparte],
        LISTA_RESERVADA: [v for v in todas if v.id in aparte],
    }
    return {ruta: _csv(e, rutas, unas) for ruta, unas in por_ruta.items() if unas}


def _csv(e: Expediente, rutas: Mapping[str, str], evidencias: Iterable[Evidencia]) -> bytes:
    """With a byte order mark, by which spreadsheets know the accents."""
    salida = io.StringIO()
    hoja = csv.writer(salida, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    hoja.writerow(_COLUMNAS)
    for v in evidencias:
        renglon = (
            rutas[v.id].partition("/")[2],
            v.nombre,
            v.nombre_original or v.nombre,
            v.leyenda,
            de_que(e, v.sitio),
            fecha_hora(v.tomada) if v.tomada is not None else "",
            coordenadas(v.lugar.latitud, v.lugar.longitud) if v.lugar is not None else "",
            str(v.bytes),
            v.sha256,
        )
        hoja.writerow(map(inerte, renglon))
    return salida.getvalue().encode("utf-8-sig", "replace")
