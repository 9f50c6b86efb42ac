"""What a page says of itself that keeps it from being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the parser costs start-up time that `scrapy list` should not pay
    from crawlers.page.page import Page


_HARMLESS = ("jsonld_broken",)


def notice_on(page: Page) -> str | None:
    """What a page says instead of what it should: see crawlers.extract.cleaning.notices."""
    # the schema costs start-up time that `scrapy list` should not pay
    from crawlers.extract.cleaning import notices
    from crawlers.extract.cleaning.block_evidence import Measured

    if sum(len(block.label) + len(block.text) for block in page.blocks) > notices.LONG:
        return None
    from crawlers.extract import jsonld_statements
    from crawlers.page import jsonld_scripts

    stated = any(map(jsonld_statements.description_blocks, jsonld_scripts.postings(page.jsonld)))
    return notices.notice_in(Measured(page.blocks), title=page.head_title or "", stated=stated)


def unreadable(page: Page) -> str:
    """The code of the problem for which a page cannot be trusted to be all there, "" where it
    can."""
    return next(
        (code for problem in page.problems if (code := problem.partition(":")[0]) not in _HARMLESS),
        "",
    )
