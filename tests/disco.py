"""A disk of its own, so small or so protected that it refuses what is written to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disco_propio(lugar: Path, opciones: str) -> Iterator[Path]:
    """Mounts one at ``lugar``, which it makes; the test is skipped where the machine lets nobody mount."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk of its own is a tmpfs, which only root on Linux may mount")
    lugar.mkdir()
    montado = subprocess.run(["mount", "-t", "tmpfs", "-o", opciones, "tmpfs", lugar], capture_output=True, check=False)
    if montado.returncode != 0:
        pytest.skip("this machine does not let root mount a tmpfs")
    try:
        yield lugar
    finally:
        subprocess.run(["umount", lugar], check=True)
