"""Runs two things in turn and prints the ratio of their medians, so that a slow moment of the machine hits both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def compare(name: str, ours: Callable[[], object], theirs: Callable[[], object], *, against: str, times: int) -> float:
    """Run both ``times`` times in turn after one warm-up, print one line, return ours / theirs."""
    ours()
    theirs()
    return compare_seconds(name, lambda: seconds(ours), lambda: seconds(theirs), against=against, times=times)


def compare_seconds(
    name: str, ours: Callable[[], float], theirs: Callable[[], float], *, against: str, times: int
) -> float:
    """The same for what tells by itself how long it took, each time in a process of its own."""
    pairs = [(ours(), theirs()) for _ in range(times)]
    a, b = statistics.median(x for x, _ in pairs), statistics.median(y for _, y in pairs)
    ratios = sorted(x / y for x, y in pairs)
    print(
        f"{name:<42} {a / b:6.2f} x   {a * 1e3:9.2f} ms against {b * 1e3:9.2f} ms ({against}; {times} pairs, "
        f"ratio {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    return a / b
