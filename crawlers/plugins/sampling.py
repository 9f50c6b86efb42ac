"""One posting of a site, fetched as its plugin fetches it: what `record` keeps and `checksites
--live` looks at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from crawlers.extract.answer import Answer
from crawlers.plugins.recorded_pages import Recording

if TYPE_CHECKING:
    from scrapy.crawler import CrawlerProcess

    from crawlers.spider.posting_spider import PostingSpider

PAGES = 40
"""The most pages that are asked for to find one posting. Set by hand."""


@dataclass(slots=True)
class Sample:
    """A posting page of one plugin. answer: None where no posting could be read. recording: its
    page as it was sent, or the record of a list that came whole. why: what went wrong, in one word
    for each."""

    plugin: type[PostingSpider]
    answer: Answer | None = None
    recording: Recording | None = None
    url: str = ""
    why: list[str] = field(default_factory=list)


def sample(
    process: CrawlerProcess,
    plugin: type[PostingSpider],
    key: str = "",
    settings: Mapping[str, str] = MappingProxyType({}),
    **arguments: str,
) -> Sample:
    """Schedule a crawl that ends with the posting of that key, or with the first one; done when
    the process has run. settings: those that sites.yaml gives the site."""
    into = Sample(plugin)
    process.crawl(_sampler(plugin, into, key, settings), **arguments)
    return into


def describe_failure(found: Sample) -> str:
    """Return why no posting could be read, and where it is known what to do, that."""
    from crawlers.feed.judge.gates import PRIVATE_ADVICE
    from crawlers.net.reasons import in_words

    why = ", ".join(map(in_words, found.why))
    words = f"{found.plugin.name}: no posting could be read: {why}"
    return f"{words}. {PRIVATE_ADVICE}" if "private_address" in found.why else words


def _sampler(
    plugin: type[PostingSpider], into: Sample, only: str, settings: Mapping[str, str]
) -> type[PostingSpider]:
    """Return a class like a plugin that reads one posting into a sample, and ends. only: the key of
    that posting, "" for any."""

    class Sampler(plugin):  # type: ignore[valid-type,misc]
        page_budget = PAGES
        custom_settings = {
            **(plugin.custom_settings or {}),
            **settings,
            "ITEM_PIPELINES": {},
            "EXTENSIONS": {},
            "CLOSESPIDER_ITEMCOUNT": 1,
        }

        def read_in(self, answer: Answer, where: str, *validators: Any) -> Iterator[Any]:
            if into.answer is not None or (only and answer.key != only):
                return
            for raw in super().read_in(answer, where, *validators):
                url = raw.url or self.ledger.listed.get(answer.key, "")
                into.answer, into.url, into.recording = answer, url, _recording(answer, url)
                yield raw

        def closed(self, reason: str) -> None:
            super().closed(reason)
            if into.answer is None:
                into.why = list(dict.fromkeys(self._reasons())) or [reason]

        def _reasons(self) -> Iterator[str]:
            """Yield what went wrong with the list, and with the posting or all postings."""
            yield from (word for _, word in self.ledger.list_failures)
            if only and only not in self.ledger.listed:
                yield "the list does not name it"
            reasons = {**self.ledger.given_up, **self.ledger.gone}
            yield from (word for key, word in reasons.items() if only in ("", key))

    Sampler.__name__ = plugin.__name__
    return Sampler


def _recording(answer: Answer, url: str) -> Recording:
    if answer.record is None:
        return Recording(answer.body, url, answer.content_type)
    text = json.dumps(answer.record, ensure_ascii=False, indent=1)
    return Recording(text.encode() + b"\n", url)
