"""What a run knows of a posting, and when it is its turn to be asked for again."""

from __future__ import annotations

from crawlers.contract.declarations import RECHECK_DAYS
from crawlers.feed.format.clock import later
from crawlers.feed.store.known_postings import KnownPostings
from crawlers.feed.store.sqlite import SqliteStore
from crawlers.feed.store.state import State

BEGAN = "2031-01-01T00:00:00Z"
KEYS = [str(number) for number in range(300)]


def _due(before: str, now: str) -> set[str]:
    store = SqliteStore()
    store.mirror("run", [State(key, fetched_at=BEGAN) for key in KEYS])
    return {key for key, known in KnownPostings(store, {}, before, now).items() if known.recheck}


def test_whatever_was_read_is_due_within_the_days_of_recheck() -> None:
    turns = [
        _due(later(BEGAN, days=day), later(BEGAN, days=day + 1)) for day in range(RECHECK_DAYS)
    ]
    assert set().union(*turns) == set(KEYS)


def test_a_plugin_says_how_often() -> None:
    store = SqliteStore()
    store.mirror("run", [State(key, fetched_at=BEGAN) for key in KEYS])
    known = KnownPostings(store, {}, BEGAN, later(BEGAN, days=1), recheck=1)
    assert all(each.recheck for each in known.values())


def test_what_a_clock_that_was_ahead_read_is_due() -> None:
    assert _due(later(BEGAN, days=365), later(BEGAN, hours=1)) == set(KEYS)
    assert _due(later(BEGAN, days=-2), later(BEGAN, days=-1)) == set(KEYS)


def test_in_a_week_each_posting_is_due_once_however_often_the_site_is_read() -> None:
    for hours in (1, 24, 56):
        turns = [
            _due(later(BEGAN, hours=at), later(BEGAN, hours=at + hours))
            for at in range(2 * 24, 9 * 24, hours)
        ]
        assert sorted(key for turn in turns for key in turn) == sorted(KEYS)


def test_a_day_is_the_turn_of_a_seventh() -> None:
    day = len(_due(later(BEGAN, days=9), later(BEGAN, days=10)))
    assert len(KEYS) / 14 < day < len(KEYS) / 3.5


def test_what_was_absent_or_gone_is_not_known() -> None:
    store = SqliteStore()
    store.mirror(
        "run",
        [State("1"), State("2", closed_reason="absent"), State("3", closed_reason="deadline")],
    )
    known = KnownPostings(store, {"4": State("4", url="http://x/4")}, BEGAN, BEGAN)
    assert sorted(known) == ["1", "3", "4"] and len(known) == 3
    assert known["4"].done and "2" not in known
    assert known["1"].is_open
    anew = KnownPostings(store, {}, BEGAN, BEGAN, anew=True)
    assert sorted(anew) == ["1", "3"] and not anew["1"].recheck


def test_a_notice_of_the_last_night_is_looked_at_once_more() -> None:
    at = {"closed_reason": "closed_notice", "status": "closed", "fetched_at": BEGAN}
    store = SqliteStore()
    store.mirror(
        "run",
        [State("1", closed_at=later(BEGAN, days=1), **at), State("2", closed_at=BEGAN, **at)],
    )
    yesterday, today = later(BEGAN, days=1), later(BEGAN, days=2)
    assert sorted(KnownPostings(store, {}, yesterday, today)) == ["2"]
    assert sorted(KnownPostings(store, {}, today, later(BEGAN, days=3))) == ["1", "2"]


def test_an_answer_stands_for_its_line_while_the_same_code_reads_it_and_nothing_is_open() -> None:
    read = {"answer": "0123456789abcdef", "code": "c1", "fetched_at": BEGAN}
    store = SqliteStore()
    store.mirror(
        "run",
        [
            State("settled", **read),
            State("of other code", **{**read, "code": "c0"}),
            State("page was gone", **read, gone="run"),
            State("overdue", **read, deadline=BEGAN),
            State("closed", **read, status="closed", closed_reason="deadline"),
        ],
    )
    known = KnownPostings(store, {}, BEGAN, later(BEGAN, days=1), code="c1")
    assert {key for key, each in known.items() if each.answer} == {"settled"}
    known.clock_is_off = lambda: True
    assert known["settled"].answer is None
