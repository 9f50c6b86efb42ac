"""What a walk asks of the plugin of its site."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from crawlers.contract.declarations import Declared
from crawlers.contract.known import Known
from crawlers.contract.ledger import Ledger, Proof
from crawlers.contract.list_shape import ListBefore
from crawlers.contract.shard import Shard
from crawlers.extract.answer import Answer

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class WalkedSite(Protocol):
    """The side of PostingSpider that the objects of a walk know."""

    crawler: Crawler
    ledger: Ledger
    known: Mapping[str, Known]
    list_before: ListBefore
    shard: Shard | None
    read_elsewhere: bool
    clock: Callable[[], datetime]

    @property
    def declared(self) -> Declared: ...
    @property
    def sitemap_urls(self) -> tuple[str, ...]: ...
    @property
    def list_urls(self) -> tuple[str, ...]: ...

    def key(self, url: str) -> str: ...
    def match(self, url: str) -> re.Match[str] | None: ...
    def owns(self, url: str) -> bool: ...
    def live(self, url: str) -> str: ...
    def reach(self, url: str) -> str: ...
    def leads_on(self, url: str, words: str) -> bool: ...
    def list_proof(self) -> Proof: ...
    def parse_sitemap(self, response: Response, depth: int = 0) -> AsyncIterator[Request]: ...
    def parse_list(
        self, response: Response, chain: str = "", stale: int = 0
    ) -> AsyncIterator[Request]: ...
    def ask_posting(self, key: str, url: str, again: bool = False) -> Request: ...
    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[Any]: ...
    def read_in(
        self,
        answer: Answer,
        where: str,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Iterator[Any]: ...
