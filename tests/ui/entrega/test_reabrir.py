"""Reopening a closed visit to correct it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.entrega.conftest import Open


def test_it_is_not_reopened_without_a_motive(entrega: Open) -> None:
    muelle = entrega()
    muelle.screen.reopen.button.setFocus()
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()
    assert muelle.screen.reopen.field.error() == "Escriba el motivo de la corrección."
    assert muelle.screen.reopen.motive.hasFocus()
    assert muelle.session.expediente.visita.cerrada


def test_with_a_motive_it_is_open_again_and_leads_to_the_answers(entrega: Open) -> None:
    muelle = entrega()
    muelle.screen.reopen.motive.setFocus()
    muelle.qtbot.keyClicks(muelle.screen.reopen.motive, "La oficina encontro un importe mal")
    muelle.press(Qt.Key.Key_Tab)
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()
    visita = muelle.session.expediente.visita
    assert not visita.cerrada
    assert (visita.revision, visita.motivo_revision) == (2, "La oficina encontro un importe mal")
    assert muelle.led == [("cedulas", "")]
    assert muelle.ask(lambda s: s.visitas.abrir(visita.id)).visita == visita


def test_what_was_delivered_stays_in_its_life(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    muelle.qtbot.keyClicks(muelle.screen.reopen.motive, "Un importe")
    muelle.screen.reopen.button.click()
    muelle.settle()
    assert "Entregada el 10/06/2026" in muelle.screen.life.words()
    assert muelle.screen.open_visit.isVisible()


def test_the_correction_is_delivered_as_a_second_package(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    muelle.qtbot.keyClicks(muelle.screen.reopen.motive, "Un importe")
    muelle.screen.reopen.button.click()
    muelle.settle()
    e = muelle.session.expediente
    muelle.session.replace(muelle.ask(lambda s: s.entregas.cerrar(e)))
    muelle.settle()
    assert "Corrección 1 cerrada" in muelle.screen.life.words()
    assert "Se reabrió: Un importe" in muelle.screen.life.words()
    muelle.deliver()
    assert len(sorted(usb.rglob("visitas/**/*.zip"))) == 2
    assert "Aún no se entrega" not in muelle.screen.life.words()
