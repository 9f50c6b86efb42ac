"""The unlabelled part of a posting's header: its title, its employer, and values that stand alone
on their line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from crawlers.extract.header.labels import slot_of
from crawlers.extract.job.employers import (
    cannot_be_employer,
    has_organization_word,
    names_employer,
    split_employer,
)
from crawlers.extract.job.grades import system_of
from crawlers.extract.sections.headings import heading_of
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.words import fold

_NUMBER_OF_TITLE = re.compile(r"[-–#(]\s?(\d{5,})\)?")
_NEAR = 40
"""Lines around the title among which the employer is looked for; a header has ten."""
_MENUS = ("nav", "footer", "form")
"""Landmarks that hold no part of a posting's header."""


@dataclass(slots=True)
class Header:
    """What the header says without labels. said: (slot, words, index of the block). used: blocks
    that are nothing but header."""

    title: str | None = None
    title_at: int | None = None
    organization: str | None = None
    said: list[tuple[Slot, str, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_header(
    blocks: Sequence[Block],
    end: int,
    used: set[int],
    *,
    url: str | None,
    head_title: str | None,
    has_title: bool = False,
) -> Header:
    """Reads blocks [0, end) that no label took. has_title: the page's title is known from elsewhere
    and not looked for."""
    header = Header()
    free = [
        i
        for i in range(end)
        if i not in used and blocks[i].kind != "pair" and blocks[i].region not in _MENUS
    ]
    for index in free:
        if blocks[index].kind == "heading" and blocks[index].level <= 2:
            continue
        if slot := _value_slot(blocks[index].text, first=index == free[0]):
            header.said.append((slot, blocks[index].text, index))
            header.used.add(index)
    address = address_words(url)
    lines = [i for i in free if i not in header.used and _may_be_title(blocks[i], address)]
    if not has_title:
        header.title_at = _title(blocks, lines, address, fold(head_title or ""), header)
        if header.title_at is None:
            header.title_at = _title_below(blocks, end, used, address)
        if header.title_at is not None:
            header.title, header.organization = split_employer(blocks[header.title_at].text)
            header.used.add(header.title_at)
    _organization(blocks, free, header, end)
    _repeated_title(blocks, lines, header)
    return header


def address_words(url: str | None) -> set[str]:
    """The words of an address's path and query, folded."""
    if not url:
        return set()
    parts = urlsplit(url)
    return set(fold(unquote(f"{parts.path} {parts.query}")).split())


def _may_be_title(block: Block, address: set[str]) -> bool:
    main_heading = block.kind == "heading" and block.level == 1 and not slot_of(block.text)
    return main_heading or _is_line(block.text) or _is_of_address(block.text, address)


def _is_of_address(text: str, address: set[str]) -> bool:
    """A line that the address repeats word for word, however long it is."""
    words = fold(text).split()
    return 4 <= len(words) <= 40 and all(w in address for w in words if len(w) > 2)


def _value_slot(text: str, first: bool) -> Slot | None:
    """The slot of a short line that is a value by itself: a type of employment, a work model, a
    place, a date, a pay range.

    first: the page's first line is rather its title than a town that nobody knows.
    """
    from crawlers.extract.dates import printed_date
    from crawlers.extract.pay import printed_pay
    from crawlers.extract.places import printed_places
    from crawlers.extract.terms import employment

    if len(text) > 70 or slot_of(text):
        return None
    if employment.looks_like_employment(text):
        return "employment_type"
    if employment.looks_like_workplace(text):
        return "workplace"
    if employment.looks_like_seniority(text):
        return "seniority"
    if printed_date.looks_like_date(text):
        return "date_posted"
    if printed_pay.looks_like_pay(text):
        return "salary"
    if printed_places.looks_like_place(text) or (not first and _is_place_with_country(text)):
        return "location"
    return None


def _is_place_with_country(text: str) -> bool:
    """A town or site that no list knows before its country: "Lower Wick, United Kingdom", "Harbour
    House, Bergen, Norway"."""
    from crawlers.extract.places.printed_places import looks_like_place

    head, comma, tail = text.partition(", ")
    plain = len(head.split()) <= 3 and head[:1].isupper() and not any(c.isdigit() for c in head)
    return (
        bool(comma)
        and plain
        and not has_organization_word(head)
        and not cannot_be_employer(head)
        and looks_like_place(tail)
    )


def _is_line(text: str) -> bool:
    from crawlers.extract.job.titles import looks_like_title

    if slot_of(text) or not looks_like_title(text):
        return False
    heading = heading_of(text)
    return heading is None or (
        not heading.rest and heading.kind not in ("frame",) and len(text.split()) > 3
    )


def _title(
    blocks: Sequence[Block],
    lines: Sequence[int],
    address: set[str],
    head_title: str,
    header: Header,
) -> int | None:
    """The line that is most likely the title, or None: an unsupported first line is not one."""
    from crawlers.extract.job.titles import title_score

    best, best_score = None, 0.0
    values = {i for _, _, i in header.said}
    for rank, index in enumerate(lines):
        text = blocks[index].text
        words = fold(text).split()
        main = blocks[index].kind == "heading" and blocks[index].level == 1
        if not words or (
            names_employer(text)
            and not title_score(text)
            and not main
            and not _is_of_address(text, address)
        ):
            continue
        score = 0.0
        if address:
            own = [w for w in words if len(w) > 2 and not any(c.isdigit() for c in w)] or words
            share = sum(w in address for w in own) / len(own)
            if share >= 0.6 and (len(own) > 1 or len(words[0]) > 3):
                # of two lines that the address repeats, the longer
                score += 1.2 * share + 0.05 * min(len(own), 10)
        if head_title and " ".join(words) in head_title:
            score += 0.5
        score += (
            {1: 1.0, 2: 0.3}.get(blocks[index].level, 0.0)
            if blocks[index].kind == "heading"
            else 0.0
        )
        score += 0.7 * title_score(
            " ".join(text.split()[:10]) if _is_of_address(text, address) else text
        )
        if score and values & {index + 1, index + 2}:
            score += 0.2
        score -= 0.08 * min(rank, 6) + (0.4 if is_notice(text) else 0.0)
        if score > best_score:
            best, best_score = index, score
    return best if best_score >= 0.35 else None


def _title_below(
    blocks: Sequence[Block], end: int, used: set[int], address: set[str]
) -> int | None:
    """A title that stands below the first heading ("Position overview"): only a line that the
    address repeats."""
    for index in range(end, min(end + 4, len(blocks))):
        words = [w for w in fold(blocks[index].text).split() if len(w) > 2]
        if (
            index not in used
            and len(words) >= 2
            and _is_line(blocks[index].text)
            and all(w in address for w in words)
        ):
            return index
    return None


def is_header_line(block: Block) -> bool:
    """A short line that is no sentence: between labels it is a label or a value that nobody
    knows."""
    ended = block.text.rstrip()[-1:] in ".;:!?"
    return (
        block.kind != "heading"
        and len(block.text) <= 60
        and not ended
        and heading_of(block.text) is None
    )


def is_notice(text: str) -> bool:
    """Capitals that tell who may apply or what is decided, not what the post is."""
    folded = fold(text)
    return any(
        f" {w} " in f" {folded} "
        for w in ("only", "nationals", "pending", "notification", "unclassified")
    )


def _may_be_name(text: str) -> bool:
    """A short line that is no label, no sentence and no notice."""
    if (
        len(text) > 100
        or not 1 <= len(text.split()) <= 10
        or slot_of(text)
        or is_notice(text)
        or cannot_be_employer(text)
    ):
        return False
    heading = heading_of(text)
    ended = text.rstrip()[-1:] in ".,;:!?" and not has_organization_word(text)
    return (
        not ended
        and ":" not in text
        and text[:1].isalnum()
        and (heading is None or bool(heading.rest))
    )


def _organization(blocks: Sequence[Block], free: Sequence[int], header: Header, end: int) -> None:
    """The employer: a line beside the title that is a known employer or is named like one, or
    stands between title and values."""
    at = header.title_at
    near = [i for i in free if i != at and i not in header.used and _may_be_name(blocks[i].text)]
    near = sorted(sorted(near, key=lambda i: abs(i - (at or 0)))[:_NEAR])
    prose = " ".join(b.text for b in blocks[end : end + 20])
    best, best_score = None, 0.0
    for index in near:
        text = blocks[index].text
        if _same(text, header.title):
            continue
        score = 0.0
        if system_of(text):
            score += 0.8 if len(text.split()) <= 8 else 0.3
        if has_organization_word(text):
            score += 0.6
        if at is not None:
            distance = sum(1 for i in range(min(at, index) + 1, max(at, index)) if i in near)
            if (
                index > at
                and distance == 0
                and any(
                    slot == "location" and i in (index + 1, index + 2) for slot, _, i in header.said
                )
            ):
                score += 0.5  # title, employer, place: the usual head of a board's page
            score -= 0.1 * min(distance, 3)
        if sum(_same(blocks[i].text, text) for i in near) > 1:
            score += 0.3
        if (
            text in prose
            and len(text.split()) <= 5
            and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", prose)
        ):
            score += 0.5  # the text calls somebody by this name
        if score > best_score:
            best, best_score = index, score
    if best is not None and best_score >= 0.45:
        header.organization = blocks[best].text
        header.used.update(i for i in near if _same(blocks[i].text, header.organization))


def _repeated_title(blocks: Sequence[Block], lines: Sequence[int], header: Header) -> None:
    """The title printed again with a number glued to it gives the number; both lines are header."""
    title = fold(header.title or "")
    if not title:
        return
    for index in range(min(len(blocks), (header.title_at or 0) + 12)):
        text = blocks[index].text
        if index == header.title_at or len(text) > 3 * len(title) + 60 or title not in fold(text):
            continue
        if number := _NUMBER_OF_TITLE.search(text):
            header.said.append(("requisition", number.group(1), index))
            header.used.add(index)
        elif _same(text, header.title):
            header.used.add(index)


def _same(one: str, other: str | None) -> bool:
    return other is not None and fold(one) == fold(other)
