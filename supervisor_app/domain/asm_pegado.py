"""Reads an ASM table copied from elsewhere: cells with tabs (Word, Excel), or the text of a PDF in blocks.

What cannot be told apart is said by row and column, and left where it is for a person to mend; nothing is guessed. The
repairs of pasted text are made, and where loose letters are left after them, that is said too.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from supervisor_app.domain.asm import AspectoAsm, TablaAsm, titulo_de
from supervisor_app.domain.asm_bloques import leer_bloques
from supervisor_app.domain.indicadores_pegados import Problema
from supervisor_app.domain.lectura import leer_fecha, leer_porcentaje
from supervisor_app.domain.limpieza import limpiar
from supervisor_app.domain.tabla import simple
from supervisor_app.errors import UserError

_ORDEN = ("aspecto", "actividades", "areas", "fecha", "resultados", "productos")
_AVANCES = ("avance", "documento", "observaciones")
_NUMERO = "numero"
_TITULOS: Mapping[str, str] = {
    **{simple(titulo_de(campo)): campo for campo in (*_ORDEN, *_AVANCES)},
    **dict.fromkeys(("no", "num", "numero", "n°", "nº", "#"), _NUMERO),
    **dict.fromkeys(("asm", "aspecto"), "aspecto"),
    **dict.fromkeys(("actividad", "accion", "acciones"), "actividades"),
    **dict.fromkeys(("area", "areas", "responsable", "areas responsables"), "areas"),
    **dict.fromkeys(("fecha", "termino", "plazo"), "fecha"),
    **dict.fromkeys(("resultado", "resultados", "resultado esperado"), "resultados"),
    **dict.fromkeys(("productos", "evidencias", "productos y evidencias", "evidencia"), "productos"),
    **dict.fromkeys(("avance", "% avance", "porcentaje de avance"), "avance"),
    **dict.fromkeys(("documento probatorio", "documento"), "documento"),
    **dict.fromkeys(("observacion",), "observaciones"),
}
_CLASE = re.compile(r"clasificados\s+como\s+([^,]+?)\s*,", re.IGNORECASE)
_ENTIDAD = re.compile(r"evaluaciones\s+externas\s+(.+?)\s+documento\s+de\s+trabajo", re.IGNORECASE)
_PROGRAMA = re.compile(r"del\s+programa:\s*([A-Z]-?\d{3})\s+(.+)", re.IGNORECASE)
# One small consonant alone is no word of Spanish («y», «e», «o», «u», «a» are; «tipo B» is in capitals).
_SUELTA = re.compile(r"(?:\S{1,40} )?(?<!\w)[b-df-hj-np-tv-xzñ](?!\w)(?: \S{1,40})?")


CARACTERES_MAXIMOS = 1_000_000
"""A table of a hundred aspects has some 200,000."""
_ENCABEZADO_MAXIMO = 20_000


@dataclass(frozen=True)
class PegadoAsm:
    """What was read. ``problemas``: cells to mend before it is printed; ``avisos``: what to look at."""

    tabla: TablaAsm
    problemas: tuple[Problema, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass
class _Lectura:
    """A table while it is read: the cells of each row by column, as they were copied."""

    encabezado: str = ""
    renglones: list[dict[str, str]] = field(default_factory=list)
    problemas: list[Problema] = field(default_factory=list)


def leer_pegado(texto: str) -> PegadoAsm:
    """A table from copied text. Raises UserError where there is no row in it."""
    if len(texto) > CARACTERES_MAXIMOS:
        raise UserError(f"El texto tiene más de {CARACTERES_MAXIMOS:,} caracteres. Copie sólo la tabla.")
    plano = re.sub(r"\r\n|[\r\f\v\u2028\u2029]", "\n", texto.removeprefix("\ufeff"))
    lectura = _con_tabuladores(plano) if "\t" in plano else _de_pdf(plano)
    if not lectura.renglones:
        raise UserError(
            "No se encontró ningún renglón de la tabla. Copie también la columna «No.», o separe las columnas con "
            "tabuladores."
        )
    aspectos = tuple(_aspecto(n, celdas, lectura.problemas) for n, celdas in enumerate(lectura.renglones, start=1))
    avances = any(a.con_avance for a in aspectos)
    tabla = TablaAsm.model_validate({**_del_encabezado(lectura.encabezado), "aspectos": aspectos, "avances": avances})
    return PegadoAsm(tabla, tuple(lectura.problemas), tuple(_letras_sueltas(tabla)))


def _del_encabezado(texto: str) -> dict[str, str]:
    """Class, entity and programme, as far as they were copied."""
    junto = " ".join(texto.split())[:_ENCABEZADO_MAXIMO]
    leido = {}
    if m := _CLASE.search(junto):
        leido["clase"] = m[1]
    if m := _ENTIDAD.search(junto):
        leido["entidad"] = m[1]
    if m := _PROGRAMA.search(junto):
        leido["clave_programa"], leido["programa"] = m[1], m[2]
    return leido


# --- cells with tabs ----------------------------------------------------------------------------------------------


def _con_tabuladores(texto: str) -> _Lectura:
    lineas = _celdas(texto)
    titulos = next((n for n, celdas in enumerate(lineas) if _columnas(celdas)), None)
    columnas = _columnas(lineas[titulos]) if titulos is not None else _por_lugar(lineas)
    antes, cuerpo = (lineas[:titulos], lineas[titulos + 1 :]) if titulos is not None else ([], lineas)
    lectura = _Lectura("\n".join("\n".join(celdas) for celdas in antes))
    for n, celdas in enumerate(_completas(cuerpo, len(columnas)), start=1):
        if len(celdas) != len(columnas):
            frase = f"tiene {len(celdas)} celdas y la tabla, {len(columnas)}; revise que esté completo."
            lectura.problemas.append(Problema(n, "Celdas", frase))
        lectura.renglones.append(dict(zip(columnas, celdas, strict=False)))
    return lectura


def _celdas(texto: str) -> list[list[str]]:
    """Cells by line; one with line ends inside is a cell where a sheet quoted it."""
    lineas = [linea.split("\t") for linea in texto.split("\n")]
    # An odd number of quotes is text that merely contains one; reading it as quoting would swallow the rest.
    if texto.count('"') and texto.count('"') % 2 == 0:
        with contextlib.suppress(csv.Error):  # a cell longer than the reader takes
            lineas = list(csv.reader(io.StringIO(texto, newline=""), delimiter="\t"))
    return [celdas for celdas in lineas if any(celda.strip() for celda in celdas)]


def _columnas(celdas: Sequence[str]) -> list[str]:
    """The columns that a line of headings names; none where it is no such line. One that is unknown keeps its title."""
    halladas = [_TITULOS.get(simple(" ".join(celda.split())), "") for celda in celdas]
    if len({h for h in halladas if h}) < 4 or len([h for h in halladas if h]) != len({h for h in halladas if h}):
        return []
    return [h or celda.strip() for h, celda in zip(halladas, celdas, strict=True)]


def _por_lugar(lineas: Sequence[Sequence[str]]) -> list[str]:
    """The order of the format, with its number where the first cell is one, and with progress where there is room."""
    ancho = max((len(celdas) for celdas in lineas), default=0)
    numero = [_NUMERO] if lineas and lineas[0][0].strip().rstrip(".").isdecimal() else []
    return [*numero, *_ORDEN, *(_AVANCES if ancho > len(numero) + len(_ORDEN) else ())]


def _completas(lineas: Sequence[Sequence[str]], ancho: int) -> Iterator[list[str]]:
    """Rows made whole: Word breaks a cell of several paragraphs into as many lines."""
    abierta: list[list[str]] = []  # each cell by its lines
    for celdas in lineas:
        continua = abierta and (len(celdas) == 1 or len(abierta) + len(celdas) - 1 <= ancho)
        if continua:
            abierta[-1].append(celdas[0])
            abierta.extend([celda] for celda in celdas[1:])
        else:
            if abierta:
                yield ["\n".join(celda) for celda in abierta]
            abierta = [[celda] for celda in celdas]
    if abierta:
        yield ["\n".join(celda) for celda in abierta]


# --- the text of a PDF --------------------------------------------------------------------------------------------


def _de_pdf(texto: str) -> _Lectura:
    lectura = _Lectura()
    encabezado, renglones = leer_bloques(texto)
    lectura.encabezado = encabezado
    for n, (celdas, problemas) in enumerate(renglones, start=1):
        lectura.renglones.append(dict(celdas))
        lectura.problemas += [Problema(n, titulo_de(campo), frase) for campo, frase in problemas]
    return lectura


# --- from cells to a row ------------------------------------------------------------------------------------------


def _aspecto(n: int, celdas: Mapping[str, str], problemas: list[Problema]) -> AspectoAsm:
    campos: dict[str, object] = {}
    for campo in ("aspecto", "resultados", "productos", "documento", "observaciones"):
        campos[campo] = limpiar(celdas.get(campo, ""))
    for campo in ("actividades", "areas"):
        campos[campo] = tuple(p for p in limpiar(celdas.get(campo, "")).split("\n") if p.strip())
    for campo, leer in (("fecha", leer_fecha), ("avance", _entero)):
        escrito = " ".join(celdas.get(campo, "").split())
        try:
            campos[campo] = leer(escrito) if escrito else None
        except UserError as error:
            problemas.append(Problema(n, titulo_de(campo), error.message))
    return AspectoAsm.model_validate(campos)


def _entero(texto: str) -> int:
    valor = leer_porcentaje(texto)
    if valor != int(valor) or valor > 100:
        raise UserError(f"«{texto[:40]}» no es un avance; escriba un número entero de 0 a 100.")
    return int(valor)


def _letras_sueltas(tabla: TablaAsm) -> Iterator[str]:
    """Where the repairs could not join the letters of a word without guessing."""
    for n, aspecto in enumerate(tabla.aspectos, start=1):
        for campo in (*_ORDEN, *_AVANCES):
            valor = getattr(aspecto, campo)
            dicho = " ".join(valor) if isinstance(valor, tuple) else str(valor or "")
            if campo != "fecha" and (halladas := [m[0] for m in _SUELTA.finditer(dicho)]):
                donde = ", ".join(f"«{h}»" for h in halladas[:3])
                yield f"Renglón {n}, {titulo_de(campo)}: quedaron letras sueltas ({donde}); revíselas."
