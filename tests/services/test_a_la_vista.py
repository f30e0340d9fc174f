"""Whoever signed is seen in the preview, on paper and in the copy for the printer, in each way of signing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from supervisor_app.documents.copia_impresa import copia_para_imprimir
from supervisor_app.documents.vista import contar_paginas, franjas, render_pagina
from tests.services.banco import Banco
from tests.services.test_firma_dibujada import dibujar
from tests.services.test_sellado import con_autoridad

Ver = Callable[[bytes, int], bytes]
ANCHO = 612  # a pixel is a point


def lugar(pdf: bytes, campo: str) -> tuple[int, tuple[int, int, int, int]]:
    """The page of a place to sign, and its edges in pixels from the top left."""
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        for n, pagina in enumerate(documento.pages):
            for anotacion in pagina.get("/Annots", []):
                if str(anotacion.get("/T", "")) == campo:
                    x0, y0, x1, y1 = (round(float(v)) for v in anotacion.Rect)
                    return n, (x0, 792 - y1, x1, 792 - y0)
    raise AssertionError(campo)


def en_pantalla(pdf: bytes, n: int) -> bytes:
    return render_pagina(pdf, n, ANCHO).rgba


def por_franjas(pdf: bytes, n: int) -> bytes:
    return b"".join(franja.rgba for franja in franjas(pdf, n, ANCHO, 200))


def en_la_copia(pdf: bytes, n: int) -> bytes:
    return render_pagina(copia_para_imprimir(pdf, [n]), 0, ANCHO).rgba


def tinta(pixeles: bytes, donde: tuple[int, int, int, int]) -> int:
    """How many pixels in there are not white."""
    izquierda, arriba, derecha, abajo = donde
    filas = (pixeles[4 * (y * ANCHO + izquierda) : 4 * (y * ANCHO + derecha)] for y in range(arriba, abajo))
    return sum(sum(v < 200 for v in fila[0::4]) for fila in filas)


@pytest.mark.parametrize("ver", [en_pantalla, por_franjas, en_la_copia])
def test_an_e_firma_is_seen(firmada: Banco, ver: Ver) -> None:
    documento = firmada.documento()
    pdf = firmada.s.documentos.leer(documento)
    n, donde = lugar(pdf, documento.campos[0].campo)
    vacio = firmada.guardado(documento.archivos[0].sha256).read_bytes()
    assert tinta(ver(pdf, n), donde) > tinta(ver(vacio, n), donde) + 100


@pytest.mark.parametrize("ver", [en_pantalla, por_franjas, en_la_copia])
def test_what_was_drawn_is_seen(emitida: Banco, ver: Ver) -> None:
    documento = emitida.documento()
    vacio = emitida.s.documentos.leer(documento)
    n, donde = lugar(vacio, documento.campos[0].campo)
    pdf = emitida.s.documentos.leer(dibujar(emitida, documento))
    assert tinta(ver(pdf, n), donde) > tinta(ver(vacio, n), donde) + 100


def test_a_seal_of_time_changes_nothing_that_is_seen(firmada: Banco) -> None:
    documento = firmada.documento()
    antes = firmada.s.documentos.leer(documento)
    with con_autoridad(firmada):
        hecho, _ = firmada.s.sellado.sellar_documento(documento)
    despues = firmada.s.documentos.leer(hecho)
    for n in range(contar_paginas(antes)):
        assert en_pantalla(despues, n) == en_pantalla(antes, n)
        assert en_la_copia(despues, n) == en_la_copia(antes, n)
