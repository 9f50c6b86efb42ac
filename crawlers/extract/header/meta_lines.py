"""Find the values of the lines near the title: "Bergen, Norway · Full time · On site".

What a line holds says `line_values`; here stands which lines are looked at, and which places that
are in doubt count beside other values or right below the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from crawlers.extract.dates.printed_date import looks_like_date
from crawlers.extract.header.bylines import day_of_byline
from crawlers.extract.header.labels import is_everyday, is_sure, slot_of
from crawlers.extract.header.line_parts import (
    MAX_CHIP,
    MENUS,
    STRONG,
    Value,
    has_parts,
    is_sentence,
    split_at_marks,
)
from crawlers.extract.header.line_values import MAX_LINE, MAX_RUN, values_of_block
from crawlers.extract.header.posted_dates import posted_within
from crawlers.extract.header.town_in_line import town_among_commas, town_before_remark
from crawlers.extract.header.unsure_places import (
    addressed,
    is_address,
    listed_town,
    pinned_places,
    pins,
    place_in_country,
    town_alone,
    town_before_district,
    town_behind_name,
)
from crawlers.extract.header.value_of_text import MAX_LABEL, has_place, value_of
from crawlers.extract.pay.pay_lines import pay_within
from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import word_list
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.terms.employment import is_type_of_chip
from crawlers.extract.terms.stated_employment import hours_within
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_BEFORE, _BEHIND = 2, 6
"""Blocks before the title and behind it in which such a line stands."""
_MAX_WORDS = 24
"""Words of a line of values in which a type or pay may stand anywhere."""
_BESIDE = 3
"""Blocks behind the title in which an unlisted town stands beside its country."""
_AROUND = (-2, -1, 1, 2)
"""Where such lines stand around it."""
_BEGIN_INSIDE = 4
"""Letters of the shortest label of places that counts inside a line."""
_CALENDARS = "\U0001f4c5\U0001f4c6\U0001f5d3\ufe0f"
"""Calendars, in front of a day."""

_POSTCODE_BEHIND = re.compile(r"\s*\([A-Z]{1,2}\d[A-Z\d]?\)$")
"""The first half of a British postcode behind a place: "Kendal, Cumbria (LA9)"."""


def find_meta_values(
    blocks: Sequence[Block], title_at: int | None, end: int, used: set[int]
) -> Iterator[tuple[Slot, str, int]]:
    """Yield (slot, words, index of the block) of the lines of values near the title, else above the
    text.

    title_at: the index of the title's block. end: where the text begins. used: blocks that are
    labels, or values as a whole.
    """
    near = _near(blocks, title_at, end)
    for index in near:
        block = blocks[index]
        if index in used and not has_parts(block):
            if title_at is not None and 0 < index - title_at <= _BESIDE:  # the employer's line
                yield from ((*value, index) for value in town_behind_name(block))
            continue
        if block.region in MENUS or block.kind == "row" or len(block.text) > MAX_LINE:
            continue
        if ":" in block.text and _leads_elsewhere(block.text):
            continue
        if block.kind == "pair":  # "Posted: 4 May | Full time"
            behind = split_at_marks((block.text,))[1:]
            yield from ((*value, index) for part in behind if (value := value_of(part)))
            if day := day_of_byline(f"{block.label} {block.text}"):
                yield "date_posted", day, index
            continue
        found = values_of_block(block)
        if block.mark and block.mark in pins() and not has_place(found):
            found = (*found, *pinned_places(f"{block.mark} {block.text}"))
        if title_at is not None and index < title_at and _names_place(blocks, near, title_at):
            # a line above the title may be of another posting
            found = tuple(value for value in found if value[0] != "location")
        if not any(slot == "date_posted" for slot, _ in found):
            found = (*found, *posted_within(block.text), *_day_of_calendar(blocks, index))
        if title_at is not None and index > title_at and not has_place(found):
            found = _with_unlisted_place(found, blocks, index, index <= title_at + _BESIDE)
        if title_at is None or index > title_at:
            found = (*found, *_terms_within(block.text, found), *_type_of_chip(blocks, index))
        for slot, text in (*found, *_labelled_inside(block.text, found)):
            yield slot, text, index


def _near(blocks: Sequence[Block], title_at: int | None, end: int) -> list[int]:
    """Return the indexes of the blocks near the title, but for itself; else of those above the
    text."""
    if title_at is None:
        return list(range(min(end, len(blocks))))
    last = min(max(end, title_at + _BEHIND + 1), len(blocks))
    return [i for i in range(max(0, title_at - _BEFORE), last) if i != title_at]


def _leads_elsewhere(text: str) -> bool:
    """Return whether a line begins with a label of other postings or of who applies: "Also hiring:
    Weaver, Leeds", "Citizenship: EU, Norway"."""
    return key(text.partition(":")[0]) in word_list("no_place_labels")


def _names_place(blocks: Sequence[Block], near: Iterable[int], title_at: int) -> bool:
    """Return whether a line behind the title names a place."""
    return any(
        index > title_at
        and blocks[index].region not in MENUS
        and has_place(values_of_block(blocks[index]))
        for index in near
    )


def _with_unlisted_place(
    found: tuple[Value, ...], blocks: Sequence[Block], index: int, is_below_title: bool
) -> tuple[Value, ...]:
    """Return the values of a line with a place that no list knows, or one of a common name: beside
    other values, or right below the title."""
    block, is_alone = blocks[index], not found and is_below_title
    is_beside = _has_values_beside(blocks, index)
    if is_beside or is_below_title:
        found = (*found, *_place_among(block.text))
    if not found:
        found = tuple(addressed(block.text))
    if is_beside and not has_place(found):
        found = (*found, *listed_town(block.text))
    if (is_beside or is_below_title) and not has_place(found):
        found = (*found, *(town_behind_name(block) or town_before_district(block.text)))
    if is_below_title and not has_place(found):
        town = town_before_remark(block.text) or town_among_commas(block.said)
        found = (*found, *((("location", town),) if town else ()))
    return found or (town_alone(block) if is_alone else ())


def _place_among(text: str) -> tuple[Value, ...]:
    """Return such a place that a line is, or one of its values."""
    parts = (text, *split_at_marks((text,)))
    return next((found for part in parts if (found := place_in_country(part))), ())


def _has_values_beside(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a short line stands among lines that are values: chips, each a box of its
    own."""
    block = blocks[index]
    if len(block.text) > MAX_CHIP:
        return False
    around = (index + step for step in _AROUND if 0 <= index + step < len(blocks))
    near = (b for i in around if (b := blocks[i]).kind == block.kind and len(b.text) <= MAX_CHIP)
    return any(slot != "location" for b in near for slot, _ in values_of_block(b))


def place_beside(block: Block) -> str:
    """Return the place that a line is among lines that are values ("Kendal", "Lower Wick, NY"), ""
    where it is none."""
    if len(block.text) > MAX_CHIP:
        return ""
    text = _POSTCODE_BEHIND.sub("", block.text)
    found = (*place_in_country(text), *listed_town(text), *town_before_district(text))
    return found[0][1] if found else ""


def is_place_line(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a line is an address, or a place among lines that are values."""
    text = blocks[index].text
    return is_address(text) or bool(
        place_beside(blocks[index]) and _has_values_beside(blocks, index)
    )


def _day_of_calendar(blocks: Sequence[Block], index: int) -> tuple[Value, ...]:
    """Return the day behind a calendar in a line of its own among other values."""
    text = blocks[index].text
    first = (blocks[index].mark or text)[:1]
    if not first or first not in _CALENDARS:
        return ()
    day = text.lstrip(_CALENDARS).strip()
    is_day = looks_like_date(day) and _has_values_beside(blocks, index)
    return (("date_posted", day),) if is_day else ()


def _type_of_chip(blocks: Sequence[Block], index: int) -> tuple[Value, ...]:
    """Return a word that is a type of employment beside other values: "Temporary" above "Oban"."""
    said = blocks[index].said
    is_type = is_type_of_chip(said) and _has_values_beside(blocks, index)
    return (("employment_type", said.text),) if is_type else ()


def _terms_within(text: str, found: Sequence[Value]) -> tuple[Value, ...]:
    """Return the pay in a line of values, and full or part time in one that has other values:
    "Harbour Full-time Hybrid $120k - $150k", "Posted 4 May Full Time Job #44"."""
    if len(text.split()) > _MAX_WORDS or is_sentence(text):
        return ()
    slots = {slot for slot, _ in found}
    pay = pay_within(text) if "salary" not in slots else None
    more: list[Value] = [("salary", pay.raw)] if pay else []
    if (found or more) and "employment_type" not in slots and (hours := hours_within(text)):
        more.append(("employment_type", hours))
    return tuple(more)


def _labelled_inside(text: str, found: Iterable[Value]) -> tuple[Value, ...]:
    """Return the place behind its label and a colon in a line with more labels and values:
    "Permanent Location: Leeds Reference: 44"."""
    if ":" not in text or len(text) > MAX_LINE or has_place(found):
        return ()
    match = _place_label().search(text)
    if match is None:
        return ()
    value, colon, _ = text[match.end() :].partition(":")
    words = STRONG.split(value.strip())[0].split(" ")[:MAX_RUN]
    behind = range(1, MAX_LABEL + 1) if colon and len(value.split()) == len(words) else range(3)
    ends = [" ".join(words[: len(words) - n]).strip(" ,;") for n in behind if n < len(words)]
    place = next((end for end in ends if looks_like_place(end) or is_sure("location", end)), "")
    if not place and colon and not is_everyday(fold(match["label"])):
        labels = ((" ".join(words[-n:]), n) for n in reversed(behind) if n < len(words))
        cut = next((n for label, n in labels if slot_of(label)), 1)
        place = " ".join(words[:-cut]).strip(" ,;")
    return (("location", place),) if place and read_places(place) else ()


@cache
def _place_label() -> re.Pattern[str]:
    """Return a pattern of a label of places and its colon behind other words."""
    labels = any_of(
        label for label in phrases_in(load("labels")["location"]) if len(label) >= _BEGIN_INSIDE
    )
    return re.compile(rf"(?:^|(?<=\s))(?P<label>{labels})\s?[:：]\s*(?=\S)")


def is_stray_country(slot: Slot, text: str, index: int, title_at: int | None) -> bool:
    """Return whether a line is a country alone and does not stand right below the title: menus and
    lists of other postings have such lines, too."""
    if slot != "location" or title_at is None or 0 < index - title_at <= _BESIDE:
        return False
    return gazetteer.country(text) is not None
