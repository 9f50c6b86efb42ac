"""A board of invented postings, and one run of the feed over it without a crawl: what the tests of
the feed layer share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawlers.contract.ledger import Fetched, Ledger
from crawlers.feed.format.clock import Clock
from crawlers.feed.format.folder import Folder
from crawlers.feed.judge.next_feed import Ending
from crawlers.feed.run.finish import finish
from crawlers.feed.run.outcome import Outcome
from crawlers.feed.run.record import PostingRecorder
from crawlers.feed.run.run import Run, RunOptions
from crawlers.posting import JobPosting, Reading, Removed, Said
from crawlers.posting.parts.when import When
from crawlers.spider import Healthy
from tests.trades import TRADES


def posting(
    key: str | int, text: str = "", deadline: str | None = None, **fields: Any
) -> JobPosting:
    """Return an invented posting. deadline: the day of `valid_through`."""
    through = (
        When(raw=deadline, date=deadline, precision="day", latest=f"{deadline}T23:59:59Z")
        if deadline
        else None
    )
    return JobPosting(
        **{
            "id": f"demo:{key}",
            "source": "demo",
            "source_kind": "origin",
            "url": f"http://demo.example/jobs/{key}",
            "title": f"{TRADES[hash_of(key) % len(TRADES)]} {key}",
            "description": text or f"Work for hands, number {key}.",
            "valid_through": through,
            **fields,
        }
    )


def hash_of(key: str | int) -> int:
    """Return a number for a key that is the same in every process."""
    return sum(str(key).encode())


def reading(found: JobPosting) -> Reading:
    """Return what the last stage gives for a posting."""
    provenance = {"title": Said(found.title, "selector", "h1")}
    return Reading(found, provenance, [Removed("Share this", "site_line", 3)], [("Colour", "blue")])


@dataclass
class Walk:
    """What one run of the crawl gives. postings: read now. unchanged: keys the list shows
    unchanged. revalidated: keys whose page answers 304. dates_near, dates_far, asked: as in Ledger.
    The rest, too."""

    postings: Iterable[JobPosting] = ()
    unchanged: Iterable[str] = ()
    revalidated: Iterable[str] = ()
    gone: Mapping[str, str] = field(default_factory=dict)
    given_up: Mapping[str, str] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)
    lost: Iterable[str] = ()
    proof: Any = "last_page"
    list_failures: Iterable[tuple[str, str]] = ()
    verified_empty: bool = False
    asked: int = 0
    dates_near: int = 0
    dates_far: int = 0
    ending: Ending = field(default_factory=Ending)
    accept: bool = False
    expect: Healthy = field(default_factory=Healthy)


def begin(root: Path, now: str, name: str = "demo") -> Run:
    """Begin a run of the feed `name`, at an instant or a day."""
    return Run.begin(Folder(root, name), Clock.at(now), RunOptions("test"))


def play(root: Path, now: str, walk: Walk, name: str = "demo") -> Outcome:
    """Begin and finish a run."""
    run = begin(root, now, name)
    ledger = feed_in(run, walk)
    return finish(run, walk.ending, ledger, walk.expect, walk.accept)


def feed_in(run: Run, walk: Walk) -> Ledger:
    """Record in a run what the crawl gives, and return the ledger of it."""
    ledger = Ledger(
        proof=walk.proof, verified_empty=walk.verified_empty, list_failures=list(walk.list_failures)
    )
    ledger.gone, ledger.given_up, ledger.not_modified = (
        dict(walk.gone),
        dict(walk.given_up),
        {*walk.unchanged, *walk.revalidated},
    )
    ledger.revalidated, ledger.asked = set(walk.revalidated), walk.asked
    ledger.dates_near, ledger.dates_far = walk.dates_near, walk.dates_far
    recorder = PostingRecorder(run)
    for found in walk.postings:
        key = found.id.partition(":")[2]
        ledger.listed[key] = found.url or ""
        ledger.fetched[key] = Fetched(at=run.now, etag=f'"{key}"')
        recorder.keep(reading(found), ledger.fetched[key])
    for key, reason in walk.dropped.items():
        recorder.reject(key, None, "dropped", reason)
    for key in walk.lost:
        recorder.reject(key, None, "lost", "error: RuntimeError")
    for key in (*ledger.not_modified, *walk.gone, *walk.given_up, *walk.dropped, *walk.lost):
        ledger.listed.setdefault(key, f"http://demo.example/jobs/{key}")
    return ledger


def lines(folder: Folder) -> dict[str, dict[str, Any]]:
    """Return the current postings of a feed, by key."""
    import json

    records = [json.loads(line) for line in folder.fixed.read_bytes().splitlines()]
    return {record["id"].partition(":")[2]: record for record in records}
