"""A run of the window: bugs end in files before they are told, and a bad end is told once at the next start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
import shiboken6
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from supervisor_app import fallos
from supervisor_app.corrida import Corrida, Motivo
from supervisor_app.domain import comandos
from supervisor_app.domain.avance import Paso
from supervisor_app.errors import EnvironmentProblem
from supervisor_app.ui import vigia
from supervisor_app.ui.kit.button import Button
from supervisor_app.ui.lanes import Lanes
from supervisor_app.ui.lugares.inicio import InicioScreen
from supervisor_app.ui.marcha import Run, watched
from supervisor_app.ui.recuperacion import Recovery
from supervisor_app.ui.ventana import MainWindow
from supervisor_app.wiring import Servicios
from tests.conftest import LogGuard
from tests.ui.visit_fixtures import DEFINICIONES_REALES, HOY
from tests.visita_ficticia import AHORA, AJUSTES

SECRETO = "Lucía Ñandú"


@pytest.fixture
def window(lanes: Lanes[Servicios], on_stage: Callable[[MainWindow], None], qtbot: QtBot) -> MainWindow:
    window = MainWindow(lanes, DEFINICIONES_REALES, AJUSTES, today=lambda: HOY)
    on_stage(window)
    qtbot.waitUntil(lambda: not lanes.is_busy())
    return window


@pytest.fixture
def run(window: MainWindow, datos: Path, log_guard: LogGuard) -> Iterator[Run]:
    log_guard.expect("supervisor_app.ui.guardia", "bug ")
    with watched(datos, window.close) as run:
        run.attend(window)
        yield run


def registro(datos: Path) -> str:
    return (datos / "registro" / "aplicacion.log").read_text(encoding="utf-8")


def raised() -> BaseException:
    try:
        raise KeyError(SECRETO)
    except KeyError as error:
        return error


def test_a_bug_is_told_and_written_without_what_was_typed(run: Run, window: MainWindow, datos: Path) -> None:
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    (file,) = fallos.guardados(datos)
    assert SECRETO not in file.read_text(encoding="utf-8")
    assert f"Corrida: {run.mark.id}\n" in file.read_text(encoding="utf-8")
    assert "a salvo" in window.notice.text()
    assert f"crash file {file.stem}" in registro(datos)


def test_the_file_is_there_before_anything_is_told(
    run: Run, window: MainWindow, datos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[int] = []
    monkeypatch.setattr(window.notice, "refuse", lambda _: there.append(len(fallos.guardados(datos))))
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    assert there == [1]


def test_the_journal_of_the_session_gets_no_word_of_what_was_typed(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)
    said = capfd.readouterr().err
    assert "KeyError" in said
    assert SECRETO not in said


def test_a_bug_in_another_thread_is_told_on_the_main_one(
    run: Run, window: MainWindow, datos: Path, qtbot: QtBot
) -> None:
    def work() -> None:
        raise KeyError(SECRETO)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(fallos.guardados(datos)) == 1
    qtbot.waitUntil(lambda: "a salvo" in window.notice.text())


def test_what_cannot_be_raised_is_written_too(run: Run, datos: Path) -> None:
    class Broken:
        def __del__(self) -> None:
            raise KeyError(SECRETO)

    Broken()
    assert len(fallos.guardados(datos)) == 1


@pytest.mark.qt_log_ignore("QFile::open", extend=True)
def test_of_what_qt_says_only_the_part_of_qt_is_logged(run: Run, datos: Path, log_guard: LogGuard) -> None:
    log_guard.expect("supervisor_app.ui.guardia", "Qt ")
    for _ in range(3):
        qWarning(f"QFile::open: cannot open acta de {SECRETO}")
    assert registro(datos).count("QFile::open") == 1
    assert SECRETO not in registro(datos)


def test_the_hooks_are_given_back(window: MainWindow, datos: Path) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, signal.getsignal(signal.SIGTERM))
    with watched(datos, window.close) as run:
        run.attend(window)
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, signal.getsignal(signal.SIGTERM)) == before


def test_a_bug_that_ends_the_window_is_told_at_the_next_start(window: MainWindow, datos: Path) -> None:
    with pytest.raises(ZeroDivisionError), watched(datos, window.close) as run:
        run.attend(window)
        _ = 1 // 0
    with Corrida(datos, AHORA) as next_one:
        (previa,) = next_one.previas()
    assert previa.motivo is Motivo.FALLO
    assert previa.fallo in fallos.guardados(datos)


def test_an_end_that_was_told_in_a_sentence_is_no_crash(window: MainWindow, datos: Path) -> None:
    with pytest.raises(EnvironmentProblem), watched(datos, window.close) as run:
        run.attend(window)
        raise EnvironmentProblem("La carpeta es de sólo lectura.")
    assert fallos.guardados(datos) == []
    assert not list((datos / "registro").glob("ventana-*"))


def test_what_is_saved_is_noted_with_where_it_was(run: Run, window: MainWindow, datos: Path) -> None:
    window.confirmed.emit(7, "0a1b")
    (mark,) = (datos / "registro").glob("ventana-*.corrida")
    noted = json.loads(mark.read_text())
    assert (noted["confirmada"], noted["de"], noted["visita"]) == (7, "0a1b", "")


def test_a_good_end_leaves_nothing(window: MainWindow, datos: Path) -> None:
    with watched(datos, window.close) as run:
        run.attend(window)
    assert not list((datos / "registro").glob("ventana-*"))


def test_a_window_that_is_gone_is_not_looked_at(run: Run, datos: Path) -> None:
    passing = QWidget()
    run._window = run._lookout._window = cast(MainWindow, passing)
    shiboken6.delete(passing)
    run._lookout._tick()
    run.tell("Nadie lo oye.")
    assert fallos.guardados(datos) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not sent there")
def test_a_session_that_ends_closes_the_window(run: Run, window: MainWindow, qtbot: QtBot) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_window_that_hangs_is_dumped_and_forgotten_when_it_goes_on(
    run: Run, datos: Path, monkeypatch: pytest.MonkeyPatch, log_guard: LogGuard
) -> None:
    log_guard.expect("supervisor_app.ui.vigia")
    lookout = run._lookout
    monkeypatch.setattr(vigia, "HANG_S", 0.001)
    lookout._tick()
    limit = time.monotonic() + 60
    while not fallos.volcado_sin_rutas(run.mark.volcado.read_bytes()).startswith("Timeout ("):
        assert time.monotonic() < limit
    monkeypatch.setattr(vigia, "HANG_S", 600)
    lookout._tick()
    assert fallos.volcado_sin_rutas(run.mark.volcado.read_bytes()) == ""
    assert "did not answer" in registro(datos)


# --- the run before -------------------------------------------------------------------------------------------------


@pytest.fixture
def recover(
    window: MainWindow, datos: Path, log_guard: LogGuard, qtbot: QtBot
) -> Iterator[Callable[[], Recovery | None]]:
    """Starts over a folder whose last run was left as it is; what the window tells of it once it has looked."""
    log_guard.expect("supervisor_app.ui.marcha", "did not end well")
    with watched(datos, window.close) as run:

        def start() -> Recovery | None:
            run.attend(window)
            run.opened()
            qtbot.waitUntil(lambda: not window.lanes.is_busy())
            return run._recovery

        yield start


def leave(datos: Path, **noted: str | int) -> None:
    mark = Corrida(datos, AHORA)
    mark.anotar(**noted)
    mark.soltar()


@pytest.fixture
def item(window: MainWindow, qtbot: QtBot) -> tuple[str, str]:
    """A visit with a cédula, and the second item of it."""
    made: list[tuple[str, str]] = []

    def make(s: Servicios) -> tuple[str, str]:
        e = s.visitas.crear()
        definition = DEFINICIONES_REALES.cedulas["CO-02"]
        s.visitas.guardar(comandos.elegir_cedulas(e, [definition]))
        return e.visita.id, definition.items[1].id

    window.lanes.call(make, made.append)
    qtbot.waitUntil(lambda: bool(made))
    return made[0]


def test_nothing_is_said_after_a_good_end(recover: Callable[[], Recovery | None]) -> None:
    assert recover() is None


def test_a_bad_end_is_told_with_what_was_found(
    recover: Callable[[], Recovery | None], datos: Path, item: tuple[str, str]
) -> None:
    leave(datos, visita=item[0], paso="cedulas", objeto=item[1], confirmada=1, de=item[0])
    told = recover()
    assert told is not None
    assert "nada de lo guardado se perdió" in told.banner.text()
    assert told.banner.isVisible()


def test_it_leads_back_to_where_the_last_run_was(
    recover: Callable[[], Recovery | None], datos: Path, item: tuple[str, str], window: MainWindow, qtbot: QtBot
) -> None:
    leave(datos, visita=item[0], paso="cedulas", objeto=item[1])
    told = recover()
    assert told is not None
    told.banner.action.emit()
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.step is Paso.CEDULAS)
    qtbot.waitUntil(lambda: vigia.where(window)["objeto"] == item[1])
    assert not told.banner.isVisible()
    qtbot.waitUntil(lambda: not window.lanes.is_busy())


def test_an_answer_that_is_missing_is_told(
    recover: Callable[[], Recovery | None], datos: Path, item: tuple[str, str]
) -> None:
    leave(datos, visita=item[0], confirmada=99, de=item[0])
    told = recover()
    assert told is not None
    assert "falta el último cambio" in told.banner.text()


def test_it_is_told_once(recover: Callable[[], Recovery | None], datos: Path) -> None:
    leave(datos)
    assert recover() is not None
    with Corrida(datos, AHORA) as next_one:
        assert next_one.previas() == ()


def test_putting_it_away_hides_it(recover: Callable[[], Recovery | None], datos: Path, window: MainWindow) -> None:
    leave(datos)
    told = recover()
    assert told is not None
    told.banner.findChildren(Button)[-1].click()
    assert not told.banner.isVisible()
    assert isinstance(window.shown, InicioScreen)


DIES = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from supervisor_app.ui import app
from supervisor_app.ui.ventana import MainWindow
show = app.show_fitting
def shown(window):
    show(window)
    QTimer.singleShot(0, os.abort)
app.show_fitting = shown
app.abrir_ventana(Path(sys.argv[1]))
"""


def test_the_real_window_that_dies_leaves_what_the_next_start_needs(datos: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, str(datos)], capture_output=True, check=False)
    assert died.returncode != 0
    with Corrida(datos, AHORA) as next_one:
        (previa,) = next_one.previas()
    assert previa.fallo is not None
    text = previa.fallo.read_text(encoding="utf-8")
    assert "Fatal Python error: Aborted" in text
    assert "supervisor_app/ui/app.py" in text
    assert str(Path(sys.prefix)) not in text


def test_what_is_grave_is_told_also_where_the_banner_was_put_away_before(
    window: MainWindow, datos: Path, item: tuple[str, str], log_guard: LogGuard, qtbot: QtBot
) -> None:
    log_guard.expect("supervisor_app.ui.marcha", "did not end well")
    leave(datos, visita=item[0], confirmada=99, de=item[0])
    with watched(datos, window.close) as run:
        run.attend(window)
        assert run._recovery is not None
        banner = run._recovery.banner
        banner.findChildren(Button)[-1].click()
        run.opened()
        qtbot.waitUntil(lambda: not window.lanes.is_busy())
    assert banner.isVisible() and "falta el último cambio" in banner.text()
