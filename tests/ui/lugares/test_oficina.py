"""The place «Oficina»: opening it, attending to the mailbox, laptops, the map by keyboard, what numbers are made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import wiring
from supervisor_app.exchange.carpeta import DestinoCarpeta
from supervisor_app.services.acceso import Acceso, Coste, Llave
from supervisor_app.services.ajustes import ServicioAjustes
from supervisor_app.services.mesa.equipos import EstadoEquipo
from supervisor_app.services.oficina import verbos
from supervisor_app.services.oficina.panorama import Filtro, Panorama
from supervisor_app.store.oficina.indice import Indice
from supervisor_app.ui.kit.scroll_column import cut_columns
from supervisor_app.ui.kit.theme import Theme
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.oficina import OficinaScreen
from supervisor_app.ui.lugares.oficina.composicion import of_key
from supervisor_app.ui.lugares.oficina.palabras import map_table
from supervisor_app.ui.lugares.oficina.renglones import Table
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.services.oficina.paquetes import Buzon, cerrada
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo


class Office:
    """The screen over one data folder, and the hands on it."""

    def __init__(self, qtbot: QtBot, lanes: Lanes[Servicios], screen: OficinaScreen) -> None:
        self.qtbot, self.lanes, self.screen = qtbot, lanes, screen

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lanes.is_busy(), timeout=20_000)

    def press(self, widget: QWidget, key: Qt.Key, *modifier: Qt.KeyboardModifier) -> None:
        self.qtbot.keyClick(widget, key, *modifier)
        self.settle()

    def figure(self, key: str) -> str:
        (one,) = [b.figure for b in self.screen.board.figures.buttons if b.figure.key == key]
        return f"{one.number} {one.words}"

    def lists_of(self, key: str) -> list[Table]:
        """Open what a figure is made of."""
        (button,) = [b for b in self.screen.board.figures.buttons if b.figure.key == key]
        button.click()
        self.settle()
        shown = self.screen.detail.shown()
        assert self.screen.pages.currentWidget() is self.screen.detail and shown is not None
        return [table for _, table in shown.tables]

    def back(self) -> None:
        self.press(self.screen.detail.table, Qt.Key.Key_Escape)


@pytest.fixture
def enter(datos: Path, qtbot: QtBot, on_stage: Callable[[QWidget], None]) -> Iterator[Callable[[], Office]]:
    """Opens the place over the data folder as it is then."""
    opened: list[Lanes[Servicios]] = []

    def make(llave: Llave | None = None) -> Office:
        opened.append(open_lanes(datos, llave))
        screen = OficinaScreen(opened[-1], DEFINICIONES_REALES, today=lambda: HOY)
        screen.resize(1285, 620)
        on_stage(screen)
        office = Office(qtbot, opened[-1], screen)
        screen.enter()
        office.settle()
        return office

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mailbox with two closed visits, packed as the application packs them, and one that is damaged."""
    raiz = tmp_path_factory.mktemp("buzon") / "Buzón"
    raiz.mkdir()
    buzon = Buzon(raiz, raiz.parent / "taller")
    buzon.entregar(cerrada(1, pliego="4103"))
    buzon.entregar(cerrada(2, inicio=HOY.replace(month=3)))
    (raiz / "visitas/2026/06/V-2026-009.r1.0011223344556677.zip").write_bytes(b"PK nada")
    return raiz


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, packed: Path) -> Path:
    """The data folder of an office over that mailbox; tests take copies."""
    folder = tmp_path_factory.mktemp("oficina") / "datos"
    with wiring.abrir(folder, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"buzon": str(packed)}))
        s.mesa.abrir("Jefatura ficticia")
    return folder


@pytest.fixture(scope="session")
def attended(tmp_path_factory: pytest.TempPathFactory, written: Path, packed: Path) -> Path:
    """The same with the index of what the mailbox has."""
    folder = tmp_path_factory.mktemp("atendida") / "datos"
    shutil.copytree(written, folder)
    ruta = verbos.indice_de(folder)
    verbos.preparar_lugar(ruta)
    with verbos.abrir(str(ruta), reloj=RelojFijo(), feriados=()) as indice:
        indice.indexar_carpeta(packed)
    return folder


@pytest.fixture
def mailbox(tmp_path: Path, packed: Path) -> Path:
    """A copy of its own: an office writes into the mailbox that it attends to."""
    return Path(shutil.copytree(packed, tmp_path / "Buzón"))


@pytest.fixture
def desk(datos: Path, written: Path, mailbox: Path) -> Path:
    shutil.copytree(written, datos)
    ajustes = ServicioAjustes(datos, reloj=RelojFijo())
    ajustes.guardar(ajustes.leer().model_copy(update={"buzon": str(mailbox)}))
    return datos


@pytest.fixture
def office(datos: Path, attended: Path, enter: Callable[[], Office]) -> Office:
    """Attended to already."""
    shutil.copytree(attended, datos)
    return enter()


# --- opening it -----------------------------------------------------------------------------------------------------


def test_where_there_is_no_office_it_says_what_one_is_and_opens_one_by_name(enter: Callable[[], Office]) -> None:
    here = enter()
    assert here.screen.pages.currentWidget() is here.screen.opening
    assert here.screen.opening.name.hasFocus()
    here.press(here.screen.opening.name, Qt.Key.Key_Return)
    assert "Escriba el nombre" in here.screen.opening.field.error()
    here.qtbot.keyClicks(here.screen.opening.name, "Jefatura ficticia")
    here.press(here.screen.opening.name, Qt.Key.Key_Return)
    assert here.screen.desk is not None and here.screen.desk.oficina is not None
    assert here.screen.nothing.isVisible() and not here.screen.board.isVisible()


def test_without_a_mailbox_attending_says_what_to_do(enter: Callable[[], Office], datos: Path) -> None:
    with wiring.abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.mesa.abrir("Jefatura ficticia")
    here = enter()
    here.screen.attend()
    here.settle()
    assert "Escriba el buzón" in here.screen.desk_card.answer.text()
    assert here.screen.desk_card.mailbox.isVisible()


def test_the_window_opens_it_by_key(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not window.lanes.is_busy())
    assert isinstance(window.shown, OficinaScreen)
    assert window.rail.here() == "oficina"


# --- attending ------------------------------------------------------------------------------------------------------


def test_attending_takes_in_what_came_and_says_what_it_did(desk: Path, enter: Callable[[], Office]) -> None:
    here = enter()
    here.screen.attend(everything=True)
    here.settle()
    assert here.screen.desk_card.answer.text().startswith("Buzón atendido: 2 paquetes nuevos, ")
    assert "Se apartó" in here.screen.desk_card.warnings.text()
    assert here.figure("entregas") == "2 visitas recibidas"
    assert here.screen.desk_card.go.isEnabled() and not here.screen.desk_card.task.isVisible()
    here.press(here.screen.desk_card.go, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert here.screen.desk_card.answer.text() == "Sin novedad en el buzón."


def test_attending_can_be_cancelled(desk: Path, enter: Callable[[], Office]) -> None:
    here = enter()
    here.screen.attend(everything=True)
    here.qtbot.keyClick(here.screen.desk_card.task, Qt.Key.Key_Escape)
    here.settle()
    assert "Se canceló" in here.screen.desk_card.answer.text()
    assert here.screen.desk_card.go.isEnabled()


def test_what_was_set_aside_is_there_with_its_reason(office: Office) -> None:
    assert office.screen.desk_card.quarantine.text() == "Cuarentena 1"
    office.screen.desk_card.quarantine.click()
    office.settle()
    (line,) = office.screen.detail.table.table().lines
    assert line.cells[0].text and line.cells[1].text.startswith("V-2026-009")


def test_the_index_of_an_enciphered_folder_is_enciphered(
    datos: Path, mailbox: Path, enter: Callable[[Llave | None], Office]
) -> None:
    datos.mkdir()
    llave, _ = Acceso(datos, coste=Coste(memoria=64, pasadas=1, carriles=1)).crear("una frase ficticia")
    with wiring.abrir(datos, llave=llave, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        s.ajustes.guardar(s.ajustes.leer().model_copy(update={"buzon": str(mailbox)}))
        s.mesa.abrir("Jefatura ficticia")
    here = enter(llave)
    here.screen.attend(everything=True)
    here.settle()
    assert here.figure("entregas") == "2 visitas recibidas"
    assert not verbos.indice_de(datos).read_bytes().startswith(b"SQLite")


# --- laptops --------------------------------------------------------------------------------------------------------


@pytest.fixture
def heard(desk: Path, tmp_path: Path) -> str:
    """The words of a laptop that wrote into the mailbox, after the office read it."""
    buzon = tmp_path / "otro buzón"
    buzon.mkdir()
    with wiring.abrir(tmp_path / "laptop", definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as laptop:
        laptop.sincronizacion.sincronizar(DestinoCarpeta(buzon), str(buzon))
    with (
        wiring.abrir(desk, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s,
        Indice(str(tmp_path / "i.db")) as indice,
    ):
        s.mesa.atender(DestinoCarpeta(buzon), str(buzon), indice)
        return s.mesa.equipos()[0].palabras


def test_a_laptop_is_enrolled_by_its_words_and_struck_off_with_a_reason(
    heard: str, enter: Callable[[], Office]
) -> None:
    here = enter()
    page = here.screen.laptops
    assert here.screen.desk_card.laptops.text() == "Equipos 1 · 1 por inscribir"
    here.screen.desk_card.laptops.click()
    assert page.words.hasFocus() and heard not in page.about.text()
    here.qtbot.keyClicks(page.words, "otras palabras")
    here.press(page.words, Qt.Key.Key_Return)
    assert "no son las de ese equipo" in page.words_field.error()
    page.words.setText(heard.lower())
    page.enrol_button.click()
    here.settle()
    assert here.screen.desk is not None
    assert [e.estado for e in here.screen.desk.equipos] == [EstadoEquipo.INSCRITO]
    page.strike.click()
    here.settle()
    assert "por qué" in page.reason_field.error()
    page.reason.setText("Se extravió")
    page.strike.click()
    here.settle()
    assert [e.estado for e in here.screen.desk.equipos] == [EstadoEquipo.DE_BAJA]
    here.press(page.rows, Qt.Key.Key_Escape)
    assert here.screen.pages.currentWidget() is here.screen.area


def test_the_office_s_sheet_is_saved_and_opening_tells_of_it(enter: Callable[[], Office], tmp_path: Path) -> None:
    here = enter()
    here.screen.open_desk("Jefatura ficticia")
    here.settle()
    assert "hoja de recuperación" in here.screen.desk_card.answer.text()
    here.screen.desk_card.laptops.click()
    here.screen.laptops.sheet.save_in(tmp_path / "hoja.pdf")
    here.settle()
    assert "Se guardó «hoja.pdf»" in here.screen.laptops.sheet.told.text()
    assert (tmp_path / "hoja.pdf").read_bytes().startswith(b"%PDF")


# --- the board ------------------------------------------------------------------------------------------------------


def test_every_figure_opens_a_list_as_long_as_it_says(office: Office) -> None:
    for key in ("entregas", "hallazgos", "medidas"):
        number = int(office.figure(key).split()[0])
        assert len(office.lists_of(key)[0].lines) == number, key
        office.back()
        assert office.screen.pages.currentWidget() is office.screen.area
    assert office.figure("en_plazo") == "s/d medidas en plazo"  # the date of none has come
    assert [len(t.lines) for t in office.lists_of("en_plazo")] == [0, 0, 0]
    office.back()
    assert sum(len(t.lines) for t in office.lists_of("revisar")) == int(office.figure("revisar").split()[0]) == 1


def test_every_row_of_every_list_that_leads_somewhere_leads_to_a_list(attended: Path) -> None:
    everything = Filtro()
    with verbos.abrir(str(verbos.indice_de(attended)), reloj=RelojFijo(), feriados=()) as indice:
        panorama = Panorama(indice.indice, hoy=lambda: HOY, feriados=())
        figures = ("entregas", "hallazgos", "cumplimiento", "medidas", "revisar", "cuarentena", "conflictos")
        left = [f"cifra:{f}" for f in (*figures, "en_plazo")] + [f"mes:{n}:2026-06" for n in range(4)]
        left += [line.key for line in map_table(panorama.foto(everything)).lines]
        seen: set[str] = set()
        while left:
            key = left.pop()
            lists = of_key(panorama, everything, key)
            assert lists is not None and lists.title and len(lists.tables) <= 4, key
            seen.add(key)
            rows = [line for _, table in lists.tables for line in table.lines]
            assert all(len(row.cells) for row in rows)
            left += [row.key for row in rows if row.key and row.key not in seen and row.key not in left]
    assert {key.partition(":")[0] for key in seen} >= {"celda", "hallazgo", "paquete", "tramo", "supervisor"}


def test_the_map_is_walked_with_the_arrows_and_opens_its_cells(office: Office) -> None:
    first = office.screen.board.heat.tables[0]
    first.setFocus()
    words = str(first.model().data(first.currentIndex(), Qt.ItemDataRole.AccessibleTextRole))
    assert words.startswith("Colima, ") and " en 2 visitas" in words
    office.press(first, Qt.Key.Key_Return)
    sums = office.screen.detail.table.table()
    assert [line.cells[0].text for line in sums.lines] == ["V-2026-001", "V-2026-002"]
    office.back()
    assert first.hasFocus()
    # Read anew behind the list, the map is another one; the focus goes back to it all the same.
    office.press(first, Qt.Key.Key_Return)
    office.screen.enter()
    office.settle()
    office.back()
    first = office.screen.board.heat.tables[0]
    assert first.hasFocus()
    # Past its last column the next department begins.
    for _ in range(first.model().columnCount()):
        office.press(first, Qt.Key.Key_Right)
    assert office.screen.board.heat.tables[1].hasFocus()


def test_a_month_opens_what_it_is_made_of(office: Office) -> None:
    trend = office.screen.board.trends[0]
    assert "marzo de 2026" in trend.accessibleName() and "junio de 2026" in trend.accessibleName()
    trend.setFocus()
    office.press(trend, Qt.Key.Key_Left)
    assert "marzo" in trend.accessibleDescription()
    office.press(trend, Qt.Key.Key_Return)
    assert [line.cells[0].text for line in office.screen.detail.table.table().lines][:1] == ["V-2026-002"]


def test_a_row_leads_further_and_back_step_by_step(office: Office) -> None:
    office.lists_of("medidas")
    office.press(office.screen.detail.table, Qt.Key.Key_Return)
    shown = office.screen.detail.shown()
    assert shown is not None and shown.title.startswith("Inconsistencia V-2026-")
    office.back()
    shown = office.screen.detail.shown()
    assert shown is not None and shown.title == "Medidas vencidas"
    office.back()
    assert office.screen.pages.currentWidget() is office.screen.area


def test_filters_change_every_figure(office: Office) -> None:
    office.screen.filters.department.set_value("auditoria_patrones")
    office.screen.filters.changed.emit()
    office.settle()
    assert office.figure("entregas") == "0 visitas recibidas"
    assert office.screen.board.empty.isVisible()


def test_what_is_seen_is_exported(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "mapa.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(where), ""))
    office.press(office.screen.board.heat.tables[0], Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    written = where.read_text("utf-8-sig").splitlines()
    assert office.screen.foto is not None
    assert len(written) == 1 + len(office.screen.foto.mapa) and written[0].startswith('"Subdelegación","Proceso"')
    assert "Guardado en" in office.screen.answer.text()


def test_nothing_is_cut_at_the_right(office: Office, theme: Theme) -> None:
    for width, zoom in ((1285, 1.0), (800, 1.0), (1231, 2.0)):
        theme.set_zoom(zoom)
        office.screen.resize(width, 620)
        office.settle()
        assert cut_columns(office.screen) == []
        tables = office.screen.board.heat.tables
        assert all(t.horizontalHeader().length() <= t.viewport().width() for t in tables), (width, zoom)


def test_everything_that_takes_the_focus_has_a_name(office: Office) -> None:
    focusable = [
        w for w in office.screen.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.focusProxy()
    ]  # fmt: skip
    assert focusable and [type(w).__name__ for w in focusable if not w.accessibleName()] == []
