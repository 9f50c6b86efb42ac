"""P: what a site asks of crawlers, in answers and in robots.txt. Each behaviour has its own host,
as waits and rules are kept by host."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

from tests.hostile.behaviours import Behaviour, closed, item, quarantined, refused
from tests.hostile.pages import posting
from tests.hostile.server import Answer, Wire, not_found

FORBID = "User-agent: *\nDisallow: /\n"
FAR = 600_000
"""Bytes; a robots.txt is read up to 500 KiB (RFC 9309 2.5)."""
TRIES = 4
"""How often a page is requested: once, and RETRY_TIMES of crawlers/settings.py."""
BACKOFF, DELAY = 1.0, 0.5
LEAST = DELAY / 2
"""The least seconds between two requests to a host; Scrapy varies its delay by half."""
GROUND = {
    "RETRY_TIMES": TRIES - 1,
    "JOBWIRE_BACKOFF": BACKOFF,
    "DOWNLOAD_DELAY": DELAY,
    "JOBWIRE_PATIENCE": 30.0,
}
UNSETTLED, FORBIDDEN = "robots_unsettled", "robots_forbidden"


def good(wire: Wire) -> None:
    """Answer with the requested posting, as it should be."""
    wire.page(posting(number=wire.asked.path.rpartition("/")[2]))


def answers(*statuses: int | str, headers: tuple[str, ...] = ()) -> Answer:
    """Return an answer that gives these one after the other, then good ones."""

    def answer(wire: Wire) -> None:
        if wire.asked.visit <= len(statuses):
            wire.page(
                "<html><body>Not now.</body></html>", statuses[wire.asked.visit - 1], *headers
            )
        else:
            good(wire)

    return answer


def always(status: int) -> Answer:
    return lambda wire: wire.page("<html><body>No.</body></html>", status)


def after_a_date(wire: Wire) -> None:
    """Ask to come back at an instant at least two seconds away."""
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    answers(429, headers=(f"Retry-After: {when}",))(wire)


def flaps(wire: Wire) -> None:
    """Answer every other request with 503."""
    (always(503) if wire.asked.visit % 2 else good)(wire)


# --- robots.txt


def rules(text: str | bytes, status: int = 200) -> Answer:
    return lambda wire: wire.page(text, status, kind="text/plain")


def to(address: str) -> Answer:
    return lambda wire: wire.page(
        b"", "302 Found", "Location: " + address.replace("{port}", str(wire.shared["victim"]))
    )


def round_in_circles(wire: Wire) -> None:
    to(f"{wire.asked.path}?again")(wire)


def fifty_megabytes(wire: Wire) -> None:
    """Send one valid rule, then comments."""
    wire.page(FORBID.encode() + b"# rope\n" * 7_000_000, kind="text/plain")


def without_end(wire: Wire) -> None:
    wire.head()
    wire.raw(FORBID.encode())
    wire.for_ever(b"# rope\n" * 1000)


def changes(wire: Wire) -> None:
    """Allow everything at the first request, and nothing later."""
    rules("" if wire.asked.number == 1 else FORBID)(wire)


alone = partial(item, alone=True)
none = partial(refused, answer=good, most=0, alone=True)
"""Rules that forbid every page."""
free = partial(item, answer=good, most=1, alone=True)
"""Rules that forbid none of these pages."""

POLITENESS: list[Behaviour] = [
    alone(
        "P01 429, two seconds",
        answers(429, headers=("Retry-After: 2",)),
        postings=2,
        most=3,
        gaps=(2.0, LEAST),
    ),
    alone("P02 429, a date", after_a_date, gaps=(2.0,)),
    alone("P03 429 and no word", answers(429, 429), most=3, gaps=(BACKOFF, 2 * BACKOFF)),
    refused(
        "P04 429, thirty years",
        answers(429, headers=("Retry-After: 1000000000",)),
        "parked",
        alone=True,
        most=1,
    ),
    refused(
        "P04b 429, a date beyond any calendar",
        answers(429, headers=(f"Retry-After: Fri, 31 Dec {10**25} 23:59:59 GMT",)),
        "parked",
        alone=True,
        most=1,
    ),
    alone(
        "P05 429, minus five seconds", answers(429, headers=("Retry-After: -5",)), gaps=(BACKOFF,)
    ),
    alone("P05b 429, soon", answers(429, headers=("Retry-After: soon",)), gaps=(BACKOFF,)),
    alone("P06 503 and good in turn", flaps, postings=2, most=4, gaps=(BACKOFF, LEAST)),
    alone(
        "P07 503 three times, then good",
        answers(503, 503, 503),
        most=4,
        gaps=(BACKOFF, 2 * BACKOFF, 4 * BACKOFF),
    ),
    quarantined(
        "P07b 503 five times",
        answers(*[503] * 5),
        "http_503",
        alone=True,
        most=4,
        gaps=(BACKOFF, 2 * BACKOFF),
    ),
    quarantined("P08 500 always", always(500), "http_500", alone=True, most=4),
    quarantined("P09 401", always(401), "http_401", alone=True, most=1),
    quarantined("P10 403", always(403), "http_403", alone=True, most=1),
    quarantined(
        "P10b 403, two seconds",
        answers(403, 403, headers=("Retry-After: 2",)),
        "http_403",
        alone=True,
        postings=2,
        gaps=(2.0,),
    ),
    closed("P11 404", always(404), "http_404", alone=True, most=1),
    closed("P12 410", always(410), "http_410", alone=True, most=1),
    none("P13 robots.txt 503", reason=UNSETTLED, robots=rules("", 503)),
    none("P14 robots.txt 500 that forbids", reason=UNSETTLED, robots=rules(FORBID, 500)),
    none("P15 robots.txt 429", reason=UNSETTLED, robots=rules("", 429)),
    free("P16 robots.txt 403", robots=rules(FORBID, 403)),
    free("P17 robots.txt 404", robots=not_found),
    free("P18 robots.txt 404 that forbids", robots=rules(FORBID, 404)),
    none("P19 robots.txt: hangs up", reason=UNSETTLED, robots=lambda wire: None),
    none("P20 robots.txt: silence", reason=UNSETTLED, robots=lambda wire: wire.wait(30)),
    free(
        "P21 robots.txt of 600 KB, forbids at its end",
        robots=rules(f"User-agent: *\n{'# rope' * (FAR // 6)}\nDisallow: /\n"),
    ),
    none(
        "P21b robots.txt of 400 KB, forbids at its end",
        reason=FORBIDDEN,
        robots=rules("# rope\n" * (FAR // 10) + FORBID),
    ),
    none("P22 robots.txt of 50 MB that forbids", reason=FORBIDDEN, robots=fifty_megabytes),
    none("P22b robots.txt without an end that forbids", reason=FORBIDDEN, robots=without_end),
    free(
        "P23 robots.txt is a page",
        robots=rules("<!DOCTYPE html>\n<html>\n<body>\n<h1>Not found</h1>\n</body>\n</html>"),
    ),
    none(
        "P23b robots.txt is a page with rules",
        reason=FORBIDDEN,
        robots=rules(f"<!DOCTYPE html><html><body><pre>\n{FORBID}</pre></body></html>"),
    ),
    none(
        "P24 robots.txt with a mark",
        reason=FORBIDDEN,
        robots=rules(codecs.BOM_UTF8 + FORBID.encode()),
    ),
    none("P25 robots.txt in UTF-16", reason=FORBIDDEN, robots=rules(FORBID.encode("utf-16"))),
    alone(
        "P26 Crawl-delay 5",
        good,
        postings=3,
        most=3,
        gaps=(5.0,),
        robots=rules("User-agent: *\nCrawl-delay: 5\n"),
    ),
    none(
        "P26b Crawl-delay of two hours",
        reason="parked",
        robots=rules("User-agent: *\nCrawl-delay: 7200\n"),
    ),
    none("P27 robots.txt forbids all", reason=FORBIDDEN, robots=rules(FORBID)),
    free("P28 robots.txt redirects for ever", robots=round_in_circles),
    none(
        "P29 robots.txt leads inside",
        reason=UNSETTLED,
        robots=to("http://127.0.0.1:{port}/robots.txt"),
    ),
    free(
        "P30 robots.txt of wildcards",
        robots=rules("User-agent: *\n" + f"Disallow: /{'*a' * 30}*b$\n" * 5000),
    ),
    alone("P31 robots.txt changes its mind", good, postings=3, most=3, robots=changes),
]
