"""A crawl of saved pages in place of the site (argument `pages`); nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from crawlers.contract.ledger import Fetched
from crawlers.spider.outcomes import Outcomes
from crawlers.spider.posting_pages import PostingPages
from crawlers.spider.saved_pages import saved_pages
from crawlers.spider.site import Site
from crawlers.text.urls import tidy

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting


def saved_postings(
    where: str, site: Site, outcomes: Outcomes, pages: PostingPages
) -> Iterator[RawPosting]:
    """Yield what the pages of a file, a folder or a list say (crawlers.spider.saved_pages). The
    key of a page is that of its address, or else the name of its file."""
    from crawlers.page.page import Page

    try:
        for saved in saved_pages(where):
            file = str(saved.path)
            key = (site.key(tidy(saved.url)) if saved.url else "") or saved.path.stem
            parse = partial(Page.from_file, saved.path, url=saved.url)
            raw = pages.read_or_give_up(key, file, parse)
            key = raw.key if raw else key
            twice = site.ledger.was_read(key)
            outcomes.listed(file if twice else key, saved.url or file)
            if twice:
                outcomes.give_up(file, f"same_key {key}")
            elif raw is not None:
                raw.fetched_on = saved.fetched_on
                outcomes.fetched(key, Fetched())
                yield raw
    except (OSError, ValueError) as error:
        outcomes.fail_list(where, str(error))
    site.ledger.proof = "saved_pages"
