"""What a career page says of its employer's board, and how strong each sign is.

A platform's name or a link alone is no sign: pages write about platforms, and link to the boards of
others. A board is believed where the page shows or loads it, where it has the employer's name, or
where the page's only call to see the openings leads to it. See docs/platforms.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawlers.contract.boards import Board, check_board
from crawlers.plugins.board_signs import CareerPage, Sign
from crawlers.plugins.employer_names import (
    agrees,
    is_mentioned,
    names_of_host,
    plain_words,
)
from crawlers.plugins.recognise import (
    board_of_attribute,
    board_of_link,
    boards_within,
    marked_boards,
)
from crawlers.text.patterns import any_of
from crawlers.text.word_lists import load, phrases_in

_LOADED = ("iframe", "frame", "script", "embed", "object", "form", "link")
_MARKED = ("html", "body", "meta", "link", "script")
"""The elements whose attributes show by which platform a page is built; an image is no such
sign."""
_DATA = "data-"
_SPOKEN = ("alt", "title", "aria-label")
"""Attributes whose words a reader gets."""
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "net", "nhs", "nom", "or", "org")
)
"""What stands between a name and the country in the hosts of many countries: acme.co.uk."""
_LONGEST_CALL = 8
"""Words of a link that calls to see the openings."""
_BESIDE_CALL = 3
"""Words beside the links of a paragraph or a list item, from which it is running text."""
_MOST_SCRIPT = 500_000
"""Characters of a page's scripts that are searched."""
_FRAMING = frozenset(("nav", "header", "footer"))
_BLOCKS = _FRAMING.union(
    ("p", "li", "div", "td", "section", "article", "main", "aside", "dd", "body"),
    ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "center"),
)
_PART_OF_TITLE = re.compile(r"[|–—·•:»]|\s-\s")
_LONGEST_NAME = 4
"""Words of an employer's name in a title."""
_MOVES = re.compile(
    r"\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*[\"']([^\"'\s]{4,300})"
)
_FEW_WORDS = 30
"""Words of a page that does nothing but send its reader on."""
_OPAQUE = frozenset(("oracle_recruiting",))
"""Platforms whose boards have numbers in place of names."""


def read_career_page(url: str, body: bytes, content_type: str | None = None) -> CareerPage:
    """Return what a page says. url: its address. Raise ValueError for what is no page of HTML."""
    from crawlers.page.decoding import decode, kind_of
    from crawlers.page.html_tree import parse_html
    from crawlers.page.limits import BadBody, safe_markup

    try:
        if kind_of(body, content_type) != "html":
            raise ValueError("not_html")
        markup = safe_markup(decode(body, content_type, None).encode("utf-8", "replace"))
    except BadBody as error:
        raise ValueError(str(error)) from None
    root, _ = parse_html(markup)
    found = CareerPage()
    if root is not None:
        _Reader(url, root, found).read()
    return found


class _Reader:
    """Reads one page into a CareerPage."""

    def __init__(self, url: str, root: Any, page: CareerPage) -> None:
        base = next((each.get("href") for each in root.iter("base") if each.get("href")), "")
        self.url, self.root, self.page = url, root, page
        self.base = _joined(url, base) or url
        self.host = (urlsplit(url).hostname or "").casefold()
        self.host_names = tuple(names_of_host(self.host))
        spoken = (each.get(name) for each in root.iter("img", "a") for name in _SPOKEN)
        self.text = "".join(plain_words(" ".join((_visible(root), *filter(None, spoken)))))

    def read(self) -> None:
        self.page.names.update(self._names())
        self._note_move()
        self._note_own_board()
        for element in self.root.iter(*_LOADED):
            self._note_loaded_boards(element)
        for element in self.root.iter():
            if isinstance(element.tag, str):
                self._note_boards_in_data(element)
        self._note_linked_boards()

    def _names(self) -> Iterator[str]:
        """Yield what the page says of whose it is: its host, its metadata, its copyright line. Its
        title and its first headings count only where the host is a number or a machine: pages about
        other employers have their names there."""
        yield from self.host_names
        if not self.host_names:
            for head in self.root.iter("title", "h1"):
                yield from filter(
                    None, map(_without_openings, _PART_OF_TITLE.split(_visible(head)))
                )
        for meta in self.root.iter("meta"):
            if (meta.get("property") or meta.get("name")) in ("og:site_name", "application-name"):
                yield meta.get("content") or ""
        for line in _visible(self.root).splitlines():
            if owner := _copyright().search(line.casefold()):
                yield _end_of_name().split(owner[1])[0].strip()

    def _note_move(self) -> None:
        """Note where the page sends its reader on to, by its head or a script."""
        for meta in self.root.iter("meta"):
            if (meta.get("http-equiv") or "").casefold() == "refresh":
                target = re.search(r"url\s*=\s*['\"]?([^'\"\s]+)", meta.get("content") or "", re.I)
                self.page.moved = _joined(self.base, target[1]) if target else ""
        target = _MOVES.search(self._inline_scripts().replace(r"\/", "/"))
        if target and len(_visible(self.root).split()) < _FEW_WORDS:
            self.page.moved = _joined(self.base, target[1])

    def _note_own_board(self) -> None:
        """Note the board that the page itself is, on a host of the employer's."""
        marked = [each for each in self.root.iter(*_MARKED) if each.tag != "script"]
        marked += [each for each in self.root.iter() if "data-careersite-propertyid" in each.attrib]
        tags = [
            " ".join((f"<{each.tag}", *(f'{n}="{escape(v)}"' for n, v in each.attrib.items())))
            for each in marked
        ]
        scripts = [f'<script src="{each.get("src") or ""}">' for each in self.root.iter("script")]
        built = "\n".join((*tags, *scripts, self._inline_scripts()))
        addresses = [self.url, *self._own_addresses()]
        for board in marked_boards(built, addresses):
            self._add_sign("host", board, self.url)

    def _own_addresses(self) -> Iterator[str]:
        """Yield the addresses on the page's own host that the page names."""
        for element in self.root.iter("link", "meta", "a"):
            if element.get("rel") == "canonical" or element.tag == "a":
                address = _joined(self.base, element.get("href"))
            else:
                address = element.get("content") if element.get("property") == "og:url" else ""
            if address and (urlsplit(address).hostname or "").casefold() == self.host:
                yield address

    def _inline_scripts(self) -> str:
        scripts = (each.text or "" for each in self.root.iter("script") if not each.get("src"))
        return "\n".join(scripts)[:_MOST_SCRIPT]

    def _note_loaded_boards(self, element: Any) -> None:
        """Note the board that a frame, a script or a form is of."""
        for name in ("src", "data-src", "data-lazy-src", "data", "action", *_linked(element)):
            address = _joined(self.base, element.get(name))
            if not address:
                continue
            if board := board_of_link(address):
                shown = not self.host_names or not self._is_of_another(board)
                self._add_sign("loads" if shown else "", board, address)
            self._add_platform(address)
            if element.tag in ("iframe", "frame") and self._is_own(address):
                self.page.onward.append(address)
        if element.tag == "script" and not element.get("src"):
            is_data = "json" in (element.get("type") or "")
            for board, address, is_call in boards_within((element.text or "")[:_MOST_SCRIPT]):
                # a script may hold the text of a page, and a text may name any board
                is_loaded = (is_call and not is_data) or agrees(board, self.page.names)
                self._add_sign("loads" if is_loaded else "", board, address)

    def _note_boards_in_data(self, element: Any) -> None:
        """Note the board in an attribute that a platform's script reads: `data-domain`."""
        for name, value in element.attrib.items():
            if name.startswith(_DATA) and (named := board_of_attribute(name, value)):
                self._add_sign("loads", named, f'{name}="{value}"')
            if name.startswith(_DATA) and "." in value and len(value) < 300:
                address = value if "//" in value else f"https://{value}/"
                board = board_of_link(address)
                if board and agrees(board, self.page.names):
                    self._add_sign("loads", board, address)

    def _note_linked_boards(self) -> None:
        """Note the boards that links lead to, and the pages with openings on the same site."""
        for link in self.root.iter("a", "area"):
            address = _joined(self.base, link.get("href"))
            if not address:
                continue
            words = _words_of(link)
            calls = calls_for_openings(words) and len(words.split()) <= _LONGEST_CALL
            self._add_platform(address)
            if self._is_own(address) and calls:
                self.page.onward.append(address)
            board = board_of_link(address)
            if board is None:
                continue
            if agrees(board, self.page.names):
                self._add_sign("name", board, address)
            elif calls and self._is_call(link) and not self._is_of_another(board):
                self._add_sign("call", board, address)
            else:
                self._add_sign("", board, address)

    def _is_call(self, link: Any) -> bool:
        """Return whether a link stands by itself, on a page about openings or in the frame of any
        page of the site."""
        block = next((each for each in link.iterancestors() if each.tag in _BLOCKS), self.root)
        linked = sum(len(_visible(each).split()) for each in block.iter("a"))
        if len(_visible(block).split()) - linked > _BESIDE_CALL:
            return False
        framed = any(each.tag in _FRAMING for each in link.iterancestors())
        heads = " ".join(_visible(each) for each in self.root.iter("title", "h1"))
        return framed or calls_for_openings(f"{urlsplit(self.url).path} {self.host} {heads}")

    def _is_of_another(self, board: Board) -> bool:
        """Return whether a board does not have the employer's name, and the page speaks of the
        name that it has."""
        if board.platform in _OPAQUE or agrees(board, self.page.names):
            return False
        text = self.text
        for name in sorted(map(_together, self.page.names), key=len, reverse=True):
            text = text.replace(name, " ") if name else text
        return is_mentioned(board, text)

    def _add_sign(self, kind: str, board: Board, at: str) -> None:
        sign = Sign(kind, board, at)
        if not check_board(board) and sign not in self.page.signs[-1:]:
            self.page.signs.append(sign)

    def _add_platform(self, address: str) -> None:
        host = (urlsplit(address).hostname or "").casefold()
        for suffix, platform in _platforms().items():
            if host == suffix or host.endswith(f".{suffix}"):
                self.page.platforms.add(platform)

    def _is_own(self, address: str) -> bool:
        """Return whether an address is another page of the same site, on a sister host too."""
        there = (urlsplit(address).hostname or "").casefold()
        return (
            _site(there) == _site(self.host)
            and address.partition("#")[0] != self.url.partition("#")[0]
        )


def _without_openings(title: str) -> str:
    """Return the name in a part of a title: "Careers at Acme Foods" -> acme foods; "" where the
    part is a sentence."""
    around = _openings().union(phrases_in(load("career_pages")["around_openings"]))
    words = [word for word in plain_words(title) if word not in around]
    return " ".join(words) if len(words) <= _LONGEST_NAME else ""


@cache
def _copyright() -> re.Pattern[str]:
    """Return a pattern of a copyright line in lower case, up to the owner's name."""
    marks = any_of(phrases_in(load("organizations")["copyright"]["marks"]))
    return re.compile(rf"(?:{marks})[\s©]*(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?,?\s*(.{{3,60}})")


@cache
def _end_of_name() -> re.Pattern[str]:
    """Return a pattern of what ends the owner's name in a copyright line."""
    rights = any_of(phrases_in(load("organizations")["rights"]))
    return re.compile(rf"[.,|•·;–]|\s-\s|\b(?:{rights})\b", re.IGNORECASE)


def _together(name: str) -> str:
    return "".join(plain_words(name))


def _linked(element: Any) -> tuple[str, ...]:
    """Return the attribute in which a link element of the head names what belongs to the page."""
    return ("href",) if element.tag == "link" else ()


def _site(host: str) -> tuple[str, ...]:
    """Return what the hosts of one site share: careers.acme.co.uk -> acme, co, uk."""
    labels = tuple(host.split("."))
    if labels[-1].isdigit():
        return labels
    return labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-2:]


def _visible(element: Any) -> str:
    from crawlers.page.html_tree import visible_text

    return "\n".join(visible_text(element))


def _words_of(link: Any) -> str:
    """Return the words of a link: its text and its images', else its label for screen readers."""
    images = " ".join(each.get("alt") or "" for each in link.iter("img"))
    said = " ".join(filter(None, (_visible(link), images)))
    return " ".join((said.strip() or link.get("aria-label") or link.get("title") or "").split())


def calls_for_openings(text: str) -> bool:
    """Return whether a text has a word for openings."""
    words = f" {' '.join(plain_words(text))} "
    return any(f" {each} " in words for each in _openings())


def _joined(base: str, address: str | None) -> str:
    """Return an address of a page in full; "" where it is none of the web's."""
    try:
        full = urljoin(base, (address or "").strip())
        return full if address and urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:
        return ""


@cache
def _openings() -> frozenset[str]:
    return frozenset(
        " ".join(plain_words(each)) for each in phrases_in(load("career_pages")["openings"])
    )


@cache
def _platforms() -> dict[str, str]:
    """Return platform by host."""
    rows = load("career_pages")
    return {
        host: platform
        for part in ("hosts", "other_platforms")
        for platform, hosts in rows[part].items()
        for host in hosts
    }
