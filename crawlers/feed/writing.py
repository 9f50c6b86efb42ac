"""The files of a run, written in passes over those of the run before: lines that stay are copied as bytes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crawlers.feed import delta
from crawlers.feed.check import checked
from crawlers.feed.encode import id_of, line_of
from crawlers.feed.folder import Folder
from crawlers.feed.journal import Journal
from crawlers.feed.lifecycle import amended
from crawlers.feed.manifest import Counts, Dropped, Manifest
from crawlers.feed.publish import Staging
from crawlers.feed.state import State

Line = bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be written. before, after: the postings of the last good run and of this one, by key. fresh: the keys whose
    new line the journal has. rejects: the lines of rejects.jsonl. closed_before: see Dropped."""

    source: str
    now: str
    before: Mapping[str, State]
    after: Mapping[str, State]
    fresh: set[str]
    journal: Journal
    rejects: Iterable[Mapping[str, Any]]
    closed_before: str


def write_run(staging: Staging, previous: Manifest | None, contents: Contents) -> Counts:
    """Writes all files of a run and counts. Raises OSError, or Unsound when the last good run is damaged."""
    if previous and _unchanged(contents):
        for name in ("postings.jsonl", "provenance.jsonl", "removed.jsonl"):
            staging.adopt(name, staging.folder.run(previous.run_id) / name, previous.files[name])
        write_file(staging, "changes.jsonl", ())
        counts = Counts()
    else:
        write_file(staging, "postings.jsonl", _postings(lines_of(staging.folder, previous, "postings.jsonl"), contents))
        for part in ("provenance", "removed"):
            name = f"{part}.jsonl"
            write_file(staging, name, _side_lines(lines_of(staging.folder, previous, name), contents, part))
        counts = write_changes(staging, previous, Dropped(contents.closed_before), lambda posting: _evidence(contents, posting))
    seen = (contents.after[key].sighting(contents.source, contents.now) for key in sorted(contents.after))
    write_file(staging, "sightings.jsonl", map(line_of, seen))
    write_file(staging, "rejects.jsonl", map(line_of, contents.rejects))
    opened = sum(state.status == "open" for state in contents.after.values())
    return replace(counts, open=opened)


def write_changes(staging: Staging, previous: Manifest | None, dropped: Dropped, evidence: Callable[[str], Any]) -> Counts:
    """Writes changes.jsonl from the postings of the run before and those already written, and counts. Raises ValueError when
    they do not connect."""
    ops: Counter[str] = Counter()
    with staging.writer("changes.jsonl") as file, (staging.path / "postings.jsonl").open("rb") as after:
        before = delta.remaining(lines_of(staging.folder, previous, "postings.jsonl"), dropped)
        for op, line in delta.changes(before, after, evidence):
            file.write(line)
            ops[op] += 1
    staging.done(file)
    return Counts(added=ops["add"], updated=ops["update"], closed=ops["close"], reopened=ops["reopen"])


def write_file(staging: Staging, name: str, lines: Iterable[Line]) -> None:
    """Writes one file of a run."""
    with staging.writer(name) as file:
        for line in lines:
            file.write(line)
    staging.done(file)


def lines_of(folder: Folder, previous: Manifest | None, name: str) -> Iterator[Line]:
    """A file of the last good run; it is checked as it is read. Raises Unsound where it is damaged."""
    if previous:
        with (folder.run(previous.run_id) / name).open("rb") as file:
            yield from checked(name, file, previous.files[name], examine=None)


def _unchanged(contents: Contents) -> bool:
    return (
        not contents.fresh
        and contents.before.keys() == contents.after.keys()
        and not any(_amends(contents.before[key], state) for key, state in contents.after.items())
    )


def _amends(before: State, after: State) -> bool:
    return (before.status, before.lifecycle) != (after.status, after.lifecycle)


def _postings(old: Iterator[Line], contents: Contents) -> Iterator[Line]:
    prefix = f"{contents.source}:"
    ids = (line_of({"id": prefix + key}) for key in sorted(contents.after))
    for line, name in delta.paired(old, ids):
        if name is None:
            continue
        key = id_of(name).removeprefix(prefix)
        if key in contents.fresh:
            yield contents.journal.part(key, "line")
        elif line is None:
            raise ValueError(f"{prefix}{key} has no line in the last good run")
        elif _amends(contents.before[key], contents.after[key]):
            yield amended(line, contents.after[key])
        else:
            yield line


def _side_lines(old: Iterator[Line], contents: Contents, part: str) -> Iterator[Line]:
    prefix = f"{contents.source}:"
    ids = (line_of({"id": prefix + key}) for key in sorted(contents.fresh))
    for line, name in delta.paired(old, ids):
        if name is not None:
            said = contents.journal.part(id_of(name).removeprefix(prefix), part)
            yield name[:-2] + b"," + said[1:]  # two objects as one
        elif line is not None and id_of(line).removeprefix(prefix) in contents.after:
            yield line


def _evidence(contents: Contents, posting: str) -> Any:
    return json.loads(contents.after[posting.removeprefix(f"{contents.source}:")].evidence or "null")
