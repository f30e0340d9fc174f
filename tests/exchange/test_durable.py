"""Durable file primitives: whole or nothing, and a name is taken once."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from supervisor_app import durable


def test_write_all_goes_on_after_short_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: whole(fd, data[:7]))
    with (tmp_path / "f").open("wb", buffering=0) as file:
        durable.write_all(file.fileno(), b"0123456789" * 10)
    assert (tmp_path / "f").read_bytes() == b"0123456789" * 10


def test_write_all_does_not_wait_forever_for_a_disk_that_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda fd, data: 0)
    with pytest.raises(OSError):
        durable.write_all(1, b"x")


def test_write_atomic_replaces_the_whole_content(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    durable.write_atomic(path, b"a much longer first version")
    durable.write_atomic(path, b"second")
    assert path.read_bytes() == b"second"
    assert [uno.name for uno in tmp_path.iterdir()] == ["settings.json"]


def test_write_atomic_leaves_nothing_behind_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        durable.write_atomic(tmp_path / "taken", b"x")
    assert [uno.name for uno in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_write_atomic_is_private_unless_told(tmp_path: Path) -> None:
    durable.write_atomic(tmp_path / "f", b"x")
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o600


def test_replace_takes_the_place_of_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    (tmp_path / "new").write_text("new")
    durable.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without, as FAT"])
def test_move_new_never_takes_a_name_that_is_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "src").write_text("src")
    (tmp_path / "dst").write_text("dst")
    with pytest.raises(FileExistsError):
        durable.move_new(tmp_path / "src", tmp_path / "dst")
    assert (tmp_path / "dst").read_text() == "dst"
    assert (tmp_path / "src").read_text() == "src"


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without, as FAT"])
def test_move_new_moves_to_a_free_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "src").write_text("src")
    durable.move_new(tmp_path / "src", tmp_path / "dst")
    assert [uno.name for uno in tmp_path.iterdir()] == ["dst"]


def _no_links(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_fsync_dir_tells_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        durable.fsync_dir(tmp_path / "absent")


def test_free_space_of_a_place_that_will_be(tmp_path: Path) -> None:
    assert (durable.free_space(tmp_path / "not" / "yet") or 0) > 0


def test_free_space_where_the_system_has_no_answer(tmp_path: Path) -> None:
    assert durable.free_space(tmp_path / ("x" * 300)) is None


def test_part_names_are_recognised_and_never_repeat() -> None:
    names = {durable.part_name("a.zip") for _ in range(100)}
    assert len(names) == 100
    assert all(durable.PART_NAME.search(name) for name in names)


@pytest.mark.parametrize(
    ("codes", "result", "calls"),
    [([32, 5, 0], 0, 3), ([2, 0], 2, 1), ([32, 32, 32, 32], 32, 3)],
    ids=["held for a moment", "another failure is final", "gives up"],
)
def test_retry_busy(codes: list[int], result: int, calls: int) -> None:
    answers = iter(codes)
    made: list[int] = []

    def attempt() -> int:
        made.append(next(answers))
        return made[-1]

    assert durable.retry_busy(attempt, pauses=(0.0, 0.0)) == result
    assert len(made) == calls


def test_make_dirs_flushes_each_folder_that_holds_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable, "fsync_dir", flushed.append)
    durable.make_dirs(tmp_path / "a" / "b" / "c")
    assert flushed == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_make_dirs_flushes_a_name_that_may_be_younger_than_a_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    flushed: list[Path] = []
    monkeypatch.setattr(durable, "fsync_dir", flushed.append)
    durable.make_dirs(tmp_path / "a")
    assert flushed == [tmp_path]


def test_make_dirs_does_not_take_a_file_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(OSError):
        durable.make_dirs(tmp_path / "a")
