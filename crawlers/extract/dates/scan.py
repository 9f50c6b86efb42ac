"""Scan the text of a date value for days, clocks, zones, weekdays and relative remarks.

At each place the first rule that fits reads on, else a known word. All of the text must be read:
prose with a date in it is no date value.
"""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.dates.parts import Ago, Day, Refused, Scan
from crawlers.extract.dates.rules import AT_DIGIT, AT_MARK, AT_WORD
from crawlers.extract.dates.zones import zone_words
from crawlers.text.patterns import LETTER
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in

_DATA = load("dates")
_AROUND, _PURPOSE, _REMAINING = (
    {plain(word) for word in phrases_in(_DATA[name])} for name in ("around", "tells", "remaining")
)
_PLAIN = _AROUND | _PURPOSE | _REMAINING
_ABOUT = {plain(word) for word in phrases_in(_DATA["about"])}
_ENGLISH = {plain(word) for name in ("around", "tells", "remaining") for word in _DATA[name]["en"]}
_DAY_WORDS = {
    plain(word): Ago(-offset)
    for offset, words in _DATA["days"].items()
    for word in phrases_in(words)
}
_TO = {plain(word) for word in phrases_in(_DATA["to"])}
_WEEKDAYS: dict[str, set[int]] = {}
for _weekdays in _DATA["weekdays"].values():
    for _number, _words in enumerate(_weekdays):
        for _word in _words:
            _WEEKDAYS.setdefault(plain(_word), set()).add(_number)
_SPELLED_MARKS = ("a", "p", "m", "am", "pm", "h", "t")
"""Letters of clocks: "9 a.m.", "17h30", "T09:00"."""
_NO_WORDS_OF_DATES = ("reading_time", "kinds", "extended", "zones", "city_phrases", "cities")
"""Entries of data/dates.yaml with phrases that stand beside a date; zones are asked for theirs."""
_WORD = re.compile(rf"[{LETTER}]+")
_PHRASE = re.compile(rf"[{LETTER}]+(?:[ './\-]{{1,2}}[{LETTER}]+){{0,5}}")
_SIGNS = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]+")
_TO_BRACKET = re.compile(r"[^()0-9]{1,80}\)")


def may_begin_date(text: str) -> bool:
    """Return whether the first word of plain text is one that dates are made of: a cheap check
    before `scan`. In brackets behind a day any word may stand."""
    first = _WORD.search(text)
    return first is None or first[0] in _words_of_dates() or "(" in text[: first.start()]


@cache
def _words_of_dates() -> frozenset[str]:
    lists = [words for name, words in _DATA.items() if name not in _NO_WORDS_OF_DATES]
    phrases = (*map(plain, phrases_in(lists)), *zone_words(), *_SPELLED_MARKS)
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase))


def scan(text: str, *, with_remark: bool = False) -> Scan | None:
    """Return what plain text says; None where it says more than dates, or an impossible one.

    with_remark: whether words may follow a whole date that begins the text: "9 April 2025 (or when
    50 people have applied)", "9 April 2025. Interviews: 12 May"."""
    found, at = Scan(), 0
    try:
        while at < len(text):
            after = _step(found, text, at)
            if after is None:
                if with_remark and _is_remark(found, text, at):
                    break
                return None
            at = after
    except Refused:
        return None
    found.period = _is_period(found.days, text)
    return found


def _is_remark(found: Scan, text: str, at: int) -> bool:
    """Return whether what stands from `at` on is a remark behind the only date, whose year is
    printed: no number, or behind a mark that ends the date."""
    if len(found.agos) == 1 and not found.days:
        return not any("0" <= c <= "9" for c in text[at:])
    if len(found.days) != 1 or not found.days[0].readings or found.days[0].short or found.agos:
        return False
    ends = text[found.days[0].end : at].rstrip()[-1:]
    return ends in tuple(".;(") or not any("0" <= c <= "9" for c in text[at:])


def _step(found: Scan, text: str, at: int) -> int | None:
    """Read one thing at `at`; return the place behind it, None where nothing known stands there."""
    char = text[at]
    rules = AT_DIGIT if "0" <= char <= "9" else AT_WORD if _WORD.match(char) else AT_MARK
    for pattern, read in rules:
        match = pattern.match(text, at)
        if match and read(found, match):
            return match.end()
    return _read_phrase(found, text, at) or _skip_remark(found, text, at)


def _skip_remark(found: Scan, text: str, at: int) -> int | None:
    """Return the end of a bracket that holds unknown words but no number, behind a date: "(new
    deadline)"."""
    match = _TO_BRACKET.match(text, at)
    inside = text.rfind("(", 0, at) > text.rfind(")", 0, at)
    return match.end() if match and inside and (found.days or found.agos) else None


def _is_period(days: list[Day], text: str) -> bool:
    """Return whether two different days have a dash or a word like "to" between them."""
    if len(days) < 2 or (days[0].readings and days[0].readings == days[1].readings):
        return False
    gap = text[days[0].end : days[1].start].rstrip(" (")
    words = " ".join(_WORD.findall(gap))
    return gap.endswith("-") or any(words == to or words.endswith(f" {to}") for to in _TO)


def _read_phrase(found: Scan, text: str, at: int) -> int | None:
    """Read the known words at `at`; return the end of the longest run of known words at `at`."""
    match = _PHRASE.match(text, at)
    if match is None:
        signs = _SIGNS.match(text, at)
        return signs.end() if signs and _read_words(found, signs.group()) else None
    words = list(_WORD.finditer(match.group()))
    for count in range(len(words), 0, -1):
        after = at + words[count - 1].end()
        glued = after - at == 1 and text[after : after + 1].isdigit()  # the "v" of v1.0
        if not glued and _read_words(found, " ".join(w.group() for w in words[:count])):
            return after
    return None


def _read_words(found: Scan, phrase: str) -> bool:
    """Add what a phrase says to the scan; return whether it is known."""
    zone = zone_words().get(phrase)
    # "est" and "z" are words of their own elsewhere
    if zone and (found.clocks or found.days or " " in phrase):
        found.set_zone(zone)
    elif phrase in _DAY_WORDS:
        found.agos.append(_DAY_WORDS[phrase])
    elif phrase in _WEEKDAYS and phrase not in _PLAIN:
        found.weekdays |= _WEEKDAYS[phrase]
    elif phrase in _PLAIN:
        found.remaining |= phrase in _REMAINING
        found.has_purpose |= phrase not in _AROUND
        found.day_first |= len(phrase) > 1 and phrase not in _ENGLISH
    else:
        return phrase in _ABOUT
    return True
