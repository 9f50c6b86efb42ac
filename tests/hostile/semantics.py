"""S: well-formed answers of a site that are wrong. Each is a day of the whole site, after a good
one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from html import escape
from typing import Any

from tests.hostile.behaviours import GOOD, Behaviour
from tests.hostile.pages import BODY, ESCAPES, OBEYED, TITLE, listing, posting
from tests.hostile.server import Answer, Wire, not_found

ALL = range(1, GOOD + 1)
RECORDS = "/v1/boards/halyard/jobs"

MOST = 2 * GOOD
"""The most requests of a day, whatever the site does."""
stale = partial(Behaviour, verdict="source stale", most=MOST)
published = partial(Behaviour, verdict="published", most=MOST)


def site(
    postings: Callable[[int], str | Answer] | None = None,
    lists: str | Answer | None = None,
    keys: Iterable[int] = ALL,
) -> Answer:
    """Return a day of the site. postings: by number, the page or what happens instead; None for
    good ones. lists: the same for its list. keys: the postings that it has."""
    shown = list(keys)
    postings = postings or (lambda number: posting(number=number))

    def answer(wire: Wire) -> None:
        path = wire.asked.path.partition("?")[0]
        number = path.removeprefix("/jobs/")
        if path == "/list":
            _do(lists or listing(shown), wire)
        elif number.isdecimal() and int(number) in shown:
            _do(postings(int(number)), wire)
        else:
            not_found(wire)

    return answer


def _do(what: str | Answer, wire: Wire) -> None:
    wire.page(what) if isinstance(what, str) else what(wire)


def says(*sentences: str, title: str = "Halyard Quay") -> str:
    """Return a page with these sentences only."""
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


LOGIN = says("Please sign in to continue.", title="Sign in")
CAPTCHA = says("Verify you are human by completing the action below.", title="Just a moment...")
CONSENT = says(
    "Before you continue, accept all cookies or manage your choices.", title="We value your privacy"
)
MISSING = says("The page you are looking for does not exist.", title="Page not found")
NONE = "There are no open positions at the moment."


# --- Lists without an end


def endless(wire: Wire) -> None:
    """Answer with list pages that all have new postings and a next page."""
    page = int(wire.asked.path.partition("?page=")[2] or 0)
    wire.page(
        listing(range(page * 10, page * 10 + 10), f'<a href="/list?page={page + 1}">Next</a>')
    )


def round_and_round(wire: Wire) -> None:
    """Answer with list pages that all have the same postings and a next page."""
    page = int(wire.asked.path.partition("?page=")[2] or 0)
    wire.page(listing(ALL, f'<a href="/list?page={page + 1}">Next</a>'))


def any_posting(wire: Wire) -> None:
    """Answer with a posting for every number, for a list without an end."""
    path = wire.asked.path.partition("?")[0]
    if path == "/list":
        endless(wire)
    elif path.startswith("/jobs/"):
        wire.page(posting(number=path[6:]))
    else:
        not_found(wire)


# --- Postings under other names, other postings under their names


def session(wire: Wire) -> None:
    links = "".join(
        f'<a href="/jobs/{number}?sid=a{number}b{wire.asked.at:.0f}">Posting</a>' for number in ALL
    )
    wire.page(f"<html><body><h1>Openings</h1>{links}</body></html>")


def twice(wire: Wire) -> None:
    wire.page(
        listing(
            [*ALL, *ALL], "".join(f'<a href="/jobs/{number}/?ref=top">Again</a>' for number in ALL)
        )
    )


def many_addresses(number: int) -> str:
    """Answer with one and the same posting after the good ones."""
    return posting(number=number if number <= GOOD else GOOD)


def half_the_list(wire: Wire) -> None:
    """Cut the list in the middle, without a length that would show it."""
    whole = listing(ALL).encode()
    wire.head()
    wire.raw(whole[: len(whole) // 2])


def marked(wire: Wire) -> None:
    """Send a validator that changes with every answer."""
    wire.page(posting(number=wire.asked.path.rpartition("/")[2]), 200, f'ETag: "{wire.asked.at}"')


def in_the_future(wire: Wire) -> None:
    wire.page(
        posting(number=wire.asked.path.rpartition("/")[2]),
        200,
        "Date: Sun, 04 Mar 2091 12:00:00 GMT",
    )


def other_markup(number: int) -> str:
    """Send every other request a page with other markup."""
    if number % 2:
        return posting(number=number)
    rows = {
        "Employer": "Halyard Quay Ropeworks",
        "Location": "Bergen, Norway",
        "Reference": f"HQ-{number}",
    }
    table = "".join(f"<tr><th>{label}<td>{value}" for label, value in rows.items())
    return (
        f"<html lang=en><body><div><h1>{TITLE} "
        f"{number}</h1></div><table>{table}</table><article>{BODY}</article></body>"
        f"</html>"
    )


def own_text(title: str, number: int) -> str:
    """Return a page with a wrong title and the text of its posting."""
    return posting(
        title=title,
        body=f"{BODY}<p>This is walk {number}, and it is one of the best that the quay "
        f"has for you.</p>",
    )


# --- Records


def records(numbers: Iterable[Any] = ALL, total: int | None = None) -> str:
    """Answer as the board of records. total: the total that it states."""
    jobs: list[dict[str, Any]] = [
        {
            "id": number,
            "title": f"{TITLE} {number}",
            "absolute_url": f"https://boards.greenhouse.io/halyard/jobs/{number}",
            "location": {"name": "Bergen, Norway"},
            "content": escape(f"{BODY}<p>Walk {number} of the quay.</p>"),
        }
        for number in numbers
    ]
    return json.dumps({"jobs": jobs, "meta": {"total": len(jobs) if total is None else total}})


def on_records(text: str) -> Answer:
    """Return a day of the board of records."""
    return lambda wire: (
        wire.page(text, kind="application/json")
        if wire.asked.path.startswith(RECORDS)
        else not_found(wire)
    )


def costs_itself(crawled: Any) -> bool:
    """Check that one record was given up for its id, that the board is as it was, and that nothing
    of the id can be obeyed by a terminal that shows the log."""
    log = (crawled.root / f"{crawled.site}.log").read_text(errors="surrogateescape")
    return (
        same_as_before(crawled)
        and [reason.partition(":")[0] for reason in crawled.rejects.values()] == ["bad_id"]
        and OBEYED.search(log + crawled.printed + "".join(crawled.rejects)) is None
    )


def same_as_before(crawled: Any) -> bool:
    """Check that every posting of the good day is there once, with its own title."""
    return {key: record["title"] for key, record in crawled.records.items()} == {
        str(n): f"{TITLE} {n}" for n in ALL
    }


def of_whom(count: int) -> Callable[[Any], bool]:
    return lambda crawled: len(crawled.open) == count


SEMANTICS: list[Behaviour] = [
    stale("S01 pages that are gone answer 200", site(lambda number: MISSING), reason="soft_404"),
    published(
        "S01b a tenth of them",
        site(lambda number: MISSING if number % 10 == 0 else posting(number=number)),
        holds=same_as_before,
    ),
    stale("S02 the list wants a login", site(lists=LOGIN), reason="login_wall"),
    stale("S02b the postings want a login", site(lambda number: LOGIN), reason="login_wall"),
    stale("S03 the list wants a captcha", site(lists=CAPTCHA), reason="captcha"),
    stale("S03b the postings want a captcha", site(lambda number: CAPTCHA), reason="captcha"),
    stale("S03c the list wants consent", site(lists=CONSENT), reason="no_postings"),
    stale("S03d the postings want consent", site(lambda number: CONSENT), reason="consent_wall"),
    stale("S04 an empty list", site(lists=says("Openings")), reason="no_postings"),
    stale(
        "S05 a list without an end",
        any_posting,
        reason="page_budget",
        most=3 * GOOD + 301,
        settings={"DOWNLOAD_DELAY": 0.01},
    ),
    stale(
        "S06 a list in circles", site(lists=round_and_round), reason="endless_paging", most=GOOD + 6
    ),
    published("S07 validators that change", site(lambda number: marked), holds=same_as_before),
    published("S08 postings listed twice", site(lists=twice), holds=same_as_before),
    published(
        "S09 one posting under 10 addresses",
        site(many_addresses, keys=range(1, GOOD + 11)),
        holds=of_whom(GOOD + 10),
        most=MOST + 10,
    ),
    stale(
        "S09b one posting under 50 addresses",
        site(many_addresses, keys=range(1, GOOD + 51)),
        reason="new_ids",
        most=MOST + 50,
    ),
    stale(
        "S10 redesign: nothing is where it was",
        site(lambda number: says("Welcome to the quay.")),
        reason="same_title",
    ),
    stale(
        "S10b redesign: other addresses",
        site(lists=listing(ALL).replace("/jobs/", "/positions/")),
        reason="no_postings",
    ),
    stale(
        "S11 redesign: the employer is where the title was",
        site(lambda number: own_text("Halyard Quay", number)),
        reason="same_title",
    ),
    stale(
        "S12 states 100, gives 20",
        on_records(records(range(1, 21), 100)),
        site="records",
        reason="fewer_than_stated",
    ),
    stale("S13 half of the list", site(lists=half_the_list), reason="shrink"),
    published(
        "S14 one posting is gone at once",
        site(lambda number: (lambda w: w.page("", 410)) if number == 7 else posting(number=number)),
        holds=of_whom(GOOD - 1),
    ),
    published("S15 sessions in addresses", site(lists=session), holds=same_as_before),
    published(
        "S16 a number for another job",
        site(lambda n: posting(title="Sail Loft Lead" if n == 7 else TITLE, number=n)),
        holds=lambda c: c.records["7"]["title"] == "Sail Loft Lead 7",
    ),
    stale(
        "S17 all are called Loading...",
        site(lambda number: own_text("Loading...", number)),
        reason="same_title",
    ),
    published("S18 two makes of a page", site(other_markup), holds=same_as_before),
    published(
        "S19 a clock in the future", site(lambda number: in_the_future), holds=same_as_before
    ),
    stale(
        "S20 records: 200 with an error",
        on_records(json.dumps({"error": "backend unavailable"})),
        site="records",
        reason="changed_payload",
    ),
    *(
        stale(
            f"S21{at} {drop} % fewer",
            site(keys=range(1, GOOD + 1 - GOOD * drop // 100)),
            reason="shrink",
        )
        for at, drop in zip(("", "b", "c"), (30, 50, 90), strict=True)
    ),
    stale("S21d all are gone", site(keys=[]), reason="empty_once"),
    published("S22 none, and it says so", site(lists=says(NONE)), holds=of_whom(GOOD)),
    *(
        published(
            f"S24{at} an id {words}",
            on_records(records([*ALL, key])),
            site="records",
            holds=costs_itself,
        )
        for at, words, key in (
            ("", "of escape sequences", ESCAPES),
            ("b", "of half a character", "9\ud800"),
            ("c", "of 100,000 characters", "9" * 100_000),
        )
    ),
    stale(
        "S23 robots.txt fails after a good day",
        lambda w: w.page("", 503) if w.asked.path == "/robots.txt" else site()(w),
        reason="robots_unsettled",
    ),
]
