"""The first start, by keyboard: passphrase, recovery key, and the ways round them that take words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from supervisor_app.cifrado import llavero
from supervisor_app.services.acceso import Estado
from supervisor_app.settings import leer
from supervisor_app.ui.acceso.primera import FirstPage, KeyPage
from supervisor_app.wiring import abrir
from tests.ui.acceso.casas import FRASE, Casa
from tests.ui.visit_fixtures import write
from tests.visita_ficticia import AHORA


def first(casa: Casa) -> FirstPage:
    page = casa.house.page
    assert isinstance(page, FirstPage)
    return page


def key_page(casa: Casa) -> KeyPage:
    page = casa.house.page
    assert isinstance(page, KeyPage)
    return page


@pytest.fixture
def choosing(new: Casa) -> Casa:
    return new.begin()


@pytest.fixture
def keeping(choosing: Casa) -> Casa:
    """The passphrase is chosen and the recovery key is shown."""
    choosing.enter(FRASE)
    choosing.enter(FRASE)
    return choosing


def test_a_new_folder_asks_for_a_passphrase_and_nothing_is_made_before(choosing: Casa) -> None:
    assert first(choosing).phrase.first.hasFocus()
    assert choosing.acceso.estado is Estado.NUEVA


def test_what_is_missing_is_told_while_typing(choosing: Casa) -> None:
    phrase = first(choosing).phrase
    choosing.type("siete l")
    assert phrase.hint.text().startswith("Faltan 5 caracteres")
    choosing.type("etras")
    assert phrase.hint.text().startswith("Es suficiente")


@pytest.mark.parametrize(("again", "dicho"), [("otra frase distinta", "No es igual"), ("", "No es igual")])
def test_two_that_differ_are_told_beside_the_second(choosing: Casa, again: str, dicho: str) -> None:
    choosing.enter(FRASE)
    choosing.enter(again)
    assert dicho in first(choosing).phrase._second_field.error()
    assert choosing.acceso.estado is Estado.NUEVA


def test_capital_letters_that_nobody_asked_for_are_noticed(choosing: Casa) -> None:
    caps = first(choosing).phrase.caps
    choosing.type("a")
    assert not caps.text()
    write(choosing.focus, "B")
    assert "Bloq Mayús" in caps.text()
    choosing.press(Qt.Key.Key_CapsLock)
    assert not caps.text()


def test_a_proposal_has_to_be_typed_once(choosing: Casa) -> None:
    phrase = first(choosing).phrase
    phrase.propose.click()
    assert phrase.second.hasFocus() and len(phrase.drawn.text().split()) == 6
    choosing.enter(phrase.drawn.text())
    assert key_page(choosing).panel.grid.groups()


def test_the_key_is_confirmed_by_one_group_while_it_is_not_in_sight(keeping: Casa) -> None:
    panel = key_page(keeping).panel
    groups = panel.grid.groups()
    panel.have_it.click()
    assert panel.typed.hasFocus() and not panel.grid.isVisible()
    wrong = groups[panel.asked % 9]
    keeping.enter(wrong)
    assert f"No es el grupo {panel.asked}" in panel.check_field.error()
    keeping.enter(groups[panel.asked - 1].lower())
    assert keeping.house.main is not None
    assert not keeping.main.ajustes.recuperacion_pendiente
    assert keeping.acceso.estado is Estado.CIFRADA


def test_going_without_the_key_takes_words_and_is_remembered(keeping: Casa) -> None:
    panel = key_page(keeping).panel
    panel.skip.link.click()
    keeping.enter("bueno")
    assert "Escriba exactamente" in panel.skip._field.error()
    panel.skip.typed.selectAll()
    keeping.enter("Sin clave")
    assert keeping.main.ajustes.recuperacion_pendiente


def test_the_passphrase_is_in_no_widget_after(keeping: Casa) -> None:
    texts = [w.text() for w in QApplication.allWidgets() if hasattr(w, "text")]
    assert not any(FRASE in t for t in texts if isinstance(t, str))


def test_the_key_is_saved_as_a_sheet_and_copied_for_a_while(keeping: Casa) -> None:
    panel = key_page(keeping).panel
    panel.save_in(keeping.carpeta.parent / "hoja.pdf")
    keeping.settle()
    assert (keeping.carpeta.parent / "hoja.pdf").read_bytes().startswith(b"%PDF")
    panel.copy.click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "-".join(panel.grid.groups())
    panel.clipboard._timer.timeout.emit()
    assert clipboard.text() == ""


def test_what_was_copied_later_stays_on_the_clipboard(keeping: Casa) -> None:
    panel = key_page(keeping).panel
    panel.copy.click()
    QGuiApplication.clipboard().setText("otra cosa")
    panel.forget()
    assert QGuiApplication.clipboard().text() == "otra cosa"


def test_working_in_the_clear_takes_words(choosing: Casa) -> None:
    page = first(choosing)
    page.without.link.click()
    choosing.enter("Sin  cifrar")
    assert choosing.acceso.estado is Estado.SIN_CIFRAR
    assert choosing.main.ajustes.sin_cifrar and choosing.house.llave is None


def test_a_plain_folder_opens_as_ever(new: Casa) -> None:
    abrir(new.carpeta).close()
    new.begin()
    assert new.inside and new.house.door._lanes is None


def test_remembering_is_offered_only_where_the_system_can(new: Casa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llavero, "disponible", lambda: True)
    page = first(new.begin())
    assert page.remember.isVisible()
    page.remember.click()
    page.phrase.first.setFocus()
    new.enter(FRASE)
    new.enter(FRASE)
    assert new.acceso.recordada and new.acceso.abrir_con_llavero() is not None


def test_without_a_keyring_nothing_is_offered(choosing: Casa) -> None:
    assert not first(choosing).remember.isVisible()


def test_closing_before_the_key_was_kept_leaves_a_folder_that_opens_and_remembers_it(keeping: Casa) -> None:
    assert keeping.house.close()
    llave = keeping.acceso.abrir(FRASE)
    assert leer(keeping.carpeta, AHORA, llave)[0].recuperacion_pendiente
