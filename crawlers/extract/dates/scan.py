"""What stands in the text of a date value: days, clocks, zones, weekdays, relative remarks; nothing
where any other word stands.

At each place the first rule that fits reads on, else a known word. All must be read: prose with a
date in it is no date value."""

from __future__ import annotations

import re

from crawlers.extract.dates.parts import Ago, Day, Refused, Scan
from crawlers.extract.dates.rules import AT_DIGIT, AT_MARK, AT_WORD
from crawlers.extract.dates.zones import zone_words
from crawlers.text.unaccented import plain
from crawlers.text.words import load

_DATA = load("dates")
_AROUND, _TELLS, _REMAINING = (
    {plain(w) for words in _DATA[name] for w in words} for name in ("around", "tells", "remaining")
)
_PLAIN = _AROUND | _TELLS | _REMAINING
_ABOUT = {plain(word) for word in _DATA["about"]}
_ENGLISH = {plain(word) for name in ("around", "tells", "remaining") for word in _DATA[name][0]}
_DAY_WORDS = {
    plain(word): Ago(-offset, -offset, -offset)
    for offset, words in _DATA["days"].items()
    for word in words
}
_TO = {plain(word) for word in _DATA["to"]}
_WEEKDAYS: dict[str, set[int]] = {}
for _number, _words in enumerate(_DATA["weekdays"]):
    for _word in _words:
        _WEEKDAYS.setdefault(plain(_word), set()).add(_number)
_WORD = re.compile(r"[a-z]+")
_PHRASE = re.compile(r"[a-z]+(?:[ './\-]{1,2}[a-z]+){0,5}")
_TO_BRACKET = re.compile(r"[^()0-9]{1,80}\)")


def scan(text: str) -> Scan | None:
    """What `text` (plain) says; None where it says more than dates or an impossible one."""
    found, at = Scan(), 0
    try:
        while at < len(text):
            after = _step(found, text, at)
            if after is None:
                return None
            at = after
    except Refused:
        return None
    found.period = _is_period(found.days, text)
    return found


def _step(found: Scan, text: str, at: int) -> int | None:
    """Reads one thing at `at` and returns the place behind it; None where nothing known stands
    there."""
    char = text[at]
    rules = AT_DIGIT if "0" <= char <= "9" else AT_WORD if "a" <= char <= "z" else AT_MARK
    for pattern, read in rules:
        match = pattern.match(text, at)
        if match and read(found, match):
            return match.end()
    return _phrase(found, text, at) or _remark_in_brackets(found, text, at)


def _remark_in_brackets(found: Scan, text: str, at: int) -> int | None:
    """The end of a bracket that holds unknown words but no number, behind a date: "(new
    deadline)"."""
    match = _TO_BRACKET.match(text, at)
    inside = text.rfind("(", 0, at) > text.rfind(")", 0, at)
    return match.end() if match and inside and (found.days or found.agos) else None


def _is_period(days: list[Day], text: str) -> bool:
    """Whether two different days have a dash or a word like "to" between them."""
    if len(days) < 2 or (days[0].readings and days[0].readings == days[1].readings):
        return False
    gap = text[days[0].end : days[1].start].rstrip(" (")
    words = " ".join(_WORD.findall(gap))
    return gap.endswith("-") or any(words == to or words.endswith(f" {to}") for to in _TO)


def _phrase(found: Scan, text: str, at: int) -> int | None:
    """The end of the longest run of known words at `at`."""
    match = _PHRASE.match(text, at)
    if match is None:
        return None
    words = list(_WORD.finditer(match.group()))
    for count in range(len(words), 0, -1):
        after = at + words[count - 1].end()
        glued = after - at == 1 and text[after : after + 1].isdigit()  # the "v" of v1.0
        if not glued and _know(found, " ".join(w.group() for w in words[:count])):
            return after
    return None


def _know(found: Scan, phrase: str) -> bool:
    zone = zone_words().get(phrase)
    # "est" and "z" are words of their own, but for here
    if zone and (found.clocks or found.days or " " in phrase):
        found.set_zone(zone)
    elif phrase in _DAY_WORDS:
        found.agos.append(_DAY_WORDS[phrase])
    elif phrase in _WEEKDAYS and phrase not in _PLAIN:
        found.weekdays |= _WEEKDAYS[phrase]
    elif phrase in _PLAIN:
        found.remaining |= phrase in _REMAINING
        found.told |= phrase not in _AROUND
        found.day_first |= len(phrase) > 1 and phrase not in _ENGLISH
    else:
        return phrase in _ABOUT
    return True
