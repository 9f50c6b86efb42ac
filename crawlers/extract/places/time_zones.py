"""Read the time zones that a remote job asks for: "within three hours of CET", "UTC-5 to UTC+2"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crawlers.extract.dates.zones import zone_words
from crawlers.extract.sentences.by_topic import Phrases, Prepared, Sentence, any_of, prepare
from crawlers.extract.sentences.durations import number
from crawlers.posting.parts.places import TimeZones
from crawlers.posting.parts.text import Section
from crawlers.text.patterns import compiled_late
from crawlers.text.word_lists import load_merged

_MOST_HOURS = 12
"""Hours around a zone at most; more would be any zone."""
_MOST_ZONES = 6
"""Zones in one sentence at most; a longer list is no rule for applicants."""
_WINTER, _SUMMER = datetime(2026, 1, 1), datetime(2026, 7, 1)
"""A day of each half of a year. No rule depends on the year itself: the smaller offset of the two
is standard time in either hemisphere."""

_SIGN = r"[+\-−–]"
_OFFSET = re.compile(rf"\b(?:utc|gmt)\s?{_SIGN}\s?\d")
_ITEMS = re.compile(r"[,;|\n]\s*|\s/\s")
_PLUS_MINUS = r"(?:±|\+\s?/\s?[-−–]|\+[-−–])"

Minutes = int
"""Minutes ahead of UTC."""


class _Grammar(NamedTuple):
    """zone: "CET", "UTC-3", "UTC-3 to +2". around_zone: a span in front of a zone ("within three
    hours of "). behind_zone: one behind it ("± 2 hours"). of_area: "European time zones"."""

    cue: Phrases
    asked: Phrases
    other: Phrases
    overlap: Phrases
    zone: re.Pattern[str]
    around_zone: re.Pattern[str]
    behind_zone: re.Pattern[str]
    of_area: re.Pattern[str]


def read_time_zones(sections: Sequence[Section] | Prepared) -> TimeZones | None:
    """Return the zones of the first sentence that asks for some; one that bounds them comes before
    one that names a part of the world ("European time zones")."""
    found = None
    for sentence in prepare(sections).about("time_zones"):
        if not _asks(sentence):
            continue
        zones = _zones_of(sentence)
        if zones and zones.earliest:
            return zones
        found = found or zones
    return found


def time_zones_of_label(value: str) -> TimeZones | None:
    """Return the zones in the value of a label: "CET (± 2 hours)", without bounds where a part of
    it is no known zone. None for "Any"."""
    sentence = Sentence.of_label(value)
    if not sentence.words or sentence.low.strip(" .") in load_merged("time_zones")["none"]:
        return None
    is_known = all(_grammar().zone.search(part) for part in _ITEMS.split(sentence.low))
    zones = _zones_of(sentence) if is_known else None
    return zones or TimeZones(raw=sentence.raw)


def time_zones_beside_place(value: str) -> TimeZones | None:
    """Return the zones in a value that names a place or a way of working: "Remote (UTC-3 to
    UTC+2)", "Remote, EST time zone". An abbreviation alone is none: "EST" may be a place's name."""
    sentence = Sentence.of_label(value)
    grammar = _grammar()
    bounded = grammar.cue.search(sentence) or grammar.behind_zone.search(sentence.low)
    return _zones_of(sentence) if bounded or _OFFSET.search(sentence.low) else None


def _asks(sentence: Sentence) -> bool:
    grammar = _grammar()
    if grammar.other.search(sentence):
        return False
    if grammar.asked.search(sentence):
        return bool(grammar.cue.search(sentence) or _is_bounded(sentence))
    # "Time zone: UTC-3 to UTC+1", "CET ± 2 hours" as an item of a list
    named = grammar.cue.search(sentence)
    return bool(named and named.start() == 0) or bool(grammar.zone.match(sentence.low))


def _is_bounded(sentence: Sentence) -> bool:
    """Return whether hours around a zone, or an offset from UTC, stand in a sentence."""
    grammar, low = _grammar(), sentence.low
    return any(
        pattern.search(low) for pattern in (grammar.around_zone, grammar.behind_zone, _OFFSET)
    )


def _zones_of(sentence: Sentence) -> TimeZones | None:
    """Return the zones that a sentence names, with their bounds as far as they are clear; None
    where it names none."""
    low = sentence.low
    named = list(_named(sentence))
    if not named:
        area = _grammar().of_area.search(low)
        return TimeZones(raw=sentence.raw) if area else None
    # "four hours of overlap with CET" bound the clock of the work, and not the zone
    is_clear = len(named) <= _MOST_ZONES and not _grammar().overlap.search(sentence)
    bounds = _bounds(named) if is_clear else None
    if bounds is None:
        return TimeZones(raw=sentence.raw)
    earliest, latest = bounds
    return TimeZones(raw=sentence.raw, earliest=_offset(earliest), latest=_offset(latest))


class _Named(NamedTuple):
    """What a sentence names. offsets: what the words may mean. hours: around it."""

    offsets: tuple[Minutes, ...]
    hours: int


def _named(sentence: Sentence) -> Iterator[_Named]:
    """Yield the zones of a sentence, from left to right. An abbreviation counts in capitals alone:
    "est" is French for "is", "cet" for "this"."""
    grammar, low = _grammar(), sentence.low
    spans = {found.end(): found for found in grammar.around_zone.finditer(low)}
    for found in grammar.zone.finditer(low):
        behind = grammar.behind_zone.match(low, found.end())
        span = behind or spans.get(found.start())
        hours = (number(span["hours"]) or _MOST_HOURS + 1) if span else 0
        if found["sign"]:
            yield _Named((_minutes(found["sign"], found["h"], found["min"]),), hours)
        elif " " in found["name"] or sentence.text[slice(*found.span("name"))].isupper():
            zone = zone_words()[found["name"]]
            yield _Named(_standard(zone.rules), hours)
        if found["last_sign"]:
            yield _Named((_minutes(found["last_sign"], found["last_h"], None),), hours)


def _bounds(named: Sequence[_Named]) -> tuple[Minutes, Minutes] | None:
    """Return the smallest and the largest offset. "CST" is a zone of America and one of China:
    beside "EST" it is the near one, alone nothing tells."""
    best: list[tuple[Minutes, Minutes]] = []
    for offsets in product(*(zone.offsets for zone in named)):
        low = min(at - 60 * zone.hours for at, zone in zip(offsets, named, strict=True))
        high = max(at + 60 * zone.hours for at, zone in zip(offsets, named, strict=True))
        best.append((low, high))
    best.sort(key=lambda ends: ends[1] - ends[0])
    if len(best) > 1 and best[0][1] - best[0][0] == best[1][1] - best[1][0]:
        return None
    low, high = best[0]
    if max(zone.hours for zone in named) > _MOST_HOURS or not -12 * 60 <= low <= high <= 14 * 60:
        return None
    return low, high


@cache
def _standard(rules: tuple[str, ...]) -> tuple[Minutes, ...]:
    """Return the offsets in standard time that a zone's rules (IANA names or "+02:00") may mean. A
    fixed offset that is another rule's summer time is that rule."""
    standard: dict[Minutes, None] = {}
    summer = set()
    for rule in rules:
        if rule[0] not in "+-":
            ends = sorted(_in_minutes(ZoneInfo(rule).utcoffset(day)) for day in (_WINTER, _SUMMER))
            standard[ends[0]] = None
            summer.add(ends[1])
    for rule in rules:
        if rule[0] in "+-":
            hours, minutes = rule[1:].split(":")
            offset = _minutes(rule[0], hours, minutes)
            if offset not in summer:
                standard[offset] = None
    return tuple(standard)


def _in_minutes(offset: timedelta | None) -> Minutes:
    return int((offset or timedelta()).total_seconds()) // 60


def _minutes(sign: str, hours: str, minutes: str | None) -> Minutes:
    ahead = int(hours) * 60 + int(minutes or 0)
    return ahead if sign == "+" else -ahead


def _offset(minutes: Minutes) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


@cache
def _grammar() -> _Grammar:
    data = load_merged("time_zones")
    number_word = r"(?P<hours>\d{1,2}|[^\W\d_]+)"
    names = any_of(word for word in zone_words() if len(word) > 2)  # "ET" is French for "and"
    more = rf"\s*(?:{any_of(data['to'])}|/|{_SIGN})\s*(?P<last_sign>[+\-−])(?P<last_h>\d{{1,2}})"
    offset = rf"\s?(?P<sign>{_SIGN})\s?(?P<h>\d{{1,2}})(?::?(?P<min>[0-5]\d))?(?![\w%])"
    return _Grammar(
        Phrases(data["zone"]),
        Phrases(data["asked"]),
        Phrases(data["other"]),
        Phrases(data["overlap"]),
        compiled_late(rf"(?<![\w/])(?P<name>{names})(?!\w)(?:{offset}(?:{more}(?![\w%:]))?)?"),
        compiled_late(rf"(?<!\w){number_word}\s*(?:{any_of(data['around'])})\s+(?:the\s+)?(?=\w)"),
        compiled_late(rf"\s*\(?{_PLUS_MINUS}\s*{number_word}(?:\s*(?:{any_of(data['hours'])}))?\b"),
        compiled_late(rf"(?<!\w)(?:{any_of(data['areas'])})\s+(?:{any_of(data['zone'])})(?!\w)"),
    )
