"""Find lines of a file that is sorted by id, without reading the rest."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawlers.posting.line import id_of, line_of

_STEP = 1 << 16
_LONGEST = 1 << 10
"""Bytes of a line that have its id, or the line is read to its end."""


def find_line(path: Path, posting_id: str) -> bytes:
    """Return the line of an id, its LF included; empty where there is none. Raise OSError where the
    file cannot be read."""
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:  # a line that begins before `low` has a smaller id
            middle = (low + high) // 2
            file.seek(middle)
            file.readline()
            start = file.tell()
            line = file.readline() if start < high else b""
            if line and id_of(line) < posting_id:
                low = start
            else:
                high = middle
        file.seek(low)
        while (line := file.readline()) and id_of(line) < posting_id:
            pass
        return line if line and id_of(line) == posting_id else b""


class LineFinder:
    """Finds many lines of one file: the ids at every 64 KB are held in memory."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._size = os.fstat(handle).st_size
        self._ids: list[str] = []
        self._starts: list[int] = []
        for offset in range(0, self._size, _STEP):
            start, begin = self._first_line(offset)
            if start < self._size and (not self._starts or start > self._starts[-1]):
                whole = begin.count(b'"', 0, _LONGEST) < 4 or b"\\" in begin[:_LONGEST]
                line = self._read(start, self._end_of_line(start)) if whole else begin
                self._ids.append(id_of(line))
                self._starts.append(start)

    def find(self, posting_id: str) -> bytes:
        """Return the line of an id, its LF included; empty where there is none."""
        near = bisect_right(self._ids, posting_id) - 1
        if near < 0:
            return b""
        end = self._starts[near + 1] if near + 1 < len(self._starts) else self._size
        block = self._read(self._starts[near], end)
        begin = line_of({"id": posting_id})[:-2]
        for mark in (begin + b",", begin + b"}"):
            at = 0 if block.startswith(mark) else block.find(b"\n" + mark) + 1
            if at or block.startswith(mark):
                return block[at : block.index(b"\n", at) + 1]
        return b""

    def _first_line(self, offset: int) -> tuple[int, bytes]:
        """Return where the first line at or behind an offset starts, and its beginning, as far as
        one look at the file shows it."""
        if offset == 0:
            return 0, self._read(0, _LONGEST)
        piece = self._read(offset - 1, offset + _STEP // 8)
        found = piece.find(b"\n") + 1
        if found:
            return offset - 1 + found, piece[found : found + _LONGEST]
        return self._end_of_line(offset - 1), b""

    def _end_of_line(self, offset: int) -> int:
        """Return where the line ends that an offset is in, its LF included."""
        while offset < self._size:
            piece = os.pread(self._handle, _STEP // 4, offset)
            if (found := piece.find(b"\n")) >= 0:
                return offset + found + 1
            offset += len(piece)
        return self._size

    def _read(self, start: int, end: int) -> bytes:
        return os.pread(self._handle, end - start, start)


@contextmanager
def line_finder(path: Path) -> Iterator[LineFinder]:
    """Open a file to find lines of it. Raise OSError where it cannot be read."""
    with path.open("rb") as file:
        yield LineFinder(file.fileno())
