"""The lines of a page that stand around a posting's text and may say something of it: below its
title, in a box beside it, behind its last section. What follows the heading of other postings is
theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from typing import TypeVar

from crawlers.extract.cleaning.measured import Measured
from crawlers.extract.header.title_block import find_title_block
from crawlers.extract.job.boards import is_forum
from crawlers.extract.places.gazetteer import states
from crawlers.posting.raw import RawPosting
from crawlers.text.blocks import Block, annotate
from crawlers.text.lines import Line
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, phrases_in

Finding = TypeVar("Finding")

_FURNITURE = ("nav", "footer", "form")
_MAX_LINKS = 0.4
"""Share of link text from which a line leads elsewhere."""
_LEAST_VALUES, _MOST_VALUES, _MAX_VALUE = 2, 8, 80
"""Lines of a box of values, and characters of one."""
_NEXT = 4
"""Blocks below the title that stand next to it."""
_ABOVE, _LEAST_SENTENCE = 2, 40
"""Blocks above the title, and characters of a sentence among them."""
_MAX_LINE = 400
"""Characters of a line of an address; a longer one is text."""
_STATE_AND_CODE = re.compile(
    r"(?<!\w)(?:(?P<us>[A-Z]{2}),? \d{5}(?:-\d{4})?|(?P<ca>[A-Z]{2}),? [A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|(?P<au>[A-Z]{2,3}),? \d{4})(?!\w)"
)
"""The end of an address as the US, Canada and Australia write it: "OR 97000", "BC V6B 1A1",
"NSW 2000"."""
_DIGITS_AROUND = " 0123456789"
"""Digits of a postcode behind the country of an address: "Singapore 049000"."""
_WORDS = frozenset({"OK", "OR", "IN", "ME", "HI", "OH"})
"""Codes of states that are words of a line, too, without a comma in front: "remote OK"."""
_STATE_LAST = re.compile(r"[a-z]{2}(?:, (?P<state>[A-Z]{2})| (?P<bare>[A-Z]{2,3}))$")
"""A town and the code of its state at the end of a line: "Box 4, Lower Wick, AR", "Oberwick ON"."""
_LENGTH_OF_STATE = 7
"""Characters of such an end at most, with one of a line end."""


def once_an_item(read: Callable[[RawPosting], Finding]) -> Callable[[RawPosting], Finding]:
    """Make a reader of an item that several others ask one that reads once. It reads what is the
    same for all of them: the title, the sections and the frame."""

    @wraps(read)
    def read_once(item: RawPosting) -> Finding:
        return item.read_once(read)

    return read_once


@once_an_item
def title_at(item: RawPosting) -> int | None:
    """Return the index of the block of the page that is the posting's title, if any."""
    title = next((said.raw for said in item.said.get("title", ())), "")
    return find_title_block(item.frame.blocks, title) if item.frame.blocks and title else None


@once_an_item
def lines_around(item: RawPosting) -> list[tuple[Block, bool]]:
    """Return the lines of an HTML page from below the posting's title to the heading of other
    postings, and whether each stands next to the title; menus, footers and links are left out,
    with what stands below a heading that is a link (a card of another page), and so is all of a
    page that does not show the title."""
    return list(_lines_around(item))


def _lines_around(item: RawPosting) -> Iterator[tuple[Block, bool]]:
    blocks, at = item.frame.blocks, title_at(item)
    if at is None:
        return
    heads_others = Measured(blocks, item.measures).heads_others
    is_of_a_card = False
    for i in range(at + 1, len(blocks)):
        block = blocks[i]
        if heads_others[i]:
            return
        if block.kind == "heading":
            is_of_a_card = block.links > _MAX_LINKS
        if is_of_a_card:
            continue
        if block.region not in _FURNITURE and block.links <= _MAX_LINKS:
            yield block, i - at <= _NEXT


def lines_above(item: RawPosting) -> list[Line]:
    """Return the sentences right above the title, which may name the post it goes on with: "In our
    garden there is, for good, a full-time post to fill:"."""
    at = title_at(item) or 0
    above = item.frame.blocks[max(0, at - _ABOVE) : at]
    return [
        block.said
        for block in above
        if block.kind == "paragraph"
        and block.region not in (*_FURNITURE, "header", "aside")
        and block.links <= _MAX_LINKS
        and len(block.text) >= _LEAST_SENTENCE
    ]


@once_an_item
def lines_of_text(item: RawPosting) -> Mapping[str, Line]:
    """Return the lines of the blocks of its sections, by text: most are those of the blocks, the
    others are folded once an item."""
    said = {line.text: line for line in annotate(item.blocks)}
    texts = [b.text for s in item.sections for b in s.blocks]
    return {text: said.get(text) or Line(text) for text in texts}


@once_an_item
def words_of_text(item: RawPosting) -> frozenset[str]:
    """Return all folded words of the blocks of its sections."""
    return frozenset().union(*[line.words for line in lines_of_text(item).values()])


def lines_with(item: RawPosting, phrases: InText) -> list[Line]:
    """Return the lines of the text that have one of some phrases. The words of the whole text are
    asked first: most texts have none."""
    lines = lines_of_text(item).values()
    if not phrases.may_be_in(_folded_text(item), words_of_text(item)):
        return []
    return [line for line in lines if phrases.may_be_in(line.folded, line.words)]


@once_an_item
def _folded_text(item: RawPosting) -> str:
    return "\n".join([line.folded for line in lines_of_text(item).values()])


@once_an_item
def box_of_values(item: RawPosting) -> list[str]:
    """Return the lines of the one box beside the text that has pay and a type of employment, each
    a line of its own without a label; [] where there is none, or several."""
    from crawlers.extract.pay.currencies import may_state_money
    from crawlers.extract.pay.pay_lines import pay_within

    blocks = [b for b, _ in lines_around(item) if b.kind in ("item", "paragraph")]
    with_money = {block.box for block in blocks if may_state_money(block.text)}
    boxes: dict[tuple[int, ...], list[str]] = {}
    for block in blocks if with_money else ():
        if block.box in with_money:
            boxes.setdefault(block.box, []).append(block.text)
    found = [
        lines
        for lines in boxes.values()
        if _LEAST_VALUES <= len(lines) <= _MOST_VALUES
        and all(len(line) <= _MAX_VALUE for line in lines)
        and any(map(pay_within, lines))
        and any(map(begins_with_type, lines))
    ]
    return found[0] if len(found) == 1 else []


def begins_with_type(line: str) -> bool:
    """Return whether a line is a type of employment, before a comma or alone: "Regular full-time,
    40 hrs/week"."""
    from crawlers.extract.terms.employment import looks_like_employment

    return looks_like_employment(line.partition(",")[0])


@once_an_item
def land_of_addresses(item: RawPosting) -> str:
    """Return the country (ISO 3166-1 alpha-2) of the addresses that a page prints with the code of
    a state or province, or of the towns that it names with their state; "" where there are none or
    of several countries."""
    from crawlers.extract.places.gazetteer import country, regions, regions_of_code

    texts = [b.text for b in item.frame.blocks if len(b.text) <= _MAX_LINE]
    texts += [b.text for s in item.sections for b in s.blocks if len(b.text) <= _MAX_LINE]
    lands = {
        region.country
        for text in texts
        if DIGIT.search(text)
        for match in _STATE_AND_CODE.finditer(text)
        for region in regions_of_code(match[match.lastgroup or 0])
        if region.country.lower() == match.lastgroup
    }
    if not lands:
        ends = (match for text in texts if (match := _STATE_LAST.search(text[-_LENGTH_OF_STATE:])))
        codes = (match["state"] or match["bare"] for match in ends if match["bare"] not in _WORDS)
        read = map(regions_of_code, codes)
        lands = {region.country for found in read for region in found}
    if not lands:
        last = (text.rstrip(" .").rpartition(",")[2] for text in texts if "," in text)
        lands = {land for each in last if (land := country(each.strip(_DIGITS_AROUND)))}
    if not lands:
        listed = (text for text in texts if ", " in text)
        named = (match[1] for text in listed for match in _town_and_state().finditer(text))
        lands = {region.country for name in named for region in regions(name)}
    return lands.pop() if len(lands) == 1 else ""


@once_an_item
def is_of_a_forum(item: RawPosting) -> bool:
    """Return whether the page is of a forum."""
    return is_forum(item.frame)


def land_of_terms(item: RawPosting) -> str:
    """Return the country of which the text names a law or a scheme ("401(k)", "superannuation");
    "" where it names none, or of several countries."""
    terms: dict[str, dict[str, list[str]]] = load("country_hints")["local_terms"]
    lands = {land for land, words in terms.items() if _has_term(item, tuple(phrases_in(words)))}
    return lands.pop() if len(lands) == 1 else ""


def _has_term(item: RawPosting, terms: tuple[str, ...]) -> bool:
    may_have, pattern = _terms_of(terms)
    return any(pattern.search(line.text) for line in lines_with(item, may_have))


@cache
def _terms_of(terms: tuple[str, ...]) -> tuple[InText, re.Pattern[str]]:
    return InText(terms), re.compile(rf"(?i)(?<!\w)(?:{any_of(terms)})(?!\w)")


@cache
def _town_and_state() -> re.Pattern[str]:
    """Return a pattern of a town and the name of its state, of the countries that write them so:
    "Lower Wick, Vermont"."""
    names = any_of(region.name for region in states())
    return re.compile(rf"[a-z]{{2}}, ({names})(?![\w-])")
