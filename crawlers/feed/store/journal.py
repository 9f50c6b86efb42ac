"""The journal of a run: what was read so far, so that an interrupted run goes on where it stopped.

A record is one line: the CRC-32 of its body (8 hexadecimal digits), a blank, the body, LF. The body
is a JSON object; that of a posting is followed by its parts, JSON values that are read back one at
a time when the run is published, most of them to be copied as bytes. Tabs stand between them:
compact JSON has none. Each record is written with one call, so a kill can only tear the last one;
opening the journal cuts off a tail that is torn or damaged. The first record is the head of the
run, all others are postings and rejects.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawlers.contract.on_disk import OnDisk
from crawlers.feed.format import disk
from crawlers.posting.line import line_of

FORMAT = 3
"""The version of this format: a journal of another one is not resumed."""
PARTS = ("provenance", "removed", "line")
"""What follows the record of a posting; after one whose line stayed as it was, nothing."""
_BETWEEN = b"\t"
_PIECE = 1 << 13  # bytes of a record that are read at first; most have fewer


class Journal:
    """An append-only file of records. Raises OSError where the disk does; what was written before
    stays readable.

    head: the first record; empty where there is none, and then the first `append` writes it. index:
    by key, twice the offset of a posting's record, plus one where the record holds a line
    (`holds_line`). rejects: the records of postings that were not read, by key or address.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head: dict[str, Any] = {}
        self.index: OnDisk[int] = OnDisk()
        self.rejects: dict[str, dict[str, Any]] = {}
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._end = 0
        self._last: tuple[int, bytes] = -1, b""
        for start, end, body in _records(self.path):
            self._note(start, json.loads(body.partition(_BETWEEN)[0]), body.count(_BETWEEN))
            self._end = end
        self._cut_tail()

    def append(self, record: dict[str, Any], *parts: bytes) -> None:
        """Add a record. parts: of a posting, the PARTS, each as `line_of` writes it and kept byte
        for byte."""
        body = _BETWEEN.join(each[:-1] for each in (line_of(record), *parts))
        whole = b"%08x %s\n" % (zlib.crc32(body), body)
        try:
            written = os.pwrite(self._handle, whole, self._end)
            if written != len(whole):
                raise OSError(28, "No space left on device")
        except OSError:
            self._cut_tail()
            raise
        self._note(self._end, record, len(parts))
        self._end += written

    def posting(self, key: str) -> dict[str, Any]:
        """Return the record of a posting, without its parts."""
        record: dict[str, Any] = json.loads(self._body_of(key).partition(_BETWEEN)[0])
        return record

    def part(self, key: str, name: str) -> bytes:
        """Return one of the PARTS of a posting, its LF included; empty where it has none."""
        parts = dict(zip(PARTS, self._body_of(key).split(_BETWEEN)[1:], strict=False))
        return parts[name] + b"\n" if name in parts else b""

    def holds_line(self, key: str) -> bool:
        """Return whether the record of a posting holds a line: the line that it had did not
        stay."""
        return bool(self.index[key] % 2)

    def sync(self) -> None:
        """Wait until what was written is on the disk."""
        disk.sync(self._handle)

    def close(self) -> None:
        """Close the file; do nothing where it is closed already."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def remove(self) -> None:
        """Close the journal and remove it: the run is over."""
        self.close()
        disk.remove(self.path)

    def _note(self, start: int, record: dict[str, Any], parts: int) -> None:
        if not self.head:
            self.head = record
        elif record["t"] == "posting":
            self.index[record["key"]] = 2 * start + (parts == len(PARTS))
        else:
            self.rejects[record["key"] or record["url"] or ""] = record

    def _body_of(self, key: str) -> bytes:
        """Return the body of the record of a posting. The last one is kept: a posting is often
        asked for several times in turn."""
        start = self.index[key] // 2
        if start != self._last[0]:
            self._last = start, self._body_at(start, key)
        return self._last[1]

    def _body_at(self, start: int, key: str) -> bytes:
        whole, size = b"", _PIECE
        while not whole.endswith(b"\n"):
            piece = os.pread(self._handle, size, start + len(whole))
            if not piece:
                raise OSError(5, f"the journal ends within the record of {key}")
            whole += piece[: piece.find(b"\n") + 1 or None]
            size *= 2
        return _body(whole)

    def _cut_tail(self) -> None:
        os.ftruncate(self._handle, self._end)


def _records(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and body of each record, up to the first that is torn or damaged."""
    start = 0
    with path.open("rb") as file:
        for whole in file:
            body = _body(whole)
            if not body:
                return
            yield start, start + len(whole), body
            start += len(whole)


def _body(whole: bytes) -> bytes:
    """Return the body of a record; empty where the record is torn or damaged."""
    if len(whole) < 11 or not whole.endswith(b"\n"):
        return b""
    body = whole[9:-1]
    return body if whole[:9] == b"%08x " % zlib.crc32(body) else b""
