"""Which labels of a job a page has with a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from crawlers.extract.cleaning.weights import LABEL, MENU_LINKS
from crawlers.extract.header.label_rows import read_row
from crawlers.extract.header.labels import slot_of
from crawlers.text.blocks import Block
from crawlers.text.kept import kept
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT

_LEAST = 2
"""Different labels of a job."""
JOB_SLOTS = frozenset(
    (
        "location",
        "employment_type",
        "salary",
        "date_posted",
        "valid_through",
        "start_date",
        "reference",
        "requisition",
        "vacancy",
        "contract_type",
        "grade",
        "hours",
        "workplace",
        "duration",
        "organization",
        "experience",
        "seniority",
        "openings",
        "category",
    )
)
"""The slots whose labels only a page about a job has."""
_TYPE, _PAY = 40, 80
"""Characters of a line that may be a type of employment, and of one with pay."""


class PageFacts:
    """The facts of the main part of a page. blocks: of the whole page. main: the indexes of those
    of the main part. own: these blocks with their lines."""

    def __init__(
        self, blocks: Sequence[Block], main: Sequence[int], own: Sequence[tuple[Block, Line]]
    ) -> None:
        self._blocks, self._main, self._own = blocks, main, own

    @kept
    def label_values(self) -> list[tuple[str, str]]:
        """The slots of the labels of the main part, each with its value."""
        found: list[tuple[str, str]] = []
        for i, (block, line) in zip(self._main, self._own, strict=True):
            if block.kind == "row":
                found += [(slot, value) for slot, _, value in read_row(self._blocks, i)[0]]
                continue
            if block.kind == "pair":
                label, value = block.label, block.text
            elif block.links > MENU_LINKS or ":" not in block.text:
                continue
            else:
                label, _, value = block.text.partition(":")
                if len(label) > LABEL:
                    continue
            if not value.strip() and i + 1 < len(self._blocks):
                value = self._blocks[i + 1].text
            slot = slot_of(line if label == block.text else Line(label))
            if slot and value.strip():
                found.append((slot, value.strip()))
        return found

    @kept
    def are_stated(self) -> bool:
        """Whether the page has two labels of a job with values, or a line that is its type."""
        return len(self.slots) >= _LEAST or self._types_of_work > 0

    @kept
    def name_pay(self) -> bool:
        """Whether a short line has an amount and for how long it is paid: "£14.80 an hour"."""
        from crawlers.extract.pay.pay_lines import pay_within

        lines = (b.text for b, _ in self._own if len(b.text) <= _PAY and DIGIT.search(b.text))
        return any((pay := pay_within(text)) and pay.period for text in lines)

    @kept
    def slots(self) -> Counter[str]:
        """How often each label of a job stands there with a value."""
        return Counter(slot for slot, _ in self.label_values if slot in JOB_SLOTS)

    @kept
    def _types_of_work(self) -> int:
        """How many lines are nothing but a type of employment."""
        from crawlers.extract.terms.employment import looks_like_employment

        short = [line for block, line in self._own if len(block.text) <= _TYPE]
        return sum(map(looks_like_employment, short))
