"""The number of each question and the key of each column and list, and the expressions rewritten to cite them.

What already has its number keeps it. It must never give a number that another question of the workbook has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from supervisor_app.domain.cedula.definition import COLUMNAS_FIJAS
from supervisor_app.domain.logica import lexico
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
        citada = c.REFERENCIA.sub(
            lambda m: m[0] if self.variables.get(m[1], m[1]) == m[1] else f"${{{self.variables[m[1]]}}}", expresion
        )
        for lugar_, nombre in reversed(_pasos(citada)):
            fin = lugar_ + len(nombre)
            citada = citada[:lugar_] + self.variables.get(nombre, nombre) + citada[fin:]
        return citada


def _pasos(expresion: str) -> list[tuple[int, str]]:
    """The names of questions in paths and brackets (``${filas}[valor > 1]/valor``), each with its character.

    Those of a list (``instance('l')/root/item[clave = 1]/label``), and those that stand alone, as in a choice filter,
    name columns of choices.
    """
    try:
        palabras = lexico.palabras(expresion)
    except lexico.ErrorDeExpresion:
        return []  # told where expressions are checked
    hallados: list[tuple[int, str]] = []
    abiertos: list[tuple[str, bool]] = []  # the bracket, and whether it is of a path of a list
    de_lista = False
    for anterior, palabra, siguiente in zip([None, *palabras], palabras, [*palabras[1:], palabras[-1]], strict=False):
        tras_barra = anterior is not None and anterior.texto == "/"
        corchete = next((lista for signo, lista in reversed(abiertos) if signo == "["), None)
        if palabra.clase is lexico.Clase.NOMBRE and siguiente.texto not in ("(", "::"):
            de_lista = de_lista if tras_barra else bool(corchete)
            if not de_lista and (tras_barra or corchete is False):
                hallados.append((palabra.pos, palabra.texto))
        elif palabra.clase is lexico.Clase.REFERENCIA:
            de_lista = False
        elif palabra.texto in (".", ".."):
            de_lista = de_lista if tras_barra else bool(corchete)
        elif palabra.texto in ("(", "["):
            es_instancia = palabra.texto == "(" and anterior is not None and anterior.texto == "instance"
            abiertos.append((palabra.texto, es_instancia or (palabra.texto == "[" and de_lista)))
        elif palabra.texto in (")", "]") and abiertos:
            _, de_lista = abiertos.pop()
        elif palabra.texto == "/" and not _sigue(anterior):
            de_lista = False
    return hallados


def _sigue(anterior: lexico.Palabra | None) -> bool:
    """Whether a slash goes on with a path, instead of starting at the root."""
    if anterior is None or anterior.clase is lexico.Clase.OPERADOR:
        return False
    return anterior.clase is not lexico.Clase.SIGNO or anterior.texto in (")", "]", ".", "..")


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
