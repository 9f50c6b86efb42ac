"""Read the post in a line that calls for somebody: "We're hiring a Nurse!", "Koch gesucht"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import pattern
from crawlers.text.lines import Line, once
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.phrases import InText
from crawlers.text.words import fold, load, phrases_in

_REMARK = re.compile(r"\s*\([^()]*\d[./]\d[^()]*\)\s*$")
"""A remark with a date behind the post: "(posted 3/02/2016)"."""
_EDGES = " !?.:–—-"
_MOST_WORDS, _MOST_NAME, _MOST_CHARS = 10, 120, 600
"""Words of a post, characters of its line, and of a block that calls for it."""

_BETWEEN = 6
"""Words between a call and the article of the post."""


@once
def called_post(line: Line) -> str:
    """Return the post that a line calls for, as printed, "" where it calls for none. A post is
    called by the word of a profession, and of several or of no one post there is none: "We're
    hiring people"."""
    words = line.folded.split()
    if len(words) < 2:
        return ""
    if words[0] in _first_words() and (match := _before().match(line.text)):
        post = line.text[match.end() :]
    elif line.folded.endswith(_ends()) and (match := _behind().search(line.text)):
        post = line.text[: match.start()]
    else:
        return ""
    post = _REMARK.sub("", post.strip(_EDGES)).strip(_EDGES)
    return post if _is_post(Line(post)) else ""


def post_called_for(lines: Sequence[Line]) -> str:
    """Return the one post that the sentences of a text call for: in a sentence ("We're looking for
    a Night Nurse to ..."), or in the line behind one that breaks off ("For our ward we seek a").
    "" where they call for none, or for several."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        if not _seeks(line):
            continue
        calls = _all_calls().may_be_in(line.folded, line.words)
        post = _in_sentence(line.text[:_MOST_CHARS]) if calls else ""
        if not post and at + 1 < len(lines) and _breaks_off(line):
            post = _whole(lines[at + 1])
        if post:
            found.setdefault(fold(post), post)
    return next(iter(found.values())) if len(found) == 1 else ""


def _seeks(line: Line) -> bool:
    return not _words_of_calls().isdisjoint(line.words)


def _in_sentence(text: str) -> str:
    found = (match["post"] for match in _call_in_sentence().finditer(text))
    posts = (_up_to_mark(post).strip(_EDGES) for post in found)
    return next((post for post in posts if _is_post(Line(post))), "")


def _up_to_mark(post: str) -> str:
    """Return a post without what stands behind its mark for all genders: "Cook (m/f/d) in Bern"."""
    marks = list(pattern("gender_mark").finditer(post))
    return post[: marks[-1].end()] if marks else post


def _breaks_off(line: Line) -> bool:
    """Whether a line ends where a post must follow: in a colon, or in "a"."""
    text = line.text.rstrip()
    last = fold(text.rpartition(" ")[2])
    return text.endswith(":") or (last in _articles() and text[-1] not in ".!?")


def _whole(line: Line) -> str:
    text = line.text.strip(_EDGES)
    said = line if text == line.text else Line(text)
    return text if len(text) <= _MOST_NAME and _is_post(said) else ""


def _is_post(line: Line) -> bool:
    few = len(line.text.split()) <= _MOST_WORDS
    return few and names_profession(line) and title_score(line) > 0


@cache
def _words_of_calls() -> frozenset[str]:
    """The last words of calls: most lines have none of them."""
    return frozenset(fold(phrase).split()[-1] for phrase in phrases_in(_calls_in_sentences()))


@cache
def _all_calls() -> InText:
    return InText(phrases_in(_calls_in_sentences()))


def _calls_in_sentences() -> tuple[Iterable[str], ...]:
    return load("titles")["calls"], load("organizations")["seeking"], load("page_kinds")["seeking"]


@cache
def _articles() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in phrases_in(load("titles")["call_articles"]))


@cache
def _call_in_sentence() -> re.Pattern[str]:
    """The pattern of a post in a sentence, in capitalised words: "is hiring a Night Nurse to"; some
    words may stand between: "suchen wir zum nächstmöglichen Zeitpunkt einen Koch"."""
    calls = _printed(_calls_in_sentences())
    articles = _printed(load("titles")["call_articles"], whole=True)
    word = rf"[{UPPER}][\w/&’'.-]*"
    joins = any_of(phrases_in(load("titles")["small_words"]))
    return re.compile(
        rf"(?<!\w)(?i:{calls})(?:\s+[\w’'/-]+){{0,{_BETWEEN}}}?\s+(?i:(?:{articles})\s+)"
        rf"(?P<post>{word}(?:,? (?:\([^()]{{1,12}}\)|(?:(?:{joins}) )?{word})){{0,7}})"
    )


@cache
def _first_words() -> frozenset[str]:
    lists = (load("titles")["calls"], load("titles")["prefixes"])
    return frozenset(fold(phrase).split()[0] for phrase in phrases_in(lists))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(map(fold, phrases_in(load("titles")["calls_behind"])))


@cache
def _before() -> re.Pattern[str]:
    """The pattern of a call and the article behind it."""
    data = load("titles")
    calls, articles = _printed(data["calls"]), _printed(data["call_articles"], whole=True)
    marked = _printed(data["prefixes"])
    called = rf"(?:{calls})(?!\w)[\s:!–—-]*|(?:{marked})\s*(?::|[!–—-]\s)\s*"
    return re.compile(rf"(?i)\W*(?:{called})(?:(?:{articles})\s+)?")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s:–—-]*(?:{_printed(load('titles')['calls_behind'])})[\s!.]*$")


def _printed(node: Any, whole: bool = False) -> str:
    """The pattern of phrases as pages print them, the longest first: "we re" is "we're", too.
    whole: whether they have marks of their own: "un(e)"."""
    phrases = sorted(phrases_in(node), key=len, reverse=True)
    if whole:
        return "|".join(map(re.escape, phrases))
    return "|".join(r"\W+".join(map(re.escape, phrase.split())) for phrase in phrases)
