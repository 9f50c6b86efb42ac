"""Stage 1: site furniture and second copies go; data boxes are read first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from crawlers.text.body import judge
from scrapy.exceptions import DropItem

from crawlers.posting import RawPosting, Removed, Slot
from crawlers.text.blocks import Block
from crawlers.text.chrome import Cut, cut_known, cut_site, notices
from crawlers.text.copies import second_copies
from crawlers.text.labels import read_labels


class CutChrome:
    """Leaves the posting's own blocks, in order. What goes is kept in `removed` with the rule that cut it.

    Raises DropItem where the page is no posting at all, with the reason.
    """

    def process_item(self, item: RawPosting) -> RawPosting:
        if not item.said.get("title") and (reason := judge(item.blocks)):
            raise DropItem(f"{reason}: the page is not a posting")
        over, flags = notices(item.blocks)
        item.flags.extend(["expired", *flags] if over else flags)  # type: ignore[list-item]
        if item.chrome is not None:
            self._apply(item, cut_site(item.blocks, item.chrome))
        self._apply(item, cut_known(item.blocks))
        copies = second_copies(item.blocks)
        item.removed.extend(Removed(b.text, "second copy", b.line) for i, b in enumerate(item.blocks) if i in copies)
        item.blocks = [b for i, b in enumerate(item.blocks) if i not in copies]
        return item

    def _apply(self, item: RawPosting, cut: Cut) -> None:
        item.blocks = cut.blocks
        item.removed.extend(Removed(f"{b.label} {b.text}".strip(), rule, b.line) for b, rule in cut.removed)
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
