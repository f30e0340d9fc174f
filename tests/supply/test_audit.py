"""Auditing: what is vulnerable is found, and what nobody was asked about is never called clean."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supply import audit, osv
from supply.audit import CLEAN, NO_HASHES, NOT_CHECKED, VULNERABLE, read_answers
from supply.lock import Pin

HASH = "a" * 64
Said = list[str]


def record(name: str, *, id_: str = "PYSEC-1", modified: str = "2026-01-01", **part: Any) -> dict[str, Any]:
    affected = {"package": {"ecosystem": "PyPI", "name": name}, **part}
    return {"id": id_, "modified": modified, "aliases": ["CVE-1"], "summary": "Mala cosa", "affected": [affected]}


def events(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"ranges": [{"type": "ECOSYSTEM", "events": [{kind: at} for kind, at in pairs]}]}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "runtime.txt"
    path.write_text(f"# lock\nPara.Cosas==1.5 ; sys_platform == 'win32' \\\n    --hash=sha256:{HASH}\n    # via otra\n")
    return path


@pytest.fixture
def run(lock: Path, tmp_path: Path) -> Callable[..., tuple[int, Said]]:
    def run(*records: dict[str, Any]) -> tuple[int, Said]:
        database = tmp_path / "all.zip"
        with zipfile.ZipFile(database, "w") as dump:
            for n, one in enumerate(records):
                dump.writestr(f"{n}.json", json.dumps(one))
        said: Said = []
        return audit.audit([lock], database, said.append, date(2026, 1, 20)), said

    return run


def test_a_vulnerable_version_is_found_and_told(run: Callable[..., tuple[int, Said]]) -> None:
    code, said = run(record("para_cosas", **events(("introduced", "0"), ("fixed", "2.0"))))
    assert code == VULNERABLE
    assert "para-cosas 1.5: PYSEC-1 CVE-1 Mala cosa (mended in 2.0)" in said


@pytest.mark.parametrize(
    "other",
    [
        record("para_cosas", **events(("introduced", "0"), ("fixed", "1.5"))),
        record("otra", **events(("introduced", "0"))),
        record("para_cosas", versions=["1.4"]),
        record("para_cosas", **events(("introduced", "0"))) | {"withdrawn": "2026-02-02"},
    ],
    ids=["mended", "another", "other version", "withdrawn"],
)
def test_what_is_not_meant_is_no_alarm(run: Callable[..., tuple[int, Said]], other: dict[str, Any]) -> None:
    code, said = run(other)
    assert code == CLEAN
    assert "1 records, the newest of 2026-01-01" in said[-1]


@pytest.mark.parametrize(
    "part",
    [{"versions": ["1.5.0"]}, {"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, {}],
    ids=["spelled otherwise", "by commits", "nothing"],
)
def test_what_does_not_say_that_another_version_is_meant_is_told(
    run: Callable[..., tuple[int, Said]], part: dict[str, Any]
) -> None:
    assert run(record("para_cosas", **part))[0] == VULNERABLE


@pytest.mark.parametrize(
    "useless",
    [(), ({"id": "GO-1", "affected": [{"package": {"ecosystem": "Go", "name": "x"}}]},), ({"nada": 1},)],
    ids=["empty", "of others", "no records"],
)
def test_a_database_of_no_use_is_not_checked(
    run: Callable[..., tuple[int, Said]], useless: tuple[dict[str, Any], ...]
) -> None:
    code, said = run(*useless)
    assert code == NOT_CHECKED
    assert not any("No known vulnerability" in s for s in said)


def test_a_database_that_is_old_is_no_proof(run: Callable[..., tuple[int, Said]]) -> None:
    code, said = run(record("otra", modified="2025-12-01", **events(("introduced", "0"))))
    assert code == NOT_CHECKED
    assert any("too old" in s for s in said)


def test_but_what_an_old_one_knows_is_told(run: Callable[..., tuple[int, Said]]) -> None:
    assert run(record("para_cosas", modified="2019-12-01", **events(("introduced", "0"))))[0] == VULNERABLE


def test_the_advisories_of_the_pypa_are_read_as_they_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "vulns" / "cosas"
    folder.mkdir(parents=True)
    (folder / "PYSEC-1.yaml").write_text(
        "id: PYSEC-1\nmodified: 2026-01-01T00:00:00Z\naffected:\n- package: {ecosystem: PyPI, name: cosas}\n"
        "  ranges:\n  - type: GIT\n    events:\n    - introduced: '0'\n  versions:\n  - 1.10\n"
    )
    pins = [Pin("cosas", v, "", (HASH,)) for v in ("1.1", "1.10")]
    assert [k.pin.version for k in osv.look_up(tmp_path, pins).found] == ["1.10"]


def test_a_database_that_is_not_there_is_not_checked(lock: Path, tmp_path: Path) -> None:
    assert audit.audit([lock], tmp_path / "nada.zip", lambda _: None) == NOT_CHECKED


def test_a_pin_without_hashes_stops_everything(tmp_path: Path) -> None:
    lock = tmp_path / "x.txt"
    lock.write_text("cosas==1.0\n")
    assert audit.audit([lock], None, lambda _: None) == NO_HASHES


def test_what_pip_audit_skipped_counts_as_not_asked() -> None:
    answer = {"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "B", "version": "1", "vulns": []}]}
    verdict = read_answers([answer], {("a", "1"), ("b", "1"), ("b", "2"), ("c", "1")}, "pip-audit")
    assert (verdict.found, verdict.unasked) == ([], {("a", "1"), ("b", "2"), ("c", "1")})


def test_no_answer_at_all_is_not_checked(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_ask", lambda *_: None)
    assert audit.audit([lock], None, lambda _: None) == NOT_CHECKED


def test_whoever_never_answers_is_not_waited_for_for_ever(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(command: list[str], *, timeout: int, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", silent)
    assert audit.audit([lock], None, lambda _: None) == NOT_CHECKED


def test_an_answer_about_all_is_believed(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = {"dependencies": [{"name": "para-cosas", "version": "1.5", "vulns": []}]}
    monkeypatch.setattr(audit, "_ask", lambda *_: clean)
    assert audit.audit([lock], None, lambda _: None) == CLEAN


NUMBER = st.integers(0, 9)


@settings(max_examples=50)
@given(NUMBER, NUMBER, NUMBER)
def test_a_range_is_read_as_osv_means_it(version: int, first: int, fixed: int) -> None:
    part = events(("fixed", f"{fixed}.0"), ("introduced", f"{first}.0"))
    expected = first <= version and not fixed <= version if fixed > first else None
    if expected is not None:
        assert osv.is_affected(f"{version}.0", part) is expected


@settings(max_examples=30)
@given(NUMBER, NUMBER)
def test_the_last_affected_one_is_affected(version: int, last: int) -> None:
    part = events(("introduced", "0"), ("last_affected", f"{last}.0"))
    assert osv.is_affected(f"{version}.0", part) is (version <= last)


def test_a_version_that_comes_and_goes_is_told_by_the_last_event() -> None:
    part = events(("introduced", "1.0"), ("fixed", "1.2"), ("introduced", "2.0"), ("fixed", "2.1"))
    assert [v for v in ("0.9", "1.1", "1.2", "1.9", "2.0", "2.1") if osv.is_affected(v, part)] == ["1.1", "2.0"]


def test_what_no_person_can_read_as_a_version_is_not_passed_over(tmp_path: Path) -> None:
    database = tmp_path / "one.json"
    database.write_text(json.dumps(record("cosas", **events(("introduced", "0"), ("fixed", "??")))))
    with pytest.raises(ValueError, match="a version that is none"):
        osv.look_up(database, [Pin("cosas", "1.0", "", (HASH,))])
