"""Where requests may go, and how long a host is left alone when it asks for it."""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from twisted.internet.defer import succeed
from twisted.internet.error import DNSLookupError

from crawlers.net.bodies import Damaged, TooLarge, unpack, zstd
from crawlers.net.guard import CachingThreadedResolver, Guard, PublicResolver, is_public
from crawlers.net.patience import retry_after
from crawlers.net.reasons import Refused
from tests.net.board import Board
from tests.spider.walking import Answer, Asked, crawl, crawl_apart, served

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


PRIVATE = """
    127.0.0.1 2130706433 0x7f000001 0177.0.0.1 127.1 10.1.2.3 172.16.0.1 192.168.1.1
    169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    255.255.255.255 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 fd00::1 fe80::1 2002:7f00:1:: localhost
    localhost. a.localhost
    printer.local db.internal 127.0.0.1. 64:ff9b::7f00:1 64:ff9b::a00:7 ::127.0.0.1
    2001:0:4136:e378:8000:63bf:80ff:fffe
"""


@pytest.mark.parametrize("host", PRIVATE.split())
def test_private_hosts_in_all_their_forms(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize(
    "host",
    ["93.184.216.34", "2606:2800:220:1::1", "board.example", "localhost.board.example", "mylocal"],
)
def test_public_hosts(host: str) -> None:
    assert is_public(host)


def test_a_name_that_resolves_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {
        "inside.example": "10.0.0.7",
        "outside.example": "93.184.216.34",
        "localhost": "127.0.0.1",
        "127.0.0.1": "127.0.0.1",
    }
    monkeypatch.setattr(
        CachingThreadedResolver,
        "getHostByName",
        lambda self, name, timeout=(): succeed(table[name]),
    )
    resolver: Any = PublicResolver(None, 10, 5.0)
    resolver.private = frozenset(["localhost"])
    answers: dict[str, Any] = {}
    for name in table:
        resolver.getHostByName(name).addBoth(
            lambda answer, name: answers.update({name: answer}), name
        )
    assert answers.pop("inside.example").check(DNSLookupError)
    assert answers == {name: address for name, address in table.items() if name != "inside.example"}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:{port}/", "offsite"),
        ("http://localhost:{port}/", "offsite"),
        ("http://2130706433:{port}/", "offsite"),
        ("http://board.example@127.0.0.1:{port}/", "userinfo"),
        ("ftp://127.0.0.1:{port}/", "http_302"),  # Scrapy itself does not follow it
    ],
)
def test_a_retried_request_is_judged_where_it_is_redirected_to(address: str, reason: str) -> None:
    """Scrapy marks a retry as not to be filtered, and with it everything that the retry is
    redirected to."""
    with served({"/": "<html><body>inside</body></html>"}) as victim:
        port = victim.origin.rpartition(":")[2]
        asked: list[Asked] = []

        def flaky(request: Asked) -> Answer:
            asked.append(request)
            return (
                Answer(status=502)
                if len(asked) == 1
                else Answer(status=302, headers={"Location": address.format(port=port)})
            )

        with served(
            {"/jobs": '<html><body><a href="/jobs/4001">x</a></body></html>', "/jobs/4001": flaky}
        ) as site:
            done = crawl(Board, origin=site.origin)
        assert len(asked) == 2
        assert victim.log == []
    assert done.ledger.given_up == {"4001": reason}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/hostname", "scheme"),
        ("ftp://board.example/jobs/1", "scheme"),
        ("https://board.example@elsewhere.example/", "userinfo"),
        ("https://elsewhere.example/", "offsite"),
        ("https://board.example:8443/", "port"),
    ],
)
def test_what_a_plugin_asks_for_is_judged_too(url: str, reason: str) -> None:
    guard = Guard(SimpleNamespace(spider=Board()), ())  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        guard.process_request(Request(url))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://rules.elsewhere.example/robots.txt", ""),
        ("https://rules.elsewhere.example:8443/robots.txt", "port"),
        ("https://me@rules.elsewhere.example/robots.txt", "userinfo"),
        ("http://169.254.169.254/robots.txt", "private_address"),
        ("ftp://rules.elsewhere.example/robots.txt", "scheme"),
    ],
)
def test_where_a_robots_txt_may_lead(address: str, reason: str) -> None:
    """To another host of the public Internet; no page may."""
    crawler = SimpleNamespace(spider=SimpleNamespace(owns=lambda url: "board.example" in url))
    guard = Guard(crawler, ())  # type: ignore[arg-type]

    def refused(**meta: object) -> str:
        try:
            guard.process_request(Request(address, meta=meta))
        except Refused as error:
            return error.reason
        return ""

    assert refused(robots_txt=object()) == reason
    assert refused() in ("offsite", "userinfo", "scheme")


def test_the_live_site_is_not_asked_when_a_mirror_is_named() -> None:
    with served(
        {
            "/jobs": '<html><body><a href="/jobs/4001">x</a></body></html>',
            "/jobs/4001": Answer(
                status=302, headers={"Location": "https://board.example/jobs/4001"}
            ),
        }
    ) as site:
        done = crawl(Board, origin=site.origin)
    assert done.ledger.given_up == {"4001": "offsite"}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120.0),
        (b" 0 ", 0.0),
        (b"1000000000", 1e9),
        (b"9" * 400, 999999999999.0),
        (b"Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        (b"Sun, 01 Mar 2026 13:02:00 +0100", 120.0),
        (b"Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        (b"-5", None),
        (b"soon", None),
        (b"1.5", None),
        ("٣".encode(), None),
        (b"", None),
        (None, None),
        (b"9" * 5000, 999_999_999_999.0),
        (b"Fri, 31 Dec 10000 23:59:59 GMT", math.inf),
        (b"Fri, 31 Dec " + b"9" * 25 + b" 23:59:59 GMT", math.inf),
        (b"Fri, 31 Dec " + b"9" * 5000 + b" 23:59:59 GMT", math.inf),
        (b"Fri, 31 Dec 1999 23:59:59 -99999999999999999", None),
        (b"Mon, 30 Feb 2026 10:00:00 GMT", None),
    ],
)
def test_retry_after_in_both_forms(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_without_a_word_from_the_host_the_wait_doubles() -> None:
    with served({"/robots.txt": "", "/jobs": Answer(status=503)}) as site:
        crawl(Board, {"JOBWIRE_BACKOFF": 0.1, "RETRY_TIMES": 2}, origin=site.origin)
        times = [asked.at for asked in site.log if asked.path == "/jobs"]
    assert len(times) == 3
    assert times[1] - times[0] >= 0.1
    assert times[2] - times[1] >= 0.2


def test_a_wait_without_retry_after_never_grows_out_of_a_number() -> None:
    busy = {"/robots.txt": "", "/jobs": Answer(status=503)}
    with served(busy) as site:
        settings = {"JOBWIRE_BACKOFF": 1e-9, "RETRY_TIMES": 1100, "DOWNLOAD_DELAY": 0}
        done = crawl(Board, {**settings, "JOBWIRE_PATIENCE": 0.5}, origin=site.origin)
    assert done.stats["jobwire/patience/parked"] == 1
    assert "log_count/ERROR" not in done.stats or done.stats["log_count/ERROR"] <= 2


def test_a_403_that_says_when_to_come_back_is_heeded() -> None:
    links = "".join(f'<a href="/jobs/{n}">x</a>' for n in (4001, 4002))
    later = {f"/jobs/{n}": Answer(status=403, headers={"Retry-After": "1"}) for n in (4001, 4002)}
    with served({"/jobs": f"<html><body>{links}</body></html>", **later}) as site:
        crawl(Board, {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": 1}, origin=site.origin)
        first, second = [one.at for one in site.log if one.path.startswith("/jobs/")]
    assert second - first >= 0.9


def test_patience_ends() -> None:
    links = "".join(f'<a href="/jobs/{n}">x</a>' for n in range(4000, 4010))
    busy = {f"/jobs/{n}": Answer(status=503) for n in range(4000, 4010)}
    with served({"/jobs": f"<html><body>{links}</body></html>", **busy}) as site:
        settings = {"JOBWIRE_BACKOFF": 0.05, "JOBWIRE_PATIENCE": 0.5, "DOWNLOAD_DELAY": 0.01}
        done = crawl(Board, settings, origin=site.origin)
        assert len(site.paths()) < 8
    assert len(done.ledger.given_up) == 10
    assert done.stats["jobwire/patience/parked"] == 1


def test_a_bomb_is_not_unpacked() -> None:
    import gzip
    import zlib

    import brotli

    flat, mixed = bytes(20_000_000), random.Random(1).randbytes(300_000) + bytes(20_000_000)
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: brotli.compress(data, quality=1),
        "zstd": zstd.compress,
    }
    for encoding, pack in packers.items():
        with pytest.raises(TooLarge):  # a thousand times its size
            unpack(pack(flat), encoding, 30_000_000)
        body = pack(mixed)
        with pytest.raises(TooLarge):
            unpack(body, encoding, 1_000_000)
        with pytest.raises(Damaged):
            unpack(body[:-4], encoding, 30_000_000)
        assert unpack(body, encoding, 30_000_000) == mixed


def test_many_streams_in_one_body_are_refused() -> None:
    import gzip

    assert unpack(gzip.compress(b"a") * 100, "gzip", 1000) == b"a" * 100
    with pytest.raises(TooLarge):
        unpack(gzip.compress(b"") * 500_000, "gzip", 1000)


def test_no_more_than_four_pages_are_asked_for_at_once_though_there_is_no_delay() -> None:
    under_way, most = 0, 0
    counting = threading.Lock()

    def slow(asked: Asked) -> Answer:
        nonlocal under_way, most
        with counting:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.05)
        with counting:
            under_way -= 1
        return Answer(
            "<html><body><h1>Potter</h1></body></html>", headers={"Content-Type": "text/html"}
        )

    links = "".join(f'<a href="/jobs/{number}">Potter</a>' for number in range(1, 31))
    with served(
        {
            "/jobs": f"<html><body>{links}</body></html>",
            **{f"/jobs/{n}": slow for n in range(1, 31)},
        }
    ) as site:
        done = crawl_apart(Board, {"DOWNLOAD_DELAY": 0}, origin=site.origin)
    assert done["stats"]["jobwire/fetched"] == 30
    assert 2 <= most <= 4
