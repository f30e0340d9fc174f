"""The Qt binding counts the references it returns: PySide6 6.12.0 did not, and ended the process after minutes."""

from __future__ import annotations

import subprocess
import sys

_MANY_CALLS = """
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
