"""Read the post in a line that calls for somebody: "We're hiring a Nurse!", "Koch gesucht"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import folded_list
from crawlers.text.lines import Line, once
from crawlers.text.phrases import InText
from crawlers.text.words import fold, load, phrases_in

_REMARK = re.compile(r"\s*\([^()]*\d[./]\d[^()]*\)\s*$")
"""A remark with a date behind the post: "(posted 17/01/2017)"."""
_EDGES = " !?.:–—-"
_STOP = re.compile(r"[,;:.!?]|\s[-–—(]\s?(?!.{0,12}\))")
"""What ends a post in a sentence; a remark in brackets belongs to it: "(m/f/d)"."""
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


def posts_sought(line: Line) -> Iterator[str]:
    """Yield the posts that the sentences of a text say somebody is looked for, as printed: "We're
    looking for a Night Nurse to join our ward". A post begins with a capital and ends before a
    word like "to" or a mark."""
    if not _sought().may_be_in(line.folded):
        return
    for match in _seeks().finditer(line.text):
        words = _STOP.split(line.text[match.end() :], maxsplit=1)[0].split(" ")
        end = next((i for i, w in enumerate(words) if w in folded_list("call_stops")), len(words))
        post = Line(" ".join(words[:end]).strip(_EDGES))
        is_post = post.text[:1].isupper() and end <= _MOST_WORDS and names_profession(post)
        if is_post and title_score(post) > 0:
            yield post.text


@cache
def _sought() -> InText:
    return InText(phrases_in((load("titles")["calls"], load("page_kinds")["seeking"])))


@cache
def _seeks() -> re.Pattern[str]:
    """The pattern of words of seeking, and an article."""
    seeks = _printed((load("titles")["calls"], load("page_kinds")["seeking"]))
    articles = _printed(load("titles")["call_articles"], whole=True)
    return re.compile(rf"(?i)(?<!\w)(?:{seeks})\s+(?:(?:{articles})\s+)?")


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
