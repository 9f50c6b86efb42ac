"""Stage 10: the same posting under several addresses of one site is published once."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from crawlers.posting import Reading


class DropDuplicates:
    """Keeps the first posting of each id, and of each content with the same title and number; memory is two hashes a posting."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._contents: dict[str, str] = {}

    def process_item(self, item: Reading) -> Reading:
        posting = item.posting
        if posting.id in self._ids:
            raise DropItem(f"duplicate: {posting.id} was read already")
        same = self._contents.setdefault(posting.content_hash, posting.id)
        if same != posting.id:
            raise DropItem(f"duplicate: {posting.id} says the same as {same}")
        self._ids.add(posting.id)
        return item
