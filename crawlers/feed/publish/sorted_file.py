"""A file of the last good run, copied block by block, with single lines taken out on the way.

A refresh changes some lines of a feed of a million: the others are neither parsed nor kept in
memory. Where a line stands is found by its id, by bisection: the file is sorted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.feed.format.check import Unsound
from crawlers.feed.format.manifest import FileFacts
from crawlers.posting.line import id_of

BLOCK = 1 << 20
"""Bytes that are copied at once."""
_NEAR = 1 << 14
"""Bytes that are searched line by line once a line is known to be among them; most lines have
fewer."""


class SortedFile:
    """The lines of a file, in order, each once: `before`, then `take`, for one id after the other,
    then `rest`.

    name, facts: its name, and what its manifest says of it. copied: how many of its lines were not
    taken. Raises Unsound after the last line where the file is not what its manifest says.
    """

    def __init__(self, path: Path, name: str, facts: FileFacts) -> None:
        self._name, self._facts = name, facts
        self._file = path.open("rb", buffering=0)
        self._size = os.fstat(self._file.fileno()).st_size
        self._at = 0
        self._hash = hashlib.sha256()
        self._near, self._near_at = b"", 0
        self._step = _NEAR
        self.copied = facts.records

    def __enter__(self) -> SortedFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def before(self, posting_id: str) -> Iterator[bytes]:
        """Yield all that stands before the line of an id, in blocks that may end within a line."""
        return self._blocks(self._position_of(posting_id))

    def take(self, posting_id: str) -> bytes:
        """Return the line of an id, once `before` has come to it; empty where there is none."""
        line = self._line(self._at)
        if not line or id_of(line) != posting_id:
            return b""
        self._file.seek(self._at + len(line))
        self._hash.update(line)
        self._at += len(line)
        self.copied -= 1
        return line

    def rest(self) -> Iterator[bytes]:
        """Yield all that is left."""
        yield from self._blocks(self._size)
        if (self._at, self._hash.hexdigest()) != (self._facts.bytes, self._facts.sha256):
            read = f"sha256 {self._hash.hexdigest()[:12]}..."
            raise Unsound(f"{self._name} is not what the manifest says: {read}")

    def _blocks(self, end: int) -> Iterator[bytes]:
        while self._at < end and (block := self._file.read(min(BLOCK, end - self._at))):
            self._at += len(block)
            self._hash.update(block)
            yield block

    def _position_of(self, posting_id: str) -> int:
        """Return the offset of the first line from here on whose id is not less than `posting_id`.

        The search goes forward in growing steps, then by halves; the last stretch is searched for
        the beginning of the line, or read line by line where that is not found.
        """
        begin = b'\n{"id":"%s"' % posting_id.encode()
        # often it is near the last one
        if (found := self._near.find(begin, max(0, self._at - 1 - self._near_at))) >= 0:
            return self._near_at + found + 1
        # as far as it was to the last one, in halves: ids are spread evenly
        low, step = self._at, self._step
        while low + step < self._size and self._id_behind(low + step) < posting_id:
            low, step = low + step, step * 2
        high = min(low + step, self._size)
        while high - low > _NEAR:
            middle = (low + high) // 2
            if self._id_behind(middle) < posting_id:
                low = middle
            else:
                high = middle
        self._step = max(_NEAR, (low - self._at) // 2)
        low = self._start_behind(low)
        self._near_at = max(0, low - 1)
        self._near = self._piece(self._near_at, 2 * _NEAR)
        if (found := self._near.find(begin)) >= 0:
            return self._near_at + found + 1
        while low < self._size and id_of(line := self._line(low)) < posting_id:
            low += len(line)
        return low

    def _start_behind(self, offset: int) -> int:
        """Return where the first line begins at or after an offset; the size of the file where none
        does."""
        if offset <= self._at:
            return self._at
        return min(offset - 1 + len(self._line(offset - 1)), self._size)

    def _id_behind(self, offset: int) -> str:
        """Return the id on the first line that begins after an offset, mostly found by one look at
        the file."""
        piece = self._piece(offset - 1, _NEAR)
        start = piece.find(b"\n") + 1
        begun = piece[start : piece.find(b'",', start) + 1] if start else b""
        if begun and b"\\" not in begun:
            return id_of(begun)
        line = self._line(self._start_behind(offset))
        return id_of(line) if line else _LAST

    def _line(self, offset: int) -> bytes:
        """Return the bytes from an offset to the end of its line."""
        line, size = b"", _NEAR
        while piece := self._piece(offset + len(line), size):
            line += piece[: piece.find(b"\n") + 1 or None]
            if line.endswith(b"\n"):
                break
            size *= 2
        return line

    def _piece(self, offset: int, size: int) -> bytes:
        return os.pread(self._file.fileno(), size, offset)


_LAST = chr(0x10FFFF)


def whole_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in blocks that end with a line."""
    begun = b""
    for block in blocks:
        lines, end, begun = (begun + block).rpartition(b"\n")
        if end:
            yield lines + end
    if begun:
        yield begun
