"""Where the window only reads: what was delivered is seen, and nothing is delivered, reopened or sealed."""

from __future__ import annotations

from pathlib import Path

from supervisor_app.store.turno import SIN_PERMISO
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.kit.writing import only_reads
from tests.ui.entrega.conftest import Open


def test_delivering_and_reopening_are_shut_and_say_why(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    only_reads(muelle.screen, SIN_PERMISO)
    muelle.session.set_reading(SIN_PERMISO)
    muelle.screen.enter()
    muelle.settle()
    shown = [b for b in muelle.screen.findChildren(Button) if b.isVisible()]
    shut = {b.text(): b.toolTip() for b in shown if not b.isEnabled()}
    assert set(shut) == {"Entregar", "Firmar el paquete con mi e.firma", "Reabrir para corregir"}
    assert set(shut.values()) == {SIN_PERMISO}
    assert not muelle.screen.reopen.motive.isEnabled()
    assert muelle.screen.destination.other.hasFocus()
    assert ("Enter", "Entregar") not in muelle.screen.hints()
