"""What a run does for each way in which a robots.txt can answer (RFC 9309); the site's own log is
the witness."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.http import Response
from scrapy.settings import Settings

from crawlers.net.robots import MAX_BYTES, MAX_CRAWL_DELAY, Robots, decode_robots, read
from tests.net.board import Board
from tests.spider.walking import Answer, Route, Walk, crawl, crawl_apart, served

CLOSED = "User-agent: *\nDisallow: /\n"
OPEN = "User-agent: *\nDisallow: /private\n"


def board(robots: Route | str, **more: Route | str) -> dict[str, Route | str]:
    links = "".join(f'<a href="/jobs/{n}">Welder {n}</a>' for n in (4001, 4002))
    return {
        "/robots.txt": robots,
        "/jobs": f"<html><body>{links}</body></html>",
        "/jobs/4001": "<html><body><h1>Welder</h1><p>Joins plates of steel.</p></body></html>",
        "/jobs/4002": "<html><body><h1>Welder</h1><p>Joins tubes of copper.</p></body></html>",
        **more,
    }


def walk(
    robots: Route | str, settings: Mapping[str, Any] | None = None, **more: Route | str
) -> tuple[Walk, list[str]]:
    with served(board(robots, **more)) as site:
        done = crawl(Board, settings, origin=site.origin)
        return done, site.paths()


def long_robots(rule_at: int) -> bytes:
    """A robots.txt whose rule comes after so many bytes."""
    line = b"# " + b"x" * 97 + b"\n"
    return line * (rule_at // len(line)) + CLOSED.encode()


READ: dict[str, Route | str] = {
    "403": Answer(status=403),
    "401": Answer(status=401),
    "404": Answer(status=404),
    "410": Answer(status=410),
    "404 with a Disallow body": Answer(CLOSED, 404),
    "204": Answer(status=204),
    "HTML": Answer("<!DOCTYPE html>\n<html>\n<body>\n<h1>Not found</h1>\n</body>\n</html>"),
    "open": Answer(OPEN),
    "open, with a byte order mark": Answer(b"\xef\xbb\xbf" + OPEN.encode()),
    "open to us, closed to others": Answer(
        "User-agent: jobwire\nAllow: /\n\nUser-agent: *\nDisallow: /\n"
    ),
    "wildcards by the thousand": Answer("User-agent: *\nDisallow: /" + "*a" * 2000 + "*b$\n"),
    "redirect loop": Answer(status=302, headers={"Location": "/robots.txt"}),
    "redirect without a target": Answer(status=301),
    "rule behind the cap": Answer(long_robots(600 * 1024)),
    "far too long, open": Answer(OPEN.encode() + b"# padding\n" * (20 * 1024 * 1024 // 10)),
}
FORBIDDEN: dict[str, Route | str] = {
    "rules within HTML": Answer(
        "<!DOCTYPE html>\n<html><body><pre>\nUser-agent: *\nDisallow: /\n</pre></body></html>"
    ),
    "rules behind a less-than sign": Answer("<!-- ours -->\nUser-agent: *\nDisallow: /\n"),
    "closed": Answer(CLOSED),
    "closed, with a byte order mark": Answer(b"\xef\xbb\xbf" + CLOSED.encode()),
    "closed, UTF-16 with a mark": Answer(CLOSED.encode("utf-16")),
    "closed, UTF-16 without one": Answer(CLOSED.encode("utf-16-le")),
    "closed, UTF-16 the other way round": Answer(CLOSED.encode("utf-16-be")),
    "rule within the cap": Answer(long_robots(400 * 1024)),
    "far too long, closed": Answer(CLOSED.encode() + b"# padding\n" * (20 * 1024 * 1024 // 10)),
    "closed to us, open to others": Answer(
        "User-agent: jobwire\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    ),
    "closed to us with a version": Answer(
        "User-agent: JobWire/2.1\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    ),
}
UNSETTLED: dict[str, tuple[Route | str, str]] = {
    "503": (Answer(status=503), "http_503"),
    "500 with an Allow body": (Answer(OPEN, 500), "http_500"),
    "429": (Answer(status=429), "http_429"),
    "close": (Answer(drop=True), "connection"),
    "redirect to another port": (
        Answer(status=302, headers={"Location": "http://127.0.0.1:9/robots.txt"}),
        "private_address",
    ),
    "redirect to a file": (
        Answer(status=302, headers={"Location": "file:///etc/hostname"}),
        "scheme",
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_host_without_rules_against_us_is_read(case: str) -> None:
    done, paths = walk(READ[case])
    assert sorted(paths) == ["/jobs", "/jobs/4001", "/jobs/4002"]
    assert len(done.items) == 2
    assert done.ledger.complete


@pytest.mark.parametrize("case", FORBIDDEN)
def test_a_forbidden_page_is_not_asked_for(case: str) -> None:
    done, paths = walk(FORBIDDEN[case])
    assert paths == []
    assert not done.ledger.complete
    assert not done.ledger.robots_unsettled
    assert ("https://board.example/jobs", "robots_forbidden") in done.ledger.list_failures


@pytest.mark.parametrize("case", UNSETTLED)
def test_nothing_is_asked_while_the_rules_are_not_known(case: str) -> None:
    route, reason = UNSETTLED[case]
    done, paths = walk(route)
    assert paths == []
    assert done.items == []
    assert done.ledger.robots_unsettled
    assert not done.ledger.complete
    assert ("https://board.example/jobs", "robots_unsettled") in done.ledger.list_failures
    assert done.stats[f"jobwire/robots/unsettled/{reason}"] == 1


@pytest.mark.parametrize(
    ("robots", "reason"),
    [
        (FORBIDDEN["far too long, closed"], "robots_forbidden"),
        (Answer(drop=True), "robots_unsettled"),
        (Answer(OPEN), ""),
    ],
    ids=["far too long", "close", "open"],
)
def test_the_same_with_the_reactor_of_a_real_run(robots: Route, reason: str) -> None:
    with served(board(robots)) as site:
        done = crawl_apart(Board, origin=site.origin)
        assert len(site.paths()) == (0 if reason else 3)
        assert site.sent < 10_000_000  # of the 20 MB: what was under way when the crawler hung up
    assert [failure[1] for failure in done["ledger"]["list_failures"]] == (
        [reason] if reason else []
    )


def test_a_silent_host_is_not_known_either() -> None:
    done, paths = walk(Answer(wait=1.5), {"DOWNLOAD_TIMEOUT": 0.3})
    assert paths == []
    assert done.stats["jobwire/robots/unsettled/timeout"] == 1


def test_a_rule_for_some_pages_keeps_only_those_back() -> None:
    done, paths = walk(Answer("User-agent: *\nDisallow: /jobs/4002\n"))
    assert sorted(paths) == ["/jobs", "/jobs/4001"]
    assert done.ledger.given_up == {"4002": "robots_forbidden"}


def test_robots_is_asked_for_once() -> None:
    with served(board(Answer(OPEN))) as site:
        crawl(Board, origin=site.origin)
        assert [asked.path for asked in site.log].count("/robots.txt") == 1
        assert site.log[0].path == "/robots.txt"


def test_a_redirected_robots_counts() -> None:
    moved = Answer(status=301, headers={"Location": "/rules.txt"})
    done, paths = walk(moved, **{"/rules.txt": Answer(CLOSED)})
    assert paths == ["/rules.txt"]
    assert done.items == []


def test_crawl_delay_is_kept_between_all_requests() -> None:
    with served(board(Answer("User-agent: *\nCrawl-delay: 0.4\n"))) as site:
        crawl_apart(Board, origin=site.origin)
        times = [asked.at for asked in site.log]
        assert len(times) == 4
        # measured where they arrive
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.35


def test_request_rate_counts_as_a_delay_and_a_long_delay_is_capped() -> None:
    def rules(text: str) -> Any:
        return read(Response("https://board.example/robots.txt", body=text.encode()))

    assert rules("User-agent: *\nRequest-rate: 1/10\n").delay("jobwire") == 10
    assert rules("User-agent: *\nCrawl-delay: 1800\n").delay("jobwire") == 1800
    assert rules("User-agent: other\nCrawl-delay: 5\n").delay("jobwire") == 0


@pytest.mark.parametrize(
    "line",
    [f"Crawl-delay: {'9' * 400}", "crawl-delay : 1e400", "Crawl-delay: inf # please",
     f"Request-rate: 1/{'9' * 5000}", f"Request-rate: 1/{'9' * 5000}d"],
)  # fmt: skip
def test_a_delay_beyond_any_number_is_the_longest(line: str) -> None:
    text = f"User-agent: *\n{line}\n".encode()
    found = read(Response("https://board.example/robots.txt", body=text))
    assert found.delay("jobwire") > MAX_CRAWL_DELAY


@pytest.mark.parametrize("delay", [59, 61, MAX_CRAWL_DELAY])
def test_a_crawl_delay_of_an_hour_is_kept(delay: float) -> None:
    crawler = SimpleNamespace(
        engine=SimpleNamespace(downloader=SimpleNamespace(per_slot_settings={}, slots={})),
        settings=Settings({"DOWNLOAD_DELAY": 1}),
    )
    Robots(cast("Any", crawler), "jobwire")._slow_down("board.example", float(delay))
    assert crawler.engine.downloader.per_slot_settings["board.example"]["delay"] == delay


def test_a_host_that_asks_for_more_than_an_hour_between_pages_is_left_alone() -> None:
    done, paths = walk(f"User-agent: *\nCrawl-delay: {MAX_CRAWL_DELAY + 1:.0f}\n")
    assert paths == []
    assert [reason for _, reason in done.ledger.list_failures] == ["parked"]
    assert not done.ledger.complete


def test_the_shards_of_a_site_take_turns_at_its_crawl_delay() -> None:
    """Each waits as many times longer as there are shards."""
    robots = "User-agent: *\nCrawl-delay: 0.4\n"
    with served(board(robots)) as site:
        crawl(Board, {"JOBWIRE_SHARD": "2/3", "DOWNLOAD_DELAY": 0}, origin=site.origin)
        times = [asked.at for asked in site.log if asked.path.startswith("/jobs")]
    assert len(times) == 3
    assert all(after - before >= 1.1 for before, after in pairwise(times))


def test_a_rule_that_the_cap_cuts_in_two_is_not_half_a_rule() -> None:
    head = b"User-agent: *\n"
    body = head + b"#" * (MAX_BYTES - len(head) - 12) + b"\nDisallow: /private-area\n"
    assert "Disallow" not in decode_robots(body)
