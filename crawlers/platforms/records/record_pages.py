"""The pages of a list of records, held against those of the last good run: a list without a total
may have lost some of them, and nothing else would show it."""

from __future__ import annotations

from crawlers.contract.list_shape import ListShape
from crawlers.spider.lists.list_pages import HTML_END, ListPage, ListPages


class RecordPages:
    """Counts what the pages of one round of a walk name. chain: the address of the list."""

    def __init__(self, chain: str) -> None:
        self._chain = chain
        self._done: list[tuple[int, int]] = []
        self._names: set[str] = set()
        self._new = 0

    def begin(self) -> None:
        """Note that another page is about to be read."""
        self._end_page()

    def see(self, key: str, is_new: bool) -> None:
        """Note a posting that the page names. is_new: no page before has named it."""
        self._names.add(key)
        self._new += is_new

    def shape(self) -> ListShape:
        """Return how the pages looked, for the next run."""
        pages = self._as_pages(None)
        return ListShape(pages=pages.counted, repeats=pages.repeats)

    def doubt(self, before: ListShape | None) -> str:
        """Return why the list may have lost pages since the last good run; "" where nothing speaks
        for it. before: the shape of the list in that run."""
        pages = self._as_pages(before)
        if pages.has_repeats():
            return "list_page_not_full"
        # guard: lists of records without their end
        return "list_ends_early" if pages.has_lost_its_end() else ""

    def _end_page(self) -> None:
        if self._names:
            self._done.append((len(self._names), self._new))
        self._names, self._new = set(), 0

    def _as_pages(self, before: ListShape | None) -> ListPages:
        self._end_page()
        pages = ListPages(before)
        for number, (names, new) in enumerate(self._done):
            url = f"{self._chain}#{number}" if number else self._chain
            pages.add(ListPage(url, self._chain, names, new, HTML_END))
        return pages
