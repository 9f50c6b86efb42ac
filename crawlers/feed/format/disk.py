"""Files that survive a kill or a power cut at any instant.

The order is always: write, fsync the file, fsync its folder, only then give it the name that
readers look for, fsync again. Every function raises OSError where the disk does (full, read-only).
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType

_STRETCH = 16 << 20
"""Bytes after which the disk may start to write them: else all of them would have to be written at
the end, while the run waits."""


class Writer:
    """Writes a new file and counts. The file is on the disk once the `with` ends without an error.

    bytes, records: what was written. sha256: of all of it, hexadecimal.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bytes = self.records = 0
        self._hash = hashlib.sha256()
        self._begun = 0
        self._file = path.open("xb", buffering=1 << 20)

    def write(self, lines: bytes) -> None:
        """Add records, each with its LF; a call may end within a record."""
        self.records += lines.count(b"\n")
        self.copy(lines)

    def copy(self, block: bytes) -> None:
        """Add a block of bytes whose records the caller counts."""
        self._file.write(block)
        self._hash.update(block)
        self.bytes += len(block)
        if self.bytes - self._begun >= _STRETCH:
            self._begin()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def _begin(self) -> None:
        """Let the disk start to write. Linux writes pages that are to be dropped without waiting,
        and keeps them until they are written."""
        if hasattr(os, "posix_fadvise"):
            self._file.flush()
            os.posix_fadvise(
                self._file.fileno(), self._begun, self.bytes - self._begun, os.POSIX_FADV_DONTNEED
            )
        self._begun = self.bytes

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if kind is None:
                self._file.flush()
                sync(self._file.fileno())


def write(path: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    with Writer(path) as file:
        file.write(data)


def replace(path: Path, data: bytes) -> None:
    """Put new contents under a name that may have readers: they see the old contents or the new,
    never a part."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    write(temporary, data)
    rename(temporary, path)


def rename(source: Path, target: Path) -> None:
    """Give a file or folder that is on the disk its last name; replace a file of that name."""
    source.replace(target)
    sync_folder(target.parent)


def expose(source: Path, target: Path) -> None:
    """Put a published file under one more name, replacing what was there. Nothing is copied where
    the disk can link."""
    if target.exists() and target.samefile(source):
        return
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    link(source, temporary)
    rename(temporary, target)


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; copy it where the disk cannot link."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)
        sync_file(target)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, and wait until they are on the disk."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Wait until the names that a folder holds are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Wait until a file that another program wrote is on the disk."""
    with path.open("rb+") as file:
        sync(file.fileno())


def sync(handle: int) -> None:
    """Wait until what was written through a file handle is on the disk."""
    os.fsync(handle)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all in it; do nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def free_bytes(path: Path) -> int:
    """Return the bytes that may still be written where the path is."""
    return shutil.disk_usage(path).free


def has_same_content(one: Path, other: Path) -> bool:
    """Return whether two files are one, or have the same content; they are read only where they are
    equally long."""
    return one.samefile(other) or (
        one.stat().st_size == other.stat().st_size and digest(one) == digest(other)
    )


def digest(path: Path) -> str:
    """Return the sha256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
