"""The list of licences agrees with the lock, and every text is at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from supply import licences
from supply.lock import CARPETA, Pin, read

RUNTIME = read(licences.RUNTIME)
HERE = [p for p in RUNTIME if p.here]


@pytest.mark.parametrize("lock", sorted(CARPETA.glob("*.txt")), ids=lambda p: p.name)
def test_every_pin_has_its_hashes(lock: Path) -> None:
    assert [p.name for p in read(lock) if not p.hashes] == []


def test_the_list_for_people_is_the_one_that_the_lock_gives() -> None:
    listed = re.findall(r"^\| (\S+) \| (\S+) \|", licences.LIST.read_text("utf-8"), re.MULTILINE)
    assert listed[1:] == [(p.name, p.version) for p in RUNTIME], "run: make licences"


def test_the_list_in_the_application_is_the_one_that_the_lock_gives() -> None:
    listed = [(c["nombre"], c["version"], c["donde"]) for c in json.loads(licences.COMPONENTS.read_text("utf-8"))]
    assert listed == [(p.name, p.version, p.marker) for p in RUNTIME], "run: make licences"


@pytest.mark.parametrize("pin", HERE, ids=lambda p: p.name)
def test_the_text_of_each_licence_is_at_hand(pin: Pin) -> None:
    assert all(content.strip() for _, content in licences.texts(pin.name))


def test_no_distribution_is_under_a_licence_that_nobody_looked_at() -> None:
    """One that comes in with a newer lock stops here, and a person reads it."""
    parts = {p for c in licences.components() for p in re.split(r"\s+(?:AND|OR)\s+|[()]", c.licencia) if p}
    assert parts <= {
        "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause", "EPL-2.0", "FTL", "GPL-2.0-only",
        "GPL-2.0-or-later", "GPL-3.0-only", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-only", "Libpng", "MIT", "MIT-0",
        "MIT-CMU", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Zlib",
    }  # fmt: skip


def test_none_obliges_the_whole_application_to_be_under_the_gpl() -> None:
    """Where the GPL is one of several to choose from, another one is."""
    for component in licences.components():
        if "GPL" in component.licencia.replace("LGPL", ""):
            assert "OR" in component.licencia
            assert "LGPL" in component.licencia or "MPL" in component.licencia or "EPL" in component.licencia


def test_gathering_leaves_a_folder_for_each_distribution(tmp_path: Path) -> None:
    licences.gather(tmp_path / "licencias")
    there = {p.name for p in (tmp_path / "licencias").iterdir() if p.is_dir()}
    assert there == {p.name for p in HERE} | {"supervisor-app"}
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "licencias/pyside6-essentials/LGPL-3.0.txt").read_text()
