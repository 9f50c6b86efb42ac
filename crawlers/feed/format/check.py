"""Check the files of a run line by line as they are read; publisher and consumers share it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from crawlers.feed.format import delta
from crawlers.feed.format.manifest import FileFacts
from crawlers.posting.line import id_of, read_line


class Unsound(Exception):
    """A file of a run is not what its manifest says, or a line of it is not a line of a feed."""


def checked(
    name: str,
    lines: Iterable[bytes],
    facts: FileFacts,
    examine: Callable[[bytes], object] | None = read_line,
) -> Iterator[bytes]:
    """Yield the lines of a run's file, unchanged. Raise Unsound, at the latest after the last line,
    where bytes, number, order or checksum are wrong, or where `examine` raises ValueError.

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
        except ValueError as error:
            raise Unsound(f"{name}, line {records + 1}: {error}") from None
        found.update(line)
        size, records, last = size + len(line), records + 1, here
        yield line
    if (size, found.hexdigest(), records) != (facts.bytes, facts.sha256, facts.records):
        read = f"{size} bytes in {records} lines, sha256 {found.hexdigest()[:12]}..."
        raise Unsound(f"{name} is not what the manifest says: {read}")
