"""The lines of both files: sorted by id, however many, and merged with those of the run before."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from crawlers.posting.line import id_of, line_of

AT_ONCE = 16 << 20
"""Bytes of lines that are sorted in memory; more are sorted piece by piece on the disk."""
BUFFER = 1 << 20
"""Bytes that are read and written at once: of lines of two kilobytes, a system call for every few
takes as long as all else that is done with those that stay as they are."""
_RECORD = b',"record":'
_NO_MORE = ("", b"")


@dataclass(frozen=True, slots=True)
class Note:
    """Why a vacancy is not as it was. op: see `VacancyChange`. others: vacancies it was merged with
    or split from."""

    op: str
    reason: str
    others: tuple[str, ...] = ()


NEW = Note("add", "new postings")
CHANGED = Note("update", "its postings changed")
GONE = Note("remove", "its postings left the feed")


def sorted_lines(lines: Iterable[bytes], scratch: Path) -> Iterator[bytes]:
    """Yield lines by id. scratch: a folder for pieces, which is removed by the caller."""
    pieces: list[Path] = []
    held: list[tuple[str, bytes]] = []
    size = 0
    for line in lines:
        held.append((id_of(line), line))
        size += len(line)
        if size > AT_ONCE:
            pieces.append(scratch / f"{len(pieces)}.lines")
            with pieces[-1].open("wb") as file:
                file.writelines(each for _, each in sorted(held))
            held, size = [], 0
    held.sort()
    with ExitStack() as files:
        opened = [files.enter_context(piece.open("rb", BUFFER // 16)) for piece in pieces]
        if not opened:
            yield from (line for _, line in held)
        else:
            yield from heapq.merge(*opened, (line for _, line in held), key=id_of)


def merged(
    before: Iterable[bytes],
    fresh: Iterable[bytes],
    is_stale: Callable[[str], bool],
    notes: Mapping[str, Note],
) -> Iterator[tuple[bytes, bytes]]:
    """Yield each line of vacancies.jsonl with its line of vacancy_changes.jsonl; one is empty where
    a vacancy is gone, the other where it is as it was.

    before: the lines of the run before. fresh: those made now. is_stale: whether the vacancy of an
    id was looked at again, so that its line of before no longer counts.
    """
    named = ((id_of(line), line) for line in fresh)
    new_name, new = next(named, _NO_MORE)
    for old in before:
        name = id_of(old)
        while new and new_name < name:
            yield new, _change(b"", new, notes)
            new_name, new = next(named, _NO_MORE)
        if new and new_name == name:
            yield new, (b"" if new == old else _change(old, new, notes))
            new_name, new = next(named, _NO_MORE)
        elif is_stale(name):
            yield b"", _change(old, b"", notes)
        else:
            yield old, b""
    while new:
        yield new, _change(b"", new, notes)
        new_name, new = next(named, _NO_MORE)


def _change(old: bytes, new: bytes, notes: Mapping[str, Note]) -> bytes:
    """Return a line of vacancy_changes.jsonl; its last key is the vacancy's line as it stands."""
    name = id_of(new or old)
    usual = CHANGED if old and new else NEW if new else GONE
    note = notes.get(name, usual)
    if (note.op in ("add", "remove")) != (usual.op in ("add", "remove")):
        note = usual
    head = {"id": name, "op": note.op, "reason": note.reason, "others": list(note.others)}
    return line_of(head)[:-2] + _RECORD + (new[:-1] if new else b"null") + b"}\n"


def record_of(change: bytes) -> bytes:
    """Return the vacancy's line that a change carries, byte for byte; empty where it was removed.
    Raise ValueError where it carries none."""
    _, mark, record = change.partition(_RECORD)
    if not mark or not record.endswith(b"}\n"):
        raise ValueError("a change without its record")
    return b"" if record == b"null}\n" else record[:-2] + b"\n"


def apply(before: Iterable[bytes], changes: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the vacancies of a run, from those of the run before and the changes. Raise ValueError
    where they do not fit together."""
    changed = iter(changes)
    change = next(changed, None)
    for old in before:
        name = id_of(old)
        while change and id_of(change) < name:
            yield _added(change)
            change = next(changed, None)
        if change and id_of(change) == name:
            if record := record_of(change):
                yield record
            change = next(changed, None)
        else:
            yield old
    while change:
        yield _added(change)
        change = next(changed, None)


def _added(change: bytes) -> bytes:
    record = record_of(change)
    if not record:
        raise ValueError(f"{id_of(change)} is removed and was not there")
    return record
