"""Which platform a site is on: from its address, else from what its page has of a vendor's, else
from what it embeds. Never from a status: vendors answer 200 for boards that are not there."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

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


def board_in(markup: str) -> Board | None:
    """Return the board that a page embeds or links to; None where it names none, or several."""
    found = {
        (board.platform, board.board): board
        for pattern, platform, form in _patterns()
        for match in pattern.finditer(markup[:_LONG])
        if (board := _board(match, platform, form))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def board_of_page(url: str, markup: str) -> Board | None:
    """Return the board that a page is of, or embeds or links to."""
    return board_at(url) or _board_on_own_host(url, markup) or board_in(markup)


def _board_on_own_host(url: str, markup: str) -> Board | None:
    """Return the board of a page on an employer's own host that has a vendor's mark; None where it
    has none, or the marks of several."""
    host, head = urlsplit(url).hostname or "", markup[:_LONG]
    found = [
        Board(platform, form.format(host=host))
        for mark, platform, form in _forms("mark")
        if host and mark.search(head)
    ]
    return found[0] if len(found) == 1 else None


def _board(match: re.Match[str] | None, platform: str, form: str) -> Board | None:
    if match is None:
        return None
    return Board(
        platform, form.format(**{name: value or "" for name, value in match.groupdict().items()})
    )


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, str]]:
    return _forms("pattern", r"(?:(?<=//)|(?<![\w.-]))")


@cache
def _forms(kind: str, start: str = "") -> list[tuple[re.Pattern[str], str, str]]:
    """Return the patterns of a kind, each with its platform and the form of the board's name."""
    return [
        (re.compile(start + each[kind], re.IGNORECASE), platform, each["board"])
        for platform, forms in load("platforms").items()
        for each in forms
        if kind in each
    ]
