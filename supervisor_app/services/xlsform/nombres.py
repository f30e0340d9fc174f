"""The number of each question and the key of each column and list, and the expressions rewritten to cite them.

What already has its number keeps it. It must never give a number that another question of the workbook has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from supervisor_app.domain.cedula.definition import COLUMNAS_FIJAS
from supervisor_app.services.xlsform import columnas as c
from supervisor_app.services.xlsform.bruto import PreguntaBruta
from supervisor_app.services.xlsform.hojas import como_clave
from supervisor_app.services.xlsform.problemas import Hallados, Lugar

_CONTADOS: Final = 6


@dataclass
class Nombres:
    """``ids`` by question, ``claves`` by question and column, ``variables`` by what expressions cite."""

    ids: dict[str, str] = field(default_factory=dict)
    claves: dict[tuple[str, str], str] = field(default_factory=dict)
    listas: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def reescribir(self, expresion: str, lugar: Lugar, hallados: Hallados) -> str:
        """The expression citing questions by their number; what it cites and is not there is told."""
        for nombre in c.referencias(expresion):
            if nombre not in self.variables:
                hallados.mal(lugar, _desconocido(nombre))
        return c.REFERENCIA.sub(
            lambda m: m[0] if self.variables.get(m[1], m[1]) == m[1] else f"${{{self.variables[m[1]]}}}", expresion
        )


def _desconocido(nombre: str) -> str:
    if nombre.startswith("last-saved#"):
        return "Aquí no existe «last-saved»; quítelo."
    return f"«${{{nombre[:60]}}}» no es ninguna pregunta de la hoja survey; revise cómo está escrito."


def nombrar(preguntas: Sequence[PreguntaBruta], listas: Sequence[str], codigo: str, hallados: Hallados) -> Nombres:
    """Numbers and keys for all. The new numbers are told."""
    nombres = Nombres(ids=_ids(preguntas, codigo))
    nuevas = [p for p in preguntas if p.nombre and nombres.ids[p.nombre] != p.nombre]
    if nuevas:
        contadas = ", ".join(f"«{p.nombre[:40]}» es {nombres.ids[p.nombre]}" for p in nuevas[:_CONTADOS])
        mas = f" y {len(nuevas) - _CONTADOS} más" if len(nuevas) > _CONTADOS else ""
        hallados.avisar(nuevas[0].renglon.lugar("name"), f"Recibieron número: {contadas}{mas}.")
    for pregunta in preguntas:
        _de_pregunta(pregunta, nombres, hallados)
    for lista in listas:
        nombres.listas[lista] = como_clave(lista, nombres.listas.values())
        if nombres.listas[lista] != lista:
            hallados.avisar(Lugar(c.CHOICES), f"La lista «{lista[:40]}» se llama ahora «{nombres.listas[lista]}».")
    return nombres


def _ids(preguntas: Sequence[PreguntaBruta], codigo: str) -> dict[str, str]:
    """By name. A number of this cédula stays; that of another keeps its digits where they are free; others go last."""
    dados: dict[str, str] = {}
    for pregunta in preguntas:
        propio = c.ID.fullmatch(pregunta.nombre)
        if propio and propio[1] == codigo:
            dados[pregunta.nombre] = pregunta.nombre
    for pregunta in preguntas:
        ajeno = c.ID.fullmatch(pregunta.nombre)
        if ajeno and pregunta.nombre not in dados and f"{codigo}-{ajeno[2]}" not in dados.values():
            dados[pregunta.nombre] = f"{codigo}-{ajeno[2]}"
    ultimo = max((int(id_.rpartition("-")[2]) for id_ in dados.values()), default=0)
    for pregunta in preguntas:
        if pregunta.nombre and pregunta.nombre not in dados:
            ultimo += 1
            dados[pregunta.nombre] = f"{codigo}-{ultimo:02d}"
    return dados


def _de_pregunta(pregunta: PreguntaBruta, nombres: Nombres, hallados: Hallados) -> None:
    id_ = nombres.ids.get(pregunta.nombre, "")
    nombres.variables[pregunta.nombre] = id_ if pregunta.propia or not pregunta.filas else f"{id_}_{c.FILAS}"
    if pregunta.filas:
        nombres.variables[pregunta.filas] = f"{id_}_{c.FILAS}"
    if pregunta.propia:
        fijas = (sufijo for sufijo, _, _ in (*c.CONTEOS, *c.FIJAS))
        nombres.variables |= {f"{pregunta.nombre}_{sufijo}": f"{id_}_{sufijo}" for sufijo in fijas}
    dadas: list[str] = []
    for columna in pregunta.columnas:
        pedida = columna.nombre.removeprefix(f"{pregunta.nombre}_")
        clave = como_clave(pedida, (*dadas, *COLUMNAS_FIJAS))
        if clave != pedida:
            hallados.avisar(columna.renglon.lugar("name"), f"La columna «{pedida[:40]}» se llama ahora «{clave}».")
        dadas.append(clave)
        nombres.claves[pregunta.nombre, columna.nombre] = clave
        nombres.variables[columna.nombre] = f"{id_}_{clave}"
