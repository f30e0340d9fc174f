"""The page of a finding: acts by keyboard, reasons that are obligatory, drafts that stay, evidence, the queue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from supervisor_app.domain.hallazgo import EstadoHallazgo
from supervisor_app.domain.seguimiento import ClaseDeActo
from supervisor_app.ui.kit.theme import Theme
from tests.ui.lugares.seguimiento.conftest import Place

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def test_evidence_in_words_is_seen_in_its_life_at_once(desk: Place) -> None:
    finding = desk.open_first()

    desk.press(Qt.Key.Key_E, CTRL)
    desk.type("Oficio 12 con 14 acuses")
    desk.press(Qt.Key.Key_Return, CTRL)

    assert desk.acts(finding) == ["Evidencia recibida"]
    assert desk.screen.finding.timeline.events()[0].words == "Oficio 12 con 14 acuses"
    assert desk.screen.finding.sheet is not None
    assert desk.screen.finding.sheet.pills[0][0] == "En revisión"


def test_returning_without_a_reason_is_refused_beside_it(desk: Place) -> None:
    finding = desk.open_first()
    desk.receive(finding, "Oficio")
    desk.screen.open_finding(finding)
    desk.settle()

    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Return, CTRL)

    assert "por qué se devuelve" in desk.screen.finding.form.words_field.error()
    assert desk.screen.finding.form.words.hasFocus()
    assert desk.acts(finding) == ["Evidencia recibida"]


def test_what_was_typed_is_there_after_leaving_half_way(desk: Place) -> None:
    desk.open_first()
    desk.press(Qt.Key.Key_F4)
    desk.type("La unidad pide")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.pages.currentWidget() is desk.screen.lists

    desk.open_first()
    assert "Dejó a medias" in desk.screen.finding.begun.text()
    desk.press(Qt.Key.Key_F4)

    assert desk.screen.finding.form.words.text() == "La unidad pide"


def test_what_was_typed_is_there_in_the_next_window(desk: Place, enter: Callable[[], Place]) -> None:
    finding = desk.open_first()
    desk.press(Qt.Key.Key_F4)
    desk.type("La unidad pide")
    assert desk.screen.unsaved == 1
    desk.screen.commit()  # as the window does before it closes
    desk.settle()
    assert desk.screen.unsaved == 0
    desk.lanes.close()

    again = enter()
    again.screen.open_finding(finding)
    again.settle()
    assert "Dejó a medias" in again.screen.finding.begun.text()
    again.press(Qt.Key.Key_F4)
    assert again.screen.finding.form.words.text() == "La unidad pide"


def test_what_was_registered_is_no_draft_any_more(desk: Place) -> None:
    finding = desk.open_first()
    desk.press(Qt.Key.Key_F4)
    desk.type("Nota")
    desk.press(Qt.Key.Key_Return, CTRL)

    assert desk.acts(finding) == ["Nota"]
    assert not desk.screen.drafts.findings()
    assert desk.screen.finding.begun.isHidden()
    desk.screen.commit()
    desk.settle()
    kept: list[object] = []
    desk.lanes.call(lambda s: s.desahogo.borradores.todos(), kept.append)
    desk.settle()
    assert kept == [()]


def test_a_prorroga_moves_the_date_of_its_measure(desk: Place) -> None:
    finding = desk.open_first()
    desk.press(Qt.Key.Key_P, CTRL_SHIFT)
    desk.type("31/12/2026")
    desk.screen.finding.form.who.setFocus()
    desk.type("Titular de la Jefatura")
    desk.screen.finding.form.words.setFocus()
    desk.type("Cambio de personal")
    desk.press(Qt.Key.Key_Return, CTRL)

    assert [m.fecha.isoformat() for m in desk.detail(finding).medidas if m.fecha] == ["2026-12-31"]
    assert desk.screen.finding.sheet is not None
    assert "Titular de la Jefatura" in desk.screen.finding.sheet.measures[0].notes[-1]


def test_a_date_that_is_none_stays_as_typed(desk: Place) -> None:
    finding = desk.open_first()
    desk.press(Qt.Key.Key_P, CTRL_SHIFT)
    desk.type("pronto")

    desk.press(Qt.Key.Key_Return, CTRL)

    assert desk.screen.finding.form.until.text() == "pronto"
    assert desk.screen.finding.form.until_field.error()
    assert desk.acts(finding) == []


def test_progress_of_a_measure(desk: Place) -> None:
    finding = desk.open_first()
    desk.press(Qt.Key.Key_A, CTRL_SHIFT)
    desk.type("40")

    desk.press(Qt.Key.Key_Return, CTRL)

    assert [m.avance for m in desk.detail(finding).medidas] == [40]


def test_a_file_is_pasted_while_its_words_are_written_and_seen(desk: Place, tmp_path: Path) -> None:
    photo = tmp_path / "acuse.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(photo))
    finding = desk.open_first()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QGuiApplication.clipboard().setMimeData(data)

    desk.press(Qt.Key.Key_E, CTRL)
    assert desk.screen.finding.form.words.hasFocus()
    desk.press(Qt.Key.Key_V, CTRL)
    assert desk.screen.finding.form.words.text() == ""
    desk.press(Qt.Key.Key_Return, CTRL)

    (file,) = desk.detail(finding).evidencias
    assert file.esta
    desk.screen.finding.timeline.opened.emit(file.evidencia.sha256)
    desk.settle()
    assert desk.screen.pages.currentWidget() is desk.screen.evidence
    assert desk.screen.evidence.canvas.picture is not None
    desk.press(Qt.Key.Key_Escape)
    assert desk.screen.pages.currentWidget() is desk.screen.finding


def test_the_queue_goes_on_with_the_next_one(desk: Place) -> None:
    first, second = desk.row_ids()[:2]
    desk.receive(first, "Oficio 1")
    desk.receive(second, "Oficio 2")
    desk.screen.lists.turn_to("revisar")
    waiting = desk.row_ids()
    assert sorted(waiting) == sorted([first, second])

    assert desk.open_first() == waiting[0]
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Return, CTRL)

    assert desk.screen.finding.sheet is not None and desk.screen.finding.sheet.id == waiting[1]
    assert desk.detail(waiting[0]).asunto.estado is EstadoHallazgo.SOLVENTADA
    assert "solventada" in desk.screen.finding.answer.text()
    assert desk.row_ids() == [waiting[1]]


def test_alt_down_goes_to_the_next_finding_of_the_list(desk: Place) -> None:
    ids = desk.row_ids()
    desk.open_first()

    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert desk.screen.finding.sheet is not None and desk.screen.finding.sheet.id == ids[1]


def test_a_laptop_offers_only_what_it_may_do(laptop: Place) -> None:
    laptop.open_first()
    shown = {c for c, b in laptop.screen.finding.buttons.items() if not b.isHidden()}

    assert shown == {ClaseDeActo.EVIDENCIA, ClaseDeActo.AVANCE, ClaseDeActo.NOTA}
    assert "las toma la oficina" in laptop.screen.finding.decides.text()
    laptop.press(Qt.Key.Key_1)
    assert not laptop.screen.finding.writing()


def test_with_large_text_the_form_that_is_opened_is_in_sight(desk: Place, theme: Theme) -> None:
    theme.set_zoom(2.0)
    desk.open_first()

    desk.press(Qt.Key.Key_F4)

    words, view = desk.screen.finding.form.words, desk.screen.finding.area.viewport()
    desk.qtbot.waitUntil(lambda: view.rect().contains(words.mapTo(view, words.rect().bottomLeft())))
