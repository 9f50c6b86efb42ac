"""Stage 2: repair what the site did to the text: inserted blanks, glued labels and headings, lost
list marks."""

from __future__ import annotations

from crawlers.extract.cleaning import repair
from crawlers.extract.cleaning.cutting_rules import NO_WORDS
from crawlers.posting import RawPosting
from crawlers.text.blocks import Block


class RepairText:
    """Give blocks as the employer wrote them. Blocks that are only damage (no letter or digit) are
    cut."""

    def process_item(self, item: RawPosting) -> RawPosting:
        item.header = repair.split_glued(repair.with_characters_repaired(item.header))
        blocks = repair.with_blanks_closed(repair.with_characters_repaired(item.blocks))
        blocks = repair.split_glued(repair.join_broken(blocks))
        blocks = repair.repair_items(repair.split_lists(blocks))
        item.blocks = []
        for block in blocks:
            if block.text[:1].isalnum() or _has_words(block):
                item.blocks.append(block)
            else:
                item.removed.append(NO_WORDS.cut(block))
        return item


def _has_words(block: Block) -> bool:
    return bool(block.label) or any(map(str.isalnum, block.text))
