"""Every platform on a night when its board is not there, is empty, is in maintenance or answers in
another form: the night has a named reason, and the last good feed stays. And a board of two
thousand postings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawlers.contract.boards import Board
from crawlers.demo.platforms.boards import REPLICAS
from crawlers.demo.platforms.server import Platform, Served
from crawlers.demo.printing.replica import Answer
from crawlers.feed.run.outcome import Outcome
from crawlers.plugins.discovery import find_by_name
from tests.commands.typed import postings_of, typed
from tests.feed.crawling import crawl
from tests.platforms.test_feed import STAGES, day_of, feed
from tests.platforms.test_lists import STATES_ZERO

EVERY_DAY = ("greenhouse", "workday", "jobvite")
"""The ordinary run tries these; the slow one all."""
WITH_A_WORD_FOR_IT = (
    *("bamboohr", "breezy", "pinpoint", "jazzhr"),
    *("icims", "successfactors", "successfactors_legacy"),
)
"""Platforms whose replicas know what the platform does when a board has left (quirk `unknown`)."""
BY_HOST = ("personio", "recruitee", "teamtailor", "phenom")
"""Boards that are a host of their own, where one that is not there is taken to answer 404: what
these platforms really do is not known."""
LIKE_EMPTY = ("smartrecruiters", "oracle_recruiting")
"""Platforms that answer for a board that is not there as for one without postings: the pages of the
known postings are asked for, and what they say is believed on the second night alone."""
OTHERS = {
    "taleo": "other.taleo.net/99",
    "oracle_recruiting": "other.fa.em2/CX_9",
    "workday": "other.wd3/other",
    "paylocity": "0c0ffee0-1111-4222-8333-999999999999/other",
    "taleo_be": "phe03/OTHER/37",
    "avature": "kestrel.avature.net/other",
}
"""Another board of the platform's, where its name has a form of its own."""
COPIES = 67
"""Of the replicas' board of thirty openings: 2,010 postings, past every page and limit but those of
10,000."""

each = pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=() if n in EVERY_DAY else pytest.mark.slow) for n in REPLICAS],
)


def without_the_board(name: str) -> Platform:
    """The platform on a night when it has not, or no longer, the board that is crawled."""
    if name in WITH_A_WORD_FOR_IT:
        return REPLICAS[name]("unknown", day=1)
    if name in BY_HOST:
        replica = REPLICAS[name](day=1)
        nothing = Answer(404, b"<html><body><h1>Not found</h1></body></html>")
        replica.answer = lambda asked: nothing  # type: ignore[method-assign]
        return replica
    return REPLICAS[name](day=1, board=OTHERS.get(name, "other"))


def night(root: Path, name: str, replica: Platform) -> Outcome:
    """A crawl of the usual board, whatever the platform has."""
    platform: Any = find_by_name(name)
    plugin = platform.of(REPLICAS[name].usual, name=f"{name}.kestrel")
    with Served(replica) as origin:
        return crawl(root, origin, "2026-03-03T09:00:00Z", plugin, STAGES)


def reason(outcome: Outcome) -> str | None:
    """Why the list was no good."""
    return next((gate.cause for gate in outcome.failed if gate.name == "list"), None)


@each
def test_a_bad_night_has_a_name_and_the_last_good_feed_stays(tmp_path: Path, name: str) -> None:
    assert day_of(tmp_path, name, 0).verdict == "published"
    path = tmp_path / f"{name}.kestrel.jsonl"
    good = path.read_bytes()
    assert len(feed(tmp_path, name)) == 30
    nights = {
        "unknown_board": without_the_board(name),
        "maintenance": REPLICAS[name]("maintenance", day=1),
        "changed_payload": REPLICAS[name]("changed", day=1),
    }
    for expected, replica in nights.items():
        done = night(tmp_path, name, replica)
        # a Taleo page that has lost its names is no section any more
        taleo = name == "taleo" and expected == "changed_payload"
        like_empty = name in LIKE_EMPTY and expected == "unknown_board"
        named = "unknown_board" if taleo else "empty_once" if like_empty else expected
        assert reason(done) == named, done
        assert done.verdict == "failed" and path.read_bytes() == good
    empty = night(tmp_path, name, REPLICAS[name]("empty", day=1))
    if name in STATES_ZERO:
        assert empty.verdict == "published", empty
        statuses = {posting["status"] for posting in feed(tmp_path, name).values()}
        assert statuses == {"open"}, "one empty night closes nothing"
    else:
        assert reason(empty) in ("empty_once", "no_records", "unknown_board"), empty
        assert empty.verdict != "published" and path.read_bytes() == good


@pytest.mark.slow
@pytest.mark.parametrize("name", REPLICAS)
def test_a_board_of_two_thousand_postings_is_crawled_and_refreshed(
    tmp_path: Path, name: str
) -> None:
    """By the command, on two days. Workday's board is beyond what its offsets reach: it is walked
    by facet."""
    for day, openings, added in ((0, 30, 30), (4, 32, 2)):
        replica = REPLICAS[name](copies=COPIES, day=day)
        feed = Board(name, replica.board_name).site
        with Served(replica) as origin:
            where = ("-a", f"board={replica.board_name}", "-a", f"origin={origin}")
            when = ("--as-of", f"2026-03-{2 + day:02}T09:00:00Z")
            done = typed(tmp_path, "crawl", name, *where, *when, seconds=900)
        assert done.code == 0, done.said
        assert f"{added * COPIES} added" in done.said, done.said
        assert len(postings_of(tmp_path, feed)) == openings * COPIES
