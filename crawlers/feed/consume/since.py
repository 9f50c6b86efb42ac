"""What changed since a day or a run: the net difference of two runs that are kept.

    changed = since("feeds/all", "2031-03-02")
    for change in changed.changes(): ...

However many runs lie between, each posting has one change: added, updated, closed or reopened, or
`drop` where it left without being closed (its site was removed). Where the run of that day was
tidied away, or the feed began anew since, every current posting is an `add` and `whole` says so:
empty your table first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from errno import ENOENT
from pathlib import Path

from crawlers.feed.consume.change import Change, change_of
from crawlers.feed.consume.source import (
    LARGEST_POINTER,
    TIME_LIMIT,
    Missing,
    PublishedFeed,
)
from crawlers.feed.format import delta, disk
from crawlers.feed.format.check import reading
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import RUN_ID
from crawlers.feed.format.manifest import Manifest
from crawlers.feed.format.shape import read_as

MOST_RUNS = 10_000
"""Runs that are gone back over; thirty are kept."""


class NoPoint(ValueError):
    """What changes are asked for since is no day, no instant and no run; the message says so."""


@dataclass(frozen=True, slots=True)
class Since:
    """What changed.

    feed, run_id: the feed, and the run that the changes lead to. base: the run that they start
    from; None where they are the whole feed. why: in words, why they are the whole feed; "" where
    they are not. runs: how many runs lie between. lines: the changes, as lines of `changes.jsonl`;
    read once.
    """

    feed: str
    run_id: str
    base: str | None
    why: str
    runs: int
    lines: Iterator[bytes]

    @property
    def whole(self) -> bool:
        """Whether the changes are all postings of the feed, each an `add`."""
        return self.base is None

    def changes(self) -> Iterator[Change]:
        """Yield the changes, typed; instead of `lines`, which are read once."""
        return map(change_of, self.lines)

    def write(self, file: Path) -> None:
        """Write the changes to a .parquet or .jsonl file, in one rename. Raise CannotExport, and
        what reading the feed raises."""
        from crawlers.feed.consume.changes_out import write_changes_file

        write_changes_file(file, self.lines, self.whole)


def since(where: str | Path, point: str, to: str = "", seconds: float = TIME_LIMIT) -> Since:
    """Return what changed since a point: a run's name, a day or an instant (the last run before it
    counts as known), or "" for the whole feed. to: the run that the changes lead to; "" for the
    current one. Raise Missing, Unsound, OutOfTime; NoPoint where `point` is none of them."""
    feed = PublishedFeed(where, seconds)
    return since_in(feed, feed.manifest(to) if to else feed.current(), point)


def since_in(feed: PublishedFeed, current: Manifest, point: str) -> Since:
    """Return `since` up to a run of a feed."""
    runs, why = _back_to(feed, current, point)
    if why:
        return Since(feed.where, current.run_id, None, why, 0, _whole(feed, current))
    base = runs[-1]
    lines = difference(feed, base, current)
    return Since(feed.where, current.run_id, base.run_id, "", len(runs) - 1, lines)


def difference(feed: PublishedFeed, base: Manifest, current: Manifest) -> Iterator[bytes]:
    """Yield the net changes from one kept run to another, as lines of `changes.jsonl`. Raise as
    `since` does."""
    before = feed.checked_file(base, "postings.jsonl")
    after = feed.checked_file(current, "postings.jsonl")
    with reading(f"{base.run_id} and {current.run_id}"):
        corrected = delta.corrected_between(base.corrections, current.corrections)
        yield from net_changes(before, after, corrected)


def net_changes(
    before: Iterable[bytes], after: Iterable[bytes], corrected: Set[str]
) -> Iterator[bytes]:
    """Yield the changes between two sorted feeds. What is missing in the second one left it: a
    posting that was closed by then without a change, another one with `drop`."""
    for old, new in delta.paired(before, after):
        if old == new:
            continue
        if new:
            yield delta.change(old, new, _no_evidence, corrected)[1]
        elif old and not delta.is_closed(old):
            yield delta.dropped(old)


def _no_evidence(posting: str) -> None:
    """The evidence of a close stands in the changes of its run."""


def _whole(feed: PublishedFeed, current: Manifest) -> Iterator[bytes]:
    for line in feed.checked_file(current, "postings.jsonl"):
        with reading("postings.jsonl"):
            added = delta.change(None, line, _no_evidence)[1]
        yield added


def _back_to(feed: PublishedFeed, current: Manifest, point: str) -> tuple[list[Manifest], str]:
    """Return the runs from the current one back to that of a point, and "", or why there is none
    to start from."""
    if not point:
        return [], "no point to start from was given"
    is_run = RUN_ID.fullmatch(point) is not None
    instant = "" if is_run else _instant(point)
    runs = [current]
    while not (runs[-1].run_id == point if is_run else runs[-1].started_at < instant):
        last = runs[-1]
        if last.previous is None:
            began = f"the feed began with {last.run_id}"
            return runs, f"{began}, which is after {point}" if not is_run else began
        try:
            before = feed.before(last)
        except Missing:
            gone = f"the run before {last.run_id} is no longer kept"
            return runs, f"{gone}, so what changed since {point} is not known"
        assert before
        if (is_run and before.run_id < point) or len(runs) > MOST_RUNS:
            return runs, f"{point} is not a run that led to {current.run_id}"
        runs.append(replace(before, sources=[]))  # many are kept together
    return runs, ""


def _instant(point: str) -> str:
    """Return the instant of a day or an instant. Raise NoPoint where it is none."""
    try:
        return Clock.at(point).now()
    except ValueError:
        raise NoPoint(f"{point[:40]!r} is no day, no instant and no run") from None


# --- The cursor


class OtherFeed(ValueError):
    """A cursor or a copy is of another feed than the one that is read; the message says so."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cursor or a copy is: the run that its owner has, and the feed, "" where an older
    version wrote it."""

    run_id: str = ""
    feed: str = ""

    def require(self, feed: str, what: str) -> None:
        """Raise OtherFeed where this is of another feed. what: the cursor or the copy, in words."""
        if self.feed not in ("", feed):
            raise OtherFeed(f"{what} is of the feed {self.feed}, not of {feed}; give another one")

    def text(self) -> bytes:
        """Return the file that says this."""
        return json.dumps({"run_id": self.run_id, "feed": self.feed}).encode() + b"\n"


@contextmanager
def from_cursor(where: str | Path, cursor: Path, seconds: float = TIME_LIMIT) -> Iterator[Since]:
    """Give what changed since the run that a cursor file names, for the length of a `with`; then
    move the cursor. An error in the `with` leaves it where it was, so the next call gives the same
    changes and more: load them so that twice does no harm.

    cursor: made where it is missing; the whole feed comes first. Raise as `since` does; Unsound
    where the cursor is damaged, OtherFeed where it is of another feed, OSError where it cannot be
    written.
    """
    if not cursor.parent.is_dir():  # said before all the work, not after it
        raise FileNotFoundError(ENOENT, "there is no such folder", str(cursor.parent))
    feed = PublishedFeed(where, seconds)
    current, known = feed.current(), read_cursor(cursor)
    known.require(current.feed, f"the cursor {cursor.name}")
    changed = since_in(feed, current, known.run_id)
    yield changed
    disk.replace(cursor, Position(changed.run_id, current.feed).text())


def read_cursor(cursor: Path) -> Position:
    """Return where a cursor file is; nowhere yet where there is no file. Raise Unsound where it
    names no run."""
    try:
        with cursor.open("rb") as file:
            text = file.read(LARGEST_POINTER)
    except FileNotFoundError:
        return Position()
    with reading(f"the cursor {cursor.name} is damaged; remove it to begin with the whole feed"):
        position = read_as(Position, json.loads(text))
        if not RUN_ID.fullmatch(position.run_id):
            raise ValueError(f"{position.run_id} is not a run")
    return position
