"""Stage 1: site furniture and second copies go; data boxes are read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from scrapy.exceptions import DropItem

from crawlers.extract.cleaning.choose_body import find_body
from crawlers.extract.cleaning.furniture import Cut, cut_known, cut_site
from crawlers.extract.cleaning.judge_page import judge
from crawlers.extract.cleaning.notices import notices
from crawlers.extract.cleaning.second_copies import second_copies
from crawlers.extract.header.labels import read_labels
from crawlers.posting import RawPosting, Removed, Slot
from crawlers.text.blocks import Block
from crawlers.text.hidden_text import tells, too_long


class CutChrome:
    """Leaves the posting's own blocks, in order. What goes is kept in `removed` with the rule that
    cut it.

    Raises DropItem where the page is no posting at all, with the reason. The page alone decides:
    whatever was read before it, the same page leaves the same blocks.
    """

    def process_item(self, item: RawPosting) -> RawPosting:
        if much := too_long(item.blocks) or too_long(item.described):
            raise DropItem(f"too_long: {much}")
        if not item.described and (reason := judge(item.blocks)):
            raise DropItem(f"{reason}: the page is not a posting")
        item.flags.extend(notices(item.blocks))
        if item.declared.chrome is not None:
            self._apply(item, cut_site(item.blocks, item.declared.chrome))
        if item.kind == "html" or item.described:
            self._choose_body(item)
        self._keep_hidden(item)
        self._apply(item, cut_known(item.blocks))
        self._cut(item, second_copies(item.blocks), "second copy")
        return item

    def _keep_hidden(self, item: RawPosting) -> None:
        """Text that the markup hides within the posting is no part of it; it is kept beside it, and
        the reader is told."""
        hidden = [
            Removed(b.hidden, "hidden from the reader: within the posting", b.line)
            for b in (*item.header, *item.blocks)
            if b.hidden
        ]
        known = {removed.text for removed in item.removed}
        item.removed.extend(one for one in hidden if one.text not in known)
        if any(tells(one.text) for one in hidden):
            item.flags.append("hidden_text")

    def _choose_body(self, item: RawPosting) -> None:
        """Markup tells more than words: the posting's blocks are chosen, and what stands around
        them is read for labels only."""
        title = next((s.raw for s in item.said.get("title", ()) if s.method == "jsonld"), None)
        choice = find_body(item.blocks, title=title, jsonld_description=item.described)
        body = set(choice.body)
        facts = {i for part in (choice.header, *choice.facts) for i in part} - body
        item.header = [b for i, b in enumerate(item.blocks) if i in facts]
        gone = set(range(len(item.blocks))) - body - facts
        if "use_jsonld" in choice.flags or (not body and item.described):
            gone |= body
            self._cut(item, gone | facts, "the JSON-LD description is fuller")
            item.blocks = list(item.described)
        else:
            self._cut(item, gone | facts, f"outside the posting: {choice.reason}")

    def _cut(self, item: RawPosting, gone: set[int], rule: str) -> None:
        if gone:
            item.removed += [
                Removed(b.text, rule, b.line) for i, b in enumerate(item.blocks) if i in gone
            ]
            item.blocks = [b for i, b in enumerate(item.blocks) if i not in gone]

    def _apply(self, item: RawPosting, cut: Cut) -> None:
        item.blocks = cut.blocks
        item.removed.extend(
            Removed(f"{b.label} {b.text}".strip(), rule, b.line) for b, rule in cut.removed
        )
        for slot, lines in cut.boxes:
            if slot == "labels":
                read_box(item, lines)
            else:
                for line in lines:
                    item.say(cast(Slot, slot), line.text, "label", f"box: {slot}")


def read_box(item: RawPosting, lines: Sequence[Block]) -> None:
    """A box of label and value lines, as the site prints them beside the posting."""
    for pair in read_labels(lines, (len(lines), len(lines))).pairs:
        item.say(pair.slot, pair.value, "label", f"box label: {pair.label}")
