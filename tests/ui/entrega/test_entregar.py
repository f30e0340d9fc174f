"""Delivering from the screen: into a real folder, twice, cancelled, and where it cannot be."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from supervisor_app.domain.texto import NO_BREAK_SPACE
from tests.ui.documentos import banco
from tests.ui.entrega.conftest import Open


def _packages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("visitas/**/*.zip"))


def test_enter_delivers_and_says_so(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    assert muelle.screen.delivery.button.hasFocus()
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()
    assert muelle.result().startswith(f"Se entregó en «{usb}»")
    (package,) = _packages(usb)
    (recorded,) = muelle.ask(lambda s: s.entregas.entregas(muelle.session.expediente.visita.id))
    assert hashlib.sha256(package.read_bytes()).hexdigest() == recorded.sha256


def test_the_life_of_the_visit_tells_closing_and_delivery(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    assert "Aún no se entrega" in muelle.screen.life.words()
    muelle.deliver()
    words = muelle.screen.life.words().replace(NO_BREAK_SPACE, " ")
    (package,) = _packages(usb)
    assert "Visita cerrada el 10/06/2026 09:30" in words
    assert "Entregada el 10/06/2026 09:30 · releída completa" in words
    assert hashlib.sha256(package.read_bytes()).hexdigest()[:16] in words
    assert "Aún no se entrega" not in words


def test_a_second_run_sends_nothing_and_says_so(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    (package,) = _packages(usb)
    before = package.stat().st_mtime_ns
    muelle.deliver()
    assert muelle.result() == f"No se envió nada: ya estaba completa en «{usb}». Se releyó y es idéntica."
    assert package.stat().st_mtime_ns == before


def test_after_delivering_the_focus_is_on_the_button_again(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    assert muelle.screen.delivery.button.hasFocus()
    assert muelle.screen.delivery.button.text() == "Entregar de nuevo"


def test_escape_cancels_and_leaves_nothing_half_done(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.press(Qt.Key.Key_Return)
    muelle.press(Qt.Key.Key_Escape)
    muelle.settle()
    assert muelle.result().startswith("Se canceló la entrega.")
    assert _packages(usb) == []
    assert muelle.ask(lambda s: s.entregas.entregas(muelle.session.expediente.visita.id)) == ()
    muelle.deliver()
    assert len(_packages(usb)) == 1


def test_progress_is_shown_while_it_goes(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.press(Qt.Key.Key_Return)
    assert muelle.screen.delivery.task.isVisible()
    muelle.qtbot.waitUntil(lambda: "Copiando y releyendo" in muelle.screen.delivery.task.words())
    muelle.settle()
    assert muelle.screen.delivery.task.isHidden()


def test_a_folder_that_is_not_there_is_told_before_and_after_trying(entrega: Open, tmp_path: Path) -> None:
    muelle = entrega(destino=tmp_path / "no está")
    assert "Si es una memoria USB, conéctela" in muelle.screen.destination.state()
    muelle.deliver()
    assert "No se encuentra la carpeta de entrega" in muelle.result()
    assert not (tmp_path / "no está").exists()


def test_a_memory_that_was_unplugged_meanwhile_is_no_longer_said_to_be_there(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    usb.rename(usb.with_name("Desconectada"))
    muelle.deliver()
    assert "No se encuentra la carpeta de entrega" in muelle.result()
    assert muelle.screen.destination.state().startswith("No se encuentra.")


def test_it_is_found_once_it_is_plugged_in(entrega: Open, tmp_path: Path) -> None:
    muelle = entrega(destino=tmp_path / "USB")
    (tmp_path / "USB").mkdir()
    muelle.screen.destination.again.setFocus()
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()
    assert muelle.screen.destination.state() == "La carpeta está disponible."


def test_a_file_in_place_of_the_folder_is_refused_in_words(entrega: Open, tmp_path: Path) -> None:
    (tmp_path / "archivo").write_text("no soy una carpeta", encoding="utf-8")
    muelle = entrega(destino=tmp_path / "archivo")
    muelle.deliver()
    assert "es un archivo, no una carpeta" in muelle.result()


def test_without_a_folder_the_first_thing_is_to_choose_one(entrega: Open, usb: Path) -> None:
    muelle = entrega()
    assert muelle.screen.destination.other.hasFocus()
    assert muelle.screen.destination.state() == "Elija la carpeta de la oficina o una memoria USB."
    muelle.deliver()
    assert "Elija la carpeta de entrega" in muelle.result()
    muelle.screen.destination.take(str(usb))
    muelle.deliver()
    assert len(_packages(usb)) == 1


def test_another_folder_is_chosen_in_the_dialog_and_is_kept_at_hand(
    entrega: Open, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    muelle = entrega(destino=tmp_path)
    monkeypatch.setattr(
        "supervisor_app.ui.visita.entrega.destino.QFileDialog.getExistingDirectory", lambda *_args: str(usb)
    )
    muelle.screen.destination.other.setFocus()
    muelle.press(Qt.Key.Key_Return)
    muelle.deliver()
    assert len(_packages(usb)) == 1
    folders = muelle.screen.destination.folders
    assert [folders.itemText(n) for n in range(folders.count())] == [str(usb), str(tmp_path)]


def test_once_the_first_folder_is_chosen_enter_delivers(
    entrega: Open, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    muelle = entrega()
    monkeypatch.setattr(
        "supervisor_app.ui.visita.entrega.destino.QFileDialog.getExistingDirectory", lambda *_args: str(usb)
    )
    assert muelle.screen.destination.other.text() == "Elegir carpeta…"
    assert muelle.screen.hints()[0] == ("Enter", "Elegir la carpeta")
    muelle.press(Qt.Key.Key_Return)
    assert muelle.screen.hints()[0] == ("Enter", "Entregar")
    muelle.press(Qt.Key.Key_Return)
    muelle.settle()
    assert len(_packages(usb)) == 1
    assert muelle.screen.destination.other.text() == "Elegir otra carpeta…"


def test_a_damaged_copy_is_set_aside_and_told(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    muelle.deliver()
    (package,) = _packages(usb)
    package.chmod(0o644)
    package.write_bytes(b"roto")
    muelle.deliver()
    assert "Había una copia dañada" in muelle.screen.delivery.advice.text()
    assert muelle.screen.delivery.advice.isVisible()


class _Explorer(QObject):
    """Stands where the file manager of the system would open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_folder_is_opened_in_the_system(entrega: Open, usb: Path) -> None:
    muelle = entrega(destino=usb)
    explorer = _Explorer()
    # The stubs ask for bytes; PySide6 itself takes the name of the slot as text only.
    QDesktopServices.setUrlHandler("file", explorer, "show")  # type: ignore[arg-type]  # as said above
    try:
        muelle.screen.destination.open.setFocus()
        muelle.press(Qt.Key.Key_Return)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert explorer.opened == [str(usb)]


def test_what_travels_is_counted_and_weighed(entrega: Open) -> None:
    muelle = entrega()
    contenidos = muelle.ask(lambda s: s.entregas.contenidos(muelle.session.expediente))
    words = muelle.screen.contents.words()
    assert "Documentos: 5 archivos" in words
    assert "Evidencia: 4 archivos" in words  # three, and their list
    assert f"Total: {len(contenidos.archivos)} archivos" in words


def test_an_open_visit_is_told_what_it_misses_and_led_there(entrega: Open) -> None:
    muelle = entrega(banco.a_medias)
    assert not muelle.screen.delivery.isVisible()
    (line,) = muelle.screen.open_visit.missing.lines()
    assert line.text() == "Firmar 2 documentos"
    muelle.press(Qt.Key.Key_Return)
    line.setFocus()
    muelle.press(Qt.Key.Key_Return)
    assert muelle.led == [("documentos", ""), ("documentos", "cedula:RC-02")]
