"""Read the values in a line: "Bergen, Norway · Full time · On site".

A line is cut at its marks (dots, bars, dashes, brackets, emoji) and at "in" before a place. Of
what comes out, only what is a value beyond doubt is taken; the rest ("Engineering", "Python") is
left. A pin before a place counts like a label. The words are `data/header.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from crawlers.extract.dates.printed_date import looks_like_date
from crawlers.extract.header.labels import slot_of
from crawlers.extract.header.line_parts import WEAK, Value, is_sentence, pieces_of, split_at_marks
from crawlers.extract.header.unsure_places import listed_town, pinned_places, place_in_country
from crawlers.extract.header.value_of_text import (
    has_place,
    may_belong,
    may_hold_term,
    may_tell,
    term_of_line,
    value_of,
    value_of_whole_line,
)
from crawlers.extract.pay.pay_lines import is_one_range, looks_like_pay, pay_within
from crawlers.extract.places.gazetteer import towns
from crawlers.extract.places.printed_places import read_places
from crawlers.text.blocks import Block
from crawlers.text.lines import Line, once
from crawlers.text.patterns import DIGIT, any_of
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import squeeze

MAX_LINE = 160
"""Characters of a line of values."""
_MAX_PIECES = 10
"""Pieces of a line of values; with more it is a list of something else."""
MAX_RUN, _MAX_VALUE = 14, 7
"""Words of a line that is a run of values, and of one of these."""
_MAX_TOWN = 4
"""Words of a town with its postcode."""
_IS_WHOLE = re.compile(r"^\W?\d|[^\W\d_]\S*$")
"""A run of words that begins with a number or ends in a word."""
_SCALE_AND_AREA = re.compile(r"[A-Z\d]{2,6}(?:\s?[/&]\s?[A-Z\d]{2,6})+\s*\([^()]*\)")
"""Scales of pay with the part of the country that they are for: "MPS/UPS (Fringe)"."""
_COMMA = re.compile(r"\s*,\s*")


def values_of_block(block: Block) -> tuple[Value, ...]:
    """Return the values in a block; what the markup keeps apart is apart ("<span>Bergen</span>
    <span>Full time</span>")."""
    parts = pieces_of(block)
    text = block.text
    if len(text) > MAX_LINE or is_sentence(text):
        return values_of_line(block.said)
    if len(parts) < 2:
        return _values_of_runs(block.said, block.runs) or values_of_line(block.said)
    return _values_of_parts(block.said, parts)


@once
def values_of_line(line: Line) -> tuple[Value, ...]:
    """Return the values in a line, in order; none where it is a sentence or has none."""
    text = squeeze(line.text)
    if not 0 < len(text) <= MAX_LINE or is_sentence(text):
        return ()
    pieces = split_at_marks((text,))
    if pieces == [line.text]:
        value = value_of_whole_line(line)
        if value:
            return (value,)
        inside, run = (
            _values_inside(line.text),
            _run_of_values(text) if may_hold_term(line) else [],
        )
        return tuple(run if len(run) > len(inside) else inside)
    return _values_of_pieces(text, pieces)


@once
def _values_of_parts(line: Line, parts: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the values in a line whose markup keeps parts of it apart."""
    value = value_of_whole_line(line)
    return (value,) if value else _values_of_pieces(line.text, split_at_marks(parts))


@once
def _values_of_runs(line: Line, runs: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the values of a line whose elements blanks keep apart, where at least two of them, and
    half of all, are values of their own."""
    if not 1 < len(runs) <= _MAX_PIECES or " ".join(runs) != line.text:
        return ()
    found = _values_of_pieces(line.text, split_at_marks(runs))
    slots = {slot for slot, _ in found}
    return found if len(slots) > 1 and 2 * len(found) >= len(runs) else ()


def _run_of_values(text: str) -> list[Value]:
    """Return the values of a line without marks that is nothing but values: "Bergen Full time
    Permanent". What stands before those at its end must be a place, or nothing. text: no value as a
    whole."""
    words = text.split(" ")
    if not 2 < len(words) <= MAX_RUN or "(" in text:
        return []
    found: list[Value] = []
    tells, most = list(map(may_tell, words)), min(_MAX_VALUE, len(words) - 1)
    while words:
        sizes = range(min(most, _belonging(reversed(words))), 0, -1)
        behind = ((n, term_of_line(Line(" ".join(words[-n:])))) for n in sizes if any(tells[-n:]))
        size, value = next(((n, term) for n, term in behind if term), (0, None))
        if value is None:
            break
        found.insert(0, value)
        del words[-size:], tells[-size:]
        most = _MAX_VALUE
    if found:
        rest = " ".join(words)
        place = [("location", rest)] if value_of(rest) == ("location", rest) else listed_town(rest)
        if place or not rest:
            return [*place, *found]
    return _run_from_start(words, found)


def _run_from_start(words: list[str], behind: list[Value]) -> list[Value]:
    """Return the values of a line that begins with a listed town, or with values and then one:
    "Kendal Full time £12 an hour Start: now". behind: the values at its end, beyond the words,
    which end in no other.

    Beside the town there must be a value; what nothing is known of may stand at the end alone."""
    found: list[Value] = []
    place: list[Value] = []
    tells = list(map(may_tell, words))
    at = 0
    while at < len(words):
        ends = range(min(at + _MAX_VALUE, len(words)), at, -1)
        texts = [(end, " ".join(words[at:end])) for end in ends]
        last = min(at + _belonging(words[at:]), len(words) - 1)
        may_be = ((end, text) for end, text in texts if end <= last and any(tells[at:end]))
        # a number behind a type is of the pay: "Full time 30 000"
        read = ((end, term_of_line(Line(t))) for end, t in may_be if _IS_WHOLE.search(t))
        end, value = next(((end, term) for end, term in read if term), (at, None))
        if value is None and not place:
            towns = ((e, listed_town(text)) for e, text in texts if e - at <= _MAX_TOWN)
            end, place = next(((e, town) for e, town in towns if town), (at, []))
        if end == at:
            break
        found += [value] if value else place
        at = end
    is_sure = place and len(found) > 1 and (found[0] != place[0] or len(found) > 2 or behind)
    rest = words[at:]
    is_end = not rest or " ".join(rest).islower() or slot_of(rest[0].rstrip(":")) is not None
    return [*found, *behind] if is_sure and is_end else []


def _belonging(words: Iterable[str]) -> int:
    """Return how many words can be of one value, up to the first that can be of none."""
    return sum(1 for _ in takewhile(may_belong, words))


def _values_of_pieces(text: str, pieces: Sequence[str]) -> tuple[Value, ...]:
    if len(pieces) > _MAX_PIECES:
        return ()
    pinned = tuple(pinned_places(text))
    read = [_values_of_piece(piece) for piece in pieces]
    if any(read) and not any(map(has_place, read)):
        # beside other values an unlisted town is one, too
        read = [
            values or list(place_in_country(piece)) or listed_town(piece)
            for values, piece in zip(read, pieces, strict=True)
        ]
    found = [value for values in read for value in values]
    if found and not any(slot == "date_posted" for slot, _ in found):
        # a date among other values is of posting, though nothing says so
        found += [("date_posted", piece) for piece in pieces if looks_like_date(piece)]
    slots = {slot for slot, _ in pinned}
    return (*pinned, *(value for value in found if value[0] not in slots))


def _values_of_piece(piece: str) -> list[Value]:
    """Return the value that a piece is, else those inside it."""
    value = value_of(piece)
    return [value] if value else _values_inside(piece)


def _values_inside(piece: str) -> list[Value]:
    """Return the values between the commas of a piece, all of which must be values; else what
    stands before and behind "in"; else the values between its weak marks."""
    found = _values_at_commas(piece) or _values_around_in(piece)
    if found and [slot for slot, _ in found] != ["salary", "salary"]:  # the ends of one range
        return found
    if _SCALE_AND_AREA.fullmatch(piece):
        return []

    if DIGIT.search(piece) and (pay := pay_within(piece)):
        sides = piece.split(pay.raw, 1)
        parts = [p for side in sides for each in WEAK.split(side) if (p := each.strip(" ,;-–—/"))]
        others = [value for part in parts for value in _values_of_part(part)]
        if not has_place(others):
            others = [v for part in parts for v in _values_of_part(part) or listed_town(part)]
        return [("salary", pay.raw), *(value for value in others if value[0] != "salary")]
    parts = _ranges_whole([p for each in WEAK.split(piece) if (p := each.strip(" ,;"))])
    if not 0 < len(parts) <= _MAX_PIECES or parts == [piece]:
        return []
    # pay of a part that is none of the whole is other money: "a grant (£40,000)"
    read = [[v for v in _values_of_part(part) if v[0] != "salary"] for part in parts]
    if any(read) and not any(slot == "location" for values in read for slot, _ in values):
        read = [v or listed_town(part) for v, part in zip(read, parts, strict=True)]
    return [_with_town_before(value, piece) for values in read for value in values]


def _with_town_before(value: Value, piece: str) -> Value:
    """Return a place in brackets with the listed town of its country in front of them: of "from
    Villa María (Córdoba, Argentina)" the town is not Córdoba."""
    slot, text = value
    head, bracket, _ = piece.partition(f"({text})")
    if slot != "location" or not bracket:
        return value
    lands = {place.country for place in read_places(text)}
    words = head.split()[-_MAX_TOWN:]
    runs = (" ".join(words[at:]) for at in range(len(words)))
    town = next((run for run in runs if lands & {t.country for t in towns(run)}), "")
    return (slot, f"{town} ({text})") if town[:1].isupper() else value


def _values_of_part(part: str) -> list[Value]:
    value = value_of(part)
    return [value] if value else _values_at_commas(part) or _values_around_in(part)


def _ranges_whole(parts: list[str]) -> list[str]:
    """Return the parts of a line, both ends of a range of pay as one: "£12" and "£14 an hour"."""
    whole: list[str] = []
    for part in parts:
        both = f"{whole[-1]} - {part}" if whole else ""
        if DIGIT.search(part) and (looks_like_pay(both) or is_one_range(whole[-1:], part)):
            whole[-1] = both
        else:
            whole.append(part)
    return whole


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
    places = [place] if place else listed_town(rest)  # beside other values any town counts
    return [*found, *places] if places else []


def _values_around_in(piece: str) -> list[Value]:
    """Return the values of "Full-time position in Bergen": both sides must be values."""
    for match in _before_place().finditer(piece):
        tail, head = piece[match.end() :], piece[: match.start()].strip(" ,-")
        place = value_of(tail) or next(iter(place_in_country(tail)), None)
        if place and place[0] == "location":
            if not head:
                return [place]
            before = value_of(head) or next(iter(_values_at_commas(head)), None)
            return [before, place] if before else []
    return []


@cache
def _before_place() -> re.Pattern[str]:
    words = any_of(phrases_in(load("header")["before_place"]))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")
