"""Files that survive a power cut: whole writes, atomic names, durable directories, with the Windows twin of each.

A leaf: standard library only. It raises ``OSError`` and nothing else; the rooms above turn that into sentences.
It must never import anything of the application, never follow a half-written name and never shorten a write in silence.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

PART_NAME = re.compile(r"\.part-[0-9a-f]{16}$")
"""What the temporary names of :func:`part_name` end in; nothing else of ours does."""

# Directory fsync is not offered by every file system (CIFS, some FUSE) nor needed on a read-only one.
_NO_DIRECTORY_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EROFS})

# ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: an antivirus or the Explorer holds it a moment.
BUSY_CODES = frozenset({5, 32, 33})
BUSY_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class Measured(Protocol):
    """What is asked of ``os.stat_result``."""

    @property
    def st_size(self) -> int: ...


class Readable(Protocol):
    """What reading needs of ``Path``, so that content which is kept in another way is read by the same code."""

    @property
    def name(self) -> str: ...

    def exists(self) -> bool: ...

    def stat(self) -> Measured: ...

    def open(self, mode: Literal["rb"]) -> BinaryIO: ...


def part_name(name: str) -> str:
    """A temporary name beside ``name``, never used before: a fixed one stays locked after a half-open network cut."""
    return f"{name}.part-{secrets.token_hex(8)}"


def write_all(fd: int, data: bytes | memoryview) -> None:
    """Write every byte; ``os.write`` may take fewer than it was given and says so only in its result."""
    rest = memoryview(data)
    while rest:
        written = os.write(fd, rest)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def write_atomic(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put ``data`` under ``path``, whole or not at all, and durable when this returns. An existing file is replaced."""
    part = path.with_name(part_name(path.name))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    fd = os.open(part, flags, mode)
    try:
        try:
            write_all(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
        replace(part, path)
    finally:
        # After a successful replace there is nothing under this name any more.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def replace(src: Path, dst: Path) -> None:
    """Rename ``src`` to ``dst`` over whatever is there, durably. Both stand in the same file system."""
    rename_over(src, dst)
    if sys.platform != "win32":
        _sync_parents(src, dst)


def rename_over(src: Path, dst: Path) -> None:
    """The same for one of many: the caller makes the names of the folder durable, where a system knows how to."""
    if sys.platform == "win32":
        _move_file(src, dst, _MOVEFILE_REPLACE_EXISTING | _MOVEFILE_WRITE_THROUGH)
    else:
        src.replace(dst)


def move_new(src: Path, dst: Path) -> None:
    """Rename ``src`` to ``dst`` durably; ``FileExistsError`` when that name is taken, whatever stands under it."""
    if sys.platform == "win32":
        _move_file(src, dst, _MOVEFILE_WRITE_THROUGH)
    else:
        _link_or_rename(src, dst)
        _sync_parents(src, dst)


def _link_or_rename(src: Path, dst: Path) -> None:
    """A hard link is the one portable call that takes a name only if it is free."""
    try:
        os.link(src, dst, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # FAT and many network shares have no links, each with its own code; the rename tells what is truly wrong.
        # Look and rename are two steps: a rival in between can only bring the same content, because the names that
        # matter carry the hash of what they hold.
        if os.path.lexists(dst):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(dst)) from None
        src.rename(dst)
    else:
        src.unlink()


def _sync_parents(src: Path, dst: Path) -> None:
    fsync_dir(dst.parent)
    if src.parent != dst.parent:
        fsync_dir(src.parent)


def make_dirs(path: Path) -> None:
    """Make a folder and those above it that are missing, durably: what is kept in a folder is lost with its name."""
    missing = []
    above = path
    while not above.exists():
        missing.append(above)
        above = above.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        fsync_dir(one.parent)
    if not missing:
        # Whoever made it may have been cut before its name was durable. A folder that is not there raises here.
        path.mkdir(exist_ok=True)
        fsync_dir(path.parent)


def fsync_dir(path: Path) -> None:
    """Make the names in a directory durable. Windows has no such call: there the move itself writes through."""
    if sys.platform != "win32":
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        except OSError as problem:
            if problem.errno not in _NO_DIRECTORY_SYNC:
                raise
        finally:
            os.close(fd)


def forget_cached(fd: int) -> None:
    """Ask the system to read this file from the medium next time, not from memory (Linux only; elsewhere nothing)."""
    if sys.platform == "linux":
        # A file system that cannot do it answers with an error that changes nothing.
        with contextlib.suppress(OSError):
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)


def free_space(path: Path) -> int | None:
    """Bytes a person may still write where ``path`` is or will be; ``None`` when the file system does not say."""
    there = path
    try:
        while not there.exists() and there != there.parent:
            there = there.parent
        usage = shutil.disk_usage(there)
    except OSError:
        return None
    return usage.free if usage.total else None


def retry_busy(attempt: Callable[[], int], *, pauses: Iterable[float] = BUSY_PAUSES) -> int:
    """Repeat ``attempt`` while it answers a busy code; returns 0 or the last code.

    A true "access denied" has the same code as "held for a moment", so it costs the sum of the pauses (1.6 s).
    """
    code = attempt()
    for pause in pauses:
        if code not in BUSY_CODES:
            break
        time.sleep(pause)
        code = attempt()
    return code


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _MOVEFILE_REPLACE_EXISTING = 0x1
    _MOVEFILE_WRITE_THROUGH = 0x8
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.MoveFileExW.argtypes = (wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD)
    _kernel32.MoveFileExW.restype = wintypes.BOOL

    def _move_file(src: Path, dst: Path, flags: int) -> None:
        # os.replace has no WRITE_THROUGH: the new name could be lost by a power cut after we said "delivered".
        def attempt() -> int:
            return 0 if _kernel32.MoveFileExW(str(src), str(dst), flags) else ctypes.get_last_error()

        code = retry_busy(attempt)
        if code:
            raise OSError(None, ctypes.FormatError(code), str(src), code, str(dst))
