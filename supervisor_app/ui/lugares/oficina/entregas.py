"""Who delivered what and when, newest first: initials, name, visit, and how the package stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from supervisor_app.services.oficina.valores import Entregado
from supervisor_app.ui.kit.list_rows import ListRowDelegate, Row
from supervisor_app.ui.kit.paint import CENTER, Canvas
from supervisor_app.ui.kit.whole_list import WholeList
from supervisor_app.ui.lugares.oficina.palabras import delivery_state

_DISC, _PAD, _GAP = 28, 16, 12


class _WithInitials(ListRowDelegate):
    def _paint_icon(self, canvas: Canvas, rect: QRectF, row: Row, *, selected: bool) -> QRectF:
        side = float(canvas.theme.px(_DISC))
        disc = QRectF(rect.left() + _PAD, rect.center().y() - side / 2, side, side)
        canvas.box(disc, side / 2, fill="na_soft")
        canvas.write(disc, initials(row.title), "micro", ink="text2", align=CENTER)
        left = disc.right() + _GAP
        return QRectF(left, rect.top(), rect.right() - _PAD - left, rect.height())


class DeliveryList(WholeList):
    """``opened(sha256)``."""

    def __init__(self) -> None:
        super().__init__(name="Entregas de supervisores")
        self.setItemDelegate(_WithInitials(self))

    def show_deliveries(self, items: Sequence[Entregado]) -> None:
        self.set_rows([_row(e) for e in items])


def initials(name: str) -> str:
    words = [w for w in name.split() if w[0].isalpha() and w[0].isupper()]
    return "".join(w[0] for w in words[:2])


def _row(e: Entregado) -> Row:
    words, icon, kind = delivery_state(e)
    where = e.lugar.subdelegacion_nombre or e.unidad
    when = f"{e.dia:%d/%m}"
    second = " · ".join(p for p in (e.folio, when, where) if p)
    return Row(e.sha256, e.supervisor or "Sin nombre", second, "user", "text2", words, icon, kind)
