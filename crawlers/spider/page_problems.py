"""What a page says of itself that keeps it from being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawlers.page.page import Page

HARMLESS = ("jsonld_broken",)
"""Problems of a page that leave its text whole."""


def notice_on(page: Page) -> str | None:
    """Return what a page says instead of what it should: see crawlers.extract.cleaning.notices."""
    # Imported here: the schema behind them costs start-up time that `scrapy list` should not pay.
    from crawlers.extract import jsonld_statements
    from crawlers.extract.cleaning import notices
    from crawlers.extract.cleaning.block_evidence import Measured
    from crawlers.page import jsonld_scripts
    from crawlers.text.blocks import is_longer

    if is_longer(page.blocks, notices.LONG):
        return None
    stated = any(map(jsonld_statements.description_blocks, jsonld_scripts.postings(page.jsonld)))
    return notices.notice_in(Measured(page.blocks), title=page.head_title or "", stated=stated)


def unreadable(page: Page) -> str:
    """Return the code of the problem for which a page may not be all there; "" where it is."""
    codes = (problem.partition(":")[0] for problem in page.problems)
    return next((code for code in codes if code not in HARMLESS), "")
