"""Reads the locks of .ci/requirements. It must never resolve anything: what is locked is what is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

RAIZ = Path(__file__).resolve().parents[2]
CARPETA = RAIZ / ".ci" / "requirements"
_FIJADO = re.compile(
    r"^(?P<nombre>[A-Za-z0-9][A-Za-z0-9_.-]*)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?:\s*;\s*(?P<marca>[^\\]*))?"
)
_HUELLA = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One distribution of a lock. ``marker`` is empty where it is installed everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Whether it is installed on this machine."""
        return not self.marker or Marker(self.marker).evaluate()


def read(lock: Path) -> tuple[Pin, ...]:
    """The pins of a lock, in its order. Raises ValueError for a requirement that pins no version."""
    pins: list[Pin] = []
    for line in lock.read_text("utf-8").splitlines():
        if pinned := _FIJADO.match(line):
            marker = (pinned["marca"] or "").partition("--hash")[0]
            pins.append(Pin(canonicalize_name(pinned["nombre"]), pinned["version"], marker.strip(), ()))
        elif line.strip() and not line.lstrip().startswith(("#", "-")):
            raise ValueError(f"no pin: {line}")
        if pins and (hashes := _HUELLA.findall(line)):
            last = pins[-1]
            pins[-1] = Pin(last.name, last.version, last.marker, (*last.hashes, *hashes))
    return tuple(pins)
