"""Find dates that stand in sentences: "Applications must be received by noon on 9 March 2026".

The words that say which date it is are `data/sentence_dates.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain, islice
from typing import Literal

from crawlers.extract.dates.parts import YEARS
from crawlers.extract.dates.periods import ends_of_period
from crawlers.extract.dates.printed_date import DateReading, Order, read_date
from crawlers.extract.dates.rules import SPELLED_DAYS
from crawlers.text.lines import Line
from crawlers.text.patterns import LOWER, UPPER, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, phrases_in

DateSlot = Literal["valid_through", "date_posted"]
_MAX_TEXT = 3_000
"""Characters of a block that are read."""
_REACH = 14
"""Words behind the cue among which the date begins."""
_LENGTH = 8
"""Words of a date with its weekday and clock."""
_WORDS_BEFORE = 1
"""Words before the cue of a sentence that begins with it: an article."""
_MOST_CUES = 3
"""Words like "by" of one sentence that are looked behind."""
_SOON = timedelta(days=150)
"""How long behind the day of posting a deadline without a year can lie. Set by hand."""
_NEAR = 3
"""Words between the cue and a day without a year: "before midnight on the 9th of March"."""
_LEAST_SENTENCE = 60
"""Characters of a sentence that is more than a line of a list. Set by hand."""
_ASIDE = 80
"""Characters behind the cue in which a word may say that the date is of something else."""
_YEAR = re.compile(r"\d{4}|(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d\d(?![\d./-]*\d)")
"""A year in four digits, or in two behind day and month."""
_ELISION = re.compile(r"^[^\W\d_]{1,5}['’](?=\d)")
"""In front of a day: "dell'11 dicembre"."""
_ADDRESS = re.compile(r"\S@\S")
"""A mail address: who writes to it is to do so by a day."""


def may_state_date(line: Line, slot: DateSlot, *, after: date | None = None) -> bool:
    """Return whether a text has a year, or a day `after` gives it, and a cue of the date of that
    slot: few have."""
    if not _all_cues(slot).may_be_in(line.folded, line.words):
        return False
    return after is not None or _YEAR.search(line.text, 0, _MAX_TEXT) is not None


def find_date(
    text: str,
    slot: DateSlot,
    *,
    order: Order | None,
    today: date | None,
    after: date | None = None,
) -> tuple[str, DateReading] | None:
    """Return the first sentence that states the date of that slot, and the date; None where no
    sentence states one with its year, or soon behind `after`.

    order, today: as for `read_date`. after: the day of posting, which gives a day without a year
    its year where the sentence is of the page's own posting: "Apply by 9 March".
    """
    for sentence in _sentence_end().split(text[:_MAX_TEXT]):
        for cue in _cues_in(sentence, slot):
            aside = _cues("other").search(sentence[: cue.end() + _ASIDE])
            if aside and aside.start() < cue.end():
                break
            tail = _clauses_before(sentence, cue.end(), aside.start() if aside else None)
            for start, words in _candidates(tail):
                if aside and start > _NEAR:
                    break
                reading = _read(words, order=order, today=today, after=after)
                if reading and _is_open(reading, after):
                    break  # a later date of the sentence is another one
                if not (reading and _is_usual(reading.when.date)):
                    continue
                is_near = start <= _NEAR and _is_soon(reading, after, sentence, slot)
                if is_near or _YEAR.search(words):
                    return sentence, reading
        if slot == "valid_through" and (reading := _until_behind(sentence, order, today)):
            return sentence, reading
    return None


def _clauses_before(sentence: str, begin: int, aside: int | None) -> str:
    """Return what stands behind a cue; where a word at `aside` says of something else when it is,
    the clauses before that one: "is 8 March 2024, interviews on 18 March"."""
    if aside is None:
        return sentence[begin:]
    end = max(sentence.rfind(mark, begin, aside) for mark in ",;(")
    return sentence[begin:end] if end >= 0 else ""


def _until_behind(sentence: str, order: Order | None, today: date | None) -> DateReading | None:
    """Read the day in front of a word that says "until" behind it, in a sentence of how to apply:
    "Hakemukset 9.3.2031 mennessä"."""
    cue = _cues("until_behind").search(sentence)
    if cue is None or not _speaks_of_applying(sentence) or _cues("other").search(sentence):
        return None
    words = sentence[: cue.start()].rstrip(" -–").split()[-_LENGTH:]
    for begin in range(len(words)):
        text = " ".join(words[begin:]).strip("(),;:")
        reading = read_date(text, order=order, today=today) if _YEAR.search(text) else None
        if reading and _is_usual(reading.when.date) and not _is_open(reading, None):
            return reading
    return None


def _read(
    words: str, *, order: Order | None, today: date | None, after: date | None
) -> DateReading | None:
    """Read a date; of a period its last day: "from 2 March to 9 March 2026"."""
    reading = read_date(words, order=order, today=today, after=after)
    ends = ends_of_period(words) if reading is None else None
    return read_date(ends[1], order=order, today=today, after=after) if ends else reading


def _is_open(reading: DateReading, after: date | None) -> bool:
    """Return whether a date is ambiguous, or its weekday is not that of the year behind `after`."""
    has_no_year = after is not None and "year_missing" in reading.warnings
    return has_no_year or "ambiguous_date" in reading.warnings


def _is_soon(reading: DateReading, after: date | None, sentence: str, slot: DateSlot) -> bool:
    """Return whether a day without a year lies within the months behind the day of posting, in a
    sentence of the page's own posting."""
    if after is None or reading.relative or not is_of_the_page(sentence, slot):
        return False
    return date.fromisoformat(reading.when.date or "") - after <= _SOON


def _cues_in(sentence: str, slot: DateSlot) -> Iterator[re.Match[str]]:
    """Yield the first words that say which date it is, then those behind which applicants are to
    write: "Send a CV of one page and a letter of two to jobs@acme.example by 9 March 2026"."""
    if cue := _cues(slot).search(sentence):
        yield cue
    if slot == "valid_through" and _speaks_of_applying(sentence):
        for by in islice(_cues("by").finditer(sentence), _MOST_CUES):
            if not _done_by().search(sentence, 0, by.start()):
                yield by


def is_of_the_page(sentence: str, slot: DateSlot) -> bool:
    """Return whether a sentence speaks of the page's own posting: its first words say which date it
    states ("The closing date is 9 March 2026", not "Clerk, Bergen, closing date 9 March 2026"), or
    it tells how to apply."""
    cue = _cues(slot).search(sentence)
    begins = cue is not None and len(sentence[: cue.start()].split()) <= _WORDS_BEFORE
    return begins or (len(sentence) >= _LEAST_SENTENCE and _speaks_of_applying(sentence))


def _is_usual(day: str | None) -> bool:
    return bool(day) and date.fromisoformat(day or "").year in YEARS


def _speaks_of_applying(sentence: str) -> bool:
    """Return whether a sentence names what applicants send, or a mail address to write to."""
    return _ADDRESS.search(sentence) is not None or _papers().search(sentence) is not None


@cache
def _papers() -> re.Pattern[str]:
    sent = load("page_kinds")["sent_papers"], load("sentence_dates")["papers"]
    words = any_of(phrases_in(sent))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def _sentence_end() -> re.Pattern[str]:
    """Return a pattern of the end of a sentence, also behind a clock and a number, and at a bar:
    "16.15. Interviews", "no. 4711. Interviews", "Ref 12 | Closes on"; not within "9.12. 2026",
    "2026. március 9", "godz. 12", "5 p.m. on 9 May"."""
    words = phrases_in(load("sentence_dates")["abbreviations"])
    no_end = "".join(rf"(?<!\b{re.escape(word)})" for word in words)
    return re.compile(
        rf"(?:(?<=[{LOWER})][.;!?]){no_end}(?<!\b[ap]\.m\.)|(?<=\b[ap]\.m\.)(?!\s+[{LOWER}])"
        rf"|(?<=[12]\d\d\d[;!?])"
        rf"|(?<=[12]\d\d\d[.])(?!\s+[{LOWER}])"
        rf"|(?<=[AP]M[.;!?])"
        rf"|(?<=\d\d\d[.;!?])(?=\s+[{UPPER}])"
        rf"|(?<=[.:]\d\d[.;!?])(?=\s+[{UPPER}]))\s+"
        r"|\s+[|•·]\s+"
    )


@cache
def _done_by() -> re.Pattern[str]:
    """Return a pattern of what stands before a "by" that tells who did something."""
    words = any_of(phrases_in(load("sentence_dates")["done_by"]))
    return re.compile(rf"(?i)(?<!\w)(?:{words})\s+(?:\w+\s+){{1,2}}$")


@cache
def _cues(name: str) -> re.Pattern[str]:
    """Return a pattern of the words of one entry, in any language."""
    words = any_of(chain.from_iterable(load("sentence_dates")[name].values()))
    return re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)")


@cache
def _all_cues(slot: DateSlot) -> InText:
    """Return the cues of a date: a text without one of them states none."""
    names = (slot, "by", "until_behind") if slot == "valid_through" else (slot,)
    return InText(phrases_in([load("sentence_dates")[name] for name in names]))


def _candidates(tail: str) -> Iterator[tuple[int, str]]:
    """Yield runs of words in which a date may stand, and how many words stand before them: the
    earliest first, of these the longest first."""
    words = tail.split()
    for start in range(min(_REACH, len(words))):
        words[start] = _ELISION.sub("", words[start])
        first = words[start].lstrip("(")
        if first[:1].isdigit() or first[:1].isupper() or first in SPELLED_DAYS:
            for end in range(min(start + _LENGTH, len(words)), start, -1):
                yield start, " ".join(words[start:end]).strip("().,;:")
