"""What a list page without a posting shows, for a person to judge: is it empty, or is it not read
as it should be?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from crawlers.output.printable import printable
from crawlers.text.blocks import SITE_REGIONS
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

if TYPE_CHECKING:
    from crawlers.page.page import Page

_LONGEST, _LINKED = 160, 0.5
"""Characters of a line that is quoted, and the share of its text that may be links."""


def describe_empty_list(page: Page, unfit: list[str], elsewhere: list[str]) -> str:
    """Return in sentences what the page says, and what its links are. unfit: the addresses of the
    site that it links to and that fit neither posting_url nor next_page. elsewhere: those of other
    sites."""
    if page.kind == "json":
        return "It is JSON: crawlers.platforms.records.api.ApiSpider reads such lists."
    words = words_of_empty_list(page)
    said = f'Its page says: "{words}". ' if words else ""
    if len(elsewhere) > len(unfit):
        longest = printable(max(elsewhere, key=len), _LONGEST)
        return (
            f"{said}{len(elsewhere)} of its links lead to hosts that allowed_domains does not "
            f"name; the longest: {longest}"
        )
    if not unfit:
        return f"{said}It has no links to other pages; a list made by a script is not read."
    return said + describe_unfit(unfit, "links")


def describe_unfit(addresses: Sequence[str], what: str, pattern: str = "posting_url") -> str:
    """Return in a sentence that none of these is the address of a posting. what: they are.
    pattern: what they do not fit."""
    longest = printable(max(addresses, key=len), _LONGEST)
    return f"Of its {len(addresses)} {what} none fits {pattern}; the longest: {longest}"


def words_of_empty_list(page: Page) -> str:
    """Return the line of a page that speaks of openings and is no menu, a sentence before a
    heading; else its first line; "" for a page without any. A heading has the line below it
    beside it."""
    lines = [
        block
        for block in page.blocks
        if len(block.text) <= _LONGEST
        and block.links < _LINKED
        and block.region not in SITE_REGIONS
    ]
    speaking = [block for block in lines if not _openings().isdisjoint(block.folded.split())]
    speaking.sort(key=lambda block: block.kind == "heading")
    said = (speaking or lines)[:1]
    if said and said[0].kind == "heading":
        at = lines.index(said[0])
        said = lines[at : at + 2]
    return printable(" / ".join(block.text for block in said))


@cache
def _openings() -> frozenset[str]:
    return frozenset(map(fold, phrases_in(load("career_pages")["openings"])))
