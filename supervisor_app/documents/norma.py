"""The last step of every document: from reportlab's bytes to a file that is PDF/A-3a and PDF/UA-1, ready to sign.

It writes the structure tree, metadata, colour profile, attachments and empty signature fields. The same input gives
the same bytes. It must never see a signed file: saving one again destroys its signatures.

Source: ISO 19005-3, ISO 14289-1; facts and traps of the signing notes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, NameTree, Object, Pdf, String

from supervisor_app import paths
from supervisor_app.documents.etiquetado import FieldMark, Mark, Node, SignatureField, Structure
from supervisor_app.documents.tipografia import imprimible

LANGUAGE = "es-MX"
PRODUCER = "supervisor-app (ReportLab, pikepdf)"
_PRINTED = 4  # annotation flag: the signature is printed
_SIGNATURES_EXIST_APPEND_ONLY = 3
_OWNER = {"Scope": Name.Table, "ColSpan": Name.Table, "ListNumbering": Name.List}


@dataclass(frozen=True)
class Metadata:
    """What the file says about itself. ``day`` is the document's own date: the clock is never read."""

    title: str
    author: str
    subject: str
    day: date

    def clean(self) -> Metadata:
        """The same, with nothing that cannot be written in XML or shown in a title bar."""
        return replace(
            self,
            title=_one_line(self.title),
            author=_one_line(self.author),
            subject=_one_line(self.subject),
        )

    @property
    def pdf_date(self) -> str:
        """Noon in UTC, the same day in every time zone of Mexico."""
        return f"D:{self.day:%Y%m%d}120000Z"

    @property
    def xmp_date(self) -> str:
        """The same instant as XMP writes it."""
        return f"{self.day:%Y-%m-%d}T12:00:00Z"


def _one_line(text: str) -> str:
    return " ".join(imprimible(text).split())


@dataclass(frozen=True)
class Attachment:
    """A file inside the file: the record that the page was drawn from."""

    name: str
    data: bytes
    description: str
    mime: str = "application/json"


def conform(raw: bytes, structure: Structure, metadata: Metadata, attachments: Sequence[Attachment] = ()) -> bytes:
    """Return ``raw`` as PDF/A-3a and PDF/UA-1, with its fields empty and its attachments in place."""
    metadata = metadata.clean()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _describe(pdf, metadata)
        _fill_pictures(pdf, structure)
        _write_structure(pdf, structure)
        _attach(pdf, attachments, metadata)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    root = pdf.Root
    root.Lang = String(LANGUAGE)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.MarkInfo = Dictionary(Marked=True)
    root.Metadata = pdf.make_stream(_xmp(metadata), Type=Name.Metadata, Subtype=Name.XML)
    profile = pdf.make_stream(_colour_profile(), N=3, Alternate=Name.DeviceRGB)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String("supervisor-app"),
            Producer=String(PRODUCER),
            CreationDate=String(metadata.pdf_date),
            ModDate=String(metadata.pdf_date),
        )
    )
    for page in pdf.pages:
        if Name.Trans in page.obj:  # reportlab writes an empty one, which PDF/A forbids
            del page.obj.Trans


@cache
def _colour_profile() -> bytes:
    return (paths.recursos() / "icc" / "sRGB.icc").read_bytes()


def _fill_pictures(pdf: Pdf, structure: Structure) -> None:
    waiting = dict(structure.jpegs)
    for page in pdf.pages:
        if not waiting:
            return
        for name, thing in page.obj.Resources.get("/XObject", {}).items():
            if (jpeg := waiting.pop(name, None)) is not None:
                thing.write(jpeg, filter=Name.DCTDecode)


def _write_structure(pdf: Pdf, structure: Structure) -> None:
    writer = _TreeWriter(pdf, structure)
    pdf.Root.StructTreeRoot = writer.write()
    if structure.fields:
        fields = Array([writer.widgets[field.name] for field in structure.fields])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, SigFlags=_SIGNATURES_EXIST_APPEND_ONLY))


class _TreeWriter:
    """Writes the structure tree and, where the tree places them, the signature fields."""

    def __init__(self, pdf: Pdf, structure: Structure) -> None:
        self.pdf = pdf
        self.structure = structure
        self.pages = [page.obj for page in pdf.pages]
        self.owners: list[dict[int, Object]] = [{} for _ in self.pages]
        self.fields = {field.name: field for field in structure.fields}
        self.widgets: dict[str, Object] = {}
        self.widget_elements: list[Object] = []

    def write(self) -> Object:
        """Return the StructTreeRoot."""
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(self.structure.root, tree)
        numbers = Array()
        for index, page in enumerate(self.pages):
            page.StructParents = index
            page.Tabs = Name.S
            owners = self.owners[index]
            numbers.append(index)
            numbers.append(self.pdf.make_indirect(Array([owners[mcid] for mcid in sorted(owners)])))
        for index, element in enumerate(self.widget_elements, start=len(self.pages)):
            numbers.append(index)
            numbers.append(element)
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self.pages) + len(self.widget_elements)
        return tree

    def _element(self, node: Node, parent: Object) -> Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent))
        if node.alt:
            element.Alt = String(node.alt)
        if node.attributes:
            element.A = _attributes(node)
        kids = [kid for child in node.kids if (kid := self._kid(child, element)) is not None]
        if kids:
            element.K = Array(kids)
        return element

    def _kid(self, child: Node | Mark | FieldMark, element: Object) -> Object | None:
        if isinstance(child, Node):
            return self._element(child, element)
        if isinstance(child, Mark):
            self.owners[child.page][child.mcid] = element
            return Dictionary(Type=Name.MCR, Pg=self.pages[child.page], MCID=child.mcid)
        field = self.fields.get(child.name)
        return self._field(field, element) if field else None

    def _field(self, field: SignatureField, parent: Object) -> Object:
        """A Form element. Its K is the OBJR itself: inside an array, pyHanko refuses every later signature."""
        page = self.pages[field.page]
        x0, y0, x1, y1 = field.box
        empty = self.pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, x1 - x0, y1 - y0]), Resources=Dictionary()
        )
        widget = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(field.name),
                TU=String(field.label),
                F=_PRINTED,
                Rect=Array(field.box),
                P=page,
                AP=Dictionary(N=empty),
                StructParent=len(self.pages) + len(self.widget_elements),
            )
        )
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        self.widgets[field.name] = widget
        element = self.pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=parent,
                Pg=page,
                Alt=String(field.label),
                K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page),
            )
        )
        self.widget_elements.append(element)
        return element


def _attributes(node: Node) -> Dictionary:
    owner = next((_OWNER[name] for name in node.attributes if name in _OWNER), Name.Layout)
    made = Dictionary(O=owner)
    for name, value in node.attributes.items():
        made[f"/{name}"] = Array(value) if isinstance(value, list) else Name(f"/{value}")
    return made


def _attach(pdf: Pdf, attachments: Sequence[Attachment], metadata: Metadata) -> None:
    if not attachments:
        return
    tree = NameTree.new(pdf)
    associated = Array()
    for attachment in attachments:
        spec = AttachedFileSpec(
            pdf,
            attachment.data,
            description=attachment.description,
            filename=attachment.name,
            mime_type=attachment.mime,
            creation_date=metadata.pdf_date,
            mod_date=metadata.pdf_date,
        )
        spec.obj.AFRelationship = Name.Data
        tree[attachment.name] = spec.obj
        associated.append(spec.obj)
    pdf.Root.Names = Dictionary(EmbeddedFiles=tree.obj)
    pdf.Root.AF = associated


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>supervisor-app</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _xmp(metadata: Metadata) -> bytes:
    return _XMP.format(
        title=escape(metadata.title),
        author=escape(metadata.author),
        subject=escape(metadata.subject),
        language=LANGUAGE,
        producer=escape(PRODUCER),
        moment=metadata.xmp_date,
    ).encode()
