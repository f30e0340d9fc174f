"""What was blacked out stays so: operations of the past are read with the content that took its place.

History keeps every record as it was, hashes included; the contents behind the hashes in ``borradas`` are gone. So an
operation is never undone or redone with them (ADR 0010). This module must never see a content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervisor_app.domain.base import con
from supervisor_app.domain.evidencia import Evidencia
from supervisor_app.domain.expediente import Cambio, Entidad, Operacion

_TERMINACIONES = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
_IGUALES = {"image/jpeg": (".jpg", ".jpeg", ".jfif"), "image/png": (".png",), "image/webp": (".webp",)}


def sustituir(v: Evidencia, por: Evidencia) -> Evidencia:
    """``v`` with the content of ``por``, under its own name with the ending of that content."""
    return con(
        v,
        sha256=por.sha256,
        bytes=por.bytes,
        mime=por.mime,
        nombre=nombre_segun(v.nombre, por.mime),
        borradas=por.borradas,
    )


def nombre_segun(nombre: str, mime: str) -> str:
    """The name with the ending of a picture of that kind."""
    if mime not in _TERMINACIONES or nombre.casefold().endswith(_IGUALES[mime]):
        return nombre
    raiz, punto, _ = nombre.rpartition(".")
    return f"{raiz if punto and raiz else nombre}{_TERMINACIONES[mime]}"


def vigentes(historia: Iterable[Evidencia]) -> Mapping[str, Evidencia]:
    """For each hash that was blacked out, the record that has what took its place; ``historia`` oldest first."""
    por: dict[str, Evidencia] = {}
    for v in historia:
        for sha256 in v.borradas:
            por[sha256] = v
    return por


def sin_lo_tachado(op: Operacion, por: Mapping[str, Evidencia]) -> Operacion:
    """The operation as it may be carried out today; empty where all it did was to change what is gone."""
    if not por:
        return op
    cambios = (Cambio(_hoy(c.antes, por), _hoy(c.despues, por)) for c in op.cambios)
    return Operacion(op.visita_id, op.que, tuple(c for c in cambios if c.antes != c.despues))


def _hoy(valor: Entidad | None, por: Mapping[str, Evidencia]) -> Entidad | None:
    vistos: set[str] = set()
    while isinstance(valor, Evidencia) and valor.sha256 in por and valor.sha256 not in vistos:
        vistos.add(valor.sha256)
        valor = sustituir(valor, por[valor.sha256])
    return valor
