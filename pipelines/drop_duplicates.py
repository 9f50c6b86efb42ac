"""Stage 10: drop a posting that was read already under another address of its site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.contract.on_disk import OnDisk
from crawlers.feed.run.run_of_crawler import store_of
from crawlers.posting import Reading


class DropDuplicates:
    """Keep the first posting of each id, and of each content.

    published: by content hash, the key of an open posting of the last good run, or None. listed:
    whether the site still lists a key: what it lists no more is no other address of this posting,
    but the posting advertised again.
    """

    def __init__(
        self,
        published: Callable[[str], str | None] = lambda _: None,
        listed: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._read: OnDisk[None] = OnDisk()  # keys
        self._contents: OnDisk[str] = OnDisk()  # by content hash, the key
        self._published, self._listed = published, listed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider
        return cls(store_of(crawler).open_with, lambda key: key in spider.ledger.listed)  # type: ignore[union-attr]

    def process_item(self, item: Reading) -> Reading:
        posting = item.posting
        key = posting.id.partition(":")[2]
        if key in self._read:
            raise DropItem(f"duplicate: {posting.id} was read already")
        same = self._contents.get(posting.content_hash) or self._published(posting.content_hash)
        # guard: no second copies
        if same and same != key and (same in self._read or self._listed(same)):
            raise DropItem(f"duplicate: {posting.id} says the same as {same}")
        self._contents[posting.content_hash] = key
        self._read[key] = None
        return item
