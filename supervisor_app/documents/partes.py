"""Parts that several documents share: letterhead, a heading with what follows it, sections of text, a bar of a share.

It must never know what a document says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Node, heading, paragraph, tagged
from supervisor_app.documents.tablas import Filler, RoomFor
from supervisor_app.documents.tipografia import marcado
from supervisor_app.domain.base import Persona
from supervisor_app.domain.informe import LineaMembrete

_TRACK: Color = HexColor("#E3E7EB")
_FILL: Color = HexColor("#515C67")
_BAR_HEIGHT = 5.5
_BAR_ROOM = 11.5  # the leading of a cell, so that the bar stands beside one line of text
_THINNEST = 0.8


class ShareBar(Flowable):
    """A bar as long as a share (0 to 1) of its cell. An artifact: the words of its row say the same."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = min(max(share, 0.0), 1.0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """The width of the cell, one line high."""
        self.width, self.height = aW, _BAR_ROOM
        return self.width, self.height

    def draw(self) -> None:
        """Track and length; a share that is not zero is always seen."""
        canvas = tagged(self.canv)
        with canvas.marked(None):
            canvas.saveState()
            y = (_BAR_ROOM - _BAR_HEIGHT) / 2 - 0.4
            canvas.setFillColor(_TRACK)
            canvas.rect(0, y, self.width, _BAR_HEIGHT, stroke=0, fill=1)
            if self._share:
                canvas.setFillColor(_FILL)
                canvas.rect(0, y, max(self.width * self._share, _THINNEST), _BAR_HEIGHT, stroke=0, fill=1)
            canvas.restoreState()


def bar(share: float) -> Filler:
    """A cell with only the bar of a share."""
    return lambda _: [ShareBar(share)]


def bold(text: str, *, figures: bool = False) -> Filler:
    """A cell in bold, for totals."""
    style = estilo.CELL_RIGHT if figures else estilo.CELL_BOLD

    def fill(cell: Node) -> list[Flowable]:
        return [paragraph(f"<b>{marcado(text)}</b>" if figures else marcado(text), style, cell)] if text else []

    return fill


def letterhead(lines: Sequence[LineaMembrete], ooad: str, root: Node) -> Iterator[Flowable]:
    """The centred lines; one with ``{ooad}`` is left out where the unit has none."""
    for line in lines:
        if "{ooad}" in line.texto and not ooad.strip():
            continue
        if text := marcado(line.texto.replace("{ooad}", ooad)):
            yield paragraph(f"<b>{text}</b>" if line.negrita else text, estilo.LETTERHEAD, root)


def masthead(
    lines: Sequence[LineaMembrete], ooad: str, title: str, notice: str, root: Node, *, under: str = ""
) -> Iterator[Flowable]:
    """Letterhead, title, and the notice that it is no official form. ``under``: markup of a line below the title."""
    yield from letterhead(lines, ooad, root)
    yield heading(title, estilo.TITLE_TIGHT, root, 1)
    if under:
        yield paragraph(under, estilo.PROCESS, root)
    yield paragraph(marcado(notice), estilo.NOTICE, root)


def person(who: Persona) -> str:
    """«Name, post», or whichever there is."""
    return ", ".join(part.strip() for part in (who.nombre, who.cargo) if part.strip())


def together(opening: Sequence[Flowable], content: Flowable) -> Iterator[Flowable]:
    """Headings are never left at the foot of a page without the start of what follows."""
    yield RoomFor([*opening, content])
    yield from opening
    yield content


def section(text: str, root: Node) -> Flowable:
    """The heading of a part of the document."""
    return heading(text, estilo.TABLE_TITLE, root, 2)


def words(text: str, root: Node, label: str = "") -> list[Flowable]:
    """The paragraphs of a text of a person, the first one after its label; none where there is no text."""
    parts = [part for part in text.split("\n") if part.strip()]
    lead = f"<b>{marcado(label)}</b> " if label else ""
    return [paragraph(f"{lead if n == 0 else ''}{marcado(part)}", estilo.SMALL, root) for n, part in enumerate(parts)]
