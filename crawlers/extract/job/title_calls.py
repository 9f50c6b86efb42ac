"""Read the post in a line that calls for somebody: "We're hiring a Nurse!", "Koch gesucht"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.text.lines import Line, once
from crawlers.text.words import fold, load, phrases_in

_REMARK = re.compile(r"\s*\([^()]*\d[./]\d[^()]*\)\s*$")
"""A remark with a date behind the post: "(posted 17/01/2017)"."""
_EDGES = " !?.:–—-"
_MOST_WORDS = 10


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
    read = Line(post)
    is_post = names_profession(read) and title_score(read) > 0
    return post if is_post and len(post.split()) <= _MOST_WORDS else ""


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


def _printed(node: Iterable[str], whole: bool = False) -> str:
    """The pattern of phrases as pages print them, the longest first: "we re" is "we're", too.
    whole: whether they have marks of their own: "un(e)"."""
    phrases = sorted(phrases_in(node), key=len, reverse=True)
    if whole:
        return "|".join(map(re.escape, phrases))
    return "|".join(r"\W+".join(map(re.escape, phrase.split())) for phrase in phrases)
