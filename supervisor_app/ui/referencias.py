"""Keeps ``None``, ``True`` and ``False`` alive under a Qt binding that gives their references away.

PySide6 6.12.0 returns these three to Python without counting the reference, as is right from Python 3.12 on, where
they are immortal. Under Python 3.11 every ``widget.update()`` takes one reference of ``None`` and every ``emit()`` one
of ``True``; at zero the interpreter aborts, after minutes of work (measured; 6.11.3 counts them). Here they are made
as good as immortal, which is what later Pythons do. It must never do anything else.
"""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 40
"""More references than a century of work gives away."""


def protect() -> None:
    """Give the three singletons references to spare, once, where this Python counts them."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < PLENTY // 2:
            # The count is the first field of every object; ctypes writes it in the platform's own width.
            ctypes.c_ssize_t.from_address(id(singleton)).value += PLENTY if sys.maxsize > PLENTY else 1 << 29
