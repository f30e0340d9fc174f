"""The working copy of an open visit: one file for a colleague's laptop, on a USB memory or in a shared folder.

A ZIP of what its name says: every version of every record, and the files that the present ones speak of. Everything in
it is named by its hash, so nothing can change on the way without being noticed. It is no delivery: it proves nothing
and closes nothing. Reading one is ``copia_leida``; this module must never read what it did not write.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervisor_app import durable
from supervisor_app.domain.documento import PaqueteCerrado
from supervisor_app.domain.fusion.version import Version
from supervisor_app.durable import Readable
from supervisor_app.exchange import problemas

EXTENSION = ".copia"
TIPO = "supervisor-app/copia-de-trabajo"
FORMATO = 1
CABECERA, VERSIONES, LEEME, ARCHIVOS = "copia.json", "versiones.jsonl", "LEEME.txt", "archivos/"

SHA256 = re.compile(r"[0-9a-f]{64}")
_TROZO = 1 << 20
_EPOCA = (1980, 1, 1, 0, 0, 0)  # the first instant that ZIP can tell

_LEEME = """\
COPIA DE TRABAJO DE UNA VISITA DE SUPERVISIÓN
=============================================

Visita: {folio}, {titulo}
La hizo: {quien}, el {hecha:%d/%m/%Y a las %H:%M}

No es la visita cerrada ni una entrega: es para que otra persona de la misma comisión la una a la suya,
con «Unir copia…» en Inicio de la aplicación. Contiene todo lo capturado, con sus evidencias y las posibles
irregularidades. Bórrela de la memoria cuando ya se haya unido.
"""


@dataclass(frozen=True, slots=True)
class Cabecera:
    """What a copy says of itself. ``archivos``: SHA-256 -> bytes.

    ``emitidos`` names the documents that the laptop which made it has emitted: they do not travel, but whoever joins
    should know of them before emitting and closing too.
    """

    visita_id: str
    folio: str
    titulo: str
    equipo: str
    quien: str
    hecha: datetime
    archivos: Mapping[str, int]
    paquetes: tuple[PaqueteCerrado, ...] = ()
    emitidos: tuple[str, ...] = ()


def nombre(cabecera: Cabecera) -> str:
    """How a copy is called: «V-2026-001 copia de trabajo 2026-06-10 09.30 equipo 3F2A.copia»."""
    folio = re.sub(r"[^A-Za-z0-9._-]+", "_", cabecera.folio).strip("._") or "visita"
    return f"{folio} copia de trabajo {cabecera.hecha:%Y-%m-%d %H.%M} equipo {cabecera.equipo[:4].upper()}{EXTENSION}"


# --- writing --------------------------------------------------------------------------------------------------------


def escribir(
    destino: Path,
    cabecera: Cabecera,
    versiones: Sequence[Version],
    archivo: Callable[[str], Readable],
    *,
    progreso: Callable[[int, int], None] | None = None,
) -> int:
    """Write the copy durably under ``destino``, its whole name, and return its size. ``archivo``: SHA-256 -> content.

    Raises UserError or EnvironmentProblem with the sentence; then nothing stands under that name that was not there.
    """
    total = sum(cabecera.archivos.values())
    parte = destino.with_name(durable.part_name("copia"))
    with (
        problemas.traducir(destino.parent, necesarios=total, libres=lambda: durable.free_space(destino.parent)),
        contextlib.ExitStack() as limpieza,
    ):
        destino.parent.mkdir(parents=True, exist_ok=True)
        limpieza.callback(parte.unlink, missing_ok=True)
        with parte.open("xb") as salida:
            with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as bolsa:
                _escribir(bolsa, cabecera, versiones, archivo, progreso)
            salida.flush()
            os.fsync(salida.fileno())
        durable.replace(parte, destino)
        return destino.stat().st_size


def _escribir(
    bolsa: zipfile.ZipFile,
    cabecera: Cabecera,
    versiones: Sequence[Version],
    archivo: Callable[[str], Readable],
    progreso: Callable[[int, int], None] | None,
) -> None:
    huella = hashlib.sha256()
    with bolsa.open(zipfile.ZipInfo(VERSIONES, _EPOCA), "w", force_zip64=True) as salida:
        for v in sorted(versiones, key=lambda v: v.id):
            renglon = json.dumps(_a_json(v), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            huella.update(renglon)
            salida.write(renglon)
    dicho = {
        "tipo": TIPO,
        "formato": FORMATO,
        "visita_id": cabecera.visita_id,
        "folio": cabecera.folio,
        "titulo": cabecera.titulo,
        "equipo": cabecera.equipo,
        "quien": cabecera.quien,
        "hecha": cabecera.hecha.isoformat(),
        "versiones": {"cuantas": len(versiones), "sha256": huella.hexdigest()},
        "archivos": dict(sorted(cabecera.archivos.items())),
        "paquetes": [p.model_dump(mode="json") for p in cabecera.paquetes],
        "emitidos": list(cabecera.emitidos),
    }
    bolsa.writestr(zipfile.ZipInfo(CABECERA, _EPOCA), json.dumps(dicho, ensure_ascii=False, indent=1).encode())
    bolsa.writestr(zipfile.ZipInfo(LEEME, _EPOCA), _LEEME.format(**_texto(cabecera)).encode("utf-8-sig"))
    hecho, total = 0, sum(cabecera.archivos.values())
    for sha256 in sorted(cabecera.archivos):
        entrada = zipfile.ZipInfo(f"{ARCHIVOS}{sha256}", _EPOCA)
        entrada.compress_type = zipfile.ZIP_STORED
        with archivo(sha256).open("rb") as origen, bolsa.open(entrada, "w", force_zip64=True) as salida:
            while trozo := origen.read(_TROZO):
                salida.write(trozo)
                hecho += len(trozo)
                if progreso is not None:
                    progreso(min(hecho, total), total)


def _texto(c: Cabecera) -> dict[str, object]:
    return {"folio": c.folio, "titulo": c.titulo, "quien": c.quien or "sin nombre", "hecha": c.hecha}


def _a_json(v: Version) -> dict[str, object]:
    a = v.autoria
    return {
        "id": v.id, "clase": v.clase, "registro": v.registro_id, "padres": v.padres, "datos": v.datos,
        "decide": v.decide, "reabre": v.reabre, "equipo": a.equipo, "operacion": a.operacion, "cambio": a.cambio,
        "quien": a.quien, "cuando": a.cuando, "que": a.que,
    }  # fmt: skip


def citados(datos: Iterable[str | None]) -> frozenset[str]:
    """The files that records (their JSON) speak of, whatever their kind: every ``sha256`` in them."""
    encontrados: set[str] = set()
    for texto in datos:
        if texto and '"sha256"' in texto:
            encontrados |= set(_en(json.loads(texto)))
    return frozenset(encontrados)


def _en(valor: object) -> Iterator[str]:
    if isinstance(valor, dict):
        for campo, v in valor.items():
            if campo == "sha256" and isinstance(v, str) and SHA256.fullmatch(v):
                yield v
            yield from _en(v)
    elif isinstance(valor, list):
        for v in valor:
            yield from _en(v)
