"""Ajustes › Seguridad by keyboard: passphrase, keyring, recovery key, seal, time; and enciphering a plain folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.cifrado import llavero, oficina
from supervisor_app.cifrado.cerradura import FraseIncorrecta
from supervisor_app.services.acceso import Acceso, Estado
from supervisor_app.services.cifrar_carpeta import Cifrada, cifrar
from supervisor_app.ui.acceso.convertir import ConvertPage
from supervisor_app.ui.acceso.primera import KeyPage
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.ajustes import AjustesScreen
from supervisor_app.ui.lugares.ajustes.seguridad import SecurityCard
from supervisor_app.wiring import Servicios, abrir
from tests.ui.acceso.casas import BARATO, FRASE, OTRA, Casa, Hands
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY


@dataclass
class Alone(Hands):
    """The card by itself over an enciphered folder: the other settings take their time."""

    qtbot: QtBot
    card: SecurityCard
    lanes: Lanes[Servicios]
    acceso: Acceso
    clave: str
    edited: list[object] = field(default_factory=list)
    """What the card asked to be written, in order."""

    def __post_init__(self) -> None:
        self.card.edited.connect(self.edited.append)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lanes.is_busy())


@pytest.fixture
def alone(qtbot: QtBot, datos: Path, on_stage: Callable[[QWidget], None]) -> Iterator[Alone]:
    acceso = Acceso(datos, coste=BARATO)
    llave, clave = acceso.crear(FRASE)
    lanes = Lanes(lambda: abrir(datos, llave=llave, acceso=acceso, definiciones=DEFINICIONES_REALES))
    made = Alone(qtbot, SecurityCard(lanes, today=lambda: HOY), lanes, acceso, clave)
    on_stage(made.card)
    made.card.refresh()
    made.settle()
    yield made
    lanes.close()


@pytest.fixture
def plain(new: Casa) -> Casa:
    """A plain folder, open; enciphering it is cheap."""
    abrir(new.carpeta).close()
    new.house._cipher = partial(cifrar, coste=BARATO)
    return new.begin()


def test_it_says_how_the_data_are_kept(alone: Alone) -> None:
    assert alone.card.state.text().startswith("Los datos de este equipo están cifrados")
    alone.card.lead_here()
    assert alone.card.minutes.hasFocus()


def test_the_passphrase_is_changed_at_once(alone: Alone) -> None:
    form = alone.card.change
    form.head().setFocus()
    alone.press(Qt.Key.Key_Space)
    alone.enter(FRASE)
    alone.enter(OTRA)
    alone.enter(OTRA)
    assert form.told.text().startswith("La frase cambió") and not form.new.phrase()
    assert alone.acceso.abrir(OTRA)
    with pytest.raises(FraseIncorrecta):
        alone.acceso.abrir(FRASE)


def test_without_the_passphrase_in_force_nothing_changes(alone: Alone) -> None:
    form = alone.card.change
    form.head().setFocus()
    alone.press(Qt.Key.Key_Space)
    alone.enter("no es esta la frase")
    alone.enter(OTRA)
    alone.enter(OTRA)
    assert "no es correcta" in form.current.field.error() and form.current.secret.hasFocus()
    assert alone.acceso.abrir(FRASE)


def test_a_new_recovery_key_takes_the_place_of_the_one_before(alone: Alone) -> None:
    form = alone.card.recovery
    form.head().setFocus()
    alone.press(Qt.Key.Key_Space)
    alone.enter(FRASE)
    panel = form.panel
    assert panel is not None
    assert alone.edited == [{"recuperacion_pendiente": True}], "the window may be closed before it is written down"
    groups = panel.grid.groups()
    panel.have_it.click()
    alone.enter(groups[panel.asked - 1])
    assert "la anterior ya no sirve" in form.told.text()
    assert alone.edited[-1] == {"recuperacion_pendiente": False}
    assert alone.acceso.recuperar("-".join(groups))
    with pytest.raises(FraseIncorrecta):
        alone.acceso.recuperar(alone.clave)


def test_the_keyring_remembers_and_forgets(
    alone: Alone, keyring: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llavero, "disponible", lambda: True)
    security = alone.card
    security.refresh()
    alone.settle()
    assert security.remember.isVisible() and not security.remember.isChecked()
    security.remember.click()
    alone.settle()
    assert keyring and alone.acceso.recordada
    security.remember.click()
    alone.settle()
    assert not keyring and not alone.acceso.recordada


def test_a_seal_for_the_office_is_made_and_listed(alone: Alone, jefatura: Path) -> None:
    form = alone.card.office
    assert "No está sellada" in form.list.text()
    form.set_open(True)
    form.file.dropped.emit([jefatura])
    form.current.setFocus()
    alone.enter(FRASE)
    alone.settle()
    assert "• jefatura" in form.list.text()
    assert [s.para for s in alone.acceso.sellos()] == ["jefatura"]


def test_a_seal_asks_for_the_certificate_first(alone: Alone) -> None:
    form = alone.card.office
    form.set_open(True)
    form.go.click()
    assert form.told.text().startswith("Elija primero el certificado") and form.file.hasFocus()


def test_the_time_is_chosen_and_never_is_warned_of(alone: Alone) -> None:
    security = alone.card
    told: list[object] = []
    security.edited.connect(told.append)
    security.minutes.chosen.emit("30")
    assert told == [{"bloqueo": 30}]
    security.minutes.chosen.emit("0")
    assert "cualquiera puede ver" in security.never.text()


def test_the_window_leads_here_takes_the_time_and_locks(shut: Casa) -> None:
    shut.enter(FRASE)
    shut.main.lead("ajustes", "seguridad")
    shut.settle()
    screen = shut.main.shown
    assert isinstance(screen, AjustesScreen) and screen.security.minutes.hasFocus()
    screen.security.minutes.chosen.emit("30")
    shut.settle()
    shut.clock.now += 1_000
    assert not shut.house._idle.look()
    screen.security.lock_now.click()
    assert shut.house.locked


# --- enciphering ----------------------------------------------------------------------------------------------------


def converting(casa: Casa) -> ConvertPage:
    casa.main.lead("cifrar", "")
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
