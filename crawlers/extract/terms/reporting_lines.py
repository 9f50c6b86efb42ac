"""Read who reports to the post, and to whom it reports. "Presents reports to the Board" is about
papers, and is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from crawlers.extract.sentences.by_topic import (
    Phrases,
    Prepared,
    Sentence,
    any_of,
    excerpt,
    plain,
    prepare,
    shared,
)
from crawlers.extract.sentences.durations import number
from crawlers.posting.parts.terms import Reports
from crawlers.posting.parts.text import Section
from crawlers.text.word_lists import load_merged, phrases_in

_BACK, _TITLE = 160, 160
"""How far before the verb its subject may stand, and how long a superior's title may be, in
characters."""
_VALUE = 200
"""Characters of the value of a label that are read."""
_COUNT, _AHEAD, _ABOUT = 40, 30, 15
"""How far behind or ahead of its label a number may stand, and how far behind a title what it is
about, in characters."""
_MOST = 500
"""No post has more reports."""


def read_reports(sections: Sequence[Section] | Prepared) -> Reports | None:
    """Return the number of direct and indirect reports, and the superior: each of the first
    sentence that tells it."""
    found: dict[str, int | str] = {}
    raws: dict[str, None] = {}
    for sentence in prepare(sections).about("reports"):
        for name, reader in (("direct", _direct), ("indirect", _indirect), ("to", _superior)):
            if name not in found and (value := reader(sentence)) is not None:
                found[name] = value
                raws[sentence.text] = None
    return Reports.model_validate({**found, "raw": excerpt(" ".join(raws))}) if found else None


def reports_of_labels(to: str | None, direct: str | None, indirect: str | None) -> Reports | None:
    """Return the reports from the values of labels for the superior and for the two numbers ("N/A"
    is 0, "up to 5" is 5)."""
    numbers = [_number(plain(value[:_VALUE])) if value else None for value in (direct, indirect)]
    title = _title(to[:_TITLE]) if to else None
    if title is None and numbers == [None, None]:
        return None
    return Reports(
        direct=numbers[0],
        indirect=numbers[1],
        to=title,
        raw=excerpt("; ".join(filter(None, (to, direct, indirect)))),
    )


def _direct(sentence: Sentence) -> int | None:
    return _count(sentence.low, "direct")


def _indirect(sentence: Sentence) -> int | None:
    return _count(sentence.low, "indirect")


def _count(low: str, side: str) -> int | None:
    """Return the number behind a label for it ("Direct reports: 3"), or before it ("3 direct
    reports")."""
    words = _grammar()
    if not any(stem in low for stem in words.stems):
        return None
    for found in words.count[side].finditer(low):
        value = _number(low[found.end() : found.end() + _COUNT]) if found["mark"] else None
        before = words.ahead.search(low, max(0, found.start() - _AHEAD), found.start())
        if value is None and before:
            value = 0 if words.none.fullmatch(before[1]) else number(before[1])
        if value is not None:
            return value if value <= _MOST else None
    return None


def _number(low: str) -> int | None:
    """Return the number that a value starts with; the high end of a range; 0 for "N/A"."""
    words = _grammar()
    if words.none.match(low):
        return 0
    found = words.number.match(low)
    value = number(found["high"] or found["low"]) if found else None
    return value if value is not None and value <= _MOST else None


def _superior(sentence: Sentence) -> str | None:
    """Return the superior that a sentence names."""
    words, low = _grammar(), sentence.low
    if label := words.to_label.match(low):
        return _title(sentence.text[label.end() :][: 2 * _TITLE])
    for found in words.verb.finditer(sentence):
        start = max(0, found.start() - _BACK)
        subject = words.subject.search(sentence, start, found.start())
        if not subject or words.paper.search(sentence, start, found.start()):
            continue
        # Among the duties many report on many things: there the subject stands right before the
        # verb.
        if sentence.section != "responsibilities" or words.right_before.search(
            low, start, found.start()
        ):
            return _title(sentence.text[found.end() :][: 2 * _TITLE])
    if words.under.search(sentence) and (under := words.under_of.search(low, 0, 2 * _BACK)):
        return _title(sentence.text[under.end() :][: 2 * _TITLE])
    return None


def _title(text: str) -> str | None:
    """Return the superior's title at the start of a text: up to a clause that goes on about
    something else."""
    words = _grammar()
    text = text.lstrip(" :–-")
    if article := words.article.match(plain(text)):
        text = text[article.end() :]
    low = plain(text)
    end = next(
        (found.start() for found in words.end.finditer(low) if not _belongs(text, found)), len(low)
    )
    if goes_on := words.goes_on.search(text[:end]):
        end = goes_on.end("title")
    title = text[:end].strip(" ,.;:–-")
    if (
        not 2 <= len(title) <= _TITLE
        or words.nobody.match(low)
        or words.about.search(low[: end + _ABOUT])
        or not title[0].isalpha()
    ):
        return None
    return title


def _belongs(text: str, found: re.Match[str]) -> bool:
    """Return whether a comma is part of the title ("Head, Technical Team"): a capital follows
    it."""
    return found[0] == ", " and text[found.end() : found.end() + 1].isupper()


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The phrases and patterns of data/reports.yaml. Patterns run over a sentence in lower case.

    count: by side (`direct`, `indirect`), the label of a number. stems: without one of them no
    sentence has a number. paper: reports that are read and not led. end: where a title ends.
    """

    count: Mapping[str, re.Pattern[str]]
    none: re.Pattern[str]
    number: re.Pattern[str]
    ahead: re.Pattern[str]
    to_label: re.Pattern[str]
    stems: tuple[str, ...]
    verb: Phrases
    subject: Phrases
    right_before: re.Pattern[str]
    under: Phrases
    under_of: re.Pattern[str]
    paper: Phrases
    article: re.Pattern[str]
    nobody: re.Pattern[str]
    goes_on: re.Pattern[str]
    about: re.Pattern[str]
    end: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    data = load_merged("reports")
    subject = any_of(data["subject"])
    short = any_of(phrases_in(data["short_none"]))
    mark = r"(?P<mark> ?[:=–-] ?| ?\(| (?=[0-9n]))?"
    count = r"[0-9]{1,3}(?![0-9])|[^\W\d_]{3,12}"  # "to" is two in Danish
    return _Grammar(
        count={
            "direct": re.compile(rf"(?<!in)(?<!non-){any_of(data['direct'])}{mark}"),
            "indirect": re.compile(rf"{any_of(data['indirect'])}{mark}"),
        },
        none=re.compile(rf"\s*{any_of(shared('none', *data['none']))}(?!\w|[0-9])"),
        number=re.compile(
            rf"\s*(?:{any_of(data['up_to'])} )?(?P<low>{count})"
            rf"(?:(?: ?[–-] ?| {any_of(data['range'])} )(?P<high>[0-9]{{1,3}}))?"
        ),
        ahead=re.compile(
            rf"(?<![\w.,])([0-9]{{1,3}}|{short}|[^\W\d_]{{3,12}})(?: \([0-9]{{1,3}}\))? $"
        ),
        to_label=re.compile(rf"\s*{any_of(data['to_label'])} ?[:–-] ?"),
        stems=tuple(data["stems"]),
        verb=Phrases(data["verb"]),
        subject=Phrases(data["subject"]),
        right_before=re.compile(rf"(?<!\w){subject}(?: \S+){{0,2}} $"),
        under=Phrases(data["under"]),
        under_of=re.compile(
            rf"(?:^|(?<!\w)(?:{subject}|{any_of(phrases_in(data['works']))}) (?:\S+ ){{0,3}}?)"
            rf"{any_of(data['under'])}(?!\w) ?"
        ),
        paper=Phrases(data["paper"]),
        article=re.compile(rf"{any_of(data['article'])}(?:(?<=')|(?!\w)) ?"),
        nobody=re.compile(rf"{any_of(data['nobody'])}(?!\w)"),
        goes_on=re.compile(
            rf"(?P<title>[^\W\d_a-zß-öø-ÿ][\w-]*\)?),? {any_of(data['and'])} (?=[a-zß-öø-ÿ])"
        ),
        about=re.compile(rf"(?<!\w){any_of(data['about'])}(?!\w)"),
        end=re.compile(rf"[.;:!?](?=\s|$)|, |\s*[(]|(?:,? ){any_of(data['stop'])}(?!\w)|\n"),
    )
