"""The law of changes holds for whatever nights may bring: the postings of a run, without those that
left, and with its changes, are the postings of the next run, byte for byte."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawlers.feed.consume.verify import verify
from crawlers.feed.format.folder import Folder
from crawlers.posting.parts.places import Location
from crawlers.posting.schema import JobPosting, Organization
from tests.feed.board import Walk, play, posting

KEYS = tuple(map(str, range(8)))
JOBS = (
    ("Cook", "Quill & Larder", "Leeds"),
    ("Pilot", "Harbour Lines", "Bergen"),
    ("Clerk", "Tin Bank", "Cork"),
)
START = date(2031, 3, 25)
"""Five days before clocks go ahead in Europe."""
READ = [("read", job, edition) for job in range(len(JOBS)) for edition in range(3)]
OTHERS = [
    (how, 0, 0)
    for how in ("unchanged", "revalidated", "gone", "given_up", "dropped", "lost", "absent")
]
"""What may become of a posting in a night: the job that stands under its id and its edition, or why
nothing was read."""
OUTCOMES = st.sampled_from([*READ, ("unchanged", 0, 0), ("revalidated", 0, 0), *OTHERS])
NIGHTS = st.lists(
    st.tuples(
        st.lists(OUTCOMES, min_size=len(KEYS), max_size=len(KEYS)),
        st.sampled_from([1, 1, 1, 2, 30, 95, -3]),  # days since the night before
        st.sampled_from(["last_page", "last_page", "last_page", None]),
    ),
    min_size=2,
    max_size=7,
)
SEEN: Counter[str] = Counter()


def job(key: str, number: int, edition: int) -> JobPosting:
    """Return a posting; its second edition has a deadline, its third one says that it is over."""
    title, employer, city = JOBS[number]
    return posting(
        key,
        f"The work of a {title.lower()}, edition {edition}.",
        deadline="2031-04-10" if edition == 1 else None,
        title=title,
        organization=Organization(name=employer),
        locations=[Location(raw=city, city=city)],
        flags=["expired"] if edition == 2 else [],
    )


def walk_of(outcomes: list[tuple[str, int, int]], proof: Any) -> Walk:
    def those(how: str) -> list[str]:
        return [key for key, each in zip(KEYS, outcomes, strict=True) if each[0] == how]

    read = [
        job(key, number, edition)
        for key, (how, number, edition) in zip(KEYS, outcomes, strict=True)
        if how == "read"
    ]
    return Walk(
        postings=read,
        unchanged=those("unchanged"),
        revalidated=those("revalidated"),
        gone=dict.fromkeys(those("gone"), "http_410"),
        given_up=dict.fromkeys(those("given_up"), "timeout"),
        dropped=dict.fromkeys(those("dropped"), "invalid: x"),
        lost=those("lost"),
        proof=proof,
        accept=True,
    )


def applied(before: list[bytes], run: Path) -> dict[str, bytes]:
    """Return by id the lines that the changes of a run make of those before it."""
    gone = json.loads((run / "manifest.json").read_bytes())["dropped"]["closed_before"]
    made: dict[str, bytes] = {}
    for line in before:
        record = json.loads(line)
        closed = record["lifecycle"]["closed_at"]
        if record["status"] == "open" or closed >= gone:
            made[record["id"]] = line
    for line in (run / "changes.jsonl").read_bytes().splitlines(keepends=True):
        change = json.loads(line)
        assert (change["op"] == "add") == (change["id"] not in made), change
        SEEN[f"{change['op']} {change.get('reason') or ''}".strip()] += 1
        made[change["id"]] = line.partition(b',"record":')[2].removesuffix(b"}\n") + b"\n"
    return made


def check(nights: list[tuple[list[tuple[str, int, int]], int, Any]], root: Path) -> None:
    folder, day = Folder(root, "demo"), START
    play(root, f"{day}", walk_of([("read", 0, 0)] * len(KEYS), "last_page"))
    before, known = folder.fixed.read_bytes().splitlines(keepends=True), folder.latest_id()
    for outcomes, days, proof in nights:
        day += timedelta(days=days)
        play(root, f"{day}", walk_of(outcomes, proof))
        assert verify(folder.path).problems == []
        now = folder.fixed.read_bytes().splitlines(keepends=True)
        run_id = folder.latest_id()
        if run_id == known:
            assert now == before, "a run that was withheld changes nothing"
            SEEN["withheld"] += 1
            continue
        assert run_id and known and run_id > known
        made = applied(before, folder.run(run_id))
        assert [made[name] for name in sorted(made)] == now
        before, known = now, run_id


ALL = [("read", 0, 0)] * len(KEYS)
BACK = [("read", 1, 0), *ALL[1:]]
ABSENT = [("absent", 0, 0), *ALL[1:]]
EXAMPLES = (
    [(BACK, 1, "last_page"), (ALL, 1, "last_page"), (BACK, 1, "last_page")],
    [(ABSENT, 1, "last_page"), (ABSENT, 1, "last_page"), (ALL, 1, "last_page")],
    [(ABSENT, 1, "last_page"), (ABSENT, 1, "last_page"), (ALL, 95, "last_page")],
)
SETTINGS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "derandomize": True,
}


@settings(max_examples=20, **SETTINGS)
@given(NIGHTS)
@example(EXAMPLES[0])
@example(EXAMPLES[1])
@example(EXAMPLES[2])
def live_a_few(nights: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        check(nights, Path(folder))


def test_a_few_lives() -> None:
    """They have all that can happen: a law that nothing tests proves nothing."""
    SEEN.clear()
    live_a_few()
    wanted = {"add", "update", "reopen", "withheld"}
    wanted |= {f"close {reason}" for reason in ("absent", "gone", "deadline", "id_reused")}
    assert wanted <= {*SEEN}, SEEN


@pytest.mark.slow
@settings(max_examples=400, **SETTINGS)
@given(NIGHTS)
def test_many_lives(nights: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        check(nights, Path(folder))
