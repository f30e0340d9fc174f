"""The visits that were made, as the programme looks at them: from rows of the index, and from the visits of a folder.

It must never decide which programmed visit one of them is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from supervisor_app.domain.cedula.definition import CedulaDefinition, Departamento, UnitKind
from supervisor_app.domain.programa.cumplimiento import Hecha
from supervisor_app.domain.seguimiento import clave_de_unidad, dia_de
from supervisor_app.domain.visita import TipoVisita, Unidad, Visita

_FLAGS: Final = 16
"""Columns of a row of the index before those that say of which departments the visit was."""


def de_visitas(visitas: Iterable[Visita], cedulas: Mapping[str, CedulaDefinition]) -> tuple[Hecha, ...]:
    """Those of a folder; what has no unit yet is no visit to anywhere."""
    return tuple(
        Hecha(
            id=v.id, folio=v.folio, unidad=v.unidad, inicio=min(dia_de(v), v.inicio or dia_de(v)), fin=dia_de(v),
            cerrada=v.cerrada, departamentos=_departamentos(cedulas[c].departamento for c in v.cedulas if c in cedulas),
            tipo=v.tipo, supervisor=next((p.nombre.strip() for p in v.equipo if p.nombre.strip()), ""),
            programada=v.programada,
        )
        for v in visitas
        if v.unidad is not None
    )  # fmt: skip


def de_filas(filas: Iterable[Sequence[Any]]) -> tuple[Hecha, ...]:
    """As ``store.oficina.programa.visitas_hechas`` gives them for all departments, in their order."""
    conocidas: dict[tuple[Any, ...], Unidad] = {}
    return tuple(_de_una_fila(fila, conocidas) for fila in filas)


def juntas(del_indice: Iterable[Hecha], propias: Iterable[Hecha]) -> tuple[Hecha, ...]:
    """Both, each visit once: delivered, it reads as it was delivered."""
    por_id = {h.id: h for h in del_indice}
    return (*por_id.values(), *(h for h in propias if h.id not in por_id))


def _de_una_fila(fila: Sequence[Any], conocidas: dict[tuple[Any, ...], Unidad]) -> Hecha:
    id_, folio, *unidad, inicio, fin, dia, tipo, supervisor, programada, sha256 = fila[:_FLAGS]
    de = conocidas.get(tuple(unidad))
    if de is None:
        de = conocidas[tuple(unidad)] = unidad_de_fila(*unidad)
    acaba = date.fromisoformat(fin or dia)
    return Hecha(
        id=id_, folio=folio, unidad=de, inicio=min(date.fromisoformat(inicio), acaba) if inicio else acaba, fin=acaba,
        departamentos=tuple(d for d, suyo in zip(Departamento, fila[_FLAGS:], strict=True) if suyo),
        tipo=TipoVisita(tipo), supervisor=supervisor, programada=programada, sha256=sha256,
    )  # fmt: skip


def unidad_de_fila(
    clave: str, tipo: str, titulo: str, ooad: str, ooad_nombre: str, subdelegacion: str, subdelegacion_nombre: str
) -> Unidad:
    """The index keeps how a unit is called and what tells it apart; its own name as it was written is the part of the
    first that the second has.
    """
    nombre = ""
    if clave and tipo and tipo != UnitKind.SUB:
        propio, escrito = json.loads(clave)[3], " ".join(titulo.split())
        nombre = escrito[-len(propio) :] if propio and escrito.casefold().endswith(propio) else propio
    return Unidad(
        tipo=UnitKind(tipo) if tipo else UnitKind.SUB, ooad=ooad, ooad_nombre=ooad_nombre,
        subdelegacion=subdelegacion, subdelegacion_nombre=subdelegacion_nombre, nombre=nombre,
    )  # fmt: skip


def _departamentos(dichos: Iterable[Departamento]) -> tuple[Departamento, ...]:
    suyos = set(dichos)
    return tuple(d for d in Departamento if d in suyos)


def clave(u: Unidad) -> str:
    """What tells a unit from others in the index."""
    return json.dumps(clave_de_unidad(u), ensure_ascii=False)
