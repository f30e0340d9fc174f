"""The log of what was exchanged, for people: its words, and the file that it is exported to."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from supervisor_app import durable
from supervisor_app.domain.inerte import inerte
from supervisor_app.domain.texto import fecha_hora
from supervisor_app.errors import EnvironmentProblem, motivo
from supervisor_app.store.sincronia import Anotado

CLASES = {
    "envio": "Envío",
    "recepcion": "Recepción",
    "aviso": "Aviso",
    "error": "Error",
    "nada": "Sin novedad",
}
"""What each kind of line is called."""
_TITULOS = ("Fecha y hora", "Clase", "Visita", "Qué pasó", "Buzón")


def exportar(renglones: Sequence[Anotado], folios: Mapping[str, str], ruta: Path) -> None:
    """Write the lines in their order, as CSV where the name ends so, else as text. Raises EnvironmentProblem."""
    filas = [
        (fecha_hora(r.cuando), CLASES.get(r.clase, r.clase), folios.get(r.visita_id, ""), r.texto, r.buzon)
        for r in renglones
    ]
    texto = _csv(filas) if ruta.suffix.casefold() == ".csv" else _texto(filas)
    try:
        # With its mark, or Excel reads accents in the machine's own code page.
        durable.write_atomic(ruta, texto.encode("utf-8-sig"), mode=0o644)
    except OSError as error:
        raise EnvironmentProblem(f"No se pudo guardar «{ruta}»: {motivo(error)}. Elija otro lugar.") from error


def _csv(filas: Sequence[Sequence[str]]) -> str:
    salida = StringIO()
    hoja = csv.writer(salida, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    hoja.writerow(_TITULOS)
    hoja.writerows([inerte(celda) for celda in fila] for fila in filas)
    return salida.getvalue()


def _texto(filas: Sequence[Sequence[str]]) -> str:
    partes = ["Registro de sincronización", ""]
    for cuando, clase, folio, texto, buzon in filas:
        partes += ["   ".join(p for p in (cuando, clase, folio, f"buzón {buzon[:8]}" if buzon else "") if p)]
        partes += [f"   {texto}", ""]
    return "\r\n".join(partes)
