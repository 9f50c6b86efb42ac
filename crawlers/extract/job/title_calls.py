"""Read the post in a line that calls for somebody: "We're hiring a Nurse!", "Koch gesucht"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from crawlers.extract.job.title_lines import names_profession, title_score
from crawlers.extract.job.title_words import has_gender_mark, pattern
from crawlers.text.lines import Line, once
from crawlers.text.patterns import UPPER, any_of
from crawlers.text.phrases import InText
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_REMARK = re.compile(r"\s*\([^()]*\d[./]\d[^()]*\)\s*$")
"""A remark with a date behind the post: "(posted 3/02/2016)"."""
_END_OF_SENTENCE = re.compile(r"(?<=[^\W\d]{3})\.\s|(?<=[IVX]{2})\.\s")
_EDGES = " !?.:–—-"
_MOST_WORDS, _MOST_NAME, _MOST_CHARS = 10, 120, 600
"""Words of a post, characters of its line, and of a block that calls for it."""

_SMALL_WORDS = 3
"""Words of a post in small letters."""
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
    elif line.folded.endswith(calls_behind()) and (match := _behind().search(line.text)):
        post = line.text[: match.start()]
    else:
        return post_sought_by_name(line)
    return _without_remark(post)


def post_sought_by_name(line: Line) -> str:
    """Return the post that a line says a named employer looks for ("The Harbour Trust is hiring a
    Night Nurse"), as printed, "" where it says so of none."""
    if _last_of_seeking().isdisjoint(line.words):
        return ""
    match = _somebody_seeks().match(line.text)
    return _without_remark(line.text[match.end() :]) if match else ""


def seeker_of(head: str, title: str) -> str:
    """Return who looks for somebody of a title in a head's title: "Acme" of "Acme is hiring a
    Night Nurse"; "" where it says so of nobody."""
    line = Line(head)
    if _last_of_seeking().isdisjoint(line.words) or not title:
        return ""
    match = _somebody_seeks().match(head)
    is_post = match and Line(head[match.end() :]).folded.startswith(fold(title))
    return match["who"] if match and is_post else ""


def _without_remark(post: str) -> str:
    post = _REMARK.sub("", post.strip(_EDGES)).strip(_EDGES)
    return post if _is_post(Line(post)) else ""


def post_called_for(lines: Sequence[Line]) -> str:
    """Return the one post that the sentences of a text call for: in a sentence ("We're looking for
    a Night Nurse to ..."), or in the line behind one that breaks off ("For our ward we seek a").
    "" where they call for none, or for several. A post in small letters counts where none is
    capitalised ("nous recherchons un boulanger pour ...")."""
    found: dict[str, str] = {}
    calling = [(at, line) for at, line in enumerate(lines) if _seeks(line)]
    for at, line in calling:
        post = _in_sentence(line)
        if not post and at + 1 < len(lines) and _breaks_off(line):
            post = _whole(lines[at + 1])
        if post:
            found.setdefault(fold(post), post)
    if not found:
        posts = [post for _, line in calling for post in _in_small_letters(line)]
        found = {fold(post): post for post in posts}
    return next(iter(found.values())) if len(found) == 1 else ""


def _seeks(line: Line) -> bool:
    return not _words_of_calls().isdisjoint(line.words)


def _in_sentence(line: Line) -> str:
    found = (match["post"] for match in _calls_in(line, _call_in_sentence()))
    posts = (_up_to_mark(post).strip(_EDGES) for post in found)
    return next((post for post in posts if _is_post(Line(post))), "")


def _in_small_letters(line: Line) -> Iterator[str]:
    """Yield the posts that a line calls for in small letters: the words behind the article up to
    the first that posts are called by, at most three. "A nurse like you" is none."""
    for match in _calls_in(line, _call_in_small_letters()):
        words = match["post"].split()
        for many in range(1, min(len(words), _SMALL_WORDS) + 1):
            post = " ".join(words[:many])
            if title_score(Line(post)) > 0:
                if not _comparisons().intersection(words[many : many + 1]):
                    yield post
                break


def _calls_in(line: Line, call: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the calls in a line. They are looked for where the first word of one stands: a search
    for all of them takes a hundred times as long."""
    text, end = line.text[:_MOST_CHARS], 0
    low = text.lower()
    if len(low) != len(text):  # a letter that is two in lower case
        yield from call.finditer(text)
        return
    firsts = {call.split()[0] for call in _all_calls().found_in(line.folded, line.words)}
    for at in sorted(found.start() for first in firsts for found in _places(first).finditer(low)):
        if at >= end and (match := call.match(text, at)):
            end = match.end()
            yield match


@cache
def _places(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word))


def _up_to_mark(post: str) -> str:
    """Return a post without what stands behind its mark for all genders or its sentence: "Cook
    (m/f/d) in Bern", "Clerk II. Details below"."""
    marks = list(pattern("gender_mark").finditer(post))
    return post[: marks[-1].end()] if marks else _END_OF_SENTENCE.split(post)[0]


def _breaks_off(line: Line) -> bool:
    """Return whether a line ends where a post must follow: in a colon, or in "a"."""
    text = line.text.rstrip()
    last = fold(text.rpartition(" ")[2])
    return text.endswith(":") or (last in _articles() and text[-1] not in ".!?")


def _whole(line: Line) -> str:
    text = line.text.strip(_EDGES)
    said = line if text == line.text else Line(text)
    return text if len(text) <= _MOST_NAME and _is_post(said) else ""


def _is_post(line: Line) -> bool:
    few = len(line.text.split()) <= _MOST_WORDS
    if few and has_gender_mark(line.text):
        return True
    return few and names_profession(line) and title_score(line) > 0


@cache
def _words_of_calls() -> frozenset[str]:
    """Return the last words of calls: most lines have none of them."""
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
    """Return the pattern of a post in a sentence, in capitalised words: "is hiring a Night Nurse
    to"; some words may stand between: "suchen wir zum nächstmöglichen Zeitpunkt einen Koch"."""
    calls = _printed(_calls_in_sentences())
    articles = _printed(load("titles")["call_articles"], whole=True)
    names = _printed(load("titles")["before_posts"])
    word = rf"[{UPPER}][\w/&’'.-]*"
    joins = any_of(phrases_in(load("titles")["small_words"]))
    return re.compile(
        rf"(?<!\w)(?i:{calls})(?:\s+[\w’'/-]+){{0,{_BETWEEN}}}?\s+(?i:(?:{articles}|{names})\s+)"
        rf"(?P<post>{word}(?:,? (?:\([^()]{{1,12}}\)|(?:(?:{joins}) )?{word})){{0,7}})"
    )


@cache
def _call_in_small_letters() -> re.Pattern[str]:
    """Return the pattern of the words of a post, and one more, behind a call and an article, which
    may be the call's last word: "needs a"."""
    calls = _printed(_calls_in_sentences())
    whole = (p for p in phrases_in(_calls_in_sentences()) if fold(p).split()[-1] in _articles())
    with_article = _printed([list(whole)])
    articles = _printed(load("titles")["call_articles"], whole=True)
    return re.compile(
        rf"(?i)(?<!\w)(?:(?:{with_article})|"
        rf"(?:{calls})(?:\s+[\w’'/-]+){{0,{_BETWEEN}}}?\s+(?:{articles}))\s+"
        r"(?P<post>[^\W\d][\w’'-]*(?: [^\W\d][\w’'-]*)"
        rf"{{0,{_SMALL_WORDS}}})"
    )


@cache
def _comparisons() -> frozenset[str]:
    """Return what stands behind a post in a slogan: "a nurse like you"."""
    return frozenset(phrases_in(load("titles")["comparisons"]))


@cache
def _first_words() -> frozenset[str]:
    lists = (load("titles")["calls"], load("titles")["prefixes"])
    return frozenset(fold(phrase).split()[0] for phrase in phrases_in(lists))


@cache
def calls_behind() -> tuple[str, ...]:
    """Return what stands behind a post that is called for: "Night Nurse wanted"."""
    return tuple(map(fold, phrases_in(load("titles")["calls_behind"])))


@cache
def _before() -> re.Pattern[str]:
    """Return the pattern of a call and the article behind it."""
    data = load("titles")
    calls, articles = _printed(data["calls"]), _printed(data["call_articles"], whole=True)
    marked = _printed(data["prefixes"])
    called = rf"(?:{calls})(?!\w)[\s:!–—-]*|(?:{marked})\s*(?::|[!–—-]\s)\s*"
    return re.compile(rf"(?i)\W*(?:{called})(?:(?:{articles})\s+)?")


@cache
def _last_of_seeking() -> frozenset[str]:
    return frozenset(fold(p).split()[-1] for p in phrases_in(load("organizations")["seeking"]))


@cache
def _somebody_seeks() -> re.Pattern[str]:
    """Return the pattern of who looks for somebody, and the article behind: "Harbour Trust seeks
    a"."""
    seeking = _printed(load("organizations")["seeking"])
    articles = _printed(load("titles")["call_articles"], whole=True)
    return re.compile(rf"(?P<who>[{UPPER}][^.!?:]{{2,80}}?)\s(?:{seeking})\s+(?i:{articles})\s+")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?i)[\s:–—-]*(?:{_printed(load('titles')['calls_behind'])})[\s!.]*$")


def _printed(node: Any, whole: bool = False) -> str:
    """Return the pattern of phrases as pages print them, the longest first: "we re" is "we're",
    too. whole: whether they have marks of their own: "un(e)"."""
    phrases = sorted(phrases_in(node), key=len, reverse=True)
    if whole:
        return "|".join(map(re.escape, phrases))
    return "|".join(r"\W+".join(map(re.escape, phrase.split())) for phrase in phrases)
