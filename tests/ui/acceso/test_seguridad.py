"""Ajustes › Seguridad by keyboard: passphrase, keyring, recovery key, seal, time; and enciphering a plain folder."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from supervisor_app.cifrado import llavero, oficina
from supervisor_app.cifrado.cerradura import FraseIncorrecta
from supervisor_app.services.acceso import Estado
from supervisor_app.services.cifrar_carpeta import Cifrada, cifrar
from supervisor_app.ui.acceso.convertir import ConvertPage
from supervisor_app.ui.acceso.primera import KeyPage
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.lugares.ajustes.seguridad import SecurityCard
from supervisor_app.wiring import abrir
from tests.ui.acceso.casas import BARATO, FRASE, OTRA, Casa


def card(casa: Casa) -> SecurityCard:
    """The card, shown with the focus on it."""
    casa.main.lead("ajustes", "seguridad")
    casa.settle()
    screen = casa.main.shown
    assert isinstance(screen, AjustesScreen)
    return screen.security


@pytest.fixture
def inside(shut: Casa) -> Casa:
    shut.enter(FRASE)
    return shut


@pytest.fixture
def plain(new: Casa) -> Casa:
    """A plain folder, open; enciphering it is cheap."""
    abrir(new.carpeta).close()
    new.house._cipher = partial(cifrar, coste=BARATO)
    return new.begin()


def test_it_says_how_the_data_are_kept(inside: Casa) -> None:
    assert card(inside).state.text().startswith("Los datos de este equipo están cifrados")
    assert card(inside).minutes.hasFocus()


def test_the_passphrase_is_changed_at_once(inside: Casa) -> None:
    form = card(inside).change
    form.head().setFocus()
    inside.press(Qt.Key.Key_Space)
    inside.enter(FRASE)
    inside.enter(OTRA)
    inside.enter(OTRA)
    assert form.told.text().startswith("La frase cambió") and not form.new.phrase()
    assert inside.acceso.abrir(OTRA)
    with pytest.raises(FraseIncorrecta):
        inside.acceso.abrir(FRASE)


def test_without_the_passphrase_in_force_nothing_changes(inside: Casa) -> None:
    form = card(inside).change
    form.head().setFocus()
    inside.press(Qt.Key.Key_Space)
    inside.enter("no es esta la frase")
    inside.enter(OTRA)
    inside.enter(OTRA)
    assert "no es correcta" in form.current.field.error() and form.current.secret.hasFocus()
    assert inside.acceso.abrir(FRASE)


def test_a_new_recovery_key_takes_the_place_of_the_one_before(inside: Casa) -> None:
    form = card(inside).recovery
    form.head().setFocus()
    inside.press(Qt.Key.Key_Space)
    inside.enter(FRASE)
    panel = form.panel
    assert panel is not None
    groups = panel.grid.groups()
    panel.have_it.click()
    inside.enter(groups[panel.asked - 1])
    assert "la anterior ya no sirve" in form.told.text()
    assert inside.acceso.recuperar("-".join(groups))
    with pytest.raises(FraseIncorrecta):
        inside.acceso.recuperar(inside.clave)


def test_the_keyring_remembers_and_forgets(
    inside: Casa, keyring: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llavero, "disponible", lambda: True)
    security = card(inside)
    assert security.remember.isVisible() and not security.remember.isChecked()
    security.remember.click()
    inside.settle()
    assert keyring and inside.acceso.recordada
    security.remember.click()
    inside.settle()
    assert not keyring and not inside.acceso.recordada


def test_a_seal_for_the_office_is_made_and_listed(inside: Casa, jefatura: Path) -> None:
    form = card(inside).office
    assert "No está sellada" in form.list.text()
    form.set_open(True)
    form.file.dropped.emit([jefatura])
    form.current.setFocus()
    inside.enter(FRASE)
    inside.settle()
    assert "• jefatura" in form.list.text()
    assert [s.para for s in inside.acceso.sellos()] == ["jefatura"]


def test_a_seal_asks_for_the_certificate_first(inside: Casa) -> None:
    form = card(inside).office
    form.set_open(True)
    form.go.click()
    assert form.told.text().startswith("Elija primero el certificado") and form.file.hasFocus()


def test_the_time_is_chosen_and_holds_at_once(inside: Casa) -> None:
    security = card(inside)
    security.minutes.set_value("30")
    security.minutes.chosen.emit("30")
    inside.settle()
    inside.clock.now += 1_000
    assert not inside.house._idle.look()
    security.minutes.chosen.emit("0")
    inside.settle()
    assert "cualquiera puede ver" in security.never.text()


def test_it_locks_from_here(inside: Casa) -> None:
    card(inside).lock_now.click()
    assert inside.house.locked


# --- enciphering ----------------------------------------------------------------------------------------------------


def converting(casa: Casa) -> ConvertPage:
    card(casa).cipher.click()
    casa.settle()
    page = casa.house.page
    assert isinstance(page, ConvertPage)
    return page


def test_a_plain_folder_is_enciphered_and_opens_again(plain: Casa) -> None:
    page = converting(plain)
    assert "archivo" in page.takes.text() and page.phrase.first.hasFocus()
    plain.enter(FRASE)
    plain.enter(FRASE)
    shown = plain.house.page
    assert isinstance(shown, KeyPage)
    groups = shown.panel.grid.groups()
    shown.panel.have_it.click()
    plain.enter(groups[shown.panel.asked - 1])
    assert plain.inside and plain.acceso.estado is Estado.CIFRADA
    plain.lock()
    assert plain.house.locked


def test_leaving_it_goes_back_to_where_one_was(plain: Casa) -> None:
    converting(plain)
    plain.press(Qt.Key.Key_Escape)
    assert plain.inside and plain.acceso.estado is Estado.SIN_CIFRAR


def test_cancelled_half_way_the_folder_is_as_it_was(plain: Casa) -> None:
    begun, cancelled = threading.Event(), threading.Event()

    def held(carpeta: Path, frase: str, *, progreso: Any, **_otros: object) -> Cifrada:
        progreso(1, 2, "Cifrando…")
        begun.set()
        cancelled.wait()
        progreso(2, 2, "Terminando…")
        raise AssertionError("it was cancelled")

    plain.house._cipher = held
    page = converting(plain)
    plain.enter_without_waiting(FRASE)
    plain.enter_without_waiting(FRASE)
    plain.qtbot.waitUntil(begun.is_set)
    page.leave.click()
    cancelled.set()
    plain.settle()
    assert page.told.text().startswith("Se canceló")
    page.leave.click()
    plain.settle()
    assert plain.inside and plain.acceso.estado is Estado.SIN_CIFRAR


def test_a_refusal_is_told_and_the_folder_opens_as_it_was(plain: Casa) -> None:
    def refused(*_: object, **__: object) -> Cifrada:
        return cifrar(plain.carpeta, "corta", ahora=None)  # type: ignore[arg-type]  # never gets that far

    plain.house._cipher = refused
    page = converting(plain)
    plain.enter(FRASE)
    plain.enter(FRASE)
    assert "12 caracteres" in page.phrase._first_field.error()
    plain.press(Qt.Key.Key_Escape)
    plain.settle()
    assert plain.inside


@pytest.fixture
def jefatura(tmp_path: Path) -> Path:
    """A public key of an office; small ones are refused, so it takes a moment."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    publica = rsa.generate_private_key(65537, oficina._BITS).public_key()
    ruta = tmp_path / "jefatura.pem"
    ruta.write_bytes(publica.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
    return ruta
