"""A measured page on which a posting is looked for: which of its lines are the title."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.cleaning.weights import SHORT, TITLE_LEVEL
from crawlers.text.blocks import Block
from crawlers.text.measures import Measures
from crawlers.text.words import fold


class PostingPage(Measured):
    """title: the posting's title, folded, "" where it is not known. top_level: of the highest
    headings; 1 where there are several, since these are sections."""

    def __init__(
        self,
        blocks: Sequence[Block],
        title: str | None,
        head_title: str | None = None,
        known: Measures | None = None,
    ) -> None:
        super().__init__(blocks, known)
        self.title = fold(title or "") or self._title_in(fold(head_title or ""))
        levels = [
            b.level
            for b, alive in zip(blocks, self.live, strict=True)
            if alive and b.kind == "heading"
        ]
        self.top_level = min(levels, default=1)
        if levels.count(self.top_level) > 1:
            self.top_level = 1

    def _title_in(self, head_title: str) -> str:
        """Return the first heading that the title in the HTML head has, too, and that is made of
        the words of titles, folded; "" where none is."""
        from crawlers.extract.job.title_lines import title_score

        around = f" {head_title} "
        for i in self.living() if head_title else ():
            if (
                self.blocks[i].kind == "heading"
                and " " in self.short[i]
                and f" {self.short[i]} " in around
                and title_score(self.blocks[i].said)
            ):
                return self.short[i]
        return ""

    def is_title(self, i: int) -> bool:
        """Return whether a block is the posting's title, or a heading that may be."""
        block = self.blocks[i]
        if self.title and self.short[i] == self.title:
            return True
        return (
            block.kind == "heading"
            and block.level == self.top_level <= TITLE_LEVEL
            and not self.kind_of_heading(i)
        )

    def heads(self, i: int, text: int) -> bool:
        """Return whether a block is the heading of the text below it, in the same box."""
        return (
            self.blocks[i].kind == "heading"
            and self.box[i] == self.box[text]
            and not self.is_title(i)
        )

    def is_odd(self, i: int) -> bool:
        """Return whether a block is a few words that are no sentence, heading or list: a place, a
        date, a label with its value."""
        block = self.blocks[i]
        if (
            self.weight[i]
            or block.kind == "heading"
            or len(block.text) > SHORT
            or self.opens_section(i)
        ):
            return False
        return block.text[-1] not in ".!?;:" or self.is_label(i)
