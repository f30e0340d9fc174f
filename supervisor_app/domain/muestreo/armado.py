"""Makes a universe of the cells of a sheet: reads amounts and days, sets totals aside, and tells what it noticed.

Nothing is dropped in silence: what cannot be read stays as it was written and is told, and so are the rows that are
not cases. Sentences name the rows as the file counts them. It must never change the order of the cases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from supervisor_app.domain.lectura import leer_decimal, leer_fecha, leer_monto
from supervisor_app.domain.muestreo.columnas import simple
from supervisor_app.domain.muestreo.universo import Columna, Papel, Universo, a_centavos
from supervisor_app.domain.texto import cuantos
from supervisor_app.errors import UserError

Progreso = Callable[[int, int | None], None]
"""Told from time to time how many rows are done, and of how many; raising stops the work."""

_AL_PIE = 8
_CADA = 5_000
_TOTAL = re.compile(r"(gran |sub ?)?total(es)?\b|sumas?\b")
_PARECE = re.compile(r"total|suma", re.IGNORECASE)
_EXACTO = re.compile(r"-?(0|[1-9]\d{0,15})(\.\d{1,2})?", re.ASCII)
_CON_SIGNO = re.compile(r"-? ?\$ ?-?[\d,]+(\.\d+)?|-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DIA = re.compile(r"\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2}([t ]00:00(:00(\.0+)?)?)?", re.ASCII | re.IGNORECASE)
_CORTO = 10
"""A registro patronal has at least ten characters; a shorter one has lost the zeros of its left."""


@dataclass(frozen=True, slots=True)
class Armado:
    """The universe, the sentences about what was noticed, and the rows at the foot that are no cases."""

    universo: Universo
    avisos: tuple[str, ...]
    apartadas: tuple[str, ...]


def armar(
    filas: Sequence[Sequence[str]],
    encabezado: int,
    columnas: Sequence[Columna],
    *,
    numeros: Sequence[int] | None = None,
    progreso: Progreso | None = None,
) -> Armado:
    """The universe of the rows below ``encabezado`` (-1: of all). Columns without any content are left out.

    ``numeros`` gives the row of the file for each of ``filas`` (from 1 on, where there are none). Raises UserError
    where no case is left or a meaning is given to two columns.
    """
    papeles = [c.papel for c in columnas if c.papel is not None]
    if repetido := next((p for p in papeles if papeles.count(p) > 1), None):
        raise UserError(f"Dos columnas no pueden ser «{repetido.label}»; deje sólo una.", field="columnas")
    casos = [
        (numeros[n] if numeros else n + 1, fila)
        for n, fila in enumerate(filas)
        if n > encabezado and any(c and not c.isspace() for c in fila)
    ]
    casos, pie = _separar_pie(casos, columnas)
    if not casos:
        raise UserError("No hay ningún caso debajo de los encabezados; revise el archivo o elija otra hoja.")
    return _Lector(columnas, casos, progreso).armar(pie)


def _separar_pie(
    casos: list[tuple[int, Sequence[str]]], columnas: Sequence[Columna]
) -> tuple[list[tuple[int, Sequence[str]]], list[tuple[int, Sequence[str]]]]:
    """From the last row upwards: totals, and notes of a single cell. A listing of one column has no foot."""
    corte = len(casos)
    while corte > max(0, len(casos) - _AL_PIE) and _es_pie(casos[corte - 1][1], columnas):
        corte -= 1
    return casos[:corte], casos[corte:]


def _es_pie(fila: Sequence[str], columnas: Sequence[Columna]) -> bool:
    if _es_suma(fila, columnas):
        return True
    escritas = [n for n, c in enumerate(fila) if c.strip()]
    nombran = _que_nombran(columnas)
    dice = {columnas[n].papel for n in escritas if n < len(columnas)} - {None}
    if dice == {Papel.IMPORTE} and nombran:
        return True
    return len(escritas) == 1 and len(columnas) > 2


def _que_nombran(columnas: Sequence[Columna]) -> set[Papel | None]:
    return {c.papel for c in columnas} & {Papel.REGISTRO, Papel.CREDITO}


def _podria_sumar(fila: Sequence[str]) -> bool:
    """A quick look that lets nearly every case pass without a closer one."""
    return any(_PARECE.search(c) for c in fila)


def _es_suma(fila: Sequence[str], columnas: Sequence[Columna]) -> bool:
    """Whether it says that it is a total, and no more."""
    escritas = [(n, simple(c)) for n, c in enumerate(fila) if c.strip()]
    nombran = _que_nombran(columnas)
    # An employer may be called «Total…»: a total has neither credit nor registro beside it.
    sumas = {n for n, texto in escritas if _TOTAL.match(texto)}
    casos = {n for n, _ in escritas if n < len(columnas) and columnas[n].papel in nombran} - sumas
    return bool(sumas) and not casos and (bool(nombran) or 2 * len(escritas) <= len(columnas))


class _Lector:
    """Reads the cells of the cases column by column, keeping what has to be told."""

    def __init__(
        self, columnas: Sequence[Columna], casos: list[tuple[int, Sequence[str]]], progreso: Progreso | None
    ) -> None:
        self._casos = casos
        self._todas = columnas
        self._progreso = progreso
        orden = {p: n for n, p in enumerate(Papel)}
        lugares = [n for n in range(len(columnas)) if any(n < len(f) and f[n].strip() for _, f in casos)]
        self._lugares = sorted(lugares, key=lambda n: (orden[p] if (p := columnas[n].papel) else len(orden), n))
        self._columnas = tuple(columnas[n] for n in self._lugares)
        self._conocidas: dict[tuple[bool, str], str] = {}
        self._sin_importe: list[tuple[int, str]] = []
        self._redondeados = 0
        self._sin_fecha: list[tuple[int, str]] = []
        self._cortos = 0

    def armar(self, pie: list[tuple[int, Sequence[str]]]) -> Armado:
        lectores = [self._lector(c.papel) for c in self._columnas]
        filas, total = [], len(self._casos)
        for n, (numero, fila) in enumerate(self._casos):
            if self._progreso is not None and n % _CADA == 0:
                self._progreso(n, total)
            ancho = len(fila)
            filas.append(
                tuple(
                    leer(fila[lugar], numero) if lugar < ancho else ""
                    for lugar, leer in zip(self._lugares, lectores, strict=True)
                )
            )
        if self._progreso is not None:
            self._progreso(total, total)
        monto = next((i for i, c in enumerate(self._columnas) if c.papel is Papel.IMPORTE), None)
        centavos = tuple(a_centavos(f[monto]) if monto is not None else None for f in filas)
        universo = Universo(self._columnas, tuple(filas), centavos)
        apartadas = tuple(f"Fila {n}: {' · '.join(c.strip() for c in fila if c.strip())[:120]}" for n, fila in pie)
        return Armado(universo, tuple(self._avisos(universo, len(apartadas))), apartadas)

    def _lector(self, papel: Papel | None) -> Callable[[str, int], str]:
        if papel is Papel.IMPORTE:
            return self._importe
        if papel is not None and papel.es_fecha:
            return self._fecha
        if papel is Papel.REGISTRO:
            return self._registro
        return self._texto if papel is not None else self._otro

    def _texto(self, celda: str, _numero: int) -> str:
        """One line in NFC without spaces too many: what looks the same is the same."""
        if celda.isascii() and celda.isalnum():
            return celda
        return unicodedata.normalize("NFC", " ".join(celda.split()))

    def _registro(self, celda: str, numero: int) -> str:
        texto = self._texto(celda, numero)
        self._cortos += texto.isdigit() and len(texto) < _CORTO
        return texto

    def _importe(self, celda: str, numero: int) -> str:
        if _EXACTO.fullmatch(celda):
            entero, _, decimales = celda.partition(".")
            return f"{entero}.{decimales:0<2}" if celda.strip("-0.") else "0.00"
        texto = self._texto(celda, numero)
        if not texto:
            self._sin_importe.append((numero, ""))
            return ""
        try:
            return f"{leer_monto(texto):.2f}"
        except UserError:
            return self._redondeado(texto, numero)

    def _redondeado(self, texto: str, numero: int) -> str:
        """A sheet that computed its amounts carries more decimals than it shows."""
        try:
            valor = leer_decimal(texto.replace("$", "", 1))
        except UserError:
            self._sin_importe.append((numero, texto))
            return texto
        if abs(valor) >= Decimal(10) ** 16:
            self._sin_importe.append((numero, texto))
            return texto
        self._redondeados += 1
        return f"{valor.quantize(Decimal('0.01'), rounding=ROUND_HALF_UP) + 0:.2f}"

    def _fecha(self, celda: str, numero: int) -> str:
        texto = self._texto(celda, numero)
        if not texto:
            return ""
        try:
            return self._dia(texto)
        except UserError:
            self._sin_fecha.append((numero, texto))
            return texto

    def _dia(self, texto: str) -> str:
        clave = (True, texto)
        if clave not in self._conocidas:
            self._conocidas[clave] = leer_fecha(texto).isoformat()
        return self._conocidas[clave]

    def _otro(self, celda: str, numero: int) -> str:
        """A column nobody named: days and amounts with their marks are written plainly, all else stays."""
        texto = self._texto(celda, numero)
        if texto.isalnum():
            return texto
        clave = (False, texto)
        if clave not in self._conocidas:
            self._conocidas[clave] = _llano(texto)
        return self._conocidas[clave]

    def _avisos(self, u: Universo, apartadas: int) -> list[str]:
        avisos = []
        if apartadas:
            avisos.append(
                "Se apartó 1 renglón al pie que no es un caso (total o nota)."
                if apartadas == 1
                else f"Se apartaron {apartadas} renglones al pie que no son casos (totales o notas)."
            )
        if self._sin_importe:
            n, (fila, dice) = len(self._sin_importe), self._sin_importe[0]
            que = f"dice «{dice[:40]}»" if dice else "está vacía"
            avisos.append(
                f"{cuantos(n, 'caso no tiene', 'casos no tienen')} un importe que se pueda leer "
                f"(la fila {fila} {que}); no cuentan en el importe del universo."
            )
        if self._redondeados:
            avisos.append(f"{cuantos(self._redondeados, 'importe se redondeó', 'importes se redondearon')} a centavos.")
        if self._sin_fecha:
            n, (fila, dice) = len(self._sin_fecha), self._sin_fecha[0]
            texto = cuantos(n, "fecha no se entiende", "fechas no se entienden")
            avisos.append(f"{texto} (la fila {fila} dice «{dice[:40]}»); quedan como están escritas.")
        if self._cortos:
            texto = cuantos(self._cortos, "registro patronal tiene", "registros patronales tienen")
            avisos.append(
                f"{texto} menos de {_CORTO} cifras: quizá Excel quitó los ceros de la izquierda. "
                "Dé formato de texto a esa columna antes de exportarla."
            )
        negativos = sum(1 for c in u.centavos if c is not None and c < 0)
        if negativos:
            avisos.append(f"{cuantos(negativos, 'importe es menor', 'importes son menores')} que cero.")
        return avisos + self._subtotales() + _repetidos(u)

    def _subtotales(self) -> list[str]:
        """Rows between the cases that seem to add them up: only a person can say that they are none."""
        hallados = [(n, fila) for n, fila in self._casos if _podria_sumar(fila) and _es_suma(fila, self._todas)]
        if not hallados:
            return []
        numero, fila = hallados[0]
        dice = next(c.strip() for c in fila if c.strip())
        texto = cuantos(len(hallados), "renglón parece un subtotal", "renglones parecen subtotales")
        return [
            f"{texto} entre los casos (la fila {numero} dice «{dice[:40]}») y sigue en el universo; si no es un caso, "
            "quítelo del archivo y vuelva a elegirlo."
            if len(hallados) == 1
            else f"{texto} entre los casos (la fila {numero} dice «{dice[:40]}») y siguen en el universo; si no son "
            "casos, quítelos del archivo y vuelva a elegirlo."
        ]


def _llano(texto: str) -> str:
    if _DIA.fullmatch(texto):
        try:
            return leer_fecha(texto).isoformat()
        except UserError:
            return texto
    if _CON_SIGNO.fullmatch(texto):
        try:
            valor = leer_decimal(texto.replace("$", "").replace("- ", "-").strip())
        except UserError:
            return texto
        plano = f"{valor:f}"
        return plano.rstrip("0").rstrip(".") if "." in plano else plano
    return texto


def _repetidos(u: Universo) -> list[str]:
    """Rows that are the same in everything, and cases that share what names them."""
    avisos = []
    iguales = _parejas(list(u.filas))
    if iguales:
        n, (uno, otro) = iguales
        texto = cuantos(n, "renglón repite", "renglones repiten")
        avisos.append(f"{texto} exactamente a otro (los casos {uno} y {otro}, por ejemplo).")
    lugares = [i for p in (Papel.REGISTRO, Papel.CREDITO, Papel.PERIODO) if (i := u.lugar(p)) is not None]
    if u.lugar(Papel.CREDITO) is not None and len(lugares) < len(u.columnas):
        mismos = _parejas([tuple(f[i] for i in lugares) for f in u.filas])
        if mismos and (not iguales or mismos[0] > iguales[0]):
            n, (uno, otro) = mismos
            que = " y ".join(c.label.lower() for c in u.columnas if c.papel in (Papel.REGISTRO, Papel.CREDITO))
            texto = cuantos(n, "caso repite", "casos repiten")
            avisos.append(f"{texto} {que} de otro (los casos {uno} y {otro}, por ejemplo).")
    return avisos


def _parejas(claves: Sequence[tuple[str, ...]]) -> tuple[int, tuple[int, int]] | None:
    """How many repeat an earlier one, and the first such pair, counted from 1."""
    distintas = set(claves)
    if len(distintas) == len(claves):
        return None
    visto: dict[tuple[str, ...], int] = {}
    for n, clave in enumerate(claves, start=1):
        if clave in visto:
            return len(claves) - len(distintas), (visto[clave], n)
        visto[clave] = n
    return None
