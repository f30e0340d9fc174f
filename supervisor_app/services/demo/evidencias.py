"""Makes the evidence files of the fictitious visit: a picture of an acta, a sheet of credits and a minuta.

Everything they say is invented and marked PRUEBA. The same day gives the same bytes. It must never read anybody's file.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from supervisor_app.domain.texto import fecha_corta, fecha_larga, pesos
from supervisor_app.services.demo.calendario import habil_hasta
from supervisor_app.services.demo.datos import CASOS, EJECUCION, RECIBIO

_ANCHO, _ALTO = 960, 720
_MESA, _HOJA, _TINTA, _SELLO = (112, 92, 74), (246, 244, 238), (44, 46, 58), (150, 52, 60)


@dataclass(frozen=True, slots=True)
class ArchivoDemo:
    """One evidence file: which item it supports, its name, its caption and how its bytes are made.

    ``hacer`` takes the cut-off date and the folder of fonts.
    """

    item_id: str
    nombre: str
    leyenda: str
    hacer: Callable[[date, Path], bytes]


def foto_de_acta(corte: date, fuentes: Path) -> bytes:
    """A photograph of an acta on a desk, as PNG of 960 × 720."""
    hoja = _hoja(corte, fuentes).rotate(-3.2, resample=Image.Resampling.BICUBIC, expand=True)
    mascara = hoja.getchannel("A")
    escena = _mesa()
    lugar = ((_ANCHO - hoja.width) // 2, -60)
    sombra = Image.new("L", escena.size, 0)
    sombra.paste(mascara.point(lambda v: v * 110 // 255), (lugar[0] + 14, lugar[1] + 18))
    oscuro = Image.new("RGB", escena.size, (30, 24, 20))
    escena = Image.composite(oscuro, escena, sombra.filter(ImageFilter.GaussianBlur(14)))
    escena.paste(hoja.convert("RGB"), lugar, mascara)
    escena = ImageChops.multiply(escena, _luz())
    # Fewer colours: a quarter of the size, and nobody sees it in a photograph.
    archivo = io.BytesIO()
    escena.filter(ImageFilter.GaussianBlur(0.6)).quantize(128).save(archivo, "PNG", optimize=True)
    return archivo.getvalue()


def _mesa() -> Image.Image:
    """Wood, more or less: a plain colour with grain along it."""
    azar = random.Random(1270009032)
    mesa = Image.new("RGB", (_ANCHO, _ALTO), _MESA)
    pincel = ImageDraw.Draw(mesa)
    for y in range(0, _ALTO, 3):
        tono = azar.randint(-9, 9)
        pincel.line([(0, y), (_ANCHO, y + azar.randint(-4, 4))], fill=(112 + tono, 92 + tono, 74 + tono), width=3)
    return mesa.filter(ImageFilter.GaussianBlur(1.2))


def _luz() -> Image.Image:
    """The light of a window on the left."""
    degradado = Image.linear_gradient("L").rotate(90).resize((_ANCHO, _ALTO))
    tenue = degradado.point(lambda v: 255 - v * 70 // 255)
    return Image.merge("RGB", (tenue, tenue, tenue.point(lambda v: v * 247 // 255)))


def _hoja(corte: date, fuentes: Path) -> Image.Image:
    def letra(tamano: int, nombre: str = "NotoSans-Regular.ttf") -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(fuentes / nombre, tamano)

    caso = next(c for c in CASOS["CO-02-03"] if c.malo)
    hoja = Image.new("RGBA", (600, 800), (*_HOJA, 255))
    pincel = ImageDraw.Draw(hoja)
    pincel.text((300, 92), "ACTA DE NOTIFICACIÓN", font=letra(24, "NotoSans-Bold.ttf"), fill=_TINTA, anchor="mm")
    renglones = (
        f"Crédito: {caso.credito}      Documento de PRUEBA, sin validez",
        f"En Colima, Col., a las 11:20 horas del día {fecha_larga(habil_hasta(corte - timedelta(days=caso.dias)))},",
        "la persona notificadora se constituyó en el domicilio señalado y",
        "entendió la diligencia con quien dijo ser empleada del lugar,",
        "quien se identificó con ____________________________________",
        "y a quien se entregó el original del documento.",
    )
    for n, renglon in enumerate(renglones):
        pincel.text((52, 150 + n * 44), renglon, font=letra(15), fill=_TINTA)
    for n in range(3):
        pincel.line([(52, 450 + n * 40), (548, 450 + n * 40)], fill=(178, 178, 176), width=1)
    pincel.line([(60, 660), (260, 660)], fill=_TINTA, width=2)
    pincel.line([(340, 660), (540, 660)], fill=_TINTA, width=2)
    pincel.text((160, 678), "Notificador", font=letra(14), fill=_TINTA, anchor="mm")
    pincel.text((440, 678), "Quien atendió", font=letra(14), fill=_TINTA, anchor="mm")
    pincel.line([(84, 648), (118, 612), (132, 652), (166, 618), (176, 650), (238, 626)], fill=(40, 52, 120), width=3)
    pincel.rounded_rectangle([(330, 520), (540, 590)], radius=8, outline=_SELLO, width=4)
    pincel.text((435, 555), "PRUEBA", font=letra(34, "NotoSans-Bold.ttf"), fill=_SELLO, anchor="mm")
    return hoja


def hoja_de_creditos(corte: date, _fuentes: Path) -> bytes:
    """The sampled credits without a diligence, as CSV that Excel opens with its accents."""
    texto = io.StringIO(newline="")
    hoja = csv.writer(texto, lineterminator="\r\n")
    hoja.writerow(["Crédito", "Exigible desde", "Importe", "Gestión", "Observación"])
    for caso in CASOS["CO-05-05"]:
        desde = fecha_corta(habil_hasta(corte - timedelta(days=caso.dias)))
        importe = pesos(caso.pesos) if caso.pesos is not None else ""
        hoja.writerow([caso.credito, desde, importe, "No" if caso.malo else "Sí", caso.nota])
    hoja.writerow(["DATOS DE PRUEBA: ningún crédito ni patrón existe"])
    return texto.getvalue().encode("utf-8-sig")


def minuta(corte: date, _fuentes: Path) -> bytes:
    """The minuta of a monthly meeting, as a PDF of one page."""
    archivo = io.BytesIO()
    lienzo = Canvas(archivo, pagesize=letter, invariant=1)
    lienzo.setTitle("Minuta de prueba")
    lienzo.setFont("Helvetica-Bold", 14)
    lienzo.drawString(72, 700, "Minuta de la reunión mensual de cobranza")
    lienzo.setFont("Helvetica", 11)
    dia = fecha_larga(habil_hasta(corte - timedelta(days=20)))
    renglones = (
        f"Colima, Col., a {dia}. DOCUMENTO DE PRUEBA: personas y cifras ficticias.",
        "",
        f"Asistieron: {RECIBIO.nombre}, {EJECUCION.nombre} y seis ejecutores.",
        "",
        "1. Se revisaron las diligencias programadas para la semana.",
        "2. Se acordó solicitar papelería para los citatorios.",
        "3. Asuntos generales: periodo vacacional.",
        "",
        "El avance de la cuota por ejecutor no se trató en esta reunión.",
    )
    for n, renglon in enumerate(renglones):
        lienzo.drawString(72, 664 - n * 20, renglon)
    lienzo.showPage()
    lienzo.save()
    return archivo.getvalue()


def relacion_de_actas(corte: date, _fuentes: Path) -> bytes:
    """The list of the diligences that were done again after the earlier visit, as a PDF of one page."""
    archivo = io.BytesIO()
    lienzo = Canvas(archivo, pagesize=letter, invariant=1)
    lienzo.setTitle("Relación de actas de prueba")
    lienzo.setFont("Helvetica-Bold", 14)
    lienzo.drawString(72, 700, "Relación de diligencias repuestas")
    lienzo.setFont("Helvetica", 11)
    lienzo.drawString(72, 664, "DOCUMENTO DE PRUEBA: personas y cifras ficticias.")
    for n in range(3):
        dia = fecha_corta(habil_hasta(corte - timedelta(days=12 - 2 * n)))
        lienzo.drawString(72, 624 - n * 20, f"{n + 1}. Crédito 9990{n * 41 + 20117}: citatorio y acta del {dia}.")
    lienzo.showPage()
    lienzo.save()
    return archivo.getvalue()


ARCHIVOS: Final[tuple[ArchivoDemo, ...]] = (
    ArchivoDemo("CO-02-03", "Acta 999000249.png", "Fotografía del acta sin identificación", foto_de_acta),
    ArchivoDemo("CO-05-05", "Créditos sin gestión.csv", "Relación de los 12 créditos revisados", hoja_de_creditos),
    ArchivoDemo("CO-05-06", "Minuta mensual.pdf", "Minuta en la que no se revisó el avance", minuta),
)
