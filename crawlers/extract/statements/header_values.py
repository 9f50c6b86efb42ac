"""Say the values of a header that have no label: those alone on their line or beside others, a day
of posting in the title, a number inside a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawlers.extract.fields.statements import BESIDE_OTHERS, IN_TIME, WITHOUT_LABEL
from crawlers.extract.header.label_pairs import day_of
from crawlers.extract.header.meta_lines import is_stray_country
from crawlers.extract.header.posted_dates import posted_within
from crawlers.extract.header.references import find_reference
from crawlers.posting.raw import RawPosting, Slot
from crawlers.text.blocks import Block

_NEAR = 4
"""Blocks below the title in which a time element is its posting's."""
_ENDS = 8
"""Blocks at the beginning of a text, and at its end."""
_NUMBERS: tuple[Slot, ...] = ("reference", "requisition", "vacancy")


def say_values(
    item: RawPosting,
    values: Iterable[tuple[Slot, str, int]],
    blocks: Sequence[Block],
    title: tuple[int | None, range],
    how: str = WITHOUT_LABEL,
) -> None:
    """Say values without labels (slot, words, index of the block), but for those of other postings;
    what stands behind the title first. Pay above it is of another posting. title: the index of its
    block, and those of the blocks of other postings above it."""
    title_at, others = title
    top = title_at if item.kind == "html" and title_at is not None else 0
    for slot, text, index in sorted(values, key=lambda value: value[2] < top):
        if slot == "salary" and index < top:
            continue
        block = blocks[index]
        if index in others or is_stray_country(slot, text, index, title_at):
            continue
        is_near = title_at is not None and 0 < index - title_at <= _NEAR
        where = IN_TIME if is_near and block.day and how == WITHOUT_LABEL else how
        words = day_of(slot, text, block)
        item.say(slot, words, "section_rule", f"{where}, line {block.line}")


def say_day_in_title(item: RawPosting, title: str) -> None:
    """Say the day of posting that the head's title or the printed one states, where no line does:
    "Lamp Keeper, posted on 4 May 2031"."""
    if not item.said.get("date_posted"):
        for slot, text in posted_within(item.head_title or "") or posted_within(title):
            item.say(slot, text, "section_rule", f"{BESIDE_OTHERS}, title")


def say_number_in_line(item: RawPosting, blocks: Sequence[Block], prose: tuple[int, int]) -> None:
    """Say the number of the posting that stands inside a line, where no label gives one. prose:
    where the running text begins and ends among the blocks."""
    if not any(item.said.get(slot) for slot in _NUMBERS):
        ends = [block.said for block in _ends(blocks, prose)]
        if number := find_reference((block.said for block in blocks[: prose[0]]), ends):
            item.say(*number, "section_rule", "number inside a line")


def _ends(blocks: Sequence[Block], prose: tuple[int, int]) -> Sequence[Block]:
    """Return the beginning and the end of the text, where a posting says its number and how to
    apply."""
    text = blocks[prose[0] :]
    return text if len(text) <= 2 * _ENDS else [*text[:_ENDS], *text[-_ENDS:]]
