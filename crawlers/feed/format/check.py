"""Check the files of a run line by line as they are read; publisher and consumers share it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from crawlers.feed.format import delta
from crawlers.feed.format.manifest import FileFacts
from crawlers.feed.format.shape import WRONG_SHAPE, describe
from crawlers.output.printable import printable
from crawlers.posting.line import id_of, read_line

LONGEST_LINE = 8 << 20
"""Bytes of a line; the longest posting that is read has under one million."""


class Unsound(Exception):
    """A file of a run is not what its manifest says, or a line of it is not a line of a feed. The
    message is safe to print, whatever the file says."""

    def __init__(self, words: str) -> None:
        super().__init__(printable(words))


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise Unsound where what is read in the block is nested too deep, lacks a member, or has one
    of another type. what: the file, or the part of it."""
    try:
        yield
    except WRONG_SHAPE as error:
        # guard: values of another shape
        raise Unsound(f"{what}: {describe(error)}") from None


def checked(
    name: str,
    lines: Iterable[bytes],
    facts: FileFacts,
    examine: Callable[[bytes], object] | None = read_line,
) -> Iterator[bytes]:
    """Yield the lines of a run's file, unchanged. Raise Unsound, at the latest after the last line,
    where bytes, number, order or checksum are wrong, or where `examine` raises an error about the
    line's shape.

    examine: called with each line; None to leave the lines unread.
    """
    named = delta.changed_id if name == "changes.jsonl" else id_of
    found, size, records, last = hashlib.sha256(), 0, 0, ""
    for line in lines:
        try:
            here = named(line)
            if here <= last:
                raise ValueError(f"{here} stands after {last}")
            if examine:
                examine(line)
        except WRONG_SHAPE as error:
            raise Unsound(f"{name}, line {records + 1}: {describe(error)}") from None
        found.update(line)
        size, records, last = size + len(line), records + 1, here
        yield line
    if (size, found.hexdigest(), records) != (facts.bytes, facts.sha256, facts.records):
        read = f"{size} bytes in {records} lines, sha256 {found.hexdigest()[:12]}..."
        raise Unsound(f"{name} is not what the manifest says: {read}")
