"""What a person does in an ASM table: each a pure function from a table to the table after it, and the words for it.

Places are counted from 0; the number of a row is its place and one more. It must never change a letter by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from supervisor_app.domain.asm import AspectoAsm, TablaAsm, titulo_de
from supervisor_app.domain.base import con
from supervisor_app.domain.limpieza import limpiar, utiles
from supervisor_app.domain.texto import cuantos
from supervisor_app.domain.validacion_informe import explicar
from supervisor_app.errors import UserError

RENGLONES = 500
"""A programme has some ten aspects; each version of a table is kept whole."""
LETRAS = 20_000
"""Of one text of a cell, as in an answer."""

TEXTOS = ("aspecto", "actividades", "areas", "resultados", "productos", "documento", "observaciones")
"""The columns of a row that hold text, in the order of the table."""
_VARIAS = ("actividades", "areas")
_V = TypeVar("_V", TablaAsm, AspectoAsm)


@dataclass(frozen=True, slots=True)
class HechoAsm:
    """A table after something was done in it. ``que``: what, in words that its history shows; ``lugar``: the row that
    it was done to, None for the heading."""

    tabla: TablaAsm
    que: str
    lugar: int | None = None


def texto_de(renglon: AspectoAsm, campo: str) -> str:
    """A text of a row as one types it: several activities or areas one to a line."""
    valor = getattr(renglon, campo)
    return "\n".join(valor) if isinstance(valor, tuple) else str(valor)


def de_texto(campo: str, texto: str) -> str | tuple[str, ...]:
    """The text of a cell as its value; lines without a word are no activity."""
    if campo not in _VARIAS:
        return texto
    lineas = [p for p in texto.split("\n") if p.strip()]
    return tuple(" ".join(p.split()) for p in lineas) if campo == "areas" else tuple(lineas)


def cambiar_encabezado(tabla: TablaAsm, campo: str, valor: object) -> HechoAsm:
    """Another value of a field of the heading, or of which columns are printed. Raises UserError."""
    titulo = str(TablaAsm.model_fields[campo].title)
    verbo = ("Encendió" if valor else "Apagó") if isinstance(valor, bool) else "Cambió"
    return HechoAsm(_con(tabla, titulo, **{campo: valor}), f"{verbo} «{titulo}»")


def cambiar(tabla: TablaAsm, lugar: int, campo: str, valor: object) -> HechoAsm:
    """Another value of a cell. Raises UserError with the field where it cannot be kept."""
    if isinstance(valor, str) and len(valor) > LETRAS:
        raise UserError(
            f"El texto tiene {len(valor):,} caracteres y aquí caben {LETRAS:,}. Quite lo que sobra.", field=campo
        )
    titulo = titulo_de(campo)
    if isinstance(valor, str):
        valor = de_texto(campo, valor)
    renglon = _con(tabla.aspectos[lugar], titulo, **{campo: valor})
    return HechoAsm(_poner(tabla, lugar, renglon), f"Cambió «{titulo}» del renglón {lugar + 1}", lugar)


def agregar(tabla: TablaAsm, lugar: int | None = None) -> HechoAsm:
    """An empty row at a place, at the end without one. Raises UserError where the table is full."""
    donde = len(tabla.aspectos) if lugar is None else lugar
    return HechoAsm(_insertar(tabla, donde, (AspectoAsm(),)), f"Agregó el renglón {donde + 1}", donde)


def duplicar(tabla: TablaAsm, lugar: int) -> HechoAsm:
    """The same row again after itself: what is to be done, by whom and when. Progress and origin are of the one row."""
    copia = con(tabla.aspectos[lugar], avance=None, documento="", observaciones="", origen=None)
    return HechoAsm(_insertar(tabla, lugar + 1, (copia,)), f"Duplicó el renglón {lugar + 1}", lugar + 1)


def mover(tabla: TablaAsm, lugar: int, a: int) -> HechoAsm:
    """A row to another place, as far as there is one; the numbers of the others follow."""
    a = max(0, min(len(tabla.aspectos) - 1, a))
    renglones = list(tabla.aspectos)
    renglones.insert(a, renglones.pop(lugar))
    return HechoAsm(con(tabla, aspectos=tuple(renglones)), f"Movió el renglón {lugar + 1} al {a + 1}", a)


def quitar(tabla: TablaAsm, lugar: int) -> HechoAsm:
    """Without that row; the place is that of the one that follows it."""
    renglones = tabla.aspectos[:lugar] + tabla.aspectos[lugar + 1 :]
    queda = min(lugar, len(renglones) - 1) if renglones else None
    return HechoAsm(con(tabla, aspectos=renglones), f"Quitó el renglón {lugar + 1}", queda)


def anexar(tabla: TablaAsm, renglones: Sequence[AspectoAsm], de_donde: str = "") -> HechoAsm:
    """These rows at the end; where they bring progress, its columns are turned on. Raises UserError."""
    lugar = len(tabla.aspectos)
    con_avance = tabla.avances or any(r.con_avance for r in renglones)
    junta = con(_insertar(tabla, lugar, renglones), avances=con_avance)
    que = f"Agregó {cuantos(len(renglones), 'renglón', 'renglones')}"
    return HechoAsm(junta, f"{que} {de_donde}".strip(), lugar)


def por_limpiar(renglon: AspectoAsm) -> Mapping[str, tuple[str, str]]:
    """The texts of a row that cleaning would change: before and after, by column, in the order of the table."""
    textos = {campo: texto_de(renglon, campo) for campo in TEXTOS}
    return {campo: (texto, limpiar(texto)) for campo, texto in textos.items() if utiles(texto)}


def limpiar_renglon(tabla: TablaAsm, lugar: int, limpios: Mapping[str, str]) -> HechoAsm:
    """A row with these texts, which a person saw and took. Raises UserError."""
    cambios = {campo: de_texto(campo, texto) for campo, texto in limpios.items()}
    renglon = _con(tabla.aspectos[lugar], "Renglón", **cambios)
    return HechoAsm(_poner(tabla, lugar, renglon), f"Limpió el texto pegado del renglón {lugar + 1}", lugar)


def _poner(tabla: TablaAsm, lugar: int, renglon: AspectoAsm) -> TablaAsm:
    return con(tabla, aspectos=(*tabla.aspectos[:lugar], renglon, *tabla.aspectos[lugar + 1 :]))


def _insertar(tabla: TablaAsm, lugar: int, renglones: Sequence[AspectoAsm]) -> TablaAsm:
    if len(tabla.aspectos) + len(renglones) > RENGLONES:
        raise UserError(f"La tabla tendría más de {RENGLONES} renglones. Haga otra tabla para los demás.")
    return con(tabla, aspectos=(*tabla.aspectos[:lugar], *renglones, *tabla.aspectos[lugar:]))


def _con(valor: _V, titulo: str, **cambios: Any) -> _V:
    try:
        return con(valor, **cambios)
    except ValidationError as error:
        raise UserError(f"«{titulo}»: {'; '.join(explicar(error))}", field=next(iter(cambios))) from error
