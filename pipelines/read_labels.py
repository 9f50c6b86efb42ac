"""Stage 3: read the header. Labels with their values, then the title, the employer and values that
stand alone."""

from __future__ import annotations

from crawlers.extract.cleaning.cutting_rules import HEADER
from crawlers.extract.fields.statements import BESIDE_OTHERS
from crawlers.extract.header.label_pairs import Labels, values_of_pair
from crawlers.extract.header.label_reader import read_labels
from crawlers.extract.header.meta_lines import find_meta_values
from crawlers.extract.header.prose import prose_span
from crawlers.extract.header.title_block import others_above
from crawlers.extract.header.unlabelled import Header, is_header_line
from crawlers.extract.statements.employer import say_employer
from crawlers.extract.statements.header_values import (
    say_day_in_title,
    say_number_in_line,
    say_values,
)
from crawlers.extract.statements.title import say_title, title_block
from crawlers.posting import RawPosting
from crawlers.text.blocks import Block

_HEADER_LABELS = 2
"""Labels from which what stands above the text is a header, and its short lines are no text of the
posting."""


class ReadLabels:
    """Turn header blocks into statements and take them out of the body. Unknown labels among known
    ones are counted."""

    def process_item(self, item: RawPosting) -> RawPosting:
        before = len(item.header)
        start, end = prose_span(item.blocks)
        blocks, span = [*item.header, *item.blocks], (before + start, before + end)
        labels = read_labels(blocks, span, is_chosen=item.kind != "text")
        header = say_title(item, labels, blocks, span[0])
        title_at = title_block(item, labels, blocks)
        others = others_above(blocks, title_at)
        for pair in labels.pairs:
            if pair.blocks[0] not in others or title_at in pair.blocks:
                for slot, value in values_of_pair(pair):
                    item.say(slot, value, "label", f"{pair.shape}: {pair.label}")
        say_employer(item, header, blocks, [block.said for block in blocks[span[0] :]])
        say_values(item, header.values, blocks, (title_at, others))
        if item.kind != "json":  # the header of a platform's record are its members
            beside = find_meta_values(blocks, title_at, span[0], labels.used | header.used)
            say_values(item, beside, blocks, (title_at, others), BESIDE_OTHERS)
            say_day_in_title(item, blocks[title_at].text if title_at is not None else "")
            say_number_in_line(item, blocks, span)
        _take_out(item, labels, header, blocks, span[0])
        return item


def _take_out(
    item: RawPosting, labels: Labels, header: Header, blocks: list[Block], prose: int
) -> None:
    """Take what was read as values out of the body."""
    before = len(item.header)
    # what a description states of itself is its text, and no header beside it
    shown_as_text = item.is_described or item.kind == "json"
    used = header.used | set(range(before)) | (set() if shown_as_text else labels.used)
    if item.kind == "text" and len(labels.pairs) >= _HEADER_LABELS:
        rest = [i for i in range(before, prose) if i not in used and is_header_line(blocks[i])]
        labels.unread.extend(("", blocks[i].text) for i in rest)
        used.update(rest)
    item.unread.extend(labels.unread)
    item.removed += HEADER.cut_all(b for i, b in enumerate(blocks) if i in used)
    item.header = []
    item.blocks = [b for i, b in enumerate(blocks) if i not in used]
