"""Settings are saved by themselves, take effect at once, and what the machine refuses is told beside its field."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import settings
from supervisor_app.services.ajustes import Ajustes
from supervisor_app.settings import FirmanteFrecuente, FraseGuardada, Tema
from supervisor_app.signing.pki_prueba import crear_pki
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.ui.visit_fixtures import DEFINICIONES_REALES, open_lanes
from tests.visita_ficticia import AHORA

Show = Callable[[QWidget], None]
CSV = b"tipo,ooad,subdelegacion,numero,nombre\nUMF,06,01,19,UMF 19 Ficticia\nUMF,99,01,20,UMF 20 Ficticia\n"


@pytest.fixture
def ajustes(qtbot: QtBot, on_stage: Show, lanes: Lanes[Servicios]) -> AjustesScreen:
    screen = AjustesScreen(lanes, DEFINICIONES_REALES, Ajustes())
    screen.resize(1285, 560)
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: bool(screen.authorities.lines))
    return screen


def kept(datos: Path) -> Ajustes:
    """What is on disk."""
    return settings.leer(datos, AHORA)[0]


def fill(qtbot: QtBot, field: QWidget | None, words: str) -> None:
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, words)


def settled(qtbot: QtBot, screen: AjustesScreen) -> None:
    qtbot.waitUntil(lambda: screen.unsaved == 0)


# --- saving -----------------------------------------------------------------------------------------------------------


def test_the_first_field_has_the_focus(ajustes: AjustesScreen) -> None:
    assert QApplication.focusWidget() is ajustes.identity.nombre


def test_what_is_typed_is_saved_after_a_pause(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    with qtbot.waitSignal(ajustes.saved):
        fill(qtbot, ajustes.identity.nombre, "Lucia Barragan")

    assert kept(datos).nombre == "Lucia Barragan"


def test_what_is_typed_is_saved_on_leaving_the_place(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    fill(qtbot, ajustes.coordination.coordinador, "LIC. X")

    ajustes.commit()
    settled(qtbot, ajustes)

    assert kept(datos).coordinador_normativo == "LIC. X"


def test_tab_saves_and_goes_on(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    fill(qtbot, ajustes.identity.nombre, "Lucia")
    qtbot.keyClick(ajustes.identity.nombre, Qt.Key.Key_Tab)
    settled(qtbot, ajustes)

    assert kept(datos).nombre == "Lucia"
    assert ajustes.identity.cargo.hasFocus()


def test_only_what_was_touched_is_written(
    qtbot: QtBot, ajustes: AjustesScreen, lanes: Lanes[Servicios], datos: Path
) -> None:
    lanes.call(lambda s: s.ajustes.guardar(s.ajustes.leer().model_copy(update={"texto": 150, "cargo": "Otro"})))
    fill(qtbot, ajustes.identity.nombre, "Lucia")
    ajustes.commit()
    settled(qtbot, ajustes)

    assert (kept(datos).nombre, kept(datos).texto, kept(datos).cargo) == ("Lucia", 150, "Otro")


def test_what_the_disk_refuses_waits_and_is_written_on_retry(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    told: list[str] = []
    ajustes.failed.connect(lambda sentence, _action: told.append(sentence))
    # A folder in the place of the file: refused for everybody, root too.
    (datos / settings.NOMBRE).mkdir()
    fill(qtbot, ajustes.identity.nombre, "Lucia")
    ajustes.commit()
    qtbot.waitUntil(lambda: bool(told))
    assert ajustes.unsaved == 1

    (datos / settings.NOMBRE).rmdir()
    ajustes.retry()
    settled(qtbot, ajustes)

    assert kept(datos).nombre == "Lucia"


def test_the_ooad_is_chosen_by_typing(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    fill(qtbot, ajustes.identity.ooad, "delegacion col")
    qtbot.keyClick(ajustes.identity.ooad, Qt.Key.Key_Return)
    settled(qtbot, ajustes)

    assert kept(datos).ooad == "06"


def test_signers_are_rows(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    ajustes.signers.rows.focus_first()
    fill(qtbot, QApplication.focusWidget(), "Ana Luna")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    fill(qtbot, QApplication.focusWidget(), "Jefa")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled(qtbot, ajustes)

    assert kept(datos).firmantes == (FirmanteFrecuente(nombre="Ana Luna", cargo="Jefa"),)


def test_the_letterhead_is_lines_and_can_go_back_to_the_forms(
    qtbot: QtBot, ajustes: AjustesScreen, datos: Path
) -> None:
    ajustes.letterhead.lines.setFocus()
    qtbot.keyClicks(ajustes.letterhead.lines, "UNO")
    qtbot.keyClick(ajustes.letterhead.lines, Qt.Key.Key_Return)
    qtbot.keyClicks(ajustes.letterhead.lines, "DOS")
    ajustes.commit()
    settled(qtbot, ajustes)
    assert kept(datos).membrete == ("UNO", "DOS")

    ajustes.letterhead.restore.click()
    settled(qtbot, ajustes)

    assert (kept(datos).membrete, ajustes.letterhead.lines.text()) == ((), "")


@pytest.mark.parametrize(("words", "right"), [("A7", True), ("con espacio", False), ("123456789", False)])
def test_the_key_of_the_computer_is_judged_beside_its_field(
    qtbot: QtBot, ajustes: AjustesScreen, datos: Path, words: str, right: bool
) -> None:
    fill(qtbot, ajustes.delivery.key, words)
    ajustes.commit()
    settled(qtbot, ajustes)

    assert kept(datos).clave_equipo == (words if right else "")
    assert bool(ajustes.delivery._key_field.error()) is not right


@pytest.mark.parametrize(("words", "right"), [("https://sello.example/tsa", True), ("sello.example", False)])
def test_the_address_of_the_seal_is_judged_beside_its_field(
    qtbot: QtBot, ajustes: AjustesScreen, datos: Path, words: str, right: bool
) -> None:
    fill(qtbot, ajustes.seal.seal, words)
    ajustes.commit()
    settled(qtbot, ajustes)

    assert kept(datos).sello_url == (words if right else "")
    assert bool(ajustes.seal._seal_field.error()) is not right


# --- look -------------------------------------------------------------------------------------------------------------


def test_theme_and_size_are_told_at_once(qtbot: QtBot, ajustes: AjustesScreen) -> None:
    got: list[Ajustes] = []
    ajustes.saved.connect(got.append)
    ajustes.look.theme_choice.findChildren(QWidget)[0].setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    settled(qtbot, ajustes)

    assert got[-1].tema is Tema.OSCURO


def test_the_window_shows_the_settings_it_is_told(qtbot: QtBot, window: MainWindow) -> None:
    window.open_place("ajustes")
    got: list[Ajustes] = []
    window.settings_changed.connect(got.append)
    screen = window.shown
    assert isinstance(screen, AjustesScreen)
    field = screen.identity.nombre
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()

    qtbot.keyClicks(field, "Ana Luna")
    window.open_place("inicio")
    qtbot.waitUntil(lambda: bool(got))

    assert window.header.avatar.initials() == "AL"
    assert window.badge.state == "saved"


# --- delivery folder --------------------------------------------------------------------------------------------------


def test_a_chosen_folder_is_kept_and_tried(
    qtbot: QtBot, ajustes: AjustesScreen, datos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Oficina"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    ajustes.delivery.choose.click()
    settled(qtbot, ajustes)
    qtbot.waitUntil(lambda: ajustes.delivery.answer.text().startswith("Se puede escribir"))

    assert kept(datos).destino == str(folder)


def test_an_absent_folder_is_told(qtbot: QtBot, ajustes: AjustesScreen, tmp_path: Path) -> None:
    ajustes.delivery.folder.setText(str(tmp_path / "usb"))
    ajustes.delivery.test.click()

    qtbot.waitUntil(lambda: "Conecte" in ajustes.delivery.answer.text())


# --- authorities ------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """The certificate of an authority that nobody expects."""
    file = tmp_path / "autoridad.cer"
    file.write_bytes(crear_pki(AHORA).ac)
    return file


def test_missing_authorities_are_named(ajustes: AjustesScreen) -> None:
    assert "AC6 del SAT: falta su certificado" in [line.text() for line in ajustes.authorities.lines]
    assert ajustes.authorities.why.isVisible()


def test_an_unexpected_authority_is_refused(qtbot: QtBot, ajustes: AjustesScreen, authority: Path) -> None:
    ajustes.authorities.add_files([authority])

    qtbot.waitUntil(lambda: "no está entre las autoridades esperadas" in ajustes.authorities.answer.text())


def test_one_that_the_office_approves_is_added(qtbot: QtBot, ajustes: AjustesScreen, authority: Path) -> None:
    ajustes.authorities.approved.setChecked(True)
    before = len(ajustes.authorities.lines)

    ajustes.authorities.add_files([authority])

    qtbot.waitUntil(lambda: len(ajustes.authorities.lines) == before + 1)
    assert not ajustes.authorities.approved.isChecked()


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, ajustes: AjustesScreen, tmp_path: Path) -> None:
    ajustes.authorities.add_files([tmp_path / "no está.cer"])

    qtbot.waitUntil(lambda: "No se pudo leer" in ajustes.authorities.answer.text())


# --- units ------------------------------------------------------------------------------------------------------------


def test_imported_units_are_counted_and_bad_lines_told(
    qtbot: QtBot, ajustes: AjustesScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "unidades.csv"
    file.write_bytes(CSV)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))

    ajustes.units.add.click()
    qtbot.waitUntil(lambda: "1 unidad nueva" in ajustes.units.answer.text())

    assert ajustes.units.kept.text() == "Importadas: 1 UMF."
    assert ajustes.units.problems.text().startswith("línea 3")


def test_imported_units_can_be_taken_away(qtbot: QtBot, ajustes: AjustesScreen, lanes: Lanes[Servicios]) -> None:
    lanes.call(lambda s: s.unidades.importar(CSV))
    ajustes.enter()
    qtbot.waitUntil(ajustes.units.clear.isVisible)

    ajustes.units.clear.click()
    qtbot.waitUntil(lambda: not ajustes.units.clear.isVisible())

    left: list[object] = []
    lanes.call(lambda s: s.unidades.leer(), left.append)
    qtbot.waitUntil(lambda: left == [()])


def test_imported_units_that_were_taken_away_come_back(
    qtbot: QtBot, ajustes: AjustesScreen, lanes: Lanes[Servicios]
) -> None:
    lanes.call(lambda s: s.unidades.importar(CSV))
    ajustes.enter()
    qtbot.waitUntil(ajustes.units.clear.isVisible)
    kept_before = ajustes.units.kept.text()
    ajustes.units.clear.click()
    qtbot.waitUntil(ajustes.units.undo.isVisible)
    ajustes.units.undo.click()
    qtbot.waitUntil(ajustes.units.clear.isVisible)
    assert ajustes.units.kept.text() == kept_before
    assert not ajustes.units.undo.isVisible()


# --- data -------------------------------------------------------------------------------------------------------------


def test_the_data_folder_is_shown(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    qtbot.waitUntil(lambda: ajustes.data.folder.text() == str(datos))


def test_the_backups_are_one_click_away(ajustes: AjustesScreen) -> None:
    led: list[tuple[str, str]] = []
    ajustes.wants.connect(lambda place, what: led.append((place, what)))

    ajustes.data.backup.click()

    assert led == [("respaldos", "")]


def test_the_base_says_that_it_is_whole(qtbot: QtBot, ajustes: AjustesScreen) -> None:
    ajustes.data.check.click()
    assert not ajustes.data.check.isEnabled()

    qtbot.waitUntil(lambda: ajustes.data.answer.text() == "La base y sus archivos están completos.")
    assert ajustes.data.check.isEnabled()


def test_what_is_wrong_with_the_base_is_listed(qtbot: QtBot, ajustes: AjustesScreen, lanes: Lanes[Servicios]) -> None:
    def break_it(s: Servicios) -> None:
        (name,) = s._almacen._db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
        s._almacen._db.execute(f"DROP TRIGGER {name}")

    lanes.call(break_it)
    ajustes.data.check.click()
    qtbot.waitUntil(ajustes.data.faults.isVisible)

    assert "Falta el candado" in ajustes.data.faults.text()


def test_a_link_leads_to_a_setting(ajustes: AjustesScreen) -> None:
    ajustes.show_object("destino")

    assert ajustes.delivery.folder.hasFocus()


def test_the_file_holds_no_more_than_settings(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    fill(qtbot, ajustes.identity.nombre, "Lucia")
    ajustes.commit()
    settled(qtbot, ajustes)

    assert set(json.loads((datos / settings.NOMBRE).read_bytes())) <= set(Ajustes.model_fields)


@pytest.mark.parametrize("zoom", ZOOM_STEPS)
def test_nothing_is_cut(ajustes: AjustesScreen, theme: Theme, zoom: float) -> None:
    theme.set_zoom(zoom)
    ajustes.resize(1270, 560)

    assert cut_columns(ajustes) == []


# --- own phrases ----------------------------------------------------------------------------------------------------


def test_an_own_phrase_is_written_here(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    qtbot.keyClick(ajustes.phrases.add, Qt.Key.Key_Space)
    with qtbot.waitSignal(ajustes.saved):
        qtbot.keyClicks(QApplication.focusWidget(), "Se vio {unidad}.")

    assert kept(datos).frases == (FraseGuardada(seccion="nota", texto="Se vio {unidad}."),)


def test_an_own_phrase_is_taken_away(qtbot: QtBot, ajustes: AjustesScreen, datos: Path) -> None:
    qtbot.keyClick(ajustes.phrases.add, Qt.Key.Key_Space)
    with qtbot.waitSignal(ajustes.saved):
        qtbot.keyClicks(QApplication.focusWidget(), "Una.")
    with qtbot.waitSignal(ajustes.saved):
        qtbot.keyClick(ajustes.phrases.rows()[0].remove, Qt.Key.Key_Space)

    assert kept(datos).frases == ()
    with qtbot.waitSignal(ajustes.saved):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert kept(datos).frases == (FraseGuardada(seccion="nota", texto="Una."),)
    assert not ajustes.phrases.undo.isVisible()


def test_opened_while_the_folder_turns_out_not_to_open_it_says_why(qtbot: QtBot, on_stage: Show, datos: Path) -> None:
    datos.mkdir(exist_ok=True)
    (datos / "supervisor.db").write_bytes(b"esto ya no es una base" * 500)
    screen = AjustesScreen(open_lanes(datos), DEFINICIONES_REALES, Ajustes())
    on_stage(screen)
    screen.enter()
    qtbot.waitUntil(lambda: not screen._lanes.is_busy())
    assert screen.security.state.text() and screen.data.answer.text()
    screen._lanes.close()
