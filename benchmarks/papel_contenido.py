"""The same words and photos for everybody who draws: as our documents, as typst, as HTML and as a Word file."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from PIL import Image

from supervisor_app import paths
from supervisor_app.domain.base import Persona
from supervisor_app.domain.informe import Bloque, DatosInforme, Marcador

FUENTES = paths.recursos() / "fonts"
_PIXELES = (1200, 900)
_WIDTH_MM = 56
_WORDS = (
    "Se revisó la notificación de los créditos fiscales contra el sistema y sus constancias; no se localizaron los "
    "acuses del periodo, por lo que la jefatura de la oficina se comprometió a reponer las diligencias observadas."
)


@dataclass(frozen=True)
class Contenido:
    """``partes``: a title and its text; those from the first on have a photo each, while there are photos."""

    titulo: str
    partes: tuple[tuple[str, str], ...]
    fotos: tuple[bytes, ...] = ()

    @property
    def campo(self) -> str:
        """The place to sign of ours."""
        return "Firma_Supervisor" if self.fotos else "Firma_Comisionado"

    def nuestro(self) -> bytes:
        """A cédula where there are photos, an informe otherwise."""
        return self._cedula() if self.fotos else self._informe()

    def _informe(self) -> bytes:
        from supervisor_app.documents.informe import componer_informe
        from supervisor_app.documents.textos import textos_informe

        blocks = tuple(Bloque(texto=text, marcador=Marcador.LETRA) for _, text in self.partes)
        half = len(blocks) // 2
        datos = DatosInforme(
            numero_pliego="287/2026",
            ciudad="Colima, Col.",
            fecha=date(2026, 6, 12),
            comisionado="LUCÍA BARRAGÁN ORTEGA",
            objeto="SUPERVISIÓN",
            proposito=(Bloque(texto=_WORDS),),
            actividades=blocks[:half],
            resultados=blocks[half:],
        )
        return componer_informe(datos, textos=textos_informe(), folio="V-1-INF", version=1, registro=b"{}").pdf()

    def _cedula(self) -> bytes:
        from supervisor_app.documents.cedula import componer_cedula
        from supervisor_app.documents.modelos import (
            DocumentoCedula,
            FotoImpresa,
            ItemImpreso,
            RespuestaImpresa,
            ResultadoImpreso,
            Signo,
        )
        from supervisor_app.documents.textos import textos_cedula

        nobody = Persona()
        jpegs = {f"{n:064x}": jpeg for n, jpeg in enumerate(self.fotos)}
        items = tuple(
            ItemImpreso(
                str(n + 1),
                title,
                RespuestaImpresa(Signo.CUMPLE, "Cumple"),
                nota=text,
                fotos=(FotoImpresa(f"{n:064x}", f"Foto {n + 1}"),) if n < len(self.fotos) else (),
            )
            for n, (title, text) in enumerate(self.partes)
        )
        doc = DocumentoCedula(
            ooad="—",
            unidad="—",
            fechas="—",
            periodo_revisado="—",
            fecha_corte="—",
            fuente="—",
            universo="—",
            folio="V-1-CO-05",
            folio_visita="V-1",
            fecha=date(2026, 6, 12),
            departamento="Cobranza",
            codigo="CO-05",
            proceso=self.titulo,
            version="1",
            muestra="—",
            supervisores=(Persona(nombre="Lucía Barragán Ortega"),),
            atendio=nobody,
            titular=nobody,
            resultado=ResultadoImpreso("60", "0", "0", "0", "60 de 60", "100.0 %"),
            items=items,
        )
        return componer_cedula(doc, textos=textos_cedula(), registro=b"{}", fotos=jpegs).pdf()

    def _photo(self, n: int) -> str:
        return f"{n}.jpg" if n < len(self.fotos) else ""

    def _write_photos(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for n, jpeg in enumerate(self.fotos):
            (folder / f"{n}.jpg").write_bytes(jpeg)

    def escribir_typst(self, folder: Path) -> Path:
        """The source and its photos."""
        self._write_photos(folder)
        lines = [
            f'#set document(title: "{self.titulo}")',
            '#set page(paper: "us-letter", margin: 20mm)',
            '#set text(font: "Noto Sans", size: 10pt, lang: "es", hyphenate: true)',
            f"= {self.titulo}",
        ]
        for n, (title, text) in enumerate(self.partes):
            lines += [f"== {title}", text]
            if self._photo(n):
                lines.append(
                    f'#figure(image("{n}.jpg", width: {_WIDTH_MM}mm, alt: "Foto {n + 1}"), caption: "Foto {n + 1}")'
                )
        file = folder / "doc.typ"
        file.write_text("\n\n".join(lines), encoding="utf-8")
        return file

    def escribir_html(self, folder: Path) -> Path:
        """The page and its photos."""
        self._write_photos(folder)
        body = [f"<h1>{escape(self.titulo)}</h1>"]
        for n, (title, text) in enumerate(self.partes):
            body.append(f"<h2>{escape(title)}</h2><p>{escape(text)}</p>")
            if self._photo(n):
                body.append(
                    f'<figure><img src="{n}.jpg" alt="Foto {n + 1}"><figcaption>Foto {n + 1}</figcaption></figure>'
                )
        faces = "".join(
            f"@font-face {{font-family: N; font-weight: {weight}; src: url({(FUENTES / file).as_uri()})}}"
            for file, weight in (("NotoSans-Regular.ttf", 400), ("NotoSans-Bold.ttf", 700))
        )
        page = "@page {size: letter; margin: 20mm} body {font: 10pt N; hyphens: auto}"
        style = f"{faces} {page} img {{width: {_WIDTH_MM}mm}}"
        file = folder / "doc.html"
        head = f'<meta charset="utf-8"><title>{escape(self.titulo)}</title><style>{style}</style>'
        file.write_text(
            f'<!DOCTYPE html><html lang="es-MX">{head}<body>{"".join(body)}</body></html>', encoding="utf-8"
        )
        return file

    def escribir(self, base: Path) -> None:
        """A plain Word file, ``base`` with «.docx»."""
        with zipfile.ZipFile(f"{base}.docx", "w") as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            archive.writestr("_rels/.rels", _ROOT)
            links = "".join(
                f'<Relationship Id="f{n}" Type="{_OFFICE}/image" Target="media/{n}.jpg"/>'
                for n in range(len(self.fotos))
            )
            archive.writestr(
                "word/_rels/document.xml.rels", f'{_XML}<Relationships xmlns="{_RELS}">{links}</Relationships>'
            )
            for n, jpeg in enumerate(self.fotos):
                archive.writestr(f"word/media/{n}.jpg", jpeg)
            paragraphs = [_run(self.titulo)]
            for n, (title, text) in enumerate(self.partes):
                paragraphs += [_run(title), _run(text)]
                if self._photo(n):
                    paragraphs += [
                        _DRAWING.format(n=n, id=n + 1, x=_WIDTH_MM * 36000, y=_WIDTH_MM * 27000),
                        _run(f"Foto {n + 1}"),
                    ]
            body = "".join(f"<w:p>{p}</w:p>" for p in paragraphs)
            archive.writestr("word/document.xml", f"{_XML}<w:document {_SPACES}><w:body>{body}</w:body></w:document>")


def _run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}" '
    f'xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" xmlns:a="{_DRAWINGML}/main" xmlns:pic="{_DRAWINGML}/picture"'
)
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{x}" cy="{y}"/><wp:docPr id="{id}" name="Foto {id}"/><a:graphic>'
    f'<a:graphicData uri="{_DRAWINGML}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{{id}}" name="Foto {{id}}"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="f{n}"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{x}" cy="{y}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)


def _photo(number: int) -> bytes:
    """A JPEG with the detail of a photo of paper, always the same: some 250 kB."""
    chance = random.Random(number)
    rough = Image.frombytes("RGB", (150, 112), chance.randbytes(150 * 112 * 3)).resize(
        _PIXELES, Image.Resampling.BICUBIC
    )
    out = io.BytesIO()
    rough.save(out, "JPEG", quality=82)
    return out.getvalue()


@cache
def hecho(kind: str) -> Contenido:
    """«minimo», a paragraph; «corto», two pages of text; «largo», forty with sixty photos; «fotos», three hundred."""
    if kind == "minimo":
        return Contenido("Un párrafo", (("Parte", _WORDS),))
    if kind == "corto":
        return Contenido("Informe de la comisión", tuple((f"Parte {n + 1}", _WORDS) for n in range(18)))
    many, times = (60, 4) if kind == "largo" else (300, 1)
    parts = tuple(
        (f"Punto {n + 1} de la revisión de la cartera en mora", " ".join([_WORDS] * times)) for n in range(many)
    )
    return Contenido("Cartera en mora", parts, tuple(_photo(n) for n in range(many)))


def paginas(pdf: bytes) -> int:
    """How many pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
