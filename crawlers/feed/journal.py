"""The journal of a run: what was read so far, so that an interrupted run goes on where it stopped.

A record is one line: the CRC-32 of its body (8 hexadecimal digits), a blank, the body (JSON without a line feed), LF. Each is
written with one call, so a kill can only tear the last; opening the journal cuts a torn or damaged tail off. The first record
is the head of the run, all others are postings and rejects; their lines are read back one at a time when the run is
published.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawlers.feed import disk
from crawlers.feed.encode import line_of

FORMAT = 1
_RECORD = b',"record":'


class Journal:
    """An append-only file of records. Raises OSError where the disk does; what was written before stays readable.

    head: the first record; empty when there is none (then the first `append` writes it). index: by key, where the record of a
    posting is. lines: the keys of those that hold a line. rejects: the records of postings that were not read, by key or
    address.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head: dict[str, Any] = {}
        self.index: dict[str, int] = {}
        self.lines: set[str] = set()
        self.rejects: dict[str, dict[str, Any]] = {}
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._end = 0
        for start, end, body in _records(self.path):
            head, mark, _ = body.partition(_RECORD)
            self._note(start, json.loads(head + b"}" if mark else head), bool(mark))
            self._end = end
        self._cut_tail()

    def append(self, record: dict[str, Any], line: bytes = b"") -> None:
        """Adds a record; line: the posting's line, kept byte for byte at its end."""
        body = line_of(record)[:-1]
        if line:
            body = body[:-1] + _RECORD + line.rstrip(b"\n") + b"}"
        whole = b"%08x %s\n" % (zlib.crc32(body), body)
        try:
            written = os.pwrite(self._handle, whole, self._end)
            if written != len(whole):
                raise OSError(28, "No space left on device")
        except OSError:
            self._cut_tail()
            raise
        self._note(self._end, record, bool(line))
        self._end += written

    def posting(self, key: str) -> tuple[dict[str, Any], bytes]:
        """The record of a posting, and its line (empty when the posting stayed as it was)."""
        body = _body(os.pread(self._handle, self._length(self.index[key]), self.index[key]))
        head, mark, line = body.partition(_RECORD)
        return (json.loads(head + b"}"), line[:-1] + b"\n") if mark else (json.loads(body), b"")

    def sync(self) -> None:
        """Sees on the disk what was written."""
        disk.sync(self._handle)

    def close(self) -> None:
        """Lets go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def remove(self) -> None:
        """Closes the journal and removes it: the run is over."""
        self.close()
        disk.remove(self.path)

    def _note(self, start: int, record: dict[str, Any], has_line: bool) -> None:
        if not self.head:
            self.head = record
        elif record["t"] == "posting":
            self.index[record["key"]] = start
            (self.lines.add if has_line else self.lines.discard)(record["key"])
        else:
            self.rejects[record["key"] or record["url"] or ""] = record

    def _length(self, start: int) -> int:
        size, step = 0, 1 << 16
        while True:
            found = os.pread(self._handle, step, start + size).find(b"\n")
            if found >= 0:
                return size + found + 1
            size += step

    def _cut_tail(self) -> None:
        os.ftruncate(self._handle, self._end)


def _records(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and body of each record up to the first that is torn or damaged."""
    start = 0
    with path.open("rb") as file:
        for whole in file:
            body = _body(whole)
            if not body:
                return
            yield start, start + len(whole), body
            start += len(whole)


def _body(whole: bytes) -> bytes:
    """The body of a record; empty when it is torn or damaged."""
    if len(whole) < 11 or not whole.endswith(b"\n"):
        return b""
    body = whole[9:-1]
    return body if whole[:9] == b"%08x " % zlib.crc32(body) else b""
