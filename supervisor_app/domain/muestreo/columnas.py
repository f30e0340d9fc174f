"""Recognises the columns of a listing by their titles, and the row in which these stand.

Titles are compared without accents, capitals or punctuation. What it finds is a proposal that a person confirms or
changes. It must never guess a column from its contents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from supervisor_app.domain.muestreo.universo import OTRA, Columna, Papel

_MIRADAS = 40
"""Listings carry their title and date above the headings; further down nobody puts them."""
_SINONIMOS: dict[Papel, tuple[str, ...]] = {
    Papel.REGISTRO: (
        "registro patronal", "reg patronal", "reg pat", "regpat", "registro", "rp", "nrp", "rpatronal", "r patronal",
    ),
    Papel.NOMBRE: (
        "razon social", "nombre", "nombre o razon social", "nombre del patron", "denominacion", "patron",
        "nombre patron", "nombre denominacion o razon social", "denominacion o razon social",
    ),
    Papel.CREDITO: ("credito", "credito fiscal", "cred", "numcred", "numcredito", "nocredito", "folio credito"),
    Papel.PERIODO: ("periodo", "per", "periodo adeudo", "periodo del adeudo", "bimestre", "periodo de pago"),
    Papel.TIPO_DOCUMENTO: (
        "tipo de documento", "tipo documento", "tipo doc", "tipo de doc", "td", "t doc", "tipodoc", "documento",
        "clave documento", "cve doc",
    ),
    Papel.INCIDENCIA: (
        "incidencia", "inc", "incid", "clave incidencia", "cve inc", "cve incidencia", "incidencia cobro",
    ),
    Papel.FECHA_INCIDENCIA: (
        "fecha incidencia", "fecha de incidencia", "fecha de la incidencia", "fec inc", "fecha inc", "f inc",
        "fec incidencia", "fecinc",
    ),
    Papel.MOVIMIENTO: ("mov", "movimiento", "tipo mov", "tipo de movimiento", "tipo movimiento"),
    Papel.SECTOR: ("sector", "sect", "sec", "sector notificador"),
    Papel.FECHA_ALTA: ("fecha alta", "fecha de alta", "fec alta", "f alta", "fecalta", "alta"),
    Papel.FECHA_NOTIFICACION: (
        "fecha notificacion", "fecha de notificacion", "fecha notif", "fec notif", "f notif", "fecha not", "fec not",
        "fecnotif", "notificacion",
    ),
    Papel.IMPORTE: (
        "importe", "monto", "saldo", "imp", "importe total", "importe del credito", "importe credito", "adeudo",
        "importe adeudo", "importe mxn", "importe en pesos", "monto total", "importe historico", "suerte principal",
    ),
}  # fmt: skip
_POR_TITULO = {titulo: papel for papel, titulos in _SINONIMOS.items() for titulo in titulos}
_NUMERO_DE = re.compile(r"^(?:numero|num|no|nro|n)(?: de| del)? ")


@dataclass(frozen=True, slots=True)
class Propuesta:
    """The row with the titles (from 0; -1 where the listing has none) and what each column seems to be."""

    encabezado: int
    columnas: tuple[Columna, ...]


def simple(texto: str) -> str:
    """Lower case without accents, each run of anything else than letters and digits one space: for comparing only."""
    plano = "".join(c for c in unicodedata.normalize("NFKD", texto.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plano).split())


def papel_de(titulo: str) -> Papel | None:
    """The meaning of a title, if it is a known one: «Núm. de crédito» is a credit."""
    plano = simple(titulo)
    return _POR_TITULO.get(plano) or _POR_TITULO.get(_NUMERO_DE.sub("", plano))


def proponer(filas: Sequence[Sequence[str]]) -> Propuesta:
    """The row among the first ones with most known titles; with none known, the first that looks like titles."""
    mejor, cuantos = -1, 0
    for n, fila in enumerate(filas[:_MIRADAS]):
        conocidos = len({p for celda in fila if (p := papel_de(celda)) is not None})
        if conocidos > cuantos:
            mejor, cuantos = n, conocidos
    if cuantos < 2:
        mejor = next((n for n, fila in enumerate(filas[:_MIRADAS]) if _titulos(fila)), -1) if cuantos == 0 else mejor
    return Propuesta(mejor, nombrar(filas, mejor))


def _titulos(fila: Sequence[str]) -> bool:
    escritas = [c for c in fila if c.strip()]
    return len(escritas) > 1 and not any(any(letra.isdigit() for letra in c) for c in escritas)


def nombrar(filas: Sequence[Sequence[str]], encabezado: int) -> tuple[Columna, ...]:
    """A column for each place of the listing: its title, or its letter; of two with one meaning the first has it."""
    ancho = max((len(f) for f in filas), default=0)
    titulos = [*filas[encabezado], *[""] * ancho][:ancho] if encabezado >= 0 else [""] * ancho
    columnas: list[Columna] = []
    vistos: set[str] = set()
    for n, escrito in enumerate(titulos):
        # The canonical form marks the columns without a known meaning; read again it must give the same columns.
        titulo = " ".join(escrito.split()).removeprefix(OTRA)[:80] or f"Columna {letra(n)}"
        papel = papel_de(titulo)
        if papel is not None and papel.value in vistos:
            papel = None
        repetido = titulo
        while repetido in vistos:
            repetido = f"{titulo} ({letra(n)})"
            titulo = f"{titulo}'"
        vistos |= {repetido, papel.value if papel else repetido}
        columnas.append(Columna(repetido, papel))
    return tuple(columnas)


def letra(n: int) -> str:
    """The letter of column ``n`` (from 0), as sheets count: A … Z, AA …"""
    letras = ""
    n += 1
    while n:
        n, resto = divmod(n - 1, 26)
        letras = chr(65 + resto) + letras
    return letras
