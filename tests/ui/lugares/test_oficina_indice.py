"""The card that says where the index of the office is: chosen, checked, refused, and what the board then reads."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.cifrado import llavero
from supervisor_app.errors import UserError
from supervisor_app.store.oficina import permisos
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina import OficinaScreen
from supervisor_app.ui.lugares.oficina.indice import HERE, SERVER, IndexCard
from supervisor_app.wiring import Servicios
from tests.store.oficina.hechos_ficticios import leido
from tests.store.oficina.motores import esquema_nuevo, postgres
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo

__all__ = ["postgres"]

CUANDO = "2026-06-20T10:00:00-06:00"


class Hands:
    """On the card alone, which knows nothing of the board."""

    def __init__(self, qtbot: QtBot, lanes: Lanes[Servicios], card: IndexCard) -> None:
        self.qtbot, self.lanes, self._card = qtbot, lanes, card

    @property
    def card(self) -> IndexCard:
        return self._card

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lanes.is_busy(), timeout=20_000)

    def keep(self, address: str, password: str = "") -> None:
        card = self.card
        card.where.set_value(SERVER)
        card.where.chosen.emit(SERVER)
        card.address.setText(address)
        card.password.setText(password)
        self.qtbot.keyClick(card.address, Qt.Key.Key_Return)
        self.settle()
        self.lanes.call(lambda s: s.indices.lugar(), card.show_place, lambda _error: None, owner=card)
        self.settle()

    def check(self) -> str:
        card = self.card
        card.check.click()
        self.settle()
        return "\n".join((card.answer.text(), card.address_field.error(), card.found.text(), card.warning.text()))


class Place(Hands):
    """The whole place over one data folder."""

    def __init__(self, qtbot: QtBot, lanes: Lanes[Servicios]) -> None:
        self.screen = OficinaScreen(lanes, DEFINICIONES_REALES, today=lambda: HOY)
        super().__init__(qtbot, lanes, self.screen.laptops.index)
        self.screen.resize(1285, 620)
        qtbot.addWidget(self.screen)
        self.screen.show()
        self.screen.enter()
        self.settle()

    @property
    def card(self) -> IndexCard:
        opening = self.screen.pages.currentWidget() is self.screen.opening
        return self.screen.opening.index if opening else self.screen.laptops.index

    def received(self) -> int | None:
        return self.screen.foto.totales.visitas if self.screen.foto is not None else None


@pytest.fixture
def lanes_of() -> Iterator[Callable[[Path], Lanes[Servicios]]]:
    opened: list[Lanes[Servicios]] = []

    def make(folder: Path) -> Lanes[Servicios]:
        opened.append(open_lanes(folder))
        return opened[-1]

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture
def enter(qtbot: QtBot, lanes_of: Callable[[Path], Lanes[Servicios]]) -> Callable[[Path], Place]:
    return lambda folder: Place(qtbot, lanes_of(folder))


@pytest.fixture
def hands(qtbot: QtBot, datos: Path, lanes_of: Callable[[Path], Lanes[Servicios]]) -> Hands:
    lanes = lanes_of(datos)
    card = IndexCard(lanes)
    qtbot.addWidget(card)
    card.show()
    return Hands(qtbot, lanes, card)


@pytest.fixture
def desk(datos: Path) -> Path:
    with wiring.abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.mesa.abrir("Jefatura ficticia")
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"buzon": str(datos.parent)}))
    return datos


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """An index with two visits, by its address."""
    ruta = tmp_path / "otro.db"
    with Indice(str(ruta)) as indice:
        indice.asentar([leido(1, dia=HOY), leido(2, dia=HOY)], cuando=CUANDO)
    return f"sqlite:///{ruta}"


def test_who_has_no_office_reads_the_index_that_was_chosen_and_forgets_it_when_it_is_left(
    enter: Callable[[Path], Place], datos: Path, elsewhere: str
) -> None:
    place = enter(datos)
    place.keep(elsewhere)
    screen, desk_card = place.screen, place.screen.desk_card
    assert screen.pages.currentWidget() is screen.area and place.received() == 2
    assert desk_card.who.text().startswith("Sólo consulta. Índice: sqlite://")
    assert not any(b.isVisible() for b in (desk_card.go, desk_card.whole, desk_card.publish))
    desk_card.laptops.click()
    assert place.card.where.isVisible() and not screen.laptops.sheet.isVisible()
    place.card.where.set_value(HERE)
    place.card.keep()
    place.settle()
    assert place.received() is None


def test_a_server_that_is_not_there_ends_in_a_sentence_and_the_place_goes_on(
    enter: Callable[[Path], Place], desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llavero, "leer", lambda _name: None)
    with wiring.abrir(desk, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.indices.configurar("postgresql://ana@127.0.0.1:1/oficina")
    place = enter(desk)
    assert "El servidor no responde" in place.screen.answer.text()
    place.screen.attend()
    place.settle()
    assert "El servidor no responde" in place.screen.desk_card.answer.text()
    assert place.screen.desk_card.go.isEnabled()
    assert "El servidor no responde" in place.check()
    assert place.card.check.isEnabled()


def test_a_password_in_the_address_and_half_an_address_are_refused_beside_the_field(hands: Hands, datos: Path) -> None:
    for address, words in (
        ("postgresql://ana:secreta@servidor/oficina", "lleva una contraseña"),
        ("servidor/oficina", "dirección completa"),
        ("mysql://servidor/oficina", "No se conoce la base"),
        ("", "elija «En este equipo»"),
    ):
        hands.keep(address)
        assert words in hands.card.address_field.error()
    assert not any(b"secreta" in f.read_bytes() for f in datos.rglob("*") if f.is_file())


def test_a_file_says_that_it_has_no_roles(hands: Hands, elsewhere: str) -> None:
    assert "Todavía no hay índice" in hands.check()
    hands.keep(elsewhere)
    said = hands.check()
    assert said.startswith("Responde.\n") and "SQLite" in said and "Tablas al día" in said
    assert "Quien puede leer el archivo lo lee todo." in said
    hands.card.address.setText("postgresql://otra")
    assert hands.check().startswith("Guarde primero la dirección")


def test_a_password_goes_to_the_keyring_or_stays_in_this_process(
    hands: Hands, datos: Path, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(llavero, "guardar", kept.__setitem__)
    for there, words in ((True, "quedó en el llavero"), (False, "no tiene un llavero")):
        monkeypatch.setattr(llavero, "disponible", lambda there=there: there)
        hands.keep(elsewhere, "frase-muy-secreta")
        assert words in hands.card.answer.text()
        assert hands.card.password.text() == ""
    assert kept == {f"indice:{elsewhere}": b"frase-muy-secreta"}
    assert not any(b"frase-muy-secreta" in f.read_bytes() for f in datos.rglob("*") if f.is_file())


# --- on a real server -----------------------------------------------------------------------------------------------


@pytest.fixture
def server(postgres: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A schema of its own with two visits and the roles of the office."""
    monkeypatch.setattr(llavero, "leer", lambda _name: None)
    url = esquema_nuevo(postgres)
    with Indice(url) as indice:
        indice.asentar([leido(1, dia=HOY), leido(2, dia=HOY)], cuando=CUANDO)
        permisos.dar(indice.motor)
        for persona, rol in (
            ("vista_jefa", permisos.JEFE), ("vista_titular", permisos.TITULAR), ("vista_lectora", permisos.LECTOR),
            ("vista_nadie", ""),
        ):  # fmt: skip
            indice.motor.definir(f"DROP ROLE IF EXISTS {persona}")
            indice.motor.definir(f"CREATE ROLE {persona} LOGIN" + (f" IN ROLE {rol}" if rol else ""))
        indice.motor.ejecutar("INSERT INTO acceso VALUES ('vista_jefa', '06', 'cobranza', '')")
        indice.motor.ejecutar("INSERT INTO acceso VALUES ('vista_lectora', '06', '', '')")
    return url


def as_(url: str, user: str) -> str:
    return url.replace("duena@", f"{user}@")


@pytest.mark.red
@pytest.mark.parametrize(
    ("user", "said"),
    [
        ("vista_titular", ("Responde. Desde aquí sólo se consulta.", "titular de la JSAC", "Ve todo")),
        ("vista_jefa", ("jefe de Departamento", "OOAD 06, Departamento Cobranza", "no va cifrada")),
        ("vista_nadie", ("no tiene ningún papel", "No ve nada")),
        ("duena", ("dueña de las tablas", "PostgreSQL 1", "Ve todo")),
    ],
)
def test_a_server_says_the_role_and_what_it_sees(hands: Hands, server: str, user: str, said: tuple[str, ...]) -> None:
    hands.keep(as_(server, user))
    told = hands.check()
    assert all(words in told for words in said), told


@pytest.mark.red
@pytest.mark.parametrize("user", ["vista_titular", "vista_jefa", "vista_lectora"])
def test_who_may_only_read_gets_the_board_and_a_reason_for_the_rest(
    enter: Callable[[Path], Place], desk: Path, server: str, user: str
) -> None:
    place = enter(desk)
    place.keep(as_(server, user))
    assert place.received() == 2
    place.screen.attend()
    place.settle()
    assert "sólo puede leer el índice" in place.screen.desk_card.answer.text()


@pytest.mark.red
def test_who_may_only_read_sees_the_follow_up_and_registers_nothing(desk: Path, server: str) -> None:
    with wiring.abrir(desk, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"nombre": "Ana Ficticia"}))
        s.indices.configurar(as_(server, "vista_titular"))
        asunto = s.desahogo.asuntos()[0]
        with pytest.raises(UserError, match="sólo puede leer el índice"):
            s.desahogo.anotar(asunto.id, "Una nota")
        assert not list(s._almacen.cuaderno.todos("acto"))
        assert s.programa.fuente().riesgos()
        s.indices.configurar(server)
        assert s.desahogo.anotar(asunto.id, "Una nota").motivo == "Una nota"


@pytest.mark.red
def test_a_server_that_never_answers_ends_within_its_time_out(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    from supervisor_app.store.oficina import postgres as motor

    monkeypatch.setattr(llavero, "leer", lambda _name: None)
    monkeypatch.setattr(motor, "_CONEXION_S", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the call and says nothing
        hands.keep(f"postgresql://ana@127.0.0.1:{silent.getsockname()[1]}/oficina")
        assert "El servidor no responde" in hands.check()
    assert hands.card.check.isEnabled()


@pytest.mark.red
def test_the_owner_attends_into_an_empty_base(
    enter: Callable[[Path], Place], desk: Path, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llavero, "leer", lambda _name: None)
    (tmp_path / "Buzón").mkdir()
    with wiring.abrir(desk, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"buzon": str(tmp_path / "Buzón")}))
        s.indices.configurar(esquema_nuevo(postgres))
    place = enter(desk)
    assert "El índice está vacío" in place.screen.answer.text()
    place.screen.attend()
    place.settle()
    assert place.screen.run.problem is None
    assert place.received() == 0
