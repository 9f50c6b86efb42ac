"""Stage 2: repair what the site did to the text: inserted blanks, glued labels and headings, lost
list marks."""

from __future__ import annotations

from crawlers.extract.cleaning.cutting_rules import NO_WORDS
from crawlers.extract.cleaning.repair_characters import (
    with_blanks_closed,
    with_characters_repaired,
)
from crawlers.extract.cleaning.repair_lines import join_broken, split_glued
from crawlers.extract.cleaning.repair_lists import repair_items, split_lists
from crawlers.posting import RawPosting
from crawlers.text.blocks import Block


class RepairText:
    """Give blocks as the employer wrote them. Blocks that are only damage (no letter or digit) are
    cut."""

    def process_item(self, item: RawPosting) -> RawPosting:
        item.header = split_glued(with_characters_repaired(item.header))
        blocks = with_blanks_closed(with_characters_repaired(item.blocks))
        blocks = split_glued(join_broken(blocks))
        blocks = repair_items(split_lists(blocks))
        item.blocks = []
        for block in blocks:
            if block.text[:1].isalnum() or _has_words(block):
                item.blocks.append(block)
            else:
                item.removed.append(NO_WORDS.cut(block))
        return item


def _has_words(block: Block) -> bool:
    return bool(block.label) or any(map(str.isalnum, block.text))
