"""The lines of a page that stand around a posting's text and may say something of it: below its
title, in a box beside it, behind its last section. What follows the heading of other postings is
theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.extract.cleaning.posting_page import PostingPage
from crawlers.extract.header.meta_lines import find_title_block
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import Block
from crawlers.text.patterns import DIGIT

_FURNITURE = ("nav", "footer", "form")
_MAX_LINKS = 0.4
"""Share of link text from which a line leads elsewhere."""
_NEXT = 4
"""Blocks below the title that stand next to it."""
_MAX_LINE = 400
"""Characters of a line of an address; a longer one is text."""
_STATE_AND_CODE = re.compile(
    r"(?<!\w)(?:(?P<us>[A-Z]{2}),? \d{5}(?:-\d{4})?|(?P<ca>[A-Z]{2}),? [A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|(?P<au>[A-Z]{2,3}),? \d{4})(?!\w)"
)
"""The end of an address as the US, Canada and Australia write it: "OR 97000", "BC V6B 1A1",
"NSW 2000"."""


def lines_around(item: RawPosting) -> Iterator[tuple[Block, bool]]:
    """Yield the lines of an HTML page from below the posting's title to the heading of other
    postings, and whether each stands next to the title; menus, footers and links are left out, and
    so is all of a page that does not show the title."""
    blocks = item.frame.blocks
    title = next((said.raw for said in item.said.get("title", ())), "")
    at = find_title_block(blocks, title) if blocks and title else None
    if at is None:
        return
    page = PostingPage(blocks, title, known=item.measures)
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        if page.ends(i):
            return
        if block.region not in _FURNITURE and block.links <= _MAX_LINKS:
            yield block, i - at <= _NEXT


def land_of_addresses(item: RawPosting) -> str:
    """Return the country (ISO 3166-1 alpha-2) of the addresses that a page prints with the code of
    a state or province, "" where there are none or of several countries."""
    from crawlers.extract.places.gazetteer import regions_of_code

    texts = [b.text for b in item.frame.blocks if len(b.text) <= _MAX_LINE]
    texts += [b.text for s in item.sections for b in s.blocks if len(b.text) <= _MAX_LINE]
    lands = {
        region.country
        for text in texts
        if DIGIT.search(text)
        for match in _STATE_AND_CODE.finditer(text)
        for region in regions_of_code(match[match.lastgroup or 0])
        if region.country.lower() == match.lastgroup
    }
    return lands.pop() if len(lands) == 1 else ""
