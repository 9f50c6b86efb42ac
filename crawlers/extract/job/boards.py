"""Tell a job board's page from an employer's: by its words, or by its host."""

from __future__ import annotations

import re
from functools import cache

from crawlers.extract.job.frame_names import HEAD_MARKS, vendors
from crawlers.posting.raw import Frame
from crawlers.text.patterns import any_of
from crawlers.text.words import fold, load, phrases_in

_BOARD_WORDS = 2
"""Different words of boards that make a board."""
_SHORT = 60
"""Characters of a line of a board's own."""


def is_board(frame: Frame) -> bool:
    """Return whether a page is of a job board: two different words of boards, or its host."""
    words = _words_of_boards()
    if any(map(_is_board_host, frame.hosts[-1:])):
        return True
    text = " | ".join(f" {block.folded} " for block in frame.blocks if len(block.text) <= _SHORT)
    return sum(word in text for word in words) >= _BOARD_WORDS


@cache
def _words_of_boards() -> tuple[str, ...]:
    """The words of boards, folded, with a blank at both ends."""
    words = phrases_in(load("organizations")["board_words"])
    return tuple(f" {fold(word)} " for word in words)


def _is_board_host(label: str) -> bool:
    """Return whether a site's own label is a board's ("harbourjobs"). A part of a host before it
    ("karriere.acme.example"), a platform, and a word beside a name ("acme-careers") are not."""
    data = load("organizations")
    beside_a_name = {*phrases_in(data["beside_names_in_hosts"])}
    if label in vendors() or not beside_a_name.isdisjoint(label.split("-")):
        return False
    return any(word in label for word in phrases_in(data["board_hosts"]))


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
