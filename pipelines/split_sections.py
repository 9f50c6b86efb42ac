"""Stage 5: split the blocks into sections of known kinds; every block is in exactly one."""

from __future__ import annotations

from crawlers.extract.cleaning.cutting_rules import EMPTY_HEADING
from crawlers.extract.sections.headings import heading_of
from crawlers.extract.sections.split import split_sections
from crawlers.posting import RawPosting
from crawlers.text.language import language_of


class SplitSections:
    """Fill `sections` from the body. Headings that only frame the posting or hold nothing are kept
    as removed text."""

    def process_item(self, item: RawPosting) -> RawPosting:
        item.sections = split_sections(item.blocks)
        # The text's own language: what the page declares is that of the site's frame.
        item.language = (
            language_of("\n".join(b.text for s in item.sections for b in s.blocks)) or item.language
        )
        kept = {s.heading for s in item.sections} | {
            b.text for s in item.sections for b in s.blocks
        }
        for block in item.blocks:
            heading = heading_of(block.said)
            if heading and not heading.rest and heading.printed not in kept:
                item.removed.append(EMPTY_HEADING.cut(block))
        if any(s.heading and not s.blocks for s in item.sections):
            item.warnings.append("lists_lost")
        return item
