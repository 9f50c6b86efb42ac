"""The files of a run, each written in one pass over that of the run before: what stays is copied in
blocks, not parsed."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.feed.format import delta
from crawlers.feed.format.check import checked
from crawlers.feed.format.folder import Folder
from crawlers.feed.format.manifest import Counts, Dropped, FileFacts, Manifest
from crawlers.feed.judge.lifecycle import amend_line
from crawlers.feed.publish.corrected import Corrected
from crawlers.feed.publish.publish import Staging
from crawlers.feed.publish.sorted_file import SortedFile, whole_lines
from crawlers.feed.store.journal import Journal
from crawlers.feed.store.state import State, seen_at
from crawlers.posting.line import line_of

Line = bytes
Edit = Callable[[str, Line], Line]
"""Takes a key and the line so far (empty where there was none); returns the line from now on (empty
where there is none)."""
Copy = Callable[[Iterable[bytes]], Iterable[bytes]]
_EMPTY = FileFacts(0, hashlib.sha256().hexdigest(), 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be written, in terms of keys.

    changed: all postings whose state is not as in the last good run; state: gives what it is now.
    Of them, fresh: the journal has a new line. amended: the line has another status or lifecycle.
    leaving: they leave the feed. opened: how many postings are open. rejects: the records of
    rejects.jsonl. closed_before: see Dropped. corrections: of a person, applied to the lines.
    """

    source: str
    now: str
    changed: Set[str]
    state: Callable[[str], State]
    fresh: Set[str]
    amended: Set[str]
    leaving: Set[str]
    opened: int
    journal: Journal
    rejects: Iterable[Mapping[str, Any]]
    closed_before: str
    corrections: Corrected = field(default_factory=Corrected)

    @property
    def edited(self) -> Set[str]:
        """The keys of the postings whose line may be another one than in the last good run."""
        return self.fresh | self.amended | self.leaving | self.corrections.moved


def write_run(staging: Staging, previous: Manifest | None, contents: Contents) -> Counts:
    """Write all files of a run, and return its counts. Raise OSError, or Unsound where the last
    good run is damaged."""
    if previous and not contents.edited:
        for name in ("postings.jsonl", "provenance.jsonl", "removed.jsonl"):
            staging.link_earlier(
                name, staging.folder.run(previous.run_id) / name, previous.files[name]
            )
        write_file(staging, "changes.jsonl", ())
        ops: Counter[str] = Counter()
    else:
        ops = _write_postings(staging, previous, contents)
        for part in ("provenance", "removed"):
            _write(
                staging,
                previous,
                contents,
                f"{part}.jsonl",
                contents.fresh
                | contents.leaving
                | (contents.corrections.moved if part == "provenance" else set()),
                _side_line(contents, part),
            )
    _write(
        staging,
        previous,
        contents,
        "sightings.jsonl",
        contents.changed,
        _sighting(contents),
        _seen_again(previous, contents),
    )
    write_file(staging, "rejects.jsonl", map(line_of, contents.rejects))
    return _counts(ops, contents.opened)


def write_changes(
    staging: Staging,
    previous: Manifest | None,
    dropped: Dropped,
    evidence: Callable[[str], Any],
    corrected: Set[str] = frozenset(),
) -> Counts:
    """Write changes.jsonl from the postings of the run before and those already written, and return
    the counts. Raise ValueError where they do not connect.

    evidence, corrected: see `delta.changes`.
    """
    ops: Counter[str] = Counter()
    with (
        staging.writer("changes.jsonl") as file,
        (staging.path / "postings.jsonl").open("rb") as after,
    ):
        before = delta.remaining(lines_of(staging.folder, previous, "postings.jsonl"), dropped)
        for op, line in delta.changes(before, after, evidence, corrected):
            file.write(line)
            delta.count_change(ops, op, delta.record_of(line))
    staging.register(file)
    return _counts(ops)


def write_file(staging: Staging, name: str, lines: Iterable[Line]) -> None:
    """Write one file of a run."""
    with staging.writer(name) as file:
        for line in lines:
            file.write(line)
    staging.register(file)


def _counts(ops: Mapping[str, int], opened: int = 0) -> Counts:
    return Counts(
        opened,
        added=ops["add"],
        added_closed=ops[delta.ADD_CLOSED],
        updated=ops["update"],
        read_differently=ops[delta.REREAD],
        corrected=ops[delta.CORRECT],
        closed=ops["close"],
        reopened=ops["reopen"],
    )


def lines_of(folder: Folder, previous: Manifest | None, name: str) -> Iterator[Line]:
    """Yield the lines of a file of the last good run, checked as they are read. Raise Unsound where
    it is damaged."""
    if previous:
        with (folder.run(previous.run_id) / name).open("rb") as file:
            yield from checked(name, file, previous.files[name], examine=None)


def _write_postings(
    staging: Staging, previous: Manifest | None, contents: Contents
) -> Counter[str]:
    """Write postings.jsonl and changes.jsonl; return by kind how many changes there are."""
    dropped = Dropped(contents.closed_before)
    ops: Counter[str] = Counter()
    corrected = {f"{contents.source}:{key}" for key in contents.corrections.moved}

    def edit(key: str, before: Line) -> Line:
        after = _posting(contents, key, before)
        before = b"" if before and delta.leaves(before, dropped) else before
        if before != after:
            op, line = delta.change(
                before,
                after,
                lambda _: json.loads(contents.state(key).evidence or "null"),
                corrected,
            )
            changes.write(line)
            delta.count_change(ops, op, after)
        return after

    with staging.writer("changes.jsonl") as changes:
        _write(
            staging,
            previous,
            contents,
            "postings.jsonl",
            contents.edited,
            edit,
        )
    staging.register(changes)
    return ops


def _write(
    staging: Staging,
    previous: Manifest | None,
    contents: Contents,
    name: str,
    keys: Iterable[str],
    edit: Edit,
    copy: Copy = iter,
) -> None:
    """Write one file: the lines of the keys as `edit` gives them, between them the blocks of the
    run before as `copy` gives them."""
    path = staging.folder.run(previous.run_id) / name if previous else Path(os.devnull)
    with (
        staging.writer(name) as file,
        SortedFile(path, name, previous.files[name] if previous else _EMPTY) as old,
    ):
        for key in sorted(keys):
            posting = f"{contents.source}:{key}"
            for block in copy(old.before(posting)):
                file.copy(block)
            file.write(edit(key, old.take(posting)))
        for block in copy(old.rest()):
            file.copy(block)
        file.records += old.copied
    staging.register(file)


def _posting(contents: Contents, key: str, before: Line) -> Line:
    """Return the line of a posting in this run, with its corrections."""
    before = contents.corrections.as_read(key, before)
    return contents.corrections.corrected(key, _as_read(contents, key, before))


def _as_read(contents: Contents, key: str, before: Line) -> Line:
    if key in contents.fresh:
        line = contents.journal.part(key, "line")
        return amend_line(line, contents.state(key)) if key in contents.amended else line
    if key in contents.leaving:
        return b""
    if not before:
        raise ValueError(f"{contents.source}:{key} has no line in the last good run")
    return amend_line(before, contents.state(key)) if key in contents.amended else before


def _side_line(contents: Contents, part: str) -> Edit:
    def edit(key: str, before: Line) -> Line:
        if key in contents.leaving:
            return b""
        line = before
        if key in contents.fresh:
            named = line_of({"id": f"{contents.source}:{key}"})
            line = named[:-2] + b"," + contents.journal.part(key, part)[1:]  # two objects as one
        return contents.corrections.proven(key, line) if part == "provenance" else line

    return edit


def _sighting(contents: Contents) -> Edit:
    def edit(key: str, before: Line) -> Line:
        return (
            b""
            if key in contents.leaving
            else line_of(contents.state(key).sighting(contents.source, contents.now))
        )

    return edit


def _seen_again(previous: Manifest | None, contents: Contents) -> Copy:
    """Return what copies lines of sightings: a posting that stayed as it was and was seen in the
    run before has now been seen in this one."""
    old, new = (
        seen_at(instant)
        for instant in (previous.started_at if previous else contents.now, contents.now)
    )
    return lambda blocks: (block.replace(old, new) for block in whole_lines(blocks))
