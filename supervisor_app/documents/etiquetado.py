"""Tagged drawing: flowables that say what they are (heading, paragraph, list item, cell, figure, signature field).

While reportlab draws, each flowable opens and closes its marked content and leaves in a :class:`Structure` where it
was drawn; :mod:`supervisor_app.documents.norma` then writes that tree into the file. What has no place in the tree is
marked as an artifact (rules, shades, repeated headers, page footers). This module must never know a document's content.

Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self, TypeAlias, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from supervisor_app.documents import estilo
from supervisor_app.documents.tipografia import REGULAR, imprimible, marcado

Cell: TypeAlias = Flowable | list[Flowable] | str
_ADDRESS = "://"


class Mark(NamedTuple):
    """A piece of a page's content stream: page from 0, and its MCID there."""

    page: int
    mcid: int


class FieldMark(NamedTuple):
    """The place of a signature field in reading order."""

    name: str


@dataclass(eq=False)
class Node:
    """One element of the structure tree. ``attributes`` hold plain values: text becomes a PDF name, lists numbers."""

    role: str
    alt: str = ""
    attributes: dict[str, str | list[float]] = field(default_factory=dict)
    kids: list[Node | Mark | FieldMark] = field(default_factory=list)
    drawn: bool = False
    prefix: str = ""
    """Of the keys of the headings under it; each part of a document that has several needs its own."""

    def add(self, role: str, alt: str = "", **attributes: str) -> Node:
        """Append a child element and return it."""
        node = Node(role, alt, {name: value for name, value in attributes.items() if value})
        self.kids.append(node)
        return node


class SignatureField(NamedTuple):
    """An empty signature field to be made: its name, what a screen reader says, its page from 0, its box in points."""

    name: str
    label: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(eq=False)
class Structure:
    """What drawing one document leaves behind besides its pages."""

    root: Node = field(default_factory=lambda: Node("Document"))
    fields: list[SignatureField] = field(default_factory=list)
    marks: Counter[int] = field(default_factory=Counter)
    pages: dict[str, int] = field(default_factory=dict)
    """Where each :class:`PageMark` was drawn, from 1; «total» is how many pages there are."""
    jpegs: dict[str, bytes] = field(default_factory=dict)
    """What goes into the pictures that were drawn, by the name of their object."""

    def take_mark(self, page: int) -> Mark:
        """The next MCID of a page."""
        mark = Mark(page, self.marks[page])
        self.marks[page] += 1
        return mark


class TaggedCanvas(Canvas):
    """A canvas that knows the structure of its document. Everything on it is drawn inside :meth:`marked`."""

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structure = structure

    @property
    def page_index(self) -> int:
        """The page being drawn, from 0."""
        return int(self.getPageNumber()) - 1

    @contextmanager
    def marked(self, node: Node | None) -> Iterator[None]:
        """Draw as content of ``node``; as an artifact where there is none."""
        if node is None:
            self.addLiteral("/Artifact BMC")
        else:
            mark = self.structure.take_mark(self.page_index)
            node.kids.append(mark)
            self.addLiteral(f"/{node.role} <</MCID {mark.mcid}>> BDC")
        yield
        self.addLiteral("EMC")

    def draw_jpeg(self, jpeg: Jpeg, width: float, height: float) -> None:
        """Draw a JPEG at the origin. It goes into the file as it is, once however often it is drawn.

        reportlab's own way decodes every picture only to tell two apart. Here it sees only a place for one, which
        ``norma`` fills: so no bytes of photos are copied while the document is put together.
        """
        name = hashlib.sha256(jpeg.data).hexdigest()
        document = cast(Any, self)._doc
        registered = document.getXObjectName(name)
        if registered not in document.idToObject:
            document.Reference(_JpegObject(name, jpeg), registered)
            document.addForm(name, document.idToObject[registered])
            self.structure.jpegs[f"/{registered}"] = jpeg.data
        self.saveState()
        self.scale(width, height)
        self.addLiteral(f"/{registered} Do")
        self.restoreState()
        cast(Any, self)._formsinuse.append(name)


@dataclass(frozen=True)
class Jpeg:
    """A JPEG in grey or sRGB as it is, and its size in pixels."""

    data: bytes
    across: int
    down: int
    grey: bool


class _JpegObject(PDFImageXObject):
    """The place of a picture in the file."""

    def __init__(self, name: str, jpeg: Jpeg) -> None:
        super().__init__(name)
        self.width, self.height, self.bitsPerComponent = jpeg.across, jpeg.down, 8
        self.colorSpace = "DeviceGray" if jpeg.grey else "DeviceRGB"
        self._filters = ("DCTDecode",)
        cast(Any, self).streamContent = b"-"


def tagged(canvas: Canvas) -> TaggedCanvas:
    """The canvas of a flowable of this module, with its real type."""
    return cast(TaggedCanvas, canvas)


class TaggedParagraph(Paragraph):
    """A paragraph of the tree. Drawn again (the header of a table on its next page), it is an artifact."""

    node: Node | None = None
    _drawn = False
    _laid_out: tuple[float, tuple[float, float]] | None = None

    def __init__(self, text: str, style: ParagraphStyle, *args: Any, **kwargs: Any) -> None:
        # reportlab makes the halves of a split one here too, without a text.
        super().__init__(text, estilo.unhyphenated(style) if text and _ADDRESS in text else style, *args, **kwargs)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Its size, laid out once for each width: tables and breaks ask several times."""
        # A paragraph that was asked to break and did not has thrown its lines away.
        if self._laid_out is None or self._laid_out[0] != aW or not hasattr(self, "blPara"):
            self._laid_out = (aW, super().wrap(aW, aH))
        return self._laid_out[1]

    def draw(self) -> None:
        """Draw inside the marked content of the node."""
        node, self._drawn = (None if self._drawn else self.node), True
        with tagged(self.canv).marked(node):
            super().draw()

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's own parameter names
        """Both halves belong to the same element."""
        parts: list[Flowable] = super().split(aW, aH)
        for part in parts:
            if isinstance(part, TaggedParagraph):
                part.node = self.node
        return parts


class ListItem(TaggedParagraph):
    """A list item with its marker hanging at ``marker_x``; a piece that goes on in the next page has no marker."""

    marker = ""
    marker_x = 0.0
    marker_node: Node | None = None

    def draw(self) -> None:
        """Draw the marker as ``Lbl`` and then the text."""
        if self.marker:
            style = self.style
            canvas = tagged(self.canv)
            with canvas.marked(self.marker_node):
                text = canvas.beginText(self.marker_x, self.height - style.fontSize)
                text.setFont(style.fontName, style.fontSize)
                text.setFillColor(style.textColor)
                text.textOut(self.marker)
                canvas.drawText(text)
        super().draw()

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's own parameter names
        """Only the first half keeps the marker."""
        parts = super().split(aW, aH)
        first = parts[0] if parts else None
        if isinstance(first, ListItem):
            first.marker, first.marker_x, first.marker_node = self.marker, self.marker_x, self.marker_node
        return parts


def paragraph(markup: str, style: ParagraphStyle, parent: Node | None, role: str = "P") -> TaggedParagraph:
    """A paragraph as a child element of ``parent``; without parent, an artifact."""
    made = TaggedParagraph(markup, style)
    made.node = parent.add(role) if parent else None
    return made


class Heading(TaggedParagraph):
    """A heading that is also an entry of the outline."""

    bookmark = ""
    key = ""
    level = 0

    def draw(self) -> None:
        """Leave the destination at the top of the heading."""
        if self.bookmark and not self._drawn:
            self.canv.bookmarkHorizontal(self.key, 0, self.height + 6)
            self.canv.addOutlineEntry(self.bookmark, self.key, self.level)
        super().draw()


def heading(text: str, style: ParagraphStyle, parent: Node, level: int) -> Heading:
    """A heading ``H1`` … ``H6`` with its entry in the outline (level from 1)."""
    made = Heading(marcado(text), style)
    made.node = parent.add(f"H{level}")
    made.bookmark, made.level = imprimible(text), level - 1
    # Headings hang from one parent, so the key is unique, and always the same.
    made.key = f"{parent.prefix}t{len(parent.kids)}"
    return made


class PageMark(Flowable):
    """Takes no room; tells the structure on which page it stands."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Nothing."""
        return 0, 0

    def draw(self) -> None:
        """Note the page."""
        canvas = tagged(self.canv)
        canvas.structure.pages[self.name] = canvas.page_index + 1


class SignatureSpace(Flowable):
    """The blank space above a signer's name, closed by a line: for ink, or for the stamp of the named field.

    Without ``name`` it is only the space (a draft cannot be signed).
    """

    def __init__(self, width: float, height: float, *, name: str = "", label: str = "", parent: Node | None) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.name, self.label = name, label
        if name and parent:
            parent.kids.append(FieldMark(name))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line and remember where the field goes, a little above it."""
        canvas = tagged(self.canv)
        with canvas.marked(None):
            canvas.setStrokeColor(estilo.HAIRLINE)
            canvas.setLineWidth(estilo.HAIRLINE_WIDTH)
            canvas.line(0, 2, self.width, 2)
        if self.name:
            x, y = canvas.absolutePosition(0, 4)
            box = (round(x, 2), round(y, 2), round(x + self.width, 2), round(y + self.height - 4, 2))
            canvas.structure.fields.append(SignatureField(self.name, self.label, canvas.page_index, box))


class Figure(Flowable):
    """A drawing with an alternative text. ``inner`` is any flowable that only paints."""

    def __init__(self, inner: Flowable, alt: str, parent: Node) -> None:
        super().__init__()
        self.inner = inner
        self.node = parent.add("Figure", alt)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's own parameter names
        """The size of what it holds."""
        self.width, self.height = self.inner.wrap(aW, aH)
        return self.width, self.height

    def draw(self) -> None:
        """Draw inside the figure's marked content and note its box, which readers ask for."""
        canvas = tagged(self.canv)
        x, y = canvas.absolutePosition(0, 0)
        self.node.attributes |= {
            "Placement": "Block",
            "BBox": [round(v, 2) for v in (x, y, x + self.width, y + self.height)],
        }
        with canvas.marked(self.node):
            self.inner.drawOn(canvas, 0, 0)


def _artifacts_of_table(table: Table, command: str, *_: Any) -> None:
    """reportlab's render callback: shades and rules of a table are artifacts."""
    canvas = table.canv
    if command in ("startBG", "startLines"):
        canvas.addLiteral("/Artifact BMC")
    elif command in ("endBG", "endLines"):
        canvas.addLiteral("EMC")


class TaggedTable(Table):
    """A table whose cells bring their own tags; its rules and shades are artifacts, and no other font is selected."""

    @classmethod
    def of(
        cls,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        commands: Sequence[tuple[Any, ...]] = (),
        *,
        header_rows: int = 0,
        heights: Sequence[float] | None = None,
    ) -> Self:
        """Make one. Widths are points, and heights where the content is not to give them; commands are reportlab's."""
        font = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
        return cls(
            [list(row) for row in rows],
            colWidths=list(widths),
            rowHeights=None if heights is None else list(heights),
            style=TableStyle([font, ("VALIGN", (0, 0), (-1, -1), "TOP"), *commands]),
            repeatRows=header_rows,
            renderCB=cast(Any, _artifacts_of_table),
        )
