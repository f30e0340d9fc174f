"""The guard that every test is under."""

import logging
import subprocess
import sys
from pathlib import Path

from tests.conftest import LogGuard

AJENO = logging.getLogger("ajeno.prueba")


def test_a_warning_that_nobody_announced_is_told(log_guard: LogGuard) -> None:
    AJENO.warning("se acaba la batería")
    told = log_guard.unexpected
    log_guard.expect("ajeno")
    assert told == ["WARNING ajeno.prueba: se acaba la batería"]


def test_an_announced_warning_is_no_failure(log_guard: LogGuard) -> None:
    log_guard.expect("ajeno", "batería")
    AJENO.warning("se acaba la batería")
    assert log_guard.unexpected == []


def test_announcing_one_warning_does_not_announce_another(log_guard: LogGuard) -> None:
    log_guard.expect("ajen")
    AJENO.error("otra cosa")
    told = log_guard.unexpected
    log_guard.expect("ajeno")
    assert len(told) == 1


def test_information_is_no_failure(log_guard: LogGuard) -> None:
    AJENO.info("todo bien")
    assert log_guard.unexpected == []


def test_a_record_is_told_once_though_two_loggers_are_watched(log_guard: LogGuard) -> None:
    logging.getLogger("supervisor_app.prueba").warning("una vez")
    told = log_guard.unexpected
    log_guard.expect("supervisor_app")
    assert len(told) == 1


def test_the_fixtures_of_the_core_do_not_import_qt() -> None:
    program = "import sys, tests.conftest; print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
