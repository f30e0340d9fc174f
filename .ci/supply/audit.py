"""``make audit``: every pin has its hashes, and none has a vulnerability that is known.

It must never say «clean» of a pin about which nobody was asked: where no service answers, it says so and fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from supply import osv
from supply.lock import CARPETA, Pin, read

CLEAN, VULNERABLE, NO_HASHES, NOT_CHECKED = 0, 1, 2, 3
"""The exit codes."""
MOST_DAYS = 30
"""A database without a record newer than this says nothing of what is known today."""
SERVICES = ("pypi", "osv")


Which = tuple[str, str]
"""A distribution and its version: two locks may pin two of one name."""


@dataclass
class Verdict:
    """``by_whom`` answered; ``unasked`` are the pins about which nobody did."""

    by_whom: str = ""
    found: list[str] = field(default_factory=list)
    unasked: set[Which] = field(default_factory=set)


def audit(locks: Sequence[Path], database: Path | None, say: Callable[[str], None], today: date | None = None) -> int:
    """Audit these locks against a database at hand, or against the services of pip-audit."""
    pins = {(p.name, p.version): p for lock in locks for p in read(lock)}
    bare = sorted(p.name for p in pins.values() if not p.hashes)
    if bare:
        say(f"NOT LOCKED: without hashes: {', '.join(bare)}")
        return NO_HASHES
    say(f"{len(pins)} distributions, each with its hashes ({', '.join(lock.name for lock in locks)}).")
    if database is not None:
        verdict = _by_database(database, pins.values(), say, today or datetime.now(UTC).date())
    else:
        verdict = _by_services(locks, pins.values(), say)
    for line in verdict.found:
        say(line)
    if verdict.found:
        say(f"VULNERABLE: {len(verdict.found)} known vulnerabilities, according to {verdict.by_whom}.")
        return VULNERABLE
    if verdict.unasked:
        told = ", ".join(" ".join(w) for w in sorted(verdict.unasked)[:8]) + (" …" if len(verdict.unasked) > 8 else "")
        say(f"NOT CHECKED: nobody could be asked about {len(verdict.unasked)} of {len(pins)}: {told}")
        say("This says nothing about them. Run it where a service is reached, or with a dump of OSV: --database FILE.")
        return NOT_CHECKED
    say(f"No known vulnerability in any of the {len(pins)}, according to {verdict.by_whom}.")
    return CLEAN


def _by_database(database: Path, pins: Iterable[Pin], say: Callable[[str], None], today: date) -> Verdict:
    pins = tuple(pins)
    try:
        looked = osv.look_up(database, pins)
    except ValueError as error:
        say(f"The database is of no use: {error}")
        return Verdict(unasked=_which(pins))
    found = [
        f"{k.pin.name} {k.pin.version}: {k.id} {' '.join(k.aliases)} {k.summary}"
        f" (mended in {', '.join(k.fixed) or 'no version'})"
        for k in looked.found
    ]
    days = _age(looked.newest, today)
    told = f"{database.name}, {looked.records} records, the newest of {looked.newest or 'no date'}"
    if days is not None and days <= MOST_DAYS:
        return Verdict(told, found)
    say(f"{told}: too old to say that nothing is known today (at most {MOST_DAYS} days).")
    return Verdict(told, found, _which(pins))


def _which(pins: Iterable[Pin]) -> set[Which]:
    return {(p.name, p.version) for p in pins}


def _age(newest: str, today: date) -> int | None:
    try:
        return (today - date.fromisoformat(newest[:10])).days
    except ValueError:
        return None


def _by_services(locks: Sequence[Path], pins: Iterable[Pin], say: Callable[[str], None]) -> Verdict:
    """The first service that answers about all of them; else what the one that answered about most said."""
    best = Verdict(unasked=_which(pins))
    all_ = frozenset(best.unasked)
    for service in SERVICES:
        answers = [_ask(lock, service) for lock in locks]
        verdict = read_answers([a for a in answers if a is not None], all_, f"pip-audit ({service})")
        say(f"pip-audit, service {service}: answered about {len(all_) - len(verdict.unasked)} of {len(all_)}.")
        if verdict.found or len(verdict.unasked) < len(best.unasked):
            best = verdict
        if verdict.found or not verdict.unasked:
            break
    return best


def read_answers(answers: Iterable[dict[str, Any]], all_: Set[Which], by_whom: str) -> Verdict:
    """What pip-audit's JSON says. It counts what it skipped among the clean; here it is not asked about."""
    verdict = Verdict(by_whom)
    asked = set()
    for answer in answers:
        for entry in answer.get("dependencies", ()):
            if "skip_reason" in entry or "vulns" not in entry:
                continue
            asked.add((canonicalize_name(entry["name"]), entry["version"]))
            verdict.found += [
                f"{entry['name']} {entry['version']}: {v['id']} {' '.join(v.get('aliases', ()))}"
                f" (mended in {', '.join(v.get('fix_versions', ())) or 'no version'})"
                for v in entry["vulns"]
            ]
    verdict.found = list(dict.fromkeys(verdict.found))
    verdict.unasked = set(all_ - asked)
    return verdict


def _ask(lock: Path, service: str) -> dict[str, Any] | None:
    """The answer of pip-audit about a lock; None where it gave none."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "answer.json"
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "-r",
            str(lock),
            "--disable-pip",
            "--require-hashes",
            "-s",
            service,
        ]
        command += ["--progress-spinner", "off", "-f", "json", "-o", str(output)]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=900)
            answer = json.loads(output.read_bytes())
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None
    return answer if isinstance(answer, dict) else None


def default_locks() -> tuple[Path, ...]:
    """Every lock there is; what several hold is asked about once for each."""
    return tuple(sorted(CARPETA.glob("*.txt")))
