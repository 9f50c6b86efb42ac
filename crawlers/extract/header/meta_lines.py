"""Read lines near the title that hold several values: "Bergen, Norway · Full time · On site".

A line is cut at its marks (dots, bars, dashes, brackets, emoji) and at "in" before a place. Of
what comes out, only what is a value beyond doubt is taken; the rest ("Engineering", "Python") is
left. A pin before a place counts like a label. The words are `data/header.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from crawlers.extract.dates.printed_date import looks_like_date, may_be_date, read_date
from crawlers.extract.header.bylines import day_of_byline
from crawlers.extract.header.labels import fits, is_everyday, is_sure, slot_of, split_colon
from crawlers.extract.header.town_in_line import town_among_commas, town_before_remark
from crawlers.extract.job.employers import cannot_be_employer, has_organization_word
from crawlers.extract.pay.pay_lines import is_one_range, looks_like_pay, pay_within
from crawlers.extract.places import gazetteer
from crawlers.extract.places.gazetteer import key
from crawlers.extract.places.names import (
    can_be_town,
    is_code,
    region_in,
    word_list,
)
from crawlers.extract.places.place_lines import looks_like_place
from crawlers.extract.places.printed_places import read_places
from crawlers.extract.places.split_names import county_word, without_postcode
from crawlers.extract.terms.employment import (
    looks_like_contract,
    looks_like_employment,
    looks_like_workplace,
    may_be_term,
    read_workplace,
    says_anywhere,
)
from crawlers.extract.terms.stated_employment import hours_within
from crawlers.posting.raw import Slot
from crawlers.text.blocks import Block
from crawlers.text.lines import Line, once
from crawlers.text.patterns import any_of
from crawlers.text.words import fold, load, phrases_in, squeeze

_MAX_LINE = 160
"""Characters of a line of values."""
_MAX_PIECES = 10
"""Pieces of a line of values; with more it is a list of something else."""
_BEFORE, _BEHIND = 2, 6
"""Blocks before the title and behind it in which such a line stands."""
_MAX_WORDS = 24
"""Words of a line of values in which a type or pay may stand anywhere."""
_MAX_LABEL_WORDS = 2
"""Words of an unknown label before a value."""
_MAX_RUN, _MAX_VALUE = 14, 7
"""Words of a line that is a run of values, and of one of these."""
_MAX_TOWN = 4
"""Words of a town with its postcode."""
_MAX_DISTRICT = 3
"""Words of a district before its city state: "one-south, Singapore"."""
_MAX_LABEL = 3
"""Words of a known label before a value without a mark."""
_MAX_MORE = 60
"""Characters that a heading may have beside the title."""
_MAX_ADDRESS = 90
"""Characters of an address in one line."""
_BESIDE = 3
"""Blocks behind the title in which an unlisted town stands beside its country."""
_LABELLED: tuple[Slot | None, ...] = (
    *("date_posted", "valid_through", "start_date", "salary", "location", "employment_type"),
    *("contract_type", "workplace"),
)
"""The slots whose label may stand before a value in a line of several."""
_MENUS = ("nav", "footer", "form")
_MAX_CHIP = 60
"""Characters of a line that is one value of several, each on a line of its own."""
_AROUND = (-2, -1, 1, 2)
"""Where such lines stand around it."""
_BEGIN_INSIDE = 4
"""Letters of the shortest label of places that counts inside a line."""

_EMOJI = "\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff"
_CALENDARS = "\U0001f4c5\U0001f4c6\U0001f5d3\ufe0f"
"""Calendars, in front of a day."""
_STRONG = re.compile(
    r"\s*[·•|¦∙⋅●▪◦‧▸›»\n]+\s*|^\s*[-–—/~,]+\s+|\s+[-–—/~,]+\s*$"
    rf"|[{_EMOJI}]+"
)
"""Marks that stand between values alone."""
_WEAK = re.compile(r"\s+[-–—/~:]+(?:\s+|$)|[()\[\]{}]")
"""Marks that stand within a value, too: "£30k - £35k", "Bergen (Norway)"."""
_IS_WHOLE = re.compile(r"^\W?\d|[^\W\d_]\S*$")
"""A run of words that begins with a number or ends in a word."""
_HOUSE = re.compile(
    r"^(?:\d{1,5}[A-Za-z]? [^\W\d_][^,;:|·•]{2,40}|[^\W\d][^,;:|·•]{2,40} \d{1,4}[a-z]?), "
    r"|^[^\W\d][^\d,;:|·•]{2,30}, [^\W\d][^,;:|·•]{2,40},? \d{1,4}[a-z]?(?:\s|$)"
)
"""A street with the number of a house, before the town ("12 Mill Lane, ", "Hafenstr. 3, ") or
behind it ("Kraków, ul. Długa 3")."""
_SCALE_AND_AREA = re.compile(r"[A-Z\d]{2,6}(?:\s?[/&]\s?[A-Z\d]{2,6})+\s*\([^()]*\)")
"""Scales of pay with the part of the country that they are for: "MPS/UPS (Fringe)"."""
_COMMA = re.compile(r"\s*,\s*")
_PARTS_OF_PLACE = re.compile(r",|\s[-–]\s")
"""Marks between a town and its region or country: "Bath, Maine", "Sete Lagoas - MG"."""
_DISTRICT = re.compile(r" (?:\d{1,2}(?:er?|è|[eè]me|\.)?|[IVX]{1,5}\.)$")
"""The number of a district behind its town: "Lyon 7e", "Wien 3", "Budapest VII."."""
_JOINS = ",-–—/&+(:"
"""Marks at a seam of the markup with which the text goes on."""

Value = tuple[Slot, str]


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
        if index in used and not _has_parts(block):
            if title_at is not None and 0 < index - title_at <= _BESIDE:  # the employer's line
                yield from ((*value, index) for value in _town_behind_name(block))
            continue
        if block.region in _MENUS or block.kind == "row" or len(block.text) > _MAX_LINE:
            continue
        if ":" in block.text and _leads_elsewhere(block.text):
            continue
        if block.kind == "pair":  # "Posted: 4 May | Full time"
            behind = _split_at_marks((block.text,))[1:]
            yield from ((*value, index) for part in behind if (value := value_of(part)))
            if day := day_of_byline(f"{block.label} {block.text}"):
                yield "date_posted", day, index
            continue
        found = values_of_block(block)
        if block.mark and block.mark in _pins() and not _has_place(found):
            found = (*found, *_pinned(f"{block.mark} {block.text}"))
        if title_at is not None and index < title_at and _names_place(blocks, near, title_at):
            # a line above the title may be of another posting
            found = tuple(value for value in found if value[0] != "location")
        if not any(slot == "date_posted" for slot, _ in found):
            found = (*found, *posted_within(block.text), *_day_of_calendar(blocks, index))
        if title_at is not None and index > title_at and not _has_place(found):
            found = _with_unlisted_place(found, blocks, index, index <= title_at + _BESIDE)
        if title_at is None or index > title_at:
            found = (*found, *_terms_within(block.text, found))
        for slot, text in (*found, *_labelled_inside(block.text, found)):
            yield slot, text, index


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
        found = tuple(_addressed(block.text))
    if is_beside and not _has_place(found):
        found = (*found, *_listed_town(block.text))
    if (is_beside or is_below_title) and not _has_place(found):
        found = (*found, *_town_behind_name(block))
    if is_below_title and not _has_place(found):
        town = town_before_remark(block.text) or town_among_commas(block.said)
        found = (*found, *((("location", town),) if town else ()))
    return found or (_town_alone(block) if is_alone else ())


def _leads_elsewhere(text: str) -> bool:
    """Return whether a line begins with a label of other postings or of who applies: "Also hiring:
    Weaver, Leeds", "Citizenship: EU, Norway"."""
    return key(text.partition(":")[0]) in word_list("no_place_labels")


def _has_place(values: Iterable[Value]) -> bool:
    return any(slot == "location" for slot, _ in values)


def place_beside(block: Block) -> str:
    """Return the place that a line is among lines that are values ("Kendal", "Lower Wick, NY"), ""
    where it is none."""
    if len(block.text) > _MAX_CHIP:
        return ""
    found = (*_place_in_country(block.text), *_listed_town(block.text))
    return found[0][1] if found else ""


def is_place_line(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a line is an address, or a place among lines that are values."""
    text = blocks[index].text
    return is_address(text) or bool(
        place_beside(blocks[index]) and _has_values_beside(blocks, index)
    )


def _near(blocks: Sequence[Block], title_at: int | None, end: int) -> list[int]:
    """Return the indexes of the blocks near the title, but for itself; else of those above the
    text."""
    if title_at is None:
        return list(range(min(end, len(blocks))))
    last = min(max(end, title_at + _BEHIND + 1), len(blocks))
    return [i for i in range(max(0, title_at - _BEFORE), last) if i != title_at]


def _names_place(blocks: Sequence[Block], near: Iterable[int], title_at: int) -> bool:
    """Return whether a line behind the title names a place."""
    return any(
        index > title_at
        and blocks[index].region not in _MENUS
        and _has_place(values_of_block(blocks[index]))
        for index in near
    )


def _has_values_beside(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a short line stands among lines that are values: chips, each a box of its
    own."""
    block = blocks[index]
    if len(block.text) > _MAX_CHIP:
        return False
    around = (index + step for step in _AROUND if 0 <= index + step < len(blocks))
    near = (b for i in around if (b := blocks[i]).kind == block.kind and len(b.text) <= _MAX_CHIP)
    return any(slot != "location" for b in near for slot, _ in values_of_block(b))


def _labelled_inside(text: str, found: Iterable[Value]) -> tuple[Value, ...]:
    """Return the place behind its label and a colon in a line with more labels and values:
    "Permanent Location: Leeds Reference: 44"."""
    if ":" not in text or len(text) > _MAX_LINE or _has_place(found):
        return ()
    match = _place_label().search(text)
    if match is None:
        return ()
    value, colon, _ = text[match.end() :].partition(":")
    words = _STRONG.split(value.strip())[0].split(" ")[:_MAX_RUN]
    behind = range(1, _MAX_LABEL + 1) if colon and len(value.split()) == len(words) else range(3)
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


def find_title_block(blocks: Sequence[Block], title: str) -> int | None:
    """Return the index of the block that is the title: a heading that is nothing else, else a line,
    else a heading that has it ("Clerk, Bergen" for "Clerk"). title: as printed."""
    folded = fold(title)
    if not folded:
        return None
    ranked: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.region in _MENUS or len(block.text) > len(title) + _MAX_MORE:
            continue
        is_heading = block.kind == "heading"
        rank = (
            3 * (is_heading and block.folded == folded)
            or 2 * (block.folded == folded)
            or int(is_heading and f" {folded} " in f" {block.folded} ")
        )
        if rank:
            ranked[rank] = index  # a list above it may name it, too
    return ranked[max(ranked)] if ranked else None


def others_above(blocks: Sequence[Block], title_at: int | None) -> range:
    """Return the blocks above the title that belong to other postings, listed above it under
    headings like its own, or under a heading for them ("Similar jobs")."""
    if title_at is None:
        return range(0)
    heads = (i for i in range(title_at) if len(blocks[i].text) <= _MAX_CHIP)
    first = next((i for i in heads if blocks[i].folded in _headings_of_others()), None)
    if first is not None:
        return range(first, title_at)
    if blocks[title_at].kind != "heading":
        return range(0)
    level = blocks[title_at].level
    listed = any(
        b.kind == "heading" and b.level == level and b.region not in ("header", "nav")
        for b in blocks[:title_at]
    )
    return range(title_at) if listed else range(0)


@cache
def _headings_of_others() -> frozenset[str]:
    """Return the folded headings of boxes of other postings."""
    return frozenset(map(fold, phrases_in((load("body")["ends"], load("chrome")["ends"]))))


def is_stray_country(slot: Slot, text: str, index: int, title_at: int | None) -> bool:
    """Return whether a line is a country alone and does not stand right below the title: menus and
    lists of other postings have such lines, too."""
    if slot != "location" or title_at is None or 0 < index - title_at <= _BESIDE:
        return False
    return gazetteer.country(text) is not None


@once
def values_of_line(line: Line) -> tuple[Value, ...]:
    """Return the values in a line, in order; none where it is a sentence or has none."""
    text = squeeze(line.text)
    if not 0 < len(text) <= _MAX_LINE or _is_sentence(text):
        return ()
    pieces = _split_at_marks((text,))
    if pieces == [line.text]:
        value = _value_of_line(line)
        if value:
            return (value,)
        inside, run = (
            _values_inside(line.text),
            _run_of_values(text) if _may_hold_term(line) else [],
        )
        return tuple(run if len(run) > len(inside) else inside)
    return _values_of_pieces(text, pieces)


def _run_of_values(text: str) -> list[Value]:
    """Return the values of a line without marks that is nothing but values: "Bergen Full time
    Permanent". What stands before those at its end must be a place, or nothing."""
    words = text.split(" ")
    if not 2 < len(words) <= _MAX_RUN or "(" in text:
        return []
    found: list[Value] = []
    tells = list(map(_may_tell, words))
    while words:
        sizes = range(min(_MAX_VALUE, len(words)), 0, -1)
        behind = ((n, _term_of_line(Line(" ".join(words[-n:])))) for n in sizes if any(tells[-n:]))
        size, value = next(((n, term) for n, term in behind if term), (0, None))
        if value is None:
            break
        found.insert(0, value)
        del words[-size:], tells[-size:]
    rest = " ".join(words)
    if found and not rest:
        return found
    place = [("location", rest)] if value_of(rest) == ("location", rest) else _listed_town(rest)
    return [*place, *found] if found and place else _run_from_start(words, found)


def _run_from_start(words: list[str], behind: list[Value]) -> list[Value]:
    """Return the values of a line that begins with a listed town, or with values and then one:
    "Kendal Full time £12 an hour Start: now". behind: the values at its end, beyond the words.

    Beside the town there must be a value; what nothing is known of may stand at the end alone."""
    found: list[Value] = []
    place: list[Value] = []
    tells = list(map(_may_tell, words))
    at = 0
    while at < len(words):
        ends = range(min(at + _MAX_VALUE, len(words)), at, -1)
        texts = [(end, " ".join(words[at:end])) for end in ends]
        may_be = ((end, text) for end, text in texts if any(tells[at:end]))
        # a number behind a type is of the pay: "Full time 30 000"
        read = ((end, _term_of_line(Line(t))) for end, t in may_be if _IS_WHOLE.search(t))
        end, value = next(((end, term) for end, term in read if term), (at, None))
        if value is None and not place:
            towns = ((e, _listed_town(text)) for e, text in texts if e - at <= _MAX_TOWN)
            end, place = next(((e, town) for e, town in towns if town), (at, []))
        if end == at:
            break
        found += [value] if value else place
        at = end
    is_sure = place and len(found) > 1 and (found[0] != place[0] or len(found) > 2 or behind)
    rest = words[at:]
    is_end = not rest or " ".join(rest).islower() or slot_of(rest[0].rstrip(":")) is not None
    return [*found, *behind] if is_sure and is_end else []


def values_of_block(block: Block) -> tuple[Value, ...]:
    """Return the values in a block; what the markup keeps apart is apart ("<span>Bergen</span>
    <span>Full time</span>")."""
    parts = pieces_of(block)
    text = block.text
    if len(text) > _MAX_LINE or _is_sentence(text):
        return values_of_line(block.said)
    if len(parts) < 2:
        return _values_of_runs(block.said, block.runs) or values_of_line(block.said)
    return _values_of_parts(block.said, parts)


@once
def _values_of_parts(line: Line, parts: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the values in a line whose markup keeps parts of it apart."""
    value = _value_of_line(line)
    return (value,) if value else _values_of_pieces(line.text, _split_at_marks(parts))


@once
def _values_of_runs(line: Line, runs: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the values of a line whose elements blanks keep apart, where at least two of them, and
    half of all, are values of their own."""
    if not 1 < len(runs) <= _MAX_PIECES or " ".join(runs) != line.text:
        return ()
    found = _values_of_pieces(line.text, _split_at_marks(runs))
    slots = {slot for slot, _ in found}
    return found if len(slots) > 1 and 2 * len(found) >= len(runs) else ()


def _has_parts(block: Block) -> bool:
    """Return whether a line with a label may have more values: "Ref 44 | 4 May | Full time"."""
    return len(_split_at_marks((block.text,))) > 1 or block.text.count(":") > 1


def parts_of_line(block: Block) -> list[str]:
    """Return the parts of a line of values, as the markup or its marks keep them apart."""
    return _split_at_marks(pieces_of(block) or (block.text,))


def pieces_of(block: Block) -> tuple[str, ...]:
    """Return the pieces of a block, those joined that a mark holds together ("Bergen," "Norway");
    () where its text was changed since."""
    joined: list[str] = []
    is_apart = False
    for piece in block.pieces:
        if piece not in block.text:
            return ()
        if piece == "/" and joined and not joined[-1][-1].isdigit():
            is_apart = True  # a mark in an element of its own
            continue
        if is_apart:
            joined.append(piece)
            is_apart = False
        elif joined and (piece[0] in _JOINS or joined[-1][-1] in _JOINS):
            joined[-1] = f"{joined[-1]} {piece}"
        else:
            joined.append(piece)
    return tuple(joined)


def _split_at_marks(texts: Iterable[str]) -> list[str]:
    return [p for text in texts for part in _STRONG.split(text) if (p := part.strip(" ,;"))]


def _values_of_pieces(text: str, pieces: Sequence[str]) -> tuple[Value, ...]:
    if len(pieces) > _MAX_PIECES:
        return ()
    pinned = tuple(_pinned(text))
    read = [_values_of_piece(piece) for piece in pieces]
    if any(read) and not any(map(_has_place, read)):
        # beside other values an unlisted town is one, too
        read = [
            values or list(_place_in_country(piece)) or _listed_town(piece)
            for values, piece in zip(read, pieces, strict=True)
        ]
    found = [value for values in read for value in values]
    if found and not any(slot == "date_posted" for slot, _ in found):
        # a date among other values is of posting, though nothing says so
        found += [("date_posted", piece) for piece in pieces if looks_like_date(piece)]
    slots = {slot for slot, _ in pinned}
    return (*pinned, *(value for value in found if value[0] not in slots))


def posted_within(text: str) -> tuple[Value, ...]:
    """Return the date behind a word of posting within a line: "Acme, posted 4 May 2025 by Ada"."""
    if not any("0" <= char <= "9" for char in text):
        return ()
    for match in _posted_anywhere().finditer(text):
        words = text[match.start() :]
        by = _by_and_day().match(words)
        words = f"{match[0]} {by['day']}" if by else words
        found = read_date(words)
        if found and (found.when.date or found.relative or "ambiguous_date" in found.warnings):
            return (("date_posted", words),)
    day = day_of_byline(text)
    return (("date_posted", day),) if day else ()


def _day_of_calendar(blocks: Sequence[Block], index: int) -> tuple[Value, ...]:
    """Return the day behind a calendar in a line of its own among other values."""
    text = blocks[index].text
    first = (blocks[index].mark or text)[:1]
    if not first or first not in _CALENDARS:
        return ()
    day = text.lstrip(_CALENDARS).strip()
    is_day = looks_like_date(day) and _has_values_beside(blocks, index)
    return (("date_posted", day),) if is_day else ()


def _terms_within(text: str, found: Sequence[Value]) -> tuple[Value, ...]:
    """Return the pay in a line of values, and full or part time in one that has other values:
    "Harbour Full-time Hybrid $120k - $150k", "Posted 4 May Full Time Job #44"."""
    if len(text.split()) > _MAX_WORDS or _is_sentence(text):
        return ()
    slots = {slot for slot, _ in found}
    pay = pay_within(text) if "salary" not in slots else None
    more: list[Value] = [("salary", pay.raw)] if pay else []
    if (found or more) and "employment_type" not in slots and (hours := hours_within(text)):
        more.append(("employment_type", hours))
    return tuple(more)


@cache
def _by_and_day() -> re.Pattern[str]:
    """Return the pattern of a day behind who posted: "Posted by Acme on 4 May 2025"."""
    by = any_of(phrases_in(load("organizations")["posted_by"]))
    on = any_of(phrases_in(load("dates")["around"]))
    return re.compile(
        rf"(?i)[\w ]{{3,30}}? (?:{by}) [^|·•]{{2,60}}?[ ,]+(?:(?:{on}) )?(?P<day>\d.*)"
    )


@cache
def _posted_anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{any_of(phrases_in(load('header')['posted']))})(?!\w)")


def _place_among(text: str) -> tuple[Value, ...]:
    """Return such a place that a line is, or one of its values."""
    parts = (text, *_split_at_marks((text,)))
    return next((found for part in parts if (found := _place_in_country(part))), ())


def _place_in_country(text: str) -> tuple[Value, ...]:
    """Return an unlisted town with its country, in either order, or with its region: "Norway, Lower
    Wick", "Lower Wick, NY", "Lower Wick, Ontario"."""
    parts = [part.strip() for part in _PARTS_OF_PLACE.split(text)]
    land = gazetteer.country(parts[2]) if len(parts) == 3 else None
    if land and (gazetteer.towns(parts[0]) or region_in(parts[1], land)):
        parts = [parts[0], parts[2]]  # of the town and the region one may be in no list
    if len(parts) != 2:
        return ()
    if gazetteer.country(parts[1]) in word_list("city_states") and gazetteer.towns(parts[1]):
        return (("location", text),) if len(parts[0].split()) <= _MAX_DISTRICT else ()
    by_code = gazetteer.regions_of_code(parts[1]) if parts[1].isupper() else ()
    parts[1] = county_word().sub("", parts[1])
    states = by_code or (gazetteer.regions(parts[1]) and not gazetteer.regions(parts[0]))
    towns = [part for part in parts if not gazetteer.country(part)]
    name = parts[0] if states else towns[0] if len(towns) == 1 else ""
    is_place = (
        can_be_town(name)
        and not has_organization_word(line := Line(name))
        and not cannot_be_employer(line)
    )
    return (("location", text),) if is_place else ()


def _listed_town(text: str) -> list[Value]:
    """Return a listed town that is too small to be known without its country: "Kendal", "LA9 7RG
    Kendal", "Kendal (some home working)"."""
    name, bracket, remark = text.partition(" (")
    is_number = remark[:-1].isdigit()  # of a department: "Nantes (44)"
    if bracket and not (is_number or remark[:1].islower() or read_workplace(remark)):
        return []
    name = without_postcode(name.strip(" /|·•,;"))[0].rstrip(" ,")
    name = _DISTRICT.sub("", name)
    if is_code(name):
        return []  # of "Oberwick, WA"
    is_town = (
        not name[:1].islower()
        and (gazetteer.towns(name) or (name.isupper() and gazetteer.country(name)))
        and gazetteer.key(name) not in word_list("common_words")
        and not cannot_be_employer(Line(name))
    )
    return [("location", text.strip(" /|·•,;"))] if is_town else []


def _town_behind_name(block: Block) -> tuple[Value, ...]:
    """Return the listed town behind the last comma of a line ("Harbour Theatre, Kendal")."""
    name, comma, town = block.text.rpartition(", ")
    is_line = comma and len(block.text) <= _MAX_CHIP and not any(map(str.isdigit, block.text))
    if not is_line or block.kind == "pair" or slot_of(Line(name.partition(":")[0])):
        return ()
    return tuple(_listed_town(town))


def _town_alone(block: Block) -> tuple[Value, ...]:
    """Return the town that a line below the title is, and nothing else ("Hereford")."""
    is_plain = block.kind in ("paragraph", "item") and not block.links
    return tuple(_listed_town(block.text)) if is_plain else ()


def is_address(text: str) -> bool:
    """Return whether a line is an address with the number of a house and one listed town: "12 Mill
    Lane, Kendal LA9 7RG"."""
    if len(text) > _MAX_ADDRESS or not _HOUSE.search(text):
        return False
    read = read_places(text)
    town = (read[0].city or "") if len(read) == 1 else ""
    return bool(gazetteer.towns(town)) and gazetteer.key(town) not in word_list("common_words")


def _addressed(text: str) -> tuple[Value, ...]:
    return (("location", text),) if is_address(text) else ()


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) > 8


def _pinned(text: str) -> Iterator[Value]:
    """Yield the places that stand behind a pin; also towns that no list knows."""
    for match in _pin().finditer(text):
        place = match[1].strip(" ,;")
        if not place or not (read := read_places(place)):
            continue
        # with a number it is a place only where a town of the list stands beside it
        if not any(c.isdigit() for c in place) or gazetteer.towns(read[0].city or ""):
            yield "location", place


@cache
def _pins() -> frozenset[str]:
    return frozenset(load("header")["pins"])


@cache
def _pin() -> re.Pattern[str]:
    pins = any_of(_pins())
    return re.compile(rf"(?:{pins})\ufe0f?\s*([^{_EMOJI}·•|()\[\]]+)")


def _values_of_piece(piece: str) -> list[Value]:
    """Return the value that a piece is, else those inside it."""
    value = value_of(piece)
    return [value] if value else _values_inside(piece)


def _values_inside(piece: str) -> list[Value]:
    """Return the values between the commas of a piece, all of which must be values; else what
    stands before and behind "in"; else the values between its weak marks."""
    if found := _values_at_commas(piece) or _values_around_in(piece):
        return found
    if _SCALE_AND_AREA.fullmatch(piece):
        return []

    if any("0" <= char <= "9" for char in piece) and (pay := pay_within(piece)):
        sides = piece.split(pay.raw, 1)
        parts = [p for side in sides for each in _WEAK.split(side) if (p := each.strip(" ,;-–—/"))]
        others = [value for part in parts for value in _values_of_part(part)]
        if not _has_place(others):
            others = [v for part in parts for v in _values_of_part(part) or _listed_town(part)]
        return [("salary", pay.raw), *(value for value in others if value[0] != "salary")]
    parts = _ranges_whole([p for each in _WEAK.split(piece) if (p := each.strip(" ,;"))])
    if not 0 < len(parts) <= _MAX_PIECES or parts == [piece]:
        return []
    # pay of a part that is none of the whole is other money: "a grant (£40,000)"
    read = [[v for v in _values_of_part(part) if v[0] != "salary"] for part in parts]
    if any(read) and not any(slot == "location" for values in read for slot, _ in values):
        read = [v or _listed_town(part) for v, part in zip(read, parts, strict=True)]
    return [value for values in read for value in values]


def _ranges_whole(parts: list[str]) -> list[str]:
    """Return the parts of a line, both ends of a range of pay as one: "£12" and "£14 an hour"."""
    whole: list[str] = []
    for part in parts:
        both = f"{whole[-1]} - {part}" if whole else ""
        is_figure = any("0" <= c <= "9" for c in part)
        if is_figure and (looks_like_pay(both) or is_one_range(whole[-1:], part)):
            whole[-1] = both
        else:
            whole.append(part)
    return whole


def _values_of_part(part: str) -> list[Value]:
    value = value_of(part)
    return [value] if value else _values_at_commas(part) or _values_around_in(part)


def _values_at_commas(piece: str) -> list[Value]:
    """Return the values of "Full-time, remote, Bergen, Norway": types and ways of working at either
    end, and the place between."""
    parts = _COMMA.split(piece)
    if len(parts) < 2:
        return []
    found: list[Value] = []
    for end in (0, -1):
        while parts and (value := value_of(parts[end])) and value[0] != "location":
            found.append(value)
            parts.pop(end)
    if not found or not parts:
        return found
    rest = ", ".join(parts)
    place = value_of(rest)
    places = [place] if place else _listed_town(rest)  # beside other values any town counts
    return [*found, *places] if places else []


@cache
def _before_place() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


def _values_around_in(piece: str) -> list[Value]:
    """Return the values of "Full-time position in Bergen": both sides must be values."""
    for match in _before_place().finditer(piece):
        tail, head = piece[match.end() :], piece[: match.start()].strip(" ,-")
        place = value_of(tail) or next(iter(_place_in_country(tail)), None)
        if place and place[0] == "location":
            if not head:
                return [place]
            before = value_of(head) or next(iter(_values_at_commas(head)), None)
            return [before, place] if before else []
    return []


@lru_cache(2048)
def value_of(text: str) -> Value | None:
    """Return the value that a short text is beyond doubt, with its slot; of `label: value` with an
    unknown label the value."""
    text = text.strip(" ,;.").strip()
    if not text:
        return None
    if value := _value_of_line(Line(text)):
        return value
    label, *value_text = split_colon(text)
    if not value_text:
        return _labelled(text)
    slot = slot_of(label)
    if slot and slot in _LABELLED and fits(slot, value_text[0]):
        return slot, value_text[0]
    is_label = 0 < len(label.split()) <= _MAX_LABEL_WORDS
    return value_of(value_text[0]) if is_label else None


def _labelled(text: str) -> Value | None:
    """Return the value behind a known label without a mark: "Closes 30 June 2031"."""
    words = text.split(" ")
    for size in range(min(_MAX_LABEL, len(words) - 1), 0, -1):
        label, value = " ".join(words[:size]), " ".join(words[size:])
        slot = slot_of(label)
        if slot and slot in _LABELLED and fits(slot, value) and not is_everyday(fold(label)):
            return slot, value
    return None


def _value_of_line(line: Line) -> Value | None:
    text = line.text
    return _term_of_line(line) or (("location", text) if looks_like_place(text) else None)


def _may_hold_term(line: Line) -> bool:
    """Return whether a line, or some of its words, may be a value that is no place: a cheap check
    before every run of its words is looked at."""
    text = line.text
    return may_be_term(line) or may_be_date(text) or text.startswith("http") or " http" in text


@lru_cache(4096)
def _may_tell(word: str) -> bool:
    """Return whether a word is one without which a run of words is no value but a place: of a
    type of employment, a date, pay. Few words are."""
    return "/" in word or may_be_term(Line(word)) or may_be_date(word)


@once
def _term_of_line(line: Line) -> Value | None:
    """Return the value that a line is, but for a place."""
    text = line.text
    if may_be_term(line):
        if looks_like_employment(line):
            return "employment_type", text
        if looks_like_workplace(line) or says_anywhere(line):
            return "workplace", text
        if looks_like_contract(line):
            return "contract_type", text
    if looks_like_date(text) and _says_posted(text):
        return "date_posted", text
    return ("salary", text) if looks_like_pay(text) else None


def _says_posted(text: str) -> bool:
    """Return whether a date is said to be of posting, or is relative ("3 days ago")."""
    found = read_date(text)
    return found is not None and (found.relative or begins_with_posted(text))


def begins_with_posted(text: str) -> bool:
    """Return whether a text says first that something was published: "Posted 4 May 2025"."""
    return _posted().match(text) is not None


@cache
def _posted() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:{any_of(phrases_in(load('header')['posted']))})(?!\w)")
