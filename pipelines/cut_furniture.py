"""Stage 1: cut site furniture and second copies; data boxes are read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from scrapy.exceptions import DropItem

from crawlers.extract.cleaning import cutting_rules as rules
from crawlers.extract.cleaning.choose_body import find_body
from crawlers.extract.cleaning.cut import Cut
from crawlers.extract.cleaning.cutting_rules import CuttingRule
from crawlers.extract.cleaning.declared_furniture import cut_declared
from crawlers.extract.cleaning.furniture import cut_known
from crawlers.extract.cleaning.label_pieces import pair_label_pieces
from crawlers.extract.cleaning.line_notices import flags_of
from crawlers.extract.cleaning.prose_pairs import open_prose_pairs
from crawlers.extract.cleaning.repair_characters import repair_characters
from crawlers.extract.cleaning.second_copies import second_copies
from crawlers.extract.header.declared import read_declared_labels
from crawlers.extract.header.label_reader import read_labels
from crawlers.posting import RawPosting, Slot
from crawlers.text.blocks import Block, annotate, share_lines
from crawlers.text.hostile_text import is_telling, too_long


class CutFurniture:
    """Leave the posting's own blocks, in order. What is cut is kept in `removed` with its rule
    (crawlers.extract.cleaning.cutting_rules).

    Raises DropItem for a text that is longer than any posting. The page alone decides: whatever was
    read before it, the same page leaves the same blocks.
    """

    def process_item(self, item: RawPosting) -> RawPosting:
        if much := too_long(item.blocks) or too_long(item.described):  # guard: length of a posting
            raise DropItem(f"too_long: {much}")
        item.blocks = pair_label_pieces(open_prose_pairs(item.blocks))
        if item.described:
            share_lines(item.described, item.blocks)
            annotate(item.described)
        item.flags.extend(flags_of(item.blocks))
        if item.declared.chrome is not None:
            self._apply(item, cut_declared(item.blocks, item.declared.chrome))
        self._read_declared(item)
        if item.kind == "html" or item.described:
            self._choose_body(item)
        self._keep_hidden(item)
        self._apply(item, cut_known(item.blocks))
        self._cut(item, second_copies(item.blocks), rules.SECOND_COPY)
        return item

    def _read_declared(self, item: RawPosting) -> None:
        """Read the labels that the plugin declares, wherever they stand, and take them out."""
        found = read_declared_labels(item.blocks, item.declared.labels)
        for one in found:
            item.say(one.slot, repair_characters(one.value), "declared", f"label: {one.label}")
        self._cut(item, {index for one in found for index in one.blocks}, rules.HEADER)

    def _keep_hidden(self, item: RawPosting) -> None:
        """Keep the text that the markup hides within the posting beside it, and warn the reader."""
        hidden = [
            rules.HIDDEN_TEXT.cut_text(b.hidden, b.line, "within the posting")
            for b in (*item.header, *item.blocks)
            if b.hidden
        ]
        known = {removed.text for removed in item.removed}
        item.removed.extend(one for one in hidden if one.text not in known)
        if any(is_telling(one.text) for one in hidden):
            item.flags.append("hidden_text")

    def _choose_body(self, item: RawPosting) -> None:
        """Choose the posting's blocks by the markup; what stands around them is read for labels
        only."""
        title = next(
            (s.raw for s in item.said.get("title", ()) if s.method in ("declared", "jsonld")), None
        )
        choice = find_body(
            item.blocks,
            title=title,
            head_title=item.head_title,
            jsonld_description=item.described,
            measures=item.measures,
        )
        body = set(choice.body)
        facts = {i for part in (choice.header, *choice.facts) for i in part} - body
        item.header = [b for i, b in enumerate(item.blocks) if i in facts]
        if choice.use_jsonld or (not body and item.described):
            self._cut(item, set(range(len(item.blocks))), rules.JSONLD_FULLER)
            item.blocks, item.is_described = list(item.described), True
        else:
            outside = set(range(len(item.blocks))) - body
            self._cut(item, outside, rules.OUTSIDE_POSTING, choice.reason)

    def _cut(self, item: RawPosting, gone: set[int], rule: CuttingRule, detail: str = "") -> None:
        if gone:
            item.removed += rule.cut_all(
                [b for i, b in enumerate(item.blocks) if i in gone], detail
            )
            item.blocks = [b for i, b in enumerate(item.blocks) if i not in gone]

    def _apply(self, item: RawPosting, cut: Cut) -> None:
        item.blocks = cut.blocks
        item.removed.extend(cut.removed)
        for slot, lines in cut.boxes:
            if slot == "labels":
                _read_box(item, lines)
            else:
                for line in lines:
                    item.say(cast(Slot, slot), line.text, "label", f"box: {slot}")


def _read_box(item: RawPosting, lines: Sequence[Block]) -> None:
    """Read a box of label and value lines, as the site prints them beside the posting."""
    for pair in read_labels(lines, (len(lines), len(lines))).pairs:
        item.say(pair.slot, pair.value, "label", f"box label: {pair.label}")
