"""Marks on a picture, burned into its points: arrow, box, text; and black-outs, under which nothing is left.

Places are in points of the picture, from its upper left corner. Marks are drawn smooth; a black-out is not: every point
that it touches becomes black, so that no half point tells what was there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from supervisor_app import paths
from supervisor_app.services.imagenes.lectura import abrir, leyendo
from supervisor_app.services.imagenes.preparacion import a_srgb, codificar

ROJO = (200, 30, 30)
TINTA = (255, 255, 255)
_FINURA = 4
"""Marks are drawn up to this many times larger and then made smaller, which rounds their edges."""
_LIENZO = 12_000_000
"""Points of the sheet on which one mark is drawn; a mark across a large picture is drawn less fine."""


@dataclass(frozen=True, slots=True)
class Flecha:
    """From where it comes to what it points at."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Cuadro:
    """A frame around something, by two opposite corners."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Letrero:
    """A few words on a plate; the place is its upper left corner."""

    x: float
    y: float
    texto: str


@dataclass(frozen=True, slots=True)
class Tachado:
    """What is to be black for good, by two opposite corners."""

    x1: float
    y1: float
    x2: float
    y2: float


Trazo = Flecha | Cuadro | Letrero | Tachado


def grosor(ancho: int, alto: int) -> float:
    """The width of a line that is seen well on a picture of that size, in points."""
    return max(2.0, max(ancho, alto) / 240)


def cuerpo(ancho: int, alto: int) -> float:
    """The height of letters, in points."""
    return max(11.0, max(ancho, alto) / 42)


def puntas(flecha: Flecha, trazo: float) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """The head of an arrow as a triangle, its tip first; shared with the screen, so that both look alike."""
    angulo = math.atan2(flecha.y2 - flecha.y1, flecha.x2 - flecha.x1)
    largo = min(trazo * 5, math.hypot(flecha.x2 - flecha.x1, flecha.y2 - flecha.y1))
    lados = [
        (flecha.x2 - largo * math.cos(angulo + lado), flecha.y2 - largo * math.sin(angulo + lado))
        for lado in (0.45, -0.45)
    ]
    return (flecha.x2, flecha.y2), lados[0], lados[1]


def trazar(nombre: str, contenido: bytes, mime: str, trazos: Sequence[Trazo]) -> tuple[bytes, str]:
    """The picture with these marks in its points, and its kind (the same, but for what is kept as PNG).

    Black-outs come last, so that no mark is drawn over them. Raises UserError where the picture cannot be opened.
    """
    with leyendo(nombre), abrir(nombre, contenido, mime) as imagen:
        imagen.load()
        final = mime if mime in ("image/jpeg", "image/webp") else "image/png"
        base = a_srgb(imagen, con_transparencia=final != "image/jpeg")
    if base.mode in ("L", "LA"):
        base = base.convert("RGBA" if base.mode == "LA" else "RGB")
    for trazo in trazos:
        if not isinstance(trazo, Tachado):
            _marcar(base, trazo)
    for trazo in trazos:
        if isinstance(trazo, Tachado):
            _tachar(base, trazo)
    return codificar(base, final), final


def _tachar(base: Image.Image, t: Tachado) -> None:
    izquierda, arriba = math.floor(min(t.x1, t.x2)), math.floor(min(t.y1, t.y2))
    derecha, abajo = math.ceil(max(t.x1, t.x2)), math.ceil(max(t.y1, t.y2))
    negro = (0, 0, 0, 255) if base.mode == "RGBA" else (0, 0, 0)
    base.paste(negro, (max(0, izquierda), max(0, arriba), min(base.width, derecha), min(base.height, abajo)))


def _marcar(base: Image.Image, trazo: Flecha | Cuadro | Letrero) -> None:
    """Draw one mark; only the part of the picture around it is taken in hand."""
    ancho = grosor(*base.size)
    caja = _caja(trazo, ancho, base.size)
    if caja is None:
        return
    area = (caja[2] - caja[0]) * (caja[3] - caja[1])
    finura = max(1, min(_FINURA, math.isqrt(_LIENZO // area)))
    parte = Image.new("RGBA", ((caja[2] - caja[0]) * finura, (caja[3] - caja[1]) * finura), (*ROJO, 0))
    lapiz = ImageDraw.Draw(parte)

    def aqui(x: float, y: float) -> tuple[float, float]:
        return (x - caja[0]) * finura, (y - caja[1]) * finura

    linea = round(ancho * finura)
    if isinstance(trazo, Flecha):
        punta, uno, otro = puntas(trazo, ancho)
        medio = ((uno[0] + otro[0]) / 2, (uno[1] + otro[1]) / 2)
        lapiz.line([aqui(trazo.x1, trazo.y1), aqui(*medio)], (*ROJO, 255), linea)
        lapiz.polygon([aqui(*punta), aqui(*uno), aqui(*otro)], (*ROJO, 255))
    elif isinstance(trazo, Cuadro):
        x1, x2 = sorted((trazo.x1, trazo.x2))
        y1, y2 = sorted((trazo.y1, trazo.y2))
        medio_ancho = ancho / 2
        esquinas = [aqui(x1 - medio_ancho, y1 - medio_ancho), aqui(x2 + medio_ancho, y2 + medio_ancho)]
        lapiz.rounded_rectangle(esquinas, linea, None, (*ROJO, 255), linea)
    else:
        _letrero(lapiz, aqui(trazo.x, trazo.y), trazo.texto, cuerpo(*base.size) * finura)
    hecha = parte.reduce(finura)
    base.paste(hecha, (caja[0], caja[1]), hecha.getchannel("A"))


def _letrero(lapiz: ImageDraw.ImageDraw, lugar: tuple[float, float], texto: str, alto: float) -> None:
    letra = _letra(round(alto))
    margen = alto * 0.35
    *_, x2, y2 = lapiz.multiline_textbbox((lugar[0] + margen, lugar[1] + margen), texto, font=letra)
    lapiz.rounded_rectangle([*lugar, x2 + margen, y2 + margen], alto * 0.2, (*ROJO, 255))
    lapiz.multiline_text((lugar[0] + margen, lugar[1] + margen), texto, (*TINTA, 255), font=letra)


@lru_cache(maxsize=4)
def _letra(alto: int) -> ImageFont.FreeTypeFont:
    fuente: Path = paths.recursos() / "fonts" / "Inter-SemiBold.ttf"
    # Its own layout: the other one breaks off at control characters, which people paste without knowing.
    return ImageFont.truetype(fuente, alto, layout_engine=ImageFont.Layout.BASIC)


def _caja(trazo: Flecha | Cuadro | Letrero, ancho: float, medida: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The part of the picture that a mark may touch, in whole points; None where it lies outside."""
    if isinstance(trazo, Letrero):
        letra = cuerpo(*medida)
        *_, x2, y2 = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox(
            (0, 0), trazo.texto, font=_letra(round(letra))
        )
        limites = (trazo.x, trazo.y, trazo.x + x2 + letra, trazo.y + y2 + letra)
    else:
        borde = ancho * 4
        xs, ys = sorted((trazo.x1, trazo.x2)), sorted((trazo.y1, trazo.y2))
        limites = (xs[0] - borde, ys[0] - borde, xs[1] + borde, ys[1] + borde)
    izquierda, arriba = max(0, math.floor(limites[0])), max(0, math.floor(limites[1]))
    derecha, abajo = min(medida[0], math.ceil(limites[2])), min(medida[1], math.ceil(limites[3]))
    return (izquierda, arriba, derecha, abajo) if izquierda < derecha and arriba < abajo else None
