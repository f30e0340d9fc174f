"""PDF made to take memory or time without end, or to break whoever reads them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Final


def _pdf(objetos: Mapping[int, bytes], raiz: int = 1) -> bytes:
    """A PDF of these objects with a good table."""
    salida = bytearray(b"%PDF-1.7\n")
    lugares = {}
    for numero, cuerpo in objetos.items():
        lugares[numero] = len(salida)
        salida += b"%d 0 obj\n%b\nendobj\n" % (numero, cuerpo)
    tabla, total = len(salida), max(objetos) + 1
    salida += b"xref\n0 %d\n" % total + b"0000000000 65535 f \n"
    for numero in range(1, total):
        salida += b"%010d %05d %b \n" % (lugares.get(numero, 0), 0, b"n" if numero in lugares else b"f")
    salida += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (total, raiz, tabla)
    return bytes(salida)


_HOJA_PDF: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
_BASE: Final = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: _HOJA_PDF,
}


def _corriente(contenido: bytes, mas: bytes = b"") -> bytes:
    apretado = zlib.compress(contenido, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(apretado), mas, apretado)


def pdf_de_paginas_en_circulo() -> bytes:
    return _pdf(_BASE | {2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>", 3: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"})


def pdf_de_indices_en_circulo() -> bytes:
    pdf = _pdf(_BASE)
    lugar = pdf.index(b"xref")
    return pdf.replace(b"/Size", b"/Prev %d/Size" % lugar)


def pdf_hondo() -> bytes:
    return _pdf(_BASE | {4: b"[" * 100_000 + b"]" * 100_000, 1: b"<</Type/Catalog/Pages 2 0 R/AF 4 0 R>>"})


def pdf_de_nombres_en_circulo() -> bytes:
    catalogo = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>>>"
    return _pdf(_BASE | {1: catalogo, 4: b"<</Kids[4 0 R 4 0 R 4 0 R 4 0 R]>>"})


def pdf_de_campos_en_circulo() -> bytes:
    catalogo = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>"
    return _pdf(_BASE | {1: catalogo, 4: b"<</T(a)/Kids[4 0 R 4 0 R]>>"})


def pdf_de_diez_mil_firmas() -> bytes:
    campos = b" ".join(b"%d 0 R" % n for n in range(10, 10_010))
    firma = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<00>>>"
    objetos = {n: b"<</FT/Sig/T(f%d)/V 5 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>" % n for n in range(10, 10_010)}
    catalogo = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[%b]>>>>" % campos
    return _pdf(_BASE | {1: catalogo, 5: firma} | objetos)


def pdf_de_corriente_enorme() -> bytes:
    adjunto = b"<</Type/Filespec/F(r.json)/UF(r.json)/EF<</F 5 0 R>>/AFRelationship/Source>>"
    catalogo = b"<</Type/Catalog/Pages 2 0 R/AF[4 0 R]/Names<</EmbeddedFiles<</Names[(r)4 0 R]>>>>>>"
    return _pdf(_BASE | {1: catalogo, 4: adjunto, 5: _corriente(bytes(400_000_000), b"/Type/EmbeddedFile")})


def pdf_de_muchos_adjuntos_enormes() -> bytes:
    """Three hundred names for one attachment that swells to 60 MB."""
    adjunto = b"<</Type/Filespec/F(r.json)/UF(r.json)/EF<</F 5 0 R>>>>"
    nombres = b"".join(b"(%03d)%d 0 R" % (n, n + 100) for n in range(300))
    catalogo = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[%b]>>>>>>" % nombres
    objetos = {n + 100: adjunto.replace(b"(r.json)", b"(%03d.bin)" % n) for n in range(300)}
    return _pdf(_BASE | {1: catalogo, 5: _corriente(bytes(60_000_000), b"/Type/EmbeddedFile")} | objetos)


def pdf_de_objetos_apretados() -> bytes:
    """An object stream that swells to 300 MB."""
    dentro = b"1 0 " + b"<</Type/Catalog/Pages 2 0 R>>" + b" " * 300_000_000
    cuerpo = bytearray(b"%PDF-1.7\n")
    lugares = {}
    for numero, objeto in {
        2: _BASE[2], 3: _BASE[3], 4: _corriente(dentro, b"/Type/ObjStm/N 1/First 4")
    }.items():  # fmt: skip
        lugares[numero] = len(cuerpo)
        cuerpo += b"%d 0 obj\n%b\nendobj\n" % (numero, objeto)
    lugar = len(cuerpo)
    filas = struct.pack(">BIH", 0, 0, 65535) + struct.pack(">BIH", 2, 4, 0)
    filas += b"".join(struct.pack(">BIH", 1, lugares[n], 0) for n in (2, 3, 4)) + struct.pack(">BIH", 1, lugar, 0)
    cuerpo += b"5 0 obj\n" + _corriente(filas, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R") + b"\nendobj\n"
    return bytes(cuerpo + b"startxref\n%d\n%%%%EOF\n" % lugar)


def pdf_de_dibujo_sin_fin() -> bytes:
    """A page whose drawing asks for itself through forms that call each other, thirty to the tenth times."""
    objetos = dict(_BASE)
    objetos[3] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>"
    objetos[4] = _corriente(b"/X Do " * 30)
    for n in range(10, 20):
        recursos = b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
        objetos[n] = _corriente(b"/X Do " * 30, recursos)
    objetos[20] = _corriente(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]")
    return _pdf(objetos)


def pdf_sin_paginas() -> bytes:
    return _pdf({1: _BASE[1], 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def pdf_que_dice_tener_mil_millones_de_paginas() -> bytes:
    return _pdf(_BASE | {2: b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"})


def pdf_de_pagina_inmensa() -> bytes:
    return _pdf(_BASE | {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99999999 99999999]>>"})


def pdf_de_pagina_sin_ancho() -> bytes:
    return _pdf(_BASE | {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>"})


def pdf_de_texto_sin_fin() -> bytes:
    objetos = dict(_BASE)
    objetos[3] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    )
    objetos[4] = _corriente(b"BT /F 1 Tf " + b"(%b) Tj " % (b"a" * 57) * 100_000 + b"ET")
    return _pdf(objetos)
