"""Stage 10: the same posting under several addresses of one site is published once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.feed.attach import store_of
from crawlers.posting import Reading


class DropDuplicates:
    """Keeps the first posting of each id, and of each content; memory is two hashes a posting.

    published: by content hash, the id of each open posting of the last good run. listed: whether the site still lists an id: what
    it lists no more is no other address of this posting, but the posting advertised again.
    """

    def __init__(self, published: Mapping[str, str] | None = None, listed: Callable[[str], bool] = lambda _: False) -> None:
        self._ids: set[str] = set()
        self._contents = dict(published or {})
        self._listed = listed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider
        published = {text: key for key, text in store_of(crawler).open_contents()}
        return cls(published, lambda key: key in spider.ledger.listed)  # type: ignore[union-attr]

    def process_item(self, item: Reading) -> Reading:
        posting = item.posting
        key = posting.id.partition(":")[2]
        if key in self._ids:
            raise DropItem(f"duplicate: {posting.id} was read already")
        same = self._contents.get(posting.content_hash)
        if same not in (None, key) and (same in self._ids or self._listed(same)):
            raise DropItem(f"duplicate: {posting.id} says the same as {same}")
        self._contents[posting.content_hash] = key
        self._ids.add(key)
        return item
