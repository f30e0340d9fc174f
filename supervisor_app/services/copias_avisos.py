"""What joining a copy tells besides what it brings: numbers that change, laptops that counted twice, two closings.

Pure words over what was read; it must never refuse a copy (``copias`` does) nor decide anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from supervisor_app.domain.cedula.answers import Fila
from supervisor_app.domain.documento import Documento, PaqueteCerrado
from supervisor_app.domain.expediente import Expediente
from supervisor_app.domain.fusion.version import Version, equipos_repetidos
from supervisor_app.domain.tabla import simple
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.turnos import como_se_firmo
from supervisor_app.exchange.copia import Cabecera


def nombre_de_equipo(equipo: str) -> str:
    """How a laptop is called on screen: «equipo 3F2A»."""
    return f"equipo {equipo[:4].upper()}"


def renumeradas(antes: Expediente | None, nuevas: Mapping[str, tuple[int, int]]) -> tuple[str, ...]:
    """A sentence for each finding whose number changes here. ``nuevas``: id -> (number it had, number it gets)."""
    previas = antes.inconsistencias if antes is not None else {}
    return tuple(
        f"La inconsistencia {(previas[i].numero if i in previas else viejo):02d} pasa a ser la {nuevo:02d}: dos tenían "
        "el mismo número"
        for i, (viejo, nuevo) in nuevas.items()
        if i not in previas or previas[i].numero != nuevo
    )


def renglones_repetidos(antes: Expediente | None, despues: Expediente) -> tuple[str, ...]:
    """Both listed the same case of a muestra: no row is dropped, so it counts twice until a person takes one out."""
    if antes is None:
        return ()
    aqui = {_caso(f) for f in antes.filas.values() if f.referencia.strip()}
    llegan = Counter(f.item_id for f in despues.filas.values() if f.id not in antes.filas and _caso(f) in aqui)
    return tuple(
        f"{item_id}: {cuantos(n, 'renglón que llega repite', 'renglones que llegan repiten')} la referencia de otro de "
        "aquí. Se conservan y cuentan dos veces; quite los que sobren."
        for item_id, n in sorted(llegan.items())
    )


def _caso(f: Fila) -> tuple[str, str, str]:
    return f.item_id, simple(f.referencia), simple(f.detalle)


def restaurados(versiones: Sequence[Version]) -> tuple[str, ...]:
    """Whether a laptop went on from a backup, or its data folder was copied."""
    repetidos = sorted(equipos_repetidos(versiones))
    if not repetidos:
        return ()
    cuales = ", ".join(nombre_de_equipo(e) for e in repetidos)
    return (
        f"{cuantos(len(repetidos), 'laptop', 'laptops')} ({cuales}) siguió trabajando desde un respaldo, o su carpeta "
        "de datos se copió a otra. No se perdió nada: lo que quedó distinto se pregunta.",
    )


def emitidos(documentos: Sequence[Documento]) -> tuple[str, ...]:
    """The newest version of each document, as the other laptop names them: «Cédula CO-02, versión 1, firmada»."""
    ultimos = {(d.tipo, d.clave): d for d in sorted(documentos, key=lambda d: d.version)}
    return tuple(
        ", ".join(parte for parte in (d.titulo, f"versión {d.version}", como_se_firmo(d)) if parte)
        for d in ultimos.values()
    )


def dos_cierres(c: Cabecera, propios: Sequence[Documento], paquetes: Sequence[PaqueteCerrado]) -> tuple[str, ...]:
    """Documents do not travel, so two laptops could each emit, sign and close one visit: say it while it helps."""
    quien = f"{c.quien} ({nombre_de_equipo(c.equipo)})" if c.quien else f"El {nombre_de_equipo(c.equipo)}"
    aqui = {p.revision: p.sha256 for p in paquetes}
    dobles = [p.revision for p in c.paquetes if aqui.get(p.revision, p.sha256) != p.sha256]
    salida = []
    if dobles:
        cuales = ", ".join(str(n) for n in dobles)
        salida.append(
            f"La visita se cerró en los dos equipos: la revisión {cuales} tiene aquí un paquete y otro distinto con "
            f"{quien}. Acuerden cuál vale, avisen a la oficina si ambos se entregaron, y de aquí en adelante ciérrenla "
            "en uno solo."
        )
    if c.emitidos:
        muestra = "; ".join(c.emitidos[:3]) + (f" y {len(c.emitidos) - 3} más" if len(c.emitidos) > 3 else "")
        tambien = " Aquí también los hay." if propios else ""
        salida.append(
            f"{quien} ya emitió documentos de esta visita: {muestra}.{tambien} Los documentos no viajan en la copia: "
            "emitan, firmen y cierren en un solo equipo."
        )
    return tuple(salida)
