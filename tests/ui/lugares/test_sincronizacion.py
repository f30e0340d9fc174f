"""The place of synchronising in the real window: a laptop with a closed visit, a folder as mailbox, and an office."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.mesa.verbos import Mesa
from supervisor_app.services.sincronia.conexion import Conexiones
from supervisor_app.services.sincronia.verbos import EstadoEquipo, Etapa
from supervisor_app.settings import Ajustes
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.kit.tokens import ZOOM_STEPS
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.lugares.sincronizacion import SincronizacionScreen
from supervisor_app.ui.lugares.sincronizacion.palabras import ESPERAS, espera
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.ui.visita.entrega.historial import LifeCard
from supervisor_app.wiring import Servicios
from tests.exchange.transportes.servidor_sftp import CLAVE, USUARIO, servidor_sftp
from tests.services.mesa.conftest import Oficina
from tests.services.mesa.conftest import oficina as office
from tests.ui.documentos import banco
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes

oficina = office


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """The folder that is the mailbox."""
    folder = tmp_path / "Buzón Ñ"
    folder.mkdir()
    return folder


@dataclass
class Lugar:
    """The window at the place, and the hands on it."""

    qtbot: QtBot
    window: MainWindow
    buzon: Path

    @property
    def screen(self) -> SincronizacionScreen:
        shown = self.window.place("sincronizacion")
        assert isinstance(shown, SincronizacionScreen)
        return shown

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.lanes.is_busy())

    def point_to(self, where: str) -> None:
        self.screen.mailbox.address.setText(where)
        self.screen.mailbox.keep()
        self.settle()

    def synchronize(self) -> None:
        self.screen.glance.go.click()
        self.settle()

    def stages(self) -> list[Etapa]:
        return [v.etapa for v in self.screen.lives.table.lives.vidas]

    def said(self) -> str:
        return self.screen.glance.answer.text()


@pytest.fixture
def closed(datos: Path, qtbot: QtBot) -> Iterator[Lanes[Servicios]]:
    """Lanes over a laptop with one closed visit."""
    banco.copiar(datos, banco.cerrada)
    lanes = open_lanes(datos)
    yield lanes
    lanes.close()


@pytest.fixture
def lugar(qtbot: QtBot, closed: Lanes[Servicios], on_stage: Callable[[QWidget], None], usb: Path) -> Lugar:
    window = MainWindow(closed, DEFINICIONES_REALES, Ajustes(nombre="Ana Ficticia"), today=lambda: HOY)
    window.resize(1366, 690)
    on_stage(window)
    window.open_place("sincronizacion")
    hecho = Lugar(qtbot, window, usb)
    hecho.settle()
    return hecho


@pytest.fixture
def puesto(lugar: Lugar) -> Lugar:
    """The same with its mailbox in the settings."""
    lugar.point_to(str(lugar.buzon))
    return lugar


def test_one_glance_says_what_waits_and_one_button_sends_it(puesto: Lugar) -> None:
    assert puesto.screen.glance.headline.text() == "1 visita por enviar"
    assert puesto.stages() == [Etapa.CERRADA]
    puesto.synchronize()
    assert puesto.screen.glance.headline.text() == "Todo está enviado"
    assert puesto.stages() == [Etapa.ENVIADA]
    assert "Se envió 1 paquete" in puesto.said()
    assert list(puesto.buzon.rglob("*.zip"))


def test_without_a_mailbox_it_leads_to_where_it_is_written(lugar: Lugar) -> None:
    lugar.window.lanes.call(lambda s: s.ajustes.guardar(s.ajustes.leer().model_copy(update={"destino": ""})))
    lugar.screen.refresh()
    lugar.settle()
    lugar.synchronize()
    assert "Escriba primero la dirección" in lugar.said()
    assert lugar.screen.mailbox.address.hasFocus()


def test_a_wrong_address_is_told_beside_its_field(lugar: Lugar) -> None:
    lugar.point_to("ftp://servidor/ruta")
    assert "FTP no protege" in lugar.screen.mailbox.address_field.error()


def test_the_whole_thread_to_the_receipt(puesto: Lugar, oficina: Oficina) -> None:
    puesto.synchronize()
    oficina.atender()
    _enroll(oficina.mesa, puesto.screen.laptop.words.said())
    oficina.atender()
    puesto.synchronize()
    screen = puesto.screen
    assert screen.office.isVisible()
    assert (screen.office.name.text(), screen.office.large.said()) == ("Jefatura ficticia", oficina.mesa.palabras())
    assert screen.office.no.hasFocus(), "one Enter too many accepts nobody"
    assert screen.glance.go.isHidden()
    screen.office.yes.click()
    puesto.settle()
    assert screen.office.isHidden()
    assert puesto.stages() == [Etapa.ACUSADA]
    assert screen.loaded is not None
    assert screen.loaded.situacion is EstadoEquipo.INSCRITO


def _enroll(mesa: Mesa, words: str) -> None:
    (visto,) = mesa.equipos()
    mesa.inscribir(visto.equipo, words)


def test_an_office_that_is_refused_stays_unknown(puesto: Lugar, oficina: Oficina) -> None:
    oficina.atender()
    puesto.synchronize()
    puesto.screen.office.no.click()
    puesto.settle()
    assert "No se aceptó esa oficina" in puesto.said()
    assert puesto.screen.glance.go.isVisible()
    assert puesto.screen.loaded is not None
    assert puesto.screen.loaded.oficina == ""


def test_a_network_that_fails_is_tried_again_until_somebody_says_enough(puesto: Lugar) -> None:
    away = puesto.buzon.rename(puesto.buzon.with_name("fuera"))
    puesto.window.lanes.call(lambda _s: None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Conexiones, "abrir", _no_network)
        puesto.synchronize()
    screen = puesto.screen
    assert screen.run.next_at is not None
    assert "Se intentará de nuevo a las" in puesto.said()
    assert screen.glance.let_be.isVisible()
    away.rename(puesto.buzon)
    screen.run._timer.timeout.emit()
    puesto.settle()
    assert puesto.stages() == [Etapa.ENVIADA]
    assert screen.run.next_at is None


def _no_network(_self: Conexiones, *_args: object, **_more: object) -> tuple[object, str]:
    raise EnvironmentProblem("«buzon.ejemplo» no respondió a tiempo.", action="Reintentar")


def test_enough_is_enough(puesto: Lugar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Conexiones, "abrir", _no_network)
    puesto.synchronize()
    puesto.screen.glance.let_be.click()
    assert puesto.screen.run.next_at is None
    assert not puesto.screen.run._timer.isActive()
    assert "Se intentará" not in puesto.said()


def test_what_a_person_has_to_mend_is_not_tried_again(puesto: Lugar) -> None:
    (puesto.buzon / "buzon.json").write_text("nada")
    puesto.synchronize()
    assert "está dañado" in puesto.said()
    assert puesto.screen.run.next_at is None


def test_waiting_grows_and_stays() -> None:
    assert tuple(espera(n) for n in (1, 2, 3, 4, 5, 6, 90)) == (*ESPERAS, 60, 60)


def test_a_server_is_believed_once_its_key_was_recognised(lugar: Lugar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Conexiones, "hay_llavero", lambda _self: False)
    screen = lugar.screen
    with servidor_sftp(lugar.buzon) as sftp:
        screen.mailbox.user.setText(USUARIO)
        screen.mailbox.password.setText(CLAVE)
        lugar.point_to(f"sftp://127.0.0.1:{sftp.puerto}/")
        lugar.synchronize()
        assert screen.server.isVisible()
        assert screen.server.large.said() == sftp.huella
        assert (screen.run.next_at, list(sftp.raiz.iterdir())) == (None, [])
        screen.server.yes.click()
        lugar.settle()
        assert lugar.stages() == [Etapa.ENVIADA]
        lugar.synchronize()
        assert "Sin novedad" in lugar.said()
    lugar.synchronize()
    assert screen.run.next_at is not None, "the server went away, and it is tried again"


def test_a_password_without_a_keyring_is_of_its_own_mailbox_only(lugar: Lugar, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(Conexiones, "hay_llavero", lambda _self: False)

    def show(self: Conexiones, *, contrasena: str, **_more: object) -> object:
        told.append((self.lugar().direccion, contrasena))
        return _no_network(self)

    monkeypatch.setattr(Conexiones, "abrir", show)
    mailbox = lugar.screen.mailbox
    mailbox.user.setText("ana")
    mailbox.password.setText("clave ficticia")
    lugar.point_to("sftp://uno.ejemplo/v")
    assert "no tiene llavero" in mailbox.answer.text()
    assert mailbox.password.text() == ""
    lugar.synchronize()
    lugar.point_to("sftp://dos.ejemplo/v")
    lugar.synchronize()
    assert told == [("sftp://uno.ejemplo/v", "clave ficticia"), ("sftp://dos.ejemplo/v", "")]


# --- cancelling and closing -----------------------------------------------------------------------------------------


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """A mailbox that is reached, and answers only once it is let go."""
    reached, go = Event(), Event()
    original: Callable[..., object] = Conexiones.abrir

    def slow(self: Conexiones, **more: object) -> object:
        reached.set()
        assert go.wait(20)
        return original(self, **more)

    monkeypatch.setattr(Conexiones, "abrir", slow)
    return reached, go


def test_escape_cancels_and_the_next_time_goes_on(puesto: Lugar, held: tuple[Event, Event]) -> None:
    puesto.screen.glance.go.click()
    puesto.qtbot.waitUntil(held[0].is_set)
    puesto.qtbot.keyClick(puesto.screen.glance.task, Qt.Key.Key_Escape)
    held[1].set()
    puesto.settle()
    assert "Se canceló la sincronización" in puesto.said()
    assert puesto.screen.run.next_at is None
    puesto.synchronize()
    assert puesto.stages() == [Etapa.ENVIADA]


def test_closing_the_window_in_the_middle_ends(puesto: Lugar, held: tuple[Event, Event]) -> None:
    puesto.screen.glance.go.click()
    puesto.qtbot.waitUntil(held[0].is_set)
    held[1].set()
    puesto.window.lanes.close()


def test_closing_does_not_wait_for_a_mailbox_that_says_nothing(puesto: Lugar, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, talk = Event(), Event()
    answered: list[str] = []
    exists = DestinoCarpeta.exists

    def silent(self: DestinoCarpeta, key: str) -> int | None:
        asked.set()
        talk.wait(30)
        answered.append(key)
        return exists(self, key)

    monkeypatch.setattr(DestinoCarpeta, "exists", silent)
    puesto.screen.glance.go.click()
    puesto.qtbot.waitUntil(asked.is_set)
    puesto.window.lanes.close()
    assert not answered
    talk.set()
    for one in threading.enumerate():
        if one.name == "buzon":
            one.join(30)


# --- the rest of the place ------------------------------------------------------------------------------------------


def test_the_log_is_of_one_visit_where_it_is_asked_and_is_exported(puesto: Lugar, tmp_path: Path) -> None:
    puesto.synchronize()
    puesto.synchronize()
    log = puesto.screen.log
    assert len(log.shown()) == 2
    (visit,) = log.folios
    log.which.set_value(visit)
    log.which.chosen.emit(visit)
    assert len(log.shown()) == 1
    for name in ("registro.csv", "registro.txt"):
        puesto.screen.export_log(tmp_path / name)
        puesto.settle()
        assert "se envió y se comprobó completa" in (tmp_path / name).read_text("utf-8-sig")
    assert (tmp_path / "registro.csv").read_text("utf-8-sig").startswith('"Fecha y hora"')


def test_enter_on_a_line_of_life_opens_the_visit_where_its_life_is_told(puesto: Lugar) -> None:
    puesto.synchronize()
    table = puesto.screen.lives.table
    table.selectRow(0)
    puesto.qtbot.keyClick(table, Qt.Key.Key_Return)
    puesto.settle()
    assert puesto.window.shown is puesto.window.workspace
    (life,) = puesto.window.shown.findChildren(LifeCard)
    assert "Enviada, sin acuse todavía" in life.words()


def test_the_first_page_says_what_waits_and_leads_here(puesto: Lugar) -> None:
    puesto.window.open_place("inicio")
    puesto.settle()
    first = puesto.window.shown
    assert isinstance(first, InicioScreen)
    assert first.deliveries.waiting.text() == "1 visita por enviar al buzón."
    first.deliveries.sync.click()
    assert puesto.window.shown is puesto.screen


def test_a_window_that_only_reads_has_the_button_shut_with_its_reason(
    qtbot: QtBot, datos: Path, on_stage: Callable[[QWidget], None], usb: Path
) -> None:
    banco.copiar(datos, banco.cerrada)
    with wiring.abrir(datos, definiciones=DEFINICIONES_REALES, ventana=True):
        lanes = Lanes(lambda: wiring.abrir(datos, definiciones=DEFINICIONES_REALES, ventana=True))
        window = MainWindow(lanes, DEFINICIONES_REALES, Ajustes(), today=lambda: HOY)
        on_stage(window)
        window.watch.start()
        window.open_place("sincronizacion")
        lugar = Lugar(qtbot, window, usb)
        lugar.settle()
        go = lugar.screen.glance.go
        assert not go.isEnabled()
        assert "otra ventana" in go.toolTip()
        assert lugar.stages() == [Etapa.CERRADA]
        window.watch.stop()
        lanes.close()


@pytest.mark.parametrize("zoom", [1.0, ZOOM_STEPS[-1]])
def test_it_fits_without_a_horizontal_bar(puesto: Lugar, theme: Theme, zoom: float) -> None:
    puesto.synchronize()
    theme.set_zoom(zoom)
    assert puesto.screen.area.horizontalScrollBar().maximum() == 0
    assert puesto.screen.lives.table.horizontalScrollBar().maximum() == 0
