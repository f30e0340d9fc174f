"""Photos on paper: one in a cell beside its observation, or several in lines of three, each with what it shows.

A photo is never drawn larger than it is at 150 points per inch, never cut and never out of shape.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Figure, Jpeg, Node, TaggedTable, paragraph, tagged
from supervisor_app.documents.modelos import FotoImpresa
from supervisor_app.documents.tipografia import imprimible, marcado

Fotos = Mapping[str, bytes]
"""The JPEG of each photo by the hash of its content; one that is missing is named only."""

EN_CELDA = 2
"""Photos that a cell takes; more of them stand after the table, where they are seen larger."""
_WIDTH, _HEIGHT = 56.0 * mm, 62.0 * mm
_HEIGHT_IN_CELL = 42.0 * mm  # that of a photo 4:3 as wide as the cell; taller ones would leave the other cells empty
_PER_LINE = 3
_IN_CELL = [
    (side, (0, 0), (-1, -1), points)
    for side, points in {"LEFTPADDING": 0, "RIGHTPADDING": 0, "TOPPADDING": 6, "BOTTOMPADDING": 2}.items()
]
_POINTS_PER_INCH = 150


def in_cell(fotos: Sequence[FotoImpresa], jpegs: Fotos, parent: Node, width: float) -> list[Flowable]:
    """The photos one under the other, for a cell ``width`` points wide; each stays whole, with its caption."""
    whole: list[list[Cell]] = [[_photo(foto, jpegs, parent, width, _HEIGHT_IN_CELL)] for foto in fotos]
    return [TaggedTable.of([row], [width], _IN_CELL) for row in whole]


def lines(fotos: Sequence[FotoImpresa], jpegs: Fotos, parent: Node) -> Iterator[Flowable]:
    """The photos in lines of three. A line is never broken by the end of a page."""
    column = estilo.TEXT_WIDTH / _PER_LINE
    for start in range(0, len(fotos), _PER_LINE):
        here = fotos[start : start + _PER_LINE]
        row: list[Cell] = [_photo(foto, jpegs, parent, column - 3 * mm, _HEIGHT) for foto in here]
        row += [""] * (_PER_LINE - len(row))
        sides = {"LEFTPADDING": 0, "RIGHTPADDING": 3 * mm, "TOPPADDING": 3, "BOTTOMPADDING": 5}
        commands = [(side, (0, 0), (-1, -1), value) for side, value in sides.items()]
        yield TaggedTable.of([row], [column] * _PER_LINE, commands)


def _photo(foto: FotoImpresa, jpegs: Fotos, parent: Node, width: float, height: float) -> list[Flowable]:
    made: list[Flowable] = []
    jpeg = jpegs.get(foto.sha256)
    if jpeg is not None:
        picture = _Picture(_read(jpeg), min(width, _WIDTH), height)
        alt = " · ".join(part for part in (imprimible(foto.leyenda), foto.datos) if part)
        figure = Figure(picture, f"Foto: {alt}", parent)
        figure.hAlign = "LEFT"
        figure.spaceAfter = 4
        made.append(figure)
    made.append(paragraph(marcado(foto.leyenda), estilo.CELL_EVIDENCE, parent, "Caption"))
    if foto.datos:
        made.append(paragraph(marcado(foto.datos), estilo.CELL_LABEL, parent))
    return made


class _Picture(Flowable):
    """A JPEG within a width and a height, and not coarser than paper shows; sizes are points."""

    def __init__(self, jpeg: Jpeg, width: float, height: float) -> None:
        super().__init__()
        scale = min(width / jpeg.across, height / jpeg.down, 72 / _POINTS_PER_INCH)
        self._jpeg, self.width, self.height = jpeg, jpeg.across * scale, jpeg.down * scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it whole."""
        tagged(self.canv).draw_jpeg(self._jpeg, self.width, self.height)


def _read(data: bytes) -> Jpeg:
    """Its head alone is read."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        return Jpeg(data, *picture.size, grey=picture.mode == "L")
