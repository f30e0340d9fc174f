"""The interpreter outlives the references that the Qt binding gives away."""

from __future__ import annotations

import subprocess
import sys

import pytest

_MANY_CALLS = """
import supervisor_app.ui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal()

bell = Bell()
for _ in range(60_000):
    bell.rung.emit()
    bell.setObjectName("x")
print("alive")
"""


def test_many_calls_into_qt_do_not_end_the_interpreter() -> None:
    done = subprocess.run([sys.executable, "-c", _MANY_CALLS], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-500:]


@pytest.mark.parametrize("singleton", [None, True, False])
def test_no_singleton_can_run_out(singleton: object) -> None:
    if sys.version_info < (3, 12):
        assert sys.getrefcount(singleton) > 1 << 28
