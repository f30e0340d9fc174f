"""The visible stamp of a signature, drawn with reportlab as a one-page PDF of exactly the field's size.

pyHanko's own stamps use fonts that are not embedded or badly measured and break PDF/A. The stamp must never overflow
its field, and never say more than is known: revocation is not checked offline.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.errors import EnvironmentProblem

_REGULAR, _NEGRITA = "SelloSans", "SelloSans-Bold"
_PETROLEO, _TINTA, _TENUE = HexColor(0x0B5C73), HexColor(0x1B2430), HexColor(0x4A5561)

#: Below this the whole stamp is scaled, so that it fits in any field.
_ANCHO_MINIMO, _ALTO_MINIMO = 150.0, 46.0
_FILETE = 0.6
_SANGRIA = 5.0
_INTERLINEA = 1.24
_AIRE_MAXIMO = 1.8
_TAMANO_MAYOR, _TAMANO_MENOR, _PASO = 8.2, 4.6, 0.2


@dataclass(frozen=True)
class DatosSello:
    """What the stamp says. ``momento`` is shown in its own zone."""

    nombre: str
    rfc: str
    numero_certificado: str
    momento: datetime
    de_prueba: bool = False


class Sello(Protocol):
    """Draws the appearance of a signature: a PDF of one page of ``ancho`` by ``alto`` points, fonts embedded."""

    def __call__(self, datos: DatosSello, ancho: float, alto: float) -> bytes: ...


@dataclass(frozen=True)
class SelloVisible:
    """The application's stamp. ``fuentes`` is the folder with NotoSans-Regular.ttf and NotoSans-Bold.ttf."""

    fuentes: Path

    def __call__(self, datos: DatosSello, ancho: float, alto: float) -> bytes:
        """Raises EnvironmentProblem where the fonts are missing."""
        _registrar(self.fuentes)
        escala = min(1.0, ancho / _ANCHO_MINIMO, alto / _ALTO_MINIMO)
        salida = io.BytesIO()
        lienzo = Canvas(
            salida,
            pagesize=(ancho, alto),
            pageCompression=1,
            invariant=1,
            initialFontName=_REGULAR,  # type: ignore[arg-type]  # the stub says float, reportlab takes the font's name
        )
        lienzo.scale(escala, escala)
        _dibujar(lienzo, componer(datos, ancho / escala, alto / escala), alto / escala)
        lienzo.showPage()
        lienzo.save()
        return salida.getvalue()


@dataclass(frozen=True)
class Linea:
    texto: str
    fuente: str
    tamano: float
    color: Color

    @property
    def ancho(self) -> float:
        return float(pdfmetrics.stringWidth(self.texto, self.fuente, self.tamano))

    @property
    def alto(self) -> float:
        return self.tamano * _INTERLINEA


def componer(datos: DatosSello, ancho: float, alto: float) -> tuple[Linea, ...]:
    """The largest setting that fits: the name shrinks a little, then wraps, and is cut with … only at the end."""
    util = ancho - _SANGRIA - 1
    opciones = _opciones(datos, util)
    ultima: tuple[Linea, ...] = ()
    for lineas in opciones:
        if sum(linea.alto for linea in lineas) <= alto - 2 and all(linea.ancho <= util for linea in lineas):
            return lineas
        ultima = lineas
    return _recortadas(ultima, util, alto - 2)


def _opciones(datos: DatosSello, util: float) -> Iterator[tuple[Linea, ...]]:
    tamano = _TAMANO_MAYOR
    while tamano >= _TAMANO_MENOR - 1e-6:
        for factor, renglones in ((1.16, 1), (1.0, 1), (1.0, 2), (0.92, 3)):
            nombre = _partir(datos.nombre, tamano * factor, util)
            if len(nombre) <= renglones:
                yield from _composiciones(datos, nombre, tamano, factor)
                break
        tamano -= _PASO
    yield from _composiciones(datos, _partir(datos.nombre, _TAMANO_MENOR, util), _TAMANO_MENOR, 1.0)


def _composiciones(datos: DatosSello, nombre: list[str], tamano: float, factor: float) -> Iterator[tuple[Linea, ...]]:
    titulo = "Firmado con e.firma de PRUEBA, sin validez" if datos.de_prueba else "Firmado con e.firma"
    chica = tamano * 0.82
    rfc, certificado = f"RFC {datos.rfc}", f"Certificado {datos.numero_certificado}"
    for identidad in ([f"{rfc}  ·  {certificado}"], [rfc, certificado]):
        yield (
            Linea(titulo, _NEGRITA, chica, _PETROLEO),
            *(Linea(renglon, _NEGRITA, tamano * factor, _TINTA) for renglon in nombre),
            *(Linea(renglon, _REGULAR, chica, _TINTA) for renglon in identidad),
            Linea(f"{hora_legible(datos.momento)}  ·  Revocación no comprobada", _REGULAR, chica, _TENUE),
        )


def hora_legible(momento: datetime) -> str:
    """``20/11/2026 14:05:09 (UTC-06:00)``."""
    zona = momento.strftime("%z")
    return f"{momento:%d/%m/%Y %H:%M:%S} (UTC{zona[:3]}:{zona[3:5]})"


def _partir(texto: str, tamano: float, util: float) -> list[str]:
    """Lines no wider than ``util``; a word that is wider by itself is broken."""
    renglones: list[str] = []
    for palabra in texto.split():
        if renglones and _cabe(f"{renglones[-1]} {palabra}", tamano, util):
            renglones[-1] = f"{renglones[-1]} {palabra}"
            continue
        resto = palabra
        while not _cabe(resto, tamano, util) and len(resto) > 1:
            corte = next(n for n in range(len(resto) - 1, 0, -1) if n == 1 or _cabe(resto[:n], tamano, util))
            renglones.append(resto[:corte])
            resto = resto[corte:]
        renglones.append(resto)
    return renglones or [""]


def _cabe(texto: str, tamano: float, util: float) -> bool:
    return bool(pdfmetrics.stringWidth(texto, _NEGRITA, tamano) <= util)


def _recortadas(lineas: tuple[Linea, ...], util: float, alto: float) -> tuple[Linea, ...]:
    """Drops the last lines of the name, marking it with …, until the rest fits."""
    quedan = list(lineas)
    nombres = [i for i, linea in enumerate(quedan) if linea.fuente == _NEGRITA and linea.color is _TINTA]
    while len(nombres) > 1 and sum(linea.alto for linea in quedan) > alto:
        quedan.pop(nombres.pop())
        texto = quedan[nombres[-1]].texto.rstrip("… ")
        while texto and not _cabe(f"{texto}…", quedan[nombres[-1]].tamano, util):
            texto = texto[:-1]
        quedan[nombres[-1]] = Linea(f"{texto}…", _NEGRITA, quedan[nombres[-1]].tamano, _TINTA)
    return tuple(quedan)


def _dibujar(lienzo: Canvas, lineas: tuple[Linea, ...], alto: float) -> None:
    bloque = sum(linea.alto for linea in lineas)
    aire = max(0.0, min(_AIRE_MAXIMO, (alto - 4 - bloque) / len(lineas)))
    bloque += aire * len(lineas)
    arriba = (alto + bloque) / 2
    lienzo.setStrokeColor(_PETROLEO)
    lienzo.setLineWidth(_FILETE)
    lienzo.line(_FILETE, max(1.0, arriba - bloque), _FILETE, min(alto - 1.0, arriba))
    for linea in lineas:
        arriba -= linea.alto + aire
        lienzo.setFillColor(linea.color)
        lienzo.setFont(linea.fuente, linea.tamano)
        lienzo.drawString(_SANGRIA, arriba + aire / 2 + linea.tamano * 0.32, linea.texto)


@cache
def _registrar(fuentes: Path) -> None:
    try:
        for nombre, archivo in ((_REGULAR, "NotoSans-Regular.ttf"), (_NEGRITA, "NotoSans-Bold.ttf")):
            pdfmetrics.registerFont(TTFont(nombre, str(fuentes / archivo)))
    except (TTFError, OSError) as error:
        raise EnvironmentProblem(
            "Falta la tipografía del sello de firma en la instalación. Nada se perdió: el documento sigue sin firmar. "
            "Vuelva a instalar la aplicación."
        ) from error
