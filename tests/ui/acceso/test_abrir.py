"""A closed folder: the passphrase, a wrong one, the wait, the recovery key, the keyring."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from supervisor_app.cifrado.cerradura import FraseIncorrecta
from supervisor_app.services.acceso import Acceso
from supervisor_app.ui.acceso.cerrada import RecoverPage, RenewPage, waiting
from supervisor_app.ui.acceso.primera import KeyPage
from supervisor_app.ui.kit.theme import current
from tests.ui.acceso.casas import BARATO, FRASE, OTRA, Casa, encipher


def test_the_right_passphrase_opens_the_window(shut: Casa) -> None:
    assert shut.house.main is None and shut.ask.phrase.secret.hasFocus()
    shut.enter(FRASE)
    assert shut.inside


def test_a_wrong_one_is_told_in_place_and_nothing_is_lost(shut: Casa) -> None:
    shut.enter("no es esta la frase")
    page = shut.ask
    assert "No se borró ni se cambió nada" in page.phrase.field.error()
    assert page.phrase.secret.hasFocus() and page.phrase.secret.selectedText()
    shut.enter(FRASE)
    assert shut.inside


def test_nothing_typed_is_no_attempt(shut: Casa) -> None:
    shut.press(Qt.Key.Key_Return)
    assert shut.ask.phrase.field.error() == "Escriba su frase de acceso."
    assert not (shut.carpeta / "intentos.json").exists()


def test_after_wrong_ones_the_wait_is_counted_down_in_words(shut: Casa) -> None:
    page = shut.ask
    page._countdown.begin(2)
    assert page.wait.text() == "Podrá intentarlo de nuevo en 2 segundos." and not page.go.isEnabled()
    shut.enter(FRASE)
    assert shut.house.main is None
    page._countdown._tick()
    assert page.wait.text() == "Podrá intentarlo de nuevo en 1 segundo."
    page._countdown._tick()
    assert not page.wait.text() and page.go.isEnabled()
    page._countdown.stop()


def test_the_wait_of_before_goes_on_after_a_restart(new: Casa) -> None:
    encipher(new.carpeta)
    for _ in range(3):
        with pytest.raises(FraseIncorrecta):
            Acceso(new.carpeta, coste=BARATO, reloj=lambda: 10.0).abrir("no es")
    new.acceso._reloj = lambda: 10.0
    new.begin()
    assert "Podrá intentarlo" in new.ask.wait.text()


@pytest.mark.parametrize(
    ("segundos", "dicho"),
    [(1, "1 segundo"), (59, "59 segundos"), (60, "1 minuto"), (75, "1 minuto y 15 segundos"), (300, "5 minutos")],
)
def test_waits_are_said_in_words(segundos: int, dicho: str) -> None:
    assert waiting(segundos) == dicho


def recovering(casa: Casa) -> RecoverPage:
    casa.ask.lost.click()
    page = casa.house.page
    assert isinstance(page, RecoverPage)
    return page


def test_the_recovery_key_leads_to_a_new_passphrase_and_another_key(shut: Casa) -> None:
    recovering(shut)
    shut.enter(shut.clave.lower().replace("-", " "))
    assert isinstance(shut.house.page, RenewPage)
    shut.enter(OTRA)
    shut.enter(OTRA)
    page = shut.house.page
    assert isinstance(page, KeyPage)
    assert "-".join(page.panel.grid.groups()) != shut.clave
    groups = page.panel.grid.groups()
    page.panel.have_it.click()
    shut.enter(groups[page.panel.asked - 1])
    assert shut.inside
    assert shut.acceso.abrir(OTRA)
    with pytest.raises(FraseIncorrecta):
        shut.acceso.recuperar(shut.clave)


def test_the_key_that_was_used_can_be_kept(shut: Casa) -> None:
    recovering(shut)
    shut.enter(shut.clave)
    page = shut.house.page
    assert isinstance(page, RenewPage)
    shut.enter(OTRA)
    shut.type(OTRA)
    page.only.click()
    shut.settle()
    assert shut.inside
    assert shut.acceso.recuperar(shut.clave)


def test_a_mistyped_recovery_key_is_told_in_place(shut: Casa) -> None:
    page = recovering(shut)
    shut.enter("7KQ2-7KQ2")
    assert "nueve grupos" in page._field.error() and page.typed.hasFocus()


def test_one_can_go_back_to_the_passphrase(shut: Casa) -> None:
    recovering(shut)
    shut.press(Qt.Key.Key_Escape)
    assert shut.ask.phrase.secret.hasFocus()
    shut.enter(FRASE)
    assert shut.inside


def test_what_the_keyring_remembers_opens_without_typing(new: Casa) -> None:
    llave, _ = encipher(new.carpeta)
    new.acceso.recordar(llave)
    new.begin()
    new.settle()
    assert new.inside


def test_a_keyring_that_knows_nothing_any_more_asks(new: Casa, keyring: dict[str, bytes]) -> None:
    llave, _ = encipher(new.carpeta)
    new.acceso.recordar(llave)
    keyring.clear()
    new.begin()
    assert new.ask.phrase.secret.hasFocus()


def test_the_size_of_the_text_can_be_changed_before_anything_is_open(shut: Casa) -> None:
    shut.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert current().zoom > 1.0
    shut.enter(FRASE)
    assert current().zoom > 1.0 and shut.main.ajustes.texto == round(current().zoom * 100)
    shut.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert current().zoom == 1.0


def test_a_lock_that_cannot_be_read_is_told(new: Casa) -> None:
    encipher(new.carpeta)
    for nombre in ("llave.json", "llave.copia.json"):
        (new.carpeta / nombre).write_bytes(b"{")
    new.begin()
    new.enter(FRASE)
    assert "No se puede leer «llave.json»" in new.ask.phrase.field.error()
