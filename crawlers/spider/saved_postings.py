"""A crawl of saved pages in place of the site (argument `pages`); nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from crawlers.contract.ledger import Fetched
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.posting_pages import PostingPages
from crawlers.spider.saved_pages import SavedPage, saved_pages
from crawlers.spider.site import WalkedSite
from crawlers.text.urls import tidy


def saved_postings(
    where: str, site: WalkedSite, outcomes: Outcomes, pages: PostingPages
) -> Iterator[Any]:
    """Yield what the pages of a file, a folder or a list say (crawlers.spider.saved_pages). The
    key of a page is that of its address, or else the name of its file."""

    def claim(key: str, saved: SavedPage) -> str:
        """List a page under its key; of two pages with one key, the second is given up."""
        file = str(saved.path)
        if not site.ledger.was_read(key):
            outcomes.listed(key, saved.url or file)
            return key
        outcomes.listed(file, saved.url or file)
        outcomes.give_up(file, f"same_key {key}")
        return ""

    try:
        for saved in saved_pages(where):
            key = (site.key(tidy(saved.url)) if saved.url else "") or saved.path.stem
            try:
                answer = saved.answer()
            except OSError as error:
                outcomes.give_up(claim(key, saved), f"error_{type(error).__name__}")
                continue
            answer = replace(answer, name=key)
            yield from pages.read_as(
                answer, str(saved.path), Fetched(), partial(claim, saved=saved)
            )
    except (OSError, ValueError) as error:
        outcomes.fail_list(where, str(error))
    site.ledger.proof = "saved_pages"
