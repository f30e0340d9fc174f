"""A whole visit through the real window by keyboard: from Inicio to a package that the office can verify.

What is asserted is what is on the disk and in the package, never what a widget shows.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app.domain.documento import EstadoDocumento
from supervisor_app.domain.expediente import Expediente
from supervisor_app.exchange.verificador import verificar_paquete
from supervisor_app.services.demo.datos import EFIRMA_SUPERVISORA, EFIRMA_TITULAR
from supervisor_app.settings import Ajustes
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios, abrir
from tests.e2e import colima
from tests.e2e.teclado import ALT, CTRL, SHIFT, Key, Keyboard
from tests.ui.conftest import leaves_nothing_behind, on_stage, one_theme, qtbot, theme
from tests.ui.documentos import banco
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY, open_lanes
from tests.visita_ficticia import RelojFijo

__all__ = ["leaves_nothing_behind", "on_stage", "one_theme", "qtbot", "theme"]

# Said by the offscreen platform itself; it says nothing about our code.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """The folder to deliver to. Accents and spaces, as people name them."""
    folder = tmp_path / "Memoria de la visita Ñ"
    folder.mkdir()
    return folder


@pytest.fixture
def supervisora(tmp_path: Path) -> banco.Archivos:
    """The files of the supervisor's test e.firma."""
    return banco.escribir_efirma(tmp_path / "efirma", EFIRMA_SUPERVISORA)


@pytest.fixture
def titular(tmp_path: Path) -> banco.Archivos:
    return banco.escribir_efirma(tmp_path / "efirma del titular", EFIRMA_TITULAR)


@pytest.fixture
def acta(tmp_path: Path) -> Path:
    """A file to be attached as evidence."""
    path = tmp_path / "Acta de devolución.txt"
    path.write_text("Acta ficticia de devolución\n", encoding="utf-8")
    return path


@pytest.fixture
def start(qtbot: QtBot, datos: Path, on_stage: Callable[[QWidget], None]) -> Iterator[Callable[[], Keyboard]]:
    """Starts the real window over the data folder, with a person before it."""
    opened: list[Lanes[Servicios]] = []

    def make() -> Keyboard:
        opened.append(open_lanes(datos))
        window = MainWindow(opened[-1], DEFINICIONES_REALES, Ajustes(), today=lambda: HOY)
        window.resize(1366, 768)
        on_stage(window)
        person = Keyboard(qtbot, window)
        person.settle()
        return person

    yield make
    for lanes in opened:
        lanes.close()


@pytest.fixture
def keyboard(datos: Path, start: Callable[[], Keyboard]) -> Keyboard:
    """The window over an empty data folder that knows the test authority."""
    banco.pki().escribir_anclas(datos / "anclas")
    return start()


@pytest.fixture
def on_disk(datos: Path) -> Callable[[], Expediente]:
    """The first visit as the next start would read it."""

    def read() -> Expediente:
        with abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
            return s.visitas.abrir("V-2026-001")

    return read


# --- the visit, step by step ----------------------------------------------------------------------------------------


def write_settings(person: Keyboard, usb: Path) -> None:
    person.press(Key.Key_3, ALT)
    for name, text in colima.IDENTIDAD.items():
        person.fill(name, text)
    person.fill("Carpeta de entrega", str(usb))
    person.press(Key.Key_1, ALT)
    person.settle()


def prepare(person: Keyboard) -> None:
    person.press(Key.Key_N, CTRL)
    person.settle()
    for name in ("OOAD", "Subdelegación"):
        person.tab_to(name)
        person.type("colima")
        person.press(Key.Key_Return)
    for name, text in colima.COMISION.items():
        person.fill(name, text)
    person.tab_to("Cargo de quien supervisa, 1")
    person.press(Key.Key_Return)
    for text, after in zip(colima.ACOMPANANTE, (Key.Key_Tab, Key.Key_Tab), strict=True):
        person.type(text)
        person.press(after)
    person.press(Key.Key_L, CTRL)
    for code in colima.CEDULAS:
        person.type(code)
        person.press(Key.Key_Return)
    person.press(Key.Key_Return, CTRL)


def answer(person: Keyboard, acta: Path) -> None:
    """All 38, in the order in which they are asked; N leads to the next one."""
    for item_id, texts in colima.RESPUESTAS.items():
        if item_id == colima.PEGADO:
            person.paste(colima.HOJA)
        elif texts == (colima.NA,):
            person.press(Key.Key_4, ALT)
        else:
            person.type(texts[0])
            for text in texts[1:]:
                person.press(Key.Key_Tab)
                person.type(text)
        if item_id == colima.CON_NOTA:
            person.paste_file(acta)
            person.press(Key.Key_F4)
            person.type(colima.NOTA)
            person.settle()
        person.press(Key.Key_N, ALT)


def agree_measures(person: Keyboard) -> None:
    person.press(Key.Key_PageDown, CTRL)
    for _ in colima.LEVANTADAS:
        person.type(colima.MEDIDA)
        for text in (*colima.RESPONSABLE, colima.PLAZO):
            person.press(Key.Key_Tab)
            person.press(Key.Key_A, CTRL)
            person.type(text)
        person.press(Key.Key_N, ALT)
    person.settle()


def compose(person: Keyboard) -> None:
    """The draft as it comes, and one more conclusion."""
    person.press(Key.Key_PageDown, CTRL)
    person.press(Key.Key_Return)
    person.settle()
    for _ in ("actividades", "conclusiones"):
        person.press(Key.Key_Return, CTRL)
    person.press(Key.Key_Return)
    person.type(colima.CONCLUSION)


def sign(person: Keyboard, supervisora: banco.Archivos, titular: banco.Archivos) -> None:
    """Everything by the supervisor in one go, and the first document by the head of the unit too."""
    person.press(Key.Key_PageDown, CTRL)
    person.settle()
    person.tab_to("Emitir los 5 completos")
    person.press(Key.Key_Return)
    person.settle()
    person.press(Key.Key_F, CTRL | SHIFT)
    give(person, supervisora)
    person.tab_to("Certificado (.cer): sin elegir")
    give(person, titular)
    person.tab_to("Verificar")
    person.press(Key.Key_Return)
    person.settle()


def give(person: Keyboard, efirma: banco.Archivos) -> None:
    """The files and the password of an e.firma, and Enter."""
    person.paste_file(efirma.cer)
    person.paste_file(efirma.key)
    person.type(efirma.contrasena)
    person.press(Key.Key_Return)
    person.settle()


def close(person: Keyboard) -> None:
    person.press(Key.Key_Return, CTRL)
    person.settle()


def deliver(person: Keyboard) -> None:
    person.press(Key.Key_Return)
    person.settle()


# --- what is left of it ---------------------------------------------------------------------------------------------


def packages(folder: Path) -> list[tuple[str, int]]:
    """Name and time of writing of every package."""
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*.zip"))


def check_commission(e: Expediente) -> None:
    v = e.visita
    assert (v.titulo, v.pliego, v.lugar) == ("Subdelegación Colima", "317/2026", "COLIMA, COL.")
    assert (v.inicio, v.fin) == (date(2026, 6, 8), date(2026, 6, 10))
    assert [p.nombre for p in v.equipo] == [colima.IDENTIDAD["Nombre completo"], colima.ACOMPANANTE[0]]
    assert v.recibio.nombre == colima.COMISION["Nombre de quien recibió la visita"]
    assert v.cedulas == colima.CEDULAS


def check_answers(e: Expediente) -> None:
    items = [item for code in colima.CEDULAS for item in DEFINICIONES_REALES.cedula(code).items]
    assert len(items) == 38
    found = {item.id: r.valor if (r := e.respuesta(item.id)) else None for item in items}
    assert found == {item.id: colima.valor_de(item) for item in items}
    rows = [(f.referencia, f.detalle, f.con_inconsistencia, f.nota) for f in e.filas_de(colima.PEGADO)]
    assert rows == [(r.credito, r.detalle, r.mala, r.nota) for r in colima.RENGLONES]
    noted = e.respuesta(colima.CON_NOTA)
    assert noted is not None and noted.nota == colima.NOTA


def check_findings(e: Expediente) -> None:
    assert [h.items[0] for h in e.inconsistencias_en_orden()] == list(colima.LEVANTADAS)
    for hallazgo in e.inconsistencias_en_orden():
        (medida,) = e.medidas_de(hallazgo.id)
        assert (medida.texto, medida.fecha) == (colima.MEDIDA, date(2026, 7, 15))
        assert (medida.responsable_cargo, medida.responsable_nombre) == colima.RESPONSABLE


def check_documents(s: Servicios, e: Expediente) -> dict[str, bytes]:
    """The bytes of every document, each signed and valid."""
    documentos = s.documentos.vigentes(e.visita.id)
    assert {f.estado for f in s.documentos.lista(e) if f.impide_cerrar} == {EstadoDocumento.FIRMADO}
    firmas = {d.clave or d.tipo.value: s.firmas.verificar_documento(d) for d in documentos}
    assert all(v.valido for v in firmas.values()), [v.problemas for v in firmas.values()]
    assert {clave: len(v.firmas) for clave, v in firmas.items()} == {
        "CO-02": 2, "CO-05": 1, "CO-06": 1, "RC-02": 1, "informe": 1,
    }  # fmt: skip
    assert e.informe is not None and e.informe.datos.conclusiones[-1].texto == colima.CONCLUSION
    return {s.documentos.nombre_de_archivo(d): s.documentos.leer(d) for d in documentos}


def check_package(path: Path, documentos: list[bytes], evidencia: bytes) -> None:
    informe = verificar_paquete(path)
    assert (informe.problemas, informe.folio) == ((), "V-2026-001")
    with zipfile.ZipFile(path) as paquete:
        inside = {name.partition("/data/")[2]: paquete.read(name) for name in paquete.namelist()}
    visita = json.loads(inside["registros/visita.json"])
    assert (visita["estado"], visita["ficticia"]) == ("cerrada", False)
    assert len(json.loads(inside["registros/respuestas.json"])) == 38
    assert sorted(b for n, b in inside.items() if n.startswith("documentos/") and n.endswith(".pdf")) == sorted(
        documentos
    )
    kept = {n: b for n, b in inside.items() if n.startswith("evidencia/")}
    assert b"Nombre original" in kept.pop("evidencia/000_Lista_de_evidencia.csv")
    assert list(kept.values()) == [evidencia]


def test_a_visit_by_keyboard_from_the_first_screen_to_a_verified_package(
    keyboard: Keyboard, datos: Path, usb: Path, supervisora: banco.Archivos, titular: banco.Archivos, acta: Path
) -> None:
    write_settings(keyboard, usb)
    prepare(keyboard)
    answer(keyboard, acta)
    agree_measures(keyboard)
    compose(keyboard)
    sign(keyboard, supervisora, titular)
    close(keyboard)
    deliver(keyboard)
    delivered = packages(usb)
    deliver(keyboard)

    assert packages(usb) == delivered
    with abrir(datos, definiciones=DEFINICIONES_REALES, reloj=RelojFijo()) as s:
        e = s.visitas.abrir("V-2026-001")
        check_commission(e)
        check_answers(e)
        check_findings(e)
        (evidencia,) = e.evidencias_de(colima.CON_EVIDENCIA)
        assert s.evidencias.leer(evidencia) == acta.read_bytes()
        documentos = check_documents(s, e)
        assert s.comprobar() == ()
    ((path, _),) = delivered
    check_package(Path(path), list(documentos.values()), acta.read_bytes())


def test_what_is_half_typed_when_the_window_is_closed_is_kept(
    start: Callable[[], Keyboard], on_disk: Callable[[], Expediente]
) -> None:
    person = start()
    person.press(Key.Key_N, CTRL)
    person.settle()
    person.fill("Objeto de la comisión", "SUPERVISIÓN DE LA COB")
    person.close_window()

    assert on_disk().visita.objeto == "SUPERVISIÓN DE LA COB"


def test_what_was_done_before_the_last_start_is_undone_by_key(
    start: Callable[[], Keyboard], on_disk: Callable[[], Expediente]
) -> None:
    first = start()
    first.press(Key.Key_N, CTRL)
    first.settle()
    first.fill("Número de pliego", "317/2026")
    first.fill("Objeto de la comisión", "SUPERVISIÓN")
    first.close_window()
    second = start()
    second.press(Key.Key_Return)
    second.settle()
    second.press(Key.Key_PageDown, CTRL)
    second.press(Key.Key_Z, CTRL)
    second.settle()

    assert (on_disk().visita.pliego, on_disk().visita.objeto) == ("317/2026", "")


def test_a_visit_is_undone_step_by_step_whatever_step_is_open(
    start: Callable[[], Keyboard], on_disk: Callable[[], Expediente]
) -> None:
    person = start()
    person.press(Key.Key_N, CTRL)
    person.settle()
    person.press(Key.Key_L, CTRL)
    person.type("RC-02")
    person.press(Key.Key_Return)
    person.press(Key.Key_Return, CTRL)
    for text in ("20", "2"):
        person.type(text)
        person.press(Key.Key_Tab)
    person.press(Key.Key_PageDown, CTRL)
    person.type("Reponer las carpetas")
    person.press(Key.Key_PageDown, CTRL)
    person.settle()
    assert len(on_disk().medidas) == 1
    seen = []
    for _ in range(4):
        person.press(Key.Key_Z, CTRL)
        person.settle()
        e = on_disk()
        seen.append((len(e.medidas), len(e.inconsistencias), len(e.respuestas), len(e.visita.cedulas)))

    assert seen[-1] == (0, 0, 0, 0)
    assert seen == sorted(seen, reverse=True)
