"""Which platform a site is on: from its address, else from what its page has of a vendor's, else
from what it embeds. Never from a status: vendors answer 200 for boards that are not there."""

from __future__ import annotations

import re
from functools import cache

from crawlers.contract.boards import Board
from crawlers.text.words import load

_LONG = 2_000_000
"""Characters of a page that are searched."""


def board_at(url: str) -> Board | None:
    """Return the board that an address belongs to, its own page or a posting's; None where it is on
    no known platform."""
    return next(
        (
            board
            for pattern, platform, form in _patterns()
            if (board := _board(pattern.search(url), platform, form))
        ),
        None,
    )


def board_in(markup: str, url: str = "") -> Board | None:
    """Return the board that a page embeds or links to, or that it is itself on a host of its own;
    None where it names none, or several. url: the page's own address."""
    found = {
        (board.platform, board.board): board
        for mark, address, platform, form in _marks()
        if mark.search(markup[:_LONG]) and (board := _board(address.search(url), platform, form))
    } or {
        (board.platform, board.board): board
        for pattern, platform, form in _patterns()
        for match in pattern.finditer(markup[:_LONG])
        if (board := _board(match, platform, form))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def board_of_page(url: str, markup: str) -> Board | None:
    """Return the board that a page is of, or embeds or links to."""
    return board_at(url) or board_in(markup, url)


def _board(match: re.Match[str] | None, platform: str, form: str) -> Board | None:
    if match is None:
        return None
    return Board(
        platform, form.format(**{name: value or "" for name, value in match.groupdict().items()})
    )


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, str]]:
    start = r"(?:(?<=//)|(?<![\w.-]))"
    return [
        (re.compile(start + each["pattern"], re.IGNORECASE), platform, each["board"])
        for platform, forms in load("platforms").items()
        for each in forms
        if "pattern" in each
    ]


@cache
def _marks() -> list[tuple[re.Pattern[str], re.Pattern[str], str, str]]:
    """Return the marks of vendors in pages on other hosts, each with the form of the page's
    address, the platform, and the form of the board's name."""
    return [
        (re.compile(each["mark"]), re.compile(each["address"]), platform, each["board"])
        for platform, forms in load("platforms").items()
        for each in forms
        if "mark" in each
    ]
