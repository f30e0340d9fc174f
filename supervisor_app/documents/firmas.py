"""The place where people sign: blank space, line, name and post of each signer, with the QR of the record beside.

The same block ends every document. This module must never sign nor know about keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from supervisor_app.documents import estilo
from supervisor_app.documents.etiquetado import Cell, Figure, Node, SignatureSpace, TaggedTable, paragraph
from supervisor_app.documents.tipografia import imprimible, marcado
from supervisor_app.domain.texto import fecha_corta

ALTO_FIRMA = 25 * mm
_LONGEST = 300  # characters
_ALONE = 84 * mm
_QR_SIDE = 20 * mm
_GAP = 4.5 * mm


@dataclass(frozen=True)
class Signer:
    """Who signs: the name of the field, the name of the person and the lines under it (post, caption of the form)."""

    field: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Seal:
    """What the QR says: enough to check a printed copy against its record."""

    folio: str
    day: date
    digest: str

    @property
    def text(self) -> str:
        """Folio, date and the first 128 bits of the SHA-256 of the record."""
        return f"F:{self.folio}|D:{self.day.isoformat()}|S:{self.digest[:32]}"


def signature_block(signers: Sequence[Signer], parent: Node, *, seal: Seal | None) -> Flowable:
    """The signers side by side. Without ``seal`` it is a draft: neither QR nor fields to sign."""
    width = _ALONE if len(signers) == 1 else (estilo.TEXT_WIDTH - _QR_SIDE - len(signers) * _GAP) / len(signers)
    cells = [_signer(signer, width, parent, signable=seal is not None) for signer in signers]
    qr: list[Flowable] = [Spacer(0, ALTO_FIRMA - _QR_SIDE - 2), _qr(seal, parent)] if seal else []
    row: list[Cell]
    if len(signers) == 1:
        side = (estilo.TEXT_WIDTH - width) / 2
        row, widths = [qr, cells[0], ""], [side, width, side]
    else:
        row, widths = [qr], [_QR_SIDE]
        for cell in cells:
            row += ["", cell]
            widths += [_GAP, width]
    tight = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
    return TaggedTable.of([row], widths, tight)


def signature_rows(signers: Sequence[Signer], parent: Node, *, seal: Seal | None) -> list[Flowable]:
    """Any number of signers, two in each row, with the QR beside the first two. Each row is one piece."""
    pairs = [signers[at : at + 2] for at in range(0, len(signers), 2)]
    if len(signers) == 1:
        return [signature_block(signers, parent, seal=seal)]
    width = (estilo.TEXT_WIDTH - _QR_SIDE - 2 * _GAP) / 2
    tight = [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")]
    rows: list[Flowable] = []
    for index, pair in enumerate(pairs):
        cells: list[Cell] = [_signer(signer, width, parent, signable=seal is not None) for signer in pair]
        qr: list[Flowable] = []
        if seal is not None and index == 0:
            qr = [Spacer(0, ALTO_FIRMA - _QR_SIDE - 2), _qr(seal, parent)]
        row: list[Cell] = [qr, "", cells[0], "", cells[1] if len(cells) > 1 else ""]
        rows.append(TaggedTable.of([row], [_QR_SIDE, _GAP, width, _GAP, width], tight))
    return rows


def _signer(signer: Signer, width: float, parent: Node, *, signable: bool) -> list[Flowable]:
    label = f"Firma de {imprimible(signer.name)}" if signer.name else f"Firma: {signer.lines[-1]}"
    space = SignatureSpace(width, ALTO_FIRMA, name=signer.field if signable else "", label=label, parent=parent)
    name = paragraph(marcado(_fitting(signer.name)) or "&nbsp;", estilo.SIGNER, parent)
    lines = [_fitting(line) for line in signer.lines]
    return [space, name, *(paragraph(marcado(line), estilo.SIGNER_NOTE, parent) for line in lines if line)]


def _fitting(text: str) -> str:
    """Names and posts are one piece with the place to sign, which has to fit in a page; an ellipsis tells of a cut."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _qr(seal: Seal, parent: Node) -> Flowable:
    code = QrCode(seal.text, qrLevel="M", width=_QR_SIDE, height=_QR_SIDE, qrBorder=0)
    alt = (
        f"Código QR para cotejar esta copia: folio {imprimible(seal.folio)}, fecha {fecha_corta(seal.day)}, "
        f"huella {seal.digest[:32]}"
    )
    return Figure(code, alt, parent)
