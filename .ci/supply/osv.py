"""Known vulnerabilities from a file at hand: a dump of the Open Source Vulnerabilities database (OSV schema 1).

It must never take a record that it cannot read for one that says nothing.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name, canonicalize_version
from packaging.version import InvalidVersion, Version
from yaml import load

from supply.lock import Pin

try:
    from yaml import CBaseLoader as BaseLoader
except ImportError:  # PyYAML without libyaml reads the same, ten times slower
    from yaml import BaseLoader  # type: ignore[assignment]  # the same in Python


@dataclass(frozen=True, slots=True)
class Known:
    """A vulnerability that a pin has. ``fixed``: the versions that mend it, where the record tells them."""

    pin: Pin
    id: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a database says of some pins. ``newest`` is when its last record was changed: its age tells its worth."""

    found: tuple[Known, ...]
    records: int
    newest: str


def look_up(database: Path, pins: Iterable[Pin]) -> Looked:
    """Raises ValueError for a database that cannot be read or holds nothing of PyPI."""
    by_name: dict[str, list[Pin]] = {}
    for pin in pins:
        by_name.setdefault(pin.name, []).append(pin)
    found: list[Known] = []
    records, newest = 0, ""
    for record in _records(database):
        affected = [a for a in record.get("affected", ()) if a.get("package", {}).get("ecosystem") == "PyPI"]
        if not affected:
            continue
        records += 1
        newest = max(newest, str(record.get("modified", "")))
        if record.get("withdrawn"):
            continue
        for part in affected:
            for pin in by_name.get(canonicalize_name(part["package"]["name"]), ()):
                if is_affected(pin.version, part):
                    found.append(_known(pin, record, part))
    if not records:
        raise ValueError(f"{database.name} holds no vulnerability of PyPI")
    return Looked(tuple(dict.fromkeys(found)), records, newest)


def is_affected(version: str, part: dict[str, Any]) -> bool:
    """Whether an entry of ``affected`` means this version: it is listed, or lies in a range, or nothing tells which."""
    listed = [canonicalize_version(v) for v in part.get("versions", ())]
    spans = [r for r in part.get("ranges", ()) if r.get("type") == "ECOSYSTEM"]
    if not listed and not spans:
        return True  # by commits alone, say: a person has to look
    return canonicalize_version(version) in listed or any(_in_range(Version(version), r) for r in spans)


def _in_range(version: Version, span: dict[str, Any]) -> bool:
    """OSV's own way: the events in the order of their versions, the last one that is not after ``version`` decides."""
    affected = False
    for event in sorted(span.get("events", ()), key=_moment):
        if "introduced" in event and _reached(version, event["introduced"]):
            affected = True
        elif _is_over(version, event):
            affected = False
    return affected


def _is_over(version: Version, event: dict[str, Any]) -> bool:
    if "fixed" in event:
        return _reached(version, event["fixed"])
    return "last_affected" in event and version > _version(event["last_affected"])


def _moment(event: dict[str, Any]) -> tuple[bool, Version]:
    at = next((event[k] for k in ("introduced", "fixed", "last_affected") if k in event), "0")
    return at != "0", _version(at)


def _reached(version: Version, at: str) -> bool:
    return at == "0" or version >= _version(at)


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as error:
        raise ValueError(f"the database tells a version that is none: {text}") from error


def _known(pin: Pin, record: dict[str, Any], part: dict[str, Any]) -> Known:
    spans = [r for r in part.get("ranges", ()) if r.get("type") == "ECOSYSTEM"]
    fixed = {e["fixed"] for r in spans for e in r.get("events", ()) if "fixed" in e}
    aliases = tuple(map(str, record.get("aliases", ())))
    return Known(pin, str(record["id"]), aliases, str(record.get("summary", "")), tuple(sorted(fixed)))


def _records(database: Path) -> Iterator[dict[str, Any]]:
    """From a ZIP of JSON records (as OSV offers them), a folder of JSON or YAML records (as the advisories of the PyPA
    are kept), or one file with one record or a list.
    """
    try:
        if database.is_dir():
            for file in sorted(f for f in database.rglob("*") if f.suffix in (".json", ".yaml")):
                yield from _parse(file.read_bytes(), yaml=file.suffix == ".yaml")
        elif zipfile.is_zipfile(database):
            with zipfile.ZipFile(database) as dump:
                for name in dump.namelist():
                    if name.endswith(".json"):
                        yield from _parse(dump.read(name))
        else:
            yield from _parse(database.read_bytes())
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"{database} cannot be read: {error}") from error


def _parse(content: bytes, *, yaml: bool = False) -> Iterator[dict[str, Any]]:
    # Of YAML everything stays text: «1.10» is a version, not a number.
    read = load(content, Loader=BaseLoader) if yaml else json.loads(content)
    for record in read if isinstance(read, list) else (read,):
        if not isinstance(record, dict) or "id" not in record:
            raise ValueError("a record of the database is none of OSV")
        yield record
