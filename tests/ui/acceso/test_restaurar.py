"""A new laptop and a stick: the first page leads from a backup into the window, by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt

from supervisor_app.cifrado.cerradura import FraseIncorrecta
from supervisor_app.services.acceso import Acceso, Estado, Llave
from supervisor_app.services.respaldos.verbos import Respaldos
from supervisor_app.ui.acceso.cerrada import RenewPage
from supervisor_app.ui.acceso.primera import FirstPage
from supervisor_app.ui.acceso.restaurar import RestorePage
from supervisor_app.wiring import respaldos
from tests.ui.acceso.casas import BARATO, FRASE, OTRA, Casa, encipher
from tests.ui.visit_fixtures import prepared, stored


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "MEMORIA"
    made.mkdir()
    return made


@pytest.fixture
def code(stick: Path, tmp_path: Path) -> str:
    """A backup of an enciphered folder on the stick; its recovery key."""
    llave, clave = encipher(tmp_path / "otra laptop")
    respaldos(tmp_path / "otra laptop", llave).respaldar(stick)
    return clave


@pytest.fixture
def restoring(new: Casa, stick: Path) -> Casa:
    """At the page, with what is on the stick looked at."""
    new.begin()
    page = new.house.page
    assert isinstance(page, FirstPage)
    page.bring.setFocus()
    new.press(Qt.Key.Key_Return)
    here(new).look_in(stick)
    new.settle()
    return new


def here(casa: Casa) -> RestorePage:
    page = casa.house.page
    assert isinstance(page, RestorePage)
    return page


def folios(casa: Casa) -> list[str]:
    made: list[list[str]] = []
    casa.main.lanes.call(lambda s: [v.folio for v in s.visitas.lista()], made.append)
    casa.settle()
    return made[0]


def test_the_passphrase_of_then_opens_it_and_one_goes_on_in_the_window(code: str, restoring: Casa) -> None:
    page = here(restoring)
    assert page.backups.hasFocus() and page.phrase.isVisible()
    page.phrase.secret.setFocus()
    restoring.enter(FRASE)
    assert "con 1 visita." in page.what.text() and page.visits.isVisible()
    assert restoring.acceso.estado is Estado.NUEVA, "seeing what it holds changes nothing"
    assert page.go.hasFocus()
    restoring.press(Qt.Key.Key_Return)
    restoring.settle()
    assert restoring.inside and folios(restoring) == ["V-2026-001"]
    assert "Se restauró el respaldo del" in restoring.main.notice.text()
    assert restoring.house.llave is not None and restoring.acceso.abrir(FRASE).id == restoring.house.llave.id


def test_the_recovery_key_opens_it_and_leads_to_a_new_passphrase(code: str, restoring: Casa) -> None:
    here(restoring).phrase.secret.setFocus()
    restoring.enter(code.lower())
    restoring.press(Qt.Key.Key_Return)
    restoring.settle()
    page = restoring.house.page
    assert isinstance(page, RenewPage)
    restoring.enter(OTRA)
    restoring.type(OTRA)
    page.only.click()
    restoring.settle()
    assert restoring.inside and Acceso(restoring.carpeta, coste=BARATO).abrir(OTRA)
    with pytest.raises(FraseIncorrecta):
        restoring.acceso.abrir(FRASE)


def test_a_wrong_passphrase_is_told_in_place_and_none_is_no_attempt(code: str, restoring: Casa) -> None:
    page = here(restoring)
    restoring.press(Qt.Key.Key_Return)
    assert "Escriba la frase de acceso que tenían" in page.phrase.field.error()
    assert page.phrase.secret.hasFocus()
    restoring.enter("no es esta la frase")
    assert "grupo por grupo" in page.phrase.field.error() and page.phrase.secret.selectedText()
    assert not page.what.isVisible()


def test_a_plain_one_says_that_it_is_and_opens_without_a_passphrase(stick: Path, tmp_path: Path, new: Casa) -> None:
    stored(tmp_path / "otra laptop", prepared())
    respaldos(tmp_path / "otra laptop").respaldar(stick)
    new.begin()
    new.house.door._restore()
    page = here(new)
    page.look_in(stick)
    new.settle()
    assert not page.phrase.isVisible()
    new.press(Qt.Key.Key_Return)
    new.settle()
    assert "No está cifrado" in page.warnings.text()
    new.press(Qt.Key.Key_Return)
    new.settle()
    assert new.inside and new.house.llave is None and folios(new) == ["V-2026-001"]


def test_a_stick_without_backups_is_told(restoring: Casa) -> None:
    page = here(restoring)
    assert "no hay respaldos" in page.told.text()
    assert not page.go.isVisible() and page.choose.hasFocus()


def test_one_that_is_damaged_restores_nothing(code: str, restoring: Casa, stick: Path) -> None:
    page = here(restoring)
    page.phrase.secret.setFocus()
    restoring.enter(FRASE)
    (lock,) = stick.rglob("llave.copia.json")
    lock.write_bytes(b"{}")
    restoring.press(Qt.Key.Key_Return)
    restoring.settle()
    assert "no está completo" in page.told.text()
    assert restoring.acceso.estado is Estado.NUEVA


def test_it_can_be_cancelled_and_left(code: str, restoring: Casa, monkeypatch: pytest.MonkeyPatch) -> None:
    page = here(restoring)
    page.phrase.secret.setFocus()
    restoring.enter(FRASE)
    gate, prepare = Event(), Respaldos.preparar_restauracion

    def slowly(self: Respaldos, juego: object, *, llave: Llave | None, progreso: object) -> str:
        gate.wait(20)
        return prepare(self, juego, llave=llave, progreso=progreso)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(Respaldos, "preparar_restauracion", slowly)
    restoring.press(Qt.Key.Key_Return)
    restoring.press(Qt.Key.Key_Escape)
    gate.set()
    restoring.settle()
    assert "Se canceló" in page.told.text() and restoring.acceso.estado is Estado.NUEVA
    restoring.press(Qt.Key.Key_Escape)
    assert isinstance(restoring.house.page, FirstPage)
