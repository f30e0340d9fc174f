"""The pages that are compared as pictures: which ones, how they are drawn, and ``make accept-pages`` to accept them.

``python -m tests.documents.paginas`` writes every picture anew; the difference is then looked at in git, page by page.
Pictures are grey of sixteen levels at 60 points per inch, a few kB each: enough to see that something moved.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from supervisor_app.documents.modelos import MuestraImpresa, RespuestaImpresa, Signo
from supervisor_app.domain.documento import CAMPO_TITULAR
from supervisor_app.domain.informe import DatosInforme, Firmantes, SegundaFirma
from tests.documents import extremos
from tests.documents.ejemplo_acta import acta, acta_pdf
from tests.documents.ejemplo_asm import SIGNERS, asm_pdf, table
from tests.documents.ejemplo_concentrado import concentrado, concentrado_pdf
from tests.documents.ejemplo_expediente import expediente_pdf
from tests.documents.ejemplo_seguimiento import seguimiento, seguimiento_pdf
from tests.documents.ejemplo_turnado import turnado, turnado_pdf
from tests.documents.ejemplos import case, cedula, cedula_pdf, dibujada, informe, informe_pdf, item, paragraph, question

CARPETA = Path(__file__).parent
_POR_PULGADA = 60
_NIVELES = 16
_APENAS = 48  # of 255: below it a pixel is taken for the same
_CUANTOS = 40  # pixels of a page that may differ more than that


@dataclass(frozen=True)
class Pagina:
    """A page of a document, from 0."""

    documento: str
    numero: int

    @property
    def nombre(self) -> str:
        return f"{self.documento}-{self.numero + 1}"

    @property
    def archivo(self) -> Path:
        return CARPETA / f"{self.nombre}.png"


def _informe_lleno() -> bytes:
    two = Firmantes(
        cargo_comisionado="Supervisora de Cobranza",
        segunda=SegundaFirma(nombre="Emilio Sandoval Prieto", cargo="Titular de la Jefatura"),
    )
    return informe_pdf(
        informe(
            conclusiones=tuple(paragraph(extremos.prose(90, n)) for n in range(4)),
            resultados=tuple(item(extremos.prose(8 + 5 * (n % 4), n)) for n in range(12)),
        ),
        firmantes=two,
    )


def _cedula_llena() -> bytes:
    bad = RespuestaImpresa(Signo.NO_CUMPLE, "3 de 25 con inconsistencia", ("12.0 %", "$48,210.50"))
    half = RespuestaImpresa(Signo.PARCIAL, "Parcial")
    figure = RespuestaImpresa(Signo.DATO, "$412,687,905.33")
    none = RespuestaImpresa(Signo.NO_APLICA, "No aplica")
    empty = RespuestaImpresa(Signo.SIN_RESPUESTA, "Sin respuesta")
    draw = (("Método", "aleatorio simple, 12 de 3,418 renglones"), ("Semilla", "4821-7730-9915"))
    rows = tuple(case(n, numero=str(97 * n), nota=extremos.prose(n % 7, n) if n % 3 == 0 else "") for n in range(1, 13))
    sample = MuestraImpresa("12", "3", "25.0 %", "$48,210.50", rows, draw)
    return cedula_pdf(
        cedula(
            items=(
                question(1, nota=extremos.prose(25), evidencias=("acta-de-visita.pdf",)),
                question(2, bad, muestra=sample),
                question(3, half, nota=extremos.prose(70, 3)),
                question(4, figure),
                question(5, none, nota=extremos.prose(9, 5)),
                question(6, empty),
            )
        )
    )


def _expediente() -> bytes:
    made, jpegs = extremos.photos(6)
    return expediente_pdf(8, made, jpegs)


DOCUMENTOS: Mapping[str, Callable[[], bytes]] = {
    "informe": _informe_lleno,
    "informe-borrador": lambda: informe_pdf(DatosInforme(), borrador=True),
    "cedula": _cedula_llena,
    "cedula-dibujada": lambda: cedula_pdf(cedula(), dibujadas={CAMPO_TITULAR: dibujada()}),
    "cedula-fotos": extremos.EXTREMOS["cedula-fotos-en-celdas"],
    "cedula-nombres": extremos.EXTREMOS["cedula-nombres"],
    "cedula-vacia": extremos.EXTREMOS["cedula-vacia"],
    "acta": lambda: acta_pdf(acta()),
    "concentrado": lambda: concentrado_pdf(concentrado()),
    "seguimiento": lambda: seguimiento_pdf(seguimiento()),
    "turnado": lambda: turnado_pdf(turnado()),
    "asm": lambda: asm_pdf(table(6, firmantes=SIGNERS)),
    "asm-avances": lambda: asm_pdf(table(3, firmantes=SIGNERS, avances=True)),
    "expediente": _expediente,
}
_CUALES: Mapping[str, tuple[int, ...]] = {  # from 0
    "informe": (0, 1, 2),
    "informe-borrador": (0,),
    "cedula": (0, 1, 2),
    "cedula-dibujada": (1,),
    "cedula-fotos": (0, 1),
    "cedula-nombres": (0, 1, 2),
    "cedula-vacia": (0,),
    "acta": (0, 1),
    "concentrado": (0, 1, 2),
    "seguimiento": (0, 1, 2),
    "turnado": (0, 1),
    "asm": (0,),
    "asm-avances": (0,),
    "expediente": (0, 1, 5, 6),
}
PAGINAS = tuple(Pagina(documento, n) for documento, numeros in _CUALES.items() for n in numeros)


@cache
def hecho(documento: str) -> bytes:
    """Its PDF, made once."""
    return DOCUMENTOS[documento]()


def dibujar(pdf: bytes, numero: int) -> Image.Image:
    """A page as it is kept: grey, small."""
    abierto = pdfium.PdfDocument(pdf)
    try:
        pagina = abierto[numero].render(scale=_POR_PULGADA / 72, grayscale=True)
        gris: Image.Image = pagina.to_pil().convert("L")
    finally:
        abierto.close()
    paso = 255 // (_NIVELES - 1)
    return gris.point([round(v / paso) * paso for v in range(256)])


def diferencia(ahora: Image.Image, antes: Image.Image, donde: Path) -> str:
    """Nothing where both are alike; otherwise what differs, in words, and a picture of it in ``donde``."""
    if ahora.size != antes.size:
        return f"the page is {ahora.size} pixels large and was {antes.size}"
    distintos = ImageChops.difference(ahora, antes).point(lambda v: 255 if v > _APENAS else 0)
    cuantos = distintos.histogram()[255]
    if cuantos <= _CUANTOS:
        return ""
    ancho, alto = ahora.size
    juntos = Image.new("RGB", (3 * ancho + 20, alto), "white")
    rojo = Image.merge("RGB", (ahora.point(lambda v: 160 + v * 95 // 255),) * 3)
    rojo.paste((200, 0, 0), (0, 0), distintos)
    for n, picture in enumerate((antes.convert("RGB"), ahora.convert("RGB"), rojo)):
        juntos.paste(picture, (n * (ancho + 10), 0))
    juntos.save(donde)
    izquierda, arriba, derecha, abajo = (round(v / _POR_PULGADA * 25.4) for v in distintos.getbbox() or (0, 0, 0, 0))
    return (
        f"{cuantos} pixels differ, between {izquierda} and {derecha} mm from the left, {arriba} and {abajo} mm from "
        f"the top. As it was, as it is, and where: {donde}. If it is right: make accept-pages"
    )


def aceptar() -> None:
    """Write every picture anew."""
    for vieja in CARPETA.glob("*.png"):
        vieja.unlink()
    for pagina in PAGINAS:
        dibujar(hecho(pagina.documento), pagina.numero).quantize(_NIVELES).save(pagina.archivo, optimize=True)
    sys.stdout.write(f"{len(PAGINAS)} pages accepted; look at them: git diff --stat tests/documents/paginas\n")
