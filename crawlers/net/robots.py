"""Robots: fetches the robots.txt of a host before any page, and obeys it (RFC 9309).

Stock Scrapy crawls on when it cannot fetch robots.txt. Here no page is requested from a host whose
rules are unknown: the run says so (`robots_unsettled`) and closes nothing.
"""

from __future__ import annotations

import asyncio
import codecs
import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import signals
from scrapy.exceptions import NotConfigured, StopDownload
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawlers.contract.ledger import ROBOTS_FORBIDDEN
from crawlers.contract.shard import Shard
from crawlers.net.headers import REDIRECTS, header_of
from crawlers.net.reasons import Refused, why

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

MAX_BYTES = 500 * 1024
"""What is read of a robots.txt, in bytes; RFC 9309 2.5 asks for at least this much."""
MAX_REDIRECTS = 5
"""Redirects that are followed to a robots.txt (RFC 9309, 2.3.1.2)."""
MAX_CRAWL_DELAY = 3600.0
"""Seconds; a host that asks for a longer Crawl-delay is left alone in this run."""
_ENDLESS = re.compile(
    r"(?im)^([ \t]*(?:crawl-delay|request-rate)[ \t]*:[ \t]*(?:\d+/)?)"
    r"(?:\d{10,}|[\d.]+e\+?\d{2,}|inf(?:inity)?\b)"
)
"""A delay that no reader of numbers can hold: nine digits stand for it, and its site is left."""
_VERSION = re.compile(r"(?im)^([ \t]*user-agent[ \t]*:[ \t]*[a-z_-]+)/[^\s#]*")
"""A version behind the name of a crawler, which is no part of the name (RFC 9309 2.2.1)."""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows. parsed: its rules, None where it has none. unsettled: why they are
    not known, "" where they are. absent: why there are none."""

    parsed: Protego | None = None
    unsettled: str = ""
    absent: str = ""

    def delay(self, agent: str) -> float:
        """Return the seconds between two requests that the host asks for; 0 where it does not."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(agent)
        by_rate = rate.seconds / rate.requests if rate else 0.0
        return max(self.parsed.crawl_delay(agent) or 0.0, by_rate)


class Robots:
    """Downloader middleware; stands where Scrapy's own would (setting ROBOTSTXT_OBEY turns it
    on)."""

    def __init__(self, crawler: Crawler, agent: str) -> None:
        self.crawler = crawler
        self.agent = agent
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(
            crawler, crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        )

    async def process_request(self, request: Request) -> None:
        """Raise Refused (`robots_unsettled`, `robots_forbidden`, `parked`) for a request that must
        not go out."""
        if request.meta.get("robots_txt"):
            return
        rules = await self.rules(request)
        if rules.unsettled:
            raise Refused("robots_unsettled", rules.unsettled)
        # guard: robots.txt is obeyed
        if rules.parsed is not None and not rules.parsed.can_fetch(request.url, self.agent):
            raise Refused(ROBOTS_FORBIDDEN, request.url)
        if (delay := rules.delay(self.agent)) > MAX_CRAWL_DELAY:  # guard: Crawl-delay over an hour
            raise Refused("parked", f"robots.txt asks for {delay:.0f} s between requests")

    async def rules(self, request: Request) -> Rules:
        """Return the rules of the request's host; the first request fetches them, the others
        wait."""
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = asyncio.get_running_loop().create_future()
            rules = Rules(unsettled="stopped")
            try:
                rules = await self._fetch(f"{origin}/robots.txt")
                self._apply(origin, rules)
            finally:
                self._rules[origin].set_result(rules)
        return await self._rules[origin]

    async def _fetch(self, url: str) -> Rules:
        try:
            for _ in range(MAX_REDIRECTS + 1):
                response = await self._download(url)
                location = header_of(response, "Location")
                if response.status not in REDIRECTS or not location:
                    return read(response)
                url = urljoin(url, location.strip())
        except Exception as error:
            return Rules(unsettled=why(error))  # guard: robots.txt cannot be fetched
        # RFC 9309 2.3.1.2: after five it may be taken as unavailable
        return Rules(absent="redirects")

    async def _download(self, url: str) -> Response:
        """Return one answer, cut at MAX_BYTES: a longer one is stopped and kept, not dropped as
        DOWNLOAD_MAXSIZE would do."""
        received: dict[Request, int] = {}
        # Not compressed, so that the cap counts what is read. A retry is a new request with the
        # same meta.
        mark = object()
        meta = {
            "robots_txt": mark,
            "dont_redirect": True,
            "max_retry_times": 1,
            "download_maxsize": 0,
        }
        ask = Request(
            url,
            callback=NO_CALLBACK,
            priority=1000,
            headers={"Accept-Encoding": "identity"},
            meta=meta,
        )

        def stop_when_long(data: bytes, request: Request) -> None:
            if request.meta.get("robots_txt") is mark:
                received[request] = received.get(request, 0) + len(data)
                if received[request] > MAX_BYTES:
                    raise StopDownload(fail=False)  # guard: robots.txt has a cap

        assert self.crawler.engine is not None
        self.crawler.signals.connect(stop_when_long, signals.bytes_received)
        try:
            return await self.crawler.engine.download_async(ask)
        finally:
            self.crawler.signals.disconnect(stop_when_long, signals.bytes_received)

    def _apply(self, origin: str, rules: Rules) -> None:
        stats = self.crawler.stats
        assert stats is not None
        stats.inc_value(
            f"jobwire/robots/unsettled/{rules.unsettled}"
            if rules.unsettled
            else "jobwire/robots/settled"
        )
        if rules.unsettled:
            logger.error(
                "Could not fetch %s/robots.txt (%s); nothing is crawled there",
                origin,
                rules.unsettled,
            )
        elif rules.parsed is None:
            logger.info("%s has no robots.txt rules: %s", origin, rules.absent)
        delay = rules.delay(self.agent)
        if delay > MAX_CRAWL_DELAY:
            logger.error("%s asks for %.0f s between requests: left for this run", origin, delay)
        elif delay:
            logger.info("%s asks for %s s between requests", origin, delay)
            self._slow_down(urlsplit(origin).hostname or "", delay)  # guard: Crawl-delay

    def _slow_down(self, host: str, delay: float) -> None:
        """Set the pace of the host's download slot, the present one and any that Scrapy makes
        later. The shards of a site take turns: each waits as many times longer as there are shards,
        and begins at its own place in the round, by the clock that all machines have."""
        assert self.crawler.engine is not None
        downloader, settings = self.crawler.engine.downloader, self.crawler.settings
        shard = Shard.read(settings.get("JOBWIRE_SHARD") or "1/1")
        # guard: delay of shards; Crawl-delay of an hour
        each = max(delay * shard.of, settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[host] = {"concurrency": 1, "delay": each, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.concurrency, slot.delay, slot.jitter = 1, each, 0.0
            if shard.of > 1:
                until_turn = (delay * shard.number - time.time()) % each
                slot.lastseen = time.monotonic() + max(until_turn, delay) - each


def read(response: Response) -> Rules:
    """Return the rules of an answer, by its status (RFC 9309 2.3.1): 4xx is no rules, 429 and 5xx
    is not known."""
    if response.status == 429 or response.status >= 500:  # guard: robots.txt 429; robots.txt 5xx
        return Rules(unsettled=f"http_{response.status}")
    if not 200 <= response.status < 300:
        return Rules(absent=f"http_{response.status}")
    # A page, served for every address that does not exist, has no line that is a rule; one that
    # does is obeyed (RFC 9309 2.2 has no exception for a text that begins with "<").
    # guard: robots.txt that looks like a page
    return Rules(Protego.parse(readable(decode_robots(response.body))))


def readable(text: str) -> str:
    """Return a robots.txt with what Protego would not take for a delay or for our name."""
    text = _ENDLESS.sub(r"\g<1>999999999", text)  # guard: Crawl-delay beyond any number
    return _VERSION.sub(r"\1", text)  # guard: versions in a robots.txt


def decode_robots(body: bytes) -> str:
    """Return a robots.txt as text, whatever its encoding; of a long one the lines that are whole
    within MAX_BYTES."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]
    encoding = _UTF16.get(body[:2])  # guard: robots.txt in UTF-16
    if encoding is None and body[:200].count(b"\x00") > len(body[:200]) // 4:
        encoding = "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
    return body.decode(encoding or "utf-8-sig", "replace")  # guard: robots.txt with a mark
