"""One writer at a time. The lock is the kernel's (flock): it ends with its process, however that
ends, and cannot be left behind."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from crawlers.feed.format import disk


class Busy(Exception):
    """Another run holds the lock; the message says which."""


class Lock:
    """Holds a file until `release`, the end of a `with`, or the end of the process. Raises Busy at
    once where another process holds it.

    note: what the file says of its holder, for people and for the message of Busy.
    """

    def __init__(self, path: Path, note: str = "") -> None:
        disk.make_folder(path.parent)
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._handle, 200, 0).decode("utf-8", "replace").strip()
            os.close(self._handle)
            raise Busy(holder or "another run") from None
        self.note(note)

    def note(self, note: str) -> None:
        """Replace what the file says of its holder."""
        os.ftruncate(self._handle, 0)
        what = f" ({note})" if note else ""
        os.pwrite(self._handle, f"process {os.getpid()}{what}\n".encode(), 0)

    def release(self) -> None:
        """Release the lock; do nothing where it was released already."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()
