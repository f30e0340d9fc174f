"""Where a page lands on a sheet of paper: fitted inside what the printer reaches, or at its true size. No widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from supervisor_app.services.impresion import Escala

LETTER = QSizeF(612, 792)
"""The paper, in points."""
REACH = 12.0
"""Points at each edge that an office printer does not reach, where it does not say (4.2 mm)."""


@dataclass(frozen=True, slots=True)
class Placing:
    """``rect``: where the page is on the paper; ``turned``: a page that lies is turned a quarter to the right on paper
    that stands, and the other way about. Then ``rect`` is what it fills once it is turned.
    """

    rect: QRectF
    turned: bool


def place_on(paper: QSizeF, reach: QRectF, page: QSizeF, scale: Escala, unit: float = 1.0) -> Placing:
    """``reach``: the part of ``paper`` that can be printed; both in units of which a point has ``unit``. ``page``: in
    points.
    """
    turned = (page.width() > page.height()) != (paper.width() > paper.height()) and page.width() != page.height()
    size = QSizeF(page.height(), page.width()) if turned else QSizeF(page)
    factor = unit
    if scale is Escala.AJUSTAR:
        # Fitted, never enlarged: a page of the size of the paper shrinks by the edges only.
        factor = min(unit, reach.width() / size.width(), reach.height() / size.height())
    filled = QRectF(0, 0, size.width() * factor, size.height() * factor)
    filled.moveCenter(
        reach.center() if scale is Escala.AJUSTAR else QRectF(0, 0, paper.width(), paper.height()).center()
    )
    return Placing(filled, turned)
