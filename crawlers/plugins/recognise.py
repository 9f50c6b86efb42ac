"""Which platform a site is on: from its address, else from what its page has of a platform's, else
from what it embeds. Never from a status: platforms answer 200 for boards that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import unquote

from crawlers.contract.boards import Board
from crawlers.text.word_lists import load

_CALLED = re.compile(r"//(?:[\w-]+-)?api\.|/embed\b|/api/")
"""In the address of a board that a script asks for, or shows."""
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


def board_of_link(url: str) -> Board | None:
    """Return the board that an address belongs to, by its host; an address inside the address, such
    as that of a copy in an archive, does not count."""
    start = url.find("//") + 2
    found = (
        _board(pattern.match(url, start), platform, form) for pattern, platform, form in _patterns()
    )
    board = next(filter(None, found), None)
    label = re.split(r"[./]", board.board.casefold())[0] if board else ""
    return None if label in _not_boards() else board


def boards_within(script: str) -> Iterator[tuple[Board, str, bool]]:
    """Yield the boards that a page's script names, each with the words that name it, and whether
    they set up what the platform's own script shows."""
    text = script.replace(r"\/", "/").replace("\\u002F", "/")
    for pattern, platform, form in _set_up():
        for match in pattern.finditer(text):
            if board := _board(match, platform, form):
                yield board, " ".join(match[0].split()), True
    for address in re.findall(r"(?:https?:)?//[^\s\"'<>\\\\]{4,300}", text):
        if board := board_of_link(address):
            yield board, address, bool(_CALLED.search(address))


def board_of_attribute(name: str, value: str) -> Board | None:
    """Return the board that an attribute of a page names for the platform's script."""
    found = _attributes().get(name)
    return Board(found, value) if found and re.fullmatch(r"[\w-]+", value) else None


def marked_boards(markup: str, addresses: Iterable[str]) -> Iterator[Board]:
    """Yield the board of each platform by whose marks a page is built. addresses: of the page and,
    in order, those that stand for it; the first of the form that the platform gives them counts."""
    urls = list(addresses)
    for mark, address, platform, form in _marks():
        if mark.search(markup):
            found = (_board(address.search(url), platform, form) for url in urls)
            if board := next(filter(None, found), None):
                yield board


def _board(match: re.Match[str] | None, platform: str, form: str) -> Board | None:
    if match is None:
        return None
    named = {name: unquote(value or "") for name, value in match.groupdict().items()}
    return Board(platform, form.format(**named))


@cache
def _not_boards() -> frozenset[str]:
    return frozenset(load("career_pages")["not_boards"])


@cache
def _attributes() -> dict[str, str]:
    return {
        each["attribute"]: platform
        for platform, forms in load("platforms").items()
        for each in forms
        if "attribute" in each
    }


@cache
def _set_up() -> list[tuple[re.Pattern[str], str, str]]:
    return [
        (re.compile(each["script"], re.VERBOSE), platform, each["board"])
        for platform, forms in load("platforms").items()
        for each in forms
        if "script" in each
    ]


@cache
def _patterns() -> list[tuple[re.Pattern[str], str, str]]:
    start = r"(?:(?<=//)|(?<![\w.-]))"
    return [
        (re.compile(start + each["pattern"], re.IGNORECASE | re.VERBOSE), platform, each["board"])
        for platform, forms in load("platforms").items()
        for each in forms
        if "pattern" in each
    ]


@cache
def _marks() -> list[tuple[re.Pattern[str], re.Pattern[str], str, str]]:
    """Return the marks of platforms in pages on other hosts, each with the form of the page's
    address, the platform, and the form of the board's name."""
    return [
        (
            re.compile(each["mark"], re.VERBOSE),
            re.compile(each["address"], re.VERBOSE),
            platform,
            each["board"],
        )
        for platform, forms in load("platforms").items()
        for each in forms
        if "mark" in each
    ]
