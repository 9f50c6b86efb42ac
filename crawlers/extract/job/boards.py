"""Tell the page of a job board or a forum from an employer's: by its words, or by its host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crawlers.extract.job.frame_names import HEAD_MARKS, no_names, platforms
from crawlers.posting.raw import Frame
from crawlers.text.blocks import Block, annotate
from crawlers.text.patterns import any_of
from crawlers.text.unaccented import plain
from crawlers.text.word_lists import load, phrases_in
from crawlers.text.words import fold

_BOARD_WORDS = 2
"""Different words of boards that make a board."""
_REST = 3
"""Letters beside a word of jobs in the name of a board."""
_SHORT, _MENU = 60, 0.9
"""Characters of a line of a board's own, and the share of link text of one that is a menu."""
_MAX_PROFILE, _PROFILE_LINES = 120, 2
"""Characters of a line that presents a writer of a forum, and how many such lines a page has at
least."""


def is_board(frame: Frame) -> bool:
    """Return whether a page is of a job board: two different words of boards, its host, or what its
    title or its first lines call it."""
    if any(map(_is_board_host, frame.hosts[-1:])) or any(map(_is_board_name, _names_of(frame))):
        return True
    said = zip(frame.blocks, annotate(frame.blocks), strict=True)
    lines = [line for block, line in said if len(line.text) <= _SHORT or _is_menu(block)]
    words = _words_of_boards()
    found = words.keys() & set[str]().union(*[line.words for line in lines])
    text = " | ".join([f" {line.folded} " for line in lines]) if found else ""
    return sum(phrase in text for word in found for phrase in words[word]) >= _BOARD_WORDS


def is_forum(frame: Frame) -> bool:
    """Return whether a page is of a forum: its lines present who wrote ("Joined: 4 Mar 2020",
    "Posts: 37")."""
    lines = [f"{b.label}: {b.text}" if b.label else b.text for b in frame.blocks]
    whole = "\n".join([line for line in lines if len(line) <= _MAX_PROFILE]).casefold()
    found = [sign for sign in _signs_of_a_forum() if sign in whole]  # few pages have one
    short = whole.split("\n") if found else []
    return sum(1 for line in short if any(map(line.__contains__, found))) >= _PROFILE_LINES


@cache
def _signs_of_a_forum() -> tuple[str, ...]:
    return tuple(phrases_in(load("header")["signs_of_a_forum"]))


def _is_menu(block: Block) -> bool:
    return block.region == "nav" or block.links > _MENU


@cache
def _words_of_boards() -> dict[str, list[str]]:
    """Return the words of boards, folded, with a blank at both ends, each under its longest
    word."""
    found: dict[str, list[str]] = {}
    for phrase in map(fold, phrases_in(load("organizations")["board_words"])):
        found.setdefault(max(phrase.split(), key=len), []).append(f" {phrase} ")
    return found


def _names_of(frame: Frame) -> Iterator[str]:
    """Yield what the head's title, the meta elements and the first lines of a page call its
    site."""
    yield from HEAD_MARKS.split(frame.head_title)[-1:]
    yield from frame.site_names
    yield from (name.split(" ", 1)[0] for name in frame.banner)


def _is_board_name(name: str) -> bool:
    """Return whether a name is one word with a word of jobs in it ("Harbourjobs", not "Jobs"), or
    ends as those of boards do: "Harbour Community Board"."""
    if fold(name).endswith(_ends_of_boards()):
        return True
    label = name.strip().casefold().partition(".")[0]
    return label.isalpha() and label not in _no_boards() and _has_word_of_boards(plain(label))


@cache
def _ends_of_boards() -> tuple[str, ...]:
    return tuple(map(fold, phrases_in(load("organizations")["ends_of_boards"])))


@cache
def _no_boards() -> frozenset[str]:
    """Words of jobs that any site has in its titles and menus: "Vacancies", "Recruitment"."""
    kinds, own = load("page_kinds"), load("organizations")["no_boards"]
    words = phrases_in((kinds["job_words"], kinds["list_names"], own))
    return _words("board_hosts") | no_names() | frozenset(map(fold, words))


def _is_board_host(label: str) -> bool:
    """Return whether a site's own label is a board's ("harbourjobs"). A part of a host before it
    ("karriere.acme.example"), a platform, and a word beside a name ("acme-careers") are not."""
    parts = label.split("-")
    if label in platforms() or not _words("beside_names_in_hosts").isdisjoint(parts):
        return False
    return (
        label in _words("board_hosts")
        or any(part in _words("boards") for part in parts)
        or _has_word_of_boards(label)
    )


def _has_word_of_boards(label: str) -> bool:
    """Return whether a label has a word of jobs: "harbourjobs", "nursejobsnow", but not
    "lancashire" or "dallas": short words count at its beginning and its end only."""
    if label in _words("boards"):
        return True
    if any(map(label.endswith, _words("no_board_ends"))):
        return False
    ends = _words("board_words_at_ends")
    return any(
        word not in ends or label.startswith(word) or label.endswith(word)
        for word in _words("board_hosts")
        if word in label and len(label) - len(word) >= _REST
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(phrases_in(load("organizations")[name]))


def agency_of(frame: Frame) -> list[str]:
    """Return what the frame of a page calls its site where that is the name of an agency, which
    publishes the posts of others as its own: "Harbour Recruitment"."""
    heads = (part for part in HEAD_MARKS.split(frame.head_title) if part)
    return [
        name
        for name in (*frame.site_names, *frame.logos, *heads, *frame.holders)
        if _agency().search(f" {fold(name)} ")
    ]


@cache
def _agency() -> re.Pattern[str]:
    words = any_of(map(fold, phrases_in(load("organizations")["agency_words"])))
    return re.compile(rf" \S+ (?:{words}) ")
